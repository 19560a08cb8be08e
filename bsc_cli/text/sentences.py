"""Split an article into sentences.

A sentence ends at a full stop, question mark or exclamation mark that ends one, and always at a
blank line, at a heading and before an item of a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.text.folding import FoldedText

_BREAK = re.compile(
    r"(?:\A|\r\n|\r|\n)(?P<gap>[^\S\r\n]*(?:\r\n|\r|\n)\s*+)?"
    r"(?P<heading>#{1,6} [^\r\n]*+)?(?P<item>[^\S\r\n]*(?:[-*+•]|\d{1,3}[.)])[^\S\r\n])?"
)
"""A line end, perhaps with blank lines, before a heading or an item of a list."""

_END = re.compile(r"""[.?!]["')\]]*+(?= )""")
"""The end of a sentence, or a full stop after an abbreviation."""

_NO_END = re.compile(
    r"(?<!\w)(?:Dr|Mr|Mrs|Ms|Prof|St|Sir|Rev|Gen|Col|Lt|Capt|Sgt|Inc|Ltd|Co|Corp|Jr|Sr|No|vs|etc|cf|"
    r"(?:[A-Za-z]\.)*[A-Za-z])\Z"
)
"""An abbreviation that seldom ends a sentence, such as `Dr` or `U.S`, before its full stop."""

_NUMBER = re.compile(r"\W*\d{1,3}")
"""The number of an item of a list, before its full stop."""

_LONGEST_ABBREVIATION = 16


class Sentences:
    """The sentences of an article; `spans` are their spans, in order."""

    def __init__(self, article: FoldedText) -> None:
        self.spans = [*_sentences(article)]
        self._starts = [sentence.start for sentence in self.spans]
        self._ends = [sentence.end for sentence in self.spans]

    def indices(self, span: Span) -> range:
        """Return the indices of the sentences that a passage touches."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        return range(first, max(bisect_left(self._starts, span.end), first + 1))

    def whole(self, span: Span, before: int = 0) -> Span:
        """Extend a passage to whole sentences, and by as many sentences before it as `before`."""
        touched = self.indices(span)
        first = max(touched.start - before, 0)
        return Span(self._starts[first], max(self._ends[touched.stop - 1], span.end))


def line_breaks(article: FoldedText) -> Iterator[int]:
    """Yield the offsets of the lines that begin a heading, an item, a paragraph or a sentence."""
    return _folded(article, _breaks(article.raw))


def _sentences(article: FoldedText) -> Iterator[Span]:
    text = article.text
    breaks = [0, *line_breaks(article)]
    for start, end in pairwise(sorted({*breaks, *_stops(text, breaks), len(text)})):
        words = text[start:end].strip()
        if words:
            first = text.index(words, start)
            yield Span(first, first + len(words))


def _breaks(raw: str) -> Iterator[int]:
    """Yield the raw offsets around headings, before items of lists and after blank lines."""
    for match in _BREAK.finditer(raw):
        if match["heading"]:
            yield from match.span("heading")
        elif match["gap"] or match["item"]:
            yield match.end("gap") if match["gap"] else match.start("item")


def _stops(text: str, breaks: Sequence[int]) -> Iterator[int]:
    """Yield the offsets at which a full stop, question or exclamation mark ends a sentence."""
    last = 0
    for match in _END.finditer(text):
        first = max(last, breaks[bisect_right(breaks, match.start()) - 1])
        before = text[max(first, match.start() - _LONGEST_ABBREVIATION) : match.start()]
        is_short = match[0] == "." and _NO_END.search(before)
        if not is_short and not _NUMBER.fullmatch(before):
            last = match.end()
            yield last


def _folded(article: FoldedText, offsets: Iterable[int]) -> Iterator[int]:
    """For each of some ascending raw offsets, yield the first folded offset not before it."""
    at, text, raw_offset = 0, range(len(article.text)), article.raw_offset
    for offset in offsets:
        step = 1
        while at + step < len(text) and raw_offset(at + step) < offset:
            at, step = at + step, step * 2
        at = bisect_left(text, offset, at, min(at + step + 1, len(text)), key=raw_offset)
        yield at
