"""Negation in English: the words that negate, and those that imply a negation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bsc_cli.text.stems import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

NEGATORS: Final = frozenset(
    ("not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without")
) | {"cannot"}
"""The words that negate whatever follows; so does every word that ends in `n't`."""

_REFUSALS: Final = frozenset(
    map(stem, ("refuse", "deny", "fail", "failure", "lack", "reject", "decline", "unable"))
)
"""The stems of words that negate the verb or the noun that they govern."""

_IDLE: Final = re.compile(
    r"(?:not (?:only|just|least|merely|to mention|(?:more|less|fewer|later|earlier) than|"
    r"rul(?:e|ed|ing) out)|no (?:doubt|matter|(?:more|less|fewer|later|earlier|sooner) than)|"
    r"nothing (?:but|less than)|none other|no \d)(?!\w)"
)
"""Phrases that begin with a negator, but do not negate the statement."""

_IMPLYING: Final = {
    stem(word): words.split()[0]
    for words in """
    abandon cancel scrap drop postpone suspend withdraw quit resign forget break
    absent absence miss lose loss gone empty vain dead die collapse leave deprive strip rob
    alone only sole solely single lone merely little few fewer less seldom rarely
    contrary despite oppose resist rather instead unlike dispute false wrong doubt reluctant
    away avoid escape flee spare exempt rid free clear protect exclude
    ban banish bar forbid outlaw prohibit illegal prevent stop halt end cease block
    barely hardly scarcely
    close shut strip remove cut destroy out
    continue keep remain stay still ongoing open survive last hold hide secret silent withhold
    dismiss turn ignore neglect
    stick
    worst best
    expire lapse overdue
    late lately
    last
    former formerly
    since
    first
    once
    far
    short below behind under
    innocent surprise
    yet unless wait before
    nil zero
    """.strip().split("\n")
    for word in words.split()
}
"""The stems of words that can be said with a negation instead, each with the first word of its
group: what `remains open` is `not closed`, and what is `only` there is `nowhere else`."""
_AS_WRITTEN: Final = frozenset(
    {
        "ex",
        "0",
        "off",
        "until",
        "till",
        "too",
        "than",
        "except",
        "should",
        "most",
        "least",
        "ago",
        "against",
    }
)
_PREFIX: Final = re.compile(
    r"(?:un(?!der|ion|it[eyis]|ique|iver|iform|til|less|cle|anim|ison|earth)\w|non\w|anti\w|mis\w{2}|"
    r"in(?:ab|ac|ad|cap|comp|cor|def|dep|eff|elig|expe|suf|sec|sens|toler|val|vis|discrim|conclus)|"
    r"im(?:poss|prob|pract|perf|mat|pati|mob)|ir(?:reg|rel|resp|rev)|il(?:leg|lic|lit)|"
    r"dis(?:able|adv|agr|all|app|band|bel|card|claim|cont|dain|hon|inter|lik|loy|mis|ob|own|put|qual|"
    r"reg|resp|sat|tr))\w{3,}"
)
_SUFFIX: Final = re.compile(r"\w{3}(?:less(?:ly|ness)?|[^r]est)")


def negators(words: Sequence[str]) -> list[int]:
    """Return the indices of the words, in lower case, that negate."""
    found = [index for index, word in enumerate(words) if is_negator(word)]
    return [index for index in found if not _is_idle(words, index)]


def _is_idle(words: Sequence[str], index: int) -> bool:
    """Whether a negator does not negate, such as that of `no fewer than` and `whether or not`."""
    own = " ".join(words[index : index + 3])
    return bool(_IDLE.match(own)) or (*words[max(index - 2, 0) : index],) == ("whether", "or")


def is_negator(word: str) -> bool:
    """Whether a word in lower case is a negator."""
    return word in NEGATORS or word.endswith("n't")


NEGATION: Final = "not"
"""The group of the words that negate, whatever they are."""
NEGATING: Final = frozenset({"abandon", "ban"})
"""The groups of words that, in a statement without a negation, negate like `not`."""


def is_refusal(word: str, stem: str) -> bool:
    """Whether a word in lower case negates the verb or the noun that it governs."""
    return stem in _REFUSALS and not word.startswith("failure")


@lru_cache(maxsize=20_000)
def implied_negation(word: str, stem: str) -> str | None:
    """Return the group of a word in lower case that negates or implies a negation.

    Words of a group mean much the same. Return `None` for any other word.
    """
    if is_negator(word) or stem in _REFUSALS:
        return NEGATION
    if word in _AS_WRITTEN or _PREFIX.fullmatch(word) or _SUFFIX.fullmatch(word):
        return stem
    return _IMPLYING.get(stem) if word != "of" else None
