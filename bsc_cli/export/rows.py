"""The rows of all tables of an export, record by record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bsc_cli.export import tables
from bsc_cli.export.places import Articles
from bsc_cli.export.tables import OCCURRENCES, RECORDS, STORES
from bsc_cli.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.export.content import Content
    from bsc_cli.export.tables import Table
    from bsc_cli.index.index import StoredRow

Rows = dict[str, list[list[Any]]]
"""Rows by the name of their table."""

_BATCH: Final = 500
"""The number of records whose rows are written at once."""


def batches(content: Content, all: Sequence[Table]) -> Iterator[Rows]:
    """Yield the rows of all tables in batches, those of the stores first."""
    yield {STORES: [tables.store_row(name, source) for name, source, _ in content.stores.sources()]}
    articles = Articles(content.text_of)
    of_kind = {kind: [table for table in all if _is_filled(table, kind)] for kind in KINDS}
    rows: Rows = {}
    for number, row in enumerate(content.rows(), 1):
        _add(rows, row, of_kind[row.kind], articles)
        if number % _BATCH == 0:
            yield rows
            rows = {}
    yield rows


def _is_filled(table: Table, kind: str) -> bool:
    """Whether the values of a record of a kind are the rows of a table."""
    return table.kind == kind or (table.kind is None and bool(table.path))


def _add(rows: Rows, row: StoredRow, filled: Sequence[Table], articles: Articles) -> None:
    values = row.to_json()
    title = KINDS[row.kind].from_json(values).title
    rows.setdefault(RECORDS, []).append(tables.record_row(values, title))
    for table in filled:
        rows.setdefault(table.name, []).extend(table.rows(values))
    places = tables.occurrence_rows(values, articles.places(values))
    rows.setdefault(OCCURRENCES, []).extend(places)
