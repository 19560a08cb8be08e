"""`bsc fields`: the fields of the kinds and outputs, with their types in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bsc_cli.commands.fields import STORED
from bsc_cli.commands.outputs import OUTPUTS
from bsc_cli.model.kinds import KINDS

if TYPE_CHECKING:
    from tests.conftest import Bsc


def test_the_fields_of_a_kind_are_printed_as_a_table(bsc: Bsc) -> None:
    assert bsc("fields", "quotes") == (
        (
            "FIELD       TYPE                                                  REQUIRED  OPTION        MEANING\n"
            "id          id                                                    yes                     the name by which references identify the record, unique in the store\n"
            "text        text                                                  yes                     the quoted words, verbatim\n"
            "speaker     id from people                                        yes       --speaker     the person who is quoted\n"
            "quote_type  one of direct, mixed; default direct                            --quote-type  direct for direct speech, mixed for quoted words within reported speech\n"
            "cue         text                                                                          the words that attribute the quotation, such as 'said'\n"
            "about       list of ids of any record                                                     the records that the quotation is about\n"
            "evidence    list of anchors, at least one                         yes                     the passages that support the record: one or more anchors\n"
            "support     one of explicit, inferred, implied; default explicit            --support     explicit for a stated fact, inferred for one that follows from the text, implied for a computed one\n"
            "caveats     list of texts                                                                 points that a careful reader should know about the record\n"
        ),
        "",
        0,
    )


def test_the_fields_of_a_kind_are_printed_as_json(bsc: Bsc) -> None:
    rows = json.loads(bsc("fields", "measures", "--json").out)
    assert [row["field"] for row in rows] == list(KINDS["measures"].fields)
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
        ("figures", "implied_by", "mapping"),
        ("figures", "implied_by.of", "list of ids from figures, at least one"),
        ("agencies", "parent", "id from agencies or groups"),
        ("agencies", "listed", "true or false"),
        ("measures", "agencies", "list of ids from agencies"),
        ("capabilities", "holder", "id of any record"),
        ("places", "iso3166", "ISO 3166-1 alpha-2 code"),
        ("events", "date", "date (EDTF)"),
        ("claims", "voice", "author or id from people"),
        ("source", "passages", "list of 8-digit digests"),
        ("not_claims", "anchor", "anchor"),
        ("show", "referred_to_by", "list of ids of any record"),
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


@pytest.mark.parametrize("kind", KINDS)
def test_every_option_that_fields_names_is_in_the_help(kind: str, bsc: Bsc) -> None:
    help = bsc(kind, "--help").out
    options = [row["option"] for row in json.loads(bsc("fields", kind, "--json").out)]
    assert not [
        option for option in options if option and f"{option} " not in help.replace("/", " ")
    ]
