"""Read an article from a file."""

from __future__ import annotations

import codecs
import re

from bsc_cli.system import files
from bsc_cli.system.errors import Unreadable
from bsc_cli.text.folding import FoldedText

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


def read(path: str) -> FoldedText:
    """Read an article from a file and fold its text; the path `-` means standard input.

    Raises Unreadable if the file cannot be read or is not plain text.
    """
    if _ADDRESS.match(path):
        message = f"the article {path} is an address, not a file"
        raise Unreadable(message, "copy the text of the article to a plain text file")
    content, file = files.read(files.named(path, "article"), "article", LARGEST), name(path)
    kind = next((kind for mark, kind in _DOCUMENTS.items() if content.startswith(mark)), None)
    text = "" if kind else decode(content, file)
    if kind or _is_html(text):
        message = f"the article {file} is {kind or 'an HTML page'}, not plain text"
        hint = "open it in a program that shows it, and copy the text to a plain text file"
        raise Unreadable(message, hint)
    if all(pattern.search(text) for pattern in _STORE):
        hint = f"give the file with the text of the article, and --facts {file} for the store"
        raise Unreadable(f"the article {file} is a store of facts", hint)
    return FoldedText(text)


def read_words(path: str) -> FoldedText:
    """Read an article as `read` does; raise Unreadable if it has no words, too."""
    text = read(path)
    if not text.word_bounds[0]:
        message = f"the article {name(path)} has no words"
        raise Unreadable(message, "make sure that this file contains the text of the article")
    return text


_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_DOCUMENTS = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive, such as a Word document",
    b"\xd0\xcf\x11\xe0": "a Word document",
    b"{\\rtf": "an RTF document",
}
"""The first bytes of documents that people may give as an article."""
_STORE = (
    re.compile(r"^source:\s", re.MULTILINE),
    re.compile(r"^(?:agencies|people|claims):\s", re.MULTILINE),
)
"""Lines that occur in a store, but hardly in an article."""
_TAG = re.compile(
    r"</?(?:p|div|span|a|br|h[1-6]|li|ul|ol|td|tr|b|i|em|strong|img)\b[^<>]*>", re.IGNORECASE
)
_FEWEST_TAGS = 10
_FEWEST_AFTER_A_TAG = 4
_WORDS_PER_TAG = 20


def _is_html(text: str) -> bool:
    """Whether a text begins like an HTML page, or has tags throughout."""
    head = text.lstrip()[:1000].lower()
    if head.startswith(("<!doctype html", "<html")):
        return True
    if head.startswith(("<?xml", "<!--")) and "<html" in head:
        return True
    tags = sum(1 for _ in _TAG.finditer(text))
    fewest = _FEWEST_AFTER_A_TAG if _TAG.match(head) else _FEWEST_TAGS
    return tags >= max(fewest, len(text.split()) / _WORDS_PER_TAG)


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
