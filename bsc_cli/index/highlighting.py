"""Find the matches of a search in a text."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from bsc_cli.index.search_terms import SIGN, WORD, folded_word, number_key, signs
from bsc_cli.model.struct import Field, Struct
from bsc_cli.model.types import Text, Whole
from bsc_cli.text.folding import without_invisible
from bsc_cli.text.numbers import numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from bsc_cli.index.search_terms import Searched, Term, Terms

    Forms = Mapping[str, Collection[str]]


class Match(Struct):
    """A match of a search in a field of a record."""

    field = Field(
        Text(), "the name of the field, with an index from 0 if the field is a list: aliases[1]"
    )
    start = Field(Whole(), "the offset of the first character of the match, in code points from 0")
    end = Field(Whole(), "the offset of the first character after the match")


MOST_MATCHES: Final = 1000
"""The maximum number of matches that are located in a record.

A text can have more matches than words: each phrase of equal words has one at almost every word.
"""


def matches(terms: Iterable[Term], forms: Forms, texts: Iterable[Searched]) -> list[Match]:
    """Return the matches of the terms in the texts, at most `MOST_MATCHES` of them.

    `forms` maps each word to its other forms. A span that several terms match is returned once.
    """
    distinct = _distinct(terms, forms)
    found = (
        (searched.field, start, end)
        for searched in texts
        for start, end in _spans(searched, distinct, forms)
    )
    spans: dict[tuple[str, int, int], None] = {}
    for span in found:
        spans[span] = None
        if len(spans) == MOST_MATCHES:
            break
    return [Match(field=field, start=start, end=end) for field, start, end in spans]


def _spans(searched: Searched, terms: Iterable[Term], forms: Forms) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the matches of the terms in a text."""
    text = _Text(searched.text)
    implied = _Text(searched.implied) if searched.implied else None
    for term in terms:
        spans = text.spans(term, forms)
        if implied and not spans and implied.contains(term, forms):
            spans = [(0, len(searched.text))]
        yield from spans


def _distinct(terms: Iterable[Term], forms: Forms) -> list[Term]:
    """Return the terms without those that match the same words, and the symbols as one term."""
    distinct: dict[object, Term] = {}
    for term in terms:
        if term.number is not None:
            distinct.setdefault(number_key(term.number), term)
        elif term.words:
            accepted = tuple(frozenset(term.accepted(word, forms)) for word in term.words)
            distinct.setdefault((accepted, term.prefix), term)
        else:
            earlier = distinct.get("signs", term)
            distinct["signs"] = earlier._replace(signs=earlier.signs | term.signs)
    return list(distinct.values())


def answers(terms: Terms, forms: Forms, text: str) -> bool:
    """Whether a text contains every required term and no excluded one."""
    searched = _Text(text)
    return all(
        any(searched.contains(term, forms) for term in group) for group in terms.required
    ) and not any(searched.contains(term, forms) for term in terms.excluded)


class _Text:
    """A text to search, with the positions of its words.

    Matching ignores invisible characters, but the offsets of a match count them.
    """

    def __init__(self, raw: str) -> None:
        self._visible = without_invisible(raw)
        self._text = self._visible.text
        folded = (
            (folded_word(word[0]), word.start(), word.end()) for word in WORD.finditer(self._text)
        )
        self._words = [word for word in folded if word[0]]
        self._positions: dict[str, list[int]] = {}
        for position, (word, _, _) in enumerate(self._words):
            self._positions.setdefault(word, []).append(position)
        self._masks: dict[frozenset[str], int] = {}

    def spans(self, term: Term, forms: Forms) -> list[tuple[int, int]]:
        """Return the sorted start and end offsets of the first matches of a term."""
        words, last = self._words, len(term.words) - 1
        phrases = islice(self._phrases(term, forms), MOST_MATCHES)
        spans = {(words[first][1], words[first + last][2]) for first in phrases}
        if term.number is not None:
            spans.update(self._numerals.get(number_key(term.number), ())[:MOST_MATCHES])
        elif not term.words:
            for sign in term.signs:
                spans.update(self._signs.get(sign, ())[:MOST_MATCHES])
        original = self._visible.original_offset
        return [(original(start), original(end - 1) + 1) for start, end in sorted(spans)]

    def contains(self, term: Term, forms: Forms) -> bool:
        """Whether the text contains a term, with all of its symbols."""
        if term.number is not None:
            found = number_key(term.number) in self._numerals
        else:
            found = not term.words or any(True for _ in self._phrases(term, forms))
        return found and term.signs <= self._all_signs

    @cached_property
    def _all_signs(self) -> set[str]:
        return signs(self._text)

    @cached_property
    def _signs(self) -> dict[str, list[tuple[int, int]]]:
        """The spans of each symbol."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for sign in SIGN.finditer(self._text):
            spans.setdefault(sign[0], []).append(sign.span())
        return spans

    @cached_property
    def _numerals(self) -> dict[str, list[tuple[int, int]]]:
        """The spans of the numbers with each value."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for number in numbers(self._text):
            spans.setdefault(number_key(number.value), []).append(number.span)
        return spans

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self._positions)

    def _phrases(self, term: Term, forms: Forms) -> Iterator[int]:
        """Yield the positions at which the words of a term occur consecutively."""
        if not term.words or term.number is not None:
            return
        choices = [term.accepted(word, forms) for word in term.words]
        if term.prefix:
            choices[-1] = self._with_prefix(term.words[-1])
        starts = self._mask(choices[0])
        for offset, accepted in enumerate(choices):
            starts &= self._mask(accepted) >> offset
        for byte, bits in enumerate(starts.to_bytes(len(self._words) // 8 + 1, "little")):
            if bits:
                yield from (8 * byte + bit for bit in range(8) if bits >> bit & 1)

    def _mask(self, accepted: Iterable[str]) -> int:
        """Return a number in which bit N is set if word N of the text is one of those accepted.

        With one operation on such numbers for each word, a phrase of equal words costs no more
        than any other.
        """
        words = frozenset(accepted)
        if words not in self._masks:
            bits = bytearray(len(self._words) // 8 + 1)
            for word in words:
                for position in self._positions.get(word, ()):
                    bits[position >> 3] |= 1 << (position & 7)
            self._masks[words] = int.from_bytes(bits, "little")
        return self._masks[words]

    def _with_prefix(self, prefix: str) -> set[str]:
        first = bisect_left(self._sorted_words, prefix)
        last = bisect_left(self._sorted_words, prefix + "\U0010ffff")
        return set(self._sorted_words[first:last])
