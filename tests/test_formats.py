"""The output formats: the same records in each, read back, and the options that shape them."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bsc_cli.model.kinds import KINDS
from bsc_cli.output import csv as cells
from bsc_cli.output.formats import FORMATS
from bsc_cli.store import document
from bsc_cli.system.visible import HIDDEN
from tests.conftest import TINY
from tests.hostile import TEXTS
from tests.stores import values
from tests.strategies import CHARACTERS

if TYPE_CHECKING:
    from tests.conftest import Bsc

WRONG = TINY.replace("value: 62500", "value: 7")
WORSE = WRONG.replace("evidence: [Ann Reed]", "evidence: [Ann Reed, Ann Reed]")

CASES = {
    "no agency": (("agencies", "zebra"), TINY, 0),
    "one agency": (("agencies", "coast"), TINY, 1),
    "agencies": (("agencies",), TINY, 2),
    "no event": (("events",), TINY, 0),
    "figures": (("figures",), TINY, 3),
    "nothing found": (("search", "zebra"), TINY, 0),
    "one found": (("search", "spring"), TINY, 1),
    "more found": (("search", "night"), TINY, 4),
    "one shown": (("show", "ann-reed"), TINY, 1),
    "two shown": (("show", "ann-reed", "subsidy"), TINY, 2),
    "no caveat": (("caveats", "zebra"), TINY, 0),
    "one caveat": (("caveats", "spring"), TINY, 1),
    "caveats": (("caveats",), TINY, 2),
    "one problem": (("check",), WRONG, 1),
    "problems": (("check",), WORSE, 2),
    "overview": ((), TINY, 1),
    "explained": (("check", "--explain", "orphan"), TINY, 1),
}


UNESCAPED = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def read_tsv(text: str) -> list[list[str]]:
    """Return the cells of TSV, with its four escapes resolved; any other escape is an error."""
    rows = [line.split("\t") for line in text.split("\n")[:-1]]
    return [
        [re.sub(r"\\(.?)", lambda match: UNESCAPED[match[1]], cell) for cell in row] for row in rows
    ]


def cell(value: object) -> str:
    """Return the text of a value in CSV and TSV."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("case", CASES)
def test_every_format_has_the_same_records(case: str, bsc: Bsc) -> None:
    args, facts, count = CASES[case]

    def printed(output: str) -> str:
        return bsc(*args, "-o", output, facts=facts).out

    rows = [json.loads(line) for line in printed("jsonl").splitlines()]
    assert len(rows) == count
    parsed = json.loads(printed("json"))
    assert parsed in (rows, *rows)
    from_yaml = values(printed("yaml"))
    if args and args[0] in KINDS:
        assert list(from_yaml) == [args[0]]
        assert [record["id"] for record in from_yaml[args[0]]] == [row["id"] for row in rows]
    else:
        assert from_yaml == parsed
    names, *lines = list(csv.reader(io.StringIO(printed("csv"), newline=""), strict=True))
    if args[:1] == ("search",):
        assert names == ["kind", "store", "id", "title", "score", "field"]
        assert [line[:3] for line in lines] == [[row["kind"], "ferry", row["id"]] for row in rows]
    else:
        assert lines == [[cell(row.get(name)) for name in names] for row in rows]
        assert all(set(row) <= set(names) for row in rows)
    assert read_tsv(printed("tsv")) == [names, *lines]
    assert len(printed("ids").splitlines()) == count
    assert printed("markdown") or not count
    assert printed("table") or not count


@pytest.mark.parametrize("output", FORMATS)
def test_an_audit_is_printed_in_every_format(output: str, bsc: Bsc, tmp_path: Any) -> None:
    (tmp_path / "article.txt").write_text("The Harbour Office said nothing.", encoding="utf-8")
    ran = bsc("audit", "article.txt", "-o", output)
    assert ran.code == 1
    assert "orphan" in ran.out


@pytest.mark.parametrize("output", ["yaml", "json"])
def test_printed_records_can_be_put_back_in_a_store(output: str, bsc: Bsc) -> None:
    text = "source: {headline: Ferry Service Cut}\n"
    for kind in KINDS:
        printed = bsc(kind, "-o", output).out
        text += printed if output == "yaml" else f"{kind}: {printed}"
    expected = [bsc(kind, "--json") for kind in KINDS]
    assert [bsc(kind, "--json", facts=text) for kind in KINDS] == expected


def test_a_record_in_the_list_of_another_kind_is_reported(bsc: Bsc) -> None:
    ran = bsc("people", facts="source: {headline: x}\npeople:\n- kind: agencies\n  id: x\n")
    assert ran.code == 3
    assert "facts.yaml:3:3: error[kind]: people[0].kind: this list holds people" in ran.err


TRICKY = st.text() | st.sampled_from(
    [
        "1e5",
        "0x1F",
        "NO",
        "null",
        "~",
        "10:00",
        "2024-01-01",
        "- x",
        "a: b",
        "#x",
        " x ",
        "=1+1",
        "é\n",
    ]
)


