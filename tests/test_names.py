"""Names: which capitalised words an article's store has to account for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Bsc


def unaccounted(article: str, names: list[str], bsc: Bsc) -> list[str]:
    """Return the names of an article for which a store with records of these names lacks one."""
    Path("article.txt").write_text(article, encoding="utf-8")
    people = "".join(
        f'  - {{id: g{index}, name: "{name}", evidence: [It]}}\n'
        for index, name in enumerate(names)
    )
    facts = f"source: {{headline: H}}\n{'people:' if names else ''}\n{people}"
    lines = bsc("audit", "article.txt", facts=facts).out.splitlines()
    return [line.split("accounts for '")[1][:-1] for line in lines if "error[name]" in line]


NAMES = {
    "It sails to Poole with Ann Reed.": ["Poole", "Ann Reed"],
    "It is late. Ann Reed sails. It met Reed.": ["Ann Reed", "Reed"],
    "It sails for the NCA, and NCA boats sail.": ["NCA", "NCA"],
    "It belongs to Pat O'Brien, Ann McLowe and Cy Reed-Tide.": ["Pat O'Brien", "Ann McLowe", "Cy Reed-Tide"],
    "It met Ludwig van Tide and Cy de la Reed.": ["Ludwig", "Tide", "Cy", "Reed"],
    "It met Reed's crew and Tides' boats.": ["Reed", "Tides"],
    "It is read. It sails to Reading, for Bill and Mark.": ["Reading", "Bill", "Mark"],
    "It met Theresa May in May.": ["Theresa May"],
    "It will sail with Will Tide.": ["Tide"],
    "It is near Poole. Poole is late.": ["Poole", "Poole"],
    "It met Prime Minister Ann Reed and Dr Lowe.": ["Ann Reed", "Lowe"],
    "It is late; the Kestrel is not.": ["Kestrel"],
    "It is late. Vietnam is not.": ["Vietnam"],
    "It sails in the Balkans and the Baltic.": ["Balkans", "Baltic"],
    "It caught COVID-19 on an F-35.": ["COVID"],
}  # fmt: skip

NO_NAMES = [
    "It sails on Tuesday, 5 November, in Sept. and on Fridays.",
    "It is late. Parents wait. Customs officers look. Fewer come.",
    "“Parents wait,” it said: “Boats are late.” (Boats are.) It cried: Boats!",
    "It is so:\n\n- Boats are late\n• Kick-off: Late\n1. Tugs come\n\nKey Boats: They sail",
    "Ferry Sinks Off Poole Harbour\n\nIt is late.",
    "FERRY SINKS OFF POOLE\n\nIt is late.",
    "Ferry Sinks Off Poole: £75m Boat Is Lost.\n\nIt is late.",
    "I am late, and I'm sorry, it said. I've been late.",
    "It is a British boat with a French crew, Germans and a European flag, at a Catholic church.",
    "It met the prime minister, the Prime Minister, a Chief Executive and Mr President.",
    "It costs Rs 5, RM 5, C$5, A$5 and CHF 5.",
    "It is on TV at 5 GMT, the MP and the MPs said; the CEO has HIV.",
    "It is a government boat. It belongs to the Government and this Government.",
    "It has plan B and vitamin C.",
    "POOLE, Sept. 17 - It is late.",
    "POOLE (CN) - It is late.",
]


@pytest.mark.parametrize(("article", "names"), NAMES.items())
def test_a_capital_in_mid_sentence_makes_a_name(article: str, names: list[str], bsc: Bsc) -> None:
    assert unaccounted(article, [], bsc) == names


@pytest.mark.parametrize("article", NO_NAMES)
def test_other_capitals_make_no_name(article: str, bsc: Bsc) -> None:
    assert unaccounted(article, [], bsc) == []


@pytest.mark.parametrize(
    ("article", "names", "missing"),
    [
        ("It met Ann Reed. It met Reed, and Ms Reed.", ["Ann Reed"], []),
        ("It met Ann Reed and Rob Reed.", ["Ann Reed"], ["Rob Reed"]),
        ("It met Prime Minister Ann Reed.", ["Ann Reed"], []),
        ("It met Acme Lines Ltd and Tide.", ["Acme Lines", "Tide plc"], []),
        ("It met the UK Government. It is a government.", ["UK"], []),
        ("It met Ludwig van Tide.", ["Ludwig van Tide"], []),
        ("It sails in north and south. It met North Poole.", ["Poole"], []),
        ("It sails to Lyme Poole.", ["Poole"], ["Lyme"]),
        ("Reading is late. It sails to Reading.", ["Reading"], []),
        ("It met Theresa May.", ["Theresa May"], []),
        ("It sails to Poole.\n\nPOOLE BOATS SINK", ["Poole"], []),
        ("Harbour Poole Sinks\n\nIt is the Harbour.", ["Harbour"], []),
    ],
)
def test_a_name_is_accounted_for_by_records_of_that_name(
    article: str, names: list[str], missing: list[str], bsc: Bsc
) -> None:
    assert unaccounted(article, names, bsc) == missing


def test_only_people_are_known_by_the_end_of_their_name(bsc: Bsc) -> None:
    Path("article.txt").write_text("It sails to Northern France. It sails to France.")
    facts = (
        "source: {headline: H}\n"
        "places:\n  - {id: p, name: Northern France, type: region, role: It is., evidence: [It]}\n"
    )
    assert "no name or alias accounts for 'France'" in bsc("audit", "article.txt", facts=facts).out
