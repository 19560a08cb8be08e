"""The index of stores: it finds records by key, by selection and by reference.

`names` finds them by name, and `ranking` ranks those that match a search.
"""

from __future__ import annotations

import zlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.index.selection import condition, order
from bsc_cli.index.sql import is_of, json_array, sql_limit
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import Source, key, parted
from bsc_cli.model.types import Identifier, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.index.database import Database
    from bsc_cli.index.selection import Selection
    from bsc_cli.model.record import Record

FORM: Final = 14
"""The version of the index's file; increase it when the tables or their content change."""

STORE_BITS: Final = 24
"""The number of bits of a record's number that count within its store.

The other bits are the number of the store. A store of the maximum size has 8 million records.
"""
MOST_NAMES: Final = 4096
"""The maximum number of names of a record in the table `name`; the row's number is
`MOST_NAMES * number + position`."""


def first_number(slot: int) -> int:
    """Return the first number that a record of the store with the number `slot` can have."""
    return slot << STORE_BITS


def in_slot(slot: int) -> str:
    """Return the SQL condition that a record is in the store with the number `slot`."""
    return f"number BETWEEN {first_number(slot)} AND {first_number(slot + 1) - 1}"


class StoredRow(NamedTuple):
    """A record as the index stores it: a line of JSON, parsed only on demand.

    `caveats` is the number of caveats that concern the record: its own, and those of other records
    that name it.
    """

    kind: str
    json: str
    caveats: int

    def to_json(self) -> dict[str, Any]:
        """Decode the line of JSON; the result has the keys `kind` and `store`."""
        import json  # noqa: PLC0415 - printing records as JSON does not need it

        values: dict[str, Any] = json.loads(self.json)
        return values

    def record(self) -> Record:
        """Return the row as a record of its kind."""
        return KINDS[self.kind].from_json(self.to_json())


