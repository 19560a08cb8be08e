"""What follows from figures: the value, and the bound that their bounds leave.

A figure is a number or a bound on one. Bounds are carried through as interval
arithmetic does it, for quantities that are not negative; two approximate figures
give an approximate one; and sometimes nothing follows, as from a lower bound divided
by a lower bound.
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
    """A value, and whether it is exact (None), about (`~`) or a bound."""

    value: float
    comparator: str | None


class NothingFollowsError(Exception):
    """The operands allow no conclusion; says why."""


def derive(operation: str, operands: Sequence[Quantity]) -> Quantity:
    """The quantity that an operation gives; raises NothingFollowsError where it gives none."""
    if operation == "complement":
        [operand] = _exactly(1, operands, operation)
        return Quantity(100 - operand.value, _OPPOSITE[operand.comparator])
    if operation in ("subtract", "divide"):
        _exactly(2, operands, operation)
    # An integer would grow beyond what a float can be; a float is then infinite.
    floats = (operand._replace(value=float(operand.value)) for operand in operands)
    found = reduce(_OPERATIONS[operation], floats)
    if not isfinite(found.value):
        raise NothingFollowsError("the result is too large for a number")
    return found


def agree(operation: str, operands: Sequence[Quantity], found: float, given: float) -> bool:
    """Whether what an operation gives is what is given, but for the rounding on the way.

    Where something is added or taken away, that is in proportion to the largest of it.
    """
    largest = abs(found)
    if operation not in ("multiply", "divide"):
        largest = max(largest, *(abs(operand.value) for operand in operands))
    return abs(found - given) <= _ROUNDING * largest


_ROUNDING: Final = 1e-9


def _exactly(count: int, operands: Sequence[Quantity], operation: str) -> Sequence[Quantity]:
    if len(operands) != count:
        text = f"{operation} takes {count} operand{'s' * (count > 1)}, here are {len(operands)}"
        raise NothingFollowsError(text)
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
    """The comparator of a result that grows with both of its operands."""
    if a is None or b is None or a == b:
        return a or b
    for bounds in (UPPER, LOWER):
        if a in bounds and b in bounds:
            return bounds[0]
    if "~" in (a, b):
        raise NothingFollowsError("no bound follows from a bound and an approximation")
    raise NothingFollowsError("no bound follows from bounds that pull apart")
