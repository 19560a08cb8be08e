"""Find the occurrences of a phrase in a text by looking up its rarest word."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from bsc_cli.system.errors import Unreadable
from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKENS = re.compile(r"\w+|[^\w\s]")
_LOOKUP = 25
"""The number of characters that a scan passes in the time that a look-up of one offset takes."""
_MOST_SCANNED = 1_000_000_000
"""The maximum number of characters that are scanned for the phrases of a store, which takes a few
seconds. A look-up counts as _LOOKUP characters."""


class Concordance:
    """A folded text with an index of its words and symbols.

    Raises Unreadable if its methods are given too many phrases that have only common words.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: dict[str, array[int]] = {}
        self._beginnings: dict[str, array[int]] = {}
        self._scanned = 0

    def occurrences(self, phrase: str) -> list[Span]:
        """Return the spans, without overlaps, in which a folded phrase occurs as whole words."""
        return [Span(start, start + len(phrase)) for start in self.starts(phrase)]

    def starts(self, phrase: str) -> array[int]:
        """Return the starts of the spans that `occurrences` returns."""
        if phrase not in self._starts:
            self._starts[phrase] = array("I", self._whole_words(phrase))
        return self._starts[phrase]

    def _whole_words(self, phrase: str) -> Iterator[int]:
        done = 0
        for start in self._candidates(phrase):
            end = start + len(phrase)
            if start >= done and self._is_bound(start) and self._is_bound(end):
                yield start
                done = end

    def beginnings(self, text: str) -> array[int]:
        """Return the offsets, in ascending order, at which a text occurs and begins a word.

        The text may end within a word, as `boat` does in `boats`.
        """
        if text not in self._beginnings:
            candidates = self._candidates(text, is_prefix=True)
            self._beginnings[text] = array("I", filter(self._is_bound, candidates))
        return self._beginnings[text]

    def _candidates(self, phrase: str, *, is_prefix: bool = False) -> Iterator[int]:
        """Yield the offsets at which a phrase occurs, whether or not at word boundaries.

        If `is_prefix` is true, the phrase may end within a word; otherwise, an occurrence that
        overlaps an earlier one may be omitted.
        """
        tokens = [
            (self._places(token[0], is_prefix and token.end() == len(phrase)), token.start())
            for token in _TOKENS.finditer(phrase)
        ]
        rarest, before = min(tokens, key=lambda token: len(token[0]), default=(range(0), 0))
        if len(rarest) * max(len(phrase), _LOOKUP) > len(self.text):
            yield from self._scan(phrase, overlapping=is_prefix)
            return
        self._count(len(rarest) * _LOOKUP, phrase)
        _, _, offsets = self._index
        for offset in sorted(offsets[rarest.start : rarest.stop]):
            if offset >= before and self.text.startswith(phrase, offset - before):
                yield offset - before

    def _scan(self, phrase: str, *, overlapping: bool) -> Iterator[int]:
        """Scan the whole text for a phrase, and yield the offsets at which the phrase occurs.

        For a long phrase of common words, this is faster than using the index.
        """
        self._count(len(self.text), phrase)
        start = self.text.find(phrase)
        while start >= 0:
            yield start
            is_whole = self._is_bound(start) and self._is_bound(start + len(phrase))
            step = len(phrase) if is_whole and not overlapping else 1
            self._count(len(phrase) - step, phrase)
            start = self.text.find(phrase, start + step)

    def _count(self, characters: int, phrase: str) -> None:
        self._scanned += characters
        if self._scanned > _MOST_SCANNED:
            message = "the store has too many phrases of words that are common in the article"
            hint = f"choose phrases with a rarer word, unlike '{phrase}'"
            raise Unreadable(message, hint)

    def _is_bound(self, offset: int) -> bool:
        """Whether an offset is a word boundary."""
        before, after = self.text[offset - 1 : offset], self.text[offset : offset + 1]
        return not (_is_word(before) and _is_word(after))

    def _places(self, token: str, is_prefix: bool) -> range:
        """Return the indexes, in the list of offsets, of a token or of all tokens it begins."""
        words, bounds, _ = self._index
        first = bisect_left(words, token)
        is_word = is_prefix and _is_word(token[-1])
        stop = bisect_left(words, token + _LAST) if is_word else bisect_right(words, token, first)
        return range(bounds[first], bounds[stop])

    @cached_property
    def _index(self) -> tuple[list[str], list[int], array[int]]:
        """The distinct words and symbols, sorted; the bounds of their offsets; and all offsets.

        The offsets of the word at an index lie between the bounds at that index and the next.
        """
        offsets: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for token in _TOKENS.finditer(self.text):
            offsets[token[0]].append(token.start())
        words = sorted(offsets)
        bounds = [0, *accumulate(len(offsets[word]) for word in words)]
        return words, bounds, array("I", chain.from_iterable(offsets[word] for word in words))


_LAST = chr(0x10FFFF)
"""A character that comes after every character of a word."""


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
