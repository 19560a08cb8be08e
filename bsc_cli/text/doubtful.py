"""Tell which numbers in a text need not say how much or how many.

Times of day, ordinals, scores, labels such as `page 5` and idioms are made of numbers, but a
complete account of the text need not give them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bsc_cli.text.numerals import Numeral

_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    "Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_TIME = (
    r"\d{1,2}(?:[:.]\d\d){0,2} ?[ap]\.?m\b|\d+:\d+(?::\d\d)?\b|\d{1,2} o'clock\b|"
    r"\d{1,2}\.[0-5]\d (?:GMT|BST|CET|ET)\b|\d{4} (?:hours|hrs|GMT|BST)\b"
)
_DATE = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\d{4}-\d\d-\d\d\b|(?:19|20)\d\d[-/]\d\d\b(?![-\d])"
_CODE = (
    r"\d+(?:\.\d+){2,}\b(?<!\.\d{3})|\d+(?:-\d+){2,}\b|(?<!\d )\d+/\d+\b|\d+ ?x ?\d+\b|"
    r"0\d{2,4} \d{3,4} ?\d{3,4}\b|\d+[A-Z]+\b(?<!\d[CFVWMKBT])(?<!\dBN)(?<!Hz)(?<!Wh)(?<![KMGT]B)"
)
_ADDRESS = (
    r"\d+[A-Za-z]?,? (?:[A-Z][\w']* ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Square|Way|"
    r"Court|Place|Boulevard|Blvd|Terrace|Crescent|Close|Row)\b"
)
_ORDINAL = rf"\d+(?ai:st|nd|rd|th)\b(?! (?:of )?{_MONTH}\b)|\d+s\b"
_DIGITS = re.compile(
    rf"(?<![\w.,-])(?:{_TIME}|{_DATE}|{_CODE}|{_ORDINAL}|{_ADDRESS})|"
    rf"(?<!\w)(?:(?=[a-z]*[A-Z])[A-Za-z]++|under|over)-\d+|#\d+|'\d0s\b|\+\d[\d -]{{6,16}}\d"
)
"""Numbers in digits that do not count anything, with the names that they are part of."""

_SCORE = re.compile(r"(?<![\w.,-])(\d{1,3})-(\d{1,3})\b(?![-.,]?\d|[-%]| ?(?:per ?cent|m|bn|k)\b)")
_CONTEST_BEFORE = re.compile(
    r"\b(?ai:agg|aggregate|beat|beaten|beating|beats|defeat|defeated|draw|drew|final|lead|leads|led|"
    r"lose|loses|losing|lost|score|scored|tied|trail|trailed|victory|vote|voted|win|winning|wins|won)"
    r"\b[^.;!?]{0,40}\Z"
)
_CONTEST_AFTER = re.compile(r"(?: [\w-]+)? (?:defeat|draw|lead|loss|score|victory|vote|win)\b")


def _spans(text: str) -> Iterator[Span]:
    """Yield, in order, the spans of the numbers in digits that need not be quantities."""
    scores = _scores(text)
    score = next(scores, None)
    for match in _DIGITS.finditer(text):
        while score and score.start < match.start():
            yield score
            score = next(scores, None)
        yield Span(*match.span())
    if score:
        yield score
        yield from scores


def _scores(text: str) -> Iterator[Span]:
    """Yield pairs of numbers such as `3-1` that are no range."""
    for match in _SCORE.finditer(text):
        start, end = match.span()
        ascends = int(match[1]) < int(match[2])
        before = text[max(0, start - 60) : start]
        if not ascends or _CONTEST_BEFORE.search(before) or _CONTEST_AFTER.match(text, end):
            yield Span(start, end)


_LABEL = re.compile(
    r"\b(?:act|article|bus|category|chapter|class|clause|day|episode|exhibit|exit|fig|figure|"
    r"flight|gate|grade|group|item|junction|lane|level|line|lot|match|[Nn]o|number|p|page|paragraph|"
    r"part|phase|platform|pp|question|room|round|route|row|rule|scene|season|section|series|stage|"
    r"step|table|tier|type|unit|verse|version|vol|volume|week|zone)s?\.? \Z"
)
"""A word before a number that tells which one, not how many."""
_NAME = re.compile(
    r"\b(?:[A-Z]&[A-Z]|ASX|CAC|FTSE|Fortune|Nikkei|Russell|[A-Z][\w'-]+ (?:Under|Over)) \Z"
)
"""Words that form a name with a number, such as `S&P 500` and `Sailors Under 30`."""
_LONGEST_NAME = 30
_CALLING = re.compile(
    r"\b(?ai:call|called|calling|calls|dial|dialled|dialed|dialling|ring|rang) \Z"
)
_CALLED = re.compile(r" (?:call|caller|operator|dispatcher)s?\b")
_DEFINITE = re.compile(
    r"(?:\b(?ai:the|these|those|both|my|our|your|his|her|its|their|whose|all|any|every|other|last|next"
    r"|first|past|final|same)|'s|s') \Z"
)
"""A word after which a small number counts what the reader knows."""
_SMALL = 10
_COMPOUND = re.compile(r"-(?!(?:year|month|week|day|hour|minute|second|mile)\b)[a-z]")
_IDIOM = re.compile(r"(?ai:in two minds|cloud nine|nine to five|on all fours|two by two)\b")
_MID_SENTENCE = re.compile(r"[\w,;)] \Z")

_PART = re.compile(
    r"(?ai:half|third|quarters?|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth|hundredth)\Z"
)
_OF_WHOLE = re.compile(
    r"(?ai: (?:all|as|her|his|its|of|our|that|the|their|what)\b)|(?= *(?:[.,;:!?)]|to\b|\Z))"
)
_BOUND = re.compile(
    r"\b(?ai:about|almost|around|at least|at most|by|fewer than|just over|just under|less than|"
    r"more than|nearly|only|over|roughly|some|under|up to) (?:an? )?\Z"
)
_ONE_OF_TWO = re.compile(
    r"\b(?ai:bottom|eastern|each|final|first|fourth|last|lower|next|northern|other|second|southern|that|"
    r"the|third|this|top|upper|western|better|best)[ -]\Z"
)
_TIMES = re.compile(r" (?:as|its|that|the|their|what)\b")
_LONGEST = 14


def certain(text: str, found: Iterable[Numeral]) -> Iterator[tuple[Numeral, bool]]:
    """Yield each of the numerals found in a text, in order, and whether it certainly is a quantity.

    A complete account of the text has to give such a quantity.
    """
    spans = _spans(text)
    span = next(spans, _NOWHERE)
    for numeral in found:
        start, end = numeral.span
        while span.end <= start and span is not _NOWHERE:
            span = next(spans, _NOWHERE)
        is_part = span.start < end and span is not _NOWHERE
        yield numeral, not is_part and _is_certain(text, numeral)


_NOWHERE = Span(0, 0)


def _is_certain(text: str, numeral: Numeral) -> bool:
    start, end = numeral.span
    written = text[start:end]
    before = text[max(0, start - _LONGEST) : start]
    if numeral.loose:
        return written.lower() in ("twice", "thrice") and bool(_TIMES.match(text, end))
    if _LABEL.search(before) or _NAME.search(text, max(0, start - _LONGEST_NAME), start):
        return False
    if written in ("911", "999", "112") and (_CALLING.search(before) or _CALLED.match(text, end)):
        return False
    if any(map(str.isdigit, written)) or numeral.parts or not written[:1].isalpha():
        return True
    if numeral.value < 1 and _PART.search(written) and "-" not in written:
        return _is_share(text, before, end)
    is_capitalised = written[0].isupper() and _MID_SENTENCE.search(before)
    is_known = abs(numeral.value) <= _SMALL and _DEFINITE.search(before)
    idiom = _IDIOM.search(text, max(0, start - _LONGEST), end + _LONGEST)
    return not (is_capitalised or is_known or idiom or _COMPOUND.match(text, end))


def _is_share(text: str, before: str, end: int) -> bool:
    """Whether a fraction in words is certainly one.

    It may be a half of a match, a third person, or a quarter of a year.
    """
    if _ONE_OF_TWO.search(before):
        return False
    after = _OF_WHOLE.match(text, end)
    return bool(after and (after[0] or _BOUND.search(before)))
