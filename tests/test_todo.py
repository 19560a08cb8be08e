"""Stores in which values are still to be filled in, and `bsc todo`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bsc_cli.model.kinds import KINDS
from bsc_cli.output.formats import OF_EVERY_COMMAND
from bsc_cli.store import store
from tests.stores import ARTICLE, FULL, changed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Bsc

DATA = json.loads(FULL)


def paths(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every value other than an id or a review, and of every list of values."""
    if isinstance(value, dict):
        if path.count(".") > 2:
            yield path
        for key, inner in value.items():
            if key not in ("id", "reviewed"):
                yield from paths(inner, f"{path}.{key}")
    elif isinstance(value, list):
        if path.count(".") > 1:
            yield path
        for index, inner in enumerate(value):
            yield from paths(inner, f"{path}.{index}")
    else:
        yield path


PATHS = [path.lstrip(".") for path in paths(DATA)]


def all_open() -> str:
    """Return a store in which everything but the ids and one anchor of each record is TODO."""

    def opened(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: inner if key in ("id", "evidence", "reviewed") else opened(inner)
                for key, inner in value.items()
            }
        return [opened(inner) for inner in value] if isinstance(value, list) else "TODO"

    return json.dumps(opened(DATA))


COMMANDS = (
    *((kind,) for kind in KINDS),
    *((kind, "--by", "support") for kind in ("figures", "claims")),
    ("search", "TODO"),
    ("show", "subsidy", "cost-per-passenger", "reed-too-few", "too-few-cross"),
    ("graph",),
    ("graph", "harbour-office"),
    ("timeline",),
    ("caveats",),
    ("caveats", "--by", "type"),
    ("claims", "--about", "harbour-office"),
    ("figures", "--sort", "value"),
    (),
)


@pytest.mark.parametrize("path", PATHS)
def test_a_store_with_any_value_to_be_filled_in_is_valid_and_lacks_this_value_only(
    path: str, bsc: Bsc
) -> None:
    facts = json.dumps(changed(DATA, path, "TODO"))
    read = store.parse(facts.encode(), "facts.yaml")
    assert read.records.keys() == store.parse(FULL.encode(), "facts.yaml").records.keys()
    ran = bsc("check", "--json", facts=facts)
    problems = json.loads(ran.out)
    assert [problem["code"] for problem in problems if problem["code"] != "changed-since-review"]
    assert {problem["code"] for problem in problems} <= {
        "todo",
        "changed-since-review",
    }
    assert ran.code == 1


@pytest.mark.parametrize("output", OF_EVERY_COMMAND)
@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_a_store_with_everything_to_be_filled_in_can_be_explored(
    args: tuple[str, ...], output: str, bsc: Bsc
) -> None:
    ran = bsc(*args, "-o", output, facts=all_open())
    assert "Traceback" not in ran.err
    assert (ran.code, "not a valid store" in ran.err) in ((0, False), (1, False)), ran.err


def test_an_audit_of_a_store_with_everything_to_be_filled_in_reports_each_value(
    bsc: Bsc, tmp_path: Path
) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    facts = all_open()
    ran = bsc("audit", "article.txt", "--json", "--all", facts=facts)
    problems = json.loads(ran.out)["problems"]
    found = [problem["subject"] for problem in problems if problem["code"] == "todo"]
    checked = json.loads(bsc("check", "--json", "--code", "todo", facts=facts).out)
    assert len(found) == len(checked) > 100
    assert len({(problem["line"], problem["column"]) for problem in checked}) == len(checked)
