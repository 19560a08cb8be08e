"""`bsc` without a command: print the source, the number of records, some figures and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.model.kinds import ForEachKind
from bsc_cli.model.record import Source
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Text, Whole
from bsc_cli.output.formats import Result
from bsc_cli.view.overview import overview

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context


class Overview(Struct):
    """A store: its article, the number of records of each kind, and the number of caveats."""

    store = Field(Text(), "the name of the store")
    source = Field(Nested(Source), "the article")
    records = Field(ForEachKind(Whole()), "the number of records of each kind")
    caveats = Field(Whole(), "the number of caveats")


def run(context: Context) -> None:
    """Print the overview."""
    index = context.open_index()
    counts = index.counts_by_store()
    rows = (
        Overview(store=name, source=source, records=counts[name], caveats=caveats)
        for name, source, caveats in index.sources()
    )
    context.show(Result(rows, Overview.fields, lambda: overview(index)))
