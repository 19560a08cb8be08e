"""Texts made comparable, with the way back to where each character came from.

The article and an anchor are compared after the same folding, and nothing more:
Unicode's normal form C; curly quotation marks to straight; dashes (U+2010 to U+2015,
U+2212) to `-`; no-break and other Unicode spaces to a space; zero-width characters and
soft hyphens dropped; runs of white space to one space. Case, accents, digits and signs
stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.system.errors import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRAIGHT = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
}
_DROPPED = re.compile("[\u00ad\u180e\u200b-\u200d\u2060\ufeff]+")
_SPACING = re.compile(r"\s{2,}|[^\S ]")
_NOT_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\w(?:\S*\w)?")


class Span(NamedTuple):
    """A stretch of a folded text, in code points from 0, as in a slice."""

    start: int
    end: int


class FoldedText:
    """A text after folding, which knows where in the raw text each character was."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._steps = [without_invisible(raw)]
        dropped = self._steps[-1].text
        if not unicodedata.is_normalized("NFC", dropped):
            self._steps.append(Step(dropped, _compositions(dropped)))
        straight = self._steps[-1].text.translate(_STRAIGHT)
        spacing = ((match.span(), " ") for match in _SPACING.finditer(straight))
        self._steps.append(Step(straight, spacing))
        self.text = self._steps[-1].text
        self._lines = [0, *(end.end() for end in _LINE_END.finditer(raw))]

    def raw_offset(self, offset: int) -> int:
        """Where in the raw text the folded character at `offset` came from."""
        for step in reversed(self._steps):
            offset = step.before(offset)
        return offset

    def position(self, offset: int) -> Position:
        """The raw text's line and column for a folded offset."""
        raw = self.raw_offset(offset)
        line = bisect_right(self._lines, raw)
        return Position(line, raw - self._lines[line - 1] + 1)

    def words(self) -> Iterator[Span]:
        """The words: what stands between spaces, without signs at either end of it."""
        return map(Span, *self.word_bounds)

    @cached_property
    def word_bounds(self) -> tuple[array[int], array[int]]:
        """Where the words begin and where they end, each in ascending order."""
        starts, ends = array("Q"), array("Q")
        for word in _WORD.finditer(self.text):
            starts.append(word.start())
            ends.append(word.end())
        return starts, ends


def fold(text: str) -> str:
    """Return a text after folding, without the way back to where each character came from."""
    dropped = drop_invisible(text)
    if unicodedata.is_normalized("NFC", dropped):
        return _SPACING.sub(" ", dropped.translate(_STRAIGHT))
    return FoldedText(text).text


def without_invisible(text: str) -> Step:
    """The text without zero-width characters and soft hyphens, and the way back to it."""
    return Step(text, ((match.span(), "") for match in _DROPPED.finditer(text)))


def drop_invisible(text: str) -> str:
    """The text without zero-width characters and soft hyphens."""
    return _DROPPED.sub("", text)


def count_words(text: str) -> int:
    """How many words a folded text has."""
    return sum(1 for _ in _WORD.finditer(text))


class Step:
    """One replacement of parts of a text, and the way back over it: `text` is what it leaves."""

    def __init__(self, before: str, changes: Iterator[tuple[tuple[int, int], str]]) -> None:
        pieces: list[str] = []
        self._after_at, self._before_at = [0], [0]
        done = length = 0
        for (start, end), new in changes:
            pieces += (before[done:start], new)
            length += start - done + len(new)
            if len(new) != end - start:
                self._after_at.append(length)
                self._before_at.append(end)
            done = end
        self.text = "".join((*pieces, before[done:]))

    def before(self, offset: int) -> int:
        """The offset in the text before the step of an offset in the text after it."""
        index = bisect_right(self._after_at, offset) - 1
        found = self._before_at[index] + offset - self._after_at[index]
        if index + 1 < len(self._before_at):
            return min(found, self._before_at[index + 1] - 1)
        return found


def _compositions(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The parts of a text that normal form C changes, each with what it becomes."""
    for run in _NOT_ASCII.finditer(text):
        if unicodedata.is_normalized("NFC", run[0]):
            continue
        start = run.start()
        cluster = ""
        for char in run[0]:
            if cluster and (len(cluster) == _LONGEST_CLUSTER or _stands_apart(cluster, char)):
                yield from _composed(start, cluster)
                start += len(cluster)
                cluster = ""
            cluster += char
        yield from _composed(start, cluster)


_LONGEST_CLUSTER = 32
"""Characters that are put in order together: the time for it grows with their square, and
no writing needs more (https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format)."""


def _composed(start: int, cluster: str) -> Iterator[tuple[tuple[int, int], str]]:
    """A cluster in normal form C: what composes in it, and the marks behind that by themselves."""
    composed = unicodedata.normalize("NFC", cluster)
    for split in range(2, min(len(cluster), _MOST_COMPOSING + 1)):
        first, rest = cluster[:split], cluster[split:]
        if composed == unicodedata.normalize("NFC", first)[:1] + rest:
            yield (start, start + split), composed[0]
            return
    yield (start, start + len(cluster)), composed


_MOST_COMPOSING = 4
"""Characters that become one at most (https://www.unicode.org/faq/normalization.html)."""


def _stands_apart(cluster: str, char: str) -> bool:
    """Whether a character neither combines nor composes with what precedes it."""
    if unicodedata.combining(char):
        return False
    normal = unicodedata.normalize
    return normal("NFC", cluster + char) == normal("NFC", cluster) + normal("NFC", char)
