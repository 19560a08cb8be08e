"""Dates in words."""

from __future__ import annotations

import pytest
from hypothesis import given

from bsc_cli.view.dates import in_words
from tests.strategies import DATES


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024-07-05", "5 July 2024"),
        ("2024-07", "July 2024"),
        ("2024", "2024"),
        ("2024-09-17?", "17 September 2024, uncertain"),
        ("2024?-09-17", "17 September 2024, year uncertain"),
        ("2024~", "about 2024"),
        ("2024-05%", "about May 2024, uncertain"),
        ("188X", "the 1880s"),
        ("188X?", "the 1880s, uncertain"),
        ("19XX", "1900 to 1999"),
        ("2024-XX", "2024, month not given"),
        ("2024-07-XX", "July 2024, day not given"),
        ("2024-XX-XX", "2024, month and day not given"),
        ("2024-22", "summer 2024"),
        ("2024-34", "the second quarter of 2024"),
        ("0000", "1 BC"),
        ("-0043-03-15", "15 March 44 BC"),
        ("-004X", "50 BC to 41 BC"),
        ("Y-17000", "the year -17000"),
        ("2024-07-05/..", "from 5 July 2024"),
        ("2024-07-05/", "from 5 July 2024, end unknown"),
        ("../2024", "until 2024"),
        ("/2024", "until 2024, start unknown"),
        ("1881-02-03~/1889-12-01?", "about 3 February 1881 to 1 December 1889, uncertain"),
    ],
)
def test_a_date_is_put_into_words(date: str, words: str) -> None:
    assert in_words(date) == words


@given(DATES)
def test_every_date_has_words(date: str) -> None:
    assert in_words(date)
