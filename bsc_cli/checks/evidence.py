"""The passages of an article that the records of a store rest on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import chain, islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bsc_cli.checks.naming import Naming
from bsc_cli.checks.rule import NOWHERE
from bsc_cli.model.kinds import Claim, Quote
from bsc_cli.model.record import Record
from bsc_cli.system.errors import Place, Position, Problem, Unreadable, counted
from bsc_cli.text import anchors, lists
from bsc_cli.text.concordance import Concordance
from bsc_cli.text.fingerprint import Change, changes, sha256
from bsc_cli.text.folding import FoldedText, Span, count_words, fold
from bsc_cli.text.intervals import EqualSpans, Intervals, any_within, outermost
from bsc_cli.text.sentences import Sentences, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bsc_cli.checks.rule import Explanation, Finding
    from bsc_cli.store.store import Store
    from bsc_cli.text.lists import Item

K = TypeVar("K", bound=Record)
T = TypeVar("T")


class Orphan(NamedTuple):
    """An anchor that selects no passage.

    `path` is relative to `record` or, if `record` is `None`, to the store.
    """

    anchor: str
    path: str
    record: Record | None = None


class Evidence:
    """The passages that the records of a store select in an article.

    `spans` maps the id of each record to the record's passages, in the order in which they occur in
    the article; passages inside larger ones are omitted. `not_claimed` holds the passages that
    `not_claims` lists. `progress` is called with the number of records processed so far and the
    total number of records. Raises Unreadable if the anchors select too many passages.
    """

    def __init__(
        self,
        store: Store,
        article: FoldedText,
        file: str,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.store = store
        self.article = article
        self.concordance = Concordance(article.text)
        self.file = file
        self.spans: dict[str, list[Span]] = {}
        self.not_claimed: list[Span] = []
        self.orphans: list[Orphan] = []
        self.anchors = 0
        self.examined = 0
        self._within: dict[tuple[str, ...], list[Span]] = {}
        self._passages: dict[tuple[bool, tuple[str, ...]], list[Span]] = {}
        self._selected = self._quoted = 0
        for done, record in enumerate(store.records.values()):
            if progress:
                progress(done, len(store.records))
            selected = [
                self._select(anchor, f".evidence[{index}]", record)
                for index, anchor in enumerate(record.evidence)
            ]
            one = len(selected) == 1
            self.spans[record.id] = selected[0] if one else outermost(chain(*selected))
        for index, passage in enumerate(store.not_claims):
            self.not_claimed += self._select(passage.anchor, f"not_claims[{index}].anchor")

    def _select(self, anchor: str, path: str, record: Record | None = None) -> list[Span]:
        """Return the passages that an anchor selects.

        If there are none, add the anchor to `orphans`.
        """
        self.anchors += 1
        key = (isinstance(record, Quote), anchors.phrases(anchor))
        passages = self._passages.get(key)
        if passages is None:
            # A quotation may span several sentences.
            sentences = None if isinstance(record, Quote) else self.all_sentences
            passages = anchors.find(key[1], self.concordance, sentences)
            self._passages[key] = passages
        if not passages:
            self.orphans.append(Orphan(anchor, path, record))
        self._selected += len(passages)
        if self._selected > _MOST_SELECTED:
            most = f"{_MOST_SELECTED:,} passages of {self.file}"
            message = f"the anchors of {self.store.places.file} select more than {most}"
            hint = (
                f"use longer anchors: '{anchor}' alone selects {counted(len(passages), 'passage')}"
            )
            raise Unreadable(message, hint)
        return passages

    def widest_anchor(self, records: Iterable[Record]) -> tuple[str, Record, Span] | None:
        """Return the anchor of the records that selects the longest passage.

        The record and the passage are returned as well, or `None` if there is no passage.
        """
        found = (
            (anchor, record, span)
            for record in records
            for anchor in record.evidence
            for span in self.passages(anchor, record)
        )
        return max(found, key=lambda one: one[2].end - one[2].start, default=None)

    def counted(self, items: Iterable[T]) -> Iterator[T]:
        """Yield some items, and count them in `examined` as looked at by the rule that runs."""
        for item in items:
            self.examined += 1
            yield item

    def resting(self, kind: type[K]) -> Iterator[K]:
        """Yield the records of a kind that rest on at least one passage, and count them.

        The rule `orphan` reports the anchors of the other records.
        """
        return self.counted(rec for rec in self.store.of_kind(kind) if self.spans[rec.id])

    def passages(self, anchor: str, record: Record | None = None) -> list[Span]:
        """Return the passages that an anchor of a record or of `not_claims` selects."""
        return self._passages[isinstance(record, Quote), anchors.phrases(anchor)]

    def within_sentences(self, anchor: str) -> list[Span]:
        """Return those passages of an anchor that each lie in one sentence."""
        key = anchors.phrases(anchor)
        if key not in self._within:
            sentences = self.all_sentences
            self._within[key] = [
                span for span in self.passages(anchor) if len(sentences.indices(span)) == 1
            ]
        return self._within[key]

    def broad(self, record: Record, anchor: str) -> Span | None:
        """Return the first passage of an anchor across sentences, unless they are quoted."""
        passages, sentences = self.passages(anchor, record), self.all_sentences
        if not isinstance(record, Quote):
            if len(self.within_sentences(anchor)) == len(passages):
                return None
            return next(span for span in passages if len(sentences.indices(span)) > 1)
        quoted = self.where(record.text)
        for span in passages:
            touched = sentences.indices(span)
            first, last = sentences.spans[touched[0]], sentences.spans[touched[-1]]
            # The end of each sentence but the last must lie in the quotation.
            if len(touched) > 1 and not any_within([Span(first.end - 1, last.start + 1)], quoted):
                return span
        return None

    @cached_property
    def headline(self) -> list[Span]:
        """The sentences of the article that are its headline, which `source` states."""
        sentences = (
            self.all_sentences.whole(span)
            for span in islice(self.where(self.store.source.headline), _MOST_HEADLINES)
        )
        length = count_words(fold(self.store.source.headline))
        return [span for span in sentences if count_words(self.text(span)) == length]

    @cached_property
    def markers(self) -> list[Span]:
        """The numbers or marks before the items of lists."""
        return [item.marker for item in self.items if item.marker]

    @cached_property
    def items(self) -> list[Item]:
        """The items of the article's lists."""
        return [*lists.items(self.article.text, self.paragraphs)]

    @cached_property
    def claimed(self) -> Intervals:
        """The passages that claims state, the headline, and those that `not_claims` lists."""
        own = {anchor for claim in self.store.of_kind(Claim) for anchor in claim.evidence}
        claims = chain.from_iterable(map(self.within_sentences, own))
        return Intervals((*claims, *self.headline, *self.markers, *self.not_claimed))

    @cached_property
    def covered(self) -> Intervals:
        """The passages that any record rests on, and those in `claimed`."""
        return Intervals((*chain.from_iterable(self._passages.values()), *self.claimed))

    @cached_property
    def claiming_nothing(self) -> Intervals:
        """The passages that `not_claims` lists, and the marks and numbers of items of lists."""
        return Intervals((*self.not_claimed, *self.markers))

    def gaps(self) -> Iterator[Span]:
        """Yield the runs of words outside `claimed`, in the order in which they occur."""
        gap: Span | None = None
        for word in self.counted(self.article.words()):
            if word not in self.claimed:
                gap = Span(gap.start if gap else word.start, word.end)
            elif gap:
                yield gap
                gap = None
        if gap:
            yield gap

    @cached_property
    def changes(self) -> list[Change]:
        """The differences between the article and the text that the store was made from.

        The list is empty if the store has no fingerprint.
        """
        source = self.store.source
        if not source.passages or source.sha256 == sha256(self.article):
            return []
        return changes(self.article, source.passages)

    @property
    def is_other_article(self) -> bool:
        """Whether the article has too little in common with that of the store to be a version.

        A version of the article, even its first third, has more than a fifth of the anchors or of
        the passages; another article, even on the same subject, has fewer than a tenth of both.
        Without a fingerprint, a few anchors prove nothing.
        """
        found, passages = self.anchors - len(self.orphans), len(self.store.source.passages)
        if not passages:
            return self.anchors >= _ENOUGH_ANCHORS and found * 10 < self.anchors
        lost = sum(change.difference in ("gone", "text") for change in self.changes)
        return found * 5 < self.anchors and (passages - lost) * 5 < passages

    def text(self, span: Span) -> str:
        """Return the folded text of a span."""
        return self.article.text[span.start : span.end]

    def where(self, phrase: str) -> EqualSpans:
        """Return the spans in which a phrase occurs in the article as whole words."""
        words = fold(phrase).strip()
        return EqualSpans(self.concordance.starts(words), len(words))

    def quoted(self, texts: Iterable[str]) -> Intervals:
        """Return the passages in which the texts of quotes occur.

        Raises Unreadable if the texts that were passed so far occur too often in total.
        """
        return Intervals(chain.from_iterable(map(self._quotations, texts)))

    def _quotations(self, text: str) -> EqualSpans:
        spans = self.where(text)
        self._quoted += len(spans)
        if self._quoted > _MOST_SELECTED:
            most = f"{_MOST_SELECTED:,} times in {self.file}"
            message = f"the quotes of {self.store.places.file} occur more than {most}"
            hint = f"quote more words: '{text}' alone occurs {counted(len(spans), 'time')}"
            raise Unreadable(message, hint)
        return spans

    @cached_property
    def naming(self) -> Naming:
        """The names of the store's records, and where they occur in the article."""
        return Naming(self.store, self.article.text)

    @cached_property
    def all_sentences(self) -> Sentences:
        """The sentences of the article."""
        return Sentences(self.article)

    def sentences(self, record: Record, before: int = 0) -> list[Span]:
        """Return the passages of a record, each extended to whole sentences.

        Each passage is also extended by as many sentences before it as `before` says.
        """
        return outermost(self.all_sentences.whole(span, before) for span in self.spans[record.id])

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The paragraphs of the article; a heading and an item of a list count as paragraphs."""
        return paragraphs(self.article, self.all_sentences)

    def paragraphs_of(self, record: Record) -> list[Span]:
        """Return the paragraphs that the passages of a record touch."""
        every, found = self.paragraphs, dict[Span, None]()
        for start, end in self.sentences(record):
            first = bisect_right(every, start, key=_START) - 1
            last = bisect_left(every, end, key=_START)
            found |= dict.fromkeys(every[first:last])
        return [*found]

    def excerpt(self, span: Span) -> str:
        """Return the folded text of a span; in a long text, an ellipsis replaces the middle.

        Words are not cut, unless they are too long to be words.
        """
        text = self.text(span)
        if len(text) <= 80:
            return text
        first, last = text[:50], text[-30:]
        return f"{first.rpartition(' ')[0] or first} … {last.partition(' ')[2] or last}"

    def says(self, record: Record, text: str) -> bool:
        """Whether a passage that a record rests on contains `text`, ignoring case.

        The text must begin a word of the passage, but may end within a word.
        """
        lower = _lower(fold(text)).strip()
        starts = self._lower.beginnings(lower)
        return any_within(EqualSpans(starts, len(lower)), self.spans[record.id])

    @cached_property
    def _lower(self) -> Concordance:
        return Concordance(_lower(self.article.text))

    def problem(self, explanation: Explanation, finding: Finding) -> Problem:
        """Convert a finding to a problem of the store or, if it has no path there, of the article.

        For a problem of the store, the place in the article is the start of the finding's span or,
        if it has no span, of its record's first passage.
        """
        record, path, span = finding.record, finding.path, finding.span
        if record and span is None:
            span = next(iter(self.spans[record.id]), None)
        at = None
        if span is not None and span != NOWHERE:
            at = Place(self.file, *self.article.position(span.start))
        places = self.store.places
        if record:
            place = Place(places.file, *places.position(places.paths[record.id] + path))
        elif path:
            place = Place(places.file, *places.position(path))
        else:
            place, at = at or Place(self.file, 1, 1), None
        return Problem(
            explanation.code,
            finding.message,
            Position(place.line, place.column),
            subject=record.id + path if record else path,
            hint=finding.hint or explanation.hint,
            file=place.file,
            severity=explanation.severity,
            article=at,
            records=(record.id,) if record else finding.records,
        )


_ENOUGH_ANCHORS = 20
"""The minimum number of anchors that show, without a fingerprint, that an article is another."""
_START = attrgetter("start")

_MOST_HEADLINES = 100
"""The maximum number of places of the headline that count as stated."""
_MOST_SELECTED = 2_000_000
"""The maximum number of passages that the anchors of a store may select in total: to process more
would take many seconds."""


def _lower(text: str) -> str:
    """Convert a text to lower case without changing its length, so that offsets remain valid."""
    return text.replace("\u0130", "i").lower()
