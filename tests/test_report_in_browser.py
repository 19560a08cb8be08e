"""The page of `bsc report` in Chromium, and the validators of HTML and of accessibility.

The tests need the program `chromium`, the library `playwright`, Java, and npm's packages `vnu-jar`
and `axe-core` in the folder of NODE_PATH. `.ci/run` installs them all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.stores import ARTICLE, FULL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext
    from playwright.sync_api import Page as BrowserPage

    from tests.conftest import Bsc

CHROMIUM: Final = shutil.which("chromium")
MODULES: Final = Path(os.environ.get("NODE_PATH", "nowhere"))
CHECKER: Final = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE: Final = MODULES / "axe-core" / "axe.min.js"

in_browser = pytest.mark.skipif(
    not (CHROMIUM and find_spec("playwright")), reason="needs chromium and playwright"
)
TEXT: Final = """\
Ferry Service Cut

The Harbour Office drops the night boat. Too few people cross, Ann Reed said.

The boat carried 40 people. In 2030 it carried 90.
"""
STORE: Final = """\
source: {headline: Ferry Service Cut, url: https://example.org/ferry, language: en}
agencies:
  - {id: harbour-office, name: Harbour Office, role: Runs the ferries, evidence: [The Harbour Office]}
people:
  - {id: ann-reed, name: Ann Reed, evidence: [Ann Reed]}
figures:
  - {id: carried, as_written: 40 people, value: 40, unit: people, property: passengers, evidence: [40 people]}
  - {id: carried-before, as_written: '90', value: 90, unit: people, property: passengers in 2030, evidence: ['90']}
claims:
  - {id: boat-dropped, statement: The night boat stops., type: other, checkability: checkable, voice: author, evidence: [drops … boat]}
  - id: too-few-cross
    statement: "Too few people cross <script>alert(1)</script><img src=x onerror=alert(1)>."
    type: quantity
    checkability: vague
    voice: ann-reed
    attribution: explicit
    evidence: [Too few … said]
    caveats: [{type: no_baseline, text: The claim names no number., see: [carried]}]
"""
FACTS: Final = ".fact:visible"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - it may be missing

    with sync_playwright() as program:
        browser = program.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox"],  # root has none
        )
        yield browser
        browser.close()


@pytest.fixture
def report(bsc: Bsc, tmp_path: Path) -> str:
    """Write a report, and return its address."""
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    assert bsc("report", "ferry.txt", "-o", "page.html", facts=STORE).code == 0
    return (tmp_path / "page.html").as_uri()


class Window:
    """A page in the browser, with what it reports and loads."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: BrowserPage = context.new_page()
        self.reported: list[str] = []
        self.loaded: list[str] = []
        self.page.on("console", lambda message: self.reported.append(message.text))
        self.page.on("pageerror", lambda error: self.reported.append(str(error)))
        self.page.on("dialog", lambda dialog: self.reported.append(dialog.message))
        self.page.on("requestfinished", lambda request: self.loaded.append(request.url))
        self.page.goto(address)

    def shown(self) -> list[str]:
        """Return the ids of the facts that the page shows."""
        return [fact.get_attribute("id") or "" for fact in self.page.locator(FACTS).all()]

    def colour(self, selector: str) -> str:
        """Return the colour of the background of an element."""
        script = "one => getComputedStyle(one).backgroundColor"
        return str(self.page.locator(selector).first.evaluate(script))


def window(browser: Browser, address: str, width: int = 1400, **options: Any) -> Window:
    return Window(browser.new_context(viewport={"width": width, "height": 900}, **options), address)


@in_browser
def test_a_click_on_a_sentence_shows_its_facts(browser: Browser, report: str) -> None:
    opened = window(browser, report)
    assert len(opened.shown()) == 6
    opened.page.locator("a.sentence", has_text="Too few people cross, Ann Reed said.").click()
    assert opened.shown() == ["too-few-cross", "ann-reed"]
    assert opened.page.locator("output").inner_text() == "2 of 2 facts on sentence 3"
    assert (
        opened.page.locator(".sentence.chosen").inner_text()
        == "Too few people cross, Ann Reed said."
    )
    opened.page.get_by_role("button", name="Show all").click()
    assert len(opened.shown()) == 6
    assert (opened.reported, opened.loaded) == ([], [report])


@in_browser
def test_all_facts_of_a_sentence_stand_under_its_heading(
    browser: Browser, bsc: Bsc, tmp_path: Path
) -> None:
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    store = STORE.replace("[The Harbour Office]", "[The Harbour Office, The boat carried]")
    bsc("report", "ferry.txt", "-o", "page.html", facts=store)
    opened = window(browser, (tmp_path / "page.html").as_uri())
    page, before = opened.page, opened.shown()
    assert before[:2] == ["boat-dropped", "harbour-office"]
    also = page.locator("#F4 .also")
    assert also.inner_text() == "Also on this sentence:\n\nHarbour Office"
    page.locator("a.sentence", has_text="The boat carried 40").click()
    assert opened.shown() == ["carried", "harbour-office"]
    assert page.locator(".group h3:visible").all_inner_texts() == ["Sentence 4, line 5"]
    assert not also.is_visible()
    page.locator("a.sentence", has_text="drops the night boat").click()
    assert opened.shown() == ["boat-dropped", "harbour-office"]
    page.keyboard.press("Escape")
    assert opened.shown() == before
    assert also.is_visible()
    page.get_by_label("Words").fill("40")
    assert opened.shown() == ["carried"]
    assert not also.is_visible()


@in_browser
def test_a_search_scrolls_the_article_to_a_sentence_that_matches(
    browser: Browser, bsc: Bsc, tmp_path: Path
) -> None:
    text = TEXT.replace("The boat", "\n\n".join(["The sea was calm."] * 60) + "\n\nThe boat")
    (tmp_path / "ferry.txt").write_text(text, encoding="utf-8")
    bsc("report", "ferry.txt", "-o", "page.html", facts=STORE)
    page = window(browser, (tmp_path / "page.html").as_uri()).page
    scrolled = "[scrollY, document.querySelector('.article').scrollTop]"
    page.get_by_label("Words").fill("boat")
    assert page.evaluate(scrolled) == [0, 0]  # the second sentence is in view
    page.get_by_label("Words").fill("passengers")
    assert page.evaluate("scrollY") == 0
    found = page.locator("a.sentence", has_text="The boat carried").bounding_box()
    assert found
    assert 0 < found["y"] < 900
    before = page.evaluate(scrolled)
    page.locator("a.sentence", has_text="In 2030").dispatch_event("click")
    assert page.evaluate(scrolled) == before


@in_browser
def test_filters_and_words_choose_facts_and_their_sentences(browser: Browser, report: str) -> None:
    opened = window(browser, report)
    page = opened.page
    page.get_by_label("Kind").select_option("figures")
    assert opened.shown() == ["carried", "carried-before"]
    page.get_by_label("Words").fill('"PASSENGERS IN" 2030')
    assert opened.shown() == ["carried-before"]
    matched = page.locator(".article .sentence:not(.unmatched)")
    assert matched.all_inner_texts() == ["In 2030 it carried 90."]
    page.get_by_role("button", name="Show all").click()
    for label, value in (
        ("Voice", "ann-reed"),
        ("Checkability", "vague"),
        ("Caveat", "no_baseline"),
    ):
        page.get_by_label(label).select_option(value)
    assert opened.shown() == ["too-few-cross"]
    page.get_by_label("Kind").select_option("agencies")
    assert opened.shown() == []
    assert page.locator("output").inner_text() == "No fact matches"
    hint = page.locator(".facts > p")
    assert hint.inner_text() == (
        "Nothing to show: use fewer words or filters, or select 'Show all'."
    )
    page.get_by_role("button", name="Show all").click()
    assert not hint.is_visible()


@in_browser
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("crosses", ["too-few-cross"]),
        ("names", ["too-few-cross"]),  # its caveat, but not where it is folded
        ("PEOPLE -2030", ["carried", "too-few-cross"]),
        ("ree", ["ann-reed", "too-few-cross"]),  # nothing is called so: it is a beginning
        ("boa", ["boat-dropped"]),
        ("oat", []),
        ("ferry", ["harbour-office"]),
        ("fer*", ["harbour-office"]),
        ('"night boat"', ["boat-dropped"]),
        ('"boat night"', []),
        ("2030", ["carried-before"]),
        ("203", []),
        ("2,030", ["carried-before"]),
        ("quantity", ["too-few-cross"]),  # the value of a field in its details
        ("passengers -passe", ["carried", "carried-before"]),  # an excluded word is whole
        ("ferries OR boat", ["harbour-office", "boat-dropped"]),
        ("OR boat", []),  # an OR that joins nothing is a word
        ("- ( * passenger", ["carried", "carried-before"]),
        ("night-boat", ["boat-dropped"]),
        ('"carried before"', ["carried-before"]),  # the words of an id
    ],
)  # fmt: skip
def test_words_are_searched_for_as_whole_words(
    browser: Browser, report: str, words: str, found: list[str]
) -> None:
    opened = window(browser, report)
    opened.page.get_by_label("Words").fill(words)
    assert sorted(opened.shown()) == sorted(found)


