"""The parts of a store that are not records, and the base class of all kinds of record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from bsc_cli.model.compound import ListOf, NonEmptyListOf, Optional, Required, WithDefault
from bsc_cli.model.struct import Field, Nested, Struct, to_json
from bsc_cli.model.types import (
    TODO,
    Anchor,
    Choice,
    Date,
    Digest,
    Identifier,
    Reference,
    Review,
    Sha256,
    Text,
    Whole,
)

if TYPE_CHECKING:
    from bsc_cli.model.types import Schema


def key(store: str, id: str) -> str:
    """Return the name of a record among all stores: the store's name, a colon, and the id."""
    return f"{store}:{id}"


def parted(key: str) -> tuple[str, str]:
    """Return the name of the store and the id that a key consists of."""
    store, _, id = key.rpartition(":")
    return store, id


def plain_id(key: str) -> str:
    """Return the id that a key ends in."""
    return parted(key)[1]


class Source(Struct):
    """The details of the article, with key names from schema.org"""

    headline = Field(Text(), "the article's title")
    author = Field(
        Optional(Text()),
        "the article's authors, separated by semicolons; a person as family name, comma, given "
        "name",
    )
    publisher = Field(Optional(Text()), "the article's publisher")
    date_published = Field(Optional(Date()), "the date of publication")
    url = Field(Optional(Text()), "the article's web address")
    language = Field(Optional(Text()), "the article's language, as a BCP 47 tag")
    words = Field(Optional(Whole()), "the number of words in the article's text")
    sha256 = Field(Optional(Sha256()), "the SHA-256 digest of the article's folded text")
    passages = Field(ListOf(Digest()), "the digests of the article's sentences")
    text = Field(
        Optional(Text()), "the path of the article's text, relative to the store; null if not kept"
    )

    @classmethod
    def unknown(cls) -> Source:
        """Return a source without details, for a store whose own source is invalid."""
        return cls(**{name: () if name == "passages" else None for name in cls.fields})


class NotClaim(Struct):
    """The passages that claim nothing"""

    anchor = Field(Anchor(), "an anchor that selects the passage")
    reason = Field(Text(), "the reason why the passage claims nothing")


class Reviewed(Struct):
    """The records that a person has held against their sentences"""

    ID = Field(
        Review(),
        "for the record with this id, a digest of the record and one of the sentences under its "
        "evidence, as they were read; bsc review writes them",
        option="reviewed",
    )


class Caveat(Struct):
    """A caveat: a point that would change a careful reader's conclusion from a record."""

    type = Field(
        Required(
            Choice(
                "no_source",
                "no_baseline",
                "no_period",
                "unnamed",
                "ambiguous",
                "attribution",
                "inconsistent",
                "unsupported",
                "scope",
                "loaded",
                "inference",
                "computation",
            )
        ),
        "the type of caveat: no_source, no_baseline and no_period for what a figure or assertion "
        "lacks; unnamed for a person, body or place left open; ambiguous for several readings; "
        "attribution for an unclear speaker; inconsistent for a contradiction; unsupported for an "
        "assertion without evidence; scope for a label that says more or less than its text; "
        "loaded for evaluative words; inference and computation for how a record follows",
    )
    text = Field(Text(), "the caveat, as a sentence")
    see = Field(ListOf(Reference()), "the other records that the caveat concerns")


class Derivation(Struct):
    """The computation of a figure from other figures."""

    operation = Field(
        Required(Choice("add", "subtract", "multiply", "divide", "complement")),
        "the operation, applied to the operands in order; complement is 100% minus the operand",
    )
    of = Field(NonEmptyListOf(Reference("figures")), "the figures used as operands, in order")


class Record(Struct):
    """The base class of all kinds, with the fields that every record has."""

    kind: ClassVar[str]
    """The kind's plural name: a key in stores, a command, and the value of `kind` in JSON."""
    singular: ClassVar[str]
    """The kind's singular name, for messages."""
    headline: ClassVar[tuple[str, ...]] = ("name",)
    """The fields that make up the title of a record."""
    body: ClassVar[str]
    """The field with the main text, which a list shows below the rest of the title."""
    notes: ClassVar[tuple[str, ...]] = ()
    """The fields that a list shows beside the id."""

    id = Field(
        Identifier(), "the name by which references identify the record, unique in the store"
    )
    evidence = Field(
        NonEmptyListOf(Anchor()), "the passages that support the record: one or more anchors"
    )
    support = Field(
        WithDefault(Choice("explicit", "inferred", "computed", implied="computed"), "explicit"),
        "explicit for a stated fact, inferred for one that follows from the text, computed for one "
        "that follows from other figures",
        option="support",
    )
    caveats = Field(
        ListOf(Nested(Caveat)),
        "points that would change a careful reader's conclusion",
        option="caveats",
    )

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        shared = Record.fields
        own = {name: field for name, field in cls.fields.items() if name not in shared}
        cls.fields = {"id": shared["id"], **own, **shared}

    @classmethod
    def meaning(cls) -> str:
        """Return the kind's docstring with its first letter in lower case, for use in a sentence.

        Under `-OO`, which removes docstrings, return the kind's name.
        """
        text = cls.__doc__ or cls.kind
        return text[0].lower() + text[1:]

    @classmethod
    def summary(cls) -> tuple[str, ...]:
        """Return the fields that lists show, the main text last."""
        names = dict.fromkeys(("id", *cls.headline, *cls.notes))
        return (*(name for name in names if name != cls.body), cls.body)

    def in_store(self, name: str) -> Self:
        """Return the record as one of the store with this name."""
        return type(self)(**{"store": name, **self.values} | {"store": name})

    @property
    def store(self) -> str:
        """The name of the record's store; empty for a record that is not from an index."""
        return str(self.values.get("store", ""))

    @property
    def key(self) -> str:
        """The record's name among all stores."""
        return key(self.store, self.id)

    def key_of(self, id: str) -> str:
        """Return the key of a record that this one refers to, which is in the same store."""
        return key(self.store, id)

    @property
    def title(self) -> str:
        """A short description of the record, such as its name, statement or quoted words."""
        words = ": ".join(filter(None, (self.values[name] for name in self.headline)))
        return f"{words} (computed)" if self.support == "computed" else words

    def to_json(self) -> dict[str, Any]:
        """Convert the record to JSON types: its kind and store, then the key of every field."""
        return {"kind": self.kind, **super().to_json()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Create a record from values decoded from JSON."""
        return super().from_json(values).in_store(values["store"])

    def as_stored(self) -> dict[str, Any]:
        """Convert the record to the form used in stores, omitting keys with default values."""
        stored = {
            name: to_json(self.values[name])
            for name, field in self.fields.items()
            if field.type.required or self.values[name] != field.type.default
        }
        return {name: TODO if value is None else value for name, value in stored.items()}

    @classmethod
    def schema(cls, stored: bool) -> Schema:
        """Return the JSON Schema of a record; in a store, `kind` and `store` are optional."""
        schema = super().schema(stored)
        if stored:
            kind = {"const": cls.kind, "description": "the record's kind (may be omitted)"}
            store = {"type": "string", "description": "the store's name (ignored)"}
            schema["properties"] |= {"kind": kind, "store": store}
        return schema
