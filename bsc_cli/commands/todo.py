"""`bsc todo`: list the values of stores that are still to be filled in, or edit the first."""

from __future__ import annotations

from collections import Counter
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.checks import rules
from bsc_cli.commands import sentences
from bsc_cli.output.formats import Result
from bsc_cli.system import files, messages
from bsc_cli.system.errors import InvalidStore, WrongUsage, counted, in_order
from bsc_cli.system.invocation import command
from bsc_cli.view import todo as view
from bsc_cli.view.todo import Progress, ToDo

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.store.store import Store
    from bsc_cli.system.errors import Problem


def run(context: Context, paths: Sequence[str], first: bool, edit: bool) -> None:
    """List what is to be filled in in the stores at `paths`, or in that of the shared options.

    With `first`, list only the first value; with `edit`, open the file there in an editor instead.
    Raises WrongUsage if the command line names stores twice, or asks for both data and an editor.
    """
    context = context.of_stores(paths)
    if edit and not context.is_default_format:
        raise WrongUsage("--edit prints no data", f"leave out --output {context.output}")
    drafts = [*context.load_each(Draft.of)]
    if edit:
        _edit(drafts, is_named=bool(paths))
        return
    limit = 1 if first else context.row_limit()
    items = [*islice(chain.from_iterable(draft.items() for draft in drafts), limit)]
    progress = {draft.file: draft.progress() for draft in drafts if draft.left}
    lines = view.lines(items)
    context.show(Result(items, ToDo.fields, lambda: view.todo(items, progress), lines=lines))
    for draft in drafts:
        draft.say_if_done(is_named=bool(paths))


class Draft(NamedTuple):
    """A store, and its problems: the values that are left to fill in, and the others."""

    context: Context
    store: Store
    left: Sequence[Problem]
    others: Sequence[Problem]

    @classmethod
    def of(cls, context: Context) -> Draft:
        """Find what is left to fill in in a store.

        Raises InvalidStore if it is invalid for another reason than an id that is still TODO.
        """
        found: list[Problem] = []
        try:
            store = context.load_store()
        except InvalidStore as error:
            found = error.problems
            if any(problem.code != "todo" for problem in found):
                raise
            store = error.valid_part
        problems = in_order((*found, *rules.problems(store)))
        left = [problem for problem in problems if problem.code == "todo"]
        return cls(context, store, left, [one for one in problems if one.code != "todo"])

    def items(self) -> Iterator[ToDo]:
        """Yield the values that are left, each with the sentences of its record."""
        find = sentences.available_of(self.context, self.store.source) if self.left else None
        for id, problems in groupby(self.left, self._id_at):
            record = self.store.records.get(id or "")
            cited = (view.shortened(find(record)) if record else ()) if find else None
            yield from (ToDo.of(problem, id, cited) for problem in problems)

    def _id_at(self, problem: Problem) -> str | None:
        """Return the id of the record with a problem, or `None` if the record has none yet."""
        return next((id for id in problem.records if id in self.store.records), None)

    @property
    def file(self) -> str:
        """The name of the store's file."""
        return self.store.places.file

    def progress(self) -> Progress:
        """Return how many records of the store, and of each kind, are filled in."""
        records = self.store.records
        total = Counter(record.kind for record in records.values())
        still_open = {*map(self._id_at, self.left)}
        filled = Counter(record.kind for id, record in records.items() if id not in still_open)
        kinds = {
            kind: f"{filled[kind]:,} of {number:,} filled in" for kind, number in total.items()
        }
        of_all = f"{filled.total():,} of {counted(total.total(), 'record')} filled in"
        return Progress(f"{of_all}, {counted(len(self.left), 'value')} left", kinds)

    def say_if_done(self, *, is_named: bool) -> None:
        """If nothing is left to fill in, print that, and the next step.

        `is_named` tells whether the command line names the store without --facts.
        """
        if self.left:
            return
        if files.is_bundled(self.file):
            hint = "this store comes with bsc; for one of your own, write: bsc todo STORE"
        elif self.others:
            check = command("check", self.file) if is_named else command("check")
            hint = f"{check} lists {counted(len(self.others), 'other problem')}"
        else:
            article = sentences.path_of(self.context, self.store.source) or "ARTICLE"
            options = ("--facts", self.file) if is_named else ()
            hint = f"the next step is {command('audit', article, *options)}"
        messages.say(f"{self.file}: nothing is left to fill in", hint)


def _edit(drafts: Sequence[Draft], *, is_named: bool) -> None:
    """Open the first store with a TODO in an editor, and then print how much is left in it."""
    draft = next((draft for draft in drafts if draft.left), drafts[0])
    if draft.left:
        from bsc_cli.system import editor  # noqa: PLC0415 - only --edit needs it

        if draft.file == "-":
            raise WrongUsage("standard input cannot be edited", "name the file of the store")
        editor.open_at(draft.left[0].place)
        draft = Draft.of(draft.context)
    if draft.left:
        messages.say(f"{draft.file}: {draft.progress().of_all}")
    draft.say_if_done(is_named=is_named)
