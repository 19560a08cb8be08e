"""The formats in which `bsc check` and `bsc audit` tell a build service what they found."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import xmlschema

from bsc_cli.checks.rules import ARTICLE_RULES, STORE_RULES
from tests.conftest import REPOSITORY, TINY
from tests.hostile import TEXTS, assert_harmless
from tests.test_audit import ARTICLE, with_fingerprint

if TYPE_CHECKING:
    from tests.conftest import Bsc, Ran

XSD = xmlschema.XMLSchema(str(REPOSITORY / "tests" / "junit.xsd"))
FORMATS = ("sarif", "github", "junit")
WRONG = TINY.replace("value: 62500", "value: 7")


def audited(bsc: Bsc, *options: str) -> Ran:
    """Audit a store against an article with a name less, and other typography in another place."""
    text = ARTICLE.replace("in Lyme", "in it").replace("“quiet”", "“quiet”,")
    Path("the article.txt").write_text(text, encoding="utf-8")
    return bsc("audit", "the article.txt", *options, facts=with_fingerprint(ARTICLE))


RENEW = "then renew the fingerprint with 'bsc audit ARTICLE --fingerprint'"
CHANGED = (
    "names have changed in 'The Harbour Office (HO) in it pays up to £2.5 … its staff and the pier.'; "
    "records: lyme, ho, pay, service-cut"
)
HOLD = f"hold these records against the passage as it is now, {RENEW}"
RETOUCHED = (
    "only punctuation, capitals or spaces have changed in 'A \"quiet\", boat.'; records: boat-quiet"
)
SAME = f"make sure that the passage means the same, {RENEW}"
ORPHAN = "the article has no passage 'in Lyme'"
LOST = f"{ORPHAN} (the article.txt:3:25)%0Adid you mean 'in it'?"


def suite_of(out: str) -> ET.Element:
    """Return the test suite of a JUnit document, which must be valid."""
    XSD.validate(out)
    [suite] = ET.fromstring(out)  # noqa: S314 - the program printed it
    return suite


def test_github_annotates_the_line_of_each_problem(bsc: Bsc) -> None:
    ran = audited(bsc, "-o", "github")
    assert ran.out.splitlines()[:3] == [
        f"::error file=the article.txt,line=3,col=1,title=bsc%3A changed::{CHANGED}%0A{HOLD}",
        f"::warning file=the article.txt,line=8,col=16,title=bsc%3A retouched::{RETOUCHED}%0A{SAME}",
        f"::error file=facts.yaml,line=23,col=16,title=bsc%3A orphan::lyme.evidence[0]: {LOST}",
    ]
    assert ran.err.startswith("bsc: error: the article.txt: ")


def test_a_workflow_command_has_no_sign_that_would_end_it(bsc: Bsc) -> None:
    facts = 'source: {headline: "x"}\n"a%b, c: d\\n::error::e": 1\n'
    assert bsc("check", "-o", "github", facts=facts).out == (
        "::error file=facts.yaml,line=2,col=1,title=bsc%3A unknown-key::"
        "unknown key 'a%25b, c: d ::error::e'%0Athe keys here are source, agencies, people, groups, "
        "places, topics, measures, objectives, capabilities, quotes, figures, events, claims, "
        "not_claims, reviewed\n"
    )
    Path("a,b:c%.yaml").write_text(WRONG)
    ran = bsc("check", "a,b:c%.yaml", "-o", "github")
    assert ran.out.startswith("::error file=a%2Cb%3Ac%25.yaml,line=58,")


def test_junit_has_a_case_for_each_rule_that_looked_at_something(bsc: Bsc) -> None:
    ran = audited(bsc, "-o", "junit")
    suite = suite_of(ran.out)
    cases = {case.attrib["name"]: case for case in suite}
    assert suite.attrib["tests"] == str(len(cases))
    assert {"changed", "quotation", "voice"} <= cases.keys()
    assert list(cases["quotation"]) == []
    [failure] = cases["changed"]
    assert failure.attrib["message"].startswith("1 problem: Each passage of the article has the")
    assert failure.text == (f"the article.txt:3:1: error[changed]: {CHANGED}\n    hint: {HOLD}")
    [output] = cases["retouched"]
    assert output.tag == "system-out"
    failing = {name for name, case in cases.items() if case.find("failure") is not None}
    assert suite.attrib["failures"] == str(len(failing))
    assert "retouched" not in failing


def test_warnings_fail_in_junit_if_the_run_is_strict(bsc: Bsc) -> None:
    ran = audited(bsc, "-o", "junit", "--strict", "--code", "retouched")
    assert (ran.code, ran.out.count("<testcase ")) == (1, 1)
    assert '<failure type="retouched" message="1 problem: ' in ran.out


def test_a_rule_that_looked_at_nothing_has_no_case(bsc: Bsc) -> None:
    Path("article.txt").write_text("It sails to Lyme.")
    facts = "source: {headline: x}\nplaces: [{id: lyme, name: Lyme, evidence: [Lyme]}]\n"
    out = bsc("audit", "article.txt", "-o", "junit", facts=facts).out
    names = {case.attrib["name"] for case in suite_of(out)}
    assert "name" in names
    assert "quotation" not in names


def test_sarif_places_a_problem_in_the_store_and_relates_the_passage(bsc: Bsc) -> None:
    ran = audited(bsc, "-o", "sarif")
    log = json.loads(ran.out)
    [run] = log["runs"]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    driver = run["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [
        rule.explanation.code for rule in ARTICLE_RULES
    ]
    first, second, third, *_ = run["results"]
    assert [driver["rules"][result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]
    assert (first["level"], second["level"]) == ("error", "warning")
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "the%20article.txt"},
                "region": {"startLine": 3, "startColumn": 1},
            }
        }
    ]
    del third["partialFingerprints"]
    assert third == {
        "ruleId": "orphan",
        "ruleIndex": first["ruleIndex"] + 5,
        "level": "error",
        "message": {"text": f"lyme.evidence[0]: {ORPHAN}\ndid you mean 'in it'?\n[the passage](1)"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "facts.yaml"},
                    "region": {"startLine": 23, "startColumn": 16},
                },
                "logicalLocations": [{"fullyQualifiedName": "lyme.evidence[0]"}],
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "message": {"text": "the article.txt:3:25"},
                "physicalLocation": {
                    "artifactLocation": {"uri": "the%20article.txt"},
                    "region": {"startLine": 3, "startColumn": 25},
                },
            }
        ],
    }


def uri(out: str) -> str:
    """Return the URI of the first result of a SARIF log."""
    [result, *_] = json.loads(out)["runs"][0]["results"]
    [location] = result["locations"]
    return str(location["physicalLocation"]["artifactLocation"]["uri"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a b#c%.yaml", "a%20b%23c%25.yaml"),
        ("c:d.yaml", "c%3Ad.yaml"),
        ("./é.yaml", "%C3%A9.yaml"),
        ("in/../in/x.yaml", "in/x.yaml"),
    ],
)
def test_a_file_in_the_current_folder_has_a_relative_uri(
    name: str, expected: str, bsc: Bsc
) -> None:
    Path("in").mkdir()
    Path(name).write_text(WRONG, encoding="utf-8")
    assert uri(bsc("check", name, "-o", "sarif").out) == expected
    assert uri(bsc("check", str(Path.cwd() / name), "-o", "sarif").out) == expected


def test_a_file_elsewhere_has_an_absolute_uri(
    bsc: Bsc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("elsewhere").mkdir()
    Path("wrong.yaml").write_text(WRONG, encoding="utf-8")
    monkeypatch.chdir("elsewhere")
    expected = (tmp_path / "wrong.yaml").as_uri()
    assert uri(bsc("check", "../wrong.yaml", "-o", "sarif").out) == expected


def test_what_looks_like_a_link_in_a_message_is_none(bsc: Bsc) -> None:
    facts = WRONG.replace("Harbour master", '"[a](b) [c"').replace('role: "[', 'roll: "[')
    out = bsc("check", "-o", "sarif", facts=facts.replace("id: ann-reed", "id: '[a](b)'")).out
    assert "'\\\\[a](b)' is not an id" in out


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_leaves_the_document_valid(text: str, bsc: Bsc) -> None:
    facts = json.dumps({"source": {"headline": "x"}, "places": [{"id": text, text: text}]})
    out = {name: bsc("check", "-o", name, facts=facts).out for name in FORMATS}
    assert_harmless("".join(out.values()))
    assert len(json.loads(out["sarif"])["runs"][0]["results"]) == len(out["github"].splitlines())
    assert all(
        re.fullmatch(r"::error file=[^,:]*,line=\d+,col=\d+,title=bsc%3A [a-z-]+::[^\r\n]+", line)
        for line in out["github"].split("\n")[:-1]
    )
    XSD.validate(out["junit"])


def test_a_run_without_problems_prints_a_valid_document(bsc: Bsc) -> None:
    printed = {name: bsc("check", "-o", name) for name in FORMATS}
    assert all(ran.code == 0 for ran in printed.values())
    [run] = json.loads(printed["sarif"].out)["runs"]
    assert run["results"] == []
    assert {rule.explanation.code for rule in STORE_RULES} <= {
        rule["id"] for rule in run["tool"]["driver"]["rules"]
    }
    assert printed["github"].out == ""
    XSD.validate(printed["junit"].out)
    assert 'failures="0"' in printed["junit"].out


@pytest.mark.parametrize("output", FORMATS)
@pytest.mark.parametrize(
    ("args", "error"),
    [
        (["agencies"], "--output cannot be '{}' here\nhint: choose one of table, json, jsonl, csv, tsv, yaml, markdown, svg, ids\n"),
        (["check", "--explain", "orphan"], "{} is a format for problems only\nhint: leave out --output\n"),
        (["audit", "article.txt", "--passages"], "{} is a format for problems only\nhint: leave out --output\n"),
        (["audit", "article.txt", "--fingerprint"], "{} is a format for problems only\nhint: leave out --output\n"),
    ],
)  # fmt: skip
def test_other_results_are_refused(args: list[str], error: str, output: str, bsc: Bsc) -> None:
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")
    error = error.format(output, output)
    assert bsc(*args, "-o", output, facts=with_fingerprint(ARTICLE)) == (
        "",
        f"bsc: error: {error}",
        2,
    )
