"""The rules that hold a statement against its sentences: names, words, negation, tense, hedges."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest

from bsc_cli.checks.report import Report
from bsc_cli.store import store
from bsc_cli.text.folding import FoldedText
from bsc_cli.text.stems import stem
from tests.examples import complete

if TYPE_CHECKING:
    from collections.abc import Iterable

RULES: Final = {
    "statement-name",
    "distant-name",
    "shared-words",
    "wrong-passage",
    "better-fit",
    "polarity",
    "negation",
    "tense",
    "status",
    "hedge",
}


def found(article: str, facts: str) -> set[str]:
    """Return the codes of the problems of statements in a store that is completed."""
    loaded = store.parse(complete(facts, article).encode(), "facts.yaml")
    problems = Report(loaded, FoldedText(article), "article.txt").problems
    return RULES & {problem.code for problem in problems}


def stated(sentence: str, statement: str) -> set[str]:
    """Return the codes of the problems of a claim that rests on a sentence."""
    claim = {"statement": statement, "evidence": [sentence.rstrip(".")]}
    return found(sentence, json.dumps({"claims": [claim]}))


# Negation


@pytest.mark.parametrize(
    "statement",
    [
        "The ferry does not run at night.",
        "The ferry never runs at night.",
        "The ferry no longer runs at night.",
        "No ferry runs at night.",
        "The ferry fails to run at night.",
    ],
)
def test_a_negation_that_the_sentence_lacks_is_an_error(statement: str) -> None:
    assert stated("The ferry runs at night.", statement) == {"polarity"}


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("The owner has not been charged.", "No charge has been brought against the owner."),
        ("The owner has not been charged.", "The owner faces no charge."),
        ("The pier is closed on Sundays.", "The pier is not open on Sundays."),
        ("The ferry is stuck in the harbour.", "The ferry cannot leave the harbour."),
        ("The club last won the cup in 1968.", "The club has not won the cup since 1968."),
        ("The talks go on, the mayor says.", "The mayor says the talks go on."),
        ("The council has yet to vote.", "The council has not voted."),
        ("Few people use the night boat.", "Not many people use the night boat."),
        ("The mayor ignored the warnings.", "The mayor took no notice of the warnings."),
        ("At least 40 people came.", "No fewer than 40 people came."),
        ("The plan would be impossible to carry out.", "The plan could not be carried out."),
        ("The firm has not ruled out further cuts.", "The firm may make further cuts."),
        ("There was no sign that the wall had failed.", "There was no sign of its failure."),
        ("Nobody was hurt on the pier.", "The people on the pier were unhurt."),
    ],
)
def test_a_negation_may_be_said_in_other_words(sentence: str, statement: str) -> None:
    assert not {"polarity", "negation"} & stated(sentence, statement)


def test_a_negation_that_the_statement_lacks_is_a_warning() -> None:
    sentence = "The ferry has not been repaired since the storm."
    assert "negation" in stated(sentence, "The ferry has been repaired after the storm.")
    assert "negation" not in stated(sentence, "The ferry remains unrepaired after the storm.")


def test_a_negation_in_another_clause_need_not_be_in_the_statement() -> None:
    sentence = "The mayor did not come, and the council rejected the plan for a new pier."
    assert not stated(sentence, "The council rejected the plan for a pier.")


# Names

NAMES: Final = """\
The ferry to Poole is new. {}The lifeboat of Lyme was sunk by the storm. Lyme has no other.
"""
PLACES: Final = [
    {"id": "poole", "name": "Poole", "evidence": ["Poole"]},
    {"id": "lyme", "name": "Lyme", "evidence": ["Lyme"]},
    {"id": "wick", "name": "Wick", "evidence": ["Wick"]},
]


def named(statement: str, between: Iterable[str] = (), evidence: str = "was sunk") -> set[str]:
    """Return the codes for a claim about a lifeboat that sank, after some sentences between."""
    article = NAMES.format("".join(f"{sentence} " for sentence in between)) + "Wick is far away."
    claim = {"statement": statement, "evidence": [evidence]}
    return found(article, json.dumps({"places": PLACES, "claims": [claim]}))


def test_a_name_that_the_article_does_not_give_before_the_evidence_is_an_error() -> None:
    filler = ["It rained.", "Gulls cried.", "Cooks baked."]
    assert "statement-name" in named("The storm sank the lifeboat of Wick.", filler, "The ferry")
    assert not named("The storm sank the lifeboat of Lyme.", filler)


def test_a_name_from_before_the_evidence_needs_a_pronoun_in_it() -> None:
    filler = ["It rained.", "Gulls cried."]
    assert named("The storm sank the lifeboat of Poole.", filler) == {"distant-name"}
    assert "distant-name" not in named("The storm sank Lyme's lifeboat.", filler)


def test_a_name_in_place_of_another_of_the_evidence_is_a_warning() -> None:
    places = [{"name": name, "evidence": [name]} for name in ("Poole", "Lyme")]

    def codes(statement: str) -> set[str]:
        claim = {"statement": statement, "evidence": ["It called at Poole"]}
        facts = json.dumps({"places": places, "claims": [claim]})
        return found("The ferry left Lyme. It called at Poole.", facts)

    assert codes("The ferry called at Lyme.") == {"distant-name"}
    assert codes("The ferry called at Poole.") == set()
    assert codes("The ferry from Lyme called at Poole.") == set()


def test_a_name_may_be_given_by_an_adjective_an_acronym_or_a_last_name() -> None:
    article = "A long report follows. Spanish sailors met Reed of the HO. They sang. They left."
    facts = {
        "places": [{"name": "Spain", "aliases": ["Spanish"], "evidence": ["Spanish"]}],
        "people": [{"name": "Ann Reed", "evidence": ["Reed"]}],
        "agencies": [{"name": "Harbour Office", "acronym": "HO", "evidence": ["HO"]}],
        "claims": [
            {
                "statement": "Sailors from Spain met Ann Reed from the Harbour Office.",
                "evidence": ["Spanish sailors met"],
            }
        ],
    }
    assert not found(article, json.dumps(facts))


# Words


def test_a_statement_on_another_subject_is_a_warning() -> None:
    sentence = "The council closed the pier after the storm."
    assert stated(sentence, "Farmers expect a good harvest of apples.") == {"shared-words"}
    assert not stated(sentence, "Because of a storm, nobody may use the pier now.")


def test_a_statement_that_another_sentence_says_is_an_error() -> None:
    article = (
        "The council closed the pier after the storm. Gulls cried. The museum bought an old clock"
        " from a monastery. It rained."
    )
    claim = {"statement": "An old clock came from a monastery to the museum."}
    wrong = [claim | {"evidence": ["The council closed"]}]
    right = [claim | {"evidence": ["The museum bought"]}]
    assert "wrong-passage" in found(article, json.dumps({"claims": wrong}))
    assert not found(article, json.dumps({"claims": right}))


def test_an_inferred_statement_need_not_share_words_or_negations() -> None:
    claim = {
        "statement": "Nobody expects a good harvest of apples.",
        "evidence": ["The council closed"],
        "support": "inferred",
        "caveats": [{"type": "inference", "text": "It follows."}],
    }
    assert not found("The council closed the pier.", json.dumps({"claims": [claim]}))


# Tense


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("The ferry will sail to Lyme.", "The ferry has sailed to Lyme."),
        ("The ferry is to sail to Lyme.", "The ferry sailed to Lyme."),
        ("The council aims to close the pier.", "The council has closed the pier."),
        ("The council closed the pier.", "The council will close the pier."),
        ("The pier was closed in May.", "The pier will be closed in May."),
        ("The council is closing the pier.", "The council closed the pier."),
        ("The council is closing the pier.", "The council will close the pier."),
    ],
)
def test_a_tense_other_than_that_of_the_sentence_is_a_warning(
    sentence: str, statement: str
) -> None:
    assert stated(sentence, statement) == {"tense"}


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("The ferry will sail to Lyme.", "The ferry is due to sail to Lyme."),
        ("The ferry will sail to Lyme.", "The ferry sails to Lyme."),
        ("The council aims to close the pier.", "The council wants the pier to be closed."),
        ("Council closes pier after storm.", "The council closed the pier after a storm."),
        ("The pier is being closed.", "The closure of the pier is under way."),
        ("The pier, which was built in 1890, will close.", "The pier was built in 1890."),
        ("The mayor said the pier would close.", "The mayor said the pier would be closed."),
        ("The work to save the pier has begun.", "The work that has begun is to save the pier."),
    ],
)
def test_a_tense_may_be_said_in_other_words(sentence: str, statement: str) -> None:
    assert not stated(sentence, statement)


@pytest.mark.parametrize(
    ("sentence", "statement", "right"),
    [
        ("The ferry will sail to Lyme.", "The ferry is to sail to Lyme.", {"planned"}),
        ("The pier was closed in May.", "The pier closed in May.", {"completed", "under_way"}),
        ("The pier is being built.", "The pier is under construction.", {"under_way"}),
    ],
)
def test_the_status_agrees_with_the_tense(sentence: str, statement: str, right: set[str]) -> None:
    event = {"name": "Event", "statement": statement, "evidence": [sentence.rstrip(".")]}
    for status in ("planned", "under_way", "completed"):
        codes = found(sentence, json.dumps({"events": [event | {"status": status}]}))
        assert ("status" in codes) == (status not in right)


# Hedges


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("The ferry takes up to 40 people.", "The ferry takes 40 people."),
        ("The ferry takes 40 people.", "The ferry takes up to 40 people."),
        ("Around 70 people came to the pier.", "The pier drew 70 people."),
        ("At least 40 people came.", "At most 40 people came."),
        ("The boat may sink in a storm.", "The boat will sink in a storm."),
        ("The council aims to save the pier.", "The council saves the pier."),
        ("The pier is thought to have been burnt down by boys.", "Boys have burnt down the pier."),
        ("The pier is safe.", "The pier may be safe."),
    ],
)
def test_a_hedge_that_is_lost_or_added_is_a_warning(sentence: str, statement: str) -> None:
    assert "hedge" in stated(sentence, statement)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("The ferry takes up to 40 people.", "The ferry takes a maximum of 40 people."),
        ("The ferry takes up to 40 people.", "No more than 40 people fit in the ferry."),
        ("Around 70 people came to the pier.", "Roughly 70 people came to the pier."),
        ("Losses will exceed 30 million.", "Losses of over 30 million are expected."),
        ("The storm lasted over ten hours.", "The storm went on for ten hours."),
        ("The boat may sink in a storm.", "In a storm, the boat could sink."),
        ("The council aims to save the pier.", "The council wants the pier to be saved."),
        ("The success is largely due to luck.", "Luck explains most of the success."),
        ("The work to save the pier has begun.", "The work on the pier has begun."),
    ],
)
def test_a_hedge_may_be_said_in_other_words(sentence: str, statement: str) -> None:
    assert "hedge" not in stated(sentence, statement)


# Stems


@pytest.mark.parametrize(
    "words",
    [
        ("deploy", "deployed", "deployment"),
        ("smuggle", "smuggling", "smuggler"),
        ("prosecute", "prosecution", "prosecutor"),
        ("organise", "organized", "organisation"),
        ("travelled", "traveled", "travelling"),
        ("strong", "strength", "strengthen"),
        ("deny", "denied", "denial"),
        ("italy", "italian"),
        ("begin", "began", "begun"),
    ],
)
def test_words_of_one_family_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({*map(stem, words)}) == 1


def test_words_of_different_families_have_different_stems() -> None:
    assert len({*map(stem, ("invest", "investigate", "police", "policy", "minister", "mine"))}) == 6