@in_browser
@pytest.mark.parametrize(
    "words",
    ["£2.5m", "2.5 million", "£2.50 million", "£2.5mn", "-40 £2.5M", "2500000", "£2,500 thousand"],
)
def test_amounts_are_found_however_they_are_written(
    browser: Browser, bsc: Bsc, tmp_path: Path, words: str
) -> None:
    store = STORE.replace("Runs the ferries", "Spends £2.5 million").replace(
        "The night boat stops.", "'The night boat costs £2,500,000.'"
    )
    bsc("report", "-o", "page.html", facts=store)
    opened = window(browser, (tmp_path / "page.html").as_uri())
    opened.page.get_by_label("Words").fill(words)
    assert opened.shown() == ["harbour-office", "boat-dropped"]
    for other in ("2.5", "$2.5m", "2.5bn"):
        opened.page.get_by_label("Words").fill(other)
        assert opened.shown() == []


@in_browser
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("60%", ["harbour-office", "boat-dropped"]),
        ("60 %", ["harbour-office", "boat-dropped"]),
        ("60 per cent", ["harbour-office", "boat-dropped"]),
        ("60 PERCENT", ["harbour-office", "boat-dropped"]),
        ("per cent", ["harbour-office", "boat-dropped"]),
        ("percent -share", ["boat-dropped"]),
        ('"60 percent share"', ["harbour-office"]),
        ("6 per cent", []),
        ("percentage", []),
    ],
)
def test_a_per_cent_is_found_however_it_is_written(
    browser: Browser, bsc: Bsc, tmp_path: Path, words: str, found: list[str]
) -> None:
    store = STORE.replace("Runs the ferries", "Has a 60% share").replace(
        "stops.", "loses 60 per cent."
    )
    bsc("report", "-o", "page.html", facts=store)
    opened = window(browser, (tmp_path / "page.html").as_uri())
    opened.page.get_by_label("Words").fill(words)
    assert opened.shown() == found


