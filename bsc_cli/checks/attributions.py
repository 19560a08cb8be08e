"""The speakers that an article names for the quotes and the claims of a store."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property, lru_cache
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from bsc_cli.checks.speakers import MARKS, Source, Speakers, Subject
from bsc_cli.model.kinds import Quote
from bsc_cli.text import reporting
from bsc_cli.text.folding import Span
from bsc_cli.text.intervals import Intervals

if TYPE_CHECKING:
    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.model.kinds import Claim


@lru_cache(maxsize=1)  # several rules use the result
def attributions(evidence: Evidence) -> Attributions:
    """Return the attributions of the quotes and claims that rest on an article."""
    return Attributions(evidence)


class Attributions:
    """The speakers that an article gives to quotes and claims."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.speakers = Speakers(evidence)
        self._of_quote: dict[str, list[Source]] = {}
        self._of_claim: dict[str, list[Source]] = {}

    def places(self, quote: Quote) -> list[Span]:
        """Return the first places of a quote's text within its evidence."""
        places = self.evidence.where(quote.text)
        if not places:
            return []
        # An anchor may omit the punctuation mark at the end of a quote.
        length = len(self.evidence.text(places[0]).rstrip(".,;:?!"))
        found: list[Span] = []
        for passage in Intervals(self.evidence.spans[quote.id]):
            at = bisect_left(places, passage.start, key=_START)
            while at < len(places) and places[at].start + length <= passage.end:
                if len(found) == _MOST_PLACES:
                    return found
                found.append(places[at])
                at += 1
        return found

    def of_quote(self, quote: Quote) -> list[Source]:
        """Return the sources of the places of a quote that have the quote's cue beside them."""
        if quote.id not in self._of_quote:
            places = self.places(quote) if quote.cue else ()
            found = (self.speakers.of_quotation(quote.cue or "", place) for place in places)
            self._of_quote[quote.id] = [source for source in found if source]
        return self._of_quote[quote.id]

    def of_claim(self, claim: Claim) -> list[Source]:
        """Return the sources of the passages of a claim.

        The source of a passage in quotations is the speaker of the quotes, if they have one.
        """
        if claim.id not in self._of_claim:
            passages = self.evidence.spans[claim.id][:_MOST_PLACES]
            self._of_claim[claim.id] = [*chain.from_iterable(map(self._of_passage, passages))]
        return self._of_claim[claim.id]

    def _of_passage(self, passage: Span) -> list[Source]:
        quotes = self._quotes_in(passage)
        ids = frozenset(quote.speaker for _, quote in quotes if quote.speaker)
        sources = [*self.speakers.of_passage(passage)]
        if ids and self.speakers.is_quoted(passage):
            sources = [
                source._replace(subject=source.subject._replace(ids=ids, others=frozenset()))
                for source in sources
            ]
        near = [source for source in sources if source.same_paragraph]
        if ids and not any(ids <= source.subject.ids for source in near):
            is_named = all(quote.attribution == "explicit" for _, quote in quotes)
            sources.append(Source(Subject(ids, is_named, False, frozenset()), 1, True))
        return sources

    def quoted_in(self, claim: Claim) -> set[str]:
        """Return the speakers of the quotes that make up a third or more of each passage.

        A passage that has only a cue, such as `Ann Reed said`, does not count.
        """
        speakers: set[str] = set()
        for passage in self.evidence.spans[claim.id][:_MOST_PLACES]:
            quotes = self._quotes_in(passage)
            if not quotes and any(True for _ in self.speakers.cues.within(passage)):
                continue
            common = Intervals(
                Span(max(start, passage.start), min(end, passage.end)) for (start, end), _ in quotes
            )
            if 3 * sum(end - start for start, end in common) < passage.end - passage.start:
                return set()
            speakers.update(quote.speaker for _, quote in quotes if quote.speaker)
        return speakers

    def reported(self, claim: Claim) -> frozenset[str]:
        """Return the ids of those whose words all passages of a claim report, as in `he said`."""
        passages = self.evidence.spans[claim.id][:_MOST_PLACES]
        found = [self.speakers.reported_in(passage) for passage in passages]
        return frozenset().union(*found) if all(found) else frozenset()

    def type_of(self, place: Span) -> str | None:
        """Return `direct` or `mixed` if the text around a quotation tells its type for sure."""
        text = self.evidence.article.text
        if text[place.start - 1 : place.start] not in (*MARKS,) or place.end <= place.start:
            return None
        paragraph = self.evidence.paragraphs[self.speakers.paragraph_at(place.start)]
        before = text[max(paragraph.start, place.start - 30) : place.start - 1].rstrip()
        content = text[place.start : place.end]
        if before[-1:].isalnum():
            is_part = content[0].islower() and not reporting.ends_with_cue(before)
            return "mixed" if is_part else None
        is_whole = content[0].isupper() and content[-1] in ".?!,"
        is_led = before[-1:] in (",", ":") and reporting.ends_with_cue(before[:-1])
        if " " in content and (is_led or (is_whole and before[-1:] in (*".?!:\"'", ""))):
            return "direct"
        return None

    def _quotes_in(self, passage: Span) -> list[tuple[Span, Quote]]:
        """Return the spans of the quotes with a speaker that overlap a passage, and the quotes."""
        at = bisect_left(self._quotes, passage.end, key=lambda quote: quote[0].start)
        near = self._quotes[max(0, at - _MOST_QUOTES) : at]
        return [(span, quote) for span, quote in near if span.end > passage.start]

    @cached_property
    def _quotes(self) -> list[tuple[Span, Quote]]:
        """The places in the article of the quotes with a speaker, in ascending order."""
        found = [
            (span, quote)
            for quote in self.evidence.store.of_kind(Quote)
            if quote.speaker
            for span in self.evidence.quoted([quote.text])
        ]
        return sorted(found, key=lambda one: one[0])


_START = attrgetter("start")
_MOST_PLACES: Final = 10
"""The maximum number of places of a quote, or passages of a claim, whose speaker is looked for."""

_MOST_QUOTES: Final = 100
"""The maximum number of quotes that are looked at around a passage."""
