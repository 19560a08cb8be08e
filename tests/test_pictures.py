"""Charts of figures and timelines of events: a tiny store in, the whole picture out."""

from __future__ import annotations

import json
import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.output import markdown, pictures, rich
from bsc_cli.output import text as plain
from bsc_cli.output.chart_text import Ruler
from bsc_cli.system.visible import columns
from bsc_cli.view.blocks import trimmed_text
from bsc_cli.view.chart import Bar, Chart, Scale
from bsc_cli.view.safe import safe_view
from bsc_cli.view.timeline import Moment, Status, Timeline
from bsc_cli.view.tree import Tree, TreeNode

if TYPE_CHECKING:
    from bsc_cli.view.safe import SafeView
    from tests.conftest import Bsc, Shell

BOATS = """\
source: {headline: The Harbour}
figures:
  - {id: moored, as_written: about 300 boats, value: 300, comparator: "~", unit: boats, property: boats in the harbour, evidence: [a]}
  - {id: sailing, as_written: up to 120, value: 120, comparator: <=, unit: boats, property: boats that sail at night, evidence: [b]}
  - {id: motor, as_written: over 200, value: 200, comparator: ">", unit: boats, property: boats that have an engine, evidence: [c]}
  - {id: lost, as_written: one boat, value: 1, unit: boats, property: boats lost, evidence: [d]}
  - {id: resting, value: 180, comparator: "~", unit: boats, property: boats that rest at night, evidence: [e], support: computed, computed_from: {operation: subtract, of: [moored, sailing]}}
  - {id: women, as_written: 30%, value: 30, unit: "%", property: women among the crews, evidence: [f]}
  - {id: subsidy, as_written: £2m, value: 2000000, currency: GBP, property: what the harbour costs, evidence: [g]}
"""

CHART = """\
boats
  boats in the harbour
  ███████████████████████████████████████████████▓▒░ about 300 boats
  boats that sail at night
  ░░░░░░░░░░░░░░░░░░░░▏ up to 120
  boats that have an engine
  █████████████████████████████████► over 200
  boats lost
  ▏ one boat
  boats that rest at night
  ━━━━━━━━━━━━━━━━━━━━━━━━━━━╍┅┄ about 180 boats (computed)
  ┬───────────────┬────────────────┬───────────────┬
  0              100              200            300

%
  women among the crews
  ██████████████▊ 30%
  ┬─────────┬─────────┬────────┬─────────┬─────────┬
  0        20        40       60        80       100

Each the only figure in its unit
  £2m  what the harbour costs

███ as stated   █▓▒░ approximate   ░░░▏ upper bound   ███► lower bound
━╍┅┄ computed, approximate
Each unit has a scale of its own.
"""


def test_a_chart_has_a_scale_for_each_unit(bsc: Bsc) -> None:
    assert bsc("figures", "--chart", facts=BOATS) == (CHART, "", 0)


def test_a_piped_chart_is_80_columns_wide_without_a_title(bsc: Bsc) -> None:
    fitted = bsc("figures", "--chart", "--width", "80", facts=BOATS)
    assert fitted.out == f"7 figures\n\n{CHART}"


def test_a_chart_is_at_most_100_columns_wide(bsc: Bsc) -> None:
    wide = bsc("figures", "--chart", "--width", "300", facts=BOATS)
    assert wide == bsc("figures", "--chart", "--width", "100", facts=BOATS)
    assert wide.out.splitlines()[3:5] == [
        "  boats in the harbour",
        "  ███████████████████████████████████████████████████████████████████▓▒░ about 300 boats",
    ]


def test_a_narrow_chart_prints_amounts_above_the_bars(bsc: Bsc) -> None:
    assert bsc("figures", "night", "--chart", "--width", "40", facts=BOATS).out == (
        "2 figures\n"
        "\n"
        "boats\n"
        "  up to 120  boats that sail at night\n"
        "  ░░░░░░░░░░░░░░░░░░░░░░░░▏\n"
        "  about 180 boats (computed)  boats that\n"
        "  rest at night\n"
        "  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╍┅┄\n"
        "  ┬─────────┬─────────┬─────────┬──────\n"
        "  0        50        100       150\n"
        "\n"
        "░░░▏ upper bound\n"
        "━╍┅┄ computed, approximate\n"
    )


