"""Numbers: what ordinary news writes, what it says, and what an account of it has to give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bsc_cli.text import doubtful
from bsc_cli.text.comparators import comparators
from bsc_cli.text.folding import fold
from bsc_cli.text.numerals import comparator, numerals

if TYPE_CHECKING:
    from tests.conftest import Bsc


def read(text: str) -> list[str]:
    """Return each numeral as text; a question mark follows one that need not be a quantity."""
    folded = fold(text)
    return [
        f"{numeral.value:.6g}{numeral.unit or ''} {numeral.currency or ''}".strip()
        + ("" if is_certain else "?")
        for numeral, is_certain in doubtful.certain(folded, numerals(folded))
    ]


IN_DIGITS = {
    "2,400 people in 3.5 hours": ["2400", "3.5"],
    "1,234,567.5 or 12,34,567": ["1.23457e+06", "1.23457e+06"],
    "1 234,5 km, 1\u202f234 km and 1.234.567 km": ["1234.5", "1234", "1.23457e+06"],
    "1.234,50 and 1'234": ["1234.5", "1234"],
    "2,5 % and 2.5%": ["2.5%", "2.5%"],
    "1,234 and 12,5": ["1234", "12.5"],
    ".5 per cent, 5pc, 5percent": ["0.5%", "5%", "5%"],
    "-3, −3.5 and minus 4 degrees": ["-3", "-3.5", "-4"],
    "5m people, 5bn, 5 trillion, 5k": ["5e+06", "5e+09", "5e+12", "5000"],
    "5km, 5kg and 40-year": ["5", "5", "40"],
    "5 hundred thousand": ["500000"],
    "2½ hours, ½ an hour, 2 1/2 miles, ¾": ["2.5", "0.5", "2.5", "0.75"],
    "2 and a half million": ["2.5e+06"],
    "5 percentage points": ["5"],
    "3.1.": ["3.1"],
    "40.": ["40"],
    "65+ or 65-plus": ["65", "65"],
    "MI5, F16, G20, R2-D2 and B2B": [],
    "2024, in 1999": ["2024", "1999"],
}

IN_WORDS = {
    "twenty-one, twenty one, ninety": ["21", "21", "90"],
    "two hundred and fifty": ["250"],
    "a hundred and one boats, a thousand, a million": ["101", "1000", "1e+06"],
    "one hundred and twenty-one thousand": ["121000"],
    "two hundred and three hundred": ["200", "300"],
    "a thousand and five": ["1005"],
    "three million two hundred thousand": ["3.2e+06"],
    "a dozen, half a dozen, two dozen": ["12", "6", "24"],
    "half a million, half-a-million": ["500000", "500000"],
    "a quarter of a million": ["250000"],
    "two and a half years, one-and-a-half": ["2.5", "1.5"],
    "two point five": ["2.5"],
    "several hundred, a few million, hundreds, dozens": [],
    "six per cent, six percent": ["6%", "6%"],
    "two three-year terms": ["2", "3"],
    "minus three": ["-3"],
    "one boat, one of them": [],
}

SHARES = {
    "half of them, half the boats, more than half": ["0.5", "0.5", "0.5"],
    "two thirds of them, two-thirds": ["0.666667", "0.666667"],
    "a third of it, by a fifth, nearly a quarter.": ["0.333333", "0.2", "0.25"],
    "three quarters of the crew, three-quarters, for three quarters": ["0.75", "0.75", "0.75?"],
    "one in five, one in a hundred, 1 in 5": ["0.2", "0.01", "0.2"],
    "nine out of ten, 3 in every 10": ["0.9", "0.3"],
    "one boat in 200": ["0.005"],
    "twice as many": [],
    "the first half of the year, half-time, the other half": ["0.5?", "0.5?", "0.5?"],
    "a third boat, a third of May": ["0.333333?", "0.333333"],
    "a quarter ended": ["0.25?"],
}

RANGES = {
    "10–15 %, 10-15%, 10 to 15 per cent": ["10%", "15%"] * 3,
    "between 10 and 15 per cent": ["10%", "15%"],
    "6–8 weeks": ["6", "8"],
    "one to three weeks": ["1", "3"],
    "two or three weeks": ["2", "3"],
    "5 or 10 per cent": ["5", "10%"],
    "between $320 million and $330 million": ["3.2e+08 USD", "3.3e+08 USD"],
    "€10-15m": ["1e+07 EUR", "1.5e+07 EUR"],
    "five to ten pounds": ["5 GBP", "10 GBP"],
    "by a fifth to Rs 310": ["0.2", "310 INR"],
    "doubled to £5m": ["5e+06 GBP"],
}

MONEY = {
    "£75m, £2.5 million, £75-million": ["7.5e+07 GBP", "2.5e+06 GBP", "7.5e+07 GBP"],
    "RM5, RM 5 million": ["5 MYR", "5e+06 MYR"],
    "Rs 310 crore, Rs. 5, ₹1.2 lakh": ["3.1e+09 INR", "5 INR", "120000 INR"],
    "Rs 1 lakh crore": ["1e+12 INR"],
    "C$210 million, A$5, US$5, NZ$5, HK$5, R$5, S$5": [
        *("2.1e+08 CAD", "5 AUD", "5 USD", "5 NZD", "5 HKD", "5 BRL", "5 SGD"),
    ],
    "$5b, $5bn, XX$5": ["5e+09 USD", "5e+09 USD", "5 USD"],
    "kr 100, 100 kr, CHF 5m, 5 zł, 5 Kč": ["100 SEK", "100 SEK", "5e+06 CHF", "5 PLN", "5 CZK"],
    "EUR 5, 5 EUR, 5€, USD5m": ["5 EUR", "5 EUR", "5 EUR", "5e+06 USD"],
    "50p, 42 cents, -42 cents, 5 pence": ["0.5 GBP", "0.42 USD", "-0.42 USD", "0.05 GBP"],
    "-$9.7 million, $-9.7m": ["-9.7e+06 USD", "-9.7e+06 USD"],
    "five pounds, 5 million euros, 5 US dollars": ["5 GBP", "5e+06 EUR", "5 USD"],
    "5 Hong Kong dollars, 5 pounds sterling": ["5 USD", "5 GBP"],
    "a million-dollar deal": ["1e+06 USD"],
    "R100m, R2": ["1e+08 ZAR"],
    "it won 40, and 40 won": ["40", "40"],
}

DOUBTFUL = {
    "at 10:30, 9am, 5 p.m., 10.30pm, 23:10 BST": [
        *["10?", "30?"],
        "9?",
        "5?",
        "10.3?",
        "23?",
        "10?",
    ],
    "3-1, 2-2": ["3?", "1?", "2?", "2?"],
    "lost 1-3, a 0-2 defeat, voted 48-52": [*["1?", "3?"], *["0?", "2?"], *["48?", "52?"]],
    "21st century, the 58th minute": ["21?", "58?"],
    "17th September, 5 July 2024": ["17", "5", "2024"],
    "the 1990s, the '90s": ["1990?", "90?"],
    "2030-31, 2024-09-17, 17/9/2024": ["2030?", "31?", "2024?", "9?", "17?", "17?", "9?", "2024?"],
    "page 5, No. 10, number 10, section 3, rule 19": ["5?", "10?", "10?", "3?", "19?"],
    "phase two, day one": ["2?"],
    "COVID-19, F-35, an A-10, Under-21": ["19?", "35?", "10?", "21?"],
    "5G, 3D, 4x4, 24/7": ["5?", "3?", "4?", "24?", "7?"],
    "version 3.1.2": ["3.1?", "2?"],
    "10 Downing Street": ["10?"],
    "the two men, her three boats, the last two": ["2?", "3?", "2?"],
    "two-way, a five-star hotel, a two-day visit": ["2?", "5?", "2"],
    "the Big Four, said Two": ["4?", "2?"],
    "Two boats. Three boats": ["2", "3"],
    "40-year-old, aged 19, Ann, 47, is": ["40", "19", "47"],
    "it counts 40 boats and 300 men": ["40", "300"],
    "Article 50, Boeing 747, Formula 1": ["50", "747", "1"],
}


@pytest.mark.parametrize("table", [IN_DIGITS, IN_WORDS, SHARES, RANGES, MONEY, DOUBTFUL])
def test_numbers_are_read_as_a_reader_reads_them(table: dict[str, list[str]]) -> None:
    assert {text: read(text) for text in table} == table


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("one boat", 1),
        ("twice", 2),
        ("doubled", 2),
        ("a couple of boats", 2),
        ("a single boat", 1),
        ("zero", 0),
        ("no boats", 0),
        ("halved", 0.5),
    ],
)
def test_words_that_hardly_count_as_numbers_are_read_only_on_request(
    text: str, loose: float
) -> None:
    assert [numeral.value for numeral in numerals(text)] == []
    assert [numeral.value for numeral in numerals(text, loose=True)] == [loose]


def test_only_twice_as_much_counts_of_the_words_that_hardly_count() -> None:
    text = "It is twice as late, twice the age, she said twice, one of them double-parked"
    found = doubtful.certain(text, numerals(text, loose=True))
    assert [is_certain for _, is_certain in found] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("$5", [(5, None, "USD"), (5, None, "AUD"), (5, None, "CAD")]),
        ("5 dollars", [(5, None, "USD"), (5, None, None)]),
        ("42 cents", [(0.42, None, "USD"), (42, None, None)]),
        ("two thirds", [(66.7, "%", None), (67, "%", None), (0.67, None, None)]),
        ("one in five", [(0.2, None, None), (20, "%", None)]),
        ("3m waves", [(3e6, None, None), (3, None, None)]),
        ("5 percentage points", [(5, None, None), (5, "%", None)]),
        ("5 or 10 per cent", [(5, None, None), (5, "%", None)]),
        ("3 or 5 million", [(3, None, None), (3e6, None, None)]),
    ],
)
def test_a_number_may_have_several_readings(
    text: str, readings: list[tuple[float, str | None, str | None]]
) -> None:
    assert set(readings) <= set(next(numerals(text)).readings())


@pytest.mark.parametrize(
    ("text", "parts"),
    [("two in 10 days", [2, 10]), ("one in five", [5]), ("747 100", [747, 100]), ("3,5", [3, 5])],
)
def test_a_number_may_be_several_numbers(text: str, parts: list[float]) -> None:
    assert [part.value for part in next(numerals(text)).parts] == parts


BOUNDS = {
    "~": (
        "about 5, around 5, roughly 5, some 5, nearly 5, almost 5, approximately 5, circa 5, c. 5, ~5,"
        " close to 5, an estimated 5, 5 or so, 5-odd, 40-ish, 5 years or so"
    ),
    "<=": (
        "up to 5, at most 5, no more than 5, a maximum of 5, as many as 5, ≤5, 5 or fewer, 5 or less,"
        " 19 years or younger, 5 at most, 5 and under, 5 boats or fewer, 5 miles or less"
    ),
    ">=": (
        "at least 5, no fewer than 5, a minimum of 5, ≥5, 5 or more, 65+, 65-plus, 5 and over, 5 at least,"
        " 30 years or older, 5 or above, £5 million or more, 5 per cent or more"
    ),
    "<": "under 5, below 5, less than 5, fewer than 5, just under 5, under-19s, <5",
    ">": "over 5, above 5, more than 5, in excess of 5, well over 5, over-65s, more than twice, >5",
}


@pytest.mark.parametrize("sign", BOUNDS)
def test_a_bound_may_stand_before_or_behind_its_number(sign: str) -> None:
    texts = BOUNDS[sign].split(", ")
    assert {text: comparator(text) for text in texts} == dict.fromkeys(texts, sign)


@pytest.mark.parametrize(
    "text",
    ["5", "the 5", "5 boats", "5 boats and more crews are late", "within 5", "from 5", "5 more"],
)
def test_other_words_beside_a_number_express_no_bound(text: str) -> None:
    assert comparator(text) is None


def test_words_may_leave_open_which_bound_a_number_is() -> None:
    text = "nearly 5"
    assert comparators(text, next(numerals(text)).span) == ("~", "<")


WORDS = st.sampled_from([*"15.,-/%$£½ ", "one ", "half ", "in ", "of ", "a ", "third ", "and "])


@example("1$.1")
@example("1 $ 1")
@given(st.lists(WORDS).map("".join))
def test_numbers_are_in_order_and_do_not_overlap(text: str) -> None:
    done = 0
    for numeral in numerals(text, loose=True):
        assert done <= numeral.span.start < numeral.span.end <= len(text)
        assert (numeral.value, numeral.unit, numeral.currency) in set(numeral.readings())
        done = numeral.span.end


def store(figure: str) -> str:
    return (
        "source: {headline: H}\n"
        f"figures:\n  - {{id: f, property: the f, evidence: [a], {figure}}}\n"
        "claims:\n  - {id: c, statement: It is so., type: quantity, voice: author, evidence: [a]}\n"
    )


def disagreements(figure: str, bsc: Bsc) -> list[str]:
    """Return the fields of a figure that disagree with its words."""
    lines = bsc("check", facts=store(figure)).out.splitlines()
    return [line.split("figures[0].")[1].split(":")[0] for line in lines if "[reading]" in line]


@pytest.mark.parametrize(
    "figure",
    [
        "as_written: 19 years or younger, value: 19, comparator: <=, unit: years",
        "as_written: Up to one in five, value: 20, comparator: <=, unit: '%'",
        "as_written: one in five, value: 0.2",
        "as_written: Two thirds, value: 66.7, unit: '%'",
        "as_written: two-thirds, value: 0.667",
        "as_written: two thirds to three quarters, value: 66.7, to: 75, unit: '%'",
        "as_written: more than half, value: 50, comparator: '>', unit: per cent",
        "as_written: about twice, value: 2, comparator: '~', unit: times",
        "as_written: one, value: 1",
        "as_written: two or three, value: 2",
        "as_written: two or three, value: 2, to: 3",
        "as_written: from 10 to 15 per cent, value: 15, unit: '%'",
        "as_written: -42 cents, value: -0.42, currency: USD",
        "as_written: a loss of 42 cents, value: -0.42, currency: CAD",
        "as_written: 42 cents, value: 42, unit: cents",
        "as_written: 50p, value: 0.5, currency: GBP",
        "as_written: $5m, value: 5000000, currency: AUD",
        "as_written: C$5m, value: 5000000, currency: CAD",
        "as_written: Rs 310 crore, value: 3100000000, currency: INR",
        "as_written: 5 million dollars, value: 5000000, currency: USD",
        "as_written: nearly 40, value: 40, comparator: <",
        "as_written: over two years, value: 2, unit: years",
        "as_written: 3m, value: 3, unit: metres",
        "as_written: 6-7m, value: 6, to: 7, unit: metres",
        "as_written: 6-7m, value: 6000000, to: 7000000",
        "as_written: 65+, value: 65, comparator: '>='",
        "as_written: 1 234,5, value: 1234.5",
    ],
)
def test_a_figure_may_have_any_reading_of_its_words(figure: str, bsc: Bsc) -> None:
    assert disagreements(figure, bsc) == []


@pytest.mark.parametrize(
    ("figure", "fields"),
    [
        ("as_written: 19 years or younger, value: 19", ["comparator"]),
        ("as_written: one in five, value: 25, unit: '%'", ["value"]),
        ("as_written: two thirds, value: 60, unit: '%'", ["value"]),
        ("as_written: C$5m, value: 5000000, currency: USD", ["currency"]),
        ("as_written: $5m, value: 5000000, currency: EUR", ["currency"]),
        ("as_written: 50p, value: 5, currency: GBP", ["value"]),
        ("as_written: 42 cents, value: -0.42, currency: USD", ["value"]),
        ("as_written: 10 to 15 per cent, value: 15, unit: '%'", ["to", "value"]),
        ("as_written: five, value: 6", ["value"]),
    ],
)
def test_a_figure_that_has_no_reading_of_its_words_is_reported(
    figure: str, fields: list[str], bsc: Bsc
) -> None:
    assert disagreements(figure, bsc) == fields


def unaccounted(article: str, records: str, bsc: Bsc) -> list[str]:
    """Return the numbers of an article for which a store accounts in no way."""
    Path("article.txt").write_text(article, encoding="utf-8")
    facts = f"source: {{headline: Boats at 40}}\n{records}"
    lines = bsc("audit", "article.txt", facts=facts).out.splitlines()
    return [line.split("'")[1] for line in lines if "error[numeral]" in line]


TOPIC = "topics:\n  - {id: t, name: NAME, type: thing, role: It is., evidence: [the NAME]}\n"
EVENT = "events:\n  - {id: e, name: E, statement: It is., date: DATE, evidence: [It … end]}\n"
FIGURE = (
    "figures:\n  - {id: f, as_written: '7', value: 7, property: size, period: PERIOD,"
    " evidence: [It … end]}\n"
)


@pytest.mark.parametrize(
    ("article", "records", "numbers"),
    [
        ("It is the COVID-19 end.", "", []),
        ("It is the Article 50 end.", TOPIC.replace("NAME", "Article 50"), []),
        ("It is the Article 50 end.", TOPIC.replace("NAME", "Article 51"), ["50"]),
        ("It is the 50 boats end.", TOPIC.replace("NAME", "50 boats"), ["50"]),
        ("Boats at 40\n\nIt is the end.", "", []),
        ("It is 2031 to 2033 at the end.", EVENT.replace("DATE", "2031/2033"), []),
        ("It is 2031 to 2033 at the end.", EVENT.replace("DATE", "../2033"), ["2031"]),
        ("It is 7 in the three months to Sept. 30, the end.", FIGURE.replace("PERIOD", "three months to Sept. 30"), []),
        ("It is 7 in the 3 months to the end.", FIGURE.replace("PERIOD", "to the end"), ["3"]),
        ("It is 7 in 10 at the end.", FIGURE.replace("PERIOD", "end"), ["7 in 10"]),
        ("It is a loss of 7 at the end.", FIGURE.replace("value: 7", "value: -7"), []),
        ("It is 3-1 at 19:45 on page 7, the end.", "", []),
        ("It is half of it, one in five, a dozen, twice as many; the end.", "", ["half", "one in five", "a dozen", "twice"]),
    ],
)  # fmt: skip
def test_a_number_is_accounted_for_by_a_figure_a_date_a_period_or_a_name(
    article: str, records: str, numbers: list[str], bsc: Bsc
) -> None:
    assert unaccounted(article, records, bsc) == numbers
