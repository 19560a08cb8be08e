"""`bsc audit`: hold a store against its article, or print the article's fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.checks.report import Report
from bsc_cli.commands import problems
from bsc_cli.model.struct import PlainRow
from bsc_cli.output.formats import Result
from bsc_cli.system import files
from bsc_cli.system.errors import Unreadable, WrongUsage
from bsc_cli.text import article as articles
from bsc_cli.text import fingerprint as fingerprints
from bsc_cli.view import audit as view
from bsc_cli.view import records

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context
    from bsc_cli.text.folding import FoldedText


def run(context: Context, article: str, passages: bool, fingerprint: bool) -> None:
    """Audit the store, or print the article's fingerprint."""
    if fingerprint:
        _print_fingerprint(context, article)
    else:
        _audit(context, article, passages)


def _audit(context: Context, path: str, passages: bool) -> None:
    """Print the problems that an audit finds, and its outcome; raise ProblemsFound if any."""
    if path == "-" and str(context.store_path()) == "-":
        raise WrongUsage("the article and the store cannot both be standard input")
    text, file = _article(path), articles.name(path)
    report = Report(context.load_store(), text, file)
    outcome = view.passages if passages else view.summary
    one = report.audit().to_json() if context.output in ("json", "yaml") else None
    context.show(problems.result(report.problems, lambda: outcome(report), one))
    problems.fail_if_any(file, report.problems)


def _print_fingerprint(context: Context, path: str) -> None:
    """Print an article's fingerprint as a store's source has it."""
    found = fingerprints.fingerprint(_article(path))
    one = found._asdict()
    context.show(
        Result(
            rows=[PlainRow(one)],
            columns=found._fields,
            view=lambda: records.pairs(one),
            one=one,
            name="words",
            lines=found.as_yaml().splitlines(),
        )
    )


def _article(path: str) -> FoldedText:
    """Read an article; raise Unreadable if it has no words."""
    text = articles.read(files.named(path, "article"))
    if not text.word_bounds[0]:
        message = f"the article {articles.name(path)} has no words"
        raise Unreadable(message, "check the program that made the file")
    return text
