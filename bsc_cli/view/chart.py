"""A bar chart of figures, with a separate scale for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from bsc_cli.system.errors import counted
from bsc_cli.view.amounts import amount, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.model.record import Record

Bound: TypeAlias = Literal["exact", "about", "at most", "at least"]


class Bar(NamedTuple):
    """A bar of a chart, which stands for one figure.

    `amount` is the figure's amount as displayed, `label` is the property that the figure measures,
    `value` is the number that sets the bar's length, and `key` is the figure's name among all
    stores.
    """

    amount: str
    label: str
    value: float
    bound: Bound
    computed: bool
    key: str = ""


class Scale(NamedTuple):
    """The bars for one unit, on a scale that includes zero."""

    unit: str
    low: float
    high: float
    bars: Sequence[Bar]


class Chart(NamedTuple):
    """A bar chart, with a separate scale for each unit.

    `alone` are the figures that have nothing to be compared with, because no other has their unit.
    """

    title: str
    scales: Sequence[Scale]
    alone: Sequence[Bar] = ()


_BOUNDS: Final[dict[str | None, Bound]] = {
    None: "exact",
    "~": "about",
    "<": "at most",
    "<=": "at most",
    ">": "at least",
    ">=": "at least",
}


def chart(figures: Sequence[Record], *, name_stores: bool = False) -> Chart:
    """Return a bar chart of figures, with a separate scale for each currency and unit.

    Percentages have a scale of their own even if there is only one. Figures whose value is still to
    be filled in have no bar. With `name_stores`, the labels name the stores of the figures.
    """
    by_unit: dict[str, list[Record]] = {}
    for figure in (figure for figure in figures if figure.values["value"] is not None):
        by_unit.setdefault(unit(figure), []).append(figure)
    compared = {unit: m for unit, m in by_unit.items() if len(m) > 1 or unit == "%"}
    scales = [_scale(unit, members, name_stores) for unit, members in compared.items()]
    alone = [_bar(m[0], name_stores) for unit, m in by_unit.items() if unit not in compared]
    return Chart(counted(len(figures), "figure"), scales, alone)


def _scale(unit: str, figures: Sequence[Record], name_stores: bool) -> Scale:
    bars = [_bar(figure, name_stores) for figure in figures]
    values = [0.0, *(bar.value for bar in bars), *([100.0] if unit == "%" else [])]
    return Scale(unit or "no unit", min(values), max(values), bars)


def _bar(figure: Record, name_stores: bool) -> Bar:
    values = figure.values
    computed = figure.support == "computed"
    written = values["as_written"]
    notes = [values["change"] if written else None, "computed" if computed else None]
    note = ", ".join(filter(None, notes))
    is_range = values["to"] is not None
    return Bar(
        amount=f"{written or amount(figure)} ({note})" if note else written or amount(figure),
        label=f"{figure.store}: {values['property']}" if name_stores else values["property"],
        value=values["to"] if is_range else values["value"],
        bound="at most" if is_range else _BOUNDS[values["comparator"]],
        computed=computed,
        key=figure.key,
    )
