"""The tenses of an English text: what is past, what is going on, what is to come or only wanted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

PAST: Final = "past"
ONGOING: Final = "ongoing"
FUTURE: Final = "future"

_PASTS: Final = (
    "arose|ate|became|began|blew|bought|broke|brought|built|came|caught|chose|dealt|did|drank|drew|"
    "drove|fell|fled|flew|forbade|forgot|found|fought|froze|gave|got|grew|had|heard|held|hid|kept|"
    "knew|laid|led|left|lent|lost|made|met|paid|ran|rang|rode|rose|said|sang|sank|sat|saw|sent|sold|"
    "sought|shook|slept|slid|spent|spoke|stole|stood|struck|swam|swore|taught|thought|threw|told|"
    "took|understood|upheld|was|went|were|withdrew|withheld|woke|won|wore|wrote"
)
_PARTICIPLES: Final = (
    "beat|bet|burnt|cost|cut|hit|hung|hurt|let|put|quit|set|shot|shut|split|spread|stuck|"
    "arisen|beaten|become|been|begun|bitten|blown|borne|broken|chosen|come|done|drawn|driven|eaten|"
    "fallen|flown|forbidden|forgotten|frozen|given|gone|gotten|grown|hidden|known|lain|ridden|risen|"
    "run|rung|seen|shaken|shown|shrunk|sung|sunk|spoken|stolen|stricken|sworn|swum|taken|thrown|torn|"
    f"withdrawn|woken|worn|written|{_PASTS}"
)
_ADVERBS: Final = r"(?:(?:not|never|also|already|now|since|just|still|ever|long|even|yet|\w+ly) )*"
_DONE: Final = rf"(?:\w+ed|{_PARTICIPLES})"
_PATTERNS: Final = {
    FUTURE: re.compile(
        r"\b(?:will|shall|won't|\w+'ll|would|"
        rf"(?:is|are|was|were|be|been) {_ADVERBS}(?:(?:due|set|going|about|scheduled|expected|"
        r"likely|unlikely|supposed|meant|intended|designed|determined|committed|bound|poised|ready|hoped|"
        r"planned|keen|eager) )?to(?! \w+ing)|"
        r"(?:aim|hope|intend|plan|seek|want|wish|propose|promise|vow|pledge|expect|prepare|try|tries|"
        r"agree|offer|threaten|need)(?:s|d|ed|ing|ning)? to|"
        r"(?:in order|so as|bid|aim|plan|plans|commitment) to|"
        r"next (?:week|month|year|spring|summer|autumn|fall|winter|season)|tomorrow)\b"
    ),
    PAST: re.compile(
        rf"\b(?:(?:has|have|had|having) {_ADVERBS}{_DONE}|(?:was|were) {_ADVERBS}(?!to\b)\w+|"
        rf"(?<!be )(?<!is )(?<!are )(?<!being )(?<!been )(?<!to )(?<!the )(?:{_PASTS})|"
        r"last (?:week|month|year)|ago)\b"
    ),
    ONGOING: re.compile(rf"\b(?:is|are|am|\w+'re) {_ADVERBS}(?!to\b)(?:being \w+|\w{{2,}}ing)\b"),
}
_SIMPLE: Final = re.compile(
    r"(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bof )(?<!\band )(?<!\bare )(?<!\bis )(?<!\bbe )"
    r"(?<!\bbeing )(?<!\bmore )(?<!\bto )(?<!\bwith )(?<!\bby )(?<!\bin )(?<!\bthis )(?<!\bthese )"
    r"(?<!\bits )(?<!\btheir )(?<!\bfor )(?<!ly )\b(?!un|\w*eed\b)\w{2,}ed\b"
)
"""A past form in `-ed`, or a participle that stands for a clause, as in `plans announced today`.
After an article or a preposition, it is an adjective."""


def tenses(words: Sequence[str]) -> dict[str, list[Span]]:
    """Return the tenses of some words in lower case, each with its ranges of indices."""
    text = " ".join(words)
    found: dict[str, list[Span]] = {}
    for tense, pattern in _PATTERNS.items():
        found[tense] = [_indices(text, match) for match in pattern.finditer(text)]
    return found


def is_intention(words: Sequence[str]) -> bool:
    """Whether words about what is to come say only that it is wanted: `aims to`, `is meant to`."""
    return words[-1] == "to" and (words[0] not in _BE or words[-2] in _WANTED)


_BE: Final = frozenset({"is", "are", "was", "were", "be", "been"})
_WANTED: Final = frozenset({"meant", "intended", "designed", "supposed", "expected"})


def participles(words: Sequence[str]) -> list[Span]:
    """Return the ranges of indices of the words in `-ed` that may be past forms."""
    text = " ".join(words)
    return [_indices(text, match) for match in _SIMPLE.finditer(text)]


def _indices(text: str, match: re.Match[str]) -> Span:
    first = text.count(" ", 0, match.start())
    return Span(first, first + match[0].count(" ") + 1)
