"""`bsc audit`: a store that agrees with a small article, and changes that it must report."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.text import article, fingerprint
from bsc_cli.text.folding import FoldedText
from bsc_cli.text.numerals import numerals
from bsc_cli.text.quotations import quotations

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Bsc, Shell

    Problems = Callable[..., list[str]]

ARTICLE = """\
Ferry Service Cut

The Harbour Office (HO) in Lyme pays up to £2.5 million a year for the ferry, its
staff and the pier.

On Tuesday, September 17, Ann Reed said: \u201cToo few people cross at night.

\u201cWe carry 40.\u201d A \u201cquiet\u201d boat.

Page 2
"""

FACTS = """\
source: {headline: Ferry Service Cut}
agencies:
  - id: ho
    name: Harbour Office
    acronym: HO
    role: Pays for the boats.
    evidence: [The Harbour Office (HO)]
people:
  - id: ann-reed
    name: Ann Reed
    evidence: [Ann Reed]
places:
  - id: lyme
    name: Lyme
    evidence: [in Lyme]
quotes:
  - id: reed-too-few
    text: Too few people cross at night.
    speaker: ann-reed
    attribution: explicit
    cue: said
    evidence: [Ann Reed said, Too few … at night.]
  - id: reed-forty
    text: We carry 40.
    speaker: ann-reed
    attribution: inferred
    evidence: [We carry 40.]
figures:
  - id: pay
    as_written: up to £2.5 million
    value: 2500000
    comparator: <=
    currency: GBP
    property: yearly pay for the boats
    period: a year
    evidence: [up to £2.5 million a year]
  - id: carried
    as_written: '40'
    value: 40
    unit: people
    property: people on the boat
    evidence: [people cross … at night, We carry 40.]
events:
  - id: statement
    name: Statement
    statement: Reed speaks.
    date: 2024-09-17?
    evidence: ['On Tuesday, September 17']
claims:
  - id: service-cut
    statement: There are fewer boats.
    type: other
    subtype: other
    voice: author
    about: [ho, lyme, pay]
    evidence: [Ferry Service Cut, The Harbour Office … the pier.]
  - id: reed-spoke
    statement: Reed spoke on 17 September.
    type: other
    subtype: quote
    voice: author
    about: [ann-reed, statement, reed-too-few, reed-forty]
    evidence: ['On Tuesday … Ann Reed said']
  - id: few-cross
    statement: Not many people cross late.
    type: quantity
    voice: ann-reed
    attribution: explicit
    figures: [carried]
    evidence: [Too few … at night.]
  - id: forty-carried
    statement: The boat takes 40.
    type: quantity
    voice: ann-reed
    attribution: inferred
    figures: [carried]
    evidence: [We carry 40]
  - id: boat-quiet
    statement: The boat makes little noise.
    type: other
    subtype: other
    voice: author
    about: [carried]
    evidence: ['A “quiet” boat']
not_claims:
  - {anchor: '"quiet"', reason: The marks quote nobody.}
  - {anchor: Page 2, reason: The number of the page.}
