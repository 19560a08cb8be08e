"""A store held against an article: what of the text each record rests on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli import anchors
from bsc_cli.errors import Position, Problem
from bsc_cli.fingerprint import sentences
from bsc_cli.folding import FoldedText, Span, fold
from bsc_cli.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bsc_cli.record import Record
    from bsc_cli.store import Store


class Orphan(NamedTuple):
    """An anchor that selects nothing: at which path of which record, or of the store."""

    anchor: str
    path: str
    record: Record | None = None


class Evidence:
    """The passages that the records of a store select in an article.

    `spans` has them by the record's id, `not_claimed` those that claim nothing.
    `progress` is told how many records of how many are done.
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
        self.file = file
        self.spans: dict[str, list[Span]] = {}
        self.not_claimed: list[Span] = []
        self.orphans: list[Orphan] = []
        self.anchors = 0
        self._found: dict[str, list[Span]] = {}
        for done, record in enumerate(store.records.values()):
            if progress:
                progress(done, len(store.records))
            self.spans[record.id] = [
                span
                for index, anchor in enumerate(record.evidence)
                for span in self._select(anchor, f".evidence[{index}]", record)
            ]
        for index, passage in enumerate(store.not_claims):
            self.not_claimed += self._select(passage.anchor, f"not_claims[{index}].anchor")

    def _select(self, anchor: str, path: str, record: Record | None = None) -> list[Span]:
        self.anchors += 1
        if anchor not in self._found:
            self._found[anchor] = anchors.find(anchor, self.article)
        if not self._found[anchor]:
            self.orphans.append(Orphan(anchor, path, record))
        return self._found[anchor]

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

    def sentences(self, span: Span) -> str:
        """The folded text of a span and of the rest of the sentences that it touches."""
        first = bisect_right(self._sentence_starts, span.start) - 1
        last = bisect_left(self._sentence_starts, span.end)
        ends = (*self._sentence_starts, len(self.article.text))
        return self.article.text[ends[max(first, 0)] : ends[last]]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in sentences(self.article)]

    def excerpt(self, span: Span) -> str:
        """The folded text of a span, its middle left out where it is long."""
        text = self.text(span)
        return text if len(text) <= 80 else f"{text[:50].rstrip()} … {text[-20:].lstrip()}"

    def says(self, record: Record, text: str) -> bool:
        """Whether a text stands in a record's evidence, case aside."""
        wanted = fold(text).lower()
        return any(wanted in self.text(span).lower() for span in self.widest(record.id))

    def widest(self, id: str) -> Iterator[Span]:
        """The passages of a record that do not lie within another of them.

        An anchor that begins in a thousand places and ends in one selects a thousand.
        """
        end = 0
        for span in sorted(self.spans[id], key=lambda span: (span.start, -span.end)):
            if span.end > end:
                end = span.end
                yield span

    def at(self, code: str, span: Span, message: str, hint: str | None = None) -> Problem:
        """A problem of a place in the article."""
        return Problem(code, message, self.article.position(span.start), "", hint, self.file)

    def whole(self, code: str, path: str, message: str, hint: str) -> Problem:
        """A problem of the article as a whole, which contradicts the store at a path."""
        at = self.store.places.cite(path)
        return Problem(code, message, Position(1, 1), path, hint, self.file, at)

    def of(
        self, code: str, record: Record, path: str, message: str, hint: str | None = None
    ) -> Problem:
        """A problem of a record, at its evidence in the article where it has any."""
        at = self.store.places.cite(self.store.places.paths[record.id] + path)
        spans = self.spans[record.id]
        position = self.article.position(min(spans).start) if spans else Position(1, 1)
        return Problem(code, message, position, record.id + path, hint, self.file, at)


def _all(spans: Iterable[list[Span]]) -> Iterator[Span]:
    return (span for some in spans for span in some)
