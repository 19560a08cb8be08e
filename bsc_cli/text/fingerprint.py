"""Fingerprints show whether an article is the text that a store was made from.

A fingerprint consists of the number of words in a text, a digest of the whole text and a digest of
each passage. The text cannot be restored from a fingerprint, but any changed word is detected, even
in the middle of a passage for which an anchor gives only the first and the last words.

A passage is a sentence.
"""

from __future__ import annotations

import hashlib
import json
import textwrap
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.text.folding import Span
from bsc_cli.text.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.text.folding import FoldedText

_MOST_ITEMS = 2_000
"""The maximum number of passages per text that difflib compares."""
_MOST_PAIRS = 10_000
"""Texts with more pairs of equal passages than this are not compared with difflib: its running
time is proportional to the number of passages times the number of such pairs."""


class Fingerprint(NamedTuple):
    """The number of words in a text, the digest of the text, and the digests of its passages."""

    words: int
    sha256: str
    passages: tuple[str, ...]

    def as_yaml(self) -> str:
        """Return the fingerprint as the YAML lines to put under `source` in a store."""
        digests = textwrap.fill(", ".join(map(json.dumps, self.passages)), 86)
        return (
            f"  words: {self.words}\n  sha256: {json.dumps(self.sha256)}\n"
            f"  passages: [\n{textwrap.indent(digests, '    ')}\n  ]\n"
        )


def fingerprint(article: FoldedText) -> Fingerprint:
    """Return the fingerprint of a text, ignoring white space at its ends."""
    return Fingerprint(
        len(article.word_bounds[0]),
        sha256(article),
        tuple(_digest(article, passage) for passage in passages(article)),
    )


def sha256(article: FoldedText) -> str:
    """Return the hexadecimal SHA-256 of a folded text, ignoring white space at its ends."""
    return hashlib.sha256(_bytes(article.text.strip())).hexdigest()


def passages(article: FoldedText) -> list[Span]:
    """Return the passages of a folded text: its sentences."""
    return Sentences(article).spans


def differences(article: FoldedText, expected: Sequence[str]) -> Iterator[tuple[Span, int]]:
    """Yield how an article differs from the text whose passages have the `expected` digests.

    A difference is a span of the article and a number. If the number is 0, the span is new or
    changed; any other number says how many passages are missing before the span.
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
    """Yield each range that differs: its start and end in `actual`, and how many items are missing.

    If the range is shorter than its counterpart in `expected`, the number of missing items is the
    difference between the two lengths; otherwise, it is 0.
    If the sequences are long or repetitive, a single range extends from the first difference to
    the last.
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