@in_browser
def test_a_fact_is_not_found_by_the_title_of_another_that_it_names(
    browser: Browser, bsc: Bsc, tmp_path: Path
) -> None:
    store = STORE.replace("type: other,", "type: other, figures: [carried],")
    bsc("report", "-o", "page.html", facts=store)
    opened = window(browser, (tmp_path / "page.html").as_uri())
    opened.page.get_by_label("Words").fill("40")
    assert opened.shown() == ["carried"]
    opened.page.get_by_label("Words").fill("carried")
    assert "boat-dropped" in opened.shown()


@in_browser
def test_a_number_is_found_before_any_word_but_a_scale(
    browser: Browser, bsc: Bsc, tmp_path: Path
) -> None:
    store = STORE.replace("Runs the ferries", "Has 70 men").replace("stops.", "costs 70 million.")
    bsc("report", "-o", "page.html", facts=store)
    opened = window(browser, (tmp_path / "page.html").as_uri())
    opened.page.get_by_label("Words").fill("70")
    assert opened.shown() == ["harbour-office"]
    opened.page.get_by_label("Words").fill('"70 million"')
    assert opened.shown() == ["boat-dropped"]


@in_browser
def test_the_way_back_restores_the_words_and_the_sentence(browser: Browser, report: str) -> None:
    opened = window(browser, report)
    page = opened.page
    page.get_by_label("Words").fill("cross")
    page.locator("a.sentence", has_text="Too few").click()
    page.locator("a.sentence", has_text="Too few").click()
    page.get_by_role("button", name="Show all").click()
    assert len(opened.shown()) == 6
    page.go_back()
    assert page.url == f"{report}?words=cross#F3"
    assert page.get_by_label("Words").input_value() == "cross"
    assert opened.shown() == ["too-few-cross"]


