"""Bring the index of stores up to date: update the cached one, or build a new one."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bsc_cli.index import stores
from bsc_cli.index.cache_folder import ELSEWHERE, OPEN, cache_dir, tidy
from bsc_cli.index.database import Database
from bsc_cli.index.reading import Part, Reader, read
from bsc_cli.system import files, messages, terminal, writing
from bsc_cli.system.errors import DamagedIndex, Unreadable, Unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bsc_cli.index.cache_folder import Entry
    from bsc_cli.index.stores import Located
    from bsc_cli.store.store import Store
    from bsc_cli.system.files import State


def refreshed(paths: Sequence[Path], entry: Entry | None, is_strict: bool) -> Database:
    """Search the folders among paths for stores, and return an index that is up to date."""
    searched: dict[str, str] = {}
    located = stores.located(paths, searched)
    states = {store.absolute: files.state(store.path) for store in located}
    if any(files.is_pipe(path) for path, state in states.items() if state is None):
        entry = None  # a pipe can be read once
    reader = Reader(located, searched, is_strict)
    if entry:
        with suppress(DamagedIndex, OSError, Unwritable):
            database = entry.opened()
            if database and (updated := _updated(database, entry, reader, states)):
                return updated
    return _build(reader, entry)


def _known(database: Database) -> dict[str, Part]:
    """Return the stores of an index by their paths."""
    rows = database.rows("SELECT slot, name, path, digest, state FROM store ORDER BY slot")
    return {os.fsdecode(part.path): part for part in (Part(*row) for row in rows)}


def _stale(
    located: Sequence[Located], states: Mapping[str, State | None], known: Mapping[str, Part]
) -> list[Located]:
    """Return the stores whose files or names may have changed."""
    return [
        store
        for store in located
        if (row := known.get(store.absolute)) is None
        or row.name != store.name
        or row.state != str(states[store.absolute])
    ]


def _unchanged(stale: Iterable[Located], known: Mapping[str, Part]) -> Iterator[tuple[str, str]]:
    """Yield the path and the state of each store whose content is still that in the index."""
    import hashlib  # noqa: PLC0415 - importing it takes longer than opening an index

    for store in stale:
        row = known.get(store.absolute)
        if row and row.name == store.name:
            with suppress(Unreadable):
                content, state = read(Path(store.path))
                if hashlib.sha256(content).hexdigest() == row.digest:
                    yield store.absolute, state


def _updated(
    database: Database, entry: Entry, reader: Reader, states: Mapping[str, State | None]
) -> Database | None:
    """Return an index in which changed stores are replaced, or `None` if it must be built anew.

    Raises OSError, Unwritable or DamagedIndex if the index cannot be updated.
    """
    located, known = reader.located, _known(database)
    stale = _stale(located, states, known)
    if not stale and len(known) == len(located) and not reader.searched:
        return database
    settled = dict(_unchanged(stale, known)) if stale else {}
    changed = [store for store in stale if store.absolute not in settled]
    if 2 * len(changed) > len(located):
        return None
    parts = [*reader.parts(changed, known)] if changed else []
    if len(parts) < len(changed) - len(reader.left_out):
        return None
    kept = {store.absolute for store in located} - {store.absolute for store in changed}
    removed = [row.slot for path, row in known.items() if path not in kept]
    reader.require_some(len(known) - len(removed) + len(parts))
    recorded = {known[path].slot: state for path, state in settled.items() if state}
    if removed or parts:
        _replace(entry, reader, removed, parts, recorded)
        return entry.opened()
    # If no store has changed, a folder has. A store left out is read by every run, in any case.
    has_changed = recorded or (reader.searched and not reader.left_out)
    if has_changed and _is_worth_recording(entry, settled):
        with suppress(OSError, Unwritable):
            _replace(entry, reader, (), (), recorded)
    return database


def _is_worth_recording(entry: Entry, paths: Iterable[str]) -> bool:
    """Whether reading these stores again takes longer than copying the index."""
    index = files.state(entry.file)
    sizes = (state.size for path in paths if (state := files.state(path)))
    return index is None or index.size <= _CHEAP_TO_COPY or 20 * sum(sizes) > index.size


_CHEAP_TO_COPY: Final = 16_000_000
"""The size, in bytes, of an index that is copied in a few milliseconds."""


@contextmanager
def _replacing(entry: Entry, reader: Reader, *, copied: bool = False) -> Iterator[Database]:
    """Yield a new index, empty or a copy, that replaces the cached one when the block ends.

    Raises OSError or Unwritable if that fails.
    """
    from bsc_cli.index import build  # noqa: PLC0415 - imports json, not needed if the index is up to date

    with writing.replacing(entry.file) as unfinished:
        if copied:
            files.copy_unsealed(entry.file, unfinished)
        with Database.create(unfinished) as database:
            yield database
            build.watch(database, reader.watched())
        files.seal(unfinished)


def _replace(
    entry: Entry,
    reader: Reader,
    removed: Iterable[int],
    parts: Iterable[tuple[Part, Store]],
    states: Mapping[int, str],
) -> None:
    """Replace stores and states of files in the cached index."""
    from bsc_cli.index import build  # noqa: PLC0415 - as in `_replacing`

    with _replacing(entry, reader, copied=True) as database:
        build.replace(database, removed, parts, states)


def _fill(database: Database, parts: Iterable[tuple[Part, Store]], is_one: bool) -> None:
    from bsc_cli.index import build  # noqa: PLC0415 - as in `_replacing`

    shown = terminal.progress("building its index") if is_one else lambda *_: None
    build.fill(database, parts, shown)


def _build(reader: Reader, entry: Entry | None) -> Database:
    """Build an index in the cache or, failing that, in memory."""
    started = time.monotonic()
    problem = ""
    is_one = len(reader.located) == 1
    parts = [*reader.all()] if is_one else None
    try:
        if entry:
            with _replacing(entry, reader) as database:
                _fill(database, parts or reader.all(), is_one)
                entry.record_origin(database)
            with suppress(Unreadable):
                tidy(entry.file.parent)
            if cached := entry.opened():
                return cached
    except FileNotFoundError as error:
        # Another run may have cleared the cache meanwhile. If so, the next run can build the index.
        problem = "" if entry and _can_exist(entry.file.parent) else str(error.strerror)
    except OSError as error:
        problem = error.strerror or str(error)
    except (Unwritable, DamagedIndex) as error:
        problem = error.message
    database = Database.create()
    _fill(database, parts or reader.all(), is_one)
    if time.monotonic() - started > _SLOW:
        _explain_delay(problem)
    return database


def _can_exist(folder: Path) -> bool:
    """Whether a folder exists or can be created."""
    with suppress(OSError):
        writing.create_folder(folder)
        return True
    return False


_SLOW: Final = 1.0
"""The build time, in seconds, above which a note explains why every run is slow."""


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
