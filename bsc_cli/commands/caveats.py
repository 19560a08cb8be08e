"""`bsc caveats`: list what the article leaves open or doubtful, with the records concerned."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from bsc_cli.commands import counts, listing
from bsc_cli.index import query, search
from bsc_cli.index.search import CaveatRow
from bsc_cli.output.formats import Result
from bsc_cli.view import lists, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.view.blocks import View


def run(
    context: Context,
    text: Sequence[str],
    kind: Sequence[str],
    type: Sequence[str],
    about: Sequence[str],
    by: str | None,
) -> None:
    """Print the caveats that match the words and the options, ordered as in the store."""
    index, words = context.open_index(), " ".join(text)
    selection = query.selection(index, kind, words, about)
    types = query.choices("--type", CaveatRow.type, type)
    matching = partial(search.caveats, index, selection, types)
    if by is not None:
        numbers = partial(_counts, matching)
        counts.show(context, index, words, CaveatRow.fields, by, "caveats", numbers)
        return
    columns = tuple(CaveatRow.fields)
    fields = listing.chosen_fields(context, columns, columns)

    def count() -> int:
        return sum(1 for _ in matching())

    if context.count_only:
        listing.show_count(context, count())
        return
    caveats, is_empty = listing.peek(matching(context.row_limit()))

    def view() -> View:
        listed = list(caveats)
        all = listing.total(context, len(listed), count)
        if fields:
            return records.rows(listed, fields, all, "caveat", "")
        return lists.caveats(listed, all, index)

    shown = listing.shown_ids(index)
    context.show(Result(caveats, columns, view, fields=fields, shown=shown))
    listing.print_notes(context, index, words, is_empty, count, "caveats", has_title=True)


def _counts(matching: Callable[[], Iterable[CaveatRow]], field: str) -> list[tuple[object, int]]:
    """Count caveats by the values of a field."""
    values = Counter[object]()
    for row in matching():
        value = row.values[field]
        values.update((value or (None,)) if isinstance(value, tuple) else (value,))
    return values.most_common()
