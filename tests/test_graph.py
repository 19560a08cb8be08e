"""`bsc graph`: the links of a tiny store as trees, JSON, TSV and diagrams."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.index.graph import Edge, Graph
from bsc_cli.index.index import Index
from bsc_cli.model.kinds import KINDS
from bsc_cli.output import diagrams

if TYPE_CHECKING:
    from bsc_cli.model.record import Record
    from tests.conftest import Bsc, Shell

HARBOUR = """\
source: {headline: The Harbour}
agencies:
  - {id: office, name: Harbour Office, evidence: [a]}
  - {id: watch, name: Coast Watch, parent: office, evidence: [b]}
people:
  - {id: ann, name: Ann Reed, organization: office, evidence: [c]}
groups:
  - {id: crews, name: The crews, evidence: [d]}
places:
  - {id: bay, name: The bay, evidence: [e]}
  - {id: quay, name: The quay, part_of: bay, evidence: [f]}
  - {id: moon, name: The moon, evidence: [g]}
measures:
  - {id: patrol, name: The patrol, statement: Boats are watched., actors: [office, watch], places: [bay], evidence: [h]}
  - {id: repair, name: The repair, statement: The quay is repaired., actors: [office], places: [quay], evidence: [i]}
quotes:
  - {id: thanks, text: We thank the crews., speaker: ann, about: [crews, repair], evidence: [j]}
figures:
  - {id: costs, as_written: £40, value: 40, currency: GBP, property: what the repair costs, about: [repair], evidence: [k]}
  - {id: saved, as_written: £8, value: 8, currency: GBP, property: what is saved, evidence: [l]}
  - {id: total, value: 48, currency: GBP, property: costs and savings, evidence: [k], support: computed, computed_from: {operation: add, of: [costs, saved]}}
