"""The cost of a command grows with the size of its input, and no faster."""

from __future__ import annotations

from typing import Final

import pytest

from benchmarks import growth
from benchmarks.inputs import INPUTS

pytestmark = pytest.mark.hostile

ROWS: Final = [(name, command) for name, given in INPUTS.items() for command in given.commands]
SECONDS: Final = 0.3


@pytest.mark.parametrize(("name", "command"), ROWS, ids=[": ".join(row) for row in ROWS])
def test_doubling_an_input_multiplies_the_cost_by_at_most_two_and_a_half(
    name: str, command: str
) -> None:
    [curve] = growth.curves(INPUTS[name], [command], SECONDS)
    assert not curve.is_steep, curve
