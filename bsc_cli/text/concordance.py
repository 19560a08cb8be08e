"""Find the occurrences of a phrase in a text by looking up its rarest word."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKENS = re.compile(r"\w+|[^\w\s]")


class Concordance:
    """A folded text with an index of its words and symbols."""

    def __init__(self, text: str) -> None:
        self.text = text

    def occurrences(self, phrase: str) -> list[Span]:
        """Return the spans, without overlaps, in which a folded phrase occurs as whole words."""
        spans: list[Span] = []
        done = 0
        for start in self._candidates(phrase):
            end = start + len(phrase)
            if start >= done and self._is_bound(start) and self._is_bound(end):
                spans.append(Span(start, end))
                done = end
        return spans

    def _candidates(self, phrase: str) -> Iterator[int]:
        """Yield the offsets at which a phrase occurs, whether or not at word boundaries.

        An occurrence that overlaps an earlier one may be omitted.
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
        """Scan the whole text for a phrase, and yield the offsets at which the phrase occurs.

        For a long phrase of common words, this is faster than using the index.
        """
        start = self.text.find(phrase)
        while start >= 0:
            yield start
            is_whole = self._is_bound(start) and self._is_bound(start + len(phrase))
            start = self.text.find(phrase, start + (len(phrase) if is_whole else 1))

    def _is_bound(self, offset: int) -> bool:
        """Whether an offset is a word boundary."""
        before, after = self.text[offset - 1 : offset], self.text[offset : offset + 1]
        return not (_is_word(before) and _is_word(after))

    @cached_property
    def _offsets(self) -> dict[str, array[int]]:
        """For each distinct word or symbol, the offsets of its occurrences, in ascending order."""
        index: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for token in _TOKENS.finditer(self.text):
            index[token[0]].append(token.start())
        return index


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
