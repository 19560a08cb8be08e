"""A file to a checked store, or to every problem that it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bsc_cli.model import node as nodes
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import NotClaim, Record, Source
from bsc_cli.store import document, reading
from bsc_cli.store.reading import Invalid, LocatedReference, fail, under
from bsc_cli.system import files
from bsc_cli.system.errors import MOST_PROBLEMS, InvalidStore, Position, Problem
from bsc_cli.text.nearest import LONGEST, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from bsc_cli.model.node import Node
    from bsc_cli.model.types import Reference


class Store:
    """The records of one article. Every reference in it resolves.

    `records` holds them by id: kinds in the order of `KINDS`, and within a kind in
    the store's own order, which is the article's. `referring` has, for an id, the
    ids of the records that refer to it, in the same order.
    """

    def __init__(
        self,
        source: Source,
        records: Mapping[str, Record],
        referring: Mapping[str, tuple[str, ...]],
        not_claims: tuple[NotClaim, ...],
        places: Places,
    ) -> None:
        self.source = source
        self.records = records
        self.referring = referring
        self.not_claims = not_claims
        self.places = places

    def of_kind(self, kind: str) -> list[Record]:
        """The records of one kind, in the article's order."""
        return [record for record in self.records.values() if record.kind == kind]

    def referring_to(self, id: str) -> list[Record]:
        """The records that refer to `id`, in the store's order."""
        return [self.records[other] for other in self.referring.get(id, ())]


class Places(NamedTuple):
    """Where in its file each value of a store stands."""

    file: str
    root: Node
    paths: Mapping[str, str]
    """Where each record stands below the root: `figures[3]`."""

    def position(self, path: str) -> Position:
        """The position of the value at a path below the root, or of what should hold it."""
        node = self.root
        for key, index in _STEP.findall(path):
            inner = _step(node, key, index)
            if inner is None:
                break
            node = inner
        return node.position

    def cite(self, path: str) -> str:
        """The position of the value at a path as people cite it: `facts.yaml:41:5`."""
        line, column = self.position(path)
        return f"{self.file}:{line}:{column}"

    def of_record(self, id: str, path: str = "") -> Position:
        """The position of a record, or of the value at a path below it."""
        return self.position(self.paths[id] + path)


_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def _step(node: Node, key: str, index: str) -> Node | None:
    if isinstance(node, nodes.Mapping) and key in node.entries:
        return node.entries[key][1]
    if isinstance(node, nodes.Sequence) and index and int(index) < len(node.items):
        return node.items[int(index)]
    return None


_NOWHERE: tuple[Position, Node | None] = (Position(1, 1), None)


def load(path: Path) -> Store:
    """The store in a file; raises Unreadable where it cannot be read, and as `parse` does."""
    return parse(files.read(path, "store", files.LARGEST_STORE), str(path))


def parse(content: bytes, file: str, progress: Callable[[int, int], None] | None = None) -> Store:
    """The store in the content of a file, which `file` names.

    Raises InvalidStore, with every problem in it, where it breaks the form. `progress` is
    told how many bytes of how many are read.
    """
    root, problems = document.read(content, progress)
    store = _Reading(problems).store(file, root) if root is not None else None
    if store is None or problems:
        raise InvalidStore(file, problems)
    return store


