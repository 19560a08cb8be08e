"""The options that commands share: which store to read, how much of it, how to print it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.index import cache
from bsc_cli.output import formats
from bsc_cli.output.formats import FOR_EYES, FORMATS, Style
from bsc_cli.system import files, terminal
from bsc_cli.system.errors import WrongUsage
from bsc_cli.text.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.index.index import Index
    from bsc_cli.output.formats import Result
    from bsc_cli.store.store import Store

_READABLE: Final = 1000
"""Records that a terminal, or a picture of one, shows unless --limit says otherwise."""

_FORMAT_OPTIONS: Final = ("width", "no_headers", "null", "excel")
"""Options that mean something to some formats only; `FORMATS` says to which."""


class Context(NamedTuple):
    """The values of the shared options, as given on the command line."""

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
    """Whether neither --output nor --json names the format."""

    def merged_with(self, other: Context) -> Context:
        """Return these options, completed by the other's where these are not given."""
        own = {name: value for name, value in self._asdict().items() if _is_given(value)}
        return other._replace(**own)

    def validated(self, default_format: str) -> Context:
        """Return the options with defaults filled in; raise WrongUsage before any work is done."""
        if self.json and self.output not in (None, "json"):
            raise WrongUsage(f"--json and --output {self.output} contradict each other")
        if default_format == "json" and self.output not in (None, "json"):
            hint = f"leave out --output {self.output}"
            raise WrongUsage("this command prints JSON only", hint)
        chosen = self.output or ("json" if self.json else None)
        output = _format(chosen, default_format)
        self._check_format_options(output, chosen)
        return self._replace(
            output=output,
            color=_one_of(terminal.COLOURS, "--color", self.color or "auto"),
            limit=self.limit and min(self.limit, sys.maxsize),
            is_default_format=chosen is None,
        )

    def _check_format_options(self, output: str, chosen: str | None) -> None:
        for name in _FORMAT_OPTIONS:
            if _is_given(getattr(self, name)) and name not in FORMATS[output].options:
                suitable = [other for other, format in FORMATS.items() if name in format.options]
                option = f"--{name.replace('_', '-')}"
                hint = f"add -o {suitable[0]}" if chosen is None else None
                message = f"{option} goes with {' or '.join(suitable)}, not with {output}"
                raise WrongUsage(message, hint)

    def open_index(self) -> Index:
        """Return the compiled store; raise InvalidStore or Unreadable."""
        return cache.index_of(self.store_path())

    def load_store(self) -> Store:
        """Return the store itself, with the places of its values; raise as `open_index` does."""
        from bsc_cli.store import store  # noqa: PLC0415 - a run with a fresh index imports no yaml

        return store.load(self.store_path())

    def store_path(self) -> Path:
        """Return the path from --facts or BSC_FACTS, else that of the bundled store."""
        if self.facts is not None:
            return files.named(self.facts, "store")
        path = os.environ.get("BSC_FACTS")
        return Path(path) if path else files.bundled_store()

    def row_limit(self) -> int | None:
        """Return how many records to print: --limit, else as many as a person may read, or all."""
        is_seen = self.output == "svg" or (self.output == "table" and terminal.is_terminal())
        return _READABLE if is_seen and self.limit is None else self.limit

    def is_for_eyes(self) -> bool:
        """Whether the format is for people."""
        return self.output in FOR_EYES

    def show(self, result: Result) -> None:
        """Print a result in the format chosen."""
        style = Style(
            colour=self.color or "auto",
            width=self.width,
            pager=not self.no_pager,
            headers=not self.no_headers,
            null=self.null,
            excel=self.excel,
        )
        formats.write(self.output or "table", result, style)


def _is_given(value: object) -> bool:
    return value is not None and value is not False


def _format(chosen: str | None, default: str) -> str:
    """Return the format: the one chosen, else that of BSC_OUTPUT, else the command's default."""
    preset = None if default == "json" else os.environ.get("BSC_OUTPUT")
    known = [name for name in FORMATS if name != "lines" or default == "lines"]
    label = "format" if chosen else "format (from BSC_OUTPUT)"
    return _one_of(known, label, chosen or preset or default)


def _one_of(known: Sequence[str], label: str, value: str) -> str:
    if value not in known:
        hint = did_you_mean(value, known) or f"there are {', '.join(known)}"
        raise WrongUsage(f"there is no {label} '{value}'", hint)
    return value
