"""Decode a document's bytes, and locate characters by line and column."""

from __future__ import annotations

import re

from bsc_cli.system.errors import Position, Problem

_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff"
    r"\u2028\u2029]"  # like U+0085, line ends to YAML 1.1 and to no other reader
)
_LINE_BREAK = re.compile(r"\r\n|[\r\n]")
_NAMES = {
    "\ufeff": "byte-order mark",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\ufffe": "noncharacter",
    "\uffff": "noncharacter",
}


def decode(content: bytes) -> str | Problem:
    """Return the text of a document without its byte-order mark, or the problem with it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = _end_of(content[: error.start].decode("utf-8", "replace"))
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        return Problem("encoding", message, position, hint="save the file as UTF-8")
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        position = _end_of(text[: unprintable.start()])
        code = f"{ord(unprintable[0]):04x}"
        name = _NAMES.get(unprintable[0], "control character")
        message = f"a store cannot contain the {name} U+{code.upper()} unescaped"
        hint = f'write it as "\\u{code}" in double quotes, or remove it'
        return Problem("encoding", message, position, hint=hint)
    return text


def _end_of(text: str) -> Position:
    """Return the position right after a text."""
    *others, last = lines(text)
    return Position(len(others) + 1, len(last) + 1)


def lines(text: str) -> list[str]:
    """Return the lines of a text without their ends, as editors and grep count them."""
    return _LINE_BREAK.split(text)
