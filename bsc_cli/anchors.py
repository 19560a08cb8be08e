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
    """Where a folded phrase stands in a folded text, at word bounds."""
    if not phrase:
        return []
    before = r"(?<!\w)" if re.match(r"\w", phrase) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", phrase) else ""
    return [Span(*m.span()) for m in re.finditer(before + re.escape(phrase) + after, text)]


def nearest(anchor: str, article: FoldedText) -> Span | None:
    """The passage most like the one that an orphan was meant to select.

    It is as many words as the anchor's first part has, and shares half of them or more.
    """
    wanted = [word.lower() for word in _WORDS.findall(parts(anchor)[0])]
    if not wanted:
        return None
    words = list(_WORDS.finditer(article.text[:_SEARCHED]))
    lower = [word[0].lower() for word in words]
    counts = Counter(wanted)
    missing = Counter(counts)
    best, best_start = 0, 0
    shared = 0
    for index, word in enumerate(lower):
        if index >= len(wanted):
            left = lower[index - len(wanted)]
            if left in counts:
                missing[left] += 1
                shared -= missing[left] > 0
        if word in counts:
            shared += missing[word] > 0
            missing[word] -= 1
        if shared > best:
            best, best_start = shared, max(0, index - len(wanted) + 1)
    if best * 2 < len(wanted):
        return None
    last = min(best_start + len(wanted), len(words)) - 1
    return Span(words[best_start].start(), words[last].end())


_WORDS = re.compile(r"\w+")
_SEARCHED = 1_000_000
"""Characters of a text in which a passage like an orphan's is looked for."""
