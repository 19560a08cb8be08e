"""Text fragments select exactly the passage for which they are made."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.text.folding import FoldedText
from bsc_cli.text.fragments import Fragments
from bsc_cli.text.passages import Passages
from tests.conftest import needs

if TYPE_CHECKING:
    from collections.abc import Iterator

SELECT: Final = Path(__file__).parent / "select_fragments.mjs"
MODULES: Final = Path(os.environ.get("NODE_PATH", "nowhere"))
"""The folder of npm's packages; `.ci/run` sets the variable."""


def directives(article: str, *anchors: str) -> list[str | None]:
    """Return the text directive of each passage that anchors select."""
    text = FoldedText(article)
    fragments = Fragments(text)
    return [fragments.directive(anchor, span) for span, anchor in Passages(text).selected(anchors)]


@pytest.mark.parametrize(
    ("article", "anchor", "expected"),
    [
        ("The ferry left.", "ferry", ["text=ferry"]),
        ("The ferry left at noon.", "The ferry … at noon", ["text=The%20ferry,at%20noon"]),
        # Words that occur more than once need others beside them.
        ("A ferry left. The ferry sank.", "ferry", ["text=ferry", "text=The-,ferry"]),
        ("A ferry left. A ferry sank.", "ferry", ["text=ferry", "text=left.%20A-,ferry"]),
        ("ferry left\n\nferry sank", "ferry", ["text=ferry", "text=ferry,-sank"]),
        ("one boat\n\ntwo\n\none boat", "one boat", ["text=one%20boat", "text=two-,one%20boat"]),
        ("a one b a one c a one b c", "one", ["text=one", "text=b%20a-,one", "text=c%20a-,one"]),
        ("one b\n\na one b\n\none c", "one", ["text=one", "text=a-,one", "text=one,-c"]),
        # A browser ignores case and accents, and would stop at a last word within another.
        ("FERRY. The ferry.", "ferry", ["text=The-,ferry"]),
        ("férry. The ferry.", "ferry", ["text=The-,ferry"]),
        ("Ann saw boats, then a boat.", "Ann … boat", ["text=Ann,boat,-."]),
        # The characters are those of the article, and those with a meaning are encoded.
        ("He said “no – never”, then", "no - never", ["text=no%20%E2%80%93%20never"]),
        ("A well-known ice, a & b", "well-known ice, a & b", ["text=well%2Dknown%20ice%2C%20a%20%26%20b"]),
        # No part spans lines, which may be blocks of the page.
        ("the\nold  ferry", "the old ferry", ["text=the,old%20%20ferry"]),
        ("the ferry\n\nleft", "ferry left", ["text=ferry,left"]),
        # A browser may take what stands around these words for a part of them.
        ("It cost 2,400 pounds", "2", [None]),
        ("They don't know", "don", [None]),
        ("an e\u0301clair", "e\u0301clair", ["text=e%CC%81clair"]),
        ("渡し船 が出た", "渡し船", [None]),
        # Nothing tells the second passage from the first.
        ("x " * 40, "x x x", ["text=x%20x%20x", *[None] * 12]),
    ],
)  # fmt: skip
def test_a_directive_selects_the_passage(
    article: str, anchor: str, expected: list[str | None]
) -> None:
    assert directives(article, anchor) == expected


WORDS: Final = [
    *("a", "A", "ab", "boat", "boats", "Boat.", "“a", "a”", "é", "e", "2,400", "400", "don't"),
    *("well-known", "known", "(a)", "- ", "–", "a\u00adb", "&", "text=a", "ß", "ss", "%41"),
]
BREAKS: Final = [*[" "] * 6, "\n", "\n\n", "  ", ". "]
TEXTS: Final = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(BREAKS)), min_size=1, max_size=30
).map(lambda pairs: "".join(word + gap for word, gap in pairs).strip())


def anchors_of(article: str, chance: random.Random) -> Iterator[str]:
    """Yield some anchors of an article, of one phrase and of two."""
    words = article.split()
    for _ in range(6):
        first, last = (" ".join(words[n : n + chance.randint(1, 3)]) for n in sorted(chance.choices(range(len(words)), k=2)))  # fmt: skip
        yield from (first, f"{first} … {last}")


def blocks_of(article: str) -> list[str]:
    """Return the lines of an article that are not blank, as the paragraphs of a page."""
    return [line.strip() for line in article.splitlines() if line.strip()]


