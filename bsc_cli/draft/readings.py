"""Read the numbers of an article as figures, and tell which of their parts are sure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.draft import name_words
from bsc_cli.draft.drafted import TODO
from bsc_cli.text import capitals, comparators, money
from bsc_cli.text.folding import Span
from bsc_cli.text.names import FUNCTION_WORDS
from bsc_cli.text.numbers import is_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.text.numerals import Numeral


class Reading(NamedTuple):
    """A number as it is to be written in a figure; `TODO` stands for what is not sure.

    `span` is that of the number with the words that limit it and the noun that it counts.
    """

    span: Span
    value: float | str
    to: float | str | None = None
    comparator: str | None = None
    unit: str | None = None
    currency: str | None = None

    def fields(self) -> dict[str, Any]:
        """Return the fields of the figure, in the order in which stores have them."""
        return {name: getattr(self, name) for name in self._fields[1:]}

    @property
    def is_telling(self) -> bool:
        """Whether the same amount in another place is surely the same figure."""
        parts = (self.value, self.to, self.comparator, self.unit, self.currency)
        if TODO in parts or not isinstance(self.value, float | int):
            return False
        least = _TELLING_AMOUNT if self.currency else _TELLING_COUNT
        has_unit = self.currency or self.unit not in (None, "%")
        return bool(has_unit) and abs(self.value) >= least


_TELLING_AMOUNT: Final = 1_000
_TELLING_COUNT: Final = 100
"""The least amount of money, and the least number of things, that is not likely to be met twice."""


class Currencies:
    """The currencies that signs and words mean in one article."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[tuple[str | None, ...], str] = {}

    def of(self, codes: Sequence[str | None]) -> str:
        """Return the currency of an amount that may be in several, or `TODO`."""
        own = tuple(code for code in codes if code)
        if len(own) == 1:
            return str(own[0])
        if own not in self._known:
            self._known[own] = self._sure(own)
        return self._known[own]

    def _sure(self, codes: tuple[str, ...]) -> str:
        """Return the first code if the article names its country, and none of the others'."""
        if codes[0] not in money.COUNTRIES:
            return TODO
        own = money.COUNTRIES[codes[0]]
        if any(_names(code, self._text) for code in codes[1:] if code in money.COUNTRIES):
            return TODO
        return codes[0] if own == "£" or _names(codes[0], self._text) else TODO


def _names(code: str, text: str) -> bool:
    """Whether a text has a word for the country of a currency."""
    return re.search(rf"(?<!\w)(?:{money.COUNTRIES[code]})(?!\w)", text) is not None


def may_stand_before_number(word: str) -> bool:
    """Whether a capitalised word before a number is no part of a name that ends with the number."""
    return (
        name_words.is_date(word)
        or word.lower() in FUNCTION_WORDS
        or word in money.SIGNS
        or capitals.is_title(word)
    )


def read(text: str, found: Sequence[Numeral], currencies: Currencies) -> Reading:
    """Return the reading of the first of two numbers of a text, which may end with the second."""
    first, *rest = found
    span, value = first.span, _value(text, first)
    unit, noun_end = _unit(text, first)
    currency = _currency(text, first, currencies)
    to: float | str | None = None
    if rest and is_range(text, first.span, rest[0].span):
        second = rest[0]
        kind = _kind_of_range(text, first, second, unit)
        if kind != "two":
            upper = _value(text, second)
            is_sure = kind == "range" and TODO not in (value, upper) and value < upper  # type: ignore[operator]
            value, to = (value, upper) if is_sure else (TODO, TODO)
            span = Span(span.start, second.span.end)
            unit, noun_end = _unit(text, second)
            if second.currency:
                currency = _currency(text, second, currencies)
    written, comparator = _comparator(text, span, found[0])
    if to is not None:
        if lead := _LEAD.search(text, max(0, written.start - 9), written.start):
            written = Span(lead.start(), written.end)
        comparator = comparator if comparator in ("~", TODO) else None
    elif _AMBIGUOUS.search(text, max(0, first.span.start - _LONGEST), first.span.start):
        comparator = TODO
    end = max(written.end, noun_end)
    return Reading(Span(written.start, end), value, to, comparator, unit, currency)


