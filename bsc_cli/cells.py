"""Rows of values as the cells of a spreadsheet.

A cell has a text as it is, a number in digits, `true` or `false`, nothing for what is
unknown; a list or an object as JSON, which pandas, SQLite and Datasette read back.
"""

from __future__ import annotations

import csv as standard
import io
import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_TSV_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK: Final = "\ufeff"


def csv(
    names: Sequence[str] | None, rows: Iterable[Sequence[Any]], *, excel: bool = False
) -> Iterator[str]:
    """The lines of a table by RFC 4180, with `names` as its first if there are any.

    With `excel`, a text that a spreadsheet would run as a formula has an apostrophe before
    it, and the table the mark by which Excel knows UTF-8.
    """
    line = io.StringIO()
    writer = standard.writer(line, lineterminator="\r\n")
    if excel:
        line.write(_BYTE_ORDER_MARK)
    for cells in _cells(names, rows, _guarded if excel else _as_it_is):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def tsv(
    names: Sequence[str] | None, rows: Iterable[Sequence[Any]], *, excel: bool = False
) -> Iterator[str]:
    """The lines of a table with tabs between its cells, escaped as Miller and Postgres do.

    `excel` is as in `csv`.
    """
    mark = _BYTE_ORDER_MARK if excel else ""
    for cells in _cells(names, rows, _guarded if excel else _as_it_is):
        yield mark + "\t".join(cell.translate(_TSV_ESCAPES) for cell in cells) + "\n"
        mark = ""


def _cells(
    names: Sequence[str] | None, rows: Iterable[Sequence[Any]], mend: Callable[[str], str]
) -> Iterator[list[str]]:
    if names is not None:
        yield list(names)
    for row in rows:
        yield [mend(value) if isinstance(value, str) else _cell(value) for value in row]


def _cell(value: object) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _as_it_is(text: str) -> str:
    return text


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_RUNS) else text
