"""The JSON output of each command: its type and a description, for `schema` and `fields`.

Every key of a struct is always present; an unknown value is null or an empty list.
Future versions may add keys but not remove any.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from bsc_cli.checks.results import Answer, Audit, ProblemRow
from bsc_cli.commands.anchor import Occurrence
from bsc_cli.commands.counts import Count
from bsc_cli.commands.overview import Overview
from bsc_cli.commands.show import Mentions
from bsc_cli.index.cache_folder import Contents
from bsc_cli.index.graph import Graph
from bsc_cli.index.search import CaveatRow, Hit
from bsc_cli.model.compound import ListOf, Optional
from bsc_cli.model.kinds import KINDS, AnyRecord, Event
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Boolean, Text, ValueType
from bsc_cli.view.todo import ToDo


class Described(Struct):
    """A description of a field."""

    field = Field(Text(), "the field's path: names joined by '.', with '[]' after a list's name")
    type = Field(Text(), "the type of the field's values")
    required = Field(Boolean(), "whether the field must be present")
    option = Field(Optional(Text()), "the option that filters records by the field")
    meaning = Field(Text(), "the meaning of the field's values")


class Output(NamedTuple):
    """The type of a command's JSON output, and a description of the output."""

    type: ValueType[Any]
    about: str


OUTPUTS: Final = {
    **{
        name: Output(ListOf(AnyRecord([kind])), f"A list of records: {kind.meaning()}.")
        for name, kind in KINDS.items()
    },
    "overview": Output(
        ListOf(Nested(Overview)),
        "The overview that bsc prints if no command is given: a list with an item for each store.",
    ),
    "search": Output(ListOf(Nested(Hit)), "The records that match a search, best matches first."),
    "show": Output(
        ListOf(AnyRecord(extra=Mentions)),
        "The records with the given ids, in the order given, each with all keys of its kind.",
    ),
    "caveats": Output(
        ListOf(Nested(CaveatRow)),
        "The caveats, each with the id of its record, ordered as in the store.",
    ),
    "timeline": Output(
        ListOf(AnyRecord([Event])),
        "The dated events in chronological order, followed by the undated events.",
    ),
    "graph": Output(Nested(Graph), "The graph around a record, or the graph of all entities."),
    "todo": Output(
        ListOf(Nested(ToDo)), "The values that are still to be filled in, ordered as in the store."
    ),
    "anchor": Output(
        ListOf(Nested(Occurrence)), "The places at which words occur, in the order of the article."
    ),
    "check": Output(ListOf(Nested(ProblemRow)), "The problems of a store, sorted by position."),
    "audit": Output(Nested(Audit), "The outcome of an audit."),
    "review": Output(
        ListOf(Nested(Answer)),
        "The records that were confirmed or not, in the order in which they were shown.",
    ),
    "counts": Output(
        ListOf(Nested(Count)), "The numbers that --by prints, the most frequent value first."
    ),
    "cache": Output(Nested(Contents), "The cache folder and its indexes."),
    "fields": Output(
        ListOf(Nested(Described)),
        "The fields of a kind of record or of an output, in the order in which they are declared.",
    ),
}
"""The output of each command, of `bsc` without a command (`overview`), and of --by (`counts`)."""
