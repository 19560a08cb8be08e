"""Several stores as one: paths, names, ids, commands, links between stores, and the cache."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.cli.app import app
from bsc_cli.index import build, cache, query, reading, search, stores, vocabulary
from bsc_cli.index.selection import Selection
from bsc_cli.model.kinds import KINDS
from bsc_cli.system import files
from tests.conftest import Ran, linux_only

if TYPE_CHECKING:
    from tests.conftest import Shell

FERRY: Final = """\
source: {headline: Ferry Service Cut}
agencies:
  - {id: port, name: Port Office, evidence: [Port Office]}
people:
  - id: ann-johnson
    name: Ann Johnson
    role: Harbour master
    organization: port
    evidence: [Ann Johnson]
    caveats: [{type: unnamed, text: The harbour is not named., see: [port]}]
quotes:
  - {id: no-boat, text: No boat sails., speaker: ann-johnson, about: [port], evidence: [No boat]}
figures:
  - {id: fare, as_written: £4, value: 4, currency: GBP, property: fare, evidence: [£4]}
events:
  - {id: opening, name: Opening, statement: The quay opens., date: '2031-05', evidence: [opens]}
"""
COUNCIL: Final = """\
source: {headline: Council Buys a Ferry}
people:
  - id: ann-johnson
    name: Ann Johnson
    role: Councillor
    same_as: ['ferry:ann-johnson']
    evidence: [Ann Johnson]
  - {id: bo-lund, name: Bo Lund, role: Skipper, evidence: [Bo Lund]}
quotes:
  - {id: we-buy, text: We buy the ferry., speaker: ann-johnson, evidence: [We buy]}
figures:
  - {id: price, as_written: £900, value: 900, currency: GBP, property: price, evidence: [£900]}
events:
  - {id: sale, name: Sale, statement: The ferry is sold., date: '2030', evidence: [sold]}
"""

Run = Callable[..., Ran]


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write two stores in a folder, which becomes the working folder and that of BSC_FACTS."""
    folder = tmp_path / "news"
    write(folder / "ferry" / "facts.yaml", FERRY)
    write(folder / "council.facts.yaml", COUNCIL)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("BSC_FACTS", ".")
    return folder


