"""What `bsc check` and `bsc audit` print, declared once for JSON, columns and schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from bsc_cli.model.compound import ListOf, Optional
from bsc_cli.model.kinds import ForEachKind
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Boolean, Sha256, Text, Whole
from bsc_cli.system.errors import clipped

if TYPE_CHECKING:
    from bsc_cli.system.errors import Problem


class ProblemRow(Struct):
    """A problem as it is printed."""

    file = Field(Text(), "the file")
    line = Field(Whole(1), "the line")
    column = Field(Whole(1), "the column, in code points")
    code = Field(Text(), "the code of the rule; docs/problems.md explains all codes")
    subject = Field(Optional(Text()), "the value concerned: figures[3].unit")
    message = Field(Text(), "the problem")
    hint = Field(Optional(Text()), "how to fix it")
    record = Field(Optional(Text()), "the record's place in the store, if the file is the article")

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return a problem with its texts clipped and its position taken apart."""
        return cls(
            file=problem.file,
            line=problem.position.line,
            column=problem.position.column,
            code=problem.code,
            subject=clipped(problem.subject) or None,
            message=clipped(problem.message),
            hint=problem.hint and clipped(problem.hint),
            record=problem.record,
        )


class Accounted(Struct):
    """A number of words, numerals, quotations, names or anchors."""

    found = Field(Whole(), "how many there are")
    accounted = Field(Whole(), "how many of them the store accounts for")


class Words(Accounted):
    """The words of the article."""

    claimed = Field(Whole(), "how many of them lie under a claim's evidence")


class Contribution(Struct):
    """The contribution of a kind."""

    records = Field(Whole(), "the number of records")
    anchors = Field(Whole(), "the number of their anchors")
    words = Field(Whole(), "the number of the article's words under their evidence")


class Stretch(Struct):
    """A stretch of a text."""

    start = Field(Whole(), "the first character in code points, counted from 0")
    end = Field(Whole(), "the first character after the stretch")


class Passage(Struct):
    """A sentence of the article."""

    line = Field(Whole(1), "the line of the article where it begins")
    column = Field(Whole(1), "the column there, in code points")
    text = Field(Text(), "its text")
    uncovered = Field(ListOf(Nested(Stretch)), "the stretches that no claim rests on")
    cited_by = Field(ListOf(Text()), "the ids of the records that rest on it, and not_claims")


class Audit(Struct):
    """The outcome of an audit."""

    article = Field(Text(), "the article's file")
    store = Field(Text(), "the store's file")
    sha256 = Field(Sha256(), "the SHA-256 of the article's folded text")
    same_text = Field(Optional(Boolean()), "whether the store was made from this text")
    words = Field(Nested(Words), "the words")
    numerals = Field(Nested(Accounted), "the numerals")
    quotations = Field(Nested(Accounted), "the quotations")
    names = Field(Nested(Accounted), "the capitalised names")
    anchors = Field(Nested(Accounted), "the store's anchors, and those that select a passage")
    kinds = Field(ForEachKind(Nested(Contribution)), "the contribution of each kind")
    problems = Field(ListOf(Nested(ProblemRow)), "the problems, in the article's order")
    passages = Field(ListOf(Nested(Passage)), "the article, sentence by sentence")
