"""Where phrases stand in a text, found by the rarest word of each.

A text is gone through once, however many phrases are looked for.
"""

from __future__ import annotations

import re
from array import array
from functools import cached_property
from typing import TYPE_CHECKING

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PARTS = re.compile(r"\w+|[^\w\s]")


class Concordance:
    """The words and signs of a folded text, each with every place where it stands."""

    def __init__(self, text: str) -> None:
        self.text = text

    def occurrences(self, phrase: str) -> list[Span]:
        """Where a folded phrase stands at word bounds, in the text's order, overlaps left out."""
        found: list[Span] = []
        done = 0
        for start in self._candidates(phrase):
            end = start + len(phrase)
            if start >= done and self._is_bound(start) and self._is_bound(end):
                found.append(Span(start, end))
                done = end
        return found

    def _candidates(self, phrase: str) -> Iterator[int]:
        """Where the phrase stands, at word bounds or not; not always all that overlap."""
        parts = [(match[0], match.start()) for match in _PARTS.finditer(phrase)]
        places: list[tuple[Sequence[int], int]] = [
            (self._places.get(part, ()), at) for part, at in parts
        ]
        rarest, before = min(places, key=lambda place: len(place[0]), default=((), 0))
        if len(rarest) * len(phrase) > len(self.text):
            yield from self._searched(phrase)
            return
        for place in rarest:
            if place >= before and self.text.startswith(phrase, place - before):
                yield place - before

    def _searched(self, phrase: str) -> Iterator[int]:
        """As `_candidates`, by a plain search: for a long phrase of words that are all common."""
        start = self.text.find(phrase)
        while start >= 0:
            yield start
            is_whole = self._is_bound(start) and self._is_bound(start + len(phrase))
            start = self.text.find(phrase, start + (len(phrase) if is_whole else 1))

    def _is_bound(self, offset: int) -> bool:
        """Whether no word goes on over an offset."""
        before, after = self.text[offset - 1 : offset], self.text[offset : offset + 1]
        return not (_is_word(before) and _is_word(after))

    @cached_property
    def _places(self) -> dict[str, array[int]]:
        places: dict[str, array[int]] = {}
        for match in _PARTS.finditer(self.text):
            known = places.get(match[0])
            if known is None:
                places[match[0]] = array("I", (match.start(),))
            else:
                known.append(match.start())
        return places


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
