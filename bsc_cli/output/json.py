"""JSON, with one row on each line for line tools; JSON Lines; and ids for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bsc_cli.index.index import StoredRow
from bsc_cli.output.formats import batches
from bsc_cli.system.terminal import write_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.model.struct import Row
    from bsc_cli.output.formats import Result, Style


def write_array(result: Result, _: Style) -> None:
    """Print one JSON array, or one object for a command that reports on one thing."""
    if result.one is not None:
        from bsc_cli.system import jsonline  # noqa: PLC0415 - stored records need no JSON library

        write_data(jsonline.write(result.one, indent=2) + "\n")
        return
    before = "[\n"
    for batch in batches(_lines(result)):
        write_data(before + ",\n".join(batch))
        before = ",\n"
    write_data("[]\n" if before == "[\n" else "\n]\n")


def write_lines(result: Result, _: Style) -> None:
    """Print one JSON object on each line (https://jsonlines.org)."""
    for batch in batches(_lines(result)):
        write_data("\n".join(batch) + "\n")


def write_ids(result: Result, style: Style) -> None:
    """Print the id, else the code or the first value, of each row, and a NUL for `xargs -0`."""
    end = "\0" if style.null else "\n"
    for batch in batches(row.to_json() for row in result.source):
        ids = (row.get("id") or row.get("code") or next(iter(row.values())) for row in batch)
        write_data("".join(f"{id}{end}" for id in ids))


def _lines(result: Result) -> Iterator[str]:
    """Return the rows as lines of JSON, a record as the index stores it."""
    if result.fields is None:
        return (row.json if isinstance(row, StoredRow) else _line(row) for row in result.source)
    return map(_line, result.rows())


def _line(row: Row | dict[str, Any]) -> str:
    from bsc_cli.system import jsonline  # noqa: PLC0415 - stored records need no JSON library

    return jsonline.write(row if isinstance(row, dict) else row.to_json())
