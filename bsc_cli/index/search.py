"""What a search finds: hits and caveats, and a hint where it finds nothing."""

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
    """A record that a search finds."""

    kind, id = KIND, ID
    score = Field(Number(), "how well it matches, compared with other hits of the same search")
    matches = Field(ListOf(Nested(Match)), "the places that match")
    record = Field(AnyRecord(), "the whole record")


class Caveat(Struct):
    """A caveat of a record."""

    kind, id = KIND, ID
    caveat = Field(Text(), "the caveat")


MOST_WORDS = 300
"""The most words and signs of a search. In 100,000 records, FTS5 takes 7 ms for a common one."""
MOST_PREFIXES = 10
"""The most prefixes in a search. In 100,000 records, FTS5 takes 50 ms for a single letter."""
MOST_CHARACTERS = 100_000
"""The most characters of a search."""


def parsed(text: str) -> tuple[Term, ...]:
    """Return the terms of a search; raise WrongUsage if it would take too long to answer."""
    if len(text) > MOST_CHARACTERS:
        raise WrongUsage(
            f"the search has {len(text):,} characters, and can have {MOST_CHARACTERS:,} at most",
            "leave out the least important words",
        )
    terms = parse(text)
    words = sum(len(term.words) + len(term.signs) for term in terms)
    if words > MOST_WORDS:
        raise WrongUsage(
            f"the search has {words:,} words, and can have {MOST_WORDS} at most",
            "leave out the least important words",
        )
    prefixes = sum(term.prefix for term in terms)
    if prefixes > MOST_PREFIXES:
        raise WrongUsage(
            f"the search has {prefixes:,} prefixes such as word*, "
            f"and can have {MOST_PREFIXES} at most",
            "write more of the words in full",
        )
    return terms


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
    return islice(_caveats(index, selected), limit)


def _caveats(index: Index, selected: Selection) -> Iterator[Caveat]:
    terms = selected.terms
    forms = index.forms(terms or ())
    with_caveats = selected._replace(column="caveats", or_itself=True, has_caveats=True)
    for record in index.records(with_caveats):
        for text in record.caveats:
            if terms is None or highlighting.answers(terms, forms, text):
                yield Caveat(kind=record.kind, id=record.id, caveat=text)


def no_match(index: Index, text: str) -> NotThere:
    """Return the error for a search that matches nothing, with the best hint there is."""
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
    """Return a search with the words that the store does not have replaced by similar ones.

    None if the store has all words, has no similar one, or if there are too many to look for.
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
"""The most unknown words for which similar ones are looked for."""
