"""The numbers of an invented store: of many magnitudes, exact or bounds, as a text writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

COMPARATORS: Final = {
    "": None,
    "around ": "~",
    "about ": "~",
    "up to ": "<=",
    "over ": ">",
    "at least ": ">=",
    "fewer than ": "<",
}
OPPOSITE: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "~": "~", None: None}
CURRENCIES: Final = {"£": "GBP", "€": "EUR", "$": "USD"}
SCALES: Final = {"": 1, " million": 1_000_000, " billion": 1_000_000_000}


class Quantity(NamedTuple):
    """A figure's number. Where it is implied, it is not written, and follows from others.

    `of` are its operands: how many figures before it each of them stands.
    """

    value: float
    comparator: str | None
    unit: str | None
    currency: str | None
    as_written: str | None
    operation: str = ""
    of: tuple[int, ...] = ()


def numeral(rng: Random) -> tuple[str, float]:
    """A number as it is written, and its value; every magnitude is as likely as another."""
    scale = rng.choices([*SCALES], (12, 2, 1))[0]
    if not scale:
        number = int(10 ** rng.uniform(0.5, 6))
        return f"{number:,}", number
    halves = rng.randint(2, 200)
    return f"{halves / 2:g}{scale}", halves * SCALES[scale] // 2


def written(rng: Random) -> Iterator[str]:
    """Numbers as statements have them, without end."""
    while True:
        yield numeral(rng)[0]


def figures(rng: Random, units: Iterator[str]) -> Iterator[Quantity]:
    """Numbers of figures without end: of each three, two are stated and imply the third."""
    while True:
        prefix = rng.choices([*COMPARATORS], (8, 2, 1, 2, 2, 1, 1))[0]
        drawn = rng.random()
        if drawn < 0.2:
            yield from _share(rng, prefix, next(units))
        else:
            sign = rng.choice([*CURRENCIES]) if drawn < 0.4 else ""
            yield from _sum(rng, prefix, sign, next(units))


def _share(rng: Random, prefix: str, unit: str) -> Iterator[Quantity]:
    """A number, a percentage of it, and what the percentage leaves of a hundred."""
    text, value = numeral(rng)
    percent = rng.randint(1, 99)
    comparator = COMPARATORS[prefix]
    yield Quantity(value, None, unit, None, f"{text} {unit}")
    yield Quantity(percent, comparator, "%", None, f"{prefix}{percent}%")
    yield Quantity(100 - percent, OPPOSITE[comparator], "%", None, None, "complement", (1,))


def _sum(rng: Random, prefix: str, sign: str, unit: str) -> Iterator[Quantity]:
    """Two numbers of the same sort, and their sum."""
    comparator = COMPARATORS[prefix]
    counted = None if sign else unit
    currency = CURRENCIES.get(sign)
    total = 0.0
    for _ in range(2):
        text, value = numeral(rng)
        total += value
        as_written = f"{prefix}{sign}{text}" + (f" {counted}" if counted else "")
        yield Quantity(value, comparator, counted, currency, as_written)
    yield Quantity(total, comparator, counted, currency, None, "add", (2, 1))
