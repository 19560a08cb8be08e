"""What each command does: ask the store, and show the answer.

A command's first parameter is its invocation, the others are its own options; its
docstring is the first line of its help.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from bsc_cli import boundary, cache, query
from bsc_cli.errors import NotThere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.index import Index
    from bsc_cli.invocation import Invocation
    from bsc_cli.model import Record

T = TypeVar("T")


def overview(invocation: Invocation) -> None:
    """Print the article's source, how many records there are, and its figures."""
    index = invocation.compiled()
    data = {"source": index.source(), "records": index.counts()}
    invocation.show([data], lambda views: views.overview(index))


def list_records(
    invocation: Invocation,
    kind: type[Record],
    text: list[str] | None,
    about: str | None,
    has_caveats: bool | None,
    limit: int | None,
    **given: Any,
) -> None:
    """List the records of a kind that meet every condition."""
    index, words = invocation.compiled(), " ".join(text or ())
    where = {name: value for name, value in given.items() if value is not None}
    asked = query.selection(index, kind.kind, words, about, where, has_caveats)
    most = invocation.most(limit)
    found, none = _peeked(index.records(asked, most))
    invocation.show(found, lambda views: views.records(kind, list(found)))
    if words and none:
        boundary.hint(_nothing_matches(index, words))
    if most != limit:
        _say_how_many_more(most, index.count(asked), kind.kind)


def show(invocation: Invocation, ids: list[str]) -> None:
    """Show everything about a record: fields, evidence, caveats, what refers to it."""
    index = invocation.compiled()
    found = query.get(index, ids)
    data = (
        {**record.as_json(), "referred_to_by": index.ids_referring_to(record.id)}
        for record in found
    )
    invocation.show(data, lambda views: views.everything(index, found, invocation.most(None)))


def search(
    invocation: Invocation, text: list[str], kind: str | None, about: str | None, limit: int | None
) -> None:
    """Search the records of every kind, the best answers first."""
    index, words = invocation.compiled(), " ".join(text)
    asked = query.selection(index, kind, words or '""', about)
    most = invocation.most(limit)
    found, none = _peeked(query.find(index, asked, most))
    if not none or invocation.output != "table":
        data = (hit.as_json() for hit in found)
        invocation.show(data, lambda views: views.hits(words, list(found)))
    if none and limit != 0:
        raise _nothing_matches(index, words)
    if most != limit:
        _say_how_many_more(most, index.count(asked), "records")


def caveats(
    invocation: Invocation,
    text: list[str] | None,
    kind: str | None,
    about: str | None,
    limit: int | None,
) -> None:
    """List what a careful reader should know, with the records that it concerns."""
    index, words = invocation.compiled(), " ".join(text or ())
    asked = query.selection(index, kind, words, about)
    most = invocation.most(limit)
    found = query.caveats(index, asked, most)
    data = (caveat.as_json() for caveat in found)
    invocation.show(data, lambda views: views.caveats(list(found)))
    if most != limit:
        _say_how_many_more(most, sum(1 for _ in query.caveats(index, asked)), "caveats")


def kept(invocation: Invocation, clear: bool) -> None:
    """Say where the compiled stores are kept that make it quick, or remove them."""
    folder = cache.folder()
    if folder is None:
        raise NotThere("no folder for indexes is known", "name one in BSC_CACHE_DIR")
    if clear:
        boundary.say(f"{folder}: {cache.clear(folder):,} bytes freed")
        return
    found = cache.contents(folder)
    size = sum(each.bytes for each in found)
    data = {"folder": str(folder), "bytes": size, "indexes": [each._asdict() for each in found]}
    invocation.show(data, lambda views: views.kept(str(folder), found))


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


def fields(invocation: Invocation, what: str) -> None:
    """List the fields of a kind, with what each means and the option that selects by it."""
    from bsc_cli import fields as described  # noqa: PLC0415 - records are listed without it

    found = described.fields(what)
    data = (each._asdict() for each in found)
    invocation.show(data, lambda _: described.view(what, found))


def schema(invocation: Invocation, what: str | None) -> None:
    """Print the JSON Schema of a store or, given a command's name, of its JSON."""
    from bsc_cli import schema as schemas  # noqa: PLC0415 - as above

    invocation.show(schemas.document(what), lambda _: [])


def _nothing_matches(index: Index, words: str) -> NotThere:
    """What to say where a search finds nothing."""
    near = query.near_words(index, words)
    hint = f"did you mean '{near}'?" if near else "fewer words find more, and so does word*"
    return NotThere(f"nothing matches '{words}'", hint)


def _peeked(found: Iterator[T]) -> tuple[Iterator[T], bool]:
    """The same again, and whether there is none."""
    first = list(islice(found, 1))
    return chain(first, found), not first


def _say_how_many_more(shown: int | None, total: int, what: str) -> None:
    """Say how many of how many are shown, where it was not asked for so few."""
    if shown is not None and total > shown:
        boundary.say(f"{shown} of {total:,} {what} shown; --limit {total} shows all of them")
