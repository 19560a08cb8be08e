"""Rules for negation: a statement negates what its sentences negate, and nothing else.

English says a negation in many ways: what `remains open` is `not closed`. So words that imply a
negation count as one where they may stand for one.

The rules skip a record if none of its anchors selects a passage; the rule `orphan` reports those
anchors.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.checks.wording import Outcome, Word, content, statements, wording
from bsc_cli.text.names import FUNCTION_WORDS
from bsc_cli.text.negation import NEGATING, NEGATION, implied_negation, is_refusal, negators

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.checks.wording import Statement

RULES: Final = Rules[Evidence]("bsc audit")

_ALIKE: Final = 0.5
"""The share, by weight, of a statement's words from which on it follows its sentences closely, so
that an added negation contradicts them."""


@RULES.rule(
    "polarity",
    "A negation in a record's own words stands in the sentences that the record rests on, or is"
    " implied by a word such as 'refuse', 'without', 'only' or 'unable'.",
    fix="Correct the statement.",
    fails="# article: The ferry is late.\nstatement: The ferry is not late.",
    passes="# article: The ferry is never late.\nstatement: The ferry is not late.",
    waived=True,
)
def polarity(evidence: Evidence) -> Iterator[Finding]:
    return (finding for finding, is_sure in _found(evidence).of(evidence) if is_sure)


@RULES.rule(
    "negation",
    "A record's own words negate what the passages in its evidence negate, and affirm what they"
    " affirm.",
    fix="Correct the statement.",
    fails="# article: The ferry is not late.\nstatement: The ferry is late.",
    passes="# article: The ferry is not late.\nstatement: The ferry is never late.",
    severity="warning",
    waived=True,
)
def negation(evidence: Evidence) -> Iterator[Finding]:
    return (finding for finding, is_sure in _found(evidence).of(evidence) if not is_sure)


class _Negation(NamedTuple):
    """A word that negates, the stems that it governs, and the stems around it."""

    word: Word
    governed: tuple[str, ...]
    around: frozenset[str]


def _negations(words: Sequence[Word]) -> Iterator[_Negation]:
    indices = {*negators([word.lower for word in words])}
    indices.update(index for index, word in enumerate(words) if is_refusal(word.lower, word.stem))
    for index in sorted(indices):
        after = [word.stem for word in words[index + 1 : index + 7] if _is_governed(word.lower)]
        around = content(words[max(index - 8, 0) : index + 9]) - {words[index].stem}
        yield _Negation(words[index], (*after[:3],), around)


def _is_governed(word: str) -> bool:
    return not (word in _PASSED_OVER or word.endswith("ly") or word[0].isdigit())


_PASSED_OVER: Final = FUNCTION_WORDS | {
    *("being", "having", "able", "longer", "going", "well", "say", "says", "said", "tell")
}
"""The words between a negator and what it negates."""


def _implied(words: Iterable[Word]) -> list[str]:
    """Return the group of each word that negates or implies a negation."""
    groups = (implied_negation(word.lower, word.stem) for word in words)
    return [group for group in groups if group]


@lru_cache(maxsize=1)  # both rules use the result
def _found(evidence: Evidence) -> Outcome[tuple[Finding, bool]]:
    """Return the findings of both rules, each with whether it is sure."""
    known, article = wording(evidence), _Article(evidence)
    found = Outcome[tuple[Finding, bool]]()
    for statement in statements(evidence):
        sentences = known.under(statement.record)
        found.examined += 1
        if sentences:
            held = _Held(evidence, article, statement, sentences)
            message, is_sure = held.added() if held.negations else (held.lost(), False)
            if message:
                found.append((Finding(message, statement.record, statement.path), is_sure))
    return found


class _Held:
    """A statement held against the sentences that its record rests on."""

    def __init__(
        self, evidence: Evidence, article: _Article, statement: Statement, sentences: list[int]
    ) -> None:
        self.known, self.article = wording(evidence), article
        self.passages = evidence.spans[statement.record.id]
        self.sentences = sentences
        self.field = statement.path.removeprefix(".")
        self.words = statement.words
        self.negations = [*_negations(statement.words)]
        self.own = {group for group in _implied(statement.words) if group != NEGATION}

    def added(self) -> tuple[str, bool]:
        """Return what is wrong with a statement that negates, if anything, and if it is sure."""
        words = [word for index in self.sentences for word in self.known.words(index)]
        first = self.negations[0].word.lower
        if not self._implied(words):
            stems = content(self.words) - {one.word.stem for one in self.negations}
            is_alike = self.known.share(stems, self.sentences) >= _ALIKE
            return f"the {self.field} says '{first}', but its sentence has no negation", is_alike
        for one in self.negations:
            implied = self._implied(self._passage_of(one))
            if not implied:
                word = one.word.lower
                return f"the {self.field} says '{word}', but its passage has no negation", False
            if len(self.negations) > len(implied) - self._unmatched(words):
                return f"the {self.field} has more negations than its sentence", False
            if self._is_affirmed(one):
                return f"'{one.word.lower}' negates a part that its sentence affirms", False
        return "", False

    def _implied(self, words: Iterable[Word]) -> list[str]:
        """Return the groups of words that negate or imply it, except those in the statement."""
        groups = [group for group in _implied(words) if group not in self.own]
        says_later = any(word.lower == "yet" for word in self.words)
        later = ("yet" for word in words if says_later and word.lower in _LATER)
        return [*groups, *later]

    def _unmatched(self, words: Iterable[Word]) -> int:
        """Return how many groups of verbs of stopping the statement has, but not the sentences."""
        return len((self.own & NEGATING) - {*_implied(words)})

    def _passage_of(self, one: _Negation) -> list[Word]:
        """Return the words of the passages that a negation may be about."""
        return [
            word
            for index in self._nearest(one)
            for word in self.known.words(index)
            if self._in_passage(word)
        ]

    def _in_passage(self, word: Word) -> bool:
        return any(start <= word.span.start < end for start, end in self.passages)

    def _nearest(self, one: _Negation) -> list[int]:
        """Return the sentences with most of the words around a negation, or with its verb."""
        weights = {
            index: sum(self.known.weight(stem) for stem in one.around & self.known.stems[index])
            for index in self.sentences
        }
        most = max(weights.values())
        verbs = frozenset(one.governed[:1])
        return [
            index
            for index, weight in weights.items()
            if weight >= 0.6 * most or verbs & self.known.stems[index]
        ]

    def _is_affirmed(self, one: _Negation) -> bool:
        """Whether the sentences have the negated words without a negation beside them."""
        is_found = False
        for words in map(self.known.words, self._nearest(one)):
            places = [at for at, word in enumerate(words) if word.stem in one.governed]
            stems = {words[at].stem for at in places}
            if len(stems) > 1 or stems & {*one.governed[:1]}:
                is_found = True
                if self._implied(words[max(places[0] - 6, 0) : places[-1] + 9]):
                    return False
        return is_found

    def lost(self) -> str:
        """Return what is wrong with a statement that does not negate, if anything."""
        if self.own:
            words = (word for index in self.sentences for word in self.known.words(index))
            if self.own.difference(_implied(words)):
                return ""
        stems = content(self.words)
        for index in self.sentences:
            for one, clause in self.article.negations(index):
                if self._in_passage(one.word) and self._says(one, clause, stems, index):
                    word = one.word.lower
                    return f"the sentence says '{word}', but the {self.field} has no negation"
        return ""

    def _says(
        self, one: _Negation, clause: frozenset[str], stems: frozenset[str], sentence: int
    ) -> bool:
        """Whether the statement with some stems seems to say what a negated clause says."""
        if one.governed and one.governed[0] in stems:
            return True
        inside = stems & clause
        outside = (stems & self.known.stems[sentence]) - inside
        weights = (sum(map(self.known.weight, some)) for some in (inside, outside))
        return self.field == "statement" and next(weights) > next(weights)


class _Article:
    """The negations of each sentence, with the stems of the clause around each."""

    def __init__(self, evidence: Evidence) -> None:
        self._text = evidence.article.text
        self._known = wording(evidence)
        self._found: dict[int, list[tuple[_Negation, frozenset[str]]]] = {}

    def negations(self, sentence: int) -> list[tuple[_Negation, frozenset[str]]]:
        """Return the negations of a sentence, each with the stems of its clause."""
        if sentence not in self._found:
            self._found[sentence] = [
                (one, content(clause))
                for clause in self._clauses(self._known.words(sentence))
                for one in _negations(clause)
            ]
        return self._found[sentence]

    def _clauses(self, words: Sequence[Word]) -> Iterator[list[Word]]:
        """Yield the words of each clause of a sentence."""
        clause: list[Word] = []
        for word in words:
            end = clause[-1].span.end if clause else word.span.start
            if clause and (
                word.lower in _CONJUNCTIONS or _BREAK.search(self._text, end, word.span.start)
            ):
                yield clause
                clause = []
            clause.append(word)
        yield clause


_LATER: Final = frozenset({"will", "to", "due"})
"""The words of a sentence about the future, which implies that something is not yet so."""
_BREAK: Final = re.compile(r"[,;:()]| - ")
_CONJUNCTIONS: Final = frozenset(
    {"and", "but", "while", "although", "because", "whereas", "who", "which"}
)
