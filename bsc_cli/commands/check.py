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
    from bsc_cli.system.errors import Problem


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
    """Print the problems of stores, and a summary of each.

    Raises ProblemsFound if there are problems.
    """
    found: list[Problem] = []
    summaries = []
    stores = [store for _, store in context.each_store()]
    for store in stores:
        of_store, number = _problems(store)
        found += of_store
        outcome = counted(len(of_store), "problem") if of_store else "no problems"
        summaries.append(f"{store.facts[0]}: {counted(number, 'record')}, {outcome}")
    is_one = len(stores) == 1
    try:
        file = stores[0].facts[0] if is_one else counted(len(stores), "store")
        problems.show(context, file, found)
    finally:
        for summary in summaries if not (is_one and found) else ():
            messages.say(summary)


def _problems(context: Context) -> tuple[list[Problem], int]:
    """Return the problems of a store, and the number of its valid records."""
    try:
        store = context.load_store()
    except InvalidStore as error:
        part = error.valid_part
        found = [*error.problems, *(rules.problems(part) if part else ())]
        return in_order(found), len(part.records) if part else 0
    return list(rules.problems(store)), len(store.records)


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
