"""Find phrases in a text by way of their rarest word.

The text is indexed once, for any number of phrases.
"""

from __future__ import annotations

import re
from array import array
from functools import cached_property
from typing import TYPE_CHECKING

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKENS = re.compile(r"\w+|[^\w\s]")


class Concordance:
    """The words and signs of a folded text, each with the offsets at which it occurs."""

    def __init__(self, text: str) -> None:
        self.text = text

    def occurrences(self, phrase: str) -> list[Span]:
        """Return where a folded phrase occurs at word bounds, in order and without overlaps."""
        spans: list[Span] = []
        done = 0
        for start in self._candidates(phrase):
            end = start + len(phrase)
            if start >= done and self._is_bound(start) and self._is_bound(end):
                spans.append(Span(start, end))
                done = end
        return spans

    def _candidates(self, phrase: str) -> Iterator[int]:
        """Yield the offsets of the phrase, at word bounds or not.

        Of occurrences that overlap, some may be missing.
        """
        tokens: list[tuple[Sequence[int], int]] = [
            (self._offsets.get(token[0], ()), token.start()) for token in _TOKENS.finditer(phrase)
        ]
        rarest, before = min(tokens, key=lambda token: len(token[0]), default=((), 0))
        if len(rarest) * len(phrase) > len(self.text):
            yield from self._scan(phrase)
            return
        for offset in rarest:
            if offset >= before and self.text.startswith(phrase, offset - before):
                yield offset - before

    def _scan(self, phrase: str) -> Iterator[int]:
        """Yield the offsets of a long phrase of common words, by scanning the whole text."""
        start = self.text.find(phrase)
        while start >= 0:
            yield start
            is_whole = self._is_bound(start) and self._is_bound(start + len(phrase))
            start = self.text.find(phrase, start + (len(phrase) if is_whole else 1))

    def _is_bound(self, offset: int) -> bool:
        """Whether no word extends across an offset."""
        before, after = self.text[offset - 1 : offset], self.text[offset : offset + 1]
        return not (_is_word(before) and _is_word(after))

    @cached_property
    def _offsets(self) -> dict[str, array[int]]:
        """The offsets of each word and sign, in ascending order."""
        index: dict[str, array[int]] = {}
        for token in _TOKENS.finditer(self.text):
            offsets = index.get(token[0])
            if offsets is None:
                index[token[0]] = array("I", (token.start(),))
            else:
                offsets.append(token.start())
        return index


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
