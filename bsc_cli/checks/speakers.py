"""Find out whom an article names as the speaker of a passage.

The cue, such as `said`, stands beside the passage: in the same sentence, in the next one, in an
earlier one of the paragraph or, if quotations continue from paragraph to paragraph, at the
beginning. Near the cue stands the speaker's name, or a pronoun for somebody named before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.model.kinds import ACTORS, Claim, Person, Quote
from bsc_cli.text import ELLIPSIS, quotations, reporting
from bsc_cli.text.folding import Span, fold
from bsc_cli.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.checks.naming import Mention
    from bsc_cli.text.reporting import Cue


class Source(NamedTuple):
    """Whom a cue near a passage names: the ids of those who may be the speaker.

    If the sentence of the cue does not name the speaker, as in `he said`, `is_named` is false, and
    the ids are those of everybody named shortly before. `is_beside` tells whether the name is
    beside the cue. `distance` is the number of sentences from the passage to the cue.
    """

    ids: frozenset[str]
    is_named: bool
    is_beside: bool
    distance: int
    same_paragraph: bool


@lru_cache(maxsize=1)  # several rules use the result
def speakers_of(evidence: Evidence) -> Speakers:
    """Return the people and bodies whom an article names as speakers."""
    return Speakers(evidence)


class Speakers:
    """The people and bodies whom an article names as speakers."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.text = evidence.article.text
        self.sentences = evidence.all_sentences.spans
        self.people = {person.id for person in evidence.store.of_kind(Person)}
        records = evidence.store.records.values()
        self._of_quote: dict[str, list[Source]] = {}
        self._of_claim: dict[str, list[Source]] = {}
        self.actors = {record.id for record in records if record.kind in ACTORS}

    @cached_property
    def _quoted(self) -> Intervals:
        """The quotations, each up to the end of its paragraph."""
        ends = [paragraph.end for paragraph in self.evidence.paragraphs]
        spans = [
            Span(marks.start, min(marks.end, ends[bisect_right(ends, marks.start)]))
            for marks, content in quotations.quotations(self.text)
            if content and bisect_right(ends, marks.start) < len(ends)
        ]
        texts = {quote.text for quote in self.evidence.store.of_kind(Quote)}
        return Intervals((*spans, *self.evidence.quoted(texts)))

    def is_quoted(self, span: Span) -> bool:
        """Whether a span lies in a quotation."""
        return span in self._quoted

    @cached_property
    def _mentions(self) -> list[Mention]:
        """The mentions of people and bodies outside quotations that lie in no other mention."""
        naming = self.evidence.naming
        found: list[Mention] = []
        for mention in naming.mentions(self.text):
            is_actor = any(id in self.actors for id in naming.ids[mention.name][:_MOST])
            if not is_actor or self.is_quoted(mention.span):
                continue
            if found and mention.span.start < found[-1].span.end:
                if mention.span.start == found[-1].span.start:
                    found[-1] = mention  # of two names with the same start, the longer comes later
                continue
            found.append(mention)
        return found

    def _ids(self, mentions: Iterable[Mention]) -> list[str]:
        ids = self.evidence.naming.ids
        return [id for mention in mentions for id in ids[mention.name][:_MOST] if id in self.actors]

    def _between(self, start: int, end: int) -> list[Mention]:
        """Return the mentions in a range of the text, unless they are in the genitive."""
        first = bisect_left(self._mentions, start, key=_MENTION)
        stop = bisect_left(self._mentions, end, key=_MENTION)
        found = self._mentions[first : min(stop, first + _MOST)]
        return [one for one in found if not self._is_genitive(one.span.end)]

    def _is_genitive(self, end: int) -> bool:
        return self.text.startswith(("'s ", "' "), end)

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
            cue = quote.cue or ""
            found = (self.of_quotation(cue, place) for place in self.places(quote) if cue)
            self._of_quote[quote.id] = [source for source in found if source]
        return self._of_quote[quote.id]

    def of_quotation(self, cue: str, place: Span) -> Source | None:
        """Return the source of a quotation at `place`, or `None` if its cue is not beside it.

        `cue` is the text of the cue in the store.
        """
        parts = [fold(part).strip().lower() for part in cue.split(ELLIPSIS)]
        for index, is_near in self._beside(place):
            sentence = self.sentences[index]
            words = self._cue_in(parts, sentence, place)
            if words:
                found = self._source(reporting.cue_at(self.text, words, sentence), sentence, parts)
                own = self.evidence.all_sentences.indices(place).start
                return Source(*found, abs(index - own), is_near)
        return None

    def of_claim(self, claim: Claim) -> list[Source]:
        """Return the sources of the passages of a claim.

        The source of a passage in quotations is the speaker of the quotes, if they have one.
        """
        if claim.id not in self._of_claim:
            passages = self.evidence.spans[claim.id][:_MOST_PLACES]
            self._of_claim[claim.id] = [*chain.from_iterable(map(self._of_claimed, passages))]
        return self._of_claim[claim.id]

    def _of_claimed(self, passage: Span) -> list[Source]:
        ids = frozenset(id for _, id in self._quotes_in(passage))
        sources = [*self.of_passage(passage)]
        if ids and self.is_quoted(passage):
            sources = [source._replace(ids=ids) for source in sources]
        if ids and not any(ids <= source.ids for source in sources):
            sources.append(Source(ids, False, False, 1, True))
        return sources

    def quoted_in(self, claim: Claim) -> set[str]:
        """Return the speakers of the quotes that make up a third or more of each passage.

        A passage that has only a cue, such as `Ann Reed said`, does not count.
        """
        speakers: set[str] = set()
        for passage in self.evidence.spans[claim.id]:
            quotes = self._quotes_in(passage)
            if not quotes and any(True for _ in reporting.cues(self.text, passage)):
                continue
            common = Intervals(
                Span(max(start, passage.start), min(end, passage.end)) for (start, end), _ in quotes
            )
            if 3 * sum(end - start for start, end in common) < passage.end - passage.start:
                return set()
            speakers.update(id for _, id in quotes)
        return speakers

    def _quotes_in(self, passage: Span) -> list[tuple[Span, str]]:
        """Return the spans and the speakers of quotes that overlap a passage."""
        spans = self._quotes
        at = bisect_left(spans, passage.end, key=lambda quote: quote[0].start)
        near = spans[max(0, at - _MOST) : at]
        return [(span, id) for span, id in near if span.end > passage.start]

    @cached_property
    def _quotes(self) -> list[tuple[Span, str]]:
        """The places of the quotes in the article, in ascending order, with their speakers."""
        return sorted(
            (span, quote.speaker)
            for quote in self.evidence.store.of_kind(Quote)
            if quote.speaker
            for span in self.evidence.quoted([quote.text])
        )

    def type_of(self, place: Span) -> str | None:
        """Return `direct` or `mixed` if the text around a quotation tells its type for sure."""
        if self.text[place.start - 1 : place.start] not in (*MARKS,) or place.end <= place.start:
            return None
        paragraph = self.evidence.paragraphs[self._paragraph_at(place.start)]
        before = self.text[max(paragraph.start, place.start - 30) : place.start - 1].rstrip()
        content = self.text[place.start : place.end]
        if before[-1:].isalnum():
            return "mixed" if content[0].islower() else None
        is_whole = content[0].isupper() and content[-1] in ".?!,"
        if " " in content and (
            reporting.ends_with_cue(before) or (is_whole and before[-1:] in (*".?!:\"'", ""))
        ):
            return "direct"
        return None

    def of_passage(self, passage: Span) -> Iterator[Source]:
        """Yield the source of each cue outside quotations in the sentences beside a passage.

        The sentence itself comes first; further ones follow only if it has no cue.
        """
        own = self.evidence.all_sentences.indices(passage).start
        for index, is_near in self._beside(passage):
            sentence = self.sentences[index]
            found = False
            for cue in reporting.cues(self.text, sentence):
                if not self.is_quoted(cue.span):
                    found = True
                    yield Source(*self._source(cue, sentence, []), abs(index - own), is_near)
            if found:
                return

    def reported(self, claim: Claim) -> frozenset[str]:
        """Return the ids of those whose words all passages of a claim report, such as `he said`."""
        ids: frozenset[str] = frozenset()
        for passage in self.evidence.spans[claim.id][:_MOST_PLACES]:
            found = self._reported_in(passage)
            if not found:
                return frozenset()
            ids |= found
        return ids

    def _reported_in(self, passage: Span) -> frozenset[str]:
        sentence = self.sentences[self.evidence.all_sentences.indices(passage).start]
        for cue in reporting.cues(self.text, sentence):
            between = self.text[cue.span.end : passage.start]
            is_in = passage.start <= cue.span.start and cue.span.end <= passage.end
            is_after = cue.span.end <= passage.start and between.strip(f" ,:{MARKS}") in (
                "",
                "that",
            )
            if (is_in or is_after) and cue.is_speech(self.text) and not self.is_quoted(cue.span):
                ids, is_named, _ = self._source(cue, sentence, [])
                return ids if is_named or cue.pronoun else frozenset()
        return frozenset()

    def _beside(self, place: Span) -> Iterator[tuple[int, bool]]:
        """Yield the indices of the sentences in which the cue of a passage may stand.

        The second value tells whether the sentence is in the same paragraph as the passage.
        """
        touched = self.evidence.all_sentences.indices(place)
        paragraph = self._paragraph(touched.start)
        yield from ((index, True) for index in touched[:_FARTHEST])
        following, before = touched.stop, touched.start - 1
        if following < len(self.sentences) and self._paragraph(following) == paragraph:
            yield following, True
        continues = self._begins_quoted(paragraph)
        while before >= max(0, touched.start - _FARTHEST):
            if self._paragraph(before) != paragraph:
                leads = self.text[self.sentences[before].end - 1] == ":"
                if not (continues or leads):
                    return
                paragraph = self._paragraph(before)
                continues = self._begins_quoted(paragraph)
            yield before, paragraph == self._paragraph(touched.start)
            before -= 1

    def _paragraph(self, sentence: int) -> int:
        return self._paragraph_at(self.sentences[sentence].start)

    def _paragraph_at(self, offset: int) -> int:
        return max(0, bisect_right(self.evidence.paragraphs, offset, key=_START) - 1)

    def _begins_quoted(self, paragraph: int) -> bool:
        return self.text[self.evidence.paragraphs[paragraph].start] in MARKS

    def _cue_in(self, parts: list[str], sentence: Span, place: Span) -> Span | None:
        """Return the span of the last part of a cue if a sentence has all parts.

        Of several such spans, the nearest to the quotation is returned.
        """
        text = self.text[sentence.start : min(sentence.end, sentence.start + _LONGEST)].lower()
        *leading, last = parts
        at = 0
        for part in leading:
            at = text.find(part, at)
            if at < 0:
                return None
            at += len(part)
        found = [
            Span(sentence.start + match.start(), sentence.start + match.end())
            for match in re.compile(rf"(?<!\w){re.escape(last)}(?!\w)").finditer(text, at)
        ]
        outside = [span for span in found if not (place.start <= span.start < place.end)]
        return min(outside, key=lambda span: abs(span.start - place.end), default=None)

    def _source(
        self, cue: Cue, sentence: Span, parts: Sequence[str]
    ) -> tuple[frozenset[str], bool, bool]:
        """Return the ids of those who may be the subject of a cue, and whether and where named."""
        named, is_beside = self._first(self._in_cue(cue, sentence, parts)), True
        if not named:
            named, is_beside = self._subjects(cue, sentence)
        ids = frozenset(self._ids(named))
        return (ids, True, is_beside) if ids else (frozenset(self._antecedents(cue)), False, False)

    def _in_cue(self, cue: Cue, sentence: Span, parts: Sequence[str]) -> list[Mention]:
        """Return the mentions of the speaker in a cue, such as `Ann Reed told the council`."""
        if not parts or cue.pronoun:
            return []
        start, end = cue.span
        if len(parts) > 1:
            first = self.text.lower().rfind(parts[0], sentence.start, start)
            start = first if first >= 0 else start
        verb = reporting.verb_in(self.text, Span(start, end))
        before = self._between(start, verb)
        is_last = verb == end or cue._replace(span=Span(verb, end)).has_object(self.text)
        return before or ([] if is_last else self._between(verb, end))

    def _first(self, mentions: list[Mention]) -> list[Mention]:
        """Return the mentions up to the first one of a person."""
        for index, mention in enumerate(mentions):
            if self.people.intersection(self._ids([mention])):
                return mentions[: index + 1]
        return mentions[:1]

    def _subjects(self, cue: Cue, sentence: Span) -> tuple[list[Mention], bool]:
        """Return the mentions of possible subjects in a sentence, and whether beside the cue."""
        before = self._between(sentence.start, cue.span.start)
        after = self._between(cue.span.end, sentence.end)
        if cue.names_source_after(self.text):
            return self._first(after), bool(after)
        if cue.pronoun:
            return [], False
        lead = self.text[max(0, cue.span.start - 3) : cue.span.start].rstrip()
        is_inverted = bool(after) and self._is_inverted(cue, after[0])
        if is_inverted and (lead.endswith((*MARKS,)) or lead[-2:-1] in (*MARKS,)):
            return self._first(after), True
        if not before or (is_inverted and lead.endswith(",")):
            return [*before[:1], *self._first(after)], False
        if _RELATIVE.fullmatch(self.text, before[0].span.end, cue.span.start):
            return before[:1], True
        people = [one for one in before if self.people.intersection(self._ids([one]))]
        last = (people or before)[-1]
        same = next(one for one in before if {*self._ids([one])} & {*self._ids([last])})
        between = self.text[same.span.end : cue.span.start]
        return [before[0], *people], bool(_BESIDE.fullmatch(between))

    def _is_inverted(self, cue: Cue, after: Mention) -> bool:
        """Whether the subject follows the cue, as in `"No," said Ann Reed`."""
        between = self.text[cue.span.end : after.span.start]
        is_short = len(between.split()) <= _TITLE and " that " not in f"{between} "
        return is_short and not cue.has_object(self.text)

    def _antecedents(self, cue: Cue) -> list[str]:
        """Return the ids of those named shortly before a cue: in the last two paragraphs with any.

        `he` and `she` mean a person, unless the last paragraph names only a body, for which an
        unnamed person may speak.
        """
        last = bisect_left(self._mentions, cue.span.start, key=_MENTION)
        named: dict[int, list[str]] = {}
        for mention in reversed(self._mentions[max(0, last - _MOST) : last]):
            paragraph = bisect_right(self.evidence.paragraphs, mention.span.start, key=_START)
            named.setdefault(paragraph, []).extend(self._ids([mention]))
        found: list[str] = []
        paragraphs = 0
        for ids in named.values():
            people = [id for id in ids if id in self.people]
            found += (people or ids * (not found)) if cue.is_personal else ids
            paragraphs += bool(people) or not cue.is_personal
            if paragraphs == _PARAGRAPHS:
                break
        return found


_START = attrgetter("start")
_MENTION = attrgetter("span.start")
_BESIDE = re.compile(
    r"(?: (?:of|at|for|from|in)(?: (?:[A-Z][^\s,]*|of|and|the))+)?"
    r"(?:(?: \w+){0,2} |, .*, | \([^)]*\) )",
    re.DOTALL,
)
"""The text between a name and the verb beside it: an adverb, or words between commas."""
_RELATIVE = re.compile(r", who(?:se)? (?:(?!, who).)*, ", re.DOTALL)
"""A relative clause between a name and the verb of which the name is the subject."""
MARKS: Final = "\"'“‘„«"
"""The marks that begin a quotation."""
_MOST: Final = 100
"""The maximum number of mentions that are looked at around a cue."""
_MOST_PLACES: Final = 10
"""The maximum number of places of a quote whose attribution is checked."""
_FARTHEST: Final = 12
"""The maximum number of sentences between a cue and a passage."""
_LONGEST: Final = 2_000
"""The maximum number of characters of a sentence in which a cue is looked for."""
_TITLE: Final = 8
"""The maximum number of words between a cue and the name after it: titles and offices."""
_PARAGRAPHS: Final = 2
"""The number of paragraphs in which the person meant by a pronoun is looked for."""
