"""Compare the speed of `bsc` with that of a minimal Typer program and of other search programs.

The two commands of a comparison run alternately. Results are given as ratios, because absolute
times depend on the machine more than on the program.

    python benchmarks/compare.py [--facts 100000] [--stores 1000] [--runs 10] [--json FILE] [--markdown FILE]

Run this script with the Python of the environment in which `bsc` is installed. The large store is
made by `generate.py`. Programs that are not on the PATH are reported as not installed;
`--peers-path` names a folder to search before the PATH.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

sys.path.append(str(Path(__file__).resolve().parents[1]))

from benchmarks import meters, peers, report
from benchmarks.invented import LEAST, Store
from benchmarks.meters import Command
from bsc_cli.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.report import Result

WORD: Final = "covert"
WORDS: Final = "covert equipment"
"""A query for a rare word and a common one.

Because of `invented.RARE`, this query and `WORD` match as many records in an invented store of any
size as in the bundled store.
"""
COMMON: Final = "border"

STORE: Final = "store.yaml"
MANY: Final = "stores"
"""The folder of many stores."""
FACTS_OF_EACH: Final = 300
"""The number of facts in each of many stores."""

SETTLED: Final = 3
"""The number of seconds to wait after writing a store.

`bsc` does not trust the index of a file that changed more recently, because another change could
leave the file with the same modification time.
"""

BARE: Final = """
import sys
import typer
app = typer.Typer()

@app.command()
def line() -> None:
    print("one line")

@app.command()
def table() -> None:
    from rich.console import Console
    from rich.table import Table
    table = Table("id", "name", "type", "listed", "role")
    for row in ROWS:
        table.add_row(*row)
    Console(width=None if sys.stdout.isatty() else 400).print(table)

