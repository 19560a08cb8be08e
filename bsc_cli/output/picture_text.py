"""Pictures drawn as lines of text, none wider than what there is."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.output import chart_text
from bsc_cli.system.visible import columns, visible
from bsc_cli.view.blocks import whole, width_of
from bsc_cli.view.charts import Chart, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.view.blocks import Line, Piece, Role
    from bsc_cli.view.charts import Bound, Moment, Picture, Scale, Tree, TreeNode, When

_UNFITTED: Final = 80
"""How wide a chart is where nothing says how wide it should be."""
_WIDEST: Final = 100
"""How wide a chart is at most: bars that are longer say no more."""
_READABLE: Final = 24
"""Columns that a text needs beside something else."""


def lines(picture: Picture, width: int | None, unicode: bool) -> Iterator[Line]:
    """A picture as lines; a chart is never unbounded, the others are where `width` is None."""
    title = "" if width is None else picture.title
    if title:
        yield from wrapped([(title, "name")], width)
        yield []
    match picture:
        case Chart():
            yield from _chart(picture, min(width or _UNFITTED, _WIDEST), unicode)
        case Timeline():
            yield from _timeline(picture, width, unicode)
        case _:
            yield from _tree(picture, width, unicode)


def wrapped(pieces: Iterable[Piece], width: int | None) -> Iterator[Line]:
    """Pieces of text made visible, in lines of a width; broken between words if possible."""
    room = max(width or sys.maxsize, 2)
    line: Line = []
    used, gap = 0, ""
    for piece, role in pieces:
        for word in _WORDS.findall(visible(piece)):
            if word.isspace():
                gap += word
                continue
            if line and used + columns(gap) + columns(word) > room:
                yield line
                line, used, gap = [], 0, ""
            *folded, rest = _folded(word, room)
            yield from ([(part, role)] for part in folded)
            line.append((gap + rest if line else rest, role))
            used += columns(line[-1][0])
            gap = ""
    yield line


_WORDS: Final = re.compile(r"\s+|\S+")


def _folded(word: str, room: int) -> list[str]:
    """A word in parts that have room in a line."""
    if columns(word) <= room:
        return [word]
    parts, used = [""], 0
    for char in word:
        need = columns(char)
        if used + need > room:
            parts.append("")
            used = 0
        parts[-1] += char
        used += need
    return parts


def _hanging(first: Line, rest: Line, pieces: Iterable[Piece], width: int | None) -> Iterator[Line]:
    """Text beside what stands left of its first line, and of its other lines."""
    room = width and width - columns(whole(first))
    for number, line in enumerate(wrapped(pieces, room)):
        yield [*(rest if number else first), *line]


def _chart(chart: Chart, width: int, unicode: bool) -> Iterator[Line]:
    drawn = [bar for scale in chart.scales for bar in scale.bars]
    room = width - len(_INDENT)
    beside = max((columns(visible(bar.amount)) for bar in drawn), default=0) + 1
    if room - beside < _READABLE:
        beside = 0
    for scale in chart.scales:
        yield from wrapped([(scale.unit, "name")], width)
        for line in _scale(scale, room, beside, unicode):
            yield [(_INDENT, "text"), *line]
        yield []
    used = dict.fromkeys((bar.computed, bar.bound) for bar in drawn)
    marks = [
        (chart_text.sample(b, c, unicode), _EXPLAINED[c, b]) for c, b in sorted(used, key=_ORDER)
    ]
    yield from _legend(marks, width)
    if len(chart.scales) > 1:
        yield from wrapped([("Each unit has a scale of its own.", "quiet")], width)


_INDENT: Final = "  "


def _scale(scale: Scale, room: int, beside: int, unicode: bool) -> Iterator[Line]:
    """The bars of a scale, with what they measure above; `beside` is the room for amounts.

    Where there is none, they are above as well.
    """
    margin = chart_text.BEYOND * (2 if scale.low < 0 else 1)
    ruler = chart_text.Ruler(scale, max(room - beside - margin, 1))
    for bar in scale.bars:
        label: Piece = (bar.label, "text")
        drawn: Piece = (ruler.bar(bar, unicode), "term" if bar.computed else "amount")
        if beside:
            yield from wrapped([label], room)
            yield [drawn, (f" {visible(bar.amount)}", "name")]
        else:
            yield from wrapped([(bar.amount, "name"), ("  ", "text"), label], room)
            yield [drawn]
    if len(scale.bars) > 1 or scale.unit == "%":
        for line in ruler.axis(unicode):
            yield [(line, "quiet")]


_EXPLAINED: Final[dict[tuple[bool, Bound], str]] = {
    (False, "exact"): "as stated",
    (False, "about"): "approximate",
    (False, "at most"): "upper bound",
    (False, "at least"): "lower bound",
    (True, "exact"): "computed",
    (True, "about"): "computed, approximate",
    (True, "at most"): "computed upper bound",
    (True, "at least"): "computed lower bound",
}
_ORDER: Final = list(_EXPLAINED).index


def _legend(marks: Sequence[tuple[str, str]], width: int | None) -> Iterator[Line]:
    """What marks mean, as many in a line as there is room for."""
    line: Line = []
    for mark, meaning in marks:
        entry: Line = [(f"{mark} ", "text"), (meaning, "quiet")]
        together: Line = [*line, ("   ", "text"), *entry] if line else entry
        if line and width and columns(whole(together)) > width:
            yield line
            together = entry
        line = together
    if line:
        yield line


def _timeline(timeline: Timeline, width: int | None, unicode: bool) -> Iterator[Line]:
    marks = {when: each[not unicode] for when, each in _MARKS.items()}
    rail = "│" if unicode else "|"
    widths = [columns(visible(each.date)) for each in timeline.dated]
    dates = width_of(widths) if width is None else max(widths, default=0)
    if width is not None and dates + _READABLE > width:
        dates = 0
    for number, moment in enumerate(timeline.dated):
        if number and width is not None:
            yield [(" " * dates + f" {rail}", "quiet")]
        yield from _moment(moment, dates, marks[moment.when], rail, width)
    if timeline.dated and timeline.undated:
        yield []
    if timeline.undated:
        yield from wrapped([(_UNDATED, "name")], width)
    for moment in timeline.undated:
        yield from _moment(moment, 0, "·" if unicode else "-", " ", width)
    used = {moment.when for moment in timeline.dated}
    legend = [(marks[when], _MEANINGS[when]) for when in _MARKS if when in used]
    if legend:
        yield []
        yield from _legend(legend, width)


_UNDATED: Final = "Without a date, in the article's order"

_MARKS: Final[dict[When, tuple[str, str]]] = {
    "on it": ("●", "*"),
    "uncertain": ("○", "?"),
    "about it": ("◎", "~"),
    "in doubt": ("◌", "%"),
    "in part": ("◇", "X"),
    "from": ("▼", "v"),
    "until": ("▲", "^"),
    "between": ("◆", "="),
}
_MEANINGS: Final[dict[When, str]] = {
    "on it": "dated",
    "uncertain": "date uncertain (?)",
    "about it": "date approximate (~)",
    "in doubt": "date uncertain and approximate (%)",
    "in part": "date known in part (X)",
    "from": "from then on",
    "until": "until then",
    "between": "from one date to the other",
}


def _moment(moment: Moment, dates: int, mark: str, rail: str, width: int | None) -> Iterator[Line]:
    """An event beside its date; `dates` is the room for dates, or 0 where they are above."""
    date = visible(moment.date)
    before = date if dates else ""
    first: Line = [(before + " " * (dates - columns(before)), "id"), (f" {mark} ", "amount")]
    rest: Line = [(" " * dates + f" {rail} ", "quiet")]
    if width is None:
        yield [*first, (visible(moment.name), "name"), (f"  {visible(moment.statement)}", "text")]
        return
    if date and not dates:
        yield from _hanging(first, rest, [(date, "id")], width)
        first = rest
    yield from _hanging(first, rest, [(moment.name, "name")], width)
    yield from _hanging(rest, rest, [(moment.statement, "text")], width)


def _tree(tree: Tree, width: int | None, unicode: bool) -> Iterator[Line]:
    guides = _UNICODE if unicode else _ASCII
    for number, node in enumerate(tree.children):
        if number and node.children:
            yield []
        yield from _hanging([], [], _words(node, "name"), width)
        yield from _children(node.children, "", width, guides)
    if tree.note:
        yield []
        yield from wrapped([(tree.note, "quiet")], width)


class _Guides(NamedTuple):
    """What leads to the twigs of a tree."""

    fork: str
    corner: str
    along: str


_UNICODE: Final = _Guides("├─ ", "└─ ", "│  ")
_ASCII: Final = _Guides("|- ", "`- ", "|  ")


def _children(
    children: Sequence[TreeNode], before: str, width: int | None, guides: _Guides
) -> Iterator[Line]:
    for number, node in enumerate(children, 1):
        last = number == len(children)
        first = before + (guides.corner if last else guides.fork)
        rest = before + ("   " if last else guides.along)
        if width is not None:
            # Far from the root, what leads there gives way to the text.
            first, rest = (guide[-max(width - _READABLE, 3) :] for guide in (first, rest))
        words = _words(node, "text" if node.id else "quiet")
        yield from _hanging([(first, "quiet")], [(rest, "quiet")], words, width)
        yield from _children(node.children, rest, width, guides)


def _words(node: TreeNode, role: Role) -> Iterator[Piece]:
    yield node.text, role
    if node.id:
        yield from (("  ", "text"), (node.id, "id"))
    if node.note:
        yield from (("  ", "text"), (node.note, "quiet"))
