"""Amounts in words: a figure's value with its unit and how exact it is."""

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


def amount(figure: Record) -> str:
    """Return a figure's value with its comparator in words and its unit: `at most 40 people`."""
    values = figure.values
    words = (_COMPARATORS.get(values["comparator"]), number(values["value"]), unit(figure))
    return " ".join(word for word in words if word)


def unit(figure: Record) -> str:
    """Return a figure's currency or unit; empty if it has none."""
    return str(figure.values["currency"] or figure.values["unit"] or "")


def number(value: float) -> str:
    """Return a number with a comma between thousands."""
    return f"{value:,.12g}"
