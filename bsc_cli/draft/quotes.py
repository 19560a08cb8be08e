"""Draft a quote for each quotation, with its speaker where a pattern makes it sure.

The patterns are `NAME said: "…"`; `"…" NAME said` or `"…" said NAME`, also with a description
before the name, or between two quotations of one paragraph; `NAME said that it "…"`; and a
quotation without a closing mark, which goes on behind the next opening mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks import accounting
from bsc_cli.checks.attributions import attributions
from bsc_cli.draft.drafted import TODO, Drafted, start_of
from bsc_cli.draft.name_words import is_apposition
from bsc_cli.draft.reported import APPOSITION, CUE, DESCRIPTION, SAYING, Reported
from bsc_cli.text import quotations, reporting
from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.draft.drafted import Placed
    from bsc_cli.text.intervals import Intervals


class Cue(NamedTuple):
    """The words that attribute a quotation, and the record of the name in them."""

    span: Span
    speaker: Drafted


class Quoted(NamedTuple):
    """A quotation of the article, with the drafted quote and its cue, if the speaker is sure."""

    marks: Span
    content: Span
    quote: Drafted
    cue: Cue | None


def drafted(evidence: Evidence, named: Placed, fresh: Intervals) -> list[Quoted]:
    """Draft a quote for each quotation in the sentences `fresh` that the store has not.

    The same words are one quote for each speaker. Words without a sure speaker are those of the
    only one who says them elsewhere, if there is only one.
    """
    found = [*_quotations(evidence, named, fresh)]
    only = _only_speakers(found)
    quotes: dict[tuple[str, Drafted | str], Drafted] = {}
    drafted: list[Quoted] = []
    for one in found:
        own = one.quote.values
        own["speaker"] = own["speaker"] or only.get(own["text"], TODO)
        quote = quotes.setdefault((own["text"], own["speaker"]), one.quote)
        if quote.values["attribution"] is None:
            quote.values |= {name: own[name] for name in ("attribution", "cue")}
        drafted.append(one._replace(quote=quote))
    return drafted


def _quotations(evidence: Evidence, named: Placed, fresh: Intervals) -> Iterator[Quoted]:
    """Yield the quotations in the sentences `fresh` that the store has not, each with its quote.

    The speaker of a quote is `None` where it is not sure.
    """
    elements = accounting.quotation_elements(evidence)
    missing = {span for span, known in elements if not known and fresh.overlaps(span)}
    found = [(marks, own) for marks, own in quotations.quotations(evidence.article) if own]
    speakers = _Speakers(evidence, named, found).all()
    for (marks, content), (speaker, cue) in zip(found, speakers, strict=True):
        text = evidence.text(content).rstrip(" ,;:")
        if marks in missing and re.search(r"\w", text):
            words = Span(content.start, content.start + len(text))
            quote = Drafted("quotes", text, text=text, speaker=speaker)
            quote.values["attribution"] = "explicit" if cue else "inferred" if speaker else None
            quote.values["quote_type"] = _type(evidence, words)
            quote.values["cue"] = evidence.text(cue.span) if cue else None
            yield Quoted(marks, words, quote, cue)


def _only_speakers(found: Iterable[Quoted]) -> dict[str, Drafted]:
    """Return the speaker of each text that one speaker, and no other, is sure to say."""
    speakers: dict[str, set[Drafted]] = defaultdict(set)
    for one in found:
        if speaker := one.quote.values["speaker"]:
            speakers[one.quote.values["text"]].add(speaker)
    return {text: speaker for text, (speaker, *others) in speakers.items() if not others}


def _type(evidence: Evidence, content: Span) -> str | None:
    """Return the type of a quotation, `None` for a direct one, or `TODO` if it may be no speech.

    A slogan or a title stands behind a noun; a part of a sentence may stand behind a comma.
    """
    found = attributions(evidence).type_of(content)
    if found:
        return None if found == "direct" else found
    text = evidence.article.text
    sentence = evidence.all_sentences.whole(Span(content.start, content.start + 1))
    before = text[sentence.start : content.start - 1].rstrip()
    is_led = reporting.ends_with_cue(before.rstrip(" ,:"))
    is_part = before[-1:] == "," and text[content.start].islower() and '"' not in before
    return TODO if not is_led and (is_part or before[-1:].isalnum()) else None


_REST: Final = (
    r"[.,:;]|\Z| (?:on|at|in|after|amid|during|as|when|while|before|this|last|of|later|yesterday|"
    r"[A-Z][a-z]+day)\b"
)
"""The text after the verb of a cue on which no clause depends."""
_BEFORE: Final = re.compile(rf"(?P<cue>(?P<comma>,)? {CUE})[,:] ?")
_BEFORE_APPOSITION: Final = re.compile(rf"(?P<cue>{APPOSITION} {CUE})[,:] ?")
_AFTER_NAME: Final = re.compile(
    rf"(?:{APPOSITION}| (?:of|from|at|for) [^.?!:;,\"()]{{1,60}}?)? {CUE}"
    rf"(?={_REST})(?!, (?:citing|quoting)\b)"
)
_INVERTED: Final = re.compile(rf" {SAYING} {DESCRIPTION}")
_DESCRIBED: Final = re.compile(
    r" (?:(?!of\b|for\b|to\b|by\b|with\b)[\w'-]+,? ){0,8}(?!and\b|or\b|the\b)[a-z-]{3,} "
)
"""A description between a quotation and the name of its speaker: `, the new captain Ann Reed`."""
_OWN_CUE: Final = re.compile(r"(?:\w(?:ed|ing)|,|:) \Z")
"""The end of words that may attribute a quotation to somebody else, as in `Lund yelled "…"`."""
_NOT_SUBJECT: Final = re.compile(
    r"(?:\b(?ai:of|for|by|with|to|from|at|and|or|than|like|on|about|against|in|that|as)|,)"
    r"(?: the)? \Z"
)
_TO_NEXT: Final = re.compile(r"(?:,? [^.?!:;\"]{1,100})?\. ")
"""The rest of the sentence with the cue of a quotation that goes on behind it."""
_CONDITION: Final = re.compile(r"(?ai:if|whether|unless|had|suppose)\b")
_REST_OF_SENTENCE: Final = re.compile(r"[^.?!\"]*")
_NEAR: Final = 60
_FAR: Final = 160


class _Speakers:
    """The sure speakers of the quotations of an article."""

    def __init__(
        self, evidence: Evidence, named: Placed, found: Sequence[tuple[Span, Span]]
    ) -> None:
        self.evidence, self.text = evidence, evidence.article.text
        self.named, self.found = named, found
        self.reported = Reported(evidence, named)
        self.by_start = {place.start: (place, record) for place, record in named.places}
        self.paragraph_ends = {paragraph.end for paragraph in evidence.paragraphs}

    def all(self) -> list[tuple[Drafted | None, Cue | None]]:
        """Return the speaker of each quotation, and the cue if it stands beside the quotation."""
        own = [
            self._before(index) or self._after(index) or self._around(index)
            for index in range(len(self.found))
        ]
        speakers = [cue.speaker if cue else None for cue in own]
        cues = [*own]
        for before, index in pairwise(range(len(self.found))):
            if not speakers[index] and (speaker := speakers[before]):
                if self._continues(index):
                    speakers[index] = speaker
                elif self._resumes(index, own[before]):
                    speakers[index], cues[index] = speaker, own[before]
        for index in range(len(self.found) - 2, -1, -1):
            if not speakers[index] and self._continues(index + 1):
                speakers[index] = speakers[index + 1]
        return [*zip(speakers, cues, strict=True)]

    def _paragraph(self, offset: int) -> Span:
        return self.evidence.paragraphs[self.reported.speakers.paragraph_at(offset)]

    def _is_closed(self, index: int) -> bool:
        marks, _ = self.found[index]
        return self.text[marks.end - 1] in "\"'»›" and marks.end > marks.start + 1

    def _continues(self, index: int) -> bool:
        """Whether a quotation goes on with the one before, which has no closing mark."""
        (before, _), (marks, _) = self.found[index - 1 : index + 1]
        start, _ = self._paragraph(marks.start)
        is_near = start == marks.start or start <= before.start
        between = self.text[before.end : marks.start]
        return not self._is_closed(index - 1) and is_near and not between.strip()

    def _resumes(self, index: int, cue: Cue | None) -> bool:
        """Whether a quotation goes on behind the cue of the one before, in the same paragraph."""
        (before, _), (marks, _) = self.found[index - 1 : index + 1]
        if not cue or cue.span.start < before.end:
            return False
        between = Span(cue.span.end, marks.start)
        return (
            bool(_TO_NEXT.fullmatch(self.text, *between))
            and not self.named.within(between)
            and self._stands_alone(index)
            and self._paragraph(marks.start).start <= before.start
        )

    def _stands_alone(self, index: int) -> bool:
        """Whether a quotation is a whole sentence, after which nothing attributes it."""
        marks, content = self.found[index]
        is_whole = self.text[content.end - 1] in ".?!" or not self._is_closed(index)
        if marks.end in self.paragraph_ends:
            return is_whole
        following = self.text[marks.end : marks.end + 2]
        rest = _REST_OF_SENTENCE.match(self.text, marks.end, marks.end + _NEAR)
        is_apart = following[:1] == " " and following.isupper()
        return is_whole and is_apart and not (rest and self._has_cue(Span(*rest.span())))

    def _has_cue(self, span: Span) -> bool:
        """Whether a span of the article has a verb that may report somebody's words."""
        return any(True for _ in self.reported.speakers.cues.within(span))

    def _before(self, index: int) -> Cue | None:
        """Return the cue `NAME said:` directly before a quotation."""
        marks, _ = self.found[index]
        first = max(self._paragraph(marks.start).start, marks.start - _FAR)
        at = bisect_left(self.named.places, marks.start, key=start_of)
        for place, record in reversed(self.named.places[max(0, at - _MOST) : at]):
            if place.start < first:
                return None
            if match := _BEFORE.fullmatch(self.text, place.end, marks.start):
                is_apposed = is_apposition(self.text, place)
                may_speak = is_apposed if match["comma"] else self._may_speak(place)
            elif self._begins_sentence(place) and (
                match := _BEFORE_APPOSITION.fullmatch(self.text, place.end, marks.start)
            ):
                may_speak = self._may_speak(place)
            else:
                continue
            return Cue(Span(place.start, match.end("cue")), record) if may_speak else None
        return None

    def _begins_sentence(self, place: Span) -> bool:
        return self.evidence.all_sentences.whole(place).start == place.start

    def _may_speak(self, place: Span) -> bool:
        """Whether a name is not behind a preposition, and not in the genitive or one of several."""
        sentence = self.evidence.all_sentences.whole(place)
        lead = Span(sentence.start, place.start)
        if self._has_cue(lead) or _CONDITION.match(self.text, sentence.start):
            return False
        before = self.text[max(0, place.start - 12) : place.start]
        after = self.text[place.end : place.end + 5]
        return not _NOT_SUBJECT.search(before) and not after.startswith(("'s", "' ", " and "))

    def _after(self, index: int) -> Cue | None:
        """Return the cue `NAME said` or `said NAME` directly behind a quotation."""
        marks, content = self.found[index]
        has_comma = self.text.startswith(", ", marks.end)
        goes_on = has_comma or self.text[content.end - 1] in ",?!-…"
        if not goes_on or not self._is_closed(index) or marks.end in self.paragraph_ends:
            return None
        start = marks.end + (2 if has_comma else 1)
        start += len("the ") if self.text.startswith("the ", start) else 0
        if cue := self._said(start):
            return cue
        match = _INVERTED.match(self.text, start - 1)
        if match and match.end() in self.by_start:
            place, record = self.by_start[match.end()]
            is_other = self.text.startswith(("'s", "' ", " and ", " or "), place.end)
            return None if is_other else Cue(Span(start, place.end), record)
        at = bisect_left(self.named.places, start, key=start_of)
        for place, record in self.named.places[at : at + _MOST]:
            if record.kind == "people" and _DESCRIBED.fullmatch(self.text, start - 1, place.start):
                cue = self._said(place.start)
                return Cue(Span(start, cue.span.end), record) if cue else None
        return None

    def _said(self, start: int) -> Cue | None:
        """Return the cue `NAME said` at an offset."""
        if start not in self.by_start:
            return None
        place, record = self.by_start[start]
        match = _AFTER_NAME.match(self.text, place.end)
        return Cue(Span(place.start, match.end()), record) if match else None

    def _around(self, index: int) -> Cue | None:
        """Return the cue of a sentence with a quotation as a part: `Reed said it "is late"`."""
        marks, content = self.found[index]
        sentence = self.evidence.all_sentences.whole(Span(marks.start, marks.start + 1))
        saying = self.reported.saying(sentence)
        if not saying or saying.verb.end > marks.start:
            return None
        between = Span(saying.verb.end, marks.start)
        is_part = self.text[content.start].islower() and self.text[content.end - 1] not in "!?"
        if not is_part or self._has_cue(between) or _OWN_CUE.search(self.text, *between):
            return None
        return Cue(Span(saying.name.start, saying.verb.end), saying.speaker)


_MOST: Final = 4
"""The maximum number of names before a quotation that are looked at."""
