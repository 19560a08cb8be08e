"""`bsc report`: what a page shows, that nothing of a store runs in it, and bad paths."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsc_cli.commands import report
from bsc_cli.store import document
from tests.hostile import TEXTS, assert_sound, in_process
from tests.stores import ARTICLE, FULL
from tests.strategies import ARTICLES, stores

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bsc

TEXT = """\
Night Boat Stopped

The Harbour Office “saves” £2.5 million. Nobody asked the islanders. Ann Reed left.

Share this page
"""
STORE = """\
source:
  headline: Night Boat Stopped
  author: Lund, Bo; Ferry Users
  publisher: Ferry News
  date_published: 2031-02-03
  url: https://example.org/ferry
agencies:
  - {id: harbour-office, name: Harbour Office, role: Runs the ferries, evidence: [The Harbour Office]}
figures:
  - id: saving
    as_written: £2.5 million
    value: 2500000
    currency: GBP
    property: saved by the office
    about: [harbour-office]
    evidence: [£2.5 million]
claims:
  - id: office-saves
    statement: The Harbour Office saves £2.5 million.
    type: quantity
    checkability: checkable
    voice: author
    about: [harbour-office]
    figures: [saving]
    evidence: [The Harbour … million]
    caveats: [{type: no_period, text: The article gives no period., see: [saving]}]
  - id: nobody-asked
    statement: The islanders were not asked.
    type: other
    voice: harbour-office
    attribution: inferred
    evidence: [Nobody … islanders]
not_claims:
  - {anchor: Share this page, reason: A button.}
"""
EMPTY_TAGS = {"meta", "input"}


class Page(HTMLParser):
    """The parts of a page: its text by block, its tags with their attributes, and its code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.code: dict[str, list[str]] = {"script": [], "style": []}
        self._lines = [""]
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY_TAGS:
            self.open.append(tag)
        if tag not in ("a", "b", "span", "strong", "mark"):
            self._lines.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.code:
            self.code[self.open[-1]].append(data)
        elif "form" not in self.open and not {"header", "details"} <= {*self.open}:
            self._lines[-1] += data

    @property
    def text(self) -> str:
        """What the page shows without its script, a line for each block, but for its explanations."""
        lines = (" ".join(line.split()) for line in self._lines)
        return "".join(f"{line}\n" for line in lines if line)

    def all(self, tag: str, name: str) -> list[str | None]:
        """Return the values of an attribute of all elements with a tag."""
        return [
            attributes[name] for own, attributes in self.tags if own == tag and name in attributes
        ]


@pytest.fixture(autouse=True)
def _article(tmp_path: Path) -> None:
    """Write the article of STORE and the one that FULL names."""
    (tmp_path / "night.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")


