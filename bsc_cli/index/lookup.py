"""Find the records that people mean by an id, a name, an alias or an acronym.

An exact id means its record; anything else is compared with the names of records, in any case
(see `names.named`). If several stores are loaded, `STORE:` before an id or a name selects one. A
name that means no record or several is an error that suggests ids.
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


def keys(index: Index, names: Sequence[str]) -> list[str]:
    """Return the keys of the records that names mean.

    Raises NotThere for the first name that means no record or several.
    """
    return [group[0] for group in _each(index, names, same=False)]


def groups(index: Index, names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return, for each name, the keys of the record that it means and of those that are the same.

    Raises NotThere for the first name that means no record or several that are not the same.
    """
    return _each(index, names, same=True)


def _each(index: Index, names: Sequence[str], *, same: bool) -> list[tuple[str, ...]]:
    try:
        return [_meant(index, name, same=same) for name in names]
    except NotThere as error:
        from bsc_cli.index.names import named  # noqa: PLC0415 - as in `_found`

        together = " ".join(names[:_ENOUGH])
        if 1 < len(names) <= _ENOUGH and named(index, together):
            hint = f"put a name of several words in quotation marks: {command('show', together)}"
            raise NotThere(error.message, hint) from None
        raise


def references(index: Index, option: str, type: Reference, names: Iterable[str]) -> list[str | int]:
    """Return the values that names mean in a field of references: numbers of records, or words.

    Raises NotThere for the first name that means no such record or several.
    """
    others = recogniser(type.also)
    return [
        value
        for name in names
        for value in others(name)
        or _numbers(index, _meant(index, name, type.kinds, type.also, f"--{option}: ", same=True))
    ]


def _numbers(index: Index, keys: Iterable[str]) -> list[int]:
    return [number for number in map(index.number, keys) if number is not None]


def some_of(values: Sequence[str]) -> str | None:
    """Return a hint that lists the values, at most 12 of them, or `None` if there are no values."""
    return f"the values are {_listed(values)}" if values else None


def _meant(
    index: Index,
    name: str,
    kinds: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    label: str = "",
    *,
    same: bool,
) -> tuple[str, ...]:
    """Return the key of the record that a name means, with `same` also those of the same."""
    found = _found(index, name, kinds)
    if found:
        first = found[0][0]
        group = tuple(index.same(first)) if same and index.is_several else (first,)
        if all(key in group for key, _ in found):
            return group
        raise _several(index, name, found, label)
    hint = _suggestion(index, name, kinds, also)
    if kinds:
        among = " or ".join((", ".join(kinds[:-1]), kinds[-1]) if kinds[1:] else kinds)
        raise NotThere(f"{label}none of the {among} has the id or name '{name}'", hint)
    raise NotThere(f"{label}no record has the id or name '{name}'", hint)


def _found(index: Index, name: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the keys and kinds of the records of these kinds that an id or a name means."""
    if found := index.with_id(name, kinds):
        return found
    from bsc_cli.index.names import named  # noqa: PLC0415 - an exact id needs no names

    store, colon, id = name.rpartition(":")
    if colon and len(stores := recogniser(index.stores)(store)) == 1:
        found = index.with_id(id, kinds, *stores) or named(index, id, kinds, *stores)
    return found or named(index, name, kinds)


def _several(index: Index, name: str, found: Sequence[tuple[str, str]], label: str) -> BscError:
    """Return the error for a name that means several records, given as pairs of key and kind."""
    records = [f"{index.shown(key)} ({KINDS[kind].singular})" for key, kind in found]
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
    from bsc_cli.index import names  # noqa: PLC0415 - as in `_found`

    if not name.strip():
        return "give the id or the name of a record"
    if near := nearest(name, also):
        return f"did you mean '{near}'?"
    partly = [
        f"'{index.shown(record.key)}' ({_short(record.title)})"
        for record in names.partly_named(index, name, kinds, _SUGGESTED)
    ]
    if partly:
        return f"did you mean {' or '.join(partly)}?"
    near = nearest(name, names.names_like(index, name, kinds))
    if near:
        key, _ = (index.with_id(near) or names.named(index, near, kinds))[0]
        return f"did you mean '{index.shown(key)}'?"
    values = [*also, *index.ids(kinds)] if kinds else []
    return some_of(values) or f"try: {command('search', name)}"


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 2].rstrip()} …"
