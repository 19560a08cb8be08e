"""What a view is made of: blocks of text in roles.

A view is a list of blocks. Nothing here knows how a block is drawn: no colours, no
widths, no borders; a cell has a role, and what a role looks like is `render`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bsc_cli.view.charts import Picture

Role: TypeAlias = Literal["id", "name", "text", "term", "number", "amount", "quiet", "mark"]

Piece: TypeAlias = tuple[str, Role]
Line: TypeAlias = list[Piece]
"""A line of text in pieces, so that it can be coloured; it needs no colour."""


def whole(line: Line) -> str:
    """A line without its roles."""
    return "".join(piece for piece, _ in line)


def text(line: Line) -> str:
    """A line without its roles and without the spaces at its end."""
    return whole(line).rstrip()


class Cell(NamedTuple):
    """A text, and the spans of it that answer a search."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def pieces(cell: Cell, role: Role) -> Iterator[Piece]:
    """The text of a cell, made visible, with its marked spans apart from the rest."""
    done = 0
    for start, end in sorted(cell.marks):
        if start >= done:
            yield visible(cell.text[done:start]), role
            yield visible(cell.text[start:end]), "mark"
            done = end
    yield visible(cell.text[done:]), role


class Column(NamedTuple):
    """A column's heading and the role of its cells."""

    heading: str
    role: Role


class Table(NamedTuple):
    """Rows of cells, one row a record; the title is shown on a terminal only."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]


class Heading(NamedTuple):
    """What the blocks below are about."""

    text: str
    note: str = ""


class Pairs(NamedTuple):
    """Labels with their values."""

    items: list[tuple[str, str]]


class Points(NamedTuple):
    """A list of sentences under a title."""

    title: str
    items: list[str]


Block: TypeAlias = "Table | Heading | Pairs | Points | Picture"
View: TypeAlias = list[Block]


_OVERLONG: Final = 200
"""Columns beyond which a text takes its room and no other is padded to it."""


def width_of(widths: Iterable[int]) -> int:
    """How wide a column is where nothing limits a line: as its widest text that is not overlong.

    If all were padded to whatever one is, a table would grow with the square of its store.
    """
    return max((width for width in widths if width <= _OVERLONG), default=0)


def fitted(view: View, fit: Callable[[str], str]) -> View:
    """The view with each character of its texts as `fit` makes it."""
    return [_fitted(block, fit) for block in view]


def _fitted(block: Block, fit: Callable[[str], str]) -> Block:
    match block:
        case Table(title, columns, rows):
            cells = [tuple(_fitted_cell(cell, fit) for cell in row) for row in rows]
            return Table(fit(title), columns, cells)
        case Heading(text, note):
            return Heading(fit(text), fit(note))
        case Pairs(items):
            return Pairs([(fit(label), fit(value)) for label, value in items])
        case Points(title, items):
            return Points(fit(title), [fit(item) for item in items])
        case _:
            from bsc_cli.view import charts  # noqa: PLC0415 - few commands show one

            return charts.fitted(block, fit)


def _fitted_cell(cell: Cell, fit: Callable[[str], str]) -> Cell:
    text = fit(cell.text)
    if text == cell.text:
        return cell
    marks = ((len(fit(cell.text[:start])), len(fit(cell.text[:end]))) for start, end in cell.marks)
    return Cell(text, tuple(marks))
