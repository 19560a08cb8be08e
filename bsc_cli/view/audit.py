"""The views of an audit: its summary, and the article sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.checks.results import Accounted
from bsc_cli.system.errors import counted
from bsc_cli.view.blocks import Cell, Column, Heading, Table, View

if TYPE_CHECKING:
    from bsc_cli.checks.report import Report
    from bsc_cli.checks.results import Stretch


def summary(report: Report) -> View:
    """Return the outcome on one screen: what is accounted for, and what each kind contributes."""
    measures = {
        "words under evidence": report.words,
        "words under claims": Accounted(found=report.words.found, accounted=report.words.claimed),
        **report.elements,
        "anchors": report.anchors,
    }
    rows = [
        (Cell(label), Cell(str(count.found)), Cell(str(count.accounted)), _share(count))
        for label, count in measures.items()
    ]
    kinds = [
        (Cell(kind), *(Cell(str(number)) for number in part.values.values()))
        for kind, part in report.kinds.items()
    ]
    return [
        Heading(f"Audit of {report.evidence.file}", _SAME[report.same_text]),
        Table("", _columns("in the article", "found", "accounted for", "share"), rows),
        Table("", _columns("what contributes", "records", "anchors", "words"), kinds),
        Heading(_verdict(report)),
    ]


_SAME = {
    True: "the text that the store was made from",
    False: "not the text that the store was made from",
    None: "the store does not say from which text it was made",
}


def _columns(first: str, *numbers: str) -> tuple[Column, ...]:
    return (Column(first, "text"), *(Column(number, "number") for number in numbers))


def _share(count: Accounted) -> Cell:
    """Return the share that is accounted for, rounded down: 100 % means all."""
    percent = 1000 * count.accounted // count.found / 10 if count.found else None
    return Cell("-" if percent is None else f"{percent:g} %")


def _verdict(report: Report) -> str:
    count = len(report.problems)
    if count:
        return counted(count, "problem")
    return "Proved: every record is in the text, and all of the text is in the store."


def passages(report: Report) -> View:
    """Return the article, sentence by sentence; brackets enclose what no claim rests on."""
    rows = [
        (
            Cell(f"{passage.line}:{passage.column}"),
            _marked(passage.text, passage.uncovered),
            Cell(", ".join(passage.cited_by) or "nothing"),
        )
        for passage in report.passages
    ]
    columns = (Column("place", "term"), Column("passage", "text"), Column("cited by", "quiet"))
    return [Heading(f"What rests on {report.evidence.file}"), Table("", columns, rows)]


def _marked(text: str, stretches: tuple[Stretch, ...]) -> Cell:
    """Mark stretches of a text, in brackets too so that they show without colour."""
    marked = ""
    marks = []
    done = 0
    for stretch in stretches:
        start, end = stretch.start, stretch.end
        marked += text[done:start]
        marks.append((len(marked), len(marked) + end - start + 4))
        marked += f"[[{text[start:end]}]]"
        done = end
    return Cell(marked + text[done:], tuple(marks))
