"""Fit text into a given width: wrapped lines, hanging indents and legends."""

from __future__ import annotations

import re
import sys
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
    used, gap = 0, ""
    for text, role in segments:
        for word in _WORDS.findall(text):
            if word.isspace():
                gap += word
                continue
            if line and used + columns(gap) + columns(word) > room:
                yield line
                line, used, gap = [], 0, ""
            *full_lines, rest = _folded(word, room)
            yield from ([(part, role)] for part in full_lines)
            line.append((gap + rest if line else rest, role))
            used += columns(line[-1][0])
            gap = ""
    yield line


_WORDS: Final = re.compile(r"\s+|\S+")


def _folded(word: str, room: int) -> list[str]:
    if columns(word) <= room:
        return [word]
    parts, used = [""], 0
    for char in word:
        char_width = columns(char)
        if used + char_width > room:
            parts.append("")
            used = 0
        parts[-1] += char
        used += char_width
    return parts


def hanging(
    first: Line, rest: Line, segments: Iterable[Segment], width: int | None
) -> Iterator[Line]:
    """Wrap segments into lines: the first begins with `first`, and all others begin with `rest`."""
    room = width and width - columns(full_text(first))
    for number, line in enumerate(wrapped(segments, room)):
        yield [*(rest if number else first), *line]


def legend(meanings: Sequence[tuple[str, str]], width: int | None) -> Iterator[Line]:
    """Yield the lines of a legend, with as many pairs of symbol and meaning on each as fit."""
    line: Line = []
    for sign, meaning in meanings:
        entry: Line = [(f"{sign} ", "text"), (meaning, "quiet")]
        longer: Line = [*line, ("   ", "text"), *entry] if line else entry
        if line and width and columns(full_text(longer)) > width:
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
