"""The blocks that a view is made of: texts and their roles.

A block has no colours, widths or borders: each format decides how a role looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.view.chart import Chart
    from bsc_cli.view.timeline import Timeline
    from bsc_cli.view.tree import Tree

Role: TypeAlias = Literal["id", "name", "text", "term", "number", "amount", "quiet", "mark"]

Segment: TypeAlias = tuple[str, Role]
Line: TypeAlias = list[Segment]
"""A line of text in segments, which have colours by their roles."""


def full_text(line: Line) -> str:
    """Return a line without its roles."""
    return "".join(text for text, _ in line)


def trimmed_text(line: Line) -> str:
    """Return a line without its roles and without the spaces at its end."""
    return full_text(line).rstrip()


class Cell(NamedTuple):
    """A text, and the spans of it that match a search."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def segments(cell: Cell, role: Role) -> Iterator[Segment]:
    """Yield the text of a cell in segments, those that match a search with the role `mark`."""
    done = 0
    for start, end in sorted(cell.marks):
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
    """Rows of cells, one for each record; the title is shown on a terminal only."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]


def table(columns: dict[str, Role], rows: Iterable[Iterable[str | Cell]], title: str = "") -> Table:
    """Return a table; `columns` are the headings, each with the role of its cells."""
    cells = [tuple(Cell(c) if isinstance(c, str) else c for c in row) for row in rows]
    return Table(title, tuple(map(Column._make, columns.items())), cells)


class Heading(NamedTuple):
    """A heading for the blocks below it."""

    text: str
    note: str = ""


class Pairs(NamedTuple):
    """Labels with their values."""

    items: list[tuple[str, str]]


class Points(NamedTuple):
    """A list of sentences under a title."""

    title: str
    items: list[str]


Picture: TypeAlias = "Chart | Timeline | Tree"
Block: TypeAlias = "Table | Heading | Pairs | Points | Picture"
View: TypeAlias = list[Block]
