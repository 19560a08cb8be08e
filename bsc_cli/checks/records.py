"""Select fields of records by type, or by the origin of their text.

Text is either quoted from the article or written by the store's author.

Where possible, a rule selects fields by their type, not by the kind of record, so that it also
applies to new kinds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bsc_cli.model.node import Mapping, Scalar, Sequence
from bsc_cli.model.record import Caveat
from bsc_cli.model.types import TODO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bsc_cli.model.node import Node
    from bsc_cli.model.record import Record
    from bsc_cli.model.types import ValueType
    from bsc_cli.store.store import Store

T = TypeVar("T")

OTHER_NAMES: Final = ("aliases", "acronym")
"""The fields that hold alternative names of a record, as written in the article."""
NAMES: Final = ("name", *OTHER_NAMES)
"""The fields that hold a record's names: the main name and any others."""
STATEMENTS: Final = ("statement", "role", "property")
"""The fields in which the store's author states a fact."""
SENTENCES: Final = ("statement", "caveats")
"""The fields that consist of whole sentences."""
OWN_WORDS: Final = (*STATEMENTS, "caveats")
"""The fields whose text is written by the store's author."""
VERBATIM: Final = ("as_written", "unit", "period")
"""The fields of a figure whose text is quoted from the article."""


def is_entity(record: Record) -> bool:
    """Whether a record is a thing with names, such as a person or a place, and states no fact."""
    return "aliases" in record.fields


def fields_of_type(kind: type[Record], type: type[ValueType[Any]]) -> tuple[str, ...]:
    """Return the names of a kind's fields that hold one or more values of the given type."""
    return tuple(name for name, field in kind.fields.items() if isinstance(field.scalar, type))


def values_of_type(record: Record, type: type[ValueType[T]]) -> Iterator[tuple[str, T]]:
    """Yield each value of the given type in a record, with the value's path in the record."""
    return values(record, fields_of_type(record.__class__, type))


def values(record: Record, names: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield each value in the named fields of a record, with the value's path in the record.

    The value of a caveat is its text.
    """
    for name in names:
        value = record.values.get(name)
        if isinstance(value, tuple):
            yield from (_item(f".{name}[{index}]", item) for index, item in enumerate(value))
        elif value is not None:
            yield f".{name}", value


def is_open(store: Store, record: Record, *names: str) -> bool:
    """Whether the named fields of a record contain a value that is still TODO in the store's file.

    A rule that compares fields, or counts references, waits for such a value.
    """
    path = store.places.paths[record.id]
    return any(True for name in names for _ in todos(store.places.node(f"{path}.{name}")))


def todos(node: Node | None, path: str = "") -> Iterator[str]:
    """Yield the path of each value in a node that contains the word TODO."""
    match node:
        case Scalar(value=str(text)) if TODO in text and _TODO.search(text):
            yield path
        case Mapping():
            for key, (_, value) in node.entries.items():
                yield from todos(value, f"{path}.{key}")
        case Sequence():
            for index, item in enumerate(node.items):
                yield from todos(item, f"{path}[{index}]")


_TODO: Final = re.compile(rf"\b{TODO}\b")


def _item(path: str, item: object) -> tuple[str, Any]:
    return (f"{path}.text", item.text) if isinstance(item, Caveat) else (path, item)
