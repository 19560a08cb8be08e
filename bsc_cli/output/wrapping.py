"""Fit text into a given width: wrapped lines, hanging indents and legends."""

from __future__ import annotations

import re
import sys
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from bsc_cli.system.visible import columns
from bsc_cli.view.blocks import full_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.view.blocks import Line, Segment

READABLE: Final = 24
"""The minimum width, in columns, of text printed beside another column."""


def wrapped(segments: Iterable[Segment], width: int | None) -> Iterator[Line]:
    """Wrap segments into lines of at most `width` columns, broken between words where possible."""
    room = max(width or sys.maxsize, 2)
    line: Line = []
    used = 0
    for gap, word in _words(segments):
        gap_width, word_width = columns(full_text(gap)), columns(full_text(word))
        if line and used + gap_width + word_width > room:
            yield _joined(line)
            line, used = [], 0
        elif line:
            line += gap
            used += gap_width
        if word_width <= room:
            line += word
            used += word_width
        else:
            *full_lines, line = _folded(word, room)
            yield from map(_joined, full_lines)
            used = columns(full_text(line))
    yield _joined(line)


_WORDS: Final = re.compile(r"\s+|\S+")


def _words(segments: Iterable[Segment]) -> Iterator[tuple[Line, Line]]:
    """Yield each word, which several segments can make up, after the blanks before it."""
    gap: Line = []
    word: Line = []
    for text, role in segments:
        for part in _WORDS.findall(text):
            if not part.isspace():
                word.append((part, role))
                continue
            if word:
                yield gap, word
                gap, word = [], []
            gap.append((part, role))
    if word:
        yield gap, word


def _joined(line: Line) -> Line:
    """Join the adjacent segments that have the same role."""
    groups = groupby(line, key=itemgetter(1))
    return [("".join(text for text, _ in group), role) for role, group in groups]


def _folded(word: Line, room: int) -> list[Line]:
    """Split a word into lines of at most `room` columns."""
    lines: list[Line] = [[]]
    used = 0
    for text, role in word:
        for char in text:
            char_width = columns(char)
            if used + char_width > room:
                lines.append([])
                used = 0
            lines[-1].append((char, role))
            used += char_width
    return lines


def hanging(
    first: Line, rest: Line, segments: Iterable[Segment], width: int | None
) -> Iterator[Line]:
    """Wrap segments into lines: the first begins with `first`, and all others begin with `rest`."""
    room = width and width - columns(full_text(first))
    for number, line in enumerate(wrapped(segments, room)):
        yield [*(rest if number else first), *line]


def legend(meanings: Sequence[tuple[str, str]], width: int) -> Iterator[Line]:
    """Yield the lines of a legend, with as many pairs of symbol and meaning on each as fit."""
    line: Line = []
    for sign, meaning in meanings:
        entry: Line = [(f"{sign} ", "text"), (meaning, "quiet")]
        longer: Line = [*line, ("   ", "text"), *entry] if line else entry
        if line and columns(full_text(longer)) > width:
            yield line
            longer = entry
        line = longer
    if line:
        yield line


_WIDEST_PADDING: Final = 200
"""The width, in columns, above which a cell does not widen its column."""


def column_width(widths: Iterable[int]) -> int:
    """Return the width of a column from the widths of its cells, ignoring overlong cells.

    If every row were padded to the width of an overlong cell, the size of the output could grow
    with the square of the size of the store.
    """
    return max((width for width in widths if width <= _WIDEST_PADDING), default=0)
