"""The schema of a store and the program's reader agree on random stores."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import Source
from tests.stores import FULL, VALIDATOR, broken_form, changed, values
from tests.strategies import mappings

pytestmark = pytest.mark.hostile

PATHS = [
    *("source", "agencies", "figures", "not_claims", "people.0", "source.passages", "reviewed"),
    *("reviewed.pilots", "reviewed.text"),
    *(f"source.{name}" for name in Source.fields),
    *(f"{name}.0.{field}" for name, kind in KINDS.items() for field in kind.fields),
    *("figures.2.computed_from.operation", "figures.2.computed_from.of", "not_claims.0.anchor"),
]
ODD = [
    *(None, "", " ", "text", "author", "far-isle", "two_words", "GBP", "GB", "<=", "~", "Two…"),
    *("one … two", "0c0f8774", "explicit", "mixed", "other", "add", "planned", "2024-09-17?"),
    *(True, False, 2024, -1e9, 0.5, 2**60, [], {}, ["text"], [None], ["far-isle"], {"id": "a"}),
]


@given(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(ODD)), max_size=3))
def test_the_schema_and_the_program_accept_the_same_stores(changes: list[tuple[str, Any]]) -> None:
    data = values(FULL)
    for path, value in changes:
        with suppress(LookupError, TypeError):  # an earlier change removed the value around it
            data = changed(data, path, value)
    assert VALIDATOR.is_valid(data) == (not broken_form(data))


def test_the_schema_accepts_a_year_number_that_the_program_rejects() -> None:
    data = changed(values(FULL), "events.0.date", 985)
    assert broken_form(data) == ["date"]
    assert VALIDATOR.is_valid(data)


@given(st.data())
def test_stores_that_the_program_accepts_match_the_schema(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(KINDS)))
    record = data.draw(mappings(KINDS[kind]))
    source = data.draw(mappings(Source))
    drawn = {"source": source, kind: [record]}
    if not broken_form(drawn):
        VALIDATOR.validate(drawn)