@pytest.fixture
def bsc(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `bsc` in this process, in the working folder."""

    def run(*args: str) -> Ran:
        with pytest.raises(SystemExit) as exit:
            app(list(args), prog_name="bsc")
        captured = capsys.readouterr()
        assert isinstance(exit.value.code, int)
        return Ran(captured.out, captured.err, exit.value.code)

    return run


@pytest.fixture
def trusted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust a file's state at once, instead of two seconds after a change."""
    monkeypatch.setattr(files, "CLOCK_TICK", 0)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(*paths: str | Path) -> list[str]:
    """Return the names of the stores that paths name."""
    return [store.name for store in stores.located([Path(path) for path in paths])]


PEOPLE = (
    "ID           STORE    NAME         ORGANIZATION  NOTES  ROLE\n"
    "ann-johnson  council  Ann Johnson                       Councillor\n"
    "ann-johnson  ferry    Ann Johnson  port          ⚠ 1    Harbour master\n"
)


@pytest.mark.usefixtures("news")
def test_a_list_names_the_store_of_each_record(bsc: Run) -> None:
    assert bsc("people", "johnson") == (PEOPLE, "", 0)


@pytest.mark.usefixtures("news", "trusted_at_once")
def test_unchanged_folders_are_not_searched_again(
    bsc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    bsc("people", "johnson")
    monkeypatch.setattr(stores, "located", lambda *_: pytest.fail("the folders are searched"))
    assert bsc("people", "johnson") == (PEOPLE, "", 0)


@pytest.mark.usefixtures("trusted_at_once")
def test_a_folder_with_a_new_file_that_is_no_store_is_searched_once(
    bsc: Run, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bsc("people", "johnson")
    (news / "notes.txt").touch()
    bsc("people", "johnson")
    monkeypatch.setattr(stores, "located", lambda *_: pytest.fail("the folders are searched"))
    assert bsc("people", "johnson") == (PEOPLE, "", 0)


@pytest.mark.usefixtures("trusted_at_once")
@pytest.mark.parametrize("place", ["new/facts.yaml", "new.facts.yaml", "ferry/new.facts.yaml"])
def test_a_new_store_is_found_and_a_removed_one_is_missed(place: str, news: Path, bsc: Run) -> None:
    bsc("people", "johnson")
    write(news / place, (news / "council.facts.yaml").read_text(encoding="utf-8"))
    assert bsc("people", "johnson", "--count").out == "3\n"
    (news / place).unlink()
    assert bsc("people", "johnson") == (PEOPLE, "", 0)


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize(
    "facts",
    [
        ("--facts", "council.facts.yaml", "--facts", "ferry/facts.yaml"),
        ("--facts", "council.facts.yaml", "--facts", "ferry"),
        ("--facts", ".", "--facts", "ferry/facts.yaml", "--facts", "."),
    ],
)
def test_facts_may_be_repeated_and_may_be_a_folder(facts: tuple[str, ...], bsc: Run) -> None:
    assert bsc("people", "johnson", *facts).out == PEOPLE
    assert bsc(*facts[:2], "people", "johnson", *facts[2:]).out == PEOPLE


@pytest.mark.usefixtures("news")
def test_bsc_facts_lists_paths_as_path_does(bsc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = ("", "council.facts.yaml", "ferry/facts.yaml", "")
    monkeypatch.setenv("BSC_FACTS", os.pathsep.join(listed))
    assert bsc("people", "johnson").out == PEOPLE


def test_a_path_with_a_separator_in_it_stands_for_itself(
    tmp_path: Path, bsc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / f"a{os.pathsep}b.yaml", FERRY)
    monkeypatch.setenv("BSC_FACTS", str(path))
    assert bsc("people", "--count").out == "1\n"


@pytest.mark.usefixtures("news")
def test_the_overview_counts_stores_and_all_of_their_records(bsc: Run) -> None:
    assert bsc() == (
        (
            "2 stores\n\n"
            " • council  Council Buys a Ferry\n"
            " • ferry  Ferry Service Cut\n\n"
            "1 agency\n3 people\n2 quotes\n2 figures\n2 events\n1 caveat\n\n"
            "bsc quotes       list the quotes; likewise for each kind above\n"
            "bsc show port    print everything about a record\n"
            "bsc search TEXT  find words anywhere\n"
            "bsc caveats      list what the article leaves open or doubtful\n"
            "bsc timeline     show the events by date\n"
            "bsc --help       list all commands\n"
        ),
        "",
        0,
    )
    rows = json.loads(bsc("--json").out)
    counts = [(row["store"], row["records"]["people"], row["caveats"]) for row in rows]
    assert counts == [("council", 2, 0), ("ferry", 1, 1)]


@pytest.mark.usefixtures("news")
def test_an_id_that_one_store_has_stands_as_it_is(bsc: Run) -> None:
    assert bsc("show", "bo-lund").out.startswith("Bo Lund  person bo-lund  council\n")
    assert bsc("show", "council:bo-lund") == bsc("show", "bo-lund")


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize("command", ["show", "graph"])
def test_an_id_that_several_stores_have_lists_the_candidates(command: str, bsc: Run) -> None:
    assert bsc(command, "ann-johnson") == (
        "",
        (
            "bsc: error: 'ann-johnson' means 2 records\n"
            "hint: write one of the ids: council:ann-johnson (person), ferry:ann-johnson (person)\n"
        ),
        1,
    )


@pytest.mark.usefixtures("news")
def test_show_names_the_records_that_are_the_same_and_keeps_apart_what_each_article_says(
    bsc: Run,
) -> None:
    assert bsc("show", "ferry:ann-johnson").out == (
        "Ann Johnson  person ferry:ann-johnson\n\n"
        "role          Harbour master\norganization  Port Office  port\n\n"
        "Evidence\n • “Ann Johnson”\n\n"
        "Caveats\n • unnamed: The harbour is not named.  see port\n\n"
        "The same in other stores\n • Ann Johnson  council:ann-johnson\n\n"
        "Mentioned in 1 quote\n • No boat sails.  no-boat\n"
    )
    [shown] = json.loads(bsc("show", "Ferry:Johnson", "--json").out)
    assert (shown["store"], shown["id"]) == ("ferry", "ann-johnson")
    assert (shown["referred_to_by"], shown["also_in"]) == (["no-boat"], ["council:ann-johnson"])


QUOTES = (
    "ID       STORE    SPEAKER      NOTES  TEXT\n"
    "we-buy   council  ann-johnson         We buy the ferry.\n"
    "no-boat  ferry    ann-johnson         No boat sails.\n"
)


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize("name", ["ann-johnson", "johnson", "ferry:ann-johnson", "council:johnson"])
@pytest.mark.parametrize("option", ["--about", "--speaker"])
def test_a_filter_finds_what_refers_to_the_same_in_any_store(
    option: str, name: str, bsc: Run
) -> None:
    assert bsc("quotes", option, name) == (QUOTES, "", 0)


@pytest.mark.usefixtures("news")
def test_without_same_as_equal_ids_are_not_merged(news: Path, bsc: Run) -> None:
    write(news / "council.facts.yaml", COUNCIL.replace("ferry:ann-johnson", "paper:ann-johnson"))
    assert bsc("quotes", "--about", "ann-johnson").code == 1
    assert bsc("quotes", "--about", "ferry:ann-johnson", "-o", "ids").out == "no-boat\n"
    assert bsc("caveats", "--about", "council:ann-johnson").out == "ID  STORE  TYPE  TEXT\n"
    assert bsc("quotes", "--by", "speaker").out == (
        "SPEAKER              QUOTES\ncouncil:ann-johnson       1\nferry:ann-johnson         1\n"
    )


@pytest.mark.usefixtures("news")
def test_records_of_all_stores_without_a_reference_are_counted_together(bsc: Run) -> None:
    args = ("people", "--by", "organization", "-o", "csv")
    assert bsc(*args).out == "value,count\r\n,2\r\nport,1\r\n"
    assert bsc("figures", "--by", "about", "--json").out == '[\n{"value": null, "count": 2}\n]\n'


@pytest.mark.usefixtures("news")
def test_records_that_name_the_same_record_of_a_store_not_loaded_are_the_same(
    news: Path, bsc: Run
) -> None:
    write(news / "council.facts.yaml", COUNCIL.replace("ferry:ann-johnson", "paper:ann"))
    link = "role: Harbour master\n    same_as: ['paper:ann']"
    write(news / "ferry" / "facts.yaml", FERRY.replace("role: Harbour master", link))
    assert bsc("quotes", "--about", "johnson").out == QUOTES


@pytest.mark.usefixtures("news")
def test_json_names_the_store_and_gives_ids_as_in_the_store(bsc: Run) -> None:
    rows = json.loads(bsc("people", "--json").out)
    assert [(row["store"], row["id"], row["organization"]) for row in rows] == [
        ("council", "ann-johnson", None),
        ("council", "bo-lund", None),
        ("ferry", "ann-johnson", "port"),
    ]
    assert bsc("people", "-o", "ids").out == "council:ann-johnson\nbo-lund\nferry:ann-johnson\n"
    assert bsc("people", "-o", "csv", "--fields", "store,id").out.splitlines()[1] == (
        "council,ann-johnson"
    )


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize(
    ("args", "out"),
    [
        (
            ("timeline",),
            (
                "2030     · Sale  sale · council  The ferry is sold.\n"
                "May 2031 · Opening  opening · ferry  The quay opens.\n"
            ),
        ),
        (
            ("caveats",),
            (
                "ID           STORE  TYPE     TEXT\n"
                "ann-johnson  ferry  unnamed  The harbour is not named.\n"
            ),
        ),
        (
            ("search", "sold"),
            (
                "ID    STORE    KIND    NOTES  TITLE  MATCH\n"
                "sale  council  events         Sale   The ferry is sold.\n"
            ),
        ),
        (
            ("graph", "ferry:ann-johnson"),
            (
                "Ann Johnson  ferry:ann-johnson  person\n"
                "├─ organization\n│  └─ Port Office  port\n"
                "├─ mentioned in quotes (speaker)\n│  └─ No boat sails.  no-boat\n"
                "└─ same as\n   └─ Ann Johnson  council:ann-johnson\n"
            ),
        ),
        (
            ("graph",),
            (
                "Ann Johnson  ferry:ann-johnson  person\n"
                "├─ Port Office  port  organization, 1 quote\n"
                "└─ Ann Johnson  council:ann-johnson  same as\n\n"
                "Not linked to any other record: Bo Lund\n"
            ),
        ),
        (("people", "--by", "store"), "STORE    PEOPLE\ncouncil       2\nferry         1\n"),
        (("people", "--count"), "3\n"),
        (
            ("people", "--sort", "-store", "--fields", "store,id"),
            "STORE    ID\nferry    ann-johnson\ncouncil  ann-johnson\ncouncil  bo-lund\n",
        ),
        (
            ("agencies", "-o", "yaml"),
            (
                "agencies:\n  - store: ferry\n    id: port\n    name: Port Office\n"
                "    evidence:\n    - Port Office\n"
            ),
        ),
    ],
)
def test_a_command_works_across_stores(args: tuple[str, ...], out: str, bsc: Run) -> None:
    assert bsc(*args) == (out, "", 0)


@pytest.mark.usefixtures("news")
def test_a_chart_names_the_store_of_each_figure(bsc: Run) -> None:
    lines = bsc("figures", "--chart").out.splitlines()
    assert [lines[0], lines[1], lines[3]] == ["GBP", "  council: price", "  ferry: fare"]


@pytest.mark.usefixtures("news")
def test_a_graph_as_json_tells_the_store_of_each_end(bsc: Run) -> None:
    graph = json.loads(bsc("graph", "council:ann-johnson", "--json").out)
    assert [(node["store"], node["id"]) for node in graph["nodes"]] == [
        ("council", "ann-johnson"),
        ("council", "we-buy"),
        ("ferry", "ann-johnson"),
    ]
    assert [tuple(edge.values()) for edge in graph["edges"]] == [
        ("council", "we-buy", "ann-johnson", "speaker", []),
        ("council", "ann-johnson", "ferry:ann-johnson", "same_as", []),
    ]


@pytest.mark.usefixtures("news")
def test_a_selected_store_looks_as_if_it_were_the_only_one(bsc: Run) -> None:
    for args in (
        (),
        ("people",),
        ("show", "ann-johnson"),
        ("quotes", "--by", "speaker"),
        ("graph",),
    ):
        assert bsc(*args, "--store", "Ferry").out.replace(" --store Ferry", "") == (
            bsc(*args, "--facts", "ferry/facts.yaml").out.replace(" --facts ferry/facts.yaml", "")
        )
    assert bsc("people", "--store", "ferry", "--store", "council", "johnson").out == PEOPLE


@pytest.mark.usefixtures("news")
def test_an_unknown_store_suggests_a_known_one(bsc: Run) -> None:
    assert bsc("people", "--store", "feri") == (
        "",
        "bsc: error: there is no store 'feri'\nhint: did you mean 'ferry'?\n",
        2,
    )
    assert bsc("people", "--store", "x").err.endswith("hint: the stores are council, ferry\n")


@pytest.mark.usefixtures("news")
def test_hints_repeat_the_options_that_name_stores(bsc: Run) -> None:
    args = ("--facts", "ferry", "--facts", "council.facts.yaml", "--store", "ferry")
    assert bsc("show", "zz", *args).err.endswith(f"bsc {' '.join(args)} search zz\n")


def test_a_store_is_named_after_its_folder_or_file(news: Path) -> None:
    assert names(news) == ["council", "ferry"]
    assert names(write(news / "my.yaml", FERRY)) == ["my"]
    assert names("-") == ["stdin"]
    assert names(files.bundled_store()) == ["bundled"]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["a/ferry/facts.yaml", "b/ferry/facts.yaml"], ["a/ferry", "b/ferry"]),
        (["a/x/ferry.facts.yaml", "b/x/ferry.facts.yaml"], ["a/x/ferry", "b/x/ferry"]),
        (["a/ferry/facts.yaml", "a/ferry.facts.yaml"], ["ferry.facts.yaml", "facts.yaml"]),
        (["a/ferry/facts.yaml", "b/quay/facts.yaml"], ["ferry", "quay"]),
    ],
)
def test_stores_of_the_same_name_are_told_apart_by_the_shortest_path(
    paths: list[str], expected: list[str], tmp_path: Path
) -> None:
    for path in paths:
        write(tmp_path / path, FERRY)
    assert names(tmp_path) == expected


@pytest.mark.usefixtures("news")
def test_a_path_that_does_not_exist_is_an_error(bsc: Run) -> None:
    assert bsc("people", "--facts", "ferry", "--facts", "none.yaml") == (
        "",
        "bsc: error: there is no store at none.yaml\nhint: check the path\n",
        2,
    )


def test_a_folder_without_stores_is_an_error(tmp_path: Path, bsc: Run) -> None:
    write(tmp_path / "other.yaml", FERRY)
    write(tmp_path / ".hidden" / "facts.yaml", FERRY)
    assert bsc("people", "--facts", str(tmp_path)) == (
        "",
        (
            f"bsc: error: there is no store in the folder {tmp_path}\n"
            "hint: a store is a file named facts.yaml or NAME.facts.yaml\n"
        ),
        2,
    )


def test_a_broken_store_is_reported_and_left_out(news: Path, bsc: Run) -> None:
    write(news / "a" / "facts.yaml", "people: [")
    report = (
        "bsc: a/facts.yaml is not a valid store: 1 problem; it is left out\n"
        "hint: bsc check a/facts.yaml prints them\n"
    )
    for _ in range(2):
        assert bsc("people", "johnson") == (PEOPLE, report, 0)
    strict = bsc("people", "--strict")
    assert (strict.out, strict.code) == ("", 3)
    assert strict.err.endswith("bsc: error: a/facts.yaml is not a valid store: 1 problem\n")


@pytest.mark.usefixtures("trusted_at_once")
def test_a_store_that_breaks_is_left_out_until_it_is_mended(news: Path, bsc: Run) -> None:
    assert bsc("people", "--count").out == "3\n"
    write(news / "ferry" / "facts.yaml", "nonsense")
    assert bsc("people", "--count").out == "2\n"
    write(news / "council.facts.yaml", "nonsense")
    ran = bsc("people", "--count")
    assert (ran.out, ran.code) == ("", 3)
    assert ran.err.endswith(
        "bsc: error: none of the 2 stores is valid\nhint: correct one of them\n"
    )
    write(news / "ferry" / "facts.yaml", FERRY)
    assert bsc("people", "--count").out == "1\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser can read every folder")
