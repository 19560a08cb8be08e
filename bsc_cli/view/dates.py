"""Dates in words: `5 July 2024` for the EDTF date `2024-07-05`."""

from __future__ import annotations

import re
from typing import Final

_DATE: Final = re.compile(
    r"(?P<year>-?[0-9]{2}[0-9X]{2})(?P<year_qualifier>[?~%](?=-))?"
    r"(?:-(?P<month>[0-9X]{2}))?(?:-(?P<day>[0-9X]{2}))?(?P<qualifier>[?~%])?"
)
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_PARTS_OF_YEARS: Final = {
    **dict(enumerate(("spring", "summer", "autumn", "winter"), 21)),
    **dict(enumerate((f"the {n} quarter of" for n in ("first", "second", "third", "fourth")), 33)),
}
"""The words for the codes that EDTF has in place of a month."""
_DOUBTS: Final = {
    "?": "year uncertain",
    "~": "year approximate",
    "%": "year uncertain and approximate",
}


def in_words(date: str) -> str:
    """Return an EDTF date or interval in words."""
    start, slash, end = date.partition("/")
    if not slash:
        return _single(date)
    if end in ("", ".."):
        return f"from {_single(start)}{'' if end else ', end unknown'}"
    if start in ("", ".."):
        return f"until {_single(end)}{'' if start else ', start unknown'}"
    return f"{_single(start)} to {_single(end)}"


def _single(date: str) -> str:
    match = _DATE.fullmatch(date)
    if not match:  # a year of more than four digits
        return f"the year {date.removeprefix('Y')}"
    about = "about " if match["qualifier"] in ("~", "%") else ""
    doubts = [_DOUBTS[match["year_qualifier"]]] if match["year_qualifier"] else []
    doubts += ["uncertain"] if match["qualifier"] in ("?", "%") else []
    gaps = [part for part in ("month", "day") if match[part] == "XX"]
    doubts += [f"{' and '.join(gaps)} not given"] if gaps else []
    return ", ".join((f"{about}{_known(match)}", *doubts))


def _known(match: re.Match[str]) -> str:
    """Return the day, month and year that are known."""
    year, month, day = (match[part] for part in ("year", "month", "day"))
    words = [_year(year)]
    if month and month != "XX":
        number = int(month)
        words.insert(0, _PARTS_OF_YEARS.get(number) or _MONTHS[number - 1])
        if day and day != "XX":
            words.insert(0, str(int(day)))
    return " ".join(words)


def _year(year: str) -> str:
    """Return a year, a decade or a century; EDTF's year 0 is 1 BC."""
    low, high = sorted(int(year.replace("X", digit)) for digit in "09")
    if year.endswith("XX") or (low != high and low <= 0):
        return f"{_numbered(low)} to {_numbered(high)}"
    return f"the {low}s" if low != high else _numbered(low)


def _numbered(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"
