"""Views in GitHub's dialect of Markdown (https://github.github.com/gfm/)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsc_cli.output.text import picture_lines
from bsc_cli.system.terminal import write_data
from bsc_cli.view.blocks import (
    Counts,
    Heading,
    Pairs,
    Points,
    Table,
    as_line,
    full_text,
    trimmed_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bsc_cli.output.formats import Result, Style
    from bsc_cli.view.blocks import Block, Picture, Text
    from bsc_cli.view.safe import SafeView

_SPECIAL: Final = re.compile(
    # White space at the start or end of the text, which Markdown would drop.
    r"(?P<space>^\s|\s$)"
    # A number that would begin a list item.
    r"|(?P<number>^\d{1,9}(?=[.)](?:\s|$)))"
    # The symbol by which GitHub recognises an address, a user, an issue or an emoji.
    r"|(?P<name>@(?=\w)|#(?=\d)|:(?=(?:[+-]1|100|1234|\d*[a-z_][\w+-]*):))"
    # Markdown's own symbols, and the parts of an address that GitHub would turn into a link.
    r"|[\\`*_\[\]<>|~&$]|:(?=//)|(?<=[Ww]{3})\."
    # The symbols that begin a list item, a rule or a heading, or that end a heading.
    r"|^[-+](?=\s|$)|^-(?=[-\s]+$)|^#(?=#{0,5}(?:\s|$))|(?<=\s)#(?=#*$)"
)
"""The characters that Markdown would not show literally."""


def write(result: Result, _: Style) -> None:
    """Print the view as Markdown."""
    write_data(draw(result.view()))


def draw(view: SafeView) -> str:
    """Return the view as Markdown."""
    return "\n".join("".join(f"{line}\n" for line in _lines(block)) for block in view)


def escaped(text: str) -> str:
    """Escape text so that Markdown shows it literally."""
    return _SPECIAL.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    match match.lastgroup:
        case "space":
            return f"&#{ord(match[0])};"
        case "number":
            return f"{match[0]}\\"
        case "name":
            # GitHub looks for names in the rendered text, which no longer has the backslashes:
            # only an empty comment can separate the symbol from the name.
            return f"{match[0]}<!-- -->"
        case _:
            return f"\\{match[0]}"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield from _table(block)
        case Heading():
            note = f" ({_text(block.note)})" if block.note else ""
            yield f"## {escaped(block.text)}{note}"
        case Pairs():
            yield from _pairs(block)
        case Counts():
            yield from (f"- {escaped(f'{number} {noun}')}" for number, noun in block.items)
        case Points():
            if block.title:
                yield from (f"**{escaped(block.title)}**", "")
            yield from (f"- {_text(item)}" for item in block.items)
            if block.note:
                yield from ("", _text(block.note))
        case _:
            yield from _fenced(block)


def _text(text: Text) -> str:
    return escaped(full_text(as_line(text, "text")))


def _pairs(pairs: Pairs) -> Iterator[str]:
    values: list[tuple[str, list[str]]] = []
    for label, value in pairs.items:
        if label or not values:
            values.append((_text(label), []))
        values[-1][1].append(_text(value))
    for name, parts in values:
        yield f"- **{name}:** {'<br>'.join(parts)}" if name else "<br>".join(parts)


def _fenced(picture: Picture) -> Iterator[str]:
    """Yield a picture as a code block whose fence is longer than any run of backticks in it."""
    lines = [trimmed_text(line) for line in picture_lines(picture, None, unicode=True)]
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(longest + 1, 3)
    yield from (f"{fence}text", *lines, fence)


def _table(table: Table) -> Iterator[str]:
    yield _row(escaped(column.heading) for column in table.columns)
    yield _row("---:" if column.role == "number" else "---" for column in table.columns)
    for row in table.rows:
        yield _row(escaped(cell.text) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
