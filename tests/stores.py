"""A store with records of every kind, and functions that parse, change and check stores."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from jsonschema import Draft202012Validator

from bsc_cli.commands import schema
from bsc_cli.model.node import Mapping, Scalar, Sequence
from bsc_cli.store import document, store
from bsc_cli.system import files
from bsc_cli.system.errors import InvalidStore
from tests.conftest import TINY

if TYPE_CHECKING:
    from bsc_cli.model.node import Node

VALIDATOR: Final = Draft202012Validator(schema.document(None))
BUNDLED: Final = files.bundled_store().read_text(encoding="utf-8")

MORE = """
groups:
  - {id: islanders, name: Islanders, type: residents, evidence: [Islanders]}
places:
  - {id: far-isle, name: Far Isle, type: island, evidence: [Far Isle]}
  - {id: near-isle, name: Near Isle, iso3166: GB, part_of: far-isle, evidence: [Near Isle]}
objectives:
  - {id: fewer-crossings, name: F, statement: S., event: meeting, listed: true, evidence: [fewer]}
capabilities:
  - {id: night-sight, name: N, statement: S., holder: coast-watch, evidence: [sight]}
events:
  - {id: meeting, name: M, statement: S., date: 2031?, places: [far-isle], evidence: [met]}
not_claims:
  - {anchor: Read more, reason: page furniture}
"""
FULL: Final = TINY + MORE


def plain(node: Node | None) -> Any:
    """Return the values of a document, as `json.loads` would."""
    match node:
        case Mapping():
            return {key: plain(value) for key, (_, value) in node.entries.items()}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.value
        case _:
            return None


def values(text: str) -> Any:
    """Parse YAML that has no problems, and return its values."""
    root, problems = document.read(text.encode())
    assert not problems
    return plain(root)


def broken_form(data: Any) -> list[str]:
    """Return the codes of the problems in a store's form, except those that span records."""
    try:
        store.parse(json.dumps(data).encode(), "facts.yaml")
    except InvalidStore as error:
        codes = [problem.code for problem in error.problems]
        return [code for code in codes if code not in ("reference", "duplicate-id")]
    return []


ABSENT: Final = object()


def changed(data: Any, path: str, value: Any) -> Any:
    """Return a copy of data with a path such as `figures.0.value` set, or removed if ABSENT."""
    data = deepcopy(data)
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    inner = data
    for step in steps:
        inner = inner[step]
    if value is ABSENT:
        del inner[last]
    else:
        inner[last] = value
    return data
