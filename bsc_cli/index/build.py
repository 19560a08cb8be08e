"""Fill an index's database with the records of a store.

Each record is stored as a line of JSON, so that list commands can print the line without
parsing it.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final

from bsc_cli.index import search_terms, tokens
from bsc_cli.index.index import checksum_of
from bsc_cli.index.inflection import bases
from bsc_cli.index.names import THINGS, name_keys
from bsc_cli.model import review
from bsc_cli.model.kinds import Person
from bsc_cli.model.struct import to_json
from bsc_cli.system import jsonline

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from bsc_cli.index.database import Database
    from bsc_cli.model.record import Record
    from bsc_cli.store.store import Store

    Progress = Callable[[int, int], None]

_TABLES: Final = (
    # Facts about the store as a whole.
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL, checksum INTEGER)",
    # The records, numbered in the store's order, with the number of caveats that concern each.
    """CREATE TABLE record (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL,
        caveats INTEGER NOT NULL, checksum INTEGER
    )""",
    # The values of the fields that command-line options filter by.
    "CREATE TABLE value (field TEXT, value, number INTEGER)",
    # The references: the id of the target, and the number of the record that refers to it.
    "CREATE TABLE reference (target TEXT, number INTEGER)",
    # The caveats that name a record in `see`: its id, and the number of the record with the caveat.
    "CREATE TABLE concern (target TEXT, number INTEGER)",
    # The names by which people refer to records, in the form that `names.key` returns.
    "CREATE TABLE known_as (key TEXT, rank INTEGER, number INTEGER)",
    # The number of words in each name; the words themselves are in the same row of `called`. The
    # weight is the share of the bonus that the name earns in a search.
    "CREATE TABLE name (number INTEGER, words INTEGER, weight REAL)",
    f"CREATE VIRTUAL TABLE called USING fts5 (name, content='', tokenize='{tokens.TOKENIZER}')",
    # The searched words, column by column; `content=''` means that FTS5 keeps no copy of the text.
    f"""CREATE VIRTUAL TABLE text USING fts5 (
        {", ".join(search_terms.COLUMNS)}, content='', tokenize='{tokens.TOKENIZER}'
    )""",
    # Every word with each of its base forms.
    "CREATE TABLE word (word TEXT NOT NULL, base TEXT NOT NULL)",
)

_KEYS: Final = (
    "CREATE UNIQUE INDEX record_of_id ON record (id)",
    "CREATE INDEX record_of_kind ON record (kind)",
    "CREATE INDEX value_of_field ON value (field, value, number)",
    "CREATE INDEX known_as_key ON known_as (key, rank, number)",
    "CREATE INDEX reference_to ON reference (target, number)",
    "CREATE INDEX concern_of ON concern (target, number)",
    "CREATE UNIQUE INDEX base_of_word ON word (word, base)",
    "CREATE INDEX word_of_base ON word (base, word)",
)


def fill(database: Database, store: Store, progress: Progress) -> None:
    """Fill an empty database with the records of a store.

    `progress` is called with the number of records added and the total.
    """
    with database.transaction():
        database.run(*_TABLES)
        _add_meta(database, store)
        _add_records(database, store, progress)
        _add_references(database, store)
        _add_words(database, store)
        database.run(*_KEYS)
    progress(1, 1)


def _add_meta(database: Database, store: Store) -> None:
    most_mentioned = max(store.records, key=lambda id: len(store.referring.get(id, ())), default="")
    caveats = sum(len(record.caveats) for record in store.records.values())
    meta = {
        "source": json.dumps(to_json(store.source)),
        "most_mentioned": most_mentioned,
        "caveats": str(caveats),
    }
    rows = ((key, value, checksum_of(key, value)) for key, value in meta.items())
    database.fill("INSERT INTO meta VALUES (?, ?, ?)", rows)


_BATCH: Final = 500
_COLUMNS: Final = ", ".join(search_terms.COLUMNS)
_ADD_TEXT: Final = (
    f"INSERT INTO text (rowid, {_COLUMNS}) VALUES (?{', ?' * len(search_terms.COLUMNS)})"
)


def _add_records(database: Database, store: Store, progress: Progress) -> None:
    records = with_mutual_links(store)
    concerned = Counter(
        id for record in records for caveat in record.caveats for id in set(caveat.see)
    )
    for first in range(0, len(records), _BATCH):
        progress(first, len(records))
        batch = list(enumerate(records[first : first + _BATCH], first))
        rows = (_row(number, record, concerned[record.id]) for number, record in batch)
        database.fill("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", rows)
        values = (
            (*value, number)
            for number, record in batch
            for value in (*_values(record, concerned), _review(store, record.id))
        )
        database.fill("INSERT INTO value VALUES (?, ?, ?)", values)
        keys = ((*key, number) for number, record in batch for key in name_keys(record).items())
        database.fill("INSERT INTO known_as VALUES (?, ?, ?)", keys)
        names = [(number, *name) for number, record in batch for name in _names(record)]
        lengths = (
            (number, len(search_terms.words(name)), weight) for number, name, weight in names
        )
        database.fill("INSERT INTO name VALUES (?, ?, ?)", lengths)
        called = ((tokens.of(name),) for _, name, _ in names)
        database.fill("INSERT INTO called (name) VALUES (?)", called)
        database.fill(_ADD_TEXT, ((number, *_texts(record)) for number, record in batch))


def with_mutual_links(store: Store) -> list[Record]:
    """Return the records, each link in a mutual field completed at its other end."""
    added: dict[tuple[str, str], list[str]] = {}
    for record in store.records.values():
        for name, field in record.fields.items():
            for id in record.values[name] if field.mutual else ():
                added.setdefault((id, name), []).append(record.id)
    completed = dict(store.records)
    for (id, name), others in added.items():
        values = completed[id].values
        links = tuple(dict.fromkeys((*values[name], *others)))
        completed[id] = type(completed[id])(**{**values, name: links})
    return list(completed.values())


def _row(number: int, record: Record, others: int) -> tuple[object, ...]:
    """Return the row of a record; `others` is the number of caveats of others that name it."""
    line, kind, caveats = (
        jsonline.write(record.to_json()),
        record.kind,
        len(record.caveats) + others,
    )
    return number, record.id, kind, line, caveats, checksum_of(f"{kind} {caveats}", line)


def _values(record: Record, concerned: Container[str]) -> Iterator[tuple[str, object]]:
    """Yield every value that an option can filter by, each after the name of its field.

    The records in `concerned` count as having caveats, because caveats of others name them.
    """
    for name, field in record.fields.items():
        value = record.values[name]
        if field.filters_presence:
            yield name, bool(value) or (name == "caveats" and record.id in concerned)
        elif field.option and value is not None:
            yield from ((name, item) for item in (value if isinstance(value, tuple) else [value]))


def _review(store: Store, id: str) -> tuple[str, str]:
    """Return the state of review of a record, as the value of a field that has no place in JSON.

    A mutual link may have been completed in the index, so the record is that of the store.
    """
    return "reviewed", review.state(store.records[id], store.reviewed.get(id))


_THING, _DESCRIPTION, _ID = 1.0, 0.8, 0.3
"""The weights of names; a figure with a currency is money, and counts as a thing of that name."""


def _names(record: Record) -> Iterable[tuple[str, float]]:
    """Return the id and the names of a record with their weights.

    Of names with the same words, only the last is returned; the id is the first.
    """
    weight = _THING if record.kind in THINGS else _DESCRIPTION
    texts = (text for text in search_terms.texts(record) if text.column == "names")
    names = [(record.id.replace("-", " "), _ID)]
    names += ((text.implied or text.text, _THING if text.implied else weight) for text in texts)
    return {search_terms.words(name): (name, weight) for name, weight in names}.values()


def _texts(record: Record) -> list[str]:
    """Return the tokens of a record's text, as one string for each column."""
    columns: dict[str, list[str]] = {column: [] for column in search_terms.COLUMNS}
    for text in search_terms.texts(record):
        columns[text.column] += map(tokens.of, filter(None, (text.text, text.implied)))
    return [tokens.BREAK.join(texts) for texts in columns.values()]


