"""Text processing: folding, anchors, sentences, numerals, quotations, names, fingerprints."""

from typing import Final

ELLIPSIS: Final = " … "
"""The separator between the first and the last words of an anchor."""
