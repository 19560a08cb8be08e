"""Text made fit to be seen: nothing in it hides or acts, and how wide it then is."""

from __future__ import annotations

import re
from typing import Final

HIDDEN: Final = re.compile(
    # Controls and lone surrogates; then what is "default ignorable" to Unicode
    # (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point), which takes in
    # all that reorders text; then separators of lines, annotations, and Braille's blank.
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff"
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    r"\u2028\u2029\ufff9-\ufffb\u2800]"
)
"""Characters that act on a terminal, reorder what is around them, or show nothing."""


def visible(text: str) -> str:
    """The text on one line, with what would act on a terminal or hide in it made visible."""
    return HIDDEN.sub(lambda match: _escape(match[0]), text)


def _escape(char: str) -> str:
    return " " if char in "\t\n\r" else f"\\u{{{ord(char):x}}}"


def columns(text: str) -> int:
    """How many columns of a terminal a visible text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - most of what is printed is ASCII

    return cell_len(text)