class _Reading:
    """Makes a store of a tree of nodes, and collects what is wrong with it.

    A record that breaks the form is left out of `records`, but its id is known, so
    that one mistake gives one problem and not another in every record that refers to it.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.records: dict[str, Record] = {}
        self.kind_of: dict[str, str] = {}
        self.first_at: dict[str, Position] = {}
        self.paths: dict[str, str] = {}
        self.likened = 0
        self.references: list[tuple[str, LocatedReference]] = []

    def store(self, file: str, root: Node) -> Store | None:
        try:
            top = self.top_level(root)
        except Invalid as invalid:
            self.problems += invalid.problems
            return None
        source = self.source(top)
        for name, kind in KINDS.items():
            for path, node in self.items(name, top):
                self.record(kind, path, node)
        not_claims = tuple(self.not_claims(top))
        referring = self.resolve()
        places = Places(file, root, self.paths)
        return Store(source, self.records, referring, not_claims, places) if source else None

    def has_enough(self) -> bool:
        """Whether there are more problems than anybody looks at."""
        return len(self.problems) > MOST_PROBLEMS

    def top_level(self, root: Node) -> dict[str, Node]:
        known = ("source", *KINDS, "not_claims")
        if not isinstance(root, nodes.Mapping):
            message = f"expected a store, found {nodes.type_of(root)}"
            fail(root, "type", message, f"a store has the keys {', '.join(known)}")
        for key, (position, _) in root.entries.items():
            if key not in known and not self.has_enough():
                hint = did_you_mean(key, known) or f"the keys here are {', '.join(known)}"
                self.problems.append(
                    Problem("unknown-key", f"unknown key '{key}'", position, hint=hint)
                )
        if "source" not in root.entries:
            message = "missing; it says which article the facts are from"
            self.problems.append(
                Problem("missing-key", message, root.position, "source", "add 'source:'")
            )
        return {key: node for key, (_, node) in root.entries.items()}

    def source(self, top: dict[str, Node]) -> Source | None:
        try:
            return reading.shape(Source, top["source"]) if "source" in top else None
        except Invalid as invalid:
            self.problems += under("source", invalid)
            return None

    def items(self, name: str, top: dict[str, Node]) -> Iterator[tuple[str, Node]]:
        """The items of a top-level list, each with its path, as long as problems are looked for."""
        node = top.get(name)
        if isinstance(node, nodes.Sequence):
            for index, item in enumerate(node.items):
                if self.has_enough():
                    break
                yield f"{name}[{index}]", item
        elif node is not None and not (isinstance(node, nodes.Scalar) and node.value is None):
            message = f"expected a list of records, found {nodes.type_of(node)}"
            hint = "begin each record with '- id:'"
            self.problems.append(Problem("type", message, node.position, name, hint))

    def record(self, kind: type[Record], path: str, node: Node) -> None:
        _, id = node.entries.get("id", _NOWHERE) if isinstance(node, nodes.Mapping) else _NOWHERE
        if isinstance(id, nodes.Scalar):
            self.identify(id, kind.kind, path)
        try:
            record = reading.shape(kind, self.without_kind(kind, path, node))
        except Invalid as invalid:
            self.problems += under(path, invalid)
        else:
            self.records.setdefault(record.id, record)
            self.paths.setdefault(record.id, path)
        owner = id.text if isinstance(id, nodes.Scalar) else ""
        self.references += ((owner, found.under(path)) for found in reading.references(kind, node))

    def without_kind(self, kind: type[Record], path: str, node: Node) -> Node:
        """A record without the kind that our own JSON gives it; notes it if it is another."""
        if not isinstance(node, nodes.Mapping) or "kind" not in node.entries:
            return node
        position, said = node.entries["kind"]
        if not isinstance(said, nodes.Scalar) or said.value != kind.kind:
            message = f"this is one of the {kind.kind}, not {nodes.type_of(said)}"
            hint = "remove 'kind', or move the record to its list"
            self.problems.append(Problem("kind", message, position, f"{path}.kind", hint))
        rest = {key: entry for key, entry in node.entries.items() if key != "kind"}
        return node._replace(entries=rest)

    def identify(self, id: nodes.Scalar, kind: str, path: str) -> None:
        """Note who bears an id, or that somebody bears it already."""
        first = self.first_at.setdefault(id.text, id.position)
        self.kind_of.setdefault(id.text, kind)
        if first != id.position:
            message = f"id '{id.text}' is taken by the record in line {first.line}"
            hint = "an id names one record in the whole store"
            self.problems.append(Problem("duplicate-id", message, id.position, f"{path}.id", hint))

    def not_claims(self, top: dict[str, Node]) -> Iterator[NotClaim]:
        for path, node in self.items("not_claims", top):
            try:
                yield reading.shape(NotClaim, node)
            except Invalid as invalid:
                self.problems += under(path, invalid)

    def resolve(self) -> dict[str, tuple[str, ...]]:
        """Who refers to each id; notes every reference that names no record of its kind."""
        referring: dict[str, dict[str, None]] = {}
        for owner, (type, path, node) in self.references:
            if node.text in type.also:
                continue
            if self.has_enough():
                break
            kind = self.kind_of.get(node.text)
            if kind is None:
                message = f"no record has the id '{node.text}'"
                hint = self.meant(type, node.text)
                self.problems.append(Problem("reference", message, node.position, path, hint))
            elif type.kinds and kind not in type.kinds:
                wanted = " or ".join(type.kinds)
                message = f"'{node.text}' is one of the {kind}, not of the {wanted}"
                hint = f"name one of the {wanted}"
                self.problems.append(Problem("reference", message, node.position, path, hint))
            else:
                referring.setdefault(node.text, {})[owner] = None
        return {id: tuple(owners) for id, owners in referring.items()}

    def meant(self, type: Reference, text: str) -> str:
        """What to do about an id that nobody has; names the nearest while that takes seconds.

        To liken two words may take the product of their lengths.
        """
        self.likened += len(text) * sum(map(len, self.kind_of))
        if len(text) <= LONGEST and self.likened <= _LIKENED:
            known = [id for id, kind in self.kind_of.items() if kind in (type.kinds or KINDS)]
            near = did_you_mean(text, (*known, *type.also))
            if near:
                return near
        kinds = f" among the {' or '.join(type.kinds)}" if type.kinds else ""
        return f"correct the id, or add the record that has it{kinds}"


_LIKENED = 50_000_000
"""Pairs of characters that are compared to find what mistyped ids were meant to be."""
