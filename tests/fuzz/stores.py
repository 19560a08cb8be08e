"""Properties of any bytes that are read as a store."""

from __future__ import annotations

import json

import yaml

from bsc_cli.checks.results import ProblemRow
from bsc_cli.model.node import Mapping, Node, Scalar, Sequence
from bsc_cli.model.struct import to_json
from bsc_cli.store import document, store
from bsc_cli.system.errors import InvalidStore


def check(content: bytes) -> None:
    """Read bytes as a store with both parsers; raises AssertionError if a promise is broken."""
    results = [_read(content, loader) for loader in (yaml.CSafeLoader, yaml.SafeLoader)]
    # At the edges of the grammar one parser may reject what the other reads.
    if None not in results:
        assert results[0] == results[1]


def _read(content: bytes, loader: type) -> list[object] | None:
    """Return the records as plain values, or None if the store is invalid."""
    default, document._Loader = document._Loader, loader  # noqa: SLF001
    try:
        parsed = store.parse(content, "facts.yaml")
    except InvalidStore as error:
        _check_problems(content, error)
        return None
    finally:
        document._Loader = default  # noqa: SLF001
    records = list(parsed.records.values())
    for record in records:
        assert record.to_json()["id"] == record.id
        reread, problems = document.read(document.write([record.as_stored()]).encode())
        assert not problems
        assert _values(reread) == [json.loads(json.dumps(to_json(record.as_stored())))]
    return [record.to_json() for record in records]


def _check_problems(content: bytes, error: InvalidStore) -> None:
    """Assert that an invalid store has problems, which are short and lie within the text."""
    assert error.problems
    text = content.decode("utf-8", "replace")
    lines = 2 + sum(map(text.count, "\n\r\x85\u2028\u2029"))
    for problem in error.problems:
        assert 1 <= problem.position.line <= lines
        assert 1 <= problem.position.column <= len(text) + 2
        assert len(problem.line()) < 5000
        assert ProblemRow.of(problem).code == problem.code


def _values(node: Node | None) -> object:
    match node:
        case Mapping():
            return {key: _values(value) for key, (_, value) in node.entries.items()}
        case Sequence():
            return [_values(item) for item in node.items]
        case Scalar():
            return node.value
        case _:
            return None
