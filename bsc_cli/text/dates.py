"""Find the dates that a text mentions: days, months, years, weekdays, and `last week`."""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name
from datetime import date as calendar_date
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.text.folding import Span
from bsc_cli.text.names import FUNCTION_WORDS

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
_DAYS = rf"{_DAY}(?:(?:, | ?- ?| and | or | to |, and ){_DAY}){{0,9}}"
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


class Mention(NamedTuple):
    """The place of a date in a text, and the date in EDTF, or `None` if the words leave it open."""

    span: Span
    date: str | None


def mentions(text: str, published: str | None = None) -> Iterator[Mention]:
    """Yield the dates with a day of the month or a year that a folded text mentions, in order.

    A date is given only where it is beyond doubt: one without a year if a weekday stands beside it
    and `published`, the day of publication as YYYY-MM-DD, is known; one such as 5/7/2031 if only
    one of its numbers can be the day; a year that stands alone if no other number could stand
    there. Months without a day or a year, weekdays and words such as `yesterday` are omitted.
    """
    done = 0
    found = sorted(
        [*_calendar_mentions(text, published), *_year_mentions(text)],
        key=lambda one: (one.span.start, -one.span.end),
    )
    for mention in found:
        if mention.span.start >= done:
            yield mention
            done = mention.span.end


_WEEKDAY_BEFORE = re.compile(rf"\b(?P<weekday>{_either(_WEEKDAYS)})\b\.?,? (?:the )?\Z")
_INTERVAL = re.compile(rf"(?P<first>{_DAY}) ?- ?(?P<last>{_DAY})")
_TO_MONTH = re.compile(
    rf"(?P<join> ?- ?| to | and )(?P<month>{_MONTH})(?:,? (?:of )?(?P<year>{_YEAR})\b)"
)
_FROM_BEFORE = re.compile(r"\b(?ai:from|between) \Z")
_LONGEST_BEFORE = 20


def _calendar_mentions(text: str, published: str | None) -> Iterator[Mention]:
    """Yield the dates with a month."""
    done = 0
    for match in _DATE.finditer(text):
        start, end = match.span()
        if start < done or (match["iso"] and not match["iso_day"] and not _exists(match[0])):
            continue
        if match["lone_month"]:
            mention = _month_mention(text, match)
            if mention:
                yield mention
                done = mention.span.end
            continue
        weekday = _WEEKDAY_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
        date = _day_date(match, weekday["weekday"] if weekday else None, published)
        yield Mention(Span(start, end), date)


def _month_mention(text: str, match: re.Match[str]) -> Mention | None:
    """Return the mention of a month with its year, which may be that of a later month."""
    month = _month(match["lone_month"])
    if match["month_year"]:
        return Mention(Span(*match.span()), f"{match['month_year']}-{month:02}")
    until = _TO_MONTH.match(text, match.end())
    if not until:
        return None
    before = _FROM_BEFORE.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start())
    is_interval = until["join"].strip() == "-" or (
        before and (until["join"] == " to ") == (before[0].strip().lower() == "from")
    )
    last = _month(until["month"])
    date = f"{until['year']}-{month:02}/{until['year']}-{last:02}" if month < last else None
    return Mention(Span(match.start(), until.end()), date if is_interval else None)


def _day_date(match: re.Match[str], weekday: str | None, published: str | None) -> str | None:
    """Return the date of a match with a day or of the form YYYY-MM, or `None` if it is open."""
    if match["iso"]:
        written = match[0]
        return written if _exists(written) else None
    days = [*dict.fromkeys(day for day in _days(match) if 1 <= day.month <= 12)]
    words = match["days"] or match["us_days"] or ""
    interval = _INTERVAL.fullmatch(words)
    if interval and len(days) == 2:
        ends = [_dated(day, None, None) for day in days]
        return "/".join(map(str, ends)) if None not in ends and ends[0] < ends[1] else None  # type: ignore[operator]
    if match["one"]:
        days = [day for day in days if _dated(day, None, None)]
    return _dated(days[0], weekday, published) if len(days) == 1 else None