def test_a_report_shows_the_article_and_the_facts_of_each_sentence(bsc: Bsc) -> None:
    ran = bsc("report", "night.txt", facts=STORE)
    assert (ran.err, ran.code) == ("", 0)
    assert Page(ran.out).text == (
        "Night Boat Stopped\n"  # the title of the window
        "Skip to the facts\n"
        "Night Boat Stopped\n"
        "by Bo Lund and Ferry Users; Ferry News; 3 February 2031\n"
        "https://example.org/ferry\n"
        "4 facts beside 5 sentences: 2 covered, 2 set aside, 1 not covered; figures as bars\n"
        "Article\n"
        "Night Boat Stopped\n"
        "The Harbour Office “saves” £2.5 million. Nobody asked the islanders. Ann Reed left.\n"
        "Share this page\n"
        "Facts\n"
        "Sentence 2, line 3\n"
        "The Harbour Office “saves” £2.5 million.\n"
        "The Harbour Office saves £2.5 million.\n"
        "claim · checkable · the article · office-saves\n"
        "⚠ no period: The article gives no period. see saving\n"
        "Details\n"
        "type\n"
        "quantity\n"
        "checkability\n"
        "checkable\n"
        "voice\n"
        "author\n"
        "about\n"
        "Harbour Office harbour-office\n"
        "figures\n"
        "£2.5 million: saved by the office saving\n"
        "Evidence\n"
        "“The Harbour … million”\n"
        "Sentence 2\n"
        "£2.5 million: saved by the office\n"
        "figure · saving\n"
        "⚠ 1 related caveat: no period\n"
        "no period (office-saves): The article gives no period.\n"
        "Details\n"
        "amount\n"
        "£2,500,000\n"
        "about\n"
        "Harbour Office harbour-office\n"
        "Evidence\n"
        "“£2.5 million”\n"
        "Mentioned in 1 claim\n"
        "The Harbour Office saves £2.5 million. office-saves\n"
        "Sentence 2\n"
        "Harbour Office: Runs the ferries\n"
        "agency · harbour-office\n"
        "Details\n"
        "Evidence\n"
        "“The Harbour Office”\n"
        "Mentioned in 1 figure\n"
        "£2.5 million: saved by the office saving\n"
        "Mentioned in 2 claims\n"
        "The Harbour Office saves £2.5 million. office-saves\n"
        "The islanders were not asked. nobody-asked\n"
        "Sentence 2\n"
        "Sentence 3, line 3\n"
        "Nobody asked the islanders.\n"
        "The islanders were not asked.\n"
        "claim · Harbour Office · nobody-asked\n"
        "Details\n"
        "type\n"
        "other\n"
        "voice\n"
        "Harbour Office harbour-office\n"
        "attribution\n"
        "inferred\n"
        "Evidence\n"
        "“Nobody … islanders”\n"
        "Sentence 3\n"
        "Figures\n"
        "Other units\n"
        "£2.5 million: saved by the office\n"
    )
    page = Page(ran.out)
    assert page.all("mark", "class") == []
    classes = Counter(name for tag in ("a", "span") for name in page.all(tag, "class"))
    assert classes["sentence covered"] == 2 + 1  # and one in the legend


def test_a_page_links_sentences_and_facts_with_each_other(bsc: Bsc) -> None:
    page = Page(bsc("report", "night.txt", facts=STORE).out)
    attributes = {own["id"]: own for _, own in page.tags if "id" in own}
    assert attributes["S2"]["href"] == "#F2"
    assert "href" not in attributes["S5"]
    assert attributes["office-saves"]["data-sentences"] == "2"
    assert attributes["office-saves"]["data-voice"] == "author"
    assert attributes["office-saves"]["data-caveat"] == "no_period"
    assert attributes["nobody-asked"]["data-voice"] == "harbour-office"
    assert "data-caveat" not in attributes["nobody-asked"]
    assert page.all("details", "class") == ["related"]
    assert "#office-saves" in page.all("a", "href")


def test_the_filters_list_the_values_that_occur(bsc: Bsc) -> None:
    form = re.search(r"<form.*</form>", bsc("report", "night.txt", facts=STORE).out)
    assert form
    assert re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", form[0])).strip() == (
        "Words Kind any claims (2) figures (1) agencies (1) "
        "Voice any the article (1) Harbour Office (1) Checkability any checkable (1) "
        "Caveat any no period (2) Show all"
    )


def test_words_that_no_claim_covers_are_marked(bsc: Bsc) -> None:
    page = bsc(
        "report", "night.txt", facts=STORE.replace("[Nobody … islanders]", "[Nobody asked]")
    ).out
    assert re.findall(r'title="(.*?)".*? id="(.*?)".*?>(.*?)</(?:a|span)>', page) == [
        ("set aside", "S1", "Night Boat Stopped"),
        ("partly covered", "S3", "Nobody asked <mark>the islanders.</mark>"),
        ("not covered", "S4", "<mark>Ann Reed left</mark>."),
        ("set aside", "S5", "Share this page"),
    ]
    assert "1 partly covered" in Page(page).text


