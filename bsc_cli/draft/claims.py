"""Draft one claim for each sentence: its voice, what it is about and its figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.checks.attributions import attributions
from bsc_cli.draft.drafted import TODO, Drafted
from bsc_cli.model.kinds import AUTHOR
from bsc_cli.text.folding import Span
from bsc_cli.text.names import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.draft.names import Named
    from bsc_cli.draft.quotes import Quoted

Places = list[tuple[Span, Drafted]]


class Claims:
    """The parts of the claims of an article: names, quotes, figures and events, by their places."""

    def __init__(
        self, evidence: Evidence, named: Named, quotes: Sequence[Quoted], others: Sequence[Places]
    ) -> None:
        self.evidence, self.named, self.quotes, self.others = evidence, named, quotes, others

    def drafted(self) -> Iterator[Drafted]:
        """Yield a claim for each sentence of which no word is claimed yet."""
        claimed, markers = self.evidence.claimed, {span.end for span in self.evidence.markers}
        for sentence in self.evidence.all_sentences.spans:
            words = [
                word for word in self.evidence.article.words_in(sentence) if word not in claimed
            ]
            if not words:
                continue
            span = Span(words[0].start, words[-1].end)
            if claimed.overlaps(span) and not markers:
                continue
            yield self._claim(sentence, span)

    def _claim(self, sentence: Span, span: Span) -> Drafted:
        text = self.evidence.text(sentence)
        figures = [
            *dict.fromkeys(r for r in self._at(self.others[0], sentence) if r.kind == "figures")
        ]
        about = [*self.named.within(sentence)]
        about += [record for places in self.others for record in self._at(places, sentence)]
        about += [
            one.quote
            for one in self.quotes
            if one.marks.start < sentence.end and one.marks.end > sentence.start
        ]
        about = [*dict.fromkeys(record for record in about if record not in figures)]
        voice, attribution = self._voice(sentence, span)
        claim = Drafted("claims", _stem(text), statement=TODO)
        claim.values["type"] = "quantity" if figures else TODO
        claim.values |= {"voice": voice, "attribution": attribution}
        claim.values["about"] = about or ([] if figures else [TODO])
        claim.values["figures"] = figures
        claim.note = text
        claim.places.append(span)
        return claim

    def _at(self, places: Places, sentence: Span) -> list[Drafted]:
        first = bisect_left(places, sentence.start, key=lambda place: place[0].start)
        last = bisect_left(places, sentence.end, key=lambda place: place[0].start)
        return [record for _, record in places[first:last]]

    def _voice(self, sentence: Span, span: Span) -> tuple[Any, str | None]:
        """Return the voice of a sentence, or `TODO` if it is not sure, and its attribution."""
        quoted = [
            one
            for one in self.quotes
            if one.marks.start < sentence.end and one.marks.end > sentence.start
        ]
        speakers = [one.quote.values["speaker"] for one in quoted]
        if quoted:
            inside = sum(
                min(one.content.end, span.end) - max(one.content.start, span.start)
                for one in quoted
            )
            is_sure = len({*map(id, speakers)}) == 1 and speakers[0] != TODO
            if is_sure and 3 * inside >= span.end - span.start:
                ways = {one.quote.values["attribution"] for one in quoted}
                return speakers[0], "explicit" if ways == {"explicit"} else "inferred"
            return TODO, None
        known = attributions(self.evidence).speakers
        text = self.evidence.article.text
        reports = any(cue.is_speech(text) for cue in known.cues.within(sentence))
        if reports or known.is_quoted(span):
            return TODO, None
        return AUTHOR, None


def _stem(text: str) -> str:
    """Return the first telling words of a sentence, for the claim's id."""
    words = _WORD.findall(text[:_LOOKED_AT])
    telling = [word for word in words if word.lower() not in FUNCTION_WORDS]
    return " ".join(telling[:_MOST] or words[:_MOST])


_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d{2,}")
_MOST: Final = 4
_LOOKED_AT: Final = 300
