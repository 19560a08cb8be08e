"""The shortest anchor of a passage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsc_cli.text import anchors
from bsc_cli.text.concordance import Concordance
from bsc_cli.text.folding import FoldedText, Span
from bsc_cli.text.sentences import Sentences
from bsc_cli.text.shortest_anchor import ShortestAnchors

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = """The ferry leaves at six. The last ferry leaves at nine.

Ann Reed said: “Too few people cross.” The ferry leaves at six on Sundays, too.

It is well-known… or so they say. Tea costs £2 on board. A bun costs £2 on land."""


def shortest(passage: str, text: str = TEXT, occurrence: int = 0) -> str | None:
    article = FoldedText(text)
    start = [found.start() for found in re.finditer(re.escape(passage), article.text)][occurrence]
    found = ShortestAnchors(article, Sentences(article))
    return found.shortest(Span(start, start + len(passage)))


@pytest.mark.parametrize(
    ("passage", "anchor"),
    [
        ("Ann Reed", "Ann Reed"),
        ("The last ferry leaves at nine", "The last … nine"),
        ("last ferry leaves at nine", "last … nine"),
        ('"Too few people cross."', '"Too … cross."'),
        ("The ferry leaves at six on Sundays", "The ferry leaves at six on Sundays"),
        ("ferry leaves at six", None),
        ("£2", None),
        ("£2 on board", "£2 … board"),
        ("costs £2 on board", "costs … board"),
        ("A bun costs £2", "A … £2"),
        ("It is well-known", "It … well-known"),
        ("It is well-known… or so they say", "It … say"),
        ("known… or", "known … or"),
        ("err", None),
        (" Ann Reed ", None),
        (".", None),
    ],
)
def test_the_shortest_anchor_has_the_fewest_words_that_select_the_passage_alone(
    passage: str, anchor: str | None
) -> None:
    assert shortest(passage) == anchor


def words_of(article: FoldedText, span: Span) -> list[Span]:
    return [
        Span(*word.span()) for word in re.compile(r"£?\w(?:\S*\w)?").finditer(article.text, *span)
    ]


def candidates(article: FoldedText, span: Span, most: int) -> Iterator[str]:
    """Yield every anchor of a passage with at most a number of words."""
    words = words_of(article, span)
    if len(words) <= most:
        yield article.text[span.start : span.end]
    for first, word in enumerate(words):
        for last in range(first + 1, len(words)):
            if first + 1 + len(words) - last <= most:
                head = article.text[span.start : word.end]
                yield f"{head} … {article.text[words[last].start : span.end]}"


def selects_only(anchor: str, article: FoldedText, span: Span) -> bool:
    phrases, text = anchors.phrases(anchor), Concordance(article.text)
    modes = (None, Sentences(article))
    return all(anchors.find(phrases, text, sentences) == [span] for sentences in modes)


@settings(max_examples=400)
@given(
    st.lists(
        st.sampled_from(["a", "b", "B", "c", "b-a", ".", ",", '"', " ", " ", "\n\n", "…"]),
        max_size=60,
    ),
    st.data(),
)
def test_the_shortest_anchor_selects_its_passage_alone_and_no_other_is_shorter(
    parts: list[str], data: st.DataObject
) -> None:
    article = FoldedText("".join(parts))
    start = data.draw(st.integers(0, len(article.text)))
    span = Span(start, data.draw(st.integers(start, min(len(article.text), start + 40))))
    found = ShortestAnchors(article, Sentences(article)).shortest(span)
    if found:
        assert selects_only(found, article, span)
        assert 0 < anchors.length(found) <= anchors.LONGEST
    most = anchors.length(found) if found else anchors.LONGEST
    for anchor in candidates(article, span, most):
        is_read = anchor.count("…") == (anchor not in article.text) and anchors.length(anchor)
        if is_read and selects_only(anchor, article, span):
            assert found
            assert (anchors.length(found), len(found)) <= (anchors.length(anchor), len(anchor))


def test_a_passage_that_recurs_is_widened_within_its_sentence() -> None:
    article = FoldedText(TEXT)
    sentences = Sentences(article)
    found = ShortestAnchors(article, sentences)
    widened = []
    for start in (match.start() for match in re.finditer("£2", article.text)):
        span = Span(start, start + 2)
        widened.append(found.widened(span, sentences.whole(span)))
    assert [one and (one[0], article.text[slice(*one[1])]) for one in widened] == [
        ("costs … board", "costs £2 on board"),
        ("costs £2 on land", "costs £2 on land"),
    ]
    twice = FoldedText("It sails. It sails.")
    sentences = Sentences(twice)
    assert ShortestAnchors(twice, sentences).widened(Span(0, 2), Span(0, 9)) is None


def test_an_article_that_repeats_itself_throughout_has_the_anchors_of_its_ends_only() -> None:
    article = FoldedText("the boat sails " * 20_000 + "at last.")
    found = ShortestAnchors(article, Sentences(article))
    assert found.shortest(Span(0, len(article.text))) == "the … last."
    assert found.shortest(Span(4, 30)) is None
