"""A timeline of events, without the layout, which depends on the output format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from bsc_cli.system.errors import counted
from bsc_cli.view.dates import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    """An event on a timeline; `date` is in words, and empty if the event has no date."""

    date: str
    status: Status
    id: str
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
    values = event.values
    date = in_words(values["date"]) if values["date"] else ""
    return Moment(date, _STATUSES[values["status"]], event.id, values["name"], values["statement"])
