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
"""Characters of a message as shown; a value that it quotes may be a thousand times as long."""


def clipped(text: str) -> str:
    """Return a message without its middle if it is longer than LONGEST_MESSAGE."""
    if len(text) <= LONGEST_MESSAGE and len(visible(text)) <= LONGEST_MESSAGE:
        return text
    half = LONGEST_MESSAGE // 2
    begin, end = text[:half], text[-half:]
    return f"{begin[: _fitting(begin, half)]} … {end[len(end) - _fitting(end[::-1], half) :]}"


def _fitting(text: str, room: int) -> int:
    """Return how many characters from the beginning of a text fit once they are shown."""
    return sum(shown <= room for shown in accumulate(len(visible(char)) for char in text))


class Problem(NamedTuple):
    """A problem in a file: its message, its place, and a hint for fixing it.

    `subject` is the path of the value concerned (`figures[3].unit`), empty for the file as a
    whole. `code` is stable: scripts may rely on it. `record` is the place of the record in
    the store, for a problem whose position is one in the article.
    """

    code: str
    message: str
    position: Position
    subject: str = ""
    hint: str | None = None
    file: str = ""
    record: str | None = None

    def line(self) -> str:
        """Return the problem in the format of a compiler, so that editors can jump to it."""
        subject = f"{clipped(self.subject)}: " if self.subject else ""
        line, column = self.position
        message = clipped(self.message)
        return f"{self.file}:{line}:{column}: error[{self.code}]: {subject}{message}"


MOST_PROBLEMS = 100_000
"""Problems to look for: more than anybody fixes before checking again."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems in the order of their positions.

    At most MOST_PROBLEMS are taken; one more says that the file has others.
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
    """The base of all errors with a message for the person; `hint` says what to do next."""

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
    """A command line that makes no sense for any store."""


class Unreadable(BscError):
    """A file that cannot be read."""


class Unwritable(BscError):
    """An output that cannot be written."""


class DamagedIndex(BscError):
    """A file that is no index, or an incomplete one."""


class InvalidStore(BscError):
    """A store that is not in the required form; `problems` are in the order of their positions."""

    exit_code = 3

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problem._replace(file=file) for problem in problems)
        super().__init__(f"{file} is not a valid store: {counted(len(self.problems), 'problem')}")
