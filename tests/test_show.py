"""`bsc show`: the whole view of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stores import FULL as WHOLE

if TYPE_CHECKING:
    from tests.conftest import Bsc


FULL = WHOLE.replace('"text": "article.txt"', '"text": null')


def test_a_figure_is_shown_in_words_with_its_sum(bsc: Bsc) -> None:
    assert bsc("show", "cost-per-passenger").out == (
        "subsidy for each passenger (computed)  figure cost-per-passenger\n"
        "\n"
        "amount         at least £62,500\n"
        "computed from  £2,500,000 ÷ 40\n"
        "               £2.5 million: yearly subsidy of the ferries  subsidy\n"
        "               up to 40: passengers on the night boat  passengers\n"
        "support        computed\n"
        "\n"
        "Evidence\n"
        " • “up to 40”\n"
        "\n"
        "Caveats\n"
        " • computation: The subsidy is shared out evenly.  see subsidy\n"
    )


def test_references_are_shown_with_titles_and_codes_in_words(bsc: Bsc) -> None:
    assert bsc("show", "fares-rise", facts=FULL).out.startswith(
        "It costs more to cross.  claim fares-rise\n"
        "\n"
        "type            other\n"
        "subtype         trivial\n"
        "checkability    vague\n"
        "voice           Bo Lund  bo-lund\n"
        "attribution     inferred\n"
        "about           Pilot Station  pilots\n"
        "                Bo Lund  bo-lund\n"
        "                Islanders  islanders\n"
    )
    shown = bsc("show", "meeting", "day-boat-added", "subsidy-is-yearly", facts=FULL).out
    assert "\ndate          2031, uncertain\n" in shown
    assert "\nstatus         under way\n" in shown
    assert "\nvoice     author\n" in shown


def test_a_restatement_is_shown_once(bsc: Bsc) -> None:
    shown = bsc("show", "fares-rise", facts=FULL).out
    assert shown.count("The ferries get public money each year.  subsidy-is-yearly\n") == 1
    assert "Mentioned" not in shown


def test_a_long_list_of_mentions_ends_with_the_command_for_the_rest(bsc: Bsc) -> None:
    places = "".join(
        f"  - {{id: p{n}, name: Place {n}, part_of: p0, evidence: [e]}}\n" for n in range(1, 9)
    )
    facts = (
        f"source: {{headline: x}}\nplaces:\n  - {{id: p0, name: Whole, evidence: [e]}}\n{places}"
    )
    shown = bsc("show", "p0", facts=facts)
    assert shown.out.endswith(
        "Mentioned in 8 places\n"
        " • Place 1  p1\n"
        " • Place 2  p2\n"
        " • Place 3  p3\n"
        " • Place 4  p4\n"
        " • Place 5  p5\n"
        " • Place 6  p6\n"
        "   2 more: bsc places --about p0\n"
    )
    assert (
        "\n   2 more: bsc places --about p0\n"
        in bsc("show", "p0", "--width", "60", facts=facts).out
    )
    assert bsc("show", "p0", "-o", "markdown", facts=facts).out.endswith(
        "- Place 6  p6\n\n2 more: bsc places --about p0\n"
    )


def test_suggested_commands_name_the_store_that_the_command_names(bsc: Bsc) -> None:
    bsc("check")
    assert "bsc --facts facts.yaml quotes  " in bsc("--facts", "facts.yaml").out
    places = "".join(
        f"  - {{id: p{n}, name: A, part_of: p0, evidence: [e]}}\n" for n in range(1, 9)
    )
    facts = f"source: {{headline: x}}\nplaces:\n  - {{id: p0, name: W, evidence: [e]}}\n{places}"
    shown = bsc("show", "p0", "--facts", "facts.yaml", facts=facts).out
    assert shown.endswith("   2 more: bsc --facts facts.yaml places --about p0\n")


def test_markdown_joins_the_records_of_a_field(bsc: Bsc) -> None:
    shown = bsc("show", "cost-per-passenger", "-o", "markdown").out
    assert "- **amount:** at least £62,500\n- **computed from:** £2,500,000 ÷ 40<br>£2.5" in shown


def test_ids_have_one_colour(bsc: Bsc) -> None:
    shown = bsc("show", "ann-reed", "--color", "always").out
    for id in ("ann-reed", "harbour-office", "reed-too-few", "too-few-cross"):
        assert f"\x1b[36m{id}\x1b[0m" in shown
