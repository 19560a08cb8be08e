"""Resolve a plain scalar of a document: text, a number, true, false or null."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bsc_cli.model.node import Value

_NULL = re.compile(r"null|Null|NULL|~|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 40


def resolve(text: str) -> Value:
    """Return a plain scalar's value by YAML 1.2's core schema (section 10.3.2 of the standard).

    The schema's infinities and not-a-number stay text, since no value of a store may be one.
    So does a number of more than 40 characters.
    """
    if not text or text[0] in "nN~":
        return None if _NULL.fullmatch(text) else text
    if text[0] in "tT":
        return True if _TRUE.fullmatch(text) else text
    if text[0] in "fF":
        return False if _FALSE.fullmatch(text) else text
    if text[0] in "+-.0123456789" and len(text) <= _LONGEST_NUMBER:
        if _DECIMAL.fullmatch(text):
            return int(text)
        if _OCTAL_OR_HEX.fullmatch(text):
            return int(text, 0)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text
