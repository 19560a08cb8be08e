"""The cache: an index file for each store, named for the store's path.

An index records the store's path, the state of its file (inode, size and times) and a digest of
its content. If the state is unchanged, a run opens the index without reading the store. Otherwise
it reads the store, and builds the index again if the digest has changed.

The cache only saves time: no answer depends on it.
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
from bsc_cli.system import files, terminal
from bsc_cli.system.errors import DamagedIndex, Unwritable, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from bsc_cli.store.store import Store

    T = TypeVar("T")

_CLOCK_TICK: Final = 2 * 10**9
"""Nanoseconds within which two changes may leave a file with the same times."""
_SLOW: Final = 1.0
"""Seconds of building after which a note explains why every run takes as long."""
_ABANDONED: Final = 3600.0
"""Seconds after which an unfinished file belongs to no running program."""


def cache_dir() -> Path | None:
    """Return the folder for indexes, which may not exist, or `None` if there is no such place.

    It is BSC_CACHE_DIR, else `bsc` in XDG_CACHE_HOME or in `~/.cache`
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
    """Return the cached index of a store if it is fresh, else a new one.

    Raises Unreadable or InvalidStore if the store has to be read and cannot be.
    """
    state = files.state(path)
    entry = _Entry.of(path) if state else None
    return Index((entry and entry.built_from(str(state))) or _rebuilt(path, entry))


def run_again_if_damaged(command: Callable[[], T]) -> T:
    """Run a command, and run it again if its index is damaged.

    Raises DamagedIndex if a part of the output has been printed by then.
    """
    written = terminal.written()
    try:
        return command()
    except DamagedIndex:
        if terminal.written() != written:
            raise
        return command()


class _Entry(NamedTuple):
    """The index file of a store in the cache."""

    file: Path
    store: bytes
    """The store's absolute path. A path need not be valid text."""

    @classmethod
    def of(cls, path: Path) -> _Entry | None:
        """Return the entry of a store, or `None` if the folder cannot be used."""
        folder = cache_dir()
        if folder is None or files.is_open_to_others(folder):
            return None
        store = os.fsencode(os.path.abspath(path))  # noqa: PTH100 - as in `cache_dir`
        return cls(folder / f"bsc-{zlib.crc32(store):08x}.index", store)

    def built_from(self, version: str) -> Database | None:
        """Open the index if it has this state or digest of the store; return `None` otherwise."""
        with suppress(DamagedIndex):
            if files.state(self.file):
                database = Database.read_only(self.file)
                if database.values(_IS_ORIGIN, store=self.store, form=_form(), version=version):
                    return database
        return None

    def build(self, store: Store, digest: str, state: str) -> None:
        """Put a new index in place; raise OSError or Unwritable if that fails."""
        with files.replacing(self.file) as unfinished, Database.create(unfinished) as database:
            _fill(database, store)
            origin = (self.store, _form(), digest, state)
            with database.transaction():
                database.run("CREATE TABLE origin (store BLOB, form TEXT, digest TEXT, state TEXT)")
                database.fill("INSERT INTO origin VALUES (?, ?, ?, ?)", [origin])
        _tidy(self.file.parent)

    def record_state(self, database: Database, state: str) -> None:
        """Replace the index by a copy with this state, if possible."""
        with (
            suppress(OSError, Unwritable),
            files.replacing(self.file) as unfinished,
            database.copy_to(unfinished) as copy,
            copy.transaction(),
        ):
            copy.fill("UPDATE origin SET state = ?", [(state,)])


_IS_ORIGIN: Final = """
    SELECT 1 FROM origin WHERE store = :store AND form = :form AND :version IN (digest, state)
"""


def _form() -> str:
    """Return the version of the tables, with a digest of the kinds' declarations."""
    return f"{FORM} {zlib.crc32(kinds.declared().encode()):08x}"


