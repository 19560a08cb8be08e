"""`bsc review`: ask whether records say what their sentences say, and keep the answers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bsc_cli.checks import reviews
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.results import Answer
from bsc_cli.commands import sentences
from bsc_cli.index import lookup
from bsc_cli.model.record import plain_id
from bsc_cli.output.formats import Result
from bsc_cli.store.reviewed import ReviewedFile
from bsc_cli.system import messages, terminal
from bsc_cli.system.errors import BscError, ProblemsFound, WrongUsage, counted
from bsc_cli.system.invocation import command
from bsc_cli.view import review as view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.model.record import Record


def run(context: Context, ids: Sequence[str], reviewer: str | None, yes: bool) -> None:
    """Review the records with these ids or names or, without any, those without a current review.

    With `yes`, confirm them without questions. Raises WrongUsage if nobody can be asked, and
    ProblemsFound if a record does not say what its sentences say.
    """
    _require_usable(context, ids, yes)
    session = _Session(context, None if reviewer is None else _name(reviewer))
    chosen = session.choose(ids)
    try:
        if yes:
            session.confirm(chosen)
        else:
            session.ask(chosen)
    except BscError:
        if session.answers:
            session.report()
        raise
    session.report()
    session.require_no_correction()


def _require_usable(context: Context, ids: Sequence[str], yes: bool) -> None:
    if yes and not ids:
        hint = f"name the records: {command('review', 'ID', '--yes')}"
        raise WrongUsage("--yes confirms only records that are named", hint)
    if not yes and not terminal.can_ask():
        hint = f"to confirm records without questions: {command('review', 'ID', '--yes')}"
        raise WrongUsage("bsc review asks questions, so it needs a terminal", hint)
    if not yes and context.output != "table" and not context.is_default_format:
        hint = f"leave out --output {context.output}"
        raise WrongUsage("bsc review prints data only with --yes", hint)


def _name(reviewer: str) -> str:
    """Return the name of a reviewer. Raises WrongUsage if it is not a text on one line."""
    name = " ".join(reviewer.split())
    if not (name and name.isprintable() and len(name) <= _LONGEST_NAME):
        hint = f"--by takes a name of at most {_LONGEST_NAME} characters"
        raise WrongUsage("--by: this is not a name", hint)
    return name


_LONGEST_NAME: Final = 100


class _Session:
    """The review of some records by one person."""

    def __init__(self, context: Context, reviewer: str | None) -> None:
        self.context = context
        self.reviewer = reviewer
        self.file = ReviewedFile(context.store_path())
        self.index = context.open_index()
        article = sentences.required_text(context, self.index)
        progress = terminal.progress("finding anchors")
        self.evidence = Evidence(self.file.store, *article, progress)
        self.current = reviews.unchanged(self.evidence)
        self.answers: list[tuple[Record, str]] = []
        self.missing = {orphan.record.id for orphan in self.evidence.orphans if orphan.record}

    def choose(self, ids: Sequence[str]) -> list[Record]:
        """Return the records with these ids or names or, without any, those to be reviewed."""
        records = self.evidence.store.records
        if not ids:
            return [record for record in records.values() if record.id not in self.current]
        known = (
            records.get(id) for id in dict.fromkeys(map(plain_id, lookup.keys(self.index, ids)))
        )
        return [record for record in known if record]

    def confirm(self, records: Iterable[Record]) -> None:
        """Confirm the records whose evidence is in the article."""
        answers = [(rec, "no" if self._has_lost_evidence(rec) else "yes") for rec in records]
        self._keep([record for record, answer in answers if answer == "yes"])
        self.answers += answers

    def ask(self, records: Sequence[Record]) -> None:
        """Show each record and ask, until the person quits.

        Raises Unwritable, before any question, if reviews cannot be kept in the store.
        """
        for first in records[:1]:
            self.file.with_reviews({first.id: self._review(first)})
        for number, record in enumerate(records, 1):
            if self._has_lost_evidence(record):
                answer = "no"
            else:
                terminal.write_shown("\n" if number > 1 else "")
                self._show(record)
                answer = _answer(f"{number:,} of {len(records):,}: {_QUESTION}")
            if answer == "quit":
                return
            if answer == "yes":
                self._keep([record])
            self.answers.append((record, answer))

    def _has_lost_evidence(self, record: Record) -> bool:
        """Whether the article lacks a passage that a record rests on; if so, print that."""
        lacks = record.id in self.missing
        if lacks:
            messages.say(f"'{record.id}' rests on words that the article does not have")
        return lacks

    def _show(self, record: Record) -> None:
        colour = terminal.has_colour(self.context.color or "auto")
        context = self.context._replace(output="table", no_pager=True)
        blocks = view.beside_sentences(
            self.index, self.evidence, record.in_store(self.index.stores[0]), colour=colour
        )
        context.show(Result([], (), lambda: blocks))

    def _review(self, record: Record) -> str:
        return reviews.written(self.evidence, record, self.reviewer)

    def _keep(self, records: Sequence[Record]) -> None:
        if records:
            self.file.keep({record.id: self._review(record) for record in records})
            self.current.update(record.id for record in records)

    def report(self) -> None:
        """Print the answers, and how many records are reviewed."""
        rows = [self._row(record, answer) for record, answer in self.answers]
        titles = [(row, r.title) for row, (r, _) in zip(rows, self.answers, strict=True)]
        self.context.show(Result(rows, Answer.fields, lambda: view.to_correct(titles)))
        counts = Counter(answer for _, answer in self.answers)
        parts = [f"{counts[answer]:,} {noun}" for answer, noun in _NOUNS.items() if counts[answer]]
        of_all = f"{len(self.current):,} of {counted(len(self.evidence.store.records), 'record')}"
        messages.say("; ".join(filter(None, (", ".join(parts), f"{of_all} reviewed"))))

    def require_no_correction(self) -> None:
        """Raise ProblemsFound if any answer was no."""
        if wrong := [record.id for record, answer in self.answers if answer == "no"]:
            article = self.context.article_file
            options = () if article is None else ("--article", article)
            again = command("review", *wrong[:_MOST_NAMED], *options)
            hint = f"after correcting, run: {again}"
            raise ProblemsFound(f"{counted(len(wrong), 'record')} to correct", hint)

    def _row(self, record: Record, answer: str) -> Answer:
        places = self.file.store.places
        position = places.position(places.paths.get(record.id, ""))
        return Answer(
            kind=record.kind, id=record.id, answer=answer, file=places.file, **position._asdict()
        )


_QUESTION: Final = "says the same? [y]es [n]o [s]kip [q]uit: "
_ANSWERS: Final = ("yes", "no", "skip", "quit")
_NOUNS: Final = {"yes": "confirmed", "skip": "skipped"}
_MOST_NAMED: Final = 12
"""The maximum number of ids in the command that a hint suggests."""


def _answer(question: str) -> str:
    """Ask until the reply begins one of the answers; the end of the input means to quit."""
    while (reply := terminal.ask(question)) is not None:
        typed = reply.strip().casefold()
        if meant := [answer for answer in _ANSWERS if typed and answer.startswith(typed)]:
            return meant[0]
        messages.say("type y, n, s or q, and then Enter")
    terminal.write_shown("\n")
    return "quit"
