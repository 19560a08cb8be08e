"""What each command does: ask the store, and show the answer.

A command's first parameter is its invocation, the others are its own options; its
docstring is the first line of its help.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from bsc_cli.index import cache, query
from bsc_cli.model.kinds import KINDS
from bsc_cli.output.formats import Result
from bsc_cli.system import boundary, files
from bsc_cli.system.errors import NotThere, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

    from bsc_cli.commands.context import Invocation
    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record

T = TypeVar("T")


def overview(invocation: Invocation) -> None:
    """Print the article's source, how many records there are, and its figures."""
    index = invocation.compiled()
    data = {"source": index.source(), "records": index.counts()}
    invocation.show(
        Result([data], list(data), lambda records: records.overview(index), name="source")
    )


def list_records(
    invocation: Invocation,
    kind: type[Record],
    text: list[str] | None,
    about: str | None,
    has_caveats: bool | None,
    chart: bool = False,
    **given: Any,
) -> None:
    """List the records of a kind that meet every condition, or draw them."""
    index, words = invocation.compiled(), " ".join(text or ())
    where = {name: value for name, value in given.items() if value is not None}
    asked = query.selection(index, kind.kind, words, about, where, has_caveats)
    columns = ("kind", *kind.fields)
    shown = ("id", *kind.summary)
    fields = _fields(invocation, shown, columns)
    if chart and fields and invocation.is_for_eyes():
        raise WrongUsage("--chart and --fields contradict each other", "a chart has no columns")
    asked = asked._replace(order=query.order(invocation.sort, columns))
    if invocation.only_count:
        invocation.show_count(_at_most(invocation.limit, index.count(asked)))
        return
    found, none = _peeked(index.records(asked, invocation.most()))
    invocation.show(
        Result(
            rows=found,
            columns=columns,
            view=lambda records: (
                [_pictures().chart(list(found))]
                if chart
                else records.records(kind, found, fields or shown)
            ),
            fields=fields,
            under=kind.kind,
        )
    )
    if words and none and invocation.limit != 0:
        boundary.hint(_nothing_matches(index, words))
    _say_how_many_more(invocation, lambda: index.count(asked), kind.kind)


def show(invocation: Invocation, ids: list[str]) -> None:
    """Show everything about a record: fields, evidence, caveats, what refers to it."""
    index = invocation.compiled()
    found = query.get(index, ids)
    rows = (
        {**record.as_json(), "referred_to_by": index.ids_referring_to(record.id)}
        for record in found
    )
    fields = dict.fromkeys(name for record in found for name in record.fields)
    invocation.show(
        Result(
            rows=rows,
            columns=("kind", *fields, "referred_to_by"),
            view=lambda records: records.everything(index, found, invocation.most()),
        )
    )


def search(invocation: Invocation, text: list[str], kind: str | None, about: str | None) -> None:
    """Search the records of every kind, the best answers first."""
    index, words = invocation.compiled(), " ".join(text)
    asked = query.selection(index, kind, words or '""', about)
    fields = _fields(invocation, ("id", "kind", "score"), query.HIT_COLUMNS)
    if invocation.only_count:
        total = index.count(asked)
        invocation.show_count(_at_most(invocation.limit, total))
        if not total:
            raise _nothing_matches(index, words)
        return
    found, none = _peeked(query.find(index, asked, invocation.most()))
    result = Result(
        rows=(hit.as_json() for hit in found),
        columns=query.HIT_COLUMNS,
        view=lambda records: records.hits(words, found),
        fields=fields,
    )
    if not (none and invocation.output == "table"):
        _show_rows(invocation, result, f"records for {words}")
    if none and invocation.limit != 0:
        raise _nothing_matches(index, words)
    _say_how_many_more(invocation, lambda: index.count(asked), "records")


def caveats(
    invocation: Invocation, text: list[str] | None, kind: str | None, about: str | None
) -> None:
    """List what a careful reader should know, with the records that it concerns."""
    index, words = invocation.compiled(), " ".join(text or ())
    asked = query.selection(index, kind, words, about)
    fields = _fields(invocation, query.CAVEAT_COLUMNS, query.CAVEAT_COLUMNS)

    def total() -> int:
        return sum(1 for _ in query.caveats(index, asked))

    if invocation.only_count:
        invocation.show_count(_at_most(invocation.limit, total()))
        return
    found, none = _peeked(query.caveats(index, asked, invocation.most()))
    result = Result(
        rows=(caveat.as_json() for caveat in found),
        columns=query.CAVEAT_COLUMNS,
        view=lambda records: records.caveats(found),
        fields=fields,
    )
    _show_rows(invocation, result, "caveats")
    if words and none and invocation.limit != 0:
        boundary.hint(_nothing_matches(index, words))
    _say_how_many_more(invocation, total, "caveats")


