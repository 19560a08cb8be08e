"""`bsc check`: check a store without its article, or explain the code of a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.checks import rules
from bsc_cli.commands import problems
from bsc_cli.output.formats import Result
from bsc_cli.system import messages
from bsc_cli.system.errors import InvalidStore, WrongUsage, counted, in_order
from bsc_cli.text.nearest import did_you_mean
from bsc_cli.view.blocks import Pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.commands.context import Context


def run(context: Context, path: str | None, explain: str | None) -> None:
    """If `explain` is the code of a problem, explain the code; otherwise, check a store.

    The store is the one at `path` or, without a path, the one that the shared options select.
    Raises WrongUsage if the command line asks for both, or names two stores.
    """
    for option, value in (("--explain", explain), ("--facts", context.facts or None)):
        if path is not None and value is not None:
            raise WrongUsage(f"STORE and {option} contradict each other", "leave out one of them")
    if explain is not None:
        _explain(context, explain)
    else:
        _check(context if path is None else context._replace(facts=(path,)))


def _check(context: Context) -> None:
    """Print the problems of a store. Raises ProblemsFound if there are problems."""
    file = str(context.store_path())
    try:
        store = context.load_store()
    except InvalidStore as error:
        found = [*error.problems, *(rules.problems(error.valid_part) if error.valid_part else ())]
        problems.show(context, file, in_order(found))
        return
    problems.show(context, file, rules.problems(store))
    messages.say(f"{file}: {counted(len(store.records), 'record')}, no problems")


def _explain(context: Context, code: str) -> None:
    """Print the explanation of a problem's code. Raises WrongUsage if the code is unknown."""
    explanation = rules.EXPLANATIONS.get(code)
    if explanation is None:
        raise WrongUsage(f"there is no code '{code}'", did_you_mean(code, rules.EXPLANATIONS))
    one = explanation._asdict()
    pairs = [
        ("" if number else name.replace("_", " "), line)
        for name, value in one.items()
        for number, line in enumerate(value.split("\n"))
    ]
    context.show(Result.of_one(one, lambda: [Pairs(pairs)], _lines(one)))


def _lines(explanation: dict[str, str]) -> Iterator[str]:
    """Yield the lines of an explanation, with each example indented below its label."""
    for name, value in explanation.items():
        is_example = name in ("fails", "passes")
        yield f"{name}:" if is_example else f"{name}: {value}"
        if is_example:
            yield from (f"    {line}" for line in value.split("\n"))
