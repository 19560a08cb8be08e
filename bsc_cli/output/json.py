"""The formats `json` (with one row on each line), `jsonl` and `ids`."""

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
    """Print the rows as a JSON array; print a result that is a single object as that object."""
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
    """Print the id of each row; for a row without an id, print its code or else its first value,
    unless that is null.

    Each value is followed by a line feed or, for `xargs -0`, by a NUL character.
    """
    end = "\0" if style.null else "\n"
    shown = result.shown or _id
    for batch in batches(row.to_json() for row in result.source):
        ids = (shown(row) if "id" in row else _id(row) for row in batch)
        write_data("".join(f"{_word(id)}{end}" for id in ids if id is not None))


def _id(row: dict[str, Any]) -> object:
    return row.get("id") or row.get("code") or next(iter(row.values()))


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _lines(result: Result) -> Iterator[str]:
    """Return each row as a line of JSON; for a whole record, use the JSON stored in the index."""
    if result.fields is None:
        return (row.json if isinstance(row, StoredRow) else _line(row) for row in result.source)
    return map(_line, result.rows())


def _line(row: Row | dict[str, Any]) -> str:
    from bsc_cli.system import jsonline  # noqa: PLC0415 - stored records need no JSON library

    return jsonline.write(row if isinstance(row, dict) else row.to_json())
