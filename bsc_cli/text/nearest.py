"""The word that a mistyped one was meant to be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


LONGEST: Final = 100
"""Characters of a word that others are likened to: to liken two takes the square of that."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word most like `word`, or None if none is as like it as `likeness`, of 1.

    A known word that begins with what was typed is taken before one that only
    resembles it: people abbreviate more often than they misspell.
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


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The hint that names the nearest known word, or None if nothing is near."""
    found = nearest(word, known)
    return f"did you mean '{found}'?" if found else None
