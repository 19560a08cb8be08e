"""The queries that a store's index answers."""

from __future__ import annotations

import zlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import Source, key, parted
from bsc_cli.model.types import Identifier, Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bsc_cli.index.database import Database
    from bsc_cli.index.search_terms import Term, Terms
    from bsc_cli.model.record import Record
    from bsc_cli.system.errors import DamagedIndex

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


def last_number(slot: int) -> int:
    """Return the last number that a record of the store with the number `slot` can have."""
    return first_number(slot + 1) - 1


_WEIGHTS: Final = (10.0, 6.0, 6.0, 6.0, 3.0, 1.0, 0.5)
"""The weight of each searched column in the score, in the order of `search_terms.COLUMNS`."""
_NAME_BONUS: Final = 15.0
"""The addition to the score of a record whose whole name is searched for; parts earn less."""
_SAME_FORM_BONUS: Final = 5.0
"""The further addition if the words have the same forms in the name."""
_SPEAKER_SHARE: Final = 0.5
_VOICE_SHARE: Final = 0.35
"""The share of a speaker's bonus that the speaker's quotes and claims earn."""


class Selection(NamedTuple):
    """Conditions that select records, and the order of the selected records.

    A condition that is empty does not apply, except that empty `terms` match nothing.

    The selected records are of one of the `kinds`. `terms` are searched for in `column` or, by
    default, in all columns; terms are excluded only if no column is given. `about` lists groups of
    keys; the selected records refer to some record of each group. With `or_itself`, a record also
    counts as referring to itself and to those that its caveats name. `where` maps the name of a
    field to values, one of which the field must have or, if the field is a list, contain; a record
    is given by its number. For a field that `filters_presence`, the value is whether the field has
    any value. The name may also be `reviewed`, for the state of review. `order` lists the fields to
    sort by, each with `True` for descending order; absent values come last, and records with equal
    values are sorted by id.
    """

    kinds: tuple[str, ...] = ()
    terms: Terms | None = None
    column: str | None = None
    about: tuple[tuple[str, ...], ...] = ()
    or_itself: bool = False
    where: Mapping[str, tuple[str | int | bool, ...]] = {}
    order: tuple[tuple[str, bool], ...] = ()


