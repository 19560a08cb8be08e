"""Fingerprints: whether an article is the text that a store was made from.

A store has the number of the article's words, a digest of its whole text and a digest of each
passage. The text cannot be restored from them, but they show every changed word, even between
the two ends of an anchor.

A passage ends with its sentence, or before a capitalised word after its first few words: a
heading ends without a full stop, and line breaks must make no difference.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.text.folding import FoldedText

_WORD = re.compile(r"\S+")
_CAPITAL = re.compile(r"\W*[A-Z]")
_SHORTEST = 4
"""Words that a passage has before a capitalised word can end it."""
_MOST_ITEMS = 2_000
_MOST_PAIRS = 10_000
"""The passages of a text, and the pairs of equal ones, up to which difflib compares two texts:
its time grows with the product of the two."""


class Fingerprint(NamedTuple):
    """The number of words of a text, and the digests of the text and its passages."""

    words: int
    sha256: str
    passages: tuple[str, ...]

    def as_yaml(self) -> str:
        """Return the lines that a store has under `source`."""
        digests = textwrap.fill(", ".join(map(json.dumps, self.passages)), 86)
        return (
            f"  words: {self.words}\n  sha256: {json.dumps(self.sha256)}\n"
            f"  passages: [\n{textwrap.indent(digests, '    ')}\n  ]\n"
        )


def fingerprint(article: FoldedText) -> Fingerprint:
    """Return the fingerprint of a text without white space at its ends."""
    return Fingerprint(
        len(article.word_bounds[0]),
        sha256(article),
        tuple(_digest(article, passage) for passage in passages(article)),
    )


def sha256(article: FoldedText) -> str:
    """Return the SHA-256 of a folded text without white space at its ends, in hexadecimal."""
    return hashlib.sha256(_bytes(article.text.strip())).hexdigest()


def passages(article: FoldedText) -> list[Span]:
    """Return the passages of a folded text, in order."""
    spans = []
    for sentence in article.sentences():
        start = sentence.start
        words = 0
        for word in _WORD.finditer(article.text, sentence.start, sentence.end):
            if words >= _SHORTEST and _CAPITAL.match(word[0]):
                spans.append(Span(start, word.start() - 1))
                start, words = word.start(), 0
            words += 1
        spans.append(Span(start, sentence.end))
    return spans


def differences(article: FoldedText, expected: Sequence[str]) -> Iterator[tuple[Span, int]]:
    """Yield the differences from the text whose passages have the `expected` digests.

    A difference has the number of passages missing before its span or, if the span itself is new
    or changed, 0.
    """
    spans = passages(article)
    actual = [_digest(article, span) for span in spans]
    end = Span(len(article.text.rstrip()), len(article.text))
    for start, stop, removed in changed_stretches(actual, expected):
        if stop > start:
            yield Span(spans[start].start, spans[stop - 1].end), 0
        if removed:
            yield spans[stop] if stop < len(spans) else end, removed


def changed_stretches(
    actual: Sequence[str], expected: Sequence[str]
) -> Iterator[tuple[int, int, int]]:
    """Yield the start and end of each stretch that differs, and how many more items it had before.

    Long or repetitive sequences differ in one stretch, from the first difference to the last.
    """
    head = _common_length(actual, expected)
    actual, expected = actual[head:], expected[head:]
    tail = _common_length(actual[::-1], expected[::-1])
    actual, expected = actual[: len(actual) - tail], expected[: len(expected) - tail]
    counts = Counter(actual)
    pairs = sum(count * counts[item] for item, count in Counter(expected).items())
    if max(len(actual), len(expected)) > _MOST_ITEMS or pairs > _MOST_PAIRS:
        yield head, head + len(actual), max(0, len(expected) - len(actual))
        return
    matcher = SequenceMatcher(None, expected, actual, autojunk=False)
    for tag, first, last, start, stop in matcher.get_opcodes():
        if tag != "equal":
            yield head + start, head + stop, max(0, (last - first) - (stop - start))


def _common_length(one: Sequence[str], other: Sequence[str]) -> int:
    shorter = min(len(one), len(other))
    return next((index for index in range(shorter) if one[index] != other[index]), shorter)


def _digest(article: FoldedText, span: Span) -> str:
    return hashlib.sha256(_bytes(article.text[span.start : span.end])).hexdigest()[:8]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
