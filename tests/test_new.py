"""Drafting a store from an article."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bsc_cli.checks import rules
from bsc_cli.checks.evidence import Evidence
from bsc_cli.draft import draft as drafts
from bsc_cli.draft.draft import Details
from bsc_cli.draft.drafted import slug
from bsc_cli.model.kinds import Claim, Event, Figure, Quote
from bsc_cli.store import store as stores
from bsc_cli.text import article as articles
from bsc_cli.text.folding import FoldedText, fold
from bsc_cli.text.shortest_anchor import ShortestAnchors

if TYPE_CHECKING:
    from bsc_cli.store.store import Store
    from tests.conftest import Bsc, Shell

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
  - id: few-people-cross-said
    statement: TODO
    type: TODO
    voice: bo-lund
    attribution: explicit
    about: [bo-lund, too-few-people-cross]
    evidence:
      - "Too … Lund"

  # "We lose £2.5m a year."
  - id: lose-2-5m-year
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


def test_a_draft_is_printed_in_place_of_a_file_named_as_a_dash(article: Path, bsc: Bsc) -> None:
    ran = bsc("new", str(article), "-o", "-")
    assert without_digests(ran.out) == DRAFT
    assert ran.err.endswith("3 passages without a claim\n")
    assert not Path("-").exists()


def test_only_what_is_to_be_filled_in_is_left_for_check_and_audit(article: Path, bsc: Bsc) -> None:
    ran = bsc("new", str(article))
    assert (ran.out, ran.code) == ("", 0)
    assert ran.err.endswith(
        "hint: next: bsc todo article.facts.yaml; then bsc audit --facts article.facts.yaml\n"
    )
    assert codes(bsc("check", "article.facts.yaml", "--json").out) == {"todo"}
    audit = bsc("audit", str(article), "--facts", "article.facts.yaml", "--json")
    assert codes(audit.out) == {"todo"}


def codes(output: str) -> set[str]:
    printed: Any = json.loads(output)
    problems = printed["problems"] if isinstance(printed, dict) else printed
    return {problem["code"] for problem in problems}


def speakers(text: str) -> dict[str, str | None]:
    """Return the speaker of each quote that is drafted from a text below a headline."""
    store = drafted(f"A tale of the sea\n\n{text}\n")
    return {quote.text: quote.speaker for quote in store.of_kind(Quote)}


@pytest.mark.parametrize(
    "text",
    [
        "Ann Reed said: “It is late.”",
        "Ann Reed, who runs the ferry, told the council: “It is late.”",
        "“It is late,” said Ann Reed, of the ferry company.",
        "“It is late,” said its manager, Ann Reed.",
        "“It is late,” Ann Reed of the ferry company told the council.",
        "“No,” Ann Reed said on Monday. “It is late.”",
        "“No,” Ann Reed said.\n\n“It is cold,” said Ann Reed. “It is wet.\n\n“It is late.”",
        "“It is late.\n\n“It is cold,” said Ann Reed.",
        "“It is late,” the new captain and pilot Ann Reed said.",
        "“It is late,” said skipper Ann Reed of the crew.",
        "“It is cold,” Ann Reed said at sea. “It is late.”\n\nA boat was lost, said Tom Lee.",
        "Ann Reed said: “It is cold. “It is late.” It was.",
        "“It is late,” Ann Reed tweeted Monday night.",
        "The manager of the boat, Ms Ann Reed, said: “It is late.”",
        "The Secretary of State for the Sea, Ann Reed, said: “It is late.”",
        "Ann Reed told Tom Lee that “it is late”.",
        "Ann Reed of the Sea Board, who is 40, said that it was “far too late”.",
        "“It is cold,” the Reed Council told Ann Reed. “It is late,” Ann Reed replied.",
    ],
)
def test_a_speaker_is_sure_where_a_name_and_a_verb_of_saying_are_beside_the_quotation(
    text: str,
) -> None:
    assert {speaker for words, speaker in speakers(text).items() if "late" in words} == {"ann-reed"}


def test_a_draft_has_quotes_and_amounts_in_the_article_s_own_characters() -> None:
    text = "“It’s ‘late’ —\u200b very\nlate!” Ann Reed said. It costs €2–3\u00a0million."
    store = drafted(f"A tale of the sea\n\n{text}\n")
    assert [quote.text for quote in store.of_kind(Quote)] == ["It’s ‘late’ — very late!"]
    [figure] = store.of_kind(Figure)
    assert (figure.id, figure.as_written) == ("2-3-million", "€2–3 million")


@pytest.mark.parametrize("words", ["чай", "Ça va, Zoé", "Это мой…"])
def test_a_quote_of_decomposed_text_loses_no_accent(words: str) -> None:
    text = unicodedata.normalize("NFD", f"A tale\n\n«{words}» Ann Reed said.\n")
    [quote] = drafted(text).of_kind(Quote)
    assert fold(quote.text) == words


def test_the_same_words_of_two_speakers_are_two_quotes() -> None:
    text = "“It is late!” Ann Reed said.\n\n“It is late!” Tom Lee said.\n\n“It is late!”"
    store = drafted(f"A tale of the sea\n\n{text}\n")
    quotes = [(quote.text, quote.speaker) for quote in store.of_kind(Quote)]
    assert quotes == [("It is late!", name) for name in ("ann-reed", "tom-lee", None)]
    assert [claim.voice for claim in store.of_kind(Claim)] == ["ann-reed", "tom-lee", None]


def test_words_without_a_speaker_are_those_of_the_only_one_who_says_them() -> None:
    text = "“It is late!”\n\n“It is late!” Ann Reed said."
    assert speakers(text) == {"It is late!": "ann-reed"}


def test_two_quotes_of_one_speaker_may_differ_in_a_mark() -> None:
    text = "“It is late!” Ann Reed said.\n\n“It is late,” Ann Reed said."
    store = drafted(f"A tale of the sea\n\n{text}\n")
    assert [quote.text for quote in store.of_kind(Quote)] == ["It is late!", "It is late"]
    assert {problem.code for problem in rules.problems(store)} == {"todo"}


@pytest.mark.parametrize(
    "text",
    [
        "“It is late,” she said. Ann Reed was there.",
        "A friend of Ann Reed said: “It is late.”",
        "Tom Lee and Ann Reed said: “It is late.”",
        "Ann Reed's brother said: “It is late.”",
        "“It is late,” said Ann Reed's brother.",
        "“It is late,” said the brother of the manager, Ann Reed.",
        "“It is late,” said a friend of Ann Reed.",
        "“It is late,” Ann Reed said Tom Lee had shouted.",
        "Ann Reed said that Tom Lee had called it “far too late”.",
        "Ann Reed was not sure. “It is late.”",
        "Ann Reed said no.\n\n“It is late.”",
        "“No.\n\nAnn Reed left. “It is late.”",
        "Ann Reed never said: “It is late.”",
        "The wife of Tom Lee, Ann Reed, said: “It is late.”",
        "“It is late.” Ann Reed said the boat had gone.",
        "“It is late,” Ann Reed and Tom Lee said.",
        "“It is late,” Ann Reed said, quoting Tom Lee.",
        "Tom Lee denied that Ann Reed said: “It is late.”",
        "If Ann Reed said: “It is late.” it was.",
        "Ann Reed said that Tom Lee had yelled “late”.",
        "Ann Reed said that a boat sank, adding “it is late”.",
        "Ann Reed said it was Tom Lee’s slogan: “Late!”",
        "“It is late,” a friend of captain Ann Reed said.",
        "“It is late,” said Tom Lee and captain Ann Reed.",
    ],
)
def test_a_speaker_in_any_doubt_is_left_to_do(text: str) -> None:
    assert {*speakers(text).values()} == {None}


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("It ran a campaign with the slogan “It is never late.”", "    quote_type: TODO\n"),
        ("She said it could be kept, “even in the far north”.", "    quote_type: TODO\n"),
        ("It said it was “far too late”.", "    quote_type: mixed\n"),
        ("It said, “it is late, but not too late.”", ""),
        ("“It is late,” it said, “and it is cold.”", ""),
    ],
)
def test_a_quotation_that_may_be_no_speech_has_a_type_to_fill_in(sentence: str, line: str) -> None:
    text = f"A tale of the sea\n\n{sentence}\n"
    draft = drafts.draft(FoldedText(text), Details(), "a.txt", "a.txt", lambda *_: None)
    assert "".join(re.findall(r"    quote_type: .*\n", draft.text)) == line


def ids(text: str) -> list[str]:
    """Return the ids of the claims that are drafted from a text below a headline."""
    return [claim.id for claim in drafted(f"A tale of the sea\n\n{text}\n").of_kind(Claim)]


@pytest.mark.parametrize(
    ("sentence", "id"),
    [
        ("It will not carry cars again.", "not-carry-cars"),
        ("The crew voted against it.", "crew-voted-against"),
        ("The boat was taken off the line.", "boat-taken-off-line"),
        ("Boats cost it less there.", "boats-cost-less"),
        ("Some 2,500 boats lost 1.2% of it.", "2500-boats-lost-1-2"),
        ("It sailed home on May 5.", "sailed-home-may-5"),
        ("It may sail home.", "sail-home"),
        ("It warmed the sea to -42 degrees.", "warmed-sea-minus-42-degrees"),
        ("It sailed for 2½ hours.", "sailed-2-1-2-hours"),
        ("The new boat can not be sold.", "boat-not-sold"),
        ("The old boat sank, not the new one.", "old-boat-sank-not"),
        ("Fares rise by no more than 5%.", "fares-rise-no-more-than-5"),
    ],
)
def test_an_id_keeps_negations_and_whole_numbers(sentence: str, id: str) -> None:
    assert ids(sentence) == [id]


def test_no_id_ends_within_a_number_or_with_a_negation_of_what_is_cut_off() -> None:
    sentence = "Ann Reed's boats do not carry 12 cars."
    assert ids(sentence) == ["ann-reeds-boats-not-carry"]
    assert slug("operating-cash-flow of 9.75 million", 24) == "operating-cash-flow-of"


def voices(text: str) -> list[tuple[str | None, str | None]]:
    """Return the voice and attribution of each claim that is drafted from a text."""
    store = drafted(f"A tale of the sea\n\n{text}\n\nSo Ann Reed, 40, ate. Ms Reed ate.\n")
    return [(one.voice, one.attribution) for one in store.of_kind(Claim)][:-2]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Reed said the boat was late.",
        "But Ann Reed, the cook, says it is late.",
        "Reed later added that it was late.",
        "Ms Reed on Monday told a meeting in Poole that it was late.",
        "It was late, Ann Reed said.",
        "It was late, Reed told the council on Monday.",
        "It was, Reed said, far too late.",
        "It was late, said Ann Reed.",
        "It was late, said the cook, Ann Reed, of Poole.",
        "It was late, according to Ann Reed.",
    ],
)
def test_the_voice_of_reported_speech_is_the_name_beside_its_verb(sentence: str) -> None:
    assert voices(sentence) == [("ann-reed", "explicit")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council reported that it was late.",
        "The council has estimated that it was late.",
        "The crew found that it was late.",
        "It was late, Coast News reported.",
        "It was late, the court heard.",
        "According to a paper, it was late.",
        "He noted that it was late.",
        "Ann Reed denied that it was late.",
        "The council has ruled out that it was late.",
        "Somebody told the council it was late.",
        "Ann Reed's brother said it was late.",
        "Ann Reed and Tom Lee said it was late.",
        "A friend of Ann Reed said it was late.",
        "Ann Reed said nothing that was late.",
        "Ann Reed told Tom Lee to be late.",
        "Ann Reed said it was late, but the council denied it.",
        "She said it was late.",
    ],
)
def test_a_voice_that_may_be_another_than_the_author_is_left_to_do(sentence: str) -> None:
    assert voices(sentence) in ([(None, None)], [("author", None)] * sentence.count(" to be "))


def test_a_figure_of_the_author_beside_a_quotation_leaves_the_voice_to_do() -> None:
    assert voices("“It is far too late now,” said Ann Reed, who leads a crew of 15.") == [
        (None, None)
    ]
    assert voices("“It is far too late now,” said Ann Reed, who leads the crew.") == [
        ("ann-reed", "explicit")
    ]


def test_the_voice_of_a_post_is_left_to_do() -> None:
    text = "I love it. It is late.\n\n— Ann Reed (@reed) May 5, 2031"
    assert voices(text) == [(None, None), (None, None)]


def figures(sentence: str) -> list[tuple[Any, ...]]:
    """Return the value, upper end, comparator, unit and currency of each figure in a sentence."""
    store = drafted(f"A tale of the sea\n\n{sentence}\n")
    return [
        (one.value, one.to, one.comparator, one.unit, one.currency) for one in store.of_kind(Figure)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It takes up to 240 people.", (240, None, "<=", "people", None)),
        ("It cost about A$2.3m to build.", (2_300_000, None, "~", None, "AUD")),
        ("One in five of the boats sank.", (20, None, None, "%", None)),
        ("It cost £40 to build.", (40, None, None, None, "GBP")),
        ("It cost $40 to build in America.", (40, None, None, None, "USD")),
        ("A quarter of the boats sank.", (25, None, None, "%", None)),
        ("It takes 6–8 weeks to build.", (6, 8, None, "weeks", None)),
        ("It lost between 10 and 15 per cent of them.", (10, 15, None, "%", None)),
        ("It is fun for those aged 12 and older.", (12, None, ">=", None, None)),
        ("It may face up to a £250 fine.", (250, None, "<=", None, "GBP")),
        ("It bought up to an additional 15 per cent.", (15, None, "<=", "%", None)),
        ("It fell to -130 degrees Celsius.", (-130, None, None, "degrees Celsius", None)),
        ("Its 50-year-old skipper left.", (50, None, None, "years", None)),
        ("Its skipper, Ann Reed, 50, left.", (50, None, None, "years", None)),
        ("It has 964,000 people age 12 and older.", (964_000, None, None, "people", None)),
        ("It went up to 3 miles (about 5 km) out.", (5, None, "~", "km", None)),
    ],
)
def test_a_figure_has_what_its_number_says_for_sure(
    sentence: str, expected: tuple[Any, ...]
) -> None:
    assert expected in figures(sentence)


@pytest.mark.parametrize(
    ("sentence", "doubtful"),
    [
        ("It cost $40 to build.", "currency"),
        ("It cost $40 to build in America and Canada.", "currency"),
        ("It weighs 40 pounds in all.", "currency"),
        ("It was 6m long.", "value"),
        ("The gap between 10 and 15 per cent grew.", "value"),
        ("They voted seven to four on it.", "value"),
        ("It took a quarter of an hour.", "value"),
        ("It may not rise by more than 5%.", "comparator"),
        ("It lasted over two years at sea.", "comparator"),
        ("The toll has passed 20,000 by now.", "comparator"),
        ("They had taken it up to 26 weeks.", "comparator"),
        ("It sinks about once every 10 years.", "comparator"),
        ("They got the maximum 10 per cent.", "comparator"),
        ("A third of the boats sank.", "comparator"),
        ("It went about 3 miles (5 km) out.", "comparator"),
        ("It cost pounds 40 to build.", "currency"),
    ],
)
def test_what_a_number_leaves_in_doubt_is_left_to_do(sentence: str, doubtful: str) -> None:
    text = f"A tale of the sea\n\n{sentence}\n"
    draft = drafts.draft(FoldedText(text), Details(), "a.txt", "a.txt", lambda *_: None)
    assert f"    {doubtful}: TODO\n" in draft.text


@pytest.mark.parametrize(
    "sentence",
    [
        "Somebody was calling 911 from it.",
        "It had several 911 calls.",
        "It rose like the S&P 500 did.",
        "It is among the best Sailors Under 30 of it.",
    ],
)
def test_a_number_that_counts_nothing_is_no_figure(sentence: str) -> None:
    assert figures(sentence) == []


def names(text: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the kind and the aliases of each name that is drafted from a text."""
    store = drafted(f"A tale of the sea\n\n{text}\n")
    kinds = ("agencies", "people", "groups", "places", "topics")
    return {
        record.values["name"]: (record.kind, tuple(record.values.get("aliases") or ()))
        for record in store.records.values()
        if record.kind in kinds
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "They asked the U.S. Attorney's Office for the West District of New York.",
            {"U.S. Attorney's Office for the West District of New York": ("groups", ())},
        ),
        ("The boat of St. Aubin sank off Serie A water.", {"St. Aubin": "groups", "Serie A": ""}),
        ("It met the Joint Chiefs of Staff.", {"Joint Chiefs of Staff": ("groups", ())}),
        ("It met the People's Front and The Hull.", {"People's Front": "", "The Hull": ""}),
        ("It met neo-Fascists at the Mercy Free hospital.", {"neo-Fascists": "", "Mercy Free hospital": ""}),
        ("It met Bo Lund Jr. at Reed Inc. too.", {"Bo Lund Jr.": "", "Reed Inc.": ""}),
        ("The First Boat sank. The Second Boat sank.", {"First Boat": "", "Second Boat": ""}),
        ("It met Ann Reed, D-Minn., at Poole, Wis., too.", {"Ann Reed": "", "Poole": ""}),
        ("It met the West African and Olympic crews.", {}),
        ("See https://example.org/Reed or @AnnReed there.", {}),
        ("It was the Latest of them. Get it, they said to Get.", {}),
        ("They met Ann Reed, a cook from SD, or South Dakota.", {"Ann Reed": "", "South Dakota": ("places", ("SD",))}),
        ("They met the Sea Greens. The Sea Green boat sank.", {"Sea Greens": ("groups", ("Sea Green",))}),
        (
            "It met the Trade and Industry Secretary Ann Reed.",
            {"Ann Reed": ("people", ("Trade and Industry Secretary Ann Reed",))},
        ),
        (
            "It met Ann May. The Secretary of State for the Sea, Bo May, said: “It is late.”",
            {"Ann May": "groups", "Secretary of State for the Sea": "groups", "Bo May": "people"},
        ),
        (
            "It met Transport Minister Ann Reed. They told the Transport Minister.",
            {"Ann Reed": ("people", ("Transport Minister Ann Reed", "Transport Minister"))},
        ),
        ("It met Poole's Museum Director Ann Reed.", {"Poole": "", "Museum Director Ann Reed": ""}),
        ("The boat left in Port Lund. It met Lund Port.", {"Port Lund": "places", "Lund Port": ""}),
        ("They have a stake in Port Lund.", {"Port Lund": "groups"}),
        ("It sank at Port Lund Park.", {"Port Lund Park": "places"}),
        (
            "Ireland said it would help Northern Ireland.",
            {"Ireland": "places", "Northern Ireland": "places"},
        ),
        ("Korea said it left South Korea.", {"Korea": "groups", "South Korea": "places"}),
        ("It sacked staff in Department of Health offices.", {"Department of Health": "agencies"}),
        (
            "Mr Reed came. It met Ann Reed. It had faith in Reed.",
            {"Ann Reed": ("people", ("Mr Reed", "Reed"))},
        ),
    ],
)  # fmt: skip
def test_a_name_is_drafted_whole_with_its_short_forms(text: str, expected: dict[str, Any]) -> None:
    found = names(text)
    assert found.keys() == expected.keys()
    for name, (kind, aliases) in found.items():
        assert expected[name] in ("", kind, (kind, aliases))


