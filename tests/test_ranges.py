"""Ranges and negative numbers: as an article writes them, and in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bsc_cli.text.numerals import numerals, upper_end

if TYPE_CHECKING:
    from tests.conftest import Bsc


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10-15%", [(10, "%", None), (15, "%", None)]),
        ("10% to 15%", [(10, "%", None), (15, "%", None)]),
        ("five to ten per cent", [(5, "%", None), (10, "%", None)]),
        ("£10-15m", [(10e6, None, "GBP"), (15e6, None, "GBP")]),
        ("£10m-£15m", [(10e6, None, "GBP"), (15e6, None, "GBP")]),
        ("£10 million to 15 million", [(10e6, None, "GBP"), (15e6, None, "GBP")]),
        ("from 3 to 5 million", [(3e6, None, None), (5e6, None, None)]),
        ("from 5 to 3 million", [(5e6, None, None), (3e6, None, None)]),
        ("from 500 to 2 million", [(500, None, None), (2e6, None, None)]),
        ("five to ten million", [(5e6, None, None), (10e6, None, None)]),
        ("two to three dozen", [(24, None, None), (36, None, None)]),
        ("between 3 and 5 million", [(3e6, None, None), (5e6, None, None)]),
        ("Between £3 and 5", [(3, None, "GBP"), (5, None, "GBP")]),
        ("3 and 5 million", [(3, None, None), (5e6, None, None)]),
        ("from 3 million to 5%", [(3e6, None, None), (5, "%", None)]),
        ("2019-20", [(2019, None, None), (20, None, None)]),
        ("-5%", [(-5, "%", None)]),
        ("-£5m", [(-5e6, None, "GBP")]),
        ("-5 to -3", [(-5, None, None), (-3, None, None)]),
        ("10 - 15", [(10, None, None), (15, None, None)]),
        ("MI5-6", [(6, None, None)]),
        ("A-10", [(10, None, None)]),
        ("5%-10%", [(5, "%", None), (10, "%", None)]),
        ("£5 to 6 to 7", [(5, None, "GBP"), (6, None, "GBP"), (7, None, "GBP")]),
    ],
)
def test_the_ends_of_a_range_share_their_scale_unit_and_currency(
    text: str, found: list[tuple[float, str | None, str | None]]
) -> None:
    assert [(n.value, n.unit, n.currency) for n in numerals(text)] == found


@pytest.mark.parametrize(
    ("text", "upper"),
    [
        ("10-15%", 15),
        ("from 3 to 5 million", 5e6),
        ("between 3 and 5", 5),
        ("3 and 5", None),
        ("2019-20", None),
        ("5", None),
        ("no number", None),
    ],
)
def test_a_range_has_an_upper_end(text: str, upper: float | None) -> None:
    assert upper_end(text, list(numerals(text))) == upper


def store(figure: str) -> str:
    return (
        "source: {headline: H}\n"
        "figures:\n"
        f"  - {{id: rise, property: the rise, evidence: [a], {figure}}}\n"
        "claims:\n"
        "  - {id: c, statement: It rises., type: quantity, voice: author, figures: [rise], evidence: [a]}\n"
    )


@pytest.mark.parametrize(
    "figure",
    [
        "as_written: 10-15%, value: 10, to: 15, unit: '%'",
        "as_written: £10-15m, value: 10000000, to: 15000000, currency: GBP",
        "as_written: -5%, value: -5, unit: '%'",
        "as_written: around 3 to 5 million, value: 3000000, to: 5000000, comparator: '~'",
        "as_written: between five and ten, value: 5, to: 10",
        "as_written: 2019-20, value: 2019",
        "as_written: MI5-6, value: 6",
        "as_written: a fall of 5%, value: 5, unit: '%', change: decrease",
    ],
)
def test_a_figure_that_agrees_with_its_words_is_valid(figure: str, bsc: Bsc) -> None:
    assert bsc("check", facts=store(figure)) == (
        "",
        "bsc: facts.yaml: 2 records, no problems\n",
        0,
    )


@pytest.mark.parametrize(
    ("figure", "problems"),
    [
        (
            "as_written: from 15 to 10, value: 15, to: 10",
            [
                (
                    "3:93: error[range]: figures[0].to: the range ends at 10, but begins at 15\n"
                    "    hint: swap 'value' and 'to', or remove 'to'\n"
                ),
                (
                    "3:93: error[reading]: figures[0].to: 'from 15 to 10' gives no upper end, but the"
                    " figure has upper end 10\n    hint: make 'as_written' and 'to' agree\n"
                ),
            ],
        ),
        (
            "as_written: 10-15, value: 10",
            [
                (
                    "3:5: error[reading]: figures[0].to: '10-15' gives upper end 15, but the figure has"
                    " no upper end\n    hint: make 'as_written' and 'to' agree\n"
                ),
            ],
        ),
        (
            "as_written: at least 10-15, value: 10, to: 15, comparator: '>='",
            [
                (
                    "3:110: error[range]: figures[0].comparator: a range cannot have the comparator >=\n"
                    "    hint: remove either 'to' or 'comparator'\n"
                ),
            ],
        ),
        (
            "as_written: -5%, value: 5, unit: '%'",
            [
                (
                    "3:75: error[reading]: figures[0].value: '-5%' gives value -5, but the figure has"
                    " value 5\n    hint: make 'as_written' and 'value' agree\n"
                ),
            ],
        ),
        (
            "as_written: £10-15m, value: 10, to: 15000000, currency: GBP",
            [
                (
                    "3:79: error[reading]: figures[0].value: '£10-15m' gives value 10000000, but the"
                    " figure has value 10\n    hint: make 'as_written' and 'value' agree\n"
                ),
            ],
        ),
    ],
)
def test_a_figure_that_disagrees_with_its_words_is_reported(
    figure: str, problems: list[str], bsc: Bsc
) -> None:
    ran = bsc("check", facts=store(figure))
    assert (ran.out, ran.code) == ("".join(f"facts.yaml:{problem}" for problem in problems), 1)
