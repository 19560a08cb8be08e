"""Figures in words, with how exact they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bsc_cli.model.record import Record

_COMPARATORS: Final = {
    "~": "about",
    "<": "less than",
    "<=": "at most",
    ">": "more than",
    ">=": "at least",
}


def amount(record: Record) -> str:
    """A figure's value with its unit, and in words which bound it is: `at most 40 people`."""
    values = record.values
    words = (_COMPARATORS.get(values["comparator"]), number(values["value"]), unit(record))
    return " ".join(word for word in words if word)


def unit(record: Record) -> str:
    """What a figure counts: a currency, a unit, or nothing."""
    return str(record.values["currency"] or record.values["unit"] or "")


def number(value: float) -> str:
    """A number with its thousands set off."""
    return f"{value:,.12g}"
