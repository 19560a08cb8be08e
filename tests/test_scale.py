"""Output in proportion to the size of the store, and printed within limits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

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
        f"2031 ● Second  s.\nY{'1' * 200} ● First  s.\n\n● dated\n"
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


def test_svg_prints_at_most_1000_records_by_default(bsc: Bsc) -> None:
    places = "".join(f"- {{id: p{n}, name: n, evidence: [e]}}\n" for n in range(1001))
    facts = f"source: {{headline: x}}\nplaces:\n{places}"
    first = bsc("places", "-o", "svg", facts=facts)
    assert first.err == "bsc: 1000 of 1,001 places; --limit 1001 prints all\n"
    assert ("p999" in first.out, "p1000" in first.out) == (True, False)
    full = bsc("places", "-o", "svg", "--limit", "1001", facts=facts)
    assert full.err == ""
    assert "p1000" in full.out
