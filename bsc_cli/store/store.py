"""Read a store's file into checked records, or report every problem in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bsc_cli.model import node as nodes
from bsc_cli.model.compound import ById
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.node import Invalid, fail
from bsc_cli.model.record import NotClaim, Record, Reviewed, Source
from bsc_cli.model.types import TODO
from bsc_cli.store import document
from bsc_cli.system import files
from bsc_cli.system.errors import MOST_PROBLEMS, InvalidStore, Position, Problem
from bsc_cli.text.nearest import LONGEST, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from bsc_cli.model.node import Node
    from bsc_cli.model.types import LocatedReference, Reference


R = TypeVar("R", bound=Record)


class Store(NamedTuple):
    """A checked store: the records of one article, with every reference resolved.

    `records` maps ids to records, sorted by kind in the order of `KINDS`; records of the same kind
    keep the order of the store's file. `referring` maps the id of a record to the ids of the
    records that refer to that record, in the same order as `records`; the references of caveats
    (`see`) do not count. `reviewed` maps ids to reviews, see `model.review`; not all of the ids
    need have a record.
    """

    source: Source
    records: Mapping[str, Record]
    referring: Mapping[str, tuple[str, ...]]
    not_claims: tuple[NotClaim, ...]
    reviewed: Mapping[str, str]
    places: Places
    is_complete: bool = True
    """Whether all records are valid; if not, references may lead to records that are missing."""

    def of_kind(self, kind: type[R]) -> list[R]:
        """Return the records of a kind, in the order of the store's file."""
        return [record for record in self.records.values() if isinstance(record, kind)]


class Places(NamedTuple):
    """The positions of values in a store's file.

    `paths` maps the id of each record to its path, such as `figures[3]`.
    """

    file: str
    root: Node
    paths: Mapping[str, str]

    def position(self, path: str) -> Position:
        """Return the position of the value at a path.

        If the path has no value, return the position of its nearest ancestor that has one.
        """
        *_, node = self._steps(path)
        return node.position

    def node(self, path: str) -> Node | None:
        """Return the value at a path, or `None` if there is none."""
        nodes = [*self._steps(path)]
        return nodes[-1] if len(nodes) > len(_STEP.findall(path)) else None

    def _steps(self, path: str) -> Iterator[Node]:
        """Yield the values on the way to a path that exist, beginning with the whole store."""
        node: Node | None = self.root
        steps = iter(_STEP.findall(path))
        while node is not None:
            yield node
            key, index = next(steps, ("", ""))
            node = _child(node, key, index) if key or index else None

    def cite(self, path: str) -> str:
        """Format the position of the value at a path for a message: `facts.yaml:41:5`."""
        line, column = self.position(path)
        return f"{self.file}:{line}:{column}"


_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def _child(node: Node, key: str, index: str) -> Node | None:
    if isinstance(node, nodes.Mapping) and key in node.entries:
        return node.entries[key][1]
    if isinstance(node, nodes.Sequence) and index and int(index) < len(node.items):
        return node.items[int(index)]
    return None


def load(path: Path) -> Store:
    """Read the store in a file.

    Raises Unreadable if the file cannot be read, and InvalidStore if it is not a valid store.
    """
    return parse(files.read(path, "store", files.LARGEST_STORE), str(path))


def parse(content: bytes, file: str, progress: Callable[[int, int], None] | None = None) -> Store:
    """Parse the content of a store's file; `file` is the file's name in messages.

    Raises InvalidStore, with every problem, if the content is not a valid store. `progress` is
    called with the number of characters read and the total.
    """
    root, problems = document.read(content, progress)
    store = _Reader(problems).store(file, root) if root is not None else None
    if store is None or problems:
        raise InvalidStore(file, problems, store and store._replace(is_complete=False))
    return store


