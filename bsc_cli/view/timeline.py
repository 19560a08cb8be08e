"""A timeline of events, without the layout, which depends on the output format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from bsc_cli.system.errors import counted
from bsc_cli.view import dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record

Status: TypeAlias = Literal["completed", "under way", "planned", ""]
"""The stage of an event, empty if the article does not tell it."""


_STATUSES: Final[dict[str | None, Status]] = {
    "completed": "completed",
    "under_way": "under way",
    "planned": "planned",
    None: "",
}


class Moment(NamedTuple):
    """An event on a timeline.

    `date` is in words, and empty if the event has no date. `store` is empty for a single store.
    """

    date: str
    status: Status
    id: str
    name: str
    statement: str
    store: str = ""


class Timeline(NamedTuple):
    """A timeline: the dated events in chronological order, and the undated events."""

    title: str
    dated: Sequence[Moment]
    undated: Sequence[Moment]


def timeline(index: Index, events: Sequence[Record]) -> Timeline:
    """Return a timeline of events in the order given, with undated events in a separate list."""
    moments = [_moment(index, event) for event in events]
    dated = [moment for moment in moments if moment.date]
    undated = [moment for moment in moments if not moment.date]
    title = f"{counted(len(moments), 'event')}, {len(dated)} with a date"
    return Timeline(title, dated, undated)


def _moment(index: Index, event: Record) -> Moment:
    values = event.values
    return Moment(
        date=dates.in_words(values["date"]) if values["date"] else "",
        status=_STATUSES[values["status"]],
        id=index.shown(event.key),
        name=values["name"],
        statement=values["statement"],
        store=event.store if index.is_several else "",
    )
