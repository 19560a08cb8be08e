"""Anchors: each consists of a few words, which select passages of a text.

An anchor is one short phrase, or the first and the last words of a passage joined by ` … `. Two
phrases select every passage from an occurrence of the first to the next occurrence of the second.
A passage begins and ends at word boundaries.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import islice
from operator import eq
from typing import TYPE_CHECKING

from bsc_cli.text import ELLIPSIS
from bsc_cli.text.folding import FoldedText, Span, count_words, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.text.concordance import Concordance
    from bsc_cli.text.sentences import Sentences

LONGEST = 12
"""The maximum number of words in an anchor."""


@lru_cache(maxsize=100_000)  # an audit needs the phrases of each anchor several times
def phrases(anchor: str) -> tuple[str, ...]:
    """Split an anchor into its one or two phrases, and fold each phrase."""
    return tuple(fold(phrase).strip() for phrase in anchor.split(ELLIPSIS))


def length(anchor: str) -> int:
    """Return the number of words in an anchor."""
    return sum(map(count_words, phrases(anchor)))


def find(
    phrases: Sequence[str], article: Concordance, sentences: Sentences | None = None
) -> list[Span]:
    """Return the passages that the phrases of an anchor select.

    The passages are in the order in which they occur in the text. Of several passages with the same
    end, only one is returned: the longest or, given the sentences of the text, the longest that
    lies in one sentence, if there is such a passage.
    """
    first, *rest = phrases
    if not rest:
        return article.occurrences(first)
    starts, ends = article.starts(first), article.starts(rest[0])
    passages: list[Span] = []
    index = 0
    while index < len(starts):
        end = bisect_left(ends, starts[index] + len(first))
        if end == len(ends):
            break
        # All occurrences of the first phrase before `following` lead to the same end.
        following = bisect_right(starts, ends[end] - len(first), index)
        stop = ends[end] + len(rest[0])
        within = sentences.whole(Span(stop - 1, stop)).start if sentences else 0
        first_within = bisect_left(starts, within, index, following)
        passages.append(Span(starts[first_within if first_within < following else index], stop))
        index = following
    return passages


def nearest(anchor: str, article: FoldedText) -> Span | None:
    """Return the passage that most resembles the first phrase of an anchor, or `None`.

    The passage has as many words as the phrase, up to LONGEST, and contains at least half of the
    phrase's distinct words.
    """
    words = [word[0].lower() for word in islice(_WORD.finditer(phrases(anchor)[0]), LONGEST)]
    spans, article_words = _words_of(article.text)
    windows = range(len(article_words) - len(words) + 1)
    vocabulary = set(words)
    shared = [
        len(vocabulary.intersection(article_words[start : start + len(words)])) for start in windows
    ]
    most = max(shared, default=0)
    if not words or most * 2 < len(vocabulary):
        return None
    best = max(
        (start for start in windows if shared[start] == most),
        key=lambda start: sum(map(eq, words, article_words[start : start + len(words)])),
    )
    return Span(spans[best].start, spans[best + len(words) - 1].end)


@lru_cache(maxsize=1)  # all anchors are compared with the same article
def _words_of(text: str) -> tuple[list[Span], list[str]]:
    """Return the spans of the words in a text, and the words in lower case.

    Words beyond the first _COMPARED characters are omitted.
    """
    words = [*_WORD.finditer(text[:_COMPARED])]
    return [Span(*word.span()) for word in words], [word[0].lower() for word in words]


_WORD = re.compile(r"\w+")
_COMPARED = 1_000_000
"""The maximum number of characters, from the start of a text, that are compared with anchors."""
