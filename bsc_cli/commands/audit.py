"""`bsc audit`: hold a store against its article, or print the article's fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.checks.report import Report
from bsc_cli.commands import problems
from bsc_cli.output.formats import Result
from bsc_cli.system import files
from bsc_cli.system.errors import Unreadable, WrongUsage
from bsc_cli.text import article as articles
from bsc_cli.text import fingerprint as fingerprints
from bsc_cli.view import audit as view

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context
    from bsc_cli.text.folding import FoldedText


def audit(context: Context, path: str, passages: bool) -> None:
    """Print the problems that an audit finds, and its outcome; raises ProblemsFound if any."""
    if path == "-" and str(context.store_path()) == "-":
        raise WrongUsage("the article and the store cannot both be standard input")
    text, file = _article(path), articles.name(path)
    report = Report(context.store(), text, file)
    outcome = view.passages if passages else view.summary
    result = problems.result(report.problems)
    context.show(
        result._replace(
            view=lambda records: [*outcome(report), *result.view(records)],
            below_lines=lambda _: outcome(report),
            one=report.as_json() if context.output in ("json", "yaml") else None,
        )
    )
    problems.fail_if_any(file, report.problems)


def fingerprint(context: Context, path: str) -> None:
    """Print an article's fingerprint as a store's source has it."""
    found = fingerprints.fingerprint(_article(path))
    one = found._asdict()
    context.show(
        Result(
            rows=[one],
            columns=found._fields,
            view=lambda records: records.pairs(one),
            one=one,
            name="words",
            lines=found.as_yaml().splitlines(),
        )
    )


def _article(path: str) -> FoldedText:
    """Read an article; raises Unreadable if it has no words."""
    text = articles.read(files.named(path, "article"))
    if not text.word_bounds[0]:
        message = f"the article {articles.name(path)} has no words"
        raise Unreadable(message, "check the program that made the file")
    return text
