"""Find the sentences of an article in which anchors select passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.text import anchors
from bsc_cli.text.concordance import Concordance
from bsc_cli.text.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bsc_cli.text.folding import FoldedText, Span


class Passages:
    """An article whose sentences can be looked up by anchor."""

    def __init__(self, text: FoldedText) -> None:
        self.text = text
        self._concordance = Concordance(text.text)
        self._sentences = Sentences(text)

    def selected(self, evidence: Iterable[str]) -> list[tuple[Span, str]]:
        """Return the passages that anchors select, in the article's order, each with its anchor."""
        found = {
            span: anchor
            for anchor in evidence
            for span in anchors.find(anchors.phrases(anchor), self._concordance, self._sentences)
        }
        return sorted(found.items())

    def sentence(self, passage: Span) -> Span:
        """Return a passage extended to whole sentences."""
        return self._sentences.whole(passage)

    def sentences(self, evidence: Iterable[str]) -> list[tuple[list[int], str]]:
        """Return the text of each passage, extended to whole sentences, and its lines.

        The passages are in the order in which they occur; one that is repeated has several lines.
        """
        spans = sorted({self.sentence(span) for span, _ in self.selected(evidence)})
        lines: dict[str, dict[int, None]] = {}
        first: dict[str, Span] = {}
        for span in spans:
            folded = self.text.text[span.start : span.end]
            first.setdefault(folded, span)
            lines.setdefault(folded, {})[self.text.position(span.start).line] = None
        return [([*lines[folded]], self.text.verbatim(span)) for folded, span in first.items()]
