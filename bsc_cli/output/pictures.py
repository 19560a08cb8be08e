"""Charts, timelines and trees as lines of text, wrapped to a given width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

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


class _Layout(NamedTuple):
    """The layout of a timeline.

    `dates` is the width of the column of dates; if it is 0, each date is printed above its event.
    """

    dates: int
    width: int | None
    rail: str
    unicode: bool

    def sign(self, status: Status) -> Segment:
        """Return the symbol for an event of this status."""
        symbol, ascii, role = _SIGNS[status]
        return f" {symbol if self.unicode else ascii} ", role


def _timeline(timeline: Timeline, width: int | None, unicode: bool) -> Iterator[Line]:
    """Yield the dated events, and then the undated events."""
    dates = _date_width(timeline.dated, width)
    layout = _Layout(dates, width, "│" if unicode else "|", unicode)
    for number, moment in enumerate(timeline.dated):
        if number and width is not None:
            yield [(" " * dates + f" {layout.rail}", "quiet")]
        yield from _moment(moment, layout)
    if timeline.dated and timeline.undated:
        yield []
    if timeline.undated:
        yield from wrapped([("Undated events, sorted as in the article", "name")], width)
    for moment in timeline.undated:
        yield from _moment(moment, layout._replace(dates=0, rail=" "))


def _date_width(moments: Sequence[Moment], width: int | None) -> int:
    """Return the width of the column of dates; 0 if it would leave the events too little room."""
    widths = [columns(moment.date) for moment in moments]
    if width is None:
        return column_width(widths)
    dates = max(widths, default=0)
    return dates if dates <= width - 2 * READABLE else 0


def _moment(moment: Moment, layout: _Layout) -> Iterator[Line]:
    dates, width = layout.dates, layout.width
    date = moment.date if dates else ""
    first: Line = [(date + " " * (dates - columns(date)), "name"), layout.sign(moment.status)]
    rest: Line = [(" " * dates + f" {layout.rail} ", "quiet")]
    name: Line = [(moment.name, "name")]
    statement: Line = [(moment.statement, "text")]
    notes: Line = [(moment.id, "id")]
    if moment.status:
        notes += [(" · " if layout.unicode else " - ", "quiet"), (moment.status, "quiet")]
    if width is None:
        gap: Segment = ("  ", "text")
        yield [*first, *name, gap, *notes, gap, *statement]
        return
    if moment.date and not dates:
        yield from hanging(first, rest, [(moment.date, "name")], width)
        first = rest
    yield from hanging(first, rest, name, width)
    yield from hanging(rest, rest, statement, width)
    yield from hanging(rest, rest, notes, width)


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
        yield from hanging([], [], _segments(node, "name"), width)
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
