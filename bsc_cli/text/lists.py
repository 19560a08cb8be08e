"""Find the lists of an article: items with bullets, or with labels under a heading and a colon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Item(NamedTuple):
    """An item of a list.

    It has a span and perhaps a marker, which is a bullet or a number, and a label, as in
    `1. Harbour Office: closed on Sundays`.
    """

    span: Span
    marker: Span | None
    label: str | None


_BULLET = re.compile(r"(?:[•‣⁃◦▪▫■□●○◆·√✓✔✗✘→➔►▶*+-]|\(?(?:\d{1,3}|[a-z])[.)]) +")
_LABEL = re.compile(r"(?:[A-Z0-9][^\s:.?!]*)(?: [^\s:.?!]+){0,9}(?=: \S)")
_HEADING: Final = 200
"""The maximum number of characters of the text that introduces a list with labels."""


def items(text: str, paragraphs: Sequence[Span]) -> Iterator[Item]:
    """Yield the items of the lists in a folded text, given its paragraphs."""
    in_labelled = False
    for start, end in paragraphs:
        bullet = _BULLET.match(text, start, end)
        first = bullet.end() if bullet else start
        label = _LABEL.match(text, first, end)
        if bullet or (in_labelled and label):
            marker = Span(start, first) if bullet else None
            yield Item(Span(start, end), marker, _without_brackets(label[0]) if label else None)
        else:
            in_labelled = text[end - 1] == ":" and end - start <= _HEADING


def _without_brackets(label: str) -> str:
    return re.sub(r" \([^)]*\)", "", label)
