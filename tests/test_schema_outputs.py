"""The output of every command matches its schema from `bsc schema`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from jsonschema import Draft202012Validator

from bsc_cli.cli.app import COMMANDS
from bsc_cli.commands import schema
from bsc_cli.commands.outputs import OUTPUTS
from bsc_cli.model.kinds import KINDS
from tests.conftest import TINY
from tests.stores import ARTICLE, BUNDLED, FULL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bsc

RUNS: Final = {
    **{kind: [kind] for kind in KINDS},
    "overview": [],
    "search": ["search", "night"],
    "show": ["show", "harbour-office", "subsidy", "cost-per-passenger", "meeting", "far-isle"],
    "caveats": ["caveats"],
    "timeline": ["timeline"],
    "graph": ["graph"],
    "counts": ["claims", "--by", "voice"],
    "todo": ["todo"],
    "anchor": ["anchor", "people", "--article", "article.txt"],
    "check": ["check"],
    "audit": ["audit", "article.txt"],
    "review": ["review", "coast-watch", "--yes", "--article", "article.txt"],
    "cache": ["cache"],
    "fields": ["fields", "figures"],
}


def closed(part: Any) -> Any:
    """Return a schema that rejects keys which it does not name."""
    if isinstance(part, list):
        return [closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    part = {key: closed(value) for key, value in part.items()}
    return {**part, "additionalProperties": False} if part.get("type") == "object" else part


@pytest.fixture(autouse=True)
def _article(tmp_path: Path) -> None:
    """Write the article that FULL names."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")


def test_every_command_that_prints_data_has_a_schema() -> None:
    assert (
        OUTPUTS.keys()
        == RUNS.keys()
        == {*KINDS, *COMMANDS, "overview", "counts"}
        - {"schema", "help", "new", "cite", "export", "report"}
    )


@pytest.mark.parametrize("name", RUNS)
def test_the_output_of_a_command_matches_its_schema(name: str, bsc: Bsc) -> None:
    facts = {
        "check": FULL.replace("at noon.", "at noon"),
        "review": TINY,
        "todo": FULL.replace("Guides ships", "TODO"),
    }.get(name, FULL)
    printed = json.loads(bsc(*RUNS[name], "--json", facts=facts).out)
    assert printed
    Draft202012Validator(closed(json.loads(bsc("schema", name).out))).validate(printed)


def test_output_of_the_bundled_store_matches_its_schema(bsc: Bsc) -> None:
    for name in (*KINDS, "overview", "caveats", "check"):
        printed = json.loads(bsc(*RUNS[name], "--json", facts=BUNDLED).out)
        Draft202012Validator(closed(schema.document(name))).validate(printed)


def test_problems_of_an_invalid_store_match_the_schema(bsc: Bsc) -> None:
    printed = json.loads(bsc("check", "--json", facts="source: {headline: 1}\nx: [\n").out)
    assert printed
    Draft202012Validator(closed(schema.document("check"))).validate(printed)


def test_schemas_reject_a_record_with_a_wrong_or_missing_kind(bsc: Bsc) -> None:
    for name in ("people", "show", "search"):
        printed = json.loads(bsc(*RUNS[name], "--json", facts=FULL).out)
        validator = Draft202012Validator(schema.document(name))
        record = printed[0]["record"] if name == "search" else printed[0]
        validator.validate(printed)
        record["kind"] = "claims"
        assert not validator.is_valid(printed)
        del record["kind"]
        assert not validator.is_valid(printed)
