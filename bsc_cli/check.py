"""What must hold within a store, whatever the article says: one function for each rule.

A rule takes the store and yields what it finds. To add one, write it and name it in
`RULES`, and say in `codes` what its code means.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from bsc_cli import anchors, elements, iso
from bsc_cli.derivation import NothingFollowsError, Quantity, derive
from bsc_cli.errors import Problem
from bsc_cli.model import Derivation, Event, Figure, Place, Record
from bsc_cli.store import Store


class Finding(NamedTuple):
    """What a rule found: in which record, and at which path below it."""

    code: str
    record: Record
    path: str
    message: str
    hint: str | None = None


def problems(store: Store) -> list[Problem]:
    """Everything that is wrong within a store, in the order of its file."""
    found = [
        Problem(
            finding.code,
            finding.message,
            store.places.of_record(finding.record.id, finding.path),
            store.places.paths[finding.record.id] + finding.path,
            finding.hint,
            store.places.file,
        )
        for rule in RULES
        for finding in rule(store)
    ]
    return sorted(found, key=lambda problem: (problem.position, problem.code, problem.subject))


def long_anchors(store: Store) -> Iterator[Finding]:
    """An anchor has few words."""
    for record in store.records.values():
        for index, anchor in enumerate(record.evidence):
            words = anchors.length(anchor)
            if words > anchors.LONGEST:
                message = f"an anchor has at most {anchors.LONGEST} words, this one has {words}"
                yield Finding("anchor-length", record, f".evidence[{index}]", message, _SHORTEN)
            if not words:
                message = "an anchor without a word selects nothing"
                yield Finding("anchor-length", record, f".evidence[{index}]", message, _SHORTEN)


_SHORTEN = "keep the first and the last few words and put ' … ' between"


def repetitions(store: Store) -> Iterator[Finding]:
    """An anchor, a caveat, an alias or a reference stands once in a record."""
    for record in store.records.values():
        for name, value in record.values.items():
            if isinstance(value, tuple):
                seen = set()
                for index, item in enumerate(value):
                    if item not in seen:
                        seen.add(item)
                    else:
                        message = f"'{item}' stands here already"
                        yield Finding("repeated", record, f".{name}[{index}]", message, "remove it")


def duplicates(store: Store) -> Iterator[Finding]:
    """What is said of one kind is said once."""
    first: dict[tuple[str, str], str] = {}
    for record in store.records.values():
        if record.kind == "figures":
            continue
        name = "statement" if "statement" in record.fields else record.headline[0]
        said = elements.plain(str(record.values[name]))
        other = first.setdefault((record.kind, said), record.id)
        if other != record.id:
            message = f"'{other}' says the same"
            yield Finding("duplicate", record, f".{name}", message, "keep one of the two")


def self_references(store: Store) -> Iterator[Finding]:
    """A record does not refer to itself."""
    for id, referring in store.referring.items():
        if id in referring:
            message = f"'{id}' refers to itself"
            yield Finding("self-reference", store.records[id], "", message, "remove the reference")


def isolated(store: Store) -> Iterator[Finding]:
    """A record refers to another, or another to it."""
    referring = {id for ids in store.referring.values() for id in ids}
    for record in store.records.values():
        if record.id not in store.referring and record.id not in referring:
            hint = "say in 'about' what it is about, or refer to it"
            message = "it refers to no record, and none refers to it"
            yield Finding("isolated", record, "", message, hint)


def unstated(store: Store) -> Iterator[Finding]:
    """What another kind has, a claim states: claims are the complete inventory."""
    if not store.of_kind("claims"):
        return
    for record in store.records.values():
        referring = (other.kind for other in store.referring_to(record.id))
        if record.kind != "claims" and record.support != "implied" and "claims" not in referring:
            hint = "add the claim, or name the record in its 'about' or 'figures'"
            yield Finding("unstated", record, "", "no claim is about it", hint)


def unexplained(store: Store) -> Iterator[Finding]:
    """What is not stated outright says in a caveat how it is known."""
    for record in store.records.values():
        if record.support != "explicit" and not record.caveats:
            message = f"it is {record.support}, and no caveat says how"
            yield Finding("no-caveat", record, ".support", message, "add a caveat")


def subtypes(store: Store) -> Iterator[Finding]:
    """A claim has a subtype exactly when its type is `other`."""
    for claim in store.of_kind("claims"):
        other, subtype = claim.values["type"] == "other", claim.values["subtype"]
        if other and not subtype:
            message = "a claim of type other has a subtype"
            yield Finding("subtype", claim, ".type", message, "add 'subtype:'")
        if subtype and not other:
            message = f"a claim of type {claim.values['type']} has no subtype"
            yield Finding("subtype", claim, ".subtype", message, "remove it")


def wording(store: Store) -> Iterator[Finding]:
    """Statements and caveats are whole sentences."""
    for record in store.records.values():
        for name in ("statement", "caveats"):
            value = record.values.get(name) or ()
            for index, text in enumerate([value] if isinstance(value, str) else value):
                path = f".{name}" if isinstance(value, str) else f".{name}[{index}]"
                if text != " ".join(text.split()):
                    message = "white space at an end, or more than one space between words"
                    yield Finding("wording", record, path, message, "remove what is too much")
                elif not re.match(r"\W*[\dA-Z]", text) or text[-1] not in ".?!\"')":
                    message = "a sentence begins with a capital letter and ends with a full stop"
                    yield Finding("wording", record, path, message)


def codes_of_countries(store: Store) -> Iterator[Finding]:
    """Countries, and only they, have a code, and it is their own."""
    for place in store.of_kind("places"):
        assert isinstance(place, Place)
        code = place.iso3166
        if place.type == "country" and not code:
            yield Finding("country", place, ".type", "a country has a code", "add 'iso3166:'")
        elif code and place.type != "country":
            message = f"only a country has a code; this is a {place.type or 'place'}"
            yield Finding("country", place, ".iso3166", message, "remove it")
        elif code and not iso.country_name(code):
            message = f"no country has the code {code}"
            yield Finding("country", place, ".iso3166", message, _right_code(place))
        elif code and iso.country_code(place.name) not in (None, code):
            message = f"{code} is {iso.country_name(code)}"
            yield Finding("country", place, ".iso3166", message, _right_code(place))


def _right_code(place: Place) -> str | None:
    code = iso.country_code(place.name)
    return f"{place.name} is {code}" if code else None


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
    numeral = next(iter(elements.numerals(written)), None)
    if numeral is None:
        yield Finding("reading", figure, ".as_written", f"'{written}' has no number")
        return
    percent = figure.unit if figure.unit == "%" else None
    for name, read, given in (
        ("value", numeral.value, figure.value),
        ("currency", numeral.currency, figure.currency),
        ("unit", numeral.unit, percent),
        ("comparator", elements.comparator(written), figure.comparator),
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
        try:
            found = derive(figure.implied_by.operation, _operands(store, figure.implied_by))
        except NothingFollowsError as error:
            yield Finding("derivation", figure, ".implied_by", str(error), "remove the figure")
            continue
        if abs(found.value - figure.value) > 1e-9 * max(1, abs(found.value)):
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
    units = [store.records[id].values for id in derivation.of]
    first, *others = [each["currency"] or each["unit"] for each in units]
    return None if derivation.operation == "divide" and others == [first] else str(first)


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
        match = re.match(r"(\d{4})-(\d\d)-(\d\d)", event.date or "")
        if not match:
            continue
        day = date(*map(int, match.groups()))
        said = " ".join(event.evidence)
        for what, names, right in (
            ("weekday", day_name, day_name[day.weekday()]),
            ("month", [*month_name][1:], month_name[day.month]),
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


Rule = Callable[[Store], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    long_anchors,
    repetitions,
    duplicates,
    self_references,
    isolated,
    unstated,
    unexplained,
    subtypes,
    wording,
    codes_of_countries,
    money,
    readings,
    derivations,
    dates,
)
