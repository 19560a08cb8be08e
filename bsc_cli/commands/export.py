"""`bsc export`: write all records to a file or folder that another program reads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bsc_cli.commands import sentences
from bsc_cli.export.content import Content
from bsc_cli.export.formats import FORMATS
from bsc_cli.system import files, messages, terminal
from bsc_cli.system.errors import Unwritable, WrongUsage, counted
from bsc_cli.text.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bsc_cli.commands.context import Context
    from bsc_cli.export.formats import Format


def run(context: Context, path: str, export_format: str | None, force: bool) -> None:
    """Write the records of all stores to a path, in the format given or that the path means.

    Raises WrongUsage if the path means no format or holds what the export is made from, and
    Unwritable if the path cannot be written or has something that no export has made.
    """
    if not context.is_default_format:
        raise WrongUsage("bsc export prints no records", "name the format with --as")
    format = _format(path, export_format)
    target = _target(path)
    _require_free(target, path, format, force)
    index = context.open_index()
    texts = sentences.Texts(context, index, "there are no positions")
    stores = (Path(store.facts[0]) for _, store in context.each_store())
    _require_apart(target, path, (*stores, *texts.paths()))
    _write(target, path, format, Content(index, texts.of, terminal.progress("exporting")))
    number = sum(index.counts().values())
    hint = None if texts.are_named else "with the article (--article FILE), it has positions too"
    messages.say(f"{path}: {format.noun} of {counted(number, 'record')}", hint)


def _target(path: str) -> Path:
    """Return the absolute path to write; through a symbolic link, that of its target."""
    try:
        return Path(os.path.realpath(files.named(path, "export")))
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None


def _format(path: str, named: str | None) -> Format:
    """Return the format that an option names, or else the one that the path means."""
    if named is not None and named not in FORMATS:
        hint = did_you_mean(named, FORMATS) or f"choose one of {', '.join(FORMATS)}"
        raise WrongUsage(f"--as cannot be '{named}'", hint)
    if named is not None:
        return FORMATS[named]
    is_folder = path.endswith(_SEPARATORS)
    ending = Path(path).suffix.lower()
    for format in FORMATS.values():
        if ending in format.endings and (format.is_folder or not is_folder):
            return format
    if is_folder or not ending or Path(path).is_dir():
        return next(format for format in FORMATS.values() if format.is_folder)
    raise WrongUsage(f"the ending of {path} means no format", f"add --as {' or '.join(FORMATS)}")


_SEPARATORS = ("/", os.sep)


def _require_apart(target: Path, path: str, inputs: Iterable[Path]) -> None:
    """Raise WrongUsage if replacing the target would remove what is read, or the working folder."""
    for kept in (*inputs, Path.cwd(), Path.home()):
        if target in (real := Path(os.path.realpath(kept)), *real.parents):
            raise WrongUsage(f"{path} is or holds {kept}, which is kept", "name another path")


def _require_free(target: Path, path: str, format: Format, force: bool) -> None:
    """Raise Unwritable if the target cannot be written, or has what no export has made."""
    try:
        exists = target.exists() or target.is_symlink()
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None
    if not exists and not target.parent.is_dir():
        raise Unwritable(f"there is no folder {target.parent}", "create it, or name another path")
    if not exists:
        return
    if not format.is_folder and target.is_dir():
        hint = f"name a file in it: {Path(path) / 'facts'}{format.endings[0]}"
        raise Unwritable(f"{path} is a folder", hint)
    if not (target.is_dir() if format.is_folder else target.is_file()):
        what = "a folder" if format.is_folder else "a file"
        raise Unwritable(f"{path} exists and is not {what}", "name another path")
    if format.is_folder:
        _require_own_folder(target, path, format, force)
    elif not force and not format.load().is_own(target):
        message = f"{path} is a file that bsc export did not write"
        raise Unwritable(message, "name another path, or add --force to replace it")


def _require_own_folder(target: Path, path: str, format: Format, force: bool) -> None:
    """Raise Unwritable if a folder has other content than an export.

    Even by force, only a folder with an export is replaced: a mistyped path would remove too much.
    """
    made = format.load().files_of(target)
    if made is None and files.listed(target):
        message = f"the folder {path} has content, but no {format.noun.removeprefix('a ')} of bsc"
        raise Unwritable(message, "name another path, or empty the folder")
    added = files.below(target) - (made or set())
    if added and not force:
        message = f"the folder {path} has a file that bsc export did not write: {min(added)}"
        raise Unwritable(message, "name another path, or add --force to replace the folder")


def _write(target: Path, path: str, format: Format, content: Content) -> None:
    replacing = files.replacing_folder if format.is_folder else files.replacing
    try:
        with files.clearing_up(), replacing(target) as unfinished:
            format.load().write(content, unfinished)
            files.finish(unfinished)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None


def _unwritable(path: str, error: Exception) -> Unwritable:
    # A library may have put its own words before those of the system.
    number = error.errno if isinstance(error, OSError) else None
    reason = os.strerror(number) if number else error
    return Unwritable(f"cannot write {path}: {reason}", "name another path")
