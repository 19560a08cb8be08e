"""The source of a store, and the fields that all its records share."""

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
    """The article, under schema.org's names"""

    headline = Field(Text(), "the article's title")
    author = Field(Optional(Text()), "who wrote it")
    publisher = Field(Optional(Text()), "who published it")
    date_published = Field(Optional(Date()), "when it was published")
    url = Field(Optional(Text()), "where it was published")
    language = Field(Optional(Text()), "its language (BCP 47)")
    words = Field(Optional(Number()), "the number of words in its text")
    sha256 = Field(Optional(Sha256()), "the SHA-256 of its folded text")
    passages = Field(ListOf(Digest()), "the first 8 digits of the SHA-256 of each passage")


class NotClaim(Struct):
    """The passages that claim nothing"""

    anchor = Field(Anchor(), "the passage")
    reason = Field(Text(), "why it claims nothing")


class Derivation(Struct):
    """How an implied figure follows from stated ones."""

    operation = Field(
        Choice("add", "subtract", "multiply", "divide", "complement"),
        "the operation on the operands, in their order; complement is 100 % minus the operand",
    )
    of = Field(NonEmptyListOf(Reference("figures")), "the operands")


class Record(Struct):
    """The fields that every record has, whatever its kind."""

    kind: ClassVar[str]
    """The plural name: the store's key, the command, and `kind` in JSON."""
    singular: ClassVar[str]
    headline: ClassVar[tuple[str, ...]] = ("name",)
    """The fields that make up a record's title."""
    summary: ClassVar[tuple[str, ...]]
    """The columns of a table, the most telling first."""
    examples: ClassVar[tuple[str, ...]]
    """Commands to try first, for the kind's help."""

    id = Field(Identifier(), "the name that references use, unique in the store")
    evidence = Field(NonEmptyListOf(Anchor()), "where the article says so: one or more anchors")
    support = Field(
        WithDefault(Choice("explicit", "inferred", "implied"), "explicit"),
        "how the article supports it: stated, following from the text, or computed",
        option="support",
    )
    caveats = Field(ListOf(Text()), "what a careful reader should know")

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        shared = Record.fields
        own = {name: field for name, field in cls.fields.items() if name not in shared}
        cls.fields = {"id": shared["id"], **own, **shared}

    @classmethod
    def meaning(cls) -> str:
        """Return the kind's docstring for the middle of a sentence: `the places, and …`.

        Under `-OO`, where Python has no docstrings, it is the kind's name.
        """
        text = cls.__doc__ or cls.kind
        return text[0].lower() + text[1:]

    @property
    def title(self) -> str:
        """The record in a few words: a name, a statement, a figure as written."""
        words = ": ".join(filter(None, (self.values[name] for name in self.headline)))
        return f"{words} (computed)" if self.support == "implied" else words

    def to_json(self) -> dict[str, Any]:
        """Return the kind, then every key of the record."""
        return {"kind": self.kind, **super().to_json()}

    def as_stored(self) -> dict[str, Any]:
        """Return the record for a store, without keys that have their default."""
        return {
            name: to_json(self.values[name])
            for name, field in self.fields.items()
            if field.type.required or self.values[name] != field.type.default
        }

    @classmethod
    def schema(cls, stored: bool) -> Schema:
        """Return the JSON Schema of a record; a stored one may have the key `kind`."""
        schema = super().schema(stored)
        if stored:
            kind = {"const": cls.kind, "description": "the record's kind, if given"}
            schema["properties"]["kind"] = kind
        return schema
