"""Draft one claim for each sentence: its voice, what it is about and its figures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.draft.drafted import TODO, Drafted
from bsc_cli.draft.reported import Reported
from bsc_cli.model.kinds import AUTHOR
from bsc_cli.text.folding import Span
from bsc_cli.text.intervals import Intervals
from bsc_cli.text.names import FUNCTION_WORDS
from bsc_cli.text.negation import NEGATORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.draft.names import Named
    from bsc_cli.draft.quotes import Quoted

Places = list[tuple[Span, Drafted]]


class Claims:
    """The parts of the claims of an article: names, quotes, figures and events, by their places."""

    def __init__(
        self,
        evidence: Evidence,
        named: Named,
        quotes: Sequence[Quoted],
        figures: Places,
        events: Places,
    ) -> None:
        self.evidence, self.named, self.quotes = evidence, named, quotes
        self.figures, self.events = figures, events
        self.markers, self.reported = Intervals(evidence.markers), Reported(evidence, named)

    def of(self, sentence: Span) -> Drafted:
        """Return the claim of a sentence."""
        words = self.evidence.article.words_in(sentence)
        own = [word for word in words if word not in self.markers] or words
        return self._claim(sentence, Span(own[0].start, own[-1].end))

    def _claim(self, sentence: Span, span: Span) -> Drafted:
        quoted = self._quoted(sentence)
        figures = [*dict.fromkeys(self._at(self.figures, sentence))]
        about = [*self.named.within(sentence), *self._at(self.events, sentence)]
        about += [one.quote for one in quoted]
        voice, attribution = self._voice(sentence, span, quoted)
        text = self.evidence.text(sentence)
        claim = Drafted("claims", _stem(text), statement=TODO)
        claim.values["type"] = "quantity" if figures else TODO
        claim.values |= {"voice": voice, "attribution": attribution}
        claim.values["about"] = [*dict.fromkeys(about)] or ([] if figures else [TODO])
        claim.values["figures"] = figures
        claim.note = text
        claim.places.append(span)
        return claim

    def _quoted(self, sentence: Span) -> Sequence[Quoted]:
        """Return the quotations that a sentence touches."""
        first = bisect_right(self.quotes, sentence.start, key=lambda one: one.marks.end)
        last = bisect_left(self.quotes, sentence.end, key=lambda one: one.marks.start)
        return self.quotes[first:last]

    def _at(self, places: Places, sentence: Span) -> list[Drafted]:
        first = bisect_left(places, sentence.start, key=lambda place: place[0].start)
        last = bisect_left(places, sentence.end, key=lambda place: place[0].start)
        return [record for _, record in places[first:last]]

    def _voice(
        self, sentence: Span, span: Span, quoted: Sequence[Quoted]
    ) -> tuple[Any, str | None]:
        """Return the voice of a sentence, or `TODO` if it is not sure, and its attribution."""
        saying = self.reported.saying(sentence)
        reported = saying.speaker if saying else None
        if quoted:
            inside = sum(
                min(one.content.end, span.end) - max(one.content.start, span.start)
                for one in quoted
            )
            speakers = {one.quote.values["speaker"] for one in quoted}
            is_most = 3 * inside >= span.end - span.start
            is_sure = len(speakers) == 1 and TODO not in speakers
            if (
                not is_sure
                or not (is_most or reported in speakers)
                or self._counts(sentence, quoted)
            ):
                return TODO, None
            ways = {one.quote.values["attribution"] for one in quoted}
            return speakers.pop(), "explicit" if ways == {"explicit"} else "inferred"
        if reported:
            return reported, "explicit"
        is_doubtful = self.reported.is_in(sentence) or self.reported.known.is_quoted(span)
        return (TODO if is_doubtful else AUTHOR), None

    def _counts(self, sentence: Span, quoted: Sequence[Quoted]) -> bool:
        """Whether the author gives a figure behind a quotation, as in `said Reed, who leads 15`."""
        text = self.evidence.text(sentence)
        clause = sentence.start + text.rfind(", who")
        is_behind = max(one.marks.end for one in quoted) <= clause
        return is_behind and bool(self._at(self.figures, Span(clause, sentence.end)))


def _stem(text: str) -> str:
    """Return the first telling words of a sentence, for the claim's id."""
    words = [*_WORD.finditer(text[:_LOOKED_AT])]
    telling = [word for word in words if word["kept"] or word[0].lower() not in _UNTELLING]
    is_cut_short = len(telling) > _MOST and telling[_MOST - 1][0].lower() in NEGATORS
    return " ".join(word[0] for word in (telling or words)[: _MOST + is_cut_short])


_WORD: Final = re.compile(
    r"(?P<kept>(?<!\w)-?[£$€]?\d(?:[\d.,]*\d)?\w*|May(?= \d)|(?<=\d )May\b|"
    r"(?ai:not?) (?:more|less|fewer|later|earlier) than)|"
    r"[^\W\d_]{2,}(?:'[^\W\d_]+)?"
)
"""A number with its sign, May, `no more than` and the like, or any other word of two letters."""
_UNTELLING: Final = FUNCTION_WORDS - {*NEGATORS, "against", "few", "less", "off", "out"}
"""The function words that do not turn the meaning of a sentence round."""
_MOST: Final = 4
_LOOKED_AT: Final = 300
