"""The command lines that messages suggest; each reads the same store as the run that prints it."""

from __future__ import annotations

import shlex

_options: list[str] = []
"""The options of this run that a suggested command line needs too."""


def use_store(path: str | None) -> None:
    """Let suggested command lines read the store that `--facts` names in this run, if any."""
    _options[:] = [] if path is None else ["--facts", path]


def command(*words: str) -> str:
    """Return the command line of these words, quoted where a shell needs it."""
    return shlex.join(("bsc", *_options, *words))


def with_store(line: str) -> str:
    """Return a command line, such as `bsc show ID`, with the options that it needs.

    A word may be a placeholder or part of a pipe; it is not quoted.
    """
    return f"{command()}{line.removeprefix('bsc')}"
