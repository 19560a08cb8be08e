"""The form of a store and of what is printed, in words and as JSON Schema (draft 2020-12).

What the values of a type look like is said by the entry of its class in `_FORMS`. A
schema says all that it can of what `reading` checks: references, the uniqueness of ids and
what else needs a second look stay `bsc check`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, cast

from bsc_cli.commands.outputs import KIND, OUTPUTS, AnyRecord, ForEachKind, Whole
from bsc_cli.model import edtf
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import NotClaim, Record, Source
from bsc_cli.model.struct import (
    Field,
    ListOf,
    Nested,
    NonEmptyListOf,
    Optional,
    Struct,
    WithDefault,
)
from bsc_cli.model.types import (
    Anchor,
    Boolean,
    Choice,
    Country,
    Currency,
    Date,
    Digest,
    Identifier,
    Number,
    Reference,
    Sha256,
    Term,
    Text,
    ValueType,
)
from bsc_cli.system.errors import WrongUsage
from bsc_cli.text import ELLIPSIS
from bsc_cli.text.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

Schema: TypeAlias = dict[str, Any]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

STORE: Final = cast(
    "type[Struct]",
    type(
        "StoreForm",
        (Struct,),
        {
            "source": Field(Nested(Source), "The article: what is known of it"),
            **{
                name: Field(ListOf(Nested(kind)), kind.__doc__ or "")
                for name, kind in KINDS.items()
            },
            "not_claims": Field(
                ListOf(Nested(NotClaim)), "The passages of the article that claim nothing"
            ),
        },
    ),
)
"""A store as a whole."""


class Form(NamedTuple):
    """What the values of a type look like: one of them and many in words, and a JSON Schema."""

    one: str
    many: str
    schema: Schema


def form(type: ValueType[Any], stored: bool) -> Form:
    """What the values of a type look like where they are stored, or where they are printed."""
    made: Form = _FORMS[type.__class__](type, stored)
    return made


def document(what: str | None) -> Schema:
    """The JSON Schema of a store or, where one is named, of what a command prints.

    Raises WrongUsage where there is no such command.
    """
    if what is None:
        title, about = "The facts of an article", "A store of bsc. 'bsc check' checks the rest."
        schema = form(Nested(STORE), stored=True).schema
    elif what in OUTPUTS:
        title = "bsc --json" if what == "overview" else f"bsc {what} --json"
        about = OUTPUTS[what].about
        schema = form(OUTPUTS[what].type, stored=False).schema
    else:
        hint = did_you_mean(what, OUTPUTS) or f"there are {', '.join(OUTPUTS)}"
        raise WrongUsage(f"there is no schema of '{what}'", hint)
    head = {"$schema": DRAFT, "$id": f"urn:bsc:schema:{what or 'store'}"}
    return {**head, "title": title, "description": about, **schema}


def _mapping(fields: dict[str, Field[Any]], stored: bool) -> Schema:
    """A mapping with these keys. What is printed has them all, and may have more one day."""
    schema: Schema = {
        "type": "object",
        "properties": {
            name: {"description": field.meaning, **form(field.type, stored).schema}
            for name, field in fields.items()
        },
        "required": [name for name, field in fields.items() if field.type.required or not stored],
    }
    return {**schema, "additionalProperties": False} if stored else schema


def _or_null(schema: Schema) -> Schema:
    types = schema["type"]
    wider = {**schema, "type": [*([types] if isinstance(types, str) else types), "null"]}
    return {**wider, "enum": [*schema["enum"], None]} if "enum" in schema else wider


_NOUNS: Final = {
    Text: "text",
    Identifier: "id",
    Term: "term",
    Currency: "ISO 4217 code",
    Country: "ISO 3166-1 alpha-2 code",
    Digest: "8-digit digest",
    Sha256: "SHA-256 digest",
}

_WORDS = r"\s*[^\s…][^…]*"
_ANCHOR: Final = f"^{_WORDS}(?:{ELLIPSIS}{_WORDS})?$"


def _text(type: Text, _: bool) -> Form:
    noun = _NOUNS[type.__class__]
    pattern = f"^(?:{type.pattern})$" if type.pattern else r"\S"
    return Form(noun, f"{noun}s", {"type": "string", "pattern": pattern})


def _anchor(_: Anchor, __: bool) -> Form:
    return Form("anchor", "anchors", {"type": "string", "pattern": _ANCHOR})


def _choice(type: Choice, _: bool) -> Form:
    values = ", ".join(type.values)
    schema = {"type": "string", "enum": list(type.values)}
    return Form(f"one of {values}", f"terms out of {values}", schema)


def _date(_: Date, stored: bool) -> Form:
    schema: Schema = {"type": "string", "pattern": f"^(?:{edtf.PATTERN})$"}
    if stored:  # a year without quotes is a number to YAML
        schema |= {"type": ["string", "integer"], "minimum": -9999, "maximum": 9999}
    return Form("date (EDTF)", "dates (EDTF)", schema)


def _number(_: Number, __: bool) -> Form:
    return Form("number", "numbers", {"type": "number", "minimum": -(2**53), "maximum": 2**53})


def _whole(type: Whole, _: bool) -> Form:
    return Form("whole number", "whole numbers", {"type": "integer", "minimum": type.minimum})


def _flag(_: Boolean, stored: bool) -> Form:
    default = {"default": False} if stored else {}
    return Form("true or false", "true or false", {"type": "boolean", **default})


def _refer(type: Reference, stored: bool) -> Form:
    one = [_article(KINDS[kind].singular) for kind in type.kinds] or ["any record"]
    many = type.kinds or ["any records"]
    return Form(
        " or ".join([*type.also, f"id of {' or '.join(one)}"]),
        " or ".join([*type.also, f"ids of {' or '.join(many)}"]),
        form(Identifier(), stored).schema,
    )


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _otherwise(type: WithDefault[Any], stored: bool) -> Form:
    inner = form(type.inner, stored)
    if not stored:
        return inner
    words = f"{inner.one}; else {type.default}"
    return Form(words, inner.many, {**inner.schema, "default": type.default})


def _maybe(type: Optional[Any], stored: bool) -> Form:
    inner = form(type.inner, stored)
    words = inner.one if stored else f"{inner.one}, or null"
    return Form(words, inner.many, _or_null(inner.schema))


def _many(type: ListOf[Any], stored: bool) -> Form:
    inner = form(type.inner, stored)
    minimum = {"minItems": type.minimum} if type.minimum else {}
    schema = {"type": "array", "items": inner.schema, **minimum}
    if stored and not type.required:
        schema = _or_null(schema)
    words = f"list of {inner.many}{', at least one' if type.minimum else ''}"
    return Form(words, words.replace("list", "lists", 1), schema)


def _nested(type: Nested[Any], stored: bool) -> Form:
    schema = _mapping(type.shape.fields, stored)
    if stored and issubclass(type.shape, Record):
        says = {"const": type.shape.kind, "description": "goes without saying"}
        schema["properties"]["kind"] = says
    return Form("mapping", "mappings", schema)


def _any_record(type: AnyRecord, stored: bool) -> Form:
    schemas = [_record(kind.kind, type.more, stored) for kind in type.kinds]
    schema = {"anyOf": schemas} if len(schemas) > 1 else schemas[0]
    return Form("record", "records", schema)


def _record(kind: str, more: type[Struct], stored: bool) -> Schema:
    schema = _mapping({**KINDS[kind].fields, **more.fields}, stored)
    constant = {"description": KIND.meaning, "const": kind}
    return {
        **schema,
        "properties": {"kind": constant, **schema["properties"]},
        "required": ["kind", *schema["required"]],
    }


def _for_each_kind(type: ForEachKind, stored: bool) -> Form:
    inner = form(type.inner, stored)
    fields = {name: Field(type.inner, kind.__doc__ or "") for name, kind in KINDS.items()}
    return Form(f"{inner.one} for each kind", "mappings", _mapping(fields, stored))


_FORMS: Final[dict[type[ValueType[Any]], Callable[[Any, bool], Form]]] = {
    **dict.fromkeys(_NOUNS, _text),
    Anchor: _anchor,
    Choice: _choice,
    Date: _date,
    Number: _number,
    Whole: _whole,
    Boolean: _flag,
    Reference: _refer,
    WithDefault: _otherwise,
    Optional: _maybe,
    ListOf: _many,
    NonEmptyListOf: _many,
    Nested: _nested,
    AnyRecord: _any_record,
    ForEachKind: _for_each_kind,
}
