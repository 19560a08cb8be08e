"""The YAML format: records are printed as in a store, and other rows as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bsc_cli.index.index import StoredRow
from bsc_cli.model.record import Record
from bsc_cli.output.formats import batches
from bsc_cli.store import document
from bsc_cli.system.terminal import write_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bsc_cli.model.struct import Row
    from bsc_cli.output.formats import Result, Style


def write(result: Result, _: Style) -> None:
    """Print the rows as a list, or a result that is a single object as a mapping.

    If stores have a list for rows of this type, the rows are printed under the key of that list.
    """
    if result.one is not None:
        write_data(document.write(result.one))
        return
    if result.fields is None:
        rows = _as_stored(result.source, name_stores=result.shown is not None)
    else:
        rows = result.rows()
    key, indent = (f"{result.list_key}:", "  ") if result.list_key else ("", "")
    before = f"{key}\n" if key else ""
    is_empty = True
    for batch in batches(rows):
        write_data(before + document.write(batch, indent))
        before, is_empty = "", False
    if is_empty:
        write_data(f"{key} []\n".lstrip())


def _as_stored(rows: Iterable[Row], *, name_stores: bool) -> Iterator[dict[str, Any]]:
    """Yield the rows as in a store, each mutual link with the first of its records only.

    With `name_stores`, each record begins with the name of its store.
    """
    printed: set[str] = set()
    for row in rows:
        record = row.record() if isinstance(row, StoredRow) else row
        if not isinstance(record, Record):
            yield record.to_json()
            continue
        values = record.as_stored()
        for name in [name for name in values if record.fields[name].mutual]:
            values[name] = [id for id in values[name] if record.key_of(id) not in printed]
            if not values[name]:
                del values[name]
        printed.add(record.key)
        yield {"store": record.store, **values} if name_stores else values
