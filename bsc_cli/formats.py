"""The forms in which a command's result is printed.

To add one, write a function that prints a result and name it in `FORMATS`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from bsc_cli import terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bsc_cli.views import View


class Result(NamedTuple):
    """What a command found: for machines as JSON values, for eyes as a view.

    `data` is a list of records or, where a command reports on one thing, an object. The
    view is made only when it is asked for. `lines` are problems, as compilers print theirs.
    """

    data: Any
    view: Callable[[], View]
    colour: str
    lines: Sequence[str] = ()


def table(result: Result) -> None:
    """A table for eyes."""
    from bsc_cli import render  # noqa: PLC0415 - rich takes longer to import than the rest to run

    colour = terminal.has_colour(result.colour)
    drawn = render.draw(result.view(), terminal.width(), colour, terminal.takes_unicode())
    terminal.write_shown(drawn)


def lines(result: Result) -> None:
    """A line for each problem, with a hint below it; nothing where there is none."""
    terminal.write_shown("".join(f"{line}\n" for line in result.lines))


def json_(result: Result) -> None:
    """One JSON array, one line a record, so that line tools work on it as well."""
    if isinstance(result.data, dict):
        terminal.write_data(json.dumps(result.data, ensure_ascii=False, indent=2) + "\n")
        return
    rows = ",\n".join(json.dumps(item, ensure_ascii=False) for item in result.data)
    terminal.write_data(f"[\n{rows}\n]\n" if rows else "[]\n")


FORMATS: dict[str, Callable[[Result], None]] = {"table": table, "json": json_, "lines": lines}
"""Every format by the name that people give it; `lines` is for problems only."""
