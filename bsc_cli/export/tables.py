"""The tables of an export, derived from the declarations of the kinds.

Each kind has a table whose columns are its single values. A list has a table of its own, with a row
for each item, if its items are references or mappings, so that each reference is a foreign key; any
other list stays in its cell. The lists that every record has, which are its evidence and its
caveats, are in one table for all kinds.

A row of a record is told by the name of its store and its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.model import record
from bsc_cli.model.compound import ListOf, Optional, Required, WithDefault
from bsc_cli.model.kinds import ID, KIND, KINDS, STORE
from bsc_cli.model.record import Record, Source
from bsc_cli.model.struct import Nested, to_json
from bsc_cli.model.types import Anchor, Reference, Text, Whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bsc_cli.export.places import Place
    from bsc_cli.model.struct import Field
    from bsc_cli.model.types import ValueType

Path = tuple[str, ...]
"""The names that lead to a value in a record, an item of a list, or a source."""


class Column(NamedTuple):
    """A column: its name, the type of its values or of the items of its lists, and its meaning."""

    name: str
    type: ValueType[Any]
    meaning: str
    path: Path = ()
    is_list: bool = False
    is_required: bool = True
    """Whether every row has a value."""


class ForeignKey(NamedTuple):
    """Columns whose values are those of the key of another table."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...] = ("store", "id")


class Table(NamedTuple):
    """A table; `path` leads to the list whose items are its rows, if it has the items of a list."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    path: Path = ()
    kind: str | None = None
    """The kind whose records fill the table; `None` for all kinds."""
    also_unique: tuple[str, ...] = ()
    """Further columns by which a row can be told."""

    def rows(self, values: Mapping[str, Any]) -> Iterator[list[Any]]:
        """Yield the rows of a record, which is given as JSON."""
        own = (values["store"], values["id"])
        columns = self.columns[len(self.key) :] if self.path else self.columns
        for positions, item in _items(values, self.path):
            row = [_at(item, column.path) for column in columns]
            yield [*own, *positions, *row] if self.path else row


def _items(value: Any, path: Path) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Yield the items of the list, or of the lists in a list, that a path leads to.

    The positions of an item are counted from 1.
    """
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            for positions, inner in _items(item, path):
                yield (number, *positions), inner
    elif value is not None and path:
        yield from _items(value[path[0]], path[1:])
    elif value is not None:
        yield (), value


def _at(value: Any, path: Path) -> Any:
    for name in path:
        value = None if value is None else value[name]
    return value


_STORE: Final = Column("store", Text(), STORE.meaning, ("store",))
_ID: Final = Column("id", ID.type, ID.meaning, ("id",))
_OF_RECORD: Final = ForeignKey(("store", "id"), "records")

STORES: Final = "stores"
RECORDS: Final = "records"
OCCURRENCES: Final = "occurrences"


def tables() -> list[Table]:
    """Return all tables; a foreign key may lead to a table that follows."""
    shared = {name: field for name, field in Record.fields.items() if name in _SHARED_LISTS}
    return [
        _stores(),
        _records(),
        *(table for kind in KINDS.values() for table in _of_kind(kind)),
        *_of_lists(shared, None, (), (), ""),
        _occurrences(),
    ]


def _stores() -> Table:
    meaning = "the stores, and the articles that they are about"
    return Table(STORES, meaning, (_STORE, *_columns(Source.fields)), ("store",), ())


def store_row(name: str, source: Source) -> list[Any]:
    """Return the row of a store."""
    values = to_json(source)
    return [name, *(_at(values, column.path) for column in _columns(Source.fields))]


def _records() -> Table:
    columns = (
        Column("key", Text(), "the name of the record among all stores: STORE:ID"),
        *(_STORE, _ID, Column("kind", KIND.type, KIND.meaning)),
        Column("title", Text(), "a short description of the record"),
    )
    of_store = ForeignKey(("store",), STORES, ("store",))
    meaning = "the records of all kinds"
    return Table(RECORDS, meaning, columns, ("key",), (of_store,), also_unique=_KEY)


def record_row(values: Mapping[str, Any], title: str) -> list[Any]:
    """Return the row of a record, which is given as JSON, in the table of all kinds."""
    store, id = values["store"], values["id"]
    return [record.key(store, id), store, id, values["kind"], title]


def _of_kind(kind: type[Record]) -> Iterator[Table]:
    fields = {name: field for name, field in kind.fields.items() if name not in _SHARED_LISTS}
    columns = tuple(_columns(fields))
    links = (_OF_RECORD, *filter(None, map(_link, columns)))
    yield Table(kind.kind, kind.meaning(), (_STORE, *columns), _KEY, links, kind=kind.kind)
    yield from _of_lists(fields, kind.kind, (), (), f"{kind.kind}_")


