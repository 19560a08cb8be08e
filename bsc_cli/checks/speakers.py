"""Find the speakers that an article names for a passage.

The cue, such as `said`, stands beside the passage: in the same sentence, in the next one, in an
earlier one of the paragraph or, if quotations continue from paragraph to paragraph, at the
beginning. Near the cue stands the speaker's name, or a pronoun for somebody named before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.model.kinds import ACTORS, Person, Quote
from bsc_cli.text import ELLIPSIS, quotations, reporting
from bsc_cli.text.folding import Span, fold
from bsc_cli.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.checks.naming import Mention
    from bsc_cli.text.reporting import Cue


class Subject(NamedTuple):
    """The subject of a cue: the ids of the people and bodies that may be the speaker.

    If the sentence of the cue does not name the speaker, as in `he said`, `is_named` is false, and
    the ids are those of everybody named shortly before. `is_beside` tells whether the name is
    beside the cue; if not, somebody in `others`, whom the sentence does not name, may speak.
    """

    ids: frozenset[str]
    is_named: bool
    is_beside: bool
    others: frozenset[str]


class Source(NamedTuple):
    """The possible speakers of a passage, as a cue near the passage names them.

    `distance` is the number of sentences from the passage to the cue; `same_paragraph` tells
    whether the cue is in the paragraph of the passage.
    """

    subject: Subject
    distance: int
    same_paragraph: bool

    def allows(self, id: str, attribution: str | None) -> bool:
        """Whether a person or body may be the speaker."""
        is_other = attribution == "inferred" and id in self.subject.others
        return id in self.subject.ids or is_other


class Speakers:
    """The people and bodies whom an article names as speakers."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.text = evidence.article.text
        self.sentences = evidence.all_sentences.spans
        self.cues = reporting.Cues(self.text)
        self.people = {person.id for person in evidence.store.of_kind(Person)}
        records = evidence.store.records.values()
        self._actors = {record.id for record in records if record.kind in ACTORS}
        self._subjects: dict[int, list[Subject]] = {}

    def of_quotation(self, cue: str, place: Span) -> Source | None:
        """Return the source of a quotation at `place`, or `None` if its cue is not beside it.

        `cue` is the text of the cue in the store.
        """
        parts = [fold(part).strip().lower() for part in cue.split(ELLIPSIS)]
        own = self.evidence.all_sentences.indices(place)
        after = [(own.stop, False)] if own.stop < len(self.sentences) else []
        for index, is_near in (*self._beside(place), *after):
            sentence = self.sentences[index]
            words = self._cue_in(parts, sentence, place)
            if words:
                found = self._subject(reporting.cue_at(self.text, words, sentence), sentence, parts)
                return Source(found, abs(index - own.start), is_near)
        return None

    def of_passage(self, passage: Span) -> Iterator[Source]:
        """Yield the source of each cue outside quotations in the sentences beside a passage.

        The sentence itself comes first; further ones follow only if it has no cue.
        """
        own = self.evidence.all_sentences.indices(passage).start
        for index, is_near in self._beside(passage):
            found = self._in_sentence(index)
            for subject in found:
                yield Source(subject, abs(index - own), is_near)
            if found:
                return

    def reported_in(self, passage: Span) -> frozenset[str]:
        """Return the ids of those whose words a passage certainly reports, as in `Reed said …`."""
        sentence = self.sentences[self.evidence.all_sentences.indices(passage).start]
        for cue in islice(self.cues.within(sentence), _MOST_CUES):
            between = self.text[cue.span.end : passage.start].strip(f" ,:{MARKS}")
            is_after = cue.span.end <= passage.start and between in ("", "that")
            is_in = passage.start <= cue.span.start and cue.span.end <= passage.end
            if (is_in or is_after) and cue.is_speech(self.text) and not self.is_quoted(cue.span):
                subject = self._subject(cue, sentence, ())
                return subject.ids if subject.is_named or cue.pronoun else frozenset()
        return frozenset()

    def is_quoted(self, span: Span) -> bool:
        """Whether a span lies in a quotation."""
        return span in self._quoted

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the paragraph at an offset."""
        return max(0, bisect_right(self.evidence.paragraphs, offset, key=_START) - 1)

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

    @cached_property
    def _mentions(self) -> list[Mention]:
        """The mentions of people and bodies outside quotations that lie in no other mention."""
        naming = self.evidence.naming
        found: list[Mention] = []
        for mention in naming.mentions(self.text):
            is_actor = any(id in self._actors for id in naming.ids[mention.name][:_MOST])
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
        own = (id for mention in mentions for id in ids[mention.name][:_MOST])
        return [id for id in own if id in self._actors]

    def _is_person(self, mention: Mention) -> bool:
        return not self.people.isdisjoint(self._ids([mention]))

    def _between(self, start: int, end: int) -> list[Mention]:
        """Return the mentions in a range of the text, unless they are in the genitive."""
        first = bisect_left(self._mentions, start, key=_MENTION)
        stop = bisect_left(self._mentions, end, key=_MENTION)
        found = self._mentions[first : min(stop, first + _MOST)]
        return [one for one in found if not self.text.startswith(("'s ", "' "), one.span.end)]

    def _beside(self, place: Span) -> Iterator[tuple[int, bool]]:
        """Yield the indices of the sentences in which the cue of a passage may stand.

        The second value tells whether the sentence is in the same paragraph as the passage.
        """
        touched = self.evidence.all_sentences.indices(place)
        own = paragraph = self.paragraph_at(place.start)
        yield from ((index, True) for index in touched[:_FARTHEST])
        following, before = touched.stop, touched.start - 1
        if following < len(self.sentences) and self._paragraph(following) == own:
            yield following, True
        continues = self._begins_quoted(paragraph)
        while before >= max(0, touched.start - _FARTHEST):
            if self._paragraph(before) != paragraph:
                leads = self.text[self.sentences[before].end - 1] == ":"
                if not (continues or leads):
                    return
                paragraph = self._paragraph(before)
                continues = self._begins_quoted(paragraph)
            yield before, paragraph == own
            before -= 1

    def _paragraph(self, sentence: int) -> int:
        return self.paragraph_at(self.sentences[sentence].start)

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

    def _in_sentence(self, index: int) -> list[Subject]:
        """Return the subjects of the first cues of a sentence that are outside quotations."""
        if index not in self._subjects:
            sentence = self.sentences[index]
            spoken = (cue for cue in self.cues.within(sentence) if not self.is_quoted(cue.span))
            first = islice(spoken, _MOST_CUES)
            self._subjects[index] = [
                self._anybody
                if self._has_other_subject(cue, sentence)
                else self._subject(cue, sentence, ())
                for cue in first
            ]
        return self._subjects[index]

    @cached_property
    def _anybody(self) -> Subject:
        """The subject of a cue that does not tell which record speaks."""
        return Subject(frozenset(self._actors), True, False, frozenset())

    def _has_other_subject(self, cue: Cue, sentence: Span) -> bool:
        """Whether the words between a comma and a cue are its subject, and name nobody known.

        An example is `…, the island's doctor said`.
        """
        start = max(sentence.start, cue.span.start - _LONGEST_DESCRIPTION)
        words = _DESCRIPTION.search(self.text, start, cue.span.start)
        return words is not None and not self._between(words.start("subject"), cue.span.start)

    def _subject(self, cue: Cue, sentence: Span, parts: Sequence[str]) -> Subject:
        """Return the subject of a cue in a sentence; `parts` are the parts of the store's cue."""
        named, is_beside = self._in_cue(cue, sentence, parts), True
        if not named and not cue.pronoun:
            named, is_beside = self._in_clause(cue, sentence)
        ids = frozenset(self._ids(named))
        if ids and is_beside:
            return Subject(ids, True, True, frozenset())
        others = frozenset(self._antecedents(cue))
        return Subject(ids, True, False, others) if ids else Subject(others, False, False, others)

    def _in_cue(self, cue: Cue, sentence: Span, parts: Sequence[str]) -> list[Mention]:
        """Return the mentions of the speaker in a cue, such as `Ann Reed told the council`."""
        if not parts or cue.pronoun:
            return []
        start, end = cue.span
        if len(parts) > 1:
            first = self.text[sentence.start : start].lower().rfind(parts[0])
            start = sentence.start + first if first >= 0 else start
        verb = reporting.verb_in(self.text, Span(start, end)) or reporting.Cue(Span(end, end), None)
        before, after = self._between(start, verb.span.start), self._between(verb.span.end, end)
        if verb.names_source_after(self.text):
            return self._first(after)
        return self._first(before or ([] if verb.has_object(self.text) else after))

    def _first(self, mentions: list[Mention]) -> list[Mention]:
        """Return the mentions up to the first one of a person, or the first if there is none."""
        for index, mention in enumerate(mentions):
            if self._is_person(mention):
                return mentions[: index + 1]
        return mentions[:1]

    def _in_clause(self, cue: Cue, sentence: Span) -> tuple[list[Mention], bool]:
        """Return the mentions of possible subjects in a sentence, and whether beside the cue."""
        before = self._between(sentence.start, cue.span.start)
        after = self._between(cue.span.end, sentence.end)
        if cue.names_source_after(self.text):
            return self._first(after), bool(after)
        lead = self.text[max(0, cue.span.start - 3) : cue.span.start].rstrip()
        is_inverted = bool(after) and self._may_be_inverted(cue, after[0])
        if is_inverted and (lead.endswith((*MARKS,)) or lead[-2:-1] in (*MARKS,)):
            return self._first(after), True
        if not before or (is_inverted and lead.endswith(",")):
            return [*before[:1], *self._first(after)], False
        if _RELATIVE.fullmatch(self.text, before[0].span.end, cue.span.start):
            return before[:1], True
        return self._before(before, cue)

    def _before(self, before: list[Mention], cue: Cue) -> tuple[list[Mention], bool]:
        """Return those mentions before a cue that may be its subject."""
        free = [one for one in before if not self._follows_preposition(one)]
        people = [one for one in free if self._is_person(one)]
        if not free:
            return before, False
        own = {*self._ids([(people or free)[-1]])}
        same = next(one for one in free if not own.isdisjoint(self._ids([one])))
        between = self.text[same.span.end : cue.span.start]
        last = (
            [free[-1]] if _ADVERBS.fullmatch(self.text, free[-1].span.end, cue.span.start) else []
        )
        return [free[0], *people, *last], bool(_BESIDE.fullmatch(between))

    def _follows_preposition(self, mention: Mention) -> bool:
        start = mention.span.start
        return bool(_PREPOSITION.search(self.text, max(0, start - 12), start))

    def _may_be_inverted(self, cue: Cue, after: Mention) -> bool:
        """Whether the subject may follow the cue, as in `"No," said Ann Reed`."""
        between = self.text[cue.span.end : after.span.start]
        is_short = len(between.split()) <= _TITLE and " that " not in f"{between} "
        return is_short and not cue.has_object(self.text)

    def _antecedents(self, cue: Cue) -> list[str]:
        """Return the ids of those named near a cue: in the last two paragraphs with any.

        `he` and `she` mean a person, unless the last paragraph names only a body, for which an
        unnamed person may speak. The person may also be named next, at the beginning of a story.
        """
        last = bisect_left(self._mentions, cue.span.start, key=_MENTION)
        named: dict[int, list[str]] = {}
        for mention in reversed(self._mentions[max(0, last - _MOST) : last]):
            paragraph = self.paragraph_at(mention.span.start)
            named.setdefault(paragraph, []).extend(self._ids([mention]))
        found: list[str] = []
        paragraphs = 0
        for ids in named.values():
            people = [id for id in ids if id in self.people]
            found += (people or ids * (not found)) if cue.is_personal else ids
            paragraphs += bool(people) or not cue.is_personal
            if paragraphs == _PARAGRAPHS:
                break
        following = self._mentions[last : last + 1]
        near = (one for one in following if self._is_near(cue, one) and self._is_person(one))
        return [*found, *self._ids(near)]

    def _is_near(self, cue: Cue, mention: Mention) -> bool:
        """Whether a mention is in the paragraph of a cue or in the next one."""
        return self.paragraph_at(mention.span.start) <= self.paragraph_at(cue.span.start) + 1


