"""Draft an event for each date that has a day of the month or a year."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.checks import accounting
from bsc_cli.draft.drafted import TODO, Drafted
from bsc_cli.text import dates
from bsc_cli.text.folding import Span
from bsc_cli.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bsc_cli.checks.evidence import Evidence


class Dated(NamedTuple):
    """The drafted events, and the places of their dates in the article, in order."""

    records: list[Drafted]
    places: list[tuple[Span, Drafted]]


def drafted(evidence: Evidence, fresh: Intervals, named: Iterable[Span]) -> Dated:
    """Draft an event for each date in the sentences `fresh` that is no part of a name.

    The date is left to do unless the article, with the day of publication, leaves no doubt.
    """
    published = evidence.store.source.date_published
    elements = accounting.numeral_elements(evidence)
    missing = [span.start for span, known in elements if not known and span in fresh]
    apart = Intervals(named)
    found: dict[tuple[int, str], Drafted] = {}
    dated = Dated([], [])
    for span, date in _mentions(evidence, published):
        at = bisect_left(missing, span.start)
        is_missing = at < len(missing) and missing[at] < span.end
        is_number = date is None and evidence.text(span).isdecimal()
        if span not in fresh or apart.overlaps(span) or (is_number and not is_missing):
            continue
        sentence = evidence.all_sentences.indices(span).start
        key = (sentence, date or evidence.text(span))
        if key not in found:
            written = evidence.text(span)
            event = Drafted("events", date or written, name=TODO, statement=TODO, date=date or TODO)
            found[key] = event
            dated.records.append(event)
        found[key].places.append(span)
        dated.places.append((span, found[key]))
    return dated


def _mentions(evidence: Evidence, published: str | None) -> Iterator[dates.Mention]:
    """Yield the dates of each sentence."""
    for sentence in evidence.all_sentences.spans:
        for (start, end), date in dates.mentions(evidence.text(sentence), published):
            yield dates.Mention(Span(sentence.start + start, sentence.start + end), date)
