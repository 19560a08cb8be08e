"""The errors that end a run with a message, each with its exit status.

Exit statuses: 0 done, an empty list included; 1 not found, or a problem found; 2 wrong
usage, or a file that cannot be read or written; 3 an invalid store. An interrupt ends the
process by SIGINT, which a shell shows as 130.
"""

from __future__ import annotations

from itertools import accumulate, islice
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable


class Position(NamedTuple):
    """A position in a text: line and column, both counted from 1, columns in code points."""

    line: int
    column: int


LONGEST_MESSAGE = 1000
"""The most characters of a message as printed; a value that it quotes may have millions."""


def clipped(text: str) -> str:
    """Return a message without its middle if it has more than LONGEST_MESSAGE characters."""
    if len(text) <= LONGEST_MESSAGE and len(visible(text)) <= LONGEST_MESSAGE:
        return text
    half = LONGEST_MESSAGE // 2
    begin, end = text[:half], text[-half:]
    return f"{begin[: _fitting(begin, half)]} … {end[len(end) - _fitting(end[::-1], half) :]}"


def _fitting(text: str, room: int) -> int:
    """Return how many characters of a text's beginning fit once they are made visible."""
    return sum(size <= room for size in accumulate(len(visible(char)) for char in text))


class Problem(NamedTuple):
    """A problem in a file: its message, its position, and a hint for fixing it.

    `subject` is the path of the value concerned (`figures[3].unit`), empty for the whole
    file. Scripts may rely on `code`. For a problem in the article, `record` is the position
    in the store of the record concerned.
    """

    code: str
    message: str
    position: Position
    subject: str = ""
    hint: str | None = None
    file: str = ""
    record: str | None = None

    def line(self) -> str:
        """Return the problem as compilers print one, so that editors can jump to it."""
        subject = f"{clipped(self.subject)}: " if self.subject else ""
        line, column = self.position
        message = clipped(self.message)
        return f"{self.file}:{line}:{column}: error[{self.code}]: {subject}{message}"


MOST_PROBLEMS = 100_000
"""The most problems that a check reports."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems in the order of their positions.

    After the first MOST_PROBLEMS, a problem with the code `too-many` stands for the rest.
    """
    first = list(islice(problems, MOST_PROBLEMS + 1))
    ordered = sorted(first[:MOST_PROBLEMS], key=attrgetter("position"))
    for problem in first[MOST_PROBLEMS:]:
        message = f"more than {MOST_PROBLEMS:,} problems; the rest is not checked"
        hint = "fix the problems before this one, or check that this is the right file"
        ordered.append(Problem("too-many", message, problem.position, hint=hint, file=problem.file))
    return ordered


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: `1 problem`, `3 agencies`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


class BscError(Exception):
    """The base of all errors with a message for the user; `hint` is what to do next."""

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = clipped(message)
        self.hint = hint and clipped(hint)


class NotThere(BscError):
    """Something not found: an unknown id, a search without a match."""

    exit_code = 1


class ProblemsFound(BscError):
    """Problems found by a check, which has printed them."""

    exit_code = 1


class WrongUsage(BscError):
    """A command line that is wrong for any store."""


class Unreadable(BscError):
    """A file that cannot be read."""


class Unwritable(BscError):
    """An output that cannot be written."""


class DamagedIndex(BscError):
    """A damaged index, or a file that is not an index."""


class InvalidStore(BscError):
    """A store that is not in the required form; `problems` are in the order of their positions."""

    exit_code = 3

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problem._replace(file=file) for problem in problems)
        super().__init__(f"{file} is not a valid store: {counted(len(self.problems), 'problem')}")