def test_a_folder_that_cannot_be_read_is_reported(news: Path, bsc: Run) -> None:
    write(news / "locked" / "facts.yaml", FERRY).parent.chmod(0)
    ran = bsc("people", "johnson")
    (news / "locked").chmod(0o700)
    assert ran == (PEOPLE, "bsc: cannot read the folder ./locked: Permission denied\n", 0)


def test_links_that_form_a_loop_end_and_no_store_is_found_twice(news: Path) -> None:
    (news / "ferry" / "up").symlink_to("..")
    (news / "again").symlink_to("ferry")
    (news / "ferry" / "copy.facts.yaml").symlink_to("facts.yaml")
    (news / "hard.facts.yaml").hardlink_to(news / "council.facts.yaml")
    (news / "nowhere.facts.yaml").symlink_to("none")
    located = stores.located([news, news / "ferry", news / "again"])
    assert [store.path.removeprefix(f"{news}/") for store in located] == [
        *("council.facts.yaml", "ferry/copy.facts.yaml", "nowhere.facts.yaml")
    ]


@linux_only("/dev/stdin")
@pytest.mark.usefixtures("news")
def test_standard_input_may_be_one_of_several_stores(shell: Shell) -> None:
    lines = ("--facts - --facts ferry < council.facts.yaml", "--facts ferry --facts - --facts -")
    for line, input in zip(lines, ("", "< council.facts.yaml"), strict=True):
        ran = shell(f"cd news; bsc people --by store {line} {input}")
        assert sorted(ran.out.split()[2:]) == ["1", "2", "ferry", "stdin"]
        assert (ran.err, ran.code) == ("", 0)


