"""`bsc` without a command: print the source, the record counts by kind, and some figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.model.kinds import ForEachKind
from bsc_cli.model.record import Source
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Whole
from bsc_cli.output.formats import Result
from bsc_cli.view import records

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context


class Overview(Struct):
    """The article, and the number of records of each kind."""

    source = Field(Nested(Source), "the article")
    records = Field(ForEachKind(Whole()), "the number of records of each kind")


def run(context: Context) -> None:
    """Print the overview."""
    index = context.open_index()
    row = Overview(source=index.source(), records=index.counts())
    context.show(Result([row], Overview.fields, lambda: records.overview(index)))
