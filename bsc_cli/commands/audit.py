"""`bsc audit`: check a store against its article, or print the article's fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.checks.report import Report
from bsc_cli.commands import problems
from bsc_cli.output.formats import Result
from bsc_cli.system.errors import Unreadable, WrongUsage, counted
from bsc_cli.text import article as articles
from bsc_cli.text import fingerprint as fingerprints
from bsc_cli.view import audit as view
from bsc_cli.view import records

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.text.folding import FoldedText
    from bsc_cli.view.blocks import View


def run(context: Context, article: str | None, passages: bool, fingerprint: bool) -> None:
    """Audit stores and print the problems and the outcomes, or print the article's fingerprint.

    Without an article, audit every store against the one that it names. Raises Unreadable if an
    article has no words, and ProblemsFound if the audit finds problems.
    """
    if fingerprint and passages:
        hint = "run bsc audit twice, once with each option"
        raise WrongUsage("--fingerprint and --passages contradict each other", hint)
    if article is None:
        if fingerprint:
            raise _no_article()
        reports = _reports(context)
    else:
        if article == "-" and not fingerprint and str(context.store_path()) == "-":
            raise WrongUsage("the article and the store cannot both be standard input")
        text, file = _read(article)
        if fingerprint:
            _print_fingerprint(context, text)
            return
        reports = [Report(context.load_store(), text, file)]
    _show(context, reports, view.passages if passages else view.summary)


def _read(article: str) -> tuple[FoldedText, str]:
    """Return the text of an article, and the name of its file."""
    text, file = articles.read(article), articles.name(article)
    if not text.word_bounds[0]:
        message = f"the article {file} has no words"
        raise Unreadable(message, "make sure that this file contains the text of the article")
    return text, file


def _no_article() -> WrongUsage:
    hint = "write bsc audit ARTICLE, or name the file in the store's source.text"
    return WrongUsage("an audit needs the text of the article", hint)


def _reports(context: Context) -> list[Report]:
    """Audit each store that names its article."""
    reports = []
    for _, store in context.each_store():
        loaded = store.load_store()
        if loaded.source.text is not None:
            text, file = _read(str(store.store_path().parent / loaded.source.text))
            reports.append(Report(loaded, text, file))
    if not reports:
        raise _no_article()
    return reports


def _show(context: Context, reports: Sequence[Report], outcome: Callable[[Report], View]) -> None:
    """Print the outcomes of audits; as JSON, an object for one store and a list for several."""
    whole = context.output in ("json", "yaml")
    found = [problem for report in reports for problem in report.problems]
    first, *others = reports
    file = counted(len(reports), "article") if others else first.evidence.file
    one, rows = None, None
    if whole and others:
        rows = [report.audit() for report in reports]
    elif whole:
        one = first.audit().to_json()

    def outcomes() -> View:
        return [block for report in reports for block in outcome(report)]

    problems.show(context, file, found, outcomes, one, rows)


def _print_fingerprint(context: Context, article: FoldedText) -> None:
    fingerprint = fingerprints.fingerprint(article)
    one = fingerprint._asdict()
    lines = fingerprint.as_yaml().splitlines()
    context.show(Result.of_one(one, lambda: records.pairs(one), lines))
