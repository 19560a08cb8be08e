"""The lists of records, hits and caveats on terminals of several widths, and in a pipe."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bsc_cli.model.kinds import KINDS
from bsc_cli.output.lists import arranged
from bsc_cli.output.wrapping import wrapped
from bsc_cli.system.visible import columns
from bsc_cli.view.blocks import Cell, Column, Table
from tests.stores import BUNDLED, FULL, values

if TYPE_CHECKING:
    from bsc_cli.view.blocks import Line
    from tests.conftest import Bsc, Shell

FIGURES = {
    60: """\
4 figures
AS WRITTEN / PROPERTY / ID
───────────────────────────────────────────────────────
£2.5 million
  yearly subsidy of the ferries
  subsidy · ⚠ 1
up to 40
  passengers on the night boat
  passengers
at least £62,500
  subsidy for each passenger
  cost-per-passenger · computed · £2,500,000 ÷ 40 · ⚠ 1
↑ about 10-15%
  rise of the fares
  fare-rise · inferred · ⚠ 1
""",
    80: """\
4 figures
AS WRITTEN / PROPERTY                                    ID
───────────────────────────────────────────────────────────
£2.5 million                                        subsidy
  yearly subsidy of the ferries                         ⚠ 1
up to 40                                         passengers
  passengers on the night boat
at least £62,500                         cost-per-passenger
  subsidy for each passenger     computed · £2,500,000 ÷ 40
                                                        ⚠ 1
↑ about 10-15%                                    fare-rise
  rise of the fares                          inferred · ⚠ 1
""",
    100: """\
4 figures
AS WRITTEN / PROPERTY                                          ID
─────────────────────────────────────────────────────────────────
£2.5 million                                              subsidy
  yearly subsidy of the ferries                               ⚠ 1
up to 40                                               passengers
  passengers on the night boat
at least £62,500                               cost-per-passenger
  subsidy for each passenger     computed · £2,500,000 ÷ 40 · ⚠ 1
↑ about 10-15%                                          fare-rise
  rise of the fares                                inferred · ⚠ 1
""",
}
CLAIMS = {
    60: """\
3 claims
STATEMENT / ID
──────────────────────────────────────────────────────────
Not enough people take the boat at night.
  too-few-cross · ann-reed · conflict
The ferries get public money each year.
  subsidy-is-yearly
It costs more to cross.
  fares-rise · vague · bo-lund · conflict · inferred · ⚠ 1
""",
    80: """\
3 claims
STATEMENT                                                          ID
─────────────────────────────────────────────────────────────────────
Not enough people take the boat at night.               too-few-cross
                                                  ann-reed · conflict
The ferries get public money each year.             subsidy-is-yearly
It costs more to cross.                                    fares-rise
                                           vague · bo-lund · conflict
                                                       inferred · ⚠ 1
