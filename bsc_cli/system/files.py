"""Read files up to a maximum size, tell their states, seal and remove them."""

from __future__ import annotations

import os
import select
import shutil
import stat
import sys
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.system import messages
from bsc_cli.system.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

_PACKAGE = Path(__file__).parents[1]
_BUNDLED = (_PACKAGE / "data" / "facts.yaml", _PACKAGE.parent / "data" / "facts.yaml")
"""The possible paths of the bundled store: in an installed package, and in a checkout."""

LARGEST_STORE = 250_000_000
"""The maximum size of a store in bytes.

A store of this size has about 400,000 records; indexing it takes 5 GB of memory.
"""


def bundled_store() -> Path:
    """Return the path of the store that comes with the program."""
    return next((path for path in _BUNDLED if path.exists()), _BUNDLED[0])


def is_bundled(path: str) -> bool:
    """Whether an absolute path is that of the store that comes with the program."""
    return any(path == str(bundled) for bundled in _BUNDLED)


def named(path: str, role: str) -> Path:
    """Convert an argument to a path. Raises Unreadable if the argument is empty."""
    if not path:
        raise Unreadable(f"the path of the {role} is empty", "give the path of a file")
    return Path(path)


def read(path: Path, role: str, at_most: int) -> bytes:
    """Return the content of a file, or of standard input for `-`.

    Raises Unreadable if reading fails, or if the file has more than `at_most` bytes. `role`, which
    is "store" or "article", is used in the error message.
    """
    try:
        content = _read(path, role, at_most)
    except FileNotFoundError:
        raise Unreadable(f"there is no {role} at {path}", "check the path") from None
    except IsADirectoryError:
        raise Unreadable(
            f"the {role} {path} is a folder", "give the path of a file in it"
        ) from None
    except PermissionError:
        raise Unreadable(f"no permission to read the {role} {path}") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"cannot read the {role} {path}: {_reason(error)}") from None
    if content is None:
        size = f"{at_most // 1_000_000} MB"
        raise Unreadable(f"the {role} {path} is larger than {size}", f"the maximum is {size}")
    return content


def _reason(error: OSError | ValueError) -> object:
    return error.strerror if isinstance(error, OSError) else error


def _read(path: Path, role: str, at_most: int) -> bytes | None:
    if str(path) == "-":
        if sys.stdin is None:
            raise Unreadable(f"there is no standard input to read the {role} from")
        return _read_stream(sys.stdin.buffer, at_most)
    with path.open("rb") as file:
        if stat.S_ISCHR(os.fstat(file.fileno()).st_mode) and not file.isatty():
            raise Unreadable(f"the {role} {path} is a device", "give the path of a file")
        return _read_stream(file, at_most)


def _read_stream(stream: IO[Any], at_most: int) -> bytes | None:
    """Return all bytes of a stream, or `None` if there are more than `at_most`.

    The stream is read in pieces: one large read would allocate `at_most` bytes for any file.
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


def beginning(path: Path, size: int) -> bytes:
    """Return at most `size` bytes from the start of a file; none if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except (OSError, ValueError):
        return b""


