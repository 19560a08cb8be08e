"""Words that refer back to what the text has named before."""

from __future__ import annotations

import re
from typing import Final

_REFERRING: Final = re.compile(
    r"\b(?:he|she|it|they|we|i|his|her|hers|its|their|our|my|him|them|us|this|these|those|such)\b",
    re.IGNORECASE,
)
_COMPLETE: Final = re.compile(r"""[.?!]["')\]]*\Z""")


def refers_back(sentence: str) -> bool:
    """Whether a sentence may be about what was named before it, without naming it.

    This is a sentence with a pronoun or `this`, and one that is incomplete, as a list's items are.
    """
    return bool(_REFERRING.search(sentence)) or not _COMPLETE.search(sentence)
