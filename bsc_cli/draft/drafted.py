"""A record as it is drafted, and the texts from which ids are made."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from bsc_cli.checks.store_rules import LONGEST_ID
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.types import TODO

if TYPE_CHECKING:
    from bsc_cli.text.folding import Span

__all__ = ["TODO", "Drafted", "Ids", "slug"]


class Drafted:
    """A record that is being drafted.

    `values` maps names of fields to texts, numbers, other drafted records and lists of these, in
    the order in which they are written. `places` are the spans of the article that `evidence`
    selects; `note` is the comment above the record.
    """

    def __init__(self, kind: str, stem: str, **values: Any) -> None:
        self.kind, self.stem, self.id = kind, stem, ""
        self.values: dict[str, Any] = values
        self.evidence: dict[str, None] = {}
        self.places: list[Span] = []
        self.note = ""

    @classmethod
    def stored(cls, kind: str, id: str) -> Drafted:
        """Return a stand-in for a record that the store already has, for references to it."""
        record = cls(kind, id)
        record.id = id
        return record


class Ids:
    """The ids of a store; each new one is unique."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._numbers: dict[str, int] = {}

    def give(self, stem: str, kind: str) -> str:
        """Return a new id that begins with words of `stem` or, if it has none, with the kind."""
        base = slug(stem, LONGEST_ID)
        if not re.search(r"[a-z]{2}", base):
            base = slug(f"{KINDS[kind].singular}-{base}", LONGEST_ID)
        id, number = base, self._numbers.get(base, 1)
        while id in self._taken:
            number += 1
            suffix = f"-{number}"
            id = slug(base, LONGEST_ID - len(suffix)) + suffix
        self._numbers[base] = number
        self._taken.add(id)
        return id


def slug(text: str, longest: int) -> str:
    """Return the first words of a text, in lower-case ASCII, joined by hyphens to form an id.

    A number stands whole, with its minus sign as a word and without commas between its digits.
    """
    text = _FRACTION.sub("-", text[:_LOOKED_AT])
    plain = unicodedata.normalize("NFKD", text).replace("\u2044", "-")
    plain = _NO_BREAK.sub("", plain.encode("ascii", "ignore").decode().lower())
    words = [word.replace(".", "-") for word in _WORD.findall(_MINUS.sub("minus-", plain))]
    taken: list[str] = []
    for word in words:
        if sum(map(len, taken)) + len(taken) + len(word) > longest:
            break
        taken.append(word)
    return "-".join(taken) or "".join(words[:1])[:longest].strip("-")


_WORD = re.compile(r"(?:minus-)?\d+(?:[.-]\d+)*[a-z0-9]*|[a-z0-9]+")
"""A word or a number, which is not cut."""
_NO_BREAK = re.compile(r"'|(?<=\d),(?=\d{3})")
"""Marks that no hyphen stands for: apostrophes, and commas within numbers."""
_MINUS = re.compile(r"(?<!\S)-[£$€]?(?=\d)")
_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
"""The place before a fraction that follows a number, as in `2½`."""
_LOOKED_AT = 400
