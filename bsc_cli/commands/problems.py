"""Problems as the result of `bsc check` and `bsc audit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.output.formats import Result
from bsc_cli.system import boundary
from bsc_cli.system.errors import PROBLEM_COLUMNS, ProblemsFound, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.system.errors import Problem


def result(problems: Sequence[Problem]) -> Result:
    """Return problems as rows, as a table, and as the lines that compilers print."""
    return Result(
        rows=(problem.as_json() for problem in problems),
        columns=PROBLEM_COLUMNS,
        view=lambda records: records.problems(problems),
        name="code",
        lines=(line for problem in problems for line in boundary.problem_lines(problem)),
    )


def fail_if_any(file: str, problems: Sequence[Problem]) -> None:
    """Raise ProblemsFound, with their number, if there are problems."""
    if problems:
        hint = "bsc check --explain CODE explains a code"
        raise ProblemsFound(f"{file}: {counted(len(problems), 'problem')}", hint)
