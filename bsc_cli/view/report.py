"""The content of a report: an article with its sentences, beside the facts that rest on them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from bsc_cli.index import search
from bsc_cli.model.kinds import AUTHOR, KINDS, Claim
from bsc_cli.model.types import TODO, Date, Reference, in_words
from bsc_cli.system.errors import clipped, counted
from bsc_cli.text.sentences import paragraphs
from bsc_cli.view import chart, dates, record, records
from bsc_cli.view.blocks import Pairs, Points
from bsc_cli.view.lists import FLAGS, JOINT, flags, titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bsc_cli.checks.report import Report
    from bsc_cli.checks.results import Passage
    from bsc_cli.index.index import Index
    from bsc_cli.index.search import CaveatRow
    from bsc_cli.index.selection import Selection
    from bsc_cli.model.record import Caveat, Record, Source
    from bsc_cli.text.folding import FoldedText, Span
    from bsc_cli.view.blocks import Line, View
    from bsc_cli.view.chart import Chart

State: TypeAlias = Literal["covered", "partly covered", "set aside", "not covered"]
"""Whether claims cover a sentence, `not_claims` or the headline sets it aside, or neither does."""

STATES: Final[tuple[State, ...]] = ("covered", "partly covered", "set aside", "not covered")

_MOST_MENTIONS: Final = 50
"""The maximum number of records of a kind that are listed as mentioning a record."""

FILTERS: Final = ("store", "kind", "voice", "checkability", "caveat")
"""The properties of facts by which a reader can filter them."""

_FIRST: Final = ("claims", "quotes", "figures")
READING_ORDER: Final = tuple(
    sorted(KINDS, key=lambda name: ((*_FIRST, name).index(name), KINDS[name].body == "role"))
)
"""The kinds in the order in which the facts of a sentence are listed: those that only describe a
name, which is in the sentence itself, come last."""


class Sentence(NamedTuple):
    """A sentence of an article, in pieces: each a text, and whether the store covers it."""

    number: int
    """The number of the sentence in the report, counted from 1."""
    line: int
    pieces: list[tuple[str, bool]]
    state: State


class Related(NamedTuple):
    """A caveat of another record that concerns a fact, and the id of that record."""

    type: str
    id: str
    text: str


class Fact(NamedTuple):
    """A record as a report shows it."""

    id: str
    """The id or, if several stores have a record with this id, the key."""
    store: str
    kind: str
    title: str
    titles: list[str]
    text: str
    notes: str
    caveats: list[Line]
    """Its own caveats, and those of records that are not on the page."""
    related: list[Related]
    """The caveats of other records of the page."""
    details: View
    values: Mapping[str, tuple[str, ...]]
    """The values of the record by the name of the filter."""
    sentences: tuple[int, ...]
    """The numbers of the sentences that the record rests on."""


class Group(NamedTuple):
    """Facts under one heading; `others` are facts of earlier groups on the same sentence."""

    title: str
    sentence: Sentence | None
    facts: list[Fact]
    others: list[Fact]


class Part(NamedTuple):
    """One store of a report, with its article if that is at hand."""

    name: str
    source: Source
    paragraphs: list[list[Sentence]]
    groups: list[Group]

    def states(self) -> Counter[State]:
        """Return the number of sentences in each state."""
        return Counter(sentence.state for one in self.paragraphs for sentence in one)


class Page(NamedTuple):
    """All that a report shows."""

    parts: list[Part]
    facts: list[Fact]
    total: int
    """The number of facts in the stores, whether shown or not."""
    selection: str
    """How the facts that are shown were chosen: `claims about National Crime Agency`."""
    filters: dict[str, dict[str, str]]
    """For each filter, the values that occur, each with the words for it."""
    chart: Chart


def page(index: Index, selection: Selection, reports: Mapping[str, Report]) -> Page:
    """Return the content of a report of the records that are selected.

    `reports` has the audits of the stores whose articles are at hand, by the name of the store.
    """
    selected = [*index.records(selection)]
    parts, shown = [], Facts(index, {record.key for record in selected})
    numbered = 0
    for name, source, _ in index.sources():
        own = [record for record in selected if record.store == name]
        article = Article(reports[name], numbered) if name in reports else None
        facts = [shown.fact(record, article) for record in own]
        if article:
            numbered += len(article.sentences)
            groups = [*_by_sentence(facts, article.sentences)]
        else:
            groups = [*_by_kind(facts)]
        parts.append(Part(name, source, article.paragraphs() if article else [], groups))
    all = [fact for part in parts for group in part.groups for fact in group.facts]
    figures = [record for record in selected if record.kind == "figures"]
    drawn = chart.chart(figures, name_stores=index.is_several)
    total = sum(index.counts().values())
    return Page(parts, all, total, _in_words(selection, index), _filters(all, shown.words), drawn)


def _in_words(selection: Selection, index: Index) -> str:
    """Return how records are selected by kind and by what they are about, or nothing."""
    titles = [" or ".join(index.referenced(key).title for key in keys) for keys in selection.about]
    about = f"about {' and '.join(titles)}" if titles else ""
    return clipped(" ".join(filter(None, (" and ".join(selection.kinds), about))))


class Article:
    """An article whose sentences are numbered from `before` + 1."""

    def __init__(self, report: Report, before: int) -> None:
        self._text, self._spans = report.evidence.article, report.evidence.all_sentences
        self.sentences: list[Sentence] = []
        self._cited: dict[str, list[int]] = {}
        claims = {claim.id for claim in report.evidence.store.of_kind(Claim)}
        for number, passage in enumerate(report.passages, before + 1):
            for id in passage.cited_by:
                self._cited.setdefault(id, []).append(number)
            is_claimed = not claims.isdisjoint(passage.cited_by)
            pieces = _pieces(self._text, self._spans.spans[number - before - 1], passage)
            state = _state(pieces, is_claimed=is_claimed)
            self.sentences.append(Sentence(number, passage.line, pieces, state))

    def rests_on(self, id: str) -> tuple[int, ...]:
        """Return the numbers of the sentences that the record with an id rests on."""
        return tuple(self._cited.get(id, ()))

    def paragraphs(self) -> list[list[Sentence]]:
        """Return the sentences of each paragraph."""
        starts = {span.start for span in paragraphs(self._text, self._spans)}
        found: list[list[Sentence]] = []
        for span, sentence in zip(self._spans.spans, self.sentences, strict=True):
            if span.start in starts:
                found.append([])
            found[-1].append(sentence)
        return found


def _pieces(text: FoldedText, span: Span, passage: Passage) -> list[tuple[str, bool]]:
    """Split a sentence, in the article's own characters, where its coverage begins or ends."""
    uncovered = [(span.start + gap.start, span.start + gap.end) for gap in passage.uncovered]
    begins = {start for start, _ in uncovered}
    cuts = sorted({*span}.union(*uncovered))
    return [
        (text.raw[text.raw_offset(start) : text.raw_offset(end)], start not in begins)
        for start, end in pairwise(cuts)
    ]


