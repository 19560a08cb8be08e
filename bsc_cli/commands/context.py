"""What a command was asked besides its own question: which store, what of it, how to print."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.index import cache
from bsc_cli.output import formats
from bsc_cli.output.formats import FORMATS, Result, Style
from bsc_cli.system import files, terminal
from bsc_cli.system.errors import WrongUsage
from bsc_cli.text.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.index.index import Index
    from bsc_cli.store.store import Store

_READABLE: Final = 1000
"""Records that a terminal or a picture of one has at most, where not told otherwise."""

_FORMAT_OPTIONS: Final = {
    "width": "--width",
    "no_headers": "--no-headers",
    "null": "--null",
    "excel": "--excel",
}
"""Options that apply to some formats only, as `FORMATS` has it."""


class Context(NamedTuple):
    """The values of the options that several commands have, as they were given."""

    output: str | None = None
    json: bool = False
    facts: str | None = None
    color: str | None = None
    width: int | None = None
    no_pager: bool = False
    no_headers: bool = False
    null: bool = False
    excel: bool = False
    fields: str | None = None
    sort: str | None = None
    limit: int | None = None
    count_only: bool = False
    is_default_format: bool = False
    """Whether the format is the one that goes without saying."""

    def merged_with(self, other: Context) -> Context:
        """These options, and the other's where these are silent."""
        asked = self._asdict().items()
        return other._replace(**{name: value for name, value in asked if not _is_silent(value)})

    def validated(self, default: str) -> Context:
        """The same with its defaults; raises WrongUsage before any work is done."""
        if self.json and self.output not in (None, "json"):
            raise WrongUsage(f"--json and --output {self.output} contradict each other")
        if default == "json" and self.output not in (None, "json"):
            raise WrongUsage("this is printed as JSON only", f"leave out --output {self.output}")
        is_default_format = None if default == "json" else os.environ.get("BSC_OUTPUT")
        asked = self.output or ("json" if self.json else None)
        known = [name for name in FORMATS if name != "lines" or default == "lines"]
        what = "format" if asked else "format (it is set in BSC_OUTPUT)"
        output = _one_of(known, what, asked or is_default_format or default)
        for name, option in _FORMAT_OPTIONS.items():
            if not _is_silent(getattr(self, name)) and name not in FORMATS[output].options:
                allowed = [format for format in FORMATS if name in FORMATS[format].options]
                hint = f"add -o {allowed[0]}" if asked is None else None
                raise WrongUsage(f"{option} goes with {' or '.join(allowed)}, not {output}", hint)
        color = _one_of(terminal.COLOURS, "--color", self.color or "auto")
        limit = self.limit and min(self.limit, sys.maxsize)
        return self._replace(
            output=output, color=color, limit=limit, is_default_format=asked is None
        )

    def open_index(self) -> Index:
        """The compiled store that was asked for; raises InvalidStore or Unreadable."""
        return cache.index_of(self.store_path())

    def store(self) -> Store:
        """The store that was asked for, with the places of its values; raises as `compiled`."""
        from bsc_cli.store import store  # noqa: PLC0415 - brings yaml and all that checks a store

        return store.load(self.store_path())

    def store_path(self) -> Path:
        """The store that --facts or BSC_FACTS names, else the bundled one."""
        if self.facts is not None:
            return files.named(self.facts, "store")
        path = os.environ.get("BSC_FACTS")
        return Path(path) if path else files.bundled_store()

    def row_limit(self) -> int | None:
        """How many records to print: as many as was said, or as a person may read, or all."""
        seen = self.output == "svg" or (self.output == "table" and terminal.is_terminal())
        return _READABLE if seen and self.limit is None else self.limit

    def is_for_eyes(self) -> bool:
        """Whether a person is to read it."""
        return self.output in formats.FOR_EYES

    def show(self, result: Result) -> None:
        """Print what a command found in the format that was asked for."""
        style = Style(
            colour=self.color or "auto",
            width=self.width,
            pager=not self.no_pager,
            headers=not self.no_headers,
            null=self.null,
            excel=self.excel,
        )
        formats.write(self.output or "table", result, style)

    def show_count(self, number: int) -> None:
        """Print how many were found."""
        terminal.write_data(f"{number}\n")


def _is_silent(value: object) -> bool:
    return value is None or value is False


def _one_of(known: Sequence[str], what: str, given: str) -> str:
    if given not in known:
        hint = did_you_mean(given, known) or f"there are {', '.join(known)}"
        raise WrongUsage(f"there is no {what} '{given}'", hint)
    return given
