"""Convert texts to tokens for FTS5, and searches to MATCH expressions.

The tokens of a text are its words, the values of its numbers, and its symbols. Characters of
Unicode's private-use area distinguish these three types of token and mark the boundaries between
texts.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from bsc_cli.index.search_terms import number_key, signs, words
from bsc_cli.system.errors import WrongUsage
from bsc_cli.text.folding import drop_invisible
from bsc_cli.text.numbers import NUMBER_WORDS, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bsc_cli.index.search_terms import Term

TOKENIZER: Final = "ascii tokenchars ''.''"
"""The FTS5 tokenizer that treats every non-ASCII character, and the point in 2.5, as a letter."""

BREAK: Final = " \ue000 "
"""A token that separates texts and never occurs in one; no phrase matches across this token."""
_NUMBER, _SIGN = "\ue001", "\ue002"
"""The first characters of the tokens for numbers and for symbols."""

_DIGIT: Final = re.compile(r"\d")

_MOST_PHRASES: Final = 100
"""The maximum number of combinations of word forms that are tried for a phrase."""
MOST_USES: Final = 100
"""The maximum number of times that a word occurs in the phrases of a search.

FTS5 reads all positions of a word once for each of these times. In a text with 500,000 equal
words, each takes 10 ms and 1 MB.
"""
_LONGEST: Final = 1000
"""The maximum number of indexed characters of a word; any further characters are ignored.

FTS5 itself would cut a token at 32,768 bytes, even within a character.
"""


@lru_cache(maxsize=100_000)  # ids, names and terms recur often in a store
def of(text: str) -> str:
    """Return the tokens of a text, joined by spaces."""
    text = drop_invisible(text)
    in_text = words(text)
    parts = [" ".join(map(_clipped, in_text))]
    if _DIGIT.search(text) or not NUMBER_WORDS.isdisjoint(in_text):
        parts += (_number(number.value) for number in numbers(text))
    parts += map(_sign, sorted(signs(text)))
    return BREAK.join(parts)


def _clipped(word: str) -> str:
    return word[:_LONGEST]


def is_word(token: str) -> bool:
    """Whether a token is a word rather than a number, a symbol or a break."""
    return token[0] not in (BREAK.strip(), _NUMBER, _SIGN)


def _number(value: float) -> str:
    return _NUMBER + number_key(value).translate(_PRIVATE)


def _sign(sign: str) -> str:
    return _SIGN + sign.translate(_PRIVATE)


_PRIVATE: Final = {code: 0xE100 + code for code in range(128)}
"""The replacements of ASCII characters: private-use characters, which FTS5 treats as letters."""


def expression(groups: Iterable[Iterable[Term]], forms: Mapping[str, Iterable[str]]) -> str:
    """Return the FTS5 expression that matches some term of each group.

    `forms` maps each word to its other forms. Words are quoted because some, such as OR, are
    operators in FTS5 (https://www.sqlite.org/fts5.html#full_text_query_syntax). Raises WrongUsage
    if the phrases contain a word more than `MOST_USES` times.
    """
    phrases = [[(term, _phrases(term, forms)) for term in group] for group in groups]
    uses = Counter(
        word for group in phrases for _, forms in group for phrase in forms for word in phrase
    )
    for word, count in uses.most_common(1):
        if count > MOST_USES:
            raise WrongUsage(
                f"the phrases of the search, in all forms, contain '{word}' {count:,} times; "
                f"the maximum is {MOST_USES}",
                "leave out some phrases, or shorten them",
            )
    parts = (
        " OR ".join(f"({' AND '.join(_required(term, forms))})" for term, forms in group)
        for group in phrases
    )
    return " AND ".join(f"({part})" for part in dict.fromkeys(parts))


def _required(term: Term, phrases: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the expressions that must match: one for a term's words or number, one per symbol.

    The words as typed are in the first one twice, so that they count twice in the score.
    """
    alternatives = []
    if term.number is not None:
        alternatives = [f'"{_number(term.number)}"']
    elif term.words:
        star = "*" if term.prefix else ""
        clipped = (" ".join(map(_clipped, phrase)) for phrase in (term.words, *phrases))
        alternatives = [f'"{phrase}"{star}' for phrase in clipped]
    if alternatives:
        yield f"({' OR '.join(alternatives)})"
    yield from (f'"{_sign(sign)}"' for sign in sorted(term.signs))


def _phrases(term: Term, forms: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return every combination of the forms of a term's words.

    If there are too many combinations, return only the words as typed. A number has no phrases.
    """
    if term.number is not None or not term.words:
        return []
    accepted = [term.accepted(word, forms) for word in term.words]
    if term.prefix:
        accepted[-1] = {term.words[-1]}
    phrases = list(islice(product(*map(sorted, accepted)), _MOST_PHRASES + 1))
    return phrases if len(phrases) <= _MOST_PHRASES else [term.words]
