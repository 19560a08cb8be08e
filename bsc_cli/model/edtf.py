"""Dates in the Extended Date/Time Format (EDTF), level 1, and two forms of level 2.

Besides calendar dates, level 1 has uncertain, approximate and partial dates, seasons, and open
intervals. In level 2, `2024?-09-17` is a date whose year alone is uncertain, and `2024-33` is the
first quarter of a year.

The format is part of ISO 8601-2:2019; the Library of Congress describes its levels
(https://www.loc.gov/standards/datetime/). Times of day are not supported.
"""

from __future__ import annotations

import re
from calendar import monthrange
from math import inf
from typing import Final, NamedTuple

_SIMPLE = re.compile(
    r"(?P<year>-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX)(?:[?~%](?=-))?"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<qualifier>[?~%])?"
)
_LONG_YEAR = re.compile(r"Y-?[0-9]{5,}")
SEASONS: Final = range(21, 25)
"""The codes of the seasons, in place of a month: 21 for spring to 24 for winter."""
_QUARTERS: Final = range(33, 37)

_SINGLE = r"(?:Y-?[0-9]{5,}|-?[0-9]{2}[0-9X]{2}(?:[?~%]?-[0-9X]{2}(?:-[0-9X]{2})?)?[?~%]?)"
LOOSE_PATTERN: Final = rf"(?!(?:\.\.)?/?(?:\.\.)?$)(?:{_SINGLE}|\.\.)?(?:/(?:{_SINGLE}|\.\.)?)?"
"""A pattern for JSON Schema: it matches every valid date, and some dates that do not exist.

For example, the pattern matches 2023-02-30. It uses only syntax that all regular-expression
dialects share.
"""


def why_invalid(text: str) -> str | None:
    """Return why `text` is not a date or an interval in EDTF, or `None` if `text` is valid."""
    start, slash, end = text.partition("/")
    if not slash:
        return _why_invalid_single(text)
    if start in ("", "..") and end in ("", ".."):
        return "an interval needs a date at one end or both"
    reasons = (_why_invalid_single(part) for part in (start, end) if part not in ("", ".."))
    return next((reason for reason in reasons if reason), None)


def _why_invalid_single(text: str) -> str | None:
    if _LONG_YEAR.fullmatch(text):
        return None
    match = _SIMPLE.fullmatch(text)
    if not match:
        return f"'{text}' is not of the form YYYY-MM-DD, YYYY-MM or YYYY"
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year and month:
        return "a year with unknown digits cannot have a month"
    if month is None or month == "XX":
        return None if day in (None, "XX") else "an unknown month cannot have a day"
    if _is_part(int(month)):
        return "a season or a quarter cannot have a day" if day else None
    if not 1 <= int(month) <= 12:
        return f"there is no month {month}"
    if day not in (None, "XX") and not 1 <= int(day) <= _days(int(year), int(month)):
        return f"there is no day {day} in {year}-{month}"
    return None


class Named(NamedTuple):
    """The year, month and day that a date names; each is `None` if absent or unknown."""

    year: float | None
    month: int | None
    day: int | None


def ends(text: str) -> list[str]:
    """Return the dates at the ends of an interval that are not open, or the date itself."""
    return [end for end in text.split("/") if end not in ("", "..")]


def part_of_year(text: str) -> int | None:
    """Return the code of the season (one of SEASONS) or of the quarter that a date names."""
    match = _SIMPLE.fullmatch(text)
    month = int(match["month"]) if match and (match["month"] or "XX") != "XX" else 0
    return month if _is_part(month) else None


def _is_part(month: int) -> bool:
    return month in SEASONS or month in _QUARTERS


def named(text: str) -> Named:
    """Return the year, month and day of a date, or of the date with which an interval starts.

    A season or a quarter does not count as a month.
    """
    start = text.partition("/")[0]
    match = _SIMPLE.fullmatch(start)
    if not match:
        return Named(float(start.removeprefix("Y")) if start.startswith("Y") else None, None, None)
    year, month, day = (
        int(part) if part and "X" not in part else None
        for part in match.group("year", "month", "day")
    )
    return Named(year, None if month and _is_part(month) else month, day)


class Day(NamedTuple):
    """A calendar day.

    The year may be minus infinity, before all other years, or plus infinity, after all others.
    """

    year: float
    month: int
    day: int


_FIRST, _LAST = Day(-inf, 1, 1), Day(inf, 12, 31)


def span(text: str) -> tuple[Day, Day]:
    """Return the earliest and the latest possible day of a date or an interval.

    An interval with an open or unknown start or end is unlimited on that side. The standard does
    not define how far an uncertain or approximate date extends, so such a date counts as exact.
    Seasons are those of the northern hemisphere; a winter belongs to the year in which it begins.
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _span_of_single(text)
    first = _FIRST if start in ("", "..") else _span_of_single(start)[0]
    last = _LAST if end in ("", "..") else _span_of_single(end)[1]
    return first, last


def _span_of_single(text: str) -> tuple[Day, Day]:
    match = _SIMPLE.fullmatch(text)
    if not match:
        # int() refuses more than 4,300 digits; float() returns infinity instead.
        year = float(text.removeprefix("Y"))
        return Day(year, 1, 1), Day(year, 12, 31)
    low, high = sorted(int(match["year"].replace("X", digit)) for digit in "09")
    month, day = match["month"], match["day"]
    if month in (None, "XX"):
        return Day(low, 1, 1), Day(high, 12, 31)
    if _is_part(int(month)):
        return _span_of_part(low, int(month))
    if day in (None, "XX"):
        return Day(low, int(month), 1), Day(low, int(month), _days(low, int(month)))
    return Day(low, int(month), int(day)), Day(low, int(month), int(day))


def _span_of_part(year: int, part: int) -> tuple[Day, Day]:
    is_season = part in SEASONS
    first = 3 * (part - SEASONS.start) + 3 if is_season else 3 * (part - _QUARTERS.start) + 1
    over, before = divmod(first + 1, 12)
    last = before + 1
    return Day(year, first, 1), Day(year + over, last, _days(year + over, last))


def _days(year: int, month: int) -> int:
    return monthrange(abs(year), month)[1]
