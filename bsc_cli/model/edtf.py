"""Dates that may be uncertain, approximate or open: EDTF level 1.

The Extended Date/Time Format is part of ISO 8601-2:2019; its levels are described
by the Library of Congress (https://www.loc.gov/standards/datetime/). Times of day
are left out: no store needs them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from math import inf
from typing import Final, NamedTuple

_SIMPLE = re.compile(
    r"(?P<year>-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<qualifier>[?~%])?"
)
_LONG_YEAR = re.compile(r"Y-?[0-9]{5,}")
_SEASONS = range(21, 25)

_LEAP_YEAR = r"-?(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_MONTHS_AND_DAYS = (
    *("(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])", "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"),
    *("02-(?:0[1-9]|1[0-9]|2[0-8])", "(?:0[1-9]|1[0-2])(?:-XX)?", "2[1-4]", "XX(?:-XX)?"),
)
_SINGLE = (
    rf"(?:Y-?[0-9]{{5,}}|(?:-?[0-9]{{4}}-(?:{'|'.join(_MONTHS_AND_DAYS)})|{_LEAP_YEAR}-02-29"
    r"|-?[0-9]{2}(?:[0-9]{2}|[0-9]X|XX))[?~%]?)"
)
PATTERN: Final = rf"(?!(?:\.\.)?/?(?:\.\.)?$)(?:{_SINGLE}|\.\.)?(?:/(?:{_SINGLE}|\.\.)?)?"
"""What `why_not` accepts, as a regular expression for programs that know no better.

It has to match all of the text, and uses only what every dialect has.
"""


def why_not(text: str) -> str | None:
    """What keeps `text` from being an EDTF level 1 date or interval; None if it is one."""
    start, slash, end = text.partition("/")
    if not slash:
        return _why_not_single(text)
    if start in ("", "..") and end in ("", ".."):
        return "an interval needs a date at one end at least"
    reasons = (_why_not_single(part) for part in (start, end) if part not in ("", ".."))
    return next((reason for reason in reasons if reason), None)


def _why_not_single(text: str) -> str | None:
    if _LONG_YEAR.fullmatch(text):
        return None
    match = _SIMPLE.fullmatch(text)
    if not match:
        return f"'{text}' is not of the form YYYY-MM-DD, YYYY-MM or YYYY"
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year and month:
        return "a month can't follow a year that is not known"
    if month is None or month == "XX":
        return None if day in (None, "XX") else "a day can't follow a month that is not known"
    if int(month) in _SEASONS:
        return "a season has no day" if day else None
    if not 1 <= int(month) <= 12:
        return f"there is no month {month}"
    if day not in (None, "XX") and not 1 <= int(day) <= _days(int(year), int(month)):
        return f"there is no day {day} in {year}-{month}"
    return None


class Named(NamedTuple):
    """What a date names: None where it names none, or one that is not known in full."""

    year: float | None
    month: int | None
    day: int | None


def named(text: str) -> Named:
    """What a date names, or the beginning of an interval. A season is no month."""
    start = text.partition("/")[0]
    match = _SIMPLE.fullmatch(start)
    if not match:
        return Named(float(start.removeprefix("Y")) if start.startswith("Y") else None, None, None)
    year, month, day = (
        int(part) if part and "X" not in part else None
        for part in match.group("year", "month", "day")
    )
    return Named(year, None if month in _SEASONS else month, day)


class Day(NamedTuple):
    """A day of any year, however far away; an infinite year is before or after every other."""

    year: float
    month: int
    day: int


_FIRST, _LAST = Day(-inf, 1, 1), Day(inf, 12, 31)


def span(text: str) -> tuple[Day, Day]:
    """The earliest and the latest day that a date or an interval may mean.

    What is open or not known at an end of an interval may be any day; that a date is
    uncertain or approximate does not widen it, as nobody says by how much. Seasons are
    those of the northern half of the Earth, winter beginning in the year that it is of.
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
        # Python refuses to make an int of some thousand digits; a float is then infinite.
        year = float(text.removeprefix("Y"))
        return Day(year, 1, 1), Day(year, 12, 31)
    low, high = sorted(int(match["year"].replace("X", digit)) for digit in "09")
    month, day = match["month"], match["day"]
    if month in (None, "XX"):
        return Day(low, 1, 1), Day(high, 12, 31)
    if int(month) in _SEASONS:
        return _span_of_season(low, int(month))
    if day in (None, "XX"):
        return Day(low, int(month), 1), Day(low, int(month), _days(low, int(month)))
    return Day(low, int(month), int(day)), Day(low, int(month), int(day))


def _span_of_season(year: int, season: int) -> tuple[Day, Day]:
    first = 3 * (season - _SEASONS.start) + 3
    over, last = divmod(first + 2, 12)
    return Day(year, first, 1), Day(year + over, last, _days(year + over, last))


def _days(year: int, month: int) -> int:
    return monthrange(abs(year), month)[1]
