"""Suggestions for mistyped words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 100
"""The longest word that is compared: comparing takes quadratic time."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the known word most like `word`, or `None` if their likeness (0 to 1) is too small.

    A known word that begins with `word` comes first: people abbreviate more often than they
    misspell.
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
    """Return a hint with the nearest known word, or `None`."""
    suggestion = nearest(word, known)
    return f"did you mean '{suggestion}'?" if suggestion else None
