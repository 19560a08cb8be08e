"""Problems as `bsc check` and `bsc audit` print them: which, in what order, with what status."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TINY
from tests.test_audit import ARTICLE, FACTS, with_fingerprint

if TYPE_CHECKING:
    from tests.conftest import Bsc, Ran

EXPLAINED = "hint: bsc check --explain CODE explains a code\n"


def with_places(places: list[str]) -> str:
    """Return a store whose only records are places, given as their fields."""
    return f"source: {{headline: x}}\nplaces:\n{''.join(f'- {{{place}}}' + chr(10) for place in places)}"


def repeated(number: int) -> str:
    """Return a place with an alias that is listed twice."""
    names = f"name: P{number}, aliases: [A{number}, A{number}]"
    return f"id: p{number}, {names}, part_of: q, evidence: [x{number}]"


MANY = with_places([*map(repeated, range(22)), "id: q, name: TODO, role: TODO, evidence: [x]"])


def test_the_first_twenty_problems_are_printed_and_the_rest_is_counted_by_code(bsc: Bsc) -> None:
    ran = bsc("check", facts=MANY)
    lines = ran.out.splitlines()
    assert lines[:3] == [
        "facts.yaml:3:36: error[repeated]: places[0].aliases[1]: 'A0' is already in this list",
        "    hint: remove the repeated item",
        "facts.yaml:4:36: error[repeated]: places[1].aliases[1]: 'A1' is already in this list",
    ]
    assert lines[20:] == [
        "facts.yaml:22:39: error[repeated]: places[19].aliases[1]: 'A19' is already in this list",
        "… and 4 more: 2 repeated, 2 todo; --all prints them",
    ]
    assert ran.err == f"bsc: error: facts.yaml: 24 errors\n{EXPLAINED}"


def test_all_prints_every_problem(bsc: Bsc) -> None:
    lines = bsc("check", "--all", facts=MANY).out.splitlines()
    assert len([line for line in lines if line.startswith("facts.yaml:")]) == 24
    assert "more" not in lines[-1]


@pytest.mark.parametrize("output", ["json", "jsonl", "csv", "tsv", "sarif", "github", "junit"])
def test_a_format_for_programs_has_every_problem(output: str, bsc: Bsc) -> None:
    ran = bsc("check", "-o", output, facts=MANY)
    assert ran.out.count("'A21' is already in this list") == 1
    assert "more" not in ran.out


@pytest.mark.parametrize("output", ["table", "markdown"])
def test_a_table_has_the_first_twenty_problems(output: str, bsc: Bsc) -> None:
    out = bsc("check", "-o", output, facts=MANY).out
    assert "'A19'" in out
    assert "'A20'" not in out
    assert "… and 4 more: 2 repeated, 2 todo; --all prints them\n" in out


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ("--code todo", {25}),
        ("--record p3", {6}),
        ("--record P3 --record q", {6, 25}),
        ("--record p3 --code todo", set()),
        ("--code todo --code repeated --record p4", {7}),
    ],
)
def test_problems_are_chosen_by_code_and_by_record(options: str, lines: set[int], bsc: Bsc) -> None:
    ran = bsc("check", *shlex.split(options), "-o", "jsonl", facts=MANY)
    problems = [json.loads(line) for line in ran.out.splitlines()]
    assert {problem["line"] for problem in problems} == lines
    assert ran.code == (1 if lines else 0)
    assert f"{len(problems)} errors, of 24 in all" in ran.err or len(problems) < 2


@pytest.mark.parametrize(
    ("options", "error", "code"),
    [
        ("--code orfan", "there is no code 'orfan'\nhint: did you mean 'orphan'?\n", 2),
        (
            "--record p33",
            "--record: no record has the id or name 'p33'\nhint: did you mean 'p3'?\n",
            1,
        ),
        (
            "--record same",
            "--record: 'same' means 2 records\nhint: write one of the ids: a, b\n",
            1,
        ),
    ],
)
def test_an_unknown_code_or_record_is_reported(
    options: str, error: str, code: int, bsc: Bsc
) -> None:
    two = [f"id: {id}, name: {id}, aliases: [Same], evidence: [{id}]" for id in "ab"]
    facts = with_places([repeated(3).replace("q", "a"), *two])
    assert bsc("check", *shlex.split(options), facts=facts) == ("", f"bsc: error: {error}", code)


def test_the_problems_of_an_invalid_record_are_chosen_by_its_id(bsc: Bsc) -> None:
    facts = TINY.replace("    role: Harbour master\n", "    roll: Harbour master\n")
    out = bsc("check", "--record", "ann-reed", facts=facts).out
    assert out.startswith("facts.yaml:20:5: error[unknown-key]: people[0]: unknown key 'roll'\n")


def test_a_record_may_be_chosen_by_a_surname(bsc: Bsc) -> None:
    facts = TINY.replace("role: Harbour master", "role: TODO")
    (line, *_) = bsc("check", "--record", "reed", facts=facts).out.splitlines()
    assert line.startswith("facts.yaml:20:11: error[todo]: people[0].role: ")
    ran = bsc("check", "--record", "reed")
    assert (ran.err, ran.code) == ("bsc: facts.yaml: no problems\n", 0)


def test_several_stores_are_checked_in_one_run(bsc: Bsc) -> None:
    Path("right.yaml").write_text(TINY)
    Path("wrong.yaml").write_text(TINY.replace("value: 62500", "value: 7"))
    Path("none.yaml").write_text("- 1\n")
    assert bsc("check", "right.yaml", "wrong.yaml", "none.yaml", "right.yaml") == (
        (
            "wrong.yaml:58:12: error[derivation]: figures[2].value: the operands give 62500, not 7\n"
            "    hint: correct 'value'\n"
            "none.yaml:1:1: error[type]: expected a store, found a list\n"
            "    hint: a store has the keys source, agencies, people, groups, places, topics,"
            " measures, objectives, capabilities, quotes, figures, events, claims, not_claims, reviewed\n"
        ),
        (
            "bsc: right.yaml: 10 records, no problems\n"
            "bsc: wrong.yaml: 10 records, 1 error\n"
            "bsc: none.yaml: 0 records, 1 error\n"
            f"bsc: error: 3 stores: 2 errors\n{EXPLAINED}"
        ),
        1,
    )


def audited(bsc: Bsc, article: str, *options: str, facts: str | None = None) -> Ran:
    """Return the output of the audit of a store that was made from ARTICLE."""
    Path("article.txt").write_text(article, encoding="utf-8")
    return bsc("audit", "article.txt", *options, facts=facts or with_fingerprint(ARTICLE))


def test_a_change_of_typography_is_a_warning_and_fails_only_if_strict(bsc: Bsc) -> None:
    changed = ARTICLE.replace("staff and", "staff, and")
    out, err, code = audited(bsc, changed)
    assert out.startswith(
        "article.txt:3:1: warning[retouched]: only punctuation, capitals or spaces have changed in "
        "'The Harbour Office (HO) in Lyme pays up to £2.5 … its staff, and the pier.'; "
        "records: ho, lyme, pay, service-cut\n"
        "    hint: make sure that the passage means the same, then renew the fingerprint with "
        "'bsc audit ARTICLE --fingerprint'\n"
        "\n"
        "Audit of article.txt  the text has changed since the store was made\n"
    )
    assert "\n1 warning.\nComplete: every anchor found" in out
    assert (err, code) == ("", 0)
    assert audited(bsc, changed, "--strict").code == 1
    assert audited(bsc, changed, "--strict", "--code", "orphan")[1:] == (
        "bsc: article.txt: no problems, of 1 in all\n",
        0,
    )


def test_changes_come_first_with_the_records_that_rest_on_each(bsc: Bsc) -> None:
    changed = (
        ARTICLE.replace("£2.5", "£2.6").replace(" A \u201cquiet\u201d boat.", "") + "\nMore.\n"
    )
    lines = audited(bsc, changed, "--json").out
    problems = json.loads(lines)["problems"]
    found = [
        (problem["code"], problem["file"], problem["line"], problem["records"])
        for problem in problems
    ]
    assert found[:3] == [
        ("changed", "article.txt", 3, ["pay", "ho", "lyme", "service-cut"]),
        ("gone", "article.txt", 10, ["boat-quiet"]),
        ("new", "article.txt", 12, []),
    ]
    assert [(code, file) for code, file, *_ in found[3:6]] == [
        ("orphan", "facts.yaml"),
        ("orphan", "facts.yaml"),
        ("orphan", "facts.yaml"),
    ]


def test_a_sentence_that_moves_is_not_new(bsc: Bsc) -> None:
    moved = "Page 2\n\n" + ARTICLE.removesuffix("\nPage 2\n")
    out = audited(bsc, moved, "-o", "ids").out
    assert out == "retouched\n"


OTHER = """\
Council Opens Library

