"""Find the shortest anchor that selects a passage of an article and nothing else.

The phrases of an article, as sequences of words and symbols, are numbered length by length: equal
phrases have equal numbers. Only phrases that recur are looked at again with one more word or
symbol, so that numbering takes little longer than reading the article, and an anchor is then found
with a few searches in sorted lists.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from bsc_cli.text import ELLIPSIS, anchors
from bsc_cli.text.folding import Span, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bsc_cli.text.folding import FoldedText
    from bsc_cli.text.sentences import Sentences


class ShortestAnchors:
    """The shortest anchors of the passages of one article.

    An anchor is returned only if it selects its passage whether or not `anchors.find` is given the
    sentences of the article, so it can stand in any record. Phrases begin and end with whole words,
    except that the first begins and the last ends where the passage does. Phrases that recur and
    are longer than _LONGEST_PHRASE words and symbols are not used.
    """

    def __init__(self, article: FoldedText, sentences: Sentences) -> None:
        self._text = article.text
        self._sentences = sentences
        self._phrases = _Phrases(article.text)

    def shortest(self, span: Span) -> str | None:
        """Return the shortest anchor that selects exactly a passage.

        It has the fewest words, at most `anchors.LONGEST`, and of those the fewest characters.
        Return `None` if there is no such anchor: because the passage recurs and no few words tell
        its occurrences apart, because it has no words, or because it begins or ends within a word
        or at a space.
        """
        first, stop = self._phrases.tokens_of(span)
        words = [Span(*word.span()) for word in _WORD.finditer(self._text, *span)]
        if first == stop or not words:
            return None
        heads = [Span(span.start, word.end) for word in words[: anchors.LONGEST]]
        tails = [Span(word.start, span.end) for word in words[: -anchors.LONGEST - 1 : -1]]
        within = self._sentences.whole(Span(span.end - 1, span.end)).start
        # The first phrase may not occur before the passage. If it does not, nor does a longer one.
        fewest = (
            next((n for n, head in enumerate(heads) if self._is_earliest(head)), len(heads)) + 1
        )
        for count in range(1, anchors.LONGEST + 1):
            candidates: list[tuple[Span, ...]] = [(span,)] if len(words) == count else []
            if len(words) >= count:
                candidates += (
                    (heads[head - 1], tails[count - head - 1]) for head in range(fewest, count)
                )
            found = [self._anchor(each) for each in candidates if self._selects_only(each, within)]
            if found := [*filter(None, found)]:
                return min(found, key=len)
        return None

    def widened(self, span: Span, limit: Span) -> tuple[str, Span] | None:
        """Return an anchor of the smallest passage around another that has one, and the passage.

        The passage is `span` itself or, if that has no anchor, `span` with up to _MOST_ADDED words
        after and before it, added by turns, that lie inside `limit`, such as the sentence of
        `span`. Return `None` if no such passage has an anchor.
        """
        before = [word.start() for word in _WORD.finditer(self._text, limit.start, span.start)]
        after = [word.end() for word in _WORD.finditer(self._text, span.end, limit.end)]
        starts = [span.start, *before[: -_MOST_ADDED - 1 : -1]]
        ends = [span.end, *after[:_MOST_ADDED]]
        for added in range(2 * max(len(starts), len(ends)) - 1):
            start = starts[min(added // 2, len(starts) - 1)]
            end = ends[min((added + 1) // 2, len(ends) - 1)]
            if anchor := self.shortest(Span(start, end)):
                return anchor, Span(start, end)
        return None

    def _anchor(self, phrases: Sequence[Span]) -> str | None:
        """Return the anchor with some phrases, or `None` if it would not be read as these."""
        anchor = ELLIPSIS.join(self._text[start:end] for start, end in phrases)
        is_read = anchor.count("…") == len(phrases) - 1 and fold(anchor) == anchor
        return anchor if is_read else None

    def _is_earliest(self, phrase: Span) -> bool:
        """Whether the phrase at a span occurs nowhere before the span."""
        first, _ = self._phrases.tokens_of(phrase)
        occurrences = self._phrases.occurrences(phrase)
        return occurrences is not None and occurrences[0] == first

    def _selects_only(self, phrases: Sequence[Span], within: int) -> bool:
        """Whether an anchor selects the passage from its first phrase to its last, and no other.

        `within` is the offset of the sentence in which the passage ends.
        """
        (first, stop), (last, _) = map(self._phrases.tokens_of, (phrases[0], phrases[-1]))
        head, tail = (self._phrases.occurrences(phrase) for phrase in (phrases[0], phrases[-1]))
        if not head or not tail or head[0] != first:
            return False
        if len(phrases) == 1:
            return len(head) == 1
        # These are the steps of `anchors.find`. The passage ends at the nearest last phrase:
        length = stop - first
        nearest = bisect_left(tail, stop)
        if nearest == len(tail) or tail[nearest] != last:
            return False
        # Of the first phrases that lead to this end, the earliest is selected in any case:
        following = bisect_right(head, last - length)
        sentence = self._phrases.token_at(within)
        if first < sentence and bisect_left(head, sentence, 0, following) < following:
            return False
        # No other passage follows:
        return following == len(head) or tail[-1] < head[following] + length


class _Phrases:
    """The phrases of a text that occur several times.

    A phrase is a sequence of tokens: words and symbols, with or without a space between two of
    them. A phrase occurs only where it begins and ends with whole words.
    """

    def __init__(self, text: str) -> None:
        numbers: dict[str, int] = {}
        self._starts, self._ends = array("I"), array("I")
        names, self._following = array("I"), array("I")
        for token in _TOKENS.finditer(text):
            number = numbers.setdefault(token[0], len(numbers))
            is_next = bool(self._ends) and self._ends[-1] == token.start()
            self._starts.append(token.start())
            self._ends.append(token.end())
            names.append(number)
            self._following.append(2 * number + is_next)
        self._different = 2 * len(numbers)
        self._levels = [_Level(names, range(len(names)), 1, len(names))]

    def token_at(self, offset: int) -> int:
        """Return the number of the first token that begins at an offset or after it."""
        return bisect_left(self._starts, offset)

    def tokens_of(self, span: Span) -> Span:
        """Return the range of the tokens of a span, which is empty if the span cuts a token."""
        first, last = self.token_at(span.start), bisect_left(self._ends, span.end)
        if last == len(self._ends) or first > last:
            return Span(first, first)
        is_whole = (self._starts[first], self._ends[last]) == span
        return Span(first, last + 1 if is_whole else first)

    def occurrences(self, phrase: Span) -> Sequence[int] | None:
        """Return the first tokens of all occurrences, without overlaps, of the phrase at a span.

        Return `None` if the phrase recurs and is too long.
        """
        first, stop = self.tokens_of(phrase)
        level = self._level(min(stop - first, _LONGEST_PHRASE))
        name = level.names[first] if level else 0
        if not level or not name:
            return (first,)
        return level.occurrences[name] if stop - first <= _LONGEST_PHRASE else None

    def _level(self, length: int) -> _Level | None:
        """Return the phrases of a length, or `None` if none of them recurs."""
        while len(self._levels) < length and self._levels[-1].recurring:
            self._levels.append(self._next(self._levels[-1]))
        return self._levels[length - 1] if length <= len(self._levels) else None

    def _next(self, level: _Level) -> _Level:
        """Return the phrases that are one token longer than those of a level."""
        length, count = level.length, len(level.names)
        recurring = [first for first in level.recurring if first + length < count]
        return _Level(
            (
                level.names[first] * self._different + self._following[first + length]
                for first in recurring
            ),
            recurring,
            length + 1,
            count,
        )


class _Level:
    """The phrases of one length that recur.

    `names` has, for each token, a number that all occurrences of the phrase from that token share,
    or 0 if the phrase occurs once; `recurring` lists the tokens of the others; `occurrences` maps
    their numbers to the tokens at which they occur without overlaps.
    """

    def __init__(self, keys: Iterable[int], tokens: Sequence[int], length: int, count: int) -> None:
        self.length = length
        self.names = array("I", bytes(4 * count))
        earliest: dict[int, int] = {}
        for key, token in zip(keys, tokens, strict=True):
            before = earliest.setdefault(key, token)
            if before != token:
                self.names[before] = self.names[token] = before + 1
        self.recurring = [token for token in tokens if self.names[token]]
        self.occurrences: dict[int, list[int]] = {}
        for token in self.recurring:
            found = self.occurrences.setdefault(self.names[token], [])
            if not found or token >= found[-1] + length:
                found.append(token)


_WORD = re.compile(r"[#$£€¥₹]?\w(?:\S*\w)?%?")
"""A word, with the sign that belongs to a number."""
_TOKENS = re.compile(r"\w+|[^\w\s]")
_LONGEST_PHRASE = 24
"""The maximum number of words and symbols in a phrase that recurs and yet is used in an anchor."""
_MOST_ADDED = 12
"""The maximum number of words that are added on each side of a passage that has no anchor."""
