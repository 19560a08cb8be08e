"""Types built on another type: optional values, values with a default, and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from bsc_cli.model.node import Invalid, Mapping, Scalar, Sequence, fail, is_empty, type_of
from bsc_cli.model.types import ValueType, is_left_open
from bsc_cli.system.errors import MOST_PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.model.node import Node
    from bsc_cli.model.types import LocatedReference, Schema
    from bsc_cli.system.errors import Problem

T_co = TypeVar("T_co", covariant=True)


class WithDefault(ValueType[T_co]):
    """A type with a default value, which applies if a key of this type is absent."""

    required = False

    def __init__(self, inner: ValueType[T_co], default: T_co) -> None:
        self.inner = inner
        self.noun, self.plural = inner.noun, inner.plural
        self._default = default

    @property
    def default(self) -> T_co:
        return self._default

    def read(self, node: Node) -> T_co:
        return self.inner.read(node)

    def describe(self, stored: bool) -> str:
        return f"{self.noun}; default {self._default}" if stored else self.noun

    def schema(self, stored: bool) -> Schema:
        schema = self.inner.schema(stored)
        return {**schema, "default": self._default} if stored else schema


class Optional(ValueType[T_co | None]):
    """A value that may be absent or null."""

    required = False
    default = None

    def __init__(self, inner: ValueType[T_co]) -> None:
        self.inner = inner
        self.noun, self.plural = inner.noun, inner.plural

    def read(self, node: Node) -> T_co | None:
        return None if is_empty(node) else self.inner.read(node)

    def from_json(self, value: Any) -> T_co | None:
        return None if value is None else self.inner.from_json(value)

    def references(self, node: Node) -> Iterator[LocatedReference]:
        return self.inner.references(node)

    def describe(self, stored: bool) -> str:
        return self.noun if stored else f"{self.noun}, or null"

    def schema(self, stored: bool) -> Schema:
        return _or_null(self.inner.schema(stored))


class Required(Optional[T_co]):
    """A value that a store cannot leave out, and that is `None` while it is still TODO there."""

    required = True

    def read(self, node: Node) -> T_co | None:
        return self.inner.read(node)

    def schema(self, stored: bool) -> Schema:
        schema = self.inner.schema(stored)
        return schema if stored else _or_null(schema)


class ListOf(ValueType[tuple[T_co, ...]]):
    """A list of values; an absent key means an empty list."""

    required = False
    default = ()
    minimum: ClassVar[int] = 0

    def __init__(self, inner: ValueType[T_co]) -> None:
        self.inner = inner
        at_least = ", at least one" if self.minimum else ""
        self.noun = f"list of {inner.plural}{at_least}"
        self.plural = f"lists of {inner.plural}{at_least}"

    def read(self, node: Node) -> tuple[T_co, ...]:
        if is_empty(node) and not self.required:
            return ()
        if not isinstance(node, Sequence):
            hint = "begin each item of the list with '- '"
            if isinstance(node, Scalar) and node.text:
                hint = f"write [{node.text}]"
            fail(node, "type", f"expected a list, found {type_of(node)}", hint)
        if len(node.items) < self.minimum:
            message = "expected at least one item, found an empty list"
            fail(node, "empty", message, "add an item: '- …'")
        return self._items(node)

    def _items(self, node: Sequence) -> tuple[T_co, ...]:
        values: list[T_co] = []
        problems: list[Problem] = []
        for index, item in enumerate(node.items):
            try:
                if not is_left_open(self.inner, item):
                    values.append(self.inner.read(item))
            except Invalid as invalid:
                problems += invalid.prefixed(f"[{index}]")
                if len(problems) > MOST_PROBLEMS:
                    break
        if problems:
            raise Invalid(problems)
        return tuple(values)

    def from_json(self, value: Any) -> tuple[T_co, ...]:
        return tuple(self.inner.from_json(item) for item in value)

    def references(self, node: Node) -> Iterator[LocatedReference]:
        for index, item in enumerate(node.items if isinstance(node, Sequence) else ()):
            for reference in self.inner.references(item):
                yield reference.prefixed(f"[{index}]")

    def schema(self, stored: bool) -> Schema:
        minimum = {"minItems": self.minimum} if self.minimum and stored else {}
        schema = {"type": "array", "items": self.inner.schema(stored), **minimum}
        return _or_null(schema) if stored and not self.required else schema


class NonEmptyListOf(ListOf[T_co]):
    """A list of at least one value; in a store, the values may still be TODO."""

    required = True
    minimum = 1


class ById(ValueType[dict[str, T_co]]):
    """A mapping from the ids of records to values; an absent key means an empty mapping."""

    required = False

    def __init__(self, inner: ValueType[T_co]) -> None:
        self.inner = inner
        self.noun = f"{inner.noun} for each id"
        self.plural = f"{inner.plural} for each id"

    @property
    def default(self) -> dict[str, T_co]:
        return {}

    def read(self, node: Node) -> dict[str, T_co]:
        if is_empty(node):
            return {}
        if not isinstance(node, Mapping):
            fail(node, "type", f"expected ids with values, found {type_of(node)}", "write 'ID: …'")
        values: dict[str, T_co] = {}
        problems: list[Problem] = []
        for id, (_, value) in node.entries.items():
            try:
                if not is_left_open(self.inner, value):
                    values[id] = self.inner.read(value)
            except Invalid as invalid:
                problems += invalid.prefixed(f".{id}")
                if len(problems) > MOST_PROBLEMS:
                    break
        if problems:
            raise Invalid(problems)
        return values

    def schema(self, stored: bool) -> Schema:
        return _or_null({"type": "object", "additionalProperties": self.inner.schema(stored)})


def _or_null(schema: Schema) -> Schema:
    types = schema["type"]
    wider = {**schema, "type": [*([types] if isinstance(types, str) else types), "null"]}
    return {**wider, "enum": [*schema["enum"], None]} if "enum" in schema else wider
