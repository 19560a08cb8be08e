"""The file or folder that a command writes: what may be replaced, and errors of writing."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bsc_cli.system import files
from bsc_cli.system.errors import Unwritable, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@contextmanager
def reporting(path: str) -> Iterator[None]:
    """Raise Unwritable, with the path, for any error of the system while the block runs."""
    try:
        yield
    except (OSError, ValueError) as error:
        # A library may have put its own words before those of the system.
        number = error.errno if isinstance(error, OSError) else None
        reason = os.strerror(number) if number else error
        raise Unwritable(f"cannot write {path}: {reason}", "name another path") from None


def resolved(path: str, role: str) -> Path:
    """Return the path to write: that of a symbolic link leads to what is replaced.

    Raises Unreadable if the path is empty.
    """
    return Path(os.path.realpath(files.named(path, role)))


def require_folder(target: Path) -> None:
    """Raise Unwritable if there is no folder for a file or folder that does not exist."""
    if not target.parent.is_dir():
        hint = "create it, or name another path"
        raise Unwritable(f"there is no folder {target.parent}", hint)


def require_file(
    target: Path, path: str, is_own: Callable[[Path], bool], command: str, *, force: bool
) -> None:
    """Raise Unwritable if a file cannot be written, or is one that a command did not write.

    `is_own` tells whether a file is one that the command wrote; `force` replaces any file.
    """
    if not target.exists():
        require_folder(target)
    elif target.is_dir():
        raise Unwritable(f"{path} is a folder", "name a file in it")
    elif not target.is_file():
        raise Unwritable(f"{path} exists and is not a file", "name another path")
    elif not force and not is_own(target):
        message = f"{path} is a file that {command} did not write"
        raise Unwritable(message, "name another path, or add --force to replace it")


def require_apart(target: Path, path: str, inputs: Iterable[Path]) -> None:
    """Raise WrongUsage if replacing the target would remove what is read, or the working folder."""
    for kept in (*inputs, Path.cwd(), Path.home()):
        if target in (real := Path(os.path.realpath(kept)), *real.parents):
            raise WrongUsage(f"{path} is or holds {kept}, which is kept", "name another path")
