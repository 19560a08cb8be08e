"""`bsc audit`: check a store against its article, or print the article's fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.checks.report import Report
from bsc_cli.commands import problems
from bsc_cli.output.formats import Result
from bsc_cli.system.errors import Unreadable, WrongUsage
from bsc_cli.text import article as articles
from bsc_cli.text import fingerprint as fingerprints
from bsc_cli.view import audit as view
from bsc_cli.view import records

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context
    from bsc_cli.text.folding import FoldedText


def run(context: Context, article: str, passages: bool, fingerprint: bool) -> None:
    """Audit a store and print the problems and the outcome, or print the article's fingerprint.

    Raises Unreadable if the article has no words, and ProblemsFound if the audit finds problems.
    """
    if fingerprint and passages:
        hint = "run bsc audit twice, once with each option"
        raise WrongUsage("--fingerprint and --passages contradict each other", hint)
    if article == "-" and not fingerprint and str(context.store_path()) == "-":
        raise WrongUsage("the article and the store cannot both be standard input")
    text, file = articles.read(article), articles.name(article)
    if not text.word_bounds[0]:
        message = f"the article {file} has no words"
        raise Unreadable(message, "make sure that this file contains the text of the article")
    if fingerprint:
        _print_fingerprint(context, text)
        return
    report = Report(context.load_store(), text, file)
    outcome = view.passages if passages else view.summary
    one = report.audit().to_json() if context.output in ("json", "yaml") else None
    problems.show(context, file, report.problems, lambda: outcome(report), one)


def _print_fingerprint(context: Context, article: FoldedText) -> None:
    fingerprint = fingerprints.fingerprint(article)
    one = fingerprint._asdict()
    lines = fingerprint.as_yaml().splitlines()
    context.show(Result.of_one(one, lambda: records.pairs(one), lines))
