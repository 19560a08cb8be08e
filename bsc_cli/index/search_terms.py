"""Parse a search into terms, and list the texts of a record that are searched.

Any text is a valid search. All words are required, in any order, with any plural or verb ending
(`smuggle`, `smuggling`). `"…"` is an exact phrase, and `*` after a word or a phrase stands for any
ending of the last word. A `-` before a word, a number or a phrase excludes it, and `OR` joins the
two terms beside it; an `OR` that joins nothing is a word like any other. Words joined by
punctuation (`people-smuggling`) must occur consecutively. Numbers match by value (`75m`, `£75
million`, `75000000`), symbols such as `£` literally. Case, accents, typographic quotation marks
and invisible characters are ignored.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.model.record import Caveat
from bsc_cli.model.types import Choice, Currency, Identifier, Reference
from bsc_cli.text.folding import drop_invisible
from bsc_cli.text.numbers import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bsc_cli.model.record import Record
    from bsc_cli.model.types import ValueType

COLUMNS: Final = ("names", "words", "speakers", "voices", "body", "mentions", "caveats")
"""The searched columns, most important first.

In this order, the columns hold names; the text of quotes and the values of figures; the ids of
speakers; the ids of those who make a claim; statements and descriptions; the ids of other records,
and codes; and caveats.
"""

_COLUMN_OF = {
    **dict.fromkeys(("name", "aliases", "acronym", "as_written", "currency"), "names"),
    **dict.fromkeys(("text", "value", "to"), "words"),
    "speaker": "speakers",
    "voice": "voices",
    "caveats": "caveats",
}
_UNSEARCHED = frozenset({"evidence", "listed", "computed_from", "same_as", "store"})
"""The fields that are not searched: anchors, for example, often quote words on other records."""
_SEEN_CODES = frozenset({"status", "checkability"})
"""The fields whose codes lists show as words; others, such as a claim's type, are not searched."""
_MONEY = {
    "EUR": "money € euros",
    "GBP": "money £ pounds",
    "INR": "money ₹ rupees",
    "JPY": "money ¥ yen",
    "USD": "money $ dollars",
}
"""The words and the symbol that each currency also stands for; any other stands for `money`."""

_CASED = "\u0345\u24b6-\u24e9"
"""The characters that have upper and lower case but do not count as letters in Python."""
WORD: Final = re.compile(
    rf"(?:[^\W_]|[{_CASED}])"
    rf"(?:[^\W_]|[{_CASED}\u0300-\u036f]|(?<=\d)\.(?=\d)|(?<=\d),(?=\d{{3}}(?!\d)))*"
)
"""A word; a number in digits is one word, with its separators."""
SIGN: Final = re.compile(rf"[^\w\s.,;:!?'\"()\[\]…“”‘’–—{_CASED}-]|_")
_PER_CENT = re.compile(r"\bper ?cent\b", re.IGNORECASE)
_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_QUOTED_OR_NOT = re.compile(r'((?<!\S)-)?"([^"]*)"?(\**)|((?:[^"-]|-(?!")|(?<=\S)-)+)')
"""A phrase, after its `-` if it is excluded, or a text between phrases."""
_ENDS = re.compile(r"((?<=\d)(?:st|nd|rd|th))?[.,;:!?)]*(?=\s|\Z)", re.IGNORECASE)
"""The end of a number: an ordinal's ending and punctuation before a space."""
_SCALE = re.compile(r"(?:hundred|[a-z]*illion|thousand|dozen)\b", re.IGNORECASE)
_ONE = re.compile(r"(?<!\S)(?:an?|one)\s+\Z", re.IGNORECASE)
"""The word before `hundred` that does not change the number."""
_SPACED = re.compile(r"\bper ?cent(?!\S)|\S+", re.IGNORECASE)


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

    def accepted(self, word: str, forms: Mapping[str, Iterable[str]]) -> set[str]:
        """Return the words that match a word of the term, apart from a prefix.

        `forms` maps each word to its other forms.
        """
        return {word} if self.exact else {word, *forms.get(word, ())}


class Terms(NamedTuple):
    """A parsed search: the terms of which each text must contain some, and those it must not."""

    required: tuple[tuple[Term, ...], ...] = ()
    """Groups of terms joined by OR; one term of each group is required."""
    excluded: tuple[Term, ...] = ()

    @property
    def wanted(self) -> list[Term]:
        """The terms that may occur in a text that matches."""
        return [term for group in self.required for term in group]

    @property
    def all(self) -> list[Term]:
        """All terms, required or excluded."""
        return [*self.wanted, *self.excluded]


