"""Find the sentences of an article in which anchors select passages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from bsc_cli.text import anchors
from bsc_cli.text.concordance import Concordance
from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bsc_cli.text.folding import FoldedText

_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")


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
        breaks = [self._folded(match.end()) for match in _BLANK_LINE.finditer(self.article.raw)]
        sentences = []
        for start, end in self.article.sentences():
            inner = breaks[bisect_right(breaks, start) : bisect_left(breaks, end)]
            for first, last in zip((start, *inner), (*inner, end), strict=True):
                text = self.article.text[first:last].rstrip()
                sentences.append(Span(first, first + len(text)))
        return sentences

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self._sentences]

    @cached_property
    def _ends(self) -> list[int]:
        return [sentence.end for sentence in self._sentences]

    def _folded(self, raw: int) -> int:
        """Return the offset of the first folded character at or after a raw offset."""
        return bisect_left(range(len(self.article.text)), raw, key=self.article.raw_offset)
