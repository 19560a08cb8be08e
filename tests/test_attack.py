"""The attack of benchmarks/attack.py: damage is really done, and honestly counted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from benchmarks import attack
from benchmarks.damage import wording
from benchmarks.damage.attack import Attack, Outcome, Row
from benchmarks.damage.case import Case, Damage, Edit
from benchmarks.damage.kinds import Kind
from bsc_cli.checks import reviews
from bsc_cli.checks.evidence import Evidence
from bsc_cli.store import store

FOLDER: Final = Path(__file__).with_name("attacked")
STORE: Final = (FOLDER / "facts.yaml").read_bytes()
ARTICLE: Final = (FOLDER / "article.txt").read_text(encoding="utf-8")
CASE: Final = Case(STORE, ARTICLE, seed=1)
NAMES: Final = [kind.name for kind in attack.KINDS]


@pytest.fixture(scope="module")
def prepared() -> Attack:
    return Attack(STORE, ARTICLE)


def kind(name: str) -> Kind:
    return attack.KINDS[NAMES.index(name)]


def test_each_kind_of_damage_changes_a_store_or_its_article() -> None:
    for kind in attack.KINDS:
        damages = kind.sample(CASE, 3)
        assert damages, kind.name
        for damage in damages:
            is_other_article = damage.article not in (None, ARTICLE)
            assert is_other_article or any(
                edit.record is None or edit.record not in CASE.lists[edit.kind]
                for edit in damage.edits
            ), kind.name


def test_kinds_of_damage_have_different_names_without_the_marks_of_a_table() -> None:
    assert len({*NAMES}) == len(NAMES) >= 30
    assert not [name for name in NAMES if "|" in name or "--" in name]


def test_a_damage_that_changes_nothing_is_not_drawn() -> None:
    same = Damage("", (Edit("claims", 0, {**CASE.lists["claims"][0]}),))
    assert Kind("nothing", lambda case: case.of("claims"), lambda *_: [same]).sample(CASE, 5) == []


def test_a_small_sample_is_the_beginning_of_a_larger_one() -> None:
    for name in ("a word of a quotation", "a wrong about, added", "article: a number"):
        many = kind(name).sample(CASE, 9)
        assert len(many) > 3
        assert kind(name).sample(CASE, 3) == many[:3]


def test_another_seed_draws_other_damage() -> None:
    sample = kind("a wrong about, added").sample
    assert sample(CASE, 5) != sample(Case(STORE, ARTICLE, seed=2), 5)


def test_a_new_claim_leaves_most_of_the_sample_as_it_was() -> None:
    claim = b"""
  - id: one-more
    statement: Ships go to Far Isle.
    type: other
    subtype: other
    voice: author
    about: [far-isle]
    evidence: [the night ferry to Far Isle]

