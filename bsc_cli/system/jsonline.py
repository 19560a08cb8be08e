"""JSON as it is printed: with hidden characters escaped."""

from __future__ import annotations

import json

from bsc_cli.system.visible import HIDDEN


def write(value: object) -> str:
    """Return a value as JSON on one line, with hidden characters and lone surrogates escaped."""
    return _escaped(json.dumps(value, ensure_ascii=False))


def write_indented(value: object) -> str:
    """Return a value as indented JSON, for people to read."""
    return "\n".join(map(_escaped, json.dumps(value, ensure_ascii=False, indent=2).split("\n")))


def _escaped(line: str) -> str:
    if line.isascii():
        return line.replace("\x7f", "\\u007f")
    return HIDDEN.sub(lambda match: json.dumps(match[0])[1:-1], line)
