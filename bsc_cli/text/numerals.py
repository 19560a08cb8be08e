"""Find the numbers in a text, whether in digits or in words."""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
"""The words that make up numbers, in lower case."""

_SIGNS = "".join(map(re.escape, _CURRENCIES))
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_WRITTEN = "|".join(sorted(_WORDS, key=len, reverse=True))
# (?ai) ignores the case of ASCII letters only. Otherwise a long s (U+017F) would match an s, and
# the word would not be in the tables above.
_NUMERAL = re.compile(
    rf"(?:(?<![\w%)])(?P<minus>-))?(?P<sign>[{_SIGNS}] ?)?(?<!\w)(?:"
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?: ?(?P<percent>%|(?ai:per ?cent)\b)| ?(?P<scale>(?ai:{_SCALE}))\b)?"
    rf"|(?P<words>(?ai:(?:{_WRITTEN})(?:[ -](?:{_WRITTEN}))*))\b"
    rf"(?: ?(?P<percents>(?ai:per ?cent))\b)?)"
)

_RANGE = re.compile(r" ?- ?| to ")
"""The words between the two ends of a range, such as `10-15%`."""

_BETWEEN = re.compile(r"\b(?ai:between) \Z")
"""The word before a range whose ends are joined by `and`."""

_STEEPEST = 10
"""The largest ratio of the two ends of a range at which the lower end shares the scale of the
upper one: `from 5 to 3 million` begins at 5 million, `from 500 to 2 million` at 500."""

_COMPARATORS = {
    "~": ("around", "about", "approximately", "roughly", "some", "nearly", "almost", "circa", "~"),
    "<=": ("up to", "at most", "no more than", "a maximum of"),
    ">=": ("at least", "no less than", "no fewer than", "a minimum of"),
    "<": ("under", "below", "less than", "fewer than"),
    ">": ("over", "above", "more than", "in excess of"),
}


class Numeral(NamedTuple):
    """A number in a text; its unit is `%` or `None`."""

    span: Span
    value: float
    unit: str | None
    currency: str | None


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers in a folded text, in digits or in words.

    The word `one` does not count as a number, nor do the digits in a name such as MI5. The ends of
    a range share their currency, scale and unit: `£10-15m` is £10 million to £15 million.
    """
    currency = None
    for match, after in pairwise(chain(_NUMERAL.finditer(text), (None,))):
        assert match is not None
        is_lower = after is not None and _is_range(text, match.span(), after.span())
        numeral = _numeral(match, after if is_lower else None)
        yield numeral._replace(currency=numeral.currency or currency)
        currency = numeral.currency if is_lower else None


def upper_end(text: str, found: Sequence[Numeral]) -> float | None:
    """Return the upper end of the range that the first numeral found in a text begins, if any."""
    if found[1:] and _is_range(text, found[0].span, found[1].span):
        return found[1].value if found[1].value > found[0].value else None
    return None


def _is_range(text: str, lower: tuple[int, int], upper: tuple[int, int]) -> bool:
    """Whether two numerals with these spans are the ends of a range."""
    joint = text[lower[1] : upper[0]]
    is_between = joint == " and " and _BETWEEN.search(text, max(0, lower[0] - 9), lower[0])
    return bool(_RANGE.fullmatch(joint) or is_between)


def _numeral(match: re.Match[str], upper: re.Match[str] | None) -> Numeral:
    """Return a numeral; `upper` is the upper end of the range that the numeral begins, if any."""
    value, is_percent = _value(match), _is_percent(match)
    if upper and not is_percent and not _scale(match):
        scaled = value * (_scale(upper) or 1)
        value = scaled if scaled <= _STEEPEST * _value(upper) else value
        is_percent = _is_percent(upper) and not match["sign"]
    currency = _CURRENCIES[match["sign"].strip()] if match["sign"] else None
    value = -value if match["minus"] else value
    return Numeral(Span(*match.span()), value, "%" if is_percent else None, currency)


def _value(match: re.Match[str]) -> float:
    """Return the value of a numeral without its sign."""
    if match["digits"]:
        return float(match["digits"].replace(",", "")) * (_scale(match) or 1)
    return _in_words(re.split("[ -]", match["words"].lower()))


def _scale(match: re.Match[str]) -> float | None:
    """Return the scale of a numeral, such as 1,000,000 for `5m` and `five million`."""
    word = match["scale"] or re.split("[ -]", match["words"] or "")[-1]
    return _SCALES.get(word.lower())


def _is_percent(match: re.Match[str]) -> bool:
    return bool(match["percent"] or match["percents"])


def _in_words(words: list[str]) -> float:
    """Return the value of a number in words, as a float: an integer could grow without limit."""
    total = current = 0.0
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
    """Return the comparator that the words before a number express, or `None`."""
    before = written.lower()
    if number := _NUMERAL.search(before):
        before = before[: number.start()]
    for sign, phrases in _COMPARATORS.items():
        if any(re.search(rf"(?<!\w){re.escape(phrase)}\s*\Z", before) for phrase in phrases):
            return sign
    return None
