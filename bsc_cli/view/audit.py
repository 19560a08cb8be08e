"""The views of an audit: a summary of the results, and the article sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.checks.results import Accounted
from bsc_cli.system.errors import counted
from bsc_cli.view.blocks import Cell, Heading, Pairs, Role, View, table

if TYPE_CHECKING:
    from bsc_cli.checks.report import Report
    from bsc_cli.checks.results import Stretch


def summary(report: Report) -> View:
    """Return a summary of how much of the article the store accounts for, in total and by kind."""
    measures = {
        "words cited": report.words,
        _CLAIMED: Accounted(found=report.words.found, accounted=report.words.claimed),
        **report.elements,
        "anchors": report.anchors,
    }
    rows = [_outcome(label, count) for label, count in measures.items()]
    kinds = [
        (kind, *(f"{number:,}" for number in part.values.values()))
        for kind, part in report.kinds.items()
    ]
    proved = "Proved: every anchor is in the text, and the store accounts for all of the text."
    number, reviewed = len(report.problems), report.reviewed
    of_records = f"{reviewed.accounted:,} of {counted(reviewed.found, 'record')}"
    return [
        Heading(f"Audit of {report.evidence.file}", _SAME[report.same_text]),
        table(_numbers("in the article", "found", "accounted for", "share"), rows),
        table(_numbers("kind", "records", "anchors", "words"), kinds),
        Pairs([("reviewed", of_records)]),
        Heading(counted(number, "problem") if number else proved),
    ]


_SAME = {
    True: "the text that the store was made from",
    False: "not the text that the store was made from",
    None: "the store does not say from which text it was made",
}


_CLAIMED = "words cited by claims"


def _outcome(label: str, count: Accounted) -> tuple[Cell, ...]:
    """Return a row of the summary, green if all is accounted for and red if something is not.

    Words that no claim cites may be listed in `not_claims`, so they are no failure.
    """
    role: Role | None = "good" if count.accounted == count.found else "bad"
    if role == "bad" and label == _CLAIMED:
        role = None
    numbers = (f"{count.found:,}", f"{count.accounted:,}", _share(count))
    return (Cell(label), *(Cell(text, role=role) for text in numbers))


def _numbers(first: str, *numbers: str) -> dict[str, Role]:
    return {first: "text", **dict.fromkeys(numbers, "number")}


def _share(count: Accounted) -> str:
    """Return the percentage accounted for, rounded down so that 100 % is never an approximation."""
    return f"{1000 * count.accounted // count.found / 10:g} %" if count.found else "-"


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
