"""Helpers for the commands that list records: field selection, counts, and notes to the user."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from bsc_cli.index import query
from bsc_cli.model.record import key
from bsc_cli.output import formats
from bsc_cli.system import messages, terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.index.index import Index
    from bsc_cli.index.selection import Selection

T = TypeVar("T")

_SENTENCE = re.compile(r"(?<![^,+-])sentence(?![^,])")
"""The field `sentences` in the singular, as people write it in `--fields +sentence`."""


def peek(items: Iterator[T]) -> tuple[Iterator[T], bool]:
    """Return an iterator that yields all of `items`, and whether there are no items."""
    first = list(islice(items, 1))
    return chain(first, items), not first


def chosen_fields(
    context: Context, summary: Sequence[str], known: Sequence[str]
) -> list[str] | None:
    """Return the fields that --fields selects, or `None` if the option is not given.

    `+name` adds a field to the default fields, and `-name` removes one. The default fields are
    `summary` in a format for people, and all of `known` in any other format.
    """
    if context.fields is None:
        return None
    names = context.fields
    if "sentences" in known:
        names = _SENTENCE.sub("sentences", names)
    return query.fields(names, summary if context.is_for_people() else known, known)


def show_count(context: Context, total: int) -> None:
    """Print the number of results, or the value of --limit if that is smaller."""
    terminal.write_data(f"{total if context.limit is None else min(context.limit, total)}\n")


def with_store_column(index: Index, fields: Sequence[str]) -> tuple[str, ...]:
    """Return the fields that a list shows, the store after the id if there are several stores."""
    id, *others = fields
    return (id, *(("store",) if index.is_several else ()), *others)


def shown_ids(index: Index) -> Callable[[Mapping[str, Any]], str] | None:
    """Return a function that returns the id to print for a row, if stores may share ids."""
    if not index.is_several:
        return None
    return lambda row: index.shown(key(row["store"], row["id"]))


def total(context: Context, shown: int, count: Callable[[], int]) -> int:
    """Return the number of results without a limit; `shown` is the number with it."""
    return count() if shown == context.row_limit() else shown


def print_notes(
    context: Context,
    index: Index,
    text: str,
    is_empty: bool,
    count: Callable[[], int],
    noun: str,
    selection: Selection | None = None,
    *,
    has_title: bool = False,
) -> None:
    """Tell the user that a search matched nothing, or that a limit left out results.

    An empty list is not an error. `selection` is that of the command, if records that it leaves out
    may match the text. If `has_title` is true, the title of the drawn output already tells how many
    results --limit left out.
    """
    if text and is_empty and context.limit != 0:
        from bsc_cli.index import search  # noqa: PLC0415 - most lists are not searches

        messages.hint(search.no_match(index, text, selection))
        return
    limit, is_default = context.row_limit(), context.limit is None
    is_drawn = formats.is_drawn(context.output or "", context.width)
    is_silent = not context.is_for_people() or (has_title and is_drawn and not is_default)
    if limit is not None and not is_silent and (total := count()) > limit:
        rest = f"; --limit {total} prints all" if is_default else ""
        messages.say(f"{limit:,} of {total:,} {noun}{rest}")
