"""The tables of an export, derived from the declarations of the kinds.

Each kind has a table whose columns are its single values. A list has a table of its own, with a row
for each item, if its items are references, anchors or mappings; any other list stays in its cell.
The lists that every record has, which are its evidence and its caveats, are in one table for all
kinds.

An id identifies a record in the whole export: of several stores, it is `store:id`, as commands
accept it. So each foreign key is a single column, which is what Datasette follows.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.export.places import Place
from bsc_cli.model.compound import ListOf, Optional
from bsc_cli.model.kinds import ID, KIND, KINDS, STORE
from bsc_cli.model.record import Record, Source
from bsc_cli.model.struct import Field, Nested
from bsc_cli.model.types import Anchor, Reference, Text, Whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bsc_cli.model.types import ValueType

Path = tuple[str, ...]
"""The names that lead to a value in a record, an item of a list, or a source."""


class Column(NamedTuple):
    """A column: its name, the type of its values or of the items of its lists, and its meaning."""

    name: str
    type: ValueType[Any]
    meaning: str
    path: Path
    is_list: bool = False
    is_required: bool = True
    """Whether every row has a value."""

    @property
    def also(self) -> tuple[str, ...]:
        """The words that are allowed besides ids, if the values are references."""
        return self.type.also if isinstance(self.type, Reference) else ()

    def cell(self, item: Any, prefix: str) -> Any:
        """Return the value in an item, which is JSON; a reference gets a prefix.

        A list is returned as text in JSON.
        """
        for name in self.path:
            item = item and item[name]
        if isinstance(item, list):
            return _json(item)
        if prefix and isinstance(self.type, Reference) and item not in (None, *self.also):
            return f"{prefix}{item}"
        return item


_json: Final = json.JSONEncoder(ensure_ascii=False).encode


class ForeignKey(NamedTuple):
    """Columns whose values are those of the key of another table."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...] = ("id",)


class Table(NamedTuple):
    """A table; `path` leads to the list whose items are its rows, if it has the items of a list."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    foreign_keys: tuple[ForeignKey, ...] = ()
    path: Path = ()
    kind: str | None = None
    """The kind whose records fill the table; `None` for all kinds."""

    def rows(self, values: Mapping[str, Any], prefix: str) -> Iterator[list[Any]]:
        """Yield the rows of a record, which is given as JSON; its ids get a prefix."""
        for positions, item in _items(values, self.path):
            own = [values["store"], f"{prefix}{values['id']}", *positions]
            yield [*own, *(column.cell(item, prefix) for column in self.columns[len(own) :])]


def _items(value: Any, path: Path) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Yield the positions and the value of each item of the list that a path leads to.

    Positions are counted from 1. An item of a list in a list has a position in each.
    """
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            for positions, inner in _items(item, path):
                yield (number, *positions), inner
    elif value is not None and path:
        yield from _items(value[path[0]], path[1:])
    elif value is not None:
        yield (), value


STORES: Final = "stores"
RECORDS: Final = "records"
OCCURRENCES: Final = "occurrences"


def _stores() -> Table:
    meaning = "the stores, and the articles that they are about"
    # The digests of passages are of use to bsc audit only.
    fields = {name: field for name, field in Source.fields.items() if name != "passages"}
    return Table(STORES, meaning, (_STORE, *_columns(fields)), (_STORE.name,))


def _records() -> Table:
    title = Field(Text(), "a short description of the record")
    position = _position("position", "the position of the record in its store, counted from 1")
    columns = (_STORE, _ID, *_columns({"kind": KIND, "title": title}), position)
    links = (ForeignKey(("store",), STORES, ("store",)),)
    return Table(RECORDS, "the records of all kinds", columns, foreign_keys=links)


