"""The article's sentences behind a record: `--article`, and `sentences` in `show` and `--fields`."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.text.fingerprint import fingerprint
from bsc_cli.text.folding import FoldedText, fold
from bsc_cli.text.passages import Passages
from tests.conftest import TINY

if TYPE_CHECKING:
    from tests.conftest import Bsc

ARTICLE = """\
# Ferry Service Cut

The Harbour Office runs the ferries on £2.5 million a year,
a £2.5m subsidy. Dr. Lowe of Coast Watch helps. “Too few people
cross at night,” said Ann Reed. There will be no night boat from
next spring.

On board:
- up to 40 passengers
- a crew of the Harbour Office
"""
SUBSIDY = "The Harbour Office runs the ferries on £2.5 million a year, a £2.5m subsidy."


@pytest.fixture
def article(tmp_path: Path) -> str:
    """Write the article next to the store, in the folder of the test."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return "article.txt"


def of_source(lines: str) -> str:
    """Return the store with more lines in its source."""
    return TINY.replace("Ferry Service Cut\n", f"Ferry Service Cut\n{lines}", 1)


def test_a_record_is_shown_with_its_sentences(article: str, bsc: Bsc) -> None:
    assert bsc("show", "harbour-office", "--article", article).out.startswith(
        "Harbour Office  agency harbour-office\n"
        "\n"
        "acronym  HO\n"
        "type     government department\n"
        "role     Runs the ferries\n"
        "listed   yes\n"
        "\n"
        "Evidence\n"
        " • “The Harbour Office”\n"
        "\n"
        "In the article\n"
        f" • line 3: {SUBSIDY}\n"
        "\n"
    )


def test_without_an_article_no_sentences_are_shown(bsc: Bsc) -> None:
    assert "In the article" not in bsc("show", "subsidy").out
    [shown] = json.loads(bsc("show", "subsidy", "--json").out)
    assert shown["sentences"] is None


def test_sentences_are_shown_in_json(article: str, bsc: Bsc) -> None:
    [shown] = json.loads(bsc("show", "subsidy", "--article", article, "--json").out)
    assert shown["sentences"] == [{"line": 3, "also_on": [], "text": SUBSIDY}]


def test_an_anchor_that_selects_nothing_has_no_sentences(article: str, bsc: Bsc) -> None:
    facts = TINY.replace("[Coast Watch]", "[Harbour Watch]")
    [shown] = json.loads(
        bsc("show", "coast-watch", "--article", article, "--json", facts=facts).out
    )
    assert shown["sentences"] == []


def test_sentences_are_a_column_of_a_table(article: str, bsc: Bsc) -> None:
    assert bsc("agencies", "--fields", "id,+sentence", "--article", article).out == (
        "ID              SENTENCES\n"
        f"harbour-office  line 3: {SUBSIDY}\n"
        "coast-watch     line 4: Dr. Lowe of Coast Watch helps.\n"
    )


@pytest.mark.parametrize("name", ["+sentence", "+sentences", "-role,+sentence"])
def test_sentences_are_added_to_the_other_columns(name: str, article: str, bsc: Bsc) -> None:
    out = bsc("people", "--fields", name, "--article", article).out
    assert out.splitlines()[0].split()[:2] == ["ID", "NAME"]
    assert out.splitlines()[0].endswith("SENTENCES")
    assert out.splitlines()[1].endswith("line 4: “Too few people cross at night,” said Ann Reed.")


def test_sentences_are_a_key_of_json(article: str, bsc: Bsc) -> None:
    rows = json.loads(bsc("people", "--fields", "id,sentence", "--article", article, "--json").out)
    text = "“Too few people cross at night,” said Ann Reed."
    assert rows == [{"id": "ann-reed", "sentences": [{"line": 4, "also_on": [], "text": text}]}]


def test_sentences_are_a_column_of_csv(article: str, bsc: Bsc) -> None:
    args = ("measures", "--fields", "id,sentence", "--article", article, "-o", "csv")
    assert bsc(*args).out == (
        "id,sentences\r\n"
        "night-boat-stopped,"
        '"[{""line"": 5, ""also_on"": [], ""text"": ""There will be no night boat from next spring.""}]"\r\n'
    )


