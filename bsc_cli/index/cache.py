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

import os
import re
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.index import stores
from bsc_cli.index.database import Database
from bsc_cli.index.index import FORM, Index
from bsc_cli.index.reading import Known, Source, read
from bsc_cli.model import kinds
from bsc_cli.model.compound import ListOf
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Text, Whole
from bsc_cli.system import files, messages, terminal
from bsc_cli.system.errors import (
    DamagedIndex,
    Unreadable,
    Unwritable,
    counted,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeVar

    from bsc_cli.index.build import Part
    from bsc_cli.index.stores import Located
    from bsc_cli.store.store import Store
    from bsc_cli.system.files import State

    T = TypeVar("T")

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


def index_of(*paths: Path, chosen: Sequence[str] = (), is_strict: bool = False) -> Index:
    """Return the cached index of stores if it is up to date; otherwise update or rebuild it.

    A path of a folder names all stores below it. Of several stores, those that are invalid or
    unreadable are reported and left out; if `is_strict`, or if no store is left, they are an error.
    `chosen` names stores; the index is then that of these stores only.

    Raises Unreadable or InvalidStore if a store must be read but is unreadable or invalid.
    """
    entry = _Entry.of(paths)
    database = (entry and entry.unchanged()) or _searched(paths, entry, is_strict)
    return Index(database, stores.meant(chosen, database.values(_NAMES)) if chosen else ())


def _searched(paths: Sequence[Path], entry: _Entry | None, is_strict: bool) -> Database:
    """Search the folders among paths for stores, and return an index that is up to date."""
    searched: dict[str, str] = {}
    located = stores.located(paths, searched)
    states = {store.absolute: files.state(store.path) for store in located}
    if any(files.is_pipe(path) for path, state in states.items() if state is None):
        entry = None  # a pipe can be read once
    source = Source(located, searched, is_strict)
    return _fresh(located, states, entry) or _refreshed(source, states, entry)


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
    """The entry of some paths in the cache."""

    file: Path
    paths: bytes
    """The absolute paths, each but the last followed by a NUL; a path need not be valid Unicode."""

    @classmethod
    def of(cls, paths: Sequence[Path]) -> _Entry | None:
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

    def has_folder(self) -> bool:
        """Whether the cache folder exists or can be created."""
        with suppress(OSError):
            files.create_folder(self.file.parent)
            return True
        return False

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

    def build(self, source: Source, parts: Iterable[tuple[Part, Store]], is_one: bool) -> None:
        """Build the index in the cache; raise OSError or Unwritable if this fails."""
        with files.replacing(self.file) as unfinished:
            with Database.create(unfinished) as database:
                _fill(database, parts, is_one)
                source.watch(database)
                with database.transaction():
                    database.run(_ORIGIN)
                    origin = (self.paths, _form())
                    database.fill("INSERT INTO origin VALUES (?, ?)", [origin])
            files.seal(unfinished)
        with suppress(Unreadable):
            _tidy(self.file.parent)

    def update(
        self,
        source: Source,
        removed: Iterable[int],
        parts: Iterable[tuple[Part, Store]],
        states: Mapping[int, str],
    ) -> None:
        """Replace the index with a copy in which some stores and states of files are replaced.

        Raises OSError, Unwritable or DamagedIndex if that fails.
        """
        from bsc_cli.index import build  # noqa: PLC0415 - as in `_fill`

        with files.replacing(self.file) as unfinished:
            files.copy_unsealed(self.file, unfinished)
            with Database.create(unfinished) as copy:
                build.replace(copy, removed, parts, states)
                source.watch(copy)
            files.seal(unfinished)


def _all_have_states(
    rows: Iterable[tuple[bytes, str]], state: Callable[[str], State | None]
) -> bool:
    return all(str(state(os.fsdecode(path))) == recorded for path, recorded in rows)


_STATES_OF_STORES: Final = "SELECT path, state FROM store"
_STATES_WATCHED: Final = "SELECT path, state FROM watched"
_ORIGIN: Final = "CREATE TABLE origin (store BLOB, form TEXT)"
_IS_ORIGIN: Final = "SELECT 1 FROM origin WHERE store = :paths AND form = :form"


def _form() -> str:
    """Return the version of the tables, followed by a checksum of the kinds' declarations."""
    return f"{FORM} {zlib.crc32(kinds.declared().encode()):08x}"


_NAMES: Final = "SELECT name FROM store ORDER BY slot"


def _known(database: Database) -> dict[str, Known]:
    """Return the stores of an index by their paths."""
    rows = database.rows("SELECT path, slot, name, digest, state FROM store ORDER BY slot")
    return {os.fsdecode(path): Known(*values) for path, *values in rows}


def _stale(
    located: Sequence[Located], states: Mapping[str, State | None], known: Mapping[str, Known]
) -> list[Located]:
    """Return the stores whose files may have another content, or whose names are others."""
    return [
        store
        for store in located
        if (row := known.get(store.absolute)) is None
        or row.name != store.name
        or row.state != str(states[store.absolute])
    ]


def _fresh(
    located: Sequence[Located], states: Mapping[str, State | None], entry: _Entry | None
) -> Database | None:
    """Open the cached index if it is certainly up to date."""
    with suppress(DamagedIndex):
        if entry and (database := entry.opened()):
            known = _known(database)
            if len(known) == len(located) and not _stale(located, states, known):
                return database
    return None


def _refreshed(
    source: Source, states: Mapping[str, State | None], entry: _Entry | None
) -> Database:
    """Update the cached index, or build a new one if that takes less time."""
    located = source.located
    with suppress(DamagedIndex, OSError, Unwritable):
        if entry and (database := entry.opened()):
            known = _known(database)
            stale = _stale(located, states, known)
            settled = dict(_unchanged(stale, known))
            changed = [store for store in stale if store.absolute not in settled]
            if 2 * len(changed) <= len(located):
                source.known = known
                if updated := _updated(database, entry, source, changed, settled):
                    return updated
    source.known = {}
    return _build(source, entry)


def _unchanged(stale: Iterable[Located], known: Mapping[str, Known]) -> Iterator[tuple[str, str]]:
    """Yield the path of each store with the content that the index has, and its file's state."""
    import hashlib  # noqa: PLC0415 - importing it takes longer than opening an index

    for store in stale:
        row = known.get(store.absolute)
        if row and row.name == store.name:
            with suppress(Unreadable):
                content, state = read(Path(store.path))
                if hashlib.sha256(content).hexdigest() == row.digest:
                    yield store.absolute, state


def _updated(
    database: Database,
    entry: _Entry,
    source: Source,
    changed: Sequence[Located],
    settled: Mapping[str, str],
) -> Database | None:
    """Return the index with the changed stores replaced, or `None` if it must be built anew.

    `settled` are the states of files whose stores are unchanged. Raises OSError, Unwritable or
    DamagedIndex if the index cannot be updated.
    """
    known, parts = source.known, [*source.parts(changed)]
    if len(parts) < len(changed) - len(source.left_out):
        return None
    kept = {store.absolute for store in source.located}
    kept -= {store.absolute for store in changed}
    removed = [row.slot for path, row in known.items() if path not in kept]
    source.require_some(len(known) - len(removed) + len(parts))
    states = {known[path].slot: state for path, state in settled.items() if state}
    if not removed and not parts:
        if not (states and _is_worth_recording(entry, settled)):
            return database
        with suppress(OSError, Unwritable):
            entry.update(source, (), (), states)
        return database
    entry.update(source, removed, parts, states)
    return entry.opened()


def _is_worth_recording(entry: _Entry, paths: Iterable[str]) -> bool:
    """Whether reading these stores again takes longer than copying the index."""
    index = files.state(entry.file)
    sizes = (state.size for path in paths if (state := files.state(path)))
    return index is None or index.size <= _CHEAP_TO_COPY or 20 * sum(sizes) > index.size


_CHEAP_TO_COPY: Final = 16_000_000
"""The size, in bytes, of an index that is copied in a few milliseconds."""


def _fill(database: Database, parts: Iterable[tuple[Part, Store]], is_one: bool) -> None:
    from bsc_cli.index import build  # noqa: PLC0415 - imports json, not needed if the index is up to date

    shown = terminal.progress("building its index") if is_one else lambda *_: None
    build.fill(database, parts, shown)


def _build(source: Source, entry: _Entry | None) -> Database:
    """Build an index in the cache or, failing that, in memory."""
    started = time.monotonic()
    problem = ""
    is_one = len(source.located) == 1
    parts = [*source.all()] if is_one else None
    try:
        if entry:
            entry.build(source, parts or source.all(), is_one)
            if cached := entry.opened():
                return cached
    except FileNotFoundError as error:
        # Another run may have cleared the cache meanwhile. If so, the next run can build the index.
        problem = "" if entry and entry.has_folder() else str(error.strerror)
    except OSError as error:
        problem = error.strerror or str(error)
    except (Unwritable, DamagedIndex) as error:
        problem = error.message
    database = Database.create()
    _fill(database, parts or source.all(), is_one)
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


def _tidy(folder: Path) -> None:
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
