"""Folding of texts, and the passages that anchors select."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bsc_cli.system.errors import Position
from bsc_cli.text import anchors
from bsc_cli.text.concordance import Concordance
from bsc_cli.text.folding import FoldedText, Span, fold
from bsc_cli.text.sentences import Sentences

TEXT = """The ferry leaves at six.

Ann Reed said: \u201cToo few people cross.\u201d The ferry leaves
at seven. No ferry leaves at night."""

texts = st.text(
    st.sampled_from("aB é\u0301\u0316\u200b\u00a0\u2011-\u201c\u2019\"'.,\n\r\t1£\u1100\u1161")
)
words = st.lists(st.text(st.characters(categories=["L", "Nd"]), min_size=1), min_size=3)


def selected(anchor: str, text: str = TEXT) -> list[str]:
    """Return the passages of a text that an anchor selects."""
    article = FoldedText(text)
    phrases = anchors.phrases(anchor)
    spans = anchors.find(phrases, Concordance(article.text))
    return [article.text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("anchor", "passages"),
    [
        ("Ann Reed", ["Ann Reed"]),
        ("ferry leaves", ["ferry leaves"] * 3),
        ("The ferry … at", ["The ferry leaves at", "The ferry leaves at"]),
        ("Ann … people cross", ['Ann Reed said: "Too few people cross']),
        ('"Too few … cross."', ['"Too few people cross."']),
        ("The ferry leaves at seven", ["The ferry leaves at seven"]),
        ("night … ferry", []),
        ("ferr", []),
        ("erry leaves", []),
        ("ann Reed", []),
        ("at night … at night", []),
    ],
)
def test_an_anchor_selects_every_passage_that_matches_its_words(
    anchor: str, passages: list[str]
) -> None:
    assert selected(anchor) == passages


def test_of_passages_with_the_same_end_the_longest_in_one_sentence_is_selected() -> None:
    article = FoldedText("It is late. It is as late as it was. It sails.")
    text, sentences = Concordance(article.text), Sentences(article)
    assert anchors.find(("It", "was"), text) == [Span(0, 35)]
    assert anchors.find(("It", "was"), text, sentences) == [Span(12, 35)]
    assert anchors.find(("late", "was"), text, sentences) == [Span(21, 35)]
    assert anchors.find(("It", "sails"), text, sentences) == [Span(37, 45)]
    assert anchors.find(("as late", "sails"), text, sentences) == [Span(18, 45)]


@given(
    st.lists(st.sampled_from(["a", "b", "ab", " ", " ", ".", '"', "é"]), max_size=40),
    st.lists(st.sampled_from(["a", "b", " ", ".", '"']), min_size=1, max_size=6),
    st.sampled_from([0, 1000]),
)
def test_a_phrase_is_found_wherever_it_stands_between_word_boundaries(
    parts: list[str], phrase_parts: list[str], padding: int
) -> None:
    text, phrase = "".join(parts) + " ." * padding, "".join(phrase_parts).strip()
    assume(phrase)
    before, after = (r"\b" if end.isalnum() else "" for end in (phrase[0], phrase[-1]))
    matches = re.finditer(before + re.escape(phrase) + after, text)
    assert Concordance(text).occurrences(phrase) == [Span(*match.span()) for match in matches]


@pytest.mark.parametrize(
    ("anchor", "length"),
    [("one", 1), ("one, two … three-four £5m", 4), ("£ … %", 0), ("& Co", 1)],
)
def test_the_length_of_an_anchor_is_its_number_of_words(anchor: str, length: int) -> None:
    assert anchors.length(anchor) == length


@pytest.mark.parametrize(
    ("anchor", "nearest"),
    [
        ("Ann Read said", "Ann Reed said"),
        ("Too few persons cross", "Too few people cross"),
        ("Something else entirely", None),
    ],
)
def test_an_anchor_without_a_passage_is_matched_with_the_nearest_one(
    anchor: str, nearest: str | None
) -> None:
    article = FoldedText(TEXT)
    span = anchors.nearest(anchor, article)
    assert (article.text[span.start : span.end] if span else None) == nearest


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("\u201cA\u201d \u2018b\u2019", "\"A\" 'b'"),
        ("a\u2010b\u2013c\u2014d\u2212e", "a-b-c-d-e"),
        ("a\u00a0\u2003\t\r\n b", "a b"),
        ("so\u00adft\u200b \ufeffx", "soft x"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("Été £5 50% a/b", "Été £5 50% a/b"),
    ],
)
def test_folding_normalises_typography_and_nothing_else(raw: str, folded: str) -> None:
    assert fold(raw) == folded


def test_positions_are_those_of_the_raw_text_with_any_line_ends() -> None:
    for end in ("\n", "\r\n", "\r"):
        article = FoldedText(TEXT.replace("\n", end))
        start = article.text.index("Too few")
        assert article.position(start) == Position(3, 17)
        assert article.position(article.text.index("at seven")) == Position(4, 1)


@given(texts)
def test_folding_twice_gives_the_same_as_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text) == FoldedText(text).text


@given(texts.map(lambda text: re.sub("[\u0301\u0316\u1161]", "", text)))
def test_every_folded_character_maps_back_to_raw_text_that_folds_to_it(text: str) -> None:
    article = FoldedText(text)
    offsets = [article.raw_offset(offset) for offset in range(len(article.text))]
    for start, end, char in zip(offsets, [*offsets, len(text)][1:], article.text, strict=True):
        assert fold(text[start:end])[:1] == char


@given(texts, st.data())
def test_a_passage_in_the_article_s_own_characters_folds_to_the_passage(
    text: str, data: st.DataObject
) -> None:
    article = FoldedText(text)
    start = data.draw(st.integers(0, len(article.text)))
    span = Span(start, data.draw(st.integers(start, len(article.text))))
    assert fold(article.verbatim(span)) == article.text[start : span.end].strip()


@given(texts.map(lambda text: re.sub("[\u0301\u0316\u1161]", "", text)))
def test_the_raw_offset_of_a_folded_character_maps_forward_to_it(text: str) -> None:
    article = FoldedText(text)
    for offset in range(len(article.text)):
        assert article.offset(article.raw_offset(offset)) == offset


@given(texts)
def test_every_word_of_decomposed_text_maps_back_to_its_start(text: str) -> None:
    article = FoldedText(text)
    for word in re.finditer(r"(?<= )\S", article.text):
        raw_offset = article.raw_offset(word.start())
        assert fold(text[raw_offset:]) == article.text[word.start() :]


@given(texts)
def test_raw_offsets_never_decrease_in_decomposed_text(text: str) -> None:
    article = FoldedText(text)
    offsets = [article.raw_offset(offset) for offset in range(len(article.text))]
    assert offsets == sorted(offsets)
    assert all(offset < len(text) for offset in offsets)


def test_raw_offsets_are_exact_except_within_a_decomposed_run() -> None:
    article = FoldedText("ab \u1100\u1161\u1100\u1161\u1100\u1161 cd")
    assert article.text == "ab \uac00\uac00\uac00 cd"
    offsets = [article.raw_offset(offset) for offset in range(len(article.text))]
    assert offsets == [0, 1, 2, 3, 4, 5, 9, 10, 11]


def test_more_than_32_combining_marks_in_a_row_are_not_composed() -> None:
    few, many = "a" + "\u0301\u0316" * 16, "a" + "\u0301\u0316" * 17
    assert fold(few) == "\u00e1" + "\u0316" * 16 + "\u0301" * 15
    assert fold(f"{many} e\u0301") == f"{many} \u00e9"


@given(words, st.data())
def test_an_anchor_cut_from_a_text_is_found_in_it_whatever_its_white_space(
    text_words: list[str], data: st.DataObject
) -> None:
    assume(all(fold(word).strip() for word in text_words))
    first = data.draw(st.integers(0, len(text_words) - 2))
    last = data.draw(st.integers(first + 1, len(text_words) - 1))
    anchor = f"{text_words[first]} … {text_words[last]}"
    spaces = st.sampled_from([" ", "\n", "\r\n\r\n", "\u00a0", "  \t", "\u200b "])
    spaced = "".join(word + data.draw(spaces) for word in text_words)
    article = FoldedText(spaced)
    starts = [word.start() for word in re.finditer(r"\S+", article.text)]
    start, end = starts[first], starts[last] + len(fold(text_words[last]))
    passages = anchors.find(anchors.phrases(anchor), Concordance(article.text))
    # If these words recur, a passage may begin before the first and end before the last of them.
    assert any(passage.start <= start < passage.end <= end for passage in passages)


def test_a_passage_ends_at_the_nearest_last_words() -> None:
    assert selected("0 … 1", "0 0 0 0 1 1") == ["0 0 0 0 1"]


@given(st.lists(st.sampled_from(["it's", "\u201cyes\u201d", "well-known", "a", "B."]), min_size=1))
def test_typography_makes_no_difference_to_an_anchor(text_words: list[str]) -> None:
    text = " ".join(text_words)
    varied = text.translate(
        {ord("'"): "\u2019", 0x201C: '"', 0x201D: '"', ord("-"): "\u2011", ord(" "): "\u2009"}
    )
    anchor = " ".join(text_words)
    assert selected(anchor, text) == selected(anchor, varied) == [fold(text)]
