"""Messages to the user, on standard error."""

from __future__ import annotations

from typing import Final

from bsc_cli.system import terminal
from bsc_cli.system.errors import BscError, InvalidStore, Problem, clipped
from bsc_cli.system.invocation import with_store

_MOST: Final = 100
"""The maximum number of a store's problems that commands other than `bsc check` print."""


def tell(error: BscError) -> None:
    """Print the message and hint of an error; for an invalid store, print its problems first."""
    if isinstance(error, InvalidStore):
        for problem in error.problems[:_MOST]:
            terminal.note(*problem_lines(problem))
        if len(error.problems) > _MOST:
            more = f"{len(error.problems) - _MOST:,} more problems"
            terminal.note(f"bsc: {more}; {with_store('bsc check')} prints all of them")
    hint(error, "error: ")


def problem_lines(problem: Problem) -> list[str]:
    """Return the lines to print for a problem: its position and message, then any hint."""
    hint = [f"    hint: {clipped(problem.hint)}"] if problem.hint else []
    return [problem.line(), *hint]


def say(text: str, advice: str | None = None) -> None:
    """Print an informational message, followed by the advice, if any, as a hint."""
    hint(BscError(text, advice))


def hint(error: BscError, label: str = "") -> None:
    """Print the message of an error after `label`, and then any hint."""
    advice = [f"hint: {error.hint}"] if error.hint else []
    terminal.note(f"bsc: {label}{error.message}", *advice)
