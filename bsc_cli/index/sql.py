"""Pieces of SQL, and values as parameters of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def json_array(values: Iterable[object]) -> str:
    """Return values as one parameter, because SQLite limits the number of parameters."""
    import json  # noqa: PLC0415 - as in `Index.sources`

    return json.dumps([*values])


def is_of(kinds: Sequence[str]) -> str:
    """Return the SQL condition that a record is of one of these kinds, or "1" for no kinds."""
    names = ", ".join(f"'{kind}'" for kind in kinds)
    return f"kind IN ({names})" if kinds else "1"


def sql_limit(limit: int | None) -> int:
    """Return the value of a LIMIT clause, for which SQLite takes -1 as no limit."""
    return -1 if limit is None else limit


RESEMBLES: Final = (
    "(substr({column}, 1, 2) = :first_two OR substr({column}, 2, 2) = :next_two"
    " OR substr({column}, -3) = :last_three)"
)
"""The condition that a column resembles a mistyped word, whose `fragments` are the parameters."""


def fragments(word: str) -> dict[str, str]:
    """Return three fragments of a mistyped word.

    A word that has one of the fragments in the same place counts as similar.
    """
    folded = word.casefold()
    return {"first_two": folded[:2], "next_two": folded[1:3], "last_three": folded[-3:]}