@pytest.mark.parametrize(
    "text",
    [
        "It met Bo Lund Jr., 55, of Poole. Lund left.",
        "It met General Bo Lund, chairman of the crew.",
        "It met Prime Minister Lund. It met Lund.",
        "It met Secretary of State Bo Lund at sea.",
        "Sea Park Ranger Supervisor Bo Lund said it was late.",
        "It met Bo Lund at sea. It was late, Lund said.",
        "It met its agent Bo Lund and left.",
        "Reed's attorney, Bo Lund, left it.",
        "The spokeswoman for women Bo Lund left it.",
        "Bo Lund, director general of the crew, left it.",
        "Bo Lund, a 34-year-old from the crew, left it.",
        "Bo Lund, who's of the crew, left it.",
    ],
)
def test_words_beside_a_name_show_that_it_is_a_persons(text: str) -> None:
    people = [name for name, (kind, _) in names(text).items() if kind == "people"]
    assert len(people) == 1
    assert "Lund" in people[0]


@pytest.mark.parametrize(
    "text", ["The Depot said it was late. It met Sea Depot.", "It met General Lund Works at sea."]
)
def test_a_name_that_may_be_a_bodys_is_no_persons(text: str) -> None:
    assert {kind for kind, _ in names(text).values()} == {"groups"}


