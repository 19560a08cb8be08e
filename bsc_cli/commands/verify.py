"""What `bsc check` and `bsc audit` do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bsc_cli.checks import store_rules as rules
from bsc_cli.checks.codes import CODES
from bsc_cli.checks.report import Report
from bsc_cli.output.formats import Result
from bsc_cli.system import files, messages
from bsc_cli.system.errors import (
    PROBLEM_COLUMNS,
    InvalidStore,
    Problem,
    ProblemsFound,
    Unreadable,
    WrongUsage,
    counted,
)
from bsc_cli.text import article
from bsc_cli.text import fingerprint as fingerprints
from bsc_cli.text.nearest import did_you_mean
from bsc_cli.view import audit as audit_view
from bsc_cli.view import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.text.folding import FoldedText


def check(context: Context) -> None:
    """Print every problem of a store; raises ProblemsFound if there is any."""
    file = str(context.store_path())
    records = 0
    try:
        store = context.load_store()
        records = len(store.records)
        problems: Sequence[Problem] = rules.problems(store)
    except InvalidStore as error:
        problems = error.problems
    _show(context, problems)
    _end(file, problems)
    messages.say(f"{file}: {counted(records, 'record')}, no problem")


def audit(context: Context, path: str, passages: bool) -> None:
    """Print what holding a store against an article finds; raises ProblemsFound if anything."""
    if path == "-" and str(context.store_path()) == "-":
        raise WrongUsage("the article and the store cannot both be standard input")
    text, file = _article(path), article.name(path)
    report = Report.of(context.load_store(), text, file)
    draw = audit_view.passages if passages else audit_view.summary
    if context.output == "lines":
        _show(context, report.problems)
        summary = context._replace(output="table")
        summary.show(Result((), (), lambda: draw(report)))
    else:
        one = report.as_json() if context.output in ("json", "yaml") else None
        context.show(
            Result(
                rows=(problem.as_json() for problem in report.problems),
                columns=PROBLEM_COLUMNS,
                view=lambda: [*draw(report), *records.problems(report.problems)],
                one=one,
                name="code",
            )
        )
    _end(file, report.problems)


def _fingerprint(context: Context, path: str) -> None:
    """Print an article's fingerprint as a store's source has it."""
    found = fingerprints.fingerprint(_article(path))
    _show_one(context, found._asdict(), found.as_yaml().splitlines())


def _article(path: str) -> FoldedText:
    text = article.read(files.named(path, "article"))
    if not text.word_bounds[0]:
        raise Unreadable(f"the article {article.name(path)} has no words", "check what made it")
    return text


def _explain(context: Context, code: str) -> None:
    """Print what a problem's code means; raises WrongUsage where there is no such code."""
    if code not in CODES:
        raise WrongUsage(f"there is no code '{code}'", did_you_mean(code, CODES))
    meaning = {"code": code, **CODES[code]._asdict()}
    _show_one(context, meaning, [f"{label}: {value}" for label, value in meaning.items()])


def _show_one(context: Context, one: dict[str, Any], lines: Sequence[str]) -> None:
    name, *_ = columns = list(one)
    view = records.pairs(one)
    context.show(Result([one], columns, lambda: view, one=one, name=name, lines=lines))


def _show(context: Context, problems: Sequence[Problem]) -> None:
    lines: Sequence[str] = ()
    if context.output == "lines":
        lines = [line for problem in problems for line in messages.problem_lines(problem)]
    context.show(
        Result(
            rows=(problem.as_json() for problem in problems),
            columns=PROBLEM_COLUMNS,
            view=lambda: records.problems(problems),
            name="code",
            lines=lines,
        )
    )


def _end(file: str, problems: Sequence[Problem]) -> None:
    if problems:
        hint = "bsc check --explain CODE says what a code means"
        raise ProblemsFound(f"{file}: {counted(len(problems), 'problem')}", hint)


def check_command(context: Context, path: str | None, explain: str | None) -> None:
    """Check a store, or explain a code."""
    if explain is not None:
        _explain(context, explain)
    else:
        check(context if path is None else context._replace(facts=path))


def audit_command(context: Context, article: str, passages: bool, fingerprint: bool) -> None:
    """Audit a store, or print an article's fingerprint."""
    if fingerprint:
        _fingerprint(context, article)
    else:
        audit(context, article, passages)
