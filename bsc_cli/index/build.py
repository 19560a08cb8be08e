"""Fill an index's database with the records of stores, or remove those of a store from it.

Each record is stored as a line of JSON, so that list commands can print the line without
parsing it. All other rows follow from the records, so that a store can be removed by making its
rows again from the lines; FTS5 can remove a text of which it keeps no copy only in this way
(https://www.sqlite.org/fts5.html#the_delete_command).
"""

from __future__ import annotations

import json
from collections import Counter
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.index import graph, search_terms, tokens
from bsc_cli.index.index import MOST_NAMES, Index, checksum_of, first_number, in_slot
from bsc_cli.index.inflection import bases
from bsc_cli.index.names import THINGS, name_keys
from bsc_cli.model import review
from bsc_cli.model.kinds import REVIEWED, Person
from bsc_cli.model.struct import to_json
from bsc_cli.model.types import Choice, Reference
from bsc_cli.system import jsonline

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from bsc_cli.index.database import Database
    from bsc_cli.index.reading import Part
    from bsc_cli.model.record import Record
    from bsc_cli.model.struct import Field
    from bsc_cli.store.store import Store

    Progress = Callable[[int, int], None]

_TABLES: Final = (
    # The stores, numbered in their order. `mentions` is the largest number of records that refer
    # to a record, and `mentioned` is the id of that record.
    """CREATE TABLE store (
        slot INTEGER PRIMARY KEY, name TEXT NOT NULL, path BLOB NOT NULL, digest TEXT, state TEXT,
        source TEXT NOT NULL, mentioned TEXT NOT NULL, mentions INTEGER NOT NULL,
        caveats INTEGER NOT NULL, checksum INTEGER
    )""",
    # The folders that were searched for stores, with their states, and the stores that were left
    # out, without a state.
    "CREATE TABLE watched (path BLOB NOT NULL, state TEXT NOT NULL)",
    # The records, numbered in the order of the stores and, in each, in the store's order, with the
    # number of caveats that concern each. The number tells the store: see `first_number`.
    """CREATE TABLE record (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL,
        caveats INTEGER NOT NULL, checksum INTEGER
    )""",
    # The values of the fields that command-line options filter by; a reference as the number of
    # the record that it leads to.
    "CREATE TABLE value (field TEXT, value, number INTEGER)",
    # The references: the numbers of the target and of the record that refers to it.
    "CREATE TABLE reference (target INTEGER, number INTEGER)",
    # The caveats that name a record in `see`: the numbers of that record, and of the one with the
    # caveat.
    "CREATE TABLE concern (target INTEGER, number INTEGER)",
    # The names by which people refer to records, in the form that `names.key` returns.
    "CREATE TABLE known_as (key TEXT, rank INTEGER, number INTEGER)",
    # The links to records of other stores that stand for the same: two keys.
    "CREATE TABLE same (key TEXT, other TEXT)",
    # The number of words in each name; the words themselves are in the same row of `called`. The
    # weight is the share of the bonus that the name earns in a search. The row's number tells the
    # record: see `MOST_NAMES`.
    "CREATE TABLE name (number INTEGER PRIMARY KEY, words INTEGER, weight REAL)",
    f"CREATE VIRTUAL TABLE called USING fts5 (name, content='', tokenize='{tokens.TOKENIZER}')",
    # The searched words, column by column; `content=''` means that FTS5 keeps no copy of the text.
    f"""CREATE VIRTUAL TABLE text USING fts5 (
        {", ".join(search_terms.COLUMNS)}, content='', tokenize='{tokens.TOKENIZER}'
    )""",
    # Every word with each of its base forms, and the number of stores in which it has that form.
    "CREATE TABLE word (word TEXT NOT NULL, base TEXT NOT NULL, stores INTEGER NOT NULL)",
    "CREATE UNIQUE INDEX base_of_word ON word (word, base)",
)

_KEYS: Final = (
    "CREATE INDEX record_of_id ON record (id)",
    "CREATE INDEX record_of_kind ON record (kind)",
    "CREATE INDEX value_of_field ON value (field, value, number)",
    "CREATE INDEX known_as_key ON known_as (key, rank, number)",
    "CREATE INDEX reference_to ON reference (target, number)",
    "CREATE INDEX concern_of ON concern (target, number)",
    "CREATE INDEX same_of ON same (key, other)",
    "CREATE INDEX same_to ON same (other, key)",
    "CREATE INDEX word_of_base ON word (base, word)",
)

_COLUMNS: Final = {
    "record": ("number", "id", "kind", "json", "caveats", "checksum"),
    "value": ("field", "value", "number"),
    "known_as": ("key", "rank", "number"),
    "reference": ("target", "number"),
    "concern": ("target", "number"),
    "same": ("key", "other"),
    "name": ("number", "words", "weight"),
    "called": ("rowid", "name"),
    "text": ("rowid", *search_terms.COLUMNS),
}
"""The columns of the tables with rows for each record."""
_SEARCHED: Final = ("called", "text")
"""The tables that are searched, which are FTS5 tables."""


