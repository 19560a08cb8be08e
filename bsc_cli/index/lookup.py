"""Find the records that people mean by an id, a name, an alias or an acronym.

An exact id means its record; anything else is compared with the names of records, in any case
(see `Index.named`). A name that means no record or several is an error that suggests ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.model.kinds import KINDS
from bsc_cli.system.errors import BscError, NotThere, counted
from bsc_cli.system.invocation import command
from bsc_cli.text.nearest import nearest, recogniser

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bsc_cli.index.index import Index
    from bsc_cli.model.types import Reference

_ENOUGH: Final = 12
"""The maximum number of values that a hint lists."""
_SUGGESTED: Final = 3
"""The maximum number of records that a hint suggests."""
_LONGEST_TITLE: Final = 60
"""The maximum number of characters of a title in a hint."""


def ids(index: Index, names: Sequence[str]) -> list[str]:
    """Return the ids of the records that names mean.

    Raises NotThere for the first name that means no record or several.
    """
    try:
        return [_id(index, name) for name in names]
    except NotThere as error:
        together = " ".join(names[:_ENOUGH])
        if 1 < len(names) <= _ENOUGH and index.named(together):
            hint = f"put a name of several words in quotation marks: {command('show', together)}"
            raise NotThere(error.message, hint) from None
        raise


def references(index: Index, option: str, type: Reference, names: Iterable[str]) -> list[str]:
    """Return the ids, or other words, that a field of references may have and that names mean.

    Raises NotThere for the first name that means no such record or several.
    """
    others = recogniser(type.also)
    return [
        value
        for name in names
        for value in others(name) or (_id(index, name, type.kinds, type.also, f"--{option}: "),)
    ]


def some_of(values: Sequence[str]) -> str | None:
    """Return a hint that lists the values, at most 12 of them, or `None` if there are no values."""
    return f"the values are {_listed(values)}" if values else None


def _id(
    index: Index,
    name: str,
    kinds: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    label: str = "",
) -> str:
    kind = index.kind_of(name)
    if kind is not None and kind in (kinds or KINDS):
        return name
    found = index.named(name, kinds)
    if len(found) == 1:
        return found[0][0]
    if found:
        raise _several(name, found, label)
    hint = _suggestion(index, name, kinds, also)
    if kinds:
        among = " or ".join((", ".join(kinds[:-1]), kinds[-1]) if kinds[1:] else kinds)
        raise NotThere(f"{label}none of the {among} has the id or name '{name}'", hint)
    raise NotThere(f"{label}no record has the id or name '{name}'", hint)


def _several(name: str, found: Sequence[tuple[str, str]], label: str) -> BscError:
    """Return the error for a name that means several records, given as pairs of id and kind."""
    records = [f"{id} ({KINDS[kind].singular})" for id, kind in found]
    count = counted(len(found), "record")
    return NotThere(f"{label}'{name}' means {count}", f"write one of the ids: {_listed(records)}")


def _listed(values: Sequence[str]) -> str:
    more = f" and {len(values) - _ENOUGH:,} more" if len(values) > _ENOUGH else ""
    return f"{', '.join(values[:_ENOUGH])}{more}"


def _suggestion(
    index: Index, name: str, kinds: tuple[str, ...], also: tuple[str, ...]
) -> str | None:
    """Return the hint for a name that means no record.

    The records whose names contain the words come first, then those with a similar spelling.
    """
    if not name.strip():
        return "give the id or the name of a record"
    if near := nearest(name, also):
        return f"did you mean '{near}'?"
    partly = [
        f"'{record.values['id']}' ({_short(record.title)})"
        for record in index.partly_named(name, kinds, _SUGGESTED)
    ]
    if partly:
        return f"did you mean {' or '.join(partly)}?"
    near = nearest(name, (*index.ids_like(name, kinds), *index.names_like(name, kinds)))
    if near:
        id = near if index.kind_of(near) else index.named(near, kinds)[0][0]
        return f"did you mean '{id}'?"
    values = [*also, *index.ids(kinds)] if kinds else []
    return some_of(values) or f"try: {command('search', name)}"


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 2].rstrip()} …"
