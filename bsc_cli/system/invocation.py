"""The command lines that messages suggest; each reads the same stores as the run that prints it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_options: list[str] = []
"""The options of this run that a suggested command line needs too."""


def use_stores(paths: Sequence[str] = (), names: Sequence[str] = ()) -> None:
    """Let suggested command lines read the stores that this run reads.

    These are the paths that `--facts` gives, and the names that `--store` gives.
    """
    pairs = (*(("--facts", path) for path in paths), *(("--store", name) for name in names))
    _options[:] = [word for pair in pairs for word in pair]


def command(*words: str) -> str:
    """Return the command line of these words, quoted where a shell needs it."""
    return shlex.join(("bsc", *_options, *words))


def with_store(line: str) -> str:
    """Return a command line, such as `bsc show ID`, with the options that it needs.

    A word may be a placeholder or part of a pipe; it is not quoted.
    """
    return f"{command()}{line.removeprefix('bsc')}"
