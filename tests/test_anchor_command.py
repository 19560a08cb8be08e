"""`bsc anchor`: the shortest anchor of some words, or the places where they occur."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TINY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bsc

FIRST = "The Harbour Office will stop the night boat in spring."
LAST = "The Harbour Office will stop the day boat, too."
TEXT = f"""\
Ferry Service Cut

{FIRST} “Too few people cross,” it said.

{LAST}
"""


@pytest.fixture(autouse=True)
def _article(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("The Harbour Office will stop the night boat in spring.", "The … spring."),
        ("stop the day boat, too", "stop the day … too"),
        ("“Too few people cross,”", '"Too … cross,"'),
        ("Too few … it said", "Too … said"),
    ],
)
def test_words_that_occur_once_have_their_shortest_anchor(
    words: str, anchor: str, bsc: Bsc
) -> None:
    ran = bsc("anchor", words, "--article", "article.txt")
    assert ran == (f"{anchor}\n", "", 0)
    again = bsc("anchor", anchor, "--article", "article.txt")
    assert again == ran


def test_words_that_occur_several_times_are_listed_with_their_places(bsc: Bsc) -> None:
    ran = bsc("anchor", "Harbour", "Office", "--article", "article.txt")
    assert ran.out.splitlines() == [
        "PLACE  ANCHOR                                               SENTENCE",
        f"3:5    {'(none; wider: The … night)':<51}  {FIRST}",
        f"5:5    (none; wider: The Harbour Office will stop the day)  {LAST}",
    ]
    assert (ran.err, ran.code) == ("", 0)


def test_programs_get_the_places_as_rows(bsc: Bsc) -> None:
    ran = bsc("anchor", "day boat", "--article", "article.txt", "--json")
    assert json.loads(ran.out) == [
        {
            "line": 5,
            "column": 34,
            "anchor": "day boat",
            "wider": None,
            "sentence": LAST,
        }
    ]


def test_words_that_are_not_there_have_the_nearest_passage_as_a_hint(bsc: Bsc) -> None:
    ran = bsc("anchor", "The Harbor Office will stop", "--article", "article.txt")
    assert ran == (
        "",
        (
            "bsc: error: article.txt does not have the words 'The Harbor Office will stop'\n"
            "hint: did you mean 'The Harbour Office will stop'? (article.txt:3:1)\n"
        ),
        1,
    )
    assert bsc("anchor", "nothing like it", "--article", "article.txt").err == (
        "bsc: error: article.txt does not have the words 'nothing like it'\n"
    )


def test_the_article_may_be_that_of_the_store(bsc: Bsc) -> None:
    named = TINY.replace("headline:", "text: article.txt\n  headline:", 1)
    assert bsc("anchor", "night boat", facts=named).out == "night boat\n"
    ran = bsc("anchor", "night boat", facts=TINY)
    assert ran.err == (
        "bsc: error: sentences need the text of the article\n"
        "hint: name the file with --article FILE or BSC_ARTICLE, or in the store's source.text\n"
    )
    assert ran.code == 2


@pytest.mark.parametrize("words", ["", " … ", "…", "a … ", "%"])
def test_words_are_needed(words: str, bsc: Bsc) -> None:
    ran = bsc("anchor", words, "--article", "article.txt")
    assert ran.err.startswith("bsc: error: there are no words to find\n")
    assert ran.code == 2


def test_an_article_that_cannot_be_read_is_reported(bsc: Bsc, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><p>Hello</p></html>", encoding="utf-8")
    assert bsc("anchor", "Hello", "--article", "page.html").code == 2
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert bsc("anchor", "Hello", "--article", "empty.txt").code == 1
