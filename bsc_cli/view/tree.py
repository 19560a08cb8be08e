"""The graph as a tree, with the records linked to a record shown below that record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from bsc_cli.index import graph
from bsc_cli.index.graph import Edges
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.types import in_words
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
"""A label, the keys of the records to show under it, and a line that counts those left out."""


class TreeNode(NamedTuple):
    """A node of a tree: a record or a label. The id, as `Index.shown`, is empty for a label."""

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
    tree = [TreeNode(root.title, index.shown(root.key), root.singular, top)]
    return Tree("", tree, note if builder.has_repeats else "")


class _Builder:
    """Builds a tree level by level."""

    def __init__(self, index: Index, root: Record) -> None:
        self.has_repeats = False
        self._index = index
        self._edges = Edges(index)
        self._seen = {root.key}

    def grow(self, leaf: _Leaf, *, is_last: bool) -> list[_Leaf]:
        """Add the children of a leaf, and return those that will have children themselves."""
        leaves: list[_Leaf] = []
        groups = (*self._references(leaf), *self._mentions(leaf), *self._same(leaf))
        for label, keys, rest in groups:
            children: list[TreeNode] = []
            for record in map(self._edges.record, keys):
                is_repeat = record.key in self._seen
                self.has_repeats |= is_repeat
                below: list[TreeNode] = []
                mark = _SHOWN_ELSEWHERE if is_repeat else ""
                shown = self._index.shown(record.key)
                children.append(TreeNode(record.title, shown, mark, below))
                if not is_last and not is_repeat:
                    self._seen.add(record.key)
                    leaves.append(_Leaf(record, leaf.record, below))
            children += [TreeNode(rest)] if rest else []
            leaf.children.append(TreeNode(label, children=children))
        return leaves

    def _references(self, leaf: _Leaf) -> Iterator[_Group]:
        """Yield the records, except the parent, that a leaf refers to, grouped by field."""
        by_field: dict[str, list[str]] = {}
        for field, id in graph.references(leaf.record):
            target = leaf.record.key_of(id)
            if leaf.parent is None or target != leaf.parent.key:
                by_field.setdefault(field, []).append(target)
        for field, keys in by_field.items():
            rest = _rest(len(keys), command("show", self._index.shown(leaf.record.key)))
            yield in_words(field), keys[:_LONGEST_GROUP], rest

    def _mentions(self, leaf: _Leaf) -> Iterator[_Group]:
        """Yield the records that refer to a leaf and are not shown already, grouped by kind."""
        record, shown = leaf.record, self._shown(leaf)
        for kind, count in self._index.kinds_referring_to(record.key).items():
            known = sum(self._edges.record(other).kind == kind for other in shown)
            ids = self._index.ids_referring_to(record.key, (kind,), _LONGEST_GROUP + known)
            others = [other for other in map(record.key_of, ids) if other not in shown]
            if keys := others[:_LONGEST_GROUP]:
                fields = dict.fromkeys(f for other in keys for f in self._fields(other, record.key))
                label = f"mentioned in {kind} ({', '.join(map(in_words, fields))})"
                line = command(kind, "--about", self._index.shown(record.key))
                yield label, keys, _rest(count - known, line)

    def _same(self, leaf: _Leaf) -> Iterator[_Group]:
        """Yield the records of other stores that stand for the same as a leaf."""
        around = {leaf.record.key, leaf.parent.key if leaf.parent else ""}
        others = [key for key in self._index.same(leaf.record.key) if key not in around]
        if others:
            rest = _rest(len(others), command("show", self._index.shown(leaf.record.key)))
            yield in_words(graph.SAME), others[:_LONGEST_GROUP], rest

    def _shown(self, leaf: _Leaf) -> set[str]:
        """Return the records that refer to a leaf, but are its parent or stand in mutual fields."""
        record, parent = leaf.record, leaf.parent
        references = graph.references(record)
        mutual = {record.key_of(id) for field, id in references if record.fields[field].mutual}
        shown = {key for key in mutual if not self._fields(key, record.key)}
        is_mention = parent and self._edges.fields(parent.key, record.key)
        return {*shown, parent.key} if parent and is_mention else shown

    def _fields(self, source: str, target: str) -> list[str]:
        """Return the fields, except mutual ones, in which a record refers to another."""
        fields = self._edges.record(source).fields
        return [name for name in self._edges.fields(source, target) if not fields[name].mutual]


def entities(index: Index, whole: Graph) -> Tree:
    """Return a tree of entities and the links between them, with the most linked entities first.

    Each link is shown only below the first of the two entities that it connects.
    """
    nodes = {node.key: node for node in whole.nodes}
    links = _links_by_record(whole.edges)
    shown: set[str] = set()
    children = []
    for key in sorted(links, key=lambda key: -len(links[key])):
        shown.add(key)
        others = {other: edges for other, edges in links[key].items() if other not in shown}
        if others:
            node = nodes[key]
            below = _linked(index, nodes, key, others)
            singular = KINDS[node.kind].singular
            children.append(TreeNode(node.title, index.shown(key), singular, below))
    alone = ", ".join(node.title for node in whole.nodes if node.key not in links)
    title = f"{counted(len(whole.nodes), 'record')}, {counted(len(whole.edges), 'link')}"
    return Tree(title, children, f"Not linked to any other record: {alone}" if alone else "")


def _linked(
    index: Index, nodes: Mapping[str, Node], key: str, others: dict[str, list[Edge]]
) -> list[TreeNode]:
    """Return nodes for the records linked to a record, with the strongest links first.

    A direct reference between two records weighs as much as 12 other records linked to both.
    """
    strength = {
        other: sum(len(edge.through) or _LONGEST_GROUP for edge in edges)
        for other, edges in others.items()
    }
    children = [
        TreeNode(
            nodes[other].title,
            index.shown(other),
            ", ".join(_link(key, edge) for edge in others[other]),
        )
        for other in sorted(strength, key=strength.__getitem__, reverse=True)[:_LONGEST_GROUP]
    ]
    rest = _rest(len(others), command("graph", "--json"))
    return [*children, TreeNode(rest)] if rest else children


def _links_by_record(edges: Sequence[Edge]) -> dict[str, dict[str, list[Edge]]]:
    links: dict[str, dict[str, list[Edge]]] = {}
    for edge in edges:
        for key, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if key != other:
                links.setdefault(key, {}).setdefault(other, []).append(edge)
    return links


def _link(key: str, edge: Edge) -> str:
    """Return the label of an edge's far end, as shown below the record at its near end."""
    words = edge.words()
    from_source, from_target = _LINKS.get(edge.field, (words, words))
    return from_source if key == edge.source else from_target


_LINKS: Final = {
    "parent": ("parent", "belongs to it"),
    "organization": ("organization", "serves it"),
    "part_of": ("contains it", "part of it"),
}
"""For each field, the label for the record referred to, and the label for the referring record."""


def _rest(count: int, line: str) -> str:
    more = count - _LONGEST_GROUP
    return f"{more:,} more: {line}" if more > 0 else ""
