"""Damage to names, roles, references, caveats and support."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.damage import inventions
from benchmarks.damage.case import ALL, ENTITIES
from benchmarks.damage.kinds import Kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.damage.case import Case, Damage, Place

KINDS: Final = Kinds()

# Names, roles and types


@KINDS.records("an acronym of another record", *ENTITIES)
def acronym(case: Case, place: Place) -> Iterator[Damage]:
    acronyms = {other.record.get("acronym") for other in case.of("agencies")} - {None}
    for text in sorted(map(str, acronyms - {place.record.get("acronym")})):
        if place.kind == "agencies":
            yield case.with_value(place, "acronym", text)
        else:
            yield case.with_item(place, "aliases", None, text)


@KINDS.records("a name or an alias of another record", *ENTITIES)
def alias_of_other(case: Case, place: Place) -> Iterator[Damage]:
    for other in case.some(place, case.of(*ENTITIES)):
        if other != place:
            for name in (other.record["name"], *(other.record.get("aliases") or ())):
                yield case.with_item(place, "aliases", None, name)


@KINDS.records("an invented alias", *ENTITIES)
def alias_invented(case: Case, place: Place) -> Iterator[Damage]:
    for name in inventions.ALIASES:
        yield case.with_item(place, "aliases", None, name)


@KINDS.records("an alias or an acronym, removed", *ENTITIES)
def alias_removed(case: Case, place: Place) -> Iterator[Damage]:
    for number in range(len(place.record.get("aliases") or ())):
        yield case.with_item(place, "aliases", number, None)
    if place.record.get("acronym"):
        yield case.with_value(place, "acronym", None)


@KINDS.records("two letters of a name", *ENTITIES)
def name_letters(case: Case, place: Place) -> Iterator[Damage]:
    name = place.record["name"]
    for index in range(1, len(name) - 2):
        one, other = name[index : index + 2]
        if one.isalpha() and other.isalpha():
            yield case.with_value(place, "name", f"{name[:index]}{other}{one}{name[index + 2 :]}")


@KINDS.records("a country's code", "places")
def country_code(case: Case, place: Place) -> Iterator[Damage]:
    for code in inventions.CODES:
        yield case.with_value(place, "iso3166", code)


@KINDS.records("the type of a record", *ENTITIES)
def entity_type(case: Case, place: Place) -> Iterator[Damage]:
    types = {other.record.get("type") for other in case.of(place.kind)} - {None}
    for type in sorted(map(str, types)) if place.record.get("type") else ():
        yield case.with_value(place, "type", type)


@KINDS.records("an invented role", *ENTITIES)
def role_invented(case: Case, place: Place) -> Iterator[Damage]:
    for role in inventions.ROLES:
        yield case.with_value(place, "role", role)


@KINDS.records("roles, exchanged", *ENTITIES)
def role_exchanged(case: Case, place: Place) -> Iterator[Damage]:
    for other in case.some(place, case.apart(place, case.of(place.kind))):
        if place.record.get("role") and other.record.get("role"):
            yield case.with_exchanged(place, other, "role")


@KINDS.records("listed, flipped", "agencies", "measures", "objectives", "capabilities")
def listed(case: Case, place: Place) -> Iterator[Damage]:
    yield case.with_value(place, "listed", not place.record.get("listed", False))


# References

_ACTORS: Final = ("agencies", "people", "groups")
_BODIES: Final = ("agencies", "groups")
REFERENCES: Final = {
    "actors": (("measures",), _ACTORS),
    "beneficiaries": (("measures",), _ACTORS),
    "places": (("measures", "events"), ("places",)),
    "figures": (("measures", "claims"), ("figures",)),
    "participants": (("events",), _ACTORS),
    "holder": (("capabilities",), _ACTORS),
    "part_of": (("places",), ("places",)),
    "organization": (("people",), _BODIES),
    "parent": (("agencies", "groups"), _BODIES),
    "event": (("objectives",), ("events",)),
}
"""For each key that refers to records: the kinds that have the key, and those that it refers to."""
_LISTS: Final = ("actors", "beneficiaries", "places", "figures", "participants")
_ABOUT: Final = ("quotes", "figures", "claims")


def _wrong(case: Case, place: Place, key: str, kinds: tuple[str, ...]) -> list[str]:
    """Return the ids of a few records to which the record does not refer."""
    known = (place.id, *_referred(place, key))
    others = (other for other in case.of(*kinds) if other.id not in known)
    return [other.id for other in case.some(place, others)]


def _referred(place: Place, key: str) -> list[str]:
    """Return the ids of the records to which a key refers."""
    value = place.record.get(key) or []
    return [value] if isinstance(value, str) else value


def _exchanged(case: Case, place: Place, key: str) -> Iterator[Damage]:
    for new in _wrong(case, place, key, REFERENCES[key][1]):
        if key in _LISTS:
            for number in range(len(_referred(place, key))):
                yield case.with_item(place, key, number, new)
        elif place.record.get(key):
            yield case.with_value(place, key, new)


for _key, (_kinds, _) in REFERENCES.items():

    @KINDS.records(f"a reference, exchanged: {_key}", *_kinds)
    def reference_exchanged(case: Case, place: Place, key: str = _key) -> Iterator[Damage]:
        return _exchanged(case, place, key)


@KINDS.records("a reference, added", *ALL)
def reference_added(case: Case, place: Place) -> Iterator[Damage]:
    for key, (holders, kinds) in REFERENCES.items():
        if place.kind in holders:
            for new in _wrong(case, place, key, kinds):
                if key in _LISTS:
                    yield case.with_item(place, key, None, new)
                elif not place.record.get(key):
                    yield case.with_value(place, key, new)


@KINDS.records("a reference, removed", *ALL)
def reference_removed(case: Case, place: Place) -> Iterator[Damage]:
    for key in REFERENCES:
        for number in range(len(_referred(place, key))):
            if key in _LISTS:
                yield case.with_item(place, key, number, None)
            else:
                yield case.with_value(place, key, None)


@KINDS.records("a wrong about, exchanged for a right one", *_ABOUT)
def about_exchanged(case: Case, place: Place) -> Iterator[Damage]:
    for number, id in enumerate(_referred(place, "about")):
        for new in _wrong(case, place, "about", (case.by_id[id].kind,)):
            yield case.with_item(place, "about", number, new)


@KINDS.records("a wrong about, added", *_ABOUT)
def about_added(case: Case, place: Place) -> Iterator[Damage]:
    for new in _wrong(case, place, "about", ALL):
        yield case.with_item(place, "about", None, new)


@KINDS.records("a right about, removed", *_ABOUT)
def about_removed(case: Case, place: Place) -> Iterator[Damage]:
    for number in range(len(_referred(place, "about"))):
        yield case.with_item(place, "about", number, None)


# Caveats and support


@KINDS.records("support, flipped (explicit, inferred)", *ALL)
def support_flipped(case: Case, place: Place) -> Iterator[Damage]:
    support = place.record.get("support", "explicit")
    if support != "computed":
        yield case.with_value(place, "support", "inferred" if support == "explicit" else None)


@KINDS.records("a caveat, removed", *ALL)
def caveat_removed(case: Case, place: Place) -> Iterator[Damage]:
    for number in range(len(place.record.get("caveats") or ())):
        yield case.with_item(place, "caveats", number, None)


@KINDS.records("a caveat, invented", *ALL)
def caveat_invented(case: Case, place: Place) -> Iterator[Damage]:
    for text in inventions.CAVEATS:
        yield case.with_item(place, "caveats", None, {"type": "unsupported", "text": text})


@KINDS.records("a caveat's text, replaced", *ALL)
def caveat_text(case: Case, place: Place) -> Iterator[Damage]:
    for number, caveat in enumerate(place.record.get("caveats") or ()):
        for text in inventions.CAVEATS:
            yield case.with_item(place, "caveats", number, {**caveat, "text": text})


@KINDS.records("a caveat's type", *ALL)
def caveat_type(case: Case, place: Place) -> Iterator[Damage]:
    for number, caveat in enumerate(place.record.get("caveats") or ()):
        for type in ("no_source", "no_period", "unnamed", "ambiguous", "loaded", "scope"):
            if type != caveat["type"]:
                yield case.with_item(place, "caveats", number, {**caveat, "type": type})


@KINDS.records("a caveat's reference (see), added or removed", *ALL)
def caveat_see(case: Case, place: Place) -> Iterator[Damage]:
    for number, caveat in enumerate(place.record.get("caveats") or ()):
        see = caveat.get("see") or []
        changed = [see[:-1]] if len(see) > 1 else []
        others = (other for other in case.of(*ALL) if other.id not in (*see, place.id))
        changed += ([*see, other.id] for other in case.some(place, others))
        for new in changed:
            yield case.with_item(place, "caveats", number, {**caveat, "see": new})
