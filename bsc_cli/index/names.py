"""The names by which people refer to records in place of ids, and their keys for comparison.

Two names are the same if they have the same words and symbols, whatever their case, accents and
punctuation, and whether or not they begin with `the`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.index.search_terms import SIGN, words
from bsc_cli.model.kinds import Person
from bsc_cli.text.nearest import LONGEST

if TYPE_CHECKING:
    from bsc_cli.model.record import Record

_NAMES: Final = ("name", "aliases", "acronym", "as_written")
"""The fields that hold names; a figure is named by the words in which the article states it."""
THINGS: Final = ("agencies", "people", "groups", "places", "topics")
"""The kinds whose names take precedence over those of other kinds."""

THING, OTHER, SURNAME = range(3)
"""How well a name identifies a record, the best first: the name of an agency, a person, a group, a
place or a topic; the name of any other record; and the last word of a person's name."""


def key(name: str) -> str:
    """Return the form of a name by which it is compared, or "" if it has no words or symbols."""
    parts = (*words(name), *SIGN.findall(name))
    return " ".join(parts[1:] if len(parts) > 1 and parts[0] == "the" else parts)


def spelled_as_id(name: str) -> str:
    """Return the words of a name in the spelling of an id, which need not exist."""
    return "-".join(words(name))


_MOST_WORDS: Final = 20
"""The maximum number of words of a name that are compared with parts of names."""


def expression(part: str) -> str:
    """Return the FTS5 expression for the names that contain the words of a part of a name.

    The last word may be the beginning of a word. Returns "" if there are no words.
    """
    quoted = " AND ".join(f'"{word[:LONGEST]}"' for word in words(part)[:_MOST_WORDS])
    return quoted and f"{quoted}*"


def name_keys(record: Record) -> dict[str, int]:
    """Return the keys of a record's names, each with its rank: THING, OTHER or SURNAME."""
    rank = THING if record.kind in THINGS else OTHER
    texts: list[str] = []
    for field in _NAMES:
        value = record.values.get(field) or ()
        texts += [value] if isinstance(value, str) else value
    ranked = {key(text): rank for text in texts}
    if isinstance(record, Person):
        ranked.setdefault(key(record.name).rpartition(" ")[2], SURNAME)
    ranked.pop("", None)
    return ranked
