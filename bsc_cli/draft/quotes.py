"""Draft a quote for each quotation, with its speaker where a pattern makes it sure.

The patterns are `NAME said: "…"`; `"…" NAME said` or `"…" said NAME`, also with a description
before the name, or between two quotations of one paragraph; `NAME said that it "…"`; and a
quotation without a closing mark, which goes on behind the next opening mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks import accounting
from bsc_cli.checks.attributions import attributions
from bsc_cli.draft.drafted import TODO, Drafted
from bsc_cli.draft.name_words import is_apposition
from bsc_cli.draft.reported import APPOSITION, CUE, DESCRIPTION, SAYING, Reported
from bsc_cli.text import quotations, reporting
from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.draft.names import Named
    from bsc_cli.text.intervals import Intervals
    from bsc_cli.text.quotations import Quotation


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


class _Spoken(NamedTuple):
    """A quotation to draft a quote for: its words, and their speaker and cue as far as sure."""

    marks: Span
    content: Span
    text: str
    speaker: Drafted | None
    cue: Cue | None


def drafted(evidence: Evidence, named: Named, fresh: Intervals) -> list[Quoted]:
    """Draft a quote for each quotation in the sentences `fresh` that the store has not.

    The same words are one quote for each speaker. Words without a sure speaker are those of the
    only one who says them elsewhere, if there is only one.
    """
    found = list(_quotations(evidence, named, fresh))
    only = _only_speakers(found)
    quotes: dict[tuple[str, Drafted | None], Drafted] = {}
    drafted: list[Quoted] = []
    for marks, content, text, own, cue in found:
        speaker = own or only.get(text)
        quote = quotes.get((text, speaker))
        if quote is None:
            verbatim = evidence.article.verbatim(content)
            quote = Drafted("quotes", text, text=verbatim, speaker=speaker or TODO)
            quote.values |= {"attribution": None, "quote_type": _type(evidence, content)}
            quote.values["cue"] = None
            quotes[text, speaker] = quote
        if own and quote.values["attribution"] is None:
            quote.values["attribution"] = "explicit" if cue else "inferred"
            quote.values["cue"] = evidence.text(cue.span) if cue else None
        drafted.append(Quoted(marks, content, quote, cue))
    return drafted


def _quotations(evidence: Evidence, named: Named, fresh: Intervals) -> Iterator[_Spoken]:
    """Yield the quotations in the sentences `fresh` that the store has not."""
    elements = accounting.quotation_elements(evidence)
    missing = {span for span, known in elements if not known and fresh.overlaps(span)}
    found = [one for one in quotations.quotations(evidence.article) if one.content]
    speakers = _Speakers(evidence, named, found).all()
    for (marks, content), (speaker, cue) in zip(found, speakers, strict=True):
        if content and marks in missing:
            text = evidence.text(content).rstrip(" ,;:")
            if re.search(r"\w", text):
                span = Span(content.start, content.start + len(text))
                yield _Spoken(marks, span, text, speaker, cue)


def _only_speakers(found: Sequence[_Spoken]) -> dict[str, Drafted]:
    """Return the speaker of each text that one speaker, and no other, is sure to say."""
    speakers: dict[str, set[Drafted]] = defaultdict(set)
    for one in found:
        if one.speaker:
            speakers[one.text].add(one.speaker)
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
_FAR: Final = 160


class _Speakers:
    """The sure speakers of the quotations of an article."""

    def __init__(self, evidence: Evidence, named: Named, found: Sequence[Quotation]) -> None:
        self.evidence, self.text, self.named, self.found = (
            evidence,
            evidence.article.text,
            named,
            found,
        )
        self.reported = Reported(evidence, named)
        self.starts = [place.start for place, _ in named.places]
        self.ends = {place.end: record for place, record in named.places}
        self.by_start = {place.start: (place, record) for place, record in named.places}
        self.breaks = {paragraph.start for paragraph in evidence.paragraphs}
        self.paragraph_ends = {paragraph.end for paragraph in evidence.paragraphs}

    def all(self) -> list[tuple[Drafted | None, Cue | None]]:
        """Return the speaker of each quotation, and the cue if it stands beside the quotation."""
        own = [
            self._before(index) or self._after(index) or self._around(index)
            for index in range(len(self.found))
        ]
        result: list[tuple[Drafted | None, Cue | None]] = [
            (cue.speaker if cue else None, cue) for cue in own
        ]
        for index in range(1, len(self.found)):
            before = result[index - 1]
            if result[index][0] is None and before[0]:
                if self._continues(index):
                    result[index] = (before[0], None)
                elif self._resumes(index, own[index - 1]):
                    result[index] = (before[0], own[index - 1])
        for index in range(len(self.found) - 2, -1, -1):
            following = result[index + 1]
            if result[index][0] is None and following[0] and self._continues(index + 1):
                result[index] = (following[0], None)
        return result

    def _paragraph_start(self, offset: int) -> int:
        known = attributions(self.evidence).speakers
        return self.evidence.paragraphs[known.paragraph_at(offset)].start

    def _is_near(self, first: int, second: int) -> bool:
        """Whether two offsets lie in one paragraph."""
        return self._paragraph_start(first) == self._paragraph_start(second)

    def _is_closed(self, index: int) -> bool:
        marks, content = self.found[index]
        return bool(content) and self.text[marks.end - 1] in "\"'»›" and marks.end > marks.start + 1

    def _continues(self, index: int) -> bool:
        """Whether a quotation goes on with the one before, which has no closing mark."""
        before, marks = self.found[index - 1], self.found[index].marks
        is_open = not self._is_closed(index - 1)
        at_start = marks.start in self.breaks or self._is_near(before.marks.start, marks.start)
        between = self.text[before.marks.end : marks.start]
        return is_open and at_start and not between.strip()

    def _resumes(self, index: int, cue: Cue | None) -> bool:
        """Whether a quotation goes on behind the cue of the one before, in the same paragraph."""
        before, (marks, content) = self.found[index - 1].marks, self.found[index]
        if not cue or not content or cue.span.start < before.end:
            return False
        between = self.text[cue.span.end : marks.start]
        return (
            bool(_TO_NEXT.fullmatch(between))
            and not self.named.within(Span(cue.span.end, marks.start))
            and marks.start not in self.breaks
            and self._stands_alone(index)
            and self._is_near(before.start, marks.start)
        )

    def _stands_alone(self, index: int) -> bool:
        """Whether a quotation is a whole sentence, after which nothing attributes it."""
        marks, content = self.found[index]
        rest = self.text[marks.end : marks.end + 1]
        is_last = marks.end in self.paragraph_ends
        assert content is not None
        is_whole = self.text[content.end - 1] in ".?!" or not self._is_closed(index)
        return (
            is_whole
            and (is_last or rest == " ")
            and (is_last or self.text[marks.end + 1 : marks.end + 2].isupper())
            and (is_last or not self._cue_follows(marks.end))
        )

    def _cue_follows(self, end: int) -> bool:
        """Whether a verb of speech stands near behind a quotation."""
        following = self.text[end : end + 60]
        stop = re.search(r"[.?!\"]", following)
        span = Span(end, end + (stop.start() if stop else len(following)))
        return any(True for _ in attributions(self.evidence).speakers.cues.within(span))

    def _before(self, index: int) -> Cue | None:
        """Return the cue `NAME said:` directly before a quotation."""
        marks = self.found[index].marks
        at = bisect_left(self.starts, marks.start) - 1
        paragraph = self._paragraph_start(marks.start)
        for number in range(at, max(-1, at - _MOST), -1):
            place, record = self.named.places[number]
            if place.start < max(paragraph, marks.start - _FAR):
                return None
            between = self.text[place.end : marks.start]
            match = _BEFORE.fullmatch(between)
            if not match and self._begins_sentence(place.start):
                match = _BEFORE_APPOSITION.fullmatch(between)
            if match:
                is_apposed = match.groupdict().get("comma") and is_apposition(self.text, place)
                may_speak = is_apposed if match.groupdict().get("comma") else self._may_speak(place)
                end = place.end + match.end("cue")
                return Cue(Span(place.start, end), record) if may_speak else None
        return None

    def _begins_sentence(self, start: int) -> bool:
        sentences = self.evidence.all_sentences
        return sentences.spans[sentences.indices(Span(start, start + 1)).start].start == start

    def _may_speak(self, place: Span) -> bool:
        """Whether a name is not behind a preposition, and not in the genitive or one of several."""
        sentence = self.evidence.all_sentences.whole(place)
        lead = Span(sentence.start, place.start)
        is_reported = any(True for _ in attributions(self.evidence).speakers.cues.within(lead))
        if is_reported or _CONDITION.match(self.text, sentence.start):
            return False
        before = self.text[max(0, place.start - 12) : place.start]
        after = self.text[place.end : place.end + 5]
        return not _NOT_SUBJECT.search(before) and not after.startswith(("'s", "' ", " and "))

    def _after(self, index: int) -> Cue | None:
        """Return the cue `NAME said` or `said NAME` directly behind a quotation."""
        marks, content = self.found[index]
        assert content is not None
        if not self._is_closed(index):
            return None
        last = self.text[content.end - 1 : content.end]
        behind = self.text[marks.end : marks.end + 2]
        start = marks.end + (2 if behind == ", " else 1)
        start += len("the ") if self.text.startswith("the ", start) else 0
        if not (last in ",?!-…" or behind == ", ") or marks.end in self.paragraph_ends:
            return None
        if cue := self._said(start):
            return cue
        match = _INVERTED.match(self.text, start - 1)
        if match and match.end() in self.by_start:
            place, record = self.by_start[match.end()]
            if not self.text.startswith(("'s", "' ", " and ", " or "), place.end):
                return Cue(Span(start, place.end), record)
            return None
        at = bisect_left(self.starts, start)
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
        if not saying or not content or saying.verb.end > marks.start:
            return None
        between = Span(saying.verb.end, marks.start)
        is_other = any(True for _ in attributions(self.evidence).speakers.cues.within(between))
        is_part = self.text[content.start].islower() and self.text[content.end - 1] not in "!?"
        is_part = is_part and not _OWN_CUE.search(self.text, between.start, between.end)
        return (
            None
            if is_other or not is_part
            else Cue(Span(saying.name.start, saying.verb.end), saying.speaker)
        )


_MOST: Final = 4
"""The maximum number of names before a quotation that are looked at."""
