"""The output formats, and the result that a command passes to one of them.

To add a format, write a function `(result, style)` in a new module and list the format in
`FORMATS`, which the help, the completion, `-o` and the tests read.
"""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, TypeAlias, TypeVar

from bsc_cli.model.struct import PlainRow
from bsc_cli.system import terminal
from bsc_cli.system.errors import WrongUsage
from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bsc_cli.model.struct import Row
    from bsc_cli.view.blocks import View
    from bsc_cli.view.safe import SafeView

    Fit: TypeAlias = Callable[[str], str]

T = TypeVar("T")


class Format(NamedTuple):
    """An output format; `function` gives its printing function in the form `module:function`."""

    function: str
    description: str
    options: tuple[str, ...] = ()
    """The options that this format accepts but some other formats do not."""
    is_for_people: bool = False
    """Whether the format prints the view of a result rather than its rows."""
    is_for_problems: bool = False
    """Whether the format prints only what `bsc check` and `bsc audit` find."""


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
    "yaml": Format("bsc_cli.output.yaml:write", "YAML, with records written as in a store"),
    "markdown": Format(
        "bsc_cli.output.markdown:write", "A Markdown table for documents", is_for_people=True
    ),
    "svg": Format(
        "bsc_cli.output.rich:write_svg",
        "A picture of the table as it looks in a terminal",
        options=("width",),
        is_for_people=True,
    ),
    "ids": Format("bsc_cli.output.json:write_ids", "One id on each line", options=("null",)),
    "lines": Format(
        "bsc_cli.output.table:write_lines",
        "One problem on each line, in the form that compilers use",
        options=("width", "no_headers"),
        is_for_people=True,
        is_for_problems=True,
    ),
    "sarif": Format(
        "bsc_cli.output.sarif:write", "SARIF 2.1.0, for code scanning", is_for_problems=True
    ),
    "github": Format(
        "bsc_cli.output.github:write",
        "GitHub's workflow commands, one for each problem",
        is_for_problems=True,
    ),
    "junit": Format(
        "bsc_cli.output.junit:write",
        "JUnit XML, with a test case for each rule",
        is_for_problems=True,
    ),
}
"""The formats, keyed by the name that `-o` accepts."""

OF_EVERY_COMMAND: Final = tuple(
    name for name, format in FORMATS.items() if not format.is_for_problems
)
"""The names of the formats that every command accepts."""
OF_COMMAND: Final = {
    "check": tuple(FORMATS),
    "audit": tuple(FORMATS),
    "todo": (*OF_EVERY_COMMAND, "lines"),
}
"""The names of the formats that a command accepts, for the commands that accept others too."""

MOST_DRAWN: Final = 1000
"""The maximum number of rows that are drawn for a terminal or a picture, without --limit.

Rich takes half a millisecond to draw a row.
"""


def is_drawn(name: str, width: int | None) -> bool:
    """Whether Rich draws the output, in the format with this name and of this width if given."""
    return name == "svg" or (name == "table" and (width is not None or terminal.is_terminal()))


class Style(NamedTuple):
    """The options that control how a result is printed; each format uses only some of them."""

    colour: str = "auto"
    width: int | None = None
    pager: bool = True
    headers: bool = True
    null: bool = False
    excel: bool = False
    limit: int | None = None


class Result:
    """The output of a command: rows for programs, and a view for people.

    A format uses either the rows or the view; the unused one is not built. This class makes views
    and lines safe to print, so that no format can forget to do so.
    """

    has_problems: ClassVar[bool] = False
    """Whether the rows are the problems that `bsc check` or `bsc audit` found."""

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
        shown: Callable[[Mapping[str, Any]], str] | None = None,
    ) -> None:
        self.source = rows
        """The rows produced by the command, with all their keys."""
        self.columns = tuple(columns if fields is None else fields)
        """The keys whose values are printed for each row."""
        self.fields = fields
        """The keys that `--fields` selects; `None` if the option is not used."""
        self.one = one
        """The whole result as one object; `None` if the command prints a list."""
        self.list_key = list_key
        """The key of the rows' list in a store; `None` if stores have no such list."""
        self.shown = shown
        """The function that returns the id to print for a row; `None` if that is its own id."""
        self._view, self._lines, self._summary = view, lines, summary

    @classmethod
    def of_one(
        cls, one: dict[str, Any], view: Callable[[], View], lines: Iterable[str] = ()
    ) -> Result:
        """Return a result that consists of a single object, which is also its only row."""
        return cls([PlainRow(one)], one, view, one=one, lines=lines)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield each row as a dictionary whose keys are `columns`."""
        for row in self.source:
            values = row.to_json()
            yield {name: values.get(name) for name in self.columns}

    def view(self, fit: Fit = str) -> SafeView:
        """Return the view, made safe to print: see `safe_view`."""
        return _safe(self._view(), fit)

    def lines(self, fit: Fit = str) -> list[str]:
        """Return the lines for `-o lines`, made safe to print in the same way as the view."""
        return [fit(visible(line)) for line in self._lines]

    def summary(self, fit: Fit = str) -> SafeView:
        """Return the summary, a view to print below the output lines.

        Like the value of `view`, it is safe to print.
        """
        return _safe(self._summary(), fit)


def _safe(view: View, fit: Fit) -> SafeView:
    from bsc_cli.view.safe import safe_view  # noqa: PLC0415 - JSON needs no view

    return safe_view(view, fit)


def write(name: str, result: Result, style: Style) -> None:
    """Print a result in the format with this name.

    Raises WrongUsage if the format is for problems, and the result is something else.
    """
    format = FORMATS[name]
    if format.is_for_problems and not (result.has_problems or format.is_for_people):
        raise WrongUsage(f"{name} is a format for problems only", "leave out --output")
    module, _, function = format.function.partition(":")
    write_result: Callable[[Result, Style], None] = getattr(import_module(module), function)
    write_result(result, style)


_BATCH: Final = 500
"""The maximum number of items that are written together."""


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield the items in lists of at most 500, so that a long result is written in parts."""
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
