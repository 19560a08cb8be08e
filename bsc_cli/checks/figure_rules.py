"""Rules that check the figures and dates of a store, and do not need the article."""

from __future__ import annotations

import re
from calendar import day_name, month_name, weekday
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks import records
from bsc_cli.checks.cycles import on_cycles
from bsc_cli.checks.derivation import NothingFollowsError, Quantity, agree, derive
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.model import edtf, iso
from bsc_cli.model.kinds import Figure
from bsc_cli.model.types import Currency, Date
from bsc_cli.store.store import Store
from bsc_cli.text import numerals
from bsc_cli.text.comparators import comparators
from bsc_cli.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.model.record import Derivation, Record

RULES: Final = Rules[Store]("bsc check")

_SUM: Final = (
    "figures:\n- {{id: boats, value: 20}}\n"
    "- {{value: {}, support: computed, computed_from: {{operation: add, of: [boats, boats]}}}}"
)


@RULES.rule(
    "currency",
    "An amount of money has an ISO 4217 currency code, and does not have a unit.",
    fix="Correct the currency code, or remove either the currency or the unit.",
    fails="as_written: £40\nvalue: 40\ncurrency: GBX",
    passes="as_written: £40\nvalue: 40\ncurrency: GBP",
)
def currency(store: Store) -> Iterator[Finding]:
    for record in store.records.values():
        for path, code in records.values_of_type(record, Currency):
            if record.values.get("unit"):
                message = "a record cannot have both a currency and a unit"
                yield Finding(
                    message, record, ".unit", hint="remove either the currency or the unit"
                )
            if not iso.is_currency(code):
                message = f"no currency has the code {code}"
                yield Finding(message, record, path, hint="write the ISO 4217 code of the currency")


@RULES.rule(
    "computed",
    "Only a figure is computed. It has 'support: computed' and 'computed_from', and does not have"
    " 'as_written'.",
    fix="Add the missing key, or remove 'as_written'.",
    fails="value: 40\nsupport: computed",
    passes=_SUM.format(40),
)
def computed(store: Store) -> Iterator[Finding]:
    for record in store.records.values():
        if not _is_computed(record) or records.is_open(store, record, "support", "computed_from"):
            continue
        if not isinstance(record, Figure):
            message, hint = "only a figure can be computed", "write 'support: inferred'"
            yield Finding(message, record, ".support", hint=hint)
            continue
        if record.as_written:
            message = "a computed figure cannot have 'as_written'"
            yield Finding(message, record, ".as_written", hint="remove 'as_written'")
        if not (record.computed_from and record.support == "computed"):
            message = "a computed figure needs both 'support: computed' and 'computed_from'"
            yield Finding(message, record, hint="add the missing key")


def _is_computed(record: Record) -> bool:
    return bool(record.values.get("computed_from")) or record.support == "computed"


@RULES.rule(
    "range",
    "The upper end of a range, 'to', is larger than 'value', and a range has no comparator.",
    fix="Correct 'value' and 'to', or remove the comparator.",
    fails="as_written: 15-10\nvalue: 15\nto: 10",
    passes="as_written: 10-15\nvalue: 10\nto: 15",
)
def range_(store: Store) -> Iterator[Finding]:
    for figure in store.of_kind(Figure):
        if figure.to is None:
            continue
        if figure.value is not None and figure.to <= figure.value:
            message = f"the range ends at {figure.to:.12g}, but begins at {figure.value:.12g}"
            yield Finding(message, figure, ".to", hint="swap 'value' and 'to', or remove 'to'")
        if figure.comparator not in (None, "~"):
            message = f"a range cannot have the comparator {figure.comparator}"
            yield Finding(message, figure, ".comparator", hint="remove either 'to' or 'comparator'")


