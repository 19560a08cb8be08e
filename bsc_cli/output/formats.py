"""The formats, and the result that a command hands to one of them.

To add a format, write a function `(result, style)` in a module of its own and name it in
`FORMATS`: help, completion, `-o` and the tests take it from there.
"""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, TypeVar

from bsc_cli.model.struct import PlainRow
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
    """A format. `function` is `module:function`; the module is imported when it is used."""

    function: str
    description: str
    options: tuple[str, ...] = ()
    """The fields of `Context` that only some formats use."""
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
        "bsc_cli.output.rich:write_svg",
        "A picture of the table in a terminal",
        options=("width",),
        is_for_people=True,
    ),
    "ids": Format("bsc_cli.output.json:write_ids", "One id on each line", options=("null",)),
    "lines": Format(
        "bsc_cli.output.table:write_lines",
        "One problem on each line, as compilers print them",
        is_for_people=True,
    ),
}
"""Every format by the name that `-o` takes; `lines` is for problems only."""

FOR_EYES: Final = tuple(name for name, format in FORMATS.items() if format.is_for_people)
"""The formats that print a command's own choice of columns unless `--fields` names others."""


class Style(NamedTuple):
    """How to print a result; most formats use a few of these."""

    colour: str = "auto"
    width: int | None = None
    pager: bool = True
    headers: bool = True
    null: bool = False
    excel: bool = False


class Result:
    """What a command prints: rows for programs, and a view for people.

    A format takes one or the other, and each is built only when it is taken. The texts of a
    view and its lines are made safe to print here, so that no format can forget it.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        columns: Iterable[str],
        view: Callable[[], View],
        *,
        fields: Sequence[str] | None = None,
        one: dict[str, Any] | None = None,
        list_key: str | None = None,
        lines: Iterable[str] = (),
        summary: Callable[[], View] = list,
    ) -> None:
        self.source = rows
        """The rows as the command made them."""
        self.columns = tuple(columns if fields is None else fields)
        """The keys of the rows to print."""
        self.fields = fields
        """The keys that `--fields` selects; `None` without it."""
        self.one = one
        """The whole result as one object, for a command that reports on one thing."""
        self.list_key = list_key
        """The key of the store's list that the rows come from."""
        self._view, self._lines, self._summary = view, lines, summary

    @classmethod
    def of_one(
        cls, one: dict[str, Any], view: Callable[[], View], lines: Iterable[str] = ()
    ) -> Result:
        """Return a single object as a result: its only row, and the whole."""
        return cls([PlainRow(one)], one, view, one=one, lines=lines)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield each row with `columns` as its keys."""
        for row in self.source:
            values = row.to_json()
            yield {name: values.get(name) for name in self.columns}

    def view(self, fit: Fit = str) -> SafeView:
        """Return the blocks to show, each text made visible and passed through `fit`."""
        return safe_view(self._view(), fit)

    def lines(self, fit: Fit = str) -> list[str]:
        """Return the lines that `-o lines` prints, made visible and passed through `fit`."""
        return [fit(visible(line)) for line in self._lines]

    def summary(self, fit: Fit = str) -> SafeView:
        """Return the blocks to show below the lines, as `view`."""
        return safe_view(self._summary(), fit)


def write(name: str, result: Result, style: Style) -> None:
    """Print a result in a format."""
    module, _, function = FORMATS[name].function.partition(":")
    write_result: Callable[[Result, Style], None] = getattr(import_module(module), function)
    write_result(result, style)


_BATCH: Final = 500
"""Rows written at once."""


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield the items in lists of at most 500, so that a long result is written in parts."""
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
