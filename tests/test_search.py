"""Searches: their terms, and the texts that match them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.index import highlighting, search_terms
from bsc_cli.index.inflection import bases
from bsc_cli.index.search_terms import Searched, Term, Terms

if TYPE_CHECKING:
    from tests.conftest import Bsc


SEVEN = Term(("7",), number=7)
POUND = Term((), signs=frozenset("£"))
PER_CENT = Term((), signs=frozenset("%"))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("small boats", (Term(("small",)), Term(("boats",)))),
        ('"small boats" NCA', (Term(("small", "boats"), exact=True), Term(("nca",)))),
        ("“Small boats”", (Term(("small", "boats"), exact=True),)),
        ("smuggl*", (Term(("smuggl",), prefix=True),)),
        ("people-smuggling", (Term(("people", "smuggling")),)),
        ("2,400", (Term(("2400",), number=2400),)),
        ("one hundred", (Term(("hundred",), number=100),)),
        ("a dozen, a 7", (Term(("dozen",), number=12), Term(("a",)), SEVEN)),
        ("17th september", (Term(("17",), number=17), Term(("september",)))),
        (
            "2.5 or 1,000,000.",
            (Term(("2.5",), number=2.5), Term(("or",)), Term(("1000000",), number=1_000_000)),
        ),
        ("10,20 v1.2", (Term(("10", "20")), Term(("v1.2",)))),
        ("per cent 5 percent", (PER_CENT, Term(("5", "percent"), number=5, signs=frozenset("%")))),
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
    assert search_terms.parse(text) == Terms(tuple((term,) for term in terms))


A, B, C = (Term((letter,)) for letter in "abc")
OR = Term(("or",))


@pytest.mark.parametrize(
    ("text", "required", "excluded"),
    [
        ("a -b", [[A]], [B]),
        ("-b", [], [B]),
        ("-b -b a -c", [[A]], [B, C]),
        ('a -"b c"', [[A]], [Term(("b", "c"), exact=True)]),
        ('-"b c', [], [Term(("b", "c"), exact=True)]),
        (
            "-b* -£7m.",
            [],
            [Term(("b",), prefix=True), Term(("7m",), number=7e6, signs=frozenset("£"))],
        ),
        ("-£ -b-c", [], [POUND, Term(("b", "c"))]),
        ("a - b -- --c a-b", [[A], [B], [C], [Term(("a", "b"))]], []),
        ("a OR b", [[A, B]], []),
        ("a b OR c", [[A], [B, C]], []),
        ("a OR b OR c OR a", [[A, B, C]], []),
        ('a OR 7 OR "b c"*', [[A, SEVEN, Term(("b", "c"), exact=True, prefix=True)]], []),
        ("a or b", [[A], [OR], [B]], []),
        ('a "OR" b', [[A], [Term(("or",), exact=True)], [B]], []),
        ("OR", [[OR]], []),
        ("OR OR", [[OR]], []),
        ("a OR", [[A], [OR]], []),
        ("OR a ? OR", [[OR], [A]], []),
        ("a OR -b", [[A], [OR]], [B]),
        ("-OR", [], [OR]),
        ("-", [], []),
        ("- -", [], []),
        ('-"" -? a', [[A]], []),
    ],
)
def test_a_search_may_exclude_and_join_terms(
    text: str, required: list[list[Term]], excluded: list[Term]
) -> None:
    assert search_terms.parse(text) == Terms(tuple(map(tuple, required)), tuple(excluded))


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
        ("400", "2,400 and 400 of 1.400", ["400"]),
        ("2", "2,400, 2.5 and 75 million", []),
        ('"400"', "2,400", []),
        ("1.5", "1.5 of 15", ["1.5"]),
        ("seventy", "around 70 of 1,070", ["70"]),
        ('"boats small"', "small boats", []),
    ],
)
def test_a_query_matches_passages_of_a_text(query: str, text: str, matched: list[str]) -> None:
    spans = highlighting.matches(
        search_terms.parse(query).wanted, FORMS, [Searched("name", text, "names")]
    )
    assert [text[match.start : match.end] for match in spans] == matched


def test_a_passage_that_several_terms_match_is_returned_once() -> None:
    terms = search_terms.parse('boat boats "boats" 40 £40 £ b*').wanted
    found = highlighting.matches(terms, FORMS, [Searched("name", "Boats for £40", "names")])
    assert [(match.start, match.end) for match in found] == [(0, 5), (10, 13), (10, 11)]


@given(st.lists(st.sampled_from("ab"), min_size=1), st.lists(st.sampled_from("ab"), min_size=1))
def test_a_phrase_matches_wherever_its_words_are_consecutive(
    words: list[str], phrase: list[str]
) -> None:
    size = len(phrase)
    expected = [n for n in range(len(words)) if words[n : n + size] == phrase]
    term = Term(tuple(phrase), exact=True)
    found = highlighting.matches([term], {}, [Searched("name", " ".join(words), "names")])
    assert [match.start for match in found] == [2 * n for n in expected]


def test_the_first_1000_matches_of_a_record_are_located() -> None:
    texts = [Searched(f"aliases[{n}]", "boat " * 300, "names") for n in range(5)]
    found = highlighting.matches(search_terms.parse("boat").wanted, FORMS, texts)
    assert len(found) == 1000
    assert found[-1].field == "aliases[3]"
    assert (found[-1].start, found[-1].end) == (99 * 5, 99 * 5 + 4)


def test_a_text_matches_if_it_has_every_term() -> None:
    assert highlighting.answers(search_terms.parse("boat £40"), FORMS, "Small boats for £40")
    assert not highlighting.answers(search_terms.parse("boat £40"), FORMS, "Small boats for $40")
    assert not highlighting.answers(search_terms.parse("boat £40"), FORMS, "Ferries for £40")
    assert highlighting.answers(search_terms.parse("boat -£40"), FORMS, "Boats for $40")
    assert not highlighting.answers(search_terms.parse("boat -£40"), FORMS, "Boats for £40")
    assert highlighting.answers(search_terms.parse("£5 OR boat"), FORMS, "Boats for $40")


@given(st.text())
def test_any_text_can_be_parsed_as_a_search(text: str) -> None:
    terms = search_terms.parse(text)
    assert search_terms.parse(text) == terms
    assert all(term.words or term.signs for term in terms.all)
    assert all(terms.required)


@given(st.text(min_size=1))
def test_a_text_matches_a_search_for_itself(text: str) -> None:
    plain = re.sub(r"(?<!\S)-+", " ", text.replace('"', " "))  # -word excludes
    assert highlighting.answers(search_terms.parse(plain), {}, text)


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


FORMS_OF = """
    boat boats; cross crosses crossed crossing; community communities; policy policies; case cases;
    smuggle smuggles smuggled smuggling; plan plans planned planning; visit visited visiting;
    travel travels travelled traveled travelling; traffic trafficked trafficking; tie ties tying;
    try tries tried trying; say says said saying; sell sold; woman women; lives life; use used using;
    hope hopes hoped hoping; organise organising organised organize organizes; colour colors;
    analyse analyses analyzing; meeting meetings; go goes going went; fall falling fallen; move moved