def _dated(day: DayOfMonth, weekday: str | None, published: str | None) -> str | None:
    """Return a day as YYYY-MM-DD; without a year, the weekday decides among the nearest years."""
    if day.year is not None:
        date = f"{day.year:04}-{day.month:02}-{day.day:02}"
        return date if _exists(date) else None
    if weekday is None or published is None or not _ISO_DAY.fullmatch(published):
        return None
    own = _WEEKDAYS[weekday.capitalize()]
    around = (int(published[:4]) + step for step in (-1, 0, 1))
    dates = [f"{year:04}-{day.month:02}-{day.day:02}" for year in around]
    fitting = [
        one for one in dates if _exists(one) and calendar_date.fromisoformat(one).weekday() == own
    ]
    return fitting[0] if len(fitting) == 1 else None


_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _exists(written: str) -> bool:
    """Whether a date of the form YYYY-MM-DD or YYYY-MM exists."""
    try:
        calendar_date.fromisoformat(written if len(written) > len("2031-05") else f"{written}-01")
    except ValueError:
        return False
    return True


_BEFORE_YEAR = re.compile(
    r"(?:\b(?ai:in|since|by|until|till|of|from|to|before|after|during|early|late|mid|around|circa|"
    r"and|or|between|as|soon as|year|spring|summer|autumn|fall|winter|christmas)[ -]|\()\Z"
)
_BEFORE_NOUN = re.compile(r"(?:\b(?ai:the|an?|in|his|her|its|their|that|this|of)|'s) \Z")
_FROM_YEAR = re.compile(
    r"\b(?ai:from (?=\d{4} to)|between (?=\d{4} and))"
    r"(?P<first>(?:18|19|20)\d\d) (?:to|and) (?P<last>(?:18|19|20)\d\d)\b(?![,.]\d|%)"
)
_LIMIT = re.compile(r"\b(?ai:(?P<until>by)|as (?:soon|early) as) \Z")
_AFTER_YEAR = re.compile(r" ?(?=[.,;:!?)\]\"'-]|\Z)| (?P<word>[A-Za-z]+)")
_COUNTED = re.compile(r"(?ai:\w*s|men|women|people|children|per|percent|pc|feet|[kmc]?m)\Z")
"""What may be counted by a number that looks like a year."""
_USUAL_YEARS = range(1800, 2100)


def _year_mentions(text: str) -> Iterator[Mention]:
    """Yield the years that stand alone, such as `in 2031`, and spans such as `2030-31`."""
    for match in _SHORT_YEAR.finditer(text):
        first, last = int(match["year"]), int(match["last"])
        if first in _USUAL_YEARS and (first + 1) % 100 == last:
            yield Mention(Span(*match.span()), f"{first}/{first + 1}")
    for match in _FROM_YEAR.finditer(text):
        if match["first"] < match["last"]:
            yield Mention(Span(match.start("first"), match.end()), "/".join(match.groups()))
    for match in _LONE_YEAR.finditer(text):
        year = match["year"]
        if not match["decade"] and int(year) in _USUAL_YEARS:
            date = _limited(text, match) if _is_year(text, match) else None
            yield Mention(Span(*match.span()), date)


def _limited(text: str, match: re.Match[str]) -> str:
    """Return the interval before or from a year on, as in `by 2031`, or else the year."""
    limit = _LIMIT.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start())
    if not limit:
        return match["year"]
    return f"../{match['year']}" if limit["until"] else f"{match['year']}/.."


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether a number of four digits is a year beyond doubt, and counts nothing."""
    start, end = match.span()
    before, after = max(0, start - _LONGEST_BEFORE), _AFTER_YEAR.match(text, end)
    if not after:
        return False
    word = (after["word"] or "").lower()
    if not word or word in FUNCTION_WORDS:
        return bool(_BEFORE_YEAR.search(text, before, start))
    is_round = int(match["year"]) % 50 == 0
    is_counted = is_round or _COUNTED.match(word)
    return not is_counted and bool(_BEFORE_NOUN.search(text, before, start))