class Index:
    """The index of one or several stores; if `chosen` names some of them, the index of those.

    A key names a record among all stores (see `record.key`). Methods return records in the order of
    the stores, and in each in the store's order, unless their description gives another order.
    They raise DamagedIndex if the index turns out to be damaged.

    `database`, and the methods that take or return SQL, are for the other modules of this folder.
    """

    def __init__(self, database: Database, chosen: Sequence[str] = ()) -> None:
        self.database = database
        slots = dict(database.rows("SELECT name, slot FROM store ORDER BY slot"))
        self._slots: dict[str, int] = {
            name: slot for name, slot in slots.items() if not chosen or name in chosen
        }
        if chosen:
            # Queries then read the view, because temporary names come first.
            listed = ", ".join(map(str, self._slots.values()))
            database.run(
                _VIEW.format(table="record", store=f"number >> {STORE_BITS}", slots=listed)
            )
            database.run(_VIEW.format(table="store", store="slot", slots=listed))

    @property
    def stores(self) -> Sequence[str]:
        """The names of the stores."""
        return tuple(self._slots)

    @property
    def is_several(self) -> bool:
        """Whether the records are from more than one store."""
        return len(self._slots) > 1

    def shown(self, key: str) -> str:
        """Return the id of a record, or its key if several stores have a record with this id."""
        id = parted(key)[1]
        if not self.is_several:
            return id
        sql = "SELECT count(*) FROM record WHERE id = :id"
        return id if self.database.values(sql, id=id) == [1] else key

    def sources(self) -> Iterator[tuple[str, Source, int]]:
        """Yield the name of each store, its source, and the number of its caveats."""
        import json  # noqa: PLC0415 - most commands print records without parsing them

        for name, source, _, _, caveats in self._described():
            yield name, Source.from_json(json.loads(source)), caveats

    def most_mentioned(self) -> str:
        """Return the key of the record that the largest number of records refer to.

        Returns "" if there are no records.
        """
        stores = ((mentions, name, id) for name, _, id, mentions, _ in self._described() if id)
        _, name, id = max(stores, key=lambda store: store[0], default=(0, "", ""))
        return id and key(name, id)

    def caveat_count(self) -> int:
        """Return the number of caveats."""
        return sum(caveats for *_, caveats in self._described())

    def _described(self) -> Iterator[tuple[str, str, str, int, int]]:
        """Yield each store's name, source, most mentioned id, its mentions, and its caveats."""
        sql = "SELECT name, source, mentioned, mentions, caveats, checksum FROM store ORDER BY slot"
        for name, source, id, mentions, caveats, checksum in self.database.rows(sql):
            if checksum != checksum_of(f"{name} {id} {mentions} {caveats}", source):
                raise self.database.damaged(f"the details of the store '{name}' are damaged")
            yield name, source, id, mentions, caveats

    def counts(self) -> dict[str, int]:
        """Return the number of records of each kind."""
        counts = dict(self.database.rows("SELECT kind, count(*) FROM record GROUP BY kind"))
        return {kind: counts.get(kind, 0) for kind in KINDS}

    def counts_by_store(self) -> dict[str, dict[str, int]]:
        """Return the number of records of each kind in each store."""
        sql = f"SELECT number >> {STORE_BITS}, kind, count(*) FROM record GROUP BY 1, 2"
        counts = {(slot, kind): count for slot, kind, count in self.database.rows(sql)}
        return {
            name: {kind: counts.get((slot, kind), 0) for kind in KINDS}
            for name, slot in self._slots.items()
        }

    def with_id(
        self, id: str, kinds: Sequence[str] = (), store: str | None = None
    ) -> list[tuple[str, str]]:
        """Return the keys and kinds of the records with this id, in one store if it is named.

        Returns only records of `kinds`, or of any kind if `kinds` is empty.
        """
        sql = f"""
            SELECT number, kind FROM record WHERE id = :id AND {self.is_in(store)} ORDER BY number
        """
        accepted = kinds or KINDS
        rows = self.database.rows(sql, id=id)
        return [(self.key_of(number, id), kind) for number, kind in rows if kind in accepted]

    def number(self, key: str) -> int | None:
        """Return the number of the record with this key, or `None` if no store has it."""
        store, id = parted(key)
        if store not in self._slots:
            return None
        sql = f"SELECT number FROM record WHERE id = :id AND {self.is_in(store)}"
        return next(iter(self.database.values(sql, id=id)), None)

    def key_of(self, number: int, id: str) -> str:
        """Return the key of the record with this number and id."""
        return key(self._names[number >> STORE_BITS], id)

    @cached_property
    def _names(self) -> dict[int, str]:
        return {slot: name for name, slot in self._slots.items()}

    def is_in(self, store: str | None) -> str:
        """Return the SQL condition that a record is in the store with this name, if any."""
        return "1" if store is None else in_slot(self._slots[store])

    def get(self, key: str) -> Record | None:
        """Return the record with this key, or `None` if no store has such a record."""
        row = self._row(key)
        return row and row.record()

    def _row(self, key: str) -> StoredRow | None:
        return next(self.stored("number = :n", n=self.number(key)), None)

    def referenced(self, key: str) -> Record:
        """Return the record with a key that another record refers to.

        Raises DamagedIndex if the index has no such record.
        """
        record = self.get(key)
        if record is None:
            raise self.database.damaged(f"the record '{key}' is missing")
        return record

    def same(self, key: str) -> list[str]:
        """Return the keys of a record and of those in other stores that stand for the same.

        The fields `same_as` link these records, directly or through others, in either direction. A
        record that is not in the index may be a link, but is not returned.
        """
        found = {key: None}
        for link in (linked := [key]):
            for other in self.database.values(_SAME, key=link):
                if other not in found:
                    found[other] = None
                    linked.append(other)
        return [other for other in found if other == key or self.number(other) is not None]

    def records(self, selection: Selection, limit: int | None = None) -> Iterator[Record]:
        """Yield the selected records, at most `limit` of them."""
        return (row.record() for row in self.rows(selection, limit))

    def rows(self, selection: Selection, limit: int | None = None) -> Iterator[StoredRow]:
        """Yield the selected records as the index stores them, at most `limit` of them."""
        condition, parameters = self.condition(selection)
        return self.stored(condition, order(selection.order), limit, **parameters)

    def condition(self, selection: Selection) -> tuple[str, dict[str, object]]:
        """Return the condition of a selection as an SQL expression and its parameters."""
        return condition(selection, self.database, self.number)

    def stored(
        self, condition: str, order: str = "number", limit: int | None = None, **parameters: object
    ) -> Iterator[StoredRow]:
        """Yield the records that meet an SQL condition, in an SQL order."""
        sql = f"""
            SELECT kind, json, caveats, checksum FROM record WHERE {condition}
            ORDER BY {order} LIMIT :limit
        """
        rows = self.database.rows(sql, **parameters, limit=sql_limit(limit))
        return (self.checked(*row) for row in rows)

    def checked(self, kind: str, line: str, caveats: int, checksum: int) -> StoredRow:
        """Return a row of the table `record`; raise DamagedIndex if its checksum does not match."""
        if checksum != checksum_of(f"{kind} {caveats}", line):
            raise self.database.damaged("a record does not match its checksum")
        return StoredRow(kind, line, caveats)

    def count(self, selection: Selection) -> int:
        """Return the number of selected records."""
        condition, parameters = self.condition(selection)
        counts = self.database.values(
            f"SELECT count(*) FROM record WHERE {condition}", **parameters
        )
        return int(sum(counts))  # a search that is not UTF-8 gives no row

    def counts_by(
        self, selection: Selection, field: str, limit: int | None = None
    ) -> Iterator[tuple[object, int]]:
        """Yield each value of a field with the number of selected records that have it.

        The most frequent values come first, equally frequent ones in the store's order. A record
        with several values counts once for each; a record without a value counts for `None`. An id
        counts separately for each store that has it. The caller must have checked the field's name.
        """
        condition, parameters = self.condition(selection)
        type = _type_of(selection.kinds, field)
        is_id = self.is_several and isinstance(type, Identifier | Reference)
        words = type.also if isinstance(type, Reference) else ()
        sql = f"""
            SELECT entry.type IN ('true', 'false'), entry.value,
                iif(:is_id AND entry.value IS NOT NULL
                    AND entry.value NOT IN (SELECT value FROM json_each(:words)),
                    number >> {STORE_BITS}, NULL),
                count(*), min(number)
            FROM record LEFT JOIN json_each(record.json, '$.{field}') AS entry
            WHERE {condition} GROUP BY 1, 2, 3 ORDER BY 4 DESC, 5, entry.key
            LIMIT :limit
        """
        parameters |= {"is_id": is_id, "words": json_array(words), "limit": sql_limit(limit)}
        for is_boolean, value, slot, count, _ in self.database.rows(sql, **parameters):
            if slot is not None:
                yield self.shown(key(self._names[slot], value)), count
            else:
                yield bool(value) if is_boolean else value, count

    def caveats_concerning(self, key: str) -> int:
        """Return the number of caveats that concern a record, those of other records included."""
        row = self._row(key)
        return row.caveats if row else 0

    def with_caveats_on(self, key: str) -> Iterator[Record]:
        """Yield the other records that have a caveat which names the record with this key."""
        condition = "number IN (SELECT number FROM concern WHERE target = :target)"
        return (row.record() for row in self.stored(condition, target=self.number(key)))

    def ids(self, kinds: tuple[str, ...] = ()) -> list[str]:
        """Return the records of these kinds, or of any kind if `kinds` is empty, as `shown`."""
        sql = f"SELECT number, id FROM record WHERE {is_of(kinds)} ORDER BY number"
        return [self.shown(self.key_of(*row)) for row in self.database.rows(sql)]

    def begin(self, prefix: str, kinds: tuple[str, ...], limit: int) -> Iterator[Record]:
        """Yield the records whose ids begin with a prefix, sorted by id.

        Yields only records of these kinds, or of any kind if `kinds` is empty.
        """
        condition = f"id >= :prefix AND id < :end AND {is_of(kinds)}"
        end = f"{prefix}\U0010ffff"
        rows = self.stored(condition, "id, number", limit, prefix=prefix, end=end)
        return (row.record() for row in rows)

    def ids_referring_to(
        self, key: str, kinds: tuple[str, ...] = (), limit: int | None = None
    ) -> list[str]:
        """Return the ids of the records, all in the same store, that refer to a record.

        Returns only ids of records of these kinds, or of any kind if `kinds` is empty.
        """
        sql = f"""
            SELECT id FROM reference JOIN record USING (number)
            WHERE target = :target AND {is_of(kinds)} ORDER BY number LIMIT :limit
        """
        return self.database.values(sql, target=self.number(key), limit=sql_limit(limit))

    def kinds_referring_to(self, key: str) -> dict[str, int]:
        """Return the number of records that refer to a given record, by kind.

        Kinds with no such records are omitted.
        """
        sql = """
            SELECT kind, count(*) FROM reference JOIN record USING (number)
            WHERE target = :target GROUP BY kind
        """
        counts = dict(self.database.rows(sql, target=self.number(key)))
        return {kind: counts[kind] for kind in KINDS if kind in counts}

    def values_of(self, kind: str, field: str) -> list[Any]:
        """Return the distinct values that a field has in the records of a kind.

        The field must be one that an option filters by. Records are returned as `shown`.
        """
        sql = """
            SELECT value FROM value JOIN record USING (number)
            WHERE field = :field AND kind = :kind GROUP BY value ORDER BY min(number)
        """
        values = self.database.values(sql, field=field, kind=kind)
        if not isinstance(KINDS[kind].fields[field].scalar, Reference):
            return values
        return [self._shown_number(v) if isinstance(v, int) else v for v in values]

    def _shown_number(self, number: int) -> str:
        for id in self.database.values("SELECT id FROM record WHERE number = :n", n=number):
            return self.shown(self.key_of(number, id))
        raise self.database.damaged("a record is missing")


def checksum_of(key: str, text: str) -> int:
    """Return a checksum of a row's key and text, by which later changes can be detected."""
    return zlib.crc32(f"{key}\n{text}".encode())


def _type_of(kinds: Sequence[str], field: str) -> object:
    """Return the type of a field's values in records of these kinds."""
    declared = KINDS[kinds[0]].fields if kinds else {}
    return declared[field].scalar if field in declared else None


_VIEW: Final = "CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {store} IN ({slots})"

_SAME: Final = """
    SELECT other FROM same WHERE key = :key UNION ALL SELECT key FROM same WHERE other = :key
"""
