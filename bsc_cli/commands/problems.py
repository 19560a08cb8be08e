"""Print problems, for `bsc check` and `bsc audit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bsc_cli.checks.results import ProblemRow
from bsc_cli.output.formats import Result
from bsc_cli.system import messages
from bsc_cli.system.errors import ProblemsFound, counted
from bsc_cli.view import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.model.struct import Row
    from bsc_cli.system.errors import Problem
    from bsc_cli.view.blocks import View


def show(
    context: Context,
    file: str,
    problems: Sequence[Problem],
    summary: Callable[[], View] = list,
    one: dict[str, Any] | None = None,
    rows: Iterable[Row] | None = None,
) -> None:
    """Print the problems of a file as data, as a table, or as lines like compiler messages.

    The blocks that `summary` returns are printed above a table of problems or, if problems are
    printed as lines, below the lines. `one` or `rows` are printed as data in place of the problems.
    Raises ProblemsFound if there are problems.
    """
    result = Result(
        rows=map(ProblemRow.of, problems) if rows is None else rows,
        columns=ProblemRow.fields,
        view=lambda: [*summary(), *records.problems(problems)],
        one=one,
        lines=(line for problem in problems for line in messages.problem_lines(problem)),
        summary=summary,
    )
    context.show(result)
    if any(problem.severity == "error" for problem in problems):
        hint = "bsc check --explain CODE explains a code"
        raise ProblemsFound(f"{file}: {counted(len(problems), 'problem')}", hint)