@pytest.mark.usefixtures("news")
def test_a_command_for_one_store_asks_for_its_name(bsc: Run) -> None:
    assert bsc("people", "--fields", "+sentence", "--article", "x").err == (
        "bsc: error: an article belongs to one store, but 2 are loaded\n"
        "hint: add --store NAME, such as --store council\n"
    )


def test_sentences_come_from_the_article_that_each_store_names(news: Path, bsc: Run) -> None:
    write(news / "ferry" / "article.txt", "“No boat sails.” It is so.")
    named = FERRY.replace("Cut}", "Cut, text: article.txt}")
    write(news / "ferry" / "facts.yaml", named)
    rows = json.loads(bsc("show", "no-boat", "we-buy", "--json").out)
    texts = [[sentence["text"] for sentence in row["sentences"]] for row in rows]
    assert texts == [["“No boat sails.”"], []]


def test_same_as_is_checked_for_its_form_only(news: Path, bsc: Run) -> None:
    wrong = COUNCIL.replace("ferry:ann-johnson", "ann-johnson")
    ran = bsc("check", str(write(news / "council.facts.yaml", wrong)))
    assert "form" in ran.out + ran.err
    assert "such as harbour-news:ann-reed" in ran.out + ran.err
    write(news / "council.facts.yaml", COUNCIL.replace("ferry:", "unknown:"))
    assert bsc("people", "--count") == ("3\n", "", 0)


