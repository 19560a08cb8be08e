"""Make hidden characters in text visible, and measure the width of text in columns."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NONCHARACTERS: Final = "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))

HIDDEN: Final = re.compile(
    # Control characters and lone surrogates; then Unicode's "default ignorable" characters
    # (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point), which include all
    # characters that reorder text; then line separators, annotations and the Braille blank;
    # then noncharacters (https://www.unicode.org/faq/private_use#noncharacters).
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff"
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    r"\u2028\u2029\ufff9-\ufffb\u2800"
    rf"\ufdd0-\ufdef{_NONCHARACTERS}]"
)
"""The pattern of a character that is invisible, controls a terminal, or reorders other text."""


def visible(text: str) -> str:
    r"""Return the text on one line, with codes such as `\u{1b}` for its hidden characters.

    Tabs and line ends become spaces. Unassigned characters are replaced by codes too, because
    their width differs between terminals.
    """
    if text.isascii() and text.isprintable():
        return text
    text = HIDDEN.sub(lambda match: _code(match[0]), text)
    return text if text.isprintable() else "".join(map(_if_known, text))


def _code(char: str) -> str:
    return " " if char in "\t\n\r" else f"\\u{{{ord(char):x}}}"


def _if_known(char: str) -> str:
    """Return a character unchanged if it is assigned or in an emoji block; otherwise, its code."""
    is_unknown = unicodedata.category(char) == "Cn" and not "\U0001f000" <= char <= "\U0001faff"
    return _code(char) if is_unknown else char


def columns(text: str) -> int:
    """Return the number of terminal columns that text without hidden characters occupies."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - ASCII, the usual case, needs no Rich

    return cell_len(text)