@pytest.mark.parametrize(
    ("passage", "reason"),
    [
        ("(Reporting by Ann Reed in Poole; Editing by Bo Lund)", "Source of the article."),
        ("(Coast News with AFP)", "Source of the article."),
        ("This article originally appeared on Coast News.", "Source of the article."),
        ("This article was first published by it. Read the original article.", "Source of the article."),
        ("Main image credit: Coast News", "Credit of a picture."),
        ("From Ann Reed at Lund Park", "By-line."),
        ("Ann Reed | reed@example.org", "By-line."),
        ("— Ann Reed (@reed) May 5, 2031", "Author of a post."),
        ("POOLE, May 5, 2031", "Date line."),
        ("___", "Mark between entries."),
        ("4:14 p.m.", "Mark between entries."),
        ("Strike put off", "Heading."),
        ("‘Not a penny’", "Heading."),
        ("Port Boats Last Change %", "Heading."),
        ("What did it say then?", None),
        ("• forged permits", None),
        ("Boats lost: 5", None),
        ("It sank.", None),
    ],
)  # fmt: skip
def test_a_passage_that_claims_nothing_is_set_aside(passage: str, reason: str | None) -> None:
    store = drafted(f"A tale of the sea\n\nIt is late.\n\n{passage}\n\nIt is far too late.\n")
    assert [one.reason for one in store.not_claims] == ([reason] if reason else [])
    assert len(store.of_kind(Claim)) == (2 if reason else 3)


