"""`bsc export`: write all records to a file or folder that another program reads."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bsc_cli.commands import sentences
from bsc_cli.commands.context import one_of
from bsc_cli.export.content import Content
from bsc_cli.export.formats import FORMATS
from bsc_cli.system import files, messages, terminal
from bsc_cli.system.errors import Unreadable, Unwritable, WrongUsage, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bsc_cli.commands.context import Context
    from bsc_cli.export.formats import Format


def run(context: Context, path: str, export_format: str | None, force: bool) -> None:
    """Write the records of all stores to a path, in the format given or that the path means.

    Raises WrongUsage if the path means no format or holds what the export is made from, and
    Unwritable if the path cannot be written or has something that no export has made.
    """
    if not context.is_default_format:
        raise WrongUsage("bsc export prints no records", "name the format with --as")
    name = _meant(path) if export_format is None else export_format
    format = FORMATS[one_of(FORMATS, "--as", name)]
    with _reporting(path):
        # A symbolic link is followed, so that the file or folder that it leads to is replaced.
        target = Path(os.path.realpath(files.named(path, "export")))
        _require_free(target, path, format, force)
    index = context.open_index()
    texts = sentences.Texts(context, index, "there are no positions")
    _require_apart(target, path, texts.paths())
    with _reporting(path):
        _write(target, format, Content(index, texts.of, terminal.progress("exporting")))
    number = sum(index.counts().values())
    hint = None if texts.are_named else "with the article (--article FILE), it has positions too"
    messages.say(f"{path}: {format.noun} of {counted(number, 'record')}", hint)


@contextmanager
def _reporting(path: str) -> Iterator[None]:
    """Raise Unwritable, with the path, for any error of the system while the block runs."""
    try:
        yield
    except (OSError, ValueError) as error:
        # A library may have put its own words before those of the system.
        number = error.errno if isinstance(error, OSError) else None
        reason = os.strerror(number) if number else error
        raise Unwritable(f"cannot write {path}: {reason}", "name another path") from None


def _meant(path: str) -> str:
    """Return the name of the format that a path means."""
    is_folder = path.endswith(("/", os.sep))
    ending = Path(path).suffix.lower()
    for name, format in FORMATS.items():
        if ending in format.endings and (format.is_folder or not is_folder):
            return name
    if is_folder or not ending or Path(path).is_dir():
        return "datapackage"
    hint = "end it in .db, .parquet or .jsonld, or in / for a folder of CSV files, or add --as"
    raise WrongUsage(f"the ending of {path} means no format", hint)


def _require_apart(target: Path, path: str, inputs: Iterable[Path]) -> None:
    """Raise WrongUsage if replacing the target would remove what is read, or the working folder."""
    for kept in (*inputs, Path.cwd(), Path.home()):
        if target in (real := Path(os.path.realpath(kept)), *real.parents):
            raise WrongUsage(f"{path} is or holds {kept}, which is kept", "name another path")


def _require_free(target: Path, path: str, format: Format, force: bool) -> None:
    """Raise Unwritable if the target cannot be written, or has what no export has made."""
    if not target.exists() and not target.is_symlink():
        if not target.parent.is_dir():
            hint = "create it, or name another path"
            raise Unwritable(f"there is no folder {target.parent}", hint)
    elif format.is_folder:
        if not target.is_dir():
            raise Unwritable(f"{path} exists and is not a folder", "name another path")
        _require_own_folder(target, path, force)
    else:
        if not target.is_file():
            raise Unwritable(f"{path} exists and is not a file", "name another path")
        if not force and not format.load().is_own(target):
            message = f"{path} is a file that bsc export did not write"
            raise Unwritable(message, "name another path, or add --force to replace it")


def _require_own_folder(target: Path, path: str, force: bool) -> None:
    """Raise Unwritable if a folder has other content than an export.

    Even by force, only a folder with an export is replaced: a mistyped path would remove too much.
    """
    own = _own_files(target)
    if own is None:
        others = {entry.name for entry in files.listed(target)}
        hint = "name another path, or empty the folder"
    else:
        others = set() if force else files.below(target) - own
        hint = "name another path, or add --force to replace the folder"
    if others:
        what = f"something that bsc export did not write: {min(others)}"
        raise Unwritable(f"the folder {path} has {what}", hint)


def _own_files(folder: Path) -> set[str] | None:
    """Return the files that an export wrote to a folder, or `None` if the folder has no export."""
    try:
        own = json.loads(files.read(folder / _OWN, "list of files", files.LARGEST_STORE))
    except (Unreadable, ValueError, RecursionError):
        return None
    return set(map(str, own)) if isinstance(own, list) else None


_OWN: Final = ".bsc-export.json"
"""The list of the files that an export wrote to a folder; engines ignore this name."""


def _write(target: Path, format: Format, content: Content) -> None:
    replacing = files.replacing_folder if format.is_folder else files.replacing
    with files.clearing_up(), replacing(target) as unfinished:
        format.load().write(content, unfinished)
        if format.is_folder:
            own = sorted({_OWN, *files.below(unfinished)})
            with files.opened(unfinished / _OWN) as file:
                json.dump(own, file, indent=0)
        files.finish(unfinished)