@given(st.lists(st.dictionaries(st.sampled_from("abc"), TRICKY | st.integers() | st.booleans())))
@example([{"a": "one\u2028two\u2029three\x85four"}])
@example([{"a": f"word {'word ' * 30}\u2028 \u202e\ufeff \n", "b": "\U000e0041 '\"\\"}])
def test_yaml_is_read_back_as_the_same_data(data: list[dict[str, Any]]) -> None:
    numbers = [value for row in data for value in row.values() if isinstance(value, int)]
    if all(abs(number) < 10**30 for number in numbers):
        assert values(document.write(data)) == data
        assert values("x:\n" + document.write(data, "  ")) == {"x": data}


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1))
def test_csv_and_tsv_are_read_back_as_the_same_rows(rows: list[list[str]]) -> None:
    text = "".join(cells.csv_lines(None, rows))
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == rows
    assert read_tsv("".join(cells.tsv_lines(None, rows))) == rows


@pytest.mark.parametrize("dumper", ["_Dumper", "_PureDumper"])
def test_yaml_escapes_hidden_characters(dumper: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "_Dumper", getattr(document, dumper))
    for text in TEXTS:
        written = document.write([text])
        assert values(written) == [text]
        assert HIDDEN.findall(written.replace("\n", "").replace("\t", "")) == []


SHOWN = (
    *("white space", "beside surrogates", "private use", "combining marks", "annotations"),
    *("outside the first plane", "right to left", "wide and changing case", "unassigned"),
)
"""The classes of characters that YAML from `bsc` does not escape."""


@pytest.mark.parametrize("dumper", ["_Dumper", "_PureDumper"])
@pytest.mark.parametrize("name", CHARACTERS)
def test_yaml_is_read_back_with_characters_of_every_class(
    name: str, dumper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "_Dumper", getattr(document, dumper))
    texts = [
        text
        for char in CHARACTERS[name]
        for text in (char, f"a{char}b", f"{char} a", f"a {char}", f"a\n{char}\n", char * 60)
    ]
    written = document.write([*texts, {text: text for text in texts}])
    assert values(written) == [*texts, {text: text for text in texts}]
    assert yaml.load(written, yaml.CSafeLoader) == yaml.load(written, yaml.SafeLoader)
    assert yaml.safe_load(written)[: len(texts)] == texts
    if name not in SHOWN:
        assert written.isascii()


def test_yaml_repeats_a_shared_value_without_an_alias() -> None:
    shared = ["a"]
    assert values(document.write([shared, shared])) == [["a"], ["a"]]


def test_yaml_escapes_a_lone_surrogate() -> None:
    assert document.write(["a\udcff"]) == '- "a\\uDCFF"\n'


def test_excel_marks_a_formula_as_text(bsc: Bsc) -> None:
    facts = TINY.replace("name: Ann Reed", 'name: "=HYPERLINK(0)"')
    assert "\n" not in bsc("people", "-o", "csv", "--no-headers", facts=facts).out.strip()
    ran = bsc("people", "-o", "csv", "--excel", "--fields", "name,role", facts=facts)
    assert ran.out == '\ufeff"name","role"\r\n"\'=HYPERLINK(0)","Harbour master"\r\n'


BLANKS = ("\n", "\r\n", "\t", " ", "\xa0", "\u3000", "\ufeff", "\u200b", "\x00", "\x0b", " \u2060 ")
FORMULAS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff201", "\ufe661"),
    *(f"{blank}=1+1" for blank in BLANKS),
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_marked_even_after_invisible_characters(text: str) -> None:
    [line] = cells.csv_lines(None, [[text]], excel=True)
    line_end = next((end for end in ("\r\n", "\n") if text.startswith(end)), "")
    marked = f"{line_end}'{text.removeprefix(line_end)}"
    assert line == f'\ufeff"{marked}"\r\n'
    [line] = cells.tsv_lines(None, [[text]], excel=True)
    assert read_tsv(line) == [[f"\ufeff{marked}"]]


@pytest.mark.parametrize(
    ("value", "csv", "tsv"),
    [
        ("plain", '"plain"', "plain"),
        ('"=1+1"', '"""=1+1"""', '\'"=1+1"'),
        ('"a', '"""a"', "'\"a"),
        (' "a', '""" a"'.replace('"" a', ' ""a'), "' \"a"),
        ("a;=1+1;b", '"a;\'=1+1;b"', "a;'=1+1;b"),
        ("a; =1+1", '"a;\' =1+1"', "a;' =1+1"),
        ("a\n=1+1", '"a\n\'=1+1"', "a\\n'=1+1"),
        ("1 = 1, a-b", '"1 = 1, a-b"', "1 = 1, a-b"),
        (["a;=1+1"], '"[""a;\'=1+1""]"', '["a;\'=1+1"]'),
        (-5, '"-5"', "-5"),
        (None, '""', ""),
    ],
)
def test_a_formula_is_marked_wherever_a_spreadsheet_may_split_a_cell(
    value: Any, csv: str, tsv: str
) -> None:
    assert list(cells.csv_lines(None, [[value]], excel=True)) == [f"\ufeff{csv}\r\n"]
    assert list(cells.tsv_lines(None, [[value]], excel=True)) == [f"\ufeff{tsv}\n"]


