"""`bsc cite`: citations of a tiny store in each format, and texts that a format could misread."""

from __future__ import annotations

import html
import json
import re
import warnings
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bsc_cli.output.citations import FORMATS
from bsc_cli.text.authors import Author, authors
from bsc_cli.view.cite import Citation
from bsc_cli.view.dates import in_words
from tests.conftest import TINY
from tests.stores import ARTICLE, FULL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bsc, Shell

NEWS: Final = (
    "Night Boats\n\nAnn Reed said: “Too few people cross at night.” The boat costs £2.5m.\n"
)
STORE: Final = """\
source:
  headline: Night Boats
  author: Lund, Bo
  publisher: Ferry News
  date_published: 2031-02-03
  url: https://example.org/boats?a=1
  language: en
  text: news.txt
people:
  - {id: ann, name: Ann Reed, role: Harbour master, evidence: [Ann Reed]}
quotes:
  - {id: few, text: Too few people cross at night., speaker: ann, attribution: explicit, evidence: [Too few … at night]}
  - {id: old, text: Too old, evidence: [Night]}
  - {id: title, text: Night Boats, evidence: [Night … Boats]}
figures:
  - {id: cost, as_written: £2.5m, value: 2500000, currency: GBP, property: cost of the boat, evidence: [£2.5m]}
claims:
  - {id: use, statement: Few people use the boat., type: other, voice: ann, attribution: inferred, evidence: [cross … boat]}
  - {id: price, statement: The boat is dear., type: other, voice: author, support: inferred, evidence: [costs]}
"""
BY: Final = "Bo Lund, “Night Boats”, Ferry News, 3 February 2031"
SAID: Final = "“Ann Reed said: ‘Too few people cross at night.’”"
PAGE: Final = "https://example.org/boats?a=1"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Write the article beside the store."""
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("few", f"“Too few people cross at night.” Ann Reed, quoted in {BY}, line 3. {PAGE}#:~:text=Too%20few,at%20night"),
        ("old", f"“Too old”. Quoted in {BY}, line 1: “Night Boats”. {PAGE}#:~:text=Night"),
        ("title", f"“Night Boats”. Quoted in {BY}, line 1. {PAGE}#:~:text=Night,Boats"),
        ("cost", f"Cost of the boat: £2.5m. According to {BY}, line 3: “The boat costs £2.5m.” {PAGE}#:~:text=%C2%A32.5m"),
        ("use", f"Few people use the boat. Ann Reed (attribution inferred), reported in {BY}, line 3: “Ann Reed said: ‘Too few people cross at night.’ The boat costs £2.5m.” {PAGE}#:~:text=cross,boat"),
        ("price", f"The boat is dear (inferred). Stated in {BY}, line 3: “The boat costs £2.5m.” {PAGE}#:~:text=costs"),
        ("Ann Reed", f"Ann Reed: Harbour master. According to {BY}, line 3: {SAID} {PAGE}#:~:text=Ann%20Reed"),
    ],
)  # fmt: skip
def test_a_citation_says_what_who_and_where(id: str, expected: str, bsc: Bsc) -> None:
    assert bsc("cite", id, facts=STORE) == (f"{expected}\n", "", 0)


LINK: Final = "https://example.org/boats?a=1#:~:text=Too%20few,at%20night"
NOTE: Final = "“Too few people cross at night.” Ann Reed, quoted in the article. Line 3."


@pytest.mark.usefixtures("news")
def test_a_footnote_in_markdown_links_its_headline(bsc: Bsc) -> None:
    assert bsc("cite", "few", "--as", "markdown", facts=STORE).out == (
        "[^few]: “Too few people cross at night.” Ann Reed, quoted in Bo Lund, "
        f"[“Night Boats”](<{LINK}>), *Ferry News*, 3 February 2031, line 3.\n"
    )


@pytest.mark.usefixtures("news")
def test_an_entry_in_bibtex_is_one_for_biblatex(bsc: Bsc) -> None:
    assert bsc("cite", "few", "few", "--as", "bibtex", facts=STORE).out == (
        "@online{few,\n"
        "  author = {Lund, Bo},\n"
        "  title = {{Night Boats}},\n"
        "  organization = {Ferry News},\n"
        "  date = {2031-02-03},\n"
        f"  url = {{{LINK}}},\n"
        f"  note = {{{NOTE}}},\n"
        "}\n"
    )


@pytest.mark.usefixtures("news")
def test_a_record_in_ris_has_the_line_ends_that_the_format_requires(shell: Shell, bsc: Bsc) -> None:
    bsc("cite", "few", facts=STORE)
    assert shell("bsc cite few old --as ris | od -c | grep -c '[\\]r  [\\]n'").code == 0
    assert bsc("cite", "few", "--as", "ris", facts=STORE).out == (
        "TY  - NEWS\r\n"
        "ID  - few\r\n"
        "TI  - Night Boats\r\n"
        "AU  - Lund, Bo\r\n"
        "T2  - Ferry News\r\n"
        "PY  - 2031\r\n"
        "DA  - 2031/02/03/\r\n"
        f"UR  - {LINK}\r\n"
        "LA  - en\r\n"
        f"N1  - {NOTE}\r\n"
        "ER  - \r\n"
    )


@pytest.mark.usefixtures("news")
def test_csl_json_has_an_item_for_each_record(bsc: Bsc) -> None:
    ran = bsc("cite", "few", "price", "--as", "csl-json", facts=STORE)
    few, price = json.loads(ran.out)
    assert ran.out.count("\n") == 4
    assert few == {
        "id": "few",
        "type": "article-newspaper",
        "title": "Night Boats",
        "author": [{"family": "Lund", "given": "Bo"}],
        "container-title": "Ferry News",
        "issued": {"date-parts": [[2031, 2, 3]]},
        "URL": LINK,
        "language": "en",
        "note": NOTE,
    }
    assert price["note"] == (
        "The boat is dear (inferred). Stated in the article. Line 3: “The boat costs £2.5m.”"
    )


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("text", "Not enough people take the boat at night. Ann Reed, reported in “Ferry Service Cut”.\n"),
        (
            "markdown",
            ("[^too-few-cross]: Not enough people take the boat at night. "
            "Ann Reed, reported in “Ferry Service Cut”.\n"),
        ),
        (
            "bibtex",
            ("@misc{too-few-cross,\n  title = {{Ferry Service Cut}},\n"
            "  note = {Not enough people take the boat at night. Ann Reed, reported in the article.},\n}\n"),
        ),
        (
            "ris",
            ("TY  - NEWS\r\nID  - too-few-cross\r\nTI  - Ferry Service Cut\r\n"
            "N1  - Not enough people take the boat at night. Ann Reed, reported in the article.\r\nER  - \r\n"),
        ),
        (
            "csl-json",
            ('[\n{"id": "too-few-cross", "type": "article-newspaper", "title": "Ferry Service Cut", '
            '"note": "Not enough people take the boat at night. Ann Reed, reported in the article."}\n]\n'),
        ),
    ],
)  # fmt: skip
def test_what_the_store_does_not_say_is_left_out(format: str, expected: str, bsc: Bsc) -> None:
    assert bsc("cite", "too-few-cross", "--as", format) == (expected, "", 0)


def test_a_computed_figure_is_cited_by_its_amount(bsc: Bsc) -> None:
    assert bsc("cite", "cost-per-passenger").out == (
        "Subsidy for each passenger: at least £62,500 (computed). According to “Ferry Service Cut”.\n"
    )


AUTHORS: Final = [
    # Written in the store; in a note; in BibTeX; in RIS; in CSL-JSON.
    ("Jane Smith", "Jane Smith", "{Jane Smith}", ["Jane Smith"], [{"literal": "Jane Smith"}]),
    (
        "Smith, Jane; García, José",
        "Jane Smith and José García",
        "Smith, Jane and García, José",
        ["Smith, Jane", "García, José"],
        [{"family": "Smith", "given": "Jane"}, {"family": "García", "given": "José"}],
    ),
    (
        "van Dam, Li; Harbour Council ;Cy",
        "Li van Dam, Harbour Council and Cy",
        "van Dam, Li and {Harbour Council} and {Cy}",
        ["van Dam, Li", "Harbour Council", "Cy"],
        [{"family": "van Dam", "given": "Li"}, {"literal": "Harbour Council"}, {"literal": "Cy"}],
    ),
    *(
        (name, name, f"{{{latex}}}", [name], [{"literal": name}])
        for name, latex in [
            ("Foreign, Commonwealth & Development Office", r"Foreign, Commonwealth \& Development Office"),
            ("Smith, Jane AND Bo", "Smith, Jane AND Bo"),
            ("A, B, C", "A, B, C"),
        ]
    ),
    (", Jane;; Smith,", "Jane and Smith", "{Jane} and {Smith}", ["Jane", "Smith"], [{"literal": "Jane"}, {"literal": "Smith"}]),
    ("Andrews,Andy", "Andy Andrews", "Andrews, Andy", ["Andrews, Andy"], [{"family": "Andrews", "given": "Andy"}]),
    *((odd, "", "", [], []) for odd in (",", ";;", " ; , ;")),
]  # fmt: skip


@pytest.mark.parametrize(("written", "note", "bibtex", "ris", "csl"), AUTHORS)
def test_authors_are_named_as_each_format_requires(
    written: str, note: str, bibtex: str, ris: list[str], csl: list[dict[str, str]], bsc: Bsc
) -> None:
    facts = TINY.replace("Ferry Service Cut\n", f"Ferry Service Cut\n  author: '{written}'\n")
    for format in ("text", "markdown"):
        out = bsc("cite", "subsidy", "--as", format, facts=facts).out.replace("\\", "")
        assert f"£2.5 million. According to {note}{', ' if note else ''}“Ferry Service Cut”." in out
    out = bsc("cite", "subsidy", "--as", "bibtex", facts=facts).out
    assert re.findall("  author = {(.*)},\n", out) == ([bibtex] if bibtex else [])
    out = bsc("cite", "subsidy", "--as", "ris", facts=facts).out
    assert re.findall("AU  - (.*)\r\n", out) == ris
    [item] = json.loads(bsc("cite", "subsidy", "--as", "csl-json", facts=facts).out)
    assert item.get("author", []) == csl
    overview = f"by {note}; publisher, " if note else "author, publisher, "
    assert overview in bsc(facts=facts).out


def test_the_first_three_of_many_places_are_cited(bsc: Bsc, news: Path) -> None:
    news.write_text("Ferry 2 sails. Ferry 1 sails." + "\n\nA boat sails." * 3, encoding="utf-8")
    facts = f"{STORE.partition('people:')[0]}topics: [{{id: f, name: Boats, evidence: [Ferry 2, Ferry 1, A boat]}}]\n"
    assert bsc("cite", "f", facts=facts).out == (
        f"Boats. According to {BY}, line 1: “Ferry 2 sails.” “Ferry 1 sails.”; lines 3, 5 and 7: “A boat sails.” "
        f"{PAGE}#:~:text=Ferry%202&text=Ferry%201&text=A%20boat\n"
    )
    news.write_text("\n\n".join(f"A boat, {n}." for n in range(1, 7)), encoding="utf-8")
    assert bsc("cite", "f", facts=facts).out == (
        f"Boats. According to {BY}, line 1: “A boat, 1.”; line 3: “A boat, 2.”; line 5: “A boat, 3.”; "
        f"and 3 more places. {PAGE}#:~:text=A%20boat&text=A%20boat,-%2C%202.&text=A%20boat,-%2C%203.\n"
    )


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize(
    ("url", "end"),
    [
        ("https://example.org/#top", "https://example.org/#top:~:text=%C2%A32.5m"),
        # None of these can be completed.
        ("https://example.org/#:~:text=x", "https://example.org/#:~:text=x"),
        ("ask the archive", "ask the archive"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_only_an_address_of_a_page_is_a_link_and_gets_a_fragment(
    url: str, end: str, bsc: Bsc
) -> None:
    facts = STORE.replace(PAGE, f"'{url}'")
    assert bsc("cite", "cost", facts=facts).out.endswith(f"” {end}\n")
    is_link = f"](<{end}>)" in bsc("cite", "cost", "--as", "markdown", facts=facts).out
    assert is_link == url.startswith("https:")


def test_without_the_article_the_link_is_plain(bsc: Bsc) -> None:
    assert bsc("cite", "cost", facts=STORE) == (
        f"Cost of the boat: £2.5m. According to {BY}. {PAGE}\n",
        "bsc: no sentences are shown: there is no article at news.txt\n",
        0,
    )


def test_an_article_of_another_store_is_an_error(bsc: Bsc, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert "line 1: “The Harbour Office had" in bsc("cite", "subsidy", facts=FULL).out
    (tmp_path / "article.txt").write_text(NEWS, encoding="utf-8")
    ran = bsc("cite", "subsidy", facts=FULL)
    assert (ran.out, ran.code) == ("", 2)
    assert "this is not the article of the store" in ran.err


def test_records_of_several_stores_have_the_details_of_their_own(bsc: Bsc, tmp_path: Path) -> None:
    args = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.facts.yaml"
        facts = STORE.replace("Ferry News", f"{name} News").replace("news.txt", f"{name}.txt")
        path.write_text(facts, encoding="utf-8")
        text = NEWS.replace("£2.5m", f"£2.5m in {name}")
        path.with_name(f"{name}.txt").write_text(text, encoding="utf-8")
        args += ["--facts", str(path)]
    assert bsc(*args, "cite", "one:cost", "two:cost", "--as", "markdown").out == "".join(
        f"[^{name}:cost]: Cost of the boat: £2.5m. According to Bo Lund, [“Night Boats”](<{PAGE}#:~:text=%C2%A32.5m>), "
        f"*{name} News*, 3 February 2031, line 3: “The boat costs £2.5m in {name}.”\n"
        for name in ("one", "two")
    )
    entries = re.findall("@.*", bsc(*args, "cite", "one:few", "two:few", "--as", "bibtex").out)
    assert entries == ["@online{one:few,", "@online{two:few,"]


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["cite", "nobody"], 1, "no record has the id or name 'nobody'\nhint: try: bsc search nobody"),
        (["cite", "ann-reed", "--as", "bibtx"], 2, "--as cannot be 'bibtx'\nhint: did you mean 'bibtex'?"),
        (["cite", "ann-reed", "--as", "pdf"], 2, "--as cannot be 'pdf'\nhint: choose one of text, markdown, bibtex, ris, csl-json"),
        (["cite", "ann-reed", "-o", "json"], 2, "there is no option '-o'\nhint: did you mean '--as'?"),
        (["--json", "cite", "ann-reed"], 2, "bsc cite has formats of its own\nhint: choose one of text, markdown, bibtex, ris, csl-json with --as"),
    ],
)  # fmt: skip
def test_what_cannot_be_cited_is_an_error(
    args: list[str], code: int, message: str, bsc: Bsc
) -> None:
    assert bsc(*args) == ("", f"bsc: error: {message}\n", code)


def test_the_name_of_a_format_may_be_typed_in_any_case(bsc: Bsc) -> None:
    assert bsc("cite", "subsidy", "--as", "BibTeX") == bsc("cite", "subsidy", "--as", "bibtex")


def test_an_open_voice_is_not_taken_for_the_article(bsc: Bsc) -> None:
    facts = STORE.replace("voice: author", "voice: TODO").replace("  text: news.txt\n", "")
    ran = bsc("cite", "price", facts=facts)
    assert ran.out.startswith(f"The boat is dear (inferred). Reported in {BY}. ")
    assert ran.err == (
        "bsc: 'price' has values that are still to be filled in\nhint: try: bsc todo\n"
    )


def test_a_sentence_that_occurs_again_is_cited_by_its_lines(bsc: Bsc, news: Path) -> None:
    facts = f"{STORE.partition('people:')[0]}topics: [{{id: f, name: Vessels, evidence: [Boats sail]}}]\n"
    for text, lines in (
        ("Boats sail. Boats sail.", "line 1"),
        ("Boats sail.\n\nBoats sail.", "lines 1 and 3"),
        ("Boats sail.\n\n" * 11, "lines 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 and others"),
    ):
        news.write_text(text, encoding="utf-8")
        assert f"{BY}, {lines}: “Boats sail.” " in bsc("cite", "f", facts=facts).out


def test_a_caveat_that_a_citation_leaves_out_is_mentioned(bsc: Bsc) -> None:
    doubt = "caveats: [{type: no_source, text: Nobody says so., see: [use]}]"
    facts = STORE.replace("evidence: [£2.5m]", f"evidence: [£2.5m], {doubt}").replace(
        "  text: news.txt\n", ""
    )
    assert bsc("cite", "ann", "cost", facts=facts).err == (
        "bsc: 'cost' has caveats, which a citation leaves out\nhint: try: bsc show cost\n"
    )
    assert bsc("cite", "cost", "use", facts=facts).err == (
        "bsc: 2 of these records have caveats, which a citation leaves out\n"
        "hint: try: bsc show cost\n"
    )


# Texts that a format could misread.

AWKWARD: Final = st.text(
    st.sampled_from(
        [*"{}%\\#&_~^$\"'`*[]()<>|!:;,.-@/=", "–", "a", "B", "9", " ", "\n", "\r", "é"]
    ),
    min_size=1,
    max_size=25,
).map(lambda text: " ".join(text.split()) or "x")
CITATIONS: Final = st.builds(
    Citation,
    id=st.sampled_from(["a", "one:a", "my store:a", "{%:a"]),
    words=AWKWARD,
    lead=st.just("Ann Reed, quoted in"),
    headline=AWKWARD,
    author=AWKWARD,
    publisher=AWKWARD,
    language=st.just("en"),
    date=st.sampled_from(["", "2031-02-03", "2031?", "2031-05/2031-06"]),
    passages=AWKWARD,
    url=st.just("https://example.org/?a=1&copy;=%7B#:~:text=a-,b&text=c_~"),
)


@given(CITATIONS)
@example(Citation("a", "", "Ann Reed, quoted in", "9", "9", "9", "en", "", "!]", "https://a.org/"))
@example(Citation("a", "9", "Ann Reed, quoted in", "9", "9", "9.", "en", "", "", "https://a.org/"))
def test_a_browser_shows_the_texts_of_a_footnote_as_they_are(citation: Citation) -> None:
    printed = FORMATS["markdown"].format_all([citation])
    shown = FORMATS["text"].format_all([citation])
    label, _, note = printed.partition("]: ")
    assert re.fullmatch(r"\[\^[A-Za-z0-9.:-]+", label)
    rendered = MarkdownIt("commonmark").render(note)
    assert re.findall('href="([^"]*)"', rendered) == [citation.url.replace("&", "&amp;")]
    text = html.unescape(re.sub(r"<[^>]*>", "", rendered)).strip()
    assert f"{text} {citation.url}" == shown.strip()


def bibtex_fields(text: str) -> dict[str, str]:
    """Return the fields of an entry: like BibTeX, count braces whatever is before them."""
    entry = re.match(r"@(?:online|misc)\{([A-Za-z0-9.:-]+),\n", text)
    assert entry
    fields, place = {}, entry.end()
    while not text.startswith("}\n", place):
        name = re.compile(r"  (\w+) = \{").match(text, place)
        assert name, text[place:]
        depth, end = 1, name.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        assert text.startswith(",\n", end)
        fields[name[1]] = text[name.end() : end - 1]
        place = end + 2
    assert place + 2 == len(text)
    return fields


def bibtex_name(text: str) -> Author:
    """Return an author: like BibTeX, take a name in braces as a whole."""
    if text.startswith("{"):
        return Author(from_latex(text[1:-1]))
    family, given = map(from_latex, text.split(", "))
    return Author(family, given)


def from_latex(text: str) -> str:
    """Return what LaTeX prints; a character with a meaning of its own is an error."""
    commands = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}"}
    commands |= {"textasciitilde": "~", "textasciicircum": "^"}
    token = re.compile(r"\\([a-z]+)\{\}|\\([%#&_$])|[^%#&_$\\{}~^]")
    parts, place = [], 0
    while place < len(text):
        match = token.match(text, place)
        assert match, text[place:]
        parts.append(commands[match[1]] if match[1] else match[2] or match[0])
        place = match.end()
    return "".join(parts)


@given(CITATIONS)
def test_bibtex_reads_back_every_text(citation: Citation) -> None:
    fields = bibtex_fields(FORMATS["bibtex"].format_all([citation]))
    assert from_latex(fields["title"][1:-1]) == citation.headline
    names = filter(None, fields.get("author", "").split(" and "))
    assert [*map(bibtex_name, names)] == [*authors(citation.author)]
    assert from_latex(fields["organization"]) == citation.publisher
    assert from_latex(fields["note"]) == citation.note
    assert fields["url"] == citation.url
    assert fields.get("date", "") == citation.date


@given(st.lists(CITATIONS, min_size=1, max_size=3))
def test_ris_reads_back_every_text(citations: list[Citation]) -> None:
    text = FORMATS["ris"].format_all(citations)
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    records = [record.split("\r\n") for record in text.removesuffix("\r\n").split("\r\n\r\n")]
    keys = set()
    for record, citation in zip(records, citations, strict=True):
        assert (record[0], record[-1]) == ("TY  - NEWS", "ER  - ")
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in record)
        values = {line[:2]: line[6:] for line in record}
        assert (values["TI"], values["T2"], values["N1"], values["UR"]) == (
            *(citation.headline, citation.publisher, citation.note, citation.url),
        )
        names = [line[6:] for line in record if line.startswith("AU")]
        assert names == [", ".join(filter(None, author)) for author in authors(citation.author)]
        keys.add(values["ID"])
    assert len(keys) == len(citations)


def test_line_ends_and_control_characters_end_no_field(bsc: Bsc) -> None:
    facts = TINY.replace("headline: Ferry Service Cut", 'headline: "A\\r\\nER  - \\e[31m"')
    for format in ("text", "markdown", "bibtex", "ris"):
        out = bsc("cite", "subsidy", "--as", format, facts=facts).out
        assert "\x1b" not in out
        assert "A ER - \\u" in out or "A ER - \\\\u" in out or r"A ER - \textbackslash{}u" in out
    [item] = json.loads(bsc("cite", "subsidy", "--as", "csl-json", facts=facts).out)
    assert item["title"] == "A ER - \x1b[31m"


DATES: Final = [
    ("2031-02-03", {"date-parts": [[2031, 2, 3]]}, "2031/02/03/", "date"),
    ("2031-02", {"date-parts": [[2031, 2]]}, "2031/02//", "date"),
    ("2031", {"date-parts": [[2031]]}, "2031///", "date"),
    ("2031?", {"date-parts": [[2031]], "circa": True}, "2031///2031, uncertain", "date"),
    ("2031-02~", {"date-parts": [[2031, 2]], "circa": True}, "2031/02//about February 2031", "date"),
    ("2031?-02", {"date-parts": [[2031, 2]], "circa": True}, "2031/02//February 2031, year uncertain", "year"),
    ("2031-21", {"date-parts": [[2031]], "season": 1}, "2031///spring 2031", "date"),
    ("2031-34", {"literal": "the second quarter of 2031"}, "2031///the second quarter of 2031", "year"),
    ("2031-02-XX", {"date-parts": [[2031, 2]]}, "2031/02//February 2031, day not given", "date"),
    ("2031-05/2032-01", {"date-parts": [[2031, 5], [2032, 1]]}, "///May 2031 to January 2032", "date"),
    ("2031-05/2032", {"literal": "May 2031 to 2032"}, "///May 2031 to 2032", "date"),
    ("2031/..", {"literal": "from 2031"}, "///from 2031", "date"),
    ("2031-21/2031-23", {"literal": "spring 2031 to autumn 2031"}, "///spring 2031 to autumn 2031", "date"),
    ("203X", {"literal": "the 2030s"}, "///the 2030s", "date"),
    ("-0044", {"literal": "45 BC"}, "///45 BC", "date"),
]  # fmt: skip


@pytest.mark.parametrize(("date", "csl", "ris", "field"), DATES)
def test_dates_are_given_as_far_as_they_are_known(
    date: str, csl: dict[str, Any], ris: str, field: str, bsc: Bsc
) -> None:
    facts = TINY.replace("Ferry Service Cut\n", f"Ferry Service Cut\n  date_published: '{date}'\n")
    words = in_words(date)
    assert bsc("cite", "subsidy", facts=facts).out.endswith(f"“Ferry Service Cut”, {words}.\n")
    [item] = json.loads(bsc("cite", "subsidy", "--as", "csl-json", facts=facts).out)
    assert item["issued"] == csl
    out = bsc("cite", "subsidy", "--as", "ris", facts=facts).out
    assert re.findall("DA  - (.*)\r\n", out) == [ris]
    assert f"  {field} = {{{date if field == 'date' else words}}},\n" in (
        bsc("cite", "subsidy", "--as", "bibtex", facts=facts).out
    )


# The readers of the formats, which `.ci/run` installs.


@given(CITATIONS)
def test_bibtexparser_and_rispy_read_every_citation(citation: Citation) -> None:
    bibtexparser = pytest.importorskip("bibtexparser")
    rispy = pytest.importorskip("rispy")
    library = bibtexparser.parse_string(FORMATS["bibtex"].format_all([citation]))
    [entry] = library.entries
    assert not library.failed_blocks
    assert from_latex(entry["title"].removeprefix("{").removesuffix("}")) == citation.headline
    [record] = rispy.loads(FORMATS["ris"].format_all([citation]))
    assert (record["title"], record["secondary_title"]) == (citation.headline, citation.publisher)
    assert len(record.get("authors", [])) == len([*authors(citation.author)])


@pytest.mark.parametrize(("bibtex", "ris"), [author[2:4] for author in AUTHORS if author[2]])
def test_bibtexparser_tells_authors_and_their_names_apart(bibtex: str, ris: list[str]) -> None:
    bibtexparser = pytest.importorskip("bibtexparser")
    steps = bibtexparser.middlewares
    library = bibtexparser.parse_string(
        f"@misc{{a,\n  author = {{{bibtex}}},\n}}\n",
        append_middleware=[steps.SeparateCoAuthors(), steps.SplitNameParts()],
    )
    names = [bibtex_name(name.merge_last_name_first) for name in library.entries[0]["author"]]
    assert [", ".join(filter(None, author)) for author in names] == ris


@pytest.mark.usefixtures("news")
def test_citeproc_prints_a_bibliography(bsc: Bsc) -> None:
    citeproc = pytest.importorskip("citeproc")
    source_json = pytest.importorskip("citeproc.source.json")
    items = json.loads(bsc("cite", "few", "price", "--as", "csl-json", facts=STORE).out)
    items += [
        {"id": date, "type": "article-newspaper", "title": f"On {date}", "issued": issued}
        for date, issued, _, _ in DATES
    ]
    items += [
        {"id": written, "type": "article-newspaper", "title": "By", "author": names}
        for written, *_, names in AUTHORS[:4]
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the style, which uses more than the library knows
        style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = citeproc.CitationStylesBibliography(
        style, source_json.CiteProcJSON(items), citeproc.formatter.plain
    )
    for item in items:
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    assert [str(entry) for entry in bibliography.bibliography()] == [
        f"Lund, B. (2031) “Night Boats”, Ferry News, 3 February. Available at: {LINK}.",
        (
            "Lund, B. (2031) “Night Boats”, Ferry News, 3 February. Available at: "
            "https://example.org/boats?a=1#:~:text=costs."
        ),
        "(2031) “On 2031-02-03”, 3 February.",
        "(2031) “On 2031-02”, February.",
        "(2031) “On 2031”.",
        "(2031) “On 2031?”.",
        "(2031) “On 2031-02~”, February.",
        "(2031) “On 2031?-02”, February.",
        "(2031) “On 2031-21”, Spring.",
        "(the second quarter of 2031) “On 2031-34”, the second quarter of 2031.",
        "(2031) “On 2031-02-XX”, February.",
        "(2031–2032) “On 2031-05/2032-01”, May–January.",
        "(May 2031 to 2032) “On 2031-05/2032”, May 2031 to 2032.",
        "(from 2031) “On 2031/..”, from 2031.",
        "(spring 2031 to autumn 2031) “On 2031-21/2031-23”, spring 2031 to autumn 2031.",
        "(the 2030s) “On 203X”, the 2030s.",
        "(45 BC) “On -0044”, 45 BC.",
        "Jane Smith (no date) “By”.",
        "Smith, J. and García, J. (no date) “By”.",
        "van Dam, L., Harbour Council and Cy (no date) “By”.",
        "Foreign, Commonwealth & Development Office (no date) “By”.",
    ]