class StoredRow(NamedTuple):
    """A record as the index stores it: a line of JSON, parsed only on demand.

    `caveats` is the number of caveats that concern the record: its own, and those of other records
    that name it.
    """

    kind: str
    json: str
    caveats: int

    @classmethod
    def checked(
        cls,
        damaged: Callable[[str], DamagedIndex],
        kind: str,
        line: str,
        caveats: int,
        checksum: int,
    ) -> Self:
        """Return a stored record; raise `damaged` if its checksum does not match."""
        if checksum != checksum_of(f"{kind} {caveats}", line):
            raise damaged("a record does not match its checksum")
        return cls(kind, line, caveats)

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
    """

    def __init__(self, database: Database, chosen: Sequence[str] = ()) -> None:
        self._rows = database.rows
        self._values = database.values
        self._damaged = database.damaged
        slots = dict(self._rows("SELECT name, slot FROM store ORDER BY slot"))
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

    @cached_property
    def is_several(self) -> bool:
        """Whether the records are from more than one store."""
        return len(self._slots) > 1

    def shown(self, key: str) -> str:
        """Return the id of a record, or its key if several stores have a record with this id."""
        id = parted(key)[1]
        if not self.is_several:
            return id
        sql = "SELECT count(*) FROM record WHERE id = :id"
        return id if self._values(sql, id=id) == [1] else key

    def sources(self) -> Iterator[tuple[str, Source, int]]:
        """Yield the name of each store, its source, and the number of its caveats."""
        import json  # noqa: PLC0415 - most commands print records without parsing them

        for name, source, _, _, caveats in self._described():
            yield name, Source.from_json(json.loads(source)), caveats

    def source(self, store: str) -> Source:
        """Return the source of the store with this name: the details of the article."""
        return next(source for name, source, _ in self.sources() if name == store)

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
        for name, source, id, mentions, caveats, checksum in self._rows(sql):
            if checksum != checksum_of(f"{name} {id} {mentions} {caveats}", source):
                raise self._damaged(f"the details of the store '{name}' are damaged")
            yield name, source, id, mentions, caveats

    def counts(self) -> dict[str, int]:
        """Return the number of records of each kind."""
        counts = dict(self._rows("SELECT kind, count(*) FROM record GROUP BY kind"))
        return {kind: counts.get(kind, 0) for kind in KINDS}

    def counts_by_store(self) -> dict[str, dict[str, int]]:
        """Return the number of records of each kind in each store."""
        sql = f"SELECT number >> {STORE_BITS}, kind, count(*) FROM record GROUP BY 1, 2"
        counts = {(slot, kind): count for slot, kind, count in self._rows(sql)}
        return {
            name: {kind: counts.get((slot, kind), 0) for kind in KINDS}
            for name, slot in self._slots.items()
        }

    def with_id(self, id: str, store: str | None = None) -> list[tuple[str, str]]:
        """Return the keys and kinds of the records with this id, in one store if it is named."""
        condition = f"id = :id AND {self._is_in(store)}"
        rows = self._rows(
            f"SELECT number, kind FROM record WHERE {condition} ORDER BY number", id=id
        )
        return [(self._key(number, id), kind) for number, kind in rows]

    def number(self, key: str) -> int | None:
        """Return the number of the record with this key, or `None` if no store has it."""
        store, id = parted(key)
        if store not in self._slots:
            return None
        sql = f"SELECT number FROM record WHERE id = :id AND {self._is_in(store)}"
        return next(iter(self._values(sql, id=id)), None)

    def _key(self, number: int, id: str) -> str:
        return key(self._names[number >> STORE_BITS], id)

    @cached_property
    def _names(self) -> dict[int, str]:
        return {slot: name for name, slot in self._slots.items()}

    def _is_in(self, store: str | None) -> str:
        """Return the SQL condition that a record is in the store with this name, if any."""
        if store is None:
            return "1"
        slot = self._slots[store]
        return f"number BETWEEN {first_number(slot)} AND {last_number(slot)}"

    def get(self, key: str) -> Record | None:
        """Return the record with this key, or `None` if no store has such a record."""
        number = self.number(key)
        return next((row.record() for row in self._stored("number = :n", n=number)), None)

    def referenced(self, key: str) -> Record:
        """Return the record with a key that another record refers to.

        Raises DamagedIndex if the index has no such record.
        """
        record = self.get(key)
        if record is None:
            raise self._damaged(f"the record '{key}' is missing")
        return record

    def same(self, key: str) -> list[str]:
        """Return the keys of a record and of those in other stores that stand for the same.

        The fields `same_as` link these records, directly or through others, in either direction. A
        record that is not in the index may be a link, but is not returned.
        """
        found = {key: None}
        for link in (linked := [key]):
            for other in self._values(_SAME, key=link):
                if other not in found:
                    found[other] = None
                    linked.append(other)
        return [other for other in found if other == key or self.number(other) is not None]

    def records(self, selection: Selection, limit: int | None = None) -> Iterator[Record]:
        """Yield the selected records, at most `limit` of them."""
        return (row.record() for row in self.rows(selection, limit))

    def rows(self, selection: Selection, limit: int | None = None) -> Iterator[StoredRow]:
        """Yield the selected records as the index stores them, at most `limit` of them."""
        condition, parameters = self._condition(selection)
        return self._stored(condition, _order(selection.order), limit, **parameters)

    def _stored(
        self, condition: str, order: str = "number", limit: int | None = None, **parameters: object
    ) -> Iterator[StoredRow]:
        sql = f"""
            SELECT kind, json, caveats, checksum FROM record WHERE {condition}
            ORDER BY {order} LIMIT :limit
        """
        rows = self._rows(sql, **parameters, limit=_sql_limit(limit))
        return (StoredRow.checked(self._damaged, *row) for row in rows)

    def count(self, selection: Selection) -> int:
        """Return the number of selected records."""
        condition, parameters = self._condition(selection)
        counts = self._values(f"SELECT count(*) FROM record WHERE {condition}", **parameters)
        return int(sum(counts))  # a search that is not UTF-8 gives no row

    def counts_by(
        self, selection: Selection, field: str, limit: int | None = None
    ) -> Iterator[tuple[object, int]]:
        """Yield each value of a field with the number of selected records that have it.

        The most frequent values come first, equally frequent ones in the store's order. A record
        with several values counts once for each; a record without a value counts for `None`. An id
        counts separately for each store that has it. The caller must have checked the field's name.
        """
        condition, parameters = self._condition(selection)
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
        parameters |= {"is_id": is_id, "words": _json_array(words), "limit": _sql_limit(limit)}
        for is_boolean, value, slot, count, _ in self._rows(sql, **parameters):
            if slot is not None:
                yield self.shown(key(self._names[slot], value)), count
            else:
                yield bool(value) if is_boolean else value, count

    def caveats_concerning(self, key: str) -> int:
        """Return the number of caveats that concern a record, those of other records included."""
        return sum(row.caveats for row in self._stored("number = :n", n=self.number(key)))

    def with_caveats_on(self, key: str) -> Iterator[Record]:
        """Yield the other records that have a caveat which names the record with this key."""
        condition = "number IN (SELECT number FROM concern WHERE target = :target)"
        return (row.record() for row in self._stored(condition, target=self.number(key)))

    def ranked(
        self, selection: Selection, limit: int | None = None
    ) -> Iterator[tuple[Record, float]]:
        """Yield the selected records with their scores, best first.

        The score is BM25, weighted by column, plus a bonus if the search is the record's name or
        part of the name, or that of its speaker. In both BM25 and the bonus, a word counts twice if
        it has the same form in the search and in the record. Records with equal scores keep the
        store's order. If the search only excludes, all scores are 0.
        """
        terms = selection.terms
        if not terms or not terms.required:
            yield from ((record, 0.0) for record in self.records(selection, limit))
            return
        condition, parameters = self._condition(
            selection._replace(terms=terms._replace(required=()) if terms.excluded else None)
        )
        rows = self._rows(
            _BEST.format(condition=condition),
            **parameters,
            any_form=self._match(terms.required),
            same_form=self._match(terms.required, exact=True),
            words_searched=sum(max(len(term.words) for term in group) for group in terms.required),
            limit=_sql_limit(limit),
        )
        for *row, score in rows:
            yield StoredRow.checked(self._damaged, *row).record(), round(score, 3)

    def forms(self, terms: Iterable[Term]) -> dict[str, set[str]]:
        """Map each word of the terms to the word itself and its other forms in the store.

        The result omits words of exact terms and of numbers. A word of a person's name has no other
        forms.
        """
        inflected = {
            word for term in terms if not term.exact and term.number is None for word in term.words
        }
        return {word: {word, *self._forms_of(word)} for word in inflected}

    def _forms_of(self, word: str) -> Iterator[str]:
        from bsc_cli.index.inflection import bases  # noqa: PLC0415 - plain lists need no forms

        sql = "SELECT word FROM word WHERE base = :base"
        known = self._values("SELECT base FROM word WHERE word = :word", word=word)
        return (form for base in known or bases(word) for form in self._values(sql, base=base))

    def has_word(self, word: str) -> bool:
        """Whether this word occurs in the store."""
        return bool(self._values("SELECT 1 FROM word WHERE word = :word", word=word))

    def words_like(self, word: str) -> list[str]:
        """Return the words of the store that resemble a mistyped word."""
        sql = f"SELECT DISTINCT word FROM word WHERE {_RESEMBLES.format(column='word')}"
        return self._values(sql, **_fragments(word))

    def ids(self, kinds: tuple[str, ...] = ()) -> list[str]:
        """Return the records of these kinds, or of any kind if `kinds` is empty, as `shown`."""
        sql = f"SELECT number, id FROM record WHERE {_is_of(kinds)} ORDER BY number"
        return [self.shown(self._key(*row)) for row in self._rows(sql)]

    def named(
        self, name: str, kinds: tuple[str, ...] = (), store: str | None = None
    ) -> list[tuple[str, str]]:
        """Return the keys and kinds of the records that a name means, in one store if it is named.

        These are the records whose name, alias or acronym it is; otherwise, the people whose
        surname it is, or the record with this id in another spelling. An agency, a person, a
        group, a place or a topic takes precedence over other kinds. Returns only records of
        `kinds`, or of any kind if `kinds` is empty.
        """
        from bsc_cli.index import names  # noqa: PLC0415 - an exact id needs no names

        found = list(
            self._rows(
                _NAMED.format(is_of=f"{_is_of(kinds)} AND {self._is_in(store)}"),
                key=names.key(name),
                id=names.spelled_as_id(name),
                last=names.SURNAME + 1,
            )
        )
        best = (row for row in found if row[3] == found[0][3])
        return [(self._key(number, id), kind) for number, id, kind, _ in best]

    def partly_named(self, text: str, kinds: tuple[str, ...], limit: int) -> list[Record]:
        """Return the records with a name or id that contains the words of a text.

        The last word may be the beginning of a word. Records of the kinds that take precedence in
        `named` come first.
        """
        from bsc_cli.index import names  # noqa: PLC0415 - see `named`

        match = names.expression(text)
        if not match:
            return []
        condition = f"""
            number IN (
                SELECT rowid / {MOST_NAMES} FROM called WHERE called MATCH :match
            ) AND {_is_of(kinds)}
        """
        first = f"NOT ({_is_of(names.THINGS)}), number"
        rows = self._stored(condition, first, limit, match=match)
        return [row.record() for row in rows]

    def begin(self, prefix: str, kinds: tuple[str, ...], limit: int) -> Iterator[Record]:
        """Yield the records whose ids begin with a prefix, sorted by id.

        Yields only records of these kinds, or of any kind if `kinds` is empty.
        """
        condition = f"id >= :prefix AND id < :end AND {_is_of(kinds)}"
        end = f"{prefix}\U0010ffff"
        rows = self._stored(condition, "id, number", limit, prefix=prefix, end=end)
        return (row.record() for row in rows)

    def ids_like(self, id: str, kinds: tuple[str, ...] = ()) -> list[str]:
        """Return the ids that resemble a mistyped id.

        Returns only ids of records of these kinds, or of any kind if `kinds` is empty.
        """
        sql = f"""
            SELECT id FROM record WHERE {_is_of(kinds)} AND ({_RESEMBLES.format(column="id")})
            ORDER BY number
        """
        return self._values(sql, **_fragments(id))

    def names_like(self, name: str, kinds: tuple[str, ...] = ()) -> list[str]:
        """Return the names, in the form for comparison, that resemble a mistyped name.

        Returns only names of records of these kinds, or of any kind if `kinds` is empty.
        """
        from bsc_cli.index import names  # noqa: PLC0415 - see `named`

        sql = f"""
            SELECT DISTINCT key FROM known_as JOIN record USING (number)
            WHERE {_is_of(kinds)} AND ({_RESEMBLES.format(column="key")})
        """
        return self._values(sql, **_fragments(names.key(name)))

    def ids_referring_to(
        self, key: str, kinds: tuple[str, ...] = (), limit: int | None = None
    ) -> list[str]:
        """Return the ids of the records, all in the same store, that refer to a record.

        Returns only ids of records of these kinds, or of any kind if `kinds` is empty.
        """
        sql = f"""
            SELECT id FROM reference JOIN record USING (number)
            WHERE target = :target AND {_is_of(kinds)} ORDER BY number LIMIT :limit
        """
        return self._values(sql, target=self.number(key), limit=_sql_limit(limit))

    def kinds_referring_to(self, key: str) -> dict[str, int]:
        """Return the number of records that refer to a given record, by kind.

        Kinds with no such records are omitted.
        """
        sql = """
            SELECT kind, count(*) FROM reference JOIN record USING (number)
            WHERE target = :target GROUP BY kind
        """
        counts = dict(self._rows(sql, target=self.number(key)))
        return {kind: counts[kind] for kind in KINDS if kind in counts}

    def values_of(self, kind: str, field: str) -> list[Any]:
        """Return the distinct values that a field has in the records of a kind.

        The field must be one that an option filters by. Records are returned as `shown`.
        """
        sql = """
            SELECT value FROM value JOIN record USING (number)
            WHERE field = :field AND kind = :kind GROUP BY value ORDER BY min(number)
        """
        values = self._values(sql, field=field, kind=kind)
        if not isinstance(KINDS[kind].fields[field].scalar, Reference):
            return values
        return [self._shown_number(v) if isinstance(v, int) else v for v in values]

    def _shown_number(self, number: int) -> str:
        for id in self._values("SELECT id FROM record WHERE number = :n", n=number):
            return self.shown(self._key(number, id))
        raise self._damaged("a record is missing")

    def _condition(self, selection: Selection) -> tuple[str, dict[str, object]]:
        """Return the conditions of a selection as an SQL expression and its parameters."""
        conditions = ["1"]
        parameters: dict[str, object] = {}
        if selection.kinds:
            conditions.append(_is_of(selection.kinds))
        if selection.about:
            conditions.append(_AROUND if selection.or_itself else _ABOUT)
            groups = [*map(self._numbers, dict.fromkeys(selection.about))]
            pairs = ([group, number] for group, numbers in enumerate(groups) for number in numbers)
            parameters |= {"about": _json_array(pairs), "groups": len(groups)}
        for number, (field, values) in enumerate(selection.where.items()):
            conditions.append(_HAS_VALUE.format(number))
            parameters |= {f"field_{number}": field, f"values_{number}": _json_array(values)}
        if terms := selection.terms:
            search = self._match(terms.required)
            if search:
                conditions.append("number IN (SELECT rowid FROM text WHERE text MATCH :search)")
                parameters["search"] = (
                    f"{selection.column}: ({search})" if selection.column else search
                )
            if terms.excluded and not selection.column:
                conditions.append(
                    "number NOT IN (SELECT rowid FROM text WHERE text MATCH :excluded)"
                )
                parameters["excluded"] = self._match((terms.excluded,))
            if not (terms.required or terms.excluded):
                conditions.append("0")
        return " AND ".join(conditions), parameters

    def _numbers(self, keys: Iterable[str]) -> Iterator[int | None]:
        return map(self.number, keys)

    def _match(self, groups: Sequence[Sequence[Term]], *, exact: bool = False) -> str:
        from bsc_cli.index import tokens  # noqa: PLC0415 - as in `_forms_of`

        terms = (term for group in groups for term in group)
        return tokens.expression(groups, {} if exact else self.forms(terms))


def checksum_of(key: str, text: str) -> int:
    """Return a checksum of a row's key and text, by which later changes can be detected."""
    return zlib.crc32(f"{key}\n{text}".encode())


