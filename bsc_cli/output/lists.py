"""The arrangement of lists on a terminal: text on the left, and ids with notes on the right.

Passages have their ids and notes below the text, as all lists have on a narrow terminal. The
arrangement depends only on the columns of the list and on the width, apart from the length of the
longest id.
"""

from __future__ import annotations

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


class Entry(NamedTuple):
    """The lines of a record: its text, and its id with its notes."""

    left: list[Line]
    right: list[Line]


class Arranged(NamedTuple):
    """A list, arranged for a width; if the rows have nothing on the right, `right` is empty."""

    left: str
    right: str
    rows: Iterable[Entry]


def arranged(table: Table, width: int) -> Arranged:
    """Arrange a list for a terminal `width` columns wide."""
    texts = [column.heading for column in table.columns if column.role in ("name", "text")]
    [name] = [column.heading for column in table.columns if column.role == "id"]
    widest = max(_LONGEST_LINE, width // 2)
    if table.layout == "below" or width < _NARROW:
        rows = (_below(table.columns, row, min(width, widest)) for row in table.rows)
        return Arranged(" / ".join([*texts, name]).upper(), "", rows)
    right = _right_width(table, max(_WIDEST_RIGHT, width // 3))
    left = min(width - right - GAP, widest)
    rows = (_beside(table.columns, row, left, right) for row in table.rows)
    return Arranged(" / ".join(texts).upper(), name.upper(), rows)


def _right_width(table: Table, most: int) -> int:
    """Return the width of the longest id, or of the longest line of notes, but at most `most`."""
    widths = (
        columns(full_text(_joined(lines)))
        for row in table.rows
        for lines in _id_and_notes(table.columns, row)
    )
    return min(max(widths, default=0), most)


def _below(heads: Sequence[Column], row: Sequence[Cell], width: int) -> Entry:
    notes = [note for _, note in _notes(heads, row)]
    lines = _packed(notes, width - columns(_INDENT[0]))
    return Entry([*_text(heads, row, width), *([_INDENT, *line] for line in lines)], [])


def _beside(heads: Sequence[Column], row: Sequence[Cell], left: int, right: int) -> Entry:
    id, notes = _id_and_notes(heads, row)
    return Entry(list(_text(heads, row, left)), [*_packed(id, right), *_packed(notes, right)])


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


def _id_and_notes(heads: Sequence[Column], row: Sequence[Cell]) -> tuple[list[Line], list[Line]]:
    notes = _notes(heads, row)
    return [note for is_id, note in notes if is_id], [note for is_id, note in notes if not is_id]


def _notes(heads: Sequence[Column], row: Sequence[Cell]) -> list[tuple[bool, Line]]:
    """Return the id and the notes in the order of the columns, each after whether it is the id."""
    notes: list[tuple[bool, Line]] = []
    for (_, role), cell in zip(heads, row, strict=True):
        if role == "id":
            notes.append((True, list(segments(cell, role))))
        elif role not in ("name", "text"):
            notes += [(False, [(note, role)]) for note in cell.text.split(JOINT) if note]
    return notes


def _joined(notes: Iterable[Line]) -> Line:
    """Return the notes as one line, with a sign between them."""
    line: Line = []
    for note in notes:
        line += [(JOINT, "quiet"), *note] if line else note
    return line


def _packed(notes: Iterable[Line], width: int) -> Iterator[Line]:
    """Yield notes in lines of at most `width` columns, as many on each line as fit.

    Only a note that needs several lines for itself is broken.
    """
    line: Line = []
    for note in notes:
        longer = _joined((line, note)) if line else note
        if line and columns(full_text(longer)) > width >= columns(full_text(note)):
            yield from wrapped(line, width)
            longer = note
        line = longer
    if line:
        yield from wrapped(line, width)
