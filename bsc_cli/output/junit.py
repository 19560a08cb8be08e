"""Problems as JUnit XML: a test case for each rule that looked at something.

There is no standard. The elements are those that GitLab, Jenkins and GitHub actions read: see
https://github.com/testmoapp/junitxml, and `tests/junit.xsd`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from bsc_cli.output.problems import ProblemResult
from bsc_cli.system.errors import counted
from bsc_cli.system.messages import problem_lines
from bsc_cli.system.terminal import write_data
from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.output.formats import Result, Style
    from bsc_cli.output.problems import Applied


def write(result: Result, _: Style) -> None:
    """Print a test suite: a rule that finds an error fails; warnings are printed in its output."""
    assert isinstance(result, ProblemResult)
    cases = [rule for rule in result.applied() if rule.examined or rule.problems]
    failed = [case for case in cases if case.problems and _fails(case, result)]
    counts = f'tests="{len(cases)}" failures="{len(failed)}" errors="0"'
    write_data(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<testsuites {counts}>\n"
        f"<testsuite name={quoteattr(result.command)} {counts}>\n"
    )
    for case in cases:
        write_data("".join(f"{line}\n" for line in _case(case, result)))
    write_data("</testsuite>\n</testsuites>\n")


def _fails(case: Applied, result: ProblemResult) -> bool:
    return result.is_strict or case.rule.severity == "error"


def _case(case: Applied, result: ProblemResult) -> Iterator[str]:
    rule, problems = case.rule, case.problems
    head = f"<testcase classname={quoteattr(result.command)} name={quoteattr(rule.code)}"
    if not problems:
        yield f"{head}/>"
        return
    yield f"{head}>"
    text = escape("\n".join(map(visible, problem_lines(problems))))
    if _fails(case, result):
        message = f"{counted(len(problems), 'problem')}: {rule.rule}"
        yield f"<failure type={quoteattr(rule.code)} message={quoteattr(message)}>{text}</failure>"
    else:
        yield f"<system-out>{text}</system-out>"
    yield "</testcase>"
