"""Problems, as lines like those of a compiler and as a table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bsc_cli.system.errors import clipped, counted
from bsc_cli.system.messages import problem_lines
from bsc_cli.view.blocks import Cell, Pairs, Role, View, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.system.errors import Problem

MOST: Final = 20
"""The maximum number of problems that are shown, without --all; data formats have all of them."""


def lines(problems: Sequence[Problem], all: bool) -> Iterator[str]:
    """Yield the lines of the problems to show, and a line that counts the rest."""
    yield from problem_lines(_first(problems, all))
    if rest := _rest(problems, all):
        yield rest


def table_of(problems: Sequence[Problem], all: bool) -> View:
    """Return a table of the problems to show, if there are any, and a line that counts the rest."""
    if not problems:
        return []
    rows = (
        (
            str(problem.place),
            Cell(problem.label, role="bad" if problem.severity == "error" else None),
            problem.text,
            clipped(problem.hint or ""),
        )
        for problem in _first(problems, all)
    )
    columns: dict[str, Role] = {"place": "id", "code": "term", "problem": "text", "hint": "quiet"}
    rest = _rest(problems, all)
    return [table(columns, rows), *([Pairs([("", rest)])] if rest else [])]


def _first(problems: Sequence[Problem], all: bool) -> list[Problem]:
    """Return the problems to show, in their order: errors are preferred to warnings."""
    if all or len(problems) <= MOST:
        return [*problems]
    by_severity = sorted(range(len(problems)), key=lambda n: problems[n].severity != "error")
    return [problems[number] for number in sorted(by_severity[:MOST])]


def _rest(problems: Sequence[Problem], all: bool) -> str:
    """Count the problems that are not shown, by code; empty if all are shown."""
    rest = Counter(problem.code for problem in problems)
    rest.subtract(problem.code for problem in _first(problems, all))
    codes = [f"{number:,} {code}" for code, number in (+rest).most_common()]
    listed = ", ".join(codes) if len(codes) > 1 else "".join(+rest)
    return f"… and {rest.total():,} more: {listed}; --all prints them" if codes else ""


def counts(problems: Sequence[Problem]) -> str:
    """Return the numbers of errors and of warnings in words."""
    number = Counter(problem.severity for problem in problems)
    found = [counted(number[name], name) for name in ("error", "warning") if number[name]]
    return " and ".join(found) or "no problems"
