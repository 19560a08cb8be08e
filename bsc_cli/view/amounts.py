"""Format the amount of a figure: its comparator in words, its value and its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.model.types import TODO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.model.record import Record

_COMPARATORS: Final = {
    "~": "about",
    "<": "less than",
    "<=": "at most",
    ">": "more than",
    ">=": "at least",
}
_CURRENCIES: Final = {"GBP": "£", "EUR": "€", "USD": "$"}
"""The signs of currencies that have one of their own, or are the usual meaning of one."""
_OPERATORS: Final[dict[str | None, str]] = {
    "add": "+",
    "subtract": "−",
    "multiply": "×",
    "divide": "÷",
    "complement": "−",
}


def amount(figure: Record) -> str:
    """Return a figure's amount in words, as in `at most 40 people` or `decrease of 10 to 15%`.

    It is empty while the value is still to be filled in.
    """
    if figure.values["value"] is None:
        return ""
    change = f"{figure.values['change']} of" if figure.values["change"] else None
    comparator = _COMPARATORS.get(figure.values["comparator"])
    words = (change, comparator, _measured(figure))
    return " ".join(word for word in words if word)


def _measured(figure: Record) -> str:
    """Return a figure's value or range with its currency or unit: `40 people`, `15%`."""
    unit = figure.values["unit"] or ""
    return f"{quantity(figure)}{unit}" if unit == "%" else f"{quantity(figure)} {unit}".rstrip()


def quantity(figure: Record) -> str:
    """Return a figure's value or range, with any currency: `40`, `10 to 15` or `£2,500,000`."""
    low, high = figure.values["value"], figure.values["to"]
    return " to ".join(_value(value, figure) for value in (low, high) if value is not None)


def _value(value: float, figure: Record) -> str:
    currency = figure.values["currency"]
    sign = _CURRENCIES.get(currency)
    if sign:
        return f"{'-' if value < 0 else ''}{sign}{number(abs(value))}"
    return f"{number(value)} {currency}" if currency else number(value)


def calculation(operation: str | None, operands: Sequence[Record]) -> str:
    """Return an operation on figures as a sum, such as `2,400 ÷ 40`."""
    terms = [
        f"{quantity(figure) or TODO}{'%' if figure.values['unit'] == '%' else ''}"
        for figure in operands
    ]
    return f" {_OPERATORS.get(operation, TODO)} ".join(
        ("100%", *terms) if operation == "complement" else terms
    )


def unit(figure: Record) -> str:
    """Return a figure's currency or unit; an empty string if it has neither."""
    return str(figure.values["currency"] or figure.values["unit"] or "")


def number(value: float) -> str:
    """Format a number with commas between groups of thousands."""
    return f"{value:,.12g}"
