"""The authors of an article, from a text such as `Smith, Jane; Harbour Council`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.system.errors import listed

if TYPE_CHECKING:
    from collections.abc import Iterator


class Author(NamedTuple):
    """A person with a family name and a given name, or any author with the whole name alone."""

    name: str
    """The family name of a person whose given name is known; otherwise, the name as written."""
    given: str = ""


def authors(text: str) -> Iterator[Author]:
    """Yield the authors that a text names: `Family, Given` or another name, separated by `;`.

    A name with several commas, `and` or `&` is kept whole: it is an organisation's, or several
    people's.
    """
    for part in text.split(";"):
        name = " ".join(part.split()).strip(" ,")
        family, comma, given = (half.strip() for half in name.partition(","))
        if comma and "," not in given and not _AND.search(name):
            yield Author(family, given)
        elif name:
            yield Author(name)


def in_prose(text: str) -> str:
    """Return the authors that a text names as prose has them: `Jane Smith and Harbour Council`."""
    return listed(f"{author.given} {author.name}".lstrip() for author in authors(text))


def byline(text: str | None) -> str | None:
    """Return the authors that a text names after `by`; `None` if it names none."""
    names = in_prose(text or "")
    return f"by {names}" if names else None


_AND: Final = re.compile(r"(?:^|[\s,])(?:and|&)(?=[\s,]|$)", re.IGNORECASE)
"""A word between names: in a person's name, BibTeX would take it for the end of an author."""
