"""Articles of other sorts, each with a right store: check and audit find no error in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from bsc_cli.store import store

if TYPE_CHECKING:
    from tests.conftest import Bsc

FOLDER: Final = Path(__file__).parent / "articles"
ARTICLES: Final = sorted(FOLDER.glob("*.txt"))

FALSE_ALARMS: Final[dict[str, dict[str, list[str]]]] = {
    "court": {
        "a fraction in words is a number": [
            "reading: figures[3].value",
            "reading: figures[3].unit",
            "numeral: Two",
            "name: Two",
            "figure-text: cigarettes-missing.unit",
        ],
        "an age is in years, whether or not the text says so": ["figure-text: pell-age.unit"],
        "weekdays and months are no names": ["name: Tuesday", "name: November"],
        "a word at the start of a sentence need not be a name": [
            "foreign-name: undeclared-consignments.statement"
        ],
        "'he said' and 'she said' refer to the person named before": [
            "voice: undeclared-consignments.voice",
            "voice: pell-took-nothing.voice",
            "voice: decide-on-evidence-only.voice",
        ],
    },
    "health": {
        "a fraction in words is a number, and a statement may put it as a percentage": [
            "reading: figures[0].value",
            "reading: figures[0].comparator",
            "reading: figures[0].unit",
            "reading: figures[3].value",
            "reading: figures[6].as_written",
            "reading: figures[8].as_written",
            "numeral: five",
            "numeral: two",
            "figure-text: bad-sleepers.unit",
            "figure-text: stopped-pills.unit",
            "number: young-patients-sleep-badly.statement",
            "number: half-gave-up-pills.statement",
            "number: hospital-rarely-needed.statement",
        ],
        "a bound may stand behind its number": [
            "reading: figures[4].comparator",
            "reading: figures[5].comparator",
        ],
        "a dash between numbers makes a range": ["reading: figures[9].to"],
        "per cent is %": ["figure-text: took-pills.unit", "figure-text: hospital-care.unit"],
        "a name contains its number": ["numeral: 19", "numeral: 50"],
        "the end of an interval is a date, too": ["numeral: 2033"],
        "a word at the start of a sentence need not be a name": ["name: Fewer", "name: Parents"],
        "'he said' refers to the person named before": ["voice: parents-can-stay-calm.voice"],
    },
    "results": {
        "cents, C$, Rs and crore are money": [
            "reading: figures[1].value",
            "reading: figures[1].currency",
            "reading: figures[10].currency",
            "reading: figures[13].value",
            "reading: figures[13].currency",
            "numeral: -42",
            "numeral: $210 million",
            "numeral: 310",
            "name: C",
            "name: Rs",
        ],
        "a loss of 42 cents is -42 cents": [
            "number: q3-loss.statement",
            "number: cash-flow-negative.statement",
        ],
        "a fraction in words is a number, and a statement may put it as a percentage": [
            "reading: figures[11].as_written",
            "reading: figures[12].as_written",
            "figure-text: orders-lost.unit",
            "figure-text: india-growth.unit",
            "number: india-sales-rose.statement",
        ],
        "a figure's period accounts for its numerals": ["numeral: three", "numeral: 30"],
        "months are no names, and 'Feb.' is February": [
            "name: Sept",
            "name: Feb",
            "foreign-name: next-results.statement",
            "foreign-name: next-results-february.statement",
        ],
        "a heading ends a name": ["name: GO Tarrow"],
        "'she added' refers to the person named before": ["voice: plants-stay-open.voice"],
    },
    "sports": {
        "½ is a part of its number": ["reading: figures[12].value", "numeral: 2"],
        "'man' is the singular of 'men'": ["figure-text: players-left.unit"],
        "an age is in years, whether or not the text says so": ["figure-text: lund-age.unit"],
        "a name may stand in capitals": ["name: HARBOUR CUP"],
        "weekdays and months are no names": ["name: September", "name: Thursday"],
        "a word at the start of a list item need not be a name": ["name: Kick"],
        "a time of day is no figure": ["numeral: 19", "numeral: 45"],
        "a name contains its number": ["numeral: 19"],
    },
}
"""For each article, the errors that are raised although the store is right, by the reason why
they are wrong."""

_QUOTED = re.compile(r"'(.*)'")


def facts(article: Path) -> str:
    """Return the path of an article's store."""
    return str(article.with_suffix(".yaml"))


def errors(output: str) -> set[str]:
    """Return each error in a run's JSON as its code and its subject, or the text it quotes."""
    printed: Any = json.loads(output)
    problems = printed["problems"] if isinstance(printed, dict) else printed
    return {
        f"{problem['code']}: {problem['subject'] or _QUOTED.findall(problem['message'])[0]}"
        for problem in problems
        if problem["severity"] == "error"
    }


@pytest.fixture(params=ARTICLES, ids=lambda path: path.stem)
def article(request: pytest.FixtureRequest) -> Path:
    """Return the path of each article in turn."""
    path: Path = request.param
    return path


@pytest.fixture
def expected(article: Path) -> set[str]:
    """Return the false alarms that an article is known to raise."""
    return set().union(*FALSE_ALARMS.get(article.stem, {}).values())


def test_every_article_has_a_store_and_every_store_an_article() -> None:
    assert ARTICLES
    assert [path.stem for path in ARTICLES] == sorted(p.stem for p in FOLDER.glob("*.yaml"))


def test_check_finds_no_error_in_a_right_store(article: Path, expected: set[str], bsc: Bsc) -> None:
    assert errors(bsc("check", facts(article), "--json").out) <= expected


def test_audit_finds_no_error_in_a_right_store(article: Path, expected: set[str], bsc: Bsc) -> None:
    ran = bsc("audit", str(article), "--facts", facts(article), "--json")
    assert errors(ran.out) <= expected


def test_a_right_store_has_the_fingerprint_of_its_article(article: Path, bsc: Bsc) -> None:
    ran = bsc("audit", str(article), "--facts", facts(article), "--json")
    assert json.loads(ran.out)["same_text"] is True


def test_a_right_store_has_from_25_to_60_records(article: Path) -> None:
    assert 25 <= len(store.load(Path(facts(article))).records) <= 60