"""
UNRELATED = """
    cooper cooperate; cooperate cooperation; office officer; police policy; plan plane; hop hope;
    hoping hop; rat rate; news new; bus bu; business busy; sing s; bring br; need ne; unit united;
    smuggler smuggling; international internal; fee feed; us use; general generation; this thi
"""


@pytest.mark.parametrize("words", [group.split() for group in FORMS_OF.split(";")])
def test_plural_and_verb_endings_make_forms_of_a_word(words: list[str]) -> None:
    assert all(bases(words[0]) & bases(word) for word in words)


@pytest.mark.parametrize("words", [group.split() for group in UNRELATED.split(";")])
def test_other_endings_make_other_words(words: list[str]) -> None:
    assert not bases(words[0]) & bases(words[1])


@given(st.text())
def test_every_word_has_a_base_form(text: str) -> None:
    assert all(all(bases(word)) and bases(word) for word in search_terms.words(text))


STORE = """\
source: {headline: Hearing}
people:
  - {id: ann-banks, name: Ann Banks, role: Chairs the hearing of the harbour board., evidence: [e]}
groups:
  - {id: board, name: Harbour board, type: public_body, evidence: [e]}
  - {id: lenders, name: Lenders, role: A bank and 2.5 million people who plan., evidence: [e]}
quotes:
  - {id: no-more, text: No more ferries., speaker: ann-banks, cue: she said, evidence: [e]}
figures:
  - {id: price, value: 2400, currency: CHF, property: price of a ferry, evidence: [e]}
  - {id: boats, as_written: "1,400 boats", value: 1400, unit: boats, property: boats seen, evidence: [e]}