def test_a_chart_on_an_ascii_stream_is_ascii(shell: Shell, bsc: Bsc) -> None:
    bsc("figures", facts=BOATS)
    ran = shell("bsc figures boats --chart --width 60", PYTHONIOENCODING="ascii")
    assert (ran.err, ran.code) == ("", 0)
    assert ran.out == (
        "5 figures\n"
        "\n"
        "boats\n"
        "  boats in the harbour\n"
        "  #############################~ about 300 boats\n"
        "  boats that sail at night\n"
        "  ::::::::::::| up to 120\n"
        "  boats that have an engine\n"
        "  ###################> over 200\n"
        "  boats lost\n"
        "  # one boat\n"
        "  boats that rest at night\n"
        "  =================~ about 180 boats (computed)\n"
        "  +---------+--------+---------+\n"
        "  0        100      200      300\n"
        "\n"
        "### as stated   ###~ approximate   :::| upper bound\n"
        "###> lower bound   ===~ computed, approximate\n"
    )


def test_bars_leave_room_for_replaced_characters(shell: Shell, bsc: Bsc) -> None:
    bsc("figures", facts=BOATS)
    bsc("figures", facts=BOATS.replace("2000000, currency: GBP", "20, unit: '%'"))
    ran = shell("bsc figures £ --chart --width 40", PYTHONIOENCODING="ascii")
    assert ran.out.splitlines()[3:5] == [
        "  what the harbour costs",
        "  ###### GBP 2m",
    ]


def test_bars_of_negative_values_extend_to_the_left(bsc: Bsc) -> None:
    facts = """\
source: {headline: The Harbour}
figures:
  - {id: catch, as_written: 20% less, value: -20, unit: "%", property: change of the catch, evidence: [a]}
  - {id: crews, as_written: at least 40% less, value: -40, comparator: <=, unit: "%", property: change of the crews, evidence: [b]}
  - {id: boats, as_written: no more than 60% less, value: -60, comparator: ">=", unit: "%", property: change of the boats, evidence: [c]}
  - {id: fares, as_written: none, value: 0, unit: "%", property: change of the fares, evidence: [d]}
"""
    assert bsc("figures", "--chart", "--width", "60", facts=facts).out == (
        "4 figures\n"
        "\n"
        "%\n"
        "  change of the catch\n"
        "            ████ 20% less\n"
        "  change of the crews\n"
        "       ◄████████ at least 40% less\n"
        "  change of the boats\n"
        "   ▕░░░░░░░░░░░░ no more than 60% less\n"
        "  change of the fares\n"
        "                 none\n"
        "  ────┬─────────┬─────────┬─────────┬\n"
        "     -50        0        50       100\n"
        "\n"
        "███ as stated   ░░░▏ upper bound   ███► lower bound\n"
    )


@pytest.mark.parametrize("values", [("5e-324", "0"), ("5e-324", "5e-324"), ("-5e-324", "1e-323")])
def test_the_scale_of_tiny_values_is_labelled_with_zero_only(
    values: tuple[str, str], bsc: Bsc
) -> None:
    facts = "source: {headline: The Harbour}\nfigures:\n" + "".join(
        f"  - {{id: f{n}, as_written: no. {n}, value: {value}, unit: nm, property: p, evidence: [a]}}\n"
        for n, value in enumerate(values)
    )
    for more in ([], ["-o", "svg"], ["--width", "40"], ["--width", "1000"]):
        ran = bsc("figures", "--chart", *more, facts=facts)
        assert (ran.err, ran.code) == ("", 0)
    axis, numbers = bsc("figures", "--chart", "--width", "40", facts=facts).out.splitlines()[7:9]
    assert axis.count("┬") == 1
    assert numbers.split() == ["0"]


def test_the_chart_option_does_not_change_json(bsc: Bsc) -> None:
    command = ("figures", "night", "--sort", "-value", "--fields", "id,value", "--json")
    assert bsc(*command, "--chart", facts=BOATS) == bsc(*command, facts=BOATS)


def test_a_chart_in_markdown_is_a_fenced_block(bsc: Bsc) -> None:
    ran = bsc("figures", "women", "--chart", "-o", "markdown", facts=BOATS)
    assert ran.out.startswith("```text\n%\n  women among the crews\n  ████")
    assert ran.out.endswith("\n```\n")
    tree = Tree("", [TreeNode("a ```` b")])
    assert markdown.draw(safe_view([tree])) == "`````text\na ```` b\n`````\n"


def test_figures_that_are_alone_in_their_unit_have_no_bar(bsc: Bsc) -> None:
    facts = BOATS + (
        "  - {id: crew, as_written: about 70 sailors, value: 70, unit: sailors, "
        "property: sailors who live in the harbour, evidence: [h]}\n"
    )
    assert bsc("figures", "harbour", "--chart", "--width", "50", facts=facts).out == (
        "3 figures\n"
        "\n"
        "  about 300 boats   boats in the harbour\n"
        "  £2m               what the harbour costs\n"
        "  about 70 sailors  sailors who live in the\n"
        "                    harbour\n"
    )
    assert bsc("figures", "sailors", "--chart", "--width", "30", facts=facts).out == (
        "1 figure\n\n  about 70 sailors  sailors\n  who live in the harbour\n"
    )


