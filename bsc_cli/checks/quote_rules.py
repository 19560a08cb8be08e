"""Rules for quotes and the voices of claims: the words and their attribution match the article.

The rules skip a record if none of its anchors selects a passage; the rule `orphan` reports those
anchors.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from bsc_cli.checks import records
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.model.kinds import AUTHOR, Claim, Person, Quote
from bsc_cli.text import ELLIPSIS
from bsc_cli.text.folding import Span
from bsc_cli.text.intervals import Intervals, any_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.model.record import Record

RULES: Final = Rules[Evidence]("bsc audit")


@RULES.rule(
    "quote-text",
    "The text of a quote occurs word for word in the article, within the quote's evidence.",
    fix="Copy the text from the article, or add an anchor that selects the text.",
    fails='# article: Ann Reed: "It is late."\ntext: It came late.\nspeaker: ann-reed',
    passes='# article: Ann Reed: "It is late."\ntext: It is late.\nspeaker: ann-reed',
)
def quote_text(evidence: Evidence) -> Iterator[Finding]:
    for quote in evidence.resting(Quote):
        places = evidence.where(quote.text)
        if not places:
            message = "the article does not contain the words of this quote"
            hint = "copy the words from the article exactly"
            yield Finding(message, quote, ".text", hint=hint)
            continue
        # An anchor may omit the punctuation mark at the end of a quote.
        length = len(evidence.text(places[0]).rstrip(".,;:?!"))
        words = [Span(start, start + length) for start, _ in places]
        if not any_within(words, Intervals(evidence.spans[quote.id])):
            message = "the quoted words are outside the quote's evidence"
            yield Finding(
                message, quote, ".evidence", hint="add an anchor that selects these words"
            )


@RULES.rule(
    "quote-cue",
    "The evidence of a quote contains the quote's cue, such as 'said' or 'Ann Reed … said'.",
    fix="Add an anchor that selects the cue.",
    fails='# article: "Late," Ann Reed said.\ntext: Late,\ncue: added\nspeaker: ann-reed',
    passes='# article: "Late," Ann Reed said.\ntext: Late,\ncue: said\nspeaker: ann-reed',
)
def quote_cue(evidence: Evidence) -> Iterator[Finding]:
    for quote in evidence.resting(Quote):
        parts = (quote.cue or "").split(ELLIPSIS)
        if quote.cue and not all(evidence.says(quote, part.strip()) for part in parts):
            message = f"the evidence does not contain the cue '{quote.cue}'"
            yield Finding(message, quote, ".cue")


@RULES.rule(
    "quote-speaker",
    "The sentences in a quote's evidence name the speaker. If the sentences name nobody, the quote"
    " has 'attribution: inferred'.",
    fix="Add an anchor that names the speaker, or write 'attribution: inferred'.",
    fails='# article: "Late," she said.\ntext: Late,\nspeaker: ann-reed\nattribution: explicit',
    passes=(
        '# article: "Late," Ann Reed said.\ntext: Late,\nspeaker: ann-reed\nattribution: explicit'
    ),
)
def quote_speaker(evidence: Evidence) -> Iterator[Finding]:
    speakers = _Speakers(evidence)
    for quote in evidence.resting(Quote):
        if quote.speaker is None or speakers.is_named(quote.speaker, quote):
            continue
        named = speakers.people_named(quote)
        if named or quote.attribution == "explicit":
            others = f"names {' and '.join(sorted(named))}, not" if named else "does not name"
            message = f"the evidence {others} {quote.speaker}"
            yield Finding(message, quote, ".speaker")


@RULES.rule(
    "voice",
    "A claim in another's voice rests on a quotation of that person or body, or on a sentence that"
    " names the person or body. A claim in the author's voice does not rest on quotations alone.",
    fix="Correct the voice.",
    fails="# article: She said it was late.\nvoice: ann-reed",
    passes="# article: Ann Reed said it was late.\nvoice: ann-reed",
)
def voice(evidence: Evidence) -> Iterator[Finding]:
    spoken: dict[str, list[Span]] = {}
    for quote in evidence.resting(Quote):
        spoken.setdefault(quote.speaker or "", []).extend(evidence.where(quote.text))
    quoted = Intervals(span for spans in spoken.values() for span in spans)
    by_speaker = {speaker: Intervals(spans) for speaker, spans in spoken.items()}
    speakers = _Speakers(evidence)
    for claim in evidence.resting(Claim):
        if claim.voice == AUTHOR:
            if all(span in quoted for span in evidence.spans[claim.id]):
                message = "all of the evidence is quoted, so the voice is not the author's"
                yield Finding(message, claim, ".voice", hint="set 'voice' to the id of the speaker")
            continue
        own = by_speaker.get(claim.voice, Intervals(()))
        is_quoted = any(span in own for span in evidence.shortest(claim))
        if not is_quoted and not speakers.is_named(claim.voice, claim):
            message = f"the evidence neither quotes nor names {claim.voice}"
            yield Finding(message, claim, ".voice")


class _Speakers:
    """The people and bodies in a store, and the places where the article names them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._places: dict[str, list[list[Span]]] = {}

    def is_named(self, id: str, record: Record) -> bool:
        """Whether a sentence that a record rests on names the person or body with this id."""
        sentences = self.evidence.sentences
        return any(any_within(spans, sentences(record)) for spans in self._places_of(id))

    def people_named(self, record: Record) -> set[str]:
        """Return the ids of all people named in the sentences that a record rests on."""
        named = set()
        for start, end in self.evidence.sentences(record):
            first = bisect_left(self._people, (Span(start, 0), ""))
            for span, id in islice(self._people, first, None):
                if span.start >= end:
                    break
                if span.end <= end:
                    named.add(id)
        return named

    def _places_of(self, id: str) -> list[list[Span]]:
        """For each name of a person or body, return the spans in which that name occurs."""
        if id not in self._places:
            names = records.values(self.evidence.store.records[id], records.NAMES)
            self._places[id] = [self.evidence.where(name) for _, name in names]
        return self._places[id]

    @cached_property
    def _people(self) -> list[tuple[Span, str]]:
        """The spans that name people, each with the person's id.

        The spans are in the order in which they occur in the article.
        """
        ids = [person.id for person in self.evidence.store.of_kind(Person)]
        return sorted((span, id) for id in ids for spans in self._places_of(id) for span in spans)
