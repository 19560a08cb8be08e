"""Unions and sorted lists of spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Spans: TypeAlias = "Sequence[Span] | EqualSpans"


class Intervals:
    """A union of spans, stored as disjoint spans in ascending order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def count(self, starts: Sequence[int], ends: Sequence[int]) -> int:
        """Return how many of the given spans lie wholly in the union.

        `starts` and `ends` contain the starts and the ends of the spans, both in ascending order.
        """
        return sum(
            max(0, bisect_right(ends, end) - bisect_left(starts, start))
            for start, end in zip(self._starts, self._ends, strict=True)
        )

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self._starts, self._ends)

    def overlaps(self, span: Span) -> bool:
        """Whether a span has a character in common with the union."""
        index = bisect_left(self._starts, span.end) - 1
        return index >= 0 and self._ends[index] > span.start

    def __contains__(self, span: Span) -> bool:
        """Whether a span lies wholly in the union."""
        index = bisect_right(self._starts, span.start) - 1
        return index >= 0 and span.end <= self._ends[index]


class EqualSpans:
    """Spans of the same length, in ascending order of their starts."""

    def __init__(self, starts: Sequence[int], length: int) -> None:
        self._starts, self._length = starts, length

    def shortened(self, length: int) -> EqualSpans:
        """Return spans with the same starts and another length."""
        return EqualSpans(self._starts, length)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: int) -> Span:
        start = self._starts[index]
        return Span(start, start + self._length)

    def __iter__(self) -> Iterator[Span]:
        return (Span(start, start + self._length) for start in self._starts)


def outermost(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that do not lie in another span, in ascending order of start and of end."""
    outer: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not outer or span.end > outer[-1].end:
            outer.append(span)
    return outer


def innermost(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in which no other span lies, in ascending order of start and of end."""
    inner: list[Span] = []
    for span in sorted(spans, key=lambda span: (-span.start, span.end)):
        if not inner or span.end < inner[-1].end:
            inner.append(span)
    return inner[::-1]


def any_within(spans: Spans, passages: Spans) -> bool:
    """Whether at least one span lies wholly in one of the passages.

    The starts of `spans`, their ends, the starts of `passages` and their ends must all be in
    ascending order. The running time depends on the shorter of the two lists.
    """
    if len(spans) < len(passages):
        for start, end in spans:
            index = bisect_right(passages, start, key=_START) - 1
            if index >= 0 and end <= passages[index].end:
                return True
        return False
    for start, end in passages:
        index = bisect_left(spans, start, key=_START)
        if index < len(spans) and spans[index].end <= end:
            return True
    return False


_START = attrgetter("start")