def _state(pieces: Sequence[tuple[str, bool]], *, is_claimed: bool) -> State:
    if all(is_covered for _, is_covered in pieces):
        return "covered" if is_claimed else "set aside"
    is_partly = any(is_covered and re.search(r"\w", text) for text, is_covered in pieces)
    return "partly covered" if is_partly else "not covered"


class Facts:
    """Makes facts of records; `words` has the words for the values of each filter.

    `on_page` has the keys of all records of the page.
    """

    def __init__(self, index: Index, on_page: set[str]) -> None:
        self._index = index
        self._on_page = on_page
        self.words: dict[str, dict[str, str]] = {name: {} for name in FILTERS}

    def fact(self, shown: Record, article: Article | None) -> Fact:
        """Return a record as a report shows it."""
        index = self._index
        elsewhere = [*search.caveats_on(index, shown.key)]
        others = [row for row in elsewhere if shown.key_of(row.id) not in self._on_page]
        related = [row for row in elsewhere if shown.key_of(row.id) in self._on_page]
        return Fact(
            id=index.shown(shown.key),
            store=shown.store,
            kind=shown.kind,
            title=clipped(shown.title),
            titles=titles(shown),
            text=_text(shown),
            notes=JOINT.join(filter(None, self._notes(shown))),
            caveats=record.caveat_lines(shown, others),
            related=[Related(_type(row), row.id, row.text) for row in related],
            details=self._details(shown),
            values=self._values(shown, (*shown.caveats, *elsewhere)),
            sentences=article.rests_on(shown.id) if article else (),
        )

    def _notes(self, shown: Record) -> Iterator[str]:
        yield shown.singular
        for name in shown.notes:
            value = shown.values[name]
            if value and name not in FLAGS:
                yield self._note(shown, name, value)
        yield from flags(shown, self._index.referenced)

    def _note(self, shown: Record, name: str, value: str) -> str:
        match shown.fields[name].scalar:
            case Reference():
                return self._voice(shown, value)
            case Date():
                return dates.in_words(value)
            case _:
                return in_words(value)

    def _voice(self, shown: Record, id: str) -> str:
        return "the article" if id == AUTHOR else self._index.referenced(shown.key_of(id)).title

    def _details(self, shown: Record) -> View:
        fields = [*record.fields(self._index, shown, (*shown.headline, shown.body))]
        anchors = Points("Evidence", [f"“{anchor}”" for anchor in shown.evidence])
        mentions = record.mentions(self._index, shown, _MOST_MENTIONS)
        return [*([Pairs(fields)] if fields else []), anchors, *mentions]

    def _values(
        self, shown: Record, caveats: Iterable[Caveat | CaveatRow]
    ) -> dict[str, tuple[str, ...]]:
        """Return the values by which the fact can be filtered, and note the words for them."""
        voice = shown.values.get("voice" if shown.kind == "claims" else "speaker")
        checkability = shown.values.get("checkability")
        found = {
            "store": {shown.store: shown.store} if self._index.is_several else {},
            "kind": {shown.kind: shown.kind},
            "voice": self._voices(shown, voice) if voice else {},
            "checkability": {checkability: checkability} if checkability else {},
            "caveat": {caveat.type or TODO: _type(caveat) for caveat in caveats},
        }
        for name, words in found.items():
            self.words[name].update(words)
        return {name: tuple(words) for name, words in found.items()}

    def _voices(self, shown: Record, id: str) -> dict[str, str]:
        """Return a voice's id with its title, and with its store if others have the same id."""
        title = self._voice(shown, id)
        own = id if id == AUTHOR else self._index.shown(shown.key_of(id))
        return {own: title if own == id else f"{title} ({shown.store})"}


