"""Mappings with known keys: what a record is made of.

`Field` ties a type to a key of a shape, and is at the same time the attribute by
which the value is read, typed: `figure.value` is a `float` to the type checker
because the field is one. A shape is not a dataclass because every run of the program
imports the model, and a dozen dataclasses take a fifth of a run to make.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, NoReturn, Self, TypeVar, overload

from bsc_cli.errors import Problem
from bsc_cli.nearest import nearest
from bsc_cli.nodes import Mapping, Node, Scalar, Sequence, type_of
from bsc_cli.values import Invalid, ReferenceAt, ValueType, refuse, under

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
S = TypeVar("S", bound="Shape")


class Otherwise(ValueType[T_co]):
    """A value with a default where the key is absent."""

    required = False

    def __init__(self, inner: ValueType[T_co], default: T_co) -> None:
        self.inner = inner
        self.default = default

    def read(self, node: Node) -> T_co:
        return self.inner.read(node)

    def missing(self) -> T_co:
        return self.default


class Maybe(ValueType[T_co | None]):
    """A value that the store may be silent about."""

    required = False

    def __init__(self, inner: ValueType[T_co]) -> None:
        self.inner = inner

    def read(self, node: Node) -> T_co | None:
        if isinstance(node, Scalar) and node.value is None:
            return None
        return self.inner.read(node)

    def references(self, node: Node) -> Iterator[ReferenceAt]:
        return self.inner.references(node)

    def missing(self) -> T_co | None:
        return None


class Many(ValueType[tuple[T_co, ...]]):
    """A list of values, empty where the key is absent."""

    required = False
    least: ClassVar[int] = 0

    def __init__(self, inner: ValueType[T_co]) -> None:
        self.inner = inner

    def read(self, node: Node) -> tuple[T_co, ...]:
        if isinstance(node, Scalar) and node.value is None and not self.required:
            return ()
        if not isinstance(node, Sequence):
            hint = f"write [{node.text}]" if isinstance(node, Scalar) and node.text else None
            refuse(node, "type", f"expected a list, found {type_of(node)}", hint)
        if len(node.items) < self.least:
            message = "expected at least one item, found an empty list"
            refuse(node, "empty", message, "add an item: '- …'")
        values: list[T_co] = []
        problems: list[Problem] = []
        for index, item in enumerate(node.items):
            try:
                values.append(self.inner.read(item))
            except Invalid as invalid:
                problems += under(f"[{index}]", invalid)
        if problems:
            raise Invalid(problems)
        return tuple(values)

    def references(self, node: Node) -> Iterator[ReferenceAt]:
        for index, item in enumerate(node.items if isinstance(node, Sequence) else ()):
            for found in self.inner.references(item):
                yield found.under(f"[{index}]")

    def missing(self) -> tuple[T_co, ...]:
        return ()


class Some(Many[T_co]):
    """A list of one value or more."""

    required = True
    least = 1


class Nested(ValueType[S]):
    """A mapping of the form of `shape`."""

    def __init__(self, shape: type[S]) -> None:
        self.shape = shape

    def read(self, node: Node) -> S:
        return self.shape.read(node)

    def references(self, node: Node) -> Iterator[ReferenceAt]:
        return self.shape.references(node)


class Field(Generic[T]):
    """A key of a shape: its type, its meaning, and how people select by it.

    `option` is the command-line option that selects records by the field's value.
    """

    def __init__(self, type: ValueType[T], meaning: str, option: str | None = None) -> None:
        self.type = type
        self.meaning = meaning
        self.option = option
        self.name = ""

    def __set_name__(self, owner: type[Shape], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, shape: None, owner: type[Shape]) -> Self: ...
    @overload
    def __get__(self, shape: Shape, owner: type[Shape]) -> T: ...
    def __get__(self, shape: Shape | None, owner: type[Shape]) -> Self | T:
        if shape is None:
            return self
        value: T = shape.values[self.name]
        return value

    @property
    def label(self) -> str:
        """The field's name in words."""
        return self.name.replace("_", " ")

    @property
    def scalar(self) -> ValueType[Any]:
        """The type of a single value: what is inside a list or an optional value."""
        inner: ValueType[Any] = self.type
        while isinstance(inner, Maybe | Many | Otherwise):
            inner = inner.inner
        return inner


class Shape:
    """A mapping with known keys: an immutable value, never half-valid."""

    __slots__ = ("values",)

    fields: ClassVar[dict[str, Field[Any]]] = {}
    values: dict[str, Any]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = {name: field for name, field in vars(cls).items() if isinstance(field, Field)}
        cls.fields = {**cls.fields, **own}

    def __init__(self, values: dict[str, Any]) -> None:
        object.__setattr__(self, "values", values)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.values == self.values

    def __hash__(self) -> int:
        return hash(tuple(self.values.values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.values!r})"

    @classmethod
    def read(cls, node: Node) -> Self:
        """The shape that a node describes; raises Invalid with all of its problems."""
        if not isinstance(node, Mapping):
            refuse(node, "type", f"expected keys with values, found {type_of(node)}")
        problems = list(_unknown_keys(cls, node))
        misspelt = {problem.hint for problem in problems}
        values: dict[str, Any] = {}
        for name, field in cls.fields.items():
            try:
                if name in node.entries:
                    values[name] = field.type.read(node.entries[name][1])
                elif not field.type.required:
                    values[name] = field.type.missing()
                elif _meant(name) not in misspelt:
                    message = f"missing; it is {field.meaning}"
                    refuse(node, "missing-key", message, f"add '{name}:'")
            except Invalid as invalid:
                problems += under(f".{name}", invalid)
        if problems:
            raise Invalid(problems)
        return cls(values)

    @classmethod
    def references(cls, node: Node) -> Iterator[ReferenceAt]:
        """Every reference in a node of this shape, however wrong the rest of it is."""
        entries = node.entries if isinstance(node, Mapping) else {}
        for name, field in cls.fields.items():
            if name in entries:
                for found in field.type.references(entries[name][1]):
                    yield found.under(f".{name}")


def _unknown_keys(shape: type[Shape], node: Mapping) -> Iterator[Problem]:
    absent = shape.fields.keys() - node.entries.keys()
    for key, (position, _) in node.entries.items():
        if key not in shape.fields:
            found = nearest(key, absent) or nearest(key, shape.fields)
            keys = f"the keys here are {', '.join(shape.fields)}"
            hint = _meant(found) if found else keys
            yield Problem("unknown-key", f"unknown key '{key}'", position, hint=hint)


def _meant(key: str) -> str:
    return f"did you mean '{key}'?"


def plain(value: object) -> Any:
    """A value of any type as JSON's own types, keys in the form's order."""
    match value:
        case tuple():
            return [plain(item) for item in value]
        case Shape():
            return {name: plain(item) for name, item in value.values.items()}
        case _:
            return value
