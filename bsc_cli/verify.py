"""What `bsc check` and `bsc audit` do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bsc_cli import article, audit_views, boundary, views
from bsc_cli import check as rules
from bsc_cli import fingerprint as fingerprints
from bsc_cli.codes import CODES
from bsc_cli.errors import InvalidStore, Problem, ProblemsFound, WrongUsage, counted
from bsc_cli.nearest import did_you_mean
from bsc_cli.report import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.invocation import Invocation


def check(invocation: Invocation) -> None:
    """Print every problem of a store; raises ProblemsFound if there is any."""
    file = str(invocation.store_path())
    records = 0
    try:
        store = invocation.store()
        records = len(store.records)
        problems: Sequence[Problem] = rules.problems(store)
    except InvalidStore as error:
        problems = error.problems
    _show(invocation, problems)
    _end(file, problems)
    boundary.say(f"{file}: {counted(records, 'record')}, no problem")


def audit(invocation: Invocation, path: str, passages: bool) -> None:
    """Print what holding a store against an article finds; raises ProblemsFound if anything."""
    text = article.read(Path(path))
    file = article.name(path)
    report = Report.of(invocation.store(), text, file)
    draw = audit_views.passages if passages else audit_views.summary
    if invocation.output == "lines":
        _show(invocation, report.problems)
        invocation._replace(output="table").show(None, lambda _: draw(report))
    else:
        problems = views.problems(report.problems)
        data = None if invocation.output == "table" else report.as_json()
        invocation.show(data, lambda _: [*draw(report), *problems])
    _end(file, report.problems)


def fingerprint(invocation: Invocation, path: str) -> None:
    """Print an article's fingerprint as a store's source has it."""
    found = fingerprints.fingerprint(article.read(Path(path)))
    lines = found.as_yaml().splitlines()
    invocation.show(found._asdict(), lambda _: views.pairs(found._asdict()), lines)


def explain(invocation: Invocation, code: str) -> None:
    """Print what a problem's code means; raises WrongUsage where there is no such code."""
    if code not in CODES:
        raise WrongUsage(f"there is no code '{code}'", did_you_mean(code, CODES))
    meaning = {"code": code, **CODES[code]._asdict()}
    lines = [f"{label}: {value}" for label, value in meaning.items()]
    invocation.show(meaning, lambda _: views.pairs(meaning), lines)


def _show(invocation: Invocation, problems: Sequence[Problem]) -> None:
    data = [problem.as_json() for problem in problems]
    lines = [line for problem in problems for line in boundary.problem_lines(problem)]
    invocation.show(data, lambda _: views.problems(problems), lines)


def _end(file: str, problems: Sequence[Problem]) -> None:
    if problems:
        hint = "bsc check --explain CODE says what a code means"
        raise ProblemsFound(f"{file}: {counted(len(problems), 'problem')}", hint)
