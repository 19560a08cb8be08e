"""The cache: one index file for each list of paths that name stores, named after its checksum.

An index records the paths and, for each store, the state of its file (inode, size and times) and
a digest of its content. If all states are unchanged, a run opens the index without reading a
store. Otherwise, the run reads the stores concerned. If the digests of a few have changed, it
replaces these in a copy of the index; if that of a single store or of many has, it builds a new
index. Either way, a new file takes the place of the old one, so that other runs see only complete
indexes.

The cache only saves time: commands print the same results without a cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.index import stores
from bsc_cli.index.cache_folder import Entry
from bsc_cli.index.index import Index
from bsc_cli.system import terminal
from bsc_cli.system.errors import DamagedIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import TypeVar

    T = TypeVar("T")


def index_of(*paths: Path, chosen: Sequence[str] = (), is_strict: bool = False) -> Index:
    """Return the cached index of stores if it is up to date; otherwise update or rebuild it.

    A path of a folder names all stores below it. Of several stores, those that are invalid or
    unreadable are reported and left out; if `is_strict`, or if no store is left, they are an error.
    `chosen` names stores; the index is then that of these stores only.

    Raises Unreadable or InvalidStore if a store must be read but is unreadable or invalid.
    """
    entry = Entry.of(paths)
    database = entry and entry.unchanged()
    if database is None:
        from bsc_cli.index import refresh  # noqa: PLC0415 - not needed if nothing has changed

        database = refresh.refreshed(paths, entry, is_strict)
    if not chosen:
        return Index(database)
    known = database.values("SELECT name FROM store ORDER BY slot")
    return Index(database, stores.meant(chosen, known))


def run_again_if_damaged(command: Callable[[], T]) -> T:
    """Run a command; if the index turns out to be damaged, run the command a second time.

    Raises DamagedIndex instead of the second run if part of the output has already been printed.
    """
    written = terminal.written()
    try:
        return command()
    except DamagedIndex:
        if terminal.written() != written:
            raise
        return command()
