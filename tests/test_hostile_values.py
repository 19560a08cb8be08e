"""Values of any text: harmless where they are shown, and exactly themselves where they are data."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from bsc_cli import document, visible
from tests.hostile import assert_harmless, in_process
from tests.stores import plain
from tests.test_process import on_terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXTS: Final = (
    "\x1b[31mred\x1b[2J\x1b]0;title\x07",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31m C1 \x90 \x85 next line",
    "\x00 NUL \x7f DEL \x08\x08\x08 back",
    "evil \u202eltxt.exe\u202c \u2066x\u2069 \u200f",
    "zero\u200bwidth\u200d\u2060\ufeff and \u00adsoft",
    "fillers \u3164\u115f\u1160\uffa0\u2800\u034f\u17b4\u180e",
    "tags \U000e0041\U000e007f and \ufe0f selectors \U000e0100",
    "combining e\u0301 a\u0300\u0316\u0327 \u0301 alone",
    "zalgo " + "a" + "\u0301\u0316" * 200,
    "👩‍👩‍👧‍👦 family 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇬🇧 👍🏽 ❤️ 1️⃣",
    "全角文字と日本語 한국어 ｆｕｌｌ",
    "ﷺ \u202e\u202b עברית العربية",
    "[bold red]markup[/bold red] [/x] [sic] :smile: [link=x]y[/link] \\[",
    "x" * 100_000,
    "宽" * 20_000,
    "=cmd|'/c calc'!A1",
    "+1 -1 @SUM(A1) \t=1",
    "<script>alert(1)</script> &amp; <!-- -->",
    "| pipe `code` *b* _i_ ~~s~~ # h ![i](j) [a](b)",
    "\"quotes\" 'single' \\ back\\slash “typographic”",
    "lines\nof\r\ntext\rand\ttabs\u2028and\u2029more\x0b\x0c",
    " leading and trailing ",
    "null",
    "~",
    "1e3",
    "0x1F",
    "true",
    "- item",
    "key: value # comment",
    "{a: b}",
    "&anchor *alias !tag",
    "%DIRECTIVE",
    "---",
    "...",
    "'",
    '"',
    "ünïcödé ŁØ ß ﬁ ① ½ Ⅷ",
    "\ud7ff\ue000\ufffd\U00010000\U0010ffff",
    "\ufffe\uffff\U0001ffff",
)
"""Texts that have broken programs."""

text = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\x1b\x9b\x00\x07\n\r\t\"'\\|<>`[]{}=…\u202e\u200d\u0301\ufe0f👩宽"),
    ),
    min_size=1,
    max_size=60,
).filter(str.strip)


def written(value: str) -> dict[str, Any]:
    """A store that has a text wherever there may be any text."""
    anchor = value.replace("…", "_") or "x"
    anchor = anchor if anchor.strip() else "x"
    shared = {"evidence": [anchor, "e"], "caveats": [value, "c"]}
    return {
        "source": {"headline": value, "publisher": value},
        "agencies": [
            {"id": "a", "name": value, "acronym": value, "aliases": [value], "role": value} | shared,
            {"id": "b", "name": "Short", "role": "Plain words", **shared},
        ],
        "figures": [{"id": "f", "value": 1, "as_written": value, "unit": value, "property": value} | shared],
        "quotes": [{"id": "q", "text": value, "speaker": "p", "cue": value} | shared],
        "people": [{"id": "p", "name": value, "role": value, "organization": "a"} | shared],
        "claims": [{"id": "c", "statement": value, "type": "other", "voice": "author", "about": ["a"]} | shared],
    }  # fmt: skip


@pytest.fixture
def facts(tmp_path: Path) -> Callable[[str], Path]:
    """A store with a text everywhere; each in a folder of its own."""

    def of(value: str) -> Path:
        folder = tmp_path / "store"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        path = folder / "facts.yaml"
        path.write_text(json.dumps(written(value), ensure_ascii=False).translate(_ESCAPES), "utf-8")
        return path

    return of


# JSON writes characters that stand in YAML as escapes only, and halves of those beyond 16 bits.
_ESCAPES = {n: f"\\u{n:04x}" for n in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)}

everything = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def examples(function: Any) -> Any:
    for value in TEXTS:
        function = example(value)(function)
    return everything(given(text)(function))


def records(value: str) -> list[dict[str, Any]]:
    """The agencies as JSON has to have them."""
    rest: dict[str, Any] = {"type": None, "parent": None, "listed": False, "support": "explicit"}
    rest |= {"kind": "agencies", "aliases": [], "acronym": None}
    return [rest | agency for agency in written(value)["agencies"]]


@examples
def test_data_is_exactly_what_was_written(facts: Callable[[str], Path], value: str) -> None:
    path = facts(value)
    wanted = records(value)
    assert json.loads(in_process("agencies", "--json", facts=path).out) == wanted
    lines = in_process("agencies", "-o", "jsonl", facts=path).out.split("\n")
    assert [json.loads(line) for line in lines if line] == wanted
    cells = [["a", value, value], ["b", "Short", "Plain words"]]
    asked = ("agencies", "--fields", "id,name,role")
    table = in_process(*asked, "-o", "csv", facts=path).out
    assert list(csv.reader(io.StringIO(table, newline="")))[1:] == cells
    table = in_process(*asked, "-o", "tsv", facts=path).out
    rows = [row.split("\t") for row in table.split("\n")[1:-1]]
    assert [[_unescaped(cell) for cell in row] for row in rows] == cells
    out = in_process("agencies", "-o", "yaml", facts=path).out
    root, problems = document.read(out.encode())
    read = plain(root)
    assert not problems
    assert [(a["name"], a["role"], a["caveats"]) for a in read["agencies"]] == [
        (a["name"], a["role"], a["caveats"]) for a in wanted
    ]
    [shown] = json.loads(in_process("show", "c", "--json", facts=path).out)
    assert shown["statement"] == value
    [overview] = json.loads(in_process("--json", facts=path).out)
    assert overview["source"]["headline"] == value


def _unescaped(cell: str) -> str:
    meant = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
    return re.sub(r"\\[\\tnr]", lambda match: meant[match[0]], cell)


@examples
def test_what_is_shown_does_nothing_and_stays_in_its_place(
    facts: Callable[[str], Path], value: str
) -> None:
    path = facts(value)
    commands = (
        ("agencies",),
        ("show", "a", "f"),
        ("quotes",),
        ("search", "short"),
        ("caveats",),
        (),
    )
    for command in commands if len(value) < 1000 else commands[:1]:
        piped = in_process(*command, facts=path)
        assert piped.code in (0, 1)
        assert_harmless(piped.out)
        assert "\x1b" not in piped.out
        assert_harmless(in_process(*command, "--color", "always", facts=path).out)
        for width in (20, 33, 200) if len(value) < 1000 else (200,):
            fitted = in_process(*command, "--width", str(width), facts=path).out
            assert_harmless(fitted)
            assert max(map(cell_len, fitted.splitlines())) <= width
    rows = in_process("agencies", "--fields", "id,name,acronym", facts=path).out.splitlines()
    assert len(rows) == 3
    shown = visible.visible(value)
    if cell_len(shown) <= 200:
        assert_columns_line_up(rows, ["a", "b"], shown)
    else:
        assert rows[1] == f"a   {shown}  {shown}".rstrip()
        assert len(rows[2]) < 20


def assert_columns_line_up(rows: list[str], ids: list[str], shown: str) -> None:
    """The second column begins where its heading does, and so does the third."""
    heading, first, second = rows
    assert [first[:1], second[:1]] == ids
    second_at, third_at = heading.index("NAME"), heading.index("ACRONYM")
    assert second[second_at:].startswith("Short")
    start = first.index(shown.rstrip() or shown, second_at)
    assert cell_len(first[:start]) == second_at
    again = first.rindex(shown.strip())
    assert cell_len(first[:again]) - (len(shown) - len(shown.lstrip())) == third_at


@examples
def test_markdown_has_one_row_a_line(facts: Callable[[str], Path], value: str) -> None:
    out = in_process("agencies", "-o", "markdown", facts=facts(value)).out
    assert_harmless(out)
    assert out.count("\n") == 4
    for line in out.splitlines():
        bare = re.sub(r"\\.", "", line)
        assert "<" not in bare
        assert bare.count("|") == out.splitlines()[0].count("|")


@examples
def test_problems_and_errors_that_cite_it_are_harmless(
    facts: Callable[[str], Path], value: str
) -> None:
    path = facts(value)
    for args in (("check",), ("check", "-o", "table"), ("search", value), ("--facts", str(path), "show", value)):  # fmt: skip
        ran = in_process(*args, facts=path)
        assert ran.code in (0, 1, 2)
        assert_harmless(ran.out)
        assert_harmless(ran.err)


@pytest.mark.parametrize("columns", [1, 2, 5, 10, 19, 20, 40, 80, 200, 500])
def test_a_terminal_of_any_width_is_safe(columns: int, facts: Callable[[str], Path]) -> None:
    value = " ".join(other for other in TEXTS if len(other) < 1000)
    os.environ["BSC_FACTS"] = str(facts(value))
    for command in (("agencies",), ("show", "a"), ()):
        text = on_terminal(*command, "--no-pager", columns=columns)
        assert_harmless(text)
        if columns >= 20:
            bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
            assert max(map(cell_len, bare.splitlines())) <= columns


def test_neighbouring_texts_do_not_make_an_escape(facts: Callable[[str], Path]) -> None:
    for one, other in pairwise("\x1b[31m"):
        assert_harmless(in_process("agencies", facts=facts(one + "x" + other)).out)