def test_a_printed_record_can_be_copied_into_another_store(news: Path, bsc: Run) -> None:
    printed = bsc("people", "-o", "yaml", "--store", "council", "--store", "ferry").out
    copied = printed.replace("organization: port", "").replace("- port", "")
    copied = copied.replace("see:", "see: []").replace("id: ann-johnson", "id: ann-2", 1)
    write(news / "new.facts.yaml", f"source: {{headline: New}}\n{copied}")
    assert bsc("people", "--store", "new", "--count").out == "3\n"


@pytest.mark.usefixtures("news")
def test_check_prints_the_problems_of_all_stores_and_a_summary_of_each(bsc: Run) -> None:
    ran = bsc("check", "-o", "json")
    assert ran.code == 1
    assert {row["file"] for row in json.loads(ran.out)} == {
        "council.facts.yaml",
        "ferry/facts.yaml",
    }
    assert ran.err == (
        "bsc: council.facts.yaml: 5 records, 4 errors\n"
        "bsc: ferry/facts.yaml: 5 records, 3 errors\n"
        "bsc: error: 2 stores: 7 errors\nhint: bsc check --explain CODE explains a code\n"
    )


def test_check_reports_a_broken_store_with_the_others(news: Path, bsc: Run) -> None:
    write(news / "a" / "facts.yaml", "source: {headline: H}")
    write(news / "b" / "facts.yaml", "people: [")
    ran = bsc("check", "--facts", "a", "--facts", "b")
    assert (ran.code, ran.out.count("error[yaml]")) == (1, 1)
    assert ran.err.splitlines()[:2] == [
        "bsc: a/facts.yaml: 0 records, no problems",
        "bsc: b/facts.yaml: 0 records, 1 error",
    ]


