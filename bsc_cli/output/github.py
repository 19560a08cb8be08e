"""Problems as GitHub's workflow commands, which annotate the lines of files in a pull request.

See https://docs.github.com/actions/reference/workflow-commands-for-github-actions. The escapes are
those of GitHub's own library (actions/toolkit, packages/core/src/command.ts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.output.formats import batches
from bsc_cli.output.problems import ProblemResult
from bsc_cli.system.errors import clipped
from bsc_cli.system.terminal import write_data
from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from bsc_cli.output.formats import Result, Style
    from bsc_cli.system.errors import Problem

_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = {**_DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def write(result: Result, _: Style) -> None:
    """Print a command for each problem."""
    assert isinstance(result, ProblemResult)
    for batch in batches(result.problems):
        write_data("".join(map(_command, batch)))


def _command(problem: Problem) -> str:
    properties = {
        "file": problem.file,
        "line": str(problem.position.line),
        "col": str(problem.position.column),
        "title": f"bsc: {problem.code}",
    }
    escaped = {name: visible(text).translate(_PROPERTY) for name, text in properties.items()}
    pairs = ",".join(f"{name}={text}" for name, text in escaped.items())
    parts = (problem.text, clipped(problem.hint or ""))
    message = "\n".join(visible(part) for part in parts if part)
    return f"::{problem.severity} {pairs}::{message.translate(_DATA)}\n"