claims:
  - {id: ferries-stop, statement: Ferries stop., type: other, subtype: trivial, checkability: vague,
     voice: ann-banks, attribution: explicit, evidence: [e]}
  - {id: hearing-held, statement: Ann Banks held a hearing., type: quantity, voice: author, evidence: [e],
     caveats: [{type: no_source, text: No ferry is named.}]}
"""


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("banks", "ann-banks no-more ferries-stop hearing-held"),  # by name, speaker, voice, words
        ("bank", "lenders"),
        ("ferry", "ferries-stop price no-more hearing-held"),  # a caveat comes last
        ("hearings", "hearing-held ann-banks"),
        ("holding hear", "hearing-held"),
        ("400", ""),
        ("2", ""),
        ("2,400", "price"),
        ("1400", "boats"),
        ("2.5 million", "lenders"),
        ("2.5", ""),
        ("money", "price"),
        ("ferries -stop", "no-more price hearing-held"),
        ("ferries -ann", "price"),
        ("chf OR lenders", "lenders price"),
        ("ferries chf OR stop", "ferries-stop price"),
        ("-ferry -ann", "board lenders boats"),
        ("public body", "board"),
        ("vague", "ferries-stop"),
        ("trivial OR other OR quantity OR explicit OR author", ""),
    ],
)
def test_a_search_finds_records_in_this_order(text: str, ids: str, bsc: Bsc) -> None:
    ran = bsc("search", "-o", "ids", "--", text, facts=STORE)
    assert ran.out.split() == ids.split()
    assert ran.code == (0 if ids else 1)


def test_a_search_of_caveats_excludes_caveats_and_not_records(bsc: Bsc) -> None:
    assert bsc("caveats", "--count", "--", "named -hearing", facts=STORE).out == "1\n"
    assert bsc("caveats", "--count", "--", "named -ferry", facts=STORE).out == "0\n"


def test_a_search_as_csv_has_a_row_of_single_values_for_each_hit(bsc: Bsc) -> None:
    ran = bsc("search", "no OR price", "-o", "csv", "--limit", "2", facts=STORE)
    heading, first, second = ran.out.splitlines()
    assert heading == "kind,store,id,title,score,field"
    assert first.startswith("figures,ferry,price,price of a ferry,")
    assert second.startswith("quotes,ferry,no-more,No more ferries.,")
    assert second.endswith(",text")
    ran = bsc("search", "money", "-o", "tsv", "--fields", "field,matches", facts=STORE)
    assert ran.out == 'field\tmatches\ncurrency\t[{"field": "currency", "start": 0, "end": 3}]\n'


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ("people", "ferry"),
            "no people match 'ferry'; 4 other records do\nhint: try: bsc search ferry",
        ),
        (
            ("people", "lenders"),
            "no people match 'lenders'; 1 other record does\nhint: try: bsc search lenders",
        ),
        (
            ("claims", "stop", "--voice", "author"),
            "no claims match 'stop' with these filters; 1 does without\nhint: leave out --about or a",
        ),
        (
            ("people", "zebra"),
            "nothing matches 'zebra'\nhint: try fewer words, or a prefix such as",
        ),
        (
            ("people", "--", "-ann"),
            "no people match '-ann'; 4 other records do\nhint: try: bsc search -- -ann",
        ),
        (
            ("claims", "ferries", "zebra"),
            "nothing matches 'ferries zebra'\nhint: try fewer words, or OR",
        ),
        (
            ("claims", "--", '"Lendres" -stop'),
            "nothing matches '\"Lendres\" -stop'\nhint: did you",
        ),
        (
            ("claims", "what", "did", "Banks", "say", "about", "ferries"),
            "nothing matches 'what did Banks say about ferries'\nhint: did you mean 'Banks say ferries'?",
        ),
        (("claims", "2.5"), "nothing matches '2.5'\nhint: did you mean '2.5 million'?\n"),
        (("claims", "-"), "'-' has no word to search for\nhint: type a word or a number"),
    ],
)
def test_a_list_without_a_match_tells_what_else_matches(
    args: tuple[str, ...], message: str, bsc: Bsc
) -> None:
    ran = bsc(*args, facts=STORE)
    assert ran.err.startswith(f"bsc: {message}")
    assert ran.code == 0


def test_an_excluded_word_that_looks_like_an_option_gets_a_hint(bsc: Bsc) -> None:
    assert bsc("search", "boats", "-zebra", facts=STORE).err == (
        "bsc: error: there is no option '-z'\n"
        "hint: to exclude a word, write the search after --, as in: bsc search -- boats -engines\n"
    )
