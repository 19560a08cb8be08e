"""Dates of EDTF level 1 and some of level 2, with examples from its specification."""

from __future__ import annotations

import re
from datetime import date
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.model import edtf
from bsc_cli.model.edtf import Day


@pytest.mark.parametrize(
    "text",
    [
        *("1985-04-12", "1985-04", "1985", "Y170000002", "2001-21", "1984?", "2004-06~"),
        *("2004-06-11%", "201X", "20XX", "2004-XX", "1985-04-XX", "1985-XX-XX"),
        *("1985-04-12/..", "1985-04/", "../1985-04-12", "/1985", "1964/2008", "-1985"),
        *("2024-09-17?", "2024-02-29", "2024?-09-17", "2024~-09", "2024%-09-17/..", "2001-34"),
    ],
)
def test_dates_of_edtf_level_1_years_in_doubt_and_quarters_are_valid(text: str) -> None:
    assert edtf.why_invalid(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("17 September", "'17 September' is not of the form YYYY-MM-DD, YYYY-MM or YYYY"),
        ("2024-9-17", "'2024-9-17' is not of the form YYYY-MM-DD, YYYY-MM or YYYY"),
        ("", "'' is not of the form YYYY-MM-DD, YYYY-MM or YYYY"),
        ("2024-13", "there is no month 13"),
        ("2023-02-29", "there is no day 29 in 2023-02"),
        ("2024-09-00", "there is no day 00 in 2024-09"),
        ("2024-21-01", "a season or a quarter cannot have a day"),
        ("2024-36-01", "a season or a quarter cannot have a day"),
        ("2024-37", "there is no month 37"),
        ("2024-XX-17", "an unknown month cannot have a day"),
        ("201X-09", "a year with unknown digits cannot have a month"),
        ("2024/09/17", "'09/17' is not of the form YYYY-MM-DD, YYYY-MM or YYYY"),
        ("2024-09?-17", "'2024-09?-17' is not of the form YYYY-MM-DD, YYYY-MM or YYYY"),
        ("../..", "an interval needs a date at one end or both"),
        ("2024/2024-02-30", "there is no day 30 in 2024-02"),
    ],
)
def test_an_invalid_date_is_rejected_with_the_reason(text: str, reason: str) -> None:
    assert edtf.why_invalid(text) == reason


@given(st.dates(min_value=date(1, 1, 1)), st.sampled_from(["", "?", "~", "%"]))
def test_every_day_of_the_calendar_is_a_valid_date(day: date, qualifier: str) -> None:
    assert edtf.why_invalid(day.isoformat() + qualifier) is None


@given(st.text())
def test_any_text_is_validated_without_an_exception(text: str) -> None:
    edtf.why_invalid(text)


YEARS = ["0000", "1900", "2000", "2024", "-0004", "201X", "19XX", "Y12345"]
MONTHS_AND_DAYS = [
    "00",
    "01",
    "02",
    "04",
    "12",
    "13",
    "21",
    "25",
    "28",
    "29",
    "30",
    "31",
    "33",
    "XX",
]
PARTS = [*YEARS, *MONTHS_AND_DAYS, *"--/X?~%.", ".."]


@given(st.lists(st.sampled_from(PARTS), max_size=11).map("".join))
def test_the_loose_pattern_matches_every_valid_date(text: str) -> None:
    assert edtf.why_invalid(text) or re.fullmatch(edtf.LOOSE_PATTERN, text)


@pytest.mark.parametrize(
    "text", ["17 September", "2024-9-17", "24-09-17", "2024-09-17/18", "09/17"]
)
def test_the_loose_pattern_rejects_other_forms(text: str) -> None:
    assert not re.fullmatch(edtf.LOOSE_PATTERN, text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-09-17", Day(2024, 9, 17), Day(2024, 9, 17)),
        ("2024-09-17?", Day(2024, 9, 17), Day(2024, 9, 17)),
        ("2024?-09-17", Day(2024, 9, 17), Day(2024, 9, 17)),
        ("2024-02~", Day(2024, 2, 1), Day(2024, 2, 29)),
        ("1985", Day(1985, 1, 1), Day(1985, 12, 31)),
        ("1985-XX-XX", Day(1985, 1, 1), Day(1985, 12, 31)),
        ("1985-04-XX", Day(1985, 4, 1), Day(1985, 4, 30)),
        ("201X", Day(2010, 1, 1), Day(2019, 12, 31)),
        ("20XX", Day(2000, 1, 1), Day(2099, 12, 31)),
        ("-201X", Day(-2019, 1, 1), Day(-2010, 12, 31)),
        ("2001-21", Day(2001, 3, 1), Day(2001, 5, 31)),
        ("2001-24", Day(2001, 12, 1), Day(2002, 2, 28)),
        ("2001-33", Day(2001, 1, 1), Day(2001, 3, 31)),
        ("2001-36", Day(2001, 10, 1), Day(2001, 12, 31)),
        ("2024-07-05/..", Day(2024, 7, 5), Day(inf, 12, 31)),
        ("../2024-07", Day(-inf, 1, 1), Day(2024, 7, 31)),
        ("1964/2008-06%", Day(1964, 1, 1), Day(2008, 6, 30)),
        ("1985-04/", Day(1985, 4, 1), Day(inf, 12, 31)),
        ("Y-170000002", Day(-170000002, 1, 1), Day(-170000002, 12, 31)),
        (f"Y{'9' * 5000}", Day(inf, 1, 1), Day(inf, 12, 31)),
    ],
)
def test_a_date_spans_all_days_that_it_may_mean(text: str, earliest: Day, latest: Day) -> None:
    assert edtf.span(text) == (earliest, latest)


@given(
    st.from_regex(
        "-?[0-9][0-9X]{3}(-([01X][0-9X]|2[1-4]|3[3-6])(-[0-3X][0-9X])?)?[?~%]?", fullmatch=True
    )
)
def test_every_date_spans_at_least_one_day(text: str) -> None:
    if edtf.why_invalid(text) is None:
        earliest, latest = edtf.span(text)
        assert earliest <= latest
