"""Types that range over the kinds: a record of any kind, a value for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bsc_cli.model.kinds import KINDS
from bsc_cli.model.struct import Field, Struct
from bsc_cli.model.types import Choice, Identifier, ValueType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.model.record import Record
    from bsc_cli.model.types import Schema

KIND: Final = Field(Choice(*KINDS), "the record's kind")
ID: Final = Field(Identifier(), "the record's id")


class AnyRecord(ValueType[Any]):
    """A record of one of `kinds` as commands print it: its kind, its keys, and those of `extra`."""

    noun, plural = "record", "records"

    def __init__(self, kinds: Sequence[type[Record]] = (), extra: type[Struct] = Struct) -> None:
        self.kinds = kinds or tuple(KINDS.values())
        self.extra = extra

    def schema(self, stored: bool) -> Schema:
        schemas = [self._schema_of(kind) for kind in self.kinds]
        return {"anyOf": schemas} if len(schemas) > 1 else schemas[0]

    def _schema_of(self, kind: type[Record]) -> Schema:
        record, extra = kind.schema(stored=False), self.extra.schema(stored=False)
        constant = {"description": KIND.meaning, "const": kind.kind}
        return {
            **record,
            "properties": {"kind": constant, **record["properties"], **extra["properties"]},
            "required": ["kind", *record["required"], *extra["required"]],
        }


class ForEachKind(ValueType[Any]):
    """A mapping with a value of one type for every kind."""

    plural = "mappings"

    def __init__(self, inner: ValueType[Any]) -> None:
        self.inner = inner
        self.noun = f"{inner.noun} for each kind"

    def schema(self, stored: bool) -> Schema:
        inner = self.inner.schema(stored)
        properties = {name: {"description": kind.__doc__, **inner} for name, kind in KINDS.items()}
        return {"type": "object", "properties": properties, "required": list(KINDS)}
