"""`bsc timeline`: show dated events in chronological order, and list undated events separately."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bsc_cli.commands import listing
from bsc_cli.index import query
from bsc_cli.model.kinds import Event
from bsc_cli.output.formats import Result
from bsc_cli.view.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.commands.context import Context


def run(context: Context, text: Sequence[str], about: Sequence[str]) -> None:
    """Print the events that match the words and the options, as a timeline or as records."""
    index, words = context.open_index(), " ".join(text)
    selection = query.selection(index, [Event.kind], words, about)
    events = query.timeline(index, selection, context.row_limit())
    columns = ("kind", "store", *Event.fields)
    shown = listing.shown_ids(index)
    context.show(
        Result(events, columns, lambda: [timeline(index, events)], list_key=Event.kind, shown=shown)
    )
    count = partial(index.count, selection)
    listing.print_notes(context, index, words, not events, count, Event.kind, selection=selection)
