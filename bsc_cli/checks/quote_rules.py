"""Rules for quotes and the voices of claims: the words and their attribution match the article.

The rules skip a record if none of its anchors selects a passage; the rule `orphan` reports those
anchors.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from bsc_cli.checks import records
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.model.kinds import AUTHOR, Claim, Person, Quote
from bsc_cli.text import ELLIPSIS
from bsc_cli.text.folding import Span
from bsc_cli.text.intervals import Intervals, any_within, innermost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bsc_cli.model.record import Record
    from bsc_cli.text.intervals import Spans

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
        words = places.shortened(len(evidence.text(places[0]).rstrip(".,;:?!")))
        if not any_within(words, [*Intervals(evidence.spans[quote.id])]):
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
        named, others = speakers.people_named(quote)
        if named or quote.attribution == "explicit":
            names = " and ".join([*named, "perhaps others"] if others else named)
            verb = f"names {names}, not" if named else "does not name"
            message = f"the evidence {verb} {quote.speaker}"
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
    texts: dict[str, set[str]] = {}
    for quote in evidence.resting(Quote):
        texts.setdefault(quote.speaker or "", set()).add(quote.text)
    quoted = evidence.quoted({text for own in texts.values() for text in own})
    by_speaker: dict[str, Intervals] = {}
    speakers = _Speakers(evidence)
    for claim in evidence.resting(Claim):
        if claim.voice == AUTHOR:
            if all(span in quoted for span in evidence.spans[claim.id]):
                message = "all of the evidence is quoted, so the voice is not the author's"
                yield Finding(message, claim, ".voice", hint="set 'voice' to the id of the speaker")
            continue
        if claim.voice not in by_speaker:
            by_speaker[claim.voice] = evidence.quoted(texts.get(claim.voice, ()))
        own = by_speaker[claim.voice]
        is_quoted = any(span in own for span in evidence.shortest(claim))
        if not is_quoted and not speakers.is_named(claim.voice, claim):
            message = f"the evidence neither quotes nor names {claim.voice}"
            yield Finding(message, claim, ".voice")


class _Speakers:
    """The people and bodies in a store, and the places where the article names them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._places: dict[str, list[Spans]] = {}

    def is_named(self, id: str, record: Record) -> bool:
        """Whether a sentence that a record rests on names the person or body with this id."""
        sentences = self.evidence.sentences(record)
        return any(any_within(spans, sentences) for spans in self._places_of(id))

    def people_named(self, record: Record) -> tuple[list[str], bool]:
        """Return the ids of people named in the sentences that a record rests on.

        If the sentences have more than _MOST_MENTIONS mentions of people, return the ids for that
        many mentions, and true as the second value.
        """
        mentions = [*islice(self._mentions_in(record), _MOST_MENTIONS + 1)]
        return sorted(set(mentions[:_MOST_MENTIONS])), len(mentions) > _MOST_MENTIONS

    def _mentions_in(self, record: Record) -> Iterator[str]:
        """Yield the id of each person named in the sentences that a record rests on."""
        mentions, ids = self._mentions
        for start, end in self.evidence.sentences(record):
            for index in range(bisect_left(mentions, (Span(start, 0), "")), len(mentions)):
                span, name = mentions[index]
                if span.start >= end:
                    break
                if span.end <= end:
                    yield from ids[name]

    def _places_of(self, id: str) -> list[Spans]:
        """Return lists of the spans in which the names of a person or body occur.

        There is a list for each name or, where the names are many, one list for all names.
        """
        if id not in self._places:
            person = self.evidence.store.records[id]
            places: list[Spans] = [*filter(len, map(self.evidence.where, _names(person)))]
            if len(places) > _MANY_NAMES:
                places = [innermost(chain.from_iterable(places))]
            self._places[id] = places
        return self._places[id]

    @cached_property
    def _mentions(self) -> tuple[list[tuple[Span, str]], dict[str, list[str]]]:
        """The spans of the names of people in the article, in order, and the ids for each name."""
        ids: dict[str, list[str]] = {}
        for person in self.evidence.store.of_kind(Person):
            for name in _names(person):
                ids.setdefault(name, []).append(person.id)
        return sorted((span, name) for name in ids for span in self.evidence.where(name)), ids


_MOST_MENTIONS: Final = 100
"""The maximum number of mentions of people that `quote-speaker` looks at for each quote."""
_MANY_NAMES: Final = 100
"""The number of names beyond which the places of a person's names are joined in one list."""


def _names(record: Record) -> Iterable[str]:
    return dict.fromkeys(name for _, name in records.values(record, records.NAMES))