"""


def with_fingerprint(article: str) -> str:
    """Return the store with the fingerprint of an article in its source."""
    lines = fingerprint.fingerprint(FoldedText(article)).as_yaml()
    return FACTS.replace(
        "source: {headline: Ferry Service Cut}\n",
        f"source:\n  headline: Ferry Service Cut\n{lines}",
    )


def line(problem: dict[str, Any]) -> str:
    """Return the line of the article that a problem concerns."""
    if problem["file"] == "article.txt":
        return str(problem["line"])
    return problem["article"].split(":")[1] if problem["article"] else "1"


@pytest.fixture
def audit_problems(bsc: Bsc) -> Problems:
    """Return the problems that an audit reports, as `line: [code] subject: message`.

    The line is that of the article, or 1 if the problem does not concern a place in it.
    """

    def audit(article: str = ARTICLE, facts: str = FACTS) -> list[str]:
        Path("article.txt").write_text(article, encoding="utf-8", newline="")
        out = json.loads(bsc("audit", "article.txt", "--json", facts=facts).out)
        return [
            f"{line(problem)}: [{problem['code']}] "
            + ": ".join(filter(None, (problem["subject"], problem["message"])))
            for problem in out["problems"]
        ]

    return audit


def test_a_row_of_the_summary_is_red_if_something_is_not_accounted_for(bsc: Bsc) -> None:
    Path("article.txt").write_text(ARTICLE + "\nNobody paid £77.\n")
    ran = bsc("audit", "article.txt", "--color", "always", "--width", "80", facts=FACTS)
    row = next(line for line in ran.out.splitlines() if "numerals" in line)
    assert "\x1b[1;31m" in row
    row = next(line for line in ran.out.splitlines() if "quotations " in line)
    assert "\x1b[32m" in row
    assert "\x1b[1;31m" not in row


def test_the_audit_of_a_store_that_agrees_with_its_article_is_complete(bsc: Bsc) -> None:
    Path("article.txt").write_text(ARTICLE)
    ran = bsc("audit", "article.txt", facts=with_fingerprint(ARTICLE))
    assert ran == (
        (
            "Audit of article.txt  the text that the store was made from\n"
            "\n"
            "            FOUND  MISSING  ACCOUNTED FOR\n"
            "sentences       6        0           100%\n"
            "words          45        0           100%\n"
            "numerals        4        0           100%\n"
            "quotations      3        0           100%\n"
            "names           6        0           100%\n"
            "anchors        18        0           100%\n"
            "\n"
            "claims per sentence  1.2\n"
            "widest anchor        21 words, of service-cut\n"
            "set aside            1 sentence, 3 words\n"
            "reviewed             0 of 13 records\n"
            "\n"
            "Complete: every anchor found, every sentence covered, every number, quotation and name "
            "recorded. Not checked: whether each statement says what its sentence says "
            "(docs/proof.md).\n"
        ),
        "",
        0,
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "the pier",
            "the piers",
            "3: [orphan] service-cut.evidence[1]: the article has no passage",
        ),
        ("Page 2", "Page 2. More", "10: [uncovered] no record rests on 'More'"),
        ("£2.5 million", "£2.6 million", "3: [numeral] no figure or date accounts for '£2.6 mil"),
        ("carry 40", "carry 41", "8: [numeral] no figure or date accounts for '41'"),
        ("September 17", "September 18", "6: [numeral] no figure or date accounts for '18'"),
        ("its", "its 3", "3: [numeral] no figure or date accounts for '3'"),
        ("its", "its twelve", "3: [numeral] no figure or date accounts for 'twelve'"),
        ("in Lyme", "in Lyme, Poole", "3: [name] no name or alias accounts for 'Poole'"),
        ("few people", "few old people", "6: [quotation] no quote accounts for '\"Too few old"),
        (" boat.", " \u201cboat.\u201d", "8: [quotation] no quote accounts for '\"boat.\"'"),
        (" boat.", " boat.\u201d", "8: [quotation] no quote accounts for '\"'"),
        ("\u201cquiet\u201d", "quiet", "8: [orphan] boat-quiet.evidence[0]: the article has no"),
    ],
)
def test_a_change_to_the_article_is_reported(
    old: str, new: str, problem: str, audit_problems: Problems
) -> None:
    assert ARTICLE.count(old) == 1
    assert [line for line in audit_problems(ARTICLE.replace(old, new)) if line.startswith(problem)]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("staff and", "staff, and", "3: [retouched] only punctuation, capitals or spaces have"),
        ("2.5 million", "2.6 million", "3: [changed] numbers have changed in 'The Harbour Office"),
        ("in Lyme", "in Poole", "3: [changed] names have changed in 'The Harbour Office"),
        (
            "A \u201cquiet",
            "A very \u201cquiet",
            "8: [changed] words, but no numbers or names, have",
        ),
        ("Page 2", "Page 2\n\nRead on", "12: [new] 'Read on' is new; no records"),
        ("\n\nPage 2", "", "8: [gone] a passage is gone from here; no records"),
        (
            "\u201cWe carry 40.\u201d",
            "",
            "8: [gone] a passage is gone from here; records: reed-forty,",
        ),
    ],
)
def test_a_change_within_a_passage_is_reported_from_the_fingerprint(
    old: str, new: str, problem: str, audit_problems: Problems
) -> None:
    lines = audit_problems(ARTICLE.replace(old, new), with_fingerprint(ARTICLE))
    assert [line for line in lines if line.startswith(problem)]


OTHER_DIGEST = "the store was made from a text with a different SHA-256"


@pytest.mark.parametrize(
    ("source", "problems"),
    [
        (f"sha256: {'0' * 64}", [f"1: [changed] source.sha256: {OTHER_DIGEST}"]),
        (f"sha256: {'0' * 64}, words: 7", [f"1: [changed] source.sha256: {OTHER_DIGEST}"]),
        (
            "words: 7",
            [
                "1: [changed] source.words: the article has 45 words, but the store was made from a text of 7"
            ],
        ),
        ("words: 45", []),
    ],
)
def test_the_digest_and_word_count_of_the_source_are_compared_with_the_article(
    source: str, problems: list[str], audit_problems: Problems
) -> None:
    headline = "headline: Ferry Service Cut"
    assert audit_problems(facts=FACTS.replace(headline, f"{headline}, {source}")) == problems


def test_an_audit_of_an_article_with_another_digest_is_not_complete(bsc: Bsc) -> None:
    Path("article.txt").write_text(ARTICLE.replace("staff", "crew"))
    facts = re.sub(r"(?s)  passages: \[.*?\]\n", "", with_fingerprint(ARTICLE))
    ran = bsc("audit", "article.txt", "-o", "table", facts=facts)
    assert "the text has changed since the store was made" in ran.out
    assert "Complete" not in ran.out
    assert ran.code == 1


def test_a_changed_passage_is_not_reported_again_as_a_changed_digest(
    audit_problems: Problems,
) -> None:
    lines = audit_problems(ARTICLE.replace("staff and", "staff, and"), with_fingerprint(ARTICLE))
    assert [line for line in lines if "[changed]" in line and "source." in line] == []


LONG = [f"Boat number {number} goes at night." for number in range(5000)]


@pytest.mark.parametrize(
    ("changed", "differences"),
    [
        (LONG, []),
        (
            [*LONG[:9], LONG[11], LONG[10], LONG[9], *LONG[12:]],
            [(9, 11, 9, 9), (12, 12, 10, 12)],
        ),
        ([*LONG[:1000], *LONG[3000:]], [(1000, 1000, 1000, 3000)]),
        ([*LONG, *LONG], [(5000, 10000, 5000, 5000)]),
        (
            [LONG[7], *LONG[1:1900], "It does not.", *LONG[1901:]],
            [(0, 1, 0, 1), (1900, 1901, 1900, 1901)],
        ),
        ([LONG[1900], *LONG[:1900], *LONG[1901:]], [(0, 1, 0, 0), (1901, 1901, 1900, 1901)]),
        ([LONG[7], *LONG[1:-2], "It does not."], [(0, 4999, 0, 5000)]),
        ([LONG[0]] * 5000, [(1, 5000, 1, 5000)]),
    ],
)
def test_every_difference_between_long_texts_is_found_in_its_place(
    changed: list[str], differences: list[tuple[int, int, int, int]]
) -> None:
    assert list(fingerprint.changed_stretches(changed, LONG)) == differences


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "acronym: HO",
            "acronym: HOF",
            "3: [alias] ho.acronym: the article does not contain the name",
        ),
        (
            "name: Lyme",
            "name: Poole",
            "3: [alias] lyme.name: the evidence contains neither the name",
        ),
        ("text: We carry", "text: They carry", "8: [quote-text] reed-forty.text: the article does"),
        (
            "cue: said",
            'cue: "\\u200b"',
            "6: [quote-cue] reed-too-few.cue: the evidence does not contain",
        ),
        (
            "cue: said",
            "cue: added",
            "6: [quote-cue] reed-too-few.cue: the evidence does not contain",
        ),
        (
            "Ann Reed said, Too few … at night.]",
            "Ann Reed said]",
            "6: [quote-text] reed-too-few.evidence: the quoted words are outside the quote's",
        ),
        (
            "[Ann Reed said, Too few … at night.]",
            "[few people cross at night.]",
            "6: [quote-cue] reed-too-few.cue: the evidence does not contain the cue 'said'",
        ),
        ("period: a year", "period: a month", "3: [figure-text] pay.period: the evidence does not"),
        (
            "unit: people",
            "unit: cars",
            "6: [figure-text] carried.unit: the evidence does not contain",
        ),
        ("on 17 September", "on 19 September", "6: [number] reed-spoke.statement: the evidence"),
        (
            "The boat takes 40",
            "The boat to Poole takes 40",
            "8: [foreign-name] forty-carried.state",
        ),
        (
            "Not many people cross late.",
            "The ferry, its staff and the pier. On Tuesday, September they ran.",
            "6: [copied] few-cross.statement: more than 8 consecutive words are copied",
        ),
        (
            "voice: ann-reed\n    attribution: explicit\n    figures",
            "voice: author\n    figures",
            "6: [voice] few-cross.voice: the evidence quotes ann-reed, so the voice is not the",
        ),
    ],
)
def test_a_record_that_disagrees_with_its_evidence_is_reported(
    old: str, new: str, problem: str, audit_problems: Problems
) -> None:
    assert FACTS.count(old) == 1
    lines = audit_problems(facts=FACTS.replace(old, new))
    assert [line for line in lines if line.startswith(problem)]


@pytest.mark.parametrize(
    ("unit", "found"), [("crow", True), ("crowd", True), ("rowd", False), ("crews", False)]
)
def test_a_unit_begins_a_word_of_the_evidence(
    unit: str, found: bool, audit_problems: Problems
) -> None:
    article = ARTICLE.replace("at night", "a crowd at night")
    lines = audit_problems(article, FACTS.replace("unit: people", f"unit: {unit}"))
    assert found != any("[figure-text]" in line for line in lines)


@pytest.mark.parametrize(("written", "unit"), [("crowd", "crowds"), ("40-man crew", "men")])
def test_a_unit_may_be_in_the_plural(written: str, unit: str, audit_problems: Problems) -> None:
    article = ARTICLE.replace("at night", f"a {written} at night")
    lines = audit_problems(article, FACTS.replace("unit: people", f"unit: {unit}"))
    assert not any("[figure-text]" in line for line in lines)


def test_a_speaker_may_be_named_elsewhere_in_the_sentence(audit_problems: Problems) -> None:
    assert audit_problems(facts=FACTS.replace("[Ann Reed said, Too few", "[said, Too few")) == []


def test_a_speaker_other_than_the_person_named_is_reported(audit_problems: Problems) -> None:
    people = "".join(
        f"  - {{id: {name.lower()}, name: {name}, aliases: [Reed], evidence: [Ann Reed]}}\n"
        for name in ("Reed", "Ann")
    )
    people += "  - {id: bo, name: Bo, evidence: [boat]}\n"
    facts = FACTS.replace("places:", people + "places:").replace(
        "speaker: ann-reed\n    attribution: explicit", "speaker: bo\n    attribution: explicit"
    )
    [line] = [line for line in audit_problems(facts=facts) if "[quote-speaker]" in line]
    assert line.endswith("the words beside the quotation name ann-reed, not bo")


def test_an_anchor_whose_words_also_occur_before_a_quotation_selects_the_quotation(
    audit_problems: Problems,
) -> None:
    article = "Few say it, by night. \u201cFew are out by night.\u201d"
    records = (
        "people: [{id: bo, name: Bo, evidence: [it]}]\n"
        "quotes: [{id: q, text: Few are out by night., speaker: bo, evidence: [Few … night.]}]\n"
        "claims:\n- {id: c, statement: S., type: quantity, voice: bo, evidence: [out … night.]}\n"
        "- {id: d, statement: S., type: quantity, voice: bo, evidence: [by … night.]}\n"
        "- {id: e, statement: S., type: quantity, voice: bo, evidence: [Few … out]}\n"
    )
    lines = audit_problems(article, f"source: {{headline: Few}}\n{records}")
    assert [line for line in lines if "[voice]" in line] == []


def test_a_quote_whose_evidence_names_nobody_is_reported(audit_problems: Problems) -> None:
    old, new = (f"attribution: {term}\n    evidence: [We" for term in ("inferred", "explicit"))
    [line] = audit_problems(facts=FACTS.replace(old, new))
    assert line.startswith(
        "8: [quote-speaker] reed-forty.speaker: the evidence does not name ann-reed"
    )


def test_a_claim_whose_evidence_does_not_name_its_voice_is_reported(
    audit_problems: Problems,
) -> None:
    facts = FACTS.replace(
        "[Ann Reed]\n", "[Ann Reed]\n  - id: bo\n    name: Bo\n    evidence: [boat]\n"
    )
    facts = facts.replace(
        "takes 40.\n    type: quantity\n    voice: ann-reed",
        "takes 40.\n    type: quantity\n    voice: bo",
    )
    assert (
        "8: [voice] forty-carried.voice: the words beside the quotation name ann-reed, not bo"
        in audit_problems(facts=facts)
    )


@pytest.mark.parametrize(
    "vary",
    [
        lambda text: text.translate({0x201C: '"', 0x201D: '"'}),
        lambda text: text.translate({0x201C: "\u201e", 0x201D: "\u201c"}),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", " "),
        lambda text: re.sub(" ", "\n", text),
        lambda text: text.replace(" ", " \u00a0\u200b"),
        lambda text: "\ufeff" + text + "\n\n",
    ],
)
def test_typography_and_line_breaks_make_no_difference_to_an_audit(
    vary: Callable[[str], str], audit_problems: Problems
) -> None:
    assert audit_problems(vary(ARTICLE), with_fingerprint(ARTICLE)) == []


def test_problems_of_the_store_come_before_those_of_the_article(bsc: Bsc) -> None:
    Path("article.txt").write_text(ARTICLE.replace("in Lyme", "in Poole"))
    ran = bsc("audit", "article.txt", facts=FACTS)
    assert ran.code == 1
    assert ran.out.startswith(
        "facts.yaml:15:16: error[orphan]: lyme.evidence[0]: the article has no passage 'in Lyme'"
        " (article.txt:3:25)\n"
        "    hint: did you mean 'in Poole'?\n"
        "article.txt:3:28: error[name]: no name or alias accounts for 'Poole'\n"
    )
    [first, second] = json.loads(bsc("audit", "article.txt", "--json", facts=FACTS).out)["problems"]
    assert (first["file"], first["line"], first["article"], first["records"]) == (
        "facts.yaml",
        15,
        "article.txt:3:25",
        ["lyme"],
    )
    assert (second["file"], second["line"], second["article"], second["records"]) == (
        "article.txt",
        3,
        None,
        [],
    )


def test_passages_are_printed_with_the_records_that_rest_on_them(bsc: Bsc) -> None:
    Path("article.txt").write_text("The Harbour Office (HO) is old. Ann Reed is not.\n")
    out = bsc("audit", "article.txt", "--passages", "-o", "table", facts=FACTS).out
    assert "1:1    [[The Harbour Office (HO) is old.]]  ho\n" in out
    assert "1:33   [[Ann Reed is not]]." in out


def test_a_table_of_passages_lists_a_hundred_records_and_counts_the_others(bsc: Bsc) -> None:
    Path("article.txt").write_text("The Harbour Office.\n")
    fields = "statement: S., type: quantity, voice: author, evidence: [Harbour Office]"
    claims = "".join(f"- {{id: c{number}, {fields}}}\n" for number in range(1_102))
    facts = f"source: {{headline: H}}\nclaims:\n{claims}"
    out = bsc("audit", "article.txt", "--passages", facts=facts).out
    assert "c98, c99 and 1,002 more\n" in out
    passages = json.loads(bsc("audit", "article.txt", "--json", facts=facts).out)["passages"]
    assert len(passages[0]["cited_by"]) == 1_102


def test_passages_are_wrapped_at_the_width_given(bsc: Bsc) -> None:
    Path("article.txt").write_text("The Harbour Office (HO) is old. Ann Reed is not.\n")
    out = bsc("audit", "article.txt", "--passages", "--width", "48", facts=FACTS).out
    assert out.endswith(
        "PASSAGE / CITED BY\n"
        f"{'─' * 35}\n"
        "[[The Harbour Office (HO) is old.]]\n"
        "  1:1 · ho\n"
        "[[Ann Reed is not]].\n"
        "  1:33 · ann-reed\n"
    )
    headless = bsc("audit", "article.txt", "--passages", "--no-headers", facts=FACTS).out
    assert "PASSAGE" not in headless


def test_the_fingerprint_is_printed_as_yaml_for_the_source(bsc: Bsc) -> None:
    Path("article.txt").write_text(ARTICLE)
    ran = bsc("audit", "article.txt", "--fingerprint")
    assert ran.out == fingerprint.fingerprint(FoldedText(ARTICLE)).as_yaml()
    assert ran.out in with_fingerprint(ARTICLE)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe\x00", "article.txt:1: the article is not UTF-16 text"),
        (b"ok\ncaf\xe9 ", "article.txt:2: the article is not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n", "article.txt:1: the article is not UTF-8 text"),
        (b"a\nb\0c", "article.txt:2: the article contains a NUL character"),
    ],
)
def test_an_article_that_is_not_text_is_rejected(content: bytes, message: str, bsc: Bsc) -> None:
    Path("article.txt").write_bytes(content)
    ran = bsc("audit", "article.txt", facts=FACTS)
    assert ran.err.startswith(f"bsc: error: {message}")
    assert (ran.out, ran.code) == ("", 2)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF document"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive, such as a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a Word document"),
        (b"{\\rtf1\\ansi The ferry}", "an RTF document"),
        (b"\n<!DOCTYPE html>\n<title>Ferry</title>", "an HTML page"),
        (b"\xef\xbb\xbf<HTML><body>Ferry", "an HTML page"),
        (b"<?xml version='1.0'?><!-- x --><html xmlns='y'>", "an HTML page"),
        (b"<p>The <b>ferry</b> is late.</p>\n" * 3, "an HTML page"),
    ],
)
def test_a_document_or_page_in_place_of_plain_text_is_rejected(
    content: bytes, kind: str, bsc: Bsc
) -> None:
    Path("article").write_bytes(content)
    assert bsc("audit", "article", facts=FACTS) == (
        "",
        (
            f"bsc: error: the article article is {kind}, not plain text\n"
            "hint: open it in a program that shows it, and copy the text to a plain text file\n"
        ),
        2,
    )


def test_an_article_may_mention_tags(bsc: Bsc) -> None:
    Path("article.txt").write_text(
        "Write <p>, <b> or </b>, says Ann Reed. <html> comes first.\n" * 3
    )
    assert bsc("audit", "article.txt", facts=FACTS).code == 1


def test_a_part_of_an_html_page_is_rejected(bsc: Bsc) -> None:
    Path("article.txt").write_text("<p>Ann Reed left.</p>\n<p>She runs the <b>ferry</b>.</p>\n")
    ran = bsc("audit", "article.txt", facts=FACTS)
    assert (ran.out, ran.code) == ("", 2)
    assert "an HTML page, not plain text" in ran.err


def test_the_address_of_an_article_is_rejected(bsc: Bsc) -> None:
    assert bsc("audit", "https://example.org/news?id=1", facts=FACTS) == (
        "",
        (
            "bsc: error: the article https://example.org/news?id=1 is an address, not a file\n"
            "hint: copy the text of the article to a plain text file\n"
        ),
        2,
    )


def test_a_store_in_place_of_an_article_is_rejected(bsc: Bsc) -> None:
    Path("other.yaml").write_text(FACTS, encoding="utf-8")
    assert bsc("audit", "other.yaml", facts=FACTS) == (
        "",
        (
            "bsc: error: the article other.yaml is a store of facts\n"
            "hint: give the file with the text of the article, and --facts other.yaml for the store\n"
        ),
        2,
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_determines_the_encoding(encoding: str, bsc: Bsc) -> None:
    Path("article.txt").write_bytes(ARTICLE.encode(encoding))
    assert bsc("audit", "article.txt", facts=FACTS).code == 0


@pytest.mark.parametrize("text", ["", " \n\t", "...", '"', "\u0301", "\u200b"])
def test_an_article_without_words_is_rejected(text: str, bsc: Bsc) -> None:
    Path("article.txt").write_text(text, encoding="utf-8")
    error = "bsc: error: the article article.txt has no words\nhint: make sure that this file contains the text of the article\n"
    assert bsc("audit", "article.txt", facts=FACTS) == ("", error, 2)
    assert bsc("audit", "article.txt", "--fingerprint") == ("", error, 2)


def test_an_article_that_cannot_be_read_is_reported(bsc: Bsc) -> None:
    assert bsc("audit", "none.txt").code == 2
    assert bsc("audit", ".") == (
        "",
        "bsc: error: the article . is a folder\nhint: give the path of a file in it\n",
        2,
    )


def test_an_article_larger_than_the_bound_is_rejected(
    bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article, "LARGEST", 2_000_000)
    Path("article.txt").write_bytes(b"x " * 1_000_001)
    assert bsc("audit", "article.txt", facts=FACTS) == (
        "",
        "bsc: error: the article article.txt is larger than 2 MB\nhint: the maximum is 2 MB\n",
        2,
    )


def test_an_invalid_store_ends_the_audit_with_status_3(bsc: Bsc) -> None:
    Path("article.txt").write_text(ARTICLE)
    assert bsc("audit", "article.txt", facts="agencies: 1").code == 3


def test_the_article_can_be_read_from_a_pipe(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    ran = shell("cat article.txt | bsc audit - --facts facts.yaml | tail -1")
    assert ran.out.startswith("Complete: ")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("£75m and £2.5 million", [(75e6, None, "GBP"), (2.5e6, None, "GBP")]),
        (
            "2,400 people, 25% or 25 per cent",
            [(2400, None, None), (25, "%", None), (25, "%", None)],
        ),
        ("MI5, F16 and 5th", [(5, None, None)]),
        ("two hundred, forty-five; one", [(200, None, None), (45, None, None)]),
        ("three million dollars", [(3e6, None, "USD")]),
        ("$1,234.50", [(1234.5, None, "USD")]),
        (
            "SIX Boats, Forty-FIVE PER CENT, 5M",
            [(6, None, None), (45, "%", None), (5e6, None, None)],
        ),
        ("\u017fix, f\u0131ve, 5 thou\u017fand, 5 \u212a", [(5, None, None), (5, None, None)]),
    ],
)
def test_numerals_are_parsed_with_their_units_and_currencies(
    text: str, numbers: list[tuple[float, str | None, str | None]]
) -> None:
    assert [numeral[1:4] for numeral in numerals(text)] == numbers


@pytest.mark.parametrize("date", ["2024-21", "2024-21/..", "0000-12-31/", "201X", "Y-12345678"])
def test_an_event_may_have_any_valid_date(date: str, bsc: Bsc) -> None:
    Path("article.txt").write_text(ARTICLE)
    ran = bsc("audit", "article.txt", facts=FACTS.replace("2024-09-17?", date))
    assert "error[numeral]: no figure or date accounts for '17'" in ran.out
    assert (ran.code, "mistake" in ran.err) == (1, False)


@given(st.text())
def test_numerals_quotations_and_passages_lie_within_any_text(text: str) -> None:
    article = FoldedText(text)
    length = len(article.text)
    spans = [numeral.span for numeral in numerals(article.text)]
    spans += [quotation.marks for quotation in quotations(article.text)]
    spans += fingerprint.passages(article)
    assert all(0 <= start < end <= length for start, end in spans)


@given(st.text(), st.text())
def test_a_text_matches_its_own_fingerprint_and_no_other(text: str, other: str) -> None:
    article = FoldedText(text)
    own = fingerprint.fingerprint(article)
    foreign = fingerprint.fingerprint(FoldedText(other))
    assert fingerprint.changes(article, own.passages) == []
    if own.sha256 != foreign.sha256:
        assert fingerprint.changes(article, foreign.passages)


@pytest.mark.parametrize("most_items", [0, 2000])
@given(old=st.lists(st.sampled_from("abcdef")), new=st.lists(st.sampled_from("abcdef")))
def test_unchanged_items_are_equal_and_in_the_same_order(
    most_items: int, old: list[str], new: list[str]
) -> None:
    with mock.patch.object(fingerprint, "_MOST_ITEMS", most_items):
        changes = list(fingerprint.changed_stretches(new, old))
    unchanged: list[str] = []
    end = 0
    for start, stop, _, _ in changes:
        unchanged += new[end:start]
        end = stop
    unchanged += new[end:]
    rest = iter(old)
    assert all(item in rest for item in unchanged)
    assert bool(changes) == (old != new)
