"""Write files that are complete or not there, whatever ends the program."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

from bsc_cli.system import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield the path of a new, empty file; when the `with` block ends, this file replaces `path`.

    The new file is in the folder of `path`; the folder is created if necessary. If the block raises
    an exception, the new file is removed. Raises OSError if a file operation fails.
    """
    create_folder(path.parent)
    unfinished = _unfinished(path)
    try:
        unfinished.touch(mode=0o600, exist_ok=False)
        yield unfinished
        unfinished.replace(path)
    except BaseException:
        files.remove(unfinished)
        raise


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """Yield the path of a new, empty folder; when the block ends, this folder replaces `path`.

    The new folder is beside `path`. If the block raises an exception, the new folder is removed,
    and `path` is unchanged. Raises OSError if a file operation fails.
    """
    unfinished = _unfinished(path)
    try:
        unfinished.mkdir(mode=0o700)
        yield unfinished
        with _undisturbed():
            _swap(unfinished, path)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _unfinished(path: Path) -> Path:
    """Return a new name beside a path.

    It is known before there is such a file, so that a signal at any moment leaves none behind.
    """
    return path.with_name(f"{files.UNFINISHED}{os.urandom(8).hex()}")


def _swap(new: Path, path: Path) -> None:
    """Give a folder its name, and remove the folder that had it."""
    old = new.with_name(f"{new.name}-old")
    with suppress(FileNotFoundError):
        path.rename(old)
    try:
        new.rename(path)
    except OSError:
        with suppress(FileNotFoundError):
            old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def finish(path: Path) -> None:
    """Make a file, or all files in a folder, durable, with the permissions of new files.

    Raises OSError if that fails.
    """
    mask = _mask()
    for place in (path, *path.rglob("*")):
        if place.is_dir():
            place.chmod(0o777 & ~mask)
        else:
            with place.open("rb+") as file:
                os.fsync(file.fileno())
            place.chmod(0o666 & ~mask)


def opened(path: Path) -> IO[str]:
    """Open a file for writing in UTF-8, with line ends as given. Raises OSError if that fails."""
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="")


def rewrite(path: Path, content: bytes) -> None:
    """Replace the content of a file at once, and keep its mode and its owner.

    `path` must not be a symbolic link. Raises OSError if that fails; the file is then unchanged.
    A signal that ends the process waits until the file is complete.
    """
    info = path.stat()
    with _undisturbed(), replacing(path) as unfinished:
        _write(unfinished, content)
        with suppress(OSError, AttributeError):  # only root may, and Windows has no owners
            os.chown(unfinished, info.st_uid, info.st_gid)
        unfinished.chmod(stat.S_IMODE(info.st_mode))


def create(path: Path, content: bytes) -> None:
    """Write a new file, which appears when it is complete, with the permissions of new files.

    Raises FileExistsError if there is a file at the path already, and OSError if writing fails.
    """
    unfinished = _unfinished(path)
    try:
        with _undisturbed():
            _write(unfinished, content)
        _name_finally(unfinished, path)
    finally:
        files.remove(unfinished)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _mask() -> int:
    """Return the permissions that new files do not have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _name_finally(unfinished: Path, path: Path) -> None:
    """Give a file its name, unless another file has it."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise
    except OSError:  # some disks have no hard links
        if not files.is_gone(path):
            raise FileExistsError(path) from None
        unfinished.rename(path)


def _ending_signals() -> tuple[signal.Signals, ...]:
    """Return the signals that people and systems end programs with."""
    return (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _EndedBySignal(BaseException):
    """A signal is about to end the process."""


@contextmanager
def clearing_up() -> Iterator[None]:
    """Let a signal that ends the process raise an exception in the `with` block first.

    So unfinished files are removed. An ignored signal stays ignored; on Windows, nothing changes.
    """
    if os.name != "posix":
        yield
        return
    received: list[int] = []

    def end(number: int, _: object) -> None:
        if not received:
            received.append(number)
            raise _EndedBySignal

    are_fatal = [each for each in _ending_signals() if signal.getsignal(each) == signal.SIG_DFL]
    for each in are_fatal:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each in are_fatal:
            signal.signal(each, signal.SIG_DFL)
        for number in received:
            os.kill(os.getpid(), number)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back the signals that end programs; Windows cannot do so."""
    if os.name != "posix":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ending_signals())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def why_not_rewritable(path: Path) -> str | None:
    """Return the reason why `rewrite` would fail or should not run, or `None` if there is none.

    Root may write to any file, but a file without permission for anybody is not to be changed.
    """
    if files.state(path) is None:
        return "it is not a file"
    if not (path.stat().st_mode & _ANYONE_WRITES and os.access(path, os.W_OK)):
        return "it is read-only"
    return None if os.access(path.parent, os.W_OK) else "its folder is read-only"


_ANYONE_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other runs of the program from rewriting a file while the `with` block runs.

    A run that waits here goes on with the new file, if the other run has replaced it. Where files
    cannot be locked, the block runs at once. Raises OSError if the file cannot be opened.
    """
    while True:
        with path.open("rb") as file:
            _lock(file)
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                yield
                return


def _lock(file: IO[Any]) -> None:
    with suppress(ImportError, OSError):  # no such module on Windows, no locks on some disks
        from fcntl import LOCK_EX, flock  # noqa: PLC0415 - see above

        flock(file, LOCK_EX)


def create_folder(folder: Path) -> None:
    """Create a folder and its missing parents, so that only the user can open any of them.

    `Path.mkdir` applies its mode to the last folder only. Raises OSError if a folder cannot be
    created.
    """
    for place in reversed((folder, *folder.parents)):
        if not place.is_dir():
            place.mkdir(mode=0o700, exist_ok=True)
