"""Searching: the hits, the caveats that match, and a hint if nothing does."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bsc_cli.index import highlighting
from bsc_cli.index.highlighting import Match
from bsc_cli.index.search_terms import parse, texts
from bsc_cli.model.compound import ListOf
from bsc_cli.model.kinds import ID, KIND, AnyRecord
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Number, Text
from bsc_cli.system.errors import NotThere, WrongUsage
from bsc_cli.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.index.index import Index, Selection
    from bsc_cli.index.search_terms import Term


class Hit(Struct):
    """A record that matches a search."""

    kind, id = KIND, ID
    score = Field(Number(), "how well it matches, compared with other hits of the same search")
    matches = Field(ListOf(Nested(Match)), "the places that match")
    record = Field(AnyRecord(), "the whole record")


class Caveat(Struct):
    """A caveat of a record."""

    kind, id = KIND, ID
    caveat = Field(Text(), "the caveat")


MOST_WORDS = 300
"""The most words and signs of a search; a common one takes 7 ms in 100,000 records."""
MOST_PREFIXES = 10
"""The most prefixes of a search; a single letter takes 50 ms in 100,000 records."""
MOST_CHARACTERS = 100_000
"""The most characters of a search."""


def parsed(text: str) -> tuple[Term, ...]:
    """Return the terms of a search; raise WrongUsage if it would take too long to answer."""
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
        raise WrongUsage(f"the search has {number:,} {noun}, and can have {most:,} at most", hint)


def find(index: Index, selected: Selection, limit: int | None = None) -> Iterator[Hit]:
    """Yield the hits of a search, best first."""
    terms = selected.terms or ()
    forms = index.forms(terms)
    for record, score in index.ranked(selected, limit):
        matches = tuple(highlighting.matches(terms, forms, texts(record)))
        yield Hit(kind=record.kind, id=record.id, score=score, matches=matches, record=record)


def caveats(index: Index, selected: Selection, limit: int | None = None) -> Iterator[Caveat]:
    """Yield the caveats that match a search, in the store's order.

    With `about`, these are the caveats of that record and of the records that refer to it.
    """
    terms = selected.terms
    forms = index.forms(terms or ())
    with_caveats = selected._replace(column="caveats", or_itself=True, has_caveats=True)
    matching = (
        Caveat(kind=record.kind, id=record.id, caveat=text)
        for record in index.records(with_caveats)
        for text in record.caveats
        if terms is None or highlighting.answers(terms, forms, text)
    )
    return islice(matching, limit)


def no_match(index: Index, text: str) -> NotThere:
    """Return the error for a search without a match, with a hint."""
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
    """Return a search with its unknown words replaced by similar words of the store.

    `None` if no word is unknown, if one has no similar word, or if too many are unknown.
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
"""Unknown words up to which a search gets suggestions."""