def test_chart_and_fields_contradict_each_other(bsc: Bsc) -> None:
    assert bsc("figures", "--chart", "--fields", "id", facts=BOATS) == (
        "",
        "bsc: error: --chart and --fields contradict each other\nhint: a chart has no columns\n",
        2,
    )


def test_a_chart_of_no_figures_is_empty(bsc: Bsc) -> None:
    assert bsc("figures", "--chart", "--support", "inferred", facts=BOATS) == ("", "", 0)


EVENTS = """\
source: {headline: The Harbour}
events:
  - {id: fire, name: The fire, statement: A boat burns., evidence: [a]}
  - {id: opening, name: The opening, statement: The new quay is opened by the mayor., date: 2024-09-17?, status: planned, evidence: [b]}
  - {id: works, name: The works, statement: The quay is being repaired., date: 2024-07-05/.., status: under_way, evidence: [c]}
  - {id: storm, name: The storm, statement: A storm breaks the quay., date: 2024-07-05, status: completed, evidence: [d]}
  - {id: strike, name: The strike, statement: Nobody works., evidence: [e]}
  - {id: founding, name: The founding, statement: A harbour is built., date: 188X, evidence: [f]}
"""


def test_a_timeline_sorts_events_by_date_and_lists_undated_events_last(bsc: Bsc) -> None:
    assert bsc("timeline", "--width", "40", facts=EVENTS).out == (
        "6 events, 4 with a date\n"
        "\n"
        " · the 1880s\n"
        " │ The founding\n"
        " │ A harbour is built.\n"
        " │ founding\n"
        " │\n"
        " ● 5 July 2024\n"
        " │ The storm\n"
        " │ A storm breaks the quay.\n"
        " │ storm · completed\n"
        " │\n"
        " ◐ from 5 July 2024\n"
        " │ The works\n"
        " │ The quay is being repaired.\n"
        " │ works · under way\n"
        " │\n"
        " ○ 17 September 2024, uncertain\n"
        " │ The opening\n"
        " │ The new quay is opened by the mayor.\n"
        " │ opening · planned\n"
        "\n"
        "Undated events, sorted as in the article\n"
        " · The fire\n"
        "   A boat burns.\n"
        "   fire\n"
        " · The strike\n"
        "   Nobody works.\n"
        "   strike\n"
    )


def test_a_piped_timeline_prints_one_line_per_event(bsc: Bsc) -> None:
    assert bsc("timeline", facts=EVENTS).out == (
        "the 1880s                    · The founding  founding  A harbour is built.\n"
        "5 July 2024                  ● The storm  storm · completed  A storm breaks the quay.\n"
        "from 5 July 2024             ◐ The works  works · under way  The quay is being repaired.\n"
        "17 September 2024, uncertain ○ The opening  opening · planned  "
        "The new quay is opened by the mayor.\n"
        "\n"
        "Undated events, sorted as in the article\n"
        " · The fire  fire  A boat burns.\n"
        " · The strike  strike  Nobody works.\n"
    )


def test_a_timeline_can_be_drawn_in_ascii() -> None:
    statuses: list[Status] = ["completed", "under way", "planned", ""]
    moments = [
        Moment(str(n), status, f"id-{n}", f"No. {n}", "It is.")
        for n, status in enumerate(statuses, 1)
    ]
    drawn = [trimmed_text(line) for line in pictures.lines(Timeline("", moments, []), 60, False)]
    assert drawn[:5] == [" * 1", " | No. 1", " | It is.", " | id-1 - completed", " |"]
    assert drawn[5::5] == [" + 2", " o 3", " - 4"]


@pytest.mark.parametrize(
    ("args", "ids"),
    [
        ((), ["founding", "storm", "works", "opening", "fire", "strike"]),
        (("--limit", "2"), ["founding", "storm"]),
        (("quay",), ["storm", "works", "opening"]),
        (("--about", "fire"), []),
    ],
)
def test_timeline_json_lists_the_events_in_order(
    args: tuple[str, ...], ids: list[str], bsc: Bsc
) -> None:
    ran = bsc("timeline", *args, "--json", facts=EVENTS)
    records = json.loads(ran.out)
    assert [record["id"] for record in records] == ids
    assert all(record["kind"] == "events" and "participants" in record for record in records)


def test_a_timeline_without_a_match_suggests_a_spelling(bsc: Bsc) -> None:
    ran = bsc("timeline", "strom", facts=EVENTS)
    assert ran == ("", "bsc: nothing matches 'strom'\nhint: did you mean 'storm'?\n", 0)


