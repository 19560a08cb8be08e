"""Where compiled stores are kept, and whether one is still that of its store.

The folder has two sorts of files. An index is named for what is in it: the digest of the
store's content and of the form. A note is named for a store's path, and says of which
state of that file which index is. So a run that finds the store's file as the note says
opens the index without reading the store; one that does not reads the store, and compiles
it only if no index is of that content.

All of it is a convenience: whatever is missing, damaged, somebody else's or cannot be
written costs time, and changes no answer.
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
from bsc_cli.system import files, terminal
from bsc_cli.system.errors import DamagedIndex, Unwritable, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.store.store import Store
    from bsc_cli.system.files import State

_SETTLED: Final = 2 * 10**9
"""Nanoseconds after a change in which another could leave a file's state as it is: no file
system in use has a clock with longer ticks."""
_FINISHED: Final = 946_684_800
"""The time that a finished index bears, in seconds. Whatever writes to it moves that."""
_LONG: Final = 1.0
"""Seconds of compiling after which a person is told that it has to be done each time."""
_STALE: Final = 3600.0
"""Seconds after which nobody is making a file any more that is not finished."""


def folder() -> Path | None:
    """The folder for the indexes, there or not; None where the environment names none.

    BSC_CACHE_DIR, else `bsc` in XDG_CACHE_HOME or in `~/.cache`
    (https://specifications.freedesktop.org/basedir-spec/latest/).
    """
    named = os.environ.get("BSC_CACHE_DIR")
    if named:
        with suppress(OSError):  # the folder that it is relative to may be gone
            return Path(os.path.abspath(named))  # noqa: PTH100 - Path.absolute keeps '..'
        return None
    caches = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not caches.is_absolute():
        caches = Path(os.path.expanduser("~/.cache"))  # noqa: PTH111 - Path raises without a home
    return caches / "bsc" if caches.is_absolute() else None


def index_of(path: Path) -> Index:
    """The index of the store in a file: the one that is kept, or a new one.

    Raises Unreadable or InvalidStore where there has to be a new one and the store will
    not do.
    """
    state = files.state(path)
    kept = folder() if state else None
    if kept and files.is_open_to_others(kept):
        kept = None  # where an index of ours may have been given the name of another
    if kept and state:
        digest = _Note.of(kept, path).digest_of(state)
        database = _open(kept, digest, path) if digest else None
        if database:
            return Index(database)
    return Index(_read(path, kept))


def _read(path: Path, kept: Path | None) -> Database:
    """The index of a store as its file is now, found by its content or made."""
    import hashlib  # noqa: PLC0415 - takes longer to import than a fresh index to open

    begun = time.time_ns()
    before = files.state(path)
    content = files.read(path, "store", files.LARGEST_STORE)
    state = files.state(path)
    settled = state == before and state and begun - state.latest > _SETTLED
    digest = hashlib.sha256(_form() + content).hexdigest()[:_DIGITS]
    found = _open(kept, digest, path) if kept else None
    store = None if found else _parse(path, content)
    if kept:
        _Note.of(kept, path).write(state if settled else None, digest)
    return found or _compile(store or _parse(path, content), kept, digest)


def _parse(path: Path, content: bytes) -> Store:
    from bsc_cli.store import store  # noqa: PLC0415 - brings yaml and all that checks a store

    return store.parse(content, str(path), terminal.progress("reading the store"))


def _open(kept: Path, digest: str, path: Path) -> Database | None:
    """The index of a digest, if there is one that is whole and that we made."""
    file = _index_file(kept, digest)

    def repaired() -> Database:
        files.remove(file)
        content = files.read(path, "store", files.LARGEST_STORE)
        return _compile(_parse(path, content))

    if not files.is_ours(file, _FINISHED):
        return None
    try:
        return Database.of_file(file, digest, repaired)
    except DamagedIndex:
        return None


def _compile(store: Store, kept: Path | None = None, digest: str = "") -> Database:
    """The index of a store: in a file, or in memory where there can be none."""

    def make(path: Path) -> None:
        database = Database.create(path, digest)
        try:
            _fill(database, store)
        finally:
            database.close()

    begun = time.monotonic()
    reason = None
    try:
        if kept:
            file = _index_file(kept, digest)
            files.make(file, make, _FINISHED)
            return Database.of_file(file, digest, lambda: _compile(store))
    except OSError as error:
        reason = error.strerror or str(error)
    except (Unwritable, DamagedIndex) as error:
        reason = error.message
    return _in_memory(store, begun, reason)


def _in_memory(store: Store, begun: float, reason: str | None) -> Database:
    """An index that nobody finds again, and word of it if that takes long."""
    database = Database.create()
    _fill(database, store)
    if time.monotonic() - begun > _LONG:
        _tell_of_delay(reason)
    return database


def _fill(database: Database, store: Store) -> None:
    from bsc_cli.index import build  # noqa: PLC0415 - only where there is something to compile

    build.fill(database, store, terminal.progress("making its index"))


def _tell_of_delay(reason: str | None) -> None:
    """Say why every run takes as long: no index can be kept."""
    kept = folder()
    where = f" in {kept}" if kept else ""
    if kept is None:
        reason = "no folder for it is known"
    elif files.is_open_to_others(kept):
        reason = OPEN
    if reason:
        delay = f"bsc: every run takes as long: no index can be kept{where}: {reason}"
        terminal.note(delay, f"hint: {ELSEWHERE}")


OPEN: Final = "others could write there"
"""Why a folder is not used that is not this user's alone."""
ELSEWHERE: Final = "name a folder in BSC_CACHE_DIR that you, and you alone, can write to"
"""What to do about a folder that will not do."""


_DIGITS: Final = 32
_OURS: Final = re.compile(rf"bsc-([0-9a-f]{{{_DIGITS}}}\.index|[0-9a-f]{{8}}\.note)")


def _index_file(kept: Path, digest: str) -> Path:
    return kept / f"bsc-{digest}.index"


def _form() -> bytes:
    """What an index depends on besides its store's content."""
    return f"{FORM} {zlib.crc32(kinds.declared().encode()):08x}\n".encode()


class _Note(NamedTuple):
    """What says of which state of a store's file which index is."""

    file: Path
    store: bytes

    @classmethod
    def of(cls, kept: Path, path: Path) -> _Note:
        """The note of a store's path."""
        store = os.fsencode(os.path.abspath(path))  # noqa: PTH100 - as above
        return cls(kept / f"bsc-{zlib.crc32(store):08x}.note", store)

    def digest_of(self, state: State) -> str | None:
        """The digest of the index that this state of the store has."""
        said = files.read_if_ours(self.file) or b""
        head = self._head(state)
        return said[len(head) :].decode("ascii", "replace") if said.startswith(head) else None

    def write(self, state: State | None, digest: str) -> None:
        """Say of which state the index is, or None where it will not do to tell by state."""
        wanted = self._head(state) + digest.encode()
        if files.read_if_ours(self.file) != wanted:
            try:
                files.put(self.file, wanted)
            except OSError:
                return
            _tidy(self.file.parent)

    def _head(self, state: State | None) -> bytes:
        known = " ".join(map(str, state)) if state else "-"
        return b"%b\n%b%b\n" % (self.store, _form(), known.encode())


class CacheEntry(NamedTuple):
    """An index that is kept: its file, the store that it is of, and its size in bytes."""

    store: str
    file: str
    bytes: int


def contents(kept: Path) -> list[CacheEntry]:
    """The indexes in a folder that a note is about."""
    found = []
    for note in _files(kept, "*.note"):
        store, digest = _said(note)
        file = _index_file(kept, digest)
        if (state := files.state(file)) is not None:
            found.append(CacheEntry(store, file.name, state.size))
    return found


def clear(kept: Path) -> int:
    """Remove every file of ours in a folder; returns how many bytes that frees.

    Raises Unwritable if any stays.
    """
    ours = [*_files(kept, "bsc-*.*"), *kept.glob(f"{files.UNFINISHED}*")]
    freed = [files.remove(file) for file in ours]
    if stay := freed.count(None):
        what = counted(stay, "file")
        raise Unwritable(f"cannot remove {what} of {len(ours)} in {kept}", "who may write there?")
    return sum(size or 0 for size in freed)


def _tidy(kept: Path) -> None:
    """Remove what nothing leads to: notes of stores that are gone, indexes without a note."""
    wanted = set()
    for note in _files(kept, "*.note"):
        store, digest = _said(note)
        if files.is_gone(Path(store)):
            files.remove(note)
        else:
            wanted.add(_index_file(kept, digest))
    for index in _files(kept, "*.index"):
        if index not in wanted:
            files.remove(index)
    for unfinished in kept.glob(f"{files.UNFINISHED}*"):
        state = files.state(unfinished)
        if state and time.time() - state.modified / 1e9 > _STALE:
            files.remove(unfinished)


def _files(kept: Path, pattern: str) -> Iterator[Path]:
    return (file for file in sorted(kept.glob(pattern)) if _OURS.fullmatch(file.name))


def _said(note: Path) -> tuple[str, str]:
    """The store that a note is about, and the digest of its index."""
    lines = (files.read_if_ours(note) or b"").rsplit(b"\n", 3)
    return os.fsdecode(lines[0]), lines[-1].decode("ascii", "replace")
