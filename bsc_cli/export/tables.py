"""The tables of an export, derived from the declarations of the kinds.

Each kind has a table whose columns are its single values. A list has a table of its own, with a row
for each item, if its items are references, anchors or mappings; any other list stays in its cell.
The lists that every record has, which are its evidence and its caveats, are in one table for all
kinds.

An id identifies a record in the whole export: of several stores, it is `store:id`, as commands
accept it. So each foreign key is a single column, which is what Datasette follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.model.compound import ListOf, Optional, WithDefault
from bsc_cli.model.kinds import ID, KIND, KINDS, STORE
from bsc_cli.model.record import Record, Source
from bsc_cli.model.struct import Nested
from bsc_cli.model.types import Anchor, Identifier, Reference, Text, Whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bsc_cli.model.struct import Field
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
    also: tuple[str, ...] | None = None
    """If the values are ids, the words that are allowed besides."""

    def cell(self, item: Any, prefix: str) -> Any:
        """Return the value in an item, which is JSON; an id gets a prefix."""
        for name in self.path:
            item = item and item[name]
        if prefix and self.also is not None and item is not None and item not in self.also:
            return f"{prefix}{item}"
        return item


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


STORES: Final = "stores"
RECORDS: Final = "records"
OCCURRENCES: Final = "occurrences"

_STORE: Final = Column("store", Text(), STORE.meaning, ("store",))
_ID: Final = Column("id", Identifier(), ID.meaning, ("id",))


def tables() -> list[Table]:
    """Return all tables; a foreign key may lead to a table that follows."""
    records = _records()
    return [
        _stores(),
        records,
        *(table for kind in KINDS.values() for table in _of_kind(kind)),
        *_of_lists(_SHARED, records),
        _occurrences(),
    ]


def _stores() -> Table:
    meaning = "the stores, and the articles that they are about"
    # The digests of passages are of use to bsc audit only.
    fields = {name: field for name, field in Source.fields.items() if name != "passages"}
    return Table(STORES, meaning, (_STORE, *_columns(fields)), (_STORE.name,))


def _records() -> Table:
    kind = Column("kind", KIND.type, KIND.meaning, ("kind",))
    title = Column("title", Text(), "a short description of the record", ("title",))
    links = (ForeignKey(("store",), STORES, ("store",)),)
    columns = (_STORE, _ID, kind, title)
    return Table(RECORDS, "the records of all kinds", columns, foreign_keys=links)


def _of_kind(kind: type[Record]) -> Iterator[Table]:
    fields = {name: field for name, field in kind.fields.items() if name not in _SHARED}
    columns = (_STORE, *_columns(fields))
    links = (ForeignKey(("id",), RECORDS), *_links(columns))
    table = Table(kind.kind, kind.meaning(), columns, foreign_keys=links, kind=kind.kind)
    yield table
    yield from _of_lists(fields, table, f"{kind.kind}_")


def _columns(fields: Mapping[str, Field[Any]], path: Path = ()) -> Iterator[Column]:
    """Yield a column for each field that needs no table of its own."""
    for name, field in fields.items():
        type, own = _inner(field), (*path, name)
        if isinstance(type, Nested):
            yield from _columns(type.struct.fields, own)
        elif not _has_table(field):
            is_required = not (path or isinstance(field.type, Optional))
            is_list = isinstance(type, ListOf)
            yield _column("_".join(own), field, own, is_list, is_required)


def _column(
    name: str, field: Field[Any], path: Path, is_list: bool = False, is_required: bool = True
) -> Column:
    type = field.scalar
    also = type.also if isinstance(type, Reference) else None
    return Column(name, type, field.meaning, path, is_list, is_required, also)


def _links(columns: tuple[Column, ...]) -> Iterator[ForeignKey]:
    """Yield the foreign keys that columns are; the words of `also` are ids of no record."""
    for column in columns:
        if isinstance(column.type, Reference) and not column.also:
            kinds = column.type.kinds
            yield ForeignKey((column.name,), kinds[0] if len(kinds) == 1 else RECORDS)


def _of_lists(
    fields: Mapping[str, Field[Any]], owner: Table, prefix: str = "", path: Path = ()
) -> Iterator[Table]:
    """Yield the tables of the lists in each row of a table, and those of the lists in these."""
    for name, field in fields.items():
        type, own = _inner(field), (*path, name)
        if isinstance(type, Nested):
            yield from _of_lists(type.struct.fields, owner, f"{prefix}{name}_", own)
        elif _has_table(field):
            table = _of_list(f"{prefix}{name}", field, owner, own)
            yield table
            if isinstance(field.scalar, Nested):
                yield from _of_lists(field.scalar.struct.fields, table, f"{table.name}_", own)


def _of_list(name: str, field: Field[Any], owner: Table, path: Path) -> Table:
    """Return the table of the items of a list in each row of another table."""
    own = tuple(each.replace("position", f"{owner.name}_position") for each in owner.key)
    outer = [_position(each, f"the position in {owner.name}") for each in own[1:]]
    position = _position("position", "the position in the list, counted from 1")
    item = field.scalar
    if isinstance(item, Nested):
        columns = tuple(_columns(item.struct.fields))
    else:
        called = "anchor" if isinstance(item, Anchor) else "target"
        columns = (_column(called, field, ()),)
    links = [ForeignKey(own, owner.name, owner.key), *_links(columns)]
    if outer:
        links.append(ForeignKey(("id",), RECORDS))
    columns = (_STORE, _ID, *outer, position, *columns)
    return Table(name, field.meaning, columns, (*own, "position"), tuple(links), path, owner.kind)


def _position(name: str, meaning: str) -> Column:
    return Column(name, Whole(1), meaning, (name,))


def _has_table(field: Field[Any]) -> bool:
    return isinstance(_inner(field), ListOf) and isinstance(
        field.scalar, Reference | Nested | Anchor
    )


def _inner(field: Field[Any]) -> ValueType[Any]:
    type = field.type
    while isinstance(type, Optional | WithDefault):
        type = type.inner
    return type


_SHARED: Final = {name: field for name, field in Record.fields.items() if _has_table(field)}
"""The lists that every record has."""


def _occurrences() -> Table:
    code_points = "in the article's text, in code points, counted from 0"
    line, column = "the line on which the passage begins", "the column where it begins"
    columns = (
        *(_STORE, _ID),
        _position("position", "the position among the occurrences of the record"),
        _position("evidence_position", "the position of the anchor in evidence"),
        _offset("start_offset", f"the offset of the passage {code_points}"),
        _offset("end_offset", f"the offset after the passage {code_points}"),
        _position("line", line),
        _position("column_number", f"{column}, in code points, counted from 1"),
        _text("text", "the passage as the article has it"),
        _text("sentence", "its sentence, as the article has it"),
    )
    anchor = ForeignKey(("id", "evidence_position"), "evidence", ("id", "position"))
    links = (ForeignKey(("id",), RECORDS), anchor)
    meaning = "the places in the articles that the anchors select, where an article is at hand"
    return Table(OCCURRENCES, meaning, columns, ("id", "position"), links, (OCCURRENCES,))


def _offset(name: str, meaning: str) -> Column:
    return Column(name, Whole(), meaning, (name,))


def _text(name: str, meaning: str) -> Column:
    return Column(name, Text(), meaning, (name,), is_required=False)
