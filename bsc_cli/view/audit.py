"""The views of an audit: a summary of the results, and the article sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.checks.results import Accounted
from bsc_cli.system.errors import counted
from bsc_cli.view.blocks import Cell, Heading, Pairs, Role, View, table
from bsc_cli.view.problems import counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.checks.report import Report
    from bsc_cli.checks.results import Stretch
    from bsc_cli.view.blocks import Line


def summary(report: Report) -> View:
    """Return a summary of how much of the article the store accounts for, and what that shows."""
    words, sentences = report.words, report.sentences
    elements = {
        "sentences": Accounted(
            found=sentences.found, accounted=sentences.claimed + sentences.set_aside
        ),
        "words": Accounted(found=words.found, accounted=words.claimed),
        **report.elements,
        "anchors": report.anchors,
    }
    columns: dict[str, Role] = {"": "text", "found": "number"}
    columns |= {"missing": "number", "accounted for": "number"}
    return [
        Heading(f"Audit of {report.evidence.file}", _SAME[report.same_text]),
        table(columns, [_row(label, count) for label, count in elements.items()]),
        Pairs(_further(report)),
        Pairs([("", line) for line in _conclusion(report)]),
    ]


def _further(report: Report) -> list[tuple[str, str]]:
    """Return further measures of how closely the records follow the article, with labels."""
    words, sentences, reviewed = report.words, report.sentences, report.reviewed
    claims = sentences.claims / sentences.claimed if sentences.claimed else 0
    further = [("claims per sentence", f"{claims:.1f}")]
    if widest := sentences.widest_anchor:
        further.append(("widest anchor", f"{counted(widest.words, 'word')}, of {widest.record}"))
    aside = f"{counted(sentences.set_aside, 'sentence')}, {counted(words.set_aside, 'word')}"
    return [
        *further,
        ("set aside", aside),
        ("reviewed", f"{reviewed.accounted:,} of {counted(reviewed.found, 'record')}"),
    ]


_SAME = {
    True: "the text that the store was made from",
    False: "the text has changed since the store was made",
    None: "the store does not say from which text it was made",
}


def _row(label: str, count: Accounted) -> tuple[Cell, ...]:
    """Return a row of the summary, green if all is accounted for and red if something is not."""
    missing = count.found - count.accounted
    role: Role = "bad" if missing else "good"
    numbers = (f"{missing:,}", _share(count))
    return (Cell(label), Cell(f"{count.found:,}"), *(Cell(text, role=role) for text in numbers))


def _share(count: Accounted) -> str:
    """Return the percentage accounted for, rounded down so that 100% is never an approximation."""
    return f"{1000 * count.accounted // count.found / 10:g}%" if count.found else "-"


def _conclusion(report: Report) -> Iterator[Line]:
    """Yield the number of problems and, without errors, what the audit does and does not show."""
    has_errors = any(problem.severity == "error" for problem in report.problems)
    if report.problems:
        yield [(f"{counts(report.problems)}.", "bad" if has_errors else "term")]
    if not has_errors:
        yield [("Complete:", "good"), (f" {_COMPLETE}", "text"), (f" {_UNCHECKED}", "quiet")]


_COMPLETE = "every anchor found, every sentence covered, every number, quotation and name recorded."
_UNCHECKED = "Not checked: whether each statement says what its sentence says (docs/proof.md)."


def passages(report: Report) -> View:
    """Return the article sentence by sentence, with brackets around words that no claim cites."""
    rows = (
        (
            f"{passage.line}:{passage.column}",
            _marked(passage.text, passage.uncovered),
            _listed(passage.cited_by),
        )
        for passage in report.passages
    )
    columns: dict[str, Role] = {"place": "quiet", "passage": "text", "cited by": "id"}
    return [
        Heading(f"Records that cite each passage of {report.evidence.file}"),
        table(columns, rows)._replace(layout="below"),
    ]


def _listed(ids: tuple[str, ...]) -> str:
    first = ", ".join(ids[:_MOST_LISTED]) or "nothing"
    return f"{first} and {len(ids) - _MOST_LISTED:,} more" if len(ids) > _MOST_LISTED else first


_MOST_LISTED = 100
"""The maximum number of records that are listed for a passage; data formats list all of them."""


def _marked(text: str, stretches: tuple[Stretch, ...]) -> Cell:
    """Highlight ranges of a text, with brackets that show each range even without colour."""
    pieces: list[str] = []
    marks = []
    done = length = 0
    for stretch in stretches:
        start = length + stretch.start - done
        part = f"[[{text[stretch.start : stretch.end]}]]"
        pieces += (text[done : stretch.start], part)
        done, length = stretch.end, start + len(part)
        marks.append((start, length))
    return Cell("".join((*pieces, text[done:])), tuple(marks))
