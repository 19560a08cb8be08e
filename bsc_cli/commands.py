"""What each command does: ask the store, and show the answer.

A command's first parameter is its invocation, the others are its own options; its
docstring is the first line of its help.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bsc_cli import boundary, query, views
from bsc_cli.errors import NotThere
from bsc_cli.model import KINDS, Record
from bsc_cli.shapes import plain

if TYPE_CHECKING:
    from bsc_cli.invocation import Invocation
    from bsc_cli.store import Store


def overview(invocation: Invocation) -> None:
    """Print the article's source, how many records there are, and its figures."""
    facts = invocation.store()
    counts = {name: len(facts.of_kind(name)) for name in KINDS}
    data = [{"source": plain(facts.source), "records": counts}]
    invocation.show(data, lambda: views.overview(facts))


def list_records(
    invocation: Invocation,
    kind: type[Record],
    text: list[str] | None,
    about: str | None,
    has_caveats: bool | None,
    **given: Any,
) -> None:
    """List the records of a kind that meet every condition."""
    facts, words = invocation.store(), " ".join(text or ())
    where = {name: value for name, value in given.items() if value is not None}
    found = query.select(facts, kind.kind, words, about, where, has_caveats)
    invocation.show([record.as_json() for record in found], lambda: views.records(kind, found))
    if words and not found:
        boundary.hint(_nothing_matches(facts, words))


def show(invocation: Invocation, ids: list[str]) -> None:
    """Show everything about a record: fields, evidence, caveats, what refers to it."""
    facts = invocation.store()
    found = query.get(facts, ids)
    data = [
        {**record.as_json(), "referred_to_by": list(facts.referring.get(record.id, ()))}
        for record in found
    ]
    invocation.show(data, lambda: views.everything(facts, found))


def search(invocation: Invocation, text: list[str], kind: str | None, about: str | None) -> None:
    """Search the records of every kind, the best answers first."""
    facts, words = invocation.store(), " ".join(text)
    hits = query.find(facts, words, kind, about)
    if hits or invocation.output != "table":
        invocation.show([hit.as_json() for hit in hits], lambda: views.hits(words, hits))
    if not hits:
        raise _nothing_matches(facts, words)


def caveats(
    invocation: Invocation, text: list[str] | None, kind: str | None, about: str | None
) -> None:
    """List what a careful reader should know, with the records that it concerns."""
    facts, words = invocation.store(), " ".join(text or ())
    found = query.caveats(facts, words, kind, about)
    data = [{"kind": r.kind, "id": r.id, "caveat": caveat} for r, caveat in found]
    invocation.show(data, lambda: views.caveats(found))


def check(invocation: Invocation, path: str | None, explain: str | None) -> None:
    """Check a store by itself: form, ids, references, dates, codes, figures, wording."""
    from bsc_cli import verify  # noqa: PLC0415 - no other command needs the rules

    if explain is not None:
        verify.explain(invocation, explain)
    else:
        verify.check(invocation._replace(facts=path) if path else invocation)


def audit(invocation: Invocation, article: str, passages: bool, fingerprint: bool) -> None:
    """Prove the store against the article: word by word, number by number."""
    from bsc_cli import verify  # noqa: PLC0415 - as above

    if fingerprint:
        verify.fingerprint(invocation, article)
    else:
        verify.audit(invocation, article, passages)


def _nothing_matches(facts: Store, words: str) -> NotThere:
    """What to say where a search finds nothing."""
    near = query.near_words(facts, words)
    hint = f"did you mean '{near}'?" if near else "fewer words find more, and so does word*"
    return NotThere(f"nothing matches '{words}'", hint)