@pytest.mark.parametrize(
    ("args", "out"),
    [
        (("agencies", "-o", "ids"), "harbour-office\ncoast-watch\n"),
        (("agencies", "-o", "ids", "-0"), "harbour-office\0coast-watch\0"),
        (("search", "night", "-o", "ids", "--limit", "1"), "night-boat-stopped\n"),
        (("agencies", "--count"), "2\n"),
        (("agencies", "--count", "--limit", "1", "--json"), "1\n"),
        (("search", "night", "--count"), "4\n"),
        (("caveats", "--count"), "2\n"),
        (("agencies", "--fields", "id"), "ID\nharbour-office\ncoast-watch\n"),
        (("agencies", "--limit", "1", "-o", "csv", "--fields", "id"), "id\r\nharbour-office\r\n"),
        (("agencies", "--limit", "0", "-o", "ids"), ""),
        (("agencies", "--fields", "id", "--no-headers"), "harbour-office\ncoast-watch\n"),
        (("agencies", "--fields", "acronym,id", "-o", "csv"), "acronym,id\r\nHO,harbour-office\r\n,coast-watch\r\n"),
        (("people", "--fields=id", "-o", "csv"), "id\r\nann-reed\r\n"),
        (("people", "--fields", "-role,-organization,+evidence"), "ID        NAME      EVIDENCE\nann-reed  Ann Reed  Ann Reed\n"),
        (("people", "--fields", "name", "--json"), '[\n{"name": "Ann Reed"}\n]\n'),
        (("figures", "--sort", "-value", "-o", "ids"), "subsidy\ncost-per-passenger\npassengers\n"),
        (("figures", "--sort", "currency,value", "-o", "ids"), "cost-per-passenger\nsubsidy\npassengers\n"),
        (("figures", "--sort", "-comparator", "-o", "ids"), "cost-per-passenger\npassengers\nsubsidy\n"),
        (("figures", "--sort", "-value", "--limit", "1", "-o", "ids"), "subsidy\n"),
        (("search", "spring", "--fields", "id,kind"), "ID                  KIND\nnight-boat-stopped  measures\n"),
        (("figures", "--fields", "As Written,evidence", "--sort", "as-written"), "AS WRITTEN    EVIDENCE\nup to 40      up to 40\n£2.5 million  £2.5 million; a £2.5m subsidy\n(computed)    up to 40\n"),
        (("claims", "--fields", "id,about"), "ID                 ABOUT\ntoo-few-cross      night-boat-stopped, reed-too-few, ann-reed\nsubsidy-is-yearly  harbour-office, coast-watch\n"),
        (("figures", "--by", "Currency"), "CURRENCY  FIGURES\nGBP             2\nnone            1\n"),
        (("agencies", "-o", "markdown", "--fields", "id,acronym"), "| id | acronym |\n| --- | --- |\n| harbour-office | HO |\n| coast-watch |  |\n"),
    ],
)  # fmt: skip
def test_options_choose_the_fields_the_order_and_the_number_of_rows(
    args: tuple[str, ...], out: str, bsc: Bsc
) -> None:
    assert bsc(*args) == (out, "", 0)


@pytest.mark.parametrize(
    ("args", "err"),
    [
        (("agencies", "--fields", "nam"), "--fields: there is no field 'nam'\nhint: did you mean 'name'?\n"),
        (("agencies", "--fields", "name,"), "--fields: the list has an empty item\nhint: --fields takes a list such as"),
        (("agencies", "--fields", "id,-id"), "--fields id,-id removes every field\nhint: the fields are kind, store, id,"),
        (("agencies", "--sort", "id,name,-id"), "--sort: 'id' is listed twice\nhint: leave out one of them"),
        (("agencies", "--sort", "size"), "--sort: there is no field 'size'\nhint: the fields are kind, store, id, name"),
        (("search", "x", "--fields", "name"), "--fields: there is no field 'name'\nhint: the fields are kind"),
        (("agencies", "--limit", "-1"), "invalid value for '--limit' / '-n': '-1' is not a whole number of 0 or more\n"),
        (("agencies", "--width", "1e3"), "invalid value for '--width': '1e3' is not a whole number from 1 to 1000\n"),
        (("agencies", "--json", "-o", "csv"), "--json and --output csv contradict each other\n"),
        (("agencies", "-0"), "--null works only with ids, not with table\nhint: add -o ids\n"),
        (("agencies", "--excel", "--json"), "--excel works only with csv or tsv, not with json\n"),
        (("agencies", "--no-headers", "-o", "yaml"), "--no-headers works only with table or csv or tsv, not with yaml\n"),
        (("agencies", "-o", "lines"), "--output cannot be 'lines' here\nhint: choose one of table, json, jsonl, csv, tsv, yaml, markdown, svg, ids\n"),
    ],
)  # fmt: skip
def test_an_invalid_output_option_is_reported_and_nothing_is_printed(
    args: tuple[str, ...], err: str, bsc: Bsc
) -> None:
    ran = bsc(*args)
    assert ran.err.startswith(f"bsc: error: {err}")
    assert (ran.out, ran.code) == ("", 2)
