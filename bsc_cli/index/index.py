"""The queries that a store's index answers."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bsc_cli.index.database import Database
    from bsc_cli.index.search_terms import Term, Terms
    from bsc_cli.model.record import Record

FORM: Final = 11
"""The version of the index's file; increase it when the tables or their content change."""

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
    default, in all columns; terms are excluded only if no column is given. `about` lists the ids of
    records, all of which the selected records refer to; with `or_itself`, a record also counts as
    referring to itself and to those that its caveats name. `where` maps the name of a field to
    values, one of which the field must have or, if the field is a list, contain; for a field that
    `filters_presence`, the value is whether the field has any value. The name may also be
    `reviewed`, for the state of review. `order` lists the fields to
    sort by, each with `True` for descending order; absent values come last, and records with equal
    values are sorted by id.
    """

    kinds: tuple[str, ...] = ()
    terms: Terms | None = None
    column: str | None = None
    about: tuple[str, ...] = ()
    or_itself: bool = False
    where: Mapping[str, tuple[str | bool, ...]] = {}
    order: tuple[tuple[str, bool], ...] = ()


class StoredRow(NamedTuple):
    """A record as the index stores it: a line of JSON, parsed only on demand.

    `caveats` is the number of caveats that concern the record: its own, and those of other records
    that name it.
    """

    kind: str
    json: str
    caveats: int

    def to_json(self) -> dict[str, Any]:
        """Decode the line of JSON; the result has the key `kind`."""
        import json  # noqa: PLC0415 - printing records as JSON does not need it

        values: dict[str, Any] = json.loads(self.json)
        return values

    def record(self) -> Record:
        """Return the row as a record of its kind."""
        return KINDS[self.kind].from_json(self.to_json())


class Index:
    """The index of a store.

    Methods return records in the store's order unless their description gives another order.
    They raise DamagedIndex if the index turns out to be damaged.
    """

    def __init__(self, database: Database) -> None:
        self._rows = database.rows
        self._values = database.values
        self._damaged = database.damaged

    def source(self) -> Source:
        """Return the store's source: the details of the article."""
        import json  # noqa: PLC0415 - most commands print records without parsing them

        return Source.from_json(json.loads(self._meta("source")))

    def most_mentioned(self) -> str:
        """Return the id of the record that the largest number of records refer to.

        Returns "" if the store is empty.
        """
        return self._meta("most_mentioned")

    def caveat_count(self) -> int:
        """Return the number of caveats."""
        return int(self._meta("caveats"))

    def counts(self) -> dict[str, int]:
        """Return the number of records of each kind."""
        counts = dict(self._rows("SELECT kind, count(*) FROM record GROUP BY kind"))
        return {kind: counts.get(kind, 0) for kind in KINDS}

    def kind_of(self, id: str) -> str | None:
        """Return the kind of the record with this id, or `None` if there is no such record."""
        return next(iter(self._values("SELECT kind FROM record WHERE id = :id", id=id)), None)

    def get(self, id: str) -> Record | None:
        """Return the record with this id, or `None` if the store has no such record."""
        return next((row.record() for row in self._stored("id = :id", id=id)), None)

    def referenced(self, id: str) -> Record:
        """Return the record with an id that another record refers to.

        Raises DamagedIndex if the index has no such record.
        """
        record = self.get(id)
        if record is None:
            raise self._damaged(f"the record '{id}' is missing")
        return record

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
        return (self._row(*row) for row in rows)

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
        with several values counts once for each; a record without a value counts for `None`. The
        caller must have checked the field's name.
        """
        condition, parameters = self._condition(selection)
        sql = f"""
            SELECT entry.type IN ('true', 'false'), entry.value, count(*)
            FROM record LEFT JOIN json_each(record.json, '$.{field}') AS entry
            WHERE {condition} GROUP BY 1, 2
            ORDER BY 3 DESC, min(number * {_LONGEST_LIST} + coalesce(CAST(entry.key AS INTEGER), 0))
            LIMIT :limit
        """
        for is_boolean, value, count in self._rows(sql, **parameters, limit=_sql_limit(limit)):
            yield bool(value) if is_boolean else value, count

    def caveats_concerning(self, id: str) -> int:
        """Return the number of caveats that concern a record, those of other records included."""
        return sum(row.caveats for row in self._stored("id = :id", id=id))

    def with_caveats_on(self, id: str) -> Iterator[Record]:
        """Yield the other records that have a caveat which names the record with this id."""
        condition = "number IN (SELECT number FROM concern WHERE target = :target)"
        return (row.record() for row in self._stored(condition, target=id))

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
            yield self._row(*row).record(), round(score, 3)

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
        """Return the ids of the records of these kinds, or of any kind if `kinds` is empty."""
        return self._values(f"SELECT id FROM record WHERE {_is_of(kinds)} ORDER BY number")

    def named(self, name: str, kinds: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """Return the ids and kinds of the records that a name means.

        These are the records whose name, alias or acronym it is; otherwise, the people whose
        surname it is, or the record with this id in another spelling. An agency, a person, a
        group, a place or a topic takes precedence over other kinds. Returns only records of
        `kinds`, or of any kind if `kinds` is empty.
        """
        from bsc_cli.index import names  # noqa: PLC0415 - an exact id needs no names

        found = list(
            self._rows(
                _NAMED.format(is_of=_is_of(kinds)),
                key=names.key(name),
                id=names.spelled_as_id(name),
                last=names.SURNAME + 1,
            )
        )
        return [(id, kind) for id, kind, rank in found if rank == found[0][2]]

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
                SELECT number FROM name JOIN called ON name.rowid = called.rowid
                WHERE called MATCH :match
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
        rows = self._stored(condition, "id", limit, prefix=prefix, end=end)
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
        self, id: str, kinds: tuple[str, ...] = (), limit: int | None = None
    ) -> list[str]:
        """Return the ids of the records that refer to the record with the id `id`.

        Returns only ids of records of these kinds, or of any kind if `kinds` is empty.
        """
        sql = f"""
            SELECT id FROM reference JOIN record USING (number)
            WHERE target = :target AND {_is_of(kinds)} ORDER BY number LIMIT :limit
        """
        return self._values(sql, target=id, limit=_sql_limit(limit))

    def kinds_referring_to(self, id: str) -> dict[str, int]:
        """Return the number of records that refer to a given record, by kind.

        Kinds with no such records are omitted.
        """
        sql = """
            SELECT kind, count(*) FROM reference JOIN record USING (number)
            WHERE target = :target GROUP BY kind
        """
        counts = dict(self._rows(sql, target=id))
        return {kind: counts[kind] for kind in KINDS if kind in counts}

    def values_of(self, kind: str, field: str) -> list[Any]:
        """Return the distinct values that a field has in the records of a kind.

        The field must be one that an option filters by.
        """
        sql = """
            SELECT value FROM value JOIN record USING (number)
            WHERE field = :field AND kind = :kind GROUP BY value ORDER BY min(number)
        """
        return self._values(sql, field=field, kind=kind)

    def _meta(self, key: str) -> str:
        rows = self._rows("SELECT value, checksum FROM meta WHERE key = :key", key=key)
        for value, checksum in rows:
            if checksum == checksum_of(key, value):
                return str(value)
        raise self._damaged(f"the value of '{key}' is missing")

    def _row(self, kind: str, line: str, caveats: int, checksum: int) -> StoredRow:
        """Return a stored record; raise DamagedIndex if its checksum does not match."""
        if checksum != checksum_of(f"{kind} {caveats}", line):
            raise self._damaged("a record does not match its checksum")
        return StoredRow(kind, line, caveats)

    def _condition(self, selection: Selection) -> tuple[str, dict[str, object]]:
        """Return the conditions of a selection as an SQL expression and its parameters."""
        conditions = ["1"]
        parameters: dict[str, object] = {}
        if selection.kinds:
            conditions.append(_is_of(selection.kinds))
        if selection.about:
            conditions.append(_AROUND if selection.or_itself else _ABOUT)
            parameters["about"] = _json_array(dict.fromkeys(selection.about))
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

    def _match(self, groups: Sequence[Sequence[Term]], *, exact: bool = False) -> str:
        from bsc_cli.index import tokens  # noqa: PLC0415 - as in `_forms_of`

        terms = (term for group in groups for term in group)
        return tokens.expression(groups, {} if exact else self.forms(terms))


def checksum_of(key: str, text: str) -> int:
    """Return a checksum of a row's key and text, by which later changes can be detected."""
    return zlib.crc32(f"{key}\n{text}".encode())


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
_TARGETS: Final = "SELECT value FROM json_each(:about)"
_REFER: Final = f"SELECT target, number FROM reference WHERE target IN ({_TARGETS})"
_CONCERN: Final = f"SELECT target, number FROM concern WHERE target IN ({_TARGETS})"
_ARE: Final = f"SELECT id, number FROM record WHERE id IN ({_TARGETS})"
_ALL_OF: Final = """
    number IN (
        SELECT number FROM ({0}) GROUP BY number HAVING count(*) = json_array_length(:about)
    )
"""
_ABOUT: Final = _ALL_OF.format(_REFER)
_AROUND: Final = _ALL_OF.format(f"{_REFER} UNION {_CONCERN} UNION {_ARE}")
"""The conditions that a record refers to all targets; see `Selection.or_itself` for the second.

No query has the same pair of a target and a number twice.
"""

_LONGEST_LIST: Final = 10_000_000
"""More than the number of items in any list: a store has at most ten million values."""

_NAMED: Final = """
    SELECT id, kind, rank FROM (
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


_NAME_SCORES: Final = """
    SELECT number, max({bonus} * weight * min(1.0, 1.0 * :words_searched / words)) AS score
    FROM called JOIN name ON name.rowid = called.rowid
    WHERE called MATCH {match} GROUP BY number
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
        FROM named CROSS JOIN record USING (number)
        CROSS JOIN value ON field IN ('speaker', 'voice') AND value = id
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
    return ", ".join([*terms, "id"])


def _is_of(kinds: tuple[str, ...]) -> str:
    names = ", ".join(f"'{kind}'" for kind in kinds)
    return f"kind IN ({names})" if kinds else "1"


def _sql_limit(limit: int | None) -> int:
    return -1 if limit is None else limit