_START = attrgetter("start")
_MENTION = attrgetter("span.start")
_BESIDE = re.compile(
    r"(?: (?:of|at|for|from|in)(?: (?:[A-Z][^\s,]*|of|and|the))+)?"
    r"(?:(?: \w+){0,2} |, .*, | \([^)]*\) )",
    re.DOTALL,
)
"""The text between a name and the verb beside it: an adverb, or words between commas."""
_ADVERBS = re.compile(r"(?: \w+){0,2} ")
"""The text between the name of a body that speaks and its verb, as in `, the council said`."""
_DESCRIPTION = re.compile(
    r",[\"'”’]? (?P<subject>(?:an?|the|one|another|her|his|its|their|[\w.-]+['’]s?) [^,;:]+ )\Z"
)
"""A subject that is no name, between a comma and a cue."""
_LONGEST_DESCRIPTION: Final = 80
"""The maximum number of characters of such a subject, with the comma before it."""
_RELATIVE = re.compile(r", who(?:se)? (?:(?!, who).)*, ", re.DOTALL)
"""A relative clause between a name and the verb of which the name is the subject."""
_PREPOSITION = re.compile(
    r"\b(?:about|against|alongside|at|behind|by|for|from|in|like|near|of|on|over|to|under|with)"
    r"(?: the)? \Z"
)
"""A preposition before a name that is therefore not the subject."""
MARKS: Final = "\"'“‘„«"
"""The marks that begin a quotation."""
_MOST: Final = 100
"""The maximum number of mentions that are looked at around a cue."""
_MOST_CUES: Final = 20
"""The maximum number of cues of a sentence that are looked at."""
_FARTHEST: Final = 12
"""The maximum number of sentences between a cue and a passage."""
_LONGEST: Final = 2_000
"""The maximum number of characters of a sentence in which a cue is looked for."""
_TITLE: Final = 8
"""The maximum number of words between a cue and the name after it: titles and offices."""
_PARAGRAPHS: Final = 2
"""The number of paragraphs in which the person meant by a pronoun is looked for."""
