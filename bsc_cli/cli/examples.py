"""The example commands in the help, with ids and values from the store that is loaded."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from bsc_cli.index.selection import Selection
from bsc_cli.model.types import Boolean
from bsc_cli.system.errors import BscError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record

_PLAIN: Final = re.compile(r"[\w -]+")
"""The pattern of a text that needs no quotes in a shell."""


def of_kind(kind: type[Record], context: Context) -> list[str]:
    """Return examples for the command that lists a kind, with two of its filters."""
    try:
        filters = list(islice(_filters(kind, context.open_index()), 2))
    except BscError:
        filters = []
    first, second = (*filters, "", "")[:2]
    return [f"bsc {kind.kind}{first}", f"bsc {kind.kind}{second} --json"]


def _filters(kind: type[Record], index: Index) -> Iterator[str]:
    """Yield options of a kind, each with the value that most records have."""
    for name, field in kind.fields.items():
        if field.filters_presence or not field.option:
            continue
        counts = index.counts_by(Selection((kind.kind,)), name)
        if isinstance(field.type, Boolean):
            if any(value for value, _ in counts):
                yield f" --{field.option}"
            continue
        value = next((value for value, _ in counts if value is not None), None)
        if value is not None and _PLAIN.fullmatch(str(value)):
            yield f" --{field.option} {value}"


def filled(examples: Sequence[str], context: Context) -> list[str]:
    """Return examples in which `{id}` and `{name}` stand for the record mentioned most often."""
    try:
        index = context.open_index()
        record = index.get(index.most_mentioned())
    except BscError:
        record = None
    id, name = (index.shown(record.key), record.title) if record else ("ID", "WORDS")
    name = name if _PLAIN.fullmatch(name) else id
    return [example.format(id=id, name=name) for example in examples]