""",
}


@pytest.mark.parametrize("width", FIGURES)
def test_a_list_shows_the_text_on_the_left_and_the_id_and_notes_on_the_right(
    width: int, bsc: Bsc
) -> None:
    assert bsc("figures", "--width", str(width), facts=FULL).out == FIGURES[width]


@pytest.mark.parametrize("width", CLAIMS)
def test_a_claim_is_listed_without_a_title_of_its_own(width: int, bsc: Bsc) -> None:
    assert bsc("claims", "--width", str(width), facts=FULL).out == CLAIMS[width]


def test_in_a_pipe_a_record_is_one_line_with_a_column_of_notes(bsc: Bsc) -> None:
    assert bsc("claims", facts=FULL).out == (
        "ID                 CHECKABILITY  VOICE     NOTES                      STATEMENT\n"
        "too-few-cross                    ann-reed  conflict                   "
        "Not enough people take the boat at night.\n"
        "subsidy-is-yearly                                                     "
        "The ferries get public money each year.\n"
        "fares-rise         vague         bo-lund   conflict · inferred · ⚠ 1  "
        "It costs more to cross.\n"
    )


def test_the_signs_of_a_list_are_replaced_where_there_is_no_unicode(
    shell: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "full.yaml"
    path.write_text(FULL, encoding="utf-8")
    line = f"bsc figures about --facts {path}"
    assert shell(line, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0").out == (
        "ID         AS WRITTEN      NOTES           PROPERTY\n"
        "fare-rise  + about 10-15%  inferred | ! 1  rise of the fares\n"
    )


@pytest.mark.parametrize(
    ("width", "out"),
    [
        (
            60,
            (
                "TITLE / MATCH / ID\n"
                f"{'─' * 42}\n"
                "Night boat stopped\n"
                "  The last crossing of the day is dropped.\n"
                "  night-boat-stopped · measures · ⚠ 1\n"
                "Too few people cross at night.\n"
                "  reed-too-few · quotes\n"
            ),
        ),
        (
            80,
            (
                "TITLE / MATCH                                               ID\n"
                f"{'─' * 62}\n"
                "Night boat stopped                          night-boat-stopped\n"
                "  The last crossing of the day is dropped.      measures · ⚠ 1\n"
                "Too few people cross at night.                    reed-too-few\n"
                "                                                        quotes\n"
            ),
        ),
    ],
)
def test_a_hit_is_listed_like_a_record(width: int, out: str, bsc: Bsc) -> None:
    ran = bsc("search", "night", "--limit", "2", "--width", str(width))
    assert ran.out == f"2 of 4 records for night\n{out}"


def test_a_caveat_is_listed_with_the_id_and_type_on_the_right(bsc: Bsc) -> None:
    assert bsc("caveats", "--width", "80").out == (
        "2 caveats\n"
        "TEXT                                                    ID\n"
        f"{'─' * 58}\n"
        "The article does not say which spring.  night-boat-stopped\n"
        "                                                 no period\n"
        "The subsidy is shared out evenly.       cost-per-passenger\n"
        "                                               computation\n"
    )


LINES = {"claims": 600, "measures": 80, "figures": 30}
"""The maximum number of lines, 100 columns wide, of some lists of the bundled store."""


@pytest.mark.hostile
def test_ids_are_whole_at_every_width_and_lists_are_short(bsc: Bsc) -> None:
    ids = {kind: {record["id"] for record in values(BUNDLED)[kind]} for kind in KINDS}
    for kind in KINDS:
        for width in (60, 80, 100, 200):
            out = bsc(kind, "--width", str(width), facts=BUNDLED).out
            assert max(map(columns, out.splitlines())) <= width
            assert ids[kind] <= set(re.findall(r"[a-z0-9-]+", out))
            assert width != 100 or out.count("\n") <= LINES.get(kind, 100)


@pytest.mark.parametrize("width", [80, 100, 200])
def test_the_text_has_at_least_half_of_the_width(width: int) -> None:
    heads = (Column("id", "id"), Column("notes", "quiet"), Column("text", "text"))
    row = tuple(map(Cell, ("i" * 40, " · ".join(["n" * 20] * 9), "word " * 100)))
    [(left, right)] = arranged(Table("t", heads, [row], layout="beside"), width).rows
    assert max(len("".join(text for text, _ in line)) for line in left) > width / 2 - 5
    assert "".join(text for line in right for text, role in line if role == "id") == "i" * 40


def test_a_list_has_the_number_of_caveats_that_show_prints(bsc: Bsc) -> None:
    facts = FULL.replace('"text": "article.txt", ', "")
    for kind in KINDS:
        ids = [record["id"] for record in json.loads(bsc(kind, "--json", facts=facts).out)]
        listed = bsc(kind, "-o", "markdown", facts=facts).out.splitlines()[2:]
        for id, line in zip(ids, listed, strict=True):
            [shown] = json.loads(bsc("show", id, "--json", facts=facts).out)
            count = len(shown["caveats"]) + len(shown["other_caveats"])
            assert re.findall("⚠ ([0-9]+)", line) == ([str(count)] if count else [])


@pytest.mark.parametrize(
    ("args", "out", "err"),
    [
        (("agencies", "--limit", "1"), "ID  ", "1 of 2 agencies"),
        (("agencies", "--limit", "1", "--width", "80"), "1 of 2 agencies\n", ""),
        (("claims", "--limit", "1", "--fields", "id", "--width", "80"), "1 of 2 claims\n", ""),
        (("caveats", "--limit", "1", "--width", "80"), "1 of 2 caveats\n", ""),
        (("caveats", "--limit", "1"), "ID  ", "1 of 2 caveats"),
        (("search", "night", "--limit", "1"), "ID  ", "1 of 4 records"),
        (("claims", "--by", "voice", "--limit", "1"), "VOICE", "1 of 2 values"),
        (("agencies", "--limit", "1", "--json"), "[\n", ""),
        (("agencies", "--limit", "2"), "ID  ", ""),
    ],
)
def test_a_limit_says_how_many_there_are(
    args: tuple[str, ...], out: str, err: str, bsc: Bsc
) -> None:
    ran = bsc(*args)
    assert ran.out.startswith(out)
    assert ran.err == (f"bsc: {err}\n" if err else "")


def test_a_word_whose_parts_have_different_roles_is_not_broken() -> None:
    line: Line = [("at ", "text"), ("night", "mark"), (".", "text")]
    assert list(wrapped(line, 8)) == [[("at", "text")], [("night", "mark"), (".", "text")]]
    assert list(wrapped(line, 9)) == [line]


def test_an_outcome_is_green_only_if_all_is_accounted_for(bsc: Bsc) -> None:
    Path("article.txt").write_text("The Harbour Office said nothing.", encoding="utf-8")
    out = bsc("audit", "article.txt", "-o", "table", "--width", "80", "--color", "always").out
    rows = [
        line
        for line in out.splitlines()
        if re.match("(sentences|words|names|quotations|anchors) ", line)
    ]
    assert ["\x1b[1;31m" in row for row in rows] == [True, True, False, False, True]
    assert ["\x1b[32m" in row for row in rows] == [False, False, True, True, False]