def fill(database: Database, stores: Iterable[tuple[Part, Store]], progress: Progress) -> None:
    """Fill an empty database with the records of stores.

    For each store, `progress` is called with the number of records added and the total.
    """
    with database.transaction():
        database.run(*_TABLES)
        _add(database, stores, Counter(), progress)
        database.run(*_KEYS)


def replace(
    database: Database,
    removed: Iterable[int],
    added: Iterable[tuple[Part, Store]],
    states: Mapping[int, str],
) -> None:
    """Remove stores, given by their numbers, add others, and record states of files."""
    with database.transaction():
        words = Counter[_Form]()
        index = Index(database)
        for slot in removed:
            _remove(database, index, slot, words)
        _add(database, added, words, lambda *_: None)
        database.fill("DELETE FROM word WHERE stores = ?", [(0,)])
        rows = ((state, slot) for slot, state in states.items())
        database.fill("UPDATE store SET state = ? WHERE slot = ?", rows)


def watch(database: Database, states: Iterable[tuple[bytes, str]]) -> None:
    """Replace the paths that are watched for changes, each with its state."""
    with database.transaction():
        database.run("DELETE FROM watched")
        database.fill("INSERT INTO watched VALUES (?, ?)", states)


_BATCH: Final = 500
_Form = tuple[str, str]
"""A word and one of its base forms."""


def _add(
    database: Database,
    stores: Iterable[tuple[Part, Store]],
    words: Counter[_Form],
    progress: Progress,
) -> None:
    """Add stores; `words` counts in how many more stores each word has each base form."""
    for part, store in stores:
        records = [record.in_store(part.name) for record in with_mutual_links(store)]
        rows = _Rows(records, part.slot, partial(_review, store))
        database.fill(_ADD_STORE, [_store_row(part, store)])
        rows.run(database, _INSERT, progress)
        words.update(rows.forms())
        progress(1, 1)
    # Sorted, because the order of a set of words differs between runs.
    changed = sorted((*form, number) for form, number in words.items() if number)
    database.fill(_COUNT_WORD, changed)


def _remove(database: Database, index: Index, slot: int, words: Counter[_Form]) -> None:
    """Remove a store, and subtract its words; raise DamagedIndex if its records are damaged."""
    records = [row.record() for row in index.stored(in_slot(slot))]
    rows = _Rows(records, slot, _any_state)
    rows.run(database, _DELETE, lambda *_: None)
    words.subtract(rows.forms())
    database.fill("DELETE FROM store WHERE slot = ?", [(slot,)])


def _insertion(table: str) -> str:
    columns = _COLUMNS[table]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES (?{', ?' * (len(columns) - 1)})"


def _deletion(table: str) -> str:
    columns = _COLUMNS[table]
    if table in _SEARCHED:
        values = f"'delete'{', ?' * len(columns)}"
        return f"INSERT INTO {table} ({table}, {', '.join(columns)}) VALUES ({values})"
    return f"DELETE FROM {table} WHERE {' AND '.join(f'{name} = ?' for name in columns)}"


_INSERT: Final = {table: _insertion(table) for table in _COLUMNS}
_DELETE: Final = {table: _deletion(table) for table in _COLUMNS}
_ADD_STORE: Final = f"INSERT INTO store VALUES (?{', ?' * 9})"
_COUNT_WORD: Final = """
    INSERT INTO word VALUES (?, ?, ?)
    ON CONFLICT (word, base) DO UPDATE SET stores = stores + excluded.stores
"""


def _store_row(part: Part, store: Store) -> tuple[object, ...]:
    most = max(store.records, key=lambda id: len(store.referring.get(id, ())), default="")
    caveats = sum(len(record.caveats) for record in store.records.values())
    source = json.dumps(to_json(store.source))
    number = len(store.referring.get(most, ()))
    checksum = checksum_of(f"{part.name} {most} {number} {caveats}", source)
    slot, name, path, digest, state = part
    return slot, name, path, digest, state, source, most, number, caveats, checksum


