"""Everything that can go wrong, and the exit status that each wrong gives.

Exit statuses: 0 done, an empty list included; 1 asked for and not there;
2 wrong usage, or a file that cannot be read or written; 3 an invalid store;
130 interrupted.
"""

from __future__ import annotations

from itertools import accumulate, islice
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable


class Position(NamedTuple):
    """A position in a text: line and column, both from 1, columns in code points."""

    line: int
    column: int


LONGEST_MESSAGE = 1000
"""Characters of a message as it is shown; what it cites may be a thousand times as long."""


def clipped(text: str) -> str:
    """A message without the middle of it, if it is too long for anybody to read."""
    if len(text) <= LONGEST_MESSAGE and len(visible(text)) <= LONGEST_MESSAGE:
        return text
    half = LONGEST_MESSAGE // 2
    begin, end = text[:half], text[-half:]
    return f"{begin[: _fitting(begin, half)]} … {end[len(end) - _fitting(end[::-1], half) :]}"


def _fitting(text: str, room: int) -> int:
    """How many characters of a text, from its beginning, have room once they are shown."""
    return sum(shown <= room for shown in accumulate(len(visible(char)) for char in text))


class Problem(NamedTuple):
    """One thing that is wrong with a file: what, where, and what to do about it.

    `subject` is the value that it is about (`figures[3].unit`), empty where it is the
    file's own. `code` is stable: scripts may rely on it. `record` is where the record
    stands in the store, for a problem whose position is the article's.
    """

    code: str
    message: str
    position: Position
    subject: str = ""
    hint: str | None = None
    file: str = ""
    record: str | None = None

    def line(self) -> str:
        """The problem as compilers print theirs, so that editors can jump to it."""
        subject = f"{clipped(self.subject)}: " if self.subject else ""
        line, column = self.position
        message = clipped(self.message)
        return f"{self.file}:{line}:{column}: error[{self.code}]: {subject}{message}"

    def as_json(self) -> dict[str, str | int | None]:
        """The problem with its position taken apart."""
        return {
            "file": self.file,
            "line": self.position.line,
            "column": self.position.column,
            "code": self.code,
            "subject": clipped(self.subject) or None,
            "message": clipped(self.message),
            "hint": self.hint and clipped(self.hint),
            "record": self.record,
        }


MOST_PROBLEMS = 100_000
"""Problems that are looked for: more than anybody mends before looking again."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in the order of their places.

    Of more than MOST_PROBLEMS the first so many, and one that says that there are more.
    """
    found = list(islice(problems, MOST_PROBLEMS + 1))
    more = found[MOST_PROBLEMS:]
    ordered = sorted(found[:MOST_PROBLEMS], key=attrgetter("position"))
    for problem in more:
        message = f"more than {MOST_PROBLEMS:,} problems; no more are looked for"
        hint = "mend those before it, or hand over the file that was meant"
        ordered.append(Problem("too-many", message, problem.position, hint=hint, file=problem.file))
    return ordered


PROBLEM_COLUMNS = ("file", "line", "column", "code", "subject", "message", "hint", "record")
"""The keys of a problem in JSON."""


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number of things in words: `1 problem`, `3 agencies`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


class BscError(Exception):
    """The root of all errors that a person is told about.

    `hint` says what to do next, where there is something to do.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = clipped(message)
        self.hint = hint and clipped(hint)


class NotThere(BscError):
    """Asked for and not there: an unknown id, a search without a match."""

    exit_code = 1


class ProblemsFound(BscError):
    """A check that found problems, which have been printed."""

    exit_code = 1


class WrongUsage(BscError):
    """A command line that asks for something that no store could answer."""


class Unreadable(BscError):
    """A file that cannot be read."""


class Unwritable(BscError):
    """An output that cannot be written."""


class DamagedIndex(BscError):
    """An index that is none, or not a whole one."""


class InvalidStore(BscError):
    """A store that breaks the form; carries the problems found in it, in its order."""

    exit_code = 3

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problem._replace(file=file) for problem in problems)
        super().__init__(f"{file} is not a valid store: {counted(len(self.problems), 'problem')}")
