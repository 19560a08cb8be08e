"""Turn a command's arguments into a selection of records, a sort order or a list of fields.

An unknown id, kind, field or value raises an error that suggests a known one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bsc_cli.index.index import Selection
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.types import Choice, Reference
from bsc_cli.system.errors import NotThere, WrongUsage
from bsc_cli.text.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record
    from bsc_cli.model.struct import Field


def get(index: Index, ids: Iterable[str]) -> list[Record]:
    """Return the records with these ids; raise NotThere for the first unknown id."""
    return [_get(index, id) for id in ids]


def selection(
    index: Index,
    kind: str | None = None,
    text: str = "",
    about: str | None = None,
    where: Mapping[str, object] | None = None,
) -> Selection:
    """Check the arguments of a command and return them as a `Selection`.

    Raises NotThere for an unknown id, and WrongUsage for an unknown kind or value.
    """
    if kind is not None and kind not in KINDS:
        hint = did_you_mean(kind, KINDS) or f"the kinds are {', '.join(KINDS)}"
        raise WrongUsage(f"there is no kind '{kind}'", hint)
    for name, value in (where or {}).items():
        if kind and isinstance(value, str):
            _check_value(index, KINDS[kind], KINDS[kind].fields[name], value)
    if about is not None:
        _get(index, about)
    terms = None
    if text.strip():
        from bsc_cli.index import search  # noqa: PLC0415 - most lists need no search

        terms = search.parsed(text)
    return Selection(kind, terms, about=about, where=where or {})


def timeline(index: Index, selected: Selection, limit: int | None = None) -> list[Record]:
    """Return the selected events sorted by date, with undated events last."""
    from bsc_cli.model import edtf  # noqa: PLC0415 - no other query needs dates

    def key(event: Record) -> tuple[object, ...]:
        date = event.values["date"]
        return (0, edtf.span(date)) if date else (1,)

    return sorted(index.records(selected), key=key)[:limit]


def fields(text: str, shown: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the fields that a list such as `name,role` or `+role,-id` selects.

    `+` before a name adds the field, and `-` removes it. If all names have such a prefix, the
    fields in `shown` are the starting point. Raises WrongUsage for an unknown field.
    """
    names = [name.strip() for name in text.split(",")]
    chosen = [] if any(name[:1] not in ("+", "-") for name in names) else list(shown)
    for name in names:
        field = _field("--fields", name.removeprefix("+").removeprefix("-"), known)
        if name.startswith("-"):
            chosen = [other for other in chosen if other != field]
        elif field not in chosen:
            chosen.append(field)
    if not chosen:
        raise WrongUsage(
            f"--fields {text} removes every field", f"the fields are {', '.join(known)}"
        )
    return chosen


def order(text: str | None, known: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Parse a list such as `value,-name` into fields to sort by, each with `True` if descending.

    Raises WrongUsage for an unknown field, and for one that is listed twice.
    """
    names = [name.strip() for name in text.split(",")] if text is not None else []
    fields: dict[str, bool] = {}
    for name in names:
        field = _field("--sort", name.removeprefix("-"), known)
        if field in fields:
            raise WrongUsage(f"--sort: '{field}' is listed twice", "leave out one of them")
        fields[field] = name.startswith("-")
    return tuple(fields.items())


def _field(option: str, name: str, known: Sequence[str]) -> str:
    if not name:
        raise WrongUsage(
            f"{option}: the list has an empty item", f"{option} takes a list such as id,kind"
        )
    return field(option, name, known)


def field(option: str, name: str, known: Sequence[str]) -> str:
    """Return the field with this name, in any spelling: `as_written`, `as written`, `As Written`.

    Raises WrongUsage if the field is unknown.
    """
    plain = _plain(name)
    name = next((other for other in known if _plain(other) == plain), name)
    if name not in known:
        hint = did_you_mean(name, known) or f"the fields are {', '.join(known)}"
        raise WrongUsage(f"{option}: there is no field '{name}'", hint)
    return name


def _plain(name: str) -> str:
    """Return a field's name without the characters that its heading spells differently."""
    return re.sub("[ _-]", "", name.casefold())


def option_values(index: Index, kind: type[Record], field: Field[Any]) -> list[str]:
    """Return the values that a field's option accepts.

    They are the field's fixed choices if it has any, otherwise ids or values from the store.
    """
    match field.scalar:
        case Choice(values=values):
            return list(values)
        case Reference(kinds=kinds, also=also):
            return [*also, *index.ids(kinds)]
        case _:
            return index.values_of(kind.kind, field.name)


def _check_value(index: Index, kind: type[Record], field: Field[Any], value: str) -> None:
    type = field.scalar
    if isinstance(type, Reference):
        record = index.get(value)
        if value in type.also or (record and record.kind in (type.kinds or KINDS)):
            return
        kinds = " or ".join(type.kinds) or "records"
        hint = did_you_mean(value, (*type.also, *index.ids_like(value, type.kinds)))
        hint = hint or _some_of(option_values(index, kind, field))
        raise NotThere(f"--{field.option}: none of the {kinds} has the id '{value}'", hint)
    known = option_values(index, kind, field)
    if value not in known:
        hint = did_you_mean(value, known) or _some_of(known)
        raise WrongUsage(
            f"--{field.option}: no {kind.singular} has the {field.label} '{value}'", hint
        )


def check_choice(option: str, field: Field[Any], value: str) -> None:
    """Raise WrongUsage if a value is not one of a field's fixed choices."""
    assert isinstance(field.scalar, Choice)
    known = field.scalar.values
    if value not in known:
        hint = did_you_mean(value, known) or f"the values are {', '.join(known)}"
        raise WrongUsage(f"{option}: there is no {field.label} '{value}'", hint)


_ENOUGH = 12
"""The maximum number of values that a hint lists."""


def _some_of(values: Sequence[str]) -> str | None:
    """Return a hint that lists the values, at most 12 of them, or `None` if there are no values."""
    more = f" and {len(values) - _ENOUGH} more" if len(values) > _ENOUGH else ""
    return f"the values are {', '.join(values[:_ENOUGH])}{more}" if values else None


def _get(index: Index, id: str) -> Record:
    record = index.get(id)
    if record is None:
        hint = did_you_mean(id, index.ids_like(id)) or f"try: bsc search '{id}'"
        raise NotThere(f"no record has the id '{id}'", hint)
    return record
