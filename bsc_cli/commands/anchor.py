"""`bsc anchor`: print the shortest anchor of a passage, or every place where its words occur."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.commands import sentences
from bsc_cli.model.compound import Optional
from bsc_cli.model.struct import Field, Struct
from bsc_cli.model.types import Anchor, Text, Whole
from bsc_cli.output.formats import Result
from bsc_cli.system.errors import NotThere, WrongUsage, counted
from bsc_cli.text import anchors, article
from bsc_cli.text.concordance import Concordance
from bsc_cli.text.sentences import Sentences
from bsc_cli.text.shortest_anchor import ShortestAnchors
from bsc_cli.view.blocks import Pairs, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.text.folding import FoldedText, Span
    from bsc_cli.view.blocks import Role, View


class Occurrence(Struct):
    """A place in an article at which words occur."""

    line = Field(Whole(1), "the line on which the words begin")
    column = Field(Whole(1), "the column where they begin, in code points, counted from 1")
    anchor = Field(
        Optional(Anchor()),
        "the shortest anchor that selects the words here and nothing else; null if there is none",
    )
    wider = Field(
        Optional(Anchor()),
        "if there is none, an anchor of a passage with these words in the same sentence, if any",
    )
    sentence = Field(Text(), "the sentence, as the article has it")


def run(context: Context, words: Sequence[str]) -> None:
    """Print the shortest anchor of the passage with these words, or list the passages.

    Raises WrongUsage if there are no words, and NotThere if the article does not have them.
    """
    wanted = " ".join(words)
    phrases = anchors.phrases(wanted)
    if not all(phrases) or not anchors.length(wanted):
        raise WrongUsage("there are no words to find", "give a few words of the article")
    text, file = _article(context)
    whole = Sentences(text)
    found = anchors.find(phrases, Concordance(text.text), whole)
    if not found:
        raise _absent(wanted, text, file)
    shortest = ShortestAnchors(text, whole)
    rows = [_occurrence(span, text, whole, shortest) for span in found[:_MOST]]
    context.show(Result(rows, Occurrence.fields, lambda: _view(rows, len(found))))


_MOST: Final = 1000
"""The maximum number of places that are listed."""


def _article(context: Context) -> tuple[FoldedText, str]:
    """Return the text of the article that is named, or else that of the store, and its file."""
    if (named := sentences.named_article(context)) is not None:
        return article.read(named), article.name(named)
    return sentences.required_text(context, context.open_index())


def _absent(wanted: str, text: FoldedText, file: str) -> NotThere:
    hint = None
    if span := anchors.nearest(wanted, text):
        line, column = text.position(span.start)
        hint = f"did you mean '{text.text[span.start : span.end]}'? ({file}:{line}:{column})"
    return NotThere(f"{file} does not have the words '{wanted}'", hint)


def _occurrence(
    span: Span, text: FoldedText, whole: Sentences, shortest: ShortestAnchors
) -> Occurrence:
    sentence, anchor = whole.whole(span), shortest.shortest(span)
    wider = None if anchor else shortest.widened(span, sentence)
    return Occurrence(
        **text.position(span.start)._asdict(),
        anchor=anchor,
        wider=wider and wider[0],
        sentence=text.verbatim(sentence),
    )


def _view(rows: Sequence[Occurrence], total: int) -> View:
    """Return the only anchor as it is, or a table of the places."""
    if total == 1 and rows[0].anchor:
        return [Pairs([("", rows[0].anchor)])]
    columns: dict[str, Role] = {"place": "quiet", "anchor": "id", "sentence": "text"}
    cells = (
        (f"{row.line}:{row.column}", row.anchor or _instead(row), row.sentence) for row in rows
    )
    shown = counted(total, "place")
    title = shown if len(rows) == total else f"{len(rows):,} of {shown}"
    return [table(columns, cells, title)]


def _instead(row: Occurrence) -> str:
    return f"(none; wider: {row.wider})" if row.wider else "(none)"