def _rebuilt(path: Path, entry: _Entry | None) -> Database:
    """Return a new index, or the cached one if the content of the store is the same."""
    import hashlib  # noqa: PLC0415 - takes longer to import than a fresh index to open

    content, state = _read(path)
    digest = hashlib.sha256(content).hexdigest()
    cached = entry and entry.built_from(digest)
    if entry and cached:
        if state:
            entry.record_state(cached, state)
        return cached
    from bsc_cli.store import store  # noqa: PLC0415 - imports yaml, which a fresh run must not

    parsed = store.parse(content, str(path), terminal.progress("reading the store"))
    return _build(parsed, entry, digest, state)


def _read(path: Path) -> tuple[bytes, str]:
    """Return a store's content and its state, or "" if other content could have that state."""
    started = time.time_ns()
    before = files.state(path)
    content = files.read(path, "store", files.LARGEST_STORE)
    state = files.state(path)
    is_settled = state and state == before and started - state.latest > _CLOCK_TICK
    return content, str(state) if is_settled else ""


def _fill(database: Database, store: Store) -> None:
    from bsc_cli.index import build  # noqa: PLC0415 - imports json, which a fresh run must not

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
    """Print why every run takes as long, unless the store is no file."""
    folder = cache_dir()
    where = f" in {folder}" if folder else ""
    if folder is None:
        problem = "no folder for it is known"
    elif files.is_open_to_others(folder):
        problem = OPEN
    if problem:
        message = f"bsc: every run takes as long: the index cannot be cached{where}: {problem}"
        terminal.note(message, f"hint: {ELSEWHERE}")


OPEN: Final = "others could write there"
"""The reason why a folder that other users can write to is not used."""
ELSEWHERE: Final = "name a folder in BSC_CACHE_DIR that you, and you alone, can write to"
"""The hint for a folder that cannot be used."""


class CacheEntry(Struct):
    """A cached index."""

    store = Field(Text(), "the store's file")
    file = Field(Text(), "the index's file")
    bytes = Field(Whole(), "the size of the index")


class Contents(Struct):
    """The cache folder and its indexes."""

    folder = Field(Text(), "the folder")
    bytes = Field(Whole(), "the size of all indexes together")
    indexes = Field(ListOf(Nested(CacheEntry)), "the indexes")


def contents(folder: Path) -> Contents:
    """Return the indexes in a folder."""
    entries = tuple(
        CacheEntry(store=str(store), file=file.name, bytes=state.size)
        for file, store in _stores(folder)
        if (state := files.state(file))
    )
    size = sum(entry.bytes for entry in entries)
    return Contents(folder=str(folder), bytes=size, indexes=entries)


def clear(folder: Path) -> int:
    """Remove every file of the cache and return the number of bytes freed.

    Raises Unwritable if a file cannot be removed.
    """
    ours = [*_indexes(folder), *folder.glob(f"{files.UNFINISHED}*")]
    freed = [files.remove(file) for file in ours]
    if left := freed.count(None):
        message = f"cannot remove {counted(left, 'file')} of {len(ours)} in {folder}"
        raise Unwritable(message, "who may write there?")
    return sum(size or 0 for size in freed)


def _tidy(folder: Path) -> None:
    """Remove the indexes of stores that are gone, and files that killed runs left unfinished."""
    for file, store in _stores(folder):
        if files.is_gone(store):
            files.remove(file)
    for file in folder.glob(f"{files.UNFINISHED}*"):
        state = files.state(file)
        if state and time.time() - state.modified / 1e9 > _ABANDONED:
            files.remove(file)


def _indexes(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.glob("bsc-*.index")) if _NAME.fullmatch(file.name))


_NAME: Final = re.compile(r"bsc-[0-9a-f]+\.index")


def _stores(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the indexes in a folder with the paths of their stores; remove damaged indexes."""
    for file in filter(files.state, _indexes(folder)):
        with suppress(DamagedIndex):
            for store in Database.read_only(file).values(_STORE):
                yield file, Path(os.fsdecode(store))


_STORE: Final = "SELECT store FROM origin WHERE typeof(store) = 'blob'"
