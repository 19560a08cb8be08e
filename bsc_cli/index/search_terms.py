"""What a search looks for and looks at: terms and texts.

Any text is a search. Plain words are all required, in any order and any form (`smuggle`,
`smuggling`); `"…"` is a phrase, word for word; a `*` behind a word or a phrase stands for
any ending of its last word. Words joined by punctuation (`people-smuggling`) stand next to
each other. Numbers are found as written and by their value (`75m`, `£75 million`,
`75000000`), signs such as `£` as they stand. Case, accents, typographic quotation marks
and characters that show nothing make no difference.
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

_CASED = "\u0345\u24b6-\u24e9"
"""Characters that have another case though Python counts them for no letters."""
WORD: Final = re.compile(rf"(?:[^\W_]|[{_CASED}])(?:[^\W_]|[{_CASED}\u0300-\u036f])*")
SIGN: Final = re.compile(rf"[^\w\s.,;:!?'\"()\[\]…“”‘’–—{_CASED}-]|_")
_PER_CENT = re.compile(r"\bper ?cent\b", re.IGNORECASE)
_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_QUOTED_OR_NOT = re.compile(r'"([^"]*)"?(\**)|([^"]+)')
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


def fold(text: str) -> str:
    """The text without case and accents; words that fold alike are the same word."""
    if text.isascii():
        return text.lower()
    # Case first: an iota below a letter is an accent, and a letter in the other case.
    # Character by character: a run of marks takes the square of its length to be put in order.
    decomposed = (char for each in text.casefold() for char in unicodedata.normalize("NFKD", each))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    # Without its dot an i is, in upper case, an I all the same.
    return bare.casefold().replace("\u0131", "i")


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in its order."""
    if text.isascii():
        return tuple(WORD.findall(text.lower()))
    return tuple(filter(None, map(fold, WORD.findall(drop_invisible(text)))))


def signs(text: str) -> set[str]:
    """The signs of a text that are looked for by themselves: `£`, `%`, but no full stop."""
    return {*SIGN.findall(text), *(["%"] if _PER_CENT.search(text) else [])}


@lru_cache(maxsize=1)  # a search that finds nothing is looked at again for its hint
def parse(text: str) -> tuple[Term, ...]:
    """The terms of a search, every one of which is required; each once."""
    terms: dict[Term, None] = {}
    for match in _QUOTED_OR_NOT.finditer(drop_invisible(text).translate(_QUOTATION_MARKS)):
        phrase, star, plain = match.groups()
        found = _plain_terms(plain) if plain else [_term(phrase, exact=True, prefix=bool(star))]
        terms.update(dict.fromkeys(found))
    return tuple(term for term in terms if term.words or term.signs)


def _plain_terms(text: str) -> Iterator[Term]:
    """The terms of a text without quotation marks: numbers, and what white space parts."""
    done = 0
    for numeral in numerals(text):
        start, end = numeral.span
        if text[max(0, start - 1) : start].strip() or not _ENDS.match(text, end):
            continue
        yield from _parted(text[done:start])
        written = text[start:end]
        yield Term(words(written), number=numeral.value, signs=frozenset(signs(written)))
        done = end
    yield from _parted(text[done:])


def _parted(text: str) -> Iterator[Term]:
    return map(_term, dict.fromkeys(text.split()))


def _term(written: str, exact: bool = False, prefix: bool = False) -> Term:
    found = words(written)
    if found:
        _, star, rest = written.rpartition("*")
        return Term(found, exact, prefix or (bool(star) and not words(rest)))
    required = "".join(SIGN.findall(written))
    return Term((), signs=frozenset(required.rstrip("*") or required))


def texts(record: Record) -> Iterator[Searched]:
    """What a search looks at: every value that says what the record is about."""
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
