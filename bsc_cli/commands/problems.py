"""Problems as the result of `bsc check` and `bsc audit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bsc_cli.checks.results import ProblemRow
from bsc_cli.output.formats import Result
from bsc_cli.system import messages
from bsc_cli.system.errors import ProblemsFound, counted
from bsc_cli.view import records

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bsc_cli.system.errors import Problem
    from bsc_cli.view.blocks import View


def result(
    problems: Sequence[Problem],
    summary: Callable[[], View] = list,
    one: dict[str, Any] | None = None,
) -> Result:
    """Return problems as rows, as a table, and as the lines that compilers print.

    `summary` makes the blocks that stand above the table or below the lines.
    """
    return Result(
        rows=map(ProblemRow.of, problems),
        columns=ProblemRow.fields,
        view=lambda: [*summary(), *records.problems(problems)],
        one=one,
        name="code",
        lines=(line for problem in problems for line in messages.problem_lines(problem)),
        summary=summary,
    )


def fail_if_any(file: str, problems: Sequence[Problem]) -> None:
    """Raise ProblemsFound, with their number, if there are problems."""
    if problems:
        hint = "bsc check --explain CODE explains a code"
        raise ProblemsFound(f"{file}: {counted(len(problems), 'problem')}", hint)
