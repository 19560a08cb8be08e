"""The rows of all tables of an export, record by record."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.export.places import Articles
from bsc_cli.export.tables import OCCURRENCES, STORES
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.struct import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.export.content import Content
    from bsc_cli.export.tables import Table

Rows = dict[str, list[list[Any]]]
"""Rows by the name of their table."""

_BATCH: Final = 500
"""The number of records whose rows are written at once."""


def batches(content: Content, all: Sequence[Table]) -> Iterator[Rows]:
    """Yield the rows of all tables in batches, those of the stores first."""
    stores, *others = all
    sources = [{"store": name} | to_json(source) for name, source, _ in content.stores.sources()]
    yield {STORES: [[column.cell(source, "") for column in stores.columns] for source in sources]}
    tables = {kind: [each for each in others if each.kind in (None, kind)] for kind in KINDS}
    articles = Articles(content.text_of)
    rows: Rows = defaultdict(list)
    for number, row in enumerate(content.rows(), 1):
        values = row.to_json()
        prefix = f"{values['store']}:" if content.stores.is_several else ""
        values["title"] = KINDS[row.kind].from_json(values).title
        values[OCCURRENCES] = articles.places(values)
        for table in tables[row.kind]:
            rows[table.name].extend(table.rows(values, prefix))
        if number % _BATCH == 0:
            yield rows
            rows = defaultdict(list)
    yield rows
