"""What a search looks for and looks at: terms, texts, and where they match.

Any text is a search. Plain words are all required, in any order and any form (`smuggle`,
`smuggling`); `"…"` is a phrase, word for word; a trailing `*` a prefix. Words joined by
punctuation (`people-smuggling`) stand next to each other. Numbers are found as written
and by their value (`75m`, `£75 million`, `75000000`), signs such as `£` as they stand.
Case, accents and typographic quotation marks make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli import elements
from bsc_cli.values import Refer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from bsc_cli.record import Record

COLUMNS: Final = ("names", "words", "body", "mentions", "caveats")
"""What is searched in, the most telling first: what a record is called; words that are
quoted; what is said of it; ids of other records; its caveats."""

_COLUMN_OF = {
    **dict.fromkeys(("name", "aliases", "acronym", "as_written"), "names"),
    **dict.fromkeys(("text", "value"), "words"),
    "caveats": "caveats",
}
_UNSEARCHED = frozenset({"evidence", "support", "listed", "comparator", "implied_by"})
"""Fields that say how a record is known rather than what it says.

Anchors are left out because they name in passing what other records are about.
"""

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_SIGN = re.compile(r"[^\w\s.,;:!?'\"()\[\]…“”‘’–—-]|_")
_PER_CENT = re.compile(r"\bper ?cent\b", re.IGNORECASE)
_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_QUOTED_OR_NOT = re.compile(r'"([^"]*)"?|([^"]+)')
_ENDS = re.compile(r"[.,;:!?)]*(?=\s|\Z)")


class Term(NamedTuple):
    """Something that has to be there: words next to each other, a number, signs.

    The words are folded. With `exact` no other forms of them will do; with `prefix` the
    last need only begin so. A number may be there in any writing.
    """

    words: tuple[str, ...]
    exact: bool = False
    prefix: bool = False
    number: float | None = None
    signs: frozenset[str] = frozenset()


class Searched(NamedTuple):
    """A text that is searched: the field that it is from, and its column."""

    field: str
    text: str
    column: str


class Match(NamedTuple):
    """A place that matches: characters `start` to `end`, in code points, of a field."""

    field: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text without case and accents; words that fold alike are the same word."""
    if text.isascii():
        return text.lower()
    # Character by character: a run of marks takes the square of its length to be put in order.
    decomposed = (char for each in text for char in unicodedata.normalize("NFKD", each))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in its order."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    return tuple(map(fold, _WORD.findall(text)))


def signs(text: str) -> set[str]:
    """The signs of a text that are looked for by themselves: `£`, `%`, but no full stop."""
    return {*_SIGN.findall(text), *(["%"] if _PER_CENT.search(text) else [])}


def parse(text: str) -> tuple[Term, ...]:
    """The terms of a search, every one of which is required."""
    terms: list[Term] = []
    for match in _QUOTED_OR_NOT.finditer(text.translate(_QUOTATION_MARKS)):
        phrase, plain = match.groups()
        terms += _plain_terms(plain) if plain else [_term(phrase, exact=True)]
    return tuple(term for term in terms if term.words or term.signs)


def _plain_terms(text: str) -> Iterator[Term]:
    """The terms of a text without quotation marks: numbers, and what white space parts."""
    done = 0
    for numeral in elements.numerals(text):
        start, end = numeral.span
        if text[:start][-1:].strip() or not _ENDS.match(text, end):
            continue
        yield from map(_term, text[done:start].split())
        written = text[start:end]
        yield Term(words(written), number=numeral.value, signs=frozenset(signs(written)))
        done = end
    yield from map(_term, text[done:].split())


def _term(written: str, exact: bool = False) -> Term:
    found = words(written)
    if found:
        return Term(found, exact, prefix=written.endswith("*"))
    return Term((), signs=frozenset(signs(written)))


def texts(record: Record) -> Iterator[Searched]:
    """What a search looks at: every value that says what the record is about."""
    for name, value in record.values.items():
        if name in _UNSEARCHED or value is None:
            continue
        column = _COLUMN_OF.get(name, "body")
        if isinstance(record.fields[name].scalar, Refer):
            column = "mentions"
        if isinstance(value, list | tuple):
            for index, item in enumerate(value):
                yield Searched(f"{name}[{index}]", str(item), column)
        else:
            text = f"{value:.12g}" if isinstance(value, float) else str(value)
            yield Searched(name, text, column)


def matches(
    terms: Iterable[Term], forms: Mapping[str, Collection[str]], texts: Iterable[Searched]
) -> list[Match]:
    """Every place of the texts where a term stands; `forms` has the other forms of words."""
    return [
        Match(searched.field, start, end)
        for searched in texts
        for term in terms
        for start, end in sorted(spans(term, forms, searched.text))
    ]


def spans(term: Term, forms: Mapping[str, Collection[str]], text: str) -> set[tuple[int, int]]:
    """Where a term stands in a text, in code points."""
    found: set[tuple[int, int]] = set()
    if term.number is not None:
        numerals = elements.numerals(text)
        found.update((n.span.start, n.span.end) for n in numerals if n.value == term.number)
    if not term.words:
        found.update(sign.span() for sign in _SIGN.finditer(text) if sign[0] in term.signs)
        return found
    standing = [(fold(word[0]), word.start(), word.end()) for word in _WORD.finditer(text)]
    for first in range(len(standing) - len(term.words) + 1):
        run = standing[first : first + len(term.words)]
        if all(_is(term, index, word, forms) for index, (word, _, _) in enumerate(run)):
            found.add((run[0][1], run[-1][2]))
    return found


def _is(term: Term, index: int, word: str, forms: Mapping[str, Collection[str]]) -> bool:
    """Whether a word may stand where a term has its word of this index."""
    wanted = term.words[index]
    if term.prefix and index == len(term.words) - 1:
        return word.startswith(wanted)
    return word == wanted or (not term.exact and word in forms.get(wanted, ()))


def answers(terms: Iterable[Term], forms: Mapping[str, Collection[str]], text: str) -> bool:
    """Whether a single text has every term."""
    has = signs(text)
    return all(spans(term, forms, text) and term.signs <= has for term in terms)
