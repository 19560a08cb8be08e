"""The options that commands share: the store to read, the rows to print, and their format."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.index import cache, stores
from bsc_cli.output import formats
from bsc_cli.output.formats import FORMATS, OF_EVERY_COMMAND, Style
from bsc_cli.system import files, terminal
from bsc_cli.system.errors import InvalidStore, Unreadable, WrongUsage
from bsc_cli.text.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from typing import TypeVar

    from bsc_cli.index.index import Index
    from bsc_cli.output.formats import Result
    from bsc_cli.store.store import Store

    T = TypeVar("T")

_FORMAT_OPTIONS: Final = ("width", "no_headers", "null", "excel")
"""The options that only some formats accept, as declared in `FORMATS`."""


class Context(NamedTuple):
    """The values of the options that commands share."""

    output: str | None = None
    json: bool = False
    facts: tuple[str, ...] = ()
    store: tuple[str, ...] = ()
    strict: bool = False
    color: str | None = None
    width: int | None = None
    no_pager: bool = False
    no_headers: bool = False
    null: bool = False
    excel: bool = False
    fields: str | None = None
    sort: str | None = None
    article_file: str | None = None
    limit: int | None = None
    count_only: bool = False
    is_default_format: bool = False
    """Whether neither --output nor --json was given."""

    def merged_with(self, other: Context) -> Context:
        """Return the options that are set here or in `other`, with all values of lists.

        Raises WrongUsage for an option that takes one value and is set in both.
        """
        own = self._asdict().items()
        values = {
            name: value
            for name, value in own
            if value is not None and value is not False and value != ()
        }
        for name, value in values.items():
            before = getattr(other, name)
            if isinstance(value, tuple):
                values[name] = (*before, *value)
            elif value is not True and before is not None:
                raise given_twice(f"--{name}")
        return other._replace(**values)

    def validated(self, default_format: str, known: Sequence[str] = OF_EVERY_COMMAND) -> Context:
        """Return the options with defaults filled in.

        `known` are the formats that the command accepts. Raises WrongUsage if an option is invalid.
        """
        chosen = self.output.lower() if self.output else None
        if chosen not in (None, "json") and self.json:
            raise WrongUsage(f"--json and --output {self.output} contradict each other")
        if chosen not in (None, "json") and default_format == "json":
            hint = f"leave out --output {self.output}"
            raise WrongUsage("this command prints JSON only", hint)
        chosen = "json" if self.json else chosen
        preset = None if default_format == "json" else os.environ.get("BSC_OUTPUT")
        label = "--output" if chosen else "BSC_OUTPUT"
        output = chosen or (preset or default_format).lower()
        if output in FORMATS and output not in known:
            hint = f"choose one of {', '.join(known)}"
            raise WrongUsage(f"{label} cannot be '{output}' here", hint)
        output = one_of(known, label, output)
        self._check_format_options(output, chosen, known)
        return self._replace(
            output=output,
            color=one_of(terminal.COLOURS, "--color", self.color or "auto"),
            limit=self.limit and min(self.limit, sys.maxsize),
            is_default_format=chosen is None,
        )

    def _check_format_options(self, output: str, chosen: str | None, known: Sequence[str]) -> None:
        for name in _FORMAT_OPTIONS:
            if getattr(self, name) and name not in FORMATS[output].options:
                suitable = [other for other in known if name in FORMATS[other].options]
                option = f"--{name.replace('_', '-')}"
                hint = f"add -o {suitable[0]}" if chosen is None else None
                message = f"{option} works only with {' or '.join(suitable)}, not with {output}"
                raise WrongUsage(message, hint)

    def of_stores(self, paths: Sequence[str]) -> Context:
        """Return the options for the stores at some paths or, without any, these options.

        Raises WrongUsage if --facts names stores too.
        """
        if paths and self.facts:
            raise WrongUsage("STORE and --facts contradict each other", "leave out one of them")
        return self._replace(facts=tuple(paths)) if paths else self

    def open_index(self) -> Index:
        """Return the index of the stores, or of those that --store selects.

        Raises Unreadable if a store cannot be read, InvalidStore if it is invalid, and WrongUsage
        if there is no store of a selected name. Of several stores, bad ones are left out.
        """
        return cache.index_of(*self.store_paths(), chosen=self.store, is_strict=self.strict)

    def load_store(self) -> Store:
        """Return the store, with the positions of its values in the file.

        Raises Unreadable if the store cannot be read, and InvalidStore if it is invalid.
        """
        from bsc_cli.store import store  # noqa: PLC0415 - with a fresh index, yaml is not imported

        return store.load(self.store_path())

    def store_paths(self) -> list[Path]:
        """Return the paths given by --facts or BSC_FACTS, or else that of the bundled store."""
        if self.facts:
            return [files.named(path, "store") for path in self.facts]
        listed = os.environ.get("BSC_FACTS", "")
        # A path that contains the separator stands for itself, if it exists.
        paths = [listed] if os.path.exists(listed) else listed.split(os.pathsep)  # noqa: PTH110 - as in `cache`
        return [Path(path) for path in paths if path] or [files.bundled_store()]

    def each_store(self) -> list[tuple[str, Context]]:
        """Return the names of the stores, each with the options that select this store alone.

        Raises Unreadable and WrongUsage as `open_index` does.
        """
        located = stores.located(self.store_paths())
        if self.store:
            names = stores.meant(self.store, [store.name for store in located])
            located = [store for store in located if store.name in names]
        return [(store.name, self._replace(facts=(store.path,), store=())) for store in located]

    def load_each(self, load: Callable[[Context], T]) -> Iterator[T]:
        """Yield what `load` returns for each store, given the options that select it alone.

        Of several stores, bad ones are reported and left out. Raises Unreadable or InvalidStore for
        a bad store if it is the only one or with --strict, and NothingLeft if all are bad.
        """
        each = self.each_store()
        count = 0
        for _, context in each:
            try:
                loaded = load(context)
            except (InvalidStore, Unreadable) as error:
                if self.strict or len(each) == 1:
                    raise
                stores.report_left_out(context.facts[0], error)
                continue
            count += 1
            yield loaded
        if not count:
            raise stores.nothing_left(len(each))

    def store_path(self) -> Path:
        """Return the path of the store. Raises WrongUsage if there are several."""
        each = self.each_store()
        if len(each) > 1:
            message = f"this needs a single store, and there are {len(each):,}"
            raise WrongUsage(message, f"add --store NAME, such as --store {each[0][0]}")
        [path] = each[0][1].facts
        return Path(path)

    def row_limit(self) -> int | None:
        """Return the maximum number of records to print, or `None` to print all.

        This is the value of --limit. Without --limit, as many records are read as would be drawn.
        """
        if self.limit is None and formats.is_drawn(self.output or "", self.width):
            return formats.MOST_DRAWN
        return self.limit

    def is_for_people(self) -> bool:
        """Whether the output format is meant for people rather than programs."""
        return FORMATS[self.output or "table"].is_for_people

    def show(self, result: Result) -> None:
        """Print a result in the format that the options select."""
        style = Style(
            colour=self.color or "auto",
            width=self.width,
            pager=not self.no_pager,
            headers=not self.no_headers,
            null=self.null,
            excel=self.excel,
            limit=self.limit,
        )
        formats.write(self.output or "table", result, style)


def given_twice(option: str) -> WrongUsage:
    """Return the error for an option that is given more than once, and takes one value."""
    return WrongUsage(f"{option} is given more than once", "leave out all but one")


def one_of(known: Collection[str], label: str, value: str) -> str:
    """Return which of the known values, all in lower case, an option has.

    Raises WrongUsage if it has none of them.
    """
    folded = value.lower()
    if folded not in known:
        hint = did_you_mean(folded, known) or f"choose one of {', '.join(known)}"
        raise WrongUsage(f"{label} cannot be '{value}'", hint)
    return folded
