"""Distinguish the names in a text from ordinary English words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

FUNCTION_WORDS = frozenset(
    """
    a about above after again against all also although always among an and another any are as at
    be because been before behind below between both but by can could did do does during each
    either even ever every few first for from further get had has have he her here his how however i
    if in into is it its last later latest less like many may meanwhile might more most much must my
    near neither never new no none nor not now of off often on once one only or other our out
    over own part per perhaps same she should since so some soon still such than that the their
    them then there these they this those though through thus to today together too toward
    towards under until up upon us very was we were what when where whether which while who
    whom whose why will with within without would yes yet you your
    """.split()  # noqa: SIM905 - a list of a hundred words reads better without quotes
)
"""The English words, in lower case, that are never names."""


def stems(word: str) -> set[str]:
    """Return a word and its forms without common English endings, all in lower case.

    This is just enough stemming to recognise a name.
    """
    lower = word.lower()
    endings = ("ions", "ion", "ies", "ing", "es", "ed", "ly", "s", "d", "e", "y")
    cut_words = {lower[: -len(end)] for end in endings if lower.endswith(end) and len(lower) > 3}
    return {lower, *(stem for stem in cut_words if len(stem) > 2)}


_WORD = re.compile(r"[^\W\d_][^\W_]*")


def words_and_spans(text: str) -> Iterator[tuple[str, Span]]:
    """Yield each word of a text with its span.

    A word is a run of letters and digits that begins with a letter.
    """
    return ((match[0], Span(*match.span())) for match in _WORD.finditer(text))


def begins_sentence(text: str, word: Span) -> bool:
    """Whether a capitalised word begins a sentence that goes on in lower case or with a number."""
    rest = text[word.start + 1 : word.end]
    if rest and not rest.islower():
        return False
    before = text[max(0, word.start - 8) : word.start].rstrip(" \"'([")
    return before[-1:] in ("", ".", "?", "!", ":") and bool(_LOWER_CASE.match(text, word.end))


_LOWER_CASE = re.compile(r""" ["'(]?[a-z\d£$€]""")


def normalised_words(text: str) -> str:
    """Return the words of a text in lower case, separated by spaces, for comparison."""
    return " ".join(re.findall(r"\w+", text.lower()))
