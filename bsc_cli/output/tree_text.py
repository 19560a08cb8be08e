"""Trees as lines of text: each node indented below its parent, along guides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.output.wrapping import READABLE, hanging, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.view.blocks import Line, Role, Segment
    from bsc_cli.view.tree import Tree, TreeNode


class _Guides(NamedTuple):
    """The lines that lead to the nodes of a tree."""

    fork: str
    corner: str
    along: str


_UNICODE: Final = _Guides("├─ ", "└─ ", "│  ")
_ASCII: Final = _Guides("|- ", "`- ", "|  ")
_NO_GUIDE: Final = "   "


def lines(tree: Tree, width: int | None, unicode: bool) -> Iterator[Line]:
    """Return each node on a line, or on several if there is a width, and the note below."""
    guides = _UNICODE if unicode else _ASCII
    for number, node in enumerate(tree.children):
        if number and node.children:
            yield []
        yield from hanging([], [], _segments(node, "name"), width)
        yield from _children(node.children, "", width, guides)
    if tree.note:
        yield []
        yield from wrapped([(tree.note, "quiet")], width)


def _children(
    children: Sequence[TreeNode], before: str, width: int | None, guides: _Guides
) -> Iterator[Line]:
    for number, node in enumerate(children, 1):
        is_last = number == len(children)
        first = before + (guides.corner if is_last else guides.fork)
        rest = before + (_NO_GUIDE if is_last else guides.along)
        if width is not None:
            # Deep in a tree, the text needs the room more than the guides do.
            first, rest = (guide[-max(width - READABLE, 3) :] for guide in (first, rest))
        segments = _segments(node, "text" if node.id else "quiet")
        yield from hanging([(first, "quiet")], [(rest, "quiet")], segments, width)
        yield from _children(node.children, rest, width, guides)


def _segments(node: TreeNode, role: Role) -> Iterator[Segment]:
    yield node.text, role
    if node.id:
        yield from (("  ", "text"), (node.id, "id"))
    if node.note:
        yield from (("  ", "text"), (node.note, "quiet"))