"""


def test_a_tree_groups_the_linked_records_by_field(bsc: Bsc) -> None:
    assert bsc("graph", "repair", facts=HARBOUR) == (
        (
            "The repair  repair  measure\n"
            "├─ actors\n"
            "│  └─ Harbour Office  office\n"
            "├─ places\n"
            "│  └─ The quay  quay\n"
            "├─ mentioned in quotes (about)\n"
            "│  └─ We thank the crews.  thanks\n"
            "└─ mentioned in figures (about)\n"
            "   └─ £40: what the repair costs  costs\n"
        ),
        "",
        0,
    )


def test_a_tree_shows_the_links_of_each_record_once(bsc: Bsc) -> None:
    assert bsc("graph", "watch", "--depth", "2", "--width", "40", facts=HARBOUR).out == (
        "Coast Watch  watch  agency\n"
        "├─ parent\n"
        "│  └─ Harbour Office  office\n"
        "│     ├─ mentioned in people\n"
        "│     │  (organization)\n"
        "│     │  └─ Ann Reed  ann\n"
        "│     └─ mentioned in measures (actors)\n"
        "│        ├─ The patrol  patrol  …\n"
        "│        └─ The repair  repair\n"
        "└─ mentioned in measures (actors)\n"
        "   └─ The patrol  patrol\n"
        "      ├─ actors\n"
        "      │  └─ Harbour Office  office  …\n"
        "      └─ places\n"
        "         └─ The bay  bay\n"
        "\n"
        "… marks a record whose links are shown\n"
        "elsewhere in the tree\n"
    )


def test_a_tree_is_drawn_in_ascii_if_the_output_has_no_more(bsc: Bsc, shell: Shell) -> None:
    bsc("graph", facts=HARBOUR)
    ran = shell("bsc graph bay --depth 2", PYTHONIOENCODING="ascii")
    assert ran.out == (
        "The bay  bay  place\n"
        "|- mentioned in places (part of)\n"
        "|  `- The quay  quay\n"
        "|     `- mentioned in measures (places)\n"
        "|        `- The repair  repair\n"
        "`- mentioned in measures (places)\n"
        "   `- The patrol  patrol\n"
        "      `- actors\n"
        "         |- Harbour Office  office\n"
        "         `- Coast Watch  watch\n"
    )


def test_a_tree_shows_the_operands_of_a_computed_figure(bsc: Bsc) -> None:
    assert bsc("graph", "total", facts=HARBOUR).out == (
        "costs and savings (computed)  total  figure\n"
        "└─ computed from\n"
        "   ├─ £40: what the repair costs  costs\n"
        "   └─ £8: what is saved  saved\n"
    )


def test_a_long_branch_is_cut_and_names_the_command_that_lists_the_rest(bsc: Bsc) -> None:
    claims = "".join(
        f"  - {{id: c{n}, statement: 'No. {n}', type: other, voice: ann, about: [moon, bay], "
        "evidence: [x]}\n"
        for n in range(1, 16)
    )
    lines = bsc("graph", "moon", facts=f"{HARBOUR}claims:\n{claims}").out.splitlines()
    assert lines[:3] == [
        "The moon  moon  place",
        "└─ mentioned in claims (about)",
        "   ├─ No. 1  c1",
    ]
    assert lines[13:] == ["   ├─ No. 12  c12", "   └─ 3 more: bsc claims --about moon"]


def test_without_an_id_the_links_of_agencies_people_groups_and_places_are_printed(bsc: Bsc) -> None:
    assert bsc("graph", facts=HARBOUR).out == (
        "Harbour Office  office  agency\n"
        "├─ Coast Watch  watch  belongs to it, 1 measure\n"
        "├─ Ann Reed  ann  serves it\n"
        "├─ The bay  bay  1 measure\n"
        "└─ The quay  quay  1 measure\n"
        "\n"
        "The bay  bay  place\n"
        "├─ The quay  quay  part of it\n"
        "└─ Coast Watch  watch  1 measure\n"
        "\n"
        "Ann Reed  ann  person\n"
        "└─ The crews  crews  1 quote\n"
        "\n"
        "Not linked to any other record: The moon\n"
    )


def test_a_record_that_names_more_than_40_others_links_none_of_them(bsc: Bsc) -> None:
    ids = [f"g{number}" for number in range(41)]
    groups = "".join(f"  - {{id: {id}, name: {id}, evidence: [x]}}\n" for id in ids)
    facts = (
        f"source: {{headline: x}}\ngroups:\n{groups}events:\n"
        f"  - {{id: e, name: e, statement: e, participants: [{', '.join(ids)}], evidence: [x]}}\n"
    )
    assert json.loads(bsc("graph", "--json", facts=facts).out)["edges"] == []


def test_a_graph_as_json_has_nodes_and_edges(bsc: Bsc) -> None:
    assert json.loads(bsc("graph", "quay", "--json", facts=HARBOUR).out) == {
        "nodes": [
            {"store": "ferry", "id": "quay", "kind": "places", "title": "The quay"},
            {"store": "ferry", "id": "bay", "kind": "places", "title": "The bay"},
            {"store": "ferry", "id": "repair", "kind": "measures", "title": "The repair"},
        ],
        "edges": [
            {"store": "ferry", "from": "quay", "to": "bay", "field": "part_of", "through": []},
            {"store": "ferry", "from": "repair", "to": "quay", "field": "places", "through": []},
        ],
    }
    overview = json.loads(bsc("graph", "--json", facts=HARBOUR).out)
    assert [node["id"] for node in overview["nodes"]] == [
        *("office", "watch", "ann", "crews", "bay", "quay", "moon")
    ]
    assert [tuple(edge.values())[1:] for edge in overview["edges"]] == [
        ("watch", "office", "parent", []),
        ("ann", "office", "organization", []),
        ("quay", "bay", "part_of", []),
        ("office", "watch", "measures", ["patrol"]),
        ("office", "bay", "measures", ["patrol"]),
        ("watch", "bay", "measures", ["patrol"]),
        ("office", "quay", "measures", ["repair"]),
        ("ann", "crews", "quotes", ["thanks"]),
    ]


def test_depth_limits_the_distance_of_records(bsc: Bsc) -> None:
    def ids(depth: int) -> str:
        return bsc("graph", "moon-base", "--depth", str(depth), "-o", "ids", facts=facts).out

    facts = f"{HARBOUR}claims:\n" + "".join(
        f"  - {{id: {id}, statement: x, type: other, voice: author, about: [{about}], evidence: [x]}}\n"
        for id, about in (("moon-base", "moon"), ("moonlight", "moon"), ("light", "moonlight"))
    )
    assert ids(1) == "moon-base\nmoon\n"
    assert ids(2) == "moon-base\nmoon\nmoonlight\n"
    assert ids(20) == "moon-base\nmoon\nmoonlight\nlight\n"


@pytest.mark.parametrize("depth", ["1", "2", "20"])
@pytest.mark.parametrize("output", ["json", "table"])
def test_a_record_is_read_once_however_many_links_it_has(
    output: str, depth: str, bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [f"g{number}" for number in range(40)]
    groups = "".join(f"  - {{id: {id}, name: {id}, evidence: [x]}}\n" for id in ids)
    claims = "".join(
        f"  - {{id: c{n}, statement: s, type: other, voice: author, about: [{', '.join(ids)}], "
        "evidence: [x]}\n"
        for n in range(20)
    )
    facts = f"source: {{headline: x}}\ngroups:\n{groups}claims:\n{claims}"
    bsc(facts=facts)
    ids_read: list[str] = []
    get = Index.get

    def recording_get(index: Index, id: str) -> Record | None:
        ids_read.append(id)
        return get(index, id)

    monkeypatch.setattr(Index, "get", recording_get)
    ran = bsc("graph", "g0", "--depth", depth, "-o", output, facts=facts)
    assert ran.out.count("c0") >= 1
    _, *ids_read = ids_read  # the first look-up checks that the id exists
    assert len(ids_read) == len(set(ids_read)) <= 60


def test_a_graph_as_tsv_has_a_row_for_each_edge(bsc: Bsc) -> None:
    assert bsc("graph", "quay", "-o", "tsv", facts=HARBOUR).out == (
        "store\tfrom\tto\tfield\tthrough\n"
        "ferry\tquay\tbay\tpart_of\t[]\nferry\trepair\tquay\tplaces\t[]\n"
    )


def test_a_graph_is_printed_for_graphviz(bsc: Bsc) -> None:
    assert bsc("graph", "quay", "--as", "dot", facts=HARBOUR).out == (
        "digraph bsc {\n"
        "  graph [rankdir=LR, ranksep=1, nodesep=0.2];\n"
        '  node [fontname="Helvetica", fontsize=11, style="filled,rounded", color="#666666"];\n'
        '  edge [fontname="Helvetica", fontsize=9, color="#888888", fontcolor="#555555"];\n'
        '  "quay" [label="The quay", shape=box, fillcolor="#d9ead3"];\n'
        '  "bay" [label="The bay", shape=box, fillcolor="#d9ead3"];\n'
        '  "repair" [label="The repair", shape=box, fillcolor="#fff2cc"];\n'
        '  "quay" -> "bay" [label="part of"];\n'
        '  "repair" -> "quay" [label="places"];\n'
        "}\n"
    )


def test_a_graph_is_printed_for_mermaid(bsc: Bsc) -> None:
    assert bsc("graph", "--as", "mermaid", facts=HARBOUR).out == (
        "flowchart LR\n"
        '  n0["Harbour Office"]:::agencies\n'
        '  n1["Coast Watch"]:::agencies\n'
        '  n2["Ann Reed"]:::people\n'
        '  n3["The crews"]:::groups\n'
        '  n4["The bay"]:::places\n'
        '  n5["The quay"]:::places\n'
        '  n6["The moon"]:::places\n'
        '  n1 -->|"parent"| n0\n'
        '  n2 -->|"organization"| n0\n'
        '  n5 -->|"part of"| n4\n'
        '  n0 ---|"1 measure"| n1\n'
        '  n0 ---|"1 measure"| n4\n'
        '  n1 ---|"1 measure"| n4\n'
        '  n0 ---|"1 measure"| n5\n'
        '  n2 ---|"1 quote"| n3\n'
        "  classDef agencies fill:#cfe2f3,stroke:#666666,color:#000000\n"
        "  classDef people fill:#fce5cd,stroke:#666666,color:#000000\n"
        "  classDef groups fill:#ead1dc,stroke:#666666,color:#000000\n"
        "  classDef places fill:#d9ead3,stroke:#666666,color:#000000\n"
    )


def place(name: str) -> Record:
    """Return a place with a name and nothing else."""
    unknown = dict.fromkeys(KINDS["places"].fields)
    return KINDS["places"](**{**unknown, "id": "end", "name": name, "support": "explicit"})


def label_in(diagram: str) -> str:
    """Return the label of the only node of a diagram."""
    [label] = re.findall(r'"(?:end" \[label=")?(.*)", shape|n0\["(.*)"\]', diagram)
    return "".join(label)


@pytest.mark.parametrize(
    ("title", "dot", "mermaid"),
    [
        ('a "b" [c]', r"a \"b\" [c]", "a #34;b#34; #91;c#93;"),
        ("a\nb\tc", "a b c", "a b c"),
        ("\\N \\", r"\\N \\", "#92;N #92;"),
        ("<b> &amp; #35;", "<b> &amp;amp; #35;", "#60;b#62; #38;amp#59; #35;35#59;"),
        ("60%% `x` fa:fa-x", "60%% `x` fa:fa-x", "60#37;#37; #96;x#96; fa#58;fa-x"),
        ("1. first", "1. first", "1#46; first"),
        ("- first", "- first", "#45; first"),
        ("漢字 é £5–6", "漢字 é £5–6", "漢字 é £5–6"),
        (
            "\x07\x9b\x7f",
            r"\\u{7}\\u{9b}\\u{7f}",
            "#92;u#123;7#125;#92;u#123;9b#125;#92;u#123;7f#125;",
        ),
        (
            "\u202e\ud800\uffff",
            r"\\u{202e}\\u{d800}\\u{ffff}",
            "#92;u#123;202e#125;#92;u#123;d800#125;#92;u#123;ffff#125;",
        ),
        ("some words that take two lines", r"some words that take two\nlines", None),
    ],
)
def test_a_title_is_escaped_and_wrapped_as_a_label(
    title: str, dot: str, mermaid: str | None
) -> None:
    graph = Graph.of([place(title)], [])
    assert label_in(diagrams.draw(graph, "dot")) == dot
    assert label_in(diagrams.draw(graph, "mermaid")) == (mermaid or title)


@given(st.text(min_size=1) | st.text('"\\&#;[]`\n%', min_size=1))
def test_no_title_ends_its_label_early(title: str) -> None:
    graph = Graph.of([place(title)], [Edge.between("end", "end", "part_of")])
    dot, mermaid = diagrams.draw(graph, "dot"), diagrams.draw(graph, "mermaid")
    assert re.fullmatch(r'(?:[^"\\]|\\["\\n])*', label_in(dot))
    assert re.fullmatch(r'[^"#;]*(?:#\d+;[^"#;]*)*', label_in(mermaid))
    assert dot.count("\n") == 7
    assert mermaid.count("\n") == 4


@pytest.mark.parametrize(
    ("args", "code", "err"),
    [
        (("graph", "quai"), 1, "no record has the id or name 'quai'\nhint: did you mean 'quay'?\n"),
        (
            ("graph", "quay", "--as", "dott"),
            2,
            "--as cannot be 'dott'\nhint: did you mean 'dot'?\n",
        ),
        (
            ("graph", "--as", "DOT", "--json"),
            2,
            "--as dot and --output json contradict each other\nhint: leave out one of them\n",
        ),
        (("graph", "--as", "svg"), 2, "--as cannot be 'svg'\nhint: choose one of dot, mermaid\n"),
        (
            ("graph", "--as", "dot", "--json"),
            2,
            "--as dot and --output json contradict each other\nhint: leave out one of them\n",
        ),
        (
            ("graph", "--depth", "2"),
            2,
            "--depth needs a record to start from\nhint: add an id: bsc graph ID --depth 2\n",
        ),
    ],
)
def test_an_invalid_graph_option_is_reported(
    args: tuple[str, ...], code: int, err: str, bsc: Bsc
) -> None:
    assert bsc(*args, facts=HARBOUR) == ("", f"bsc: error: {err}", code)
