"""Fold the typography of articles and anchors, and map offsets to the original text.

Folding drops zero-width characters and soft hyphens, straightens quotation marks, replaces dashes
(U+2010 to U+2015, U+2212) with `-`, composes characters as in Unicode's normal form C, and replaces
each run of white space with a single space. Case, accents, digits and other symbols are kept.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.system.errors import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STRAIGHT = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
}
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200d\u2060\ufeff]+")
_SPACING = re.compile(r"\s{2,}|[^\S ]")
_COMPOSING = re.compile(r"[\x00-\x7f]?[^\x00-\x7f\s]+")
"""A run of non-ASCII characters, and any ASCII character before it that may combine with it."""
_MANY_MARKS = re.compile(r"[^\w\s\x00-\x7f]{33}")
"""A run of more combining marks than any script uses. Such a run is not composed: normal form C
sorts its marks, in time quadratic in their number."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\w(?:\S*\w)?")


class Span(NamedTuple):
    """A range of folded text: its start and end in code points, counted from 0.

    The end is exclusive, as in a slice.
    """

    start: int
    end: int


class ReplacedText:
    """A text in which some ranges have been replaced, with a mapping of offsets to the original."""

    def __init__(self, original: str, replacements: Iterable[tuple[Span, str]]) -> None:
        pieces: list[str] = []
        self._offsets, self._original_offsets = [0], [0]
        done = length = 0
        for (start, end), replacement in replacements:
            pieces += (original[done:start], replacement)
            length += start - done + len(replacement)
            if len(replacement) != end - start:
                self._offsets.append(length)
                self._original_offsets.append(end)
            done = end
        self.text = "".join((*pieces, original[done:]))

    def original_offset(self, offset: int) -> int:
        """Return the offset, in the original text, of the character at `offset`.

        For a character in a replacement, the result lies in the range that was replaced.
        """
        index = bisect_right(self._offsets, offset) - 1
        original = self._original_offsets[index] + offset - self._offsets[index]
        if index + 1 < len(self._original_offsets):
            return min(original, self._original_offsets[index + 1] - 1)
        return original

    def offset(self, original: int) -> int:
        """Return the offset of the character at an offset in the original text.

        If the character was removed, return the offset of the next one that was not.
        """
        index = bisect_right(self._original_offsets, original) - 1
        offset = self._offsets[index] + original - self._original_offsets[index]
        if index + 1 < len(self._offsets):
            return min(offset, self._offsets[index + 1])
        return offset


class FoldedText:
    """A folded text that maps each of its characters to a position in the raw text.

    The positions are exact, except in a run of non-ASCII characters that is not in normal form C:
    the positions of its characters lie somewhere in the run, in ascending order.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        visible = without_invisible(raw)
        straight = visible.text.translate(_STRAIGHT)
        composed = ReplacedText(straight, _compositions(straight))
        spaced = ReplacedText(composed.text, _replacements(_SPACING, " ", composed.text))
        self._steps = (spaced, composed, visible)
        self.text = spaced.text

    def raw_offset(self, offset: int) -> int:
        """Return the offset, in the raw text, of the folded character at `offset`."""
        for step in self._steps:
            offset = step.original_offset(offset)
        return offset

    def offset(self, raw_offset: int) -> int:
        """Return the offset, in the folded text, of the raw character at `raw_offset`."""
        for step in reversed(self._steps):
            raw_offset = step.offset(raw_offset)
        return raw_offset

    def verbatim(self, span: Span) -> str:
        """Return a passage in the article's own characters, or folded if its bounds are not exact.

        Only white space is folded, and zero-width characters and soft hyphens are dropped.
        """
        folded = self.text[span.start : span.end].strip()
        raw = self.raw[self.raw_offset(span.start) : self.raw_offset(span.end)]
        verbatim = " ".join(drop_invisible(raw).split())
        return verbatim if fold(verbatim) == folded else folded

    def position(self, offset: int) -> Position:
        """Return the line and column, in the raw text, of the folded character at `offset`."""
        raw = self.raw_offset(offset)
        line = bisect_right(self._lines, raw)
        return Position(line, raw - self._lines[line - 1] + 1)

    @cached_property
    def _lines(self) -> list[int]:
        """The offsets at which the lines of the raw text begin."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.raw))]

    def words(self) -> Iterator[Span]:
        """Yield the spans of the words: text between spaces, without punctuation at either end."""
        return map(Span, *self.word_bounds)

    def words_in(self, span: Span) -> list[Span]:
        """Return the spans of the words that begin in a span."""
        starts, ends = self.word_bounds
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        return [*map(Span, starts[first:last], ends[first:last])]

    @cached_property
    def word_bounds(self) -> tuple[array[int], array[int]]:
        """The start offsets and the end offsets of the words, both in ascending order."""
        starts, ends = array("Q"), array("Q")
        for word in _WORD.finditer(self.text):
            starts.append(word.start())
            ends.append(word.end())
        return starts, ends


def fold(text: str) -> str:
    """Fold the typography of a text."""
    if not text.isascii():
        straight = text.translate(_STRAIGHT)
        if _INVISIBLE.search(text) or not unicodedata.is_normalized("NFC", straight):
            return FoldedText(text).text
        text = straight
    return _SPACING.sub(" ", text)  # the same, but without the offsets of the original text


def without_invisible(text: str) -> ReplacedText:
    """Remove zero-width characters and soft hyphens, and keep track of the original offsets."""
    return ReplacedText(text, _replacements(_INVISIBLE, "", text))


def drop_invisible(text: str) -> str:
    """Remove zero-width characters and soft hyphens from a text."""
    return _INVISIBLE.sub("", text)


def count_words(text: str) -> int:
    """Return the number of words in a folded text."""
    return sum(1 for _ in _WORD.finditer(text))


def _replacements(
    pattern: re.Pattern[str], replacement: str, text: str
) -> Iterator[tuple[Span, str]]:
    return ((Span(*match.span()), replacement) for match in pattern.finditer(text))


def _compositions(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the span and the normal form of each run of characters that normal form C changes.

    Runs with too many combining marks are omitted.
    """
    if unicodedata.is_normalized("NFC", text):
        return
    for run in _COMPOSING.finditer(text):
        if not unicodedata.is_normalized("NFC", run[0]) and not _MANY_MARKS.search(run[0]):
            yield Span(*run.span()), unicodedata.normalize("NFC", run[0])