def test_the_article_is_found_by_the_environment(
    article: str, bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BSC_ARTICLE", article)
    assert f" • line 3: {SUBSIDY}\n" in bsc("show", "subsidy").out
    assert "nowhere.txt" in bsc("show", "subsidy", "--article", "nowhere.txt").err


def test_the_store_names_the_article_relative_to_itself(
    article: str, bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("texts").mkdir()
    Path(article).rename("texts/article.txt")
    facts = of_source("  text: texts/article.txt\n")
    assert f" • line 3: {SUBSIDY}\n" in bsc("show", "subsidy", facts=facts).out
    store = Path("facts.yaml").absolute()
    monkeypatch.chdir("texts")
    assert f" • line 3: {SUBSIDY}\n" in bsc("show", "subsidy", "--facts", str(store)).out


def test_sentences_are_asked_for_only_with_an_article(bsc: Bsc) -> None:
    assert bsc("agencies", "--fields", "+sentence") == (
        "",
        (
            "bsc: error: sentences need the text of the article\n"
            "hint: name the file with --article FILE or BSC_ARTICLE, or in the store's source.text\n"
        ),
        2,
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("show", "subsidy", "--article", "no.txt"), "there is no article at no.txt"),
        (
            ("agencies", "--fields", "+sentence", "--article", "no.txt"),
            "there is no article at no.txt",
        ),
        (("show", "subsidy", "--article", "."), "the article . is a folder"),
        (("show", "subsidy", "--article", ""), "the path of the article is empty"),
        (("caveats", "--article", "no.txt"), "there is no option '--article'"),
        (("caveats", "--fields", "+sentence"), "--fields: there is no field 'sentence'"),
    ],
)
def test_an_article_that_cannot_be_used_is_reported(
    args: tuple[str, ...], message: str, bsc: Bsc
) -> None:
    ran = bsc(*args)
    assert (ran.out, ran.err.splitlines()[0], ran.code) == ("", f"bsc: error: {message}", 2)


def test_a_record_is_shown_without_the_article_that_the_store_names(bsc: Bsc) -> None:
    facts = of_source("  text: no.txt\n")
    ran = bsc("show", "subsidy", facts=facts)
    assert (ran.out, ran.code) == (bsc("show", "subsidy").out, 0)
    assert ran.err == "bsc: no sentences are shown: there is no article at no.txt\n"
    assert bsc("figures", "--fields", "+sentence", facts=facts).code == 2


def test_an_article_without_effect_is_refused(article: str, bsc: Bsc) -> None:
    message = "--article has no effect in this list\nhint: add --fields +sentence\n"
    assert bsc("figures", "--article", article) == ("", f"bsc: error: {message}", 2)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"helps": "sleeps"}, "4:18: this is not the article of the store; from here on, the text differs"),
        ({"next": "last"}, "5:33: this is not the article of the store; from here on, the text differs"),
        ({"helps": "sleeps", "next": "last"}, "4:18: this is not the article of the store; from here on, 2 passages differ"),
    ],
)  # fmt: skip
def test_the_article_of_another_store_is_refused_with_the_place(
    changes: dict[str, str], message: str, article: str, bsc: Bsc
) -> None:
    other = ARTICLE
    for old, new in changes.items():
        other = other.replace(old, new)
    facts = of_source(fingerprint(FoldedText(other)).as_yaml())
    assert bsc("show", "subsidy", "--article", article, facts=facts) == (
        "",
        f"bsc: error: article.txt:{message}\nhint: bsc audit article.txt lists the differences\n",
        2,
    )


def test_another_article_is_refused_even_if_the_store_keeps_no_passages(
    article: str, bsc: Bsc
) -> None:
    facts = of_source(f"  sha256: {'ab' * 32}\n")
    assert bsc("agencies", "--fields", "+sentence", "--article", article, facts=facts) == (
        "",
        (
            "bsc: error: article.txt: this is not the article of the store: its text has another digest\n"
            "hint: give the article that 'source.sha256' was made from\n"
        ),
        2,
    )


def test_the_article_of_the_store_is_accepted_with_other_typography(bsc: Bsc) -> None:
    facts = of_source(fingerprint(FoldedText(ARTICLE)).as_yaml())
    plain = ARTICLE.replace("“", '"').replace("”", '"').replace("\n", "\r\n")
    Path("article.txt").write_bytes(plain.encode())
    ran = bsc("show", "ann-reed", "--article", "article.txt", facts=facts)
    assert ' • line 4: "Too few people cross at night," said Ann Reed.\n' in ran.out


def test_a_sentence_that_occurs_again_is_shown_once_with_all_its_lines(bsc: Bsc) -> None:
    Path("article.txt").write_text(f"Ferries\n\n{SUBSIDY}\n" * 3, encoding="utf-8")
    args = ("show", "subsidy", "--article", "article.txt")
    [shown] = json.loads(bsc(*args, "--json").out)
    assert shown["sentences"] == [{"line": 3, "also_on": [6, 9], "text": SUBSIDY}]
    assert f" • lines 3, 6 and 9: {SUBSIDY}\n" in bsc(*args).out


