"""`bsc fields`: list the fields of a part of a store, or of a command's output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bsc_cli.commands.outputs import OUTPUTS, Described
from bsc_cli.model.compound import ListOf, Optional, WithDefault
from bsc_cli.model.kinds import KIND, KINDS, AnyRecord, ForEachKind
from bsc_cli.model.record import NotClaim, Record, Reviewed, Source
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.output.formats import Result
from bsc_cli.system.errors import WrongUsage, counted
from bsc_cli.text.nearest import did_you_mean
from bsc_cli.view.blocks import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.model.types import ValueType
    from bsc_cli.view.blocks import Role, Table

STORED: Final[dict[str, type[Struct]]] = {
    **KINDS,
    "source": Source,
    "not_claims": NotClaim,
    "reviewed": Reviewed,
}
"""For each key of a store, the struct that declares the fields of the value.

If the value is a list, these are the fields of its items. The field `ID` stands for any id.
"""


def run(context: Context, name: str) -> None:
    """Print the fields of a part of a store or of a command's output."""
    listed = fields(name)
    context.show(Result(listed, Described.fields, lambda: [_table(name, listed)]))


def fields(name: str) -> list[Described]:
    """Return the fields of a part of a store or of a command's output.

    A nested field is named by its path. Raises WrongUsage if `name` is unknown.
    """
    if name in STORED:
        return list(_described(STORED[name].fields, stored=True))
    if name in OUTPUTS:
        inner, _ = _unwrapped(OUTPUTS[name].type)
        return list(_described(_keys(inner), stored=False))
    known = (*STORED, *(output for output in OUTPUTS if output not in STORED))
    hint = did_you_mean(name, known) or f"choose one of {', '.join(known)}"
    raise WrongUsage(f"there are no fields to list for '{name}'", hint)


def _described(
    fields: dict[str, Field[Any]], stored: bool, prefix: str = ""
) -> Iterator[Described]:
    for name, field in fields.items():
        path = prefix + name
        yield Described(
            field=path,
            type=field.type.describe(stored),
            required=field.type.required or not stored,
            option=f"--{field.option}" if field.option else None,
            meaning=field.meaning,
        )
        inner, step = _unwrapped(field.type)
        if isinstance(inner, Nested):
            yield from _described(inner.struct.fields, stored, f"{path}{step}.")


def _unwrapped(type: ValueType[Any]) -> tuple[ValueType[Any], str]:
    """Strip the wrappers, such as list and optional, from a type.

    Return the inner type and the path to that type, such as `[]`.
    """
    step = ""
    while isinstance(type, Optional | ListOf | WithDefault | ForEachKind):
        step += "[]" if isinstance(type, ListOf) else ""
        step += ".KIND" if isinstance(type, ForEachKind) else ""
        type = type.inner
    return type, step


def _keys(type: ValueType[Any]) -> dict[str, Field[Any]]:
    if isinstance(type, Nested):
        return dict(type.struct.fields)
    if isinstance(type, AnyRecord):
        return {"kind": KIND, **Record.fields, **type.extra.fields}
    return {}


def _table(name: str, fields: Sequence[Described]) -> Table:
    columns: dict[str, Role] = {
        "field": "id",
        "type": "text",
        "required": "term",
        "option": "term",
        "meaning": "text",
    }
    rows = (
        (row.field, row.type, "yes" if row.required else "", row.option or "", row.meaning)
        for row in fields
    )
    return table(columns, rows, f"{counted(len(fields), 'field')} of {name}")
