"""What each command prints as JSON: its type and a description, for `schema` and `fields`.

Every key of a struct is always there, with null or an empty list where nothing is known.
Keys may be added, never removed.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from bsc_cli.checks.results import Audit, ProblemRow
from bsc_cli.commands.overview import Overview
from bsc_cli.commands.show import Mentions
from bsc_cli.index.cache import Contents
from bsc_cli.index.graph import Graph
from bsc_cli.index.search import Caveat, Hit
from bsc_cli.model.compound import ListOf, Optional
from bsc_cli.model.kinds import KINDS, AnyRecord, Event
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Boolean, Text, ValueType


class Described(Struct):
    """A field in words."""

    field = Field(Text(), "the path: names joined by '.', with '[]' after that of a list")
    type = Field(Text(), "the type of its values")
    required = Field(Boolean(), "whether it must be present")
    option = Field(Optional(Text()), "the option that filters by it")
    meaning = Field(Text(), "the meaning of its values")


class Output(NamedTuple):
    """The type of a command's output, and a description."""

    type: ValueType[Any]
    about: str


OUTPUTS: Final = {
    **{
        name: Output(ListOf(AnyRecord([kind])), f"A list of records: {kind.meaning()}.")
        for name, kind in KINDS.items()
    },
    "overview": Output(ListOf(Nested(Overview)), "The output of bsc alone: a list of one."),
    "search": Output(ListOf(Nested(Hit)), "The records that match a search, best first."),
    "show": Output(
        ListOf(AnyRecord(extra=Mentions)),
        "The records with the given ids, in order, each with all keys of its kind.",
    ),
    "caveats": Output(ListOf(Nested(Caveat)), "Caveats with their records, in the store's order."),
    "timeline": Output(
        ListOf(AnyRecord([Event])),
        "The events in the order of their dates, those without a date last.",
    ),
    "graph": Output(Nested(Graph), "The graph around a record, or of all entities."),
    "check": Output(ListOf(Nested(ProblemRow)), "The problems of a store, in its order."),
    "audit": Output(Nested(Audit), "The outcome of an audit."),
    "cache": Output(Nested(Contents), "The cache folder and its indexes."),
    "fields": Output(ListOf(Nested(Described)), "The fields of a kind or an output, in order."),
}
"""The outputs by command; `overview` is that of `bsc` alone."""
