"""Find and read the numbers in a text as a careful reader of English news does.

Numbers are in digits or in words; they may be fractions, shares such as `one in five`, ends of
ranges and amounts of money. Where a number has several readings, such as the dollars of several
countries for `$5`, a numeral has all of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import numeric

from bsc_cli.text import money, number_words
from bsc_cli.text.comparators import comparators
from bsc_cli.text.folding import Span, fold
from bsc_cli.text.numbers import STEEPEST, is_range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Numeral(NamedTuple):
    """A number in a text: its span and its most likely reading.

    The unit is `%` or `None`; the currency is an ISO 4217 code. `values` are all values, with their
    units, that the numeral may have, and `currencies` all its currencies. The `parts` of a numeral
    such as `two in 10` are the numbers that it may consist of instead. A `loose` numeral, such as
    `one` or `double`, is a number only for somebody who looks for one.
    """

    span: Span
    value: float
    unit: str | None = None
    currency: str | None = None
    values: tuple[tuple[float, str | None], ...] = ()
    currencies: tuple[str | None, ...] = (None,)
    parts: tuple[Numeral, ...] = ()
    loose: bool = False

    def readings(self) -> Iterator[tuple[float, str | None, str | None]]:
        """Yield each value, unit and currency that the numeral may have, the most likely first."""
        for value, unit in self.values or ((self.value, self.unit),):
            for currency in self.currencies:
                yield value, unit, currency


_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_OF_MONEY = ("b", "cr", "t")
"""Scales that belong to amounts of money only."""
_UNITS_TOO = ("k", "m")
"""Scales that may be units, such as metres, unless the number is an amount of money."""
_TOKEN = re.compile(
    rf"(?P<word>[^\W\d_{_VULGAR}]+)|(?P<digits>"
    r"(?<![\w/])[1-9]/(?:[2-9]|10)(?![\d/])|"
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d+)?|"
    r"\d{1,3}(?:'\d{3})+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?![\d.])(?:,\d+)?|"
    r"\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)|\d{1,3}(?: \d{3})+(?!\d)(?:,\d{1,2}(?!\d)|\.\d+)?|"
    rf"\d+,\d{{1,2}}(?![\d,])|\d+(?:\.\d+)?|(?<![\w.])\.\d+)"
    rf"(?P<vulgar> ?[{_VULGAR}]| [1-9]/[2-9]\b)?|(?P<alone>[{_VULGAR}])"
)
_SCALE = re.compile(
    rf"[ -](?P<long>(?ai:{'|'.join(scale for scale in number_words.SCALES if len(scale) > 3)}))\b|"
    rf" ?(?P<short>(?ai:{'|'.join(sorted(number_words.SCALES, key=len)[::-1])}))\b"
)
_PERCENT = re.compile(r" ?%|[ -]?(?ai:per[ -]?cent|pc)\b")
_POINTS = re.compile(r"[ -]?(?ai:percentage[ -]points?|pp)\b")
_MINUS = re.compile(r"(?:(?<![\w%)\]])-|\b(?ai:minus|negative) )\Z")


class _Token(NamedTuple):
    """A word or number in digits that may be part of a numeral."""

    code: str
    span: Span
    found: _Found | None = None


class _Found(NamedTuple):
    """A numeral, and the scale that is written beside it, if any."""

    numeral: Numeral
    scale: float | None = None

    @property
    def is_bare(self) -> bool:
        """Whether the numeral has neither a scale nor a unit."""
        return not (self.scale or self.numeral.unit)


def numerals(text: str, *, loose: bool = False) -> Iterator[Numeral]:
    """Yield the numbers in a folded text, in digits or in words.

    The digits in a name such as MI5 do not count as a number. The ends of a range share their
    currency, scale and unit: `£10-15m` is £10 million to £15 million. If `loose` is true, words
    such as `one` and `double` count as numbers, too.
    """
    before: _Found | None = None
    for found in _shares(text):
        if before:
            lower, before = _related(text, before, found)
            if loose or not lower.numeral.loose:
                yield lower.numeral
        else:
            before = found
    if before and (loose or not before.numeral.loose):
        yield before.numeral


def _shares(text: str) -> Iterator[_Found]:
    """Yield the numerals, with the two numbers of a share such as `one in five` as one."""
    before: _Found | None = None
    for found in _found(text):
        if before and (share := _share(text, before.numeral, found.numeral)):
            before = _Found(share)
            continue
        if before:
            yield before
        before = found
    if before:
        yield before


_SHARE = re.compile(
    r"(?P<noun>(?: [a-z]{1,20}){0,2})[ -](?:in|out of|of every)[ -](?:(?:every|each) )?"
)
_MOST_IN_ALL = 1_000_000
_LONGEST_IN = 60


def _share(text: str, some: Numeral, all: Numeral) -> Numeral | None:
    """Return two numerals as a share, or `None` if they are none."""
    if not (1 <= some.value < all.value <= _MOST_IN_ALL) or 1900 <= all.value <= 2100:
        return None
    if all.span.start - some.span.end > _LONGEST_IN:
        return None
    plain = not (some.unit or some.currency or some.parts or all.unit or all.currency or all.loose)
    joint = _SHARE.fullmatch(text, some.span.end, all.span.start)
    if not plain or not joint or (joint["noun"] and some.value != 1):
        return None
    value = some.value / all.value
    parts = (all,) if some.loose else (some, all)
    return Numeral(
        Span(some.span.start, all.span.end), value, values=_of_fraction(value), parts=parts
    )


@lru_cache(maxsize=1000)
def _of_fraction(value: float) -> tuple[tuple[float, str | None], ...]:
    """Return the values of a fraction: itself and its percentage, each more or less rounded."""
    shares: list[tuple[float, str | None]] = [
        (round(value, digits), None) for digits in range(1, 11)
    ]
    percents: list[tuple[float, str | None]] = [
        (round(100 * value, digits), "%") for digits in range(9)
    ]
    return tuple(dict.fromkeys([(value, None), *percents, (100 * value, "%"), *shares]))


def _found(text: str) -> Iterator[_Found]:
    """Yield the numerals of a text, each on its own."""
    run: list[_Token] = []
    at = done = 0
    search, code_of = _TOKEN.search, number_words.CODES.get
    while match := search(text, at):
        start, at = match.span()
        found, word = None, match["word"]
        if word:
            code = code_of(word.lower())
        elif found := _in_digits(text, match, done):
            code = "N" if found.numeral.span.end > at or found.numeral.currency else "D"
            at = done = found.numeral.span.end
        else:
            code = None
        if run and not (code and text[run[-1].span.end : start] in (" ", "-")):
            yield from _in_run(text, run)
            run = []
        if code:
            run.append(_Token(code, Span(start, at), found))
    yield from _in_run(text, run)


def _in_run(text: str, run: Sequence[_Token]) -> Iterator[_Found]:
    """Yield the numerals in a run of words of numbers."""
    codes = "".join(token.code for token in run)
    if number_words.CORE.isdisjoint(codes):
        return
    for match in number_words.GRAMMAR.finditer(codes):
        tokens = run[match.start() : match.end()]
        if tokens[0].found and len(tokens) == 1:
            yield tokens[0].found
        elif not (match["large"] or match["small"]) or not _is_vague(text, tokens):
            yield _in_words(text, tokens, match.lastgroup or "")


_VAGUE = re.compile(r"\b(?ai:few|several|many|some|couple|couple of|tens of|the odd) \Z")


def _is_vague(text: str, tokens: Sequence[_Token]) -> bool:
    """Whether the words are a scale without a number, as in `several hundred`."""
    start = tokens[0].span.start
    is_scale = tokens[0].code in "HKM"
    return is_scale and bool(_VAGUE.search(text[max(0, start - 10) : start]))


def _in_digits(text: str, match: re.Match[str], done: int) -> _Found | None:
    """Return the number in digits, or `None` if the digits are those of a name such as MI5.

    A sign before the offset `done` belongs to the number before, as in `5 € 10`.
    """
    start, end = match.span()
    char = text[start - 1 : start]
    is_inner = char == "-" and bool(money.before(text, start - 1)[0])
    sign, currencies = money.before(text, start - is_inner)
    if not sign and (char.isalnum() or char == "_"):
        return None
    begin = start - is_inner - len(sign)
    if text[max(0, begin - 1) : begin] in ("-", " ") and not is_inner:
        minus = _MINUS.search(text, max(0, begin - 9), begin)
        is_inner, begin = bool(minus), minus.start() if minus else begin
    if begin < done:
        begin, is_inner, currencies = start, False, ()
    digits, fraction = match["digits"] or "", (match["vulgar"] or match["alone"] or "").strip()
    value = _value_of(digits) if digits else 0.0
    value += _value_of(fraction) if "/" in fraction else sum(map(numeric, fraction))
    amount = _Amount(
        Span(begin, end),
        -value if is_inner else value,
        currencies=currencies,
        is_fraction="/" in digits or not digits,
    )
    return _with_unit(text, _scaled(text, amount), _parts(digits, start))


_DECIMAL_COMMA = re.compile(r",\d\d?\Z")


def _value_of(digits: str) -> float:
    """Return the value of a number in digits, with separators of any kind, or of a fraction."""
    if digits.isdecimal():
        return float(digits)
    if "/" in digits:
        over, under = digits.split("/")
        return float(over) / float(under)
    if _DECIMAL_COMMA.search(digits):
        digits = digits.replace(".", "").replace(" ", "").replace(",", ".")
    elif digits.count(".") > 1:
        digits = digits.replace(".", "")
    return float(re.sub("[, ']", "", digits))


def _parts(digits: str, start: int) -> tuple[Numeral, ...]:
    """Return the numbers that a number in digits may consist of, as in `747 100` and `3,5`."""
    if not (" " in digits or "/" in digits or _DECIMAL_COMMA.search(digits)):
        return ()
    spans = (Span(*match.span()) for match in re.finditer(r"[\d.]*\d", digits))
    return tuple(
        Numeral(
            Span(start + span.start, start + span.end), _value_of(digits[span.start : span.end])
        )
        for span in spans
    )


class _Amount(NamedTuple):
    """A number as far as it has been read: its value includes its scale."""

    span: Span
    value: float
    scale: float | None = None
    unscaled: float | None = None
    currencies: tuple[str, ...] = ()
    is_fraction: bool = False
    loose: bool = False


def _scaled(text: str, amount: _Amount) -> _Amount:
    """Add the scale after a number in digits: `5 million`, `1.2 lakh crore`."""
    while _has_unit(text, amount.span.end) and (match := _SCALE.match(text, amount.span.end)):
        word = (match["long"] or match["short"]).lower()
        if (word in _OF_MONEY and not amount.currencies) or (amount.scale and not match["long"]):
            break
        is_unit_too = word in _UNITS_TOO and not amount.currencies
        amount = amount._replace(
            span=Span(amount.span.start, match.end()),
            value=amount.value * number_words.SCALES[word],
            scale=(amount.scale or 1) * number_words.SCALES[word],
            unscaled=amount.value if is_unit_too else None,
        )
    return amount


def _with_unit(text: str, amount: _Amount, parts: tuple[Numeral, ...] = ()) -> _Found:
    """Read the per cent or the money after a number, and return the numeral."""
    start, end = amount.span
    value = amount.value
    values: tuple[tuple[float, str | None], ...] = ((value, None),)
    currencies: tuple[str | None, ...] = amount.currencies or (None,)
    if _has_unit(text, end):
        if match := _PERCENT.match(text, end):
            values, end = ((value, "%"),), match.end()
        elif match := _POINTS.match(text, end):
            values, end = ((value, None), (value, "%")), match.end()
        elif not amount.currencies:
            end, codes, in_hundredths = money.after(text, end)
            currencies = (*codes, None)
            values = ((value / 100, None), (value, None)) if in_hundredths else values
    if currencies[0] is None and values == ((value, None),):
        if amount.is_fraction:
            values = _of_fraction(value)
        elif amount.unscaled is not None:
            values = ((value, None), (amount.unscaled, None))
    first, unit = values[0]
    numeral = Numeral(Span(start, end), first, unit, currencies[0], values, currencies, parts)
    return _Found(numeral._replace(loose=True) if amount.loose else numeral, amount.scale)


def _has_unit(text: str, end: int) -> bool:
    """Whether a unit may stand after a number: a quick test, which saves slower ones."""
    after = text[end : end + 2]
    return bool(after) and after[0] not in ",.;:)!?" and not after[1:].isdecimal()


def _in_words(text: str, tokens: Sequence[_Token], kind: str) -> _Found:
    """Return a number in words, or one in digits with a fraction in words."""
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    words = [text[token.span.start : token.span.end].lower() for token in tokens]
    scale = number_words.VALUES[words[-1]] if tokens[-1].code in "HKM" else None
    if kind in ("times", "loose"):
        amount = _Amount(span, float(number_words.VALUES[words[0]]), loose=True)
    elif kind == "fraction":
        value = _fraction(words[: next(_ends_of_part(tokens))])
        amount = _Amount(span, value * (scale or 1), scale, is_fraction=not scale)
    elif kind == "mixed":
        join = words.index("and")
        first = tokens[0].found
        value = first.numeral.value if first else _sum(words[:join])
        value += _fraction(words[join + 1 : len(words) - bool(scale)])
        amount = _Amount(span, value * (scale or 1), scale)
    elif kind == "decimal":
        join = words.index("point")
        places = "".join(str(int(number_words.VALUES[word])) for word in words[join + 1 :])
        amount = _Amount(span, _sum(words[:join]) + float(f"0.{places}"))
    else:
        amount = _Amount(span, _sum(words), scale, loose=words == ["one"])
    minus = _MINUS.search(text, max(0, span.start - 9), span.start)
    if minus and minus[0] != "-":
        amount = amount._replace(span=Span(minus.start(), span.end), value=-amount.value)
    return _with_unit(text, amount)


def _ends_of_part(tokens: Sequence[_Token]) -> Iterator[int]:
    """Yield the number of tokens up to and including the first denominator."""
    return (index + 1 for index, token in enumerate(tokens) if token.code in "PQh")


def _fraction(words: Sequence[str]) -> float:
    """Return the value of a fraction such as `two thirds`, `a half` or `half`."""
    part = words[-1] if words[-1] in number_words.PARTS else words[-1].removesuffix("s")
    count = 1.0
    if len(words) > 1 and words[0] not in ("a", "an"):
        count = (
            float(number_words.VALUES[words[0]])
            if words[0] in number_words.VALUES
            else _value_of(words[0])
        )
    return count / number_words.PARTS[part]


def _sum(words: Sequence[str]) -> float:
    """Return the value of a number in words, as a float: an integer could grow without limit."""
    total = current = 0.0
    factor = 0.5 if words[0] == "half" else 1.0
    for word in words:
        value = number_words.VALUES.get(word)
        if value is None:
            continue
        if word not in number_words.SCALES:
            current += value
        elif value <= 100:
            current = max(current, 1.0) * value
        else:
            total += max(current, 1.0) * value
            current = 0.0
    return factor * (total + current)


_LIST = re.compile(r",? (?:or|and) |, ")


def _related(text: str, one: _Found, two: _Found) -> tuple[_Found, _Found]:
    """Let the ends of a range share their currency, scale and unit.

    The first of two numbers that are only listed, as in `5 or 10 per cent`, may share them.
    """
    first, second = one.numeral, two.numeral
    is_word = first.loose and first.value != 1
    if is_word or second.span.start - first.span.end > _LONGEST_JOINT:
        return one, two
    has_unit = bool(one.scale or first.unit)
    scaled = first.value * (two.scale or 1)
    if len(first.values) == 1 and is_range(text, first.span, second.span):
        first, second = _ranged(first, second, two.scale, has_unit)
    elif (
        not (has_unit or first.currency)
        and (two.scale or second.unit or second.currency)
        and _LIST.fullmatch(text, first.span.end, second.span.start)
    ):
        values = (*first.values, (scaled, second.unit), (first.value, second.unit))
        first = first._replace(values=values, currencies=(None, *second.currencies))
    return one._replace(numeral=first), two._replace(numeral=second)


def _ranged(
    first: Numeral, second: Numeral, scale: float | None, has_unit: bool
) -> tuple[Numeral, Numeral]:
    """Return the ends of a range; the upper one has a scale, the lower one perhaps a unit."""
    scaled = first.value * (scale or 1)
    shares = not has_unit and abs(scaled) <= STEEPEST * abs(second.value)
    unit = first.unit or (None if has_unit or first.currency else second.unit)
    values = [(scaled if shares else first.value, unit)]
    if len(second.values) > 1 and not first.currency:  # 6-7m may be metres
        values.append((first.value, unit))
    loose = first.loose and second.loose
    first = first._replace(value=values[0][0], unit=unit, values=(*values,), loose=loose)
    if second.currency and not (unit or first.currency):
        first = first._replace(currency=second.currency, currencies=second.currencies)
    elif first.currency and not (second.currency or second.unit):
        second = second._replace(currency=first.currency, currencies=first.currencies)
        second = second._replace(values=second.values[:1])
    return first, second


_LONGEST_JOINT = 6
"""The length of the longest words between two numbers that share a unit: `, and `."""


def upper_end(text: str, found: Sequence[Numeral]) -> float | None:
    """Return the upper end of the range that the first numeral found in a text begins, if any."""
    if found[1:] and is_range(text, found[0].span, found[1].span):
        return found[1].value if found[1].value > found[0].value else None
    return None


def is_percent(unit: str | None) -> bool:
    """Whether the unit of a figure is the per cent."""
    return unit is not None and unit.lower() in ("%", "per cent", "percent")


def comparator(written: str) -> str | None:
    """Return the comparator that the words beside the first number in a text express, or `None`.

    Without a number, the comparator is that of a number that would follow the text.
    """
    text = fold(written)
    loose = (numeral for numeral in numerals(text, loose=True) if numeral.value)
    if first := next(numerals(text), None) or next(loose, None):
        return comparators(text, first.span)[0]
    return comparators(f"{text} ", Span(len(text) + 1, len(text) + 1))[0]
