"""Mappings with known keys: what a record is made of.

`Field` ties a type to a key of a shape, and is at the same time the attribute by
which the value is read, typed: `figure.value` is a `float` to the type checker
because the field is one. A shape is not a dataclass because every run of the program
imports the model, and a dozen dataclasses take a fifth of a run to make.
"""

from __future__ import annotations

from typing import Any, ClassVar, Generic, NoReturn, Self, TypeVar, overload

from bsc_cli.model.types import ValueType

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
S = TypeVar("S", bound="Struct")


class WithDefault(ValueType[T_co]):
    """A value with a default where the key is absent."""

    required = False

    def __init__(self, inner: ValueType[T_co], default: T_co) -> None:
        self.inner = inner
        self._default = default

    @property
    def default(self) -> T_co:
        return self._default


class Optional(ValueType[T_co | None]):
    """A value that the store may be silent about."""

    required = False
    default = None

    def __init__(self, inner: ValueType[T_co]) -> None:
        self.inner = inner


class ListOf(ValueType[tuple[T_co, ...]]):
    """A list of values, empty where the key is absent."""

    required = False
    default = ()
    minimum: ClassVar[int] = 0

    def __init__(self, inner: ValueType[T_co]) -> None:
        self.inner = inner


class NonEmptyListOf(ListOf[T_co]):
    """A list of one value or more."""

    required = True
    minimum = 1


class Nested(ValueType[S]):
    """A mapping of the form of `shape`."""

    def __init__(self, shape: type[S]) -> None:
        self.shape = shape


class Field(Generic[T]):
    """A key of a shape: its type, its meaning, and how people select by it.

    `option` is the command-line option that selects records by the field's value. `scalar`
    is the type of a single value: what is inside a list or an optional value.
    """

    def __init__(self, type: ValueType[T], meaning: str, option: str | None = None) -> None:
        self.type = type
        self.meaning = meaning
        self.option = option
        self.name = ""
        self.scalar = _scalar(type)

    def __set_name__(self, owner: type[Struct], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, shape: None, owner: type[Struct]) -> Self: ...
    @overload
    def __get__(self, shape: Struct, owner: type[Struct]) -> T: ...
    def __get__(self, shape: Struct | None, owner: type[Struct]) -> Self | T:
        if shape is None:
            return self
        value: T = shape.values[self.name]
        return value

    @property
    def label(self) -> str:
        """The field's name in words."""
        return self.name.replace("_", " ")


def _scalar(type: ValueType[Any]) -> ValueType[Any]:
    while isinstance(type, Optional | ListOf | WithDefault):
        type = type.inner
    return type


class Struct:
    """A mapping with known keys: an immutable value, never half-valid."""

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


def to_json(value: object) -> Any:
    """A value of any type as JSON's own types, keys in the form's order."""
    match value:
        case tuple():
            return [to_json(item) for item in value]
        case Struct():
            return {name: to_json(item) for name, item in value.values.items()}
        case _:
            return value


def from_json(type: ValueType[T], value: Any) -> T:
    """The value of a type that `plain` made of it."""
    inner: Any = type
    while isinstance(inner, Optional | WithDefault):
        inner = inner.inner
    if isinstance(inner, ListOf):
        value = tuple(from_json(inner.inner, item) for item in value)
    elif isinstance(inner, Nested) and value is not None:
        fields = inner.shape.fields
        value = inner.shape({name: from_json(fields[name].type, value[name]) for name in fields})
    typed: T = value
    return typed