@RULES.rule(
    "reading",
    "The value, comparator, unit and currency of a stated figure agree with 'as_written'.",
    fix="Make 'as_written' and the other fields agree.",
    fails="as_written: up to 40\nvalue: 40",
    passes="as_written: up to 40\nvalue: 40\ncomparator: <=",
)
def reading(store: Store) -> Iterator[Finding]:
    for figure in store.of_kind(Figure):
        if _is_computed(figure):
            continue
        if figure.as_written:
            yield from _reading(figure, figure.as_written)
        elif not records.is_open(store, figure, "support", "computed_from"):
            message = "a stated figure needs 'as_written': the words that the article uses"
            yield Finding(message, figure, hint="add 'as_written:'")


def _reading(figure: Figure, written: str) -> Iterator[Finding]:
    readings = list(_readings(fold(written)))
    if not readings:
        message, hint = f"'{written}' contains no number", "copy the number from the article"
        yield Finding(message, figure, ".as_written", hint=hint)
        return
    best = min((_differences(figure, reading) for reading in readings), key=len)
    for name, read in best.items():
        given, own = _in_words(name, read), _in_words(name, _own(figure, name))
        message = f"'{written}' gives {given}, but the figure has {own}"
        yield Finding(message, figure, f".{name}", hint=f"make 'as_written' and '{name}' agree")


class _Reading(NamedTuple):
    """A possible reading of `as_written`. Of several upper ends and comparators, any is right."""

    value: float
    unit: str | None
    currency: str | None
    uppers: tuple[float | None, ...]
    comparators: tuple[str | None, ...]


def _readings(written: str) -> Iterator[_Reading]:
    """Yield the readings of `as_written`, the most likely first."""
    found = list(numerals.numerals(written)) or list(numerals.numerals(written, loose=True))
    may_be_negative = bool(_LOSS.search(written))
    upper_end: float | None = None
    for index, numeral in enumerate(found):
        is_upper, pair = upper_end is not None, found[index : index + 2]
        upper_end = numerals.upper_end(written, pair)
        start = found[index - 1].span.start
        if is_upper and not _FROM.search(written[max(0, start - 5) : start]):
            continue
        uppers: tuple[float | None, ...] = (upper_end,)
        if upper_end is not None:
            uppers = (upper_end, *(value for value, _ in pair[1].values))
        elif pair[1:] and written[numeral.span.end : pair[1].span.start] == " or ":
            uppers = (None, pair[1].value)
        for one in (numeral, *numeral.parts):
            signs = comparators(written, one.span)
            signs = signs if upper_end is None else (*signs, None)
            for value, unit, currency in one.readings():
                yield _Reading(value, unit, currency, uppers, signs)
                if value > 0 and may_be_negative:
                    yield _Reading(-value, unit, currency, uppers, signs)


_FROM: Final = re.compile(r"\bfrom \Z")
_LOSS: Final = re.compile(r"\b(?:below|deficit|down|fall|fell|loss|losses|lost|negative)\b")
"""Words that make the value of a figure negative, as in `a loss of 40p`."""


def _differences(figure: Figure, reading: _Reading) -> dict[str, float | str | None]:
    """Return the fields in which a figure differs from a reading, with what the reading gives."""
    accepted: dict[str, tuple[float | str | None, ...]] = {
        "value": (reading.value,),
        "to": reading.uppers,
        "currency": (reading.currency,),
        "unit": (reading.unit,),
        "comparator": reading.comparators,
    }
    return {name: of[0] for name, of in accepted.items() if _own(figure, name) not in of}


def _own(figure: Figure, name: str) -> float | str | None:
    """Return the value of a field of a figure; of the units, only the per cent counts."""
    if name == "unit":
        return "%" if numerals.is_percent(figure.unit) else None
    value: float | str | None = figure.values[name]
    return value


def _in_words(name: str, value: float | str | None) -> str:
    name = "upper end" if name == "to" else name
    if value is None:
        return f"no {name}"
    return f"{name} {value:.12g}" if isinstance(value, float | int) else f"{name} {value}"


