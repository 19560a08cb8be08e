"""Encode JSON for output, escaping hidden characters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bsc_cli.system.visible import HIDDEN

if TYPE_CHECKING:
    import re


def write(value: object, indent: int | None = None) -> str:
    """Encode a value as JSON, on one line or indented.

    Hidden characters are escaped, as are lone surrogates, which UTF-8 cannot encode.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text if text.isascii() and text.isprintable() else HIDDEN.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return "\n" if match[0] == "\n" else json.dumps(match[0])[1:-1]  # part of the indentation
