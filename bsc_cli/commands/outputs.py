"""What each command prints as JSON, declared as the kinds are.

In JSON every key of a shape is always there, with null or an empty list where nothing
is known. Keys may be added, never taken away.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from bsc_cli.model.compound import ListOf, Optional
from bsc_cli.model.kind_types import ID, KIND, AnyRecord, ForEachKind
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import Source
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import (
    Boolean,
    Number,
    Reference,
    Sha256,
    Text,
    ValueType,
    Whole,
)


class Overview(Struct):
    """The article, and how many records there are of it."""

    source = Field(Nested(Source), "the article: what is known of it")
    records = Field(ForEachKind(Whole()), "how many records there are of each kind")


class Match(Struct):
    """A place in a record that matches a search."""

    field = Field(Text(), "the field, with the item's number where it is a list: aliases[1]")
    start = Field(Whole(), "where in the field it begins, in code points, counted from 0")
    end = Field(Whole(), "where it ends: the first code point that does not belong to it")


class Hit(Struct):
    """A record that answers a search."""

    kind, id = KIND, ID
    score = Field(Number(), "how well it answers, compared with others of the same search")
    matches = Field(ListOf(Nested(Match)), "the places that match")
    record = Field(AnyRecord(), "all of the record")


class Referred(Struct):
    """What is known of a record besides the record."""

    referred_to_by = Field(ListOf(Reference()), "the records that refer to it")


class Caveat(Struct):
    """What a careful reader should know of a record."""

    kind, id = KIND, ID
    caveat = Field(Text(), "what a careful reader should know")


class Problem(Struct):
    """One thing that is wrong."""

    file = Field(Text(), "the file that it is in")
    line = Field(Whole(1), "its line")
    column = Field(Whole(1), "its column, in code points")
    code = Field(Text(), "which rule is broken; docs/problems.md has all codes")
    subject = Field(Optional(Text()), "the value that it is about: figures[3].unit")
    message = Field(Text(), "what is wrong")
    hint = Field(Optional(Text()), "what to do about it")
    record = Field(
        Optional(Text()), "where the record stands in the store, if the file is the article"
    )


class Accounted(Struct):
    """How many of something the article has."""

    found = Field(Whole(), "how many there are")
    accounted = Field(Whole(), "how many of them the store accounts for")


class Words(Accounted):
    """How many words the article has."""

    claimed = Field(Whole(), "how many of them a claim rests on")


class Contribution(Struct):
    """What a kind contributes."""

    records = Field(Whole(), "how many records there are")
    anchors = Field(Whole(), "how many anchors they have")
    words = Field(Whole(), "how many of the article's words they rest on")


class Stretch(Struct):
    """A stretch of a text."""

    start = Field(Whole(), "where it begins, in code points, counted from 0")
    end = Field(Whole(), "where it ends: the first code point that does not belong to it")


class Passage(Struct):
    """A sentence of the article."""

    line = Field(Whole(1), "the article's line where it begins")
    column = Field(Whole(1), "its column there, in code points")
    text = Field(Text(), "its text")
    uncovered = Field(ListOf(Nested(Stretch)), "the stretches of it that no claim rests on")
    cited_by = Field(ListOf(Text()), "the ids of what rests on it, and not_claims")


class Audit(Struct):
    """What holding a store against the article finds."""

    article = Field(Text(), "the article's file")
    store = Field(Text(), "the store's file")
    sha256 = Field(Sha256(), "the SHA-256 of the article's folded text")
    same_text = Field(Optional(Boolean()), "whether the store was made from this text")
    words = Field(Nested(Words), "the words")
    numerals = Field(Nested(Accounted), "the numerals")
    quotations = Field(Nested(Accounted), "what stands between quotation marks")
    names = Field(Nested(Accounted), "the capitalised names")
    anchors = Field(Nested(Accounted), "the store's anchors, and which of them select a passage")
    kinds = Field(ForEachKind(Nested(Contribution)), "what each kind contributes")
    problems = Field(ListOf(Nested(Problem)), "what is wrong, in the article's order")
    passages = Field(ListOf(Nested(Passage)), "the article, sentence by sentence")


class CacheEntry(Struct):
    """A compiled store that is kept."""

    store = Field(Text(), "the store's file")
    file = Field(Text(), "the index's file")
    bytes = Field(Whole(), "how large it is")


class Cache(Struct):
    """The compiled stores that are kept."""

    folder = Field(Text(), "the folder that they are in")
    bytes = Field(Whole(), "how large they are together")
    indexes = Field(ListOf(Nested(CacheEntry)), "the compiled stores")


class Described(Struct):
    """A field: what is known of it."""

    field = Field(Text(), "the path: names joined by '.', and '[]' behind that of a list")
    type = Field(Text(), "what its values are")
    required = Field(Boolean(), "whether it must be there")
    option = Field(Optional(Text()), "the option that selects records by it")
    meaning = Field(Text(), "what it says")


class Node(Struct):
    """A record of a graph."""

    id, kind = ID, KIND
    title = Field(Text(), "the record in a few words")


Edge: Final[type[Struct]] = type(
    "Edge",
    (Struct,),
    {
        "__doc__": "A tie between two records.",
        "from": Field(Reference(), "the record that refers to the other, or one of two that share"),
        "to": Field(Reference(), "the other"),
        "field": Field(Text(), "the field that refers, or the kind of the records that they share"),
        "through": Field(ListOf(Reference()), "the records that they share"),
    },
)


class Graph(Struct):
    """Records and the ties between them."""

    nodes = Field(ListOf(Nested(Node)), "the records")
    edges = Field(ListOf(Nested(Edge)), "the ties")


class Output(NamedTuple):
    """What a command prints: of which type, and in words."""

    type: ValueType[Any]
    about: str


OUTPUTS: Final = {
    **{
        name: Output(ListOf(AnyRecord([kind])), f"A list of records: {kind.meaning()}.")
        for name, kind in KINDS.items()
    },
    "overview": Output(ListOf(Nested(Overview)), "What bsc prints alone: a list of one."),
    "search": Output(ListOf(Nested(Hit)), "The records that answer a search, the best first."),
    "show": Output(
        ListOf(AnyRecord(extra=Referred)),
        "The records that were asked for, in order, each with all keys of its kind.",
    ),
    "caveats": Output(ListOf(Nested(Caveat)), "Caveats with their records, in the store's order."),
    "timeline": Output(
        ListOf(AnyRecord([KINDS["events"]])),
        "The events in the order of their dates, those without a date last.",
    ),
    "graph": Output(Nested(Graph), "What is tied to a record, or who to whom."),
    "check": Output(ListOf(Nested(Problem)), "The problems of a store, in its order."),
    "audit": Output(Nested(Audit), "What holding the store against the article finds."),
    "cache": Output(Nested(Cache), "The compiled stores that are kept."),
    "fields": Output(ListOf(Nested(Described)), "The fields that there are, in order."),
}
"""What each command prints, by its name; `overview` is what `bsc` prints alone."""
