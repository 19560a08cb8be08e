"""Records held against the sentences that they rest on: coverage, references, dates and speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from bsc_cli.checks import (
    coverage_rules,
    date_rules,
    name_rules,
    quote_rules,
    record_rules,
    reference_rules,
)
from bsc_cli.checks.report import Report
from bsc_cli.store import store
from bsc_cli.text.folding import FoldedText
from tests.examples import complete

if TYPE_CHECKING:
    from bsc_cli.checks.results import Audit

MODULES: Final = (
    coverage_rules,
    date_rules,
    name_rules,
    quote_rules,
    record_rules,
    reference_rules,
)
CODES: Final = {rule.explanation.code for module in MODULES for rule in module.RULES}


def report(article: str, facts: str) -> Report:
    """Return the report of an audit; the store is completed with what every store requires."""
    content = complete(facts, "evidence").encode()
    return Report(store.parse(content, "facts.yaml"), FoldedText(article), "article.txt")


def found(article: str, facts: str, *codes: str) -> list[str]:
    """Return the codes and subjects of the problems with some codes, or of all under test."""
    problems = report(article, facts).problems
    return [
        f"{problem.code} {problem.subject}".strip()
        for problem in problems
        if problem.code in (codes or CODES)
    ]


# Coverage

TWO = "The ferry is late. It sails at noon."
LATE = "{id: late, statement: The boat is not on time., evidence: [The ferry is late]}"
NOON = "{id: noon, statement: The boat leaves at noon., evidence: [It sails at noon]}"


@pytest.mark.parametrize(
    ("claims", "problems"),
    [
        (f"{LATE}, {NOON}", []),
        (LATE, ["uncovered"]),
        (f"{LATE}, {NOON[:-1].replace('It', 'The ferry … It')}}}", ["broad noon.evidence[0]"]),
    ],
)
def test_a_claim_counts_for_the_sentence_that_its_anchor_lies_in(
    claims: str, problems: list[str]
) -> None:
    codes = ("uncovered", "unclaimed", "broad")
    assert found(TWO, f"claims: [{claims}]", *codes)[: len(problems)] == problems
    assert bool(found(TWO, f"claims: [{claims}]", *codes)) == bool(problems)


def test_an_anchor_across_the_article_covers_nothing() -> None:
    facts = "claims: [{id: all, evidence: [The ferry … noon]}]"
    assert sorted(found(TWO, facts, "broad", "unclaimed")) == ["broad all.evidence[0]", "unclaimed"]


def test_a_headline_counts_as_stated() -> None:
    article = "# Ferry Service Cut\n\nThe ferry is late.\n"
    facts = f"source: {{headline: Ferry Service Cut}}\nclaims: [{LATE}]"
    assert found(article, facts, "uncovered", "unclaimed") == []
    assert found(article, f"claims: [{LATE}]", "uncovered") == ["uncovered"]


def test_the_numbers_of_list_items_need_no_record() -> None:
    article = "1. The ferry is late.\n2. It sails at noon.\n"
    assert found(article, f"claims: [{LATE}, {NOON}]", "uncovered", "unclaimed", "numeral") == []


def test_the_passages_of_a_quote_may_span_the_sentences_quoted() -> None:
    article = 'Ann Reed: "It is late. We wait." She left.'
    quote = "quotes: [{{id: q, text: It is late. We wait., evidence: [{}]}}]"
    assert found(article, quote.format("It is late … wait"), "broad") == []
    assert found(article, quote.format("It is late … left"), "broad") == ["broad q.evidence[0]"]


def test_words_in_quotation_marks_may_claim_nothing_in_a_claim() -> None:
    article = 'The "ferry" is late.'
    claims = "claims: [{id: late, evidence: [The … late]}]\nnot_claims: [{anchor: %s, reason: A.}]"
    assert found(article, claims % "'\"ferry\"'", "not-claim-overlap") == []
    assert found(article, claims % "is late", "not-claim-overlap") == [
        "not-claim-overlap not_claims[0].anchor"
    ]


def test_the_report_counts_sentences_and_gives_the_widest_anchor() -> None:
    facts = f"claims: [{LATE}, {LATE.replace('id: late', 'id: again')}, {NOON}]\n"
    more = "not_claims: [{anchor: Read more., reason: A link.}]"
    audit: Audit = report(f"{TWO} Read more.", facts + more).audit([])
    assert audit.sentences.values | {"widest_anchor": None} == {
        "found": 3,
        "claimed": 2,
        "set_aside": 1,
        "claims": 3,
        "widest_anchor": None,
    }
    assert audit.sentences.widest_anchor is not None
    assert audit.sentences.widest_anchor.values == {
        "record": "late",
        "anchor": "The ferry is late",
        "words": 4,
    }
    assert audit.words.set_aside == 2


# References

HARBOUR = """\
The Harbour Office has closed the old pier.