@in_browser
def test_the_facts_of_a_selected_sentence_come_next_for_the_keyboard(
    browser: Browser, report: str
) -> None:
    opened = window(browser, report)
    page = opened.page
    height = page.evaluate("scrollY")
    page.locator("a.sentence", has_text="In 2030").focus()
    page.keyboard.press("Enter")
    assert page.url == f"{report}#F5"
    assert page.evaluate("document.activeElement.textContent") == "Sentence 5, line 5"
    assert page.evaluate("scrollY") == height
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#carried-before"
    page.keyboard.press("Escape")
    assert len(opened.shown()) == 6
    assert page.locator(".group h3").all_inner_texts() == [
        *("Sentence 2, line 3", "Sentence 3, line 3", "Sentence 4, line 5", "Sentence 5, line 5")
    ]


@in_browser
def test_on_a_phone_a_search_shows_the_facts_in_place_of_the_article(
    browser: Browser, report: str
) -> None:
    page = window(browser, report, 400).page
    page.get_by_label("Words").fill("boat")
    assert not page.locator(".article").is_visible()
    page.locator("h3 a").first.click()
    box = page.locator(".article .chosen").bounding_box()
    assert box
    assert 0 <= box["y"] < 900
    page.get_by_label("Words").fill("")
    assert page.locator(".article").is_visible()


@in_browser
def test_the_facts_of_one_of_several_stores_can_be_chosen(
    browser: Browser, bsc: Bsc, tmp_path: Path
) -> None:
    for name in ("north", "south"):
        (tmp_path / f"{name}.yaml").write_text(STORE, encoding="utf-8")
    assert (
        bsc("report", "-o", "page.html", "--facts", "north.yaml", "--facts", "south.yaml").code == 0
    )
    opened = window(browser, (tmp_path / "page.html").as_uri())
    assert len(opened.shown()) == 12
    voices = opened.page.get_by_label("Voice").locator("option").all_inner_texts()
    assert voices == ["any", "the article (2)", "Ann Reed (north) (1)", "Ann Reed (south) (1)"]
    opened.page.get_by_label("Store").select_option("south")
    assert len(opened.shown()) == 6
    opened.page.locator("header li a").last.click()
    assert opened.page.url.endswith("?store=south#STORE-south")


@in_browser
def test_what_matches_is_highlighted_in_the_facts_and_the_article(
    browser: Browser, report: str
) -> None:
    page = window(browser, f"{report}?words=boat+-passengers").page
    marked = page.evaluate(
        "[...CSS.highlights.get('matched')].map("
        "({startContainer, startOffset, endOffset}) => startContainer.data.slice(startOffset, endOffset))"
    )
    assert marked == ["boat"] * 4
    page.get_by_label("Words").fill("")
    assert page.evaluate("CSS.highlights.get('matched').size") == 0


@in_browser
def test_the_address_keeps_the_filters(browser: Browser, report: str) -> None:
    page = window(browser, report).page
    page.get_by_label("Kind").select_option("figures")
    page.get_by_label("Words").fill("2030")
    address = page.evaluate("location.href")
    assert address == f"{report}?words=2030&kind=figures"
    again = window(browser, address)
    assert again.shown() == ["carried-before"]
    again.page.locator("a.sentence", has_text="The Harbour Office drops the night boat.").click()
    assert again.page.locator("output").inner_text() == "No fact on sentence 2 matches"
    again.page.get_by_role("button", name="Show all").click()
    assert len(again.shown()) == 6
    assert again.page.evaluate("location.href") == f"{report}?#FACTS"


@in_browser
def test_a_link_to_a_fact_opens_it_beside_those_that_match_the_filters(
    browser: Browser, report: str
) -> None:
    opened = window(browser, f"{report}#too-few-cross")
    page = opened.page
    assert page.locator("#too-few-cross details").get_attribute("open") is not None
    assert page.locator(".sentence.chosen").all_inner_texts() == [
        "Too few people cross, Ann Reed said."
    ]
    page.get_by_label("Kind").select_option("claims")
    page.locator("#too-few-cross .caveats a").click()
    assert page.url == f"{report}?kind=claims#carried"
    assert opened.shown() == ["boat-dropped", "too-few-cross", "carried"]
    page.go_back()
    assert opened.shown() == ["boat-dropped", "too-few-cross"]


