"""The content of an export, and the rows of its tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.export.tables import OCCURRENCES, STORES, TABLES
from bsc_cli.index.selection import Selection
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.struct import to_json
from bsc_cli.text.fragments import is_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bsc_cli.export.places import Articles
    from bsc_cli.index.index import Index, StoredRow
    from bsc_cli.model.record import Source


class Content(NamedTuple):
    """The content of an export: the stores of an index, and their articles.

    `progress` is called with the number of records written and the total.
    """

    stores: Index
    articles: Articles
    progress: Callable[[int, int], None]

    def prefix(self, store: str) -> str:
        """Return the prefix that makes the ids of a store unique in the export."""
        return f"{store}:" if self.stores.is_several else ""

    def sources(self) -> Iterator[tuple[str, Source]]:
        """Yield the name of each store and its source."""
        return ((name, source) for name, source, _ in self.stores.sources())

    def rows(self) -> Iterator[StoredRow]:
        """Yield all records in the order of the stores and, in each, in the store's order."""
        total = sum(self.stores.counts().values())
        for number, row in enumerate(self.stores.rows(Selection())):
            self.progress(number, total)
            yield row
        self.progress(1, 1)


def address(source: Source) -> str | None:
    """Return the web address of an article, or `None` unless a browser can open it."""
    return source.url if source.url and is_address(source.url) else None


Rows = dict[str, list[list[Any]]]
"""Rows by the name of their table."""

_BATCH: Final = 500
"""The number of records whose rows are written at once."""


def batches(content: Content) -> Iterator[Rows]:
    """Yield the rows of all tables in batches, those of the stores first."""
    stores, *others = TABLES
    sources = [{"store": name} | to_json(source) for name, source in content.sources()]
    yield {STORES: [[column.cell(source, "") for column in stores.columns] for source in sources]}
    tables = {kind: [each for each in others if each.kind in (None, kind)] for kind in KINDS}
    rows: Rows = defaultdict(list)
    positions: Counter[str] = Counter()
    for number, row in enumerate(content.rows(), 1):
        values = row.to_json()
        positions[values["store"]] += 1
        values["position"] = positions[values["store"]]
        prefix = content.prefix(values["store"])
        values["title"] = KINDS[row.kind].from_json(values).title
        values[OCCURRENCES] = content.articles.places(values)
        for table in tables[row.kind]:
            rows[table.name].extend(table.rows(values, prefix))
        if number % _BATCH == 0:
            yield rows
            rows = defaultdict(list)
    yield rows
