"""What a view is made of: blocks of text in roles.

A view is a list of blocks. Nothing here knows how a block is drawn: no colours, no
widths, no borders; a cell has a role, and what a role looks like is `render`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bsc_cli.pictures import Picture

Role: TypeAlias = Literal["id", "name", "text", "term", "number", "amount", "quiet"]


class Cell(NamedTuple):
    """A text, and the spans of it that answer a search."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


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
            from bsc_cli import pictures  # noqa: PLC0415 - few commands show one

            return pictures.fitted(block, fit)


def _fitted_cell(cell: Cell, fit: Callable[[str], str]) -> Cell:
    text = fit(cell.text)
    if text == cell.text:
        return cell
    marks = ((len(fit(cell.text[:start])), len(fit(cell.text[:end]))) for start, end in cell.marks)
    return Cell(text, tuple(marks))
