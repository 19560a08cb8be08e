"""`bsc agencies`, `bsc figures` and so on: list or chart the records of one kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bsc_cli.commands import counts
from bsc_cli.commands.listing import (
    chosen_fields,
    peek,
    report,
    show_count,
    shown_ids,
    total,
    with_store,
)
from bsc_cli.index import query
from bsc_cli.model.kinds import STORE
from bsc_cli.model.record import Record
from bsc_cli.output.formats import Result
from bsc_cli.system.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.index.index import Index, StoredRow
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
        counts.run(
            context,
            index,
            words,
            {"store": STORE, **kind.fields},
            by,
            kind.kind,
            partial(index.counts_by, selection),
        )
        return
    columns, summary = ("kind", "store", *kind.fields), with_store(index, kind.summary())
    fields = chosen_fields(context, summary, (*columns, "sentences"))
    if context.article_file is not None and "sentences" not in (fields or ()):
        raise WrongUsage("--article has no effect in this list", "add --fields +sentence")
    if chart and fields and context.is_for_eyes():
        raise WrongUsage("--chart and --fields contradict each other", "a chart has no columns")
    selection = selection._replace(order=query.order(context.sort, columns))
    count = partial(index.count, selection)
    if context.count_only:
        show_count(context, count())
        return
    found: Iterator[StoredRow | Record] = index.rows(selection, context.row_limit())
    if "sentences" in (fields or ()):
        found = _with_sentences(context, index, found)
    rows, is_empty = peek(found)

    def view() -> View:
        from bsc_cli.view import chart as charts  # noqa: PLC0415 - JSON needs no view
        from bsc_cli.view import lists, records  # noqa: PLC0415 - see above

        listed = list(rows)
        if chart:
            figures = list(map(_record, listed))
            return [charts.chart(figures, name_stores=index.is_several)]
        all = total(context, len(listed), count)
        if fields:
            return records.records(kind, map(_record, listed), fields, all)
        stored = (row for row in listed if not isinstance(row, Record))
        return lists.records(kind, stored, all, index)

    shown = shown_ids(index)
    context.show(Result(rows, columns, view, fields=fields, list_key=kind.kind, shown=shown))
    report(context, index, words, is_empty, count, kind.kind, selection, has_title=not chart)


def _with_sentences(
    context: Context, index: Index, rows: Iterable[StoredRow | Record]
) -> Iterator[Record]:
    """Return an iterator of the records, each with the article's sentences behind it."""
    from bsc_cli.commands import sentences  # noqa: PLC0415 - most lists show no sentences

    lookup = sentences.required(context, index)
    return (type(r)(**r.values, sentences=lookup(r)) for r in map(_record, rows))


def _record(row: StoredRow | Record) -> Record:
    return row if isinstance(row, Record) else row.record()