@RULES.rule(
    "derivation",
    "The value, comparator and unit of a computed figure follow from its operands.",
    fix="Correct the figure, or remove it if nothing follows from its operands.",
    fails=_SUM.format(41),
    passes=_SUM.format(40),
)
def derivation(store: Store) -> Iterator[Finding]:
    figures = store.of_kind(Figure)
    derived = [(figure, figure.computed_from) for figure in figures if figure.computed_from]
    in_circles = on_cycles({figure.id: how.of for figure, how in derived})
    for figure, how in derived:
        if figure.id in in_circles:
            message, hint = "the figure is derived from itself", "use other operands"
            yield Finding(message, figure, ".computed_from.of", hint=hint)
        elif all(isinstance(store.records.get(id), Figure) for id in how.of):
            yield from _derivation(store, figure, how)


def _derivation(store: Store, figure: Figure, how: Derivation) -> Iterator[Finding]:
    involved = [figure, *(store.records[id] for id in how.of)]
    is_open = any(records.is_open(store, one, *_DERIVED) for one in involved)
    if is_open or figure.value is None or how.operation is None or not how.of:
        return  # the rule `todo` reports the missing values
    try:
        operands = list(_operands(store, how))
        result = derive(how.operation, operands)
    except NothingFollowsError as error:
        yield Finding(str(error), figure, ".computed_from", hint="remove the figure")
        return
    if not agree(how.operation, operands, result.value, figure.value):
        message = f"the operands give {result.value:.12g}, not {figure.value:.12g}"
        yield Finding(message, figure, ".value", hint="correct 'value'")
    unit = _unit(store, how)
    for name, derived, value in (
        ("comparator", result.comparator, figure.comparator),
        ("unit", unit, figure.currency or figure.unit),
    ):
        if derived != value:
            given, own = _in_words(name, derived), _in_words(name, value)
            message = f"the operands give {given}, but the figure has {own}"
            yield Finding(message, figure, f".{name}", hint=f"correct '{name}'")


_DERIVED: Final = ("value", "to", "comparator", "unit", "currency", "computed_from")
"""The fields of figures that a derivation depends on."""


def _operands(store: Store, how: Derivation) -> Iterator[Quantity]:
    """Yield the operands of a derivation.

    For multiplication and division, percentages are converted to fractions. Raises
    NothingFollowsError for a range.
    """
    scaled = how.operation in ("multiply", "divide")
    for values in (store.records[id].values for id in how.of):
        if values["to"] is not None:
            raise NothingFollowsError(f"'{values['id']}' is a range, and ranges are not computed")
        is_fraction = scaled and values["unit"] == "%"
        yield Quantity(values["value"] / (100 if is_fraction else 1), values["comparator"])


def _unit(store: Store, how: Derivation) -> str | None:
    """Return the unit or currency of the result.

    A ratio of two quantities with the same unit or currency has neither a unit nor a currency; any
    other result has the unit or currency of the first operand.
    """
    operands = (store.records[id].values for id in how.of)
    units: list[str | None] = [values["currency"] or values["unit"] for values in operands]
    return None if how.operation == "divide" and units[1:] == units[:1] else units[0]


@RULES.rule(
    "date-disagrees",
    "A date falls on the weekday and in the month that the anchors of its record name.",
    fix="Correct the date or the anchor.",
    fails="date: 2024-09-18\nevidence: ['On Tuesday, September 17']",
    passes="date: 2024-09-17\nevidence: ['On Tuesday, September 17']",
)
def date_disagrees(store: Store) -> Iterator[Finding]:
    for record in store.records.values():
        for path, date in records.values_of_type(record, Date):
            words = " ".join(record.evidence)
            year, month, day = edtf.named(date)
            if year is None or month is None or day is None:
                continue
            for joint, names, own in (
                ("a", day_name, day_name[weekday(int(year), month, day)]),
                ("in", month_name[1:], month_name[month]),
            ):
                named = [name for name in names if re.search(rf"\b{name}\b", words)]
                if named and own not in named:
                    message = f"{date} is {joint} {own}, not {named[0]}"
                    yield Finding(message, record, path)
