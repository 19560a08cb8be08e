"""A store held against an article: what of the text each record rests on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.system.errors import Position, Problem, Unreadable
from bsc_cli.text import anchors
from bsc_cli.text.concordance import Concordance
from bsc_cli.text.folding import FoldedText, Span, fold
from bsc_cli.text.intervals import Intervals, outermost
from bsc_cli.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bsc_cli.model.record import Record
    from bsc_cli.store.store import Store


class Orphan(NamedTuple):
    """An anchor that selects nothing: at which path of which record, or of the store."""

    anchor: str
    path: str
    record: Record | None = None


class Evidence:
    """The passages that the records of a store select in an article.

    `spans` has them by the record's id, without those that lie within another, in order;
    `not_claimed` those that claim nothing. `progress` is told how many records of how many
    are done. Raises Unreadable where they are too many.
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
        self._found: dict[tuple[str, ...], list[Span]] = {}
        self._selected = 0
        for done, record in enumerate(store.records.values()):
            if progress:
                progress(done, len(store.records))
            selected = [
                self._select(anchor, f".evidence[{index}]", record)
                for index, anchor in enumerate(record.evidence)
            ]
            one = len(selected) == 1
            self.spans[record.id] = selected[0] if one else outermost(_all(selected))
        for index, passage in enumerate(store.not_claims):
            self.not_claimed += self._select(passage.anchor, f"not_claims[{index}].anchor")

    def _select(self, anchor: str, path: str, record: Record | None = None) -> list[Span]:
        self.anchors += 1
        phrases = anchors.phrases(anchor)
        found = self._found.get(phrases)
        if found is None:
            found = self._found[phrases] = anchors.find(phrases, self.concordance)
        if not found:
            self.orphans.append(Orphan(anchor, path, record))
        self._selected += len(found)
        if self._selected > _MOST_SELECTED:
            passages = f"{_MOST_SELECTED:,} passages of {self.file}"
            message = f"the anchors of {self.store.places.file} select more than {passages}"
            hint = f"take more words: '{anchor}' alone selects {len(found):,}"
            raise Unreadable(message, hint)
        return found

    @cached_property
    def claimed(self) -> Intervals:
        """What lies under a claim's evidence, or claims nothing."""
        claims = (self.spans[claim.id] for claim in self.store.of_kind("claims"))
        return Intervals((*_all(claims), *self.not_claimed))

    @cached_property
    def covered(self) -> Intervals:
        """What lies under any record's evidence, or claims nothing."""
        return Intervals((*_all(self.spans.values()), *self.not_claimed))

    def under(self, kind: str) -> Intervals:
        """What lies under the evidence of a kind's records."""
        return Intervals(_all(self.spans[record.id] for record in self.store.of_kind(kind)))

    @cached_property
    def claiming_nothing(self) -> Intervals:
        """What the store says claims nothing."""
        return Intervals(self.not_claimed)

    def text(self, span: Span) -> str:
        """The folded text of a span."""
        return self.article.text[span.start : span.end]

    def where(self, phrase: str) -> list[Span]:
        """Where a phrase stands in the article, folded and at word bounds."""
        return self.concordance.occurrences(fold(phrase).strip())

    def sentences(self, record: Record) -> Iterator[Span]:
        """A record's passages, each with the rest of the sentences that it touches."""
        bounds = self._sentence_bounds
        for start, end in self.spans[record.id]:
            first = bisect_right(bounds, start, hi=len(bounds) - 1) - 1
            last = bisect_left(bounds, end, hi=len(bounds) - 1)
            yield Span(bounds[max(first, 0)], bounds[last])

    @cached_property
    def _sentence_bounds(self) -> list[int]:
        starts = (sentence.start for sentence in sentences(self.article))
        return [*starts, len(self.article.text)]

    def excerpt(self, span: Span) -> str:
        """The folded text of a span, its middle left out where it is long."""
        text = self.text(span)
        return text if len(text) <= 80 else f"{text[:50].rstrip()} … {text[-20:].lstrip()}"

    def says(self, record: Record, text: str) -> bool:
        """Whether a text stands in a record's evidence, case aside."""
        wanted = _lower(fold(text))
        lower = self._lower
        return bool(wanted.strip()) and any(
            lower.find(wanted, start, end) >= 0 for start, end in self.spans[record.id]
        )

    @cached_property
    def _lower(self) -> str:
        return _lower(self.article.text)

    def shortest(self, record: Record) -> Iterator[Span]:
        """Of the passages that a record's anchors select, those that no other lies within."""
        for anchor in record.evidence:
            yield from anchors.find(anchors.phrases(anchor), self.concordance, shortest=True)

    def problem_at(self, code: str, span: Span, message: str, hint: str | None = None) -> Problem:
        """A problem of a place in the article."""
        return Problem(code, message, self.article.position(span.start), "", hint, self.file)

    def problem_of_article(self, code: str, path: str, message: str, hint: str) -> Problem:
        """A problem of the article as a whole, which contradicts the store at a path."""
        at = self.store.places.cite(path)
        return Problem(code, message, Position(1, 1), path, hint, self.file, at)

    def problem_in(
        self, code: str, record: Record, path: str, message: str, hint: str | None = None
    ) -> Problem:
        """A problem of a record, at its evidence in the article where it has any."""
        at = self.store.places.cite(self.store.places.paths[record.id] + path)
        spans = self.spans[record.id]
        position = self.article.position(spans[0].start) if spans else Position(1, 1)
        return Problem(code, message, position, record.id + path, hint, self.file, at)


_MOST_SELECTED = 2_000_000
"""Passages that the records select in all: seconds' worth."""


def _lower(text: str) -> str:
    """A text in small letters, each of them one character long, so that places stay."""
    return text.replace("\u0130", "i").lower()


def _all(spans: Iterable[list[Span]]) -> Iterator[Span]:
    return (span for some in spans for span in some)
