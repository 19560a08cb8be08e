"""What in a text has to be accounted for: numerals, quotation marks, capitalised words.

All work on folded text, so that neither typography nor line breaks make a difference,
and all give spans of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_CURRENCIES = {"£": "GBP", "$": "USD", "€": "EUR", "¥": "JPY", "₹": "INR"}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "tn": 1_000_000_000_000,
    "dozen": 12,
}
_SMALL = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: number for number, word in enumerate(_SMALL, 2)},
    **{word: number * 10 for number, word in enumerate(_TENS, 3)},
    **{word: scale for word, scale in _SCALES.items() if len(word) > 2},
}

NUMBER_WORDS = frozenset(_WORDS)
"""Every word in small letters that may be a number, or part of one."""

_SIGNS = "".join(map(re.escape, _CURRENCIES))
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_WRITTEN = "|".join(sorted(_WORDS, key=len, reverse=True))
# Case is ASCII's (`a`): in Unicode's, a long s is an s, and the word then none that is known.
_NUMERAL = re.compile(
    rf"(?P<sign>[{_SIGNS}] ?)?(?<!\w)(?:"
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?: ?(?P<percent>%|(?ai:per ?cent)\b)| ?(?P<scale>(?ai:{_SCALE}))\b)?"
    rf"|(?P<words>(?ai:(?:{_WRITTEN})(?:[ -](?:{_WRITTEN}))*))\b"
    rf"(?: ?(?P<percents>(?ai:per ?cent))\b)?)"
)

_COMPARATORS = {
    "~": ("around", "about", "approximately", "roughly", "some", "nearly", "almost", "circa", "~"),
    "<=": ("up to", "at most", "no more than", "a maximum of"),
    ">=": ("at least", "no less than", "no fewer than", "a minimum of"),
    "<": ("under", "below", "less than", "fewer than"),
    ">": ("over", "above", "more than", "in excess of"),
}


class Numeral(NamedTuple):
    """A number as a text writes it; `unit` is `%` or nothing."""

    span: Span
    value: float
    unit: str | None
    currency: str | None


class Quotation(NamedTuple):
    """What stands between quotation marks, and the marks with it.

    `content` ends where the marks are closed or, as in a quotation that goes on for
    several paragraphs, where the next ones are opened. It is None for a mark that
    closes nothing.
    """

    marks: Span
    content: Span | None


def numerals(text: str) -> Iterator[Numeral]:
    """Every number in a folded text, in digits or in words; a lone `one` is none.

    Digits inside a name, as in MI5, are the name's.
    """
    return map(_numeral, _NUMERAL.finditer(text))


def _numeral(match: re.Match[str]) -> Numeral:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
        value *= _SCALES[match["scale"].lower()] if match["scale"] else 1
    else:
        value = _in_words(re.split("[ -]", match["words"].lower()))
    percent = match["percent"] or match["percents"]
    currency = _CURRENCIES[match["sign"].strip()] if match["sign"] else None
    return Numeral(Span(*match.span()), value, "%" if percent else None, currency)


def _in_words(words: list[str]) -> float:
    total = current = 0.0  # which goes to infinity where an integer would know no end
    for word in words:
        if word not in _SCALES:
            current += _WORDS[word]
        elif _SCALES[word] <= 100:
            current = max(current, 1.0) * _SCALES[word]
        else:
            total += max(current, 1.0) * _SCALES[word]
            current = 0
    return total + current


def comparator(written: str) -> str | None:
    """Which bound the words before a number say it is; None where it is exact."""
    before = written.lower()
    number = _NUMERAL.search(before)
    if number:
        before = before[: number.start()]
    for sign, phrases in _COMPARATORS.items():
        if any(re.search(rf"(?<!\w){re.escape(phrase)}\s*\Z", before) for phrase in phrases):
            return sign
    return None


def quotations(text: str) -> Iterator[Quotation]:
    """Every quotation in a folded text, told apart by what stands around the marks."""
    opened: int | None = None
    for match in re.finditer('"', text):
        mark = match.start()
        opens = _opens(text, mark)
        if opened is not None:
            yield _quotation(text, opened, mark if opens else mark + 1, closed=not opens)
            opened = mark if opens else None
        elif opens:
            opened = mark
        else:
            yield Quotation(Span(mark, mark + 1), None)
    if opened is not None:
        yield _quotation(text, opened, len(text), closed=False)


def _opens(text: str, mark: int) -> bool:
    """Whether a mark opens: it touches what follows it and not what precedes it."""
    before = text[mark - 1 : mark]
    after = text[mark + 1 : mark + 2]
    return (not before or before in " ([-") and bool(after) and after != " "


def _quotation(text: str, start: int, end: int, *, closed: bool) -> Quotation:
    inside = text[start + 1 : end - 1 if closed else end]
    first = start + 1 + len(inside) - len(inside.lstrip())
    return Quotation(Span(start, end), Span(first, first + len(inside.strip())))


_TOKEN = re.compile(r"[^\W\d_][^\W_]*")


def words(text: str) -> Iterator[tuple[str, Span]]:
    """Every run of letters and digits that begins with a letter."""
    return ((match[0], Span(*match.span())) for match in _TOKEN.finditer(text))


def begins(text: str, word: Span, after: tuple[str, ...] = ("", ".", "?", "!", ":")) -> bool:
    """Whether a word begins what goes on in small letters, after one of these signs.

    The empty sign is the text's beginning.
    """
    rest = text[word.start + 1 : word.end]
    if rest and not rest.islower():
        return False
    before = text[max(0, word.start - 8) : word.start].rstrip(" \"'([")
    return before[-1:] in after and bool(_GOES_ON.match(text, word.end))


_GOES_ON = re.compile(r" [a-z]")


def normalised_words(text: str) -> str:
    """A text as its words alone, in small letters: what says the same is the same."""
    return " ".join(re.findall(r"\w+", text.lower()))
