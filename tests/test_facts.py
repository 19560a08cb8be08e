"""What the bundled store promises, whatever is added to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bsc_cli.model.kinds import KINDS
from bsc_cli.store import store
from bsc_cli.system import files
from bsc_cli.text import anchors

if TYPE_CHECKING:
    from bsc_cli.model.record import Record
    from bsc_cli.store.store import Store

IDS = Path(__file__).parent / "published_ids.txt"


@pytest.fixture(scope="module")
def facts() -> Store:
    return store.load(files.bundled_store())


def test_every_kind_has_records(facts: Store) -> None:
    assert all(facts.of_kind(kind) for kind in KINDS)


def test_a_published_id_never_goes_away_or_changes_its_kind(facts: Store) -> None:
    published = [line.split() for line in IDS.read_text().splitlines()]
    gone = [[kind, id] for kind, id in published if facts.records[id].kind != kind]
    assert not gone
    assert len(published) == len(facts.records), "add the new ids to published_ids.txt"


def test_anchors_have_at_most_twelve_words(facts: Store) -> None:
    evidence = [anchor for record in facts.records.values() for anchor in record.evidence]
    long = [anchor for anchor in evidence if anchors.length(anchor) > anchors.LONGEST]
    assert not long


def test_what_is_inferred_or_implied_says_how_in_a_caveat(facts: Store) -> None:
    silent = [
        record.id
        for record in facts.records.values()
        if record.support != "explicit" and not record.caveats
    ]
    assert not silent


def test_only_a_claim_of_another_type_has_a_subtype(facts: Store) -> None:
    wrong = [
        claim.id
        for claim in facts.of_kind("claims")
        if (claim.values["type"] == "other") != bool(claim.values["subtype"])
    ]
    assert not wrong


@pytest.mark.parametrize("kind", KINDS.values())
def test_a_record_has_the_same_keys_as_all_of_its_kind(kind: type[Record], facts: Store) -> None:
    records = [record.as_json() for record in facts.of_kind(kind.kind)]
    assert {tuple(record) for record in records} == {("kind", *kind.fields)}
    assert json.loads(json.dumps(records)) == records
