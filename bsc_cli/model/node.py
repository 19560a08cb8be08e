"""A document as a tree of values, each of which knows its line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from bsc_cli.system.errors import Position

Value: TypeAlias = str | int | float | bool | None


class Scalar(NamedTuple):
    """A single value, typed, with the text it was written as."""

    value: Value
    text: str
    position: Position


class Sequence(NamedTuple):
    """A list."""

    items: list[Node]
    position: Position


class Mapping(NamedTuple):
    """Keys with their values, each key once, in the file's order."""

    entries: dict[str, tuple[Position, Node]]
    position: Position


Node: TypeAlias = Scalar | Sequence | Mapping


def type_of(node: Node) -> str:
    """What a node is, in words for a message."""
    match node:
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"
        case Scalar(value=None):
            return "nothing"
        case Scalar(value=bool()):
            return f"the truth value {node.text}"
        case Scalar(value=int() | float()):
            return f"the number {node.text}"
        case _:
            return f"'{node.text}'"
