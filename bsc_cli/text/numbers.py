"""Find the numbers in a text that a search matches, whether in digits or in words.

The module `numerals` finds and reads everything that a careful reader takes for a number, such as
`half` and `one in five`. To a search, these are words.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALES = {
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
"""The words and abbreviations that multiply the number before them."""
_SMALL = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {
    **{word: number for number, word in enumerate(_SMALL, 2)},
    **{word: number * 10 for number, word in enumerate(_TENS, 3)},
    **{word: scale for word, scale in SCALES.items() if len(word) > 2},
}
"""The words that make up numbers, in lower case, and their values."""
NUMBER_WORDS = frozenset(WORDS)
"""The words that make up numbers, in lower case."""

_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_WRITTEN = "|".join(sorted(WORDS, key=len, reverse=True))
# (?ai) ignores the case of ASCII letters only. Otherwise a long s (U+017F) would match an s, and
# the word would not be in the tables above.
_NUMBER = re.compile(
    r"(?:(?<![\w%)])(?P<minus>-))?(?:[£$€¥₹] ?)?(?<!\w)(?:"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?: ?(?P<percent>%|(?ai:per ?cent)\b)| ?(?P<scale>(?ai:{_SCALE}))\b)?"
    rf"|(?P<words>(?ai:(?:{_WRITTEN})(?:[ -](?:{_WRITTEN}))*))\b"
    r"(?: ?(?P<percents>(?ai:per ?cent))\b)?)"
)

_RANGE = re.compile(r" ?- ?| to |-to-")
"""The words between the two ends of a range, such as `10-15%`."""
_BETWEEN = re.compile(r"\b(?ai:between) \Z")
"""The word before a range whose ends are joined by `and`."""

STEEPEST = 10
"""The largest ratio of the two ends of a range at which the lower end shares the scale of the
upper one: `from 5 to 3 million` begins at 5 million, `from 500 to 2 million` at 500."""


class Number(NamedTuple):
    """A number in a text, and its value."""

    span: Span
    value: float


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers in a folded text, in digits or in words.

    The word `one` does not count as a number, nor do the digits in a name such as MI5. The ends of
    a range share their scale: `£10-15m` is £10 million to £15 million.
    """
    for match, after in pairwise(chain(_NUMBER.finditer(text), (None,))):
        assert match is not None
        value = _value(match)
        if after is not None and is_range(text, match.span(), after.span()):
            is_bare = not (match["percent"] or match["percents"] or _scale(match))
            scaled = value * (_scale(after) or 1)
            value = scaled if is_bare and scaled <= STEEPEST * _value(after) else value
        yield Number(Span(*match.span()), -value if match["minus"] else value)


def is_range(text: str, lower: tuple[int, int], upper: tuple[int, int]) -> bool:
    """Whether two numbers with these spans are the ends of a range."""
    joint = text[lower[1] : upper[0]]
    is_between = joint == " and " and _BETWEEN.search(text, max(0, lower[0] - 9), lower[0])
    return bool(_RANGE.fullmatch(joint) or is_between)


def _value(match: re.Match[str]) -> float:
    """Return the value of a number without its sign."""
    if match["digits"]:
        return float(match["digits"].replace(",", "")) * (_scale(match) or 1)
    return _in_words(re.split("[ -]", match["words"].lower()))


def _scale(match: re.Match[str]) -> float | None:
    """Return the scale of a number, such as 1,000,000 for `5m` and `five million`."""
    word = match["scale"] or re.split("[ -]", match["words"] or "")[-1]
    return SCALES.get(word.lower())


def _in_words(words: list[str]) -> float:
    """Return the value of a number in words, as a float: an integer could grow without limit."""
    total = current = 0.0
    for word in words:
        if word not in SCALES:
            current += WORDS[word]
        elif SCALES[word] <= 100:
            current = max(current, 1.0) * SCALES[word]
        else:
            total += max(current, 1.0) * SCALES[word]
            current = 0
    return total + current
