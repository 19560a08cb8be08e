"""What a person is shown of an audit: its summary, and the article passage by passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.system.errors import counted
from bsc_cli.view.blocks import Cell, Column, Heading, Table, View

if TYPE_CHECKING:
    from bsc_cli.checks.report import Report


def summary(report: Report) -> View:
    """The outcome on one screen."""
    measures = {
        "words under evidence": report.words,
        "words under claims": {**report.words, "accounted": report.words["claimed"]},
        **report.elements,
        "anchors": report.anchors,
    }
    rows = [
        (Cell(what), Cell(str(count["found"])), Cell(str(count["accounted"])), _share(count))
        for what, count in measures.items()
    ]
    kinds = [
        (Cell(kind), *(Cell(str(number)) for number in numbers.values()))
        for kind, numbers in report.kinds.items()
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


def _share(count: dict[str, int]) -> Cell:
    """How much is accounted for; 100 % only where it is all."""
    found, accounted = count["found"], count["accounted"]
    percent = 1000 * accounted // found / 10 if found else None
    return Cell("-" if percent is None else f"{percent:g} %")


def _verdict(report: Report) -> str:
    count = len(report.problems)
    if count:
        return counted(count, "problem")
    return "Proved: every record is in the text, and all of the text is in the store."


def passages(report: Report) -> View:
    """The article, sentence by sentence, with what no claim rests on in brackets."""
    rows = [
        (
            Cell(f"{passage.position.line}:{passage.position.column}"),
            _marked(passage.text, passage.uncovered),
            Cell(", ".join(passage.cited_by) or "nothing"),
        )
        for passage in report.passages
    ]
    columns = (Column("place", "term"), Column("passage", "text"), Column("cited by", "quiet"))
    return [Heading(f"What rests on {report.evidence.file}"), Table("", columns, rows)]


def _marked(text: str, spans: tuple[tuple[int, int], ...]) -> Cell:
    """The text with brackets around spans of it, so that they show without colour too."""
    marked = ""
    marks = []
    done = 0
    for start, end in spans:
        marked += text[done:start]
        marks.append((len(marked), len(marked) + end - start + 4))
        marked += f"[[{text[start:end]}]]"
        done = end
    return Cell(marked + text[done:], tuple(marks))
