"""A YAML document as a tree of values, each with its line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, TypeAlias

from bsc_cli.system.errors import Problem

if TYPE_CHECKING:
    from bsc_cli.system.errors import Position

Value: TypeAlias = str | int | float | bool | None


class Scalar:
    """A single value: its Python value, its text in the document, and its position."""

    __slots__ = ("position", "text", "value")

    def __init__(self, value: Value, text: str, position: Position) -> None:
        self.value = value
        self.text = text
        self.position = position


class Sequence:
    """A list of nodes."""

    __slots__ = ("items", "position")

    def __init__(self, items: list[Node], position: Position) -> None:
        self.items = items
        self.position = position


class Mapping:
    """Unique keys, each with its position and its value, in the document's order."""

    __slots__ = ("entries", "position")

    def __init__(self, entries: dict[str, tuple[Position, Node]], position: Position) -> None:
        self.entries = entries
        self.position = position


Node: TypeAlias = Scalar | Sequence | Mapping


def type_of(node: Node) -> str:
    """Describe a node or its type in words, for a message."""
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


def is_empty(node: Node) -> bool:
    """Whether a node is an empty value (`role:`) or `null`."""
    return isinstance(node, Scalar) and node.value is None


class Invalid(Exception):
    """A node is not a valid value of the expected type.

    The subject of each problem is a path relative to the node.
    """

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems

    def prefixed(self, path: str) -> list[Problem]:
        """Return the problems, prefixing `path` to the subject of each."""
        return [problem._replace(subject=path + problem.subject) for problem in self.problems]


def fail(node: Node, code: str, message: str, hint: str) -> NoReturn:
    """Raise Invalid with a single problem at the position of a node."""
    raise Invalid([Problem(code, message, node.position, hint=hint)])
