"""`bsc fields`: the fields of the kinds and outputs, with their types in words."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from bsc_cli.commands.fields import STORED
from bsc_cli.commands.outputs import OUTPUTS
from bsc_cli.model.kinds import KINDS

if TYPE_CHECKING:
    from tests.conftest import Bsc


def test_the_fields_of_a_kind_are_printed_as_a_table(bsc: Bsc) -> None:
    ran = bsc("fields", "quotes")
    rows = [re.split(" {2,}", line) for line in ran.out.splitlines()]
    assert rows[:3] == [
        ["FIELD", "TYPE", "REQUIRED", "OPTION", "MEANING"],
        [
            "id",
            "id",
            "yes",
            "the name by which references identify the record, unique in the store",
        ],
        ["text", "text", "yes", "the quoted words, verbatim"],
    ]
    assert rows[5] == [
        *("quote_type", "one of direct, mixed; default direct", "--quote-type"),
        "direct for direct speech, mixed for quoted words within reported speech",
    ]
    assert [row[0] for row in rows[-4:]] == [
        *("caveats", "caveats[].type", "caveats[].text", "caveats[].see")
    ]
    assert (ran.err, ran.code) == ("", 0)


def test_the_fields_of_a_kind_are_printed_as_json(bsc: Bsc) -> None:
    rows = json.loads(bsc("fields", "measures", "--json").out)
    fields = [row["field"] for row in rows]
    assert [field for field in fields if "." not in field] == list(KINDS["measures"].fields)
    assert rows[3] == {
        "field": "status",
        "type": "one of planned, under_way, completed",
        "required": False,
        "option": "--status",
        "meaning": "the stage that the measure has reached",
    }


@pytest.mark.parametrize(
    ("name", "field", "type"),
    [
        ("figures", "value", "number"),
        ("figures", "computed_from", "mapping"),
        ("figures", "computed_from.of", "list of ids from figures, at least one"),
        ("agencies", "parent", "id from agencies or groups"),
        ("agencies", "listed", "true or false"),
        ("measures", "actors", "list of ids from agencies or people or groups"),
        ("capabilities", "holder", "id from agencies or people or groups"),
        ("agencies", "caveats[].see", "list of ids of any record"),
        ("places", "iso3166", "ISO 3166-1 alpha-2 code"),
        ("events", "date", "date (EDTF)"),
        ("claims", "voice", "author or id from agencies or people or groups"),
        ("source", "passages", "list of digests of passages"),
        ("not_claims", "anchor", "anchor"),
        ("show", "referred_to_by", "list of ids of any record"),
        ("show", "sentences[].line", "whole number"),
        ("counts", "value", "value"),
        ("search", "matches[].start", "whole number"),
        ("audit", "same_text", "true or false, or null"),
        ("audit", "kinds.KIND.words", "whole number"),
        ("audit", "passages[].uncovered[].end", "whole number"),
    ],
)
def test_the_type_of_a_field_is_described_in_words(
    name: str, field: str, type: str, bsc: Bsc
) -> None:
    rows = json.loads(bsc("fields", name, "--json").out)
    assert {row["field"]: row["type"] for row in rows}[field] == type


@pytest.mark.parametrize("name", sorted({*STORED, *OUTPUTS}))
def test_every_kind_and_output_lists_its_fields(name: str, bsc: Bsc) -> None:
    assert json.loads(bsc("fields", name, "--json").out)


def test_an_unknown_kind_is_reported_with_the_nearest_known_one(bsc: Bsc) -> None:
    assert bsc("fields", "measure") == (
        "",
        "bsc: error: there are no fields to list for 'measure'\nhint: did you mean 'measures'?\n",
        2,
    )


def test_every_option_that_fields_names_is_in_the_help(bsc: Bsc) -> None:
    for kind in KINDS:
        help = bsc(kind, "--help").out.replace("/", " ")
        options = [row["option"] for row in json.loads(bsc("fields", kind, "--json").out)]
        assert not [option for option in options if option and f"{option} " not in help], kind
