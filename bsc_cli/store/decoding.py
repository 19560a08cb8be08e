"""The bytes of a document to its text, and places in it as people count them."""

from __future__ import annotations

import re

from bsc_cli.system.errors import Position, Problem

_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff"
    r"\u2028\u2029]"  # with U+0085 ends of lines to YAML 1.1, and to nothing else that reads it
)
_LINE_BREAK = re.compile(r"\r\n|[\r\n]")


def text_of(content: bytes) -> str | Problem:
    """The content as text without its byte-order mark, or why it is no text of a document."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = _position_of(content[: error.start].decode("utf-8", "replace"))
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        return Problem("encoding", message, position, hint="save the file as UTF-8")
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        position = _position_of(text[: unprintable.start()])
        code = f"{ord(unprintable[0]):04x}"
        what = _CALLED.get(unprintable[0], "control character")
        message = f"{what} U+{code.upper()} cannot stand in a store as it is"
        hint = f'write it as "\\u{code}" in double quotes, or remove it'
        return Problem("encoding", message, position, hint=hint)
    return text


_CALLED = {
    "\ufeff": "byte-order mark",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\ufffe": "noncharacter",
    "\uffff": "noncharacter",
}


def _position_of(before: str) -> Position:
    """The position right after the text `before`."""
    *others, last = lines(before)
    return Position(len(others) + 1, len(last) + 1)


def lines(text: str) -> list[str]:
    """The lines of a text without their ends, as editors and grep count them."""
    return _LINE_BREAK.split(text)
