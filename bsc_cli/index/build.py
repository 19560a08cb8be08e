"""A store to a database in which questions are answered fast.

Each record is kept as the JSON that is printed, so that a list is read and written
without being understood.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from bsc_cli.index import search_terms, stem, tokens
from bsc_cli.model.struct import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bsc_cli.index.database import Database
    from bsc_cli.model.record import Record
    from bsc_cli.store.store import Store

    Progress = Callable[[int, int], None]

_TABLES: Final = (
    # What is known of the store as a whole.
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    # The records, numbered in the store's order.
    """CREATE TABLE record (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL
    )""",
    # The values that options select by.
    "CREATE TABLE value (field TEXT, value, number INTEGER)",
    # Who refers to whom.
    "CREATE TABLE reference (target TEXT, number INTEGER)",
    # What a record as a whole is called: how many words that is, and of which record.
    "CREATE TABLE name (number INTEGER, words INTEGER)",
    f"CREATE VIRTUAL TABLE called USING fts5 (name, content='', tokenize='{tokens.TOKENIZER}')",
    # The words that a search looks at, column by column; only their index is kept.
    f"""CREATE VIRTUAL TABLE text USING fts5 (
        {", ".join(search_terms.COLUMNS)}, content='', tokenize='{tokens.TOKENIZER}'
    )""",
    # Every word, and what is common to all of its forms.
    "CREATE TABLE word (number INTEGER PRIMARY KEY, word TEXT NOT NULL, root TEXT NOT NULL)",
)

_KEYS: Final = (
    "CREATE UNIQUE INDEX record_of_id ON record (id)",
    "CREATE INDEX record_of_kind ON record (kind)",
    "CREATE INDEX value_of_field ON value (field, value, number)",
    "CREATE INDEX reference_to ON reference (target, number)",
    "CREATE UNIQUE INDEX word_of ON word (word)",
    "CREATE INDEX word_of_root ON word (root)",
)


def fill(database: Database, store: Store, progress: Progress) -> None:
    """Put a store into an empty database, telling how many records of how many are done."""
    with database.filling():
        database.run(*_TABLES)
        _add_records(database, store, progress)
        numbers = {id: number for number, id in enumerate(store.records)}
        database.fill(
            "INSERT INTO reference VALUES (?, ?)",
            ((target, numbers[id]) for target, ids in store.referring.items() for id in ids),
        )
        most = max(store.records, key=lambda id: len(store.referring.get(id, ())), default="")
        database.fill(
            "INSERT INTO meta VALUES (?, ?)",
            [("source", json.dumps(to_json(store.source))), ("most_mentioned", most)],
        )
        _add_words(database)
        database.run(*_KEYS)
    progress(1, 1)


_BATCH: Final = 500
_COLUMNS: Final = ", ".join(search_terms.COLUMNS)
_ADD_TEXT: Final = (
    f"INSERT INTO text (rowid, {_COLUMNS}) VALUES (?{', ?' * len(search_terms.COLUMNS)})"
)


def _add_records(database: Database, store: Store, progress: Progress) -> None:
    records = list(store.records.values())
    for first in range(0, len(records), _BATCH):
        progress(first, len(records))
        batch = list(enumerate(records[first : first + _BATCH], first))
        database.fill(
            "INSERT INTO record VALUES (?, ?, ?, ?)",
            ((number, record.id, record.kind, record.json) for number, record in batch),
        )
        values = ((*value, number) for number, record in batch for value in _values(record))
        database.fill("INSERT INTO value VALUES (?, ?, ?)", values)
        names = [(number, name) for number, record in batch for name in _names(record)]
        lengths = ((number, len(search_terms.words(name))) for number, name in names)
        database.fill("INSERT INTO name VALUES (?, ?)", lengths)
        called = ((tokens.of(name),) for _, name in names)
        database.fill("INSERT INTO called (name) VALUES (?)", called)
        database.fill(_ADD_TEXT, ((number, *_columns(record)) for number, record in batch))


def _values(record: Record) -> Iterator[tuple[str, object]]:
    """What options select the record by: each field that has one, with each of its values."""
    for name, field in record.fields.items():
        value = record.values[name]
        if name == "caveats":
            yield from [(name, True)] if value else []
        elif field.option and value is not None:
            yield from ((name, item) for item in (value if isinstance(value, tuple) else [value]))


def _names(record: Record) -> list[str]:
    """What the record as a whole is called: its id and its names, each once."""
    names = (each.text for each in search_terms.texts(record) if each.column == "names")
    return list({search_terms.words(name): name for name in (record.id, *names)}.values())


def _columns(record: Record) -> list[str]:
    columns: dict[str, list[str]] = {column: [] for column in search_terms.COLUMNS}
    for searched in search_terms.texts(record):
        columns[searched.column].append(tokens.of(searched.text))
    return [tokens.BREAK.join(texts) for texts in columns.values()]


def _add_words(database: Database) -> None:
    database.run("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, text, row)")
    found = database.values("SELECT term FROM temp.vocabulary")
    of_each = stem.of_each(filter(tokens.is_word, found))
    database.fill("INSERT INTO word (word, root) VALUES (?, ?)", of_each.items())
    database.run("DROP TABLE temp.vocabulary")
