"""Digests by which a change is found in what a person has reviewed.

A review of a record is the digest of the record and that of the sentences under its evidence,
joined by a hyphen: `3f2a91c0-77ab01de`. The name of the person may follow: `… by Ann Reed`. Each
digest consists of the first 8 hexadecimal digits of a SHA-256, so one edit in 4,000 million goes
unnoticed.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from bsc_cli.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bsc_cli.model.record import Record

_DIGITS = 8


def joined(record: str, sentences: str, reviewer: str | None = None) -> str:
    """Join the two digests of a review and the name of the reviewer, if there is one."""
    return f"{record}-{sentences}" + (f" by {reviewer}" if reviewer else "")


def parted(review: str) -> tuple[str, str]:
    """Return the two digests of a review: that of the record, and that of its sentences."""
    return review[:_DIGITS], review[_DIGITS + 1 : 2 * _DIGITS + 1]


def state(record: Record, review: str | None) -> str:
    """Return the state of a record that has this review: `yes`, `no` or `stale`.

    Without the article, a change of the sentences cannot be seen.
    """
    if review is None:
        return "no"
    return "yes" if parted(review)[0] == record_digest(record) else "stale"


def record_digest(record: Record) -> str:
    """Return the digest of all that a store says in a record.

    It depends on the kind and on every field, and on nothing else: neither on the form of the YAML
    (quotes, line breaks, the order of keys, values that are the default) nor on typography.
    """
    return _digest(json.dumps([record.kind, _plain(record.as_stored())], sort_keys=True))


def sentences_digest(sentences: Iterable[str]) -> str:
    """Return the digest of some folded sentences; a repeated sentence counts once."""
    return _digest("\n".join(dict.fromkeys(sentences)))


def _plain(value: Any) -> Any:
    """Return a value of JSON types without typography, empty keys and differences of notation."""
    match value:
        case str():
            return fold(value).strip()
        case dict():
            items = ((name, _plain(item)) for name, item in value.items())
            return {name: item for name, item in items if item not in (None, [])}
        case list():
            return [_plain(item) for item in value]
        case float() if value.is_integer():
            return int(value)
        case _:
            return value


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
