"""Draft a figure for each number that says how much or how many, as far as its reading is sure.

A value with several readings, such as the dollars of several countries or `6m`, is left to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bsc_cli.checks import accounting
from bsc_cli.draft import readings
from bsc_cli.draft.drafted import TODO, Drafted, Placed
from bsc_cli.text import doubtful, numerals
from bsc_cli.text.folding import Span
from bsc_cli.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.draft.readings import Reading


def drafted(evidence: Evidence, fresh: Intervals, others: Iterable[Span]) -> Placed:
    """Draft a figure for each number in the sentences `fresh` that the store has not.

    `others` are the spans of dates and names, whose numbers are no figures.
    """
    text, apart = evidence.article.text, Intervals(others)
    currencies, elements = readings.Currencies(text), accounting.numeral_elements(evidence)
    missing = {span for span, known in elements if not known and span in fresh}
    found = [*numerals.numerals(text, loose=True)]
    counted, merged = Placed([], []), dict[Any, Drafted]()
    before: Reading | None = None
    for index, (numeral, is_certain) in enumerate(doubtful.certain(text, found)):
        start = numeral.span.start
        is_apart = apart.overlaps(Span(start, start + 1)) or (before and start < before.span.end)
        if not is_certain or is_apart or numeral.span not in missing:
            continue
        reading = readings.read(text, found[index : index + 2], currencies)
        if before and _converts(text, before, reading):
            reading = reading._replace(comparator=TODO)
        before = reading
        record = _figure(evidence, reading, merged, counted)
        counted.places.append((reading.span, record))
    return counted


def _converts(text: str, before: Reading, reading: Reading) -> bool:
    """Whether a number gives a limited amount in another unit: `up to 3 miles (5 km)`."""
    joint = text[before.span.end : reading.span.start]
    is_bracketed = joint == " (" and text.startswith(")", reading.span.end)
    return is_bracketed and bool(before.comparator) and not reading.comparator


def _figure(
    evidence: Evidence, reading: Reading, merged: dict[Any, Drafted], counted: Placed
) -> Drafted:
    """Return the figure of a reading: a new one, or that of another place with the same amount."""
    key = reading[1:]
    figure = merged.get(key) if reading.is_telling else None
    if figure is None:
        written = evidence.text(reading.span)
        own = reading.fields()
        figure = Drafted("figures", written, as_written=written, **own, property=TODO)
        merged.setdefault(key, figure)
        counted.records.append(figure)
    figure.places.append(reading.span)
    return figure
