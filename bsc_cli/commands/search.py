"""`bsc search`: the records of every kind that match, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.commands.listing import (
    chosen_fields,
    no_match,
    peek,
    report_rest,
    show_count,
)
from bsc_cli.index import query
from bsc_cli.output.formats import Result
from bsc_cli.view import records

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context
    from bsc_cli.view.blocks import View


def run(context: Context, text: list[str], kind: str | None, about: str | None) -> None:
    """Print the records that match; raise NotThere if there are none."""
    index, words = context.open_index(), " ".join(text)
    selection = query.selection(index, kind, words or '""', about)
    fields = chosen_fields(context, ("id", "kind", "score"), query.HIT_COLUMNS)
    if context.count_only:
        total = index.count(selection)
        show_count(context, total)
        if not total:
            raise no_match(index, words)
        return
    hits, none = peek(query.find(index, selection, context.row_limit()))
    rows = (hit.as_json() for hit in hits)

    def view() -> View:
        title = f"records for {words}"
        return records.rows(rows, fields, title) if fields else records.hits(words, hits)

    if not (none and context.output == "table"):
        context.show(Result(rows, query.HIT_COLUMNS, view, fields=fields))
    if none and context.limit != 0:
        raise no_match(index, words)
    report_rest(context, lambda: index.count(selection), "records")
