"""The questions that a compiled store answers, each with one query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bsc_cli.index.database import Database
    from bsc_cli.index.search_terms import Term
    from bsc_cli.model.record import Record

FORM: Final = 3
"""The version of the tables and of what is in them; to be raised when either changes."""

_WEIGHTS: Final = (10.0, 6.0, 3.0, 1.0, 0.5)
"""What a word counts in each of the columns that are searched."""
_CALLED: Final = 10.0
"""What it counts that a record is called just what was looked for; less the more it is called."""
_EXACT: Final = 2.0
"""What words count besides where they stand in the form that was looked for."""


class Selection(NamedTuple):
    """Which records: every condition that is not None holds of them.

    `terms` are a search, in one column or in all; without any it finds nothing. `about` is
    the id of a record that they refer to or, with `or_itself`, are. `where` gives for a
    field the value that it has or, for a list, contains. `order` has the fields to sort by,
    and whether downwards; what is unknown comes last, and ids break ties.
    """

    kind: str | None = None
    terms: tuple[Term, ...] | None = None
    column: str | None = None
    about: str | None = None
    or_itself: bool = False
    where: Mapping[str, object] = {}
    has_caveats: bool | None = None
    order: tuple[tuple[str, bool], ...] = ()


class Hit(NamedTuple):
    """A record that answers a search, and how well."""

    record: Record
    score: float


class Index:
    """A compiled store. Records come in the store's order unless another is named."""

    def __init__(self, database: Database) -> None:
        self._rows = database.rows
        self._values = database.values

    def source(self) -> dict[str, Any]:
        """What is known of the article, as JSON has it."""
        import json  # noqa: PLC0415 - most commands print records without understanding them

        [text] = self._values("SELECT value FROM meta WHERE key = 'source'")
        source: dict[str, Any] = json.loads(text)
        return source

    def most_mentioned(self) -> str:
        """The id of the record that most others refer to, or nothing if there is none."""
        [id] = self._values("SELECT value FROM meta WHERE key = 'most_mentioned'")
        return str(id)

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are."""
        found = dict(self._rows("SELECT kind, count(*) FROM record GROUP BY kind"))
        return {kind: found.get(kind, 0) for kind in KINDS}

    def get(self, id: str) -> Record | None:
        """The record of an id."""
        rows = self._rows("SELECT kind, json FROM record WHERE id = ?", [id])
        return next((_record(*row) for row in rows), None)

    def records(self, selection: Selection, limit: int | None = None) -> Iterator[Record]:
        """The records that are selected, or the first so many of them."""
        condition, parameters = self._condition(selection)
        order = _order(selection.order)
        sql = f"SELECT kind, json FROM record WHERE {condition} ORDER BY {order} LIMIT ?"
        return (_record(*row) for row in self._rows(sql, [*parameters, _bound(limit)]))

    def count(self, selection: Selection) -> int:
        """How many records are selected."""
        condition, parameters = self._condition(selection)
        [[found]] = self._rows(f"SELECT count(*) FROM record WHERE {condition}", parameters)
        return int(found)

    def hits(self, selection: Selection, limit: int | None = None) -> Iterator[Hit]:
        """The records that are selected, those that answer the search best first.

        A record scores by where the words are that it shares with the search and by how
        rare they are (BM25), and by how much of what it is called they are; for each,
        words just as they were looked for count twice. Equal scores keep the store's order.
        """
        if not selection.terms:
            return iter(())
        length = sum(len(term.words) for term in selection.terms)
        wanted = self._matching(selection.terms)
        exactly = self._matching(selection.terms, exact=True)
        condition, parameters = self._condition(selection._replace(terms=None))
        bound = [length, wanted, length, exactly, wanted, *parameters, _bound(limit)]
        rows = self._rows(_BEST.format(condition), bound)
        return (Hit(_record(kind, line), round(score, 3)) for kind, line, score in rows)

    def forms(self, terms: Iterable[Term]) -> dict[str, set[str]]:
        """The forms in which the words of terms stand in the store, themselves included."""
        from bsc_cli.index import stem  # noqa: PLC0415 - only a search needs it

        asked = {word for term in terms if not term.exact for word in term.words}
        of_each = stem.of_each(asked)
        sql = "SELECT word FROM word WHERE root = ?"
        return {word: {word, *self._values(sql, root)} for word, root in of_each.items()}

    def has_word(self, word: str) -> bool:
        """Whether a word stands in the store."""
        return bool(self._values("SELECT 1 FROM word WHERE word = ?", word))

    def words_like(self, word: str) -> list[str]:
        """The words that a mistyped one may be meant for."""
        return self._values(f"SELECT word FROM word WHERE {_LIKE.format('word')}", *_parts(word))

    def ids(self, kinds: tuple[str, ...] = ()) -> list[str]:
        """The ids of some kinds, or of all."""
        return self._values(f"SELECT id FROM record WHERE {_of(kinds)} ORDER BY number", *kinds)

    def begin(self, begun: str, kinds: tuple[str, ...], limit: int) -> Iterator[Record]:
        """The records of some kinds, or of all, whose ids begin so, in the order of ids."""
        sql = f"SELECT kind, json FROM record WHERE id >= ? AND id < ? AND {_of(kinds)} ORDER BY id"
        rows = self._rows(f"{sql} LIMIT ?", [begun, f"{begun}\U0010ffff", *kinds, limit])
        return (_record(*row) for row in rows)

    def ids_like(self, id: str, kinds: tuple[str, ...] = ()) -> list[str]:
        """The ids that a mistyped one may be meant for."""
        sql = f"SELECT id FROM record WHERE {_of(kinds)} AND ({_LIKE.format('id')})"
        return self._values(f"{sql} ORDER BY number", *kinds, *_parts(id))

    def ids_referring_to(
        self, id: str, kinds: tuple[str, ...] = (), limit: int | None = None
    ) -> list[str]:
        """The ids of the records, of some kinds or of all, that refer to the one of an id."""
        sql = f"""
            SELECT id FROM reference JOIN record USING (number)
            WHERE target = ? AND {_of(kinds)} ORDER BY number LIMIT ?
        """
        return self._values(sql, id, *kinds, _bound(limit))

    def kinds_referring_to(self, id: str) -> dict[str, int]:
        """How many records of each kind refer to the one of an id; no kind has none."""
        sql = """
            SELECT kind, count(*) FROM reference JOIN record USING (number) WHERE target = ?
            GROUP BY kind
        """
        found = dict(self._rows(sql, [id]))
        return {kind: found[kind] for kind in KINDS if kind in found}

    def values_of(self, kind: str, field: str) -> list[Any]:
        """Every value that a kind's records have in a field that an option selects by."""
        sql = """
            SELECT value FROM value JOIN record USING (number) WHERE field = ? AND kind = ?
            GROUP BY value ORDER BY min(number)
        """
        return self._values(sql, field, kind)

    def _condition(self, selection: Selection) -> tuple[str, list[object]]:
        """A selection as SQL, with its parameters."""
        conditions = ["1"]
        parameters: list[object] = []
        if selection.kind is not None:
            conditions.append("kind = ?")
            parameters.append(selection.kind)
        if selection.about is not None:
            itself = "id = ? OR " if selection.or_itself else ""
            refers = "number IN (SELECT number FROM reference WHERE target = ?)"
            conditions.append(f"({itself}{refers})")
            parameters += [selection.about] * (1 + selection.or_itself)
        for field, value in selection.where.items():
            conditions.append("number IN (SELECT number FROM value WHERE field = ? AND value = ?)")
            parameters += (field, value)
        if selection.has_caveats is not None:
            has = "IN" if selection.has_caveats else "NOT IN"
            conditions.append(f"number {has} (SELECT number FROM value WHERE field = 'caveats')")
        if selection.terms:
            wanted = self._matching(selection.terms)
            conditions.append("number IN (SELECT rowid FROM text WHERE text MATCH ?)")
            parameters.append(f"{selection.column}: ({wanted})" if selection.column else wanted)
        elif selection.terms is not None:
            conditions.append("0")
        return " AND ".join(conditions), parameters

    def _matching(self, terms: tuple[Term, ...], *, exact: bool = False) -> str:
        """Terms as the full-text index is asked for them."""
        from bsc_cli.index import tokens  # noqa: PLC0415 - only a search needs it

        return tokens.expression(terms, {} if exact else self.forms(terms))


