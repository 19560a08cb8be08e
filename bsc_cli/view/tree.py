"""The graph as a tree: a record with the records linked to it, those linked to them, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.index import graph
from bsc_cli.index.graph import Edges
from bsc_cli.model.kinds import KINDS
from bsc_cli.system.errors import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bsc_cli.index.graph import Edge, Graph, Node
    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record

_LONGEST_GROUP: Final = 12
"""Records shown under one label."""
_SHOWN_ELSEWHERE: Final = "…"


class TreeNode(NamedTuple):
    """A node of a tree: a record, or a label, which has no id."""

    text: str
    id: str = ""
    note: str = ""
    children: Sequence[TreeNode] = ()


class Tree(NamedTuple):
    """Nodes with their children, and a note below them."""

    title: str
    children: Sequence[TreeNode]
    note: str = ""


class _Group(NamedTuple):
    """Records linked to one in the same way, and a line about those left out."""

    label: str
    records: Sequence[Record]
    rest: str


class _Leaf(NamedTuple):
    """A record whose children are still to be added, and the record above it."""

    record: Record
    parent: Record | None
    children: list[TreeNode]


def around(index: Index, root: Record, depth: int) -> Tree:
    """Return a record with the records linked to it, grouped by the link, down to a depth.

    A record has its children where it is nearest to the root. Elsewhere it has a mark instead.
    """
    builder = _Builder(index, root)
    top: list[TreeNode] = []
    leaves = [_Leaf(root, None, top)]
    for remaining in range(depth - 1, -1, -1):
        leaves = [below for leaf in leaves for below in builder.grow(leaf, is_last=remaining == 0)]
    note = f"{_SHOWN_ELSEWHERE} its links are shown elsewhere in the tree"
    tree = [TreeNode(root.title, root.id, root.singular, top)]
    return Tree("", tree, note if builder.has_repeats else "")


class _Builder:
    """Adds the children of records, level by level."""

    def __init__(self, index: Index, root: Record) -> None:
        self.has_repeats = False
        self._index = index
        self._edges = Edges(index)
        self._seen = {root.id}

    def grow(self, leaf: _Leaf, *, is_last: bool) -> list[_Leaf]:
        """Add the children of a record; return those that are to have children of their own."""
        leaves: list[_Leaf] = []
        for group in self._groups(leaf):
            children: list[TreeNode] = []
            for record in group.records:
                is_repeat = record.id in self._seen
                self.has_repeats |= is_repeat
                below: list[TreeNode] = []
                mark = _SHOWN_ELSEWHERE if is_repeat else ""
                children.append(TreeNode(record.title, record.id, mark, below))
                if not is_last and not is_repeat:
                    self._seen.add(record.id)
                    leaves.append(_Leaf(record, leaf.record, below))
            children += [TreeNode(group.rest)] if group.rest else []
            leaf.children.append(TreeNode(group.label, children=children))
        return leaves

    def _groups(self, leaf: _Leaf) -> Iterator[_Group]:
        """The records that one refers to, by field, and those that refer to it, by kind."""
        record, parent = leaf.record, leaf.parent
        by_field: dict[str, list[str]] = {}
        for field, id in graph.references(record):
            if parent is None or id != parent.id:
                by_field.setdefault(field, []).append(id)
        for field, ids in by_field.items():
            records = [self._edges.record(id) for id in ids[:_LONGEST_GROUP]]
            yield _Group(_words(field), records, _rest(len(ids), f"bsc show {record.id}"))
        for kind, count in self._index.kinds_referring_to(record.id).items():
            # The parent is not shown again.
            is_one = parent and parent.kind == kind and self._edges.fields(parent.id, record.id)
            yield from self._mentions(record, kind, count - bool(is_one), parent)

    def _mentions(
        self, record: Record, kind: str, count: int, parent: Record | None
    ) -> Iterator[_Group]:
        """The records of a kind that refer to one, unless there are none but its parent."""
        ids = self._index.ids_referring_to(record.id, (kind,), _LONGEST_GROUP + 1)
        ids = [id for id in ids if parent is None or id != parent.id][:_LONGEST_GROUP]
        if ids:
            fields = dict.fromkeys(
                field for id in ids for field in self._edges.fields(id, record.id)
            )
            label = f"mentioned in {kind} ({', '.join(map(_words, fields))})"
            rest = _rest(count, f"bsc {kind} --about {record.id}")
            yield _Group(label, list(map(self._edges.record, ids)), rest)


def entities(found: Graph, limit: int | None) -> Tree:
    """Return people, bodies and places with their links, the most linked first.

    A link is shown once, under the end that comes first.
    """
    nodes = {node.id: node for node in found.nodes}
    links = _links_by_record(found.edges)
    shown: set[str] = set()
    children = []
    for id in sorted(links, key=lambda id: -len(links[id])):
        shown.add(id)
        others = {other: edges for other, edges in links[id].items() if other not in shown}
        if others:
            node = nodes[id]
            below = _linked(nodes, id, others)
            children.append(TreeNode(node.title, id, KINDS[node.kind].singular, below))
    alone = ", ".join(node.title for node in found.nodes if node.id not in links)
    title = f"{counted(len(found.nodes), 'record')}, {counted(len(found.edges), 'link')}"
    return Tree(title, children[:limit], f"Not linked to any other: {alone}" if alone else "")


def _linked(nodes: Mapping[str, Node], id: str, others: dict[str, list[Edge]]) -> list[TreeNode]:
    """The records linked to one, the closest first."""
    closest = sorted(others, key=lambda other: -_strength(others[other]))[:_LONGEST_GROUP]
    children = [
        TreeNode(nodes[other].title, other, ", ".join(_link(id, e) for e in others[other]))
        for other in closest
    ]
    rest = _rest(len(others), "bsc graph --json")
    return [*children, TreeNode(rest)] if rest else children


def _links_by_record(edges: Sequence[Edge]) -> dict[str, dict[str, list[Edge]]]:
    """The edges of each record by the id at their other end."""
    links: dict[str, dict[str, list[Edge]]] = {}
    for edge in edges:
        for id, other in ((edge.from_, edge.to), (edge.to, edge.from_)):
            if id != other:
                links.setdefault(id, {}).setdefault(other, []).append(edge)
    return links


def _strength(edges: Sequence[Edge]) -> int:
    """How closely edges link two records: by what these share, and most of all by a field."""
    return sum(len(edge.through) or _LONGEST_GROUP for edge in edges)


def _link(id: str, edge: Edge) -> str:
    """Return in words how the record at the other end of an edge is linked to one."""
    words = edge.words()
    from_source, from_target = _LINKS.get(edge.field, (words, words))
    return from_source if id == edge.from_ else from_target


_LINKS: Final = {
    "parent": ("parent", "belongs to it"),
    "organization": ("organization", "serves it"),
    "part_of": ("contains it", "part of it"),
}
"""Fields in words: the target as seen from the source, and the source from the target."""


def _rest(count: int, command: str) -> str:
    more = count - _LONGEST_GROUP
    return f"{more:,} more: {command}" if more > 0 else ""


def _words(field: str) -> str:
    return field.replace("_", " ")
