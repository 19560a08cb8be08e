"""The terms of a search, and the texts of a record that are searched.

Any text is a search. All words are required, in any order and any form (`smuggle`, `smuggling`);
`"…"` is an exact phrase; `*` after a word or a phrase stands for any ending of its last word.
Words joined by punctuation (`people-smuggling`) match only next to each other. Numbers match as
written and by value (`75m`, `£75 million`, `75000000`), signs such as `£` as written. Case,
accents, typographic quotation marks and invisible characters make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.model.types import Reference
from bsc_cli.text.folding import drop_invisible
from bsc_cli.text.numerals import numerals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.model.record import Record

COLUMNS: Final = ("names", "words", "body", "mentions", "caveats")
"""The columns that are searched, by importance: names, quoted words and values, statements and
descriptions, ids of other records, caveats."""

_COLUMN_OF = {
    **dict.fromkeys(("name", "aliases", "acronym", "as_written"), "names"),
    **dict.fromkeys(("text", "value"), "words"),
    "caveats": "caveats",
}
_UNSEARCHED = frozenset({"evidence", "support", "listed", "comparator", "implied_by"})
"""Fields that are not searched. An anchor, for one, often has words about other records."""

_CASED = "\u0345\u24b6-\u24e9"
"""Characters with upper and lower case that Python does not count as letters."""
WORD: Final = re.compile(rf"(?:[^\W_]|[{_CASED}])(?:[^\W_]|[{_CASED}\u0300-\u036f])*")
SIGN: Final = re.compile(rf"[^\w\s.,;:!?'\"()\[\]…“”‘’–—{_CASED}-]|_")
_PER_CENT = re.compile(r"\bper ?cent\b", re.IGNORECASE)
_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_QUOTED_OR_NOT = re.compile(r'"([^"]*)"?(\**)|([^"]+)')
_ENDS = re.compile(r"[.,;:!?)]*(?=\s|\Z)")


class Term(NamedTuple):
    """A required part of a search: adjacent words, a number, or signs.

    The words are folded. `exact` excludes their other forms; `prefix` accepts any ending of the
    last one. A number matches however it is written.
    """

    words: tuple[str, ...]
    exact: bool = False
    prefix: bool = False
    number: float | None = None
    signs: frozenset[str] = frozenset()


class Searched(NamedTuple):
    """A text that is searched, with its field and its column."""

    field: str
    text: str
    column: str


def fold(text: str) -> str:
    """Return a text without case and accents."""
    if text.isascii():
        return text.lower()
    # Case comes first: a Greek iota subscript is an accent in one case and a letter in the other.
    # Each character is decomposed alone: a long run of accents would take quadratic time to sort.
    decomposed = "".join(unicodedata.normalize("NFKD", char) for char in text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    # The dotless i is I in upper case, as i is.
    return bare.casefold().replace("\u0131", "i")


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text in order."""
    if text.isascii():
        return tuple(WORD.findall(text.lower()))
    return tuple(filter(None, map(fold, WORD.findall(drop_invisible(text)))))


def signs(text: str) -> set[str]:
    """Return the signs of a text that can be searched for: `£` and `%`, but no full stop."""
    return {*SIGN.findall(text), *(["%"] if _PER_CENT.search(text) else [])}


@lru_cache(maxsize=1)  # a search without results is parsed again for its hint
def parse(text: str) -> tuple[Term, ...]:
    """Return the terms of a search, without duplicates."""
    terms: dict[Term, None] = {}
    for match in _QUOTED_OR_NOT.finditer(drop_invisible(text).translate(_QUOTATION_MARKS)):
        phrase, star, plain = match.groups()
        part = _plain_terms(plain) if plain else [_term(phrase, exact=True, prefix=bool(star))]
        terms.update(dict.fromkeys(part))
    return tuple(term for term in terms if term.words or term.signs)


def _plain_terms(text: str) -> Iterator[Term]:
    """Yield the terms of a text without quotation marks: numbers, and words between spaces."""
    done = 0
    for numeral in numerals(text):
        start, end = numeral.span
        if text[max(0, start - 1) : start].strip() or not _ENDS.match(text, end):
            continue
        yield from _spaced_terms(text[done:start])
        written = text[start:end]
        yield Term(words(written), number=numeral.value, signs=frozenset(signs(written)))
        done = end
    yield from _spaced_terms(text[done:])


def _spaced_terms(text: str) -> Iterator[Term]:
    return map(_term, dict.fromkeys(text.split()))


def _term(written: str, exact: bool = False, prefix: bool = False) -> Term:
    folded = words(written)
    if folded:
        _, star, rest = written.rpartition("*")
        return Term(folded, exact, prefix or (bool(star) and not words(rest)))
    required = "".join(SIGN.findall(written))
    return Term((), signs=frozenset(required.rstrip("*") or required))


def texts(record: Record) -> Iterator[Searched]:
    """Yield every text of a record that is searched."""
    for name, value in record.values.items():
        if name in _UNSEARCHED or value is None:
            continue
        column = _COLUMN_OF.get(name, "body")
        if isinstance(record.fields[name].scalar, Reference):
            column = "mentions"
        if isinstance(value, list | tuple):
            for index, item in enumerate(value):
                yield Searched(f"{name}[{index}]", str(item), column)
        else:
            text = f"{value:.12g}" if isinstance(value, float) else str(value)
            yield Searched(name, text, column)
