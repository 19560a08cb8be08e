"""The word that a mistyped one was meant to be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word most like `word`, or None if none is as like it as `likeness`, of 1.

    A known word that begins with what was typed is taken before one that only
    resembles it: people abbreviate more often than they misspell.
    """
    candidates = list(known)
    typed = word.casefold()
    beginnings = [known for known in candidates if typed and known.casefold().startswith(typed)]
    if beginnings:
        return min(beginnings, key=len)
    by_fold = {candidate.casefold(): candidate for candidate in candidates}
    close = get_close_matches(typed, by_fold, n=1, cutoff=likeness)
    return by_fold[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The hint that names the nearest known word, or None if nothing is near."""
    found = nearest(word, known)
    return f"did you mean '{found}'?" if found else None