app()
"""
"""The source of a minimal program with two commands, built on the same libraries as `bsc`."""

LOAD: Final = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), Loader=yaml.CSafeLoader)"


class Row(NamedTuple):
    """A comparison of two commands that is still to be measured."""

    group: str
    what: str
    ours: Command
    other: Command
    bar: float | None = None
    ahead: bool = False
    meter: str = "time"
    finds: bool = False


class Bench:
    """A working folder for the stores, and methods that build the commands to measure."""

    def __init__(self, folder: Path, facts: int, stores: int, path: str) -> None:
        self.folder = folder
        self.facts = facts
        self.stores = stores
        self.edits = 0
        self.store = folder / STORE
        ours = {name: value for name, value in os.environ.items() if not name.startswith("BSC_")}
        for name in ("NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES"):
            ours.pop(name, None)
        cache = str(folder / "cache")
        self.environment = {**ours, "PATH": path, "TERM": "xterm-256color", "BSC_CACHE_DIR": cache}
        program = Path(sys.executable).with_name("bsc")
        self.program = [str(program)] if program.exists() else ["-m", "bsc_cli"]

    @contextlib.contextmanager
    def fresh(self) -> Iterator[Mapping[str, str]]:
        """Provide an environment whose cache contains the indexes built by earlier runs."""
        yield self.environment

    @contextlib.contextmanager
    def without_index(self) -> Iterator[Mapping[str, str]]:
        """Provide an environment with an empty cache."""
        with tempfile.TemporaryDirectory(dir=self.folder) as cache:
            yield {**self.environment, "BSC_CACHE_DIR": cache}

    @contextlib.contextmanager
    def after_an_edit(self) -> Iterator[Mapping[str, str]]:
        """Replace one of the many stores, but not the first, and provide the environment of `fresh`."""
        self.edits += 1
        self._write_store(1 + self.edits % (self.stores - 1), self.stores + self.edits)
        yield self.environment

    def _write_store(self, number: int, seed: int) -> None:
        """Write one of the many stores; only the first has the rare word."""
        path = self.folder / MANY / f"article-{number:04}" / "facts.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "".join(Store(FACTS_OF_EACH, seed, has_rare=number == 0).yaml()), encoding="utf-8"
        )

    def python(self, shown: str, *arguments: str) -> Command:
        """Build a command that runs Python."""
        return Command(shown, (sys.executable, *arguments), self.fresh)

    def bsc(self, arguments: str, *, large: bool = False, indexed: bool = True) -> Command:
        """Build a command that runs `bsc` on the bundled or the large store."""
        shown = f"bsc {arguments}" + f" --facts {STORE}" * large
        more = ["--facts", str(self.store)] if large else []
        argv = (sys.executable, *self.program, *arguments.split(), *more)
        return Command(shown, argv, self.fresh if indexed else self.without_index)

    def of_many(self, arguments: str, run: str = "fresh") -> Command:
        """Build a command that runs `bsc` on the many stores, in the environment named `run`."""
        argv = (sys.executable, *self.program, *arguments.split(), "--facts")
        shown = f"bsc {arguments} --facts {MANY}"
        return Command(shown, (*argv, str(self.folder / MANY)), getattr(self, run))

    def peer(self, search: peers.Search) -> Command:
        """Build a command that runs a search with another program."""
        file = str(self.folder / search.file)
        argv = (search.program, *search.arguments, file, *search.after)
        return Command(search.shown, argv, self.fresh)

    def prepare(self, groups: list[str]) -> None:
        """Create the files that the commands in these groups read."""
        generate = [sys.executable, str(Path(__file__).with_name("generate.py")), str(self.facts)]
        with self.store.open("wb") as file:
            subprocess.run(generate, stdout=file, check=True)
        if "stores" in groups:
            for number in range(self.stores):
                self._write_store(number, number)
        time.sleep(SETTLED)
        if "stores" in groups:
            self.of_many(f"search {WORD} --json").output()
        for large in (False, True):
            self.bsc(f"search {WORD} --json", large=large).output()
        if "peers" in groups:
            kinds = [self.bsc(f"{kind} --json", large=True).output() for kind in KINDS]
            records = [record for kind in kinds for record in json.loads(kind)]
            peers.prepare(records, self.folder, self.environment)
        agencies = json.loads(self.bsc("agencies --json").output())
        cells = [
            [row["id"], row["name"], row["type"], "yes" * row["listed"], row["role"]]
            for row in agencies
        ]
        (self.folder / "bare.py").write_text(f"ROWS = {cells!r}\n{BARE}", encoding="utf-8")


def rows(bench: Bench) -> Iterator[Row]:
    """Yield every comparison."""
    yield from of_starting(bench)
    yield from of_searching(bench)
    yield from of_peers(bench)
    build = bench.bsc(f"search {WORD} --json", large=True, indexed=False)
    load = bench.python(f"python: yaml.load({STORE}, CSafeLoader)", "-c", LOAD, str(bench.store))
    yield Row("build", "first search, which builds the index", build, load, 1.5)
    yield from of_many_stores(bench)
    search = f"search {WORD} --json"
    large, bundled = bench.bsc(search, large=True), bench.bsc(search)
    yield Row("memory", "peak memory of a search", large, bundled, 2.0, meter="memory")


def of_starting(bench: Bench) -> Iterator[Row]:
    """Yield the comparisons of the start-up times of `bsc` and of a minimal program."""
    bare = str(bench.folder / "bare.py")
    nothing = bench.python("python -c pass", "-c", "pass")
    line = bench.python("bare Typer: a line", bare, "line")
    table = bench.python("bare Typer: a Rich table", bare, "table")
    agencies = bench.bsc("agencies")
    yield Row("start", "floor: Typer", line, nothing)
    yield Row("start", "floor: Rich", table, line)
    yield Row("start", "list as JSON", bench.bsc("agencies --json"), line, 1.15)
    yield Row("start", "list as a table", agencies, table, 1.15)
    yield Row("start", "list on a terminal", agencies, table, meter="terminal")


def of_searching(bench: Bench) -> Iterator[Row]:
    """Yield the comparisons of searches in the large store with searches in the bundled store."""
    for what, search, bar in (
        ("search for a rare word", f"search {WORD} --json", 1.3),
        ("search for a rare and a common word", f"search {WORDS} --json", None),
        ("search for a common word, best 10", f"search {COMMON} --json --limit 10", None),
    ):
        large, bundled = bench.bsc(search, large=True), bench.bsc(search)
        yield Row("search", what, large, bundled, bar, finds=True)


def of_many_stores(bench: Bench) -> Iterator[Row]:
    """Yield the comparisons of many stores with the bundled one, and of an edit with a new index."""
    search = f"search {WORD} --json"
    bundled, many = bench.bsc(search), bench.of_many(search)
    number = f"{bench.stores:,}"
    yield Row("stores", f"search in {number} stores", many, bundled, 1.3, finds=True)
    yield Row("stores", f"peak memory in {number} stores", many, bundled, 1.1, meter="memory")
    edited, first = (bench.of_many(search, run) for run in ("after_an_edit", "without_index"))
    yield Row("stores", f"after an edit of one of {number} stores", edited, first, 0.02)


def of_peers(bench: Bench) -> Iterator[Row]:
    """Yield the comparisons of `bsc` with other programs that search the same facts."""
    ours = bench.bsc(f"search {WORD} --json", large=True)
    searches = {
        program: bench.peer(search) for program, search in peers.searches(WORD, STORE).items()
    }
    for program, what, bar in (
        ("jq", "scan of the facts as JSON", 0.3),
        ("recsel", "scan of the facts as records", 1.0),
        ("yq", "scan of the facts as YAML", None),
        ("sqlite-utils", "another full-text index", None),
        ("rg", "floor: scan of the lines", None),
    ):
        ahead = program == "recsel"
        yield Row("peers", what, ours, searches[program], bar, ahead, finds=True)


def measure(row: Row, clock: meters.Meter, bench: Bench, runs: int) -> Result:
    """Measure a comparison, or record why it failed."""
    chosen = {"time": clock, "terminal": meters.terminal_clock, "memory": meters.peak_memory}
    compared, finds = None, None
    problem = peers.absent(row.other.argv[0], bench.environment["PATH"]) or ""
    if not problem:
        try:
            compared = meters.compare(row.ours, row.other, chosen[row.meter], runs)
        except meters.FailedError as error:
            problem = f"failed: {error}"
        else:
            finds = compared.found() if row.finds else None
    return report.Result(
        row.what,
        row.ours.shown,
        row.other.shown,
        row.meter,
        row.bar,
        row.ahead,
        finds,
        compared,
        problem,
    )


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--facts", type=int, default=100_000, help="number of facts in the large store"
    )
    parser.add_argument("--stores", type=int, default=1000, help="number of stores of 300 facts")
    parser.add_argument(
        "--runs", type=int, default=10, help="number of rounds (fewer for slow commands)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results as JSON")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="write the results as Markdown"
    )
    parser.add_argument(
        "--peers-path", metavar="DIR", help="search this folder for other programs before PATH"
    )
    parser.add_argument(
        "--only", nargs="+", choices=GROUPS, default=GROUPS, help="groups of comparisons to measure"
    )
    options = parser.parse_args()
    if options.facts < LEAST:
        parser.error(f"--facts: must be at least {LEAST}")
    return options


GROUPS: Final = ["start", "search", "peers", "build", "stores", "memory"]


def main() -> None:
    """Measure and print the results."""
    options = arguments()
    path = os.pathsep.join(filter(None, (options.peers_path, os.environ.get("PATH", os.defpath))))
    name, clock = meters.clock()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.facts, options.stores, path)
        _progress("preparing the stores")
        try:
            bench.prepare(options.only)
        except meters.FailedError as error:
            sys.exit(f"compare: {error}")
        results = []
        for row in rows(bench):
            if row.group in options.only:
                _progress(row.what)
                results.append(measure(row, clock, bench, options.runs))
        tools = {tool: peers.version(tool, bench.environment) for tool in peers.TOOLS}
        setting = report.Setting(options.facts, bench.store.stat().st_size, name, tools)
    report.table(setting, results)
    if options.json:
        text = json.dumps(report.as_json(setting, results), ensure_ascii=False, indent=2)
        options.json.write_text(text + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(report.markdown(setting, results), encoding="utf-8")


def _progress(step: str) -> None:
    sys.stderr.write(f"{step} …\n")


if __name__ == "__main__":
    main()
