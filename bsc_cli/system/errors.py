"""The errors that end a run with a message, each with its exit status.

Exit statuses: 0 success, even if a list is empty; 1 something not found, or a problem found; 2
wrong usage, or a file that cannot be read or written; 3 an invalid store. An interrupt ends the
process by SIGINT, which a shell reports as status 130.
"""

from __future__ import annotations

from itertools import accumulate, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Position(NamedTuple):
    """A position in a text: its line and its column in code points, both counted from 1."""

    line: int
    column: int


LONGEST_MESSAGE = 1000
"""The maximum number of characters in a printed message; longer messages are shortened."""


def clipped(text: str) -> str:
    """Return a message, replacing its middle by `…` if the message exceeds LONGEST_MESSAGE."""
    if len(text) <= LONGEST_MESSAGE and len(visible(text)) <= LONGEST_MESSAGE:
        return text
    half = LONGEST_MESSAGE // 2
    begin, end = text[:half], text[-half:]
    return f"{begin[: _fitting(begin, half)]} … {end[len(end) - _fitting(end[::-1], half) :]}"


def _fitting(text: str, room: int) -> int:
    """Return how many leading characters of a text fit into `room` characters when made visible."""
    return sum(size <= room for size in accumulate(len(visible(char)) for char in text))


class Place(NamedTuple):
    """A position in a file, printed in the form that compilers and editors use."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """A problem in a file: its message, its position, and a hint for fixing it.

    `subject` is the path of the value concerned, such as `figures[3].unit`; it is empty if the
    problem concerns the whole file. `code` identifies the type of problem; codes never change, so
    scripts can rely on them. The severity is `error` or `warning`. For a problem in a store,
    `article` is the place in the article that the problem concerns, if there is one. `records` are
    the ids of the records concerned.
    """

    code: str
    message: str
    position: Position
    subject: str = ""
    hint: str | None = None
    file: str = ""
    severity: str = "error"
    article: Place | None = None
    records: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """The problem's position, with its file."""
        return Place(self.file, *self.position)

    @property
    def label(self) -> str:
        """The severity with the code: `error[orphan]`."""
        return f"{self.severity}[{self.code}]"

    @property
    def text(self) -> str:
        """The message after the subject, and then the place in the article, if there is one."""
        subject = f"{clipped(self.subject)}: " if self.subject else ""
        article = f" ({self.article})" if self.article else ""
        return f"{subject}{clipped(self.message)}{article}"

    def line(self) -> str:
        """Format the problem like a compiler message, so that editors can jump to its position."""
        return f"{self.place}: {self.label}: {self.text}"


MOST_PROBLEMS = 100_000
"""The maximum number of problems that a check reports."""


def in_order(
    problems: Iterable[Problem], key: Callable[[Problem], Any] = attrgetter("position")
) -> list[Problem]:
    """Sort problems, by position unless `key` says otherwise.

    If there are more than MOST_PROBLEMS, a problem with the code `too-many` replaces the rest.
    """
    first = list(islice(problems, MOST_PROBLEMS + 1))
    ordered = sorted(first[:MOST_PROBLEMS], key=key)
    for problem in first[MOST_PROBLEMS:]:
        message = f"more than {MOST_PROBLEMS:,} problems; the rest of the file was not checked"
        hint = "fix the problems listed above, or make sure that this is the right file"
        ordered.append(Problem("too-many", message, problem.position, hint=hint, file=problem.file))
    return ordered


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: `1 problem`, `3 agencies`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def listed(names: Iterable[str]) -> str:
    """Return names as a list in a sentence: `length`, `date and length`; nothing for none."""
    *most, last = [*names] or [""]
    return f"{', '.join(most)} and {last}" if most else last


class BscError(Exception):
    """The base class of errors that are reported to the user; `hint` suggests what to do next."""

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = clipped(message)
        self.hint = hint and clipped(hint)


class NotThere(BscError):
    """Something that was requested does not exist, such as an id or a match for a search."""

    exit_code = 1


class ProblemsFound(BscError):
    """A check found problems, which have already been printed."""

    exit_code = 1


class WrongUsage(BscError):
    """A mistake in the command line."""


class Unreadable(BscError):
    """A file that cannot be read."""


class Unwritable(BscError):
    """An output that cannot be written."""


class DamagedIndex(BscError):
    """A damaged index, or a file that is not an index."""


class NothingLeft(BscError):
    """None of several stores is valid; their problems have already been reported."""

    exit_code = 3


class InvalidStore(BscError):
    """A store that does not have the required form; `problems` are sorted by position.

    `valid_part` is a store (a `Store`) of the records that have the required form, or `None` if
    the file is not YAML.
    """

    exit_code = 3

    def __init__(self, file: str, problems: Iterable[Problem], valid_part: Any = None) -> None:
        self.problems = in_order(problem._replace(file=file) for problem in problems)
        self.valid_part = valid_part
        super().__init__(f"{file} is not a valid store: {counted(len(self.problems), 'problem')}")