def test_audit_takes_every_store_that_names_its_article(news: Path, bsc: Run) -> None:
    write(news / "article.txt", "We buy.")
    write(news / "ferry" / "article.txt", "No boat.")
    without = bsc("audit")
    assert (without.out, without.code) == ("", 2)
    assert without.err.startswith("bsc: error: an audit needs the text of the article\n")
    named = "{headline: H, text: article.txt}"
    write(news / "ferry" / "facts.yaml", f"source: {named}")
    assert isinstance(json.loads(bsc("audit", "--json").out), dict)
    write(news / "council.facts.yaml", f"source: {named}")
    write(news / "other.facts.yaml", "source: {headline: H}")
    ran = bsc("audit")
    assert ran.code == 1
    assert ran.out.count("Audit of ") == 2
    assert ran.err == (
        "bsc: 1 store names no article and is not audited\n"
        "bsc: error: 2 articles: problems found\nhint: bsc check --explain CODE explains a code\n"
    )
    rows = json.loads(bsc("audit", "--json").out)
    assert [(row["store"], row["words"]["found"]) for row in rows] == [
        ("council.facts.yaml", 2),
        ("ferry/facts.yaml", 2),
    ]
    assert "this needs a single store" in bsc("audit", "article.txt").err


def test_an_audit_reports_an_article_that_is_missing_and_audits_the_others(
    news: Path, bsc: Run
) -> None:
    write(news / "ferry" / "article.txt", "No boat")
    write(news / "ferry" / "facts.yaml", "source: {headline: H, text: article.txt}")
    write(news / "council.facts.yaml", "source: {headline: H, text: gone.txt}")
    missing = "there is no article at gone.txt\nhint: check the path\n"
    ran = bsc("audit")
    assert ran.out.count("Audit of ") == 1
    assert ran.err.startswith(f"bsc: council.facts.yaml is not audited: {missing}")
    assert bsc("audit", "--strict") == ("", f"bsc: error: {missing}", 2)
    (news / "ferry" / "article.txt").unlink()
    none_left = "bsc: error: none of the 2 articles can be read\nhint: correct 'source.text'\n"
    ran = bsc("audit")
    assert (ran.out, ran.code) == ("", 2)
    assert ran.err.endswith(none_left)