class Searched(NamedTuple):
    """A text to search: the field that contains the text, the text itself, and its index column.

    A search for one of the words in `implied` also finds the text: `money` finds `GBP`.
    """

    field: str
    text: str
    column: str
    implied: str = ""


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


def folded_word(word: str) -> str:
    """Fold a word; a number loses its thousands separators."""
    return fold(word).replace(",", "")


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in order, each folded."""
    if text.isascii():
        found = WORD.findall(text.lower())
        return tuple(word.replace(",", "") for word in found) if "," in text else tuple(found)
    return tuple(filter(None, map(folded_word, WORD.findall(drop_invisible(text)))))


def number_key(value: float) -> str:
    """Return the form of a number by which numbers are compared, without errors of rounding."""
    return f"{value:.15g}"


def signs(text: str) -> set[str]:
    """Return the searchable symbols in a text, such as `£`; punctuation is not searchable."""
    return {*SIGN.findall(text), *(["%"] if _PER_CENT.search(text) else [])}


class _Item(NamedTuple):
    """A part of a search: a term, which may be excluded, or the word OR."""

    term: Term
    excluded: bool = False
    is_or: bool = False


@lru_cache(maxsize=1)  # a search without results is parsed again for its hint
def parse(text: str) -> Terms:
    """Parse a search into terms, without duplicates."""
    items = [item for item in _items(text) if item.term.words or item.term.signs]
    groups: list[list[Term]] = []
    joined = False
    for position, item in enumerate(items):
        if item.is_or and _can_join(items, position - 1) and _can_join(items, position + 1):
            joined = True
        elif not item.excluded:
            if joined:
                groups[-1].append(item.term)
            else:
                groups.append([item.term])
            joined = False
    required = dict.fromkeys(tuple(dict.fromkeys(group)) for group in groups)
    excluded = dict.fromkeys(item.term for item in items if item.excluded)
    return Terms(tuple(required), tuple(excluded))


def _can_join(items: list[_Item], position: int) -> bool:
    """Whether the item at a position may stand beside an OR that joins it."""
    inside = 0 <= position < len(items)
    return inside and not (items[position].excluded or items[position].is_or)


def _items(text: str) -> Iterator[_Item]:
    for match in _QUOTED_OR_NOT.finditer(drop_invisible(text).translate(_QUOTATION_MARKS)):
        minus, phrase, star, plain = match.groups()
        if plain:
            yield from _plain_items(plain)
        else:
            yield _Item(_term(phrase, exact=True, prefix=bool(star)), excluded=bool(minus))


def _plain_items(text: str) -> Iterator[_Item]:
    """Yield the items of an unquoted text: its numbers, and the other parts between spaces."""
    done = 0
    for number in numbers(text):
        start, end = number.span
        after = _ENDS.match(text, end)
        if text[max(0, start - 1) : start].strip() or not after:
            continue
        written = text[start:end]
        before = text[done:start]
        if _SCALE.match(written):
            before = _ONE.sub("", before)
        yield from _spaced_items(before)
        term = Term(words(written), number=abs(number.value), signs=frozenset(signs(written)))
        yield _Item(term, excluded=written.startswith("-"))
        done = max(end, after.end(1))
    yield from _spaced_items(text[done:])


def _spaced_items(text: str) -> Iterator[_Item]:
    return map(_item, _SPACED.findall(text))


@lru_cache(maxsize=1000)  # a long search often repeats a word
def _item(written: str) -> _Item:
    if _PER_CENT.fullmatch(written):
        return _Item(Term((), signs=frozenset("%")))
    if re.match(r"-[^-]", written):
        return _Item(_term(written[1:]), excluded=True)
    return _Item(_term(written), is_or=written == "OR")


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
        type = record.fields[name].scalar
        column = _COLUMN_OF.get(name, "body")
        if isinstance(type, Choice):
            if name not in _SEEN_CODES:
                continue
            column = "mentions"
        elif isinstance(type, Reference):
            if value in type.also:
                continue
            column = column if name in _COLUMN_OF else "mentions"
        if isinstance(value, list | tuple):
            for index, item in enumerate(value):
                text = item.text if isinstance(item, Caveat) else _text(type, item)
                yield Searched(f"{name}[{index}]", text, column)
        else:
            implied = _MONEY.get(value, "money") if isinstance(type, Currency) else ""
            yield Searched(name, _text(type, value), column, implied)


def _text(type: ValueType[Any], value: object) -> str:
    """Return a value as a text to search; a number is written without an exponent.

    The words of an id are separated by spaces, so that `75-million` is one number.
    """
    if isinstance(type, Identifier | Reference):
        return str(value).replace("-", " ")
    if isinstance(value, float):
        key = number_key(value)
        return f"{value:.15f}".rstrip("0") if "e" in key else key
    return str(value)
