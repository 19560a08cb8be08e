"""Compute a figure from others: its value, and whether it is exact, approximate or a bound.

Bounds follow interval arithmetic for quantities that are not negative. Two approximate figures
give an approximate one. From some operands nothing follows: a lower bound divided by a lower
bound, for instance.
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
    """A value that is exact (comparator `None`), approximate (`~`) or a bound."""

    value: float
    comparator: str | None


class NothingFollowsError(Exception):
    """Operands that allow no conclusion; the message gives the reason."""


def derive(operation: str, operands: Sequence[Quantity]) -> Quantity:
    """Return the result of an operation; raise NothingFollowsError if nothing follows."""
    count = {"complement": 1, "subtract": 2, "divide": 2}.get(operation, len(operands))
    if len(operands) != count:
        message = f"{operation} takes {counted(count, 'operand')}, here are {len(operands)}"
        raise NothingFollowsError(message)
    if operation == "complement":
        operation, operands = "subtract", (Quantity(100, None), *operands)
    result = reduce(partial(_combined, operation), operands)
    if not isfinite(result.value):
        raise NothingFollowsError("the result is too large for a number")
    return result


def _combined(operation: str, a: Quantity, b: Quantity) -> Quantity:
    is_inverse = operation in ("subtract", "divide")
    comparator = _together(a.comparator, _OPPOSITE[b.comparator] if is_inverse else b.comparator)
    try:
        # Floats overflow to infinity; integers would grow beyond any float.
        return Quantity(_OPERATIONS[operation](float(a.value), float(b.value)), comparator)
    except ZeroDivisionError:
        raise NothingFollowsError("a division by zero") from None


_OPERATIONS: Final = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
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


def agree(operation: str, operands: Sequence[Quantity], result: float, value: float) -> bool:
    """Whether the result of an operation equals a figure's value, apart from rounding errors.

    The error of a sum or a difference is in proportion to its largest operand.
    """
    largest = abs(result)
    if operation not in ("multiply", "divide"):
        largest = max(largest, *(abs(operand.value) for operand in operands))
    return abs(result - value) <= 1e-9 * largest
