"""What an export is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.index.index import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bsc_cli.index.index import Index, StoredRow
    from bsc_cli.text.folding import FoldedText


class Content(NamedTuple):
    """What is exported: the stores of an index, and their articles.

    `text_of` returns the article of the store with a name, or `None` if it is not at hand.
    `progress` is called with the number of records written and the total.
    """

    stores: Index
    text_of: Callable[[str], FoldedText | None]
    progress: Callable[[int, int], None]

    def rows(self) -> Iterator[StoredRow]:
        """Yield all records in the order of the stores and, in each, in the store's order."""
        total = sum(self.stores.counts().values())
        for number, row in enumerate(self.stores.rows(Selection())):
            self.progress(number, total)
            yield row
        self.progress(1, 1)
