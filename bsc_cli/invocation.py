"""What a command was asked besides its own question: which store, and how to print."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli import cache, files, terminal
from bsc_cli.errors import WrongUsage
from bsc_cli.formats import FORMATS, Result
from bsc_cli.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.formats import Show
    from bsc_cli.index import Index
    from bsc_cli.store import Store


_READABLE: Final = 1000
"""Records that a table on a terminal has at most, where not told otherwise."""


class Invocation(NamedTuple):
    """The values of the options that every command has, as they were given."""

    output: str | None = None
    json: bool = False
    facts: str | None = None
    color: str | None = None

    def over(self, other: Invocation) -> Invocation:
        """These options, and the other's where these are silent."""
        return Invocation(
            other.output if self.output is None else self.output,
            self.json or other.json,
            other.facts if self.facts is None else self.facts,
            other.color if self.color is None else self.color,
        )

    def checked(self, default: str) -> Invocation:
        """The same with its defaults; raises WrongUsage before any work is done."""
        if self.json and self.output not in (None, "json"):
            raise WrongUsage(f"--json and --output {self.output} contradict each other")
        if default == "json" and self.output not in (None, "json"):
            raise WrongUsage("this is printed as JSON only", f"leave out --output {self.output}")
        preset = None if default == "json" else os.environ.get("BSC_OUTPUT")
        asked = self.output or ("json" if self.json else preset)
        known = [name for name in FORMATS if name != "lines" or default == "lines"]
        output = _one_of(known, "format", asked or default)
        return self._replace(
            output=output, color=_one_of(terminal.COLOURS, "--color", self.color or "auto")
        )

    def compiled(self) -> Index:
        """The compiled store that was asked for; raises InvalidStore or Unreadable."""
        return cache.index_of(self.store_path())

    def store(self) -> Store:
        """The store that was asked for, with the places of its values; raises as `compiled`."""
        from bsc_cli import store  # noqa: PLC0415 - brings yaml and all that checks a store

        return store.load(self.store_path())

    def most(self, limit: int | None) -> int | None:
        """How many records to print: `limit`, or what a person may read, or all."""
        if limit is None and self.output == "table" and terminal.is_terminal():
            return _READABLE
        return limit

    def store_path(self) -> Path:
        """The store that --facts or BSC_FACTS names, else the bundled one."""
        if self.facts is not None:
            return Path(self.facts)
        path = os.environ.get("BSC_FACTS")
        return Path(path) if path else files.bundled_store()

    def show(self, data: Any, view: Show, lines: Sequence[str] = ()) -> None:
        """Print what a command found in the format that was asked for."""
        FORMATS[self.output or "table"](Result(data, view, self.color or "auto", lines))


def _one_of(known: Sequence[str], what: str, given: str) -> str:
    if given not in known:
        hint = did_you_mean(given, known) or f"there are {', '.join(known)}"
        raise WrongUsage(f"there is no {what} '{given}'", hint)
    return given
