"""The rows of all tables of an export, record by record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bsc_cli.export import tables
from bsc_cli.export.places import Articles
from bsc_cli.export.tables import OCCURRENCES, RECORDS, STORES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.export.content import Content
    from bsc_cli.export.tables import Table
    from bsc_cli.model.record import Record

Rows = dict[str, list[list[Any]]]
"""Rows by the name of their table."""

_BATCH: Final = 500
"""The number of records whose rows are written at once."""


def batches(content: Content, all: Sequence[Table]) -> Iterator[Rows]:
    """Yield the rows of all tables in batches, those of the stores first."""
    yield {STORES: [tables.store_row(name, source) for name, source, _ in content.stores.sources()]}
    articles = Articles(content.text_of)
    rows: Rows = {}
    for number, record in enumerate(content.records(), 1):
        _add(rows, record, all, articles)
        if number % _BATCH == 0:
            yield rows
            rows = {}
    yield rows


def _add(rows: Rows, record: Record, all: Sequence[Table], articles: Articles) -> None:
    values = record.to_json()
    rows.setdefault(RECORDS, []).append(tables.record_row(values, record.title))
    for table in all:
        if table.kind == record.kind or (table.kind is None and table.path):
            rows.setdefault(table.name, []).extend(table.rows(values))
    places = tables.occurrence_rows(values, articles.places(record))
    rows.setdefault(OCCURRENCES, []).extend(places)
