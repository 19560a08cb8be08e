"""Views of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.model.record import Caveat, Derivation, Record
from bsc_cli.model.types import TODO, in_words
from bsc_cli.system.errors import counted
from bsc_cli.view.amounts import amount, number
from bsc_cli.view.blocks import Cell, Column, Heading, Pairs, Role, Table, View, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bsc_cli.index.cache_folder import Contents
    from bsc_cli.model.struct import Row


def records(
    kind: type[Record], records: Iterable[Record], fields: Sequence[str], total: int
) -> View:
    """Return a table of records of one kind, with a column for each field in `fields`.

    `total` is the number of records without --limit.
    """
    columns = tuple(_column(kind, name) for name in fields)
    rows = [tuple(Cell(_field_text(record, name)) for name in fields) for record in records]
    return [Table(title_of(len(rows), total, kind.singular, kind.kind), columns, rows)]


def rows(source: Iterable[Row], fields: Sequence[str], total: int, noun: str, note: str) -> View:
    """Return a table of rows of any type, with a column for each key in `fields`.

    `total` is the number of rows without --limit.
    """
    columns = tuple(Column(in_words(name), "id" if name == "id" else "text") for name in fields)
    values = (row.to_json() for row in source)
    cells = [tuple(Cell(value_text(row[name])) for name in fields) for row in values]
    return [Table(title_of(len(cells), total, noun) + note, columns, cells)]


def title_of(shown: int, total: int, singular: str, plural: str = "") -> str:
    """Return the title of a list: `243 claims`, or `8 of 243 claims` if not all are shown."""
    all_of_them = counted(total, singular, plural)
    return f"{shown:,} of {all_of_them}" if shown < total else all_of_them


def counts(counts: Iterable[tuple[object, int]], label: str, noun: str) -> View:
    """Return a table of the values of a field, each with a count."""
    rows = [(_count_label(value), f"{count:,}") for value, count in counts]
    columns: dict[str, Role] = {label: "name", noun: "number"}
    return [table(columns, rows)]


def _count_label(value: object) -> str:
    return "no" if value is False else value_text(value) or "none"


def cache(contents: Contents) -> View:
    """Return a table of the indexes in the cache folder."""
    rows = [(entry.store, entry.file, f"{entry.bytes:,}") for entry in contents.indexes]
    columns: dict[str, Role] = {"store": "id", "index": "quiet", "bytes": "number"}
    heading = Heading(contents.folder, counted(len(rows), "index", "indexes"))
    return [heading, table(columns, rows)] if rows else [heading]


def pairs(values: Mapping[str, object]) -> View:
    """Return a list of the keys of an object, each with its value as text."""
    return [Pairs([(in_words(name), value_text(value)) for name, value in values.items()])]


def _as_written(figure: Record) -> str:
    return str(figure.values["as_written"] or "(computed)")


_COMPUTED: Final[dict[tuple[str, str], Callable[[Record], str]]] = {
    ("figures", "as_written"): _as_written,
    ("figures", "value"): amount,
}
"""The columns whose cells differ from the field's value, each with the function for its cells."""

_ROLES: Final[dict[str, Role]] = {
    "id": "id",
    "name": "name",
    "as_written": "name",
    "kind": "quiet",
    "store": "quiet",
    "value": "amount",
}


def _column(kind: type[Record], name: str) -> Column:
    if name not in kind.fields:  # `kind`, `store` or `sentences`
        return Column(name, _ROLES.get(name, "text"))
    field = kind.fields[name]
    return Column(field.label, _ROLES.get(name, "term" if field.option else "text"))


def _field_text(record: Record, name: str) -> str:
    if (record.kind, name) in _COMPUTED:
        return _COMPUTED[record.kind, name](record)
    return record.kind if name == "kind" else value_text(record.values[name])


def _caveat_text(caveat: Caveat) -> str:
    see = f" See {', '.join(caveat.see)}." if caveat.see else ""
    return f"{in_words(caveat.type or TODO)}: {caveat.text}{see}"


def value_text(value: object) -> str:
    """Format a value for a cell; an unknown or false value gives an empty string.

    The items of a list are separated by semicolons, or by commas if they are ids.
    """
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case tuple() | list():
            texts = [value_text(item) for item in value]
            return ("; " if any(" " in text for text in texts) else ", ").join(texts)
        case dict():
            return " ".join(f"{name}={value_text(item)}" for name, item in value.items())
        case Caveat():
            return _caveat_text(value)
        case Derivation():
            return f"{value.operation or TODO} {value_text(value.of)}"
        case int() | float():
            return number(value)
        case _:
            return str(value)
