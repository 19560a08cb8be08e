"""JSON as it is printed: a value a line, in which nothing hides or acts on a terminal."""

from __future__ import annotations

import json

from bsc_cli.system.visible import HIDDEN


def write(value: object) -> str:
    """A value as JSON, its text as it is but for what is written as an escape.

    A lone surrogate, which UTF-8 cannot carry, is escaped as well.
    """
    return _safe(json.dumps(value, ensure_ascii=False))


def write_indented(value: object) -> str:
    """A value as JSON on several lines, for one thing that people look at."""
    return "\n".join(map(_safe, json.dumps(value, ensure_ascii=False, indent=2).split("\n")))


def _safe(line: str) -> str:
    if line.isascii():
        return line.replace("\x7f", "\\u007f")
    return HIDDEN.sub(lambda match: json.dumps(match[0])[1:-1], line)
