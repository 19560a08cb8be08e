"""Open a file in the person's editor, at a line."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bsc_cli.system.errors import BscError, WrongUsage

if TYPE_CHECKING:
    from bsc_cli.system.errors import Place

_OF_VS_CODE: Final = ("code", "code-insiders", "codium", "cursor", "windsurf")
"""The editors that take a file with its line after the option -g."""


def open_at(place: Place) -> None:
    """Open a file at a line in the editor that VISUAL or EDITOR names, and wait until it ends.

    Either may have arguments. Raises WrongUsage if no editor is named or it cannot be started, and
    BscError if it fails.
    """
    name = next((name for name in ("VISUAL", "EDITOR") if os.environ.get(name, "").strip()), None)
    if name is None:
        hint = "name one: export EDITOR=nano, or EDITOR='code --wait'"
        raise WrongUsage("neither VISUAL nor EDITOR names an editor", hint)
    try:
        words = shlex.split(os.environ[name])
    except ValueError:
        raise WrongUsage(f"{name} has a quotation mark without its pair", "correct it") from None
    try:
        line = [*words, *_arguments(words[0], place)]
        status = subprocess.run(line, check=False).returncode  # noqa: S603 - it is the person's own
    except OSError as error:
        message = f"cannot start the editor {words[0]}: {error.strerror or error}"
        raise WrongUsage(message, f"correct {name}") from None
    if status:
        how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
        raise BscError(f"the editor {words[0]} {how}")


def _arguments(editor: str, place: Place) -> list[str]:
    """Return the arguments with which an editor opens a file at a line."""
    # A name that begins like an option or a line would be taken for one.
    file = f"./{place.file}" if place.file[0] in "-+" else place.file
    if Path(editor).name in _OF_VS_CODE:
        return ["-g", f"{file}:{place.line}:{place.column}"]
    return [f"+{place.line}", file]
