"""The base forms of English words: `boats` is a form of `boat`, `seizing` of `seize`.

Only the endings of plurals and verbs are taken off. Two words are forms of each other if they share
a base form; `cooper`, `cooperate` and `cooperation` share none. Spelling alone does not always tell
the base form, so a word may have several, of which some are no words (`seiz`) and do no harm.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_VERBS_AND_NOUNS: Final = """
    begin began begun/bring brought/build built/buy bought/catch caught/child children/
    fall fell fallen/fight fought/find found/foot feet/give gave given/go goes going gone went/
    grow grew grown/hold held/keep kept/know knew known/lose lost/make made/man men/meet met/
    pay paid/rise rose risen/run ran/say said/see saw seen/seek sought/sell sold/send sent/
    speak spoke spoken/spend spent/stand stood/steal stole stolen/take took taken/teach taught/
    tell told/think thought/win won/woman women/write wrote written/agree agreed/free freed/
    guarantee guaranteed/unite united uniting
"""
_IRREGULAR: Final = {
    form: base
    for base, *forms in (group.split() for group in _VERBS_AND_NOUNS.split("/"))
    for form in forms
}
"""The irregular forms that are common in news, each with its base form."""
_UNCHANGED: Final = frozenset({"news"})
"""The words that end like a plural or a verb but are neither."""

_LONGEST: Final = 100
"""The maximum number of characters of a word whose ending is taken off."""

_SPELLINGS: Final = (
    (re.compile(r"(?<=\w{3})is(?=(?:e[drs]?|ers|ing|ations?)\Z)"), "iz"),  # organise, organisation
    (re.compile(r"(?<=\w{2})lys(?=(?:e[drs]?|ing)\Z)"), "lyz"),  # analyse
    (re.compile(r"(?<=\w{2})our(?=(?:s|ed|ing)?\Z)"), "or"),  # harbour
)
"""The British spellings, and the American ones by which they are replaced."""

_SIBILANT: Final = re.compile(r"(?:s|x|z|ch|sh|o)es\Z")
_VOWEL: Final = re.compile(r"[aeiouy]")
_SHORT: Final = re.compile(r"[^aeiou]*[aeiouy][^aeiouwxy]\Z")
"""A verb such as `hop`, which doubles its last letter before an ending: `hoping` is from `hope`."""
_DOUBLED: Final = re.compile(r"([^aeioufsz])\1\Z")


@lru_cache(maxsize=1000)
def bases(word: str) -> frozenset[str]:
    """Return the base forms of a folded word, always at least one."""
    if len(word) > _LONGEST or word in _UNCHANGED:
        return frozenset({word})
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    singulars = _of_plural(word)
    return frozenset(
        {word, *singulars, *(base for one in (word, *singulars) for base in _of_verb(one))}
    )


def _of_plural(word: str) -> set[str]:
    """Return what a word may be the plural, or a verb's third person, of."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return set()
    found = {word[:-1]}
    if word.endswith("ies"):
        found.add(f"{word[:-3]}y")
    if word.endswith("ves"):
        found |= {f"{word[:-3]}f", f"{word[:-3]}fe"}
    if _SIBILANT.search(word):
        found.add(word[:-2])
    return found


def _of_verb(word: str) -> set[str]:
    """Return the verbs that a word may be a past tense or a participle of."""
    if word in _IRREGULAR:
        return {_IRREGULAR[word]}
    if word.endswith("ied"):
        return {word[:-1], f"{word[:-3]}y"}
    stem = word.removesuffix("ing") if word.endswith("ing") else word.removesuffix("ed")
    if stem == word or word.endswith("eed") or not _VOWEL.search(stem):
        return set()
    if _SHORT.match(stem):
        return {f"{stem}e"}
    found = {stem, f"{stem}e"}
    if _DOUBLED.search(stem) or stem.endswith("ck"):
        found.add(stem[:-1])
    if stem.endswith("y"):
        found.add(f"{stem[:-1]}ie")
    return found
