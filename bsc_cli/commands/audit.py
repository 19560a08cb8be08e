"""`bsc audit`: check a store against its article, or print the article's fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bsc_cli.checks.report import Report
from bsc_cli.checks.results import Passage
from bsc_cli.checks.rules import ARTICLE_RULES
from bsc_cli.commands import problems
from bsc_cli.commands.problems import Choice, Found
from bsc_cli.output.formats import Result
from bsc_cli.system.errors import ProblemsFound, Unreadable, WrongUsage
from bsc_cli.text import article as articles
from bsc_cli.text import fingerprint as fingerprints
from bsc_cli.view import audit as view
from bsc_cli.view import problems as problem_view
from bsc_cli.view import records

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context
    from bsc_cli.text.folding import FoldedText


def run(context: Context, article: str, passages: bool, fingerprint: bool, **choice: Any) -> None:
    """Audit a store and print the problems and a summary, the passages or the fingerprint.

    Raises Unreadable if the article has no words, and ProblemsFound if the audit finds problems.
    """
    chosen = Choice(**choice)
    _require_consistent(passages, fingerprint, chosen)
    if article == "-" and not fingerprint and str(context.store_path()) == "-":
        raise WrongUsage("the article and the store cannot both be standard input")
    text, file = articles.read(article), articles.name(article)
    if not text.word_bounds[0]:
        message = f"the article {file} has no words"
        raise Unreadable(message, "make sure that this file contains the text of the article")
    if fingerprint:
        _print_fingerprint(context, text)
        return
    store = context.load_store()
    chosen = chosen.checked([store])
    report = Report(store, text, file, applies_all=chosen.all or chosen.is_partial)
    if report.is_other_article and context.is_for_eyes():
        [problem] = report.problems
        raise ProblemsFound(f"{file}: {problem.message}", f"{problem.hint}; --all audits it anyway")
    if passages:
        _print_passages(context, report, chosen)
    else:
        _print_problems(context, report, chosen)


def _require_consistent(passages: bool, fingerprint: bool, choice: Choice) -> None:
    if fingerprint and passages:
        hint = "run bsc audit twice, once with each option"
        raise WrongUsage("--fingerprint and --passages contradict each other", hint)
    if not (fingerprint or passages):
        return
    option = "--fingerprint" if fingerprint else "--passages"
    if choice.is_partial or choice.all:
        raise WrongUsage(f"{option} prints no problems to choose from", f"leave out {option}")


def _print_problems(context: Context, report: Report, choice: Choice) -> None:
    examined = report.examined
    rules = [(rule.explanation, examined.get(rule.explanation.code, 0)) for rule in ARTICLE_RULES]
    found = Found("bsc audit", report.evidence.file, report.problems, rules)
    problems.show(
        context,
        found,
        choice,
        lambda: view.summary(report),
        lambda selected: report.audit(selected).to_json(),
    )


def _print_passages(context: Context, report: Report, choice: Choice) -> None:
    """Print the passages; as JSON or YAML, print the whole audit, which contains them."""
    one = report.audit(report.problems).to_json() if context.output in ("json", "yaml") else None
    if context.output == "lines":
        context = context._replace(output="table")
    context.show(Result(report.passages, Passage.fields, lambda: view.passages(report), one=one))
    counts = problem_view.counts(report.problems)
    hint = "without --passages, bsc audit prints them"
    problems.conclude(report.evidence.file, report.problems, choice, counts, hint)


def _print_fingerprint(context: Context, article: FoldedText) -> None:
    fingerprint = fingerprints.fingerprint(article)
    one = fingerprint._asdict()
    lines = fingerprint.as_yaml().splitlines()
    context.show(Result.of_one(one, lambda: records.pairs(one), lines))
