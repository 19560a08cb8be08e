"""All rules, and the explanations of all codes. Every module of rules must be listed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.checks import (
    article_rules,
    change_rules,
    coverage_rules,
    date_rules,
    figure_rules,
    form,
    hedge_rules,
    name_rules,
    polarity_rules,
    quote_rules,
    record_rules,
    reference_rules,
    review_rules,
    statement_rules,
    store_rules,
    tense_rules,
    todo_rules,
)
from bsc_cli.system.errors import Problem, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.store.store import Store

STORE_RULES: Final = (
    *todo_rules.RULES,
    *store_rules.RULES,
    *figure_rules.RULES,
    *review_rules.RULES,
)
"""The rules of `bsc check`."""
ARTICLE_RULES: Final = (
    *change_rules.RULES,
    *todo_rules.ARTICLE_RULES,
    *article_rules.RULES,
    *coverage_rules.RULES,
    *quote_rules.RULES,
    *record_rules.RULES,
    *statement_rules.RULES,
    *polarity_rules.RULES,
    *tense_rules.RULES,
    *hedge_rules.RULES,
    *date_rules.RULES,
    *name_rules.RULES,
    *reference_rules.RULES,
    *review_rules.ARTICLE_RULES,
)
"""The rules of `bsc audit`."""

EXPLANATIONS: Final = {
    explanation.code: explanation
    for explanation in (
        *form.CODES,
        *(rule.explanation for rule in STORE_RULES),
        *(rule.explanation for rule in ARTICLE_RULES),
    )
}
"""The explanation of each code."""


def problems(store: Store) -> list[Problem]:
    """Return all problems that the rules of `bsc check` find.

    The problems are in the order in which they occur in the store's file.
    """
    return in_order(_problems(store))


def _problems(store: Store) -> Iterator[Problem]:
    places, to_fill_in = store.places, set()
    for explanation, find, _ in STORE_RULES:  # of these, `todo` comes first
        for message, record, path, _, own_hint, _ in find(store):
            subject = places.paths[record.id] + path if record else path
            records = (record.id,) if record else ()
            if explanation.code == "todo":
                to_fill_in.add(subject)
            elif subject in to_fill_in:
                continue
            position, hint = places.position(subject), own_hint or explanation.hint
            problem = Problem(explanation.code, message, position, subject, hint, places.file)
            yield problem._replace(severity=explanation.severity, records=records)
