"""Numbers as bars of characters, and the scale that they stand on.

A bar says by its form how exact its number is: full where it is, fading out where it is
about right, hollow up to a number that is the most, going on beyond one that is the
least. Thick bars are stated, thin ones computed. Colour is not needed to tell.
"""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.view.amounts import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.view.charts import Bar, Bound, Scale


class _Form(NamedTuple):
    """The characters of a bar; `parts` are those of less than a column, smallest first."""

    full: str
    parts: str
    fading: str
    hollow: str
    bound: str
    onward: str


_THICK: Final = _Form("█", "▏▎▍▌▋▊▉", "▓▒░", "░", "▏", "►")
_THIN: Final = _Form("━", "╸", "╍┅┄", "╌", "▏", "►")
_ASCII_THICK: Final = _Form("#", "", "~", ":", "|", ">")
_ASCII_THIN: Final = _Form("=", "", "~", "-", "|", ">")
_MIRRORED: Final = str.maketrans("►▏╸>", "◄▕╺<")

BEYOND: Final = 2
"""Columns that a bar may need beyond its number, to show how it goes on."""


class Ruler:
    """A scale laid out on so many columns."""

    def __init__(self, scale: Scale, width: int) -> None:
        self._span = scale.high - scale.low or 1.0
        self._low, self._high = scale.low, scale.high
        self._width = width
        self.before_zero = round(self.columns(-scale.low))

    def columns(self, value: float) -> float:
        """How many columns a bar of a value takes."""
        return abs(value) / self._span * self._width

    def bar(self, bar: Bar, unicode: bool) -> str:
        """A bar with the space before it."""
        form = _form(bar.computed, unicode)
        length = self.columns(bar.value)
        if bar.value >= 0:
            space = self.before_zero + (BEYOND if self._low < 0 else 0)
            return " " * space + (_drawn(form, bar.bound, length) if bar.value else "")
        # Of what is below zero, the least is what goes furthest.
        drawn = _drawn(form._replace(parts=""), _BELOW_ZERO.get(bar.bound, bar.bound), length)
        return drawn[::-1].translate(_MIRRORED).rjust(self.before_zero + BEYOND)

    def axis(self, unicode: bool) -> tuple[str, str]:
        """A line with ticks, and the line of their numbers."""
        margin = BEYOND if self._low < 0 else 0
        line, tick = ("─", "┬") if unicode else ("-", "+")
        length = margin + self._width + 1
        rule = [line] * length
        numbers = ""
        for value in self._ticks():
            at = margin + round((value - self._low) / self._span * self._width)
            text = number(value)
            start = min(max(at - len(text) // 2, 0), length - len(text))
            if start > len(numbers) + 1 or (start >= 0 and not numbers):
                rule[at] = tick
                numbers = numbers.ljust(start) + text
        return "".join(rule), numbers

    def _ticks(self) -> Iterator[float]:
        """Round numbers over the scale, zero among them."""
        least = self._span / max(1, min(5, self._width // _TICK))
        if least < _SMALLEST:
            yield 0
            return
        magnitude = 10.0 ** floor(log10(least))
        step = next(step for f in (1, 2, 2.5, 5, 10, 20) if (step := magnitude * f) >= least)
        for times in range(ceil(self._low / step), floor(self._high / step) + 1):
            yield times * step


_TICK: Final = 8
"""Columns between two ticks, at least."""
_SMALLEST: Final = 1e-300
"""What is below it has too few digits left to make round numbers of."""

_BELOW_ZERO: Final[dict[Bound, Bound]] = {"at most": "at least", "at least": "at most"}


def sample(bound: Bound, computed: bool, unicode: bool) -> str:
    """A short bar, to be explained."""
    return _drawn(_form(computed, unicode), bound, 3)


def _form(computed: bool, unicode: bool) -> _Form:
    if unicode:
        return _THIN if computed else _THICK
    return _ASCII_THIN if computed else _ASCII_THICK


def _drawn(form: _Form, bound: Bound, length: float) -> str:
    """A bar of some columns, from left to right; however short, there is something to see."""
    whole = max(round(length), 1)
    match bound:
        case "exact":
            return _exact(form, length)
        case "about":
            faded = form.fading[-whole - 1 :]
            return form.full * (whole + 1 - len(faded)) + faded
        case "at most":
            return form.hollow * whole + form.bound
        case "at least":
            return form.full * whole + form.onward


def _exact(form: _Form, length: float) -> str:
    parts = len(form.parts) + 1
    whole, part = divmod(round(length * parts), parts)
    if not whole and not part:
        return form.parts[:1] or form.full
    return form.full * whole + (form.parts[part - 1] if part else "")
