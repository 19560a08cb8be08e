"""The schema of a store and the program's reader, on stores that nobody thought of."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from bsc_cli import edtf
from bsc_cli.model import KINDS
from bsc_cli.record import Source
from bsc_cli.shapes import Many, Maybe, Nested, Otherwise, Some
from bsc_cli.values import Anchor, Choice, Date, Flag, Number, Refer
from tests.stores import FULL, VALIDATOR, broken_form, changed, values

if TYPE_CHECKING:
    from collections.abc import Callable

    from bsc_cli.shapes import Shape
    from bsc_cli.values import ValueType

PATHS = [
    *("source", "agencies", "figures", "not_claims", "people.0", "source.passages"),
    *(f"source.{name}" for name in Source.fields),
    *(f"{name}.0.{field}" for name, kind in KINDS.items() for field in kind.fields),
    *("figures.2.implied_by.operation", "figures.2.implied_by.of", "not_claims.0.anchor"),
]
ODD = [
    *(None, "", " ", "text", "author", "far-isle", "two_words", "GBP", "GB", "<=", "~", "Two…"),
    *("one … two", "0c0f8774", "explicit", "mixed", "other", "add", "planned", "2024-09-17?"),
    *(True, False, 2024, -1e9, 0.5, 2**60, [], {}, ["text"], [None], ["far-isle"], {"id": "a"}),
]


@given(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(ODD)), max_size=3))
def test_the_schema_takes_just_what_the_program_takes(changes: list[tuple[str, Any]]) -> None:
    data = values(FULL)
    for path, value in changes:
        with suppress(LookupError, TypeError):  # an earlier change took away what it is in
            data = changed(data, path, value)
    assert VALIDATOR.is_valid(data) == (not broken_form(data))


def test_a_year_without_quotes_is_a_number_that_only_the_program_understands() -> None:
    data = changed(values(FULL), "events.0.date", 985)
    assert broken_form(data) == ["date"]
    assert VALIDATOR.is_valid(data)


TEXTS = st.text(st.characters(codec="utf-8", max_codepoint=0xFFFF), min_size=1, max_size=9)
IDS = st.from_regex("[a-z0-9]{1,3}(-[a-z]{1,2})?", fullmatch=True)


def values_of(type: ValueType[Any]) -> st.SearchStrategy[Any]:
    """Values of a type as a store has them, right ones for the most part."""
    return MADE[type.__class__](type) if type.__class__ in MADE else texts(type)


def texts(type: Any) -> st.SearchStrategy[str]:
    return st.from_regex(type.pattern, fullmatch=True) if type.pattern else TEXTS


def lists(type: Any) -> st.SearchStrategy[Any]:
    return st.lists(values_of(type.inner), min_size=type.least, max_size=2)


def mappings(shape: type[Shape]) -> st.SearchStrategy[Any]:
    each = {name: values_of(field.type) for name, field in shape.fields.items()}
    optional = {name for name, field in shape.fields.items() if not field.type.required}
    return st.fixed_dictionaries(
        {name: value for name, value in each.items() if name not in optional},
        optional={name: each[name] for name in optional},
    )


MADE: dict[type[ValueType[Any]], Callable[[Any], st.SearchStrategy[Any]]] = {
    Choice: lambda type: st.sampled_from(type.values),
    Date: lambda _: st.from_regex(edtf.PATTERN, fullmatch=True) | st.integers(1000, 9999),
    Refer: lambda _: IDS,
    Anchor: lambda _: TEXTS | st.builds("{} … {}".format, TEXTS, TEXTS),
    Number: lambda _: st.integers(-(2**53), 2**53) | st.floats(-1e15, 1e15),
    Flag: lambda _: st.booleans(),
    Maybe: lambda type: st.none() | values_of(type.inner),
    Otherwise: lambda type: values_of(type.inner),
    Many: lists,
    Some: lists,
    Nested: lambda type: mappings(type.shape),
}


@given(st.data())
def test_a_store_that_the_program_takes_is_valid(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(KINDS)))
    record = data.draw(mappings(KINDS[kind]))
    source = data.draw(mappings(Source))
    drawn = {"source": source, kind: [record]}
    if not broken_form(drawn):
        VALIDATOR.validate(drawn)
