"""The id of each record, for other programs to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.output.formats import batches
from bsc_cli.system.terminal import write_data

if TYPE_CHECKING:
    from bsc_cli.output.formats import Result, Style


def write(result: Result, style: Style) -> None:
    """Print one id on each line, or with a NUL after each for `xargs -0`."""
    end = "\0" if style.null else "\n"
    for batch in batches(result.source):
        write_data("".join(f"{row.to_json()[result.name]}{end}" for row in batch))
