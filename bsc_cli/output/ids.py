"""The ids of the rows, for other programs to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bsc_cli.output.formats import batches
from bsc_cli.system.terminal import write_data

if TYPE_CHECKING:
    from bsc_cli.output.formats import Result, Style


def write(result: Result, style: Style) -> None:
    """Print the id, else the code or the first value, of each row, and a NUL for `xargs -0`."""
    end = "\0" if style.null else "\n"
    for batch in batches(row.to_json() for row in result.source):
        write_data("".join(f"{_id(row)}{end}" for row in batch))


def _id(row: dict[str, Any]) -> Any:
    return row.get("id") or row.get("code") or next(iter(row.values()))
