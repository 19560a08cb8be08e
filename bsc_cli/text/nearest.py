"""Find the known words that a typed word means, or suggest the most similar one."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LONGEST: Final = 100
"""The maximum length, in characters, of a word to compare: comparison takes quadratic time."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the known word most similar to `word`, or `None` if none is similar enough.

    `likeness` is the minimum similarity, from 0 to 1. A known word that begins with `word` takes
    precedence: people abbreviate more often than they misspell.
    """
    typed = word.casefold()
    by_fold = {candidate.casefold(): candidate for candidate in known}
    beginnings = [fold for fold in by_fold if typed and fold.startswith(typed)]
    if beginnings:
        return by_fold[min(beginnings, key=len)]
    if len(typed) > LONGEST:
        return None
    short = [fold for fold in by_fold if len(fold) <= LONGEST]
    close = get_close_matches(typed, short, n=1, cutoff=likeness)
    return by_fold[close[0]] if close else None


_JOINTS: Final = re.compile(r"[\s_-]+")


def simplified(word: str) -> str:
    """Return a word without case, spaces, hyphens and underscores: `underway` for `Under-Way`."""
    return _JOINTS.sub("", word).casefold()


def recogniser(known: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    """Return a function that returns the known words that a typed word means.

    This is the word itself if it is known, and otherwise every known word that differs from it
    only in case, spaces, hyphens and underscores.
    """
    exact: set[str] = set()
    similar: dict[str, list[str]] = {}
    for word in known:
        exact.add(word)
        similar.setdefault(simplified(word), []).append(word)
    similar.pop("", None)
    return lambda typed: (typed,) if typed in exact else (*similar.get(simplified(typed), ()),)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint that suggests the nearest known word, or `None` if no word is near enough."""
    suggestion = nearest(word, known)
    return f"did you mean '{suggestion}'?" if suggestion else None
