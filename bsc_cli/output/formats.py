"""The forms in which a command's result is printed.

To add one, write a function that prints a result and name it in `FORMATS`.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from bsc_cli.model.record import Record
from bsc_cli.system import terminal
from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import ModuleType

    from bsc_cli.view.blocks import View

    Row: TypeAlias = Record | dict[str, Any]
    Show: TypeAlias = Callable[[ModuleType], View]
    """Makes a view with the functions of `views`, which is handed in."""


class Result(NamedTuple):
    """What a command found: for machines as JSON values, for eyes as a view.

    `rows` gives records, or objects with the keys `columns`, one by one; `fields` are those
    of the keys that were asked for, if any were. A command that reports on one thing has it
    in `one`. The view is made only when it is asked for, and rows are then not. `under` is
    the store's list that the rows are from, `name` the key that tells rows apart. `lines`
    are problems, as compilers print theirs; `below_lines` is the view to print below them.
    """

    rows: Iterable[Row]
    columns: Sequence[str]
    view: Show
    fields: Sequence[str] | None = None
    one: dict[str, Any] | None = None
    under: str | None = None
    name: str = "id"
    lines: Iterable[str] = ()
    below_lines: Show | None = None

    def picked(self) -> Iterator[dict[str, Any]]:
        """Each row with the keys that were asked for, or with all."""
        names = self.columns if self.fields is None else self.fields
        for row in self.rows:
            values = row.as_json() if isinstance(row, Record) else row
            yield {name: values.get(name) for name in names}


class Style(NamedTuple):
    """How a result is to look, in the formats that it means something to."""

    colour: str = "auto"
    width: int | None = None
    pager: bool = True
    headers: bool = True
    null: bool = False
    excel: bool = False


def table(result: Result, style: Style) -> None:
    """A table for eyes."""
    from bsc_cli.view import blocks, records  # noqa: PLC0415 - machines need none

    view = blocks.fitted(result.view(records), terminal.fitted)
    colour = terminal.has_colour(style.colour)
    width, unicode = terminal.width(style.width), terminal.takes_unicode()
    if width:
        from bsc_cli.output import rich  # noqa: PLC0415 - rich takes longer to import than the rest

        drawn = rich.draw(view, width, colour, unicode, style.headers)
        terminal.write_shown(drawn, style.pager)
        return
    from bsc_cli.output.text import lines as text_lines  # noqa: PLC0415 - as views

    as_text = blocks.text
    if colour:
        from bsc_cli.output.rich import coloured as as_text  # noqa: PLC0415 - as above
    lines = text_lines(view, unicode=unicode, headings=style.headers)
    _write_in_parts((f"{as_text(line)}\n" for line in lines), terminal.write_shown)


def markdown(result: Result, _: Style) -> None:
    """The same for documents that are written in Markdown."""
    from bsc_cli.output import markdown  # noqa: PLC0415 - as above
    from bsc_cli.view import records  # noqa: PLC0415 - as above

    terminal.write_data(markdown.draw(result.view(records)))


def svg(result: Result, style: Style) -> None:
    """A picture of the table, as a terminal shows it (https://www.w3.org/TR/SVG2/)."""
    from bsc_cli.output import rich  # noqa: PLC0415 - as above
    from bsc_cli.view import records  # noqa: PLC0415 - as above

    terminal.write_data(rich.svg(result.view(records), style.width or _PICTURED, "bsc"))


def lines(result: Result, style: Style) -> None:
    """A line for each problem, with a hint below it; nothing where there is none."""
    terminal.write_shown("".join(f"{visible(line)}\n" for line in result.lines))
    if result.below_lines:
        table(result._replace(view=result.below_lines), style)


def json_(result: Result, _: Style) -> None:
    """One JSON array, one line a record, so that line tools work on it as well."""
    if result.one is not None:
        from bsc_cli.system import jsonline  # noqa: PLC0415 - as in `_json`

        terminal.write_data(jsonline.write_indented(result.one) + "\n")
        return
    rows = _json_lines(result)
    written = "[\n"
    while some := list(islice(rows, _AT_ONCE)):
        terminal.write_data(written + ",\n".join(some))
        written = ",\n"
    terminal.write_data("[]\n" if written == "[\n" else "\n]\n")


def jsonl(result: Result, _: Style) -> None:
    """A JSON object a line (https://jsonlines.org)."""
    rows = _json_lines(result)
    while some := list(islice(rows, _AT_ONCE)):
        terminal.write_data("\n".join(some) + "\n")


def _json_lines(result: Result) -> Iterator[str]:
    if result.fields is None:
        return (row.json if isinstance(row, Record) else _json(row) for row in result.rows)
    return map(_json, result.picked())


def _json(value: object) -> str:
    from bsc_cli.system import jsonline  # noqa: PLC0415 - records are kept as lines of JSON

    return jsonline.write(value)


def csv(result: Result, style: Style) -> None:
    """Comma-separated values by RFC 4180; what is no scalar is JSON in its cell."""
    from bsc_cli.output import csv  # noqa: PLC0415 - as above

    _write_in_parts(csv.csv(*_table_of(result, style), excel=style.excel))


def tsv(result: Result, style: Style) -> None:
    """Tab-separated values, with the tabs and line ends of cells escaped."""
    from bsc_cli.output import csv  # noqa: PLC0415 - as above

    _write_in_parts(csv.tsv(*_table_of(result, style), excel=style.excel))


def _table_of(result: Result, style: Style) -> tuple[Sequence[str] | None, Iterator[list[Any]]]:
    """The headings, if they are wanted, and the rows of values."""
    names = result.columns if result.fields is None else result.fields
    return names if style.headers else None, (list(row.values()) for row in result.picked())


def _write_in_parts(
    lines: Iterator[str], write: Callable[[str], None] = terminal.write_data
) -> None:
    while some := list(islice(lines, _AT_ONCE)):
        write("".join(some))


def yaml(result: Result, _: Style) -> None:
    """YAML; the records of a kind just as a store has them."""
    from bsc_cli.store import document  # noqa: PLC0415 - as above

    if result.one is not None:
        terminal.write_data(document.write(result.one))
        return
    rows: Iterator[Any] = result.picked() if result.fields is not None else iter(result.rows)
    rows = (row.as_stored() if isinstance(row, Record) else row for row in rows)
    written = f"{result.under}:" if result.under else ""
    some = list(islice(rows, _AT_ONCE))
    if not some:
        terminal.write_data(f"{written} []\n".lstrip())
        return
    terminal.write_data(f"{written}\n" if written else "")
    while some:
        terminal.write_data(document.write(some, "  " if result.under else ""))
        some = list(islice(rows, _AT_ONCE))


def ids(result: Result, style: Style) -> None:
    """The id of each record, one a line, or with a NUL after each for `xargs -0`."""
    end = "\0" if style.null else "\n"
    names = (_id(row, result.name) for row in result.rows)
    _write_in_parts(f"{name}{end}" for name in names)


def _id(row: Row, name: str) -> str:
    return str(row.values[name] if isinstance(row, Record) else row[name])


_PICTURED: Final = 100
"""Columns of a terminal in a picture, where not told otherwise."""
_AT_ONCE: Final = 500
"""Rows that are written at once."""

FORMATS: Final[dict[str, Callable[[Result, Style], None]]] = {
    "table": table,
    "json": json_,
    "jsonl": jsonl,
    "csv": csv,
    "tsv": tsv,
    "yaml": yaml,
    "markdown": markdown,
    "svg": svg,
    "ids": ids,
    "lines": lines,
}
"""Every format by the name that people give it; `lines` is for problems only."""

FOR_EYES: Final = ("table", "markdown", "svg", "lines")
"""The formats that show what tells most, where no fields are asked for."""
