"""Select the fields of records by type, or by whether the words are our own or the article's.

Where possible, a rule selects fields by their type, not by the kind of record, so that it also
applies to new kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.model.record import Record
    from bsc_cli.model.types import ValueType

T = TypeVar("T")

OTHER_NAMES: Final = ("aliases", "acronym")
"""Fields that hold alternative names of a record, as the article writes them."""
NAMES: Final = ("name", *OTHER_NAMES)
"""All fields that hold names of a record."""
STATEMENTS: Final = ("statement", "role", "property")
"""Fields that state a fact in our own words."""
SENTENCES: Final = ("statement", "caveats")
"""Fields that consist of whole sentences."""
OWN_WORDS: Final = (*STATEMENTS, "caveats")
"""All fields that are written in our own words."""
VERBATIM: Final = ("as_written", "unit", "period")
"""Fields of a figure that are copied from the article."""


def fields_of_type(kind: type[Record], type: type[ValueType[Any]]) -> tuple[str, ...]:
    """Return the names of a kind's fields that hold a value, or a list of values, of a type."""
    return tuple(name for name, field in kind.fields.items() if isinstance(field.scalar, type))


def values_of_type(record: Record, type: type[ValueType[T]]) -> Iterator[tuple[str, T]]:
    """Yield each value of a type in a record, with its path relative to the record."""
    return values(record, fields_of_type(record.__class__, type))


def values(record: Record, names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield each value in the named fields of a record, with its path relative to the record."""
    for name in names:
        value = record.values.get(name)
        if isinstance(value, tuple):
            yield from ((f".{name}[{index}]", item) for index, item in enumerate(value))
        elif value is not None:
            yield f".{name}", value