# The cache.


class Calls:
    """The steps of building an index that have been taken."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[str] = []
        for name in ("fill", "replace"):
            monkeypatch.setattr(build, name, self._noting(name, getattr(build, name)))

    def _noting(self, name: str, step: Any) -> Any:
        def noting(*args: Any) -> None:
            self.taken.append(name)
            step(*args)

        return noting

    def since(self) -> list[str]:
        """Return the steps since the last call."""
        taken, self.taken = self.taken, []
        return taken


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Write ten stores."""
    for number in range(10):
        text = FERRY.replace("fare", f"fare-{number}").replace("Johnson", f"Johnson{number}")
        write(tmp_path / "many" / f"s{number}" / "facts.yaml", text)
    return tmp_path / "many"


def contents(folder: Path) -> tuple[Any, ...]:
    """Return all that an index says, apart from the numbers of its stores."""
    index = cache.index_of(folder)
    hits = []
    for text in ("johnson*", "boat", "fares", "-sails quay", "4", "harbour"):
        found = search.find(index, query.selection(index, text=text))
        hits.append([hit.to_json() for hit in found])
    every = index.rows(Selection(tuple(KINDS)))
    return (
        *(index.stores, [row.to_json() for row in every], hits, index.counts_by_store()),
        *(
            vocabulary.words_like(index.database, "johnson1"),
            [*index.sources()],
            index.most_mentioned(),
        ),
    )


@pytest.mark.hostile
@pytest.mark.usefixtures("trusted_at_once")
def test_an_updated_index_equals_a_new_one(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Calls(monkeypatch)
    changes: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "an edit": lambda: write(many / "s3" / "facts.yaml", COUNCIL),
        "a longer store": lambda: write(many / "s4" / "facts.yaml", FERRY + CLAIMS),
        "a new store": lambda: write(many / "s3b" / "facts.yaml", COUNCIL),
        "a first store": lambda: write(many / "a" / "facts.yaml", COUNCIL),
        "a last store": lambda: write(many / "z" / "facts.yaml", COUNCIL),
        "a removed store": (many / "s5" / "facts.yaml").unlink,
        "another name": lambda: (many / "s6").rename(many / "r6"),
        "a broken store": lambda: write(many / "s7" / "facts.yaml", "["),
        "a mended store": lambda: write(many / "s7" / "facts.yaml", COUNCIL),
    }
    for number, (name, change) in enumerate(changes.items()):
        change()
        updated = contents(many)
        assert (name, calls.since()) == (name, ["replace"] if number else ["fill"])
        with monkeypatch.context() as patch:
            patch.setenv("BSC_CACHE_DIR", str(tmp_path / f"cache-{number}"))
            assert (name, contents(many)) == (name, updated)
        calls.since()


CLAIMS = "claims:\n" + "".join(
    f"  - {{id: c{n}, statement: Boat {n}., type: other, voice: ann-johnson, evidence: [e]}}\n"
    for n in range(1200)
)