not_claims:"""
    other = Case(STORE.replace(b"\nnot_claims:", claim), ARTICLE, seed=1)
    for name in ("a statement, negated: not", "a claim's checkability"):
        before, after = (
            {one.shown for one in kind(name).sample(case, 9)} for case in (CASE, other)
        )
        assert len(before & after) >= 8


def test_what_a_rule_finds_is_counted_and_what_none_can_find_is_not(prepared: Attack) -> None:
    for name, severity in (("a figure's value", "error"), ("a claim's checkability", "")):
        for damage in kind(name).sample(CASE, 3):
            assert prepared.outcome(damage).severity == severity


def test_only_problems_that_the_store_does_not_have_already_count() -> None:
    attacked = Attack(STORE.replace(b"value: 12\n", b"value: 13\n"), ARTICLE)
    assert {problem.code for problem in attacked.known[False]} >= {"reading", "numeral"}
    for name, severity in (("a claim's checkability", ""), ("a word of an anchor", "error")):
        [damage] = kind(name).sample(attacked.case, 1)
        assert attacked.outcome(damage).severity == severity


@pytest.mark.hostile
def test_a_record_is_deleted_with_all_references_to_it(prepared: Attack) -> None:
    for name in (name for name in NAMES if name.startswith("a deleted")):
        for damage in kind(name).sample(CASE, 3):
            assert "reference" not in prepared.outcome(damage).codes


def test_damage_to_the_article_is_found_by_the_fingerprint_alone(prepared: Attack) -> None:
    for damage in kind("article: any of these, with the store's fingerprint of it").sample(CASE, 8):
        assert {"changed", "removed"} & {*prepared.outcome(damage).codes}
    [damage] = kind("article: a sentence, added").sample(CASE, 1)
    assert not {"changed", "removed"} & {*prepared.outcome(damage).codes}


@pytest.mark.parametrize(
    ("reword", "before", "after"),
    [
        (wording.with_not, "It is late.", "It is not late."),
        (wording.with_no_longer, "It will sail.", "It will no longer sail."),
        (wording.without_negation, "It does not sail.", "It sails."),
        (wording.with_opposite, "Fares rose.", "Fares fell."),
        (wording.with_other_number, "It costs 2,400.", "It costs 2,403."),
        (wording.with_other_number_word, "It has two boats.", "It has three boats."),
        (wording.with_other_day, "It sails on 3 May.", "It sails on 4 May."),
        (wording.without_number_hedge, "Up to 40 people sail.", "40 people sail."),
        (wording.without_adverb, "This is largely due to Ann Reed.", "This is due to Ann Reed."),
        (wording.with_intention_as_fact, "It aims to carry oil.", "It carries oil."),
        (wording.with_possibility_as_certainty, "It may sail.", "It will sail."),
        (wording.without_attribution, "Ann Reed says it is late.", "It is late."),
        (wording.with_hedge, "It has 40 boats.", "It has up to 40 boats."),
        (wording.future_as_past, "It will stop boats.", "It has stopped boats."),
        (wording.past_as_future, "The pier was closed.", "The pier will be closed."),
        (wording.ongoing_as_past, "It is being closed.", "It was closed."),
        (wording.ongoing_as_future, "It is sailing.", "It will soon be sailing."),
    ],
)
def test_a_statement_is_reworded(reword: object, before: str, after: str) -> None:
    assert callable(reword)
    assert after in [*reword(before)]


ROWS: Final = [
    Row("found", [Damage("a"), Damage("b")], [Outcome("error"), Outcome("warning")]),
    Row("never found", [Damage("c"), Damage("d")], [Outcome(""), Outcome("")]),
    Row("impossible", [], []),
]


def test_a_kind_that_is_never_found_stands_in_the_table_with_0_percent() -> None:
    assert attack.plain(attack.table(ROWS)) == (
        "kind of damage  tried                    found  of these as warnings\n"
        "found               2                 2 (100%)                     1\n"
        "never found         2                   0 (0%)\n"
        "impossible          0  no such damage possible\n"
        "all kinds           4                  2 (50%)                     1"
    )


def test_a_page_keeps_the_outcome_of_each_damage() -> None:
    page = attack.updated("# A page\n", attack.block(ROWS, 7, 2, False), False)
    written = attack.read(page, False)
    assert written == (7, 2, {"found": "ew", "never found": "..", "impossible": ""})
    assert attack.read(page, True) is None
    assert attack.updated(page, attack.block(ROWS, 7, 2, False), False) == page
    assert "| never found | 2 | 0 (0%) |  |\n" in page


def test_a_round_that_finds_less_than_its_page_says_names_the_damage() -> None:
    written = attack.Written(7, 2, {"found": "ew", "never found": "ew", "impossible": ""})
    assert attack.fallen(ROWS, written) == [
        "never found: 0 of 2 found, 2 in the page\n  missed: c\n  missed: d"
    ]
    written = attack.Written(7, 3, {"found": "..e", "never found": "..e", "other": "e"})
    assert attack.fallen(ROWS, written) == [
        "other: only in the page",
        "impossible: not in the page",
    ]


@pytest.mark.hostile
def test_a_small_round_is_compared_with_the_beginning_of_the_round_in_a_page(
    tmp_path: Path,
) -> None:
    page = tmp_path / "proof.md"
    given = [str(FOLDER / "article.txt"), str(FOLDER / "facts.yaml"), "--samples", "2"]
    script = [sys.executable, str(Path(attack.__file__)), *given]
    rows = "a claim's checkability | ee\na claim's type | .."
    results = f"<!-- seed 1, 2 samples: \n{rows}\n-->"
    start, end = attack.marks(reviewed=False)
    page.write_text(f"{start}\n{results}\n{end}\n", encoding="utf-8")
    for name, status, message in (
        ("a claim's checkability", 1, "a claim's checkability: 0 of 2 found, 2 in the page"),
        ("a claim's type", 0, ""),
    ):
        done = subprocess.run(
            [*script, "--kinds", name, "--check", str(page)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, message in done.stderr) == (status, True)
        assert f"\n{name}" in done.stdout


def test_every_change_of_a_reviewed_record_is_found() -> None:
    attacked = Attack(STORE, ARTICLE, reviewed=True)
    for name in (
        "a claim's checkability",
        "a caveat's text, replaced",
        "a statement, negated: not",
    ):
        for damage in kind(name).sample(CASE, 2):
            assert "changed-since-review" in attacked.outcome(damage).codes


def test_the_reviews_of_a_store_do_not_help_unless_asked_for() -> None:
    loaded = store.parse(STORE, "store")
    evidence = Evidence(loaded, CASE.folded, "article")
    kept = "".join(
        f"  {id}: {reviews.written(evidence, record)}\n" for id, record in loaded.records.items()
    )
    reviewed = STORE + f"reviewed:\n{kept}".encode()
    [damage] = kind("a claim's checkability").sample(Case(reviewed, ARTICLE), 1)
    assert Attack(reviewed, ARTICLE).outcome(damage) == Outcome("")
