"""`bsc export`: write all records to a file or folder that another program reads."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bsc_cli.commands import sentences
from bsc_cli.commands.context import one_of
from bsc_cli.commands.target import (
    reporting,
    require_apart,
    require_file,
    require_folder,
    resolved,
)
from bsc_cli.export.content import Content
from bsc_cli.export.formats import FORMATS
from bsc_cli.export.places import Articles
from bsc_cli.system import files, messages, terminal, writing
from bsc_cli.system.errors import Unreadable, Unwritable, WrongUsage, counted

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context
    from bsc_cli.export.formats import Format


def run(context: Context, path: str, export_format: str | None, force: bool) -> None:
    """Write the records of all stores to a path, in the format given or that the path means.

    Raises WrongUsage if the path means no format or holds what the export is made from, and
    Unwritable if the path cannot be written or has something that no export has made.
    """
    if not context.is_default_format:
        raise WrongUsage("bsc export prints no records", "name the format with --as")
    if path == "-":
        hint = "name a file or folder; bsc claims --json prints records"
        raise WrongUsage("an export cannot be written to standard output", hint)
    name = _meant(path) if export_format is None else export_format
    format = FORMATS[one_of(FORMATS, "--as", name)]
    with reporting(path):
        target = resolved(path, "export")
        _require_free(target, path, format, force)
    index = context.open_index()
    texts = sentences.Texts(context, index, "there are no positions")
    require_apart(target, path, texts.paths())
    with reporting(path):
        content = Content(index, Articles(texts.of), terminal.progress("exporting"))
        _write(target, format, content)
    number = sum(index.counts().values())
    hint = "name the article (--article FILE) to export the place of each anchor"
    outcome = f"{path}: {format.noun} of {counted(number, 'record')}"
    messages.say(outcome, None if texts.are_named else hint)


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
    if ending in (".html", ".htm"):
        hint = f"bsc report -o {shlex.quote(path)} writes a page"
    raise WrongUsage(f"no export format ends in {ending}", hint)


def _require_free(target: Path, path: str, format: Format, force: bool) -> None:
    """Raise Unwritable if the target cannot be written, or has what no export has made."""
    if not format.is_folder:
        require_file(target, path, format.load().is_own, "bsc export", force=force)
    elif not target.exists():
        require_folder(target)
    elif not target.is_dir():
        raise Unwritable(f"{path} exists and is not a folder", "name another path")
    else:
        _require_own_folder(target, path, force)


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
    replacing = writing.replacing_folder if format.is_folder else writing.replacing
    with writing.clearing_up(), replacing(target) as unfinished:
        format.load().write(content, unfinished)
        if format.is_folder:
            own = sorted({_OWN, *files.below(unfinished)})
            with writing.opened(unfinished / _OWN) as file:
                json.dump(own, file, indent=0)
        writing.finish(unfinished)
