"""Find the quotations in a text, in double or single quotation marks or in guillemets.

Single marks are those of a quotation only where they cannot be apostrophes: a closing mark must
follow in the same paragraph, or the next paragraph must begin with an opening mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.text.folding import FoldedText, Span
from bsc_cli.text.sentences import line_breaks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Quotation(NamedTuple):
    """A quotation: its span including the quotation marks, and the span of its content.

    A quotation that has no closing mark, such as each paragraph but the last of a long quotation,
    ends with its paragraph or before the next opening mark. A closing mark that has no opening mark
    counts as a quotation with content `None`. Quotations within quotations are left out.
    """

    marks: Span
    content: Span | None


_DOUBLE, _SINGLE = '"“”„‟', "'‘’‚‛"
_FAMILIES = {char: family for family in (_DOUBLE, _SINGLE, "«»", "‹›") for char in family}
_MARK = re.compile("[\"'«»‹›]")
_OPENING, _CLOSING = "“‘„‚‟‛«‹", "”’»›"
_ELISION = re.compile(
    r"(?ai:\d\ds\b|n'|(?:bout|cause|cos|em|er|im|neath|round|til|till|tis|twas)\b)"
)
"""The rest of a word whose beginning an apostrophe stands for, such as 'til and the '90s."""
_MOST_MARKS = 100
"""The maximum number of marks after a single one among which its closing mark is sought."""


class _Mark(NamedTuple):
    """A quotation mark or apostrophe, as in the raw text, and its offset in the folded text."""

    offset: int
    char: str

    @property
    def family(self) -> str:
        """The marks of the same kind: double, single, or guillemets of one size."""
        return _FAMILIES[self.char]


def quotations(text: str | FoldedText) -> Iterator[Quotation]:
    """Yield the quotations of a text; the spans are those of the folded text."""
    article = text if isinstance(text, FoldedText) else FoldedText(text)
    marks = [*_marks(article)]
    yield from _Finder(article.text, marks, [*line_breaks(article), len(article.text)]).find()


def _marks(article: FoldedText) -> Iterator[_Mark]:
    """Yield the marks of an article, as they are before folding."""
    for match in _MARK.finditer(article.text):
        family = _DOUBLE if match[0] == '"' else _SINGLE if match[0] == "'" else match[0]
        raw = article.raw[article.raw_offset(match.start())]
        yield _Mark(match.start(), raw if raw in family else match[0])


class _Finder:
    """The quotations of a text with given marks and paragraphs."""

    def __init__(self, text: str, marks: Sequence[_Mark], breaks: Sequence[int]) -> None:
        self._text, self._marks, self._breaks = text, marks, breaks

    def find(self) -> Iterator[Quotation]:
        """Yield the quotations in order."""
        index = 0
        while index < len(self._marks):
            mark = self._marks[index]
            if mark.family == _SINGLE:
                quotation = self._in_single_marks(index) if self._may_open(mark) else None
            elif self._opens(mark):
                quotation = self._in_double_marks(index)
            else:
                is_inch = self._text[mark.offset - 1 : mark.offset].isdecimal()
                span = Span(mark.offset, mark.offset + 1)
                quotation = None if is_inch else Quotation(span, None)
            if quotation:
                yield quotation
                index = bisect_left(self._marks, (quotation.marks.end, ""), index + 1)
            else:
                index += 1

    def _opens(self, mark: _Mark, pending: str = "") -> bool:
        """Whether a double mark opens a quotation, rather than closes the pending one.

        An opening mark touches only the word after it. In doubt, its shape decides.
        """
        before, after = self._around(mark.offset)
        if mark.char in "«»‹›":
            return not pending or mark.char == pending
        if pending == "„" and mark.char in "“”":
            return False
        may_open = (not before or before in " ([-'‘") and bool(after) and after != " "
        may_close = bool(before) and before not in " ([" and not after.isalnum()
        return may_open if may_open != may_close else mark.char in _OPENING

    def _around(self, offset: int) -> tuple[str, str]:
        return self._text[offset - 1 : offset] if offset else "", self._text[
            offset + 1 : offset + 2
        ]

    def _in_double_marks(self, index: int) -> Quotation:
        mark = self._marks[index]
        end = self._breaks[bisect_right(self._breaks, mark.offset)]
        for at in range(index + 1, len(self._marks)):
            following = self._marks[at]
            if following.family != mark.family:
                continue
            if not self._opens(following, pending=mark.char):
                return self._quotation(mark, following.offset + 1, closed=True)
            end = min(end, following.offset)
            break
        return self._quotation(mark, end)

    def _may_open(self, mark: _Mark) -> bool:
        """Whether a single mark may open a quotation."""
        before, after = self._around(mark.offset)
        is_beside_word = (not before or before in ' ([-"') and after.strip() not in ("", *",.;:?!)")
        return (
            mark.char != "’" and is_beside_word and not _ELISION.match(self._text, mark.offset + 1)
        )

    def _in_single_marks(self, index: int) -> Quotation | None:
        mark = self._marks[index]
        end = self._breaks[bisect_right(self._breaks, mark.offset)]
        perhaps: _Mark | None = None
        for following in self._marks[index + 1 : index + 1 + _MOST_MARKS]:
            if following.offset >= end:
                break
            if following.family != _SINGLE or not self._may_close(following, mark.char):
                if following.family == _SINGLE and self._may_open(following):
                    break
                continue
            if not self._is_possessive(following.offset):
                return self._quotation(mark, following.offset + 1, closed=True)
            perhaps = perhaps or following
        if perhaps:
            return self._quotation(mark, perhaps.offset + 1, closed=True)
        goes_on = self._text[end : end + 1] == "'" and not _ELISION.match(self._text, end + 1)
        return self._quotation(mark, end) if goes_on else None

    def _may_close(self, mark: _Mark, opening: str) -> bool:
        before, after = self._around(mark.offset)
        shapes = "‘’" if opening == "‚" else "’'"
        return mark.char in shapes and before not in ("", " ") and not after.isalnum()

    def _is_possessive(self, offset: int) -> bool:
        """Whether a single mark may be the apostrophe of a plural, as in `the boys' boat`."""
        return self._text[offset - 1] in "sz" and bool(_LOWER.match(self._text, offset + 1))

    def _quotation(self, mark: _Mark, end: int, *, closed: bool = False) -> Quotation:
        start = mark.offset
        content = self._text[start + 1 : end - 1 if closed else end]
        first = start + 1 + len(content) - len(content.lstrip())
        span = Span(start, end if closed else first + len(content.strip()))
        return Quotation(span, Span(first, first + len(content.strip())))


_LOWER = re.compile(r" [a-z]")
