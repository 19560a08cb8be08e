"""Fingerprints show whether an article is the text that a store was made from, and what changed.

A fingerprint consists of the number of words in a text, a digest of the whole text and a digest of
each passage. The text cannot be restored from a fingerprint, but any changed word is detected, even
in the middle of a passage for which an anchor gives only the first and the last words.

A passage is a sentence. The digest of a passage consists of hexadecimal digits:

- 8 for its text;
- 4 each for its words, its numbers and its names, which tell what has changed;
- 12 for a sketch of its words, a Bloom filter with one hash function (B. H. Bloom, "Space/time
  trade-offs in hash coding with allowable errors", 1970): each word sets one of 48 bits. Sketches
  show which passages are alike, and whether a passage can have contained some words.

A digest of 8 digits has only the first part.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from bsc_cli.text.folding import Span
from bsc_cli.text.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.text.folding import FoldedText

_MOST_ITEMS = 2_000
"""The maximum number of passages per text that difflib compares."""
_MOST_PAIRS = 10_000
"""Texts with more pairs of equal passages than this are not compared with difflib: its running
time is proportional to the number of passages times the number of such pairs. As many pairs of a
new and an old passage are compared by their sketches in each place where the texts differ."""
_LIKE = 0.5
"""The minimum similarity of a passage and its old form, as the share of sketch bits in common.

