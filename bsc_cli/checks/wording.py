"""The words of the article, sentence by sentence, for comparison with the words of records.

Words are compared by their stems. A stem weighs the more, the fewer sentences it occurs in.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from itertools import islice
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from bsc_cli.checks import records
from bsc_cli.text.folding import Span, fold
from bsc_cli.text.names import FUNCTION_WORDS
from bsc_cli.text.stems import stem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.model.record import Record

T = TypeVar("T")

_WORD: Final = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:'[^\W_]+)?")
_MOST_SENTENCES: Final = 30
"""The maximum number of sentences under one record that its words are compared with."""
MOST_WORDS: Final = 400
"""The maximum number of words of a statement or of a sentence that are looked at one by one."""
_COMMON: Final = 100
"""The maximum number of sentences with a stem in which another fit for a statement is sought."""


class Word(NamedTuple):
    """A word of a text in lower case, its stem, and its span in the text."""

    lower: str
    stem: str
    span: Span


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the first MOST_WORDS words of a folded text, or of a part of it."""
    found = islice(_WORD.finditer(text, start, len(text) if end is None else end), MOST_WORDS)
    return [Word(word, stem(word), Span(*at)) for word, at in _lowered(found)]


def _lowered(matches: Iterable[re.Match[str]]) -> Iterator[tuple[str, tuple[int, int]]]:
    return ((match[0].lower(), match.span()) for match in matches)


def content(words: Iterable[Word]) -> frozenset[str]:
    """Return the stems of the words that are not function words."""
    return frozenset(word.stem for word in words if word.lower not in FUNCTION_WORDS)


class Fit(NamedTuple):
    """How well a sentence fits a statement: the share of the statement's weight, and the stems."""

    share: float
    shared: int
    sentence: int


class Wording:
    """The stems of each sentence of the article, and the sentences under each record."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._sentences = evidence.all_sentences
        self.stems: list[frozenset[str]] = []
        self._places: dict[str, array[int]] = {}
        self._words: dict[int, list[Word]] = {}
        text = evidence.article.text
        for index, (start, end) in enumerate(self._sentences.spans):
            lowered = _lowered(_WORD.finditer(text, start, end))
            stems = frozenset(stem(word) for word, _ in lowered if word not in FUNCTION_WORDS)
            self.stems.append(stems)
            for one in stems:
                self._places.setdefault(one, array("I")).append(index)
        self._rarest = log(len(self.stems) + 1)

    def weight(self, stem: str) -> float:
        """Return the weight of a stem: from 0 for one in every sentence to a maximum."""
        return self._rarest - log(len(self._places.get(stem, ())) or 1)

    def occurs(self, stem: str) -> bool:
        """Whether the article has a word with this stem."""
        return stem in self._places

    def with_all(self, stems: Sequence[str], most: int) -> list[int] | None:
        """Return the sentences with all of some stems, or `None` if more than `most` have one."""
        places = sorted((self._places.get(one, ()) for one in stems), key=len)
        if not places:
            return []
        if len(places[0]) > most:
            return None
        return [index for index in places[0] if all(one in self.stems[index] for one in stems)]

    def under(self, record: Record, before: int = 0, after: int = 0) -> list[int]:
        """Return the indices of the sentences that a record rests on, and of some around them.

        Return an empty list if there are more than _MOST_SENTENCES.
        """
        found: set[int] = set()
        for span in self.evidence.spans[record.id]:
            touched = self._sentences.indices(span)
            if len(touched) > _MOST_SENTENCES:
                return []
            last = min(touched.stop + after, len(self.stems))
            found.update(range(max(touched.start - before, 0), last))
            if len(found) > _MOST_SENTENCES * (1 + before + after):
                return []
        return sorted(found)

    def has(self, stem: str, sentences: Iterable[int]) -> bool:
        """Whether one of the sentences has a word with this stem."""
        return any(stem in self.stems[index] for index in sentences)

    def words(self, sentence: int) -> list[Word]:
        """Return the words of a sentence; their spans are those in the article."""
        if sentence not in self._words:
            span = self._sentences.spans[sentence]
            self._words[sentence] = words(self.evidence.article.text, *span)
        return self._words[sentence]

    def span(self, sentence: int) -> Span:
        """Return the span of a sentence."""
        return self._sentences.spans[sentence]

    def text(self, sentence: int) -> str:
        """Return the text of a sentence."""
        return self.evidence.text(self.span(sentence))

    def share(self, stems: Collection[str], sentences: Sequence[int]) -> float:
        """Return the share, by weight, of some stems that occur in at least one sentence."""
        total = sum(map(self.weight, stems))
        return sum(self.weight(one) for one in stems if self.has(one, sentences)) / (total or 1.0)

    def best(self, stems: Collection[str], apart: Collection[int]) -> Fit:
        """Return the sentence that fits some stems best, except for the sentences in `apart`."""
        weights: dict[int, float] = {}
        shared: dict[int, int] = {}
        for one in stems:
            places = self._places.get(one, ())
            for index in places if len(places) <= _COMMON else ():
                weights[index] = weights.get(index, 0.0) + self.weight(one)
                shared[index] = shared.get(index, 0) + 1
        total = sum(map(self.weight, stems)) or 1.0
        others = (index for index in weights if index not in apart)
        best = max(others, key=lambda index: (weights[index], -index), default=None)
        return Fit(0.0, 0, 0) if best is None else Fit(weights[best] / total, shared[best], best)


@lru_cache(maxsize=1)  # several rules use the result
def wording(evidence: Evidence) -> Wording:
    """Return the words of the article that an audit is about."""
    return Wording(evidence)


class Outcome(list[T]):
    """The findings of several rules, and the number of statements that the rules examined."""

    examined = 0

    def of(self, evidence: Evidence) -> Iterator[T]:
        """Yield the findings, and count the statements as examined by the rule that runs."""
        evidence.examined += self.examined
        yield from self


class Statement(NamedTuple):
    """A text in a record's own words: the record, the path of the text, the text, its words."""

    record: Record
    path: str
    text: str
    words: list[Word]


def statements(
    evidence: Evidence, fields: Sequence[str] = records.STATEMENTS
) -> Iterator[Statement]:
    """Yield the statements of explicit records that rest on some passage."""
    for record in evidence.store.records.values():
        if record.support != "explicit" or not evidence.spans[record.id]:
            continue
        for path, text in records.values(record, fields):
            yield Statement(record, path, *_folded(text))


@lru_cache(maxsize=2_000)  # several rules look at each statement
def _folded(text: str) -> tuple[str, list[Word]]:
    folded = fold(text)
    return folded, words(folded)
