"""Charts, timelines and trees as lines of text, wrapped to a given width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.output import chart_text
from bsc_cli.output.wrapping import READABLE, column_width, hanging, wrapped
from bsc_cli.system.visible import columns
from bsc_cli.view.chart import Chart
from bsc_cli.view.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.view.blocks import Line, Picture, Role, Segment
    from bsc_cli.view.timeline import Moment, Status
    from bsc_cli.view.tree import Tree, TreeNode


def lines(picture: Picture, width: int | None, unicode: bool) -> Iterator[Line]:
    """Yield the title and the lines of a picture, wrapped to a width.

    If `width` is `None`, the title is omitted, and only the lines of a chart are wrapped.
    """
    if width is not None and picture.title:
        yield from wrapped([(picture.title, "name")], width)
        yield []
    match picture:
        case Chart():
            yield from chart_text.lines(picture, width, unicode)
        case Timeline():
            yield from _timeline(picture, width, unicode)
        case _:
            yield from _tree(picture, width, unicode)


_SIGNS: Final[dict[Status, tuple[str, str, Role]]] = {
    "completed": ("●", "*", "amount"),
    "under way": ("◐", "+", "term"),
    "planned": ("○", "o", "quiet"),
    "": ("·", "-", "quiet"),
}
"""For each status of an event: its symbols in Unicode and ASCII, and their colour."""


def _timeline(timeline: Timeline, width: int | None, unicode: bool) -> Iterator[Line]:
    """Yield the dated events, each below its date, and then the undated events."""
    rail = "│" if unicode else "|"
    dates = column_width(columns(moment.date) for moment in timeline.dated)
    for number, moment in enumerate(timeline.dated):
        if width is None:
            yield _one_line(moment, dates, unicode)
            continue
        if number:
            yield [(f" {rail}", "quiet")]
        yield from _moment(moment, f" {rail} ", width, unicode)
    if timeline.dated and timeline.undated:
        yield []
    if timeline.undated:
        yield from wrapped([("Undated events, sorted as in the article", "name")], width)
    for moment in timeline.undated:
        if width is None:
            yield _one_line(moment, 0, unicode)
        else:
            yield from _moment(moment, "   ", width, unicode)


def _one_line(moment: Moment, dates: int, unicode: bool) -> Line:
    date = moment.date + " " * (dates - columns(moment.date))
    gap: Segment = ("  ", "text")
    name: Line = [(date, "name"), _sign(moment, unicode), (moment.name, "name")]
    return [*name, gap, *_notes(moment, unicode), gap, (moment.statement, "text")]


def _moment(moment: Moment, margin: str, width: int, unicode: bool) -> Iterator[Line]:
    before: Line = [(margin, "quiet")]
    lines: list[Line] = [[(title, "name")] for title in (moment.date, moment.name) if title]
    lines += [[(moment.statement, "text")], _notes(moment, unicode)]
    first: Line = [_sign(moment, unicode)]
    for line in lines:
        yield from hanging(first, before, line, width)
        first = before


def _sign(moment: Moment, unicode: bool) -> Segment:
    symbol, ascii, role = _SIGNS[moment.status]
    return f" {symbol if unicode else ascii} ", role


def _notes(moment: Moment, unicode: bool) -> Line:
    separator: Segment = (" · " if unicode else " - ", "quiet")
    notes: Line = [(moment.id, "id")]
    for note in filter(None, (moment.store, moment.status)):
        notes += [separator, (note, "quiet")]
    return notes


_GUIDES: Final = {True: ("├─ ", "└─ ", "│  "), False: ("|- ", "`- ", "|  ")}
"""The guide lines of a tree, in Unicode or ASCII.

The strings are printed before a node that has a later sibling, before the last child of a node,
and before the descendants of a node that has a later sibling.
"""


def _tree(tree: Tree, width: int | None, unicode: bool) -> Iterator[Line]:
    """Yield the nodes of a tree, each below its parent, and then the tree's note."""
    for number, node in enumerate(tree.children):
        if number and node.children:
            yield []
        yield from wrapped(_segments(node, "name"), width)
        yield from _children(node.children, "", width, unicode)
    if tree.note:
        yield []
        yield from wrapped([(tree.note, "quiet")], width)


def _children(
    children: Sequence[TreeNode], before: str, width: int | None, unicode: bool
) -> Iterator[Line]:
    fork, corner, along = _GUIDES[unicode]
    for number, node in enumerate(children, 1):
        is_last = number == len(children)
        first = before + (corner if is_last else fork)
        rest = before + ("   " if is_last else along)
        if width is not None:
            # Deep in a tree, the guides are cut to leave enough room for the text.
            first, rest = (guide[-max(width - READABLE, 3) :] for guide in (first, rest))
        segments = _segments(node, "text" if node.id else "quiet")
        yield from hanging([(first, "quiet")], [(rest, "quiet")], segments, width)
        yield from _children(node.children, rest, width, unicode)


def _segments(node: TreeNode, role: Role) -> Iterator[Segment]:
    yield node.text, role
    if node.id:
        yield from (("  ", "text"), (node.id, "id"))
    if node.note:
        yield from (("  ", "text"), (node.note, "quiet"))
