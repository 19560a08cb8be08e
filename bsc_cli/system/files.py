"""Files: read within bounds, replaced in one step, removed. Alone touches the file system."""

from __future__ import annotations

import os
import select
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from bsc_cli.system.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).parents[1]
_BUNDLED = (_PACKAGE / "data" / "facts.yaml", _PACKAGE.parent / "data" / "facts.yaml")
"""Paths of the bundled store: in an installed package, and in a checkout."""

LARGEST_STORE = 250_000_000
"""The most bytes of a store: some 400,000 records, whose index takes 5 GB of memory to build."""


def bundled_store() -> Path:
    """Return the path of the store that comes with the program."""
    return next((path for path in _BUNDLED if path.exists()), _BUNDLED[0])


def named(path: str, role: str) -> Path:
    """Return a path given as text; raises Unreadable if empty, as an unset variable is."""
    if not path:
        raise Unreadable(f"the path of the {role} is empty", "name a file")
    return Path(path)


def read(path: Path, role: str, at_most: int) -> bytes:
    """Return the content of a file, or of standard input for `-`; raises Unreadable.

    `role` names the file in errors: "store" or "article". A file of more than `at_most` bytes
    is refused.
    """
    try:
        content = _read_stdin(role, at_most) if str(path) == "-" else _read(path, role, at_most)
    except FileNotFoundError:
        raise Unreadable(f"there is no {role} at {path}", "check the path") from None
    except IsADirectoryError:
        raise Unreadable(f"the {role} {path} is a folder", "name a file in it") from None
    except PermissionError:
        raise Unreadable(f"no permission to read the {role} {path}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise Unreadable(f"cannot read the {role} {path}: {reason}") from None
    if content is None:
        size = f"{at_most // 1_000_000} MB"
        raise Unreadable(f"the {role} {path} is larger than {size}", f"{size} is the most")
    return content


def _read_stdin(role: str, at_most: int) -> bytes | None:
    if sys.stdin is None:
        raise Unreadable(f"there is no standard input to read the {role} from")
    return _read_stream(sys.stdin.buffer, at_most)


def _read(path: Path, role: str, at_most: int) -> bytes | None:
    with path.open("rb") as file:
        if stat.S_ISCHR(os.fstat(file.fileno()).st_mode) and not file.isatty():
            raise Unreadable(f"the {role} {path} is a device", "name a file")
        return _read_stream(file, at_most)


def _read_stream(stream: IO[Any], at_most: int) -> bytes | None:
    """Return all bytes of a stream, or None if there are more than `at_most`.

    A single read() would allocate memory for the largest size that the stream may have.
    """
    pieces, size = [], 0
    while (piece := stream.read(_PIECE)) != b"":
        if piece is None:  # a non-blocking pipe that is empty for now
            select.select([stream], [], [])
            continue
        pieces.append(piece)
        size += len(piece)
        if size > at_most:
            return None
    return b"".join(pieces)


_PIECE = 1 << 20


class State(NamedTuple):
    """The properties of a file that change when it is written to or replaced.

    Times are in nanoseconds since 1970. Two contents can have the same state only if they were
    written within a tick of the file system's clock.
    """

    device: int
    inode: int
    size: int
    modified: int
    changed: int

    @property
    def latest(self) -> int:
        """The time of the last change. On Windows `changed` is when the file was made."""
        return self.changed if os.name == "posix" else self.modified


def state(path: Path) -> State | None:
    """Return the state of a regular file; None for anything else, or if nothing is there."""
    if str(path) == "-":
        return None
    try:
        info = path.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(info.st_mode):
        return None
    return State(info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)


def is_open_to_others(folder: Path) -> bool:
    """Whether another user owns a folder or the link to it, or may write to it.

    If it does not exist: whether it would be made in another user's folder. A sticky folder such
    as /tmp does not count, because nobody can replace the files of others there.
    """
    try:
        info = folder.stat()
        return not (_is_own(folder.lstat()) and _is_own(info) and _is_private(info))
    except FileNotFoundError:
        return _is_of_another(folder.parent)
    except (OSError, ValueError):
        return False  # it is no folder, and writing to it will fail


def _is_of_another(folder: Path) -> bool:
    try:
        info = folder.stat()
    except FileNotFoundError:
        return folder != folder.parent and _is_of_another(folder.parent)
    except (OSError, ValueError):
        return False
    return not (_is_own(info) or info.st_mode & stat.S_ISVTX)


def _is_own(info: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or info.st_uid == os.geteuid()


def _is_private(info: os.stat_result) -> bool:
    """Whether only the owner may write to it. On Windows a mode does not show that."""
    return os.name != "posix" or not info.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def is_gone(path: Path) -> bool:
    """Whether there is certainly nothing at a path."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        pass
    return False


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Provide an empty file to write, and put it at a path once it is complete; raises OSError.

    Until then it is an unfinished file in the same folder, which is made if it does not exist.
    An error in the block removes it.
    """
    import tempfile  # noqa: PLC0415 - most runs write no file

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        unfinished.replace(path)
    except BaseException:
        remove(unfinished)
        raise


UNFINISHED = "bsc-unfinished-"
"""The beginning of an unfinished file's name."""


def remove(path: Path) -> int | None:
    """Remove a file if it exists; returns how many bytes it had, or None if it stays."""
    try:
        size = path.lstat().st_size
        path.unlink()
    except FileNotFoundError:
        return 0
    except OSError:
        return None
    return size
