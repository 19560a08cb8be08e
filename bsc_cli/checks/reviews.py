"""The reviews of a store's records, held against the sentences that the records rest on now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.model import review
from bsc_cli.system.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.model.record import Record
    from bsc_cli.text.folding import Span


def sentences(evidence: Evidence, record: Record) -> list[Span]:
    """Return the sentences that the evidence of a record touches, in the article's order."""
    every, done = evidence.all_sentences, 0
    found: list[Span] = []
    for span in evidence.spans[record.id]:
        touched = every.indices(span)
        found += every.spans[max(touched.start, done) : touched.stop]
        done = max(touched.stop, done)
    return found


def written(evidence: Evidence, record: Record, reviewer: str | None = None) -> str:
    """Return the review of a record, as the store and the article are now."""
    return review.joined(review.record_digest(record), _digest(evidence, record), reviewer)


def with_sentences(evidence: Evidence) -> Iterator[tuple[Record, bool]]:
    """Yield each record with a review, and whether the sentences are those of the review.

    Raises Unreadable if the sentences have too many characters in total.
    """
    records, read = evidence.store.records, 0
    for id, kept in evidence.store.reviewed.items():
        if id in records:
            record = records[id]
            read += sum(span.end - span.start for span in sentences(evidence, record))
            if read > _MOST_READ:
                raise _too_much(evidence, record)
            yield record, review.parted(kept)[1] == _digest(evidence, record)


def unchanged(evidence: Evidence) -> set[str]:
    """Return the ids of the records that have not changed since their review, nor their sentences.

    Raises Unreadable as `with_sentences` does.
    """
    reviewed = evidence.store.reviewed
    return {
        record.id
        for record, same_sentences in with_sentences(evidence)
        if same_sentences and review.state(record, reviewed[record.id]) == "yes"
    }


_MOST_READ = 500_000_000
"""The maximum number of characters, in total, in the sentences of the records with reviews."""


def _digest(evidence: Evidence, record: Record) -> str:
    return review.sentences_digest(map(evidence.text, sentences(evidence, record)))


def _too_much(evidence: Evidence, record: Record) -> Unreadable:
    store, anchor = evidence.store.places.file, evidence.widest_anchor([record])
    message = f"the sentences of the reviewed records of {store} have more than {_MOST_READ:,}"
    return Unreadable(f"{message} characters", f"use anchors that select less than '{anchor}'")
