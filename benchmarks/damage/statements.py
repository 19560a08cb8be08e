"""Damage to the wording of statements and roles, and invented statements."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final

from benchmarks.damage import inventions, wording
from benchmarks.damage.case import ENTITIES, NAMED
from benchmarks.damage.kinds import Kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.damage.case import Case, Damage, Place

KINDS: Final = Kinds()

STATED: Final = ("measures", "objectives", "capabilities", "events", "claims")
"""The kinds of record that have a statement."""


def _reworded(name: str, *rewords: Callable[[str], Iterator[str]]) -> None:
    """Add a kind of damage that changes the wording of a statement."""

    @KINDS.records(name, *STATED)
    def find(case: Case, place: Place) -> Iterator[Damage]:
        for reword in rewords:
            for text in reword(place.record["statement"]):
                yield case.with_value(place, "statement", text)


def _subjects(case: Case) -> list[str]:
    """Return the names with which a statement may begin."""
    return [name for place in case.of(*NAMED) for name in case.names(place)]


# Negation

_reworded("a statement, negated: not", wording.with_not)


@KINDS.records("a statement, negated: does not", *STATED)
def does_not(case: Case, place: Place) -> Iterator[Damage]:
    for text in wording.with_does_not(place.record["statement"], _subjects(case)):
        yield case.with_value(place, "statement", text)


_reworded("a statement, negated: no longer", wording.with_no_longer)


@KINDS.records("a statement, negated: never", *STATED)
def never(case: Case, place: Place) -> Iterator[Damage]:
    for text in wording.with_never(place.record["statement"], _subjects(case)):
        yield case.with_value(place, "statement", text)


_reworded("a statement, negated: without", wording.with_without)
_reworded("a statement, negated: no", wording.with_no)
_reworded("a statement, negated: refuses, denies, fails", wording.with_refusal)
_reworded("a statement, its negation removed", wording.without_negation)
_reworded("a word of a statement, made its opposite", wording.with_opposite)


@KINDS.records("a role, negated", *ENTITIES)
def role_negated(case: Case, place: Place) -> Iterator[Damage]:
    role = place.record.get("role") or ""
    for reword in (wording.with_not, wording.with_no_longer, wording.with_without, wording.with_no):
        for text in reword(role):
            yield case.with_value(place, "role", text)


# Names


def _exchanged_names(case: Case, place: Place, key: str, *, inside: bool) -> Iterator[Damage]:
    """Yield texts with a name exchanged for another of its kind.

    If `inside`, the other name stands in the sentences that the record rests on.
    """
    text, passage = place.record.get(key) or "", case.passage(place)
    for (start, end), named in case.named_in(text):
        for other in case.others_named(named):
            new, *_ = case.names(other)
            is_inside = any(name in passage for name in case.names(other))
            if is_inside == inside and new not in text and other != place:
                yield case.with_value(place, key, text[:start] + new + text[end:])


@KINDS.records("a name in a statement, exchanged for one from elsewhere", *STATED)
def name_elsewhere(case: Case, place: Place) -> Iterator[Damage]:
    return _exchanged_names(case, place, "statement", inside=False)


@KINDS.records("a name in a statement, exchanged for one of its sentence", *STATED)
def name_inside(case: Case, place: Place) -> Iterator[Damage]:
    return _exchanged_names(case, place, "statement", inside=True)


@KINDS.records("a name, exchanged in a statement and in what it is about", "claims")
def name_and_about(case: Case, place: Place) -> Iterator[Damage]:
    text, about = place.record["statement"], place.record.get("about") or []
    for (start, end), named in case.named_in(text):
        for other in case.others_named(named) if named.id in about else ():
            new, *_ = case.names(other)
            if new not in text and other.id not in about:
                damage = case.with_value(place, "statement", text[:start] + new + text[end:])
                [edit] = damage.edits
                ids = [other.id if id == named.id else id for id in about]
                record = {**(edit.record or {}), "about": ids}
                yield damage._replace(edits=(edit._replace(record=record),))


@KINDS.records("a name in a role, exchanged for one from elsewhere", *ENTITIES)
def name_in_role(case: Case, place: Place) -> Iterator[Damage]:
    return _exchanged_names(case, place, "role", inside=False)


# Numbers, hedges and tense

_reworded("a number in a statement", wording.with_other_number)
_reworded("a number in words in a statement", wording.with_other_number_word)


@KINDS.records("numbers, exchanged between two statements", *STATED)
def numbers_exchanged(case: Case, place: Place) -> Iterator[Damage]:
    one = re.search(wording.NUMBER, place.record["statement"])
    numbered = (
        other for other in case.of(*STATED) if re.search(wording.NUMBER, other.record["statement"])
    )
    for other in case.some(place, case.apart(place, numbered)) if one else ():
        two = re.search(wording.NUMBER, other.record["statement"])
        if one and two and one[0] != two[0]:
            first = case.with_value(place, "statement", _with(one, two[0]))
            second = case.with_value(other, "statement", _with(two, one[0]))
            shown = f"{first.shown}; and back ({other.id})"
            yield first._replace(shown=shown, edits=(*first.edits, *second.edits))


def _with(match: re.Match[str], new: str) -> str:
    return match.string[: match.start()] + new + match.string[match.end() :]


_reworded("a day or a month in a statement", wording.with_other_day)
_reworded("a hedge, lost: beside a number", wording.without_number_hedge)
_reworded("a hedge, lost: an adverb", wording.without_adverb)
_reworded("a hedge, lost: an aim made a fact", wording.with_intention_as_fact)
_reworded("a hedge, lost: what may be made what will be", wording.with_possibility_as_certainty)
_reworded("a hedge, lost: whose view it is", wording.without_attribution)
_reworded("a hedge, added", wording.with_hedge)
_reworded("the future, made past", wording.future_as_past)
_reworded("the past, made future", wording.past_as_future)
_reworded("what is under way, made past", wording.ongoing_as_past)
_reworded("what is under way, made future", wording.ongoing_as_future)

# Whole statements


@KINDS.records("statements, exchanged between two claims", "claims")
def statements_exchanged(case: Case, place: Place) -> Iterator[Damage]:
    for other in case.some(place, case.apart(place, case.of("claims"))):
        yield case.with_exchanged(place, other, "statement")


@KINDS.records("statements, exchanged between two other records", *STATED[:-1])
def other_statements_exchanged(case: Case, place: Place) -> Iterator[Damage]:
    for other in case.some(place, case.apart(place, case.of(place.kind))):
        yield case.with_exchanged(place, other, "statement")


@KINDS.records("a statement, replaced by an invented one", *STATED)
def statement_invented(case: Case, place: Place) -> Iterator[Damage]:
    for text in inventions.CLAIMS:
        yield case.with_value(place, "statement", text)


def _added(case: Case, place: Place, text: str) -> Damage:
    """Return the damage of adding a claim that rests on a claim's passage."""
    keys = ("type", "subtype", "checkability", "voice", "attribution", "about", "evidence")
    record = {key: place.record[key] for key in keys if key in place.record}
    return case.with_added("claims", {"id": "one-more-claim", "statement": text, **record})


@KINDS.records("an invented claim on a real passage: on another subject", "claims")
def claim_invented(case: Case, place: Place) -> Iterator[Damage]:
    for text in inventions.CLAIMS:
        yield _added(case, place, text)


@KINDS.records("an invented claim on a real passage: about the store's own names", "claims")
def claim_invented_names(case: Case, place: Place) -> Iterator[Damage]:
    named = case.some(place, filter(case.names, case.of(*NAMED)))
    names = [case.names(one)[0] for one in named]
    for text, one, other in product(inventions.ABOUT_NAMES, names, names):
        if one != other:
            yield _added(case, place, text.format(one=one, other=other))


@KINDS.records("a claim, repeated on another passage", "claims")
def claim_repeated(case: Case, place: Place) -> Iterator[Damage]:
    for other in case.some(place, case.apart(place, case.of("claims"))):
        yield _added(case, other, place.record["statement"])
