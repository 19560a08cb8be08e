"""Make views safe to print.

A store can contain control characters, which a terminal would obey, and characters that are
invisible or reorder the text around them. Formats print a `SafeView`, in which visible escapes
replace all of these characters.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NewType

from bsc_cli.system.visible import visible
from bsc_cli.view.blocks import Cell, View

if TYPE_CHECKING:
    from collections.abc import Callable

    Fit = Callable[[str], str]

SafeView = NewType("SafeView", View)
"""A view in which every string is on one line and has no hidden characters."""


def safe_view(view: View, fit: Fit = str) -> SafeView:
    """Return a view with hidden characters made visible and each string passed through `fit`.

    `fit` replaces characters that the output stream cannot encode. Like `visible`, it must replace
    each character independently of the characters around it.
    """
    return SafeView([_safe(block, lambda text: fit(visible(text))) for block in view])


def _safe(value: Any, safe: Fit) -> Any:
    """Return a view, a block or another value with every string in it made safe to print."""
    match value:
        case str():
            return safe(value)
        case Cell():
            return _safe_cell(value, safe)
        case tuple() if hasattr(value, "_fields"):
            return type(value)(*(_safe(item, safe) for item in value))
        case list() | tuple():
            return type(value)([_safe(item, safe) for item in value])
        case _:
            return value


def _safe_cell(cell: Cell, safe: Fit) -> Cell:
    """Make the text of a cell safe to print, and move its highlighted spans accordingly."""
    text = safe(cell.text)
    if text == cell.text:
        return cell
    if not cell.marks:
        return cell._replace(text=text)
    bounds = sorted({0, *(bound for mark in cell.marks for bound in mark)})
    moved = {0: 0}
    for start, end in pairwise(bounds):
        moved[end] = moved[start] + len(safe(cell.text[start:end]))
    marks = tuple((moved[start], moved[end]) for start, end in cell.marks)
    return cell._replace(text=text, marks=marks)