def _link(column: Column) -> ForeignKey | None:
    """Return the foreign key that a column is, if it is one; `also` words are no records."""
    type = column.type
    if not isinstance(type, Reference) or type.also or column.is_list:
        return None
    return ForeignKey(("store", column.name), type.kinds[0] if len(type.kinds) == 1 else RECORDS)


def _columns(fields: Mapping[str, Field[Any]], path: Path = ()) -> Iterator[Column]:
    """Yield a column for each field that needs no table of its own."""
    for name, field in fields.items():
        type, own = _inner(field.type), (*path, name)
        if isinstance(type, Nested):
            inner = type.struct.fields
            yield from (column._replace(is_required=False) for column in _columns(inner, own))
        elif not _has_table(type):
            is_list = isinstance(type, ListOf)
            is_required = not isinstance(field.type, Optional | Required)
            meaning = field.meaning
            yield Column("_".join(own), field.scalar, meaning, own, is_list, is_required)


def _of_lists(
    fields: Mapping[str, Field[Any]],
    kind: str | None,
    path: Path,
    parents: tuple[Column, ...],
    prefix: str,
) -> Iterator[Table]:
    """Yield the tables of the lists among fields, and those of the lists in these.

    `parents` are the columns of the positions in the lists around.
    """
    for name, field in fields.items():
        type, own = _inner(field.type), (*path, name)
        if isinstance(type, Nested):
            yield from _of_lists(type.struct.fields, kind, own, parents, f"{prefix}{name}_")
        elif isinstance(type, ListOf) and (_has_table(type) or name in _SHARED_LISTS):
            table = _of_list(f"{prefix}{name}", field, kind, own, parents)
            yield table
            if isinstance(type.inner, Nested):
                position = _position(f"{name}_position", f"the position in {table.name}")
                inner = type.inner.struct.fields
                yield from _of_lists(inner, kind, own, (*parents, position), f"{table.name}_")


def _of_list(
    name: str, field: Field[Any], kind: str | None, path: Path, parents: tuple[Column, ...]
) -> Table:
    """Return the table of the items of a list."""
    item = field.scalar
    position = _position("position", "the position in the list, counted from 1")
    key = (_STORE, _ID, *parents, position)
    if isinstance(item, Nested):
        columns = tuple(_columns(item.struct.fields))
    else:
        columns = (Column(_ITEMS.get(item.__class__, "value"), item, field.meaning),)
    around = tuple(column.name for column in key[:-1])
    owner = name.removesuffix(f"_{path[-1]}") if parents else kind or RECORDS
    to = (*around[:-1], "position") if parents else around
    links = (ForeignKey(around, owner, to), *filter(None, map(_link, columns)))
    keys = tuple(column.name for column in key)
    return Table(name, field.meaning, (*key, *columns), keys, links, path, kind)


def _position(name: str, meaning: str) -> Column:
    return Column(name, Whole(1), meaning)


def _has_table(type: ValueType[Any]) -> bool:
    return isinstance(type, ListOf) and isinstance(type.inner, Reference | Nested)


def _inner(type: ValueType[Any]) -> ValueType[Any]:
    while isinstance(type, Optional | Required | WithDefault):
        type = type.inner
    return type


_KEY: Final = ("store", "id")
_ITEMS: Final = {Reference: "target", Anchor: "anchor"}
"""The name of the column with the items of a list, by their type."""
_SHARED_LISTS: Final = {
    name for name, field in Record.fields.items() if isinstance(_inner(field.type), ListOf)
}
"""The lists that every record has."""


def _occurrences() -> Table:
    key = (
        *(_STORE, _ID),
        _position("evidence_position", "the position of the anchor in evidence"),
        _position("position", "the number of the place among those of the anchor"),
    )
    code_points = "in the article's text, in code points, counted from 0"
    columns = (
        *key,
        Column("start", Whole(), f"the offset of the passage {code_points}"),
        Column("end", Whole(), f"the offset after the passage {code_points}"),
        Column("line", Whole(1), "the line on which the passage begins"),
        Column("column", Whole(1), "the column where it begins, in code points, counted from 1"),
        Column("text", Text(), "the passage as the article has it", is_required=False),
        Column("sentence", Text(), "its sentence, with its typography folded", is_required=False),
    )
    keys = tuple(column.name for column in key)
    anchor = ForeignKey(keys[:-1], "evidence", ("store", "id", "position"))
    meaning = "the places in the articles that the anchors select, where an article is at hand"
    return Table(OCCURRENCES, meaning, columns, keys, (anchor,))


def occurrence_rows(
    values: Mapping[str, Any], places: Iterable[tuple[int, int, Place]]
) -> Iterator[list[Any]]:
    """Yield the rows of the places of a record, each with the positions of anchor and place."""
    for anchor, number, place in places:
        yield [values["store"], values["id"], anchor, number, *place]
