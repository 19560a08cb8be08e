"""`bsc schema`: the schemas agree with the program, as a validator of JSON Schema sees it."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from bsc_cli.checks import rules
from bsc_cli.commands.outputs import OUTPUTS
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import Source
from bsc_cli.model.types import ValueType
from bsc_cli.store import store
from tests.conftest import TINY
from tests.stores import ABSENT, BUNDLED, FULL, VALIDATOR, broken_form, changed, values

if TYPE_CHECKING:
    from tests.conftest import Bsc


@pytest.mark.parametrize("name", [None, *OUTPUTS])
def test_every_schema_is_a_valid_json_schema(name: str | None, bsc: Bsc) -> None:
    ran = bsc("schema", *([name] if name else []))
    assert (ran.err, ran.code) == ("", 0)
    printed = json.loads(ran.out)
    Draft202012Validator.check_schema(printed)
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert printed["$id"] == f"urn:bsc:schema:{name or 'store'}"


def test_a_schema_gives_the_meaning_and_type_of_a_field(bsc: Bsc) -> None:
    figure = json.loads(bsc("schema").out)["properties"]["figures"]["items"]
    assert figure["required"] == ["id", "value", "property", "evidence"]
    assert figure["additionalProperties"] is False
    assert figure["properties"]["currency"] == {
        "description": "the currency of an amount of money",
        "type": ["string", "null"],
        "pattern": "^(?:[A-Z]{3})$",
    }
    assert figure["properties"]["support"]["enum"] == ["explicit", "inferred", "computed"]
    assert figure["properties"]["support"]["default"] == "explicit"


def test_an_output_schema_requires_every_key_and_allows_more(bsc: Bsc) -> None:
    [figure] = [json.loads(bsc("schema", "figures").out)["items"]]
    assert figure["properties"]["kind"] == {"description": "the record's kind", "const": "figures"}
    assert figure["required"] == ["kind", "store", *KINDS["figures"].fields]
    assert "additionalProperties" not in figure


def test_schema_prints_json_only(bsc: Bsc, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = bsc("schema", "people")
    monkeypatch.setenv("BSC_OUTPUT", "table")
    assert bsc("schema", "people") == bsc("schema", "people", "--json") == expected
    assert bsc("schema", "-o", "table") == (
        "",
        "bsc: error: this command prints JSON only\nhint: leave out --output table\n",
        2,
    )


def test_an_unknown_schema_name_gets_a_suggestion(bsc: Bsc) -> None:
    assert bsc("schema", "figure") == (
        "",
        "bsc: error: there is no schema for 'figure'\nhint: did you mean 'figures'?\n",
        2,
    )
    assert (
        bsc("schema", "zzz").err.splitlines()[1].startswith("hint: choose one of agencies, people,")
    )


def every_type(base: type[ValueType[Any]] = ValueType) -> list[type[ValueType[Any]]]:
    direct = base.__subclasses__()
    return [*direct, *(type for subclass in direct for type in every_type(subclass))]


@pytest.mark.parametrize("stored", [True, False])
def test_every_type_has_a_schema(stored: bool) -> None:
    for type in every_type():
        with suppress(AttributeError):  # a type made of other types, which this instance lacks
            assert type.__new__(type).schema(stored), type


def test_the_full_store_has_every_field_and_breaks_no_rule() -> None:
    data = values(FULL)
    for name, kind in KINDS.items():
        assert {field for record in data[name] for field in record} == kind.fields.keys()
    assert data["source"].keys() == Source.fields.keys()
    assert rules.problems(store.parse(FULL.encode(), "facts.yaml")) == []


@pytest.mark.parametrize("text", [BUNDLED, TINY, FULL], ids=["bundled", "tiny", "full"])
def test_valid_stores_match_the_schema(text: str) -> None:
    VALIDATOR.validate(values(text))


REJECTED = [
    *(("source", ABSENT), ("source", None), ("source", []), ("peeple", [])),
    *(("source.headline", ABSENT), ("source.headline", " "), ("source.headlin", "x")),
    *(("source.sha256", "68cf"), ("source.passages", ["ce2e30c"]), ("source.words", "ten")),
    *(("source.words", -1), ("source.words", 0.5), ("source.words", 2**54)),
    *(("agencies", {}), ("agencies", "nca"), ("agencies.0", "nca"), ("agencies.0", None)),
    *(("agencies.0.id", ABSENT), ("agencies.0.id", "Coast Watch"), ("agencies.0.id", 7)),
    *(("agencies.0.id", "a--b"), ("agencies.0.id", ""), ("agencies.0.id", None)),
    *(("agencies.0.name", ABSENT), ("agencies.0.name", 75), ("agencies.0.name", None)),
    *(("agencies.0.name", ""), ("agencies.0.nmae", "x"), ("agencies.0.kind", "people")),
    *(("agencies.0.aliases", "HO"), ("agencies.0.aliases", [1]), ("agencies.0.acronym", "")),
    *(("agencies.0.evidence", ABSENT), ("agencies.0.evidence", []), ("agencies.0.role", [])),
    *(("agencies.0.evidence", None), ("agencies.0.evidence", "x"), ("agencies.0.role", True)),
    *(("agencies.0.evidence", [None]), ("agencies.0.evidence", ["a … b … c"])),
    *(("agencies.0.evidence", ["a…b"]), ("agencies.0.evidence", [" … b"])),
    *(("agencies.0.evidence", ["a … "]), ("agencies.0.evidence", ["…"])),
    *(("agencies.0.support", "stated"), ("agencies.0.support", None)),
    *(("agencies.0.caveats", "Doubtful."), ("agencies.0.caveats", ["Doubtful."])),
    *(("agencies.2.caveats.0.type", "doubt"), ("agencies.2.caveats.0.type", ABSENT)),
    *(("agencies.2.caveats.0.text", ABSENT), ("agencies.2.caveats.0.see", "coast-watch")),
    *(("agencies.0.listed", "yes"), ("agencies.0.listed", None), ("agencies.0.listed", 1)),
    *(("agencies.0.type", "Government Department"), ("agencies.0.parent", "The Office")),
    *(("places.1.iso3166", "gb"), ("places.1.iso3166", "GBR"), ("places.1.part_of", [])),
    *(("measures.0.status", "planed"), ("measures.0.actors", "harbour-office")),
    *(
        ("quotes.0.speaker", [1]),
        ("quotes.0.attribution", "unclear"),
        ("quotes.0.quote_type", "x"),
    ),
    *(("figures.0.value", ABSENT), ("figures.0.value", "many"), ("figures.0.value", True)),
    *(("figures.0.value", 2**54), ("figures.0.value", None), ("figures.0.value", [1])),
    *(("figures.0.currency", "£"), ("figures.0.currency", "gbp"), ("figures.0.unit", 5)),
    *(
        ("figures.0.to", "15"),
        ("figures.0.change", "up"),
        ("figures.0.comparator", "=="),
        ("figures.2.computed_from", "subsidy"),
    ),
    *(("figures.2.computed_from.of", []), ("figures.2.computed_from.of", ABSENT)),
    *(("figures.2.computed_from.operation", "power"), ("figures.2.computed_from.by", "x")),
    *(("events.0.date", "2026-2-30"), ("events.0.date", "17 September")),
    *(("events.0.date", 20240917), ("events.0.date", True), ("events.0.date", ["2024"])),
    *(("events.0.date", ""), ("events.0.date", "../.."), ("events.0.date", 2024.5)),
    *(("claims.0.type", "opinion"), ("claims.0.type", None), ("claims.0.voice", "The author")),
    *(
        ("claims.0.subtype", "x"),
        ("claims.0.checkability", True),
        ("claims.0.about", [["a"]]),
        ("claims.0", {}),
    ),
    *(("not_claims.0.reason", ABSENT), ("not_claims.0.anchor", "a…"), ("not_claims", "x")),
    *(("reviewed", []), ("reviewed", "x"), ("reviewed.pilots", None), ("reviewed.pilots", 1)),
    *(("reviewed.pilots", "3f2a91c0"), ("reviewed.pilots", "3f2a91c0-77ab01de by ")),
]
"""Values that neither the schema nor the program accepts, by their paths in FULL."""


def test_the_schema_rejects_values_that_the_program_rejects() -> None:
    for path, value in REJECTED:
        data = changed(values(FULL), path, value)
        assert broken_form(data), path
        assert not VALIDATOR.is_valid(data), path
