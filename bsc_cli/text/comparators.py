"""Read the words beside a number that say whether it is exact, about right or a bound.

The comparators are those of FHIR's Quantity (https://hl7.org/fhir/datatypes.html#Quantity), with
`~` for a number that is only about right.
"""

from __future__ import annotations

import re

from bsc_cli.text.folding import Span

_BEFORE = {
    "~": """
        about, almost, an estimated, approximately, approx, approx., around, as good as,
        c., ca., circa, close to, estimated, in the order of, in the region of, just
        about, more or less, nearly, of the order of, on the order of, practically,
        roughly, some, something like, somewhere around, virtually, ~, ≈
    """,
    "<=": """
        a maximum of, as high as, as long as, as many as, as much as, at most, at the
        most, capped at, limited to, max, max., maximum, maximum of, no higher than, no
        longer than, no more than, no older than, not exceeding, not more than, not
        over, up to, up to a, up to an, up to another, up to an additional, ≤, <=
    """,
    ">=": """
        a minimum of, as few as, as little as, at least, at the very least, min.,
        minimum, minimum of, no fewer than, no less than, no younger than, not fewer
        than, not less than, starting at, ≥, >=
    """,
    "<": """
        below, cheaper than, fewer than, just below, just short of, just under, less
        than, lower than, not quite, shorter than, shy of, slightly less than, smaller
        than, under, well below, well under, younger than, <
    """,
    ">": """
        above, bigger than, exceeding, far more than, greater than, higher than, in
        excess of, just over, larger than, longer than, more than, much more than, north
        of, older than, over, slightly more than, topping, upward of, upwards of, well
        above, well over, >
    """,
}
"""The phrases before a number that give each comparator."""
_ALSO = {
    **dict.fromkeys(("almost", "nearly", "close to", "not quite", "just short of"), ("~", "<")),
    **dict.fromkeys(("just below", "just under"), ("<", "~")),
    **dict.fromkeys(("just over", "slightly more than"), (">", "~")),
    **dict.fromkeys(("upward of", "upwards of"), (">", ">=")),
    **dict.fromkeys(("as few as", "as little as", "topping", "starting at"), (">=", ">", None)),
    **dict.fromkeys(("estimated", "an estimated"), ("~", None)),
}
"""Further comparators that words before a number may give."""
_MORE = {"exceed", "exceeded", "exceeds", "surpassed", "topped", "from", "within", "inside"}
"""Words before a number that may, but need not, make it a bound."""

_SIGNS = {
    " ".join(phrase.split()): sign for sign, text in _BEFORE.items() for phrase in text.split(",")
}
_PHRASE = re.compile(
    rf"(?<![^\W_])({'|'.join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))})[ -]*+\Z"
)
_LONGEST = 24

_NOUNS = r"(?:s\b)?(?:[ -](?!or\b|and\b|per\b|\d)[\w.'%]+){0,4}?"
_AFTER = {
    ">=": (
        r"\+|[ -]plus\b|,? or more\b|,? (?:or|and) (?:above|better|greater|higher|larger|later|"
        r"longer|older|over|up|upwards?)\b(?! [\d£$€]| (?:an?|one|two|three)\b)|"
        r",? at (?:the )?(?:very )?least\b| minimum\b"
    ),
    "<=": (
        r",? or (?:fewer|less)\b|,? (?:or|and) (?:below|down|earlier|lower|shorter|smaller|under|"
        r"younger)\b(?! [\d£$€]| (?:an?|one|two|three)\b)|"
        r",? at (?:the )?(?:very )?most\b| (?:maximum|max|tops)\b"
    ),
    "~": (
        r"[ -]?odd\b|-?ish\b| or so\b| or thereabouts\b|"
        r",? (?:approximately|give or take|roughly)\b"
    ),
}
_FOLLOWING = {sign: re.compile(rf"{_NOUNS}(?:{words})") for sign, words in _AFTER.items()}
_TIME = re.compile(r"[ -](?:second|minute|hour|day|night|week|month|year|decade)s?\b")


def comparators(text: str, span: Span) -> tuple[str | None, ...]:
    """Return the comparators that a number may have, the most likely first.

    The first is `None` if no words beside the number express a comparator. `over two years` may be
    a bound or a duration.
    """
    start, end = span
    before = text[max(0, start - _LONGEST) : start].lower()
    if match := _PHRASE.search(before):
        sign = _SIGNS[match[1]]
        accepted = _ALSO.get(match[1], (sign,))
        if match[0].endswith("-") or text[end : end + 1] == "s":  # over-65s, under 19s
            return (*accepted, f"{sign}=") if sign in "<>" else accepted
        return (*accepted, None) if match[1] == "over" and _TIME.match(text, end) else accepted
    for sign, pattern in _FOLLOWING.items():
        if pattern.match(text, end):
            return (sign, ">") if sign == ">=" else (sign,)
    word = re.search(r"([a-z]+) \Z", before)
    return (None, "<", "<=", ">", ">=") if word and word[1] in _MORE else (None,)


def limited(text: str, span: Span) -> Span:
    """Return the span of a number with the words beside it that make it a bound or about right."""
    before = text[max(0, span.start - _LONGEST) : span.start].lower()
    if match := _PHRASE.search(before):
        return Span(span.start - len(before) + match.start(), span.end)
    for pattern in _FOLLOWING.values():
        if match := pattern.match(text, span.end):
            return Span(span.start, match.end())
    return span