def _type_of(kinds: Sequence[str], field: str) -> object:
    """Return the type of a field's values in records of these kinds."""
    declared = KINDS[kinds[0]].fields if kinds else {}
    return declared[field].scalar if field in declared else None


def _json_array(values: Iterable[object]) -> str:
    """Return values as one parameter, because SQLite limits the number of parameters."""
    import json  # noqa: PLC0415 - as in `Index.source`

    return json.dumps([*values])


_HAS_VALUE: Final = """
    number IN (
        SELECT number FROM value
        WHERE field = :field_{0} AND value IN (SELECT value FROM json_each(:values_{0}))
    )
"""
_VIEW: Final = "CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {store} IN ({slots})"

_SAME: Final = """
    SELECT other FROM same WHERE key = :key UNION ALL SELECT key FROM same WHERE other = :key
"""

_WANTED: Final = """(
    SELECT json_extract(value, '$[0]') AS wanted, json_extract(value, '$[1]') AS target
    FROM json_each(:about)
)"""
_REFER: Final = f"SELECT wanted, number FROM {_WANTED} CROSS JOIN reference USING (target)"
_CONCERN: Final = f"SELECT wanted, number FROM {_WANTED} CROSS JOIN concern USING (target)"
_ARE: Final = f"SELECT wanted, target AS number FROM {_WANTED}"
_ALL_OF: Final = """
    number IN (SELECT number FROM ({0}) GROUP BY number HAVING count(DISTINCT wanted) = :groups)
"""
_ABOUT: Final = _ALL_OF.format(_REFER)
_AROUND: Final = _ALL_OF.format(f"{_REFER} UNION ALL {_CONCERN} UNION ALL {_ARE}")
"""The conditions that a record refers to all targets; see `Selection.or_itself` for the second."""