def test_without_the_article_a_report_lists_the_facts_by_kind(bsc: Bsc, tmp_path: Path) -> None:
    ran = bsc("report", "-o", "page.html", facts=STORE)
    assert (ran.out, ran.code) == ("", 0)
    assert ran.err == (
        "bsc: page.html: a page of 4 facts\n"
        "hint: name the article (bsc report ARTICLE) to show its sentences beside the facts\n"
    )
    text = Page((tmp_path / "page.html").read_text(encoding="utf-8")).text
    headings = ("4 facts; figures as bars\n", "1 agency\n", "1 figure\n", "2 claims\n")
    assert [line for line in text.splitlines(keepends=True) if line in headings] == [*headings]
    assert "Article\n" not in text


def test_kind_and_about_choose_the_facts(bsc: Bsc) -> None:
    page = bsc("report", "night.txt", "--kind", "claims", "--about", "saving", facts=STORE).out
    assert re.findall(r'<li class="fact" id="(.*?)"', page) == ["office-saves"]
    assert (
        "1 of 4 facts (claims about £2.5 million: saved by the office) beside 5" in Page(page).text
    )


def test_a_caveat_of_a_record_that_is_not_on_the_page_is_not_folded(bsc: Bsc) -> None:
    page = Page(bsc("report", "--kind", "figures", facts=STORE).out)
    assert "⚠ no period: The article gives no period. from office-saves\n" in page.text
    assert "related" not in page.all("details", "class")
    assert page.all("li", "data-caveat") == ["no_period"]


def test_a_report_of_several_stores_has_a_part_for_each(bsc: Bsc, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        STORE.replace("agencies:", "  text: night.txt\nagencies:", 1), encoding="utf-8"
    )
    (tmp_path / "b c.yaml").write_text(
        STORE.replace("Night Boat Stopped", "Another"), encoding="utf-8"
    )
    ran = bsc("report", "--facts", "a.yaml", "--facts", "b c.yaml")
    page = Page(ran.out)
    assert (ran.err, ran.code) == ("", 0)
    assert page.text.startswith(
        "2 stores\nSkip to the facts\n2 stores\n8 facts beside 5 sentences: "
    )
    ids = [id for id in page.all("li", "id") if id]
    assert ids == [
        *("a:office-saves", "a:saving", "a:harbour-office", "a:nobody-asked"),
        *("b%20c:harbour-office", "b%20c:saving", "b%20c:office-saves", "b%20c:nobody-asked"),
    ]
    linked = {
        address for address in page.all("a", "href") if address and address[:2] in ("#a", "#b")
    }
    assert linked == {f"#{id}" for id in ids}


def test_the_same_store_gives_the_same_page(bsc: Bsc) -> None:
    pages = [bsc("report", facts=FULL).out for _ in range(2)]
    assert pages[0] == pages[1]


@pytest.mark.hostile
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=stores(), article=ARTICLES)
def test_the_page_of_any_store_is_whole_and_runs_only_its_own_code(
    data: dict[str, Any], article: str, tmp_path: Path
) -> None:
    facts, text = tmp_path / "any.yaml", tmp_path / "any.txt"
    facts.write_text(document.write(data), encoding="utf-8")
    text.write_bytes(article.encode("utf-8", "replace"))
    for args in ([], [str(text)]):
        ran = in_process("report", *args, facts=facts)
        assert_sound(ran)
        if ran.out:
            assert_harmless_page(ran.out)


