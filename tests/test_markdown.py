"""Markdown, which shows any text unchanged once it is rendered."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bsc_cli.output import markdown
from bsc_cli.system.visible import visible
from bsc_cli.view.blocks import Block, Cell, Column, Heading, Pairs, Points, Table
from bsc_cli.view.safe import safe_view
from tests.hostile import TEXTS


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("£2.5 million: yearly, on 17 September (-5 or 1.5, 50% = half)", None),
        ("10:30-11:00, 10:30:15, a #, e.g. 2024. And end:", None),
        ("# x", r"\# x"),
        ("####### x", None),
        ("x #", r"x \#"),
        ("x ##", r"x \##"),
        ("- x", r"\- x"),
        ("---", r"\---"),
        ("- - -", r"\- - -"),
        ("--limit", None),
        ("+ x", r"\+ x"),
        ("1. x", r"1\. x"),
        ("12) x", r"12\) x"),
        ("1234567890. x", None),
        ("      x", "&#32;     x"),
        (" # x", "&#32;# x"),
        ("\xa0x\u3000", "&#160;x&#12288;"),
        ("*a* _b_ `c` ~d~ [e](f) <g> h|i &amp; $j$", r"\*a\* \_b\_ \`c\` \~d\~ \[e\](f) \<g\> h\|i \&amp; \$j\$"),
        ("https://example.org/a", r"https\://example.org/a"),
        ("www.example.org", r"www\.example.org"),
        ("a@example.org", "a@<!-- -->example.org"),
        ("mailto:a@example.org", "mailto:a@<!-- -->example.org"),
        ("ask @user about #12", "ask @<!-- -->user about #<!-- -->12"),
        (":smile: :+1: :100:", ":<!-- -->smile: :<!-- -->+1: :<!-- -->100:"),
    ],
)  # fmt: skip
def test_only_characters_with_a_meaning_are_escaped(text: str, source: str | None) -> None:
    assert markdown.escaped(text) == (text if source is None else source)


COLUMNS = (Column("a", "text"), Column("b", "text"))


def rendered_texts(block: Block) -> list[str]:
    """Return the texts that a Markdown reader shows of a block; assert that they are only text."""
    texts = []
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in reader.parse(markdown.draw(safe_view([block]))):
        kinds = [child.type for child in token.children or () if child.content]
        assert set(kinds) <= {"text", "text_special", "html_inline"}, kinds
        assert token.type.removesuffix("_open").removesuffix("_close") in ALLOWED, token
        if token.type == "inline":
            shown = (child for child in token.children or () if child.type != "html_inline")
            texts.append("".join(child.content for child in shown))
    return texts


ALLOWED = (
    *("inline", "heading", "bullet_list", "list_item", "paragraph"),
    *("table", "thead", "tbody", "tr", "th", "td"),
)


@given(st.text() | st.text(" #-+.)1:@=*_~`<>&\\|\t\xa0wxX/", max_size=12))
def test_rendered_markdown_shows_the_original_text(text: str) -> None:
    shown = visible(text)
    item = [shown] if shown else []
    assert rendered_texts(Points("t", [text, "z"])) == ["t", *item, "z"]
    assert rendered_texts(Heading(text)) == [shown]
    assert rendered_texts(Heading("x", text)) == [f"x ({shown})" if shown else "x"]
    assert rendered_texts(Pairs([("n", text)])) == [f"n: {shown}" if shown else "n:"]
    assert rendered_texts(Table("", COLUMNS, [(Cell(text), Cell("z"))])) == ["a", "b", shown, "z"]


for text in TEXTS:
    if len(text) < 1000:
        example(text)(test_rendered_markdown_shows_the_original_text)
