"""`bsc agencies`, `bsc figures` and so on: list or chart the records of one kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bsc_cli.commands import counts, listing
from bsc_cli.index import query
from bsc_cli.model.kinds import STORE
from bsc_cli.model.record import Record
from bsc_cli.output.formats import Result
from bsc_cli.system.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.index.index import Index, StoredRow
    from bsc_cli.index.selection import Selection
    from bsc_cli.view.blocks import View


def run(
    context: Context,
    kind: type[Record],
    text: Sequence[str],
    about: Sequence[str],
    reviewed: Sequence[str],
    by: str | None,
    chart: bool = False,
    **filters: Any,
) -> None:
    """List or chart those records of a kind that match the words and all filters."""
    index, words = context.open_index(), " ".join(text)
    where = {name: value for name, value in filters.items() if value not in (None, ())}
    selection = query.selection(index, [kind.kind], words, about, where, reviewed)
    if by is not None:
        if chart:
            raise WrongUsage("--by and --chart contradict each other", "leave out --chart")
        fields, count = {"store": STORE, **kind.fields}, partial(index.counts_by, selection)
        counts.show(context, index, words, fields, by, kind.kind, count)
    else:
        _list(context, index, kind, words, selection, chart)


def _list(
    context: Context,
    index: Index,
    kind: type[Record],
    words: str,
    selection: Selection,
    chart: bool,
) -> None:
    """List or chart the selected records of a kind."""
    columns = ("kind", "store", *kind.fields)
    summary = listing.with_store_column(index, kind.summary())
    fields = listing.chosen_fields(context, summary, (*columns, "sentences"))
    has_sentences = "sentences" in (fields or ())
    if context.article_file is not None and not has_sentences:
        raise WrongUsage("--article has no effect in this list", "add --fields +sentence")
    if chart and fields and context.is_for_people():
        raise WrongUsage("--chart and --fields contradict each other", "a chart has no columns")
    selection = selection._replace(order=query.order(context.sort, columns))
    count = partial(index.count, selection)
    if context.count_only:
        listing.show_count(context, count())
        return
    found: Iterator[StoredRow | Record] = index.rows(selection, context.row_limit())
    if has_sentences:
        found = _with_sentences(context, index, found)
    rows, is_empty = listing.peek(found)

    def view() -> View:
        listed = list(rows)
        if chart:
            return _chart(index, listed)
        return _table(index, kind, listed, fields, listing.total(context, len(listed), count))

    shown = listing.shown_ids(index)
    context.show(Result(rows, columns, view, fields=fields, list_key=kind.kind, shown=shown))
    listing.print_notes(
        context, index, words, is_empty, count, kind.kind, selection, has_title=not chart
    )


def _chart(index: Index, rows: Iterable[StoredRow | Record]) -> View:
    from bsc_cli.view import chart  # noqa: PLC0415 - most lists are no charts

    return [chart.chart(list(map(_record, rows)), name_stores=index.is_several)]


def _table(
    index: Index,
    kind: type[Record],
    rows: Iterable[StoredRow | Record],
    fields: Sequence[str] | None,
    total: int,
) -> View:
    from bsc_cli.view import lists, records  # noqa: PLC0415 - JSON needs no view

    if fields:
        return records.records(kind, map(_record, rows), fields, total)
    stored = (row for row in rows if not isinstance(row, Record))
    return lists.records(kind, stored, total, index)


def _with_sentences(
    context: Context, index: Index, rows: Iterable[StoredRow | Record]
) -> Iterator[Record]:
    """Return an iterator of the records, each with the article's sentences behind it."""
    from bsc_cli.commands import sentences  # noqa: PLC0415 - most lists show no sentences

    lookup = sentences.required(context, index)
    return (type(r)(**r.values, sentences=lookup(r)) for r in map(_record, rows))


def _record(row: StoredRow | Record) -> Record:
    return row if isinstance(row, Record) else row.record()
