"""Safe text by construction: one walk over a view, before any format draws it.

A text of a store may hold control characters, which act on a terminal, and characters that
reorder what surrounds them or show nothing. Formats draw a `SafeView` only, in which these
are visible; so no format, however new, can forget to make them so.
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
    """Return the view with each text made visible and then passed through `fit`.

    `fit` replaces what a stream cannot encode; like `visible`, it works character by character.
    """
    return SafeView([_safe(block, lambda text: fit(visible(text))) for block in view])


def _safe(value: Any, safe: Fit) -> Any:
    """Return the value with every text in it made safe, whatever blocks it is made of."""
    match value:
        case str():
            return safe(value)
        case Cell():
            return _safe_cell(value, safe)
        case tuple() if hasattr(value, "_fields"):
            return type(value)(*(_safe(item, safe) for item in value))
        case list():
            return [_safe(item, safe) for item in value]
        case tuple():
            return tuple([_safe(item, safe) for item in value])
        case _:
            return value


def _safe_cell(cell: Cell, safe: Fit) -> Cell:
    """Return the cell with its text made safe and its marks moved along."""
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
