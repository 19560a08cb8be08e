"""The fields of records, selected by their type or by whose words they have.

No rule names a kind where the type of a field will do, so that a new kind is checked like the
others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.model.record import Record
    from bsc_cli.model.types import ValueType

T = TypeVar("T")

OTHER_NAMES: Final = ("aliases", "acronym")
"""Fields with names in the article's words."""
NAMES: Final = ("name", *OTHER_NAMES)
"""Fields that name a record."""
STATEMENTS: Final = ("statement", "role", "property")
"""Fields that state a fact in our own words."""
SENTENCES: Final = ("statement", "caveats")
"""Fields of whole sentences."""
OWN_WORDS: Final = (*STATEMENTS, "caveats")
"""All fields in our own words."""
VERBATIM: Final = ("as_written", "unit", "period")
"""Fields of a figure in the article's words."""


def fields_of_type(kind: type[Record], type: type[ValueType[Any]]) -> tuple[str, ...]:
    """Return the names of the fields of a type, or of an optional value or a list of it."""
    return tuple(name for name, field in kind.fields.items() if isinstance(field.scalar, type))


def values_of_type(record: Record, type: type[ValueType[T]]) -> Iterator[tuple[str, T]]:
    """Yield each value of a type that a record has, with its path below the record."""
    return values(record, fields_of_type(record.__class__, type))


def values(record: Record, names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield each value of the fields with these names, with its path below the record."""
    for name in names:
        value = record.values.get(name)
        if isinstance(value, tuple):
            yield from ((f".{name}[{index}]", item) for index, item in enumerate(value))
        elif value is not None:
            yield f".{name}", value
