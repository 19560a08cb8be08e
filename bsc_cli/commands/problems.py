"""Print the problems that `bsc check` and `bsc audit` find, and choose which of them to print."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.checks.results import ProblemRow
from bsc_cli.checks.rules import EXPLANATIONS
from bsc_cli.index.names import key, name_keys
from bsc_cli.output.problems import ProblemResult
from bsc_cli.system import messages
from bsc_cli.system.errors import NotThere, ProblemsFound, WrongUsage
from bsc_cli.text.nearest import did_you_mean
from bsc_cli.view import problems as view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bsc_cli.checks.rule import Explanation
    from bsc_cli.commands.context import Context
    from bsc_cli.model.struct import Row
    from bsc_cli.store.store import Store
    from bsc_cli.system.errors import Problem
    from bsc_cli.view.blocks import View


class ProblemChoice(NamedTuple):
    """The values of the options that choose the problems to print and those that fail."""

    all: bool
    codes: tuple[str, ...]
    records: tuple[str, ...]
    strict: bool

    def checked(self, stores: Sequence[Store], problems: Iterable[Problem] = ()) -> ProblemChoice:
        """Return the choice with ids in place of the names of records.

        A record may be invalid, so that only `problems` name it. Raises WrongUsage for an unknown
        code, and NotThere for a name that is no record's or that of several records.
        """
        codes = tuple(explanation(code).code for code in self.codes)
        known = {id for problem in problems for id in problem.records}
        records = tuple(_id(name, stores, known) for name in self.records)
        return self._replace(codes=codes, records=records)

    @property
    def is_partial(self) -> bool:
        """Whether only the problems with some codes or of some records are chosen."""
        return bool(self.codes or self.records)

    def of(self, problems: Sequence[Problem]) -> Sequence[Problem]:
        """Return the problems that have one of the codes and concern one of the records."""
        return [
            problem
            for problem in problems
            if (not self.codes or problem.code in self.codes)
            and (not self.records or not {*self.records}.isdisjoint(problem.records))
        ]


def explanation(code: str) -> Explanation:
    """Return the explanation of a problem's code, in any case. Raises WrongUsage for no code."""
    found = EXPLANATIONS.get(code.lower())
    if found is None:
        raise WrongUsage(f"there is no code '{code}'", did_you_mean(code, EXPLANATIONS))
    return found


def _id(name: str, stores: Sequence[Store], known: set[str]) -> str:
    if name in known:
        return name
    ids = sorted({id for store in stores for id in _named(store, name)})
    if len(ids) == 1:
        return ids[0]
    if ids:
        hint = f"write one of the ids: {', '.join(ids)}"
        raise NotThere(f"--record: '{name}' means {len(ids):,} records", hint)
    names = (name_keys(record) for store in stores for record in store.records.values())
    known = known.union(*(store.places.paths for store in stores), *names)
    raise NotThere(f"--record: no record has the id or name '{name}'", did_you_mean(name, known))


def _named(store: Store, name: str) -> list[str]:
    """Return the ids of the records that a name identifies best; an id means its own record."""
    if name in store.places.paths:
        return [name]
    wanted = key(name)
    ranks = {id: name_keys(record).get(wanted) for id, record in store.records.items()}
    best = min((rank for rank in ranks.values() if rank is not None), default=None)
    return [id for id, rank in ranks.items() if best is not None and rank == best]


class Found(NamedTuple):
    """All the problems that a command found, and how the rules were applied.

    `subject` names what was checked. `rules` has the explanation of each rule, with the number of
    records, passages or other elements that the rule looked at.
    """

    command: str
    subject: str
    problems: Sequence[Problem]
    rules: Sequence[tuple[Explanation, int]]


def show(
    context: Context,
    found: Found,
    choice: ProblemChoice,
    summary: Callable[[], View] | None = None,
    reports: Callable[[], Sequence[Row]] | None = None,
    notes: Iterable[str] = (),
) -> None:
    """Print the problems that are chosen and then, for people, a summary of all and some notes.

    `reports` returns what is printed as JSON or YAML in place of the problems: one object, or a
    list of several. Raises ProblemsFound if there is an error or, with --strict, a warning.
    """
    problems = choice.of(found.problems)
    whole = reports() if reports and context.output in ("json", "yaml") else ()
    blocks = summary if summary and not choice.is_partial else list
    rules = [rule for rule in found.rules if not choice.codes or rule[0].code in choice.codes]
    result = ProblemResult(
        found.command,
        problems,
        rules,
        choice.strict,
        rows=whole if len(whole) > 1 else map(ProblemRow.of, problems),
        columns=ProblemRow.fields,
        view=lambda: [*view.table_of(problems, choice.all), *blocks()],
        one=whole[0].to_json() if len(whole) == 1 else None,
        lines=view.lines(problems, choice.all),
        summary=blocks,
    )
    context.show(result)
    for note in notes:
        messages.say(note)
    counts = view.counts(problems)
    if choice.is_partial:
        counts += f", of {len(found.problems):,} in all" if found.problems else ""
    elif summary and context.is_for_people():
        counts = ""  # the summary has told
    conclude(found.subject, problems, choice, counts)


def conclude(
    subject: str,
    problems: Sequence[Problem],
    choice: ProblemChoice,
    counts: str,
    hint: str = "bsc check --explain CODE explains a code",
) -> None:
    """Print how many problems there are.

    Raises ProblemsFound if there is an error or, with --strict, a warning.
    """
    if any(choice.strict or problem.severity == "error" for problem in problems):
        raise ProblemsFound(f"{subject}: {counts or 'problems found'}", hint)
    if counts and (problems or choice.is_partial):
        messages.say(f"{subject}: {counts}", hint if problems else None)
