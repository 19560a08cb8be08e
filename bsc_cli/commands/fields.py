"""The fields of records, and of all else that has keys, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.commands.outputs import KIND, OUTPUTS, AnyRecord, ForEachKind
from bsc_cli.commands.schema import form
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import NotClaim, Record, Source
from bsc_cli.model.struct import Field, ListOf, Nested, Optional, WithDefault
from bsc_cli.system.errors import WrongUsage, counted
from bsc_cli.text.nearest import did_you_mean
from bsc_cli.view.blocks import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.model.struct import Struct
    from bsc_cli.model.types import ValueType
    from bsc_cli.view.blocks import View

STORED: Final[dict[str, type[Struct]]] = {**KINDS, "source": Source, "not_claims": NotClaim}
"""What has fields in a store, by its key there."""


class Described(NamedTuple):
    """A field in words; `outputs` declares what its JSON has."""

    field: str
    type: str
    required: bool
    option: str | None
    meaning: str


def fields(what: str) -> list[Described]:
    """The fields of a kind, or of what else a store has or a command prints, in order.

    Those of a mapping inside follow it, under its name. Raises WrongUsage where there is
    nothing of the name.
    """
    if what in STORED:
        return list(_described(STORED[what].fields, stored=True))
    if what in OUTPUTS:
        inner, _ = _inside(OUTPUTS[what].type)
        return list(_described(_keys(inner), stored=False))
    known = (*STORED, *(name for name in OUTPUTS if name not in STORED))
    hint = did_you_mean(what, known) or f"there are {', '.join(known)}"
    raise WrongUsage(f"nothing called '{what}' has fields", hint)


def _described(fields: dict[str, Field[Any]], stored: bool, above: str = "") -> Iterator[Described]:
    for name, field in fields.items():
        path = above + name
        words = form(field.type, stored).one
        option = f"--{field.option}" if field.option else None
        required = field.type.required or not stored
        yield Described(path, words, required, option, field.meaning)
        inner, step = _inside(field.type)
        if isinstance(inner, Nested):
            yield from _described(inner.shape.fields, stored, f"{path}{step}.")


def _inside(type: ValueType[Any]) -> tuple[ValueType[Any], str]:
    """What is inside lists and the like, and how a path goes there."""
    step = ""
    while isinstance(type, Optional | ListOf | WithDefault | ForEachKind):
        step += "[]" if isinstance(type, ListOf) else ""
        step += ".KIND" if isinstance(type, ForEachKind) else ""
        type = type.inner
    return type, step


def _keys(type: ValueType[Any]) -> dict[str, Field[Any]]:
    """The keys that every value of a type has."""
    match type:
        case Nested():
            keys: dict[str, Field[Any]] = type.shape.fields
            return keys
        case AnyRecord():
            return {"kind": KIND, **Record.fields, **type.more.fields}
        case _:
            return {}


def view(what: str, found: Sequence[Described]) -> View:
    """Fields as a table."""
    columns = (
        *(Column("field", "id"), Column("type", "text"), Column("required", "term")),
        *(Column("option", "term"), Column("meaning", "text")),
    )
    rows = [
        (
            *(Cell(each.field), Cell(each.type), Cell("yes" if each.required else "")),
            *(Cell(each.option or ""), Cell(each.meaning)),
        )
        for each in found
    ]
    return [Table(f"{counted(len(found), 'field')} of {what}", columns, rows)]
