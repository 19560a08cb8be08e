"""An SQLite database, with full-text search that Datasette finds.

The database has the tables of TABLES, and an FTS5 table for each table with texts. Each kind with
references has a view that adds the titles of the records referred to, and the view
`caveats_concerning` has each caveat once for the record that holds it and once for each record that
it names. A foreign key allows no words besides ids, such as `author`, so a computed column,
`voice_record`, has the voice of a claim only if that is a record. The same stores give the same
bytes.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from bsc_cli.export.content import batches
from bsc_cli.export.tables import RECORDS, TABLES
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.types import Anchor, Boolean, Choice, Number, Reference, Text, Whole
from bsc_cli.system import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bsc_cli.export.content import Content
    from bsc_cli.export.tables import Column, Table

_APPLICATION_ID: Final = 0x62736366
"""The letters `bscf`, by which an export can be recognised (PRAGMA application_id)."""
_INSTRUCTIONS: Final = 100_000
"""The number of SQLite's instructions, a fraction of a second, after which signals are handled."""
_HEADER: Final = 100
"""The size, in bytes, of the header of a database (https://www.sqlite.org/fileformat.html)."""


def is_own(path: Path) -> bool:
    """Whether a file is a database that this module wrote."""
    header = files.beginning(path, _HEADER)
    return header.startswith(b"SQLite format 3\0") and header[68:72] == _APPLICATION_ID.to_bytes(4)


def write(content: Content, path: Path) -> None:
    """Fill an empty file. Raises OSError if that fails."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            # Python handles signals between its own instructions: this gives a long statement some.
            database.set_progress_handler(lambda: 0, _INSTRUCTIONS)
            schema = (*map(_creation, TABLES), *_indexes(), *_views(), _CONCERNING)
            for statement in (*_SETTINGS, "BEGIN", *schema):
                database.execute(statement)
            into = {table.name: _insertion(table) for table in TABLES}
            for rows in batches(content):
                for name, some in rows.items():
                    database.executemany(into[name], some)
            for statement in (*_searches(), "COMMIT"):
                database.execute(statement)
    except sqlite3.Error as error:
        raise OSError(str(error)) from None


_SETTINGS: Final = (
    "PRAGMA page_size = 4096",
    f"PRAGMA application_id = {_APPLICATION_ID}",
    # Readers only ever see the complete file, so a journal for rolling back is not needed.
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA temp_store = MEMORY",
)


def _quoted(*names: str) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _creation(table: Table) -> str:
    """Return the statement that makes a table; SQLite keeps its comments in the schema."""
    columns = [f"{_declared(column)}, -- {column.meaning}" for column in table.columns]
    constraints = [
        *(_computed(column) for column in table.columns if column.also),
        f"PRIMARY KEY ({_quoted(*table.key)})",
        *(
            f"FOREIGN KEY ({_quoted(*key.columns)}) "
            f"REFERENCES {_quoted(key.table)} ({_quoted(*key.to)})"
            for key in table.foreign_keys
        ),
    ]
    lines = "\n    ".join((*columns, ",\n    ".join(constraints)))
    return f"CREATE TABLE {_quoted(table.name)} ( -- {table.meaning}\n    {lines}\n)"


def _declared(column: Column) -> str:
    """Return the declaration of a column; a list is text in JSON."""
    kind = "TEXT" if column.is_list else _TYPES.get(type(column.type), "TEXT")
    words = [_quoted(column.name), kind]
    if column.is_required:
        words.append("NOT NULL")
    if isinstance(column.type, Choice):
        values = ", ".join(f"'{value}'" for value in column.type.values)
        words.append(f"CHECK ({_quoted(column.name)} IN ({values}))")
    return " ".join(words)


def _computed(column: Column) -> str:
    """Return the declaration of a column of references without words such as `author`."""
    words = ", ".join(f"'{word}'" for word in column.also)
    name, reference = _quoted(column.name), _quoted(f"{column.name}_record")
    value = f"iif({name} IN ({words}), NULL, {name})"
    return f"{reference} TEXT GENERATED ALWAYS AS ({value}) VIRTUAL REFERENCES {RECORDS} (id)"


_TYPES: Final[dict[type, str]] = {Number: "NUMERIC", Boolean: "INTEGER", Whole: "INTEGER"}


def _insertion(table: Table) -> str:
    parameters = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {_quoted(table.name)} VALUES ({parameters})"


def _indexes() -> Iterator[str]:
    """Yield an index for each foreign key that is not the beginning of its table's key."""
    for table in TABLES:
        keys = [key.columns for key in table.foreign_keys]
        keys += [(f"{column.name}_record",) for column in table.columns if column.also]
        for columns in keys:
            if columns != table.key[: len(columns)]:
                name = _quoted(f"{table.name}_{columns[-1]}_index")
                yield f"CREATE INDEX {name} ON {_quoted(table.name)} ({_quoted(*columns)})"


def _searches() -> Iterator[str]:
    """Yield the statements that make and fill a table for the search in each table with texts."""
    for table in TABLES:
        texts = [column.name for column in table.columns if _is_searched(column)]
        if texts:
            name = f"{table.name}_fts"
            yield (
                f"CREATE VIRTUAL TABLE {_quoted(name)} USING fts5 "
                f'({_quoted(*texts)}, content="{table.name}")'
            )
            yield f"INSERT INTO {_quoted(name)} ({_quoted(name)}) VALUES ('rebuild')"


def _is_searched(column: Column) -> bool:
    return type(column.type) in (Text, Anchor) and column.name != "store"


def _views() -> Iterator[str]:
    """Yield a view for each kind with references, with the titles of the records referred to."""
    for table in TABLES:
        titles = [
            *(_title(each.name) for each in table.columns if isinstance(each.type, Reference)),
            *(_titles(each.name, table.name) for each in TABLES if _links(each, table)),
        ]
        if table.name in KINDS and titles:
            columns = ",\n    ".join(("own.*", *titles))
            name = _quoted(f"{table.name}_with_titles")
            yield f"CREATE VIEW {name} AS SELECT\n    {columns}\nFROM {_quoted(table.name)} AS own"


def _links(table: Table, owner: Table) -> bool:
    """Whether a table has the references in a list of a kind."""
    return table.kind == owner.name and table.columns[-1].name == "target"


def _title(column: str) -> str:
    """Return the title of the record that a column refers to; a word such as `author` is kept."""
    own = f"own.{_quoted(column)}"
    title = f"SELECT title FROM {RECORDS} WHERE {RECORDS}.id = {own}"
    return f"coalesce(({title}), {own}) AS {_quoted(f'{column}_title')}"


def _titles(table: str, owner: str) -> str:
    """Return the titles of the records in a list, in the order of the list."""
    titles = (
        f"SELECT title FROM {_quoted(table)} AS item JOIN {RECORDS} ON {RECORDS}.id = item.target "
        "WHERE item.id = own.id ORDER BY item.position"
    )
    name = _quoted(f"{table.removeprefix(f'{owner}_')}_titles")
    return f"(SELECT group_concat(title, '; ') FROM ({titles})) AS {name}"


_CONCERNING: Final = """CREATE VIEW "caveats_concerning" AS
SELECT store, id, id AS held_by, type, text FROM caveats
UNION ALL
SELECT caveats.store, see.target, caveats.id, type, text
FROM caveats_see AS see JOIN caveats
    ON caveats.id = see.id AND caveats.position = see.caveats_position
WHERE see.target <> see.id"""
"""A view with the caveats that concern each record, and the records that hold them."""
