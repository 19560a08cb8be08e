"""Views as Markdown, as GitHub reads it (https://github.github.com/gfm/)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsc_cli.system.visible import visible
from bsc_cli.view.blocks import Block, Heading, Pairs, Points, Table, View, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.view.charts import Picture

_MEANS_SOMETHING: Final = re.compile(
    # White space at an end of a text, which is taken for that of the line.
    r"(?P<space>^\s|\s$)"
    # The number of a list's item.
    r"|(?P<number>^\d{1,9}(?=[.)](?:\s|$)))"
    # What GitHub reads as an address, somebody, an issue, or an emoji's name.
    r"|(?P<name>@(?=\w)|#(?=\d)|:(?=(?:[+-]1|100|1234|\d*[a-z_][\w+-]*):))"
    # Marks, and what is a link without any.
    r"|[\\`*_\[\]<>|~&$]|:(?=//)|(?<=[Ww]{3})\."
    # What makes a list, a line across or a heading of a line that begins with it, and what a
    # heading may end with.
    r"|^[-+](?=\s|$)|^-(?=[-\s]+$)|^#(?=#{0,5}(?:\s|$))|(?<=\s)#(?=#*$)"
)


def draw(view: View) -> str:
    """The view as text."""
    return "\n".join("".join(f"{line}\n" for line in _lines(block)) for block in view)


def escaped(text: str) -> str:
    """The text so that Markdown shows it as it is, on one line."""
    return _MEANS_SOMETHING.sub(_inert, visible(text))


def _inert(match: re.Match[str]) -> str:
    match match.lastgroup:
        case "space":
            return f"&#{ord(match[0])};"
        case "number":
            return f"{match[0]}\\"
        case "name":
            # Names are looked for in what is shown: nothing but a break in it keeps them apart.
            return f"{match[0]}<!-- -->"
        case _:
            return f"\\{match[0]}"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield from _table([column.heading for column in block.columns], block)
        case Heading():
            note = f" ({escaped(block.note)})" if block.note else ""
            yield f"## {escaped(block.text)}{note}"
        case Pairs():
            yield from (f"- **{escaped(name)}:** {escaped(value)}" for name, value in block.items)
        case Points():
            yield from (f"**{escaped(block.title)}**", "")
            yield from (f"- {escaped(item)}" for item in block.items)
        case _:
            yield from _fenced(block)


def _fenced(picture: Picture) -> Iterator[str]:
    """A picture as it is, in a fence that nothing in it closes."""
    from bsc_cli.output import picture_text  # noqa: PLC0415 - few commands show a picture

    lines = [text(line) for line in picture_text.lines(picture, None, unicode=True)]
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(longest + 1, 3)
    yield from (f"{fence}text", *lines, fence)


def _table(headings: Sequence[str], table: Table) -> Iterator[str]:
    yield _row(headings)
    yield _row("---:" if column.role == "number" else "---" for column in table.columns)
    for row in table.rows:
        yield _row(escaped(cell.text) for cell in row)


def _row(cells: Sequence[str] | Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"
