"""What tells the words of English from names."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """
    a about above after again against all also although always among an and another any are as at
    be because been before behind below between both but by can could did do does during each
    either even ever every few first for from further had has have he her here his how however i
    if in into is it its last later less like many may meanwhile might more most much must my
    near neither never new no none nor not now of off often on once one only or other our out
    over own part per perhaps same she should since so some soon still such than that the their
    them then there these they this those though through thus to today together too toward
    towards under until up upon us very was we were what when where whether which while who
    whom whose why will with within without would yes yet you your
    """.split()  # noqa: SIM905 - a list of a hundred words reads better without quotes
)
"""Words that are names of nothing, wherever they stand."""


def stems(word: str) -> set[str]:
    """A word without the endings that English gives it: enough to tell words from names."""
    lower = word.lower()
    endings = ("ions", "ion", "ies", "ing", "es", "ed", "ly", "s", "d", "e", "y")
    cut = {lower[: -len(end)] for end in endings if lower.endswith(end) and len(lower) > 3}
    return {lower, *(stem for stem in cut if len(stem) > 2)}
