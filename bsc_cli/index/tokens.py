"""Texts and searches for FTS5: a line of tokens, a MATCH expression, and the stems of words.

The tokens of a text are its words, the values of its numbers, and its signs. Characters of
Unicode's private-use area tell the three apart, and separate texts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from bsc_cli.index.database import Database
from bsc_cli.index.search_terms import signs, words
from bsc_cli.text.folding import drop_invisible
from bsc_cli.text.numerals import NUMBER_WORDS, numerals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bsc_cli.index.search_terms import Term

TOKENIZER: Final = "ascii"
"""The FTS5 tokenizer for which every character beyond ASCII is a letter."""

BREAK: Final = " \ue000 "
"""A token that no text has, so that no phrase matches across two texts."""
_NUMBER, _SIGN = "\ue001", "\ue002"
"""The beginnings of tokens for the value of a number and for a sign."""

_DIGIT: Final = re.compile(r"\d")

_MOST_PHRASES: Final = 200
"""The most combinations of forms of its words in a search for a phrase."""
_LONGEST: Final = 1000
"""The characters of a word that count: FTS5 cuts a token at 32,768 bytes, even in a character."""


@lru_cache(maxsize=100_000)  # ids, names and terms of a list occur many times in a store
def of(text: str) -> str:
    """Return the tokens of a text, joined by spaces."""
    text = drop_invisible(text)
    in_text = words(text)
    parts = [" ".join(map(_clipped, in_text))]
    if _DIGIT.search(text) or not NUMBER_WORDS.isdisjoint(in_text):
        parts += (_number(numeral.value) for numeral in numerals(text))
    parts += map(_sign, sorted(signs(text)))
    return BREAK.join(parts)


def _clipped(word: str) -> str:
    return word[:_LONGEST]


def is_word(token: str) -> bool:
    """Whether a token is a word, and not the value of a number, a sign or a break."""
    return token[0] not in (BREAK.strip(), _NUMBER, _SIGN)


def _number(value: float) -> str:
    return _NUMBER + f"{value:.12g}".translate(_PRIVATE)


def _sign(sign: str) -> str:
    return _SIGN + sign.translate(_PRIVATE)


_PRIVATE: Final = {code: 0xE100 + code for code in range(128)}
"""Moves ASCII to the private-use area, where FTS5 takes all characters for letters."""


def expression(terms: Iterable[Term], forms: Mapping[str, Iterable[str]]) -> str:
    """Return the MATCH expression for terms; `forms` has the other forms of their words.

    Words are quoted because FTS5 has words for operators
    (https://www.sqlite.org/fts5.html#full_text_query_syntax).
    """
    return " AND ".join(part for term in terms for part in _required(term, forms))


def _required(term: Term, forms: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Yield the required parts of a term: its words or its number, and its signs."""
    alternatives = []
    if term.words:
        star = "*" if term.prefix else ""
        phrases = (" ".join(map(_clipped, phrase)) for phrase in _phrases(term, forms))
        alternatives = [f'"{phrase}"{star}' for phrase in phrases]
    if term.number is not None:
        alternatives.append(f'"{_number(term.number)}"')
    if alternatives:
        yield f"({' OR '.join(alternatives)})"
    yield from (f'"{_sign(sign)}"' for sign in sorted(term.signs))


def _phrases(term: Term, forms: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return the words of a term as typed and, if there are not too many, in all their forms.

    The words as typed are in the list twice, so that they count twice.
    """
    accepted = [{word} if term.exact else {word, *forms.get(word, ())} for word in term.words]
    if term.prefix:
        accepted[-1] = {term.words[-1]}
    phrases = list(islice(product(*map(sorted, accepted)), _MOST_PHRASES + 1))
    return [term.words, *(phrases if len(phrases) <= _MOST_PHRASES else [term.words])]


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """Return the stem of each word: the part that smuggle, smuggling and smugglers share.

    SQLite has Porter's algorithm (https://tartarus.org/martin/PorterStemmer/) only as a
    tokenizer, so the words go through a table in memory. Unlike Porter's, these stems are the
    same for people (smuggler) and actions, and for British and American spellings.
    """
    numbered = dict(enumerate(words))
    database = Database.create()
    database.run(
        "CREATE VIRTUAL TABLE spelling USING fts5 (word, tokenize='porter ascii')",
        "CREATE VIRTUAL TABLE token USING fts5vocab (spelling, instance)",
    )
    spellings = (
        (number, _BRITISH.sub("iz", word))
        for number, word in numbered.items()
        if len(word) <= _LONGEST_STEMMED
    )
    database.fill("INSERT INTO spelling (rowid, word) VALUES (?, ?)", spellings)
    porter = dict(database.rows("SELECT doc, term FROM token"))
    return {word: _AGENT.sub("", porter.get(number, word)) for number, word in numbered.items()}


_LONGEST_STEMMED: Final = 100
"""The longest word with a stem of its own: FTS5 may cut a longer one within a character."""
_BRITISH: Final = re.compile(r"(?<=\w{3})is(?=(?:e[drs]?|ers|ing|ations?)\Z)")
"""The `is` of organise, organising and organisation."""
_AGENT: Final = re.compile(r"(?<=\w{5})[eo]r\Z")
"""The ending of words for people: smuggler, operator."""
