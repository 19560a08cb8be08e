"""The structure of what `check`, `audit` and `review` print as JSON or as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from bsc_cli.model.compound import ListOf, Optional
from bsc_cli.model.kinds import ID, KIND, ForEachKind
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Boolean, Choice, Sha256, Text, Whole
from bsc_cli.system.errors import clipped

if TYPE_CHECKING:
    from bsc_cli.system.errors import Problem


class ProblemRow(Struct):
    """A problem, in the form in which it is printed."""

    file = Field(Text(), "the file with the problem")
    line = Field(Whole(1), "the line of the problem, counted from 1")
    column = Field(Whole(1), "the column of the problem, in code points, counted from 1")
    code = Field(Text(), "the code of the problem, explained in docs/problems.md")
    severity = Field(
        Choice("error", "warning"), "error, or warning for a rule that can be wrong: see --strict"
    )
    subject = Field(Optional(Text()), "the path of the value concerned, such as figures[3].unit")
    message = Field(Text(), "a description of the problem")
    hint = Field(Optional(Text()), "how to fix the problem")
    record = Field(
        Optional(Text()), "the place of the record in the store, if the problem is in an article"
    )

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Convert a problem to a row, shortening long text."""
        return cls(
            file=problem.file,
            line=problem.position.line,
            column=problem.position.column,
            code=problem.code,
            severity=problem.severity,
            subject=clipped(problem.subject) or None,
            message=clipped(problem.message),
            hint=problem.hint and clipped(problem.hint),
            record=problem.record,
        )


class Accounted(Struct):
    """The counts of elements of one type: words, numerals, quotations, names or anchors."""

    found = Field(Whole(), "the number of elements found")
    accounted = Field(Whole(), "the number of elements that the store accounts for")


class Words(Accounted):
    """The counts of the article's words."""

    claimed = Field(
        Whole(),
        "the number of words in the evidence of claims or in passages that 'not_claims' lists",
    )


class Contribution(Struct):
    """The contribution of one kind of record to the coverage of the article."""

    records = Field(Whole(), "the number of records of this kind")
    anchors = Field(Whole(), "the number of anchors in these records")
    words = Field(Whole(), "the number of words in the article that these records rest on")


class Stretch(Struct):
    """A range of characters in a sentence."""

    start = Field(
        Whole(),
        "the offset of the first character of the range, in code points from the start of the"
        " sentence, counted from 0",
    )
    end = Field(Whole(), "the offset of the first character after the range, counted like 'start'")


class Passage(Struct):
    """A sentence of the article, and the records that rest on it."""

    line = Field(Whole(1), "the line on which the sentence begins")
    column = Field(Whole(1), "the column where the sentence begins, in code points, counted from 1")
    text = Field(Text(), "the text of the sentence")
    uncovered = Field(
        ListOf(Nested(Stretch)),
        "the ranges of the sentence that lie neither in the evidence of a claim nor in a passage"
        " that 'not_claims' lists",
    )
    cited_by = Field(
        ListOf(Text()),
        "the ids of the records that rest on the sentence, followed by 'not_claims' if any part"
        " of the sentence is listed there",
    )


class Audit(Struct):
    """The outcome of an audit."""

    article = Field(Text(), "the name of the article's file")
    store = Field(Text(), "the name of the store's file")
    sha256 = Field(Sha256(), "the SHA-256 of the article's folded text")
    same_text = Field(
        Optional(Boolean()),
        "whether the store was made from the article's text; null if the store has no digest",
    )
    words = Field(Nested(Words), "the counts of words")
    numerals = Field(Nested(Accounted), "the counts of numerals")
    quotations = Field(Nested(Accounted), "the counts of quotations")
    names = Field(Nested(Accounted), "the counts of capitalised names")
    anchors = Field(
        Nested(Accounted),
        "the counts of the store's anchors; an anchor is accounted for if it selects a passage",
    )
    reviewed = Field(
        Nested(Accounted),
        "the counts of records; a record is accounted for if a person has reviewed it and neither"
        " the record nor its sentences have changed since",
    )
    kinds = Field(ForEachKind(Nested(Contribution)), "the contribution of each kind of record")
    problems = Field(
        ListOf(Nested(ProblemRow)),
        "the problems, in the order in which they occur in the article",
    )
    passages = Field(
        ListOf(Nested(Passage)), "the sentences of the article, in the order in which they occur"
    )


class Answer(Struct):
    """The answer to the question whether a record says what its sentences say."""

    kind, id = KIND, ID
    answer = Field(
        Choice("yes", "no", "skip"),
        "yes for a record that was confirmed, no for one that is to be corrected or whose evidence"
        " is not in the article, skip for one that was left for later",
    )
    file = Field(Text(), "the file of the store")
    line = Field(Whole(1), "the line of the record, counted from 1")
    column = Field(Whole(1), "the column of the record, in code points, counted from 1")
