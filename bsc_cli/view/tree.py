"""What is shown of a graph as a tree: a record with those that are tied to it, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.index import graph
from bsc_cli.index.graph import Edges
from bsc_cli.system.errors import counted
from bsc_cli.view.charts import Tree, TreeNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.index.graph import Edge, Graph
    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record

_MOST: Final = 12
"""Records that a branch shows."""
_AGAIN: Final = "…"


class _Branch(NamedTuple):
    """Records that are tied to one in the same way, and what to say of those left out."""

    label: str
    records: Sequence[Record]
    rest: str


class _Bud(NamedTuple):
    """A record whose twigs are yet to be grown, and the record that it was reached from."""

    record: Record
    above: Record | None
    children: list[TreeNode]


def around(index: Index, root: Record, depth: int) -> Tree:
    """A record, those tied to it under what ties them, those tied to these, and so on.

    Each grows once, where it is nearest to the root, and not back to where it was reached
    from.
    """
    top: list[TreeNode] = []
    level = [_Bud(root, None, top)]
    growing = {root.id}
    again = False
    ties = Edges(index)
    for remaining in range(depth - 1, -1, -1):
        above, level = level, []
        for at in above:
            for branch in _branches(index, ties, at):
                children: list[TreeNode] = []
                for record in branch.records:
                    seen = record.id in growing
                    again |= seen
                    inner: list[TreeNode] = []
                    children.append(
                        TreeNode(record.title, record.id, _AGAIN if seen else "", inner)
                    )
                    if remaining and not seen:
                        growing.add(record.id)
                        level.append(_Bud(record, at.record, inner))
                children += [TreeNode(branch.rest)] if branch.rest else []
                at.children.append(TreeNode(branch.label, children=children))
    note = f"{_AGAIN} what is tied to it stands elsewhere in the tree" if again else ""
    return Tree("", [TreeNode(root.title, root.id, root.singular, top)], note)


def _branches(index: Index, ties: Edges, at: _Bud) -> Iterator[_Branch]:
    """What a record refers to, field by field, and what refers to it, kind by kind."""
    record, above = at.record, at.above.id if at.above else None
    by_field: dict[str, list[str]] = {}
    for field, id in graph.references(record):
        if id != above:
            by_field.setdefault(field, []).append(id)
    for field, ids in by_field.items():
        shown = [ties.record(id) for id in ids[:_MOST]]
        yield _Branch(_label(field), shown, _rest(len(ids), f"bsc show {record.id}"))
    back = {at.above.kind} if at.above and ties.fields(at.above.id, record.id) else set()
    for kind, count in index.kinds_referring_to(record.id).items():
        found = index.ids_referring_to(record.id, (kind,), _MOST + 1)
        mentions = [id for id in found if id != above][:_MOST]
        fields = dict.fromkeys(field for id in mentions for field in ties.fields(id, record.id))
        if mentions:
            label = f"mentioned in {kind} ({', '.join(map(_label, fields))})"
            rest = _rest(count - (kind in back), f"bsc {kind} --about {record.id}")
            yield _Branch(label, list(map(ties.record, mentions)), rest)


def entities(found: Graph, most: int | None) -> Tree:
    """Who and where with their ties, the most tied first, or so many of them.

    Each tie is shown once, under the one of the two that comes first.
    """
    ties = _ties_of_each(found.edges)
    order = sorted(ties, key=lambda id: -len(ties[id]))
    children = []
    above = set()
    for id in order:
        above.add(id)
        others = {other: edges for other, edges in ties[id].items() if other not in above}
        closest = sorted(others, key=lambda other: -_strength(others[other]))
        inner = [
            TreeNode(
                found.nodes[other].title,
                other,
                ", ".join(_tied(id, edge) for edge in others[other]),
            )
            for other in closest[:_MOST]
        ]
        rest = _rest(len(others), "bsc graph --json")
        inner += [TreeNode(rest)] if rest else []
        record = found.nodes[id]
        children += [TreeNode(record.title, id, record.singular, inner)] if inner else []
    alone = ", ".join(record.title for id, record in found.nodes.items() if id not in ties)
    title = f"{counted(len(found.nodes), 'record')}, {counted(len(found.edges), 'tie')}"
    return Tree(title, children[:most], f"Tied to no other: {alone}" if alone else "")


def _ties_of_each(edges: Sequence[Edge]) -> dict[str, dict[str, list[Edge]]]:
    """For each record that has ties to others, these by the other's id."""
    ties: dict[str, dict[str, list[Edge]]] = {}
    for edge in edges:
        for at, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if at != other:
                ties.setdefault(at, {}).setdefault(other, []).append(edge)
    return ties


def _strength(edges: Sequence[Edge]) -> int:
    """How much ties two records: what they share, and a field more than that."""
    return sum(len(edge.through) or _MOST for edge in edges)


def _tied(id: str, edge: Edge) -> str:
    """What ties another record to the one of an id, in words."""
    words = edge.words()
    to_source, to_target = _TIED.get(edge.field, (words, words))
    return to_source if id == edge.source else to_target


_TIED: Final = {
    "parent": ("parent", "belongs to it"),
    "organization": ("organization", "serves it"),
    "part_of": ("contains it", "part of it"),
}
"""A tie by a field in words: of its target as seen from its source, and the other way round."""


def _rest(count: int, command: str) -> str:
    return f"{count - _MOST:,} more: {command}" if count > _MOST else ""


def _label(field: str) -> str:
    return field.replace("_", " ")
