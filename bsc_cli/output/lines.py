"""Problems as compilers print them, so that editors can jump to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.output import table
from bsc_cli.system import terminal

if TYPE_CHECKING:
    from bsc_cli.output.formats import Result, Style


def write(result: Result, style: Style) -> None:
    """Print a line for each problem and one for its hint, then the summary if there is one."""
    terminal.write_shown("".join(f"{line}\n" for line in result.lines(terminal.fitted)))
    table.show(result.summary(terminal.fitted), style)
