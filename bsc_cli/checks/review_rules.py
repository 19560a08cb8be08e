"""The rule for records that a person has reviewed: one half for the store, one for the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.checks import reviews
from bsc_cli.checks.rule import Finding, Rule, Rules
from bsc_cli.model import review
from bsc_cli.store.store import Store
from bsc_cli.system.invocation import command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.model.record import Record

RULES: Final = Rules[Store]("bsc check, bsc audit")


@RULES.rule(
    "changed-since-review",
    "A record that a person has reviewed is as it was read then. 'bsc check' compares all that the"
    " store says in the record; 'bsc audit' compares the sentences under its evidence.",
    fix="Hold the record against its sentences again, with 'bsc review ID'.",
    fails=(
        "places: [{id: lyme, name: Lyme, role: Where the boats go, evidence: [Lyme]}]\n"
        "reviewed: {lyme: 04b5a10e-b47abcd0}"
    ),
    passes=(
        "places: [{id: lyme, name: Lyme, role: Where the ferries go, evidence: [Lyme]}]\n"
        "reviewed: {lyme: 04b5a10e-b47abcd0}"
    ),
)
def changed_record(store: Store) -> Iterator[Finding]:
    for id, kept in store.reviewed.items():
        record = store.records.get(id)
        if record is None:
            if store.is_complete:
                message = f"the store no longer has the record '{id}', which was reviewed"
                hint = "restore the record; if it is to go, remove this line too"
                yield Finding(message, path=f"reviewed.{id}", hint=hint)
        elif review.state(record, kept) == "stale":
            message = f"'{id}' has changed since its review"
            yield Finding(message, record, hint=_again(record))


def changed_sentences(evidence: Evidence) -> Iterator[Finding]:
    for record, is_unchanged in evidence.counted(reviews.with_sentences(evidence)):
        if not is_unchanged:
            message = f"'{record.id}' was reviewed with other sentences under its evidence"
            yield Finding(message, record, hint=_again(record))


def _again(record: Record) -> str:
    return f"read the record again: {command('review', record.id)}"


ARTICLE_RULES: Final[tuple[Rule[Evidence]]] = (Rule(RULES[0].explanation, changed_sentences),)
"""The half of the rule that needs the article."""
