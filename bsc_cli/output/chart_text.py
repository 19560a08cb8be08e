"""Charts as lines of text: bars made of characters, with an axis below them.

The shape of a bar shows, even without colour, how exact its value is: the bar of an exact value
is solid, that of an approximate value fades out, that of an upper bound is hollow, and that of a
lower bound ends in an arrow. Bars are thick for values stated in the article and thin for computed
values.
"""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.output.wrapping import READABLE, hanging, legend, wrapped
from bsc_cli.system.visible import columns
from bsc_cli.view.amounts import number
from bsc_cli.view.blocks import full_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.view.blocks import Line, Segment
    from bsc_cli.view.chart import Bar, Bound, Chart, Scale

_DEFAULT_WIDTH: Final = 80
_WIDEST: Final = 100
_INDENT: Final = "  "

_LEGEND: Final[dict[tuple[bool, Bound], str]] = {
    (False, "exact"): "as stated",
    (False, "about"): "approximate",
    (False, "at most"): "upper bound",
    (False, "at least"): "lower bound",
    (True, "exact"): "computed",
    (True, "about"): "computed, approximate",
    (True, "at most"): "computed upper bound",
    (True, "at least"): "computed lower bound",
}
"""The meaning of each form of bar, keyed by whether the value is computed and by the value's bound.

The legend lists the forms in this order."""


def lines(chart: Chart, width: int | None, unicode: bool) -> Iterator[Line]:
    """Yield the bars of each scale and then a legend.

    Each line has at most `width` columns (default: 80), and never more than 100.
    """
    width = min(width or _DEFAULT_WIDTH, _WIDEST)
    bars = [bar for scale in chart.scales for bar in scale.bars]
    room = width - len(_INDENT)
    amounts = max((columns(bar.amount) for bar in bars), default=0) + 1
    if room - amounts < READABLE:
        amounts = 0
    for scale in chart.scales:
        yield from wrapped([(scale.unit, "name")], width)
        for line in _scale(scale, room, amounts, unicode):
            yield [(_INDENT, "text"), *line]
        yield []
    yield from _alone(chart, width)
    if chart.alone and bars:
        yield []
    used = {(bar.computed, bar.bound) for bar in bars}
    samples = [
        (_bar(_FORMS[unicode, computed], bound, 3), meaning)
        for (computed, bound), meaning in _LEGEND.items()
        if (computed, bound) in used
    ]
    yield from legend(samples, width)
    if len(chart.scales) > 1:
        yield from wrapped([("Each unit has a scale of its own.", "quiet")], width)


def _alone(chart: Chart, width: int) -> Iterator[Line]:
    """Yield the figures that are alone in their unit, each with its label and without a bar."""
    if not chart.alone:
        return
    if chart.scales:
        yield from wrapped([("Each the only figure in its unit", "name")], width)
    amounts = max(columns(bar.amount) for bar in chart.alone)
    for bar in chart.alone:
        amount = bar.amount
        if amounts + READABLE <= width:
            amount += " " * (amounts - columns(amount))
            first: Line = [(f"{_INDENT}{amount}  ", "name")]
            rest: Line = [(" " * columns(full_text(first)), "text")]
            yield from hanging(first, rest, [(bar.label, "text")], width)
        else:
            segments: Line = [(amount, "name"), ("  ", "text"), (bar.label, "text")]
            yield from hanging([(_INDENT, "text")], [(_INDENT, "text")], segments, width)


def _scale(scale: Scale, room: int, amounts: int, unicode: bool) -> Iterator[Line]:
    """Yield the bars of a scale, each below its label, and then the axis.

    `amounts` is the width of the column of amounts beside the bars; if it is 0, each amount is
    printed before the label instead.
    """
    margin = _OVERHANG * (2 if scale.low < 0 else 1)
    ruler = Ruler(scale, max(room - amounts - margin, 1))
    for bar in scale.bars:
        label: Segment = (bar.label, "text")
        drawn: Segment = (ruler.bar(bar, unicode), "term" if bar.computed else "amount")
        if amounts:
            yield from wrapped([label], room)
            yield [drawn, (f" {bar.amount}", "name")]
        else:
            yield from wrapped([(bar.amount, "name"), ("  ", "text"), label], room)
            yield [drawn]
    if len(scale.bars) > 1 or scale.unit == "%":
        for line in ruler.axis(unicode):
            yield [(line, "quiet")]


