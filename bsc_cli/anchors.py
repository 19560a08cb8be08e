"""Anchors: a few words that select passages of a text.

An anchor is either one short phrase or the first and the last words of a passage,
joined by ` … `. It selects from its first words to the nearest following last words,
and every place where it occurs counts. Both ends lie at word bounds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from bsc_cli.folding import FoldedText, Span, count_words, fold
from bsc_cli.values import ELLIPSIS

LONGEST = 12
"""How many words of the article one anchor may have."""


def parts(anchor: str) -> list[str]:
    """The first and last words of an anchor, or its one phrase, folded."""
    return [fold(part).strip() for part in anchor.split(ELLIPSIS)]


def length(anchor: str) -> int:
    """How many words of the article an anchor has."""
    return sum(map(count_words, parts(anchor)))


def find(anchor: str, article: FoldedText) -> list[Span]:
    """Every passage that an anchor selects, in the text's order; none for an orphan."""
    first, *rest = parts(anchor)
    starts = occurrences(first, article.text)
    if not rest:
        return starts
    ends = occurrences(rest[0], article.text)
    begins = [end.start for end in ends]
    passages = []
    for start in starts:
        index = bisect_left(begins, start.end)
        if index < len(ends):
            passages.append(Span(start.start, ends[index].end))
    return passages


def occurrences(phrase: str, text: str) -> list[Span]:
    """Where a folded phrase stands in a folded text, at word bounds, overlaps left out.

    A plain search, many times as fast as a regular expression: a long article is
    searched for a thousand phrases.
    """
    found = []
    start = text.find(phrase) if phrase else -1
    while start >= 0:
        end = start + len(phrase)
        if _is_bound(text, start) and _is_bound(text, end):
            found.append(Span(start, end))
            start = text.find(phrase, end)
        else:
            start = text.find(phrase, start + 1)
    return found


def _is_bound(text: str, offset: int) -> bool:
    """Whether no word goes on over an offset."""
    before, after = text[offset - 1 : offset], text[offset : offset + 1]
    return not (_is_word(before) and _is_word(after))


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def nearest(anchor: str, article: FoldedText) -> Span | None:
    """The passage most like the one that an orphan was meant to select.

    It is as many words as the anchor's first part has, and shares half of them or more.
    """
    wanted = [word.lower() for word in _WORDS.findall(parts(anchor)[0])]
    if not wanted:
        return None
    words = list(_WORDS.finditer(article.text[:_SEARCHED]))
    lower = [word[0].lower() for word in words]
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
    return Span(words[best_start].start(), words[best_start + len(wanted) - 1].end())


_WORDS = re.compile(r"\w+")
_SEARCHED = 1_000_000
"""Characters of a text in which a passage like an orphan's is looked for."""
