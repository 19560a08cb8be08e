"""The result of `bsc check` and `bsc audit`, for the formats that builds read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bsc_cli.checks.rules import EXPLANATIONS
from bsc_cli.output.formats import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.checks.rule import Explanation
    from bsc_cli.system.errors import Problem


class Applied(NamedTuple):
    """A rule, the number of elements that it looked at, and the problems that it found."""

    rule: Explanation
    examined: int
    problems: list[Problem]


class ProblemResult(Result):
    """The problems that a command found; `rules` has each rule with what it looked at.

    If `is_strict` is true, warnings fail too.
    """

    has_problems = True

    def __init__(
        self,
        command: str,
        problems: Sequence[Problem],
        rules: Sequence[tuple[Explanation, int]],
        is_strict: bool,
        **rest: Any,
    ) -> None:
        super().__init__(**rest)
        self.command = command
        self.problems = problems
        self.is_strict = is_strict
        self._rules = rules

    def applied(self) -> list[Applied]:
        """Return the rules of the command, and any other whose code a problem has."""
        rules = {rule.code: Applied(rule, examined, []) for rule, examined in self._rules}
        for problem in self.problems:
            rule = EXPLANATIONS[problem.code]
            rules.setdefault(rule.code, Applied(rule, 0, [])).problems.append(problem)
        return [*rules.values()]
