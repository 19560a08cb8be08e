"""Diagrams of a graph, in the languages of the drawing programs Graphviz and Mermaid."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.model.record import plain_id
from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bsc_cli.index.graph import Edge, Graph


class Node(NamedTuple):
    """A record in a diagram."""

    id: str
    kind: str
    label: str


class Connection(NamedTuple):
    """A line that stands for all links between two records.

    It is an arrow if one of the records refers to the other.
    """

    source: str
    target: str
    label: str
    is_arrow: bool


class Language(NamedTuple):
    """A diagram language: the function that yields the lines of a diagram, and a description."""

    lines: Callable[[Sequence[Node], Sequence[Connection]], Iterator[str]]
    description: str


def draw(graph: Graph, language: str, shown: Callable[[str], str] = plain_id) -> str:
    """Return a diagram of a graph; hidden characters in its labels are made visible.

    `shown` returns the id to print for a key.
    """
    nodes = [Node(shown(node.key), node.kind, _label(node.title)) for node in graph.nodes]
    lines = LANGUAGES[language].lines(nodes, list(_connections(graph.edges, shown)))
    return "".join(f"{line}\n" for line in lines)


def _connections(edges: Sequence[Edge], shown: Callable[[str], str]) -> Iterator[Connection]:
    by_ends: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        by_ends.setdefault((shown(edge.source), shown(edge.target)), []).append(edge)
    for (source, target), group in by_ends.items():
        words = ", ".join(edge.words() for edge in group)
        is_arrow = any(not edge.through for edge in group)
        yield Connection(source, target, _label(words), is_arrow)


def _label(text: str) -> str:
    return " ".join(visible(text).split())


_LOOKS: Final[Mapping[str, tuple[str, str]]] = {
    "agencies": ("box", "#cfe2f3"),
    "people": ("ellipse", "#fce5cd"),
    "groups": ("hexagon", "#ead1dc"),
    "places": ("box", "#d9ead3"),
    "measures": ("box", "#fff2cc"),
    "objectives": ("box", "#fff2cc"),
    "capabilities": ("box", "#fff2cc"),
    "quotes": ("note", "#f3f3f3"),
    "figures": ("box", "#d0e0e3"),
    "events": ("box", "#f4cccc"),
    "claims": ("note", "#ffffff"),
}
"""The shape and the background colour of the nodes of each kind."""
_PLAIN_LOOK: Final = ("box", "#ffffff")

_LINE_LENGTH: Final = 28
"""The maximum number of characters on a line of a label."""


def _dot(nodes: Sequence[Node], connections: Sequence[Connection]) -> Iterator[str]:
    yield "digraph bsc {"
    yield "  graph [rankdir=LR, ranksep=1, nodesep=0.2];"
    yield '  node [fontname="Helvetica", fontsize=11, style="filled,rounded", color="#666666"];'
    yield '  edge [fontname="Helvetica", fontsize=9, color="#888888", fontcolor="#555555"];'
    for id, kind, label in nodes:
        shape, colour = _LOOKS.get(kind, _PLAIN_LOOK)
        style = "" if shape == "box" else ', style="filled"'
        looks = f'shape={shape}, fillcolor="{colour}"{style}'
        yield f'  "{id}" [label="{_dot_text(label)}", {looks}];'
    for source, target, label, is_arrow in connections:
        direction = "" if is_arrow else ", dir=none"
        yield f'  "{source}" -> "{target}" [label="{_dot_text(label)}"{direction}];'
    yield "}"


def _dot_text(text: str) -> str:
    """Wrap a label and escape the characters that Graphviz interprets in a quoted string."""
    return "\\n".join(
        line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
        for line in textwrap.wrap(text, _LINE_LENGTH)
    )


def _mermaid(nodes: Sequence[Node], connections: Sequence[Connection]) -> Iterator[str]:
    # Nodes are numbered because Mermaid reserves some words, such as `end`.
    names = {node.id: f"n{number}" for number, node in enumerate(nodes)}
    yield "flowchart LR"
    for id, kind, label in nodes:
        yield f'  {names[id]}["{_mermaid_text(label)}"]:::{kind}'
    for source, target, label, is_arrow in connections:
        line = "-->" if is_arrow else "---"
        yield f'  {names[source]} {line}|"{_mermaid_text(label)}"| {names[target]}'
    for kind in dict.fromkeys(node.kind for node in nodes):
        _, colour = _LOOKS.get(kind, _PLAIN_LOOK)
        yield f"  classDef {kind} fill:{colour},stroke:#666666,color:#000000"


def _mermaid_text(text: str) -> str:
    """Escape the characters of a label that Mermaid would read as Markdown, HTML or a comment."""
    return _LIST_ITEM.sub(_code, _MERMAID_SPECIAL.sub(_code, text))


_MERMAID_SPECIAL: Final = re.compile(r"[!\"#$%&()*+/:-@\[-`{-~]")
_LIST_ITEM: Final = re.compile(r"^-|(?<=\d)\.(?= |$)")


def _code(match: re.Match[str]) -> str:
    return f"#{ord(match[0])};"


LANGUAGES: Final = {
    "dot": Language(_dot, "For Graphviz"),
    "mermaid": Language(_mermaid, "For Mermaid, which GitHub renders"),
}
"""The diagram languages, keyed by the name that `--as` accepts."""
