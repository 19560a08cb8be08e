"""Everything that can go wrong, and the exit status that each wrong gives.

Exit statuses: 0 done, an empty list included; 1 asked for and not there;
2 wrong usage, or a file that cannot be read or written; 3 an invalid store;
130 interrupted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Position(NamedTuple):
    """A position in a text: line and column, both from 1, columns in code points."""

    line: int
    column: int


class Problem(NamedTuple):
    """One thing that is wrong with a file: what, where, and what to do about it.

    `subject` is the path of the value inside the file (`figures[3].unit`), empty
    where the problem is the file's own. `code` is stable: scripts may rely on it.
    """

    code: str
    message: str
    position: Position
    subject: str = ""
    hint: str | None = None

    def line(self, file: str) -> str:
        """The problem as compilers print theirs, so that editors can jump to it."""
        subject = f"{self.subject}: " if self.subject else ""
        line, column = self.position
        return f"{file}:{line}:{column}: error[{self.code}]: {subject}{self.message}"


class BscError(Exception):
    """The root of all errors that a person is told about.

    `hint` says what to do next, where there is something to do.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotThere(BscError):
    """Asked for and not there: an unknown id, a search without a match."""

    exit_code = 1


class WrongUsage(BscError):
    """A command line that asks for something that no store could answer."""


class Unreadable(BscError):
    """A file that cannot be read."""


class Unwritable(BscError):
    """An output that cannot be written."""


class InvalidStore(BscError):
    """A store that breaks the form; carries every problem found in it."""

    exit_code = 3

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__(f"{file} is not a valid store: {count}")
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda problem: problem.position))
