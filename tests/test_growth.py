"""The cost of a command grows with the size of its input, and no faster."""

from __future__ import annotations

from typing import Final

import pytest

from benchmarks import growth
from benchmarks.inputs import INPUTS

pytestmark = pytest.mark.hostile

SECONDS: Final = 0.4
"""An input grows until a command takes this long."""

LEFT_OUT: Final = {
    *("levels", "levels in a block", "levels by indentation", "an unclosed brace", "documents"),
    *("comments", "a folded text", "a plain text of lines", "a quoted text of escapes"),
    *("invalid dates", "mistyped choices", "a list in brackets"),
    *("records of one name", "a text of number words", "a text of sentences", "a text of names"),
}
"""Inputs that resemble others; `benchmarks/growth.py` measures them too."""


@pytest.mark.parametrize("name", [name for name in INPUTS if name not in LEFT_OUT])
def test_doubling_an_input_multiplies_costs_by_at_most_two_and_a_half(name: str) -> None:
    given = INPUTS[name]
    curves = growth.curves(given, given.commands, SECONDS)
    assert not [str(curve) for curve in curves if curve.is_steep]
