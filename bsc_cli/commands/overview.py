"""`bsc` without a command: print the source, the number of records, some figures and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.model.kinds import ForEachKind
from bsc_cli.model.record import Source
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Whole
from bsc_cli.output.formats import Result
from bsc_cli.view.overview import overview

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context


class Overview(Struct):
    """The article, the number of records of each kind, and the number of caveats."""

    source = Field(Nested(Source), "the article")
    records = Field(ForEachKind(Whole()), "the number of records of each kind")
    caveats = Field(Whole(), "the number of caveats")


def run(context: Context) -> None:
    """Print the overview."""
    index = context.open_index()
    row = Overview(source=index.source(), records=index.counts(), caveats=index.caveat_count())
    context.show(Result([row], Overview.fields, lambda: overview(index)))