def _type(caveat: Caveat | CaveatRow) -> str:
    return in_words(caveat.type or TODO)


def _text(shown: Record) -> str:
    text = records.value_text(shown.values[shown.body])
    return f"“{text}”" if shown.kind == "quotes" else text


def _by_sentence(facts: Sequence[Fact], sentences: Sequence[Sentence]) -> Iterator[Group]:
    """Yield the facts of each sentence, each with the first sentence that it rests on."""
    facts = sorted(facts, key=lambda fact: READING_ORDER.index(fact.kind))
    resting: dict[int, list[Fact]] = {}
    for fact in facts:
        for number in fact.sentences:
            resting.setdefault(number, []).append(fact)
    for sentence in sentences:
        of_it = resting.get(sentence.number, [])
        first = [fact for fact in of_it if fact.sentences[0] == sentence.number]
        if of_it:
            title = f"Sentence {sentence.number:,}, line {sentence.line:,}"
            others = [fact for fact in of_it if fact.sentences[0] != sentence.number]
            yield Group(title, sentence, first, others)
    if rest := [fact for fact in facts if not fact.sentences]:
        yield Group("On no sentence of the article", None, rest, [])


def _by_kind(facts: Sequence[Fact]) -> Iterator[Group]:
    for name, kind in KINDS.items():
        of_it = [fact for fact in facts if fact.kind == name]
        if of_it:
            yield Group(counted(len(of_it), kind.singular, name), None, of_it, [])


def _filters(
    facts: Iterable[Fact], words: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Return the values of each filter, the most frequent first, with the number of facts."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FILTERS}
    for fact in facts:
        for name, values in fact.values.items():
            counts[name].update(values)
    return {
        name: {value: f"{words[name][value]} ({n:,})" for value, n in found.most_common()}
        for name, found in counts.items()
    }
