"""`bsc show`: print one or more records in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.index import query
from bsc_cli.model.compound import ListOf
from bsc_cli.model.struct import Field, PlainRow, Struct
from bsc_cli.model.types import Reference
from bsc_cli.output.formats import Result
from bsc_cli.view import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.commands.context import Context


class Mentions(Struct):
    """The keys that `bsc show` adds to a record."""

    referred_to_by = Field(ListOf(Reference()), "the records that refer to this record")


def run(context: Context, ids: Sequence[str]) -> None:
    """Print the fields, evidence and caveats of each record, and the records that refer to it."""
    index = context.open_index()
    shown = query.get(index, ids)
    rows = (
        PlainRow(record.to_json(), referred_to_by=index.ids_referring_to(record.id))
        for record in shown
    )
    fields = dict.fromkeys(name for record in shown for name in record.fields)
    columns = ("kind", *fields, *Mentions.fields)
    context.show(Result(rows, columns, lambda: records.everything(index, shown)))
