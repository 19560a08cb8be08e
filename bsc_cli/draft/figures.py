"""Draft a figure for each number that says how much or how many, as far as its reading is sure.

A value with several readings, such as the dollars of several countries or `6m`, is left to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bsc_cli.checks import accounting
from bsc_cli.draft import readings
from bsc_cli.draft.drafted import TODO, Drafted
from bsc_cli.text import doubtful, numerals
from bsc_cli.text.folding import Span
from bsc_cli.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.draft.readings import Reading


class Counted(NamedTuple):
    """The drafted figures, and each place of a number with its figure, in order."""

    records: list[Drafted]
    places: list[tuple[Span, Drafted]]


def drafted(evidence: Evidence, fresh: Intervals, others: Iterable[Span]) -> Counted:
    """Draft a figure for each number in the sentences `fresh` that the store has not.

    `others` are the spans of dates and names, whose numbers are no figures.
    """
    text, apart = evidence.article.text, Intervals(others)
    currencies, elements = readings.Currencies(text), accounting.numeral_elements(evidence)
    missing = {span for span, known in elements if not known and span in fresh}
    found = [*numerals.numerals(text, loose=True)]
    certain = [
        index
        for index, (numeral, is_certain) in enumerate(doubtful.certain(text, found))
        if is_certain
        and numeral.span in missing
        and not apart.overlaps(Span(numeral.span.start, numeral.span.start + 1))
    ]
    counted, merged = Counted([], []), dict[Any, Drafted]()
    done, before = 0, None
    for index in certain:
        span = found[index].span
        if span.start < done:
            continue
        reading = readings.read(text, found[index : index + 2], currencies)
        if before and _converts(text, before, reading):
            reading = reading._replace(comparator=TODO)
        done, before = reading.span.end, reading
        record = _figure(evidence, reading, merged, counted)
        counted.places.append((reading.span, record))
    return counted


def _converts(text: str, before: Reading, reading: Reading) -> bool:
    """Whether a number gives a limited amount in another unit: `up to 3 miles (5 km)`."""
    is_bracketed = text[before.span.end : reading.span.start] == " (" and (
        text[reading.span.end : reading.span.end + 1] == ")"
    )
    return is_bracketed and bool(before.comparator) and not reading.comparator


def _figure(
    evidence: Evidence, reading: Reading, merged: dict[Any, Drafted], counted: Counted
) -> Drafted:
    """Return the figure of a reading: a new one, or that of another place with the same amount."""
    key = reading[1:]
    is_same = reading.is_telling and key in merged
    if is_same:
        figure = merged[key]
    else:
        written = evidence.article.verbatim(reading.span)
        words = evidence.text(reading.span)
        figure = Drafted("figures", words, as_written=written, **reading.fields())
        figure.values["property"] = TODO
        merged.setdefault(key, figure)
        counted.records.append(figure)
    figure.places.append(reading.span)
    return figure
