"""Comma-separated and tab-separated values, for spreadsheets and databases.

Numbers are written in digits, Boolean values as `true` or `false`, unknown values as empty cells,
and lists and objects as JSON. Pandas, SQLite and Datasette can read all of these forms.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.output.formats import batches
from bsc_cli.system.terminal import write_data
from bsc_cli.system.visible import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bsc_cli.output.formats import Result, Style

_TSV_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_FORMULA_SIGNS: Final = ("=", "+", "-", "@")
"""The characters with which a formula in a spreadsheet can begin."""
_CELL_ENDS: Final = re.compile(r"([;\r\n]+)")
"""The characters at which Excel splits a cell in locales that use `;` as the separator."""
_BYTE_ORDER_MARK: Final = "\ufeff"
"""The character at the start of a file by which Excel recognises UTF-8."""


def write_csv(result: Result, style: Style) -> None:
    """Print the rows as comma-separated values."""
    _write(csv_lines, result, style)


def write_tsv(result: Result, style: Style) -> None:
    """Print the rows as tab-separated values."""
    _write(tsv_lines, result, style)


def _write(lines: Callable[..., Iterator[str]], result: Result, style: Style) -> None:
    headings = result.columns if style.headers else None
    rows = (list(row.values()) for row in result.rows())
    for batch in batches(lines(headings, rows, excel=style.excel)):
        write_data("".join(batch))


def csv_lines(
    headings: Sequence[str] | None, rows: Iterable[Sequence[Any]], *, excel: bool = False
) -> Iterator[str]:
    """Yield the lines of a table as comma-separated values in the format of RFC 4180.

    If `excel` is true, the table begins with a byte-order mark, every cell is quoted, and an
    apostrophe is put before any text that a spreadsheet could take for a formula.
    """
    buffer = io.StringIO()
    # The `unix` dialect quotes every cell; the `excel` dialect quotes only where necessary.
    writer = csv.writer(buffer, "unix" if excel else "excel", lineterminator="\r\n")
    if excel:
        buffer.write(_BYTE_ORDER_MARK)
    for cells in _cells(headings, rows, _FORMULA_SIGNS if excel else ()):
        writer.writerow(cells)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def tsv_lines(
    headings: Sequence[str] | None, rows: Iterable[Sequence[Any]], *, excel: bool = False
) -> Iterator[str]:
    """Yield the lines of a table as tab-separated values, escaped as in Miller and Postgres.

    If `excel` is true, the table begins with a byte-order mark, and an apostrophe is put before
    any text that a spreadsheet could take for a formula or for a quoted cell.
    """
    mark = _BYTE_ORDER_MARK if excel else ""
    for cells in _cells(headings, rows, (*_FORMULA_SIGNS, '"') if excel else ()):
        yield mark + "\t".join(cell.translate(_TSV_ESCAPES) for cell in cells) + "\n"
        mark = ""


def _cells(
    headings: Sequence[str] | None, rows: Iterable[Sequence[Any]], signs: tuple[str, ...]
) -> Iterator[list[str]]:
    """Yield each row's cells, with an apostrophe before text that begins with one of `signs`."""
    if headings is not None:
        yield list(headings)
    for row in rows:
        yield [_cell(value, signs) for value in row]


def _cell(value: object, signs: tuple[str, ...]) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if not signs or not isinstance(value, (str, list, dict)):
        return text
    parts = _CELL_ENDS.split(text)
    return "".join(f"'{part}" if _first_visible(part) in signs else part for part in parts)


def _first_visible(text: str) -> str:
    """Return the first visible character of a text, or an empty string if there is none.

    A full-width character is replaced by its ordinary form.
    """
    return unicodedata.normalize("NFKC", HIDDEN.sub("", text).lstrip()[:1])
