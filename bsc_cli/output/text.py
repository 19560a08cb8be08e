"""Views as plain text for pipes and files: each record is on one line, and cells are never cut.

Rich is not used here, because it takes seconds to draw a few thousand rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.output.wrapping import column_width
from bsc_cli.system.visible import columns
from bsc_cli.view.blocks import Counts, Heading, Pairs, Points, Table, as_line, full_text, segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.view.blocks import Line, Picture, Role, Segment
    from bsc_cli.view.safe import SafeView


def lines(view: SafeView, *, unicode: bool = True, headings: bool = True) -> Iterator[Line]:
    """Yield the lines of a view; if `headings` is false, tables have no column headings."""
    for number, block in enumerate(view):
        if number:
            yield []
        match block:
            case Table():
                yield from _table(block, headings)
            case Heading():
                yield [(block.text, "name"), ("  ", "text"), *as_line(block.note, "quiet")]
            case Pairs():
                yield from _pairs(block)
            case Counts():
                yield from counts(block, None)
            case Points():
                yield from _points(block, " •" if unicode else " -")
            case _:
                yield from picture_lines(block, None, unicode)


def picture_lines(picture: Picture, width: int | None, unicode: bool) -> Iterator[Line]:
    """Return the lines of a chart, a timeline or a tree, wrapped to a width if one is given."""
    from bsc_cli.output import pictures  # noqa: PLC0415 - few views have a picture

    return pictures.lines(picture, width, unicode)


def counts(block: Counts, width: int | None) -> Iterator[Line]:
    """Yield the lines of numbers, in as many columns as fit into a width, or in one column."""
    numbers = max((columns(number) for number, _ in block.items), default=0)
    nouns = max((columns(noun) for _, noun in block.items), default=0)
    across = max(1, min(_MOST_ACROSS, (width or 0) // (numbers + nouns + len(_GAP))))
    down = -(-len(block.items) // across)
    for row in range(down):
        line: Line = []
        for number, noun in block.items[row::down]:
            line += _padded([(number, "number")], numbers, right=True)
            line += _padded([(f" {noun}", "text")], nouns + len(_GAP))
        yield line


_MOST_ACROSS: Final = 4
_GAP: Final = "    "


def _points(points: Points, bullet: str) -> Iterator[Line]:
    if points.title:
        yield [(points.title, "name")]
    yield from ([(f"{bullet} ", "text"), *as_line(item, "text")] for item in points.items)
    if points.note:
        yield [("   ", "text"), *as_line(points.note, "quiet")]


def _pairs(pairs: Pairs) -> Iterator[Line]:
    labels = [as_line(label, "quiet") for label, _ in pairs.items]
    width = column_width(columns(full_text(label)) for label in labels)
    gap: Line = [("  ", "text")] if width else []
    for label, (_, value) in zip(labels, pairs.items, strict=True):
        yield [*_padded(label, width), *gap, *as_line(value, "text")]


def _table(table: Table, headings: bool) -> Iterator[Line]:
    roles = [column.role for column in table.columns]
    titles = [column.heading.upper() if headings else "" for column in table.columns]
    cell_widths = ([columns(cell.text) for cell in row] for row in table.rows)
    widths = list(map(column_width, zip(map(len, titles), *cell_widths, strict=True)))
    if any(titles):
        yield _row([[(title, "name")] for title in titles], widths, roles)
    for row in table.rows:
        cells = [list(segments(cell, role)) for cell, role in zip(row, roles, strict=True)]
        yield _row(cells, widths, roles)


def _row(cells: Sequence[Line], widths: Sequence[int], roles: Sequence[Role]) -> Line:
    line: Line = []
    for cell, width, role in zip(cells, widths, roles, strict=True):
        line += [("  ", "text")] if line else []
        line += _padded(cell, width, right=role == "number")
    return line


def _padded(cell: Line, width: int, *, right: bool = False) -> Line:
    """Pad a cell with spaces to a width; if `right` is true, the cell is aligned to the right."""
    space: Segment = (" " * (width - columns(full_text(cell))), "text")
    return [space, *cell] if right else [*cell, space]
