"""Views made safe to print.

A store may hold control characters, which act on a terminal, and characters that are hidden
or reorder the text around them. Formats draw a `SafeView`, in which all of these are visible.
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
"""A view whose texts are visible, each on one line."""


def safe_view(view: View, fit: Fit = str) -> SafeView:
    """Return a view with each text made visible and passed through `fit`.

    `fit` replaces characters that a stream cannot encode, one by one as `visible` does.
    """
    return SafeView([_safe(block, lambda text: fit(visible(text))) for block in view])


def _safe(value: Any, safe: Fit) -> Any:
    """Return a view, block or other value with every text in it made safe."""
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
    """Return a cell with its text made safe and its marks moved accordingly."""
    text = safe(cell.text)
    if text == cell.text:
        return cell
    if not cell.marks:
        return Cell(text)
    bounds = sorted({0, *(bound for mark in cell.marks for bound in mark)})
    moved = {0: 0}
    for start, end in pairwise(bounds):
        moved[end] = moved[start] + len(safe(cell.text[start:end]))
    return Cell(text, tuple((moved[start], moved[end]) for start, end in cell.marks))
