"""`bsc audit`: check stores against their articles, or print an article's fingerprint."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bsc_cli.checks.report import Report
from bsc_cli.checks.results import Audit, Passage
from bsc_cli.checks.rules import ARTICLE_RULES
from bsc_cli.commands import problems
from bsc_cli.commands.context import Context
from bsc_cli.commands.problems import Found, ProblemChoice
from bsc_cli.output.formats import Result
from bsc_cli.system import messages
from bsc_cli.system.errors import ProblemsFound, Unreadable, WrongUsage, counted
from bsc_cli.text import article as articles
from bsc_cli.text import fingerprint as fingerprints
from bsc_cli.view import audit as view
from bsc_cli.view import problems as problem_view
from bsc_cli.view import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.store.store import Store
    from bsc_cli.text.folding import FoldedText
    from bsc_cli.view.blocks import View


def run(
    context: Context, article: str | None, passages: bool, fingerprint: bool, **choice: Any
) -> None:
    """Audit stores and print the problems and a summary, the passages or the fingerprint.

    Without an article, audit every store against the one that it names. Raises Unreadable if an
    article has no words, and ProblemsFound if the audit finds problems.
    """
    chosen = ProblemChoice(**choice, strict=context.strict)
    _require_consistent(passages, fingerprint, chosen)
    if fingerprint:
        if article is None:
            raise _no_article()
        _print_fingerprint(context, articles.read_words(article))
        return
    audited = [*_audited(context, article)]
    chosen = chosen.checked([one.store for one in audited])
    applies_all = chosen.all or chosen.is_partial
    reports = [Report(one.store, one.text, one.file, applies_all=applies_all) for one in audited]
    if len(reports) == 1 and reports[0].is_other_article and context.is_for_people():
        [problem] = reports[0].problems
        file = reports[0].evidence.file
        raise ProblemsFound(f"{file}: {problem.message}", f"{problem.hint}; --all audits it anyway")
    (_print_passages if passages else _print_problems)(context, reports, chosen)


def _require_consistent(passages: bool, fingerprint: bool, choice: ProblemChoice) -> None:
    if fingerprint and passages:
        hint = "run bsc audit twice, once with each option"
        raise WrongUsage("--fingerprint and --passages contradict each other", hint)
    if not (fingerprint or passages):
        return
    option = "--fingerprint" if fingerprint else "--passages"
    if choice.is_partial or choice.all:
        raise WrongUsage(f"{option} prints no problems to choose from", f"leave out {option}")


class _Audited(NamedTuple):
    """A store, and the name and the text of its article."""

    store: Store
    file: str
    text: FoldedText

    @classmethod
    def of(cls, store: Store, article: str) -> _Audited:
        return cls(store, articles.name(article), articles.read_words(article))


def _audited(context: Context, article: str | None) -> Iterator[_Audited]:
    """Yield each store with its article. Of several stores, report those without a readable one.

    Raises WrongUsage if no store names an article, or if one is given for several stores.
    """
    if article is not None:
        if article == "-" and str(context.store_path()) == "-":
            raise WrongUsage("the article and the store cannot both be standard input")
        yield _Audited.of(context.load_store(), article)
        return
    loaded = [*context.load_each(Context.load_store)]
    named = [(store, text) for store in loaded if (text := store.source.text)]
    if not named:
        raise _no_article()
    if without := len(loaded) - len(named):
        are = "names no article and is" if without == 1 else "name no article and are"
        messages.say(f"{counted(without, 'store')} {are} not audited")
    audited = 0
    for store, text in named:
        try:
            one = _Audited.of(store, str(Path(store.places.file).parent / text))
        except Unreadable as error:
            if context.strict or len(loaded) == 1:
                raise
            messages.say(f"{store.places.file} is not audited: {error.message}", error.hint)
            continue
        audited += 1
        yield one
    if not audited:
        raise Unreadable(
            f"none of the {len(named):,} articles can be read", "correct 'source.text'"
        )


def _no_article() -> WrongUsage:
    hint = "write bsc audit ARTICLE, or name the file in the store's source.text"
    return WrongUsage("an audit needs the text of the article", hint)


def _subject(reports: Sequence[Report]) -> str:
    return reports[0].evidence.file if len(reports) == 1 else counted(len(reports), "article")


def _print_problems(context: Context, reports: Sequence[Report], choice: ProblemChoice) -> None:
    examined = sum((Counter(report.examined) for report in reports), Counter[str]())
    rules = [(rule.explanation, examined[rule.explanation.code]) for rule in ARTICLE_RULES]
    found = [problem for report in reports for problem in report.problems]
    problems.show(
        context,
        Found("bsc audit", _subject(reports), found, rules),
        choice,
        lambda: [block for report in reports for block in view.summary(report)],
        lambda: [report.audit(choice.of(report.problems)) for report in reports],
    )


def _print_passages(context: Context, reports: Sequence[Report], choice: ProblemChoice) -> None:
    """Print the passages; as JSON or YAML, print the whole audits, which contain them."""
    found = [problem for report in reports for problem in report.problems]
    if context.output in ("json", "yaml"):
        audits = [report.audit(report.problems) for report in reports]
        one = audits[0].to_json() if len(audits) == 1 else None
        context.show(Result(audits, Audit.fields, list, one=one))
    else:
        if context.output == "lines":
            context = context._replace(output="table")
        rows = [passage for report in reports for passage in report.passages]

        def blocks() -> View:
            return [block for report in reports for block in view.passages(report)]

        context.show(Result(rows, Passage.fields, blocks))
    hint = "without --passages, bsc audit prints them"
    problems.conclude(_subject(reports), found, choice, problem_view.counts(found), hint)


def _print_fingerprint(context: Context, article: FoldedText) -> None:
    fingerprint = fingerprints.fingerprint(article)
    one = fingerprint._asdict()
    lines = fingerprint.as_yaml().splitlines()
    context.show(Result.of_one(one, lambda: records.pairs(one), lines))
