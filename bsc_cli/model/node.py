"""A YAML document as a tree of values, each with its line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, TypeAlias

from bsc_cli.system.errors import Problem

if TYPE_CHECKING:
    from bsc_cli.system.errors import Position

Value: TypeAlias = str | int | float | bool | None


class Scalar:
    """A single value, typed, with its text in the document."""

    __slots__ = ("position", "text", "value")

    def __init__(self, value: Value, text: str, position: Position) -> None:
        self.value = value
        self.text = text
        self.position = position


class Sequence:
    """A list."""

    __slots__ = ("items", "position")

    def __init__(self, items: list[Node], position: Position) -> None:
        self.items = items
        self.position = position


class Mapping:
    """Keys with their positions and values, in the file's order; a key occurs once."""

    __slots__ = ("entries", "position")

    def __init__(self, entries: dict[str, tuple[Position, Node]], position: Position) -> None:
        self.entries = entries
        self.position = position


Node: TypeAlias = Scalar | Sequence | Mapping


def type_of(node: Node) -> str:
    """Return the type of a node in words, for a message."""
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
    """Whether a key has no value (`role:`) or `null`."""
    return isinstance(node, Scalar) and node.value is None


class Invalid(Exception):
    """A node that is no value of its type; the subjects of its problems are relative to it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems

    def prefixed(self, path: str) -> list[Problem]:
        """Return the problems with `path` before their subjects."""
        return [problem._replace(subject=path + problem.subject) for problem in self.problems]


def fail(node: Node, code: str, message: str, hint: str) -> NoReturn:
    """Raise Invalid with a single problem, at the node's position."""
    raise Invalid([Problem(code, message, node.position, hint=hint)])
