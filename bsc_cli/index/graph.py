"""The graph of a store: its records and the edges between them.

An edge leads from a record to each record that its fields refer to. Entities (agencies, people,
groups and places) are also connected by other records that refer to both: a measure connects its
actors with each other and with its places, an event likewise connects its participants, and a
quote connects its speaker with the entities that the quote is about. Figures and claims do not
connect entities, because a single figure or claim can refer to too many entities.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.index.selection import Selection
from bsc_cli.model.compound import ListOf
from bsc_cli.model.kinds import ID, KIND, KINDS, STORE
from bsc_cli.model.record import key, parted
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Reference, Text, in_words
from bsc_cli.system.errors import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record

ENTITIES: Final = ("agencies", "people", "groups", "places")
"""The kinds of record that are entities."""

_SHARED: Final = {
    "measures": ("actors", "places"),
    "events": ("participants", "places"),
    "quotes": ("speaker", "about"),
}
"""For each kind that connects entities, the field of the acting entities and that of the others."""

_CROWD: Final = 40
"""The maximum number of entities that a single record connects.

A record that refers to more entities connects none of them, because they have little in common.
"""


class Edge(Struct):
    """A connection between two records: a reference, or other records that refer to both."""

    store = Field(Text(), "the name of the store that has the records, or the first of the two")
    from_ = Field(
        Reference(),
        "the record that contains the reference, or the first of two entities that other records "
        "connect",
    )
    to = Field(
        Reference(),
        "the record to which the reference refers, or the second of two entities that other "
        "records connect; STORE:ID if it is in another store",
    )
    field = Field(
        Text(), "the field that contains the reference, or the kind of the connecting records"
    )
    through = Field(
        ListOf(Reference()), "the records that connect the two entities; empty for a reference"
    )

    @classmethod
    def between(cls, source: str, target: str, field: str, through: tuple[str, ...] = ()) -> Edge:
        """Return an edge between the records with the keys `source` and `target`.

        `through` are ids of records in the same store.
        """
        store, id = parted(source)
        other, to = parted(target)
        ends = {"from": id, "to": to if other == store else target}
        return cls(**{"store": store, **ends, "field": field, "through": through})

    @property
    def source(self) -> str:
        """The key of the first record."""
        return key(self.store, self.from_)

    @property
    def target(self) -> str:
        """The key of the second record."""
        return self.to if ":" in self.to else key(self.store, self.to)

    def words(self) -> str:
        """Return the edge's label: its field or the number of connecting records (`2 measures`)."""
        if self.through:
            return counted(len(self.through), KINDS[self.field].singular, self.field)
        return in_words(self.field)


class Node(Struct):
    """A node of a graph: a record."""

    store, id, kind = STORE, ID, KIND
    title = Field(Text(), "a short description of the record")

    @property
    def key(self) -> str:
        """The record's key."""
        return key(self.store, self.id)


class Graph(Struct):
    """Records and the edges between them."""

    nodes = Field(ListOf(Nested(Node)), "the records")
    edges = Field(ListOf(Nested(Edge)), "the edges between the records")

    @classmethod
    def of(cls, records: Iterable[Record], edges: Iterable[Edge]) -> Graph:
        """Return a graph of these records and edges."""
        nodes = (
            Node(store=node.store, id=node.id, kind=node.kind, title=node.title) for node in records
        )
        return cls(nodes=tuple(nodes), edges=tuple(edges))


def references(record: Record) -> Iterator[tuple[str, str]]:
    """Yield each distinct reference of a record as the name of a field and an id in its store.

    The references of caveats are omitted, because they say nothing about the records themselves.
    """
    pairs = (
        (name, id)
        for name, field in record.fields.items()
        if name != "caveats"
        for id in _ids(field, record.values[name])
    )
    return iter(dict.fromkeys(pairs))


