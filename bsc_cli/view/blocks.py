"""The blocks that make up a view: pieces of text, each with a role.

A block has no colours, widths or borders, because each format decides how to show a role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.view.chart import Chart
    from bsc_cli.view.timeline import Timeline
    from bsc_cli.view.tree import Tree

Role: TypeAlias = Literal[
    "id", "name", "text", "term", "number", "amount", "quiet", "mark", "good", "bad"
]

Segment: TypeAlias = tuple[str, Role]
Line: TypeAlias = list[Segment]
"""A line of text as a list of segments, each with the role that determines its colour."""
Text: TypeAlias = str | Line
"""A line of text, whose role depends on the block if it has none of its own."""


def full_text(line: Line) -> str:
    """Return the text of a line."""
    return "".join(text for text, _ in line)


def as_line(text: Text, role: Role) -> Line:
    """Return a line; `role` is the role of a text without roles of its own."""
    return [(text, role)] if isinstance(text, str) else text


def trimmed_text(line: Line) -> str:
    """Return the text of a line, without trailing spaces."""
    return full_text(line).rstrip()


class Cell(NamedTuple):
    """The text of a cell, the spans to highlight, and a role if it is not that of the column."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    role: Role | None = None


def segments(cell: Cell, role: Role) -> Iterator[Segment]:
    """Split the text of a cell into segments; highlighted spans have the role `mark`."""
    done = 0
    role = cell.role or role
    for start, end in sorted(cell.marks, key=lambda mark: (mark[0], -mark[1])):
        if start >= done:
            yield cell.text[done:start], role
            yield cell.text[start:end], "mark"
            done = end
    yield cell.text[done:], role


class Column(NamedTuple):
    """A column's heading and the role of its cells."""

    heading: str
    role: Role


class Table(NamedTuple):
    """A table: one row of cells for each record. The title is shown only on a terminal.

    On a terminal, the layouts `beside` and `below` show the text of each record (its columns with
    the roles `name` and `text`) with its id and its notes (the columns with any other role) beside
    or below it. Elsewhere, every table has columns.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    layout: Literal["columns", "beside", "below"] = "columns"


def table(columns: dict[str, Role], rows: Iterable[Iterable[str | Cell]], title: str = "") -> Table:
    """Return a table; `columns` maps each heading to the role of the cells below it."""
    cells = [tuple(Cell(c) if isinstance(c, str) else c for c in row) for row in rows]
    return Table(title, tuple(map(Column._make, columns.items())), cells)


class Heading(NamedTuple):
    """A heading for the blocks below it, with an optional note."""

    text: str
    note: Text = ""


class Pairs(NamedTuple):
    """A list of labels, each with its value; an item without a label adds to the value above it."""

    items: Sequence[tuple[Text, Text]]


class Points(NamedTuple):
    """A list of sentences, with an optional title above and an optional note below them."""

    title: str
    items: Sequence[Text]
    note: Text = ""


class Counts(NamedTuple):
    """Numbers, each with the things counted; shown in columns where there is room."""

    items: Sequence[tuple[str, str]]


Picture: TypeAlias = "Chart | Timeline | Tree"
Block: TypeAlias = "Table | Heading | Pairs | Points | Counts | Picture"
View: TypeAlias = list[Block]
