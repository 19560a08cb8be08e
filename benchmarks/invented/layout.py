"""Records as YAML in the style of the bundled store: a line a value, no line folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Pairs = dict[str, str | None]
"""The keys of a record with their values as YAML, in the order of the form; None for no key."""


def quoted(text: str) -> str:
    """A text."""
    return '"' + text.replace('"', '\\"') + '"'


def flow(items: Iterable[str]) -> str | None:
    """References, each of them once."""
    return f"[{', '.join(dict.fromkeys(items))}]"


def block(texts: Iterable[str]) -> str | None:
    """Texts, each of them once and on a line of its own."""
    return "".join(f"\n      - {quoted(text)}" for text in dict.fromkeys(texts)) or None


def item(pairs: Pairs) -> str:
    """A record, as an item of its kind's list."""
    lines = (
        f"{key}:{value}" if value[0] == "\n" else f"{key}: {value}"
        for key, value in pairs.items()
        if value
    )
    return "  - " + "\n    ".join(lines) + "\n"