In one news article, 1% of the pairs of different sentences had more than 0.43, and 95% of the
sentences had 0.5 or more after every eighth word was exchanged."""

_BITS = 48
"""The number of bits of a sketch."""

Difference: TypeAlias = Literal[
    "new", "gone", "moved", "typography", "numbers", "names", "words", "text"
]


class Change(NamedTuple):
    """A difference between an article and the text that a fingerprint was made from.

    A passage of the article is `new`, or it has `moved`, or its `typography`, `numbers`, `names` or
    other `words` have changed, or its `text` in a way that its digest does not tell; then `old` is
    the digest of its old form. If a passage is `gone`, `old` is its digest, and `span` is empty: it
    is the place in the article where the passage stood.
    """

    difference: Difference
    span: Span
    old: str = ""


class Fingerprint(NamedTuple):
    """The number of words in a text, the digest of the text, and the digests of its passages."""

    words: int
    sha256: str
    passages: tuple[str, ...]

    def as_yaml(self) -> str:
        """Return the fingerprint as the YAML lines to put under `source` in a store."""
        digests = textwrap.fill(", ".join(map(json.dumps, self.passages)), 96)
        return (
            f"  words: {self.words}\n  sha256: {json.dumps(self.sha256)}\n"
            f"  passages: [\n{textwrap.indent(digests, '    ')}\n  ]\n"
        )


def fingerprint(article: FoldedText) -> Fingerprint:
    """Return the fingerprint of a text, ignoring white space at its ends."""
    return Fingerprint(
        len(article.word_bounds[0]),
        sha256(article),
        tuple(digest(article.text[start:end]) for start, end in passages(article)),
    )


def sha256(article: FoldedText) -> str:
    """Return the hexadecimal SHA-256 of a folded text, ignoring white space at its ends."""
    return _sha256(article.text.strip())


def passages(article: FoldedText) -> list[Span]:
    """Return the passages of a folded text: its sentences."""
    return Sentences(article).spans


def digest(passage: str) -> str:
    """Return the digest of a passage of folded text."""
    tokens = _TOKEN.findall(passage)
    numbers = [token for token in tokens if _DIGIT.search(token)]
    capitals = [token for token in tokens[1:] if token[0].isupper()]
    names = capitals if len(capitals) * 2 < len(tokens) else []  # not those of a heading
    parts = (_words(passage), numbers, names)
    kinds = "".join(_sha256(" ".join(part))[:4] for part in parts)
    return f"{_sha256(passage)[:8]}{kinds}{sketch(passage):012x}"


_TOKEN = re.compile(r"[£$€¥₹+-]?\d(?:[\d.,:/]*\d)?%?|\w+")
"""A number with its sign, or a word."""
_DIGIT = re.compile(r"\d")


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold())


def sketch(text: str) -> int:
    """Return the sketch of the words of a folded text, as a number whose bits are those set."""
    bits = 0
    for word in set(_words(text)):
        bits |= 1 << int(_sha256(word)[:8], 16) % _BITS
    return bits


def can_contain(digest: str, words: int) -> bool:
    """Whether a passage with this digest can have contained the words of a sketch.

    The answer is no for a digest without a sketch.
    """
    return len(digest) > 8 and not words & ~_sketch_of(digest)


def _sketch_of(digest: str) -> int:
    return int(digest[20:], 16)


def changes(article: FoldedText, expected: Sequence[str]) -> list[Change]:
    """Return how an article differs from the text whose passages have the `expected` digests.

    The changes are in the order of the article.
    """
    spans = passages(article)
    actual = [digest(article.text[start:end]) for start, end in spans]
    end = len(article.text.rstrip())
    spans.append(Span(end, end))
    found: list[Change] = []
    for start, stop, first, last in changed_stretches(
        [digest[:8] for digest in actual], [digest[:8] for digest in expected]
    ):
        new = dict(zip(spans[start:stop], actual[start:stop], strict=True))
        pairs, gone = _paired(new, expected[first:last])
        found += (
            Change(_difference(new[span], pairs[span]), span, pairs[span])
            if span in pairs
            else Change("new", span)
            for span in new
        )
        at = spans[stop].start
        found += (Change("gone", Span(at, at), old) for old in gone)
    return _with_moves(article, found)


def _paired(new: dict[Span, str], old: Sequence[str]) -> tuple[dict[Span, str], list[str]]:
    """Return the old form of each new passage that has one, and the old passages without a new one.

    Passages are paired by their likeness or, if there are no sketches or too many pairs, in order.
    """
    if len(new) * len(old) > _MOST_PAIRS or any(len(digest) <= 8 for digest in old):
        return dict(zip(new, old, strict=False)), [*old[len(new) :]]
    likenesses = (
        (_likeness(digest, was), -abs(place - index), span, index)
        for place, (span, digest) in enumerate(new.items())
        for index, was in enumerate(old)
    )
    pairs: dict[Span, int] = {}
    taken: set[int] = set()
    for likeness, _, span, index in sorted(likenesses, reverse=True):
        if likeness >= _LIKE and span not in pairs and index not in taken:
            pairs[span] = index
            taken.add(index)
    gone = [digest for index, digest in enumerate(old) if index not in taken]
    return {span: old[index] for span, index in pairs.items()}, gone


def _likeness(one: str, other: str) -> float:
    """Return the share of the bits of two sketches that they have in common."""
    bits, others = _sketch_of(one), _sketch_of(other)
    return (bits & others).bit_count() / max(1, (bits | others).bit_count())


def _difference(new: str, old: str) -> Difference:
    if len(old) <= 8:
        return "text"
    if new[8:16] == old[8:16]:
        return "typography"
    if new[12:16] != old[12:16]:
        return "numbers"
    return "words" if new[16:20] == old[16:20] else "names"


def _with_moves(article: FoldedText, changes: Iterable[Change]) -> list[Change]:
    """Return the changes, with one for a passage that is gone in one place and new in another."""
    gone = {change.old[:8]: change for change in changes if change.difference == "gone"}
    moved: set[Change] = set()
    found = []
    for change in changes:
        was = None
        if change.difference == "new":
            was = gone.pop(_sha256(article.text[change.span.start : change.span.end])[:8], None)
        if was:
            moved.add(was)
            found.append(Change("moved", change.span, was.old))
        else:
            found.append(change)
    return [change for change in found if change not in moved]


def changed_stretches(
    actual: Sequence[str], expected: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield each range that differs: its start and end in `actual`, and those in `expected`.

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
        yield head, head + len(actual), head, head + len(expected)
        return
    matcher = SequenceMatcher(None, expected, actual, autojunk=False)
    for tag, first, last, start, stop in matcher.get_opcodes():
        if tag != "equal":
            yield head + start, head + stop, head + first, head + last


def _common_length(one: Sequence[str], other: Sequence[str]) -> int:
    shorter = min(len(one), len(other))
    return next((index for index in range(shorter) if one[index] != other[index]), shorter)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