_AMBIGUOUS: Final = re.compile(
    r"\b(?ai:within|exceed|exceeds|exceeded|passed|topped|surpassed|the (?:max|min)imum(?: of)?|"
    r"(?:about|around|roughly|nearly|almost|at least|at most) (?:once|twice) (?:in )?every|"
    r"(?:it|them|him|her|this|that|right|back|goes?|going|gone|went|moved?|rose|climbed|came)"
    r" up to) \Z"
)
"""Words before a number that may make it a bound, or the words of a bound that may not."""
_LONGEST: Final = 25
_LEAD: Final = re.compile(r"\b(?ai:between|from) \Z")
"""The word before a range that belongs to it."""
_FROM: Final = re.compile(r"\bfrom \Z", re.IGNORECASE)
_CHANGING: Final = re.compile(
    r"\b(?ai:ris(?:e|es|en|ing)|rose|fall(?:s|en|ing)?|fell|grow\w*|grew|increas\w+|decreas\w+|drop\w*|"
    r"cut|cuts|rais\w+|reduc\w+|up|down|climb\w*|slip\w*|jump\w*|declin\w+|mov\w+|went|chang\w+)\b"
)
_CLAUSE: Final = 80
_DIFFERENCE: Final = re.compile(
    r"\b(?ai:difference|gap|choice|choose|chose|decide|split) between \Z"
)


def _kind_of_range(text: str, first: Numeral, second: Numeral, unit: str | None) -> str:
    """Return `range` if two numbers are surely the ends of one, `two` if not, or `doubt`.

    `unit` is that of the first number.
    """
    is_same_unit = unit in (None, _unit(text, second)[0])
    if not is_same_unit or first.currency not in (None, second.currency):
        return "two"
    joint = text[first.span.end : second.span.start]
    before = text[max(0, first.span.start - _CLAUSE) : first.span.start]
    has_unit = bool(second.unit or second.currency or _unit(text, second)[0])
    if joint == " and ":
        return "doubt" if _DIFFERENCE.search(before) else "range"
    if joint == " to ":
        if _FROM.search(before):
            return "two" if _CHANGING.search(before) else "doubt"
        return "range" if has_unit and not _CHANGING.search(before) else "doubt"
    return "range" if has_unit or first.currency else "doubt"


def _value(text: str, numeral: Numeral) -> float | str:
    """Return the value of a number, or `TODO` if it may have several."""
    value = numeral.value
    if _is_label(text[max(0, numeral.span.start - 30) : numeral.span.end]):
        return TODO
    if numeral.parts and not _is_share(text, numeral):
        return TODO
    if value < 0 and text[: numeral.span.start].rstrip(" ")[-1:] in ("", ".", "?", "!"):
        return TODO  # the minus sign may be the mark of an item
    values = {one for one, _ in numeral.values} or {value}
    if _is_fraction(numeral):
        if _OF_UNIT.match(text, numeral.span.end):
            return TODO
        return next((one for one, unit in numeral.values if unit == "%" and _is_short(one)), value)
    if len(values) > 1:
        if _COUNTED.match(text, numeral.span.end) and abs(value) >= 1_000:
            return value
        if numeral.currency in ("GBP", "EUR", "USD") and abs(value) == min(map(abs, values)):
            return value
        return TODO
    return value


_OPENER: Final = re.compile(r"(?:\A|\W)(?P<word>[A-Z][\w'-]*) \d[\d.,]*\Z")
_TITLE: Final = re.compile(r"(?:\A|\W)[A-Z][\w'-]+ (?:In|At|To|Of|The|And) \d[\d.,]*\Z")
"""A number in what may be a title, such as `Days Of 30`."""
_MAY_OPEN: Final = re.compile(
    r"\w+(?:ly|ed|ing)|Nearly|Some|Almost|Just|Exactly|Even|Like|Aged|Twenty|Thirty|Forty|Fifty|Sixty|"
    r"Seventy|Eighty|Ninety|Another|Around|Roughly|Including|Fewer|Maximum|Minimum"
)


def _is_label(before: str) -> bool:
    """Whether a number at the end of a text may be part of a name, or tell which one."""
    opener = _OPENER.search(before)
    may_be_name = opener and not (
        _MAY_OPEN.fullmatch(opener["word"]) or may_stand_before_number(opener["word"])
    )
    return bool(may_be_name or _TITLE.search(before))


def _is_fraction(numeral: Numeral) -> bool:
    return 0 < numeral.value < 1 and any(unit == "%" for _, unit in numeral.values[1:])