def test_a_date_line_with_its_place_gives_the_day_of_publication() -> None:
    store = drafted("A tale of the sea\n\nPOOLE, May 5, 2031\n\nIt is late.\n")
    assert store.source.date_published == "2031-05-05"


def test_an_agency_at_the_end_of_the_last_paragraph_claims_nothing() -> None:
    store = drafted("A tale of the sea\n\nIt is late. PTI\n")
    assert [one.anchor for one in store.not_claims] == ["PTI"]


def dates(sentence: str, **details: str) -> list[str | None]:
    store = drafted(f"A tale of the sea\n\n{sentence}\n", **details)
    return [event.date for event in store.of_kind(Event)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It sank on 5 May 2031.", "2031-05-05"),
        ("It sank on May 5, 2031, at noon.", "2031-05-05"),
        ("It sank on 25/12/2031.", "2031-12-25"),
        ("It sank in 2031.", "2031"),
        ("It sailed between June and November 2031.", "2031-06/2031-11"),
        ("It lost money in 2030-31.", "2030/2031"),
        ("It will sail by 2031.", "../2031"),
        ("It may sail as soon as 2031.", "2031/.."),
        ("It sailed from 2031 to 2034.", "2031/2034"),
        ("It sank between 2031 and 2034.", "2031/2034"),
        ("It sank on Monday, 5 May.", "2031-05-05"),
    ],
)
def test_an_event_has_a_date_that_is_beyond_doubt(sentence: str, expected: str) -> None:
    assert dates(sentence, date_published="2031-05-09") == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "It sank on 5 May.",
        "It sank on 5/6/2031.",
        "It sank on 4 and 5 May 2031.",
        "It has 2000 lamps.",
    ],
)
def test_a_date_in_any_doubt_is_left_to_do(sentence: str) -> None:
    assert dates(sentence, date_published="2031-05-09") == [None]


