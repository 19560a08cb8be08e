"""Views drawn for pipes and files: whole cells, a line a record, no colour.

Not by rich, which takes seconds for some thousands of rows: what is piped may be long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.layout import Block, Heading, Pairs, Points, Table, View
from bsc_cli.visible import columns, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def draw(view: View, *, unicode: bool = True, headings: bool = True) -> str:
    """The view as text; without `headings`, a table has its rows only."""
    blocks = ("".join(f"{line.rstrip()}\n" for line in _lines(b, unicode, headings)) for b in view)
    return "\n".join(blocks)


def _lines(block: Block, unicode: bool, headings: bool) -> Iterator[str]:
    match block:
        case Table():
            yield from _table(block, headings)
        case Heading():
            yield f"{visible(block.text)}  {visible(block.note)}"
        case Pairs():
            yield from _aligned([(name, visible(value)) for name, value in block.items])
        case Points():
            bullet = " •" if unicode else " -"
            yield visible(block.title)
            yield from _aligned([(bullet, visible(item)) for item in block.items])
        case _:
            from bsc_cli import drawing  # noqa: PLC0415 - few commands show a picture

            yield from map(drawing.text, drawing.lines(block, None, unicode))


def _aligned(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    width = max((columns(label) for label, _ in rows), default=0)
    return (f"{_padded(label, width)} {text}" for label, text in rows)


def _table(table: Table, headings: bool) -> Iterator[str]:
    rows = [[visible(cell.text) for cell in row] for row in table.rows]
    if headings and any(column.heading for column in table.columns):
        rows.insert(0, [column.heading.upper() for column in table.columns])
    widths = [max(map(columns, cells)) for cells in zip(*rows, strict=True)]
    right = [column.role == "number" for column in table.columns]
    for row in rows:
        yield "  ".join(map(_padded, row, widths, right))


def _padded(text: str, width: int, right: bool = False) -> str:
    space = " " * (width - columns(text))
    return space + text if right else text + space
