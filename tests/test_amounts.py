"""The amounts of figures in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bsc_cli.model.kinds import KINDS
from bsc_cli.view.amounts import amount, calculation

if TYPE_CHECKING:
    from bsc_cli.model.record import Record


def figure(value: float, **values: Any) -> Record:
    kind = KINDS["figures"]
    return kind(**{**dict.fromkeys(kind.fields), "value": value, **values})


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (figure(40, unit="%", comparator="<"), "less than 40%"),
        (figure(10, to=15, unit="%", change="decrease"), "decrease of 10 to 15%"),
        (figure(2400, comparator="<=", unit="people"), "at most 2,400 people"),
        (figure(75e6, currency="GBP", change="increase"), "increase of £75,000,000"),
        (figure(1, to=2, currency="EUR", comparator="~"), "about €1 to €2"),
        (figure(-2.5, currency="USD"), "-$2.5"),
        (figure(900, currency="NOK"), "900 NOK"),
        (figure(7), "7"),
    ],
)
def test_an_amount_is_put_into_words(made: Record, words: str) -> None:
    assert amount(made) == words


@pytest.mark.parametrize(
    ("operation", "operands", "shown"),
    [
        ("divide", [figure(2400), figure(40)], "2,400 ÷ 40"),
        ("complement", [figure(60, unit="%")], "100% − 60%"),
        ("add", [figure(1), figure(2), figure(3)], "1 + 2 + 3"),
        ("subtract", [figure(5, to=6), figure(2)], "5 to 6 − 2"),
        ("multiply", [figure(2, currency="GBP"), figure(25, unit="%")], "£2 × 25%"),
    ],
)
def test_a_calculation_is_shown_with_its_operands(
    operation: str, operands: list[Record], shown: str
) -> None:
    assert calculation(operation, operands) == shown
