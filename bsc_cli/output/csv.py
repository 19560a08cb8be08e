"""Rows of values as the cells of a spreadsheet.

A cell has a text as it is, a number in digits, `true` or `false`, nothing for what is
unknown; a list or an object as JSON, which pandas, SQLite and Datasette read back.
"""

from __future__ import annotations

import csv as standard
import io
import json
import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.system.visible import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_TSV_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_RUNS: Final = "=+-@"
"""What a formula begins with."""
_ENDS_A_CELL: Final = re.compile(r"([;\r\n]+)")
"""What a cell ends at, quotation marks or not, where numbers are written with a comma."""
_BYTE_ORDER_MARK: Final = "\ufeff"


def csv(
    names: Sequence[str] | None, rows: Iterable[Sequence[Any]], *, excel: bool = False
) -> Iterator[str]:
    """The lines of a table by RFC 4180, with `names` as its first if there are any.

    With `excel`, a text that a spreadsheet would run as a formula has an apostrophe before
    it, every cell quotation marks around it, and the table the mark by which Excel knows UTF-8.
    """
    line = io.StringIO()
    # Of the two dialects of the same format, `unix` is the one that quotes every cell.
    dialect = "unix" if excel else "excel"
    writer = standard.writer(line, dialect, lineterminator="\r\n")
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

    `excel` is as in `csv`, but with an apostrophe for quotation marks too: no cell has any
    around it, and a spreadsheet would take those that one begins with for such.
    """
    mark = _BYTE_ORDER_MARK if excel else ""
    mend = partial(_guarded, runs=_RUNS + '"') if excel else _as_it_is
    for cells in _cells(names, rows, mend):
        yield mark + "\t".join(cell.translate(_TSV_ESCAPES) for cell in cells) + "\n"
        mark = ""


def _cells(
    names: Sequence[str] | None, rows: Iterable[Sequence[Any]], mend: Callable[[str], str]
) -> Iterator[list[str]]:
    if names is not None:
        yield list(names)
    for row in rows:
        yield [_cell(value, mend) for value in row]


def _cell(value: object, mend: Callable[[str], str]) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return mend(text) if isinstance(value, (str, list, dict)) else text


def _as_it_is(text: str) -> str:
    return text


def _guarded(text: str, runs: str = _RUNS) -> str:
    parts = _ENDS_A_CELL.split(text)
    return "".join(f"'{part}" if _first_seen(part) in tuple(runs) else part for part in parts)


def _first_seen(text: str) -> str:
    """The first character that is seen, in its usual width; nothing if none is."""
    return unicodedata.normalize("NFKC", HIDDEN.sub("", text).lstrip()[:1])
