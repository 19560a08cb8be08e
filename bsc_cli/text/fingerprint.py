"""Fingerprints: whether an article is the text that a store was made from.

A store has the number of the article's words, a digest of its whole text and one of each
passage. The text cannot be restored from them, but they show every changed word, even
between the two ends that an anchor names.

A passage ends with its sentence, or before a capitalised word after its first few words:
headings end without a full stop, and line breaks must make no difference.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.text import alignment
from bsc_cli.text.folding import Span
from bsc_cli.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.text.folding import FoldedText

_WORD = re.compile(r"\S+")
_CAPITAL = re.compile(r"\W*[A-Z]")
_SHORTEST = 4
"""Words that a passage has before a capitalised word can end it."""


class Fingerprint(NamedTuple):
    """The fingerprint of a text: its number of words, and the digests of it and its passages."""

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


class Difference(NamedTuple):
    """A place where a text differs from the one that a store was made from.

    `removed` counts the passages that once stood before `span`. If it is 0, the span
    itself is new or changed.
    """

    span: Span
    removed: int = 0


def fingerprint(article: FoldedText) -> Fingerprint:
    """Return the fingerprint of a text, white space at its ends aside."""
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
    for sentence in sentences(article):
        start = sentence.start
        words = 0
        for word in _WORD.finditer(article.text, sentence.start, sentence.end):
            if words >= _SHORTEST and _CAPITAL.match(word[0]):
                spans.append(Span(start, word.start() - 1))
                start, words = word.start(), 0
            words += 1
        spans.append(Span(start, sentence.end))
    return spans


def differences(article: FoldedText, expected: Sequence[str]) -> Iterator[Difference]:
    """Yield the differences from the text whose passages have the `expected` digests."""
    spans = passages(article)
    actual = [_digest(article, span) for span in spans]
    end = Span(len(article.text.rstrip()), len(article.text))
    for start, stop, removed in alignment.changed_stretches(actual, expected):
        if stop > start:
            yield Difference(Span(spans[start].start, spans[stop - 1].end))
        if removed:
            yield Difference(spans[stop] if stop < len(spans) else end, removed)


def _digest(article: FoldedText, span: Span) -> str:
    return hashlib.sha256(_bytes(article.text[span.start : span.end])).hexdigest()[:8]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
