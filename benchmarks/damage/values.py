"""Damage to single values of records: figures, quotations, claims, dates, names and references."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from benchmarks.damage import inventions
from benchmarks.damage.case import ENTITIES, Edit
from benchmarks.damage.kinds import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.damage.case import Case, Damage, Draw, Place

ALL: Final = (
    *ENTITIES,
    *("measures", "objectives", "capabilities", "quotes", "figures", "events", "claims"),
)
Damages = "Iterator[Damage | None]"


def others(place: Place, key: str, values: tuple[object, ...]) -> list[object]:
    """Return the values that differ from a record's own."""
    return [value for value in values if value != place.record.get(key)]


# Figures


@records("a figure's value", "figures")
def figure_value(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    value = place.record["value"]
    for new in (value * 10, value + 1, value / 2, value - 1, -value, round(value * 1.1)):
        yield case.with_value(place, "value", new)


@records("a figure's upper end", "figures")
def figure_end(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    end = place.record.get("to")
    if end is None:
        value = place.record["value"]
        yield from (case.with_value(place, "to", new) for new in (value * 2, value + 5))
    else:
        yield from (case.with_value(place, "to", new) for new in (None, end + 1, end * 10))


@records("a figure's unit", "figures")
def figure_unit(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for unit in others(place, "unit", inventions.UNITS):
        yield case.with_value(place, "unit", unit, drop="currency")
    if place.record.get("unit"):
        yield case.with_value(place, "unit", None)


@records("a figure's currency", "figures")
def figure_currency(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    if place.record.get("currency"):
        for currency in others(place, "currency", (*inventions.CURRENCIES, None)):
            yield case.with_value(place, "currency", currency)


@records("a figure's comparator", "figures")
def figure_comparator(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for comparator in others(place, "comparator", ("~", "<", "<=", ">", ">=", None)):
        yield case.with_value(place, "comparator", comparator)


@records("a figure's change", "figures")
def figure_change(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for change in others(place, "change", ("increase", "decrease", None)):
        yield case.with_value(place, "change", change)


@records("a figure as it is written", "figures")
def figure_words(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    words = place.record.get("as_written")
    if words:
        yield case.with_value(place, "as_written", f"nearly {words}")
        yield case.with_value(place, "as_written", re.sub(r"\d", "9", words, count=1))
        yield case.with_value(place, "as_written", f"{words} vehicles")


@records("what a figure measures, exchanged", "figures")
def figure_property(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for other in draw.some(case.apart(place, case.of("figures"))):
        yield case.with_exchanged(place, other, "property")


@records("a figure's period", "figures")
def figure_period(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for period in others(place, "period", inventions.PERIODS):
        yield case.with_value(place, "period", period)


@records("a figure's computation", "figures")
def figure_computation(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    computed = place.record.get("computed_from")
    if computed:
        for operation in ("add", "subtract", "multiply", "divide", "complement"):
            yield case.with_value(place, "computed_from", {**computed, "operation": operation})
        yield case.with_value(place, "computed_from", {**computed, "of": computed["of"][::-1]})


# Quotations


@records("a word of a quotation", "quotes")
def quote_word(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    words = place.record["text"].split(" ")
    for index in range(len(words)):
        for new in ([], ["old"], [words[index][::-1]]):
            text = " ".join([*words[:index], *new, *words[index + 1 :]])
            yield case.with_value(place, "text", text)


@records("a quotation's speaker, exchanged", "quotes")
def quote_speaker(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for other in case.actors:
        if other.id != place.record.get("speaker") and case.names(other):
            yield case.with_value(place, "speaker", other.id)


@records("a quotation's speaker, removed", "quotes")
def quote_speaker_removed(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    if place.record.get("speaker"):
        yield case.with_value(place, "speaker", None, drop="attribution")


@records("a quotation's type", "quotes")
def quote_type(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    old = place.record.get("quote_type", "direct")
    yield case.with_value(place, "quote_type", "mixed" if old == "direct" else "direct")


@records("a quotation's cue", "quotes")
def quote_cue(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    cue = place.record.get("cue")
    if cue:
        yield from (case.with_value(place, "cue", new) for new in inventions.CUES)
        yield from (
            case.with_exchanged(place, other, "cue")
            for other in case.of("quotes")
            if other.record.get("cue") not in (None, cue)
        )


@records("an attribution (explicit, inferred)", "quotes", "claims")
def attribution(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    old = place.record.get("attribution")
    if old:
        yield case.with_value(place, "attribution", _FLIPPED[old])


_FLIPPED: Final = {"explicit": "inferred", "inferred": "explicit"}

# Claims


@records("a claim's voice, exchanged", "claims")
def claim_voice(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    if place.record["voice"] != "author":
        for other in case.actors:
            if other.id != place.record["voice"] and case.names(other):
                yield case.with_value(place, "voice", other.id)


@records("a claim's voice, set to the author", "claims")
def claim_voice_author(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    if place.record["voice"] != "author":
        yield case.with_value(place, "voice", "author", drop="attribution")


@records("the author's claim, put into somebody's mouth", "claims")
def claim_voice_other(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    if place.record["voice"] == "author":
        for speaker in sorted(case.speakers):
            record = {**place.record, "voice": speaker, "attribution": "explicit"}
            damage = case.with_value(place, "voice", speaker)
            yield damage._replace(edits=(Edit(place.kind, place.index, record),))


@records("a claim's type", "claims")
def claim_type(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for type in others(place, "type", ("quantity", "correlation_or_causation", "laws_or_rules")):
        yield case.with_value(place, "type", type, drop="subtype")


@records("a claim's checkability", "claims")
def claim_checkability(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    known = ("checkable", "vague", "opinion", "intention", "prediction")
    if place.record.get("checkability"):
        for checkability in others(place, "checkability", known):
            yield case.with_value(place, "checkability", checkability)


@records("a link between claims (restates, conflicts_with)", "claims")
def claim_link(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for key in ("restates", "conflicts_with"):
        linked = place.record.get(key) or []
        if linked:
            yield case.with_value(place, key, linked[1:])
        for other in draw.some(case.apart(place, case.of("claims"))):
            yield case.with_value(place, key, [*linked, other.id])


# Status and dates


def _moved_status(case: Case, place: Place, by: tuple[int, ...]) -> Iterator[Damage]:
    stages = ("planned", "under_way", "completed")
    status = place.record.get("status")
    if status:
        for step in by:
            if 0 <= stages.index(status) + step < len(stages):
                yield case.with_value(place, "status", stages[stages.index(status) + step])


@records("a status, moved on", "measures", "events")
def status_later(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    yield from _moved_status(case, place, (1, 2))


@records("a status, moved back", "measures", "events")
def status_earlier(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    yield from _moved_status(case, place, (-1, -2))


_EDTF: Final = re.compile(r"(\d{4})([?~%]*)(?:-(\d\d)([?~%]*))?(?:-(\d\d)([?~%]*))?")


def _moved_date(case: Case, place: Place, unit: str, last: bool = False) -> Iterator[Damage]:
    value = str(place.record.get("date") or "")
    dates = [*_EDTF.finditer(value)]
    for match in dates[1:] if last else dates[:1]:
        for step in (-1, 1):
            new = _moved(match, unit, step)
            if new:
                changed = value[: match.start()] + new + value[match.end() :]
                yield case.with_value(place, "date", changed)


def _moved(match: re.Match[str], unit: str, step: int) -> str | None:
    """Return a date moved by a year, a month or a day; `None` if the date is not so precise."""
    year, month, day = (int(match[group]) if match[group] else None for group in (1, 3, 5))
    if unit == "year":
        assert year is not None
        year += step
    elif unit == "month" and month and month <= 12:
        month = (month + step - 1) % 12 + 1
    elif unit == "day" and year and month and day:
        moved = date(year, month, day) + timedelta(step)
        year, month, day = moved.year, moved.month, moved.day
    else:
        return None
    parts = (f"{year:04}", match[2], month and f"-{month:02}", match[4], day and f"-{day:02}")
    return "".join(part or "" for part in (*parts, match[6]))


@records("a date, moved by a day", "events")
def date_day(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    return _moved_date(case, place, "day")


@records("a date, moved by a month", "events")
def date_month(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    return _moved_date(case, place, "month")


@records("a date, moved by a year", "events")
def date_year(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    return _moved_date(case, place, "year")


@records("the end of an interval, moved", "events")
def date_end(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for unit in ("day", "month", "year"):
        yield from _moved_date(case, place, unit, last=True)


@records("a date, removed", "events")
def date_removed(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    if place.record.get("date"):
        yield case.with_value(place, "date", None)


@records("a date, invented", "events")
def date_invented(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    if not place.record.get("date"):
        for value in ("2024-03-05", "2019", "2023-11", "2022-05-01/2022-06-30"):
            yield case.with_value(place, "date", value)


@records("a date's uncertainty", "events")
def date_certainty(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    value = place.record.get("date")
    if value and re.search(r"[?~%]", value):
        yield case.with_value(place, "date", re.sub(r"[?~%]", "", value))
    elif value and "/" not in value:
        yield case.with_value(place, "date", f"{value}?")


# Names, roles and types


@records("an acronym of another record", *ENTITIES)
def acronym(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for other in case.of("agencies"):
        if other != place and other.record.get("acronym"):
            if place.kind == "agencies":
                yield case.with_value(place, "acronym", other.record["acronym"])
            else:
                aliases = [*(place.record.get("aliases") or []), other.record["acronym"]]
                yield case.with_value(place, "aliases", aliases)


@records("an alias or a name of another record", *ENTITIES)
def alias_of_other(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    own = place.record.get("aliases") or []
    for other in draw.some(case.of(*ENTITIES)):
        if other != place:
            for name in (other.record["name"], *(other.record.get("aliases") or [])):
                yield case.with_value(place, "aliases", [*own, name])


@records("an invented alias", *ENTITIES)
def alias_invented(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    own = place.record.get("aliases") or []
    for name in inventions.ALIASES:
        yield case.with_value(place, "aliases", [*own, name])


@records("an alias or an acronym, removed", *ENTITIES)
def alias_removed(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    own = place.record.get("aliases") or []
    for name in own:
        yield case.with_value(place, "aliases", [other for other in own if other != name])
    if place.record.get("acronym"):
        yield case.with_value(place, "acronym", None)


@records("a letter of a name", *ENTITIES)
def name_letter(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    name = place.record["name"]
    for index in range(1, len(name) - 1):
        if name[index].isalpha() and name[index - 1] != name[index]:
            new = name[: index - 1] + name[index] + name[index - 1] + name[index + 1 :]
            yield case.with_value(place, "name", new)


@records("a country's code", "places")
def country_code(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for code in others(place, "iso3166", inventions.CODES):
        yield case.with_value(place, "iso3166", code)


@records("the type of a record, exchanged", *ENTITIES)
def entity_type(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    types = {other.record.get("type") for other in case.of(place.kind)}
    if place.record.get("type"):
        for type in sorted(types - {None, place.record["type"]}):
            yield case.with_value(place, "type", type)


@records("an invented role", *ENTITIES)
def role_invented(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for role in inventions.ROLES:
        yield case.with_value(place, "role", role)


@records("roles, exchanged", *ENTITIES)
def role_exchanged(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for other in draw.some(case.apart(place, case.of(place.kind))):
        if place.record.get("role") and other.record.get("role"):
            yield case.with_exchanged(place, other, "role")


@records("listed, flipped", "agencies", "measures", "objectives", "capabilities")
def listed(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    yield case.with_value(place, "listed", not place.record.get("listed", False))


# References

REFERENCES: Final = {
    "actors": ("measures", ("agencies", "people", "groups")),
    "beneficiaries": ("measures", ("agencies", "people", "groups")),
    "places": ("measures events", ("places",)),
    "figures": ("measures claims", ("figures",)),
    "participants": ("events", ("agencies", "people", "groups")),
    "holder": ("capabilities", ("agencies", "people", "groups")),
    "part_of": ("places", ("places",)),
    "organization": ("people", ("agencies", "groups")),
    "parent": ("agencies groups", ("agencies", "groups")),
    "event": ("objectives", ("events",)),
}
"""For each key that refers to records: the kinds that have it, and those that it refers to."""
SINGLE: Final = ("holder", "part_of", "organization", "parent", "event")


def _wrong(case: Case, place: Place, key: str, kinds: tuple[str, ...], draw: Draw) -> list[str]:
    """Return ids of some records to which the record does not refer."""
    known = place.record.get(key) or []
    others = [one for one in case.of(*kinds) if one.id not in known and one != place]
    return [one.id for one in draw.some(others)]


def _exchanged_reference(key: str) -> None:
    holders, kinds = REFERENCES[key]

    @records(f"a reference, exchanged: {key}", *holders.split())
    def find(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
        old = place.record.get(key)
        for new in _wrong(case, place, key, kinds, draw) if old else ():
            if key in SINGLE:
                yield case.with_value(place, key, new)
            else:
                for index in range(len(old or [])):
                    yield case.with_value(place, key, [*old[:index], new, *old[index + 1 :]])


for _key in REFERENCES:
    _exchanged_reference(_key)


@records("a reference, added", *ALL)
def reference_added(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for key, (holders, kinds) in REFERENCES.items():
        if place.kind in holders.split():
            old = place.record.get(key)
            for new in _wrong(case, place, key, kinds, draw):
                if key not in SINGLE:
                    yield case.with_value(place, key, [*(old or []), new])
                elif not old:
                    yield case.with_value(place, key, new)


@records("a reference, removed", *ALL)
def reference_removed(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for key in REFERENCES:
        old = place.record.get(key)
        if isinstance(old, list):
            for index in range(len(old)):
                yield case.with_value(place, key, old[:index] + old[index + 1 :])
        elif old:
            yield case.with_value(place, key, None)


ABOUT: Final = ("quotes", "figures", "claims")


@records("a wrong about, exchanged", *ABOUT)
def about_exchanged(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    old = place.record.get("about") or []
    for index, id in enumerate(old):
        kind = case.by_id[id].kind
        for new in _wrong(case, place, "about", (kind,), draw):
            yield case.with_value(place, "about", [*old[:index], new, *old[index + 1 :]])


@records("a wrong about, added", *ABOUT)
def about_added(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for new in _wrong(case, place, "about", ALL, draw):
        yield case.with_value(place, "about", [*(place.record.get("about") or []), new])


@records("an about, removed", *ABOUT)
def about_removed(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    old = place.record.get("about") or []
    for index in range(len(old)):
        yield case.with_value(place, "about", old[:index] + old[index + 1 :])


# Caveats and support


@records("support, flipped", *ALL)
def support(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    old = place.record.get("support", "explicit")
    if old != "computed":
        yield case.with_value(place, "support", _FLIPPED[old])


@records("a caveat, removed", *ALL)
def caveat_removed(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    old = place.record.get("caveats") or []
    for index in range(len(old)):
        yield case.with_value(place, "caveats", old[:index] + old[index + 1 :])


@records("a caveat's text, replaced", *ALL)
def caveat_text(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    old = place.record.get("caveats") or []
    for index, caveat in enumerate(old):
        for text in inventions.CAVEATS:
            new = {**caveat, "text": text}
            yield case.with_value(place, "caveats", [*old[:index], new, *old[index + 1 :]])


@records("a caveat's type", *ALL)
def caveat_type(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    old = place.record.get("caveats") or []
    for index, caveat in enumerate(old):
        for type in others_of(caveat["type"]):
            new = {**caveat, "type": type}
            yield case.with_value(place, "caveats", [*old[:index], new, *old[index + 1 :]])


def others_of(type: str) -> list[str]:
    """Return other types of caveat."""
    known = ("no_source", "no_period", "unnamed", "ambiguous", "unsupported", "loaded", "scope")
    return [one for one in known if one != type]