PIECES: Final = st.sampled_from(
    [
        *("Ann Reed", "the Harbour Council", "Mr Reed", "Bo Lund", "Norway", "it", "the ferry"),
        *(" said ", " said: ", " told the crew ", " is late", " sank ", " and ", " in ", " of "),
        *("“", "”", "‘", "’", '"', "«", ". ", ", ", "? ", ": ", " … ", "…", "\n\n", "\n", "\n\n• "),
        *("£2.5m", "40", " to ", "10-15%", "half", " people", "5 May 2031", "2031", "on Monday"),
        *("By ", "Read more", "(HC)", "Section 9", "ß", "船", "\u202e", "#", "- ", "\x07", "é"),
    ]
)


@example(" said \n\n said  said ")
@example('"Ann Reed‘“Ann Reed')
@example("Ann Reed«£2.5m … ")
@example("“Wait… and wait” … “Wait…and wait” he said. “Wait…and wait” he said.")
@example("2031Mr Reed said Ann Reed")
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_gives_a_draft_in_which_only_values_to_fill_in_are_left(text: str) -> None:
    article = FoldedText(text)
    if not article.word_bounds[0]:
        return
    store = drafted(text)
    assert {problem.code for problem in rules.problems(store)} <= {"todo"}
    evidence = Evidence(store, article, "a.txt")
    assert not evidence.orphans
    claims = {span for claim in store.of_kind(Claim) for span in evidence.spans[claim.id]}
    shortest = ShortestAnchors(article, evidence.all_sentences)
    for span in claims:
        sentences = [evidence.all_sentences.spans[n] for n in evidence.all_sentences.indices(span)]
        # No anchor may select a sentence whose words also stand on the border of two others.
        assert len(sentences) == 1 or not all(map(shortest.shortest, sentences))


