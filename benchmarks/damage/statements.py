"""Damage to the wording of statements and roles, and invented ones."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final

from benchmarks.damage import inventions, wording
from benchmarks.damage.case import ENTITIES, NAMED
from benchmarks.damage.kinds import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.damage.case import Case, Damage, Draw, Place

STATED: Final = ("measures", "objectives", "capabilities", "events", "claims")
"""The kinds of record that have a statement."""


def _reworded(name: str, reword: Callable[[str], Iterator[str]]) -> None:
    """Define a kind of damage that changes the wording of a statement."""

    @records(name, *STATED)
    def find(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
        for text in reword(place.record["statement"]):
            yield case.with_value(place, "statement", text)


def _subjects(case: Case) -> list[str]:
    """Return the names with which a statement may begin."""
    return [name for place in case.of(*ENTITIES) for name in _all_names(place)]


def _all_names(place: Place) -> list[str]:
    record = place.record
    names = (record["name"], *(record.get("aliases") or []), record.get("acronym"))
    return [name for name in names if name]


_reworded("a statement, negated: not", wording.with_not)


@records("a statement, negated: does not", *STATED)
def does_not(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for text in wording.with_does_not(place.record["statement"], _subjects(case)):
        yield case.with_value(place, "statement", text)


_reworded("a statement, negated: no longer", wording.with_no_longer)


@records("a statement, negated: never", *STATED)
def never(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for text in wording.with_never(place.record["statement"], _subjects(case)):
        yield case.with_value(place, "statement", text)


_reworded("a statement, negated: without", wording.with_without)
_reworded("a statement, negated: no, nobody", wording.with_no)
_reworded("a statement, negated: refuses, denies, fails", wording.with_refusal)
_reworded("a statement, its negation removed", wording.without_negation)
_reworded("a word of a statement, made its opposite", wording.with_opposite)


@records("a role, negated", *ENTITIES)
def role_negated(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    role = place.record.get("role") or ""
    for reword in (wording.with_not, wording.with_no_longer, wording.with_without, wording.with_no):
        for text in reword(role):
            yield case.with_value(place, "role", text)
    match = re.match(r"([A-Z][a-z]+s) (?=\w)", role)
    if match:
        verb = wording.base_of_third(match[1].lower())
        yield case.with_value(place, "role", f"Does not {verb} {role[match.end() :]}")


# Names


def _exchanged_names(case: Case, place: Place, key: str, inside: bool) -> Iterator[Damage]:
    """Yield texts with a name exchanged for another of its kind.

    If `inside`, the other name stands in the sentences that the record rests on.
    """
    text, passage = place.record.get(key) or "", case.passage(place)
    for (start, end), named in case.named_in(text):
        for other in case.others_named(named):
            new = case.names(other)[0]
            stands = any(name in passage for name in case.names(other))
            if stands == inside and new not in text and other != place:
                yield case.with_value(place, key, text[:start] + new + text[end:])


@records("a name in a statement, exchanged for one from elsewhere", *STATED)
def name_elsewhere(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    return _exchanged_names(case, place, "statement", inside=False)


@records("a name in a statement, exchanged for one of its sentence", *STATED)
def name_inside(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    return _exchanged_names(case, place, "statement", inside=True)


@records("a name in a role, exchanged for one from elsewhere", *ENTITIES)
def name_in_role(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    return _exchanged_names(case, place, "role", inside=False)


# Numbers, hedges, tense

_reworded("a number in a statement", wording.with_other_number)
_reworded("a number in words in a statement", wording.with_other_number_word)


@records("numbers, exchanged between two statements", *STATED)
def numbers_exchanged(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    one = _NUMBER.search(place.record["statement"])
    numbered = [other for other in case.of(*STATED) if _NUMBER.search(other.record["statement"])]
    for other in draw.some(case.apart(place, numbered)) if one else ():
        two = _NUMBER.search(other.record["statement"])
        if one and two and one[0] != two[0]:
            first = case.with_value(place, "statement", _put(one, two[0]))
            second = case.with_value(other, "statement", _put(two, one[0]))
            edits = (*first.edits, *second.edits)
            yield first._replace(shown=f"{first.shown}; and back ({other.id})", edits=edits)


_NUMBER: Final = re.compile(r"(?<![\w.,])\d[\d,.]*(?<=\d)(?! (?:January|July|September))")


def _put(match: re.Match[str], new: str) -> str:
    return match.string[: match.start()] + new + match.string[match.end() :]


_reworded("a day or a month in a statement", wording.with_other_day)
_reworded("a hedge, lost: beside a number", wording.without_number_hedge)
_reworded("a hedge, lost: an adverb", wording.without_adverb)
_reworded("a hedge, lost: an aim made a fact", wording.with_intention_as_fact)
_reworded("a hedge, lost: what may be made what will be", wording.with_possibility_as_certainty)
_reworded("a hedge, lost: whose view it is", wording.without_attribution)
_reworded("a hedge, added", wording.with_hedge)
_reworded("the future made past", wording.future_as_past)
_reworded("the past made future", wording.past_as_future)
_reworded("what is under way made past", wording.ongoing_as_past)
_reworded("what is under way made future", wording.ongoing_as_future)

# Whole statements


@records("statements, exchanged between two claims", "claims")
def statements_exchanged(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for other in draw.some(case.apart(place, case.of("claims"))):
        yield case.with_exchanged(place, other, "statement")


@records("statements, exchanged between two other records", *STATED[:-1])
def other_statements_exchanged(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for other in draw.some(case.apart(place, case.of(place.kind))):
        yield case.with_exchanged(place, other, "statement")


@records("a statement, replaced by an invented one", *STATED)
def statement_invented(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for text in inventions.CLAIMS:
        yield case.with_value(place, "statement", text)


def _invented(case: Case, place: Place, number: int, text: str) -> Damage:
    """Return the damage of adding a claim that rests on a real claim's passage."""
    record = {"id": f"new-claim-{number}", "statement": text}
    keys = ("type", "subtype", "checkability", "voice", "attribution", "about", "evidence")
    record |= {key: place.record[key] for key in keys if key in place.record}
    return case.with_added("claims", record)


@records("an invented claim, on another subject, on a real passage", "claims")
def claim_invented(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for number, text in enumerate(inventions.CLAIMS):
        yield _invented(case, place, number, text)


@records("an invented claim, about the store's own names, on a real passage", "claims")
def claim_invented_names(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    names = [case.names(named)[0] for named in case.of(*NAMED) if case.names(named)]
    ones = draw.order(names)[:4]
    for number, (text, one, other) in enumerate(product(inventions.ABOUT_NAMES, ones, ones)):
        if one != other:
            yield _invented(case, place, number, text.format(one=one, other=other))


@records("a claim, repeated on another passage", "claims")
def claim_repeated(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for number, other in enumerate(draw.some(case.apart(place, case.of("claims")))):
        yield _invented(case, other, number, place.record["statement"])
