"""`bsc show`: print one or more records in full."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bsc_cli.commands import listing, sentences
from bsc_cli.index import query, search
from bsc_cli.index.search import CaveatRow
from bsc_cli.model.compound import ListOf, Optional
from bsc_cli.model.struct import Field, Nested, PlainRow, Struct
from bsc_cli.model.types import Elsewhere, Reference
from bsc_cli.output.formats import Result
from bsc_cli.view.record import everything
from bsc_cli.view.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record
    from bsc_cli.view.sentences import Lookup


class Mentions(Struct):
    """The keys that `bsc show` adds to a record."""

    referred_to_by = Field(ListOf(Reference()), "the records that refer to this record")
    also_in = Field(
        ListOf(Elsewhere()), "the records of other stores that stand for the same (see same_as)"
    )
    other_caveats = Field(
        ListOf(Nested(CaveatRow)), "the caveats of other records that concern this record"
    )
    sentences = Field(
        Optional(ListOf(Nested(Sentence))),
        "the sentences of the article behind the record; null without the article",
    )

    @classmethod
    def of(cls, record: Record, index: Index, lookup: Lookup | None) -> Mentions:
        """Return what the store and the article say about a record besides its own fields."""
        return cls(
            referred_to_by=tuple(index.ids_referring_to(record.key)),
            also_in=tuple(key for key in index.same(record.key) if key != record.key),
            other_caveats=tuple(search.caveats_on(index, record.key)),
            sentences=lookup and lookup(record),
        )


def run(context: Context, ids: Sequence[str]) -> None:
    """Print the fields, evidence and caveats of each record, and the records that refer to it.

    With the article, the sentences behind each record are printed too.
    """
    index = context.open_index()
    shown = query.get(index, ids)
    lookup = sentences.available(context, index)
    rows = (
        PlainRow(record.to_json(), **Mentions.of(record, index, lookup).to_json())
        for record in shown
    )
    fields = dict.fromkeys(name for record in shown for name in record.fields)
    columns = ("kind", "store", *fields, *Mentions.fields)
    view = partial(everything, index, shown, lookup)
    context.show(Result(rows, columns, view, shown=listing.shown_ids(index)))
