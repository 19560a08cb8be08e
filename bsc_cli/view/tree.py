"""The graph as a tree, with the records linked to a record shown below that record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from bsc_cli.index import graph
from bsc_cli.index.graph import Edges
from bsc_cli.model.kinds import KINDS
from bsc_cli.system.errors import counted
from bsc_cli.system.invocation import command

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bsc_cli.index.graph import Edge, Graph, Node
    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record

_LONGEST_GROUP: Final = 12
"""The maximum number of records shown under one label."""
_SHOWN_ELSEWHERE: Final = "…"

_Group: TypeAlias = tuple[str, "Sequence[str]", str]
"""A label, the ids of the records to show under it, and a line that counts the records left out."""


class TreeNode(NamedTuple):
    """A node of a tree: a record or a label. The id of a label is empty."""

    text: str
    id: str = ""
    note: str = ""
    children: Sequence[TreeNode] = ()


class Tree(NamedTuple):
    """A tree: its title, its top nodes, and a note to show below them."""

    title: str
    children: Sequence[TreeNode]
    note: str = ""


class _Leaf(NamedTuple):
    """A record whose children have not been added yet, and the record above it in the tree."""

    record: Record
    parent: Record | None
    children: list[TreeNode]


def around(index: Index, root: Record, depth: int) -> Tree:
    """Return a tree of the records linked to `root`, to the given depth, grouped by type of link.

    A record that occurs several times has its children only where it is nearest to the root; the
    other occurrences have a mark instead.
    """
    builder = _Builder(index, root)
    top: list[TreeNode] = []
    leaves = [_Leaf(root, None, top)]
    for remaining in range(depth - 1, -1, -1):
        leaves = [below for leaf in leaves for below in builder.grow(leaf, is_last=remaining == 0)]
    note = f"{_SHOWN_ELSEWHERE} marks a record whose links are shown elsewhere in the tree"
    tree = [TreeNode(root.title, root.id, root.singular, top)]
    return Tree("", tree, note if builder.has_repeats else "")


class _Builder:
    """Builds a tree level by level."""

    def __init__(self, index: Index, root: Record) -> None:
        self.has_repeats = False
        self._index = index
        self._edges = Edges(index)
        self._seen = {root.id}

    def grow(self, leaf: _Leaf, *, is_last: bool) -> list[_Leaf]:
        """Add the children of a leaf, and return those that will have children themselves."""
        leaves: list[_Leaf] = []
        for label, ids, rest in (*self._references(leaf), *self._mentions(leaf)):
            children: list[TreeNode] = []
            for record in map(self._edges.record, ids):
                is_repeat = record.id in self._seen
                self.has_repeats |= is_repeat
                below: list[TreeNode] = []
                mark = _SHOWN_ELSEWHERE if is_repeat else ""
                children.append(TreeNode(record.title, record.id, mark, below))
                if not is_last and not is_repeat:
                    self._seen.add(record.id)
                    leaves.append(_Leaf(record, leaf.record, below))
            children += [TreeNode(rest)] if rest else []
            leaf.children.append(TreeNode(label, children=children))
        return leaves

    def _references(self, leaf: _Leaf) -> Iterator[_Group]:
        """Yield the records, except the parent, that a leaf refers to, grouped by field."""
        by_field: dict[str, list[str]] = {}
        for field, id in graph.references(leaf.record):
            if leaf.parent is None or id != leaf.parent.id:
                by_field.setdefault(field, []).append(id)
        for field, ids in by_field.items():
            rest = _rest(len(ids), command("show", leaf.record.id))
            yield _words(field), ids[:_LONGEST_GROUP], rest

    def _mentions(self, leaf: _Leaf) -> Iterator[_Group]:
        """Yield the records that refer to a leaf and are not shown already, grouped by kind."""
        id, shown = leaf.record.id, self._shown(leaf)
        for kind, count in self._index.kinds_referring_to(id).items():
            known = sum(self._edges.record(other).kind == kind for other in shown)
            ids = self._index.ids_referring_to(id, (kind,), _LONGEST_GROUP + known)
            ids = [other for other in ids if other not in shown][:_LONGEST_GROUP]
            if ids:
                fields = dict.fromkeys(field for other in ids for field in self._fields(other, id))
                label = f"mentioned in {kind} ({', '.join(map(_words, fields))})"
                yield label, ids, _rest(count - known, command(kind, "--about", id))

    def _shown(self, leaf: _Leaf) -> set[str]:
        """Return the records that refer to a leaf, but are its parent or stand in mutual fields."""
        record, parent = leaf.record, leaf.parent
        mutual = {id for field, id in graph.references(record) if record.fields[field].mutual}
        shown = {id for id in mutual if not self._fields(id, record.id)}
        is_mention = parent and self._edges.fields(parent.id, record.id)
        return {*shown, parent.id} if parent and is_mention else shown

    def _fields(self, source: str, target: str) -> list[str]:
        """Return the fields, except mutual ones, in which a record refers to another."""
        fields = self._edges.record(source).fields
        return [name for name in self._edges.fields(source, target) if not fields[name].mutual]


def entities(whole: Graph) -> Tree:
    """Return a tree of entities and the links between them, with the most linked entities first.

    Each link is shown only below the first of the two entities that it connects.
    """
    nodes = {node.id: node for node in whole.nodes}
    links = _links_by_record(whole.edges)
    shown: set[str] = set()
    children = []
    for id in sorted(links, key=lambda id: -len(links[id])):
        shown.add(id)
        others = {other: edges for other, edges in links[id].items() if other not in shown}
        if others:
            node = nodes[id]
            below = _linked(nodes, id, others)
            children.append(TreeNode(node.title, id, KINDS[node.kind].singular, below))
    alone = ", ".join(node.title for node in whole.nodes if node.id not in links)
    title = f"{counted(len(whole.nodes), 'record')}, {counted(len(whole.edges), 'link')}"
    return Tree(title, children, f"Not linked to any other record: {alone}" if alone else "")


def _linked(nodes: Mapping[str, Node], id: str, others: dict[str, list[Edge]]) -> list[TreeNode]:
    """Return nodes for the records linked to a record, with the strongest links first.

    A direct reference between two records weighs as much as 12 other records linked to both.
    """
    strength = {
        other: sum(len(edge.through) or _LONGEST_GROUP for edge in edges)
        for other, edges in others.items()
    }
    children = [
        TreeNode(nodes[other].title, other, ", ".join(_link(id, edge) for edge in others[other]))
        for other in sorted(strength, key=strength.__getitem__, reverse=True)[:_LONGEST_GROUP]
    ]
    rest = _rest(len(others), command("graph", "--json"))
    return [*children, TreeNode(rest)] if rest else children


def _links_by_record(edges: Sequence[Edge]) -> dict[str, dict[str, list[Edge]]]:
    links: dict[str, dict[str, list[Edge]]] = {}
    for edge in edges:
        for id, other in ((edge.from_, edge.to), (edge.to, edge.from_)):
            if id != other:
                links.setdefault(id, {}).setdefault(other, []).append(edge)
    return links


def _link(id: str, edge: Edge) -> str:
    """Return the label of an edge's far end, as shown below the record `id` at its near end."""
    words = edge.words()
    from_source, from_target = _LINKS.get(edge.field, (words, words))
    return from_source if id == edge.from_ else from_target


_LINKS: Final = {
    "parent": ("parent", "belongs to it"),
    "organization": ("organization", "serves it"),
    "part_of": ("contains it", "part of it"),
}
"""For each field, the label for the record referred to, and the label for the referring record."""


def _rest(count: int, line: str) -> str:
    more = count - _LONGEST_GROUP
    return f"{more:,} more: {line}" if more > 0 else ""


def _words(field: str) -> str:
    return field.replace("_", " ")
