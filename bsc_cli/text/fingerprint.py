"""Whether a text is the one that a store was made from, and if not, where it differs.

A store keeps the number of the article's words, a digest of its whole text and one of
each of its passages. From them the text cannot be had back, but a changed word is
found even in the middle of a passage of which an anchor names only the ends.

A passage ends with its sentence, or before a capitalised word once it has a few words:
headings end without a full stop, and where lines break must make no difference.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.text import alignment
from bsc_cli.text.folding import FoldedText, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SENTENCE = re.compile(r"\S.*?(?:[.?!:][\"')]*(?= )|$)", re.DOTALL)
_WORD = re.compile(r"\S+")
_CAPITAL = re.compile(r"\W*[A-Z]")
_SHORTEST = 4
"""Words of a passage before which no capitalised word ends it."""


class Fingerprint(NamedTuple):
    """What a store keeps of the text that it was made from."""

    words: int
    sha256: str
    passages: tuple[str, ...]

    def as_yaml(self) -> str:
        """The lines that a store's `source` has of it."""
        digests = textwrap.fill(", ".join(map(json.dumps, self.passages)), 86)
        return (
            f"  words: {self.words}\n  sha256: {json.dumps(self.sha256)}\n"
            f"  passages: [\n{textwrap.indent(digests, '    ')}\n  ]\n"
        )


class Difference(NamedTuple):
    """A place where a text is not what it was.

    `gone` counts the passages that stood before `span` and are there no more; where it
    is 0, the span itself is new or changed.
    """

    span: Span
    gone: int = 0


def fingerprint(article: FoldedText) -> Fingerprint:
    """The fingerprint of a text, which white space at its ends does not change."""
    return Fingerprint(
        len(article.word_bounds[0]),
        sha256(article),
        tuple(_digest(article, passage) for passage in passages(article)),
    )


def sha256(article: FoldedText) -> str:
    """The digest of a folded text without white space at its ends, in hexadecimal."""
    return hashlib.sha256(_bytes(article.text.strip())).hexdigest()


def sentences(article: FoldedText) -> list[Span]:
    """The sentences of a folded text: what ends with `.`, `?`, `!` or `:` before a space."""
    return [Span(*match.span()) for match in _SENTENCE.finditer(article.text.rstrip())]


def passages(article: FoldedText) -> list[Span]:
    """The stretches of a folded text that have a digest each."""
    found = []
    for sentence in sentences(article):
        start = sentence.start
        words = 0
        for word in _WORD.finditer(article.text, sentence.start, sentence.end):
            if words >= _SHORTEST and _CAPITAL.match(word[0]):
                found.append(Span(start, word.start() - 1))
                start, words = word.start(), 0
            words += 1
        found.append(Span(start, sentence.end))
    return found


def differences(article: FoldedText, expected: Sequence[str]) -> Iterator[Difference]:
    """Where a text differs from the one whose passages have the digests `expected`."""
    spans = passages(article)
    actual = [_digest(article, span) for span in spans]
    end = Span(len(article.text.rstrip()), len(article.text))
    for start, stop, gone in alignment.changes(actual, expected):
        if stop > start:
            yield Difference(Span(spans[start].start, spans[stop - 1].end))
        if gone:
            yield Difference(spans[stop] if stop < len(spans) else end, gone)


def _digest(article: FoldedText, span: Span) -> str:
    return hashlib.sha256(_bytes(article.text[span.start : span.end])).hexdigest()[:8]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
