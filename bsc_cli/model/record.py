"""The parts of a store that are not records, and the base class of all kinds of record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from bsc_cli.model.compound import ListOf, NonEmptyListOf, Optional, WithDefault
from bsc_cli.model.struct import Field, Struct, to_json
from bsc_cli.model.types import (
    Anchor,
    Choice,
    Date,
    Digest,
    Identifier,
    Number,
    Reference,
    Sha256,
    Text,
)

if TYPE_CHECKING:
    from bsc_cli.model.types import Schema


class Source(Struct):
    """The details of the article, with key names from schema.org"""

    headline = Field(Text(), "the article's title")
    author = Field(Optional(Text()), "the article's author")
    publisher = Field(Optional(Text()), "the article's publisher")
    date_published = Field(Optional(Date()), "the date of publication")
    url = Field(Optional(Text()), "the article's web address")
    language = Field(Optional(Text()), "the article's language, as a BCP 47 tag")
    words = Field(Optional(Number()), "the number of words in the article's text")
    sha256 = Field(Optional(Sha256()), "the SHA-256 digest of the article's folded text")
    passages = Field(ListOf(Digest()), "for each passage, the first 8 digits of its SHA-256 digest")


class NotClaim(Struct):
    """The passages that claim nothing"""

    anchor = Field(Anchor(), "an anchor that selects the passage")
    reason = Field(Text(), "the reason why the passage claims nothing")


class Derivation(Struct):
    """The computation of an implied figure from other figures."""

    operation = Field(
        Choice("add", "subtract", "multiply", "divide", "complement"),
        "the operation, applied to the operands in order; complement is 100 % minus the operand",
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
    summary: ClassVar[tuple[str, ...]]
    """The fields shown as columns of a table, the most informative first."""
    examples: ClassVar[tuple[str, ...]]
    """The example commands in the kind's help."""

    id = Field(
        Identifier(), "the name by which references identify the record, unique in the store"
    )
    evidence = Field(
        NonEmptyListOf(Anchor()), "the passages that support the record: one or more anchors"
    )
    support = Field(
        WithDefault(Choice("explicit", "inferred", "implied"), "explicit"),
        "explicit for a stated fact, inferred for one that follows from the text, implied for a "
        "computed one",
        option="support",
    )
    caveats = Field(ListOf(Text()), "points that a careful reader should know about the record")

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

    @property
    def title(self) -> str:
        """A short description of the record, such as its name, statement or quoted words."""
        words = ": ".join(filter(None, (self.values[name] for name in self.headline)))
        return f"{words} (computed)" if self.support == "implied" else words

    def to_json(self) -> dict[str, Any]:
        """Convert the record to JSON types: the key `kind`, then the key of every field."""
        return {"kind": self.kind, **super().to_json()}

    def as_stored(self) -> dict[str, Any]:
        """Convert the record to the form used in stores, omitting keys with default values."""
        return {
            name: to_json(self.values[name])
            for name, field in self.fields.items()
            if field.type.required or self.values[name] != field.type.default
        }

    @classmethod
    def schema(cls, stored: bool) -> Schema:
        """Return the JSON Schema of a record; in a store, the key `kind` is optional."""
        schema = super().schema(stored)
        if stored:
            kind = {"const": cls.kind, "description": "the record's kind (may be omitted)"}
            schema["properties"]["kind"] = kind
        return schema
