"""Turn a command's arguments into a selection of records, a sort order or a list of fields.

An unknown id, kind, field or value raises an error that suggests a known one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bsc_cli.index import lookup
from bsc_cli.index.selection import Selection
from bsc_cli.model.kinds import KINDS, REVIEWED
from bsc_cli.model.types import Choice, Reference
from bsc_cli.system.errors import WrongUsage
from bsc_cli.text.nearest import did_you_mean, recogniser

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record
    from bsc_cli.model.struct import Field


def get(index: Index, names: Sequence[str]) -> list[Record]:
    """Return the records with these ids or names, each with its store.

    Raises NotThere for the first name that means no record or several.
    """
    return [index.referenced(key) for key in lookup.keys(index, names)]


def selection(
    index: Index,
    kinds: Sequence[str] = (),
    text: str = "",
    about: Sequence[str] = (),
    where: Mapping[str, Sequence[str] | bool] | None = None,
    reviewed: Sequence[str] = (),
) -> Selection:
    """Check the arguments of a command and return them as a `Selection`.

    Values may be in any case, and records may be named instead of their ids. `where` requires a
    single kind; `reviewed` lists states of review. Raises NotThere for an unknown or ambiguous
    name, and WrongUsage for an unknown kind or value.
    """
    known = tuple(_known(kind, [*KINDS], "there is no kind", "kinds") for kind in kinds)
    values: dict[str, tuple[str | int | bool, ...]] = {
        name: (given,) if isinstance(given, bool) else _values(index, KINDS[known[0]], name, given)
        for name, given in (where or {}).items()
    }
    if reviewed:
        values["reviewed"] = choices("--reviewed", REVIEWED, reviewed)
    groups = tuple(lookup.groups(index, about))
    terms = None
    if text.strip():
        from bsc_cli.index import search  # noqa: PLC0415 - most lists need no search

        terms = search.parsed(text)
    return Selection(known, terms, about=groups, where=values)


def _known(name: str, known: Sequence[str], message: str, noun: str) -> str:
    """Return the known name that a typed one means; raise WrongUsage if it means none."""
    meant = recogniser(known)(name)
    if not meant:
        hint = did_you_mean(name, known) or f"the {noun} are {', '.join(known)}"
        raise WrongUsage(f"{message} '{name}'", hint)
    return meant[0]


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
    """Return the name of a field, which may be typed in words; raise WrongUsage if unknown."""
    return _known(name, known, f"{option}: there is no field", "fields")


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


def _values(
    index: Index, kind: type[Record], name: str, typed: Iterable[str]
) -> tuple[str | int, ...]:
    """Return the values of a field that typed words mean; a record is given by its number."""
    field = kind.fields[name]
    if isinstance(field.scalar, Reference):
        return tuple(lookup.references(index, field.option or name, field.scalar, typed))
    known = option_values(index, kind, field)
    return _meant(typed, known, f"--{field.option}: no {kind.singular} has the {field.label}")


def choices(option: str, field: Field[Any], typed: Iterable[str]) -> tuple[str, ...]:
    """Return those of a field's fixed choices that typed words mean.

    Raises WrongUsage for a word that means none.
    """
    assert isinstance(field.scalar, Choice)
    return _meant(typed, field.scalar.values, f"{option}: there is no {field.label}")


def _meant(typed: Iterable[str], known: Sequence[str], message: str) -> tuple[str, ...]:
    """Return the known values that typed words mean.

    For a word that means none, raises WrongUsage with a message that ends in the word.
    """
    meanings = recogniser(known)
    values: list[str] = []
    for word in typed:
        meant = meanings(word)
        if not meant:
            hint = did_you_mean(word, known) or lookup.some_of(known)
            parts = word.split(",")
            if len(parts) > 1 and all(map(meanings, map(str.strip, parts))):
                hint = "repeat the option for each value"
            raise WrongUsage(f"{message} '{word}'", hint)
        values += meant
    return tuple(values)
