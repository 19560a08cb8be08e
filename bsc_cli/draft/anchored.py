"""Give anchors to drafted records: the shortest that select their words once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.draft.drafted import Drafted
from bsc_cli.text.folding import Span
from bsc_cli.text.shortest_anchor import ShortestAnchors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.draft.quotes import Quoted
    from bsc_cli.text.folding import FoldedText
    from bsc_cli.text.sentences import Sentences

Places = list[tuple[Span, Drafted]]


class Anchors:
    """The anchors of passages of an article."""

    def __init__(self, article: FoldedText, sentences: Sentences) -> None:
        self._article, self._sentences = article, sentences
        self._shortest = ShortestAnchors(article, sentences)
        self._failed: Counter[str] = Counter()

    def only(self, span: Span) -> str | None:
        """Return an anchor that selects a passage alone, if there is one."""
        return self._shortest.shortest(span)

    def exact(self, span: Span) -> str:
        """Return an anchor that selects a passage or, if that recurs, every occurrence."""
        return self.only(span) or self._of_all(span)

    def around(self, span: Span) -> str:
        """Return an anchor that selects a passage with as few words around it as tell it apart.

        The words are those of its sentence. If the whole sentence recurs, so does the passage, and
        the anchor selects every occurrence.
        """
        words = self._text(span)
        if self._failed[words] < _MOST_FAILED:
            if found := self._shortest.widened(span, self._near(span)):
                return found[0]
            self._failed[words] += 1
        return self._of_all(span)

    def _near(self, span: Span) -> Span:
        """Return the words of a sentence that are near a passage."""
        sentence, (starts, ends) = self._sentences.whole(span), self._article.word_bounds
        first = max(bisect_right(starts, span.start) - _NEAR, 0)
        last = min(bisect_right(ends, span.end) + _NEAR, len(ends) - 1)
        start, end = min(starts[first], span.start), max(ends[last], span.end)
        return Span(max(start, sentence.start), min(end, sentence.end))

    def _of_all(self, span: Span) -> str:
        """Return an anchor that selects every occurrence of a passage.

        It is the passage itself or, if that is long or has an ellipsis, what an anchor would take
        for a gap, its first and last words.
        """
        if words := self._article.words_in(span):
            span = Span(words[0].start, words[-1].end)
        phrases = [one.split() for one in self._text(span).split("…") if re.search(r"\w", one)]
        if len(phrases) == 1 and len(phrases[0]) <= 2 * _ENDS:
            return " ".join(phrases[0])
        return f"{' '.join(phrases[0][:_ENDS])} … {' '.join(phrases[-1][-_ENDS:])}"

    def _text(self, span: Span) -> str:
        return self._article.text[span.start : span.end]


_NEAR: Final = 14
"""The number of words on each side of a passage that may tell it apart."""
_ENDS: Final = 6
"""The number of words at each end of a long passage that recurs, in its anchor."""
_MOST_FAILED: Final = 5
"""The number of places of the same words for which no anchor is found until none is sought."""


def quotes(anchors: Anchors, evidence: Evidence, quoted: Iterable[Quoted]) -> None:
    """Give anchors to quotes: those of their words and of their cues."""
    for one in quoted:
        for span in _passages(evidence, one):
            one.quote.evidence[anchors.around(span)] = None


def _passages(evidence: Evidence, one: Quoted) -> list[Span]:
    """Return the passages of a quotation and its cue: one if they stand in the same sentence."""
    if not one.cue:
        return [one.content]
    both = Span(min(one.content.start, one.cue.span.start), max(one.content.end, one.cue.span.end))
    is_one = len(evidence.all_sentences.indices(both)) == 1
    return [both] if is_one else [one.content, one.cue.span]


def joined(
    anchors: Anchors, records: Iterable[Drafted], places: Places
) -> tuple[list[Drafted], Places]:
    """Give anchors to figures or events; those that no anchor tells apart become one record.

    Return the records that are left, and the places with these records.
    """
    same: dict[Any, Drafted] = {}
    instead: dict[Drafted, Drafted] = {}
    for record in records:
        record.evidence = dict.fromkeys(map(anchors.around, record.places))
        key = (*record.evidence, *map(str, record.values.values()))
        instead[record] = same.setdefault(key, record)
    return [*same.values()], [(span, instead[record]) for span, record in places]


def claims(anchors: Anchors, stated: Iterable[Drafted]) -> Sequence[Drafted]:
    """Give anchors to claims; those that no anchor tells apart become one record."""
    found: dict[str, Drafted] = {}
    for claim in stated:
        [span] = claim.places
        anchor = anchors.exact(span)
        first = found.setdefault(anchor, claim)
        first.evidence[anchor] = None
        if first is not claim:
            for name in ("about", "figures"):
                both = dict.fromkeys((*first.values[name], *claim.values[name]))
                first.values[name] = [*both]
    return [*found.values()]
