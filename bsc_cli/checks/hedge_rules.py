"""The rule for hedges: a statement is as sure and as exact as its sentences, and no more.

The rule skips a record if none of its anchors selects a passage; the rule `orphan` reports those
anchors.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.checks.wording import content, statements, wording
from bsc_cli.text.comparators import comparators
from bsc_cli.text.folding import Span
from bsc_cli.text.hedges import (
    AMOUNTS,
    CERTAIN,
    DOUBTING,
    PARTLY,
    PERHAPS,
    REPORTED,
    is_hedge,
    is_partial,
)
from bsc_cli.text.intervals import Intervals
from bsc_cli.text.names import FUNCTION_WORDS
from bsc_cli.text.negation import is_negator
from bsc_cli.text.numerals import numerals
from bsc_cli.text.tense import FUTURE, PAST, is_intention, tenses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.checks.wording import Statement, Word, Wording

RULES: Final = Rules[Evidence]("bsc audit")


@RULES.rule(
    "hedge",
    "A word that limits a number or a verb in the evidence, such as 'up to', 'largely', 'may' or"
    " 'aims to', has a counterpart in the statement, and the statement has none of its own.",
    fix="Add the hedge to the statement or remove it.",
    fails="# article: The ferry takes up to 40 people.\nstatement: The ferry takes 40 people.",
    passes="# article: The ferry takes up to 40 people.\nstatement: At most 40 people fit in it.",
    severity="warning",
    waived=True,
)
def hedge(evidence: Evidence) -> Iterator[Finding]:
    known = wording(evidence)
    found: dict[int, _Sentence] = {}
    for statement in evidence.counted(statements(evidence, ("statement",))):
        own = known.under(statement.record)
        for index in own:
            if index not in found:
                found[index] = _Sentence.of(known.words(index), evidence.article.text)
        message = own and (
            _amount(statement, [found[index] for index in own])
            or _doubt(statement, known.under(statement.record, 1), known)
            or _degree(statement, [found[index] for index in own], evidence)
        )
        if message:
            yield Finding(message, statement.record, statement.path)


EXACT: Final = "exact"
ABOUT: Final = "~"


class _Bound(NamedTuple):
    """The words of a number, and how it may be limited: exact, about right, below or above.

    A number `is_loose` if words near it may limit it in another way.
    """

    written: str
    kinds: set[str]
    is_loose: bool


def _bounds(text: str, start: int, end: int) -> Iterator[tuple[float, _Bound]]:
    """Yield the value of each number in a part of a text, and how it is limited."""
    part = text[start:end]
    for numeral in numerals(part):
        first, last = numeral.span
        kinds = {sign[0] if sign else EXACT for sign in comparators(part, numeral.span)}
        is_loose = bool(AMOUNTS.search(part, max(0, first - _NEAR), last + _NEAR))
        yield numeral.value, _Bound(part[first:last], kinds, is_loose)


_NEAR: Final = 20
"""The number of characters beside a number in which words may limit it."""


class _Sentence(NamedTuple):
    """The words of a sentence, the limits of its numbers, and the indices of its hedges.

    `aims` are the ranges of words such as `aims to`.
    """

    words: Sequence[Word]
    bounds: dict[float, _Bound]
    partly: list[Span]
    perhaps: list[Span]
    reported: list[Span]
    aims: list[Span]

    @classmethod
    def of(cls, words: Sequence[Word], text: str) -> _Sentence:
        """Find the hedges in the words of a sentence of a text."""
        lower = [word.lower for word in words]
        bounds: dict[float, _Bound] = {}
        for value, (written, kinds, is_loose) in (
            _bounds(text, words[0].span.start, words[-1].span.end) if words else ()
        ):
            other = bounds.get(value, _Bound(written, set(), False))
            bounds[value] = _Bound(written, kinds | other.kinds, is_loose or other.is_loose)
        partly, perhaps = (
            [Span(index, index + 1) for index, word in enumerate(lower) if word in some]
            for some in (PARTLY, PERHAPS)
        )
        reported = [
            Span(index, index + 1)
            for index, (word, after) in enumerate(pairwise(lower))
            if word in REPORTED and after == "to"
        ]
        aims = [span for span in tenses(lower)[FUTURE] if is_intention(lower[slice(*span)])]
        return cls(words, bounds, partly, perhaps, reported, aims)

    def purposes(self, facts: set[str]) -> Iterator[Span]:
        """Yield the index of each `to` before a verb that has one of some stems."""
        for index, (before, word) in enumerate(pairwise(self.words)):
            if before.lower == "to" and word.stem in facts and not word.lower.endswith("s"):
                yield Span(index, index + 1)


def _amount(statement: Statement, sentences: Sequence[_Sentence]) -> str:
    """Return what is wrong with the hedge beside a number, if anything."""
    end = statement.words[-1].span.end if statement.words else 0
    for value, (written, own, _) in _bounds(statement.text, 0, end):
        given = [one.bounds[value] for one in sentences if value in one.bounds]
        kinds = {kind for bound in given for kind in bound.kinds}
        both = own | kinds
        if not kinds or own & kinds or (ABOUT in both and EXACT not in both):
            continue
        if own == {EXACT} and not AMOUNTS.search(statement.text):
            return f"the sentence does not give '{written}' as exact, but the statement does"
        if kinds == {EXACT} and not any(bound.is_loose for bound in given):
            return f"the sentence gives '{written}' as exact, but the statement does not"
        if EXACT not in both:
            return f"the statement and its sentence limit '{written}' from opposite sides"
    return ""


def _doubt(statement: Statement, around: Sequence[int], known: Wording) -> str:
    """Return what is wrong with a statement that leaves open what it says, if anything."""
    lower = [word.lower for word in statement.words]
    # "Nobody may enter" is about what is allowed, and leaves nothing open.
    doubted = sorted(DOUBTING.intersection(lower)) if not any(map(is_negator, lower)) else []
    words = (word.lower for index in around for word in known.words(index)) if doubted else ()
    if not doubted or any(is_hedge(word) and word not in CERTAIN for word in words):
        return ""
    return f"the statement says '{doubted[0]}', but its sentence has no such doubt"


def _degree(statement: Statement, sentences: Sequence[_Sentence], evidence: Evidence) -> str:
    """Return what is wrong if a statement is surer than its sentences, if anything."""
    passages = Intervals(evidence.spans[statement.record.id])
    stems = content(statement.words)
    shared = [len(stems & content(one.words)) for one in sentences]
    for number, one in zip(shared, sentences, strict=True):
        for start, end in _lost(statement.words, one, passages) if number else ():
            inside = len(stems & content(one.words[end : end + _REACH]))
            is_governed = inside and 2 * inside >= number >= 0.6 * max(shared)
            if is_governed and one.words[start].span in passages:
                hedge = " ".join(word.lower for word in one.words[start:end])
                return f"the sentence says '{hedge}', but the statement has no such hedge"
    return ""


_REACH: Final = 8
"""The number of words after a hedge that it may limit."""


def _lost(statement: Sequence[Word], sentence: _Sentence, passages: Intervals) -> Iterator[Span]:
    """Yield the ranges of the hedges of a sentence to which a statement has no counterpart."""
    lower = [word.lower for word in statement]
    if not any(map(is_partial, lower)):
        yield from sentence.partly
    own, is_certain = tenses(lower), not CERTAIN.isdisjoint(lower)
    is_hedged = any(is_hedge(word) and word not in CERTAIN for word in lower)
    if is_hedged or (own[FUTURE] and not is_certain):
        return
    if not any(word.lower in CERTAIN and word.span in passages for word in sentence.words):
        yield from sentence.perhaps
    yield from sentence.reported
    if not own[PAST] and not is_certain:
        yield from sentence.aims
        yield from sentence.purposes(_facts(statement))


def _facts(statement: Sequence[Word]) -> set[str]:
    """Return the stems of the words of a statement that may be its verb, as a plain fact."""
    return {
        word.stem
        for before, word in pairwise(statement)
        if before.lower not in FUNCTION_WORDS and not word.lower.endswith(("ed", "ing"))
    }
