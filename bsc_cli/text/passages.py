"""Find the sentences of an article in which anchors select passages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from bsc_cli.text import anchors
from bsc_cli.text.concordance import Concordance
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


class Passages:
    """An article whose sentences can be looked up by anchor."""

    def __init__(self, article: FoldedText) -> None:
        self.article = article
        self._concordance = Concordance(article.text)

    def sentences(self, evidence: Iterable[str]) -> list[tuple[int, str]]:
        """Return the line and the text of each passage, extended to whole sentences.

        The passages are in the order in which they occur; a repeated passage is omitted.
        """
        found = (anchors.find(anchors.phrases(anchor), self._concordance) for anchor in evidence)
        spans = sorted({self._whole(span) for spans in found for span in spans})
        texts = {self.article.text[start:end]: start for start, end in reversed(spans)}
        lines = ((self.article.position(start).line, text) for text, start in texts.items())
        return sorted(lines)

    def _whole(self, span: Span) -> Span:
        """Extend a passage to whole sentences."""
        first = bisect_right(self._starts, span.start) - 1
        last = bisect_left(self._ends, span.end)
        end = self._ends[last] if last < len(self._ends) else span.end
        return Span(self._starts[max(first, 0)], end)

    @cached_property
    def _sentences(self) -> list[Span]:
        """The sentences; unlike those of the fingerprint, they also end at blank lines."""
        text = self.article.text
        breaks = [0, *self._folded(self._breaks())]
        bounds = sorted({*breaks, *self._stops(breaks), len(text)})
        sentences = []
        for start, end in pairwise(bounds):
            words = text[start:end].strip()
            first = text.index(words, start)
            if words:
                sentences.append(Span(first, first + len(words)))
        return sentences

    def _breaks(self) -> Iterator[int]:
        """Yield the raw offsets around headings, before items of lists and after blank lines."""
        for match in _BREAK.finditer(self.article.raw):
            if match["heading"]:
                yield from match.span("heading")
            elif match["gap"] or match["item"]:
                yield match.end("gap") if match["gap"] else match.start("item")

    def _stops(self, breaks: Sequence[int]) -> Iterator[int]:
        """Yield the offsets at which a full stop, question or exclamation mark ends a sentence."""
        text, last = self.article.text, 0
        for match in _END.finditer(text):
            first = max(last, breaks[bisect_right(breaks, match.start()) - 1])
            before = text[max(first, match.start() - _LONGEST_ABBREVIATION) : match.start()]
            is_short = match[0] == "." and _NO_END.search(before)
            if not is_short and not _NUMBER.fullmatch(before):
                last = match.end()
                yield last

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self._sentences]

    @cached_property
    def _ends(self) -> list[int]:
        return [sentence.end for sentence in self._sentences]

    def _folded(self, offsets: Iterable[int]) -> Iterator[int]:
        """For each of some ascending raw offsets, yield the first folded offset not before it."""
        at, text, raw_offset = 0, range(len(self.article.text)), self.article.raw_offset
        for offset in offsets:
            step = 1
            while at + step < len(text) and raw_offset(at + step) < offset:
                at, step = at + step, step * 2
            at = bisect_left(text, offset, at, min(at + step + 1, len(text)), key=raw_offset)
            yield at
