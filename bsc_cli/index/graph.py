"""Which records are tied to which, and by what.

Two records are tied where a field of one refers to the other. Who and where (agencies,
people, groups and places) are tied as well by what they share: an agency acts with others
and in places by a measure, a participant by an event, and a speaker speaks of somebody.
Figures and claims tie nobody: they name too much at once.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.index.index import Selection
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.struct import Nested
from bsc_cli.model.types import Reference
from bsc_cli.system.errors import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record
    from bsc_cli.model.struct import Field

ENTITIES: Final = ("agencies", "people", "groups", "places")
"""The kinds that are who or where."""

_SHARED: Final = {
    "measures": ("agencies", "places"),
    "events": ("participants", "places"),
    "quotes": ("speaker", "about"),
}
"""The kinds that tie entities: the field of those who act, and of what else it has to do with."""

_CROWD: Final = 40
"""A record that names more entities tells nothing of any two of them."""


class Edge(NamedTuple):
    """A tie: a field of one record that refers to another.

    Between entities it may be a kind instead: that of the records, `through`, which they share.
    """

    source: str
    target: str
    field: str
    through: tuple[str, ...] = ()

    def words(self) -> str:
        """What ties the two: a field, or how many records of a kind."""
        if self.through:
            return counted(len(self.through), KINDS[self.field].singular, self.field)
        return self.field.replace("_", " ")

    def as_json(self) -> dict[str, Any]:
        """The tie, with the names that programs know it by."""
        return {
            "from": self.source,
            "to": self.target,
            "field": self.field,
            "through": list(self.through),
        }


EDGE_COLUMNS: Final = ("from", "to", "field", "through")


class Graph(NamedTuple):
    """Records and the ties between them."""

    nodes: Mapping[str, Record]
    edges: list[Edge]

    def as_json(self) -> dict[str, Any]:
        """The graph as nodes and edges."""
        return {
            "nodes": [
                {"id": id, "kind": record.kind, "title": record.title}
                for id, record in self.nodes.items()
            ],
            "edges": [edge.as_json() for edge in self.edges],
        }


def references(record: Record) -> Iterator[tuple[str, str]]:
    """The records that a record refers to: by which field, and which, each once."""
    found = (
        (name, id)
        for name, field in record.fields.items()
        for id in _ids(field, record.values[name])
    )
    return iter(dict.fromkeys(found))


def _ids(field: Field[Any], value: Any) -> Iterator[str]:
    """The ids in the value of a field."""
    if value is None:
        return
    type = field.scalar
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(type, Nested):
            for name, inner in type.struct.fields.items():
                yield from _ids(inner, item.values[name])
        elif isinstance(type, Reference) and item not in type.also:
            yield item


class Edges:
    """The ties of the records of a store, each of which is read once.

    It is once however many it is tied to: a record that refers to a thousand is met at each
    of them.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._records: dict[str, Record] = {}
        self._fields: dict[str, dict[str, list[str]]] = {}

    def record(self, id: str) -> Record:
        """The record that a reference is to, or from."""
        if id not in self._records:
            record = self._index.get(id)
            assert record is not None, "every reference of a store resolves"
            self._records[id] = record
        return self._records[id]

    def fields(self, source: str, target: str) -> Sequence[str]:
        """The fields of one record that refer to another."""
        if source not in self._fields:
            by_target: dict[str, list[str]] = {}
            for field, id in references(self.record(source)):
                by_target.setdefault(id, []).append(field)
            self._fields[source] = by_target
        return self._fields[source].get(target, ())

    def of(self, id: str) -> Iterator[tuple[Edge, str]]:
        """The ties of a record, its own references first, and the ids at their other ends."""
        for field, target in references(self.record(id)):
            yield Edge(id, target, field), target
        for source in self._index.ids_referring_to(id):
            for field in self.fields(source, id):
                yield Edge(source, id, field), source


def around(index: Index, record: Record, depth: int) -> Graph:
    """The records that are at most so many ties away from one, and the ties on the way."""
    ties = Edges(index)
    nodes = {record.id: record}
    edges: dict[Edge, None] = {}
    nearest = [record.id]
    for _ in range(depth):
        further = []
        for at in nearest:
            for edge, other in ties.of(at):
                edges.setdefault(edge)
                if other not in nodes:
                    nodes[other] = ties.record(other)
                    further.append(other)
        nearest = further
    return Graph(nodes, list(edges))


def among_entities(index: Index) -> Graph:
    """Who and where, and how they are tied."""
    nodes = {
        record.id: record for kind in ENTITIES for record in index.records(Selection(kind=kind))
    }
    edges = [
        Edge(record.id, id, field)
        for record in nodes.values()
        for field, id in references(record)
        if id in nodes
    ]
    shared: dict[tuple[str, str, str], list[str]] = {}
    order = {id: number for number, id in enumerate(nodes)}
    for kind in _SHARED:
        for record in index.records(Selection(kind=kind)):
            for source, target in _tied_by(record, order):
                shared.setdefault((source, target, kind), []).append(record.id)
    return Graph(nodes, [*edges, *(Edge(*tie, tuple(ids)) for tie, ids in shared.items())])


def _tied_by(record: Record, order: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The pairs of entities that a record ties; of two who act, first the one that comes first."""
    acting, concerned = (
        [id for field, id in references(record) if field == name and id in order]
        for name in _SHARED[record.kind]
    )
    if len(acting) + len(concerned) > _CROWD:
        return
    yield from combinations(sorted(acting, key=order.__getitem__), 2)
    for source in acting:
        yield from ((source, target) for target in concerned if target not in acting)