@in_browser
def test_a_caveat_of_another_record_is_folded(browser: Browser, report: str) -> None:
    opened = window(browser, report)
    page = opened.page
    page.get_by_label("Caveat").select_option("no_baseline")
    assert opened.shown() == ["too-few-cross", "carried"]
    related = page.locator("#carried .related")
    assert related.inner_text() == "⚠ 1 related caveat: no baseline"
    related.locator("summary").click()
    assert related.locator("li").inner_text() == (
        "no baseline (too-few-cross): The claim names no number."
    )
    related.get_by_role("link").hover()
    assert (related.get_by_role("link").get_attribute("title") or "").startswith("Too few people")
    related.get_by_role("link").click()
    assert page.url == f"{report}?caveat=no_baseline#too-few-cross"
    assert page.locator("#too-few-cross.chosen details[open]").count() == 1


@in_browser
@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("", "no baseline (too-few-cross)"),
        ("figures", "no baseline (too-few-cross): The claim names no number."),
    ],
)
def test_paper_has_the_text_of_each_caveat_once(
    browser: Browser, report: str, kind: str, printed: str
) -> None:
    page = window(browser, f"{report}?kind={kind}").page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    related = page.locator("#carried .related")
    assert related.locator("summary").inner_text() == "⚠ 1 related caveat"
    assert related.locator("li").is_visible()
    assert related.locator("li").inner_text() == printed


@in_browser
def test_no_text_of_a_store_runs(browser: Browser, report: str) -> None:
    opened = window(browser, report)
    assert "<img src=x" in opened.page.locator("#too-few-cross p").first.inner_text()
    opened.page.evaluate(
        "document.body.append(Object.assign(new Image(), {src: 'https://example.org/x'}))"
    )
    assert opened.loaded == [report]
    assert "violates the following Content Security Policy" in opened.reported[0]


@in_browser
def test_without_javascript_the_page_has_no_filters_and_all_facts(
    browser: Browser, report: str
) -> None:
    opened = window(browser, report, java_script_enabled=False)
    assert not opened.page.locator("form").is_visible()
    assert len(opened.shown()) == 6
    opened.page.locator("a.sentence", has_text="Too few people cross, Ann Reed said.").click()
    assert opened.page.url == f"{report}#F3"


@in_browser
@pytest.mark.parametrize("width", [400, 1400])
def test_the_page_fits_a_phone_and_a_wide_screen(
    browser: Browser, report: str, width: int, tmp_path: Path
) -> None:
    page = window(browser, report, width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    article, facts = (page.locator(name).bounding_box() for name in (".article", ".facts"))
    assert article
    assert facts
    is_beside = facts["x"] >= article["x"] + article["width"]
    assert is_beside == (width == 1400)
    page.screenshot(path=tmp_path / "page.png", full_page=True)
    assert (tmp_path / "page.png").stat().st_size > 10_000


@in_browser
def test_the_page_follows_a_dark_screen_and_paper(browser: Browser, report: str) -> None:
    light, dark = (
        window(browser, report, color_scheme=scheme).colour("body") for scheme in ("light", "dark")
    )
    assert (light, dark) == ("rgb(251, 250, 247)", "rgb(23, 25, 27)")
    opened = window(browser, report)
    opened.page.emulate_media(media="print")
    assert not opened.page.locator("form").is_visible()
    assert len(opened.shown()) == 6


@in_browser
@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core in NODE_PATH")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1400])
def test_axe_finds_no_barrier(browser: Browser, report: str, scheme: Any, width: int) -> None:
    page = window(browser, f"{report}#F3", width, color_scheme=scheme, bypass_csp=True).page
    page.locator("summary:visible").first.click()
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run({reporter: 'v2'})")
    assert [
        (rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]
    ] == []
    assert len(found["passes"]) > 20


@pytest.mark.skipif(
    not (CHECKER.exists() and shutil.which("java")), reason="needs vnu-jar in NODE_PATH, and java"
)
def test_the_validator_of_html_finds_no_error(bsc: Bsc, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    bsc("report", "ferry.txt", "-o", "one.html", facts=STORE)
    bsc("report", "-o", "two.html", facts=FULL)
    bsc("report", "-o", "three.html", facts=STORE)
    done = subprocess.run(
        ["java", "-jar", CHECKER, "--errors-only", "one.html", "two.html", "three.html"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    (tmp_path / "one.html").write_text("<!DOCTYPE html><p>no title</b>")
    assert subprocess.run(
        ["java", "-jar", CHECKER, "one.html"], cwd=tmp_path, capture_output=True, check=False
    ).returncode
