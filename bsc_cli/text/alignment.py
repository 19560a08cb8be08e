"""The differences between two sequences."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_ITEMS = 2_000
_MOST_PAIRS = 10_000
"""Items of a sequence, and pairs of equal items, up to which difflib compares two sequences:
its time grows with the product of the two."""


class ChangedStretch(NamedTuple):
    """A stretch of the actual items that differs, and how many more were expected there."""

    start: int
    stop: int
    removed: int


def changed_stretches(actual: Sequence[str], expected: Sequence[str]) -> Iterator[ChangedStretch]:
    """Yield the stretches of `actual` that differ from `expected`, in order.

    Long or repetitive sequences differ in one stretch, from the first difference to the last.
    """
    head = _common_length(actual, expected)
    actual, expected = actual[head:], expected[head:]
    tail = _common_length(actual[::-1], expected[::-1])
    actual, expected = actual[: len(actual) - tail], expected[: len(expected) - tail]
    start = expected_start = 0
    for next_expected_start, next_start, size in _equal_blocks(expected, actual):
        length, expected_length = next_start - start, next_expected_start - expected_start
        if length or expected_length:
            removed = max(0, expected_length - length)
            yield ChangedStretch(head + start, head + next_start, removed)
        start, expected_start = next_start + size, next_expected_start + size


def _common_length(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many equal items two sequences begin with."""
    shorter = min(len(one), len(other))
    return next((index for index in range(shorter) if one[index] != other[index]), shorter)


def _equal_blocks(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the starts and the size of each block of equal items, and an empty one at the end."""
    counts = Counter(other)
    pairs = sum(count * counts[item] for item, count in Counter(one).items())
    if max(len(one), len(other)) > _MOST_ITEMS or pairs > _MOST_PAIRS:
        return [(len(one), len(other), 0)]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]