_NAMED: Final = """
    SELECT number, id, kind, rank FROM (
        SELECT number, rank FROM known_as WHERE key = :key
        UNION ALL SELECT number, :last FROM record WHERE id = :id
    ) JOIN record USING (number)
    WHERE {is_of} ORDER BY rank, number
"""

_RESEMBLES: Final = (
    "substr({column}, 1, 2) = :first_two OR substr({column}, 2, 2) = :next_two"
    " OR substr({column}, -3) = :last_three"
)


def _fragments(word: str) -> dict[str, str]:
    """Return three fragments of a mistyped word.

    A word that has one of the fragments in the same place counts as similar.
    """
    folded = word.casefold()
    return {"first_two": folded[:2], "next_two": folded[1:3], "last_three": folded[-3:]}


_NAME_SCORES: Final = f"""
    SELECT called.rowid / {MOST_NAMES} AS number,
        max({{bonus}} * weight * min(1.0, 1.0 * :words_searched / words)) AS score
    FROM called JOIN name ON name.number = called.rowid
    WHERE called MATCH {{match}} GROUP BY 1
"""
# CROSS JOIN keeps the order of the tables: named records are few, values are many.
_BEST: Final = f"""
    WITH named (number, score) AS MATERIALIZED (
        SELECT number, sum(score) FROM (
            {_NAME_SCORES.format(match=":any_form", bonus=_NAME_BONUS)}
            UNION ALL {_NAME_SCORES.format(match=":same_form", bonus=_SAME_FORM_BONUS)}
        )
        GROUP BY number
    ),
    spoken (number, score) AS (
        SELECT value.number,
            score * CASE field WHEN 'speaker' THEN {_SPEAKER_SHARE} ELSE {_VOICE_SHARE} END
        FROM named CROSS JOIN value ON field IN ('speaker', 'voice') AND value = named.number
    ),
    bonus (number, score) AS (
        SELECT number, sum(score)
        FROM (SELECT * FROM named UNION ALL SELECT * FROM spoken) GROUP BY number
    ),
    best (number, total) AS (
        SELECT text.rowid, coalesce(bonus.score, 0) - bm25(text, {", ".join(map(str, _WEIGHTS))})
        FROM text LEFT JOIN bonus ON bonus.number = text.rowid
        WHERE text MATCH :any_form
        AND EXISTS (SELECT 1 FROM record WHERE number = text.rowid AND {{condition}})
        ORDER BY 2 DESC, 1 LIMIT :limit
    )
    SELECT kind, json, caveats, checksum, total FROM best JOIN record USING (number)
    ORDER BY total DESC, number
"""


def _order(fields: tuple[tuple[str, bool], ...]) -> str:
    """Return the terms of an ORDER BY clause; the caller must have checked the fields' names."""
    if not fields:
        return "number"
    terms = []
    for field, descending in fields:
        value = f"nullif(json_extract(json, '$.{field}'), '[]')"
        terms.append(f"{value} IS NULL, {value} COLLATE NOCASE {'DESC' if descending else 'ASC'}")
    return ", ".join([*terms, "id", "number"])


def _is_of(kinds: tuple[str, ...]) -> str:
    names = ", ".join(f"'{kind}'" for kind in kinds)
    return f"kind IN ({names})" if kinds else "1"


def _sql_limit(limit: int | None) -> int:
    return -1 if limit is None else limit
