"""`bsc check`: check a store without its article, or explain the code of a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bsc_cli.checks import form, rules
from bsc_cli.commands import problems
from bsc_cli.commands.problems import Found, ProblemChoice
from bsc_cli.model.types import in_words
from bsc_cli.output.formats import Result
from bsc_cli.system.errors import InvalidStore, WrongUsage, counted, in_order
from bsc_cli.view.blocks import Pairs
from bsc_cli.view.problems import counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.store.store import Store
    from bsc_cli.system.errors import Problem


def run(context: Context, paths: Sequence[str], explain: str | None, **choice: Any) -> None:
    """If `explain` is the code of a problem, explain the code; otherwise, check stores.

    The stores are those at `paths` or, without a path, the one that the shared options select.
    Raises WrongUsage if the command line asks for both, or names stores twice.
    """
    if paths and explain is not None:
        raise WrongUsage("STORE and --explain contradict each other", "leave out one of them")
    context = context.of_stores(paths)
    if explain is not None:
        _explain(context, explain)
    else:
        checked = [_Checked.of(store) for _, store in context.each_store()]
        _check(context, checked, ProblemChoice(**choice, strict=context.strict))


class _Checked(NamedTuple):
    """A store, or the part of it that is valid, and its problems."""

    file: str
    store: Store | None
    problems: list[Problem]

    @property
    def size(self) -> int:
        """The number of valid records."""
        return len(self.store.records) if self.store else 0

    @classmethod
    def of(cls, context: Context) -> _Checked:
        """Check a store."""
        file = str(context.store_path())
        try:
            store = context.load_store()
        except InvalidStore as error:
            valid: Store | None = error.valid_part
            found = [*error.problems, *(rules.problems(valid) if valid else ())]
            return cls(file, valid, in_order(found))
        return cls(file, store, rules.problems(store))


def _check(context: Context, checked: Sequence[_Checked], choice: ProblemChoice) -> None:
    """Print the problems of stores. Raises ProblemsFound if there are errors."""
    found = [problem for one in checked for problem in one.problems]
    stores = [one.store for one in checked if one.store]
    choice = choice.checked(stores, found)
    records = sum(one.size for one in checked)
    explanations = (*form.CODES, *(rule.explanation for rule in rules.STORE_RULES))
    applied = [(explanation, records) for explanation in explanations]
    notes = [
        f"{one.file}: {counted(one.size, 'record')}, {counts(one.problems)}"
        for one in (() if choice.is_partial else checked)
        if len(checked) > 1 or not one.problems
    ]
    subject = checked[0].file if len(checked) == 1 else counted(len(checked), "store")
    problems.show(context, Found("bsc check", subject, found, applied), choice, notes=notes)


def _explain(context: Context, code: str) -> None:
    """Print the explanation of a problem's code. Raises WrongUsage if the code is unknown."""
    one = problems.explanation(code)._asdict()
    pairs = [
        ("" if number else in_words(name), line)
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