def timeline(invocation: Invocation, text: list[str] | None, about: str | None) -> None:
    """Show the events in the order of their dates, and apart those that have none."""
    index, words = invocation.compiled(), " ".join(text or ())
    asked = query.selection(index, "events", words, about)
    found = query.timeline(index, asked, invocation.most())
    invocation.show(
        Result(
            rows=found,
            columns=("kind", *KINDS["events"].fields),
            view=lambda _: [_pictures().timeline(found)],
            under="events",
        )
    )
    if words and not found and invocation.limit != 0:
        boundary.hint(_nothing_matches(index, words))
    _say_how_many_more(invocation, lambda: index.count(asked), "events")


def graph(invocation: Invocation, id: str | None, depth: int | None, language: str | None) -> None:
    """Show what is tied to a record, or how agencies, people, groups and places are tied.

    From a record it goes along the fields that refer to it and that it refers to. Without
    one, two of them are tied where one refers to the other, where both take part in a measure
    or an event, where they act in a place, and where one speaks of the other.
    """
    from bsc_cli.commands import graph  # noqa: PLC0415 - no other command needs it

    graph.show(invocation, id, depth, language)


def kept(invocation: Invocation, clear: bool) -> None:
    """Say where the compiled stores are kept that make it quick, or remove them."""
    folder = cache.folder()
    if folder is None:
        raise NotThere("no folder for indexes is known", "name one in BSC_CACHE_DIR")
    if clear:
        boundary.say(f"{folder}: {cache.clear(folder):,} bytes freed")
        return
    if files.is_open_to_others(folder):
        boundary.say(f"{folder} is not used: {cache.OPEN}", cache.ELSEWHERE)
    found = cache.contents(folder)
    rows = [each._asdict() for each in found]
    size = sum(each.bytes for each in found)
    invocation.show(
        Result(
            rows=rows,
            columns=cache.Kept._fields,
            view=lambda records: records.kept(str(folder), found),
            one={"folder": str(folder), "bytes": size, "indexes": rows},
            name="store",
        )
    )


def check(invocation: Invocation, path: str | None, explain: str | None) -> None:
    """Check a store by itself: form, ids, references, dates, codes, figures, wording."""
    from bsc_cli.commands import verify  # noqa: PLC0415 - no other command needs the rules

    if explain is not None:
        verify.explain(invocation, explain)
    else:
        verify.check(invocation if path is None else invocation._replace(facts=path))


def audit(invocation: Invocation, article: str, passages: bool, fingerprint: bool) -> None:
    """Prove the store against the article: word by word, number by number."""
    from bsc_cli.commands import verify  # noqa: PLC0415 - as above

    if fingerprint:
        verify.fingerprint(invocation, article)
    else:
        verify.audit(invocation, article, passages)


def fields(invocation: Invocation, what: str) -> None:
    """List the fields of a kind, with what each means and the option that selects by it."""
    from bsc_cli.commands import fields as described  # noqa: PLC0415 - records are listed without it

    found = described.fields(what)
    invocation.show(
        Result(
            rows=(each._asdict() for each in found),
            columns=described.Described._fields,
            view=lambda _: described.view(what, found),
            name="field",
        )
    )


def schema(invocation: Invocation, what: str | None) -> None:
    """Print the JSON Schema of a store or, given a command's name, of its JSON."""
    from bsc_cli.commands import schema as schemas  # noqa: PLC0415 - as above

    one = schemas.document(what)
    invocation.show(Result([one], list(one), lambda _: [], one=one))


def _pictures() -> ModuleType:

    from bsc_cli.view import charts  # noqa: PLC0415 - few commands show a picture

    return charts


def _nothing_matches(index: Index, words: str) -> NotThere:
    """What to say where a search finds nothing."""
    if not query.asks_for_something(words):
        return NotThere(f"'{words}' asks for nothing", "type a word of what you look for")
    near = query.near_words(index, words)
    if near:
        hint = f"did you mean '{near}'?"
    elif query.has_beginning(words):
        hint = "fewer words find more, and so do shorter beginnings"
    else:
        hint = "fewer words find more, and so does word*"
    return NotThere(f"nothing matches '{words}'", hint)


def _peeked(found: Iterator[T]) -> tuple[Iterator[T], bool]:
    """The same again, and whether there is none."""
    first = list(islice(found, 1))
    return chain(first, found), not first


def _fields(invocation: Invocation, shown: Sequence[str], known: Sequence[str]) -> list[str] | None:
    """The fields that were asked for; what `+` and `-` change is what is printed otherwise."""
    if invocation.fields is None:
        return None
    return query.fields(invocation.fields, shown if invocation.is_for_eyes() else known, known)


def _show_rows(invocation: Invocation, result: Result, title: str) -> None:
    """Print rows; in a table the fields that were asked for, just as they are."""
    if result.fields is not None:
        fields = result.fields
        result = result._replace(view=lambda records: records.rows(result.picked(), fields, title))
    invocation.show(result)


def _at_most(limit: int | None, number: int) -> int:
    return number if limit is None else min(limit, number)


def _say_how_many_more(invocation: Invocation, count: Callable[[], int], what: str) -> None:
    """Say how many of how many are shown, where it was not asked for so few."""
    most = invocation.most()
    if most is not None and most != invocation.limit and (total := count()) > most:
        boundary.say(f"{most} of {total:,} {what} shown; --limit {total} shows all of them")
