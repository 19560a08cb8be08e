"""Charts, timelines and trees as lines of text, wrapped to a given width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.output import chart_text
from bsc_cli.output.wrapping import READABLE, column_width, hanging, legend, wrapped
from bsc_cli.system.visible import columns
from bsc_cli.view.chart import Chart
from bsc_cli.view.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.view.blocks import Line, Picture, Role, Segment
    from bsc_cli.view.timeline import Moment, Precision
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


_SIGNS: Final[dict[Precision, tuple[str, str, str]]] = {
    "exact": ("●", "*", "dated"),
    "uncertain": ("○", "?", "date uncertain (?)"),
    "approximate": ("◎", "~", "date approximate (~)"),
    "uncertain and approximate": ("◌", "%", "date uncertain and approximate (%)"),
    "partial": ("◇", "X", "date partly known (X)"),
    "open end": ("▼", "v", "from then on"),
    "open start": ("▲", "^", "until then"),
    "interval": ("◆", "=", "from one date to the other"),
}
"""For each precision of a date: its symbols in Unicode and ASCII, and its name in the legend."""


class _Layout(NamedTuple):
    """The layout of a timeline.

    `dates` is the width of the column of dates; if it is 0, each date is printed above its event.
    """

    dates: int
    width: int | None
    rail: str
    unicode: bool

    def sign(self, precision: Precision) -> str:
        """Return the symbol for a date of this precision."""
        return _SIGNS[precision][0 if self.unicode else 1]


def _timeline(timeline: Timeline, width: int | None, unicode: bool) -> Iterator[Line]:
    """Yield the dated events, then the undated events, then a legend."""
    dates = _date_width(timeline.dated, width)
    layout = _Layout(dates, width, "│" if unicode else "|", unicode)
    for number, moment in enumerate(timeline.dated):
        if number and width is not None:
            yield [(" " * dates + f" {layout.rail}", "quiet")]
        yield from _moment(moment, layout.sign(moment.precision), layout)
    if timeline.dated and timeline.undated:
        yield []
    if timeline.undated:
        yield from wrapped([("Undated events, sorted as in the article", "name")], width)
    for moment in timeline.undated:
        yield from _moment(moment, "·" if unicode else "-", layout._replace(dates=0, rail=" "))
    used = {moment.precision for moment in timeline.dated}
    meanings = [(layout.sign(name), _SIGNS[name][2]) for name in _SIGNS if name in used]
    if meanings:
        yield []
        yield from legend(meanings, width)


def _date_width(moments: Sequence[Moment], width: int | None) -> int:
    """Return the width of the column of dates; 0 if it would leave the events too little room."""
    widths = [columns(moment.date) for moment in moments]
    if width is None:
        return column_width(widths)
    dates = max(widths, default=0)
    return dates if dates + READABLE <= width else 0


def _moment(moment: Moment, sign: str, layout: _Layout) -> Iterator[Line]:
    dates, width = layout.dates, layout.width
    date = moment.date if dates else ""
    first: Line = [(date + " " * (dates - columns(date)), "id"), (f" {sign} ", "amount")]
    rest: Line = [(" " * dates + f" {layout.rail} ", "quiet")]
    if width is None:
        yield [*first, (moment.name, "name"), (f"  {moment.statement}", "text")]
        return
    if moment.date and not dates:
        yield from hanging(first, rest, [(moment.date, "id")], width)
        first = rest
    yield from hanging(first, rest, [(moment.name, "name")], width)
    yield from hanging(rest, rest, [(moment.statement, "text")], width)


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
