"""`bsc search`: list the matching records of every kind, best matches first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bsc_cli.commands import listing
from bsc_cli.index import query, search
from bsc_cli.index.search import Hit, HitRow
from bsc_cli.output.formats import Result
from bsc_cli.view import lists, records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.view.blocks import View


def run(
    context: Context,
    text: Sequence[str],
    kind: Sequence[str],
    about: Sequence[str],
    reviewed: Sequence[str],
) -> None:
    """Print the records that match a search. Raises NotThere if no record matches."""
    index, words = context.open_index(), " ".join(text)
    selection = query.selection(index, kind, words or '""', about, reviewed=reviewed)
    is_flat = context.output in ("csv", "tsv")
    known = tuple({**HitRow.fields, **Hit.fields} if is_flat else Hit.fields)
    summary = listing.with_store_column(index, ("id", "kind", "score"))
    fields = listing.chosen_fields(context, summary, known)
    count = partial(index.count, selection)
    if context.count_only:
        matching = count()
        listing.show_count(context, matching)
        if not matching:
            raise search.no_match(index, words, selection)
        return
    hits, is_empty = listing.peek(search.find(index, selection, context.row_limit()))

    def view() -> View:
        listed = list(hits)
        all = listing.total(context, len(listed), count)
        if fields:
            return records.rows(listed, fields, all, "record", f" for {words}")
        return lists.hits(words, listed, all, index)

    if not (is_empty and context.output == "table"):
        rows = map(HitRow.of, hits) if is_flat else hits
        columns = HitRow.fields if is_flat else Hit.fields
        shown = listing.shown_ids(index)
        context.show(Result(rows, columns, view, fields=fields, shown=shown))
    if is_empty and context.limit != 0:
        raise search.no_match(index, words, selection)
    listing.print_notes(context, index, words, is_empty, count, "records", has_title=True)
