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
        "'he said' and 'she said' refer to the person named before": [
            "voice: undeclared-consignments.voice",
            "voice: pell-took-nothing.voice",
            "voice: decide-on-evidence-only.voice",
        ],
    },
    "health": {
        "'he said' refers to the person named before": ["voice: parents-can-stay-calm.voice"],
    },
    "results": {
        "'she added' refers to the person named before": ["voice: plants-stay-open.voice"],
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
