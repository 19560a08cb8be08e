"""The one place that opens, makes and removes files."""

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
    from collections.abc import Callable, Iterator

_PACKAGE = Path(__file__).parents[1]
_BUNDLED = (_PACKAGE / "data" / "facts.yaml", _PACKAGE.parent / "data" / "facts.yaml")
"""Where the store lies in an installed package, and in a checkout."""


LARGEST_STORE = 250_000_000
"""Bytes of a store: some 400,000 records, for which compiling takes some 5 GB of memory."""


def bundled_store() -> Path:
    """The store that comes with the program."""
    return next((path for path in _BUNDLED if path.exists()), _BUNDLED[0])


def named(path: str, what: str) -> Path:
    """The path that was given for a file; raises Unreadable for none, as an unset variable is."""
    if not path:
        raise Unreadable(f"the path of the {what} is empty", "name a file")
    return Path(path)


def read(path: Path, what: str, at_most: int) -> bytes:
    """The content of a file, or of standard input for `-`; raises Unreadable.

    The error calls the file `what`. More than `at_most` bytes are refused, unread.
    """
    try:
        if str(path) == "-":
            if sys.stdin is None:
                raise Unreadable(f"there is no standard input to read the {what} from")
            content = _read(sys.stdin.buffer, at_most)
        else:
            with path.open("rb") as file:
                if stat.S_ISCHR(os.fstat(file.fileno()).st_mode) and not file.isatty():
                    raise Unreadable(f"the {what} {path} is a device", "name a file")
                content = _read(file, at_most)
    except FileNotFoundError:
        raise Unreadable(f"there is no {what} at {path}", "check the path") from None
    except IsADirectoryError:
        raise Unreadable(f"the {what} {path} is a folder", "name a file in it") from None
    except PermissionError:
        raise Unreadable(f"no permission to read the {what} {path}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise Unreadable(f"cannot read the {what} {path}: {reason}") from None
    if content is None:
        size = f"{at_most // 1_000_000} MB"
        raise Unreadable(f"the {what} {path} is larger than {size}", f"{size} is the most")
    return content


def _read(file: IO[Any], at_most: int) -> bytes | None:
    """All that is in a file, or None for more than so many bytes.

    Piece by piece: asked for all at once, Python makes room for as much as there may be.
    """
    pieces, size = [], 0
    while (piece := file.read(_PIECE)) != b"":
        if piece is None:  # nothing yet, where the writer has made it a file that says so
            select.select([file], [], [])
            continue
        pieces.append(piece)
        size += len(piece)
        if size > at_most:
            return None
    return b"".join(pieces)


_PIECE = 1 << 20


class State(NamedTuple):
    """What changes when somebody writes to a file, or puts another in its place.

    Times are in nanoseconds since 1970. A change of the content that leaves all of it as
    it was has to come within a tick of the file system's clock of another.
    """

    device: int
    inode: int
    size: int
    modified: int
    changed: int

    @property
    def latest(self) -> int:
        """The last change. Windows tells by `changed` when the file was made."""
        return self.changed if os.name == "posix" else self.modified


def state(path: Path) -> State | None:
    """The state of a regular file; None of anything else, and of what is not there."""
    if str(path) == "-":
        return None
    try:
        info = path.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(info.st_mode):
        return None
    return State(info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)


def is_ours(path: Path, modified: int | None = None) -> bool:
    """Whether a file is a regular one that nobody but this user could have written.

    `modified` is what its time has to be, in seconds, if it is to be so any more.
    """
    try:
        info = path.lstat()
    except OSError:
        return False
    return _is_ours(info) and modified in (None, info.st_mtime)


def _is_ours(info: os.stat_result) -> bool:
    return stat.S_ISREG(info.st_mode) and _is_own(info) and _is_private(info)


def is_open_to_others(folder: Path) -> bool:
    """Whether a folder, or the link that leads to it, is another user's or theirs to write to.

    Of one that is not there, it is whether it would be made in another user's folder; not
    in one, such as /tmp, in which nobody can touch what others make.
    """
    try:
        info = folder.stat()
        return not (_is_own(folder.lstat()) and _is_own(info) and _is_private(info))
    except FileNotFoundError:
        return _is_anothers(folder.parent)
    except (OSError, ValueError):
        return False  # it is none, as whoever uses it will find


def _is_anothers(folder: Path) -> bool:
    try:
        info = folder.stat()
    except FileNotFoundError:
        return folder != folder.parent and _is_anothers(folder.parent)
    except (OSError, ValueError):
        return False
    return not (_is_own(info) or info.st_mode & stat.S_ISVTX)


def _is_own(info: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or info.st_uid == os.geteuid()


def _is_private(info: os.stat_result) -> bool:
    """Whether only its owner may write to it. Windows tells nothing of that in a mode."""
    return os.name != "posix" or not info.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def is_gone(path: Path) -> bool:
    """Whether there is certainly nothing at a path any more."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        pass
    return False


def read_if_ours(path: Path) -> bytes | None:
    """The content of a small file that nobody else could have written; else None."""
    how = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with open(path, "rb", opener=lambda name, _: os.open(name, how)) as file:
            return file.read() if _is_ours(os.fstat(file.fileno())) else None
    except OSError:
        return None


def put(path: Path, content: bytes) -> None:
    """Write a file, and only when it is whole put it where it belongs; raises OSError.

    Its folder is made if it is not there.
    """
    with _unfinished(path) as (file, _):
        file.write(content)


def make(path: Path, make: Callable[[Path], None], modified: int) -> None:
    """Let a file be made, and put it where it belongs as `put` does.

    `make` writes to the path that it is handed, which is in the same folder. `modified` is
    the time that the file is given, in seconds. Whatever `make` raises leaves nothing behind.
    """
    with _unfinished(path) as (file, made):
        make(made)
        os.utime(file.fileno(), (modified, modified))


@contextmanager
def _unfinished(path: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A new file beside where it belongs, as it is open and by its name until it is whole."""
    import tempfile  # noqa: PLC0415 - most runs make no file

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, made
            file.flush()
            os.fsync(handle)
        made.replace(path)
    except BaseException:
        remove(made)
        raise


UNFINISHED = "bsc-unfinished-"
"""What the name of a file begins with until it is whole."""


def remove(path: Path) -> int | None:
    """Remove a file, if it is there; returns how many bytes it had, or None if it stays."""
    try:
        size = path.lstat().st_size
        path.unlink()
    except FileNotFoundError:
        return 0
    except OSError:
        return None
    return size
