"""Find the matches of a search in a text."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from bsc_cli.index.search_terms import SIGN, WORD, fold, signs
from bsc_cli.model.struct import Field, Struct
from bsc_cli.model.types import Text, Whole
from bsc_cli.text.folding import without_invisible
from bsc_cli.text.numerals import Numeral, numerals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from bsc_cli.index.search_terms import Searched, Term

    Forms = Mapping[str, Collection[str]]


class Match(Struct):
    """A match of a search in a field of a record."""

    field = Field(
        Text(), "the name of the field, with an index from 0 if the field is a list: aliases[1]"
    )
    start = Field(Whole(), "the offset of the first character of the match, in code points from 0")
    end = Field(Whole(), "the offset of the first character after the match")


def matches(terms: Iterable[Term], forms: Forms, texts: Iterable[Searched]) -> list[Match]:
    """Return every match of the terms in the texts; `forms` maps each word to its other forms."""
    return [
        Match(field=field, start=start, end=end)
        for field, text in ((searched.field, _Text(searched.text)) for searched in texts)
        for term in terms
        for start, end in sorted(text.spans(term, forms))
    ]


def answers(terms: Iterable[Term], forms: Forms, text: str) -> bool:
    """Whether a text contains every term."""
    searched = _Text(text)
    return all(searched.spans(term, forms) and term.signs <= searched.signs for term in terms)


class _Text:
    """A text to search, with the positions of its words.

    Matching ignores invisible characters, but the offsets of a match count them.
    """

    def __init__(self, raw: str) -> None:
        self._visible = without_invisible(raw)
        self._text = self._visible.text
        folded = ((fold(word[0]), word.start(), word.end()) for word in WORD.finditer(self._text))
        self._words = [word for word in folded if word[0]]
        self._positions: dict[str, list[int]] = {}
        for position, (word, _, _) in enumerate(self._words):
            self._positions.setdefault(word, []).append(position)

    def spans(self, term: Term, forms: Forms) -> set[tuple[int, int]]:
        """Return the start and end offsets of the matches of a term."""
        spans = self._phrases(term, forms)
        if term.number is not None:
            spans.update(numeral.span for numeral in self._numerals if numeral.value == term.number)
        if not term.words:
            spans.update(sign.span() for sign in SIGN.finditer(self._text) if sign[0] in term.signs)
        original = self._visible.original_offset
        return {(original(start), original(end - 1) + 1) for start, end in spans}

    @cached_property
    def signs(self) -> set[str]:
        """The symbols in the text that can be searched for."""
        return signs(self._text)

    @cached_property
    def _numerals(self) -> list[Numeral]:
        return list(numerals(self._text))

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self._positions)

    def _phrases(self, term: Term, forms: Forms) -> set[tuple[int, int]]:
        """Return the spans in which the words of a term occur consecutively."""
        if not term.words:
            return set()
        accepted = [self._accepted(term, index, forms) for index in range(len(term.words))]
        length = len(accepted)
        phrases = (
            self._words[first : first + length]
            for word in accepted[0]
            for first in self._positions.get(word, ())
        )
        return {
            (phrase[0][1], phrase[-1][2])
            for phrase in phrases
            if len(phrase) == length
            and all(word in choices for (word, _, _), choices in zip(phrase, accepted, strict=True))
        }

    def _accepted(self, term: Term, index: int, forms: Forms) -> Collection[str]:
        """Return the words accepted as matches for the term's word at an index."""
        word = term.words[index]
        if term.prefix and index == len(term.words) - 1:
            first = bisect_left(self._sorted_words, word)
            last = bisect_left(self._sorted_words, word + "\U0010ffff")
            return set(self._sorted_words[first:last])
        return {word} if term.exact else {word, *forms.get(word, ())}
