"""Views drawn with Rich.

If the columns of a table would be too narrow to read, each row is drawn as a list of its cells
instead.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from rich import box
from rich.color import ColorSystem
from rich.console import Console, Group, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from bsc_cli.output import formats, lists
from bsc_cli.output.text import counts, picture_lines
from bsc_cli.system import messages, terminal
from bsc_cli.system.visible import columns
from bsc_cli.view.blocks import (
    Counts,
    Heading,
    Pairs,
    Points,
    Table,
    as_line,
    segments,
    trimmed_text,
)
from bsc_cli.view.shortened import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import ConsoleOptions

    from bsc_cli.output.formats import Result
    from bsc_cli.view.blocks import Block, Cell, Line, Role
    from bsc_cli.view.blocks import Segment as Piece
    from bsc_cli.view.safe import SafeView

STYLES: Final[dict[Role, str]] = {
    "id": "cyan",
    "name": "bold",
    "text": "",
    "term": "magenta",
    "number": "",
    "amount": "green",
    "quiet": "dim",
    "mark": "bold reverse",
    "good": "green",
    "bad": "bold red",
}
"""The Rich style of each role.

Only the terminal's own sixteen colours are used, because people choose them to be legible on the
background of their terminal.
"""

_HEADING = "bold"


def write_table(view: SafeView, width: int, style: formats.Style) -> None:
    """Print a view on a terminal `width` columns wide."""
    first, total = shortened(view, _most(style))
    colour, unicode = terminal.has_colour(style.colour), terminal.takes_unicode()
    terminal.write_shown(draw(first, width, colour, unicode, style.headers), style.pager)
    _say_how_many(total, style)


def draw(view: SafeView, width: int, colour: bool, unicode: bool, headings: bool = True) -> str:
    """Return the view as text, at most `width` columns wide."""
    console = _console(width, colour)
    for number, block in enumerate(view):
        if number:
            console.print()
        console.print(_drawn(block, width, unicode, headings))
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _most(style: formats.Style) -> int:
    """Return the maximum number of rows to draw."""
    return max(style.limit or 0, formats.MOST_DRAWN)


def _say_how_many(total: int, style: formats.Style) -> None:
    """If rows were left out, print a message with a format that prints all."""
    if total > (most := _most(style)):
        messages.say(f"the first {most:,} of {total:,} rows; -o markdown prints all")


def coloured(line: Line) -> str:
    """Return a line in colour, without trailing spaces."""
    left = len(trimmed_text(line))
    painted = []
    for text, role in line:
        style = Style.parse(STYLES[role])
        painted.append(style.render(text[:left], color_system=ColorSystem.STANDARD))
        left = max(left - len(text), 0)
    return "".join(painted)


def write_svg(result: Result, style: formats.Style) -> None:
    """Print the view as an SVG picture of a terminal (https://www.w3.org/TR/SVG2/)."""
    width = style.width or _PICTURE_WIDTH
    console = _console(width, colour=True)
    console.record = True
    first, total = shortened(result.view(), _most(style))
    console.print(_Placed(first, width))
    terminal.write_data(console.export_svg(title="bsc", code_format=_SVG, unique_id="bsc"))
    _say_how_many(total, style)


class _Placed(NamedTuple):
    """A view, drawn so that an SVG picture has a position for the text after each gap.

    Not every renderer of SVG draws the blanks at the start of a text.
    """

    view: SafeView
    width: int

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> Iterator[Segment]:
        for number, block in enumerate(self.view):
            if number:
                yield Segment.line()
            drawn = _drawn(block, self.width, unicode=True, headings=True)
            for text, style, _control in console.render(drawn):
                yield from (Segment(part, style) for part in _GAPS.split(text) if part)


_GAPS: Final = re.compile(r"(^ +|  +| +$)")
"""The pattern of blanks between texts that have positions of their own in an SVG picture."""

_PICTURE_WIDTH: Final = 100
"""The default width, in columns, of the terminal shown in an SVG picture."""


_SVG: Final = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
    <style>
    .{unique_id}-matrix {{
        font-family: "Fira Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
        font-size: {char_height}px;
        line-height: {line_height}px;
        font-variant-east-asian: full-width;
    }}
    .{unique_id}-title {{
        font-size: 18px;
        font-weight: bold;
        font-family: Arial, sans-serif;
    }}
    {styles}
    </style>
    <defs>
    <clipPath id="{unique_id}-clip-terminal">
      <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
    </clipPath>
    {lines}
    </defs>
    {chrome}
    <g transform="translate({terminal_x}, {terminal_y})"
       clip-path="url(#{unique_id}-clip-terminal)">
    {backgrounds}
    <g class="{unique_id}-matrix">
    {matrix}
    </g>
    </g>
</svg>
"""
"""The template of an SVG picture. Rich's own template loads its fonts from a remote host."""


def _console(width: int, colour: bool) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        height=100,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )


