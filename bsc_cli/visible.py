"""Text made fit to be seen: nothing in it hides or acts, and how wide it then is."""

from __future__ import annotations

import re
from typing import Final

HIDDEN: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
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