def sentences(article: str, *anchors: str) -> list[tuple[int, str]]:
    found = Passages(FoldedText(article)).sentences(anchors)
    return [(lines[0], text) for lines, text in found]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("anchors", "found"),
    [
        (["Service Cut"], [(1, "# Ferry Service Cut")]),
        (["Harbour Office runs"], [(3, SUBSIDY)]),
        (["subsidy"], [(3, SUBSIDY)]),
        (["Coast Watch"], [(4, "Dr. Lowe of Coast Watch helps.")]),
        (["no night boat … spring"], [(5, "There will be no night boat from next spring.")]),
        (["On board"], [(8, "On board:")]),
        (["up to 40"], [(9, "- up to 40 passengers")]),
        (["crew"], [(10, "- a crew of the Harbour Office")]),
        (
            ["Harbour Office"],
            [(3, SUBSIDY), (10, "- a crew of the Harbour Office")],
        ),
        (
            ["Coast Watch … Too few"],
            [(4, "Dr. Lowe of Coast Watch helps. “Too few people cross at night,” said Ann Reed.")],
        ),
        (["crew", "Service Cut"], [(1, "# Ferry Service Cut"), (10, "- a crew of the Harbour Office")]),
        (["up to 40", "passengers"], [(9, "- up to 40 passengers")]),
        (["no such words"], []),
    ],
)  # fmt: skip
def test_an_anchor_is_extended_to_whole_sentences(
    anchors: list[str], found: list[tuple[int, str]], line_end: str
) -> None:
    assert sentences(ARTICLE.replace("\n", line_end), *anchors) == found


@pytest.mark.parametrize(
    ("article", "anchor", "sentence"),
    [
        ("It was late.  “Is it?” he said. No.", "Is it", "“Is it?” he said."),
        ("It costs £2.5 million. No more.", "2.5", "It costs £2.5 million."),
        ("The U.S. Coast Guard came. It left.", "Coast Guard", "The U.S. Coast Guard came."),
        ("Boats Inc. and Mr. Lowe pay. It is late.", "Lowe", "Boats Inc. and Mr. Lowe pay."),
        ("It left (at six). It came.", "six", "It left (at six)."),
        ("One\n\nTwo\n \t\nThree", "Two", "Two"),
        ("1. Boats stop. They do.\n2. Boats\n   sail", "stop", "1. Boats stop."),
        ("1. Boats stop\n2. Boats\n   sail", "sail", "2. Boats sail"),
        ("Lead\n* one\n+ two\n• three", "two", "+ two"),
        ("Text\n## Head\nBody goes\non. End.", "Head", "## Head"),
        ("Text\n## Head\nBody goes\non. End.", "Body", "Body goes on."),
        ("no end", "end", "no end"),
        ("In 2024. It", "2024", "In 2024."),
        ("Ann said: “It is late.” It was.", "late", "Ann said: “It is late.”"),
    ],
)
def test_a_sentence_ends_at_its_full_stop_or_at_the_end_of_a_heading_item_or_paragraph(
    article: str, anchor: str, sentence: str
) -> None:
    assert [text for _, text in sentences(article, anchor)] == [sentence]


WORDS = st.sampled_from(
    ["boat", "Ann", "late.", "Dr.", "U.S.", "said:", "“Too", "few.”", "£2.5m", "1."]
)
GAPS = st.sampled_from([" ", "\n", "\r\n", "\n\n", "\n- ", "\n# ", "\n2. ", "\u00a0", ".  "])


@given(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=30), st.data())
def test_every_sentence_contains_the_words_of_the_anchor(
    parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    article = FoldedText("".join(word + gap for word, gap in parts))
    words = article.text.split()
    start = data.draw(st.integers(0, len(words) - 1))
    anchor = " ".join(words[start : start + data.draw(st.integers(1, 3))]).strip("-# ")
    found = Passages(article).sentences([anchor])
    folded = [fold(text) for _, text in found]
    assert all(anchor in text for text in folded)
    assert all(text in article.text for text in folded)
    assert len(found) == len(set(folded))


@given(st.lists(st.tuples(WORDS, GAPS), max_size=30))
def test_every_word_of_an_article_is_in_a_sentence(parts: list[tuple[str, str]]) -> None:
    article = FoldedText("".join(word + gap for word, gap in parts))
    words = [article.text[start:end] for start, end in article.words()]
    assert all(sentences(article.raw, word) for word in words)


def test_sentences_of_a_wrapped_article_are_those_of_its_lines() -> None:
    text = "The boat leaves at six. Ann Reed waits on the pier. The boat is late."
    for width in (8, 20, 200):
        wrapped = textwrap.fill(text, width)
        assert [found for _, found in sentences(wrapped, "waits")] == [
            "Ann Reed waits on the pier."
        ]
