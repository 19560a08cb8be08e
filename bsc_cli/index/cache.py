"""The cache: one index file for each store, named after a checksum of the store's path.

An index records the path of the store, the state of the store's file (inode, size and times) and
a digest of its content. If the state is unchanged, a run opens the index without reading the
store. Otherwise, the run reads the store, and rebuilds the index if the digest has changed.

The cache only saves time: commands print the same results without a cache.
"""

from __future__ import annotations

import os
import re
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.index.database import Database
from bsc_cli.index.index import FORM, Index
from bsc_cli.model import kinds
from bsc_cli.model.compound import ListOf
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Text, Whole
from bsc_cli.system import files, messages, terminal
from bsc_cli.system.errors import DamagedIndex, Unreadable, Unwritable, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from bsc_cli.store.store import Store

    T = TypeVar("T")

_CLOCK_TICK: Final = 2 * 10**9
"""The interval, in nanoseconds, within which two changes may leave a file with the same times."""
_SLOW: Final = 1.0
"""The build time, in seconds, above which a note explains why every run is slow."""
_ABANDONED: Final = 3600.0
"""The age, in seconds, above which an unfinished file counts as left by a killed run."""


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


def index_of(path: Path) -> Index:
    """Return the cached index of a store if it is up to date; otherwise build a new one.

    Raises Unreadable or InvalidStore if the store must be read but is unreadable or invalid.
    """
    state = files.state(path)
    entry = _Entry.of(path) if state else None
    return Index((entry and entry.built_from(str(state))) or _rebuilt(path, entry))


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


class _Entry(NamedTuple):
    """A store's entry in the cache."""

    file: Path
    store: bytes
    """The store's absolute path, in bytes because a path need not be valid Unicode."""

    @classmethod
    def of(cls, path: Path) -> _Entry | None:
        """Return the entry of a store, or `None` if the cache folder cannot be used."""
        folder = cache_dir()
        if folder is None or files.is_open_to_others(folder):
            return None
        store = os.fsencode(os.path.abspath(path))  # noqa: PTH100 - as in `cache_dir`
        return cls(folder / f"bsc-{zlib.crc32(store):08x}.index", store)

    def has_folder(self) -> bool:
        """Whether the cache folder exists or can be created."""
        with suppress(OSError):
            files.create_folder(self.file.parent)
            return True
        return False

    def built_from(self, version: str) -> Database | None:
        """Open the index if it was built from this version of the store, else return `None`.

        The version is the state of the store's file or the digest of its content.
        """
        with suppress(DamagedIndex):
            if files.state(self.file):
                database = Database.read_only(self.file)
                if database.values(_IS_ORIGIN, store=self.store, form=_form(), version=version):
                    return database
        return None

    def build(self, store: Store, digest: str, state: str) -> None:
        """Build the index in the cache; raise OSError or Unwritable if this fails."""
        with files.replacing(self.file) as unfinished:
            with Database.create(unfinished) as database:
                _fill(database, store)
                origin = (self.store, _form(), digest, state)
                with database.transaction():
                    database.run(_ORIGIN)
                    database.fill("INSERT INTO origin VALUES (?, ?, ?, ?)", [origin])
            files.seal(unfinished)
        with suppress(Unreadable):
            _tidy(self.file.parent)

    def record_state(self, database: Database, state: str) -> None:
        """Replace the index with a copy that records this state of the store's file.

        If that fails, keep the index as it is.
        """
        with suppress(OSError, Unwritable), files.replacing(self.file) as unfinished:
            with database.copy_to(unfinished) as copy, copy.transaction():
                copy.fill("UPDATE origin SET state = ?", [(state,)])
            files.seal(unfinished)


_ORIGIN: Final = "CREATE TABLE origin (store BLOB, form TEXT, digest TEXT, state TEXT)"
_IS_ORIGIN: Final = """
    SELECT 1 FROM origin WHERE store = :store AND form = :form AND :version IN (digest, state)
"""


def _form() -> str:
    """Return the version of the tables, followed by a checksum of the kinds' declarations."""
    return f"{FORM} {zlib.crc32(kinds.declared().encode()):08x}"


def _rebuilt(path: Path, entry: _Entry | None) -> Database:
    """Return the cached index if the store's content is unchanged; otherwise build a new one."""
    import hashlib  # noqa: PLC0415 - importing it takes longer than opening an index

    content, state = _read(path)
    digest = hashlib.sha256(content).hexdigest()
    cached = entry and entry.built_from(digest)
    if entry and cached:
        if state:
            entry.record_state(cached, state)
        return cached
    from bsc_cli.store import store  # noqa: PLC0415 - imports yaml, not needed if the index is up to date

    parsed = store.parse(content, str(path), terminal.progress("reading the store"))
    return _build(parsed, entry, digest, state)


def _read(path: Path) -> tuple[bytes, str]:
    """Return the content of a store's file, and the file's state.

    The state is "" if the file changed so recently that another change may leave the same state.
    """
    started = time.time_ns()
    before = files.state(path)
    content = files.read(path, "store", files.LARGEST_STORE)
    state = files.state(path)
    is_settled = state and state == before and started - state.latest > _CLOCK_TICK
    return content, str(state) if is_settled else ""


def _fill(database: Database, store: Store) -> None:
    from bsc_cli.index import build  # noqa: PLC0415 - imports json, not needed if the index is up to date

    build.fill(database, store, terminal.progress("building its index"))


def _build(store: Store, entry: _Entry | None, digest: str, state: str) -> Database:
    """Build an index in the cache or, failing that, in memory."""
    started = time.monotonic()
    problem = ""
    try:
        if entry:
            entry.build(store, digest, state)
            if cached := entry.built_from(digest):
                return cached
    except FileNotFoundError as error:
        # Another run may have cleared the cache meanwhile. If so, the next run can build the index.
        problem = "" if entry and entry.has_folder() else str(error.strerror)
    except OSError as error:
        problem = error.strerror or str(error)
    except (Unwritable, DamagedIndex) as error:
        problem = error.message
    database = Database.create()
    _fill(database, store)
    if time.monotonic() - started > _SLOW:
        _explain_delay(problem)
    return database


def _explain_delay(problem: str) -> None:
    """If the index cannot be cached, print that this makes every run slow.

    For a store that is not a regular file, print nothing.
    """
    folder = cache_dir()
    where = f" in {folder}" if folder else ""
    if folder is None:
        problem = "no cache folder can be determined"
    elif files.is_open_to_others(folder):
        problem = OPEN
    if problem:
        message = f"every run will take this long: the index cannot be cached{where}: {problem}"
        messages.say(message, ELSEWHERE)


OPEN: Final = "other users can write there"
"""The message that explains why a cache folder is not used if others can write to it."""
ELSEWHERE: Final = "set BSC_CACHE_DIR to a folder that only you can write to"
"""The hint for a cache folder that cannot be used."""


class CacheEntry(Struct):
    """A cached index, and the store from which it was built."""

    store = Field(Text(), "the path of the store's file")
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
        CacheEntry(store=str(store), file=file.name, bytes=state.size)
        for file, store in _stores(folder)
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


def _tidy(folder: Path) -> None:
    """Remove the indexes of deleted stores, and unfinished files that killed runs left behind."""
    for file, store in _stores(folder):
        if files.is_gone(store):
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


def _stores(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each index in a folder with the path of its store; remove every damaged index."""
    for file in filter(files.state, _indexes(folder)):
        with suppress(DamagedIndex):
            for store in Database.read_only(file).values(_STORE):
                yield file, Path(os.fsdecode(store))


_STORE: Final = "SELECT store FROM origin WHERE typeof(store) = 'blob'"
