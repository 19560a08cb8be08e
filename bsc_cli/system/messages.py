"""Messages to the user, on standard error."""

from __future__ import annotations

from typing import Final

from bsc_cli.system import terminal
from bsc_cli.system.errors import BscError, InvalidStore, Problem, clipped

_MOST: Final = 100
"""Problems of a store that a command other than `bsc check` prints."""


def tell(error: BscError) -> None:
    """Print an error's message and hint, and the problems of an invalid store."""
    if isinstance(error, InvalidStore):
        for problem in error.problems[:_MOST]:
            terminal.note(*problem_lines(problem))
        if len(error.problems) > _MOST:
            terminal.note(f"bsc: {len(error.problems) - _MOST:,} more: bsc check prints them all")
    hint(error, "error: ")


def problem_lines(problem: Problem) -> list[str]:
    """Return the lines of a problem: its place and message, and its hint."""
    hint = [f"    hint: {clipped(problem.hint)}"] if problem.hint else []
    return [problem.line(), *hint]


def say(text: str, advice: str | None = None) -> None:
    """Print information, with a hint if there is one."""
    hint(BscError(text, advice))


def hint(error: BscError, label: str = "") -> None:
    """Print an error's message and hint, by default as information."""
    advice = [f"hint: {error.hint}"] if error.hint else []
    terminal.note(f"bsc: {label}{error.message}", *advice)
