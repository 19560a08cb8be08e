"""Shorten a view to a number of rows that can be drawn in reasonable time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.view.blocks import Block, Counts, Heading, Pairs, Points, Table
from bsc_cli.view.chart import Chart
from bsc_cli.view.safe import SafeView
from bsc_cli.view.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.view.tree import TreeNode


def shortened(view: SafeView, most: int) -> tuple[SafeView, int]:
    """Return the first rows of a view, at most `most` of them, and the number of all its rows.

    The rows are headings, rows of tables, pairs, points, bars, events, and nodes of trees.
    """
    total = 0
    blocks: list[Block] = []
    for block in view:
        room, rows = most - total, _rows(block)
        if room > 0:
            blocks.append(block if rows <= room else _first(block, room))
        total += rows
    return SafeView(blocks), total


def _rows(block: Block) -> int:
    match block:
        case Heading():
            return 1
        case Table():
            return len(block.rows)
        case Pairs() | Points() | Counts():
            return len(block.items)
        case Chart():
            return sum(len(scale.bars) for scale in block.scales) + len(block.alone)
        case Timeline():
            return len(block.dated) + len(block.undated)
        case _:
            return _nodes(block.children)


def _nodes(nodes: Sequence[TreeNode]) -> int:
    return sum(1 + _nodes(node.children) for node in nodes)


def _first(block: Block, most: int) -> Block:
    match block:
        case Heading():
            return block
        case Table():
            return block._replace(rows=block.rows[:most])
        case Pairs():
            return block._replace(items=block.items[:most])
        case Points():
            return block._replace(items=block.items[:most])
        case Counts():
            return block._replace(items=block.items[:most])
        case Chart():
            return _first_bars(block, most)
        case Timeline():
            undated = block.undated[: max(most - len(block.dated), 0)]
            return block._replace(dated=block.dated[:most], undated=undated)
        case _:
            return block._replace(children=_first_nodes(block.children, most))


def _first_bars(chart: Chart, most: int) -> Chart:
    scales = []
    for scale in chart.scales:
        if most > 0:
            scales.append(scale._replace(bars=scale.bars[:most]))
        most -= len(scale.bars)
    return chart._replace(scales=scales, alone=chart.alone[: max(most, 0)])


def _first_nodes(nodes: Sequence[TreeNode], most: int) -> list[TreeNode]:
    first = []
    for node in nodes:
        if most > 0:
            first.append(node._replace(children=_first_nodes(node.children, most - 1)))
        most -= 1 + _nodes(node.children)
    return first
