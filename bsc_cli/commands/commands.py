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

    from bsc_cli.commands.context import Context
    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record

T = TypeVar("T")


def overview(context: Context) -> None:
    """Print the article's source, how many records there are, and its figures."""
    index = context.open_index()
    data = {"source": index.source(), "records": index.counts()}
    context.show(Result([data], list(data), lambda records: records.overview(index), name="source"))


def list_records(
    context: Context,
    kind: type[Record],
    text: list[str] | None,
    about: str | None,
    has_caveats: bool | None,
    chart: bool = False,
    **given: Any,
) -> None:
    """List the records of a kind that meet every condition, or draw them."""
    index, words = context.open_index(), " ".join(text or ())
    where = {name: value for name, value in given.items() if value is not None}
    asked = query.selection(index, kind.kind, words, about, where, has_caveats)
    columns = ("kind", *kind.fields)
    shown = ("id", *kind.summary)
    fields = _fields(context, shown, columns)
    if chart and fields and context.is_for_eyes():
        raise WrongUsage("--chart and --fields contradict each other", "a chart has no columns")
    asked = asked._replace(order=query.order(context.sort, columns))
    if context.count_only:
        context.show_count(_at_most(context.limit, index.count(asked)))
        return
    found, none = _peeked(index.records(asked, context.row_limit()))
    context.show(
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
    if words and none and context.limit != 0:
        boundary.hint(_nothing_matches(index, words))
    _say_how_many_more(context, lambda: index.count(asked), kind.kind)


def show(context: Context, ids: list[str]) -> None:
    """Show everything about a record: fields, evidence, caveats, what refers to it."""
    index = context.open_index()
    found = query.get(index, ids)
    rows = (
        {**record.as_json(), "referred_to_by": index.ids_referring_to(record.id)}
        for record in found
    )
    fields = dict.fromkeys(name for record in found for name in record.fields)
    context.show(
        Result(
            rows=rows,
            columns=("kind", *fields, "referred_to_by"),
            view=lambda records: records.everything(index, found, context.row_limit()),
        )
    )


def search(context: Context, text: list[str], kind: str | None, about: str | None) -> None:
    """Search the records of every kind, the best answers first."""
    index, words = context.open_index(), " ".join(text)
    asked = query.selection(index, kind, words or '""', about)
    fields = _fields(context, ("id", "kind", "score"), query.HIT_COLUMNS)
    if context.count_only:
        total = index.count(asked)
        context.show_count(_at_most(context.limit, total))
        if not total:
            raise _nothing_matches(index, words)
        return
    found, none = _peeked(query.find(index, asked, context.row_limit()))
    result = Result(
        rows=(hit.as_json() for hit in found),
        columns=query.HIT_COLUMNS,
        view=lambda records: records.hits(words, found),
        fields=fields,
    )
    if not (none and context.output == "table"):
        _show_rows(context, result, f"records for {words}")
    if none and context.limit != 0:
        raise _nothing_matches(index, words)
    _say_how_many_more(context, lambda: index.count(asked), "records")


def caveats(context: Context, text: list[str] | None, kind: str | None, about: str | None) -> None:
    """List what a careful reader should know, with the records that it concerns."""
    index, words = context.open_index(), " ".join(text or ())
    asked = query.selection(index, kind, words, about)
    fields = _fields(context, query.CAVEAT_COLUMNS, query.CAVEAT_COLUMNS)

    def total() -> int:
        return sum(1 for _ in query.caveats(index, asked))

    if context.count_only:
        context.show_count(_at_most(context.limit, total()))
        return
    found, none = _peeked(query.caveats(index, asked, context.row_limit()))
    result = Result(
        rows=(caveat.as_json() for caveat in found),
        columns=query.CAVEAT_COLUMNS,
        view=lambda records: records.caveats(found),
        fields=fields,
    )
    _show_rows(context, result, "caveats")
    if words and none and context.limit != 0:
        boundary.hint(_nothing_matches(index, words))
    _say_how_many_more(context, total, "caveats")


def timeline(context: Context, text: list[str] | None, about: str | None) -> None:
    """Show the events in the order of their dates, and apart those that have none."""
    index, words = context.open_index(), " ".join(text or ())
    asked = query.selection(index, "events", words, about)
    found = query.timeline(index, asked, context.row_limit())
    context.show(
        Result(
            rows=found,
            columns=("kind", *KINDS["events"].fields),
            view=lambda _: [_pictures().timeline(found)],
            under="events",
        )
    )
    if words and not found and context.limit != 0:
        boundary.hint(_nothing_matches(index, words))
    _say_how_many_more(context, lambda: index.count(asked), "events")


def graph(context: Context, id: str | None, depth: int | None, language: str | None) -> None:
    """Show what is tied to a record, or how agencies, people, groups and places are tied.

    From a record it goes along the fields that refer to it and that it refers to. Without
    one, two of them are tied where one refers to the other, where both take part in a measure
    or an event, where they act in a place, and where one speaks of the other.
    """
    from bsc_cli.commands import graph  # noqa: PLC0415 - no other command needs it

    graph.show(context, id, depth, language)


def kept(context: Context, clear: bool) -> None:
    """Say where the compiled stores are kept that make it quick, or remove them."""
    folder = cache.cache_dir()
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
    context.show(
        Result(
            rows=rows,
            columns=cache.CacheEntry._fields,
            view=lambda records: records.kept(str(folder), found),
            one={"folder": str(folder), "bytes": size, "indexes": rows},
            name="store",
        )
    )


def check(context: Context, path: str | None, explain: str | None) -> None:
    """Check a store by itself: form, ids, references, dates, codes, figures, wording."""
    from bsc_cli.commands import verify  # noqa: PLC0415 - no other command needs the rules

    if explain is not None:
        verify.explain(context, explain)
    else:
        verify.check(context if path is None else context._replace(facts=path))


def audit(context: Context, article: str, passages: bool, fingerprint: bool) -> None:
    """Prove the store against the article: word by word, number by number."""
    from bsc_cli.commands import verify  # noqa: PLC0415 - as above

    if fingerprint:
        verify.fingerprint(context, article)
    else:
        verify.audit(context, article, passages)


def fields(context: Context, what: str) -> None:
    """List the fields of a kind, with what each means and the option that selects by it."""
    from bsc_cli.commands import fields as described  # noqa: PLC0415 - records are listed without it

    found = described.fields(what)
    context.show(
        Result(
            rows=(each._asdict() for each in found),
            columns=described.Described._fields,
            view=lambda _: described.view(what, found),
            name="field",
        )
    )


def schema(context: Context, what: str | None) -> None:
    """Print the JSON Schema of a store or, given a command's name, of its JSON."""
    from bsc_cli.commands import schema as schemas  # noqa: PLC0415 - as above

    one = schemas.document(what)
    context.show(Result([one], list(one), lambda _: [], one=one))


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


def _fields(context: Context, shown: Sequence[str], known: Sequence[str]) -> list[str] | None:
    """The fields that were asked for; what `+` and `-` change is what is printed otherwise."""
    if context.fields is None:
        return None
    return query.fields(context.fields, shown if context.is_for_eyes() else known, known)


def _show_rows(context: Context, result: Result, title: str) -> None:
    """Print rows; in a table the fields that were asked for, just as they are."""
    if result.fields is not None:
        fields = result.fields
        result = result._replace(view=lambda records: records.rows(result.picked(), fields, title))
    context.show(result)


def _at_most(limit: int | None, number: int) -> int:
    return number if limit is None else min(limit, number)


def _say_how_many_more(context: Context, count: Callable[[], int], what: str) -> None:
    """Say how many of how many are shown, where it was not asked for so few."""
    most = context.row_limit()
    if most is not None and most != context.limit and (total := count()) > most:
        boundary.say(f"{most} of {total:,} {what} shown; --limit {total} shows all of them")