def _add_references(database: Database, store: Store) -> None:
    numbers = {id: number for number, id in enumerate(store.records)}
    pairs = [(target, id) for target, ids in store.referring.items() for id in ids]
    mutual = (
        (record.id, id)
        for record in store.records.values()
        for name, field in record.fields.items()
        for id in (record.values[name] if field.mutual else ())
    )
    pairs = list(dict.fromkeys((*pairs, *mutual)))
    rows = ((target, numbers[id]) for target, id in pairs)
    database.fill("INSERT INTO reference VALUES (?, ?)", rows)
    concerns = (
        (id, numbers[record.id])
        for record in store.records.values()
        for id in {id for caveat in record.caveats for id in caveat.see}
    )
    database.fill("INSERT INTO concern VALUES (?, ?)", concerns)


def _add_words(database: Database, store: Store) -> None:
    people = (record for record in store.records.values() if isinstance(record, Person))
    names = {word for person in people for word in search_terms.words(person.name)}
    database.run("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, text, row)")
    terms = filter(tokens.is_word, database.values("SELECT term FROM temp.vocabulary"))
    rows = ((word, base) for word in terms for base in _bases(word, names))
    database.fill("INSERT INTO word VALUES (?, ?)", rows)
    database.run("DROP TABLE temp.vocabulary")


def _bases(word: str, names: Container[str]) -> Iterable[str]:
    """Return the base forms of a word; a word in people's names is a form of no other word."""
    return (f"{word}{_OF_NAME}",) if word in names else bases(word)


_OF_NAME: Final = "\ue003"
"""The last character of the base form of a word in people's names: no text has such a word."""
