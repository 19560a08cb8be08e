"""Mappings with known keys: records, and the output of commands.

A `Field` declares the type of a key and also gives access to the key's value: to a type checker,
`figure.value` is a `float` because the field is declared with a number's type. Structs are not
dataclasses, because every run imports the model, and creating a dozen dataclasses takes a fifth
of the time of a run.
"""

from __future__ import annotations

from itertools import islice
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    NoReturn,
    Protocol,
    Self,
    TypeVar,
    overload,
)

from bsc_cli.model.compound import ListOf, Optional, WithDefault
from bsc_cli.model.node import Invalid, Mapping, fail, type_of
from bsc_cli.model.types import Number, ValueType, in_words, is_left_open
from bsc_cli.system.errors import MOST_PROBLEMS, Problem
from bsc_cli.text.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.model.node import Node
    from bsc_cli.model.types import LocatedReference, Schema

T = TypeVar("T")
S = TypeVar("S", bound="Struct")


class Field(Generic[T]):
    """A key of a struct: its type, its meaning, and the option that filters by the key, if any.

    `scalar` is the type of a single value, such as an item of a list or the value of an optional
    type. `formerly` is the key's name in older editions of the form. A link in a `mutual` field is
    written in one of the two records and holds for both.
    """

    def __init__(
        self,
        type: ValueType[T],
        meaning: str,
        option: str | None = None,
        *,
        formerly: str | None = None,
        mutual: bool = False,
        label: str | None = None,
    ) -> None:
        self.type = type
        self.meaning = meaning
        self.option = option
        self.formerly = formerly
        self.mutual = mutual
        self.name = ""
        self._label = label
        self.scalar = _scalar(type)
        assert not (option and isinstance(self.scalar, Number)), (
            "an option cannot filter by a number"
        )

    def __set_name__(self, owner: type[Struct], name: str) -> None:
        self.name = name.rstrip("_")  # `from_` is the key `from`

    @overload
    def __get__(self, struct: None, owner: type[Struct]) -> Self: ...
    @overload
    def __get__(self, struct: Struct, owner: type[Struct]) -> T: ...
    def __get__(self, struct: Struct | None, owner: type[Struct]) -> Self | T:
        if struct is None:
            return self
        value: T = struct.values[self.name]
        return value

    def read(self, node: Node) -> T:
        """Return the value of a node; raise Invalid with every problem in the node."""
        is_list = isinstance(self.type, ListOf)
        if is_left_open(self.type if is_list else self.scalar, node):
            return self.type.default
        return self.type.read(node)

    @property
    def filters_presence(self) -> bool:
        """Whether the field's option selects records that have any value, rather than a value."""
        return self.mutual or isinstance(self.scalar, Nested)

    @property
    def label(self) -> str:
        """The field's name in words."""
        return self._label or in_words(self.name)


def _scalar(type: ValueType[Any]) -> ValueType[Any]:
    while isinstance(type, Optional | ListOf | WithDefault):
        type = type.inner
    return type


class Struct:
    """An immutable mapping with declared keys."""

    fields: ClassVar[dict[str, Field[Any]]] = {}
    values: dict[str, Any]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = {field.name: field for field in vars(cls).values() if isinstance(field, Field)}
        cls.fields = {**cls.fields, **own}

    def __init__(self, **values: Any) -> None:
        object.__setattr__(self, "values", values)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.values == self.values

    def __hash__(self) -> int:
        return hash(tuple(self.values.values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.values!r})"

    def to_json(self) -> dict[str, Any]:
        """Convert the struct to JSON types, with every key in the declared order."""
        return {name: to_json(value) for name, value in self.values.items()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Create a struct from values decoded from JSON."""
        fields = cls.fields.items()
        return cls(**{name: field.type.from_json(values[name]) for name, field in fields})

    @classmethod
    def read(cls, node: Node) -> Self:
        """Read a struct from a node; raise Invalid with every problem in the node."""
        if not isinstance(node, Mapping):
            message = f"expected keys with values, found {type_of(node)}"
            fail(node, "type", message, f"the keys here are {', '.join(cls.fields)}")
        problems = list(islice(cls._unknown_keys(node), MOST_PROBLEMS + 1))
        suggestions = {problem.hint for problem in problems}
        values: dict[str, Any] = {}
        for name, field in cls.fields.items():
            try:
                if name in node.entries:
                    values[name] = field.read(node.entries[name][1])
                elif not field.type.required:
                    values[name] = field.type.default
                elif f"did you mean '{name}'?" not in suggestions:
                    message = f"missing: {field.meaning}"
                    fail(node, "missing-key", message, f"add '{name}:'")
            except Invalid as invalid:
                problems += invalid.prefixed(f".{name}")
        if problems:
            raise Invalid(problems)
        return cls(**values)

    @classmethod
    def _unknown_keys(cls, node: Mapping) -> Iterator[Problem]:
        if node.entries.keys() <= cls.fields.keys():
            return
        absent = cls.fields.keys() - node.entries.keys()
        for key, (position, _) in node.entries.items():
            if key not in cls.fields:
                names = [f"'{name}'" for name, field in cls.fields.items() if field.formerly == key]
                hint = f"'{key}' is now {' or '.join(names)}" if names else None
                hint = hint or did_you_mean(key, absent) or did_you_mean(key, cls.fields)
                hint = hint or f"the keys here are {', '.join(cls.fields)}"
                yield Problem("unknown-key", f"unknown key '{key}'", position, hint=hint)

    @classmethod
    def references(cls, node: Node) -> Iterator[LocatedReference]:
        """Yield every reference in a node, even if the rest of the node is invalid."""
        entries = node.entries if isinstance(node, Mapping) else {}
        for name, field in cls.fields.items():
            if field.scalar.refers and name in entries:
                for reference in field.type.references(entries[name][1]):
                    yield reference.prefixed(f".{name}")

    @classmethod
    def schema(cls, stored: bool) -> Schema:
        """Return the JSON Schema of the struct in a store if `stored`, otherwise in output.

        In a command's output, every key is required and unknown keys are allowed.
        """
        schema: Schema = {
            "type": "object",
            "properties": {
                name: {"description": field.meaning, **field.type.schema(stored)}
                for name, field in cls.fields.items()
            },
            "required": [
                name for name, field in cls.fields.items() if field.type.required or not stored
            ],
        }
        return {**schema, "additionalProperties": False} if stored else schema


class Nested(ValueType[S]):
    """The type of a key whose value is a struct."""

    noun, plural = "mapping", "mappings"
    refers = True

    def __init__(self, struct: type[S]) -> None:
        self.struct = struct

    def read(self, node: Node) -> S:
        return self.struct.read(node)

    def from_json(self, value: Any) -> S:
        return self.struct.from_json(value)

    def references(self, node: Node) -> Iterator[LocatedReference]:
        return self.struct.references(node)

    def schema(self, stored: bool) -> Schema:
        return self.struct.schema(stored)


def to_json(value: object) -> Any:
    """Convert a value, and any structs that it contains, to JSON types."""
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {name: to_json(item) for name, item in value.items()}
    return value.to_json() if isinstance(value, Struct) else value


class Row(Protocol):
    """One row of a result: a struct, or a record as the index stores it."""

    def to_json(self) -> dict[str, Any]: ...


class PlainRow(dict[str, Any]):
    """A row whose keys are not declared as fields."""

    def to_json(self) -> dict[str, Any]:
        """Return the row as a plain dict, the only type of mapping that the YAML writer accepts."""
        return dict(self)
