"""Quotations in marks of all kinds, and what accounts for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.text.folding import FoldedText
from bsc_cli.text.quotations import quotations

if TYPE_CHECKING:
    from tests.conftest import Bsc


def quoted(raw: str) -> list[str | None]:
    """Return the contents of the quotations in a text."""
    article = FoldedText(raw)
    return [
        article.text[found.content.start : found.content.end] if found.content else None
        for found in quotations(article)
    ]


DOUBLE = {
    '"It is late," she said. "Go."': ["It is late,", "Go."],
    "“It is late,” she said. “Go.”": ["It is late,", "Go."],
    "„It is late“, she said. „Go.”": ["It is late", "Go."],
    "«It is late», she said. « Go. »": ["It is late", "Go."],
    "»It is late«, she said. »Go.«": ["It is late", "Go."],
    "‹It is late›, she said.": ["It is late"],
    "”It is late“ is set in wrong marks.": ["It is late"],
    "She said:“Go!”—and left (“soon”).": ["Go!", "soon"],
    'He said—"it is late"—and left.': ["it is late"],
    "“It is late.\n\n“It is old.\n\n“Go,” she said.": ["It is late.", "It is old.", "Go,"],
    "“It is late.\n\nThe ferry sank. “Go,” she said.": ["It is late.", "Go,"],
    "«It is late.\n\n«Go», she said.": ["It is late.", "Go"],
    "“It is\nlate,” she said.": ["It is late,"],
    "It is late.” She left.": [None],
    'The pipe is 5" wide.': [],
    "“He said ‘go’ and ‘stop’,” she said.": ["He said 'go' and 'stop',"],
    "“‘Go,’ he said,” she said.": ["'Go,' he said,"],
    "": [],
}

SINGLE = {
    "‘It is late,’ she said. ‘Go.’": ["It is late,", "Go."],
    "'It is late,' she said. 'Go.'": ["It is late,", "Go."],
    "‚It is late‘, she said.": ["It is late"],
    "It is a ‘far too late’ boat and 'far too slow'.": ["far too late", "far too slow"],
    "‘He said “go” and “stop”,’ she said.": ['He said "go" and "stop",'],
    "‘It’s the crew’s boat; don’t go,’ she said.": ["It's the crew's boat; don't go,"],
    "'It's the crew's boat; don't go,' she said.": ["It's the crew's boat; don't go,"],
    "‘the boys’ boat sank’, she said.": ["the boys' boat sank"],
    "'no comments' said Ann. It isn't late.": ["no comments"],
    "‘It is late.\n\n‘It is old.\n\n‘Go,’ she said.": ["It is late.", "It is old.", "Go,"],
    "The boys' boat and the crews' food. Don't go.": [],
    "The boys’ boat and the crews’ food. Don’t go.": [],
    "In the '90s, the '80s and ‘70s; rock 'n' roll; 'twas late, 'til six, get 'em": [],
    "'twas late, she said, 'and old'": ["and old"],
    "It is 6' tall, and 5' wide.": [],
    "O'Brien, D'Arcy and Ann's boat": [],
    "the Smiths' and the Reeds' boats": [],
    "He said 'go": [],
}


@pytest.mark.parametrize(("raw", "contents"), [*DOUBLE.items(), *SINGLE.items()])
def test_quotations_are_found_in_marks_of_all_kinds(raw: str, contents: list[str | None]) -> None:
    assert quoted(raw) == contents


@given(st.lists(st.sampled_from([*"\"'“”‘’„«» a.s(", "\n\n", "-", "n'"])).map("".join))
def test_quotations_are_in_order_and_lie_within_the_text(raw: str) -> None:
    article = FoldedText(raw)
    done = 0
    for marks, content in quotations(article):
        assert done <= marks.start < marks.end <= len(article.text)
        assert content is None or marks.start < content.start <= content.end <= marks.end
        done = marks.end


def unaccounted(article: str, quotes: list[str], bsc: Bsc, records: str = "") -> list[str]:
    """Return the quotations of an article for which a store with these quotes does not account."""
    Path("article.txt").write_text(article, encoding="utf-8")
    listed = "".join(
        f"  - {{id: q{index}, text: '{text}', speaker: null, evidence: [It]}}\n"
        for index, text in enumerate(quotes)
    )
    facts = f"source: {{headline: H}}\n{'quotes:' if quotes else ''}\n{listed}{records}"
    lines = bsc("audit", "article.txt", facts=facts).out.splitlines()
    return [line.split("accounts for '")[1][:-1] for line in lines if "error[quotation]" in line]


TOPIC = "topics:\n  - {id: t, name: Late Boats, type: song, role: It is., evidence: [It]}\n"


@pytest.mark.parametrize(
    ("article", "quotes", "left"),
    [
        ("It is “late and old,” she said.", ["late and old"], []),
        ("It is ‘late and old,’ she said.", ["late and old,"], []),
        ("“It is late. It is old.”", ["It is late.", "It is old."], []),
        ("“It is late. It is old.”", ["It is late."], ['"It is late. It is old."']),
        ("It is “late”.", [], ['"late"']),
        ("It is ‘late’, ‘very late’.", [], []),
        ("It is ‘far too late’.", [], ["'far too late'"]),
        ("It is “Late Boats”.", [], []),
        ("It is ‘Late Boats’.", [], []),
    ],
)
def test_a_quotation_is_accounted_for_by_quotes_or_by_a_name(
    article: str, quotes: list[str], left: list[str], bsc: Bsc
) -> None:
    assert unaccounted(article, quotes, bsc, TOPIC) == left
