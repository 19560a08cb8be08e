"""Caveats: their types, `bsc caveats`, and the records that a caveat names in `see`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bsc_cli.model.record import Caveat
from bsc_cli.model.types import Choice

if TYPE_CHECKING:
    from tests.conftest import Bsc

FERRY = """\
source: {headline: The Ferry}
agencies:
  - {id: office, name: Harbour Office, evidence: [a]}
figures:
  - id: fares
    as_written: £40
    value: 40
    currency: GBP
    property: what a crossing costs
    about: [office]
    evidence: [b]
    caveats:
      - {type: inconsistent, text: The timetable gives another fare., see: [rise]}
      - {type: no_period, text: It is not said when the fare applies.}
  - {id: rise, as_written: £4, value: 4, currency: GBP, property: the rise of the fare, evidence: [c]}
claims:
  - id: late
    statement: The boat is often late.
    type: quantity
    voice: author
    about: [office]
    figures: [fares, rise]
    evidence: [d]
    caveats: [{type: unsupported, text: "Nothing is shown for it.", see: [office, rise]}]
"""


def test_caveats_are_listed_with_their_types(bsc: Bsc) -> None:
    assert bsc("caveats", facts=FERRY) == (
        (
            "ID     TYPE          TEXT\n"
            "fares  inconsistent  The timetable gives another fare.\n"
            "fares  no period     It is not said when the fare applies.\n"
            "late   unsupported   Nothing is shown for it.\n"
        ),
        "",
        0,
    )


def test_caveats_of_one_type_are_listed(bsc: Bsc) -> None:
    assert json.loads(bsc("caveats", "--type", "inconsistent", "--json", facts=FERRY).out) == [
        {
            "kind": "figures",
            "store": "ferry",
            "id": "fares",
            "type": "inconsistent",
            "text": "The timetable gives another fare.",
            "see": ["rise"],
        }
    ]


def test_a_type_that_no_caveat_has_gives_an_empty_list(bsc: Bsc) -> None:
    assert bsc("caveats", "--type", "loaded", "--json", facts=FERRY) == ("[]\n", "", 0)


@pytest.mark.parametrize(
    ("type", "hint"),
    [("no_perod", "did you mean 'no_period'?"), ("unnamd", "did you mean 'unnamed'?"), ("x", "")],
)
def test_an_unknown_type_is_reported_with_a_hint(type: str, hint: str, bsc: Bsc) -> None:
    assert isinstance(Caveat.type.scalar, Choice)
    hint = hint or f"the values are {', '.join(Caveat.type.scalar.values)}"
    assert bsc("caveats", "--type", type, facts=FERRY) == (
        "",
        f"bsc: error: --type: there is no type '{type}'\nhint: {hint}\n",
        2,
    )


def test_caveats_are_counted_by_type(bsc: Bsc) -> None:
    assert bsc("caveats", "--by", "type", facts=FERRY).out == (
        "TYPE          CAVEATS\n"
        "inconsistent        1\n"
        "no_period           1\n"
        "unsupported         1\n"
    )


def test_caveats_are_counted_by_the_records_that_they_name(bsc: Bsc) -> None:
    assert json.loads(bsc("caveats", "--by", "see", "--json", facts=FERRY).out) == [
        {"value": "rise", "count": 2},
        {"value": None, "count": 1},
        {"value": "office", "count": 1},
    ]


def test_caveats_are_counted_among_those_that_match(bsc: Bsc) -> None:
    assert bsc("caveats", "fare", "--by", "id", "-o", "csv", facts=FERRY).out == (
        "value,count\r\nfares,2\r\n"
    )
    assert bsc("caveats", "crew", "--by", "id", "-o", "csv", facts=FERRY) == (
        "value,count\r\n",
        "bsc: nothing matches 'crew'\nhint: try fewer words, or a prefix such as word*\n",
        0,
    )


@pytest.mark.parametrize(
    ("id", "texts"),
    [
        ("rise", ["The timetable gives another fare.", "Nothing is shown for it."]),
        ("late", ["Nothing is shown for it."]),
        (
            "office",
            [
                "The timetable gives another fare.",
                "It is not said when the fare applies.",
                "Nothing is shown for it.",
            ],
        ),
    ],
)
def test_the_caveats_about_a_record_are_its_own_those_that_name_it_and_those_of_its_mentions(
    id: str, texts: list[str], bsc: Bsc
) -> None:
    rows = json.loads(bsc("caveats", "--about", id, "--json", facts=FERRY).out)
    assert [row["text"] for row in rows] == texts


def test_a_record_is_shown_with_the_caveats_that_name_it(bsc: Bsc) -> None:
    assert bsc("show", "rise", facts=FERRY).out == (
        "£4: the rise of the fare  figure rise\n"
        "\n"
        "Evidence\n"
        " • “c”\n"
        "\n"
        "Caveats\n"
        " • inconsistent: The timetable gives another fare.  from fares\n"
        " • unsupported: Nothing is shown for it.  from late\n"
        "\n"
        "Mentioned in 1 claim\n"
        " • The boat is often late.  late\n"
    )


def test_a_record_is_shown_with_its_own_caveats_and_what_they_name(bsc: Bsc) -> None:
    assert (
        "Caveats\n"
        " • inconsistent: The timetable gives another fare.  see rise\n"
        " • no period: It is not said when the fare applies.\n"
    ) in bsc("show", "fares", facts=FERRY).out


def test_the_caveats_that_name_a_record_are_a_key_of_its_own_in_json(bsc: Bsc) -> None:
    [rise, fares] = json.loads(bsc("show", "rise", "fares", "--json", facts=FERRY).out)
    assert rise["caveats"] == []
    assert [(row["kind"], row["id"], row["type"]) for row in rise["other_caveats"]] == [
        ("figures", "fares", "inconsistent"),
        ("claims", "late", "unsupported"),
    ]
    assert [caveat["see"] for caveat in fares["caveats"]] == [["rise"], []]
    assert fares["other_caveats"] == []


def test_a_record_that_only_another_record_s_caveat_names_counts_as_having_caveats(
    bsc: Bsc,
) -> None:
    assert bsc("figures", "--caveats", "-o", "ids", facts=FERRY).out == "fares\nrise\n"
    assert bsc("agencies", "--caveats", "-o", "ids", facts=FERRY).out == "office\n"
    assert bsc("agencies", "--no-caveats", "-o", "ids", facts=FERRY).out == ""


def test_a_caveat_is_no_reference(bsc: Bsc) -> None:
    """`--about` and the graph follow what a record says, not what is said about it."""
    assert bsc("figures", "--about", "rise", "-o", "ids", facts=FERRY).out == ""
    edges = json.loads(bsc("graph", "rise", "--json", facts=FERRY).out)["edges"]
    assert [(edge["from"], edge["field"]) for edge in edges] == [("late", "figures")]


SEE = "see: [rise]"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "type: no_period",
            "type: no_perod",
            (
                "14:16: error[choice]: figures[0].caveats[1].type: 'no_perod' is not one of no_source,"
                " no_baseline, no_period, unnamed, ambiguous, attribution, inconsistent, unsupported,"
                " scope, loaded, inference, computation\n    hint: did you mean 'no_period'?\n"
            ),
        ),
        (
            SEE,
            "see: [fares]",
            (
                "13:76: error[caveat-see]: figures[0].caveats[0].see: the caveat lists its own record\n"
                "    hint: remove 'fares'\n"
            ),
        ),
        (
            SEE,
            "see: [rises]",
            (
                "13:77: error[reference]: figures[0].caveats[0].see[0]: no record has the id 'rises'\n"
                "    hint: did you mean 'rise'?\n"
            ),
        ),
        (
            f", {SEE}",
            "",
            (
                "13:9: error[caveat-see]: figures[0].caveats[0]: the caveat does not say which records"
                " contradict this one\n    hint: add 'see:' with the ids of the records\n"
            ),
        ),
        (
            "The timetable gives another fare.",
            "Nothing is shown for it!",
            (
                "24:41: error[repeated-caveat]: claims[0].caveats[0].text: 'fares' has the same caveat\n"
                "    hint: keep the caveat on one record, and list the others in its 'see'\n"
            ),
        ),
        (
            "{type: no_period, text: It is not said when the fare applies.}",
            "It is not said when the fare applies.",
            (
                "14:9: error[type]: figures[0].caveats[1]: expected keys with values, found"
                " 'It is not said when the fare applies.'\n"
                "    hint: the keys here are type, text, see\n"
            ),
        ),
        (
            "The timetable gives another fare.",
            "TODO",
            (
                "13:36: error[todo]: figures[0].caveats[0].text: this value is still to be filled in\n"
                "    hint: replace TODO by the value\n"
            ),
        ),
        (
            "voice: author",
            "voice: author\n    support: inferred",
            (
                "21:14: error[inference]: claims[0].support: the record is inferred, but no caveat of"
                " type inference explains how\n    hint: add a caveat of type inference that explains how"
                " the record follows from the article\n"
            ),
        ),
    ],
)
def test_a_mistake_in_a_caveat_is_reported_with_its_place(
    old: str, new: str, problem: str, bsc: Bsc
) -> None:
    assert FERRY.count(old) == 1
    ran = bsc("check", facts=FERRY.replace(old, new))
    assert (ran.out, ran.code) == (f"facts.yaml:{problem}", 1)
