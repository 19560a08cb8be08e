"""Rules for the text: the article is the one that the store was made from, and has not changed."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.system.errors import counted
from bsc_cli.text import anchors, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.text.fingerprint import Change, Difference

RULES: Final = Rules[Evidence]("bsc audit")

_RENEW: Final = "renew the fingerprint with 'bsc audit ARTICLE --fingerprint'."
_LATE, _EARLY, _LOUD, _DARK = map(
    fingerprint.digest,
    ("The ferry is late.", "The ferry is early.", "The ferry is LATE!", "It is dark."),
)


def _example(*digests: str, article: str = "The ferry is late.") -> str:
    return f"# article: {article}\nsource:\n  passages: {json.dumps(digests)}"


@RULES.rule(
    "other-article",
    "The article is the one that the store was made from. It is another if fewer than a fifth of"
    " the store's anchors select a passage, and fewer than a fifth of the passages in the"
    " fingerprint are left; without a fingerprint, if fewer than a tenth of 20 or more anchors do."
    " No other rule is applied to another article, unless --all, --code or --record is given.",
    fix="Give the article of this store or, with --facts, the store of this article.",
    fails=f"{_example(_DARK)}\nplaces: [{{name: Poole, evidence: [Poole]}}]",
    passes=f"{_example(_LATE)}\nplaces: [{{name: Poole, evidence: [Poole]}}]",
)
def other_article(evidence: Evidence) -> Iterator[Finding]:
    evidence.examined = evidence.anchors
    if evidence.is_other_article:
        found, total = evidence.anchors - len(evidence.orphans), counted(evidence.anchors, "anchor")
        message = "this is not the article that the store was made from"
        yield Finding(f"{message}: {found:,} of {total} found", path="source")


@RULES.rule(
    "changed",
    "Each passage of the article has the words that it had when the store was made, and the whole"
    " text has the digest and the number of words that 'source' gives.",
    fix=f"Hold these records against the passage as it is now, then {_RENEW}",
    fails=_example(_EARLY),
    passes=_example(_LATE),
)
def changed(evidence: Evidence) -> Iterator[Finding]:
    yield from _changes(evidence, _CHANGED)
    if evidence.changes:
        return
    source = evidence.store.source
    words = len(evidence.article.word_bounds[0])
    evidence.examined += source.sha256 is not None or source.words is not None
    if source.sha256 not in (None, fingerprint.sha256(evidence.article)):
        message = "the store was made from a text with a different SHA-256"
        yield Finding(message, path="source.sha256")
    elif source.words not in (None, words):
        message = (
            f"the article has {counted(words, 'word')}, but the store was made from a text of"
            f" {source.words:,}"
        )
        yield Finding(message, path="source.words")


_CHANGED: Final[dict[Difference, str]] = {
    "numbers": "numbers have changed in {}",
    "names": "names have changed in {}",
    "words": "words, but no numbers or names, have changed in {}",
    "text": "{} has changed",
}


@RULES.rule(
    "gone",
    "The article still contains every passage of the text that the store was made from.",
    fix=f"Remove what only this passage supported, then {_RENEW}",
    fails=_example(_LATE, _DARK),
    passes=_example(_LATE),
)
def gone(evidence: Evidence) -> Iterator[Finding]:
    return _changes(evidence, {"gone": "a passage is gone from here"})


@RULES.rule(
    "new",
    "The article has no passage that the text that the store was made from did not have.",
    fix=f"Add the claims that the passage makes, then {_RENEW}",
    fails=_example(_LATE, article="The ferry is late. It is dark."),
    passes=_example(_LATE, _DARK, article="The ferry is late. It is dark."),
)
def new(evidence: Evidence) -> Iterator[Finding]:
    return _changes(evidence, {"new": "{} is new"})


@RULES.rule(
    "retouched",
    "Each passage has the punctuation, capitals, spaces and place that it had when the store was"
    " made.",
    fix=f"Make sure that the passage means the same, then {_RENEW}",
    fails=_example(_LOUD),
    passes=_example(_LATE),
    severity="warning",
)
def retouched(evidence: Evidence) -> Iterator[Finding]:
    return _changes(
        evidence,
        {
            "typography": "only punctuation, capitals or spaces have changed in {}",
            "moved": "{} has moved here",
        },
    )


def _changes(evidence: Evidence, messages: dict[Difference, str]) -> Iterator[Finding]:
    """Yield the changes of some types, with the records that rest on the passages."""
    evidence.examined += len(evidence.store.source.passages)
    for change in evidence.changes:
        if message := messages.get(change.difference):
            ids = _records(evidence).get(change, [])
            more = f" and {len(ids) - _MOST_LISTED:,} more" if len(ids) > _MOST_LISTED else ""
            records = f"records: {', '.join(ids[:_MOST_LISTED])}{more}" if ids else "no records"
            message = message.format(f"'{evidence.excerpt(change.span)}'")
            yield Finding(f"{message}; {records}", span=change.span, records=(*ids,))


_MOST_LISTED: Final = 8
"""The maximum number of records that a message lists."""


@lru_cache(maxsize=1)  # several rules use the result
def _records(evidence: Evidence) -> dict[Change, list[str]]:
    """Return the ids of the records that rest on each changed passage, or that rested on it.

    Records that have lost an anchor come first.
    """
    found: dict[Change, dict[str, None]] = {}
    pairs = chain(_orphaned(evidence), _resting(evidence))
    for change, ids in islice(pairs, _MOST_PAIRS):
        found.setdefault(change, {}).update(dict.fromkeys(ids))
    return {change: [*ids] for change, ids in found.items()}


_MOST_PAIRS: Final = 1_000_000
"""The maximum number of pairs of a change and a record that are compared."""


def _resting(evidence: Evidence) -> Iterator[tuple[Change, list[str]]]:
    """Yield each changed passage with each record that has an anchor in it."""
    changes = [change for change in evidence.changes if change.difference != "gone"]
    starts = [change.span.start for change in changes]
    ends = [change.span.end for change in changes]
    for id, spans in evidence.spans.items():
        for start, end in spans:
            for change in changes[bisect_right(ends, start) : bisect_left(starts, end)]:
                yield change, [id]


def _orphaned(evidence: Evidence) -> Iterator[tuple[Change, list[str]]]:
    """Yield each old form of a passage with each record whose lost anchor it can have contained."""
    for anchor, _, record in evidence.orphans:
        phrases = anchors.phrases(anchor)
        lost = [phrase for phrase in phrases if not evidence.where(phrase)] or phrases
        sketch = fingerprint.sketch(max(lost, key=len))
        for change in evidence.changes if record else ():
            fits = fingerprint.can_contain(change.old, sketch)
            yield change, [record.id] if record and fits else []
