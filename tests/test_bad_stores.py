"""Mistakes in stores: values still to be filled in, keys of the first edition, several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import TINY

if TYPE_CHECKING:
    from tests.conftest import Bsc


def changed(*changes: tuple[str, str]) -> str:
    """Return the tiny store with texts replaced, each of which occurs once."""
    facts = TINY
    for old, new in changes:
        assert facts.count(old) == 1
        facts = facts.replace(old, new)
    return facts


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("Not enough people take the boat at night.", "TODO", "69:16: {}: claims[0].statement"),
        ("Not enough people take", "Not TODO", "69:16: {}: claims[0].statement"),
        ("as_written: up to 40", "as_written: TODO", "51:17: {}: figures[1].as_written"),
        ("role: Harbour master", "role: TODO", "20:11: {}: people[0].role"),
        ("    type: quantity\n    voice: ann-reed", "    type: TODO\n    voice: ann-reed", "70:11: {}: claims[0].type"),
        ("status: planned", "status: TODO", "28:13: {}: measures[0].status"),
        ("type: government_department", "type: TODO", "8:11: {}: agencies[0].type"),
        ("speaker: ann-reed", "speaker: TODO", "36:14: {}: quotes[0].speaker"),
        ("about: [harbour-office]", "about: [TODO]", "48:13: {}: figures[0].about[0]"),
        ("about: [harbour-office]", "about: TODO", "48:12: {}: figures[0].about"),
        ("see: [subsidy]", "see: [TODO]", "65:82: {}: figures[2].caveats[0].see[0]"),
        ("value: 40", "value: TODO", "52:12: {}: figures[1].value"),
        ("listed: true", "listed: TODO", "10:13: {}: agencies[0].listed"),
        ("currency: GBP\n    property: yearly", "currency: TODO\n    property: yearly", "46:15: {}: figures[0].currency"),
        ("evidence: [Coast Watch]", "evidence: [TODO]", "15:16: {}: agencies[1].evidence[0]"),
        ("id: coast-watch", "id: TODO", "12:9: {}: agencies[1].id"),
        ("headline: Ferry Service Cut", "headline: TODO", "2:13: {}: source.headline"),
        ("headline: Ferry Service Cut", "headline: F\n  date_published: TODO", "3:19: {}: source.date_published"),
    ],
)  # fmt: skip
def test_a_value_to_be_filled_in_is_reported_once_with_its_place(
    old: str, new: str, place: str, bsc: Bsc
) -> None:
    ran = bsc("check", facts=changed((old, new)))
    problem = f"facts.yaml:{place.format('error[todo]')}: this value is still to be filled in\n"
    assert problem + "    hint: replace TODO by the value\n" in ran.out
    codes = [
        line.split("[")[1].split("]")[0] for line in ran.out.splitlines() if ": error[" in line
    ]
    assert set(codes) <= ({"todo", "reference"} if new == "id: TODO" else {"todo"})
    assert (codes.count("todo"), ran.code) == (1, 1)


def test_a_reason_to_be_filled_in_is_reported(bsc: Bsc) -> None:
    facts = TINY + "\nnot_claims:\n  - {anchor: Read more, reason: TODO}\n"
    assert bsc("check", facts=facts).out == (
        "facts.yaml:84:33: error[todo]: not_claims[0].reason: this value is still to be filled in\n"
        "    hint: replace TODO by the value\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "actors: [harbour-office]",
            "agencies: [harbour-office]",
            (
                "29:5: error[unknown-key]: measures[0]: unknown key 'agencies'\n"
                "    hint: 'agencies' is now 'actors' or 'beneficiaries'\n"
            ),
        ),
        (
            "computed_from: {",
            "implied_by: {",
            (
                "64:5: error[unknown-key]: figures[2]: unknown key 'implied_by'\n"
                "    hint: 'implied_by' is now 'computed_from'\n"
            ),
        ),
        (
            "support: computed",
            "support: implied",
            (
                "63:14: error[choice]: figures[2].support: 'implied' is not one of explicit, inferred,"
                " computed\n    hint: 'implied' is now 'computed'\n"
            ),
        ),
        (
            "{type: no_period, text: The article does not say which spring.}",
            "It is not said which spring.",
            (
                "31:15: error[type]: measures[0].caveats[0]: expected keys with values, found"
                " 'It is not said which spring.'\n    hint: the keys here are type, text, see\n"
            ),
        ),
    ],
)
def test_the_form_of_the_first_edition_is_reported_with_what_takes_its_place(
    old: str, new: str, problem: str, bsc: Bsc
) -> None:
    ran = bsc("check", facts=changed((old, new)))
    assert f"facts.yaml:{problem}" in ran.out
    assert ran.code == 1
    assert bsc("agencies", facts=changed((old, new))).code == 3


def test_everything_of_the_first_edition_is_reported_in_one_pass(bsc: Bsc) -> None:
    facts = changed(
        ("actors: [harbour-office]", "agencies: [harbour-office]"),
        ("support: computed", "support: implied"),
        ("computed_from: {", "implied_by: {"),
        ("{type: no_period, text: The article does not say which spring.}", "'Which spring?'"),
        ("    attribution: explicit\n    cue", "    cue"),
    )
    ran = bsc("check", facts=facts)
    lines = ran.out.splitlines()
    assert [line.split(": ")[1] for line in lines if not line.startswith(" ")] == [
        "error[unknown-key]",
        "error[type]",
        "error[attribution]",
        "error[choice]",
        "error[unknown-key]",
    ]
    assert ran.err.startswith("bsc: error: facts.yaml: 5 errors\n")


def test_a_rule_is_checked_although_the_form_of_another_record_is_broken(bsc: Bsc) -> None:
    facts = changed(("value: 40", "value: forty")) + (
        "places:\n"
        "  - {id: austria, name: Austria, type: country, iso3166: AU, evidence: [Austria]}\n"
    )
    ran = bsc("check", facts=facts)
    assert (ran.out, ran.code) == (
        (
            "facts.yaml:52:12: error[type]: figures[1].value: expected a number, found 'forty'\n"
            "    hint: write digits only: 75000000\n"
            "facts.yaml:83:58: error[country]: places[0].iso3166: AU is the code of Australia\n"
            "    hint: the code of Austria is AT\n"
        ),
        1,
    )


def test_a_record_whose_form_is_broken_is_not_reported_as_missing(bsc: Bsc) -> None:
    ran = bsc("check", facts=changed(("name: Harbour Office", "name: [Harbour Office]")))
    assert [line for line in ran.out.splitlines() if ": error[" in line] == [
        "facts.yaml:6:11: error[type]: agencies[0].name: expected text, found a list"
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "    attribution: explicit\n    cue",
            "    cue",
            (
                "34:5: error[attribution]: quotes[0]: the words are attributed to ann-reed, but not how\n"
                "    hint: add 'attribution: explicit' or 'attribution: inferred', or remove the key\n"
            ),
        ),
        (
            "    voice: author\n",
            "    voice: author\n    attribution: explicit\n",
            (
                "79:18: error[attribution]: claims[1].attribution: there is nobody to whom the words are"
                " attributed\n    hint: remove 'attribution'\n"
            ),
        ),
        (
            "  - id: cost-per-passenger\n",
            "  - id: cost-per-passenger\n    as_written: '62500'\n",
            (
                "58:17: error[computed]: figures[2].as_written: a computed figure cannot have"
                " 'as_written'\n    hint: remove 'as_written'\n"
            ),
        ),
        (
            "of: [subsidy, passengers]",
            "of: [subsidy, harbour-office]",
            (
                "64:54: error[reference]: figures[2].computed_from.of[1]: 'harbour-office' is one of the"
                " agencies, not one of the figures\n    hint: give the id of one of the figures\n"
            ),
        ),
        (
            "parent: harbour-office",
            "parent: coast-watch",
            (
                "14:13: error[self-reference]: agencies[1].parent: 'coast-watch' refers to itself\n"
                "    hint: remove the reference\n"
            ),
        ),
        (
            "statement: The ferries get",
            "checkability: checkabel\n    statement: The ferries get",
            (
                "76:19: error[choice]: claims[1].checkability: 'checkabel' is not one of checkable, vague,"
                " opinion, intention, prediction\n    hint: did you mean 'checkable'?\n"
            ),
        ),
    ],
)
def test_a_mistake_is_reported_with_its_place_and_what_to_do(
    old: str, new: str, problem: str, bsc: Bsc
) -> None:
    ran = bsc("check", facts=changed((old, new)))
    assert (ran.out, ran.code) == (f"facts.yaml:{problem}", 1)


def test_an_id_that_is_too_long_is_reported(bsc: Bsc) -> None:
    facts = TINY.replace("night-boat-stopped", "the-last-crossing-of-the-day-is-dropped")
    assert bsc("check", facts=facts).out == (
        "facts.yaml:25:9: error[id-length]: measures[0].id: the id has 39 characters\n"
        "    hint: shorten the id\n"
    )
