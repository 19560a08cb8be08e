"""The arrangement of lists on a terminal: text on the left, and ids with notes on the right.

On a narrow terminal, the id and the notes are below the text. The arrangement depends only on the
columns of the list and on the width, apart from the length of the longest id.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.output.wrapping import wrapped
from bsc_cli.system.visible import columns
from bsc_cli.view.blocks import full_text, segments
from bsc_cli.view.lists import JOINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.view.blocks import Cell, Column, Line, Segment, Table

GAP: Final = 2
"""The number of blank columns between the text and the ids."""
_NARROW: Final = 64
"""The width, in columns, below which ids and notes are printed below the text."""
_LONGEST_LINE: Final = 100
"""The width, in columns, above which text does not become wider unless it has half of the room."""
_WIDEST_RIGHT: Final = 28
"""The maximum width, in columns, of ids and notes, unless a third of the width is more.

Longer ids are continued on the next line.
"""
_INDENT: Final[Segment] = ("  ", "text")


class Row(NamedTuple):
    """The lines of a record: its text, and its id with its notes."""

    left: list[Line]
    right: list[Line]


class Arranged(NamedTuple):
    """A list, arranged for a width; if the rows have nothing on the right, `right` is empty."""

    left: str
    right: str
    rows: Iterable[Row]


def arranged(table: Table, width: int) -> Arranged:
    """Arrange a list for a terminal `width` columns wide."""
    texts = [column.heading for column in table.columns if column.role in ("name", "text")]
    [name] = [column.heading for column in table.columns if column.role == "id"]
    if width < _NARROW:
        rows = (_below(table.columns, row, width) for row in table.rows)
        return Arranged(" / ".join([*texts, name]).upper(), "", rows)
    right = _right_width(table, width)
    left = min(width - right - GAP, max(_LONGEST_LINE, width // 2))
    rows = (_beside(table.columns, row, left, right) for row in table.rows)
    return Arranged(" / ".join(texts).upper(), name.upper(), rows)


def _right_width(table: Table, width: int) -> int:
    """Return the width of the longest id, or of the longest line of notes, within a bound."""
    groups = [group for row in table.rows for group in _id_and_notes(table.columns, row)]
    if any(is_id and " " in notes[0][0] for is_id, notes in groups):
        return max(_WIDEST_RIGHT, width * 9 // 20)  # several ids beside each text
    texts = (JOINT.join(text for text, _ in notes) for _, notes in groups)
    return min(max(map(columns, texts), default=0), max(_WIDEST_RIGHT, width // 3))


def _below(heads: Sequence[Column], row: Sequence[Cell], width: int) -> Row:
    notes = [note for _, group in _id_and_notes(heads, row) for note in group]
    lines = _packed(notes, width - columns(_INDENT[0]))
    return Row([*_text(heads, row, width), *([_INDENT, *line] for line in lines)], [])


def _beside(heads: Sequence[Column], row: Sequence[Cell], left: int, right: int) -> Row:
    groups = _id_and_notes(heads, row)
    lines = [line for _, notes in groups for line in _packed(notes, right)]
    return Row(list(_text(heads, row, left)), lines)


def _text(heads: Sequence[Column], row: Sequence[Cell], width: int) -> Iterator[Line]:
    """Yield the title and then the main text; all lines but the first are indented."""
    is_first = True
    for role in ("name", "text"):
        for column, cell in zip(heads, row, strict=True):
            if column.role != role or not cell.text:
                continue
            for line in wrapped(segments(cell, role), width - columns(_INDENT[0])):
                yield line if is_first else [_INDENT, *line]
                is_first = False


def _id_and_notes(heads: Sequence[Column], row: Sequence[Cell]) -> list[tuple[bool, Line]]:
    """Return the id and the notes in the order of the columns, and for each whether it is the id.

    The notes before or after the id are one group.
    """
    notes = (
        (note, cell.role or role)
        for (_, role), cell in zip(heads, row, strict=True)
        if role not in ("name", "text")
        for note in ([cell.text] if role == "id" else cell.text.split(JOINT))
        if note
    )
    return [(is_id, list(group)) for is_id, group in groupby(notes, lambda note: note[1] == "id")]


def _packed(notes: Sequence[Segment], width: int) -> Iterator[Line]:
    """Yield notes in lines of at most `width` columns, with a sign between notes on a line."""
    line: Line = []
    for note in notes:
        longer: Line = [*line, (JOINT, "quiet"), note] if line else [note]
        if line and columns(full_text(longer)) > width:
            yield from wrapped(line, width)
            longer = [note]
        line = longer
    if line:
        yield from wrapped(line, width)
