"""What a searcher's text asks for, and what answers it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli import search
from bsc_cli.search import Searched, Term


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("small boats", (Term(("small",)), Term(("boats",)))),
        ('"small boats" NCA', (Term(("small", "boats")), Term(("nca",)))),
        ("“Small boats”", (Term(("small", "boats")),)),
        ("smuggl*", (Term(("smuggl",), prefix=True),)),
        ("people-smuggling", (Term(("people", "smuggling")),)),
        ("2,400", (Term(("2", "400")),)),
        ('an "open phrase', (Term(("an",)), Term(("open", "phrase")))),
        ("£ %", (Term((), literal="£"), Term((), literal="%"))),
        ("C++ . *", (Term(("c",)), Term((), literal="."), Term((), literal="*"))),
        ("Café", (Term(("cafe",)),)),
        ("", ()),
        ('  "" ', ()),
    ],
)
def test_a_search_is_read_as_terms(text: str, terms: tuple[Term, ...]) -> None:
    assert search.parse(text) == terms


@pytest.mark.parametrize(
    ("query", "text", "matched"),
    [
        ("boats", "40 small boats", ["boats"]),
        ("BOAT*", "Boats and boatmen", ["Boats", "boatmen"]),
        ('"small boats"', "Small, boats. Small boats", ["Small, boats", "Small boats"]),
        ("cafe", "A Café", ["Café"]),
        ("strasse", "Die Straße", ["Straße"]),
        ("£", "£75 and £40", ["£", "£"]),
        ("2,400", "up to 2,400 people", ["2,400"]),
        ("oat", "boats", []),
        ('"boats small"', "small boats", []),
        ("boats bulgaria", "small boats", []),
    ],
)
def test_a_match_says_where_it_stands(query: str, text: str, matched: list[str]) -> None:
    found = search.find(search.parse(query), [Searched("name", text, 1)])
    assert [text[start:end] for _, start, end in (found.matches if found else ())] == matched


def test_every_term_is_required_but_in_whichever_text() -> None:
    texts = [Searched("name", "Ann Reed", 8), Searched("role", "Harbour master", 2)]
    assert search.find(search.parse("reed harbour"), texts)
    assert not search.find(search.parse("reed ferry"), texts)


def test_a_match_in_a_heavier_or_a_shorter_text_counts_for_more() -> None:
    terms = search.parse("reed")

    def score(text: str, weight: float) -> float:
        found = search.find(terms, [Searched("name", text, weight)])
        return found.score if found else 0

    assert score("Ann Reed", 8) > score("Ann Reed", 2)
    assert score("Ann Reed", 2) > score("Ann Reed, who keeps the harbour", 2)


@given(st.text())
def test_any_text_is_a_search(text: str) -> None:
    terms = search.parse(text)
    assert search.parse(text) == terms
    assert all(term.words or term.literal for term in terms)


@given(st.text(min_size=1))
def test_a_text_answers_the_search_for_itself(text: str) -> None:
    terms = search.parse(text.replace('"', " "))
    found = search.find(terms, [Searched("name", text, 1)])
    assert found is not None or not terms or any(term.literal for term in terms)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert search.fold(search.fold(text)) == search.fold(text)
