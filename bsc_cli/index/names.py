"""The names by which people refer to records in place of ids.

Two names are the same if they have the same words and symbols, whatever their case, accents and
punctuation, and whether or not they begin with `the`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.index.index import MOST_NAMES
from bsc_cli.index.search_terms import SIGN, words
from bsc_cli.index.sql import RESEMBLES, fragments, is_of
from bsc_cli.model.kinds import Person
from bsc_cli.text.nearest import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record

_NAMES: Final = ("name", "aliases", "acronym", "as_written")
"""The fields that hold names; a figure is named by the words in which the article states it."""
THINGS: Final = ("agencies", "people", "groups", "places", "topics")
"""The kinds whose names take precedence over those of other kinds."""

THING, OTHER, SURNAME = range(3)
"""How well a name identifies a record, the best first: the name of an agency, a person, a group, a
place or a topic; the name of any other record; and the last word of a person's name."""


def key(name: str) -> str:
    """Return the form of a name by which it is compared, or "" if it has no words or symbols."""
    parts = (*words(name), *SIGN.findall(name))
    return " ".join(parts[1:] if len(parts) > 1 and parts[0] == "the" else parts)


def name_keys(record: Record) -> dict[str, int]:
    """Return the keys of a record's names, each with its rank: THING, OTHER or SURNAME."""
    rank = THING if record.kind in THINGS else OTHER
    texts: list[str] = []
    for field in _NAMES:
        value = record.values.get(field) or ()
        texts += [value] if isinstance(value, str) else value
    ranked = {key(text): rank for text in texts}
    if isinstance(record, Person):
        ranked.setdefault(key(record.name).rpartition(" ")[2], SURNAME)
    ranked.pop("", None)
    return ranked


def named(
    index: Index, name: str, kinds: Sequence[str] = (), store: str | None = None
) -> list[tuple[str, str]]:
    """Return the keys and kinds of the records that a name means, in one store if it is named.

    These are the records whose name, alias or acronym it is; otherwise, the people whose surname
    it is, or the record with this id in another spelling. An agency, a person, a group, a place or
    a topic takes precedence over other kinds. Returns only records of `kinds`, or of any kind if
    `kinds` is empty.
    """
    sql = f"""
        SELECT number, id, kind, rank FROM (
            SELECT number, rank FROM known_as WHERE key = :key
            UNION ALL SELECT number, {SURNAME + 1} FROM record WHERE id = :id
        ) JOIN record USING (number)
        WHERE {is_of(kinds)} AND {index.is_in(store)} ORDER BY rank, number
    """
    found = [*index.database.rows(sql, key=key(name), id="-".join(words(name)))]
    return [
        (index.key_of(number, id), kind) for number, id, kind, rank in found if rank == found[0][3]
    ]


_MOST_WORDS: Final = 20
"""The maximum number of words of a name that are compared with parts of names."""


def partly_named(index: Index, text: str, kinds: Sequence[str], limit: int) -> list[Record]:
    """Return the records with a name or id that contains the words of a text.

    The last word may be the beginning of a word. Records of the kinds that take precedence in
    `named` come first. Returns only records of `kinds`, or of any kind if `kinds` is empty.
    """
    quoted = " AND ".join(f'"{word[:LONGEST]}"' for word in words(text)[:_MOST_WORDS])
    if not quoted:
        return []
    called = f"SELECT rowid / {MOST_NAMES} FROM called WHERE called MATCH :match"
    condition = f"number IN ({called}) AND {is_of(kinds)}"
    first = f"NOT ({is_of(THINGS)}), number"
    return [row.record() for row in index.stored(condition, first, limit, match=f"{quoted}*")]


def names_like(index: Index, name: str, kinds: Sequence[str]) -> list[str]:
    """Return the ids and the keys of names that resemble a mistyped one.

    Returns only those of records of `kinds`, or of any kind if `kinds` is empty.
    """
    ids = f"""
        SELECT id FROM record WHERE {is_of(kinds)} AND {RESEMBLES.format(column="id")}
        ORDER BY number
    """
    keys = f"""
        SELECT DISTINCT key FROM known_as JOIN record USING (number)
        WHERE {is_of(kinds)} AND {RESEMBLES.format(column="key")}
    """
    values = index.database.values
    return [*values(ids, **fragments(name)), *values(keys, **fragments(key(name)))]