@given(st.sampled_from((*TEXTS, "javascript:alert(1)", "</script><script>alert(1)</script>")))
def test_no_text_of_a_store_becomes_code(tmp_path: Path, text: str) -> None:
    facts = tmp_path / "hostile.yaml"
    text = text.strip() or "x"
    store = {
        "source": {"headline": text, "url": text, "author": text, "publisher": text},
        "people": [{"id": "a", "name": text, "role": text, "evidence": ["x"]}],
        "claims": [
            {
                "id": "b",
                "statement": text,
                "type": "other",
                "voice": "a",
                "attribution": "explicit",
                "evidence": ["x"],
                "caveats": [{"type": "unnamed", "text": text}],
            }
        ],
    }
    facts.write_text(document.write(store), encoding="utf-8")
    ran = in_process("report", facts=facts)
    assert_sound(ran)
    assert_harmless_page(ran.out)


def assert_harmless_page(html: str) -> None:
    """Assert that a page is well-formed, that its links lead somewhere, and that no text is code."""
    page = Page(html)
    [script], [style] = page.code["script"], page.code["style"]
    digests = [b64encode(sha256(code.encode()).digest()).decode() for code in (style, script)]
    assert page.all("meta", "content")[-1] == (
        "default-src 'none'; "
        f"style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not any(
        name.startswith("on") or name in ("style", "src") for _, own in page.tags for name in own
    )
    ids = Counter(own["id"] for _, own in page.tags if "id" in own)
    assert set(ids.values()) <= {1}
    for address in page.all("a", "href"):
        assert address
        assert address.startswith(("https://", "http://")) or address.removeprefix("#") in ids


def test_a_page_of_this_program_is_replaced_and_no_other_file(bsc: Bsc, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html>\n<title>mine</title>")
    ran = bsc("report", "-o", "page.html", facts=STORE)
    assert ran.err == (
        "bsc: error: page.html is a file that bsc report did not write\n"
        "hint: name another path, or add --force to replace it\n"
    )
    assert ran.code == 2
    assert bsc("report", "-o", "page.html", "--force", facts=STORE).code == 0
    assert bsc("report", "-o", "page.html", facts=FULL).code == 0
    assert "Ferry Service Cut" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-o", "folder.html"], "folder.html is a folder\nhint: name a file in it"),
        (["-o", "/no/page.html"], "there is no folder /no\nhint: create it, or name another path"),
        (["-o", "page.pdf"], "a report is an HTML page, not page.pdf\nhint: end its name in .html"),
        (["-o", ""], "the path of the report is empty\nhint: give the path of a file"),
        (["night.html", "-o", "night.html", "--force"], "night.html is or holds night.html, which is kept\nhint: name another path"),
        (["none.txt"], "there is no article at none.txt\nhint: check the path"),
        (["--kind", "people"], "no record matches\nhint: leave out --kind or --about"),
        (["--kind", "clams"], "there is no kind 'clams'\nhint: did you mean 'claims'?"),
        (["--about", "nobody"], "no record has the id or name 'nobody'\nhint: did you mean 'nobody-asked' (The islanders were not asked.)?"),
    ],
)  # fmt: skip
def test_a_bad_argument_is_an_error(
    bsc: Bsc, tmp_path: Path, args: list[str], message: str
) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "night.html").write_text(TEXT)
    ran = bsc("report", *args, facts=STORE)
    assert ran.err == f"bsc: error: {message}\n"
    assert ran.code in (1, 2)


def test_the_article_of_another_store_is_an_error(bsc: Bsc) -> None:
    ran = bsc("report", "night.txt", facts=FULL)
    assert ran.err == (
        "bsc: error: night.txt:1:1: this is not the article of the store; from here on, 6 passages "
        "differ\nhint: bsc audit night.txt lists the differences\n"
    )
    assert (ran.out, ran.code) == ("", 2)


def test_a_report_of_too_many_facts_is_an_error(bsc: Bsc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MOST", 3)
    ran = bsc("report", "-o", "page.html", facts=STORE)
    assert ran.err == (
        "bsc: error: a report has at most 3 facts, and there are 4\n"
        "hint: choose some with --kind, --about or --store\n"
    )
    assert ran.code == 2
    assert bsc("report", "--kind", "claims", "-o", "page.html", facts=STORE).code == 0
