"""Where what a search looks for stands in texts."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.index.search_terms import SIGN, WORD, fold, signs
from bsc_cli.text.folding import without_invisible
from bsc_cli.text.numerals import Numeral, numerals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from bsc_cli.index.search_terms import Searched, Term

    Forms = Mapping[str, Collection[str]]


class Match(NamedTuple):
    """A place that matches: characters `start` to `end`, in code points, of a field."""

    field: str
    start: int
    end: int


def matches(terms: Iterable[Term], forms: Forms, texts: Iterable[Searched]) -> list[Match]:
    """Every place of the texts where a term stands; `forms` has the other forms of words."""
    return [
        Match(searched.field, start, end)
        for searched, text in ((searched, _Text(searched.text)) for searched in texts)
        for term in terms
        for start, end in sorted(text.spans(term, forms))
    ]


def answers(terms: Iterable[Term], forms: Forms, text: str) -> bool:
    """Whether a single text has every term."""
    asked = _Text(text)
    return all(asked.spans(term, forms) and term.signs <= asked.signs for term in terms)


class _Text:
    """A text of which it is asked where terms stand, in code points of it as it is."""

    def __init__(self, raw: str) -> None:
        self._visible = without_invisible(raw)
        self._text = self._visible.text
        found = [(fold(word[0]), word.start(), word.end()) for word in WORD.finditer(self._text)]
        self._words = [each for each in found if each[0]]
        self._at: dict[str, list[int]] = {}
        for index, (word, _, _) in enumerate(self._words):
            self._at.setdefault(word, []).append(index)

    def spans(self, term: Term, forms: Forms) -> set[tuple[int, int]]:
        """Where a term stands."""
        found = self._runs(term, forms)
        if term.number is not None:
            found.update(each.span for each in self._numerals if each.value == term.number)
        if not term.words:
            found.update(sign.span() for sign in SIGN.finditer(self._text) if sign[0] in term.signs)
        original = self._visible.original_offset
        return {(original(start), original(end - 1) + 1) for start, end in found}

    @cached_property
    def signs(self) -> set[str]:
        """The signs of the text."""
        return signs(self._text)

    @cached_property
    def _numerals(self) -> list[Numeral]:
        return list(numerals(self._text))

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._at)

    def _runs(self, term: Term, forms: Forms) -> set[tuple[int, int]]:
        """Where the words of a term stand next to each other."""
        if not term.words:
            return set()
        accepted = [self._accepted(term, index, forms) for index in range(len(term.words))]
        length = len(accepted)
        runs = (
            self._words[first : first + length]
            for word in accepted[0]
            for first in self._at.get(word, ())
        )
        return {
            (run[0][1], run[-1][2])
            for run in runs
            if len(run) == length
            and all(word in will_do for (word, _, _), will_do in zip(run, accepted, strict=True))
        }

    def _accepted(self, term: Term, index: int, forms: Forms) -> Collection[str]:
        """The words that may stand where a term has its word of this index."""
        wanted = term.words[index]
        if term.prefix and index == len(term.words) - 1:
            first, last = (
                bisect_left(self._sorted, end) for end in (wanted, wanted + "\U0010ffff")
            )
            return set(self._sorted[first:last])
        return {wanted} if term.exact else {wanted, *forms.get(wanted, ())}
