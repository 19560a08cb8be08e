"""The rule for dates: the text that a record rests on gives the record's date."""

from __future__ import annotations

from calendar import day_name, month_name
from datetime import MAXYEAR, MINYEAR
from datetime import date as calendar_date
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks import records
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.model import edtf
from bsc_cli.model.types import Date
from bsc_cli.text.dates import dates, merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.model.record import Record
    from bsc_cli.text.dates import Dates
    from bsc_cli.text.folding import Span

RULES: Final = Rules[Evidence]("bsc audit")


@RULES.rule(
    "date-text",
    "The sentences of a record's evidence give the day, month and year of its date, as far as the"
    " date is precise; this holds for both ends of an interval. A weekday may stand for a day, and"
    " words such as 'yesterday' for any date. The year may also stand in the same paragraph or, if"
    " the source has no date of publication, anywhere in the article; otherwise, the date is within"
    " a year of publication. Of a quarter, only the year is checked. An inferred date may be more"
    " precise than the text.",
    fix="Correct the date, add an anchor that selects it, or write 'support: inferred' with a"
    " caveat that explains how the date follows.",
    fails="# article: The ferry sank on 5 July 2024.\ndate: 2024-07-06",
    passes="# article: The ferry sank on 5 July 2024.\ndate: 2024-07-05",
)
def date_text(evidence: Evidence) -> Iterator[Finding]:
    dated = _Dated(evidence)
    for record in evidence.store.records.values():
        if not evidence.spans[record.id]:
            continue
        for path, date in evidence.counted(records.values_of_type(record, Date)):
            for end in edtf.ends(date):
                wrong = dated.wrong(record, end)
                if wrong and (wrong.contradicts or record.support == "explicit"):
                    yield Finding(wrong.message, record, path)
                    break


class _Wrong(NamedTuple):
    """Why a date is wrong, and whether the text gives another date rather than none."""

    message: str
    contradicts: bool


class _Dated:
    """The dates in the sentences of an article."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._known: dict[Span, Dates] = {}

    def wrong(self, record: Record, date: str) -> _Wrong | None:
        """Return why the text that a record rests on does not give a date, or `None` if it does."""
        year, month, day = edtf.named(date)
        found = self._dates(self.evidence.sentences(record))
        if found is None:
            return None
        if record.support != "explicit" and (found.is_relative or found.is_vague):
            return self._wrong_year(record, date, found) if found.is_nearby else None
        if day and month:
            return self._wrong_day(record, date, found)
        if month:
            if month in {one for one, _ in found.months}:
                return self._wrong_year(record, date, found)
            if found.months:
                names = sorted({month_name[one] for one, _ in found.months})
                return _Wrong(f"the evidence names {' and '.join(names)}, not the month", True)
            if found.is_relative or found.weekdays or found.seasons or found.has_ordinal:
                return self._wrong_year(record, date, found)
            return _Wrong(f"the evidence does not give the month of {date}", False)
        season = edtf.part_of_year(date)
        if season in edtf.SEASONS and season not in found.seasons and not found.is_relative:
            return _Wrong(f"the evidence does not name the season of {date}", bool(found.seasons))
        return self._wrong_year(record, date, found) if year else None

    def _wrong_day(self, record: Record, date: str, found: Dates) -> _Wrong | None:
        _, month, day = edtf.named(date)
        if (day, month) in {(one.day, one.month) for one in found.days}:
            return self._wrong_year(record, date, found)
        if found.days and not found.has_ordinal:
            named = " and ".join(f"{day} {month_name[month]}" for day, month, _ in found.named())
            return _Wrong(f"the evidence gives {named}, not {date}", True)
        weekday = _weekday(date)
        is_exact = bool(found.weekdays) and not found.is_relative
        if is_exact and weekday is not None and weekday not in found.weekdays:
            names = " and ".join(day_name[one] for one in sorted(found.weekdays))
            return _Wrong(f"the evidence names {names}, but {date} is a {day_name[weekday]}", True)
        if found.weekdays or found.is_relative or found.has_ordinal:
            return self._wrong_year(record, date, found, _NEAR if found.weekdays else None)
        return _Wrong(f"the evidence does not give the day of {date}", False)

    def _wrong_year(
        self, record: Record, date: str, found: Dates, farthest: int | None = None
    ) -> _Wrong | None:
        """Return why a date's year does not follow from the text or the date of publication."""
        year, month, day = edtf.named(date)
        beside = (
            {one.year for one in found.days if (one.day, one.month) == (day, month)}
            if day
            else {one for of, one in found.months if of == month}
            if month
            else set()
        )
        if beside and None not in beside:
            given = " or ".join(str(one) for one in sorted(filter(None, beside)))
            return (
                None if year in beside else _Wrong(f"the evidence gives {given}, not {date}", True)
            )
        if year is None or year in found.years:
            return None
        around = self._dates(self.evidence.paragraphs_of(record))
        if around is None or year in around.years:
            return None
        if not self._published:
            is_given = not self._all_years or year in self._all_years or found.is_relative
            return None if is_given else _Wrong(f"the article does not mention {year:.0f}", True)
        if month is None and found.years and not found.is_nearby:
            given = " and ".join(map(str, sorted(found.years)))
            return _Wrong(f"the evidence gives {given}, not {date}", True)
        is_far = found.is_relative and not found.is_nearby
        limit = farthest or (_FAR if is_far else _NEXT if found.is_nearby else _WITHIN)
        distance = _distance(date, self._published)
        if distance <= limit:
            return None
        message = f"the evidence gives no year, and {date} is {distance} days from publication"
        return _Wrong(message, True)

    def _dates(self, passages: Sequence[Span]) -> Dates | None:
        """Return the dates in some passages, or `None` if the passages are too long to tell."""
        if sum(end - start for start, end in passages) > _LONGEST:
            return None
        for span in passages:
            if span not in self._known:
                self._known[span] = dates(self.evidence.text(span))
        return merged([self._known[span] for span in passages])

    @cached_property
    def _published(self) -> str | None:
        return self.evidence.store.source.date_published

    @cached_property
    def _all_years(self) -> frozenset[int]:
        return dates(self.evidence.article.text).years


def _weekday(date: str) -> int | None:
    """Return the weekday of a day, or `None` for a date that Python's calendar does not have."""
    year, month, day = edtf.named(date)
    if not (year and month and day) or not MINYEAR <= year <= MAXYEAR:
        return None
    return calendar_date(int(year), month, day).weekday()


def _distance(one: str, other: str) -> int:
    """Return the least number of days, to within a day or two, between two dates."""
    (first, last), (start, end) = (tuple(map(_days, edtf.span(date))) for date in (one, other))
    return int(min(max(0, first - end, start - last), _UNLIMITED))


def _days(day: edtf.Day) -> float:
    return day.year * 365.2425 + day.month * 30.44 + day.day


_UNLIMITED: Final = 10**9
_LONGEST: Final = 20_000
"""The maximum number of characters of the sentences in which the date of a record is looked for."""
_WITHIN: Final = 330
"""The maximum number of days between publication and a date for which the text gives no year."""
_NEXT: Final = 400
"""The same if the sentence has words such as `next year`."""
_FAR: Final = 40_000
"""The same if the sentence has words such as `ten years ago`."""
_NEAR: Final = 35
"""The same if the sentence names only a weekday."""
