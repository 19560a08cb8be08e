"""`bsc timeline`: the events in the order of their dates, those without a date apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.commands.listing import hint_if_none, report_rest
from bsc_cli.index import query
from bsc_cli.model.kinds import Event
from bsc_cli.output.formats import Result
from bsc_cli.view.timeline import timeline

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context


def run(context: Context, text: list[str] | None, about: str | None) -> None:
    """Print the events that match, as a timeline or as records."""
    index, words = context.open_index(), " ".join(text or ())
    selection = query.selection(index, Event.kind, words, about)
    events = query.timeline(index, selection, context.row_limit())
    context.show(
        Result(
            rows=events,
            columns=("kind", *Event.fields),
            view=lambda: [timeline(events)],
            under=Event.kind,
        )
    )
    hint_if_none(context, index, words, not events)
    report_rest(context, lambda: index.count(selection), Event.kind)
