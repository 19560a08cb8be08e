"""The cost of a command grows with the size of its input, and no faster."""

from __future__ import annotations

from typing import Final

import pytest

from benchmarks import growth
from benchmarks.inputs import INPUTS

pytestmark = pytest.mark.hostile

SECONDS: Final = 0.7
"""An input grows until a command takes this long."""


@pytest.mark.parametrize("name", INPUTS)
def test_doubling_an_input_multiplies_costs_by_at_most_two_and_a_half(name: str) -> None:
    given = INPUTS[name]
    curves = growth.curves(given, given.commands, SECONDS)
    assert not [str(curve) for curve in curves if curve.is_steep]
