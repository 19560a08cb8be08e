"""Find the quotations in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class Quotation(NamedTuple):
    """A quotation: its span including the quotation marks, and the span of its content.

    A quotation that has no closing mark, such as each paragraph but the last of a long quotation,
    ends before the next opening mark or at the end of the text. A closing mark that has no
    opening mark counts as a quotation with content `None`.
    """

    marks: Span
    content: Span | None


def quotations(text: str) -> Iterator[Quotation]:
    """Yield the quotations of a folded text."""
    start: int | None = None
    for match in re.finditer('"', text):
        mark = match.start()
        opens = _opens(text, mark)
        if start is not None:
            yield _quotation(text, start, mark if opens else mark + 1, closed=not opens)
            start = mark if opens else None
        elif opens:
            start = mark
        else:
            yield Quotation(Span(mark, mark + 1), None)
    if start is not None:
        yield _quotation(text, start, len(text), closed=False)


def _opens(text: str, mark: int) -> bool:
    """Whether a mark opens a quotation: an opening mark touches only the word after it."""
    before = text[mark - 1 : mark]
    after = text[mark + 1 : mark + 2]
    return (not before or before in " ([-") and bool(after) and after != " "


def _quotation(text: str, start: int, end: int, *, closed: bool) -> Quotation:
    content = text[start + 1 : end - 1 if closed else end]
    first = start + 1 + len(content) - len(content.lstrip())
    return Quotation(Span(start, end), Span(first, first + len(content.strip())))
