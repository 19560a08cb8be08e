"""What a store is made of, whatever the kind: its source, and what every record has."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, Self

from bsc_cli.model.struct import (
    Field,
    ListOf,
    NonEmptyListOf,
    Optional,
    Struct,
    WithDefault,
    from_json,
    to_json,
)
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


class Source(Struct):
    """The article: what is known of it, under schema.org's names."""

    headline = Field(Text(), "the article's title")
    author = Field(Optional(Text()), "who wrote it")
    publisher = Field(Optional(Text()), "who published it")
    date_published = Field(Optional(Date()), "when it was published")
    url = Field(Optional(Text()), "where it was published")
    language = Field(Optional(Text()), "its language (BCP 47)")
    words = Field(Optional(Number()), "how many words its text has")
    sha256 = Field(Optional(Sha256()), "the SHA-256 of its folded text")
    passages = Field(ListOf(Digest()), "the first 8 digits of the SHA-256 of each of its passages")


class NotClaim(Struct):
    """A passage of the article that claims nothing."""

    anchor = Field(Anchor(), "where it stands")
    reason = Field(Text(), "why it claims nothing")


class Derivation(Struct):
    """How a figure that the article implies follows from figures that it states."""

    operation = Field(
        Choice("add", "subtract", "multiply", "divide", "complement"),
        "what is done with the operands, in their order; complement is 100 % less the operand",
    )
    of = Field(NonEmptyListOf(Reference("figures")), "the operands")


class Record(Struct):
    """What every record has, whatever its kind."""

    kind: ClassVar[str]
    """The plural name: the store's key, the command, and `kind` in JSON."""
    singular: ClassVar[str]
    headline: ClassVar[tuple[str, ...]] = ("name",)
    """The fields that tell best what the record is."""
    summary: ClassVar[tuple[str, ...]]
    """The fields that a table shows, the most telling first."""
    examples: ClassVar[tuple[str, ...]]
    """What to try first with the kind's command; shown in its help."""

    id = Field(Identifier(), "the record's name in references, unique in the store")
    evidence = Field(NonEmptyListOf(Anchor()), "where the article says so: one anchor or more")
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
        """What the kind is: its docstring, as it goes on in a sentence."""
        doc = cls.__doc__ or cls.kind
        return doc[0].lower() + doc[1:]

    @property
    def title(self) -> str:
        """The record in a few words: a name, a statement, a figure as written."""
        words = ": ".join(filter(None, (self.values[name] for name in self.headline)))
        return f"{words} (computed)" if self.support == "implied" else words

    def as_json(self) -> dict[str, Any]:
        """The record under its store's keys, every one present, and its kind."""
        return {"kind": self.kind, **to_json(self)}

    def as_stored(self) -> dict[str, Any]:
        """The record as a store has it: without what goes without saying."""
        return {
            name: to_json(self.values[name])
            for name, field in self.fields.items()
            if field.type.required or self.values[name] != field.type.default
        }

    @classmethod
    def of_json(cls, line: str) -> Self:
        """The record that a line of JSON is of; read only when it is asked for its values."""
        record = cls.__new__(cls)
        record.__dict__["json"] = line
        return record

    @cached_property
    def json(self) -> str:
        """The record as a line of JSON."""
        from bsc_cli.system import jsonline  # noqa: PLC0415 - a list is printed as it is kept

        return jsonline.write(self.as_json())

    @cached_property
    def values(self) -> dict[str, Any]:  # type: ignore[override]  # settable, as a shape's is
        """The value of each field; of a record from JSON, read from it."""
        import json  # noqa: PLC0415 - as above

        read = json.loads(self.json)
        return {name: from_json(field.type, read[name]) for name, field in self.fields.items()}
