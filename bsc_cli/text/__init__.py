"""Working on text: folding, anchors, numerals, quotations, names, fingerprints."""

from typing import Final

ELLIPSIS: Final = " … "
"""Joins the first and the last words of an anchor."""
