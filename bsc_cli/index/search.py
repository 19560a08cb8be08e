"""Find the records and caveats that match a search; explain a search that matches nothing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bsc_cli.index import highlighting
from bsc_cli.index.highlighting import MOST_MATCHES, Match
from bsc_cli.index.search_terms import parse, texts
from bsc_cli.model.compound import ListOf
from bsc_cli.model.kinds import ID, KIND, AnyRecord
from bsc_cli.model.record import Caveat
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Number
from bsc_cli.system.errors import NotThere, WrongUsage
from bsc_cli.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.index.index import Index, Selection
    from bsc_cli.index.search_terms import Term
    from bsc_cli.model.record import Record


class Hit(Struct):
    """A record that matches a search."""

    kind, id = KIND, ID
    score = Field(Number(), "the relevance, comparable only within the same search")
    matches = Field(
        ListOf(Nested(Match)), f"the first {MOST_MATCHES} matches in the record's fields"
    )
    record = Field(AnyRecord(), "the whole record")


class CaveatRow(Struct):
    """A caveat, and the record that has it."""

    kind, id = KIND, ID
    type, text, see = Caveat.type, Caveat.text, Caveat.see

    @classmethod
    def of(cls, record: Record, caveat: Caveat) -> CaveatRow:
        """Return a row for a caveat of a record."""
        return cls(kind=record.kind, id=record.id, **caveat.values)


MOST_WORDS = 300
"""The maximum number of words and symbols in a search.

A common word takes 7 ms to find in 100,000 records.
"""
MOST_PREFIXES = 10
"""The maximum number of prefixes in a search.

A prefix of a single letter takes 50 ms to find in 100,000 records.
"""
MOST_CHARACTERS = 100_000
"""The maximum number of characters in a search."""


def parsed(text: str) -> tuple[Term, ...]:
    """Parse a search into terms; raise WrongUsage if the search would take too long."""
    shorter = "leave out the least important words"
    _check_bound(len(text), "characters", MOST_CHARACTERS, shorter)
    terms = parse(text)
    words = sum(len(term.words) + len(term.signs) for term in terms)
    _check_bound(words, "words", MOST_WORDS, shorter)
    prefixes = sum(term.prefix for term in terms)
    longer = "write more of the words in full"
    _check_bound(prefixes, "prefixes such as word*", MOST_PREFIXES, longer)
    return terms


def _check_bound(number: int, noun: str, most: int, hint: str) -> None:
    if number > most:
        raise WrongUsage(f"the search has {number:,} {noun}; the maximum is {most:,}", hint)


def find(index: Index, selected: Selection, limit: int | None = None) -> Iterator[Hit]:
    """Yield the hits of a search, best first."""
    terms = selected.terms or ()
    forms = index.forms(terms)
    for record, score in index.ranked(selected, limit):
        matches = tuple(highlighting.matches(terms, forms, texts(record)))
        yield Hit(kind=record.kind, id=record.id, score=score, matches=matches, record=record)


def caveats(
    index: Index, selected: Selection, types: Sequence[str] = (), limit: int | None = None
) -> Iterator[CaveatRow]:
    """Yield the caveats that match a search, in the store's order; of these types if any are given.

    If `selected.about` is set, yield only the caveats that concern all of its records. These are
    the caveats of the record itself and of the records that refer to it, and those that name it.
    """
    terms = selected.terms
    forms = index.forms(terms or ())
    own = {id: {id, *index.ids_referring_to(id)} for id in selected.about}
    with_caveats = selected._replace(column="caveats", or_itself=True, where={"caveats": (True,)})
    matching = (
        CaveatRow.of(record, caveat)
        for record in index.records(with_caveats)
        for caveat in record.caveats
        if (not types or caveat.type in types)
        and all(record.id in ids or id in caveat.see for id, ids in own.items())
        and (terms is None or highlighting.answers(terms, forms, caveat.text))
    )
    return islice(matching, limit)


def caveats_on(index: Index, id: str) -> Iterator[CaveatRow]:
    """Yield the caveats of other records that name the record with this id."""
    for record in index.with_caveats_on(id):
        yield from (CaveatRow.of(record, caveat) for caveat in record.caveats if id in caveat.see)


def no_match(index: Index, text: str) -> NotThere:
    """Return the error, with a hint, for a search that matches nothing."""
    terms = parsed(text)
    if not terms:
        return NotThere(f"'{text}' has no word to search for", "type a word or a number")
    near = near_words(index, text)
    if near:
        hint = f"did you mean '{near}'?"
    elif any(term.prefix for term in terms):
        hint = "try fewer words, or shorter prefixes"
    else:
        hint = "try fewer words, or a prefix such as word*"
    return NotThere(f"nothing matches '{text}'", hint)


def near_words(index: Index, text: str) -> str | None:
    """Return the words of a search, replacing unknown words with similar words of the store.

    Returns `None` if no word is unknown, if too many words are unknown, or if an unknown word
    resembles no word of the store.
    """
    terms = parsed(text)
    forms = index.forms(terms)
    words = [word for term in terms if not term.prefix for word in term.words]
    unknown = dict.fromkeys(
        word for word in words if not (index.has_word(word) or len(forms.get(word, ())) > 1)
    )
    if not unknown or len(unknown) > _MOST_MISTYPED:
        return None
    replacements: dict[str, str] = {}
    for word in unknown:
        near = nearest(word, index.words_like(word), 0.75)
        if near is None:
            return None
        replacements[word] = near
    return " ".join(replacements.get(word, word) for word in words)


_MOST_MISTYPED = 5
"""The maximum number of unknown words in a search for which replacements are suggested."""
