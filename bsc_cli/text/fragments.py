"""Text fragments: addresses that lead a browser to a passage of a page and highlight it.

A text directive, `text=start,end`, follows `#:~:` in an address. The browser selects from the first
occurrence of the start to the nearest following end; with `prefix-,` before them or `,-suffix`
after them, only an occurrence beside these words counts. This module models the algorithm of
https://wicg.github.io/scroll-to-text-fragment/.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from itertools import product, zip_longest
from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from urllib.parse import quote

from bsc_cli.system.visible import HIDDEN
from bsc_cli.text import anchors
from bsc_cli.text.concordance import Concordance
from bsc_cli.text.folding import ReplacedText, Span, drop_invisible, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bsc_cli.text.folding import FoldedText

_CONTEXT: Final = 400
"""The maximum number of characters before or after a passage that serve as context."""
_LENGTHS: Final = (1, 2, 4, 8, 16)
"""The numbers of words of context that are tried."""


_ADDRESS: Final = re.compile(
    rf"https?://(?:(?!{HIDDEN.pattern})[^\s<>\"\\^`{{|}}])+", re.IGNORECASE
)


def is_address(text: str) -> bool:
    """Whether a text is the address of a page that a browser can open."""
    return bool(_ADDRESS.fullmatch(text))


class _Directive(NamedTuple):
    """The parts of a text directive in the characters of the raw article."""

    start: str
    end: str
    prefix: str
    suffix: str

    def __str__(self) -> str:
        start, end, prefix, suffix = (quote(part, safe="").replace("-", "%2D") for part in self)
        parts = (prefix and f"{prefix}-", start, end, suffix and f"-{suffix}")
        return f"text={','.join(filter(None, parts))}"


class Fragments:
    """An article as browsers search it, with the text directives that select its passages.

    Browsers ignore case and accents, match whole words only, and find each part of a directive in
    one block of the page only. Here, a match may end within a word or span blocks, so that whatever
    a browser finds is found: an occurrence that is the first here is the first in every browser.
    """

    def __init__(self, article: FoldedText) -> None:
        self._article = article
        self._compared = _compared(article.text)
        self._concordance = Concordance(self._compared.text)

    def directive(self, anchor: str, passage: Span) -> str | None:
        """Return the text directive that selects a passage which an anchor selects.

        Returns `None` if no directive is certain to select exactly this passage.
        """
        words = self._words(anchor, passage)
        if words is None:
            return None
        for context in self._contexts(passage):
            directive = _Directive(*words, *context)
            if self._selects(directive, passage):
                return str(directive)
        return None

    def _words(self, anchor: str, passage: Span) -> tuple[str, str] | None:
        """Return the start and the end of a directive; the end is empty if the start is all.

        Neither spans lines, because each line may be a block of the page. Returns `None` if a
        browser may not find them as whole words.
        """
        first, *rest = anchors.phrases(anchor)
        terms = [Span(passage.start, passage.start + len(first))]
        terms += [Span(passage.end - len(phrase), passage.end) for phrase in rest]
        found: list[str] = []
        for term in terms:
            lines, text = self._lines(term), self._article.text[term.start : term.end]
            is_cut = any(_splits_word(self._article.text, offset) for offset in term)
            # Positions are not exact where the raw text is not in normal form.
            if is_cut or _UNSPACED.search(text) or fold(" ".join(lines)) != text:
                return None
            found += lines
        return found[0], found[-1] if len(found) > 1 else ""

    def _lines(self, span: Span) -> list[str]:
        """Return the lines of a span in the raw article, except blank ones."""
        start, end = map(self._article.raw_offset, span)
        lines = self._article.raw[start:end].splitlines()
        return [line.strip() for line in lines if drop_invisible(line).strip()]

    def _contexts(self, passage: Span) -> Iterator[tuple[str, str]]:
        """Yield pairs of a prefix and a suffix to try; either may be empty."""
        before, after = self._nearby(passage.start, -1), self._nearby(passage.end, 1)
        prefixes, suffixes = [(prefix, "") for prefix in before], [("", suffix) for suffix in after]
        yield "", ""
        # A page may have something else between two lines, such as a picture.
        begins_line = self._begins_line(passage.start)
        yield from (*suffixes, *prefixes) if begins_line else (*prefixes, *suffixes)
        if before and after:
            pairs = zip_longest(before, after)
            yield from ((prefix or before[-1], suffix or after[-1]) for prefix, suffix in pairs)

    def _begins_line(self, offset: int) -> bool:
        """Whether a line of the raw article begins at an offset in the folded one."""
        before, start = map(self._article.raw_offset, (max(offset - 1, 0), offset))
        space = self._article.raw[before:start]
        return [space] != space.splitlines()

    def _nearby(self, offset: int, way: Literal[-1, 1]) -> list[str]:
        """Return the words before an offset or after it, in stretches of increasing length.

        A stretch ends where the nearest line ends, as in `_words`.
        """
        first, last = sorted((max(offset + way * _CONTEXT, 0), offset))
        words = [*_NOT_BLANK.finditer(self._article.text, first, last)][::way]
        if 0 < first < offset or offset < last < len(self._article.text):
            words = words[:-1]  # which may have been cut
        ends = [word.span()[way > 0] for word in words]
        spans = (Span(*sorted((offset, ends[n - 1]))) for n in _LENGTHS if n <= len(ends))
        lines = [lines[::way][0] for span in spans if (lines := self._lines(span))]
        return [line for line in dict.fromkeys(lines) if not _UNSPACED.search(line)]

    def _selects(self, directive: _Directive, passage: Span) -> bool:
        """Whether the first match of a directive is the passage."""
        start, end, prefix, suffix = (_compared(fold(part)).text for part in directive)
        before = (prefix, f"{prefix} ") if prefix else ("",)
        after = (suffix, f" {suffix}") if suffix else ("",)
        selected = Span(*map(self._compared.offset, passage))
        if not start or (directive.end and not end):
            return False
        first = self._first(start, before, ("",) if end else after, 0)
        if first != selected.start:
            return False
        stop = first + len(start)
        if end:
            last = self._first(end, ("",), after, stop)
            stop = -1 if last is None else last + len(end)
        return stop == selected.end

    def _first(
        self, words: str, before: Iterable[str], after: Iterable[str], since: int
    ) -> int | None:
        """Return the offset at which words first occur, after an offset and within a context."""
        found: list[int] = []
        for left, right in product(before, after):
            offsets = self._concordance.beginnings(f"{left}{words}{right}")
            index = bisect_left(offsets, since)
            found += (offset + len(left) for offset in offsets[index : index + 1])
        return min(found, default=None)


def _compared(text: str) -> ReplacedText:
    """Return a folded text without case, accents and what browsers ignore."""
    lower = text.translate(_LOWER)
    replacements = ((Span(*match.span()), _plain(match[0])) for match in _OTHER.finditer(lower))
    return ReplacedText(lower, replacements)


def _plain(char: str) -> str:
    decomposed = unicodedata.normalize("NFKD", char)
    return "".join(filter(_counts, decomposed)).casefold()


def _counts(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] != "M" and category not in ("Cc", "Cf")


def _splits_word(text: str, offset: int) -> bool:
    """Whether an offset may lie within a word, such as `2,400` or `don't`, in a browser.

    Browsers find words as in https://www.unicode.org/reports/tr29/#Word_Boundaries.
    """
    before, after = text[max(offset - 2, 0) : offset], text[offset : offset + 2]
    if _is_inner(before[-1:]):
        return _is_inner(after[:1]) or (after[:1] in _JOINERS and _is_inner(after[1:]))
    return before[-1:] in _JOINERS and _is_inner(before[:-1]) and _is_inner(after[:1])


def _is_inner(char: str) -> bool:
    """Whether a character can be within a word; `char` may be empty."""
    return bool(char) and (char.isalnum() or char == "_" or not _counts(char))


_LOWER: Final = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_OTHER: Final = re.compile(r"[^ -~]")
_NOT_BLANK: Final = re.compile(r"\S+")
_JOINERS: Final = frozenset("'\".,:;·՟׳״،؍٬․‧⁄︓︔︐﹐﹒﹔﹕＇，．：；·")
"""The characters that join what stands on both sides of them into one word."""
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\u9fff\ua9e0-\ua9ff"
    "\uaa60-\uaadf\uf900-\ufaff\uff66-\uff9f\U0001aff0-\U0001b16f\U00020000-\U0003ffff]"
)
"""The characters of scripts without spaces, in which a browser looks up words in a dictionary."""
