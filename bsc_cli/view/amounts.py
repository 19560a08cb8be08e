"""Format the amount of a figure: its comparator in words, its value and its unit."""

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
    """Return a figure's amount in words, as in `at most 40 people` or `decrease of 10 to 15 %`."""
    values = figure.values
    change = f"{values['change']} of" if values["change"] else None
    upper = f"to {number(values['to'])}" if values["to"] is not None else None
    comparator = _COMPARATORS.get(values["comparator"])
    words = (change, comparator, number(values["value"]), upper, unit(figure))
    return " ".join(word for word in words if word)


def unit(figure: Record) -> str:
    """Return a figure's currency or unit; an empty string if it has neither."""
    return str(figure.values["currency"] or figure.values["unit"] or "")


def number(value: float) -> str:
    """Format a number with commas between groups of thousands."""
    return f"{value:,.12g}"
