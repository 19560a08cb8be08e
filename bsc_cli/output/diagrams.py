"""A graph in the languages of other programs that draw: Graphviz and Mermaid.

Any text can be a label: each language has its own way to write what means something to it.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Final

from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bsc_cli.index.graph import Edge, Graph

_LOOKS: Final = {
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
"""The shape and the colour of each kind: pale, so that black text is legible on them."""

_LINE: Final = 28
"""Characters in a line of a label."""


def dot(graph: Graph) -> str:
    """The graph for Graphviz: `bsc graph --as dot | dot -Tsvg`."""
    return "".join(f"{line}\n" for line in _dot(graph))


def _dot(graph: Graph) -> Iterator[str]:
    yield "digraph bsc {"
    yield "  graph [rankdir=LR, ranksep=1, nodesep=0.2];"
    yield '  node [fontname="Helvetica", fontsize=11, style="filled,rounded", color="#666666"];'
    yield '  edge [fontname="Helvetica", fontsize=9, color="#888888", fontcolor="#555555"];'
    for id, record in graph.nodes.items():
        shape, colour = _LOOKS.get(record.kind, ("box", "#ffffff"))
        style = "" if shape == "box" else ', style="filled"'
        label = _dot_text(record.title)
        yield f'  "{id}" [label="{label}", shape={shape}, fillcolor="{colour}"{style}];'
    for source, target, words, refers in _lines(graph.edges):
        arrow = "" if refers else ", dir=none"
        yield f'  "{source}" -> "{target}" [label="{_dot_text(words)}"{arrow}];'
    yield "}"


def _dot_text(text: str) -> str:
    r"""The text inside quotation marks, where `\` and `&` mean something besides."""
    lines = textwrap.wrap(_one_line(text), _LINE)
    return "\\n".join(
        line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines
    )


def mermaid(graph: Graph) -> str:
    """The graph for Mermaid, which GitHub draws in Markdown."""
    return "".join(f"{line}\n" for line in _mermaid(graph))


def _mermaid(graph: Graph) -> Iterator[str]:
    # Ids of our own: `end` and some others mean something to Mermaid.
    names = {id: f"n{number}" for number, id in enumerate(graph.nodes)}
    yield "flowchart LR"
    for id, record in graph.nodes.items():
        yield f'  {names[id]}["{_mermaid_text(record.title)}"]:::{record.kind}'
    for source, target, words, refers in _lines(graph.edges):
        line = "-->" if refers else "---"
        yield f'  {names[source]} {line}|"{_mermaid_text(words)}"| {names[target]}'
    for kind in dict.fromkeys(record.kind for record in graph.nodes.values()):
        _, colour = _LOOKS.get(kind, ("box", "#ffffff"))
        yield f"  classDef {kind} fill:{colour},stroke:#666666,color:#000000"


def _mermaid_text(text: str) -> str:
    """The text inside quotation marks, where Mermaid reads Markdown, HTML and comments."""
    text = _MEANS_SOMETHING.sub(_numbered, _one_line(text))
    return _BEGINS_A_LIST.sub(_numbered, text)


_MEANS_SOMETHING: Final = re.compile(r"[!\"#$%&()*+/:-@\[-`{-~]")
_BEGINS_A_LIST: Final = re.compile(r"^-|(?<=\d)\.(?= |$)")


def _numbered(match: re.Match[str]) -> str:
    return f"#{ord(match[0])};"


def _lines(edges: Sequence[Edge]) -> Iterator[tuple[str, str, str, bool]]:
    """A line for each two records that are tied: from, to, all that ties them, and whether
    one of them refers to the other.
    """
    together: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        together.setdefault((edge.source, edge.target), []).append(edge)
    for (source, target), ties in together.items():
        words = ", ".join(edge.words() for edge in ties)
        yield source, target, words, any(not edge.through for edge in ties)


def _one_line(text: str) -> str:
    """The text on one line, with nothing in it that acts or hides, or that XML cannot have."""
    return " ".join(visible(text).split())


LANGUAGES: Final[dict[str, Callable[[Graph], str]]] = {"dot": dot, "mermaid": mermaid}
"""Every language by the name that people give it."""
