"""Messages to the user, on standard error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsc_cli.system import terminal
from bsc_cli.system.errors import BscError, InvalidStore, Problem, clipped
from bsc_cli.system.invocation import with_store
from bsc_cli.system.visible import columns, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST: Final = 100
"""The maximum number of a store's problems that commands other than `bsc check` print."""


def tell(error: BscError) -> None:
    """Print the message and hint of an error; for an invalid store, print its problems first."""
    if isinstance(error, InvalidStore):
        for problem in error.problems[:_MOST]:
            _print(*problem_lines([problem]))
        if len(error.problems) > _MOST:
            more = f"{len(error.problems) - _MOST:,} more problems"
            _print(f"bsc: {more}; {with_store('bsc check --all')} prints all of them")
    hint(error, "error: ")


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the lines to print for problems: the position and message, then any hint.

    A hint is printed below the first of the problems that have it.
    """
    hints = set()
    for problem in problems:
        yield problem.line()
        if problem.hint and problem.hint not in hints:
            hints.add(problem.hint)
            yield f"    hint: {clipped(problem.hint)}"


def say(text: str, advice: str | None = None) -> None:
    """Print an informational message, followed by the advice, if any, as a hint."""
    hint(BscError(text, advice))


def hint(error: BscError, label: str = "") -> None:
    """Print the message of an error after `label`, and then any hint."""
    advice = [f"hint: {error.hint}"] if error.hint else []
    _print(f"bsc: {label}{error.message}", *advice)


def _print(*lines: str) -> None:
    """Print each argument as a line; line ends within an argument become spaces."""
    width, colour = terminal.message_width(), terminal.colours_messages()
    terminal.write_message("".join(shown(visible(line), width, colour) for line in lines))


def shown(line: str, width: int | None, colour: bool) -> str:
    """Return a line of a message, wrapped between words to a width if one is given, in colour."""
    lines = _wrapped(line, width) if width else [line]
    if colour and line.lstrip().startswith("hint: "):
        lines = [f"{_DIM}{text}{_PLAIN}" for text in lines]
    text = "".join(f"{line}\n" for line in lines)
    if colour:
        text = _SEVERITY.sub(
            lambda match: f"{match[1]}{_COLOURS[match[3]]}{match[2]}{_PLAIN}", text, count=1
        )
    return text


_SEVERITY: Final = re.compile(r"(:\s+)((error|warning)(?:\[[\w-]+\])?:)")
_COLOURS: Final = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m"}
_DIM, _PLAIN = "\x1b[2m", "\x1b[0m"

_NARROWEST: Final = 20
"""The minimum width, in columns, of a terminal to which messages are wrapped."""


def _wrapped(text: str, width: int) -> list[str]:
    """Wrap text between words; a word that is wider than a line is left to the terminal."""
    if columns(text) <= width or width < _NARROWEST:
        return [text]
    indent = " " * (len(text) - len(text.lstrip()) + 2)
    first, *words = text.lstrip().split(" ")
    lines = [indent[2:] + first]
    used = columns(lines[0])
    for word in words:
        used += 1 + columns(word)
        if used > width:
            lines.append(indent + word)
            used = columns(lines[-1])
        else:
            lines[-1] += f" {word}"
    return lines
