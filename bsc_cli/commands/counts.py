"""`--by FIELD`: count rows by the values of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bsc_cli.commands import listing
from bsc_cli.index import query
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import AnyValue, Whole
from bsc_cli.output.formats import Result
from bsc_cli.system.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bsc_cli.commands.context import Context
    from bsc_cli.index.index import Index
    from bsc_cli.view.blocks import View


class Count(Struct):
    """A value of a field, and the number of results that have it."""

    value = Field(AnyValue(), "a value of the field; null for results without a value")
    count = Field(Whole(1), "the number of results with this value")


def show(
    context: Context,
    index: Index,
    words: str,
    fields: Mapping[str, Field[Any]],
    by: str,
    noun: str,
    counts: Callable[[str], Iterable[tuple[object, int]]],
) -> None:
    """Print how many results have each value of the field `by`, the most frequent value first.

    `counts` returns the counts for a field. Raises WrongUsage if the field is unknown, or if its
    values are mappings, and NotThere if nothing matches the words.
    """
    if context.fields is not None or context.sort is not None:
        other = "--fields" if context.fields is not None else "--sort"
        raise WrongUsage(f"--by and {other} contradict each other", f"leave out {other}")
    countable = [name for name, field in fields.items() if not isinstance(field.scalar, Nested)]
    field = query.field("--by", by, countable)
    counted = list(counts(field))
    if context.count_only:
        listing.show_count(context, len(counted))
        return
    shown = counted[: context.row_limit()]
    label = fields[field].label
    rows = (Count(value=value, count=count) for value, count in shown)

    def view() -> View:
        from bsc_cli.view import records  # noqa: PLC0415 - lists without --by need no such view

        return records.counts(shown, label, noun)

    context.show(Result(rows, Count.fields, view))
    listing.print_notes(context, index, words, not counted, lambda: len(counted), "values")