class State(NamedTuple):
    """Properties of a file that change when its content changes; times are in nanoseconds.

    Different contents of a file can have the same state only if they were written within one tick
    of the file system's clock.
    """

    device: int
    inode: int
    size: int
    modified: int
    changed: int

    @property
    def latest(self) -> int:
        """The time of the last change.

        On Windows, this is `modified`, because `changed` is the creation time there.
        """
        return self.changed if os.name == "posix" else self.modified

    def is_settled(self, time: int) -> bool:
        """Whether a change after this time, in nanoseconds, certainly leads to another state."""
        is_coarse = self.latest % _FINE == 0
        return time - self.latest > (CLOCK_TICK if is_coarse else CLOCK_TICK // 20)


CLOCK_TICK: Final = 2 * 10**9
"""The interval, in nanoseconds, within which two changes may leave a file with the same times.

That is the tick of FAT. Where times are finer than a hundredth of a second, a twentieth is ample.
"""
_FINE: Final = 10**7


def state(path: Path | str) -> State | None:
    """Return the state of a regular file, or `None` for anything else."""
    return None if str(path) == "-" else _state(path, stat.S_ISREG)


def folder_state(path: str) -> State | None:
    """Return the state of a folder, which changes with its entries; `None` for anything else."""
    return _state(path, stat.S_ISDIR)


def _state(path: Path | str, is_kind: Callable[[int], bool]) -> State | None:
    info = _info(path)
    if info is None or not is_kind(info.st_mode):
        return None
    return State(info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)


def _info(path: Path | str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - a run may examine thousands of stores
    except (OSError, ValueError):
        return None


def is_pipe(path: str) -> bool:
    """Whether a path is that of something that can be read only once, such as standard input."""
    if path == "-":
        return True
    info = _info(path)
    return info is not None and not (stat.S_ISREG(info.st_mode) or stat.S_ISDIR(info.st_mode))


def is_open_to_others(folder: Path) -> bool:
    """Whether another user owns a folder or a symbolic link to it, or may write to the folder.

    For a folder that does not exist, return whether another user owns its nearest existing parent
    and could replace the folder. In a sticky parent such as /tmp, users cannot replace the files
    of others.
    """
    if os.name != "posix":  # on other systems, the mode does not show who may write
        return False
    own = os.geteuid()
    for place in (folder, *folder.parents):
        try:
            info, link = place.stat(), place.lstat()
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            break  # then the folder cannot be written to either
        if place != folder:
            return not (info.st_uid == own or info.st_mode & stat.S_ISVTX)
        return {info.st_uid, link.st_uid} != {own} or bool(info.st_mode & _OTHERS_WRITE)
    return False


_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same existing file."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def is_gone(path: Path) -> bool:
    """Whether it is certain that a path does not exist."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        pass
    return False


def entries(folder: str) -> list[os.DirEntry[str]]:
    """Return the entries of a folder; a folder that cannot be read is reported, and has none."""
    try:
        with os.scandir(folder) as found:
            return list(found)
    except (OSError, ValueError) as error:
        messages.say(f"cannot read the folder {folder}: {_reason(error)}")
        return []


def listed(folder: Path) -> list[Path]:
    """Return the sorted paths of the entries of a folder, or an empty list if there is no folder.

    Raises Unreadable if the folder cannot be read.
    """
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise Unreadable(f"cannot read the folder {folder}: {_reason(error)}") from None


def below(folder: Path) -> set[str]:
    """Return the paths, relative to a folder, of the files and links in it and below."""
    places = folder.rglob("*")
    return {
        place.relative_to(folder).as_posix()
        for place in places
        if place.is_symlink() or not place.is_dir()
    }


def copy_unsealed(path: Path, to: Path) -> None:
    """Copy a sealed file of whole blocks, without its checksum. Raises OSError if that fails."""
    shutil.copyfile(path, to)
    os.truncate(to, to.stat().st_size // _BLOCK * _BLOCK)


_BLOCK = 4096
"""The size, in bytes, of which that of an SQLite database is a multiple."""


def seal(path: Path) -> None:
    """Append a checksum of its content to a file. Raises OSError if that fails."""
    with path.open("r+b") as file:
        checksum = _checksum(file)
        file.write(checksum.to_bytes(4, "little"))


def is_sealed(path: Path) -> bool:
    """Whether a file can be read and is unchanged since `seal` appended its checksum."""
    try:
        with path.open("rb") as file:
            return _checksum(file) == _SEALED
    except OSError:
        return False


_SEALED = 0x2144DF1C
"""The CRC-32 of any content that is followed by its own CRC-32."""


def _checksum(file: IO[bytes]) -> int:
    """Read a file to its end and return its CRC-32."""
    checksum = 0
    while piece := file.read(_PIECE):
        checksum = zlib.crc32(piece, checksum)
    return checksum


UNFINISHED = "bsc-unfinished-"
"""The prefix of the names of files that have not been completely written."""


def remove(path: Path) -> int | None:
    """Remove a file and return its size in bytes.

    Return 0 if the file does not exist, or `None` if it cannot be removed.
    """
    try:
        size = path.lstat().st_size
        path.unlink()
    except FileNotFoundError:
        return 0
    except OSError:
        return None
    return size
