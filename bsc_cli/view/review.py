"""The view of a record beside its sentences, and that of the answers, for `bsc review`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.checks import reviews
from bsc_cli.system.errors import clipped, counted
from bsc_cli.system.invocation import command
from bsc_cli.text.intervals import Intervals
from bsc_cli.view.blocks import Points, table
from bsc_cli.view.record import caveat_line, essentials

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.checks.results import Answer
    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record
    from bsc_cli.text.folding import Span
    from bsc_cli.view.blocks import Line, Role, View

_MOST_SENTENCES: Final = 50
"""The maximum number of sentences that are shown with a record."""


def beside_sentences(index: Index, evidence: Evidence, record: Record, *, colour: bool) -> View:
    """Return all that a record says, and its sentences, in which the evidence is marked.

    Without colour, brackets mark the evidence.
    """
    view = essentials(index, record)
    if record.caveats:
        view.append(Points("Caveats", list(map(caveat_line, record.caveats))))
    sentences = reviews.sentences(evidence, record)
    first, marks = sentences[:_MOST_SENTENCES], list(Intervals(evidence.spans[record.id]))
    lines = [_sentence(evidence, sentence, marks, colour) for sentence in first]
    left = counted(len(sentences) - len(first), "more sentence")
    note = f"{left}: {command('show', record.id)}" if len(sentences) > len(first) else ""
    return [*view, Points("In the article", lines, note)]


def _sentence(evidence: Evidence, sentence: Span, marks: list[Span], colour: bool) -> Line:
    """Return a sentence after the number of its line, with the passages in it marked."""
    line: Line = [(f"line {evidence.article.position(sentence.start).line}: ", "quiet")]
    text, done = evidence.article.text, sentence.start
    for mark in marks:
        start, end = max(mark.start, sentence.start), min(mark.end, sentence.end)
        if start < end:
            words = text[start:end]
            line += [(text[done:start], "text"), (words if colour else f"[[{words}]]", "mark")]
            done = end
    return [*line, (text[done : sentence.end], "text")]


def to_correct(answers: Iterable[tuple[Answer, str]]) -> View:
    """Return a list of the records that do not say what their sentences say, with their places."""
    rows = [
        (f"{answer.file}:{answer.line}:{answer.column}", answer.id, clipped(title))
        for answer, title in answers
        if answer.answer == "no"
    ]
    columns: dict[str, Role] = {"place": "quiet", "id": "id", "record": "text"}
    return [table(columns, rows, "To correct")] if rows else []
