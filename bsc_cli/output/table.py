"""Output for people: drawn with Rich on a terminal, and as plain columns in a pipe or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.output import text
from bsc_cli.output.formats import batches
from bsc_cli.system import messages, terminal
from bsc_cli.view.blocks import trimmed_text

if TYPE_CHECKING:
    from bsc_cli.output.formats import Result, Style
    from bsc_cli.view.safe import SafeView


def write(result: Result, style: Style) -> None:
    """Print the view of a result."""
    _write(result.view(terminal.fitted), style)


def write_lines(result: Result, style: Style) -> None:
    """Print the lines of a result, and then its summary if there is one."""
    width, colour = terminal.width(), terminal.has_colour(style.colour)
    lines, summary = result.lines(terminal.fitted), result.summary(terminal.fitted)
    gap = "\n" if lines and summary else ""
    text = "".join(messages.shown(line, width, colour) for line in lines)
    terminal.write_shown(f"{text}{gap}")
    _write(summary, style)


def _write(view: SafeView, style: Style) -> None:
    if width := style.width or terminal.width():
        from bsc_cli.output import rich  # noqa: PLC0415 - Rich is slow to import

        rich.write_table(view, width, style)
        return
    line_text, unicode = trimmed_text, terminal.takes_unicode()
    if terminal.has_colour(style.colour):
        from bsc_cli.output.rich import coloured as line_text  # noqa: PLC0415 - as above
    for batch in batches(text.lines(view, unicode=unicode, headings=style.headers)):
        terminal.write_shown("".join(f"{line_text(line)}\n" for line in batch))