class _Form(NamedTuple):
    """The characters that bars are drawn with.

    `parts` are the characters narrower than a column, in ascending order of width.
    """

    full: str
    parts: str
    fading: str
    hollow: str
    end: str
    arrow: str


_FORMS: Final = {
    (True, False): _Form("█", "▏▎▍▌▋▊▉", "▓▒░", "░", "▏", "►"),
    (True, True): _Form("━", "╸", "╍┅┄", "╌", "▏", "►"),
    (False, False): _Form("#", "", "~", ":", "|", ">"),
    (False, True): _Form("=", "", "~", "-", "|", ">"),
}
"""The forms of bars, keyed by whether Unicode can be used and whether the value is computed."""
_MIRRORED: Final = str.maketrans("►▏╸>", "◄▕╺<")

_OVERHANG: Final = 2
"""The maximum number of columns by which an arrow or end mark extends a bar."""
_BETWEEN_TICKS: Final = 8
"""The minimum number of columns between two ticks."""
_SMALLEST_STEP: Final = 1e-300
"""The minimum distance between ticks; smaller floating-point numbers cannot be rounded reliably."""

_BELOW_ZERO: Final[dict[Bound, Bound]] = {"at most": "at least", "at least": "at most"}
"""For a bound on a negative value, the bound to draw instead.

For example, the bar for "at most -5" is at least 5 long.
"""


class Ruler:
    """Draws the bars and the axis of a scale in a given number of columns."""

    def __init__(self, scale: Scale, width: int) -> None:
        self._span = scale.high - scale.low or 1.0
        self._low, self._high = scale.low, scale.high
        self._width = width
        self._margin = _OVERHANG if scale.low < 0 else 0
        self._before_zero = round(self._columns(scale.low))

    def _columns(self, value: float) -> float:
        return abs(value) / self._span * self._width

    def bar(self, bar: Bar, unicode: bool) -> str:
        """Return a bar, indented to its position on the scale."""
        form = _FORMS[unicode, bar.computed]
        length = self._columns(bar.value)
        if bar.value >= 0:
            space = " " * (self._before_zero + self._margin)
            return space + (_bar(form, bar.bound, length) if bar.value else "")
        bound = _BELOW_ZERO.get(bar.bound, bar.bound)
        mirrored = _bar(form._replace(parts=""), bound, length)[::-1].translate(_MIRRORED)
        return mirrored.rjust(self._before_zero + _OVERHANG)

    def axis(self, unicode: bool) -> tuple[str, str]:
        """Return two lines: the axis with its ticks, and the numbers below the ticks."""
        line, tick = ("─", "┬") if unicode else ("-", "+")
        length = self._margin + self._width + 1
        axis = [line] * length
        numbers = ""
        for value in self._ticks():
            position = self._margin + round((value - self._low) / self._span * self._width)
            text = number(value)
            start = min(max(position - len(text) // 2, 0), length - len(text))
            if start > len(numbers) + 1 or (start >= 0 and not numbers):
                axis[position] = tick
                numbers = numbers.ljust(start) + text
        return "".join(axis), numbers

    def _ticks(self) -> Iterator[float]:
        """Yield the values of the ticks: zero and other multiples of a round number."""
        smallest = self._span / max(1, min(5, self._width // _BETWEEN_TICKS))
        if smallest < _SMALLEST_STEP:
            yield 0
            return
        magnitude = 10.0 ** floor(log10(smallest))
        steps = (magnitude * factor for factor in (1, 2, 2.5, 5, 10, 20))
        step = next(step for step in steps if step >= smallest)
        for times in range(ceil(self._low / step), floor(self._high / step) + 1):
            yield times * step


def _bar(form: _Form, bound: Bound, length: float) -> str:
    """Return a bar that grows from left to right and has at least one character."""
    full = max(round(length), 1)
    match bound:
        case "exact":
            steps = len(form.parts) + 1
            full, part = divmod(max(round(length * steps), 1), steps)
            return form.full * full + (form.parts[part - 1] if part else "")
        case "about":
            fading = form.fading[-full - 1 :]
            return form.full * (full + 1 - len(fading)) + fading
        case "at most":
            return form.hollow * full + form.end
        case "at least":
            return form.full * full + form.arrow