def cases(article: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield directives made for an article, each with the passage that it is to select.

    The passage is the text of the page up to it, and its own text, without white space.
    """
    text = FoldedText(article)
    fragments, passages = Fragments(text), Passages(text)
    for anchor in anchors_of(article, chance):
        for span, _ in passages.selected([anchor]):
            if directive := fragments.directive(anchor, span):
                start, end = map(text.raw_offset, span)
                yield directive, f"{squeezed(article[:start])}[{squeezed(article[start:end])}]"


def squeezed(text: str) -> str:
    return "".join(text.split())


def plain(text: str) -> str:
    """Return a text without case and accents, which browsers ignore."""
    return "".join(unicodedata.normalize("NFKD", char)[0].lower() for char in text)


def selected(blocks: list[str], directive: str) -> str | None:
    """Return what a directive selects, as the specification says."""
    text = "\n".join(blocks)
    match = _DIRECTIVE.fullmatch(directive)
    assert match
    prefix, start, end, suffix = (plain(unquote(part or "")) for part in match.groups())
    for first in starts(plain(text), prefix, start, until_word=bool(end) or not suffix):
        for stop in stops(plain(text), first + len(start), end, suffix):
            return f"{squeezed(text[:first])}[{squeezed(text[first:stop])}]"
    return None


_DIRECTIVE: Final = re.compile(r"text=(?:([^,]+)-,)?([^,]+)(?:,([^,-][^,]*))?(?:,-([^,]+))?")


def starts(text: str, prefix: str, start: str, *, until_word: bool) -> Iterator[int]:
    """Yield the offsets at which the start of a directive occurs, after its prefix if any."""
    for place in occurrences(text, prefix or start):
        first = after_space(text, place + len(prefix)) if prefix else place
        is_whole = not (until_word and is_within(text, first + len(start)))
        if text.startswith(start, first) and is_whole and not is_within(text, place):
            yield first


def stops(text: str, offset: int, end: str, suffix: str) -> Iterator[int]:
    """Yield the offsets at which a passage can end whose start ends at an offset."""
    ends = [place + len(end) for place in occurrences(text, end) if place >= offset and not is_within(text, place)]  # fmt: skip
    for stop in ends if end else [offset]:
        behind = after_space(text, stop)
        if suffix:
            if text.startswith(suffix, behind) and not is_within(text, behind + len(suffix)):
                yield stop
        elif not is_within(text, stop):
            yield stop


def occurrences(text: str, query: str) -> Iterator[int]:
    return (place for place in range(len(text)) if text.startswith(query, place))


def after_space(text: str, offset: int) -> int:
    return len(text) - len(text[offset:].lstrip())


def is_within(text: str, offset: int) -> bool:
    """Whether an offset lies within a word."""
    return text[max(offset - 1, 0) : offset].isalnum() and text[offset : offset + 1].isalnum()


@given(TEXTS, st.randoms(use_true_random=False))
def test_the_specification_selects_the_passage_of_every_directive(
    article: str, chance: random.Random
) -> None:
    for directive, passage in cases(article, chance):
        assert selected(blocks_of(article), directive) == passage


@needs("node")
@pytest.mark.skipif(
    not (MODULES / "text-fragments-polyfill").exists(),
    reason="needs text-fragments-polyfill and jsdom in NODE_PATH",
)
def test_the_polyfill_selects_the_passage_of_every_directive() -> None:
    chance = random.Random(17)
    pages = []
    for _ in range(80):
        pairs = zip(chance.choices(WORDS, k=20), chance.choices(BREAKS, k=20), strict=True)
        article = "".join(word + gap for word, gap in pairs).strip()
        found = [*dict.fromkeys(cases(article, chance))]
        pages.append((article, found))
    hashes = [
        (blocks_of(article), f"#:~:{'&'.join(directive for directive, _ in found) or 'text=a'}")
        for article, found in pages
    ]
    ran = subprocess.run(
        ["node", str(SELECT), str(MODULES)],
        input=json.dumps(hashes).encode(),
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert sum(len(found) for _, found in pages) > 800
    for (article, found), places in zip(pages, json.loads(ran.stdout), strict=True):
        page = "".join(blocks_of(article))
        for (directive, passage), place in zip(found, places, strict=False):
            assert place, (article, directive)
            offset, text = place
            assert f"{squeezed(page[:offset])}[{squeezed(text)}]" == passage, (article, directive)
