"""The forms in which a command's result is printed.

To add one, write a function that prints a result and name it in `FORMATS`.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from bsc_cli import terminal
from bsc_cli.model import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import ModuleType

    from bsc_cli.views import View

    Show: TypeAlias = Callable[[ModuleType], View]
    """Makes a view with the functions of `views`, which is handed in."""


class Result(NamedTuple):
    """What a command found: for machines as JSON values, for eyes as a view.

    `data` gives records one by one or, where a command reports on one thing, is an object.
    The view is made only when it is asked for; either of the two is used, and once.
    `lines` are problems, as compilers print theirs.
    """

    data: Iterable[Record | dict[str, Any]] | dict[str, Any]
    view: Show
    colour: str
    lines: Sequence[str] = ()


def table(result: Result) -> None:
    """A table for eyes."""
    from bsc_cli import render, views  # noqa: PLC0415 - rich takes longer to import than to run

    colour = terminal.has_colour(result.colour)
    view = result.view(views)
    drawn = render.draw(view, terminal.width(), colour, terminal.takes_unicode())
    terminal.write_shown(drawn)


def lines(result: Result) -> None:
    """A line for each problem, with a hint below it; nothing where there is none."""
    terminal.write_shown("".join(f"{line}\n" for line in result.lines))


def json_(result: Result) -> None:
    """One JSON array, one line a record, so that line tools work on it as well."""
    if isinstance(result.data, dict):
        import json  # noqa: PLC0415 - records are kept as lines of JSON

        terminal.write_data(json.dumps(result.data, ensure_ascii=False, indent=2) + "\n")
        return
    rows = map(_line, result.data)
    written = "[\n"
    while some := list(islice(rows, _AT_ONCE)):
        terminal.write_data(written + ",\n".join(some))
        written = ",\n"
    terminal.write_data("[]\n" if written == "[\n" else "\n]\n")


_AT_ONCE = 500
"""Records that are written at once."""


def _line(row: Record | dict[str, Any]) -> str:
    if isinstance(row, Record):
        return row.json
    import json  # noqa: PLC0415 - as above

    return json.dumps(row, ensure_ascii=False)


FORMATS: dict[str, Callable[[Result], None]] = {"table": table, "json": json_, "lines": lines}
"""Every format by the name that people give it; `lines` is for problems only."""
