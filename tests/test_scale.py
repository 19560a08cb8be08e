"""Output in proportion to the size of the store, and printed within limits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bsc_cli.view.blocks import Cell, Column, Heading, Pairs, Points, Table
from bsc_cli.view.chart import Bar, Chart, Scale
from bsc_cli.view.safe import safe_view
from bsc_cli.view.shortened import shortened
from bsc_cli.view.timeline import Moment, Timeline
from bsc_cli.view.tree import Tree, TreeNode
from tests.hostile import assert_sound, limited

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bsc

LONG = "x" * 201
WIDE = f"""\
source: {{headline: x}}
places:
  - {{id: a, name: {LONG}, type: isle, role: r, evidence: [e]}}
  - {{id: b, name: Short, type: t, role: r, evidence: [e]}}
  - {{id: c, name: {LONG[:20]}, type: port, role: r, evidence: [e]}}
events:
  - {{id: d, name: First, statement: s., date: 'Y{"1" * 200}', evidence: [e]}}
  - {{id: e, name: Second, statement: s., date: '2031', evidence: [e]}}
"""


def test_an_overlong_cell_does_not_widen_its_column(bsc: Bsc) -> None:
    assert bsc("places", "--fields", "id,name,type,role", facts=WIDE).out == (
        "ID  NAME                  TYPE  ROLE\n"
        f"a   {LONG}  isle  r\n"
        "b   Short                 t     r\n"
        "c   xxxxxxxxxxxxxxxxxxxx  port  r\n"
    )


def test_a_cell_of_200_columns_widens_its_column(bsc: Bsc) -> None:
    rows = bsc("places", facts=WIDE.replace(LONG, LONG[:200])).out.splitlines()
    assert rows[0].index("TYPE") == rows[1].index("isle") == 4 + 200 + 2


def test_an_overlong_date_does_not_indent_other_events(bsc: Bsc) -> None:
    assert bsc("timeline", facts=WIDE).out == (
        f"2031 · Second  e  s.\nthe year {'1' * 200} · First  d  s.\n"
    )


@pytest.mark.parametrize("args", [("places",), ("search", "short"), ("timeline",), ("graph", "a")])
def test_colour_in_a_pipe_changes_nothing_else(args: tuple[str, ...], bsc: Bsc) -> None:
    coloured = bsc(*args, "--color", "always", facts=WIDE).out
    assert "\x1b" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == bsc(*args, facts=WIDE).out


def store(path: Path, kind: str, records: list[str]) -> Path:
    lines = "".join(f"- {{{record}, evidence: [e]}}\n" for record in records)
    path.write_text(f"source: {{headline: x}}\n{kind}:\n{lines}")
    return path


OUTPUTS: tuple[list[str], ...] = (
    *([], ["--color", "always"], ["--width", "80"], ["--width", "1000"]),
    *(["-o", "markdown"], ["-o", "svg"]),
)


@pytest.mark.hostile
def test_one_long_name_does_not_lengthen_other_lines(tmp_path: Path) -> None:
    names = ["n" * 300_000, *(f"n{number}" for number in range(500))]
    places = [f"id: p{number}, name: {name}, role: r" for number, name in enumerate(names)]
    path = store(tmp_path / "facts.yaml", "places", places)
    for options in OUTPUTS:
        ran = limited("places", *options, "--facts", str(path))
        assert_sound(ran)
        assert ran.code == 0
        assert len(ran.out) < 20 * path.stat().st_size, options


@pytest.mark.hostile
def test_one_long_date_does_not_lengthen_other_lines(tmp_path: Path) -> None:
    dates = [f"Y{'1' * 100_000}", *(f"'{number}'" for number in range(1500, 2000))]
    events = [f"id: e{n}, name: n, statement: s, date: {date}" for n, date in enumerate(dates)]
    path = store(tmp_path / "facts.yaml", "events", events)
    for options in OUTPUTS:
        ran = limited("timeline", *options, "--facts", str(path))
        assert_sound(ran)
        assert ran.code == 0
        assert len(ran.out) < 20 * path.stat().st_size, options


@pytest.mark.hostile
def test_svg_prints_at_most_1000_records_by_default(bsc: Bsc) -> None:
    places = "".join(f"- {{id: p{n}, name: n, evidence: [e]}}\n" for n in range(1001))
    facts = f"source: {{headline: x}}\nplaces:\n{places}"
    first = bsc("places", "-o", "svg", facts=facts)
    assert first.err == "bsc: 1,000 of 1,001 places; --limit 1001 prints all\n"
    assert ("p999" in first.out, "p1000" in first.out) == (True, False)
    full = bsc("places", "-o", "svg", "--limit", "1001", facts=facts)
    assert full.err == ""
    assert "p1000" in full.out


PEOPLE = "".join(
    f"- {{id: p{n}, name: N{n}, organization: hub, evidence: [e]}}\n" for n in range(1001)
)
CROWDED = f"source: {{headline: x}}\nagencies:\n- {{id: hub, name: Hub, evidence: [e]}}\npeople:\n{PEOPLE}"
CHAIN = "- {id: p0, name: N0, evidence: [e]}\n" + "".join(
    f"- {{id: p{n}, name: N{n}, part_of: p{n - 1}, evidence: [e]}}\n" for n in range(1, 1001)
)
FIGURES = "".join(f"- {{id: f{n}, value: 1, property: N{n}, evidence: [e]}}\n" for n in range(1001))
EVENTS = "".join(f"- {{id: e{n}, name: N{n}, statement: s., evidence: [e]}}\n" for n in range(1001))


@pytest.mark.hostile
@pytest.mark.parametrize("options", [("-o", "svg"), ("-o", "table", "--width", "80")])
@pytest.mark.parametrize(
    ("command", "facts", "message"),
    [
        ("check --all", CROWDED.replace("[e]", "[]"), "the first 1,000 of 1,002 rows; -o markdown"),
        ("graph", f"source: {{headline: x}}\nplaces:\n{CHAIN}", "the first 1,000 of 1,999 rows"),
        ("people", CROWDED, "1,000 of 1,001 people; --limit 1001"),
        ("search hub --kind people", CROWDED, "1,000 of 1,001 records; --limit 1001"),
        (
            "figures --chart",
            f"source: {{headline: x}}\nfigures:\n{FIGURES}",
            "1,000 of 1,001 figures",
        ),
        ("timeline", f"source: {{headline: x}}\nevents:\n{EVENTS}", "1,000 of 1,001 events"),
    ],
)
def test_at_most_1000_rows_are_drawn(
    command: str, facts: str, message: str, options: tuple[str, ...], bsc: Bsc
) -> None:
    ran = bsc(*command.split(), *options, facts=facts)
    assert ran.err.startswith(f"bsc: {message}")
    assert "N1000" not in ran.out


def test_a_passage_is_a_row(bsc: Bsc, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("One. " * 1001)
    ran = bsc("audit", "article.txt", "--passages", "--width", "80", "-o", "table")
    assert "bsc: the first 1,000 of " in ran.err
    assert " rows; -o markdown prints all\n" in ran.err


def cells(text: str, number: int) -> list[tuple[Cell, ...]]:
    return [(Cell(text),)] * number


def test_a_view_is_shortened_to_a_number_of_rows() -> None:
    bar = Bar("1", "b", 1, "exact", computed=False)
    moment = Moment("2031", "planned", "i", "n", "s")
    leaves = [TreeNode("c"), TreeNode("d")]
    view = safe_view(
        [
            Heading("h"),
            Pairs([("a", "b"), ("c", "d")]),
            Points("t", ["a", "b"]),
            Table("t", (Column("c", "text"),), cells("x", 3)),
            Chart("t", [Scale("a", 0, 1, [bar]), Scale("b", 0, 1, [bar, bar])]),
            Timeline("t", [moment] * 2, [moment] * 2),
            Tree("t", [TreeNode("a", children=[TreeNode("b", children=leaves)]), TreeNode("e")]),
        ]
    )
    assert shortened(view, 20) == (view, 20)
    for most in range(21):
        first, total = shortened(view, most)
        assert total == 20
        assert shortened(first, 20)[1] == most


def test_a_shortened_tree_has_its_first_nodes() -> None:
    leaves = [TreeNode("c"), TreeNode("d")]
    tree = Tree("t", [TreeNode("a", children=[TreeNode("b", children=leaves)]), TreeNode("e")])
    [first] = shortened(safe_view([tree]), 3)[0]
    below = TreeNode("b", children=[TreeNode("c", children=[])])
    assert first == Tree("t", [TreeNode("a", children=[below])])