Coast Watch is to guard it. Ann Reed will lead the guards.

Boats now land at Poole.
"""
ENTITIES = """\
agencies:
- {id: ho, name: Harbour Office, evidence: [Harbour Office]}
- {id: watch, name: Coast Watch, evidence: [Coast Watch]}
people: [{id: ann, name: Ann Reed, evidence: [Ann Reed]%s}]
places: [{id: poole, name: Poole, evidence: [Poole]}]
topics: [{id: pier, name: The old pier, evidence: [the old pier]}]
"""


@pytest.mark.parametrize(
    ("record", "problems"),
    [
        ("claims: [{id: c, about: [ho, pier], evidence: [has closed the old pier]}]", []),
        ("claims: [{id: c, about: [poole], evidence: [has closed the old pier]}]", ["about c.about[0]"]),
        ("claims: [{id: c, about: [pier], evidence: [Coast Watch is]}]", []),
        ("claims: [{id: c, about: [watch], evidence: [lead the guards]}]", []),
        ("claims: [{id: c, about: [pier], evidence: [Boats now land]}]", ["about c.about[0]"]),
        (
            "claims: [{id: c, about: [ho], statement: Harbours lie idle., evidence: [Boats]}]",
            [],
        ),
        (
            ("claims: [{id: c, about: [pier], evidence: [Boats], support: inferred,"
            " caveats: [{type: inference, text: They no longer use the old pier.}]}]"),
            [],
        ),
        ("events: [{id: e, places: [poole], evidence: [has closed]}]", ["reference-text e.places[0]"]),
        ("events: [{id: e, participants: [ho], evidence: [has closed]}]", []),
        (
            "measures: [{id: m, actors: [ann], evidence: [has closed]}]",
            ["reference-text m.actors[0]"],
        ),
    ],
)  # fmt: skip
def test_the_text_bears_out_what_a_record_refers_to(record: str, problems: list[str]) -> None:
    assert found(HARBOUR, ENTITIES % "" + record, "about", "reference-text") == problems


@pytest.mark.parametrize(
    ("id", "problems"), [("watch", []), ("ho", ["reference-text ann.organization"])]
)
def test_the_sentences_about_a_person_name_the_organization(id: str, problems: list[str]) -> None:
    facts = ENTITIES % f", organization: {id}"
    assert found(HARBOUR, facts, "reference-text") == problems


def test_the_main_subjects_of_an_article_need_no_mention() -> None:
    record = "claims: [{id: c, about: [pier], evidence: [Boats now land]}]"
    facts = ENTITIES % "" + record
    headline = "source: {headline: Old Pier Closed}\n"
    assert found(HARBOUR, headline + facts, "about") == []
    assert found(HARBOUR, "source: {headline: News}\n" + facts, "about") == ["about c.about[0]"]


# Names and lists


@pytest.mark.parametrize(
    ("records", "problems"),
    [
        ("agencies: [{id: a, name: Harbour Office, acronym: HO}]", []),
        ("agencies: [{id: a, name: Harbour Office, acronym: CW}]", ["acronym a.acronym"]),
        (
            (
                "agencies: [{id: a, name: Harbour Office, acronym: HO, evidence: [Harbour Office]},"
                " {id: b, name: Coast Watch, acronym: HO, evidence: [Coast Watch]}]"
            ),
            ["acronym b.acronym", "shared-name b.acronym"],
        ),
        (
            (
                "places: [{id: a, name: Lyme, evidence: [Lyme has]}]\n"
                "groups: [{id: b, name: Lyme, evidence: [Lyme won]}]"
            ),
            [],
        ),
        (
            (
                "places: [{id: a, name: Lyme, evidence: [Lyme has]}]\n"
                "groups: [{id: b, name: Coast Watch, aliases: [Lyme], evidence: [Coast Watch]}]"
            ),
            ["shared-name b.aliases[0]"],
        ),
        (
            (
                "people: [{id: a, name: Ann Reed, aliases: [Reed], evidence: [Ann Reed]},"
                " {id: b, name: Bo Reed, aliases: [Reed], evidence: [Bo Reed]}]"
            ),
            [],
        ),
    ],
)
def test_a_name_belongs_to_one_record(records: str, problems: list[str]) -> None:
    article = "The Harbour Office (HO) and Coast Watch (CW) met Ann Reed and Bo Reed. " * 2
    article += "Lyme has a pier. Lyme won the cup."
    facts = records if "evidence" in records else records[:-2] + ", evidence: [Harbour Office]}]"
    assert sorted(found(article, facts, "acronym", "shared-name")) == problems


LIST = """\
Who is who:

