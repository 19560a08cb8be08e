"""The formats, and the result that a command hands to one of them.

To add a format, write a function `(result, style)` in a module of its own and name it in
`FORMATS`: help, completion, `-o` and the tests take it from there.
"""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, TypeVar

from bsc_cli.system.visible import visible
from bsc_cli.view.safe import safe_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bsc_cli.model.struct import Row
    from bsc_cli.view.blocks import View
    from bsc_cli.view.safe import SafeView

    Fit: TypeAlias = Callable[[str], str]

T = TypeVar("T")


class Format(NamedTuple):
    """A format, its function as `module:function`; the module is imported when it is used."""

    function: str
    description: str
    options: tuple[str, ...] = ()
    """The fields of `Context` that mean something to this format only."""
    is_for_people: bool = False
    """Whether it prints the view rather than the rows."""


FORMATS: Final = {
    "table": Format(
        "bsc_cli.output.table:write",
        "A table, fitted to the terminal",
        options=("width", "no_headers"),
        is_for_people=True,
    ),
    "json": Format("bsc_cli.output.json:write_array", "A JSON array with one record on each line"),
    "jsonl": Format("bsc_cli.output.json:write_lines", "JSON Lines, one object on each line"),
    "csv": Format(
        "bsc_cli.output.csv:write_csv",
        "Comma-separated values as in RFC 4180",
        options=("no_headers", "excel"),
    ),
    "tsv": Format(
        "bsc_cli.output.csv:write_tsv",
        "Tab-separated values, with tabs and line ends escaped",
        options=("no_headers", "excel"),
    ),
    "yaml": Format("bsc_cli.output.yaml:write", "YAML, as the records stand in a store"),
    "markdown": Format(
        "bsc_cli.output.markdown:write", "A Markdown table for documents", is_for_people=True
    ),
    "svg": Format(
        "bsc_cli.output.svg:write",
        "A picture of the table in a terminal",
        options=("width",),
        is_for_people=True,
    ),
    "ids": Format("bsc_cli.output.ids:write", "One id on each line", options=("null",)),
    "lines": Format(
        "bsc_cli.output.lines:write",
        "One problem on each line, as compilers print them",
        is_for_people=True,
    ),
}
"""Every format by the name that `-o` takes; `lines` is for problems only."""

FOR_EYES: Final = tuple(name for name, format in FORMATS.items() if format.is_for_people)
"""The formats that show a command's own choice of columns unless `--fields` names others."""


class Style(NamedTuple):
    """How a result should look; each field means something to some formats only."""

    colour: str = "auto"
    width: int | None = None
    pager: bool = True
    headers: bool = True
    null: bool = False
    excel: bool = False


class Result:
    """What a command prints: rows for programs, and a view for people.

    A format gets the one or the other, and each is built only when a format gets it. A view
    or a line leaves here safe to print, so that no format has to see to that.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        columns: Iterable[str],
        view: Callable[[], View],
        fields: Sequence[str] | None = None,
        one: dict[str, Any] | None = None,
        under: str | None = None,
        name: str = "id",
        lines: Iterable[str] = (),
        summary: Callable[[], View] | None = None,
    ) -> None:
        self.source = rows
        """The rows as the command made them."""
        self.columns = tuple(columns if fields is None else fields)
        """The keys of the rows that are printed."""
        self.fields = fields
        """The keys that `--fields` selects; `None` without it."""
        self.one = one
        """The whole result as one object, for a command that reports on one thing."""
        self.under = under
        """The key of the store's list that the rows come from."""
        self.name = name
        """The key that identifies a row."""
        self._view = view
        self._lines = lines
        self._summary = summary

    def rows(self) -> Iterator[dict[str, Any]]:
        """Return each row with `columns` as its keys."""
        for row in self.source:
            values = row.to_json()
            yield {name: values.get(name) for name in self.columns}

    def view(self, fit: Fit = str) -> SafeView:
        """Return the blocks to show, their texts visible and each passed through `fit`."""
        return safe_view(self._view(), fit)

    def lines(self, fit: Fit = str) -> list[str]:
        """Return the problems as compilers print them, made visible and passed through `fit`."""
        return [fit(visible(line)) for line in self._lines]

    def summary(self, fit: Fit = str) -> SafeView:
        """Return the blocks to show below the lines, as `view` does; none for most commands."""
        return safe_view(self._summary() if self._summary else [], fit)


def write(name: str, result: Result, style: Style) -> None:
    """Print a result in the format of a name."""
    module, _, function = FORMATS[name].function.partition(":")
    write_result: Callable[[Result, Style], None] = getattr(import_module(module), function)
    write_result(result, style)


_BATCH: Final = 500
"""Rows that are written at once."""


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Return the items in lists of at most 500, so that a long result is written in parts."""
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
