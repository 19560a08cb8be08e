"""Views drawn for pipes and files: whole cells, a line a record, no width to keep to.

Not by rich, which takes seconds for some thousands of rows: what is piped may be long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.system.visible import columns, visible
from bsc_cli.view.blocks import Block, Heading, Pairs, Points, Table, View, pieces, whole, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.view.blocks import Line, Piece, Role


def lines(view: View, *, unicode: bool = True, headings: bool = True) -> Iterator[Line]:
    """The view line by line; without `headings`, a table has its rows only."""
    for number, block in enumerate(view):
        if number:
            yield []
        yield from _lines(block, unicode, headings)


def _lines(block: Block, unicode: bool, headings: bool) -> Iterator[Line]:
    match block:
        case Table():
            yield from _table(block, headings)
        case Heading():
            yield [(visible(block.text), "name"), (f"  {visible(block.note)}", "quiet")]
        case Pairs():
            yield from _aligned(block.items, "quiet")
        case Points():
            bullet = " •" if unicode else " -"
            yield [(visible(block.title), "name")]
            yield from _aligned([(bullet, item) for item in block.items], "text")
        case _:
            from bsc_cli.output import picture_text  # noqa: PLC0415 - few commands show a picture

            yield from picture_text.lines(block, None, unicode)


def _aligned(items: Sequence[tuple[str, str]], role: Role) -> Iterator[Line]:
    """Texts beside their labels."""
    width = width_of(columns(label) for label, _ in items)
    for label, value in items:
        yield [*_padded([(label, role)], width), (f" {visible(value)}", "text")]


def _table(table: Table, headings: bool) -> Iterator[Line]:
    roles = [column.role for column in table.columns]
    titles = [column.heading.upper() for column in table.columns]
    titles = titles if headings else [""] * len(roles)
    shown = ([columns(visible(cell.text)) for cell in row] for row in table.rows)
    widths = [width_of(cells) for cells in zip(map(len, titles), *shown, strict=True)]
    if any(titles):
        yield _row([[(title, "name")] for title in titles], widths, roles)
    for cells in table.rows:
        yield _row([list(pieces(*each)) for each in zip(cells, roles, strict=True)], widths, roles)


def _row(cells: Sequence[Line], widths: Sequence[int], roles: Sequence[Role]) -> Line:
    line: Line = []
    for cell, width, role in zip(cells, widths, roles, strict=True):
        line += [_BETWEEN] if line else []
        line += _padded(cell, width, right=role == "number")
    return line


_BETWEEN: Piece = ("  ", "text")


def _padded(cell: Line, width: int, *, right: bool = False) -> Line:
    """What is in a cell, with the space that its column has left."""
    space: Piece = (" " * (width - columns(whole(cell))), "text")
    return [space, *cell] if right else [*cell, space]
