"""The folder of the cache, and the indexes in it."""

from __future__ import annotations

import os
import re
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.index.database import Database
from bsc_cli.index.index import FORM
from bsc_cli.model import kinds
from bsc_cli.model.compound import ListOf
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Text, Whole
from bsc_cli.system import files
from bsc_cli.system.errors import DamagedIndex, Unwritable, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bsc_cli.system.files import State


def cache_dir() -> Path | None:
    """Return the cache folder, which need not exist yet, or `None` if no absolute path is known.

    The folder is BSC_CACHE_DIR if that is set; otherwise `bsc` in XDG_CACHE_HOME or `~/.cache`
    (https://specifications.freedesktop.org/basedir-spec/latest/).
    """
    if chosen := os.environ.get("BSC_CACHE_DIR"):
        with suppress(OSError):  # the working folder may have been removed
            return Path(os.path.abspath(chosen))  # noqa: PTH100 - Path.absolute keeps '..'
        return None
    caches = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not caches.is_absolute():
        caches = Path(os.path.expanduser("~/.cache"))  # noqa: PTH111 - Path raises without a home
    return caches / "bsc" if caches.is_absolute() else None


OPEN: Final = "other users can write there"
"""The message that explains why a cache folder is not used if others can write to it."""
ELSEWHERE: Final = "set BSC_CACHE_DIR to a folder that only you can write to"
"""The hint for a cache folder that cannot be used."""


class Entry(NamedTuple):
    """The entry of some paths in the cache."""

    file: Path
    paths: bytes
    """The absolute paths, each but the last followed by a NUL; a path need not be valid Unicode."""

    @classmethod
    def of(cls, paths: Sequence[Path]) -> Entry | None:
        """Return the entry of paths, or `None` if the cache folder cannot be used."""
        folder = cache_dir()
        if folder is None or files.is_open_to_others(folder):
            return None
        try:
            # Path.absolute would keep '..'
            key = b"\0".join(os.fsencode(os.path.abspath(path)) for path in paths)  # noqa: PTH100
        except (OSError, ValueError):  # the working folder may have been removed
            return None
        return cls(folder / f"bsc-{zlib.crc32(key):08x}.index", key)

    def opened(self) -> Database | None:
        """Open the index if there is one of these paths in the present form."""
        with suppress(DamagedIndex):
            if files.state(self.file):
                database = Database.read_only(self.file)
                if database.values(_IS_ORIGIN, paths=self.paths, form=_form()):
                    return database
        return None

    def unchanged(self) -> Database | None:
        """Open the index if neither a store nor a folder that was searched for stores has changed.

        That is certain, and takes less time than searching the folders.
        """
        with suppress(DamagedIndex):
            if (database := self.opened()) and (
                _all_have_states(database.rows(_STATES_OF_STORES), files.state)
                and _all_have_states(database.rows(_STATES_WATCHED), files.folder_state)
            ):
                return database
        return None

    def record_origin(self, database: Database) -> None:
        """Record in an index that it is of these paths and in the present form."""
        with database.transaction():
            database.run("CREATE TABLE origin (store BLOB, form TEXT)")
            database.fill("INSERT INTO origin VALUES (?, ?)", [(self.paths, _form())])


def _all_have_states(
    rows: Iterable[tuple[bytes, str]], state: Callable[[str], State | None]
) -> bool:
    return all(str(state(os.fsdecode(path))) == recorded for path, recorded in rows)


_STATES_OF_STORES: Final = "SELECT path, state FROM store"
_STATES_WATCHED: Final = "SELECT path, state FROM watched"
_IS_ORIGIN: Final = "SELECT 1 FROM origin WHERE store = :paths AND form = :form"


def _form() -> str:
    """Return the version of the tables, followed by a checksum of the kinds' declarations."""
    return f"{FORM} {zlib.crc32(kinds.declared().encode()):08x}"


class CacheEntry(Struct):
    """A cached index, and the store from which it was built."""

    store = Field(
        Text(), "the path of the store's file or of a folder, or several, as in BSC_FACTS"
    )
    file = Field(Text(), "the name of the index's file")
    bytes = Field(Whole(), "the size of the index in bytes")


class Contents(Struct):
    """The cache folder and its indexes."""

    folder = Field(Text(), "the path of the cache folder")
    bytes = Field(Whole(), "the total size of the indexes in bytes")
    indexes = Field(ListOf(Nested(CacheEntry)), "the indexes in the folder")


def contents(folder: Path) -> Contents:
    """List the indexes in a cache folder. Raises Unreadable if the folder cannot be read."""
    entries = tuple(
        CacheEntry(store=os.pathsep.join(map(str, paths)), file=file.name, bytes=state.size)
        for file, paths in _stores(folder)
        if (state := files.state(file))
    )
    size = sum(entry.bytes for entry in entries)
    return Contents(folder=str(folder), bytes=size, indexes=entries)


def clear(folder: Path) -> int:
    """Remove all cache files from a folder and return the number of bytes freed.

    Raises Unreadable if the folder cannot be read, and Unwritable if a file cannot be removed.
    """
    ours = [*_indexes(folder), *_unfinished(folder)]
    freed = [files.remove(file) for file in ours]
    if left := freed.count(None):
        message = f"cannot remove {counted(left, 'file')} of {len(ours)} in {folder}"
        raise Unwritable(message, "check who can write to the folder")
    return sum(size or 0 for size in freed)


_ABANDONED: Final = 3600.0
"""The age, in seconds, above which an unfinished file counts as left by a killed run."""


def tidy(folder: Path) -> None:
    """Remove the indexes of deleted stores, and unfinished files that killed runs left behind."""
    for file, paths in _stores(folder):
        if all(map(files.is_gone, paths)):
            files.remove(file)
    for file in _unfinished(folder):
        state = files.state(file)
        if state and time.time() - state.modified / 1e9 > _ABANDONED:
            files.remove(file)


def _indexes(folder: Path) -> Iterator[Path]:
    return (file for file in files.listed(folder) if _NAME.fullmatch(file.name))


def _unfinished(folder: Path) -> Iterator[Path]:
    return (file for file in files.listed(folder) if file.name.startswith(files.UNFINISHED))


_NAME: Final = re.compile(r"bsc-[0-9a-f]+\.index")


def _stores(folder: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Yield each index in a folder with the paths of its stores; remove every damaged index."""
    for file in filter(files.state, _indexes(folder)):
        with suppress(DamagedIndex):
            for paths in Database.read_only(file).values(_STORE):
                yield file, [Path(os.fsdecode(path)) for path in paths.split(b"\0")]


_STORE: Final = "SELECT store FROM origin WHERE typeof(store) = 'blob'"