class _Reader:
    """Builds a store from a tree of nodes, and collects every problem.

    The id of an invalid record counts as known, so that a mistake in a record is reported once
    and not again for each reference to that record.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.records: dict[str, Record] = {}
        self.paths: dict[str, str] = {}
        self.references: list[tuple[str, LocatedReference]] = []
        self._kind_of: dict[str, str] = {}
        self._first_position: dict[str, Position] = {}
        self._comparable: dict[tuple[str, ...], tuple[list[str], int]] = {}
        self._compared = self._suggested = 0

    def store(self, file: str, root: Node) -> Store | None:
        try:
            top = self._top_level(root)
        except Invalid as invalid:
            self.problems += invalid.problems
            return None
        source = self._source(top)
        for name, kind in KINDS.items():
            for path, node in self._items(name, top):
                self._record(kind, path, node)
        not_claims, reviewed = tuple(self._not_claims(top)), self._reviewed(top)
        referring = self._resolve()
        places = Places(file, root, self.paths)
        source = source or Source.unknown()
        return Store(source, self.records, referring, not_claims, reviewed, places)

    def _has_enough(self) -> bool:
        return len(self.problems) > MOST_PROBLEMS

    def _report(
        self, code: str, message: str, at: Position, path: str, hint: str, owner: str = ""
    ) -> None:
        records = (owner,) if owner else ()
        self.problems.append(Problem(code, message, at, path, hint, records=records))

    def _top_level(self, root: Node) -> dict[str, Node]:
        known = ("source", *KINDS, "not_claims", "reviewed")
        if not isinstance(root, nodes.Mapping):
            message = f"expected a store, found {nodes.type_of(root)}"
            fail(root, "type", message, f"a store has the keys {', '.join(known)}")
        for key, (position, _) in root.entries.items():
            if key not in known and not self._has_enough():
                hint = did_you_mean(key, known) or f"the keys here are {', '.join(known)}"
                self._report("unknown-key", f"unknown key '{key}'", position, "", hint)
        if "source" not in root.entries:
            message = "missing: the article that the facts are from"
            self._report("missing-key", message, root.position, "source", "add 'source:'")
        return {key: node for key, (_, node) in root.entries.items()}

    def _source(self, top: dict[str, Node]) -> Source | None:
        try:
            return Source.read(top["source"]) if "source" in top else None
        except Invalid as invalid:
            self.problems += invalid.prefixed("source")
            return None

    def _items(self, name: str, top: dict[str, Node]) -> Iterator[tuple[str, Node]]:
        """Yield each item of a top-level list with its path; stop after too many problems."""
        node = top.get(name)
        if isinstance(node, nodes.Sequence):
            for index, item in enumerate(node.items):
                if self._has_enough():
                    break
                yield f"{name}[{index}]", item
        elif node is not None and not nodes.is_empty(node):
            message = f"expected a list of records, found {nodes.type_of(node)}"
            hint = "begin each record with '- id:'"
            self._report("type", message, node.position, name, hint)

    def _record(self, kind: type[Record], path: str, node: Node) -> None:
        entries = node.entries if isinstance(node, nodes.Mapping) else {}
        _, id = entries.get("id", (None, None))
        owner = id.text if isinstance(id, nodes.Scalar) else ""
        if isinstance(id, nodes.Scalar) and id.text != TODO:
            self._identify(id, kind.kind, path)
        try:
            record = kind.read(self._without_kind(kind, path, node))
        except Invalid as invalid:
            records = (owner,) if owner else ()
            found = invalid.prefixed(path)
            self.problems += (problem._replace(records=records) for problem in found)
        else:
            self.records.setdefault(record.id, record)
            self.paths.setdefault(record.id, path)
        references = kind.references(node)
        self.references += ((owner, reference.prefixed(path)) for reference in references)

    def _without_kind(self, kind: type[Record], path: str, node: Node) -> Node:
        """Return a record's node without the optional key `kind`; report a wrong kind."""
        if not isinstance(node, nodes.Mapping) or "kind" not in node.entries:
            return node
        position, value = node.entries["kind"]
        if not isinstance(value, nodes.Scalar) or value.value != kind.kind:
            message = f"this list holds {kind.kind}, not {nodes.type_of(value)}"
            hint = "remove 'kind', or move the record to the list for that kind"
            self._report("kind", message, position, f"{path}.kind", hint)
        rest = {key: entry for key, entry in node.entries.items() if key != "kind"}
        return nodes.Mapping(rest, node.position)

    def _identify(self, id: nodes.Scalar, kind: str, path: str) -> None:
        """Remember an id and its kind; report an id that another record already has."""
        first = self._first_position.setdefault(id.text, id.position)
        self._kind_of.setdefault(id.text, kind)
        if first != id.position:
            message = f"the record in line {first.line} already has the id '{id.text}'"
            hint = "give one of the two records another id"
            self._report("duplicate-id", message, id.position, f"{path}.id", hint, id.text)

    def _not_claims(self, top: dict[str, Node]) -> Iterator[NotClaim]:
        for path, node in self._items("not_claims", top):
            try:
                yield NotClaim.read(node)
            except Invalid as invalid:
                self.problems += invalid.prefixed(path)

    def _reviewed(self, top: dict[str, Node]) -> dict[str, str]:
        try:
            return ById(Reviewed.ID.type).read(top["reviewed"]) if "reviewed" in top else {}
        except Invalid as invalid:
            self.problems += invalid.prefixed("reviewed")
            return {}

    def _resolve(self) -> dict[str, tuple[str, ...]]:
        """Map each id to the ids of the records that refer to it; report unresolved references."""
        referring: dict[str, dict[str, None]] = {}
        for owner, reference in self.references:
            type, path, node = reference
            if node.text in type.also or node.text == TODO:  # the field reports what is to fill in
                continue
            if self._has_enough():
                break
            kind = self._kind_of.get(node.text)
            if kind is None:
                message = f"no record has the id '{node.text}'"
                hint = self._suggestion(type, node.text)
            elif type.kinds and kind not in type.kinds:
                wanted = " or ".join(type.kinds)
                message = f"'{node.text}' is one of the {kind}, not one of the {wanted}"
                hint = f"give the id of one of the {wanted}"
            else:
                if ".caveats[" not in path:
                    referring.setdefault(node.text, {})[owner] = None
                continue
            self._report("reference", message, node.position, path, hint, owner)
        return {id: tuple(owners) for id, owners in referring.items()}

    def _suggestion(self, type: Reference, text: str) -> str:
        """Return a hint for an unknown id: a similar id, unless finding one would take too long."""
        known, letters = self._similar(type.kinds)
        cost = len(text) * letters + _EACH * len(known)
        is_cheap = len(text) <= LONGEST and self._compared + cost <= _MOST_COMPARED
        if is_cheap and self._suggested < _MOST_SUGGESTED:
            self._compared += cost
            self._suggested += 1
            near = did_you_mean(text, (*known, *type.also))
            if near:
                return near
        kinds = f" to {' or '.join(type.kinds)}" if type.kinds else ""
        return f"correct the id, or add the record{kinds}"

    def _similar(self, kinds: tuple[str, ...]) -> tuple[list[str], int]:
        """Return the ids of some kinds, or of any kind, that can be compared, and their length."""
        if kinds not in self._comparable:
            ids = [
                id
                for id, kind in self._kind_of.items()
                if len(id) <= LONGEST and kind in (kinds or KINDS)
            ]
            self._comparable[kinds] = ids, sum(map(len, ids))
        return self._comparable[kinds]


_MOST_SUGGESTED = 20
"""The maximum number of unknown references for which similar ids are looked for."""
_MOST_COMPARED = 3_000_000
"""The maximum number of pairs of characters that are compared, in total, to find similar ids."""
_EACH = 20
"""The number of pairs of characters that take as long to compare as one id takes besides."""