texts = st.text(max_size=60) | st.text("a漢é👍 \u0301\t`", max_size=60)
extremes = st.sampled_from([5e-324, 1e-323, 2.3e-308, 1e-300, 1e-299, 0.0, 1.0, 2.0**53])
values = (
    st.floats(-(2.0**53), 2.0**53)
    | st.integers(-200, 200)
    | st.builds(math.copysign, extremes, st.sampled_from([1, -1]))
)
bars = st.builds(
    Bar,
    texts,
    texts,
    values,
    st.sampled_from(["exact", "about", "at most", "at least"]),
    st.booleans(),
)


def chart(unit: str, drawn: list[Bar]) -> Chart:
    values = [0, *(bar.value for bar in drawn)]
    return Chart("figures", [Scale(unit, min(values), max(values), drawn)], drawn[1:])


charts = st.builds(chart, texts | st.just("%"), st.lists(bars, max_size=4))
statuses = st.sampled_from(get_args(Status))
moments = st.lists(st.builds(Moment, texts, statuses, texts, texts, texts), max_size=4)
children = st.recursive(
    st.builds(TreeNode, texts, texts, texts),
    lambda inner: st.builds(TreeNode, texts, texts, texts, st.lists(inner, max_size=3)),
    max_leaves=12,
)
chart_views = charts.map(lambda chart: safe_view([chart]))
views = (
    charts
    | st.builds(Timeline, texts, moments, moments)
    | st.builds(Tree, texts, st.lists(children, max_size=3), texts)
).map(lambda picture: safe_view([picture]))
"""Views of one picture, made safe like those that the formats draw."""


@given(views, st.integers(40, 120), st.booleans())
def test_no_line_of_a_picture_exceeds_the_width(view: SafeView, width: int, unicode: bool) -> None:
    [picture] = view
    assert isinstance(picture, (Chart, Timeline, Tree))
    lines = [trimmed_text(line) for line in pictures.lines(picture, width, unicode)]
    assert max(map(columns, lines), default=0) <= width
    drawn = rich.draw(view, width, colour=False, unicode=unicode)
    assert drawn == "".join(f"{line}\n" for line in lines)


@given(chart_views, st.integers(20, 1000), st.booleans())
def test_no_line_of_a_chart_exceeds_the_terminal_width(
    view: SafeView, width: int, unicode: bool
) -> None:
    drawn = rich.draw(view, width, colour=False, unicode=unicode)
    assert max(map(columns, drawn.splitlines()), default=0) <= width


@given(st.lists(values, min_size=1, max_size=6), st.integers(1, 1000))
def test_bars_are_proportional_to_their_values(values: list[float], width: int) -> None:
    bars = [Bar("", "", value, "exact", computed=False) for value in values]
    low, high = min(0, *values), max(0, *values)
    ruler = Ruler(Scale("", low, high, bars), width)
    for bar in bars:
        length = len(ruler.bar(bar, unicode=False).strip())
        exact = abs(Fraction(bar.value)) / (Fraction(high) - Fraction(low) or 1) * width
        assert length == (0 if not bar.value else max(length, 1))
        assert abs(length - exact) <= (1 if exact < 1 else Fraction(501, 1000))


@given(views, st.integers(1, 39))
def test_pictures_of_any_width_are_drawn(view: SafeView, width: int) -> None:
    rich.draw(view, width, colour=True, unicode=True)


@given(views)
def test_colour_does_not_change_the_text_of_a_piped_picture(view: SafeView) -> None:
    for line in plain.lines(view):
        assert "\x1b" not in trimmed_text(line)
        assert re.sub(r"\x1b\[[\d;]*m", "", rich.coloured(line)) == trimmed_text(line)


@pytest.mark.parametrize("command", ["", "agencies", "timeline", "graph", "figures --chart"])
def test_an_svg_picture_loads_nothing_from_another_host(command: str, bsc: Bsc) -> None:
    svg = bsc(*command.split(), "-o", "svg").out
    assert svg.replace(' xmlns="http://www.w3.org/2000/svg"', "").count("//") == 0
    assert re.findall(r"url\((.)", svg) == ["#"] * svg.count("url(")
    assert "@font-face" not in svg


@pytest.mark.parametrize("command", ["", "agencies", "timeline", "graph", "figures --chart"])
def test_no_text_of_an_svg_picture_depends_on_blanks_at_its_edges(command: str, bsc: Bsc) -> None:
    texts = re.findall(r"<text[^>]*>([^<]+)</text>", bsc(*command.split(), "-o", "svg").out)
    assert len(texts) > 3
    assert not any(re.search(r"^&#160;|&#160;&#160;|&#160;$", text) for text in texts)
