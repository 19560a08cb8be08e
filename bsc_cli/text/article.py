"""Read an article from a file."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from bsc_cli.system import files
from bsc_cli.system.errors import Unreadable
from bsc_cli.text.folding import FoldedText

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte-order marks and their encodings. UTF-32 comes before UTF-16, because a UTF-32 mark can begin
with a UTF-16 mark."""

LARGEST = 5_000_000
"""The maximum size of an article in bytes: about 800,000 words."""


def read(path: Path) -> FoldedText:
    """Read an article from a file and fold its text; the path `-` means standard input.

    Raises Unreadable if the file cannot be read or is not text.
    """
    return FoldedText(decode(files.read(path, "article", LARGEST), name(str(path))))


def name(path: str) -> str:
    """Return the name that messages use for the file at a path."""
    return "standard input" if path == "-" else path


def decode(content: bytes, file: str) -> str:
    """Decode an article: as its byte-order mark specifies or, if there is no mark, as UTF-8.

    Raises Unreadable if the content is not text; the message gives the line of the first error.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"{file}:{line}: the article is not {encoding.upper()} text ({error.reason})"
        hint = "save the article as UTF-8, for instance with: iconv -f WINDOWS-1252 -t UTF-8"
        raise Unreadable(message, hint) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = f"{file}:{line}: the article contains a NUL character, so it is not plain text"
        raise Unreadable(message, "save the article as plain text in UTF-8")
    return text
