"""Find the dates that a text mentions: days, months, years, weekdays, and `last week`."""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MONTHS: Final = {
    **{name: number for number, name in enumerate(month_name) if name},
    **{name: number for number, name in enumerate(month_abbr) if name},
    "Sept": 9,
}
"""The number of each month, by its name and its abbreviations."""
_WEEKDAYS: Final = {
    **{name: number for number, name in enumerate(day_name)},
    "Tues": 1,
    "Thur": 3,
    "Thurs": 3,
}
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def _either(names: dict[str, int]) -> str:
    return "|".join(sorted((*names, *(name.upper() for name in names)), key=len, reverse=True))


_MONTH = rf"(?:{_either(MONTHS)})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:(?:, | ?- ?| and | or | to |, and ){_DAY})*"
_YEAR = r"[12]\d{3}"
_DATE = re.compile(
    rf"\b(?P<iso>{_YEAR})-(?P<iso_month>\d\d)(?:-(?P<iso_day>\d\d))?\b"
    rf"|\b(?P<one>\d{{1,2}})[./](?P<other>\d{{1,2}})[./](?P<slash_year>\d{{4}}|\d\d)\b"
    rf"|\b(?P<days>{_DAYS}),? (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>{_YEAR})\b)?"
    rf"|\b(?P<us_month>{_MONTH}) (?P<us_days>{_DAYS})\b(?!\d)(?:,? (?P<us_year>{_YEAR})\b)?"
    rf"|\b(?P<lone_month>{_MONTH})(?:,? (?:of )?(?P<month_year>{_YEAR})\b)?"
)
_NUMBER = re.compile(r"\d+")
_LONE_YEAR = re.compile(rf"(?<![\w.,£$€])(?P<year>{_YEAR})(?P<decade>s)?\b(?!,\d|\.\d|%)")
_SHORT_YEAR = re.compile(rf"\b(?P<year>{_YEAR})[/-](?P<last>\d\d)\b(?!-)")
_WEEKDAY = re.compile(rf"\b(?:{_either(_WEEKDAYS)})\b")
_SEASON = re.compile(rf"\b(?ai:{'|'.join(_SEASONS)})\b")
_UNITS = (
    r"(?:morning|afternoon|evening|night|day|weekend|week|fortnight|month|quarter|season|spring|"
    r"summer|autumn|fall|winter|year|decade|century)"
)
_RELATIVE = re.compile(
    r"\b(?ai:today|yesterday|tomorrow|tonight|overnight|"
    r"the (?:day|week|month|year) (?:before|after)|"
    rf"(?:this|last|next|previous|following|same|coming|past) (?:\w+ ){{0,2}}?{_UNITS}|"
    rf"{_UNITS}s? (?:ago|earlier|later|before|after|to|until|through|ended|ending))\b"
)
_NEARBY = re.compile(r"\b(?ai:this|last|next|today|yesterday|tomorrow|tonight|overnight)\b")
_VAGUE = re.compile(
    r"\b(?ai:now|currently|recently|earlier|later|before|after|since|previously|until|within|ago)\b"
)
_ORDINAL = re.compile(
    r"\b(?ai:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\w+teenth|twentieth|twenty-\w+|thirtieth|thirty-first|[a-z'-]+ (?:day|eve)|good friday|"
    r"christmas|easter|halloween|ramadan|eid|diwali|hanukkah|\d{1,2}(?:st|nd|rd|th))\b"
)


class DayOfMonth(NamedTuple):
    """A day that a text mentions, with its year if the text gives it beside the day."""

    day: int
    month: int
    year: int | None


class Dates(NamedTuple):
    """Everything in a text that tells a date.

    `months` has the years that stand beside a month, `None` for a month without a year. A relative
    word, such as `yesterday`, or an ordinal in words may stand for any date. A relative word is
    nearby if it is, like `last week`, relative to the time of writing. After a vague word, such as
    `after`, an exact date may follow from another.
    """

    days: frozenset[DayOfMonth]
    months: frozenset[tuple[int, int | None]]
    years: frozenset[int]
    weekdays: frozenset[int]
    seasons: frozenset[int]
    is_relative: bool
    is_nearby: bool
    is_vague: bool
    has_ordinal: bool

    def named(self) -> list[DayOfMonth]:
        """Return the days in order."""
        return sorted(self.days, key=lambda one: (one.month, one.day, one.year or 0))


def merged(several: Sequence[Dates]) -> Dates:
    """Return the dates of several texts."""
    return Dates(
        frozenset().union(*(one.days for one in several)),
        frozenset().union(*(one.months for one in several)),
        frozenset().union(*(one.years for one in several)),
        frozenset().union(*(one.weekdays for one in several)),
        frozenset().union(*(one.seasons for one in several)),
        any(one.is_relative for one in several),
        any(one.is_nearby for one in several),
        any(one.is_vague for one in several),
        any(one.has_ordinal for one in several),
    )


def dates(text: str) -> Dates:
    """Return the dates that a folded text mentions."""
    days = frozenset(day for match in _DATE.finditer(text) for day in _days(match))
    months = {(month, year) for _, month, year in days}
    for match in _DATE.finditer(text):
        if match["iso"]:
            months.add((int(match["iso_month"]), int(match["iso"])))
        elif match["lone_month"]:
            year = match["month_year"]
            months.add((_month(match["lone_month"]), int(year) if year else None))
    years = {year for _, year in months if year}
    years |= {year for match in _LONE_YEAR.finditer(text) for year in _years(match)}
    for match in _SHORT_YEAR.finditer(text):
        years.add(int(match["year"]) // 100 * 100 + int(match["last"]))
    return Dates(
        days,
        frozenset(months),
        frozenset(years),
        frozenset(_WEEKDAYS[match[0].capitalize()] for match in _WEEKDAY.finditer(text)),
        frozenset(_SEASONS[match[0].lower()] for match in _SEASON.finditer(text)),
        bool(_RELATIVE.search(text)),
        any(_NEARBY.match(match[0]) for match in _RELATIVE.finditer(text)),
        bool(_VAGUE.search(text)),
        bool(_ORDINAL.search(text)),
    )


def _years(match: re.Match[str]) -> range:
    year = int(match["year"])
    return range(year, year + (10 if match["decade"] else 1))


def _month(name: str) -> int:
    return MONTHS[name.removesuffix(".").capitalize()]


def _days(match: re.Match[str]) -> Iterator[DayOfMonth]:
    """Yield the days that a match mentions; in `5/7/2031`, either number may be the day."""
    if match["iso_day"]:
        yield DayOfMonth(int(match["iso_day"]), int(match["iso_month"]), int(match["iso"]))
    elif match["one"]:
        year = int(match["slash_year"])
        year += 2000 if year < 100 else 0
        one, other = int(match["one"]), int(match["other"])
        yield from (DayOfMonth(one, other, year), DayOfMonth(other, one, year))
    for days, name, year_text in (
        (match["days"], match["month"], match["year"]),
        (match["us_days"], match["us_month"], match["us_year"]),
    ):
        for number in _NUMBER.findall(days or ""):
            yield DayOfMonth(int(number), _month(name), int(year_text) if year_text else None)
