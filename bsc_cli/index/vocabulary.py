"""The words of the stores in an index, and their other forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.index import tokens
from bsc_cli.index.inflection import bases
from bsc_cli.index.sql import RESEMBLES, fragments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.index.database import Database
    from bsc_cli.index.search_terms import Term


def forms(database: Database, terms: Iterable[Term]) -> dict[str, set[str]]:
    """Map each word of the terms to the word itself and its other forms in the stores.

    The result omits words of exact terms and of numbers. A word of a person's name has no other
    forms.
    """
    inflected = {
        word for term in terms if not term.exact and term.number is None for word in term.words
    }
    return {word: {word, *_forms_of(database, word)} for word in inflected}


def _forms_of(database: Database, word: str) -> Iterator[str]:
    sql = "SELECT word FROM word WHERE base = :base"
    known = database.values("SELECT base FROM word WHERE word = :word", word=word)
    return (form for base in known or bases(word) for form in database.values(sql, base=base))


def expression(database: Database, groups: Sequence[Sequence[Term]], *, exact: bool = False) -> str:
    """Return the FTS5 expression that matches some term of each group, in any form.

    With `exact`, words match only in the same form.
    """
    terms = (term for group in groups for term in group)
    return tokens.expression(groups, {} if exact else forms(database, terms))


def has_word(database: Database, word: str) -> bool:
    """Whether this word occurs in the stores."""
    return bool(database.values("SELECT 1 FROM word WHERE word = :word", word=word))


def words_like(database: Database, word: str) -> list[str]:
    """Return the words of the stores that resemble a mistyped word."""
    sql = f"SELECT DISTINCT word FROM word WHERE {RESEMBLES.format(column='word')}"
    return database.values(sql, **fragments(word))