class _Rows:
    """The rows of a store's records, whose links are complete, in each table."""

    def __init__(
        self, records: list[Record], slot: int, states: Callable[[str], Iterable[str]]
    ) -> None:
        """Prepare the rows; `states` returns the possible states of review for an id."""
        self._records = records
        self._states = states
        self.numbers = {record.id: first_number(slot) + n for n, record in enumerate(records)}
        self._concerned = Counter(
            id for record in records for caveat in record.caveats for id in set(caveat.see)
        )
        self._names = _words_of_people(records)
        self._words: set[str] = set()

    def run(self, database: Database, statements: Mapping[str, str], progress: Progress) -> None:
        """Run the statement of each table once for each of its rows."""
        for first in range(0, len(self._records), _BATCH):
            progress(first, len(self._records))
            for table, rows in self._of(self._records[first : first + _BATCH]).items():
                database.fill(statements[table], rows)

    def _of(self, records: Iterable[Record]) -> dict[str, list[tuple[object, ...]]]:
        """Return the rows of some of the records, table by table."""
        rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _COLUMNS}
        for record in records:
            number = self.numbers[record.id]
            others = self._concerned[record.id]
            rows["record"].append(_row(number, record, others))
            rows["value"] += ((*value, number) for value in self._values(record))
            rows["known_as"] += ((*key, number) for key in name_keys(record).items())
            targets = dict.fromkeys(id for _, id in graph.references(record))
            rows["reference"] += (
                (self.numbers[id], number) for id in targets if id in self.numbers
            )
            seen = dict.fromkeys(id for caveat in record.caveats for id in caveat.see)
            rows["concern"] += ((self.numbers[id], number) for id in seen if id in self.numbers)
            links = dict.fromkeys(record.values.get("same_as", ()))
            rows["same"] += ((record.key, other) for other in links)
            for row, (name, weight) in enumerate(_names(record), number * MOST_NAMES):
                rows["name"].append((row, len(search_terms.words(name)), weight))
                rows["called"].append((row, tokens.of(name)))
            texts = _texts(record)
            for text in texts:
                self._words.update(text.split(" "))
            rows["text"].append((number, *texts))
        return rows

    def forms(self) -> Iterator[_Form]:
        """Yield each word of the rows that have been made, with each of its base forms."""
        for word in self._words:
            if word and tokens.is_word(word):
                yield from ((word, base) for base in _bases(word, self._names))

    def _values(self, record: Record) -> Iterator[tuple[str, object]]:
        """Yield every value that an option can filter by, each after the name of its field.

        A record that caveats of others name counts as having caveats.
        """
        for name, field in record.fields.items():
            value = record.values[name]
            if field.filters_presence:
                yield name, bool(value) or (name == "caveats" and record.id in self._concerned)
            elif field.option and value is not None:
                for item in value if isinstance(value, tuple | list) else [value]:
                    yield name, self._number(field, item)
        # The state of review has no place in JSON.
        yield from (("reviewed", state) for state in self._states(record.id))

    def _number(self, field: Field[Any], item: str) -> object:
        """Return the number of the record that a value leads to; any other value as it is."""
        type = field.scalar
        leads = isinstance(type, Reference) and item not in type.also
        return self.numbers.get(item, item) if leads else item


def _review(store: Store, id: str) -> tuple[str]:
    """Return the state of review of a record.

    A mutual link may have been completed in the index, so the record is that of the store.
    """
    return (review.state(store.records[id], store.reviewed.get(id)),)


def _any_state(_: str) -> Sequence[str]:
    """Return all states of review, of which a record in an index has one."""
    assert isinstance(REVIEWED.scalar, Choice)
    return REVIEWED.scalar.values


def _words_of_people(records: Iterable[Record]) -> set[str]:
    people = (record for record in records if isinstance(record, Person))
    return {word for person in people for word in search_terms.words(person.name)}


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
    kind, line = record.kind, jsonline.write(record.to_json())
    caveats = len(record.caveats) + others
    return number, record.id, kind, line, caveats, checksum_of(f"{kind} {caveats}", line)


_THING, _DESCRIPTION, _ID = 1.0, 0.8, 0.3
"""The weights of names; a figure with a currency is money, and counts as a thing of that name."""


def _names(record: Record) -> Iterable[tuple[str, float]]:
    """Return the id and the names of a record with their weights.

    Of names with the same words, only the last is returned; the id is the first. Names beyond
    `MOST_NAMES` earn no bonus.
    """
    weight = _THING if record.kind in THINGS else _DESCRIPTION
    texts = (text for text in search_terms.texts(record) if text.column == "names")
    names = [(record.id.replace("-", " "), _ID)]
    names += ((text.implied or text.text, _THING if text.implied else weight) for text in texts)
    distinct = {search_terms.words(name): (name, weight) for name, weight in names}
    return islice(distinct.values(), MOST_NAMES)


def _texts(record: Record) -> list[str]:
    """Return the tokens of a record's text, as one string for each column."""
    columns: dict[str, list[str]] = {column: [] for column in search_terms.COLUMNS}
    for text in search_terms.texts(record):
        columns[text.column] += map(tokens.of, filter(None, (text.text, text.implied)))
    return [tokens.BREAK.join(texts) for texts in columns.values()]


def _bases(word: str, names: Container[str]) -> Iterable[str]:
    """Return the base forms of a word; a word in people's names is a form of no other word."""
    return (f"{word}{_OF_NAME}",) if word in names else bases(word)


_OF_NAME: Final = "\ue003"
"""The last character of the base form of a word in people's names: no text has such a word."""
