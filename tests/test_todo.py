"""Stores in which values are still to be filled in, and `bsc todo`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bsc_cli.model.kinds import KINDS
from bsc_cli.output.citations import FORMATS as CITATIONS
from bsc_cli.output.formats import OF_EVERY_COMMAND
from bsc_cli.store import store
from tests.stores import ARTICLE, FULL, changed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Bsc, Shell

DATA = json.loads(FULL)


def paths(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every value other than an id or a review, and of every list of values."""
    if isinstance(value, dict):
        if path.count(".") > 2:
            yield path
        for key, inner in value.items():
            if key not in ("id", "reviewed"):
                yield from paths(inner, f"{path}.{key}")
    elif isinstance(value, list):
        if path.count(".") > 1:
            yield path
        for index, inner in enumerate(value):
            yield from paths(inner, f"{path}.{index}")
    else:
        yield path


PATHS = [path.lstrip(".") for path in paths(DATA)]


def all_open() -> str:
    """Return a store in which everything but the ids and one anchor of each record is TODO."""

    def opened(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: inner if key in ("id", "evidence", "reviewed") else opened(inner)
                for key, inner in value.items()
            }
        return [opened(inner) for inner in value] if isinstance(value, list) else "TODO"

    return json.dumps(opened(DATA))


COMMANDS = (
    *((kind,) for kind in KINDS),
    *((kind, "--by", "support") for kind in ("figures", "claims")),
    ("search", "TODO"),
    ("show", "subsidy", "cost-per-passenger", "reed-too-few", "too-few-cross"),
    ("graph",),
    ("graph", "harbour-office"),
    ("timeline",),
    ("caveats",),
    ("caveats", "--by", "type"),
    ("claims", "--about", "harbour-office"),
    ("figures", "--sort", "value"),
    (),
)


def test_a_record_with_everything_to_be_filled_in_can_be_cited(bsc: Bsc) -> None:
    ids = ("subsidy", "ann-reed", "reed-too-few", "too-few-cross", "night-boat-stopped")
    for format in CITATIONS:
        assert bsc("cite", *ids, "--as", format, facts=all_open()).code == 0
    ran = bsc("cite", *ids, facts=all_open())
    assert ran.out == (
        "TODO: TODO. According to “TODO”.\n"
        "TODO: TODO. According to “TODO”.\n"
        "“TODO”. Quoted in “TODO”.\n"
        "TODO. Reported in “TODO”.\n"
        "TODO. According to “TODO”.\n"
    )
    assert ran.err.splitlines()[1:3] == [
        "bsc: 5 of these records have values that are still to be filled in",
        "hint: try: bsc todo",
    ]


def test_a_report_shows_what_is_to_be_filled_in(bsc: Bsc) -> None:
    ran = bsc("report", facts=all_open())
    assert ran.code == 0
    assert "<p>“TODO”</p>" in ran.out


@pytest.mark.hostile
@pytest.mark.parametrize("path", PATHS)
def test_a_store_with_any_value_to_be_filled_in_is_valid_and_lacks_this_value_only(
    path: str, bsc: Bsc
) -> None:
    facts = json.dumps(changed(DATA, path, "TODO"))
    read = store.parse(facts.encode(), "facts.yaml")
    assert read.records.keys() == store.parse(FULL.encode(), "facts.yaml").records.keys()
    ran = bsc("check", "--json", facts=facts)
    problems = json.loads(ran.out)
    assert [problem["code"] for problem in problems if problem["code"] != "changed-since-review"]
    assert {problem["code"] for problem in problems} <= {
        "todo",
        "changed-since-review",
    }
    assert ran.code == 1


@pytest.mark.hostile
@pytest.mark.parametrize("output", OF_EVERY_COMMAND)
@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_a_store_with_everything_to_be_filled_in_can_be_explored(
    args: tuple[str, ...], output: str, bsc: Bsc
) -> None:
    ran = bsc(*args, "-o", output, facts=all_open())
    assert "Traceback" not in ran.err
    assert (ran.code, "not a valid store" in ran.err) in ((0, False), (1, False)), ran.err


def test_an_audit_of_a_store_with_everything_to_be_filled_in_reports_each_value(
    bsc: Bsc, tmp_path: Path
) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    facts = all_open()
    ran = bsc("audit", "article.txt", "--json", "--all", facts=facts)
    problems = json.loads(ran.out)["problems"]
    found = [problem["subject"] for problem in problems if problem["code"] == "todo"]
    checked = json.loads(bsc("check", "--json", "--code", "todo", facts=facts).out)
    assert len(found) == len(checked) > 100
    assert len({(problem["line"], problem["column"]) for problem in checked}) == len(checked)


