"""What must hold of a store's figures and dates: they read, follow and agree as they should.

A rule takes the store and yields what it finds; `check` has the others.
"""

from __future__ import annotations

import calendar
import re
from calendar import day_name, month_name
from typing import TYPE_CHECKING, Final

from bsc_cli.checks.derivation import NothingFollowsError, Quantity, agree, derive
from bsc_cli.model import edtf, iso
from bsc_cli.model.kinds import Event, Figure
from bsc_cli.store.store import Finding
from bsc_cli.text.numerals import comparator, numerals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.model.record import Derivation
    from bsc_cli.store.store import Store


def money(store: Store) -> Iterator[Finding]:
    """A figure is an amount of money or has a unit, and a currency exists."""
    for figure in _figures(store):
        if figure.currency and figure.unit:
            message = "money has a currency and no unit"
            yield Finding("currency", figure, ".unit", message, "remove one of the two")
        if figure.currency and not iso.is_currency(figure.currency):
            message = f"no currency has the code {figure.currency}"
            yield Finding("currency", figure, ".currency", message, "take its ISO 4217 code")


def readings(store: Store) -> Iterator[Finding]:
    """A stated figure reads as its value, and an implied one is not written."""
    for figure in _figures(store):
        if figure.implied_by or figure.support == "implied":
            if figure.as_written:
                message = "the article does not write what it implies"
                yield Finding("implied", figure, ".as_written", message, "remove it")
            if not (figure.implied_by and figure.support == "implied"):
                message = "an implied figure has 'support: implied' and 'implied_by'"
                yield Finding("implied", figure, "", message, "add what is missing")
        elif not figure.as_written:
            message = "a stated figure says how the article writes it"
            yield Finding("reading", figure, "", message, "add 'as_written:'")
        else:
            yield from _reading(figure, figure.as_written)


def _reading(figure: Figure, written: str) -> Iterator[Finding]:
    numeral = next(iter(numerals(written)), None)
    if numeral is None:
        message = f"'{written}' has no number"
        yield Finding("reading", figure, ".as_written", message, "copy it from the article")
        return
    percent = figure.unit if figure.unit == "%" else None
    for name, read, given in (
        ("value", numeral.value, figure.value),
        ("currency", numeral.currency, figure.currency),
        ("unit", numeral.unit, percent),
        ("comparator", comparator(written), figure.comparator),
    ):
        if read != given:
            message = f"'{written}' reads as {_said(read)}, not as {_said(given)}"
            yield Finding("reading", figure, f".{name}", message, "make the two agree")


def derivations(store: Store) -> Iterator[Finding]:
    """An implied figure is what follows from its operands, and no more exact."""
    circular = _circular(store)
    for figure in _figures(store):
        if not figure.implied_by:
            continue
        if figure.id in circular:
            message = "the figure is derived from itself"
            yield Finding("derivation", figure, ".implied_by.of", message, "name other operands")
            continue
        operands = _operands(store, figure.implied_by)
        try:
            found = derive(figure.implied_by.operation, operands)
        except NothingFollowsError as error:
            yield Finding("derivation", figure, ".implied_by", str(error), "remove the figure")
            continue
        if not agree(figure.implied_by.operation, operands, found.value, figure.value):
            message = f"its operands give {found.value:.12g}, not {figure.value:.12g}"
            yield Finding("derivation", figure, ".value", message, "correct it")
        if found.comparator != figure.comparator:
            message = f"its operands make it {_said(found.comparator)}"
            yield Finding("derivation", figure, ".comparator", message, "correct it")
        unit = _unit_of(store, figure.implied_by)
        if unit != (figure.currency or figure.unit):
            message = f"its operands make it {_said(unit)}"
            yield Finding("derivation", figure, ".unit", message, "correct it")


def _unit_of(store: Store, derivation: Derivation) -> str | None:
    """The unit or currency of a derived figure: its first operand's, or `%` for a share."""
    operands = (store.records[id].values for id in derivation.of)
    units: list[str | None] = [each["currency"] or each["unit"] for each in operands]
    return None if derivation.operation == "divide" and units[1:] == units[:1] else units[0]


def _circular(store: Store) -> set[str]:
    """The ids of the figures that are derived from themselves, however far back.

    What rests on nothing that is left, and what nothing left rests on, is taken away until
    all that is left goes round in circles, or from one to another.
    """
    rests_on = {
        figure.id: set(figure.implied_by.of) for figure in _figures(store) if figure.implied_by
    }
    for _ in range(2):
        waiting: dict[str, set[str]] = {}
        for id, others in rests_on.items():
            for other in others & rests_on.keys():
                waiting.setdefault(other, set()).add(id)
        left = {id: len(others & rests_on.keys()) for id, others in rests_on.items()}
        free = [id for id, count in left.items() if not count]
        for id in free:
            for other in waiting.get(id, ()):
                left[other] -= 1
                free += () if left[other] else (other,)
        # The second time round, from the other end.
        rests_on = {id: waiting.get(id, set()) for id, count in left.items() if count}
    return set(rests_on)


def _operands(store: Store, derivation: Derivation) -> list[Quantity]:
    """The operands; a percentage is a fraction where it multiplies or divides."""
    scaled = derivation.operation in ("multiply", "divide")
    operands = []
    for id in derivation.of:
        figure = store.records[id]
        assert isinstance(figure, Figure)
        value = figure.value / 100 if scaled and figure.unit == "%" else figure.value
        operands.append(Quantity(value, figure.comparator))
    return operands


def dates(store: Store) -> Iterator[Finding]:
    """A date agrees with the weekday, day, month and year that its anchors name."""
    for event in store.of_kind("events"):
        assert isinstance(event, Event)
        year, month, day = edtf.named(event.date or "")
        if year is None or month is None or day is None:
            continue
        weekday = day_name[calendar.weekday(int(year), month, day)]
        said = " ".join(event.evidence)
        for what, names, right in (
            ("weekday", day_name, weekday),
            ("month", [*month_name][1:], month_name[month]),
        ):
            named = [name for name in names if re.search(rf"\b{name}\b", said)]
            if named and right not in named:
                message = f"{event.date} is in {right}, not {named[0]}"
                message = message if what == "month" else message.replace(" in ", " a ")
                yield Finding("date-disagrees", event, ".date", message, "correct the date")


def _figures(store: Store) -> Iterator[Figure]:
    return (record for record in store.of_kind("figures") if isinstance(record, Figure))


def _said(value: object) -> str:
    if value is None:
        return "nothing of the kind"
    return f"{value:.12g}" if isinstance(value, float) else f"{value}"


RULES: Final = (money, readings, derivations, dates)