def _of_kind(kind: type[Record]) -> Iterator[Table]:
    fields = {name: field for name, field in kind.fields.items() if name not in _SHARED}
    columns = (_STORE, *_columns(fields))
    links = (ForeignKey(("id",), RECORDS), *_links(columns))
    table = Table(kind.kind, kind.meaning(), columns, foreign_keys=links, kind=kind.kind)
    yield table
    yield from _of_lists(fields, table)


def _columns(fields: Mapping[str, Field[Any]], path: Path = ()) -> Iterator[Column]:
    """Yield a column for each field that needs no table of its own."""
    for name, field in fields.items():
        type, own = field.scalar, (*path, name)
        if not _has_table(field):
            if isinstance(type, Nested):
                yield from _columns(type.struct.fields, own)
            else:
                is_list = isinstance(field.type, ListOf)
                is_required = not (path or isinstance(field.type, Optional))
                yield Column("_".join(own), type, field.meaning, own, is_list, is_required)


def _links(columns: tuple[Column, ...]) -> Iterator[ForeignKey]:
    """Yield a foreign key for each column of references that are always ids."""
    for column in columns:
        if isinstance(column.type, Reference) and not column.also:
            kinds = column.type.kinds
            yield ForeignKey((column.name,), kinds[0] if len(kinds) == 1 else RECORDS)


def _of_lists(fields: Mapping[str, Field[Any]], owner: Table, path: Path = ()) -> Iterator[Table]:
    """Yield a table for each list in the rows of a table, and for each list in its items."""
    for name, field in fields.items():
        own, table = (*path, name), owner
        if _has_table(field):
            table = _of_list(field, owner, own)
            yield table
        if isinstance(field.scalar, Nested):
            yield from _of_lists(field.scalar.struct.fields, table, own)


def _of_list(field: Field[Any], owner: Table, path: Path) -> Table:
    """Return the table of the items of a list in each row of another table."""
    name = "_".join(filter(None, (owner.kind, *path)))
    key = tuple(each.replace("position", f"{owner.name}_position") for each in owner.key)
    outer = [_position(each, f"the position in {owner.name}") for each in key[1:]]
    position = _position("position", "the position in the list, counted from 1")
    item = field.scalar
    if isinstance(item, Nested):
        columns = tuple(_columns(item.struct.fields))
    else:
        called = "anchor" if isinstance(item, Anchor) else "target"
        columns = (Column(called, item, field.meaning, ()),)
    links = [ForeignKey(key, owner.name, owner.key), *_links(columns)]
    if outer:
        links.append(ForeignKey(("id",), RECORDS))
    columns = (_STORE, _ID, *outer, position, *columns)
    return Table(name, field.meaning, columns, (*key, "position"), tuple(links), path, owner.kind)


def _position(name: str, meaning: str) -> Column:
    return Column(name, Whole(1), meaning, (name,))


def _has_table(field: Field[Any]) -> bool:
    is_list = isinstance(field.type, ListOf)
    return is_list and isinstance(field.scalar, Reference | Nested | Anchor)


def _occurrences() -> Table:
    columns = (
        *(_STORE, _ID),
        _position("position", "the position among the occurrences of the record"),
        _position("evidence_position", "the position of the anchor in evidence"),
        *_columns(Place.fields),
    )
    anchor = ForeignKey(("id", "evidence_position"), "evidence", ("id", "position"))
    links = (ForeignKey(("id",), RECORDS), anchor)
    meaning = "the places in the articles that the anchors select, where an article is at hand"
    return Table(OCCURRENCES, meaning, columns, ("id", "position"), links, (OCCURRENCES,))


_STORE, _ID = _columns({"store": STORE, "id": ID})
_SHARED: Final = {name: field for name, field in Record.fields.items() if _has_table(field)}
"""The lists that every record has."""
_RECORDS: Final = _records()
TABLES: Final = (
    _stores(),
    _RECORDS,
    *(table for kind in KINDS.values() for table in _of_kind(kind)),
    *_of_lists(_SHARED, _RECORDS),
    _occurrences(),
)
"""All tables; a foreign key may lead to a table that follows."""
