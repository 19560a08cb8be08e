"""Drafting a store from an article."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from bsc_cli.draft import draft as drafts
from bsc_cli.draft.draft import Details
from bsc_cli.store import store as stores
from bsc_cli.text.folding import FoldedText

if TYPE_CHECKING:
    from bsc_cli.store.store import Store
    from tests.conftest import Bsc

ARTICLE: Final = """\
Night ferry to stop

By Ann Reed
3 May 2031

The Harbour Council will stop the night ferry in June 2031.

“Too few people cross,” said the manager, Bo Lund. “We lose £2.5m a year.”

Read more: Ferries of the north
"""

DRAFT: Final = """\
# Drafted from article.txt. TODO marks what is to be filled in; 'bsc todo' lists it. Write
# statements, roles and properties in your own words, add caveats where a careful reader would have
# doubts, and correct whatever the draft has wrong.
source:
  headline: "Night ferry to stop"
  date_published: 2031-05-03
  language: en
  text: "article.txt"
  words: 41
  sha256: "9"
  passages: [
    "9"
  ]

agencies:
  - id: harbour-council
    name: "Harbour Council"
    type: council
    role: TODO
    evidence:
      - "Harbour Council"

people:
  - id: bo-lund
    name: "Bo Lund"
    role: TODO
    evidence:
      - "Bo Lund"

quotes:
  - id: too-few-people-cross
    text: "Too few people cross"
    speaker: bo-lund
    attribution: explicit
    cue: "said the manager, Bo Lund"
    evidence:
      - "Too … Lund"

  - id: we-lose-2-5m-a-year
    text: "We lose £2.5m a year."
    speaker: bo-lund
    attribution: explicit
    cue: "said the manager, Bo Lund"
    evidence:
      - "We … year."
      - "said … Lund"

figures:
  - id: figure-2-5m
    as_written: "£2.5m"
    value: 2500000
    currency: "GBP"
    property: TODO
    evidence:
      - "£2.5m"

events:
  - id: event-2031-06
    name: TODO
    statement: TODO
    date: 2031-06
    evidence:
      - "June 2031"

claims:
  # The Harbour Council will stop the night ferry in June 2031.
  - id: harbour-council-stop-night
    statement: TODO
    type: TODO
    voice: author
    about: [harbour-council, event-2031-06]
    evidence:
      - "The … 2031"

  # "Too few people cross," said the manager, Bo Lund.
  - id: people-cross-said-manager
    statement: TODO
    type: TODO
    voice: bo-lund
    attribution: explicit
    about: [bo-lund, too-few-people-cross]
    evidence:
      - "Too … Lund"

  # "We lose £2.5m a year."
  - id: lose-year
    statement: TODO
    type: quantity
    voice: bo-lund
    attribution: explicit
    about: [we-lose-2-5m-a-year]
    figures: [figure-2-5m]
    evidence:
      - "We … year"

not_claims:
  - anchor: "By … Reed"
    reason: "By-line."

  - anchor: "3 … 2031"
    reason: "Date line."

  - anchor: "Read … north"
    reason: "Link to something else."
"""


def without_digests(text: str) -> str:
    """Replace the digests in a store's text by a single digit."""
    text = re.sub(r"passages: \[\n.*?\n  \]", 'passages: [\n    "9"\n  ]', text, flags=re.DOTALL)
    return re.sub(r'sha256: "\w+"', 'sha256: "9"', text)


def drafted(text: str, **details: str) -> Store:
    """Draft a store from a text, and parse it."""
    draft = drafts.draft(FoldedText(text), Details(**details), "a.txt", "a.txt", lambda *_: None)
    return stores.parse(draft.text.encode(), "facts.yaml")


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write ARTICLE to a file in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("article.txt")
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_a_draft_fills_in_what_rules_can_tell(article: Path, bsc: Bsc) -> None:
    ran = bsc("new", str(article), "--dry-run")
    assert without_digests(ran.out) == DRAFT
    assert ran.err == (
        "bsc: drafted: 1 agency, 1 person, 2 quotes, 1 figure, 1 event, 3 claims, 3 passages without"
        " a claim\nhint: without --dry-run, this is written to article.facts.yaml\n"
    )
    assert not Path("article.facts.yaml").exists()


def test_only_what_is_to_be_filled_in_is_left_for_check_and_audit(article: Path, bsc: Bsc) -> None:
    ran = bsc("new", str(article))
    assert (ran.out, ran.code) == ("", 0)
    assert ran.err.endswith(
        "hint: next: bsc todo --facts article.facts.yaml; then bsc audit article.txt --facts"
        " article.facts.yaml\n"
    )
    assert codes(bsc("check", "article.facts.yaml", "--json").out) == {"todo"}
    audit = bsc("audit", str(article), "--facts", "article.facts.yaml", "--json")
    assert codes(audit.out) == {"todo"}


def codes(output: str) -> set[str]:
    printed: Any = json.loads(output)
    problems = printed["problems"] if isinstance(printed, dict) else printed
    return {problem["code"] for problem in problems}