def _is_rounded(numeral: Numeral) -> bool:
    """Whether the percentage of a fraction, such as that of a third, is rounded."""
    return _is_fraction(numeral) and abs(numeral.value * 1000 - round(numeral.value * 1000)) > 1e-6


def _is_short(value: float) -> bool:
    """Whether a percentage has at most one digit behind the point, as people write it."""
    return abs(value * 10 - round(value * 10)) < 1e-9


def _is_share(text: str, numeral: Numeral) -> bool:
    """Whether two numbers are a share beyond doubt, as `one in five people` is."""
    return _is_fraction(numeral) and bool(_OF_ALL.match(text, numeral.span.end))


_OF_ALL: Final = re.compile(
    r" (?:of (?:the|all|its|his|her|their|our|those)\b|(?:[a-z]+ )?[a-z]+(?:s|ple|dren|men)\b)"
)
_OF_UNIT: Final = re.compile(r" (?:of )?an? ")
"""What makes a fraction part of a unit, as in `half a mile` and `a quarter of an hour`."""
_COUNTED: Final = re.compile(r" (?:people|men|women|children|[a-z]{3,}s)\b")


def _unit(text: str, numeral: Numeral) -> tuple[str | None, int]:
    """Return the unit of a number and the end of the words that give it; `None` for money."""
    end = numeral.span.end
    if numeral.unit or _is_fraction(numeral):
        return "%", end
    if numeral.currency or (numeral.currencies and numeral.currencies[0]):
        return None, end
    match = _NOUN.match(text, end)
    if match and match["age"]:
        return "years", match.end()
    if _is_age(text, numeral):
        return "years", end
    if not match or match["noun"] in FUNCTION_WORDS or match["noun"] in _NO_NOUNS:
        return None, end
    return match["noun"], match.end()


def _is_age(text: str, numeral: Numeral) -> bool:
    """Whether a number is the age of the person before it, as in `Ann Reed, 40, is late`."""
    start, end = numeral.span
    is_short = text[start:end].isdecimal() and end - start <= 2
    before = text[max(0, start - _LONGEST) : start]
    return is_short and bool(_NAME_BEFORE.search(before) and _AGE_END.match(text, end))


_NAME_BEFORE: Final = re.compile(r"\b[A-Z][\w'-]+ (?:[A-Z]\.? )?[A-Z][\w'-]+(?: [JS]r\.)?, \Z")
_AGE_END: Final = re.compile(r"[,.;]")


_NOUN: Final = re.compile(
    r"-(?P<age>year)-old\b|[ -](?P<noun>people|men|women|children|feet|km|kg|"
    r"degrees (?:Celsius|Fahrenheit)|[a-z]{2,}(?<![siu])s)\b(?!')"
)
"""The noun after a number that counts it: one in the plural."""
_NO_NOUNS: Final = frozenset("was has is does says its this yes plus minus versus times".split())  # noqa: SIM905


def _currency(text: str, numeral: Numeral, currencies: Currencies) -> str | None:
    if not numeral.currency:
        return (
            TODO
            if _POUNDS.search(text, max(0, numeral.span.start - 8), numeral.span.start)
            else None
        )
    codes = [code for code in numeral.currencies if code]
    word = text[numeral.span.start : numeral.span.end]
    if re.search(r"\bpounds?\Z", word):
        return TODO  # they may be a weight
    if own := [code for code in codes if code in money.COUNTRIES and _names(code, word)]:
        return own[0] if len(own) == 1 else TODO
    return currencies.of(codes)


_POUNDS: Final = re.compile(r"\b(?ai:pounds) \Z")
_NOT_BEFORE: Final = re.compile(r"\b(?ai:not|never|no|nor|cannot|without)\b|n't\b")


def _comparator(text: str, span: Span, numeral: Numeral) -> tuple[Span, str | None]:
    """Return the span of a number with the words that limit it, and the comparator."""
    signs = comparators.comparators(text, numeral.span)
    whole = comparators.limited(text, span)
    if signs == (None,) and _is_rounded(numeral):
        return span, TODO
    if len({*signs}) == 1:
        before = text[max(0, whole.start - 25) : whole.start]
        if signs[0] in ("<", ">") and _NOT_BEFORE.search(before):
            return whole, TODO
        return whole, signs[0]
    if signs[0] is None:
        return span, None
    return whole, TODO if None in signs and signs[0] != "~" else signs[0]
