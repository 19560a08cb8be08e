"""What is shown as a picture: which bars on which scale, which events in which order.

Like a view, a picture says what is shown and not how: no widths, no characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from bsc_cli.system.errors import counted
from bsc_cli.view.amounts import amount, unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bsc_cli.model.record import Record

Bound: TypeAlias = Literal["exact", "about", "at most", "at least"]
When: TypeAlias = Literal[
    "on it", "uncertain", "about it", "in doubt", "in part", "from", "until", "between"
]


class Bar(NamedTuple):
    """One figure: in words, what it measures, and how exact the value is."""

    amount: str
    label: str
    value: float
    bound: Bound
    computed: bool


class Scale(NamedTuple):
    """Bars that can be compared, as they have one unit; zero is on every scale."""

    unit: str
    low: float
    high: float
    bars: Sequence[Bar]


class Chart(NamedTuple):
    """Figures as bars, a scale for each unit."""

    title: str
    scales: Sequence[Scale]


class Moment(NamedTuple):
    """An event and, if it has one, its date, with how the date is to be understood."""

    date: str
    when: When
    name: str
    statement: str


class Timeline(NamedTuple):
    """Events in the order of their dates, and those that have none."""

    title: str
    dated: Sequence[Moment]
    undated: Sequence[Moment]


class TreeNode(NamedTuple):
    """A record of a tree, or a label: what has an id is a record."""

    text: str
    id: str = ""
    note: str = ""
    children: Sequence[TreeNode] = ()


class Tree(NamedTuple):
    """Twigs with their twigs, and what is to be known of them."""

    title: str
    children: Sequence[TreeNode]
    note: str = ""


Picture: TypeAlias = Chart | Timeline | Tree


def fitted(picture: Picture, fit: Callable[[str], str]) -> Picture:
    """The picture with each of its texts as `fit` makes it."""
    made: Picture = _fitted(picture, fit)
    return made


def _fitted(value: Any, fit: Callable[[str], str]) -> Any:
    match value:
        case str():
            return fit(value)
        case Chart() | Scale() | Bar() | Timeline() | Moment() | Tree() | TreeNode():
            return type(value)(*(_fitted(item, fit) for item in value))
        case list() | tuple():
            return [_fitted(item, fit) for item in value]
        case _:
            return value


_BOUNDS: Final[dict[str | None, Bound]] = {
    None: "exact",
    "~": "about",
    "<": "at most",
    "<=": "at most",
    ">": "at least",
    ">=": "at least",
}


def chart(found: Sequence[Record]) -> Chart:
    """Figures as bars; money by its currency, and a percentage as a part of a hundred."""
    by_unit: dict[str, list[Record]] = {}
    for record in found:
        by_unit.setdefault(unit(record), []).append(record)
    scales = []
    for name, records in by_unit.items():
        bars = [_bar(record) for record in records]
        values = [0.0, *(bar.value for bar in bars), *([100.0] if name == "%" else [])]
        scales.append(Scale(name or "no unit", min(values), max(values), bars))
    return Chart(counted(len(found), "figure"), scales)


def _bar(record: Record) -> Bar:
    values = record.values
    computed = record.support == "implied"
    words = values["as_written"] or amount(record)
    return Bar(
        amount=f"{words} (computed)" if computed else words,
        label=values["property"],
        value=values["value"],
        bound=_BOUNDS[values["comparator"]],
        computed=computed,
    )


def timeline(found: Sequence[Record]) -> Timeline:
    """Events as they are ordered; those without a date apart."""
    moments = [
        Moment(
            date := event.values["date"] or "",
            _when(date),
            event.values["name"],
            event.values["statement"],
        )
        for event in found
    ]
    dated = [moment for moment in moments if moment.date]
    undated = [moment for moment in moments if not moment.date]
    title = f"{counted(len(moments), 'event')}, {len(dated)} with a date"
    return Timeline(title, dated, undated)


def _when(date: str) -> When:
    """How a date of EDTF is to be understood."""
    start, slash, end = date.partition("/")
    if slash:
        return "from" if end in ("", "..") else "until" if start in ("", "..") else "between"
    qualifiers: dict[str, When] = {"?": "uncertain", "~": "about it", "%": "in doubt"}
    return qualifiers.get(date[-1:], "in part" if "X" in date else "on it")
