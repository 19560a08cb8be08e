"""The bundled store: its ids, keys and soundness, whatever is added to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bsc_cli.checks import rules
from bsc_cli.model.kinds import KINDS
from bsc_cli.store import store
from bsc_cli.system import files

if TYPE_CHECKING:
    from bsc_cli.model.record import Record
    from bsc_cli.store.store import Store

IDS = Path(__file__).parent / "published_ids.txt"


@pytest.fixture(scope="module")
def facts() -> Store:
    return store.load(files.bundled_store())


def test_the_bundled_store_has_records_of_every_kind(facts: Store) -> None:
    without = [name for name, kind in KINDS.items() if not facts.of_kind(kind)]
    assert without == [], "add records of these kinds to data/facts.yaml"


def test_every_published_id_still_exists_with_the_same_kind(facts: Store) -> None:
    published = [line.split() for line in IDS.read_text().splitlines()]
    kinds = {id: record.kind for id, record in facts.records.items()}
    assert [[kind, id] for kind, id in published if kinds.get(id) != kind] == []
    assert len(published) == len(facts.records), "add the new ids to published_ids.txt"


def test_the_bundled_store_breaks_no_rule(facts: Store) -> None:
    assert rules.problems(facts) == []


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_record_has_all_keys_of_its_kind(kind: type[Record], facts: Store) -> None:
    records = [record.to_json() for record in facts.of_kind(kind)]
    assert {tuple(record) for record in records} <= {("kind", *kind.fields)}
    assert json.loads(json.dumps(records)) == records
