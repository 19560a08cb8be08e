"""Selections of records, and the conditions by which SQL finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.index.sql import is_of, json_array

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bsc_cli.index.database import Database
    from bsc_cli.index.search_terms import Terms


class Selection(NamedTuple):
    """Conditions that select records, and the order of the selected records.

    A condition that is empty does not apply, except that empty `terms` match nothing.

    The selected records are of one of the `kinds`. `terms` are searched for in `column` or, by
    default, in all columns; terms are excluded only if no column is given. `about` lists groups of
    keys; the selected records refer to some record of each group. With `or_itself`, a record also
    counts as referring to itself and to those that its caveats name. `where` maps the name of a
    field to values, one of which the field must have or, if the field is a list, contain; a record
    is given by its number. For a field that `filters_presence`, the value is whether the field has
    any value. The name may also be `reviewed`, for the state of review. `order` lists the fields to
    sort by, each with `True` for descending order; absent values come last, and records with equal
    values are sorted by id.
    """

    kinds: tuple[str, ...] = ()
    terms: Terms | None = None
    column: str | None = None
    about: tuple[tuple[str, ...], ...] = ()
    or_itself: bool = False
    where: Mapping[str, tuple[str | int | bool, ...]] = {}
    order: tuple[tuple[str, bool], ...] = ()


def condition(
    selection: Selection, database: Database, number_of: Callable[[str], int | None]
) -> tuple[str, dict[str, object]]:
    """Return the conditions of a selection as an SQL expression and its parameters.

    `number_of` returns the number of the record with a key.
    """
    conditions = ["1"]
    parameters: dict[str, object] = {}
    if selection.kinds:
        conditions.append(is_of(selection.kinds))
    if selection.about:
        conditions.append(_AROUND if selection.or_itself else _ABOUT)
        groups = dict.fromkeys(selection.about)
        pairs = ([n, number_of(key)] for n, group in enumerate(groups) for key in group)
        parameters |= {"about": json_array(pairs), "groups": len(groups)}
    for number, (field, values) in enumerate(selection.where.items()):
        conditions.append(_HAS_VALUE.format(number))
        parameters |= {f"field_{number}": field, f"values_{number}": json_array(values)}
    if terms := selection.terms:
        from bsc_cli.index.vocabulary import expression  # noqa: PLC0415 - lists need no words

        if terms.required:
            search = expression(database, terms.required)
            conditions.append("number IN (SELECT rowid FROM text WHERE text MATCH :search)")
            parameters["search"] = f"{selection.column}: ({search})" if selection.column else search
        if terms.excluded and not selection.column:
            conditions.append("number NOT IN (SELECT rowid FROM text WHERE text MATCH :excluded)")
            parameters["excluded"] = expression(database, (terms.excluded,))
        if not terms.all:
            conditions.append("0")
    return " AND ".join(conditions), parameters


_HAS_VALUE: Final = """
    number IN (
        SELECT number FROM value
        WHERE field = :field_{0} AND value IN (SELECT value FROM json_each(:values_{0}))
    )
"""

_WANTED: Final = """(
    SELECT json_extract(value, '$[0]') AS wanted, json_extract(value, '$[1]') AS target
    FROM json_each(:about)
)"""
_REFER: Final = f"SELECT wanted, number FROM {_WANTED} CROSS JOIN reference USING (target)"
_CONCERN: Final = f"SELECT wanted, number FROM {_WANTED} CROSS JOIN concern USING (target)"
_ARE: Final = f"SELECT wanted, target AS number FROM {_WANTED}"
_ALL_OF: Final = """
    number IN (SELECT number FROM ({0}) GROUP BY number HAVING count(DISTINCT wanted) = :groups)
"""
_ABOUT: Final = _ALL_OF.format(_REFER)
_AROUND: Final = _ALL_OF.format(f"{_REFER} UNION ALL {_CONCERN} UNION ALL {_ARE}")
"""The conditions that a record refers to all targets; see `Selection.or_itself` for the second."""


def order(fields: tuple[tuple[str, bool], ...]) -> str:
    """Return the terms of an ORDER BY clause; the caller must have checked the fields' names."""
    if not fields:
        return "number"
    terms = []
    for field, descending in fields:
        value = f"nullif(json_extract(json, '$.{field}'), '[]')"
        terms.append(f"{value} IS NULL, {value} COLLATE NOCASE {'DESC' if descending else 'ASC'}")
    return ", ".join([*terms, "id", "number"])
