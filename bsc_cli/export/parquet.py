"""Parquet files for each kind, with a partition for each store, for DuckDB, Spark and others.

A record is a row with the fields of its kind; lists and mappings keep their form. The name of the
store is the partition: `claims/store=ferry/claims.parquet`, with any character that is special in
a path escaped as in a URL. The same stores give the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from bsc_cli.export.tables import OCCURRENCES, STORES, TABLES
from bsc_cli.model.compound import ListOf, Optional, WithDefault
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.struct import Nested, to_json
from bsc_cli.model.types import Boolean, Number, Whole
from bsc_cli.system import writing
from bsc_cli.system.errors import Unwritable

try:
    import pyarrow as pa
    from pyarrow import parquet
except ImportError:
    raise Unwritable(
        "Parquet files need the library pyarrow", "install it: pip install 'bsc-cli[parquet]'"
    ) from None

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from bsc_cli.export.content import Content
    from bsc_cli.model.record import Source
    from bsc_cli.model.struct import Field
    from bsc_cli.model.types import ValueType

_GROUP: Final = 10_000
"""The number of rows that are written at once."""


def write(content: Content, path: Path) -> None:
    """Fill an empty folder. Raises OSError if that fails."""
    export = _Export(path)
    export.add_stores(content.sources())
    for row in content.rows():
        values = row.to_json()
        export.enter(values["store"])
        export.add(row.kind, values)
        for position, place in enumerate(content.articles.places(values), 1):
            export.add(OCCURRENCES, {"id": values["id"], "position": position, **place})
    export.close()
    export.add_empty(content.stores.stores[0])


class _Export:
    """The files of an export; those of one store are open at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = ""
        self._rows: dict[str, list[Mapping[str, Any]]] = {}
        self._writers: dict[str, Any] = {}
        self._written: set[str] = set()

    def add_stores(self, sources: Iterable[tuple[str, Source]]) -> None:
        """Write the table of the stores."""
        rows = [{"store": name, **to_json(source)} for name, source in sources]
        file = self._file(STORES, f"{STORES}.parquet")
        parquet.write_table(pa.Table.from_pylist(rows, _SCHEMAS[STORES]), file)

    def enter(self, store: str) -> None:
        """Make a store the current one."""
        if store != self._store:
            self.close()
            self._store = store

    def close(self) -> None:
        """Complete the files of the current store."""
        for table in self._rows:
            self._flush(table)
        for writer in self._writers.values():
            writer.close()
        self._rows, self._writers = {}, {}

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """Add a row of a table to the file of the current store."""
        rows = self._rows.setdefault(table, [])
        rows.append(row)
        if len(rows) == _GROUP:
            self._flush(table)

    def add_empty(self, store: str) -> None:
        """Write an empty file for each table without rows, so that every table can be read."""
        for table in (*KINDS, OCCURRENCES):
            if table not in self._written:
                parquet.write_table(_SCHEMAS[table].empty_table(), self._partition(table, store))

    def _flush(self, table: str) -> None:
        rows, schema = self._rows[table], _SCHEMAS[table]
        if table not in self._writers:
            file = self._partition(table, self._store)
            self._writers[table] = parquet.ParquetWriter(file, schema)
            self._written.add(table)
        self._writers[table].write_table(pa.Table.from_pylist(rows, schema))
        rows.clear()

    def _partition(self, table: str, store: str) -> Path:
        return self._file(table, f"store={quote(store, safe='')}", f"{table}.parquet")

    def _file(self, *names: str) -> Path:
        """Return the path of a new file, whose folder is created."""
        file = self._folder.joinpath(*names)
        writing.create_folder(file.parent)
        return file


def _struct(fields: Mapping[str, Field[Any]]) -> list[Any]:
    return [pa.field(name, _type(field.type)) for name, field in fields.items()]


def _type(type: ValueType[Any]) -> Any:
    while isinstance(type, Optional | WithDefault):
        type = type.inner
    match type:
        case ListOf():
            return pa.list_(_type(type.inner))
        case Nested():
            return pa.struct(_struct(type.struct.fields))
        case Number():
            return pa.float64()
        case Boolean():
            return pa.bool_()
        case Whole():
            return pa.int64()
        case _:
            return pa.string()


def _schema_of(name: str, *without: str) -> Any:
    """Return the schema of one of TABLES, which has no column of lists."""
    [columns] = [table.columns for table in TABLES if table.name == name]
    return pa.schema(
        [(each.name, _type(each.type)) for each in columns if each.name not in without]
    )


_SCHEMAS: Final = {
    STORES: _schema_of(STORES),
    OCCURRENCES: _schema_of(OCCURRENCES, "store"),
    **{name: pa.schema(_struct(kind.fields)) for name, kind in KINDS.items()},
}
"""The schema of each table; the store is the partition."""
