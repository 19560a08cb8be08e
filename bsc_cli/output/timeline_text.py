"""Timelines as lines of text: each event beside its date, along a rail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.output.wrapping import READABLE, hanging, legend, wrapped
from bsc_cli.system.visible import columns
from bsc_cli.view.blocks import column_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.view.blocks import Line
    from bsc_cli.view.timeline import Moment, Precision, Timeline

_SIGNS: Final[dict[Precision, tuple[str, str, str]]] = {
    "exact": ("●", "*", "dated"),
    "uncertain": ("○", "?", "date uncertain (?)"),
    "approximate": ("◎", "~", "date approximate (~)"),
    "uncertain and approximate": ("◌", "%", "date uncertain and approximate (%)"),
    "partial": ("◇", "X", "date known in part (X)"),
    "open end": ("▼", "v", "from then on"),
    "open start": ("▲", "^", "until then"),
    "interval": ("◆", "=", "from one date to the other"),
}
"""How each precision is shown, in Unicode and in ASCII, and what the legend says of it."""


class _Layout(NamedTuple):
    """How wide dates and lines are; dates of width 0 stand above their events."""

    dates: int
    width: int | None
    rail: str
    unicode: bool

    def sign(self, precision: Precision) -> str:
        """Return the sign on the rail for a date."""
        return _SIGNS[precision][0 if self.unicode else 1]


def lines(timeline: Timeline, width: int | None, unicode: bool) -> Iterator[Line]:
    """Return the dated events, the others below, and a legend; without a width, a line each."""
    dates = _date_width(timeline.dated, width)
    layout = _Layout(dates, width, "│" if unicode else "|", unicode)
    for number, moment in enumerate(timeline.dated):
        if number and width is not None:
            yield [(" " * dates + f" {layout.rail}", "quiet")]
        yield from _moment(moment, layout.sign(moment.precision), layout)
    if timeline.dated and timeline.undated:
        yield []
    if timeline.undated:
        yield from wrapped([(_UNDATED, "name")], width)
    for moment in timeline.undated:
        yield from _moment(moment, "·" if unicode else "-", layout._replace(dates=0, rail=" "))
    used = {moment.precision for moment in timeline.dated}
    meanings = [(layout.sign(name), _SIGNS[name][2]) for name in _SIGNS if name in used]
    if meanings:
        yield []
        yield from legend(meanings, width)


_UNDATED: Final = "Without a date, in the article's order"


def _date_width(moments: Sequence[Moment], width: int | None) -> int:
    """Return the width of the column of dates, 0 if the events would have too little room."""
    widths = [columns(moment.date) for moment in moments]
    if width is None:
        return column_width(widths)
    dates = max(widths, default=0)
    return dates if dates + READABLE <= width else 0


def _moment(moment: Moment, sign: str, layout: _Layout) -> Iterator[Line]:
    """Return an event beside its date or below it."""
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
