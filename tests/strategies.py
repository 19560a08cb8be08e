"""Random stores and articles, drawn by Hypothesis from the declarations of the kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from bsc_cli.model import edtf
from bsc_cli.model.compound import ListOf, NonEmptyListOf, Optional, Required, WithDefault
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import NotClaim, Reviewed, Source
from bsc_cli.model.struct import Nested
from bsc_cli.model.types import Anchor, Boolean, Choice, Date, Number, Reference, Whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from bsc_cli.model.struct import Struct
    from bsc_cli.model.types import ValueType

CHARACTERS: Final = {
    "C0 controls": "\x00\x01\x08\x0b\x0c\x0e\x1b\x1f",
    "white space": "\t\n\r \xa0\u1680\u2003\u202f\u3000",
    "delete and C1 controls": "\x7f\x80\x84\x86\x9b\x9f",
    "next line": "\x85",
    "line and paragraph separators": "\u2028\u2029",
    "byte-order mark": "\ufeff",
    "noncharacters": "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U0010fffe\U0010ffff",
    "beside surrogates": "\ud7ff\ue000",
    "private use": "\ue001\uf8ff\U000f0000\U000ffffd\U00100000\U0010fffd",
    "combining marks": "\u0301\u0316\u034f\u0903\u20dd\U0001e130",
    "reordering": "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "zero width": "\xad\u180e\u200b\u200c\u200d\u2060\u2064\u206f",
    "blank letters": "\u115f\u1160\u17b4\u2800\u3164\uffa0",
    "selectors and tags": "\ufe00\ufe0f\U000e0001\U000e0041\U000e007f\U000e0100",
    "annotations": "\ufff9\ufffa\ufffb\ufffc\ufffd",
    "outside the first plane": "\U00010000\U00010400\U0001d173\U0001f600\U00020000",
    "right to left": "אبﷺ\U00010900",
    "wide and changing case": "宽ｆ한ßıİﬁſ",
    "unassigned": "\u0378\u0e5c\U0002fffd",
    "signs of YAML and JSON": "'\"\\/:#-?,[]{}&*!|>%@`~=",
}
"""Characters of every class that a program may treat differently from letters."""

TEXTS: Final = st.text(
    st.characters(codec="utf-8", max_codepoint=0xFFFF)
    | st.sampled_from(sorted(CHARACTERS)).flatmap(lambda name: st.sampled_from(CHARACTERS[name])),
    min_size=1,
    max_size=9,
)

_WORDS: Final = (
    *("The", "the", "ferry", "Ann Reed", "Reed", "said", "HO", "boats.", "In 2024", "September 17"),
    *(
        "£2.5 million",
        "up to 40",
        "40",
        "0",
        "1,000,000",
        "25%",
        "five",
        "hundred",
        "thousand",
        "€1",
    ),
    *("“Too few”", "“", "”", '"', "'", "’s", "(", ")", "—", "-", "…", ":", "Page 2", "ſix", "fıve"),
    *(
        "e\u0301",
        "\u0301",
        "\u00ad",
        "\u200b",
        "\u2028",
        "\x1b[31m",
        "\u202e",
        "\x85",
        "\t",
        "\n\n",
    ),
    *("٣", "Ⅷ", "½", "宽", "👩‍👩‍👧", "İ", "ß", "ﬁ", "[/x]", "<b>", "=1+1", "1e999", "9" * 50),
)
WORDING: Final = (
    st.lists(st.sampled_from(_WORDS) | TEXTS, min_size=1, max_size=4)
    .map(" ".join)
    .filter(str.strip)
)
"""Texts made of a few words, so that stores and articles have some in common."""

_ENDS: Final = WORDING.map(lambda text: text.replace("…", "").strip() or "Ann")

ARTICLES: Final = st.lists(WORDING, max_size=16).map(" ".join)


def values_of(type: ValueType[Any]) -> st.SearchStrategy[Any]:
    """Return values of a type, as they stand in a store; most are valid."""
    strategies = (_STRATEGIES[base] for base in type.__class__.__mro__ if base in _STRATEGIES)
    return next(strategies, _texts)(type)


def _texts(type: Any) -> st.SearchStrategy[str]:
    return st.from_regex(type.pattern, fullmatch=True) if type.pattern else WORDING


def _lists(type: Any) -> st.SearchStrategy[Any]:
    return st.lists(values_of(type.inner), min_size=type.minimum, max_size=2)


def mappings(struct: type[Struct]) -> st.SearchStrategy[Any]:
    """Return mappings with the fields of a struct, some without the optional fields."""
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in struct.fields.items():
        values = required if field.type.required else optional
        values[name] = values_of(field.type)
    return st.fixed_dictionaries(required, optional=optional)


def _references(type: Reference) -> st.SearchStrategy[str]:
    return st.sampled_from([*(f"{kind}-1" for kind in type.kinds or KINDS), *type.also])


DATES: Final = st.from_regex(edtf.LOOSE_PATTERN, fullmatch=True).filter(
    lambda text: edtf.why_invalid(text) is None
)

_NUMBERS: Final = (0, 1, 40, 2.5e6, -1, 0.1, 2**53, -(2**53), 5e-324, -0.0, 1e-300)

_STRATEGIES: dict[type[ValueType[Any]], Callable[[Any], st.SearchStrategy[Any]]] = {
    Choice: lambda type: st.sampled_from(type.values),
    Date: lambda _: DATES | st.integers(1000, 9999),
    Reference: _references,
    Anchor: lambda _: _ENDS | st.builds("{} … {}".format, _ENDS, _ENDS),
    Number: lambda _: st.sampled_from(_NUMBERS) | st.integers(-(2**53), 2**53) | st.floats(-1e15, 1e15),
    Whole: lambda type: st.integers(type.minimum, 2**53),
    Boolean: lambda _: st.booleans(),
    Optional: lambda type: st.none() | values_of(type.inner),
    Required: lambda type: values_of(type.inner),
    WithDefault: lambda type: values_of(type.inner),
    ListOf: _lists,
    NonEmptyListOf: _lists,
    Nested: lambda type: mappings(type.struct),
}  # fmt: skip


@st.composite
def stores(draw: Any) -> dict[str, Any]:
    """Draw stores with a record of most kinds, in which most references resolve."""
    data = {"source": draw(mappings(Source)), "not_claims": draw(st.lists(mappings(NotClaim), max_size=2))}  # fmt: skip
    ids = st.sampled_from([*(f"{kind}-1" for kind in KINDS), "gone"])
    data["reviewed"] = draw(st.dictionaries(ids, values_of(Reviewed.ID.type), max_size=3))
    for name, kind in KINDS.items():
        if record := draw(mappings(kind)):
            data[name] = [{**record, "id": f"{name}-1"}]
    return data
