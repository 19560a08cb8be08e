"""Properties of any text as an article, and of any words as an anchor."""

from __future__ import annotations

from itertools import pairwise

from bsc_cli.text import ELLIPSIS, anchors
from bsc_cli.text.concordance import Concordance
from bsc_cli.text.folding import FoldedText, fold


def check(content: bytes) -> None:
    """Search for the first line as an anchor in the rest as an article; check both."""
    text = content.decode("utf-8", "ignore")
    anchor, _, raw = text.partition("\n")
    article = FoldedText(raw)
    offsets = [article.raw_offset(offset) for offset in range(len(article.text))]
    assert all(before <= after for before, after in pairwise(offsets))
    assert all(0 <= offset < len(raw) for offset in offsets)
    lines = raw.count("\n") + raw.count("\r") + 1
    for offset in range(0, len(article.text), 7):
        line, column = article.position(offset)
        assert 1 <= line <= lines
        assert 1 <= column <= len(raw) + 1
    assert fold(article.text) == article.text
    concordance = Concordance(article.text)
    first, *rest = anchors.phrases(anchor)
    last = rest[0] if rest else first
    for span in anchors.find(anchors.phrases(anchor), concordance):
        passage = article.text[span.start : span.end]
        assert passage.startswith(first)
        assert passage.endswith(last)
    words = list(article.words())
    if words:
        first_word, last_word = words[0], words[len(words) // 2]
        phrase = article.text[first_word.start : last_word.end]
        assert ELLIPSIS in phrase or anchors.find(anchors.phrases(phrase), concordance)
    anchors.nearest(anchor, article)
