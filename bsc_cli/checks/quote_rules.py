"""Rules for quotes and the voices of claims: the words and their attribution match the article.

The rules skip a record if none of its anchors selects a passage; the rule `orphan` reports those
anchors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.checks.attributions import attributions
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.naming import texts_names
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.model.kinds import AUTHOR, Claim, Quote
from bsc_cli.text import ELLIPSIS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bsc_cli.checks.speakers import Source
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
        if not evidence.where(quote.text):
            message = "the article does not contain the words of this quote"
            hint = "copy the words from the article exactly"
            yield Finding(message, quote, ".text", hint=hint)
        elif not attributions(evidence).places(quote):
            message = "the quoted words are outside the quote's evidence"
            yield Finding(
                message, quote, ".evidence", hint="add an anchor that selects these words"
            )


@RULES.rule(
    "quote-cue",
    "The evidence of a quote contains the quote's cue, such as 'said' or 'Ann Reed … said', and the"
    " cue stands beside the quotation: in the same paragraph, or at the beginning of a quotation"
    " that continues from paragraph to paragraph.",
    fix="Correct the cue, or add an anchor that selects it.",
    fails='# article: "Late," Ann Reed said.\ntext: Late,\ncue: added\nspeaker: ann-reed',
    passes='# article: "Late," Ann Reed said.\ntext: Late,\ncue: said\nspeaker: ann-reed',
)
def quote_cue(evidence: Evidence) -> Iterator[Finding]:
    for quote in evidence.resting(Quote):
        parts = (quote.cue or "").split(ELLIPSIS)
        if not quote.cue:
            continue
        if not all(evidence.says(quote, part.strip()) for part in parts):
            message = f"the evidence does not contain the cue '{quote.cue}'"
            yield Finding(message, quote, ".cue")
        elif attributions(evidence).places(quote) and not attributions(evidence).of_quote(quote):
            message = f"the cue '{quote.cue}' is not beside the quotation"
            yield Finding(message, quote, ".cue", hint="copy the words that attribute it")


@RULES.rule(
    "quote-speaker",
    "The speaker of a quote is the one whom the words beside the quotation name or, if a pronoun"
    " stands there, somebody named shortly before, and the quote has 'attribution: inferred'.",
    fix="Correct the speaker, add an anchor that names the speaker, or write 'attribution:"
    " inferred'.",
    fails='# article: "Late," she said.\ntext: Late,\nspeaker: ann-reed\nattribution: explicit',
    passes=(
        '# article: "Late," Ann Reed said.\ntext: Late,\nspeaker: ann-reed\nattribution: explicit'
    ),
)
def quote_speaker(evidence: Evidence) -> Iterator[Finding]:
    known = attributions(evidence)
    for quote in evidence.resting(Quote):
        sources, speaker = known.of_quote(quote), quote.speaker
        if speaker is None:
            named = [source.subject.ids for source in sources if source.subject.is_beside]
            people = [sorted(ids & known.speakers.people) for ids in named]
            if people and all(people):
                message = f"the words beside the quotation name {people[0][0]}"
                yield Finding(message, quote, hint=f"add 'speaker: {people[0][0]}'")
        elif sources:
            if not any(source.allows(speaker, quote.attribution) for source in sources):
                yield Finding(_misnamed(sources[0], speaker), quote, ".speaker")
        elif quote.attribution == "explicit" and not _is_named(evidence, quote, speaker):
            message = f"the evidence does not name {speaker}"
            yield Finding(message, quote, ".speaker")


def _is_named(evidence: Evidence, record: Record, id: str) -> bool:
    return evidence.naming.is_named(id, evidence.sentences(record))


def _misnamed(source: Source, id: str) -> str:
    names = " or ".join(sorted(source.subject.ids)[:_MOST_LISTED])
    if source.subject.is_named:
        return f"the words beside the quotation name {names}, not {id}"
    possible = f"; it may be {names}" if names else ""
    return f"nothing shortly before the quotation names {id}{possible}"


_MOST_LISTED: Final = 3
"""The maximum number of possible speakers that a message lists."""


@RULES.rule(
    "attribution-text",
    "The attribution of a quote or a claim is explicit if a name beside the cue tells who speaks,"
    " and inferred if a pronoun or an earlier paragraph tells.",
    fix="Correct the attribution.",
    fails='# article: "Late," Ann Reed said.\ntext: Late,\ncue: said\nspeaker: ann-reed\n'
    "attribution: inferred",
    passes='# article: "Late," Ann Reed said.\ntext: Late,\ncue: said\nspeaker: ann-reed\n'
    "attribution: explicit",
    severity="warning",
)
def attribution_text(evidence: Evidence) -> Iterator[Finding]:
    known = attributions(evidence)
    for quote in evidence.resting(Quote):
        sources = known.of_quote(quote)
        yield from _misattributed(quote, quote.attribution, quote.speaker, sources)
    for claim in evidence.resting(Claim):
        if claim.voice not in (None, AUTHOR):
            sources = known.of_claim(claim)
            yield from _misattributed(claim, claim.attribution, claim.voice, sources)


def _misattributed(
    record: Quote | Claim, attribution: str | None, id: str | None, sources: list[Source]
) -> Iterator[Finding]:
    own = [source for source in sources if id in source.subject.ids]
    if not own:
        return
    if attribution == "explicit":
        if not any(source.subject.is_named and source.same_paragraph for source in own):
            message = f"no words beside the passage name {id}"
            hint = "write 'attribution: inferred'"
            yield Finding(message, record, ".attribution", hint=hint)
    elif attribution and all(one.subject.is_beside and not one.distance for one in own):
        message = f"the words beside the passage name {id}"
        yield Finding(message, record, ".attribution", hint="write 'attribution: explicit'")


@RULES.rule(
    "quote-type",
    "A quote is mixed if the quotation is a part of the author's sentence, and direct if it is a"
    " sentence of its own after a comma, a colon or the beginning of a paragraph.",
    fix="Correct 'quote_type'.",
    fails='# article: Ann Reed said it was "far too late".\ntext: far too late\nspeaker: ann-reed',
    passes=(
        '# article: Ann Reed said it was "far too late".\ntext: far too late\nspeaker: ann-reed\n'
        "quote_type: mixed"
    ),
)
def quote_type(evidence: Evidence) -> Iterator[Finding]:
    for quote in evidence.resting(Quote):
        types = {
            attributions(evidence).type_of(place) for place in attributions(evidence).places(quote)
        }
        if types and types.isdisjoint({quote.quote_type, None}):
            [type] = types
            message = f"the quotation is {type}, not {quote.quote_type}"
            yield Finding(message, quote, ".quote_type", hint=f"write 'quote_type: {type}'")


@RULES.rule(
    "voice",
    "A claim in another's voice rests on a quotation of that person or body, or on words that"
    " report what the person or body says. A claim in the author's voice does not rest on"
    " quotations, unless it says who speaks.",
    fix="Correct the voice.",
    fails="# article: She said it was late.\nvoice: ann-reed",
    passes="# article: Ann Reed said it was late.\nvoice: ann-reed",
)
def voice(evidence: Evidence) -> Iterator[Finding]:
    known = attributions(evidence)
    for claim in evidence.resting(Claim):
        quoted = known.quoted_in(claim)
        if claim.voice == AUTHOR:
            if quoted and not _names_any(evidence, claim, quoted):
                names = " or ".join(sorted(quoted))
                message = f"the evidence quotes {names}, so the voice is not the author's"
                yield Finding(message, claim, ".voice", hint="set 'voice' to the id of the speaker")
            continue
        if claim.voice is None:
            continue
        sources = known.of_claim(claim)
        if any(source.allows(claim.voice, claim.attribution) for source in sources):
            continue
        may_follow = claim.attribution == "inferred" and not quoted
        if may_follow or not sources:
            sentences = evidence.sentences(claim, before=int(may_follow))
            if evidence.naming.is_named(claim.voice, sentences):
                continue
        message = (
            _misnamed(sources[0], claim.voice)
            if sources
            else f"the evidence neither quotes nor names {claim.voice}"
        )
        yield Finding(message, claim, ".voice")


@RULES.rule(
    "voice-reported",
    "A claim that rests on reported speech, such as 'Ann Reed said that …', is in the voice of the"
    " speaker, or its statement names the speaker. A claim in another's voice rests on reported"
    " speech or a quotation.",
    fix="Set 'voice' to the id of the speaker, or name the speaker in the statement.",
    fails=(
        "# article: Ann Reed said it was late.\nvoice: author\nabout: [ann-reed]\n"
        "statement: The boat came late."
    ),
    passes="# article: Ann Reed said it was late.\nvoice: ann-reed",
    severity="warning",
    waived=True,
)
def voice_reported(evidence: Evidence) -> Iterator[Finding]:
    known = attributions(evidence)
    for claim in evidence.resting(Claim):
        if claim.voice == AUTHOR:
            ids = known.reported(claim)
            if ids and not _names_any(evidence, claim, ids):
                names = " or ".join(sorted(ids)[:_MOST_LISTED])
                message = f"the evidence reports words of {names}, but the voice is the author's"
                yield Finding(message, claim, ".voice")
        elif claim.voice and not known.of_claim(claim):
            message = f"no words near the passage, such as 'said', report what {claim.voice} says"
            yield Finding(message, claim, ".voice", hint="write 'voice: author'")


def _names_any(evidence: Evidence, claim: Claim, ids: Iterable[str]) -> bool:
    named, _ = texts_names(evidence.naming, [claim.statement])
    return any(not named.isdisjoint(evidence.naming.names_of(id)) for id in ids)
