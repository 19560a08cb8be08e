"""Compute figures from others: the value, and whether it is exact, about, or a bound.

Bounds follow interval arithmetic for quantities that are not negative. Two approximate figures
give an approximate one. From some operands nothing follows, for instance from a lower bound
divided by a lower bound.
"""

from __future__ import annotations

from functools import reduce
from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

UPPER: Final = ("<", "<=")
LOWER: Final = (">", ">=")
_OPPOSITE: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "~": "~", None: None}


class Quantity(NamedTuple):
    """A value that is exact (comparator None), about (`~`) or a bound (`<`, `<=`, `>`, `>=`)."""

    value: float
    comparator: str | None


class NothingFollowsError(Exception):
    """The operands allow no conclusion, for the reason that the message gives."""


def derive(operation: str, operands: Sequence[Quantity]) -> Quantity:
    """Return the result of an operation; raises NothingFollowsError if nothing follows."""
    if operation == "complement":
        [operand] = _exactly(1, operands, operation)
        return Quantity(100 - operand.value, _OPPOSITE[operand.comparator])
    if operation in ("subtract", "divide"):
        _exactly(2, operands, operation)
    # Floats overflow to infinity; integers would grow beyond any float.
    floats = (operand._replace(value=float(operand.value)) for operand in operands)
    result = reduce(_OPERATIONS[operation], floats)
    if not isfinite(result.value):
        raise NothingFollowsError("the result is too large for a number")
    return result


def agree(operation: str, operands: Sequence[Quantity], result: float, value: float) -> bool:
    """Whether the result of an operation equals a figure's value, apart from rounding errors.

    The error of a sum or a difference is in proportion to its largest operand.
    """
    largest = abs(result)
    if operation not in ("multiply", "divide"):
        largest = max(largest, *(abs(operand.value) for operand in operands))
    return abs(result - value) <= _ROUNDING * largest


_ROUNDING: Final = 1e-9


def _exactly(count: int, operands: Sequence[Quantity], operation: str) -> Sequence[Quantity]:
    if len(operands) != count:
        plural = "s" if count > 1 else ""
        message = f"{operation} takes {count} operand{plural}, here are {len(operands)}"
        raise NothingFollowsError(message)
    return operands


def _add(a: Quantity, b: Quantity) -> Quantity:
    return Quantity(a.value + b.value, _together(a.comparator, b.comparator))


def _subtract(a: Quantity, b: Quantity) -> Quantity:
    return Quantity(a.value - b.value, _together(a.comparator, _OPPOSITE[b.comparator]))


def _multiply(a: Quantity, b: Quantity) -> Quantity:
    return Quantity(a.value * b.value, _together(a.comparator, b.comparator))


def _divide(a: Quantity, b: Quantity) -> Quantity:
    if not b.value:
        raise NothingFollowsError("a division by zero")
    return Quantity(a.value / b.value, _together(a.comparator, _OPPOSITE[b.comparator]))


_OPERATIONS: Final[dict[str, Callable[[Quantity, Quantity], Quantity]]] = {
    "add": _add,
    "subtract": _subtract,
    "multiply": _multiply,
    "divide": _divide,
}


def _together(a: str | None, b: str | None) -> str | None:
    """Return the comparator of a result that grows with both of its operands."""
    if a is None or b is None or a == b:
        return a or b
    for bounds in (UPPER, LOWER):
        if a in bounds and b in bounds:
            return bounds[0]
    if "~" in (a, b):
        raise NothingFollowsError("no bound follows from a bound and an approximation")
    raise NothingFollowsError("no bound follows from bounds that pull apart")
