"""Damage to the values of figures, quotations, claims and dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from benchmarks.damage import inventions, wording
from benchmarks.damage.case import Edit
from benchmarks.damage.kinds import Kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.damage.case import Case, Damage, Place

KINDS: Final = Kinds()


def _other_values(
    case: Case, place: Place, key: str, values: Iterable[object], drop: str = ""
) -> Iterator[Damage]:
    """Yield the damage of giving a key each of some values that is not its own."""
    for value in values:
        if value != place.record.get(key):
            yield case.with_value(place, key, value, drop=drop)


# Figures


@KINDS.records("a figure's value", "figures")
def figure_value(case: Case, place: Place) -> Iterator[Damage]:
    value = place.record["value"]
    changed = (value * 10, value + 1, value / 2, value - 1, -value, round(value * 1.1))
    return _other_values(case, place, "value", changed)


@KINDS.records("a figure's value, as a number and as it is written", "figures")
def figure_both(case: Case, place: Place) -> Iterator[Damage]:
    words, value = place.record.get("as_written") or "", place.record["value"]
    digits = re.search(r"\d+(?![\d.,])", words)
    if digits and int(digits[0]) == value:
        for step in (1, 3, 20):
            new = case.with_value(place, "value", value + step)
            written = f"{words[: digits.start()]}{value + step}{words[digits.end() :]}"
            [edit] = new.edits
            record = {**(edit.record or {}), "as_written": written}
            yield new._replace(edits=(edit._replace(record=record),))


@KINDS.records("a figure's upper end", "figures")
def figure_end(case: Case, place: Place) -> Iterator[Damage]:
    end, value = place.record.get("to"), place.record["value"]
    changed = (value * 2, value + 5) if end is None else (None, end + 1, end * 10)
    return _other_values(case, place, "to", changed)


@KINDS.records("a figure's unit", "figures")
def figure_unit(case: Case, place: Place) -> Iterator[Damage]:
    yield from _other_values(case, place, "unit", inventions.UNITS, drop="currency")
    if place.record.get("unit"):
        yield case.with_value(place, "unit", None)


@KINDS.records("a figure's currency", "figures")
def figure_currency(case: Case, place: Place) -> Iterator[Damage]:
    if place.record.get("currency"):
        yield from _other_values(case, place, "currency", (*inventions.CURRENCIES, None))


@KINDS.records("a figure's comparator", "figures")
def figure_comparator(case: Case, place: Place) -> Iterator[Damage]:
    return _other_values(case, place, "comparator", ("~", "<", "<=", ">", ">=", None))


@KINDS.records("a figure's change (increase, decrease)", "figures")
def figure_change(case: Case, place: Place) -> Iterator[Damage]:
    return _other_values(case, place, "change", ("increase", "decrease", None))


@KINDS.records("a figure as it is written", "figures")
def figure_words(case: Case, place: Place) -> Iterator[Damage]:
    words = place.record.get("as_written")
    if words:
        changed = (f"nearly {words}", re.sub(r"\d", "9", words, count=1), f"{words} vehicles")
        yield from _other_values(case, place, "as_written", changed)


@KINDS.records("what two figures measure, exchanged", "figures")
def figure_property(case: Case, place: Place) -> Iterator[Damage]:
    for other in case.some(place, case.apart(place, case.of("figures"))):
        yield case.with_exchanged(place, other, "property")


@KINDS.records("a figure's period", "figures")
def figure_period(case: Case, place: Place) -> Iterator[Damage]:
    return _other_values(case, place, "period", inventions.PERIODS)


@KINDS.records("a figure's computation", "figures")
def figure_computation(case: Case, place: Place) -> Iterator[Damage]:
    computed = place.record.get("computed_from")
    if computed:
        operations = ("add", "subtract", "multiply", "divide", "complement")
        changed = [{**computed, "operation": operation} for operation in operations]
        if computed["operation"] in ("subtract", "divide"):
            changed.append({**computed, "of": computed["of"][::-1]})
        yield from _other_values(case, place, "computed_from", changed)


# Quotations


@KINDS.records("a word of a quotation", "quotes")
def quote_word(case: Case, place: Place) -> Iterator[Damage]:
    words = place.record["text"].split(" ")
    for index in range(len(words)):
        for new in ([], ["old"], [words[index], "old"]):
            text = " ".join([*words[:index], *new, *words[index + 1 :]])
            yield case.with_value(place, "text", text)


@KINDS.records("a quotation, cut short", "quotes")
def quote_end(case: Case, place: Place) -> Iterator[Damage]:
    words = place.record["text"].split(" ")
    if len(words) > 3:
        for end in (len(words) // 2, len(words) - 2):
            yield case.with_value(place, "text", " ".join(words[:end]))
            yield case.with_value(place, "text", " ".join(words[-end:]))


@KINDS.records("a quotation's speaker, exchanged", "quotes")
def quote_speaker(case: Case, place: Place) -> Iterator[Damage]:
    speakers = (other.id for other in case.speakers)
    return _other_values(case, place, "speaker", speakers)


@KINDS.records("a quotation's speaker, removed", "quotes")
def quote_speaker_removed(case: Case, place: Place) -> Iterator[Damage]:
    if place.record.get("speaker"):
        yield case.with_value(place, "speaker", None, drop="attribution")


@KINDS.records("a quotation's type (direct, mixed)", "quotes")
def quote_type(case: Case, place: Place) -> Iterator[Damage]:
    is_direct = place.record.get("quote_type", "direct") == "direct"
    yield case.with_value(place, "quote_type", "mixed" if is_direct else "direct")


@KINDS.records("a quotation's cue", "quotes")
def quote_cue(case: Case, place: Place) -> Iterator[Damage]:
    if place.record.get("cue"):
        cues = {other.record.get("cue") for other in case.of("quotes")} - {None}
        yield from _other_values(case, place, "cue", (*sorted(map(str, cues)), *inventions.CUES))


@KINDS.records("an attribution (explicit, inferred)", "quotes", "claims")
def attribution(case: Case, place: Place) -> Iterator[Damage]:
    if place.record.get("attribution"):
        yield from _other_values(case, place, "attribution", ("explicit", "inferred"))


# Claims


@KINDS.records("a claim's voice, exchanged", "claims")
def claim_voice(case: Case, place: Place) -> Iterator[Damage]:
    if place.record["voice"] != "author":
        yield from _other_values(case, place, "voice", (other.id for other in case.speakers))


@KINDS.records("a claim's voice, set to the author", "claims")
def claim_voice_author(case: Case, place: Place) -> Iterator[Damage]:
    if place.record["voice"] != "author":
        yield case.with_value(place, "voice", "author", drop="attribution")


@KINDS.records("a claim of the author, put into somebody's mouth", "claims")
def claim_voice_other(case: Case, place: Place) -> Iterator[Damage]:
    if place.record["voice"] == "author":
        for speaker in case.speakers:
            record = {**place.record, "voice": speaker.id, "attribution": "explicit"}
            damage = case.with_value(place, "voice", speaker.id)
            yield damage._replace(edits=(Edit(place.kind, place.number, record),))


@KINDS.records("a claim's type", "claims")
def claim_type(case: Case, place: Place) -> Iterator[Damage]:
    types = ("quantity", "correlation_or_causation", "laws_or_rules", "prediction")
    return _other_values(case, place, "type", types, drop="subtype")


@KINDS.records("a claim's checkability", "claims")
def claim_checkability(case: Case, place: Place) -> Iterator[Damage]:
    if place.record.get("checkability"):
        known = ("checkable", "vague", "opinion", "intention", "prediction")
        yield from _other_values(case, place, "checkability", known)


@KINDS.records("a link between two claims, added or removed", "claims")
def claim_link(case: Case, place: Place) -> Iterator[Damage]:
    for key in ("restates", "conflicts_with"):
        if place.record.get(key):
            yield case.with_item(place, key, 0, None)
        for other in case.some(place, case.apart(place, case.of("claims"))):
            yield case.with_item(place, key, None, other.id)


# Status and dates

_STAGES: Final = ("planned", "under_way", "completed")


def _moved_status(case: Case, place: Place, steps: tuple[int, int]) -> Iterator[Damage]:
    status = place.record.get("status")
    for step in steps if status else ():
        stage = _STAGES.index(status or "") + step
        if 0 <= stage < len(_STAGES):
            yield case.with_value(place, "status", _STAGES[stage])


@KINDS.records("a status, moved on", "measures", "events")
def status_later(case: Case, place: Place) -> Iterator[Damage]:
    return _moved_status(case, place, (1, 2))


@KINDS.records("a status, moved back", "measures", "events")
def status_earlier(case: Case, place: Place) -> Iterator[Damage]:
    return _moved_status(case, place, (-1, -2))


_DATE: Final = re.compile(r"(\d{4})([?~%]*)(?:-(\d\d)([?~%]*))?(?:-(\d\d)([?~%]*))?")
"""A date in EDTF. Its parts are groups 1, 3 and 5; each is followed by its marks of doubt."""


def _moved_date(case: Case, place: Place, unit: str, which: int) -> Iterator[Damage]:
    """Yield damage to the first date of a value (0) or to the end of an interval (1)."""
    value = str(place.record.get("date") or "")
    for match in [*_DATE.finditer(value)][which : which + 1]:
        for step in (-1, 1):
            new = _moved(match, unit, step)
            if new:
                changed = value[: match.start()] + new + value[match.end() :]
                yield case.with_value(place, "date", changed)


def _moved(match: re.Match[str], unit: str, step: int) -> str | None:
    """Return a date moved by a year, a month or a day; `None` if the date is not so precise."""
    year, month, day = (int(match[group] or 0) for group in (1, 3, 5))
    if unit == "year":
        year += step
    elif unit == "month" and 1 <= month <= 12:
        month = (month + step - 1) % 12 + 1
    elif unit == "day" and day:
        moved = date(year, month, day) + timedelta(step)
        year, month, day = moved.year, moved.month, moved.day
    else:
        return None
    parts = [f"{year:04}{match[2]}"]
    parts += [f"-{part:02}{marks}" for part, marks in ((month, match[4]), (day, match[6])) if part]
    return "".join(parts)


for _unit in ("day", "month", "year"):

    @KINDS.records(f"a date, moved by a {_unit}", "events")
    def date_moved(case: Case, place: Place, unit: str = _unit) -> Iterator[Damage]:
        return _moved_date(case, place, unit, 0)


@KINDS.records("the end of an interval, moved", "events")
def date_end(case: Case, place: Place) -> Iterator[Damage]:
    for unit in ("day", "month", "year"):
        yield from _moved_date(case, place, unit, 1)


@KINDS.records("a date, moved in the record and in its statement", "events")
def date_both(case: Case, place: Place) -> Iterator[Damage]:
    for damage in _moved_date(case, place, "day", 0):
        [edit] = damage.edits
        for text in wording.with_other_day(place.record["statement"]):
            record = {**(edit.record or {}), "statement": text}
            shown = f"{damage.shown}; statement -> {text}"
            yield damage._replace(shown=shown, edits=(edit._replace(record=record),))


@KINDS.records("a date, removed", "events")
def date_removed(case: Case, place: Place) -> Iterator[Damage]:
    if place.record.get("date"):
        yield case.with_value(place, "date", None)


@KINDS.records("a date, invented", "events")
def date_invented(case: Case, place: Place) -> Iterator[Damage]:
    if not place.record.get("date"):
        yield from _other_values(case, place, "date", inventions.DATES)


@KINDS.records("a date's doubt (?, ~), added or removed", "events")
def date_doubt(case: Case, place: Place) -> Iterator[Damage]:
    value = str(place.record.get("date") or "")
    sure = re.sub(r"[?~%]", "", value)
    if sure != value:
        yield case.with_value(place, "date", sure)
    elif value and "/" not in value:
        yield case.with_value(place, "date", f"{value}?")


# The source


@KINDS.records("a detail of the source", "source")
def source_detail(case: Case, place: Place) -> Iterator[Damage]:
    for key, value in inventions.SOURCE.items():
        yield case.with_value(place, key, value)
