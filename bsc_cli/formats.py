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

    The view is made only when it is asked for.
    """

    data: Sequence[Any]
    view: Callable[[], View]
    colour: str


def table(result: Result) -> None:
    """A table for eyes."""
    from bsc_cli import render  # noqa: PLC0415 - rich takes longer to import than the rest to run

    width = terminal.width()
    colour = terminal.has_colour(result.colour)
    terminal.write_shown(render.draw(result.view(), width, colour, terminal.takes_unicode()))


def json_(result: Result) -> None:
    """One JSON array, one line a record, so that line tools work on it as well."""
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in result.data)
    terminal.write_data(f"[\n{lines}\n]\n" if lines else "[]\n")


FORMATS: dict[str, Callable[[Result], None]] = {"table": table, "json": json_}
"""Every format by the name that people give it."""
