"""Searches: their terms, and the texts that match them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.index import highlighting, search_terms
from bsc_cli.index.search_terms import Searched, Term

if TYPE_CHECKING:
    from tests.conftest import Bsc


SEVEN = Term(("7",), number=7)
POUND = Term((), signs=frozenset("£"))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("small boats", (Term(("small",)), Term(("boats",)))),
        ('"small boats" NCA', (Term(("small", "boats"), exact=True), Term(("nca",)))),
        ("“Small boats”", (Term(("small", "boats"), exact=True),)),
        ("smuggl*", (Term(("smuggl",), prefix=True),)),
        ("people-smuggling", (Term(("people", "smuggling")),)),
        ("2,400", (Term(("2", "400"), number=2400),)),
        ("over 75m.", (Term(("over",)), Term(("75m",), number=75_000_000))),
        (
            "£75 million more",
            (Term(("75", "million"), number=75_000_000, signs=frozenset("£")), Term(("more",))),
        ),
        ("60 per cent", (Term(("60", "per", "cent"), number=60, signs=frozenset("%")),)),
        ("2024-07-05", (Term(("2024", "07", "05")),)),
        ('an "open phrase', (Term(("an",)), Term(("open", "phrase"), exact=True))),
        ("£ %", (Term((), signs=frozenset("£")), Term((), signs=frozenset("%")))),
        ("C++ . *", (Term(("c",)), Term((), signs=frozenset("*")))),
        ("Café Cafe\u0301", (Term(("cafe",)),)),
        ("b a 7 b £ b 7 a £", (Term(("b",)), Term(("a",)), SEVEN, POUND)),
        ("(boa*)", (Term(("boa",), prefix=True),)),
        ("boa*, 'boa*'.", (Term(("boa",), prefix=True),)),
        ("small-boa*;", (Term(("small", "boa"), prefix=True),)),
        ("boa*t", (Term(("boa", "t")),)),
        ('"small boa"*', (Term(("small", "boa"), exact=True, prefix=True),)),
        ('"small boa"*, x', (Term(("small", "boa"), exact=True, prefix=True), Term(("x",)))),
        ('"small boa*"', (Term(("small", "boa"), exact=True, prefix=True),)),
        ('"small boa" *', (Term(("small", "boa"), exact=True), Term((), signs=frozenset("*")))),
        ('£* "£"*', (POUND,)),
        ('""*', ()),
        ("co\u00adoper\u200bation", (Term(("cooperation",)),)),
        ("\u200b \u00ad", ()),
        ("sıx, ſix", (Term(("six",)),)),
        ("", ()),
        ('  "" ', ()),
        ("?!", ()),
    ],
)
def test_a_search_is_parsed_into_terms(text: str, terms: tuple[Term, ...]) -> None:
    assert search_terms.parse(text) == terms


FORMS = {"boat": {"boat", "boats"}}


@pytest.mark.parametrize(
    ("query", "text", "matched"),
    [
        ("boats", "40 small boats", ["boats"]),
        ("boat", "Small boats and a boat", ["boats", "boat"]),
        ('"boat"', "Small boats and a boat", ["boat"]),
        ("BOAT*", "Boats and boatmen", ["Boats", "boatmen"]),
        ('"small boats"', "Small, boats. Small boats", ["Small, boats", "Small boats"]),
        ("cafe", "A Café", ["Café"]),
        ("strasse", "Die Straße", ["Straße"]),
        ("£", "£75 and £40", ["£", "£"]),
        ("2400", "up to 2,400 people", ["2,400"]),
        ("£75m", "the £75 million boost", ["£75 million"]),
        ('"small boa"*', "Small boats, small boat. A boat", ["Small boats", "small boat"]),
        ("cooperation", "A co\u00adoper\u200bation.", ["co\u00adoper\u200bation"]),
        ("here 2400 £", "\u200bHere\u200b: £2,\u00ad400", ["Here", "£2,\u00ad400", "£"]),
        ("ᾼΔΗΣ", "Ο ᾳδης", ["ᾳδης"]),
        ("ⓐ", "Team Ⓐ", ["Ⓐ"]),
        ("IŞIK", "ışık", ["ışık"]),
        ("oat", "boats", []),
        ('"boats small"', "small boats", []),
    ],
)
def test_a_query_matches_passages_of_a_text(query: str, text: str, matched: list[str]) -> None:
    spans = highlighting.matches(
        search_terms.parse(query), FORMS, [Searched("name", text, "names")]
    )
    assert [text[match.start : match.end] for match in spans] == matched


def test_a_passage_that_several_terms_match_is_returned_once() -> None:
    terms = search_terms.parse('boat boats "boats" 40 £40 £ b*')
    found = highlighting.matches(terms, FORMS, [Searched("name", "Boats for £40", "names")])
    assert [(match.start, match.end) for match in found] == [(0, 5), (10, 13), (11, 13), (10, 11)]


@given(st.lists(st.sampled_from("ab"), min_size=1), st.lists(st.sampled_from("ab"), min_size=1))
def test_a_phrase_matches_wherever_its_words_are_consecutive(
    words: list[str], phrase: list[str]
) -> None:
    size = len(phrase)
    expected = [n for n in range(len(words)) if words[n : n + size] == phrase]
    term = search_terms.Term(tuple(phrase), exact=True)
    found = highlighting.matches([term], {}, [Searched("name", " ".join(words), "names")])
    assert [match.start for match in found] == [2 * n for n in expected]


def test_the_first_1000_matches_of_a_record_are_located() -> None:
    texts = [Searched(f"aliases[{n}]", "boat " * 300, "names") for n in range(5)]
    found = highlighting.matches(search_terms.parse("boat"), FORMS, texts)
    assert len(found) == 1000
    assert found[-1].field == "aliases[3]"
    assert (found[-1].start, found[-1].end) == (99 * 5, 99 * 5 + 4)


def test_a_text_matches_if_it_has_every_term() -> None:
    assert highlighting.answers(search_terms.parse("boat £40"), FORMS, "Small boats for £40")
    assert not highlighting.answers(search_terms.parse("boat £40"), FORMS, "Small boats for $40")
    assert not highlighting.answers(search_terms.parse("boat £40"), FORMS, "Ferries for £40")


@given(st.text())
def test_any_text_can_be_parsed_as_a_search(text: str) -> None:
    terms = search_terms.parse(text)
    assert search_terms.parse(text) == terms
    assert all(term.words or term.signs for term in terms)


@given(st.text(min_size=1))
def test_a_text_matches_a_search_for_itself(text: str) -> None:
    terms = search_terms.parse(text.replace('"', " "))
    assert highlighting.answers(terms, {}, text)


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert search_terms.fold(search_terms.fold(text)) == search_terms.fold(text)


@pytest.mark.parametrize("text", ["\u017fix", "f\u0131ve", "5 thou\u017fand"])
def test_search_accepts_letters_with_the_capital_of_another_letter(text: str, bsc: Bsc) -> None:
    ran = bsc("search", text)
    assert (ran.out, ran.code) == ("", 1)
    assert "mistake" not in ran.err


@given(st.text())
def test_case_does_not_affect_a_search(text: str) -> None:
    words = search_terms.words(text)
    for other in (text.upper(), text.lower(), text.title(), text.casefold()):
        assert search_terms.words(other) == words


def test_case_does_not_affect_any_character_of_unicode() -> None:
    for char in map(chr, range(0x110000)):
        for other in {char.upper(), char.lower(), char.title(), char.casefold()} - {char}:
            assert search_terms.words(other) == search_terms.words(char), hex(ord(char))
