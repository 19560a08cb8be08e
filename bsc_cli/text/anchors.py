"""Anchors: a few words that select passages of a text.

An anchor is either one short phrase or the first and the last words of a passage,
joined by ` … `. It selects from its first words to the nearest following last words,
and every place where it occurs counts. Both ends lie at word bounds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from bsc_cli.text import ELLIPSIS
from bsc_cli.text.folding import FoldedText, Span, count_words, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.text.concordance import Concordance

LONGEST = 12
"""How many words of the article one anchor may have."""


def parts(anchor: str) -> tuple[str, ...]:
    """The first and last words of an anchor, or its one phrase, folded."""
    return tuple(fold(part).strip() for part in anchor.split(ELLIPSIS))


def length(anchor: str) -> int:
    """How many words of the article an anchor has."""
    return sum(map(count_words, parts(anchor)))


def find(anchor: Sequence[str], article: Concordance, *, shortest: bool = False) -> list[Span]:
    """The passages that an anchor's parts select, in the text's order; none for an orphan.

    Of those that end alike all lie in the first, which alone is given, or with `shortest`
    alone the last.
    """
    first, *rest = anchor
    starts = article.occurrences(first)
    if not rest:
        return starts
    ends = article.occurrences(rest[0])
    begins = [end.start for end in ends]
    passages: dict[int, Span] = {}
    for start in starts:
        index = bisect_left(begins, start.end)
        if index < len(ends) and (shortest or index not in passages):
            passages[index] = Span(start.start, ends[index].end)
    return [*passages.values()]


def nearest(anchor: str, article: FoldedText) -> Span | None:
    """The passage most like the one that an orphan was meant to select.

    It is as many words as the anchor's first part has, and shares half of them or more. Of
    a part that is too long, the first words are looked for.
    """
    wanted = [word[0].lower() for word in islice(_WORDS.finditer(parts(anchor)[0]), LONGEST)]
    if not wanted:
        return None
    spans, lower = _lowered(article.text)
    missing = Counter(wanted)
    best, best_start = (0, 0), 0
    shared = 0
    for index, word in enumerate(lower):
        start = index - len(wanted) + 1
        if start > 0 and lower[start - 1] in missing:
            missing[lower[start - 1]] += 1
            shared -= missing[lower[start - 1]] > 0
        if word in missing:
            shared += missing[word] > 0
            missing[word] -= 1
        if start >= 0 and shared >= best[0]:
            aligned = sum(map(str.__eq__, wanted, lower[start : index + 1]))
            if (shared, aligned) > best:
                best, best_start = (shared, aligned), start
    if best[0] * 2 < len(wanted):
        return None
    return Span(spans[best_start].start, spans[best_start + len(wanted) - 1].end)


@lru_cache(maxsize=1)  # every orphan's is looked for in the same text
def _lowered(text: str) -> tuple[list[Span], list[str]]:
    """The words of a text's beginning: where they stand, and in small letters."""
    words = [*_WORDS.finditer(text[:_SEARCHED])]
    return [Span(*word.span()) for word in words], [word[0].lower() for word in words]


_WORDS = re.compile(r"\w+")
_SEARCHED = 1_000_000
"""Characters of a text in which a passage like an orphan's is looked for."""
