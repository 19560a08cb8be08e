"""The searcher's text: what it asks for, whether a text answers, and how well.

Any text is a search. Plain words are all required, in any order; `"…"` is a phrase;
a trailing `*` a prefix. Words joined by punctuation (`people-smuggling`, `2,400`)
are a phrase. What has neither letter nor digit (`£`) is looked for as it stands.
Case, accents and typographic quotation marks make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+")
_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_CHUNK = re.compile(r'"([^"]*)"?|([^\s"]+)')


class Term(NamedTuple):
    """Words that stand next to each other; with `prefix`, the last need only begin so.

    `literal` is what to look for where there are no words.
    """

    words: tuple[str, ...]
    prefix: bool = False
    literal: str = ""


class Searched(NamedTuple):
    """A text that is searched: where it is from, and how much a match in it is worth."""

    field: str
    text: str
    weight: float


class Match(NamedTuple):
    """A place that matches: characters `start` to `end`, in code points, of a field."""

    field: str
    start: int
    end: int


class Found(NamedTuple):
    """How well some texts answer a query, and where."""

    score: float
    matches: tuple[Match, ...]


def fold(text: str) -> str:
    """The text without case and accents; words that fold alike are the same word."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def parse(text: str) -> tuple[Term, ...]:
    """The terms of a search, every one of which is required."""
    terms = []
    for chunk in _CHUNK.finditer(text.translate(_QUOTATION_MARKS)):
        said = chunk[1] if chunk[1] is not None else chunk[2]
        words = tuple(fold(word) for word in _WORD.findall(said))
        if words:
            terms.append(Term(words, prefix=said.endswith("*")))
        elif said.strip():
            terms.append(Term((), literal=fold(said.strip())))
    return tuple(terms)


def find(terms: Sequence[Term], texts: Iterable[Searched]) -> Found | None:
    """How the texts answer the terms, or None unless every term is in one of them.

    A term scores once, where it is worth most: the weight of the text, and up to as
    much again the more of that text it makes up.
    """
    best = [0.0] * len(terms)
    matches: list[Match] = []
    for field, text, weight in texts:
        words = [(fold(word[0]), word.start(), word.end()) for word in _WORD.finditer(text)]
        for index, term in enumerate(terms):
            spans = _spans(term, words, text)
            if spans:
                share = sum(end - start for start, end in spans) / len(text)
                best[index] = max(best[index], weight * (1 + share))
                matches += (Match(field, start, end) for start, end in spans)
    if not all(best):
        return None
    return Found(round(sum(best), 3), tuple(dict.fromkeys(matches)))


def _spans(term: Term, words: Sequence[tuple[str, int, int]], text: str) -> list[tuple[int, int]]:
    """Where a term stands in a text, given the text's folded words with their spans."""
    if not term.words:
        return _literal_spans(term.literal, text)
    length = len(term.words)
    spans = []
    for first in range(len(words) - length + 1):
        run = words[first : first + length]
        if all(map(_same, term.words, run, [False] * (length - 1) + [term.prefix])):
            spans.append((run[0][1], run[-1][2]))
    return spans


def _same(wanted: str, word: tuple[str, int, int], prefix: bool) -> bool:
    return word[0].startswith(wanted) if prefix else word[0] == wanted


def _literal_spans(literal: str, text: str) -> list[tuple[int, int]]:
    folded = [fold(char) for char in text]
    return [
        (start, start + len(literal))
        for start in range(len(text) - len(literal) + 1)
        if "".join(folded[start : start + len(literal)]) == literal
    ]
