"""Find the cycles of references."""

from __future__ import annotations

from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def on_cycles(graph: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the nodes of a graph that are on a cycle, or on a path between two cycles.

    `graph` maps each node to the nodes that it leads to; nodes that are not keys are ignored.
    """
    reverse: dict[str, list[str]] = {node: [] for node in graph}
    for node, others in graph.items():
        for other in others:
            if other in reverse:
                reverse[other].append(node)
    return _unordered(graph) & _unordered(reverse)


def _unordered(graph: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the nodes that are on a cycle of the graph, or depend on a node that is."""
    sorter = TopologicalSorter(graph)
    with suppress(CycleError):  # the sorter still yields the nodes that do not depend on a cycle
        sorter.prepare()
    unordered = set(graph)
    while ready := sorter.get_ready():
        unordered.difference_update(ready)
        sorter.done(*ready)
    return unordered
