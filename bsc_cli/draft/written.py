"""Write drafted records as YAML that is easy to complete by hand."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.draft.drafted import TODO, Drafted
from bsc_cli.store.document import on_one_line
from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_WIDTH: Final = 100
"""The number of columns to which comments are wrapped."""


def record(drafted: Drafted, indent: str = "  ") -> str:
    """Return the lines of a record, as an item of a list that is indented by `indent`."""
    lines = [f"# {line}" for line in comment(drafted.note, len(indent))]
    lines.append(f"- id: {drafted.id}")
    for name, value in drafted.values.items():
        if value not in (None, []):
            lines.append(f"  {name}: {_value(value)}")
    lines += ["  evidence:", *(f"    - {_value(anchor)}" for anchor in drafted.evidence)]
    return "".join(f"{indent}{line}\n" for line in lines)


def not_claim(anchor: str, reason: str, indent: str = "  ") -> str:
    """Return the lines of a passage that claims nothing."""
    return f"{indent}- anchor: {_value(anchor)}\n{indent}  reason: {_value(reason)}\n"


def comment(text: str, indent: int) -> Iterator[str]:
    """Yield the lines of a text in a comment, without the characters that could end it."""
    yield from textwrap.wrap(visible(text), _WIDTH - indent - 2, break_on_hyphens=False)


def mapping(values: Mapping[str, Any]) -> str:
    """Return the lines of the keys of `source` that have a value."""
    return "".join(f"  {name}: {_value(value)}\n" for name, value in values.items() if value)


def _value(value: Any) -> str:
    if isinstance(value, Drafted):
        return value.id
    if isinstance(value, str):
        return value if value == TODO else on_one_line(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return f"{value:.12g}"


def joined(records: Iterable[str]) -> str:
    """Return records with a blank line between them."""
    return "\n".join(records)
