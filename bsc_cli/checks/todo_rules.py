"""The rule for values that are still to be filled in, with the article or without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.checks import records
from bsc_cli.checks.rule import Finding, Rule, Rules
from bsc_cli.model.kinds import KINDS
from bsc_cli.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.checks.evidence import Evidence

RULES: Final = Rules[Store]("bsc check, bsc audit")


@RULES.rule(
    "todo",
    "No value is still to be filled in: the word TODO marks such values. Other rules say nothing"
    " about a value that is TODO, and 'bsc todo' lists what is wanted.",
    fix="Replace TODO by the value.",
    fails="statement: TODO",
    passes="statement: The boats stop.",
)
def todo(store: Store) -> Iterator[Finding]:
    """Find the word in the file itself: records do not tell a number that is TODO from none."""
    message, places = "this value is still to be filled in", store.places
    ids = {path: id for id, path in places.paths.items()}
    for key in ("source", *KINDS, "not_claims"):
        for path in records.todos(places.node(key), key):
            item, bracket, name = path.partition("]")
            record = store.records.get(ids.get(item + bracket, ""))
            if name != ".id":  # the reader reports it
                yield Finding(message, record, name if record else path)


def _in_audit(evidence: Evidence) -> Iterator[Finding]:
    yield from evidence.counted(todo(evidence.store))


ARTICLE_RULES: Final[tuple[Rule[Evidence]]] = (Rule(RULES[0].explanation, _in_audit),)
"""The same rule, for an audit."""
