"""The words of numbers, their values, and the grammar that makes numbers of them."""

from __future__ import annotations

import re

from bsc_cli.text import numbers

SCALES = {
    **numbers.SCALES,
    "lakh": 100_000,
    "lakhs": 100_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "cr": 10_000_000,
    "mn": 1_000_000,
    "mln": 1_000_000,
    "b": 1_000_000_000,
    "bln": 1_000_000_000,
    "t": 1_000_000_000_000,
    "trn": 1_000_000_000_000,
}
PARTS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "twentieth": 20,
    "hundredth": 100,
}
"""The denominators of fractions, in the singular."""
_TIMES = {
    **dict.fromkeys(("twice", "double", "doubled", "doubles", "doubling"), 2.0),
    **dict.fromkeys(("thrice", "triple", "tripled", "treble", "trebled"), 3.0),
    **dict.fromkeys(("quadruple", "quadrupled"), 4.0),
    **dict.fromkeys(("halved", "halving"), 0.5),
}
_LOOSE = {
    **dict.fromkeys(("once", "single", "sole"), 1.0),
    **dict.fromkeys(("couple", "pair", "both"), 2.0),
    **dict.fromkeys(("nil", "none", "nobody", "no"), 0.0),
}
"""Words that a figure may rest on, but that hardly count as numbers elsewhere."""

VALUES = {**numbers.WORDS, **SCALES, **_TIMES, **_LOOSE, "one": 1, "zero": 0, "nought": 0}
CODES = {
    **{
        word: "T" if value >= 20 else "E" if value > 9 else "U"
        for word, value in numbers.WORDS.items()
    },
    **{word: "M" for word in SCALES if len(word) > 3},
    **dict.fromkeys(("hundred",), "H"),
    **dict.fromkeys(("thousand",), "K"),
    **dict.fromkeys(("one",), "1"),
    **dict.fromkeys(("zero", "nought"), "Z"),
    **dict.fromkeys(("half",), "h"),
    **dict.fromkeys((word for word in PARTS if word != "half"), "P"),
    **dict.fromkeys((f"{word}s" for word in PARTS), "Q"),
    **dict.fromkeys(("a", "an"), "A"),
    **dict.fromkeys(("and",), "&"),
    **dict.fromkeys(("of",), "O"),
    **dict.fromkeys(("point",), "p"),
    **dict.fromkeys(_TIMES, "X"),
    **dict.fromkeys(_LOOSE, "L"),
}
"""A letter for each word of numbers: its part in the grammar below."""
CORE = frozenset("DNTEUMHK1PQhXLZ")

_B = "(?:T[U1]?+|[EU1])"
_C = f"(?:(?:A|{_B})?H(?:&?{_B}(?![HPQ]))?+|{_B})"
GRAMMAR = re.compile(
    f"(?P<mixed>(?:D|{_B})&[A1U][PQh][MK]?)|"
    f"(?P<large>(?:hA?)?(?:A|{_C})?[MK](?:{_C}?[MK])*(?:(?:(?<=K)&)?{_C}(?![HMKPQ]))?|hAH)|"
    "(?P<fraction>(?:[A1][Ph]|[U1D]Q|h)(?:O?A[HMK])?)|"
    f"(?P<decimal>{_C}p[U1Z]+)|(?P<small>{_C})|(?P<digits>[DN])|(?P<times>X)|(?P<loose>[LZ])"
)
"""The grammar of numbers in words. D is a number in digits, and N one that has a unit."""
