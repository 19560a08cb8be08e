"""A timeline of events, without the layout, which depends on the output format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from bsc_cli.system.errors import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.model.record import Record

Precision: TypeAlias = Literal[
    "exact",
    "uncertain",
    "approximate",
    "uncertain and approximate",
    "partial",
    "open end",
    "open start",
    "interval",
]
"""The precision of a date in EDTF, the Extended Date/Time Format."""


class Moment(NamedTuple):
    """An event on a timeline; `date` is empty if the event has no date."""

    date: str
    precision: Precision
    name: str
    statement: str


class Timeline(NamedTuple):
    """A timeline: the dated events in chronological order, and the undated events."""

    title: str
    dated: Sequence[Moment]
    undated: Sequence[Moment]


def timeline(events: Sequence[Record]) -> Timeline:
    """Return a timeline of events in the order given, with undated events in a separate list."""
    moments = [_moment(event) for event in events]
    dated = [moment for moment in moments if moment.date]
    undated = [moment for moment in moments if not moment.date]
    title = f"{counted(len(moments), 'event')}, {len(dated)} with a date"
    return Timeline(title, dated, undated)


def _moment(event: Record) -> Moment:
    date = event.values["date"] or ""
    return Moment(date, _precision(date), event.values["name"], event.values["statement"])


def _precision(date: str) -> Precision:
    start, slash, end = date.partition("/")
    if slash:
        if end in ("", ".."):
            return "open end"
        return "open start" if start in ("", "..") else "interval"
    return _QUALIFIERS.get(date[-1:], "partial" if "X" in date else "exact")


_QUALIFIERS: Final[dict[str, Precision]] = {
    "?": "uncertain",
    "~": "approximate",
    "%": "uncertain and approximate",
}