def test_an_existing_store_is_not_overwritten(article: Path, bsc: Bsc) -> None:
    store = Path("article.facts.yaml")
    store.write_text("mine")
    assert bsc("new", str(article)) == (
        "",
        (
            "bsc: error: article.facts.yaml exists\nhint: --update adds to it what is new in the"
            " article\n"
        ),
        2,
    )
    assert store.read_text() == "mine"


@pytest.mark.parametrize(
    ("store", "message"),
    [
        ("article.txt", "article.txt is the article itself"),
        (".", ". is a folder"),
        ("no/store.yaml", "there is no folder no"),
        ("", "the path of the store is empty"),
    ],
)
def test_a_path_that_cannot_be_that_of_a_new_store_is_refused(
    store: str, message: str, article: Path, bsc: Bsc
) -> None:
    ran = bsc("new", str(article), "-o", store)
    assert ran.err.startswith(f"bsc: error: {message}\nhint: ")
    assert (ran.out, ran.code) == ("", 2)
    assert article.read_text(encoding="utf-8") == ARTICLE


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the article a.txt has no words"),
        (b" \n\n\t...", "the article a.txt has no words"),
        (b"<!DOCTYPE html><p>It is late.", "the article a.txt is an HTML page, not plain text"),
        (b"%PDF-1.7 ...", "the article a.txt is a PDF document, not plain text"),
        (b"It is late.\0", "a.txt:1: the article contains a NUL character"),
        (b"It is \xff\xfe late.", "a.txt:1: the article is not UTF-8 text"),
        (b"x" * (articles.LARGEST + 1), "the article a.txt is larger than 5 MB"),
    ],
)
def test_what_is_no_article_is_refused_and_no_store_written(
    content: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bsc: Bsc
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(content)
    ran = bsc("new", "a.txt")
    assert ran.err.startswith(f"bsc: error: {message}")
    assert "hint: " in ran.err
    assert ran.code == 2
    assert not (tmp_path / "a.facts.yaml").exists()


@pytest.mark.parametrize(
    "text",
    [
        "Late",
        "late late late",
        "no full stop\n\nand no headline",
        "船は遅い。\n\n海は広い。",
        "הספינה מאחרת.\n\nהים רחב.",
    ],
)
def test_a_text_of_any_sort_is_drafted_as_claims(text: str, bsc: Bsc, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    ran = bsc("new", str(tmp_path / "a.txt"))
    assert ran.code == 0
    store = str(tmp_path / "a.facts.yaml")
    assert codes(bsc("check", store, "--json").out) == {"todo"}


def test_of_another_language_only_sentences_and_quotations_are_drafted(
    bsc: Bsc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Das Schiff von Anna Reth sank. „Schade“, sagte sie.\n" * 2)
    assert bsc("new", "a.txt").err.startswith(
        "bsc: the article does not seem to be in English, whose names and numbers are drafted\n"
        "hint: only sentences and quotations are drafted\nbsc: a.facts.yaml: 1 quote, 2 claims\n"
    )


def test_details_of_the_source_may_be_given(article: Path, bsc: Bsc) -> None:
    given = (
        "--headline",
        "A: B",
        "--author",
        "Reed, Ann; Bo Lund",
        "--publisher",
        "Ferry News",
        "--date",
        "2031-05-04",
    )
    ran = bsc("new", str(article), "--dry-run", *given, "--url", "https://example.org/#a")
    assert (
        '  headline: "A: B"\n  author: "Reed, Ann; Bo Lund"\n  publisher: "Ferry News"\n  date_published: 2031-05-04\n'
        '  url: "https://example.org/#a"\n' in ran.out
    )
    assert bsc("new", str(article), "--date", "4 May").err == (
        "bsc: error: --date cannot be '4 May'\nhint: write the day of publication as YYYY-MM-DD\n"
    )


def test_characters_of_the_article_cannot_leave_a_comment(bsc: Bsc, tmp_path: Path) -> None:
    text = "A tale of it\n\nIt is \u2028claims: []\u2029 \x85late \x1b[31m and \u202e so on.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    ran = bsc("new", str(tmp_path / "a.txt"), "--dry-run")
    assert ran.out.isprintable() or set(re.findall(r"[^ -~]", ran.out)) <= {"\n", "…"}
    assert stores.parse(ran.out.encode(), "facts.yaml").of_kind(Claim)


def test_an_article_may_come_from_standard_input(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert shell("bsc new - < a.txt").err == (
        "bsc: error: an article from standard input has no name\nhint: name the store with -o\n"
    )
    assert shell("bsc new - -o s.yaml < a.txt").err.endswith("hint: next: bsc todo s.yaml\n")
    text = (tmp_path / "s.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Drafted from standard input. ")
    assert "\n  text:" not in text


def test_a_store_elsewhere_has_the_path_of_the_article_relative_to_it(
    article: Path, bsc: Bsc
) -> None:
    Path("stores").mkdir()
    bsc("new", str(article), "-o", "stores/s.yaml")
    assert '  text: "../article.txt"\n' in Path("stores/s.yaml").read_text()
    assert codes(bsc("audit", str(article), "--facts", "stores/s.yaml", "--json").out) == {"todo"}


def test_options_of_commands_that_print_records_are_refused(article: Path, bsc: Bsc) -> None:
    assert bsc("--json", "new", str(article)).err == (
        "bsc: error: bsc new prints no records\nhint: name the store to write with -o, after 'new'\n"
    )
    assert bsc("--facts", "s.yaml", "new", str(article)).err == (
        "bsc: error: bsc new reads no store\nhint: name the store to write with -o\n"
    )


def test_the_work_for_an_article_stays_in_proportion_to_its_length() -> None:
    def anchors_sought(paragraphs: int) -> int:
        text = "It cost £5 in 2031, said Ann Reed.\n\n" * paragraphs
        store = drafted(f"A tale of the sea\n\n{text}")
        return sum(len(record.evidence) for record in store.records.values())

    assert anchors_sought(400) == anchors_sought(200)


class TestUpdate:
    """`bsc new --update`."""

    def test_what_is_new_in_an_article_is_added_and_all_else_kept(
        self, article: Path, bsc: Bsc
    ) -> None:
        bsc("new", str(article))
        path = Path("article.facts.yaml")
        old = path.read_text().replace("role: TODO", "role:   Runs it  # sure?", 1)
        path.write_text(old)
        more = "The Harbour Council will buy 12 buses. “It is time,” Bo Lund said.\n"
        article.write_text(ARTICLE.replace("Read more", f"{more}\nRead more"), encoding="utf-8")
        ran = bsc("new", str(article), "--update")
        assert ran.err.startswith(
            "bsc: article.facts.yaml: added 1 quote, 1 figure, 2 claims\nhint: next: "
        )
        new = path.read_text()
        added = set(new.splitlines()) - set(old.splitlines())
        assert '    as_written: "12 buses"' in added
        assert "    speaker: bo-lund" in new.split("it-is-time")[1]
        assert "    about: [harbour-council]" in added
        kept = [line for line in old.splitlines() if line in new.splitlines()]
        gone = set(old.splitlines()) - set(kept)
        assert all(re.match(r'  (words|sha256): |    "[0-9a-f]', line) for line in gone)
        audit = bsc("audit", str(article), "--facts", str(path), "--json")
        assert codes(audit.out) == {"todo"}

    def test_an_article_without_anything_new_changes_nothing(self, article: Path, bsc: Bsc) -> None:
        bsc("new", str(article))
        before = Path("article.facts.yaml").read_bytes()
        assert bsc("new", str(article), "--update").err == (
            "bsc: article.facts.yaml: the article has nothing new\n"
        )
        assert Path("article.facts.yaml").read_bytes() == before

    def test_line_ends_comments_and_a_missing_last_line_end_are_kept(
        self, article: Path, bsc: Bsc
    ) -> None:
        bsc("new", str(article))
        path = Path("article.facts.yaml")
        old = (path.read_text() + "# the end").replace("\n", "\r\n").encode()
        path.write_bytes(old)
        article.write_text(f"{ARTICLE}\nIt is far too late.\n", encoding="utf-8")
        assert bsc("new", str(article), "--update").code == 0
        new = path.read_bytes()
        assert new.endswith(b"# the end")
        assert new.count(b"\n") == new.count(b"\r\n")

    @pytest.mark.parametrize(
        ("store", "message"),
        [
            (
                '{"source": {"headline": "Late"}}',
                "records cannot be added to s.yaml, a store in JSON",
            ),
            ("source: {headline: Late}", "s.yaml:1: the keys of 'source' are not in lines"),
            ("source:\n  headline: Late\nclaims: []", "s.yaml:3: the items of 'claims' are not"),
        ],
    )
    def test_a_store_in_another_form_is_refused(
        self, store: str, message: str, article: Path, bsc: Bsc
    ) -> None:
        Path("s.yaml").write_text(store)
        ran = bsc("new", str(article), "-o", "s.yaml", "--update")
        assert ran.err.startswith(f"bsc: error: {message}")
        assert ran.code == 2
        assert Path("s.yaml").read_text() == store

    def test_the_store_of_another_article_is_refused(self, article: Path, bsc: Bsc) -> None:
        bsc("new", str(article))
        Path("b.txt").write_text("Rain falls. Gulls cry over the pier.\n")
        ran = bsc("new", "b.txt", "-o", "article.facts.yaml", "--update")
        assert ran.err.startswith(
            "bsc: error: b.txt is not the article that article.facts.yaml was made from\n"
        )
        assert ran.code == 2