@pytest.mark.usefixtures("trusted_at_once")
def test_stores_that_are_touched_are_not_compiled_again(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.index_of(many)
    calls = Calls(monkeypatch)
    for path in many.glob("*/facts.yaml"):
        path.touch()
    cache.index_of(many)
    cache.index_of(many)
    assert calls.since() == ["replace"]  # which records the new states of the files
    monkeypatch.setattr(files, "read", None)
    assert cache.index_of(many).counts()["people"] == 10


@pytest.mark.usefixtures("trusted_at_once")
def test_many_stores_between_two_are_given_new_numbers(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_GAP", 2)
    cache.index_of(many)
    for name in ("s3a", "s3b"):
        write(many / name / "facts.yaml", COUNCIL)
    assert cache.index_of(many).stores[3:6] == ("s3", "s3a", "s3b")


@pytest.mark.usefixtures("trusted_at_once")
@pytest.mark.parametrize("damage", ["the file", "a record", "the search"])
def test_a_damaged_index_is_not_updated_but_built_again(
    damage: str, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = contents(many)
    [file] = Path(os.environ["BSC_CACHE_DIR"]).glob("*.index")
    content = file.read_bytes()
    if damage == "the file":
        file.write_bytes(content[: len(content) // 2])
    else:
        word = b"Port Office" if damage == "a record" else b"text_data"
        file.write_bytes(content.replace(word, word[::-1]))
    files.seal(file)
    write(many / "s3" / "facts.yaml", COUNCIL)
    write(
        many / "s3" / "facts.yaml", FERRY.replace("fare", "fare-3").replace("Johnson", "Johnson3")
    )
    (many / "s4" / "facts.yaml").touch()
    write(many / "s9" / "facts.yaml", COUNCIL)
    assert cache.index_of(many).counts()["people"] == 11
    monkeypatch.setenv("BSC_CACHE_DIR", "/dev/null")
    assert contents(many)[1][:9] == expected[1][:9]


@pytest.mark.usefixtures("news")
def test_an_unwritable_cache_changes_no_answer(bsc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BSC_CACHE_DIR", "/dev/null")
    for _ in range(2):
        assert bsc("people", "johnson") == (PEOPLE, "", 0)


@pytest.mark.hostile
def test_ten_thousand_paths_are_loaded(tmp_path: Path, bsc: Run) -> None:
    paths = []
    for number in range(10_000):
        path = write(tmp_path / f"s{number % 100}" / f"n{number}.facts.yaml", FERRY)
        paths += ["--facts", str(path)]
    assert bsc("people", "--count", *paths).out == "10000\n"
    assert bsc("people", "--count", "--facts", str(tmp_path)).out == "10000\n"


ENTITY: Final = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["a", "b", "c", "d"]),
        "name": st.sampled_from(["North Quay", "Boats", "Boat", "South 40", "Quay £5"]),
        "evidence": st.just(["e"]),
    }
)
STORE: Final = st.lists(ENTITY, max_size=4, unique_by=lambda record: record["id"])


@given(st.lists(STORE, min_size=1, max_size=5), st.data())
def test_the_results_of_several_stores_are_the_sum_of_their_results(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    drawn: list[list[dict[str, Any]]],
    data: st.DataObject,
) -> None:
    folder = tmp_path_factory.mktemp("stores")
    monkeypatch.setenv("BSC_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    paths = []
    for number, places in enumerate(drawn):
        text = json.dumps({"source": {"headline": "H"}, "places": places})
        paths.append(write(folder / f"s{number}" / "facts.yaml", text))
    text = data.draw(st.sampled_from(["", "boat", "quay", "40", "-south quay", "nor*", "£"]))
    together, alone = cache.index_of(folder), [cache.index_of(path) for path in paths]

    def records(of: Any) -> list[Any]:
        selection = query.selection(of, ["places"], text)
        return [row.to_json() for row in of.rows(selection)]

    def hits(of: Any) -> list[tuple[str, str]]:
        found = search.find(of, query.selection(of, text=text or "quay"))
        return [(hit.store, hit.id) for hit in found]

    assert records(together) == [row for index in alone for row in records(index)]
    assert sorted(hits(together)) == sorted(hit for index in alone for hit in hits(index))
    assert together.counts()["places"] == sum(index.counts()["places"] for index in alone)
