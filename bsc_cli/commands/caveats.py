"""`bsc caveats`: list what the article leaves open or doubtful, with the records concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.commands.listing import chosen_fields, peek, report, show_count
from bsc_cli.index import query, search
from bsc_cli.index.search import Caveat
from bsc_cli.output.formats import Result
from bsc_cli.view import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.view.blocks import View


def run(context: Context, text: Sequence[str] | None, kind: str | None, about: str | None) -> None:
    """Print the caveats that match the words and the options, ordered as in the store."""
    index, words = context.open_index(), " ".join(text or ())
    selection = query.selection(index, kind, words, about)
    columns = tuple(Caveat.fields)
    fields = chosen_fields(context, columns, columns)

    def total() -> int:
        return sum(1 for _ in search.caveats(index, selection))

    if context.count_only:
        show_count(context, total())
        return
    caveats, is_empty = peek(search.caveats(index, selection, context.row_limit()))

    def view() -> View:
        return records.rows(caveats, fields, "caveats") if fields else records.caveats(caveats)

    context.show(Result(caveats, columns, view, fields=fields))
    report(context, index, words, is_empty, total, "caveats")
