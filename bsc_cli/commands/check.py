"""`bsc check`: hold a store against its own rules, or explain a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.checks import rules
from bsc_cli.commands import problems
from bsc_cli.model.struct import PlainRow
from bsc_cli.output.formats import Result
from bsc_cli.system import messages
from bsc_cli.system.errors import InvalidStore, WrongUsage, counted
from bsc_cli.text.nearest import did_you_mean
from bsc_cli.view.blocks import Pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.checks.rule import Explanation
    from bsc_cli.commands.context import Context


def run(context: Context, path: str | None, explain: str | None) -> None:
    """Check the store at a path, else the one that the context names, or explain a code."""
    if explain is not None:
        _explain(context, explain)
    else:
        _check(context if path is None else context._replace(facts=path))


def _check(context: Context) -> None:
    """Print the problems of a store; raise ProblemsFound if there are any."""
    file = str(context.store_path())
    number = 0
    try:
        store = context.load_store()
        number = len(store.records)
        found = rules.problems(store)
    except InvalidStore as error:
        found = error.problems
    context.show(problems.result(found))
    problems.fail_if_any(file, found)
    messages.say(f"{file}: {counted(number, 'record')}, no problem")


def _explain(context: Context, code: str) -> None:
    """Print the explanation of a problem's code; raise WrongUsage if there is none."""
    explanation = rules.EXPLANATIONS.get(code)
    if explanation is None:
        raise WrongUsage(f"there is no code '{code}'", did_you_mean(code, rules.EXPLANATIONS))
    one = explanation._asdict()
    context.show(
        Result(
            rows=[PlainRow(one)],
            columns=explanation._fields,
            view=lambda: [Pairs(_pairs(explanation))],
            one=one,
            name="code",
            lines=_lines(explanation),
        )
    )


def _lines(explanation: Explanation) -> Iterator[str]:
    """Yield the lines of an explanation; examples stand below their labels."""
    for name, value in explanation._asdict().items():
        if name in ("fails", "passes"):
            yield f"{name}:"
            yield from (f"    {line}" for line in value.split("\n"))
        else:
            yield f"{name}: {value}"


def _pairs(explanation: Explanation) -> list[tuple[str, str]]:
    """Return an explanation as pairs, with one for each line of an example."""
    return [
        ("" if index else name.replace("_", " "), line)
        for name, value in explanation._asdict().items()
        for index, line in enumerate(value.split("\n"))
    ]
