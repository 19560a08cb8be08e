"""Format the amount of a figure: its comparator in words, its value and its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
_SYMBOLS: Final = {"EUR": "€", "GBP": "£", "JPY": "¥", "USD": "$"}
"""The symbols of currencies, which are written before an amount."""
_OPERATORS: Final = {"add": " + ", "subtract": " − ", "multiply": " × ", "divide": " ÷ "}


def amount(figure: Record) -> str:
    """Return a figure's amount in words, as in `at most 40 people` or `decrease of 10 to 15 %`."""
    values = figure.values
    change = f"{values['change']} of" if values["change"] else None
    symbol = _SYMBOLS.get(values["currency"], "")
    upper = f"to {_money(symbol, values['to'])}" if values["to"] is not None else None
    comparator = _COMPARATORS.get(values["comparator"])
    own = _money(symbol, values["value"])
    words = (change, comparator, own, upper, "" if symbol else unit(figure))
    return " ".join(word for word in words if word)


def operands(operation: str, figures: Sequence[Record]) -> str:
    """Return the computation of a figure from other figures, as in `2,400 ÷ 40`."""
    values = [_operand(figure) for figure in figures]
    if operation == "complement":
        values, operation = ["100%", *values], "subtract"
    return _OPERATORS[operation].join(values)


def _operand(figure: Record) -> str:
    values = figure.values
    symbol = _SYMBOLS.get(values["currency"], "")
    upper = f"–{number(values['to'])}" if values["to"] is not None else ""
    return f"{_money(symbol, values['value'])}{upper}{'%' if values['unit'] == '%' else ''}"


def _money(symbol: str, value: float) -> str:
    return f"{'-' if value < 0 else ''}{symbol}{number(abs(value))}" if symbol else number(value)


def unit(figure: Record) -> str:
    """Return a figure's currency or unit; an empty string if it has neither."""
    return str(figure.values["currency"] or figure.values["unit"] or "")


def number(value: float) -> str:
    """Format a number with commas between groups of thousands."""
    return f"{value:,.12g}"