_CALLS: Final = f"""
    SELECT number, max({_CALLED} * min(1.0, 1.0 * ? / words)) AS score
    FROM called JOIN name ON name.rowid = called.rowid WHERE called MATCH ? GROUP BY number
"""
_BEST: Final = f"""
    WITH named (number, score) AS (
        SELECT number, sum(score) FROM ({_CALLS} UNION ALL {_CALLS})
        GROUP BY number
    ),
    best (number, total) AS (
        SELECT text.rowid, coalesce(named.score, 0) - bm25(text, {", ".join(map(str, _WEIGHTS))})
        FROM text LEFT JOIN named ON named.number = text.rowid
        WHERE text MATCH ?
        AND EXISTS (SELECT 1 FROM record WHERE number = text.rowid AND {{0}})
        ORDER BY 2 DESC, 1 LIMIT ?
    )
    SELECT kind, json, total FROM best JOIN record USING (number) ORDER BY total DESC, number
"""
_LIKE: Final = "substr({0}, 1, 2) = ? OR substr({0}, 2, 2) = ? OR substr({0}, -3) = ?"


def _parts(word: str) -> tuple[str, str, str]:
    """What a mistyped word has in common with what is meant: the beginning or the end."""
    folded = word.casefold()
    return folded[:2], folded[1:3], folded[-3:]


def _order(fields: tuple[tuple[str, bool], ...]) -> str:
    """An order as SQL has it; the fields' names are those of a kind."""
    if not fields:
        return "number"
    terms = []
    for field, downwards in fields:
        value = f"nullif(json_extract(json, '$.{field}'), '[]')"
        terms.append(f"{value} IS NULL, {value} COLLATE NOCASE {'DESC' if downwards else 'ASC'}")
    return ", ".join([*terms, "id"])


def _of(kinds: tuple[str, ...]) -> str:
    return f"kind IN ({', '.join('?' * len(kinds))})" if kinds else "1"


def _bound(limit: int | None) -> int:
    return -1 if limit is None else limit


def _record(kind: str, line: str) -> Record:
    return KINDS[kind].of_json(line)
