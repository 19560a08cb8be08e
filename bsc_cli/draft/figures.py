"""Draft a figure for each number that says how much or how many, as far as its reading is sure.

A value with several readings, such as the dollars of several countries or `6m`, is left to do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.checks import accounting
from bsc_cli.draft import readings
from bsc_cli.draft.drafted import TODO, Drafted
from bsc_cli.draft.readings import Reading
from bsc_cli.text import doubtful, numerals
from bsc_cli.text.folding import Span
from bsc_cli.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.text.numerals import Numeral


class Counted(NamedTuple):
    """The drafted figures, and each place of a number with its figure, or with a topic."""

    records: list[Drafted]
    places: list[tuple[Span, Drafted]]


_PART_OF_NAME: Final = re.compile(r"(?<![.?!:\"'(] )(?<=[\w,;)] )(?P<name>[A-Z][\w'-]*) \Z")
"""A capitalised word in the middle of a sentence, directly before a number: `Section 106`."""
_LONGEST_NAME: Final = 24


def drafted(evidence: Evidence, dated: Iterable[Span], currencies: readings.Currencies) -> Counted:
    """Draft a figure for each number outside `dated` that the store does not account for."""
    text, dates = evidence.article.text, Intervals(dated)
    missing = {span for span, known in accounting.numeral_elements(evidence) if not known}
    found = [*numerals.numerals(text, loose=True)]
    certain = [
        index
        for index, (numeral, is_certain) in enumerate(doubtful.certain(text, found))
        if is_certain and numeral.span in missing and not dates.overlaps(numeral.span)
    ]
    counted, merged = Counted([], []), dict[Any, Drafted]()
    done = 0
    for index in certain:
        span = found[index].span
        if span.start < done:
            continue
        if name := _name_with(text, span):
            record = _once(merged, counted, ("topics", evidence.text(name)), name, evidence)
            counted.places.append((name, record))
            continue
        reading = readings.read(text, found[index : index + 2], currencies)
        done = reading.span.end
        record = _figure(evidence, reading, merged, counted)
        counted.places.append((reading.span, record))
    return counted


def _name_with(text: str, span: Span) -> Span | None:
    """Return the span of a name such as `Section 106` that ends with a number, if there is one."""
    if not text[span.start].isdigit() or not text[span.end - 1].isdigit():
        return None
    first = max(0, span.start - _LONGEST_NAME)
    match = _PART_OF_NAME.search(text, first, span.start)
    if not match or readings.may_stand_before_number(match["name"]):
        return None
    return Span(match.start("name"), span.end)


def _once(
    merged: dict[Any, Drafted], counted: Counted, key: Any, place: Span, evidence: Evidence
) -> Drafted:
    if key not in merged:
        kind, name = key
        merged[key] = Drafted(kind, name, name=name, type=TODO)
        merged[key].evidence.append(name)
        counted.records.append(merged[key])
    return merged[key]


def _figure(
    evidence: Evidence, reading: Reading, merged: dict[Any, Drafted], counted: Counted
) -> Drafted:
    """Return the figure of a reading: a new one, or that of another place with the same amount."""
    key = reading[1:]
    is_same = reading.is_telling and key in merged
    if is_same:
        figure = merged[key]
    else:
        written = evidence.text(reading.span)
        figure = Drafted("figures", written, as_written=written, **reading.fields())
        figure.values["property"] = TODO
        merged.setdefault(key, figure)
        counted.records.append(figure)
    figure.places.append(reading.span)
    return figure
