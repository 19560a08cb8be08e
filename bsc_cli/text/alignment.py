"""Where a sequence is not what it was."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ALIGNED_AT_MOST = 2_000
"""Items up to which two sequences are aligned as well as can be: the time for it grows with
their square."""


def changes(actual: Sequence[str], expected: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Stretches of `actual` that differ, and how many more of `expected` are gone there."""
    head = _common(actual, expected)
    rest, wanted = actual[head:], expected[head:]
    tail = _common(rest[::-1], wanted[::-1])
    middle = rest[: len(rest) - tail], wanted[: len(wanted) - tail]
    for start, stop, gone in _changes_between(*middle):
        yield head + start, head + stop, gone


def _common(actual: Sequence[str], expected: Sequence[str]) -> int:
    """How many items the two begin with that are the same."""
    pairs = enumerate(zip(actual, expected, strict=False))
    shorter = min(len(actual), len(expected))
    return next((index for index, (new, old) in pairs if new != old), shorter)


def _changes_between(
    actual: Sequence[str], expected: Sequence[str]
) -> Iterator[tuple[int, int, int]]:
    """As `changes`, of what neither begins nor ends with the same."""
    if max(len(actual), len(expected)) > _ALIGNED_AT_MOST:
        matches = _unique_matches(actual, expected)
    else:
        matches = _all_matches(actual, expected)
    new = old = 0
    for next_new, next_old in (*matches, (len(actual), len(expected))):
        if next_new > new or next_old > old:
            yield new, next_new, max(0, (next_old - old) - (next_new - new))
        new, old = next_new + 1, next_old + 1


def _all_matches(actual: Sequence[str], expected: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of the same that an alignment by the longest common stretches has."""
    matcher = SequenceMatcher(None, expected, actual, autojunk=False)
    return [
        (new + step, old + step)
        for old, new, size in matcher.get_matching_blocks()
        for step in range(size)
    ]


def _unique_matches(actual: Sequence[str], expected: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of the same, found in a time that hardly grows faster than their number.

    What stands once in either, and as much of it as keeps its order, holds the two together,
    as in Bram Cohen's "patience" comparison; to it come the same right before and behind it.
    """
    once = {digest for digest, count in Counter(actual).items() if count == 1}
    once &= {digest for digest, count in Counter(expected).items() if count == 1}
    places = {digest: old for old, digest in enumerate(expected) if digest in once}
    pairs = [(new, places[digest]) for new, digest in enumerate(actual) if digest in once]
    matches: list[tuple[int, int]] = []
    end = (len(actual), len(expected))
    for pair, following in pairwise((*_longest_ascent(pairs), end)):
        new, old = pair
        before = matches[-1] if matches else (-1, -1)
        matches += reversed([*_run(actual, expected, (new - 1, old - 1), -1, before)])
        matches.append(pair)
        matches += _run(actual, expected, (new + 1, old + 1), 1, following)
    return matches


def _run(
    actual: Sequence[str],
    expected: Sequence[str],
    pair: tuple[int, int],
    step: int,
    until: tuple[int, int],
) -> Iterator[tuple[int, int]]:
    """The pairs from one on, forwards or backwards, that are the same."""
    new, old = pair
    while new != until[0] and old != until[1] and actual[new] == expected[old]:
        yield new, old
        new, old = new + step, old + step


def _longest_ascent(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many of the pairs, which ascend in the first of each, as ascend in the second too."""
    lowest: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, old) in enumerate(pairs):
        length = bisect_left(lowest, old)
        before.append(last[length - 1] if length else -1)
        lowest[length : length + 1] = [old]
        last[length : length + 1] = [index]
    ascent = []
    index = last[-1] if last else -1
    while index >= 0:
        ascent.append(pairs[index])
        index = before[index]
    return ascent[::-1]