TEXT = """\
Ferry Service Cut

The Harbour Office will stop the night boat. Ann Reed said: “Too few people cross.”
"""
DRAFT = """\
source:
  headline: Ferry Service Cut
  text: article.txt

agencies:
  - id: harbour-office
    name: Harbour Office
    role: TODO
    evidence: [The … boat]

quotes:
  - id: too-few
    text: Too few people cross.
    speaker: TODO
    attribution: TODO
    cue: said
    about: [harbour-office]
    evidence: [Too few people cross]

claims:
  - id: night-boat
    statement: TODO
    type: other
    subtype: other
    voice: author
    about: [harbour-office, too-few]
    evidence: [The … boat]
  - id: few-people
    statement: Few people cross.
    type: other
    subtype: other
    voice: author
    about: [too-few]
    evidence: [Too few people cross]
"""
DONE = (
    DRAFT.replace("role: TODO", "role: Runs the boats")
    .replace("    speaker: TODO\n    attribution: TODO\n", "")
    .replace("statement: TODO", "statement: The night boat will stop.")
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.usefixtures("article")
def test_todo_lists_what_is_left_by_record_with_its_sentences_and_what_is_wanted(bsc: Bsc) -> None:
    ran = bsc("todo", facts=DRAFT)
    assert (ran.err, ran.code) == ("", 0)
    assert (
        ran.out
        == """\
facts.yaml  1 of 4 records filled in, 4 values left

Agencies  0 of 1 filled in

harbour-office
 • line 3: The Harbour Office will stop the night boat.
 • facts.yaml:8:11  role: the agency's role in the article

Quotes  0 of 1 filled in

too-few
 • line 3: Ann Reed said: “Too few people cross.”
 • facts.yaml:14:14  speaker: the person or body that is quoted; absent if the article names nobody\
 (id from agencies or people or groups)
 • facts.yaml:15:18  attribution: explicit if words beside the quotation name the speaker, inferred\
 if a pronoun or the position tells; absent if nobody is named

Claims  1 of 2 filled in

night-boat
 • line 3: The Harbour Office will stop the night boat.
 • facts.yaml:22:16  statement: the claim, paraphrased rather than quoted
"""
    )


def test_without_the_article_todo_shows_no_sentences(bsc: Bsc) -> None:
    ran = bsc("todo", "--next", facts=DRAFT.replace("  text: article.txt\n", ""))
    assert (
        ran.out
        == """\
facts.yaml  1 of 4 records filled in, 4 values left

Agencies  0 of 1 filled in

harbour-office
 • facts.yaml:7:11  role: the agency's role in the article
"""
    )


@pytest.mark.usefixtures("article")
def test_todo_prints_a_line_for_an_editor_or_a_row_for_a_program(bsc: Bsc) -> None:
    assert bsc("todo", "-o", "lines", "--next", facts=DRAFT).out == (
        "facts.yaml:8:11: harbour-office: role: the agency's role in the article\n"
    )
    [row] = json.loads(bsc("todo", "--next", "--json", facts=DRAFT).out)
    assert row == {
        "kind": "agencies",
        "id": "harbour-office",
        "file": "facts.yaml",
        "line": 8,
        "column": 11,
        "field": "role",
        "type": "text",
        "meaning": "the agency's role in the article",
        "sentences": [
            {"line": 3, "also_on": [], "text": "The Harbour Office will stop the night boat."}
        ],
    }


def test_todo_names_the_field_of_a_value_in_a_caveat_or_the_source(bsc: Bsc) -> None:
    facts = DRAFT.replace("  text: article.txt", "  language: TODO").replace(
        "    role: TODO\n", "    caveats: [{type: TODO, text: It is late., see: [TODO]}]\n"
    )
    rows = json.loads(bsc("todo", "--json", facts=facts).out)
    assert [(row["kind"], row["field"], row["type"].split(",")[0]) for row in rows[:3]] == [
        ("source", "language", "text"),
        ("agencies", "caveats[0].type", "one of no_source"),
        ("agencies", "caveats[0].see[0]", "id of any record"),
    ]


def test_an_id_that_is_to_be_filled_in_is_listed_though_the_store_is_invalid(bsc: Bsc) -> None:
    facts = DRAFT.replace("id: few-people", "id: TODO")
    lines = bsc("todo", "-o", "lines", facts=facts).out.splitlines()
    assert lines[-1] == (
        "facts.yaml:28:9: claims: id: the name by which references identify the record, unique in"
        " the store (id)"
    )
    assert bsc("claims", facts=facts).code == 3


def test_if_nothing_is_left_todo_names_the_next_step(bsc: Bsc) -> None:
    ran = bsc("todo", facts=DONE)
    assert (ran.out, ran.code) == ("", 0)
    assert ran.err == (
        "bsc: facts.yaml: nothing is left to fill in\nhint: the next step is bsc audit article.txt\n"
    )
    assert bsc("todo", "--json", facts=DONE).out == "[]\n"
    ran = bsc("todo", "facts.yaml", facts=DONE.replace("The night boat", "the night boat"))
    assert ran.err == (
        "bsc: facts.yaml: nothing is left to fill in\n"
        "hint: bsc check facts.yaml lists 1 other problem\n"
    )


def test_todo_takes_several_stores(bsc: Bsc, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(DONE, encoding="utf-8")
    ran = bsc("todo", "other.yaml", "facts.yaml", "-o", "lines", facts=DRAFT)
    assert ran.out.count("facts.yaml:") == 4
    assert "bsc: other.yaml: nothing is left to fill in\n" in ran.err
    assert bsc("todo", "facts.yaml", "--facts", "other.yaml", facts=DRAFT).code == 2


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """An editor that writes down its arguments, and fills in the first TODO of the last one."""
    path = tmp_path / "my editor"
    path.write_text(
        '#!/bin/sh\nprintf "%s|" "$@" > arguments\n'
        'for file; do :; done\nsed -i "0,/TODO/s//Runs the boats/" "${file%%:*}"\n',
        encoding="utf-8",
    )
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("name", "given", "arguments"),
    [
        ("my editor", "'{}'", "+8|facts.yaml|"),
        ("vim", "{} -n --cmd 'set nu'", "-n|--cmd|set nu|+8|facts.yaml|"),
        ("code", "{} --wait", "--wait|-g|facts.yaml:8:11|"),
    ],
)
def test_edit_opens_the_editor_at_the_first_value_and_prints_what_is_left(
    name: str, given: str, arguments: str, editor: Path, tmp_path: Path, shell: Shell
) -> None:
    editor.rename(tmp_path / name)
    (tmp_path / "facts.yaml").write_text(DRAFT, encoding="utf-8")
    command = given.format(f"./{name}").replace("'", "'\\''")
    ran = shell(f"EDITOR='{command}' bsc todo facts.yaml --edit")
    assert (tmp_path / "arguments").read_text(encoding="utf-8") == arguments
    assert ran == ("", "bsc: facts.yaml: 2 of 4 records filled in, 3 values left\n", 0)


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        (
            {},
            (
                "neither VISUAL nor EDITOR names an editor\n"
                "hint: name one: export EDITOR=nano, or EDITOR='code --wait'\n"
            ),
        ),
        ({"EDITOR": "false"}, "the editor false ended with status 1\n"),
        (
            {"VISUAL": "sh -c 'kill -9 $$'", "EDITOR": "true"},
            "the editor sh was ended by signal 9\n",
        ),
        (
            {"EDITOR": "no-such-editor"},
            (
                "cannot start the editor no-such-editor: No such file or directory\n"
                "hint: correct EDITOR\n"
            ),
        ),
        ({"EDITOR": "'vi"}, "EDITOR has a quotation mark without its pair\nhint: correct it\n"),
    ],
)
def test_an_editor_that_is_not_set_or_fails_is_reported(
    environment: dict[str, str], message: str, bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ran = bsc("todo", "--edit", facts=DRAFT)
    assert (ran.out, ran.err, ran.code) == ("", f"bsc: error: {message}", 2)


def test_edit_is_no_output_and_needs_a_value_to_fill_in(
    bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "false")
    assert bsc("todo", "--edit", "--json", facts=DRAFT).code == 2
    assert bsc("todo", "--edit", facts=DONE).code == 0


@pytest.mark.usefixtures("article")
def test_an_audit_is_complete_only_without_a_todo(bsc: Bsc) -> None:
    facts = """\
source: {headline: Ferry Service Cut}
agencies:
  - {id: office, name: Harbour Office, evidence: [The … boat]}
people:
  - {id: ann-reed, name: Ann Reed, role: TODO, evidence: [Ann Reed]}
quotes:
  - id: too-few
    text: Too few people cross.
    speaker: ann-reed
    attribution: explicit
    cue: said
    evidence: [Ann … cross]
claims:
  - id: night-boat
    statement: The Harbour Office will stop the night boat.
    type: other
    subtype: other
    voice: author
    about: [office]
    evidence: [The … boat]
  - id: few-people
    statement: Ann Reed said that too few people cross.
    type: other
    subtype: other
    voice: ann-reed
    attribution: explicit
    about: [too-few]
    evidence: [Ann … cross]
"""
    ran = bsc("audit", "article.txt", facts=facts)
    assert ran.out.startswith(
        "facts.yaml:5:42: error[todo]: ann-reed.role: this value is still to be filled in"
        " (article.txt:3:46)\n    hint: replace TODO by the value\n"
    )
    assert "Complete" not in ran.out
    assert ran.code == 1
    ran = bsc("audit", "article.txt", facts=facts.replace("TODO", "Is quoted"))
    assert "Complete" in ran.out


def test_a_value_has_few_sentences_none_of_them_long(bsc: Bsc, article: Path) -> None:
    text = "The boat " + "sails " * 500 + ".\n\n" + "The boat sails.\n\n" * 20
    article.write_text(text, encoding="utf-8")
    facts = DRAFT.replace("[The … boat]", "[The boat]")
    [row, *_] = json.loads(bsc("todo", "--json", facts=facts).out)
    assert len(row["sentences"]) <= 10
    assert max(len(sentence["text"]) for sentence in row["sentences"]) <= 1010


def test_todo_without_a_store_says_that_it_looked_at_the_one_that_comes_with_bsc(
    shell: Shell,
) -> None:
    assert shell("bsc todo").err.endswith(
        "nothing is left to fill in\n"
        "hint: this store comes with bsc; for one of your own, write: bsc todo STORE\n"
    )