Harbour Office (HO): It runs the ferry.

Coast Watch: It watches the coast.

The Pilot Station is not new.
"""


@pytest.mark.parametrize(
    ("listed", "problems"),
    [
        ("true true false", []),
        ("false true false", ["listed ho.listed"]),
        ("true true true", ["listed pilots.listed"]),
    ],
)
def test_listed_agrees_with_the_lists_of_the_article(listed: str, problems: list[str]) -> None:
    agencies = zip(
        ("ho, name: Harbour Office", "watch, name: Coast Watch", "pilots, name: Pilot Station"),
        ("It runs the ferry", "It watches the coast", "The Pilot Station"),
        listed.split(),
        strict=True,
    )
    facts = "\n".join(
        f"- {{id: {name}, listed: {value}, evidence: [{anchor}]}}"
        for name, anchor, value in agencies
    )
    assert found(LIST, f"agencies:\n{facts}", "listed") == problems


# Dates


@pytest.mark.parametrize(
    ("sentence", "date", "is_right"),
    [
        ("The ferry sank on 5 July 2024.", "2024-07-05", True),
        ("The ferry sank on 5 July 2024.", "2024-07-06", False),
        ("The ferry sank on 5 July 2024.", "2023-07-05", False),
        ("The ferry sank on 5 July 2024.", "2024-07", True),
        ("The ferry sank on 5 July 2024.", "2024-08", False),
        ("The ferry sank on July 5th, 2024.", "2024-07-05", True),
        ("The ferry sank on 5/7/2024.", "2024-07-05", True),
        ("From 3 to 5 July the ferry ran.", "2031-07-03/2031-07-05", True),
        ("From 3 to 5 July the ferry ran.", "2031-07-03/2031-07-06", False),
        ("It ran from June to November 2030.", "2030-06/2030-11", True),
        ("It ran from June to November 2030.", "2030-06/2030-12", False),
        ("The ferry sank on Monday.", "2031-07-07", True),
        ("The ferry sank on Monday.", "2031-07-08", False),
        ("The ferry sank on Monday.", "2030-07-08", False),
        ("The ferry sank yesterday.", "2031-07-09", True),
        ("The ferry sank on 5 July.", "2031-07-05", True),
        ("The ferry sank on 5 July.", "2029-07-05", False),
        ("It is to open on Feb. 5.", "2032-02-05", True),
        ("The ferry was built in 1961.", "1961", True),
        ("The ferry was built in 1961.", "1962", False),
        ("It is to open next spring.", "2032-21", True),
        ("It is to open next spring.", "2032-24", False),
        ("The ferry sank.", "2031-07-05", False),
        ("The ferry sank.", "2031", True),
        ("The ferry sank in the 1990s.", "1994", True),
        ("The ferry may sink.", "2031-05", False),
    ],
)
def test_a_date_stands_in_the_sentences_of_its_record(
    sentence: str, date: str, is_right: bool
) -> None:
    facts = (
        "source: {headline: News, date_published: 2031-07-10}\n"
        f"events: [{{id: e, date: {date}, evidence: ['{sentence.rstrip('.')}']}}]"
    )
    assert found(sentence, facts, "date-text") == ([] if is_right else ["date-text e.date"])


@pytest.mark.parametrize(
    ("sentence", "date", "is_right"),
    [
        ("The ferry sank on 5 July.", "2024-07-05", True),
        ("The ferry sank on 5 July.", "2024-07-06", False),
        ("Two days after 5 July the ferry sank.", "2024-07-07", True),
        ("The ferry sank.", "2024-07-07", True),
    ],
)
def test_an_inferred_date_may_be_more_precise_than_the_text(
    sentence: str, date: str, is_right: bool
) -> None:
    facts = f"events: [{{id: e, date: {date}, support: inferred, evidence: ['{sentence[:-1]}']}}]"
    assert found(sentence, facts, "date-text") == ([] if is_right else ["date-text e.date"])


def test_a_year_may_stand_elsewhere_in_an_article_without_a_date() -> None:
    article = "The pier opened in 2024.\n\nThe ferry sank on 5 July."
    event = "events: [{{id: e, date: {}, evidence: [The ferry sank on 5 July]}}]"
    assert found(article, event.format("2024-07-05"), "date-text") == []
    assert found(article, event.format("2025-07-05"), "date-text") == ["date-text e.date"]


# Speakers

PEOPLE = """\
people:
- {id: ann, name: Ann Reed, evidence: [Ann]}
- {id: bo, name: Bo Lund, evidence: [Bo]}
agencies: [{id: ho, name: Harbour Office, evidence: [Harbour Office]}]
"""


@pytest.mark.parametrize(
    ("article", "cue", "speaker"),
    [
        ('Bo Lund met Ann Reed. "It is late," said Ann Reed of the Harbour Office.', "said", "ann"),
        ('Ann Reed told Bo Lund: "It is late," and left the Harbour Office.', "told", "ann"),
        ('Ann Reed, who succeeded Bo Lund, said: "It is late,"', "said", "ann"),
        ('"It is late," the Harbour Office said. Ann and Bo left.', "said", "ho"),
        ('Bo Lund left. Ann Reed came. "It is late," she said at the Harbour Office.', "she said", "ann"),
        ('The Harbour Office shut. Bo and Ann left.\n\nBo Lund said: "We go.\n\n"It is late,"', "Bo Lund said", "bo"),
    ],
)  # fmt: skip
def test_the_speaker_is_the_one_with_the_cue(article: str, cue: str, speaker: str) -> None:
    quote = (
        "quotes: [{id: q, text: 'It is late,', speaker: %s, attribution: inferred, cue: %s,"
        " evidence: ['It is late', %s]}]"
    )
    for id in ("ann", "bo", "ho"):
        problems = found(article, PEOPLE + quote % (id, cue, cue), "quote-speaker")
        if id == speaker:
            assert problems == []
        elif cue != "she said" or id == "ho":
            assert problems == ["quote-speaker q.speaker"]


@pytest.mark.parametrize(
    ("article", "attribution"),
    [
        ('"It is late," said Ann Reed of the Harbour Office to Bo Lund.', "explicit"),
        ('Ann Reed and Bo Lund left the Harbour Office. "It is late," she said.', "inferred"),
    ],
)
def test_an_attribution_is_explicit_where_a_name_stands_beside_the_cue(
    article: str, attribution: str
) -> None:
    claim = "claims: [{id: c, voice: ann, attribution: %s, evidence: [It is late]}]"
    other = "inferred" if attribution == "explicit" else "explicit"
    assert found(article, PEOPLE + claim % attribution, "attribution-text") == []
    assert found(article, PEOPLE + claim % other, "attribution-text") == [
        "attribution-text c.attribution"
    ]


def test_a_body_beside_the_cue_may_speak_though_the_sentence_begins_with_another() -> None:
    bodies = (
        "agencies: [{id: ho, name: Harbour Office, evidence: [Harbour Office]},"
        " {id: sc, name: Sea Club, evidence: [Sea Club]}]\n"
    )
    claim = "claims: [{id: c, voice: ho, attribution: explicit, evidence: [The Sea Club … said]}]"
    article = "The Sea Club is far too late, the Harbour Office said."
    assert found(article, bodies + claim, "voice") == []


def test_a_claim_is_as_explicit_as_the_quote_in_it_whose_cue_has_another_verb() -> None:
    article = '"It is late," said Ann Reed.\n\n"It is far too cold," Ann Reed went on. Bo left.'
    facts = (
        "quotes: [{id: q, text: 'It is far too cold', speaker: ann, attribution: explicit,"
        " cue: Ann Reed went on, evidence: [It is far … went on]}]\n"
        "claims: [{id: c, voice: ann, attribution: explicit, evidence: [It is far … went on]}]"
    )
    assert found(article, PEOPLE + facts, "attribution-text") == []


def test_a_claim_may_be_about_a_quote_that_begins_in_its_sentence() -> None:
    facts = (
        "quotes: [{id: q, text: 'It is late. It is cold.', speaker: ann, evidence: [It is … cold]}]\n"
        "claims: [{id: c, about: [q], evidence: ['He said: \"It is late']}]"
    )
    assert found('Ann left.\n\nHe said: "It is late. It is cold."', PEOPLE + facts, "about") == []


@pytest.mark.parametrize(
    ("article", "type"),
    [
        ('Ann Reed said: "It was late." Bo went to the Harbour Office.', "direct"),
        ('"It was late," Ann Reed said. Bo went to the Harbour Office.', "direct"),
        ('Ann Reed said it "was late". Bo went to the Harbour Office.', "mixed"),
        ('Ann Reed said, "it was late." Bo went to the Harbour Office.', "direct"),
    ],
)
def test_a_quotation_is_mixed_where_it_is_a_part_of_the_sentence(article: str, type: str) -> None:
    [text] = article.split('"')[1::2]
    quote = "quotes: [{id: q, text: '%s', speaker: ann, quote_type: %s, evidence: ['%s']}]"
    other = {"direct": "mixed", "mixed": "direct"}[type]
    assert found(article, PEOPLE + quote % (text, type, text), "quote-type") == []
    assert found(article, PEOPLE + quote % (text, other, text), "quote-type") == [
        "quote-type q.quote_type"
    ]


@pytest.mark.parametrize(
    ("article", "claim", "problems"),
    [
        ('"It is late," Ann Reed said.', "voice: ann, statement: It is dark.", []),
        ('"It is late," Ann Reed said.', "voice: bo, statement: It is dark.", ["voice c.voice"]),
        ('"It is late," Ann Reed said.', "statement: It is dark.", ["voice c.voice"]),
        ('"It is late," Ann Reed said.', "statement: Ann Reed said it was dark.", []),
        ("Ann Reed said it was dark.", "statement: Night fell.", ["voice-reported c.voice"]),
        ("Ann Reed said it was dark.", "statement: Reed says night fell.", []),
        ("Ann Reed shut the door.", "voice: ann, statement: It is shut.", ["voice-reported c.voice"]),
        ("Ann Reed shut the door.", "voice: bo, statement: It is shut.", ["voice c.voice", "voice-reported c.voice"]),
        ("Ann Reed came. The door was shut, she added.", "voice: ann, statement: It is shut.", []),
    ],
)  # fmt: skip
def test_a_claim_is_in_the_voice_of_the_one_who_speaks(
    article: str, claim: str, problems: list[str]
) -> None:
    quote = "quotes: [{id: q, text: 'It is late,', speaker: ann, evidence: [It is late]}]\n"
    anchor = article.split('"')[1] if '"' in article else article.rpartition(". ")[2].rstrip(".")
    facts = f"{PEOPLE}{quote}claims: [{{id: c, {claim}, evidence: ['{anchor.rstrip(',')}']}}]"
    assert sorted(found(article, facts, "voice", "voice-reported")) == problems


def test_a_quote_without_a_speaker_has_nobody_named_beside_its_cue() -> None:
    quote = "quotes: [{id: q, text: 'It is late,', cue: %s, evidence: ['It is late', %s]}]"
    article = '"It is late," Ann Reed said. Bo left. "It is late," a man shouted.'
    assert found(article, PEOPLE + quote % ("said", "said"), "quote-speaker") == ["quote-speaker q"]
    assert found('"It is late," a man cried.', quote % ("cried", "cried"), "quote-speaker") == []


def test_a_cue_stands_beside_its_quotation() -> None:
    quote = "quotes: [{id: q, text: 'It is late,', cue: %s, evidence: ['It is late', %s]}]"
    article = '"It is late," a man cried.\n\nNobody came.\n\nA woman laughed.'
    assert found(article, quote % ("cried", "cried"), "quote-cue") == []
    assert found(article, quote % ("laughed", "laughed"), "quote-cue") == ["quote-cue q.cue"]


def test_every_rule_counts_what_it_looks_at() -> None:
    article = 'Ann Reed of the Harbour Office (HO) said on 5 July 2024: "It is 5% more."'
    facts = (
        "people: [{id: ann, name: Ann Reed, organization: ho, evidence: [Ann Reed]}]\n"
        "agencies: [{id: ho, name: Harbour Office, acronym: HO, evidence: [Harbour Office]}]\n"
        "quotes: [{id: q, text: It is 5% more., speaker: ann, attribution: explicit, cue: said,"
        " about: [ho], evidence: [It is 5% more, said]}]\n"
        "figures: [{id: f, as_written: 5%, value: 5, unit: '%', change: increase, evidence: [5%]}]\n"
        "events: [{id: e, date: 2024-07-05, evidence: [on 5 July 2024]}]\n"
        "claims: [{id: c, voice: ann, attribution: explicit, about: [q], evidence: [It is 5%]}]\n"
        "not_claims: [{anchor: said on, reason: A part.}]"
    )
    examined = report(article, facts).examined
    lacking = {code for code in CODES if not examined[code]} - {"listed"}
    assert lacking == set()


@pytest.mark.parametrize(
    ("article", "speaker", "attribution", "cue"),
    [
        ('A source close to Ann Reed said: "It is late."', None, None, "said"),
        ('Ann Reed\'s rivals said: "It is late."', None, None, "said"),
        ('A spokesman for the Harbour Office said: "It is late."', "ho", "explicit", "said"),
        ('"It is late," he said.\n\nBo Lund, 34, was on the ferry.', "bo", "inferred", "he said"),
        ('Ann was told by Bo Lund: "It is late."', "bo", "explicit", "told by Bo Lund"),
        ('Ann Reed was told by Bo Lund: "It is late."', "bo", "explicit", "told by"),
        ('Office chief Bo Lund told Ann Reed: "It is late."', "bo", "explicit", "told"),
        ('"It is late." So spoke Ann Reed.', "ann", "explicit", "spoke Ann Reed"),
        ('"It is late."\n\nThose were the words of Ann Reed.', "ann", "inferred", "the words of"),
        ('In a letter to Ann Reed, Bo Lund wrote: "It is late."', "bo", "explicit", "wrote"),
        ('Bo Lund, whom Ann Reed chose, said: "It is late."', "bo", "explicit", "said"),
        ('"It is late," according to Ann Reed, who met Bo Lund.', "ann", "explicit", "according to"),
        ('Ann Reed accused Bo Lund of "being late".', "ann", "explicit", "accused Bo Lund"),
        ('Bo Lund runs the pier. Beside Ann Reed, he said: "It is late."', "bo", "inferred", "he said"),
        ('Bo Lund won.\n\nIn front of Ann Reed, the winner said: "It is late."', "bo", "inferred", "said"),
        ('Ann Reed: "It is late."', "ann", "explicit", None),
    ],
)  # fmt: skip
def test_a_right_speaker_raises_no_error(
    article: str, speaker: str | None, attribution: str | None, cue: str | None
) -> None:
    text = article.split('"')[1]
    fields = {"speaker": speaker, "attribution": attribution, "cue": cue}
    given = "".join(f", {name}: {value}" for name, value in fields.items() if value)
    anchors = f"'{text}', '{cue}'" if cue else f"'{text}', Ann Reed"
    quote = f"quotes: [{{id: q, text: '{text}'{given}, evidence: [{anchors}]}}]"
    codes = ("quote-text", "quote-cue", "quote-speaker", "attribution-text")
    assert found(f"{article}\n\nThe Harbour Office.", PEOPLE + quote, *codes) == []


@pytest.mark.parametrize(
    ("article", "voice", "attribution"),
    [
        ("Ann Reed said it was late.\n\nBo Lund was not so sure. The boats are old.", "bo", "inferred"),
        ("Bo Lund was not so sure. The boats are old, and the pier is, too.", "bo", "inferred"),
        ("For Bo Lund, the boats are old.", "bo", "explicit"),
        ("The boats are old, Bo Lund believes.", "bo", "explicit"),
        ("The boats, which Ann Reed paints, are old, said a friend of Bo Lund.", "bo", "explicit"),
        ("A report by the Harbour Office warns that the boats are old.", "ho", "explicit"),
        ("The boats that Ann Reed paints are old, the town's doctor said.", "bo", "inferred"),
        ("The boats that Ann Reed paints are old, Poole's harbour master said.", "bo", "inferred"),
    ],
)  # fmt: skip
def test_a_right_voice_raises_no_error(article: str, voice: str, attribution: str) -> None:
    claim = f"claims: [{{id: c, voice: {voice}, attribution: {attribution}, evidence: [old]}}]"
    assert found(article, PEOPLE + claim, "voice") == []


@pytest.mark.parametrize(
    ("role", "problems"),
    [
        ("Left a German town for the EU.", []),
        ("Left a French town for the EU.", ["foreign-name ann.role"]),
        ("Left a German town for the UN.", ["foreign-name ann.role"]),
    ],
)
def test_a_name_may_be_singular_or_initials_of_a_name_of_the_article(
    role: str, problems: list[str]
) -> None:
    facts = f"people: [{{id: ann, name: Ann Reed, role: {role}, evidence: [Ann Reed]}}]"
    article = "Ann Reed left. Germans live in the European Union."
    assert found(article, facts, "foreign-name") == problems
