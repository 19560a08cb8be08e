"""Views drawn for eyes. This is the only module that knows rich.

On a terminal a table is fitted to its width and has rules and colours. Elsewhere it
has the same columns and the whole of every cell, one line a record, so that grep and
its kind work on it.
"""

from __future__ import annotations

import io
import re
from typing import Final

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from bsc_cli.views import Block, Cell, Column, Heading, Pairs, Points, Role, Table, View

STYLES: Final[dict[Role, str]] = {
    "id": "cyan",
    "name": "bold",
    "text": "",
    "term": "magenta",
    "number": "green",
    "quiet": "dim",
}
"""What each role looks like: colours from the terminal's own sixteen, which its owner
has chosen to be legible on its background."""

_HEADING = "bold"
_MARK = "bold reverse"
_UNBOUNDED = 1_000_000

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def draw(view: View, width: int | None, colour: bool, unicode: bool) -> str:
    """The view as text, at most `width` columns wide, or unbounded where it is None."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width or _UNBOUNDED,
        height=100,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for index, block in enumerate(view):
        if index:
            console.print()
        console.print(_drawn(block, width is not None, unicode))
    lines = out.getvalue().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def visible(text: str) -> str:
    """The text on one line, with what would act on a terminal or hide in it made visible."""
    return _CONTROL.sub(lambda match: _escape(match[0]), text)


def _escape(char: str) -> str:
    return " " if char in "\t\n\r" else f"\\u{{{ord(char):x}}}"


def _drawn(block: Block, on_terminal: bool, unicode: bool) -> RenderableType:
    match block:
        case Table():
            return _table(block, on_terminal, unicode)
        case Heading():
            note = Text(f"  {visible(block.note)}", STYLES["quiet"]) if block.note else Text()
            return Text.assemble((visible(block.text), _HEADING), note)
        case Pairs():
            return _grid([(Text(k, STYLES["quiet"]), Text(visible(v))) for k, v in block.items])
        case Points():
            bullet = "•" if unicode else "-"
            points = [(Text(f" {bullet}"), Text(visible(item))) for item in block.items]
            table = _grid(points)
            table.title = Text(block.title, _HEADING)
            table.title_justify = "left"
            return table


def _grid(rows: list[tuple[Text, Text]]) -> RichTable:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid


def _table(table: Table, on_terminal: bool, unicode: bool) -> RenderableType:
    drawn = RichTable(
        title=Text(visible(table.title), _HEADING) if table.title and on_terminal else None,
        title_justify="left",
        box=(box.SIMPLE_HEAD if unicode else box.ASCII2) if on_terminal else None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        header_style=_HEADING,
        show_header=any(column.heading for column in table.columns),
    )
    for column in table.columns:
        _add_column(drawn, column)
    for row in table.rows:
        drawn.add_row(*(_cell(cell) for cell in row))
    return drawn if on_terminal else Padding(drawn, 0)


def _add_column(drawn: RichTable, column: Column) -> None:
    drawn.add_column(
        Text(column.heading.upper()),
        style=STYLES[column.role],
        justify="right" if column.role == "number" else "left",
        overflow="fold",
    )


def _cell(cell: Cell) -> Text:
    text = Text(cell.text)
    for start, end in cell.marks:
        text.stylize(_MARK, start, end)
    return text
