"""Parse a search into terms, and list the texts of a record that are searched.

Any text is a valid search. All words are required, in any order and any form (`smuggle`,
`smuggling`). `"…"` is an exact phrase, and `*` after a word or a phrase stands for any ending of
the last word. Words joined by punctuation (`people-smuggling`) must occur consecutively. Numbers
match by value (`75m`, `£75 million`, `75000000`) as well as literally; symbols such as `£` match
literally. Case, accents, typographic quotation marks and invisible characters are ignored.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.model.record import Caveat
from bsc_cli.model.types import Reference
from bsc_cli.text.folding import drop_invisible
from bsc_cli.text.numerals import numerals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.model.record import Record

COLUMNS: Final = ("names", "words", "body", "mentions", "caveats")
"""The searched columns, most important first.

In this order, the columns hold names; the text of quotes and the values of figures; statements
and descriptions; the ids of other records; and caveats.
"""

_COLUMN_OF = {
    **dict.fromkeys(("name", "aliases", "acronym", "as_written"), "names"),
    **dict.fromkeys(("text", "value"), "words"),
    "caveats": "caveats",
}
_UNSEARCHED = frozenset({"evidence", "support", "listed", "comparator", "computed_from"})
"""The fields that are not searched: anchors, for example, often quote words on other records."""

_CASED = "\u0345\u24b6-\u24e9"
"""The characters that have upper and lower case but do not count as letters in Python."""
WORD: Final = re.compile(rf"(?:[^\W_]|[{_CASED}])(?:[^\W_]|[{_CASED}\u0300-\u036f])*")
SIGN: Final = re.compile(rf"[^\w\s.,;:!?'\"()\[\]…“”‘’–—{_CASED}-]|_")
_PER_CENT = re.compile(r"\bper ?cent\b", re.IGNORECASE)
_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_QUOTED_OR_NOT = re.compile(r'"([^"]*)"?(\**)|([^"]+)')
_ENDS = re.compile(r"[.,;:!?)]*(?=\s|\Z)")


class Term(NamedTuple):
    """A required part of a search: consecutive words, a number, or symbols.

    The words are folded. `exact` excludes other forms of the words; `prefix` allows any ending of
    the last word. `number` matches numbers of the same value in any notation.
    """

    words: tuple[str, ...]
    exact: bool = False
    prefix: bool = False
    number: float | None = None
    signs: frozenset[str] = frozenset()


class Searched(NamedTuple):
    """A text to search: the field that contains the text, the text itself, and its index column."""

    field: str
    text: str
    column: str


def fold(text: str) -> str:
    """Fold a text for comparison: convert it to lower case and remove accents."""
    if text.isascii():
        return text.lower()
    # Case comes first: a Greek iota subscript is an accent in one case and a letter in the other.
    # Each character is decomposed alone: a long run of accents would take quadratic time to sort.
    decomposed = "".join(unicodedata.normalize("NFKD", char) for char in text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    # Dotless i and i have the same upper case, I, so both become i.
    return bare.casefold().replace("\u0131", "i")


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in order, each folded."""
    if text.isascii():
        return tuple(WORD.findall(text.lower()))
    return tuple(filter(None, map(fold, WORD.findall(drop_invisible(text)))))


def signs(text: str) -> set[str]:
    """Return the searchable symbols in a text, such as `£`; punctuation is not searchable."""
    return {*SIGN.findall(text), *(["%"] if _PER_CENT.search(text) else [])}


@lru_cache(maxsize=1)  # a search without results is parsed again for its hint
def parse(text: str) -> tuple[Term, ...]:
    """Parse a search into terms, without duplicates."""
    terms: dict[Term, None] = {}
    for match in _QUOTED_OR_NOT.finditer(drop_invisible(text).translate(_QUOTATION_MARKS)):
        phrase, star, plain = match.groups()
        part = _plain_terms(plain) if plain else [_term(phrase, exact=True, prefix=bool(star))]
        terms.update(dict.fromkeys(part))
    return tuple(term for term in terms if term.words or term.signs)


def _plain_terms(text: str) -> Iterator[Term]:
    """Yield the terms of an unquoted text: its numbers, and the other parts separated by spaces."""
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
    """Yield the texts of a record that are searched."""
    for name, value in record.values.items():
        if name in _UNSEARCHED or value is None:
            continue
        column = _COLUMN_OF.get(name, "body")
        if isinstance(record.fields[name].scalar, Reference):
            column = "mentions"
        if isinstance(value, list | tuple):
            for index, item in enumerate(value):
                text = item.text if isinstance(item, Caveat) else str(item)
                yield Searched(f"{name}[{index}]", text, column)
        else:
            text = f"{value:.12g}" if isinstance(value, float) else str(value)
            yield Searched(name, text, column)