The new library in Marsh Road has 40 seats. It opened on Monday.
"""


def test_the_article_of_another_store_is_reported_in_two_lines(bsc: Bsc) -> None:
    assert audited(bsc, OTHER) == (
        "",
        (
            "bsc: error: article.txt: this is not the article that the store was made from:"
            " 0 of 18 anchors found\n"
            "hint: give the article of this store or, with --facts, the store of this article;"
            " --all audits it anyway\n"
        ),
        1,
    )
    [problem] = json.loads(audited(bsc, OTHER, "--json").out)["problems"]
    assert (problem["code"], problem["line"]) == ("other-article", 2)
    assert "orphan" in audited(bsc, OTHER, "--all").out


def test_a_store_without_a_fingerprint_needs_twenty_anchors_to_tell_another_article(
    bsc: Bsc,
) -> None:
    assert "error[orphan]" in audited(bsc, OTHER, facts=FACTS).out
    places = with_places([f"id: p{n}, name: P{n}, evidence: [Pier {n}]" for n in range(20)])
    ran = audited(bsc, OTHER, facts=places)
    assert "this is not the article that the store was made from: 0 of 20" in ran.err


def test_half_an_article_is_the_article_of_the_store(bsc: Bsc) -> None:
    ran = audited(bsc, ARTICLE[: len(ARTICLE) // 2])
    assert "error[gone]" in ran.out


def test_a_fingerprint_with_short_digests_tells_that_a_passage_has_changed(bsc: Bsc) -> None:
    facts = re.sub(r'"([0-9a-f]{8})[0-9a-f]{24}"', r'"\1"', with_fingerprint(ARTICLE))
    assert audited(bsc, ARTICLE, facts=facts).code == 0
    out = audited(bsc, ARTICLE.replace("staff and", "crew and"), facts=facts).out
    assert "error[changed]: 'The Harbour Office (HO) in Lyme pays" in out
    assert "has changed; records: ho, lyme, pay, service-cut\n" in out


@pytest.mark.parametrize(
    ("output", "first"),
    [
        ("csv", "line,column,text,uncovered,cited_by\r\n1,1,Ferry Service Cut,[],"),
        ("tsv", "line\tcolumn\ttext\tuncovered\tcited_by\n1\t1\tFerry Service Cut\t[]\t"),
        ("jsonl", '{"line": 1, "column": 1, "text": "Ferry Service Cut", "uncovered": [], '),
        ("markdown", "## Records that cite each passage of article.txt\n\n| place | passage |"),
        ("lines", "Records that cite each passage of article.txt\n\nPLACE  PASSAGE "),
    ],
)
def test_passages_are_printed_in_every_format(output: str, first: str, bsc: Bsc) -> None:
    ran = audited(bsc, ARTICLE.replace("£2.5", "£2.6"), "--passages", "-o", output)
    assert ran.out.startswith(first)
    assert "orphan" not in ran.out
    assert ran.err == (
        "bsc: error: article.txt: 3 errors\nhint: without --passages, bsc audit prints them\n"
    )


@pytest.mark.parametrize("options", ["--passages --code orphan", "--fingerprint --all"])
def test_only_problems_are_chosen(options: str, bsc: Bsc) -> None:
    ran = audited(bsc, ARTICLE, *options.split())
    assert ran.err.startswith(
        f"bsc: error: {options.split(maxsplit=1)[0]} prints no problems to choose from"
    )


def test_the_json_of_an_audit_has_what_each_rule_looked_at(bsc: Bsc) -> None:
    rules = json.loads(audited(bsc, ARTICLE.replace("£2.5", "£2.6"), "--json").out)["rules"]
    counts = {rule.pop("code"): rule for rule in rules}
    assert counts["changed"] == {"severity": "error", "examined": 6, "problems": 1}
    assert counts["quotation"] == {"severity": "error", "examined": 3, "problems": 0}
    assert counts["retouched"]["severity"] == "warning"
    chosen = json.loads(audited(bsc, ARTICLE, "--json", "--code", "orphan").out)
    assert (len(chosen["rules"]), chosen["problems"]) == (len(rules), [])
