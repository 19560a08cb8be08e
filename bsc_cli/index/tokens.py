"""What the full-text index holds, and the language in which it is asked.

A text becomes a line of tokens: its words, then the values of its numbers and its signs.
Characters for private use keep the three apart, and one text from the next.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from bsc_cli.index.search_terms import signs, words
from bsc_cli.text.folding import drop_invisible
from bsc_cli.text.numerals import NUMBER_WORDS, numerals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bsc_cli.index.search_terms import Term

TOKENIZER: Final = "ascii"
"""FTS5's tokenizer that takes every character beyond ASCII for a letter."""

BREAK: Final = " \ue000 "
"""A token that no text has; it keeps phrases from going on in another text."""
_NUMBER: Final = "\ue001"
_SIGN: Final = "\ue002"

_DIGIT: Final = re.compile(r"\d")

_MOST: Final = 200
"""How many combinations of its words' forms a term is looked for in."""


@lru_cache(maxsize=100_000)  # ids, names and terms come again and again
def of(text: str) -> str:
    """A text as the index holds it."""
    text = drop_invisible(text)
    found = words(text)
    parts = [" ".join(map(_clipped, found))]
    if _DIGIT.search(text) or not NUMBER_WORDS.isdisjoint(found):
        parts += (_number(numeral.value) for numeral in numerals(text))
    parts += map(_sign, sorted(signs(text)))
    return BREAK.join(parts)


_LONGEST: Final = 1000
"""Characters of a word by which it is found. FTS5 cuts after 32,768 bytes, even through a
character."""


def _clipped(word: str) -> str:
    return word[:_LONGEST]


def is_word(token: str) -> bool:
    """Whether a token is a word, rather than a number's value, a sign or a break."""
    return token[0] not in (BREAK.strip(), _NUMBER, _SIGN)


def _number(value: float) -> str:
    return _NUMBER + _private(f"{value:.12g}")


def _sign(sign: str) -> str:
    return _SIGN + _private(sign)


def _private(text: str) -> str:
    return "".join(char if ord(char) > 127 else chr(0xE100 + ord(char)) for char in text)


def expression(terms: Iterable[Term], forms: Mapping[str, Iterable[str]]) -> str:
    """Terms as FTS5 is asked for them; `forms` has the other forms of their words.

    Every word is quoted, so that none is read as an operator
    (https://www.sqlite.org/fts5.html#full_text_query_syntax).
    """
    return " AND ".join(part for term in terms for part in _required(term, forms))


def _required(term: Term, forms: Mapping[str, Iterable[str]]) -> Iterator[str]:
    alternatives = []
    if term.words:
        star = "*" if term.prefix else ""
        alternatives = [
            f'"{" ".join(map(_clipped, phrase))}"{star}' for phrase in _phrases(term, forms)
        ]
    if term.number is not None:
        alternatives.append(f'"{_number(term.number)}"')
    if alternatives:
        yield f"({' OR '.join(alternatives)})"
    yield from (f'"{_sign(sign)}"' for sign in sorted(term.signs))


def _phrases(term: Term, forms: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """The words of a term as they are, and again in every form that will do, if not too many.

    What stands there twice counts twice.
    """
    accepted = [{word} if term.exact else {word, *forms.get(word, ())} for word in term.words]
    if term.prefix:
        accepted[-1] = {term.words[-1]}
    phrases = list(islice(product(*map(sorted, accepted)), _MOST + 1))
    return [term.words, *(phrases if len(phrases) <= _MOST else [term.words])]
