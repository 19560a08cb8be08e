"""Claims that restate or contradict each other: written once, and shown on both sides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.checks import rules
from bsc_cli.index.build import with_mutual_links
from bsc_cli.store import store
from bsc_cli.system.errors import InvalidStore
from tests.stores import FULL, changed, values

if TYPE_CHECKING:
    from typing import Any

    from tests.conftest import Bsc

BOATS = """\
source: {headline: Boats}
claims:
  - {id: stop, statement: The boats stop., type: quantity, voice: author, evidence: [a]}
  - {id: halt, statement: The boats halt., type: quantity, voice: author, evidence: [b], restates: [stop]}
  - {id: sail, statement: The boats sail., type: quantity, voice: author, evidence: [c], conflicts_with: [stop, halt]}
  - {id: late, statement: The boats are late., type: quantity, voice: author, evidence: [d], about: [sail]}
"""


def test_a_link_is_listed_on_both_sides(bsc: Bsc) -> None:
    assert bsc("claims", "--fields", "id,restates,conflicts_with", facts=BOATS).out == (
        "ID    RESTATES  CONFLICTS WITH\n"
        "stop  halt      sail\n"
        "halt  stop      sail\n"
        "sail            stop, halt\n"
        "late\n"
    )


def test_a_link_is_in_the_json_of_both_sides(bsc: Bsc) -> None:
    rows = json.loads(bsc("claims", "--json", facts=BOATS).out)
    assert {row["id"]: (row["restates"], row["conflicts_with"]) for row in rows} == {
        "stop": (["halt"], ["sail"]),
        "halt": (["stop"], ["sail"]),
        "sail": ([], ["stop", "halt"]),
        "late": ([], []),
    }


def test_a_link_is_shown_on_the_side_where_it_is_not_written(bsc: Bsc) -> None:
    assert bsc("show", "stop", facts=BOATS).out == (
        "The boats stop.  claim stop\n"
        "\n"
        "type            quantity\n"
        "voice           author\n"
        "restates        The boats halt.  halt\n"
        "conflicts with  The boats sail.  sail\n"
        "\n"
        "Evidence\n"
        " • “a”\n"
    )


def test_a_link_is_followed_from_both_sides(bsc: Bsc) -> None:
    [stop] = json.loads(bsc("show", "stop", "--json", facts=BOATS).out)
    [halt] = json.loads(bsc("show", "halt", "--json", facts=BOATS).out)
    assert (stop["referred_to_by"], halt["referred_to_by"]) == (["halt", "sail"], ["stop", "sail"])
    assert bsc("claims", "--about", "halt", "-o", "ids", facts=BOATS).out == "stop\nsail\n"


@pytest.mark.parametrize(
    ("option", "ids"),
    [
        ("--conflicts", ["stop", "halt", "sail"]),
        ("--no-conflicts", ["late"]),
        ("--restatements", ["stop", "halt"]),
        ("--no-restatements", ["sail", "late"]),
    ],
)
def test_claims_are_selected_by_whether_they_have_a_link(
    option: str, ids: list[str], bsc: Bsc
) -> None:
    assert bsc("claims", option, "-o", "ids", facts=BOATS).out.split() == ids


def test_a_store_in_yaml_has_each_link_once(bsc: Bsc) -> None:
    printed = bsc("claims", "-o", "yaml", facts=BOATS).out
    assert printed.count("restates:") == 1
    assert printed.count("conflicts_with:") == 2
    source = BOATS[: BOATS.index("claims:")]
    assert bsc("check", facts=source + printed).code == 0


def test_options_for_links_are_combined(bsc: Bsc) -> None:
    args = ("claims", "--conflicts", "--no-restatements", "-o", "ids")
    assert bsc(*args, facts=BOATS).out == "sail\n"


def test_links_are_counted_on_both_sides(bsc: Bsc) -> None:
    assert bsc("claims", "--by", "conflicts_with", facts=BOATS).out == (
        "CONFLICTS WITH  CLAIMS\n"
        "sail                 2\n"
        "stop                 1\n"
        "halt                 1\n"
        "none                 1\n"
    )


@pytest.mark.parametrize("id", ["stop", "halt"])
def test_a_link_is_one_edge_of_the_graph_from_whichever_side_it_is_drawn(id: str, bsc: Bsc) -> None:
    edges = json.loads(bsc("graph", id, "--depth", "2", "--json", facts=BOATS).out)["edges"]
    assert sorted((edge["from"], edge["to"], edge["field"]) for edge in edges) == [
        ("halt", "sail", "conflicts_with"),
        ("halt", "stop", "restates"),
        ("late", "sail", "about"),
        ("sail", "stop", "conflicts_with"),
    ]


def test_a_link_is_drawn_once_in_a_tree(bsc: Bsc) -> None:
    assert bsc("graph", "sail", "--depth", "2", facts=BOATS).out == (
        "The boats sail.  sail  claim\n"
        "├─ conflicts with\n"
        "│  ├─ The boats stop.  stop\n"
        "│  │  └─ restates\n"
        "│  │     └─ The boats halt.  halt  …\n"
        "│  └─ The boats halt.  halt\n"
        "│     └─ restates\n"
        "│        └─ The boats stop.  stop  …\n"
        "└─ mentioned in claims (about)\n"
        "   └─ The boats are late.  late\n"
        "\n"
        "… marks a record whose links are shown elsewhere in the tree\n"
    )


def test_a_record_that_has_a_link_and_another_reference_is_drawn_for_both(bsc: Bsc) -> None:
    both = BOATS.replace("about: [sail]", "about: [sail], conflicts_with: [sail]")
    assert bsc("graph", "sail", facts=both).out == (
        "The boats sail.  sail  claim\n"
        "├─ conflicts with\n"
        "│  ├─ The boats stop.  stop\n"
        "│  ├─ The boats halt.  halt\n"
        "│  └─ The boats are late.  late\n"
        "└─ mentioned in claims (about)\n"
        "   └─ The boats are late.  late\n"
    )


def test_the_links_that_a_tree_leaves_out_are_counted(bsc: Bsc) -> None:
    many = BOATS + "".join(
        f"  - {{id: boat-{n}, statement: Boat {n} sails., type: quantity, voice: author,"
        f" evidence: [e], about: [stop], conflicts_with: [stop]}}\n"
        for n in range(15)
    )
    out = bsc("graph", "stop", facts=many).out
    assert "│  └─ 4 more: bsc show stop\n" in out
    assert out.endswith("   └─ 3 more: bsc claims --about stop\n")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "evidence: [a]",
            "evidence: [a], restates: [halt]",
            (
                "4:101: error[mutual]: claims[1].restates[0]: 'stop' already has this link\n"
                "    hint: remove the link from one of the claims\n"
            ),
        ),
        (
            "conflicts_with: [stop, halt]",
            "conflicts_with: [sail]",
            (
                "5:107: error[self-reference]: claims[2].conflicts_with[0]: 'sail' refers to itself\n"
                "    hint: remove the reference\n"
            ),
        ),
        (
            "conflicts_with: [stop, halt]",
            "conflicts_with: [stop, stop]",
            (
                "5:113: error[repeated]: claims[2].conflicts_with[1]: 'stop' is already in this list\n"
                "    hint: remove the repeated item\n"
            ),
        ),
        (
            "conflicts_with: [stop, halt]",
            "conflicts_with: [stopp]",
            (
                "5:107: error[reference]: claims[2].conflicts_with[0]: no record has the id 'stopp'\n"
                "    hint: did you mean 'stop'?\n"
            ),
        ),
    ],
)
def test_a_mistake_in_a_link_is_reported_with_its_place(
    old: str, new: str, problem: str, bsc: Bsc
) -> None:
    assert BOATS.count(old) == 1
    ran = bsc("check", facts=BOATS.replace(old, new))
    assert (ran.out, ran.code) == (f"facts.yaml:{problem}", 1)


def test_claims_that_restate_each_other_in_a_circle_are_reported(bsc: Bsc) -> None:
    circle = BOATS.replace("[a]", "[a], restates: [late]").replace("[d]", "[d], restates: [halt]")
    hint = "\n    hint: let every claim restate the first that says the same"
    message = "the claim restates itself by way of other claims"
    first, *others = (
        f"facts.yaml:{line}:5: error[circular]: claims[{number}]: {message}"
        for line, number in ((3, 0), (4, 1), (6, 3))
    )
    assert bsc("check", facts=circle).out == "\n".join((first + hint, *others, ""))


def test_a_link_to_a_record_of_another_kind_is_reported(bsc: Bsc) -> None:
    facts = (
        BOATS
        + "figures:\n  - {id: forty, as_written: '40', value: 40, property: p, evidence: [e]}\n"
    )
    ran = bsc("check", facts=facts.replace("[stop, halt]", "[forty]"))
    assert (ran.out, ran.code) == (
        (
            "facts.yaml:5:107: error[reference]: claims[2].conflicts_with[0]: 'forty' is one of the"
            " figures, not one of the claims\n    hint: give the id of one of the claims\n"
        ),
        1,
    )


IDS = [
    row["id"]
    for rows in values(FULL).values()
    if isinstance(rows, list)
    for row in rows
    if "id" in row
]
REFERENCES = [
    *("claims.0.conflicts_with", "claims.1.restates", "claims.0.figures", "measures.0.actors"),
    *("figures.2.computed_from.of", "figures.2.caveats.0.see", "quotes.0.about"),
]


@given(st.dictionaries(st.sampled_from(REFERENCES), st.lists(st.sampled_from(IDS), max_size=3)))
def test_the_rules_survive_references_to_any_records(links: dict[str, list[str]]) -> None:
    data: Any = values(FULL)
    for path, ids in links.items():
        data = changed(data, path, ids)
    try:
        checked = store.parse(json.dumps(data).encode(), "facts.yaml")
    except InvalidStore as error:
        rules.problems(error.valid_part)
        return
    rules.problems(checked)
    completed = {record.id: record for record in with_mutual_links(checked)}
    for record in completed.values():
        for name in (name for name, field in record.fields.items() if field.mutual):
            assert all(record.id in completed[id].values[name] for id in record.values[name])
