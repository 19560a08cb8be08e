"""Working on text: folding, anchors, sentences, numerals, quotations, names, fingerprints."""

from typing import Final

ELLIPSIS: Final = " … "
"""Stands between the first and the last words of an anchor."""