def _ids(field: Field[Any], value: Any) -> Iterator[str]:
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
    """The edges of the records of an index, which are given by their keys.

    No record is read from the index more than once.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._records: dict[str, Record] = {}
        self._fields: dict[str, dict[str, list[str]]] = {}

    def record(self, key: str) -> Record:
        """Return the record with this key, which must exist."""
        if key not in self._records:
            self._records[key] = self._index.referenced(key)
        return self._records[key]

    def fields(self, source: str, target: str) -> Sequence[str]:
        """Return the fields of the source record that refer to the target record."""
        if source not in self._fields:
            by_target: dict[str, list[str]] = {}
            record = self.record(source)
            for field, id in references(record):
                by_target.setdefault(record.key_of(id), []).append(field)
            self._fields[source] = by_target
        return self._fields[source].get(target, ())

    def with_neighbours(self, key: str) -> Iterator[tuple[Edge, str]]:
        """Yield each edge of a record with the key of the record at the other end.

        The references from the record come first, then the references to it, then the records of
        other stores that stand for the same.
        """
        record = self.record(key)
        for field, id in references(record):
            target = record.key_of(id)
            yield self._edge(key, target, field), target
        for id in self._index.ids_referring_to(key):
            source = record.key_of(id)
            for field in self.fields(source, key):
                yield self._edge(source, key, field), source
        for other in self._index.same(key):
            if other != key:
                yield Edge.between(min(key, other), max(key, other), SAME), other

    def _edge(self, source: str, target: str, field: str) -> Edge:
        """Return an edge; one in a mutual field is the same in both directions."""
        is_mutual = self.record(source).fields[field].mutual
        source, target = sorted((source, target)) if is_mutual else (source, target)
        return Edge.between(source, target, field)


SAME: Final = "same_as"
"""The field of edges between records of different stores that stand for the same."""


def around(index: Index, centre: Record, depth: int) -> Graph:
    """Return the graph of the records at most `depth` edges away from a record."""
    all_edges = Edges(index)
    nodes = {centre.key: centre}
    edges: dict[Edge, None] = {}
    ring = [centre.key]
    for _ in range(depth):
        next_ring = []
        for node in ring:
            for edge, neighbour in all_edges.with_neighbours(node):
                edges.setdefault(edge)
                if neighbour not in nodes:
                    nodes[neighbour] = all_edges.record(neighbour)
                    next_ring.append(neighbour)
        ring = next_ring
    return Graph.of(nodes.values(), edges)


def among_entities(index: Index) -> Graph:
    """Return the graph of all entities and the edges between them."""
    entities = (record for kind in ENTITIES for record in index.records(Selection((kind,))))
    nodes = {record.key: record for record in entities}
    edges = [
        Edge.between(record.key, record.key_of(id), field)
        for record in nodes.values()
        for field, id in references(record)
        if record.key_of(id) in nodes
    ]
    return Graph.of(nodes.values(), [*edges, *_shared_edges(index, nodes), *_same(index, nodes)])


def _same(index: Index, nodes: Iterable[str]) -> Iterator[Edge]:
    """Yield the edges between entities that stand for the same."""
    if index.is_several:
        for node in nodes:
            others = (other for other in index.same(node) if other > node)
            yield from (Edge.between(node, other, SAME) for other in others)


def _shared_edges(index: Index, nodes: Mapping[str, Record]) -> Iterator[Edge]:
    """Yield the edges between entities that measures, events or quotes connect."""
    order = {key: number for number, key in enumerate(nodes)}
    shared: dict[tuple[str, str, str], list[str]] = {}
    for kind in _SHARED:
        for record in index.records(Selection((kind,))):
            for source, target in _pairs(record, order):
                shared.setdefault((source, target, kind), []).append(record.id)
    for (source, target, kind), ids in shared.items():
        yield Edge.between(source, target, kind, tuple(ids))


def _pairs(record: Record, order: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of entities, given by their keys, that a record connects.

    `order` decides which of two acting entities comes first.
    """
    acting, involved = (
        [
            key
            for field, id in references(record)
            if field == name
            if (key := record.key_of(id)) in order
        ]
        for name in _SHARED[record.kind]
    )
    if len(acting) + len(involved) > _CROWD:
        return
    yield from combinations(sorted(acting, key=order.__getitem__), 2)
    for source in acting:
        yield from ((source, target) for target in involved if target not in acting)
