"""Compute a figure from other figures: a value that is exact, approximate or a bound.

Bounds are combined by interval arithmetic, on the assumption that no quantity is negative. Two
approximate operands give an approximate result. Some operands allow no conclusion: for instance, a
lower bound divided by another lower bound.
"""

from __future__ import annotations

import operator
from functools import partial, reduce
from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.system.errors import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

UPPER: Final = ("<", "<=")
LOWER: Final = (">", ">=")
_OPPOSITE: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "~": "~", None: None}


class Quantity(NamedTuple):
    """A value and its comparator.

    The comparator is `None` for an exact value, `~` for an approximate value, and `<`, `<=`, `>` or
    `>=` for a bound.
    """

    value: float
    comparator: str | None


class NothingFollowsError(Exception):
    """Raised for operands that allow no conclusion; the message gives the reason."""


def derive(operation: str, operands: Sequence[Quantity]) -> Quantity:
    """Return the result of an operation.

    Raises NothingFollowsError if the operands allow no conclusion.
    """
    count = {"complement": 1, "subtract": 2, "divide": 2}.get(operation, len(operands))
    if len(operands) != count:
        message = f"{operation} takes {counted(count, 'operand')}, not {len(operands)}"
        raise NothingFollowsError(message)
    if operation == "complement":
        operation, operands = "subtract", (Quantity(100, None), *operands)
    result = reduce(partial(_combined, operation), operands)
    if not isfinite(result.value):
        raise NothingFollowsError("the result is too large to represent")
    return result


def _combined(operation: str, a: Quantity, b: Quantity) -> Quantity:
    is_inverse = operation in ("subtract", "divide")
    comparator = _together(a.comparator, _OPPOSITE[b.comparator] if is_inverse else b.comparator)
    try:
        # Floats overflow to infinity; integers could become too large to convert to a float.
        return Quantity(_OPERATIONS[operation](float(a.value), float(b.value)), comparator)
    except ZeroDivisionError:
        raise NothingFollowsError("an operand is divided by zero") from None


_OPERATIONS: Final = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
}


def _together(a: str | None, b: str | None) -> str | None:
    """Combine the comparators of two operands, for a result that increases with both."""
    if a is None or b is None or a == b:
        return a or b
    for bounds in (UPPER, LOWER):
        if a in bounds and b in bounds:
            return bounds[0]
    if "~" in (a, b):
        raise NothingFollowsError("no bound follows from a bound and an approximate value")
    raise NothingFollowsError("the operands bound the result in opposite directions")


def agree(operation: str, operands: Sequence[Quantity], result: float, value: float) -> bool:
    """Whether the result of an operation equals a figure's value, apart from rounding errors.

    The tolerance is proportional to the result or, for a sum or a difference, to the largest
    operand if that operand is larger than the result.
    """
    largest = abs(result)
    if operation not in ("multiply", "divide"):
        largest = max(largest, *(abs(operand.value) for operand in operands))
    return abs(result - value) <= 1e-9 * largest