def _drawn(block: Block, width: int, unicode: bool, headings: bool) -> RenderableType:
    match block:
        case Table(layout="beside" | "below"):
            return _list(block, width, unicode, headings)
        case Table():
            if _readable_width(block) > width:
                return _stacked(block)
            return _table(block, unicode, headings)
        case Heading():
            gap, note = "  " if block.note else "", _text(as_line(block.note, "quiet"))
            return Text.assemble((block.text, _HEADING), gap, note)
        case Pairs():
            return _pairs(block)
        case Counts():
            return Group(*map(_text, counts(block, width)))
        case Points():
            bullet = "•" if unicode else "-"
            items = [(bullet, _text(as_line(item, "text"))) for item in block.items]
            items += [(" ", _text(as_line(block.note, "quiet")))] if block.note else []
            points = _grid([(Text(f" {sign}"), item) for sign, item in items])
            return Group(Text(block.title, _HEADING), points) if block.title else points
        case _:
            return Group(*map(_text, picture_lines(block, width, unicode)))


def _text(line: Iterable[Piece]) -> Text:
    return Text.assemble(*((text, STYLES[role]) for text, role in line))


def _pairs(pairs: Pairs) -> RenderableType:
    rows = [
        (_text(as_line(label, "quiet")), _text(as_line(value, "text")))
        for label, value in pairs.items
    ]
    if not any(label for label, _ in rows):
        return Group(*(value for _, value in rows))
    return _grid([(Text.assemble(label, " "), value) for label, value in rows])


def _grid(rows: Iterable[tuple[Text, Text]]) -> RichTable:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(overflow="fold")
    grid.add_column(overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid


def _frame(table: Table, unicode: bool, headings: bool) -> RichTable:
    """Return a Rich table without columns, with the title and the borders that all tables share."""
    return RichTable(
        title=Text(table.title, _HEADING) if table.title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD if unicode else _ASCII_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style=_HEADING,
        show_header=headings,
    )


def _table(table: Table, unicode: bool, headings: bool) -> RichTable:
    has_headings = headings and any(column.heading for column in table.columns)
    drawn = _frame(table, unicode, has_headings)
    for column in table.columns:
        drawn.add_column(
            Text(column.heading.upper()),
            style=STYLES[column.role],
            justify="right" if column.role == "number" else "left",
            no_wrap=column.role == "id",
            overflow="fold",
        )
    for row in table.rows:
        drawn.add_row(*map(_cell, row))
    return drawn


def _list(table: Table, width: int, unicode: bool, headings: bool) -> RichTable:
    arranged = lists.arranged(table, width)
    drawn = _frame(table, unicode, headings)
    drawn.add_column(Text(arranged.left), no_wrap=True)
    if arranged.right:
        drawn.add_column(Text(arranged.right), justify="right", no_wrap=True)
    for row in arranged.rows:
        drawn.add_row(_lines(row.left), *([_lines(row.right)] if arranged.right else []))
    return drawn


_ASCII_HEAD: Final = box.Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)


def _lines(lines: Iterable[Line]) -> Text:
    return Text("\n").join(map(_text, lines))


def _readable_width(table: Table) -> int:
    """Return the minimum width, in columns, at which a table is readable."""
    widths = [len(column.heading) for column in table.columns]
    for row in table.rows:
        for index, cell in enumerate(row):
            width = columns(cell.text)
            enough = _ENOUGH.get(table.columns[index].role, width)
            widths[index] = max(widths[index], min(width, enough))
    return sum(widths) + _BETWEEN * len(widths)


_ENOUGH: Final[dict[Role, int]] = {"name": 14, "text": 20, "term": 14, "amount": 14, "quiet": 10}
"""For each role, the minimum readable width of a long cell, in columns."""
_BETWEEN = 2


def _stacked(table: Table) -> RenderableType:
    """Return a table with each row drawn as a list of its cells, headed by the first cell."""
    records: list[RenderableType] = [Text(table.title, _HEADING)] if table.title else []
    for row in table.rows:
        (first, head), *rest = zip(table.columns, map(_cell, row), strict=True)
        head.stylize(STYLES[first.role])
        labelled = (
            (Text(f"  {column.heading}", STYLES["quiet"]), cell) for column, cell in rest if cell
        )
        records += [Text(), head, _grid(labelled)]
    return Group(*records)


def _cell(cell: Cell) -> Text:
    return _text(segments(cell, "text"))
