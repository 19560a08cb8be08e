"""A picture of the table, as a terminal would show it (https://www.w3.org/TR/SVG2/)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.output import rich
from bsc_cli.system import terminal

if TYPE_CHECKING:
    from bsc_cli.output.formats import Result, Style

_WIDTH: Final = 100
"""Columns of the terminal in the picture, unless the style says otherwise."""


def write(result: Result, style: Style) -> None:
    """Print the view as SVG."""
    terminal.write_data(rich.svg(result.view(), style.width or _WIDTH, "bsc"))
