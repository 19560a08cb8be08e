"""How fast `bsc` is, next to the least that a program of its kind could take and to others.

Everything is measured in one run, two commands in turn, and told as a ratio: absolute
times say more of the machine than of the program.

    python benchmarks/compare.py [--facts 100000] [--runs 10] [--json FILE] [--markdown FILE]

Run it with the Python that `bsc` is installed for. The large store is invented, by
`generate.py`. Programs that are not on the path (`--peers-path` puts a folder before it)
are told as not here.
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
from benchmarks.invented import LEAST
from benchmarks.meters import Command
from bsc_cli.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.report import Result

WORD: Final = "covert"
WORDS: Final = "covert equipment"
"""Searches that find about as many records in an invented store of any size as in the
bundled one (`words.RARE` sees to it)."""
COMMON: Final = "border"

STORE: Final = "store.yaml"

SETTLED: Final = 3
"""Seconds after which a file that has changed is old: an index of it can be fresh only then,
because until then the file could change again and look the same."""

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
"""A program of two commands with nothing in it but what any such program has."""

LOAD: Final = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), Loader=yaml.CSafeLoader)"


class Row(NamedTuple):
    """A comparison that is to be made."""

    group: str
    what: str
    ours: Command
    other: Command
    bar: float | None = None
    ahead: bool = False
    meter: str = "time"
    finds: bool = False


class Bench:
    """A folder with the stores, an environment, and the commands that run in it."""

    def __init__(self, folder: Path, facts: int, path: str) -> None:
        self.folder = folder
        self.facts = facts
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
        """The environment with an index of every store that was asked for before."""
        yield self.environment

    @contextlib.contextmanager
    def without_index(self) -> Iterator[Mapping[str, str]]:
        """The environment without any index."""
        with tempfile.TemporaryDirectory(dir=self.folder) as cache:
            yield {**self.environment, "BSC_CACHE_DIR": cache}

    def python(self, shown: str, *arguments: str) -> Command:
        """A run of Python."""
        return Command(shown, (sys.executable, *arguments), self.fresh)

    def bsc(self, arguments: str, *, large: bool = False, indexed: bool = True) -> Command:
        """A run of `bsc`, in the bundled store or in the large one."""
        shown = f"bsc {arguments}" + f" --facts {STORE}" * large
        more = ["--facts", str(self.store)] if large else []
        argv = (sys.executable, *self.program, *arguments.split(), *more)
        return Command(shown, argv, self.fresh if indexed else self.without_index)

    def peer(self, search: peers.Search) -> Command:
        """A run of another program."""
        file = str(self.folder / search.file)
        argv = (search.program, *search.arguments, file, *search.after)
        return Command(search.shown, argv, self.fresh)

    def prepare(self, groups: list[str]) -> None:
        """Make what the commands of these groups of rows read."""
        generate = [sys.executable, str(Path(__file__).with_name("generate.py")), str(self.facts)]
        with self.store.open("wb") as file:
            subprocess.run(generate, stdout=file, check=True)
        time.sleep(SETTLED)
        for large in (False, True):
            self.bsc(f"search {WORD} --json", large=large).output()
        if "peers" in groups:
            kinds = [self.bsc(f"{kind} --json", large=True).output() for kind in KINDS]
            records = [record for kind in kinds for record in json.loads(kind)]
            peers.prepare(records, self.folder, self.environment)
        agencies = json.loads(self.bsc("agencies --json").output())
        cells = [
            [each["id"], each["name"], each["type"], "yes" * each["listed"], each["role"]]
            for each in agencies
        ]
        (self.folder / "bare.py").write_text(f"ROWS = {cells!r}\n{BARE}", encoding="utf-8")


def rows(bench: Bench) -> Iterator[Row]:
    """Every comparison."""
    yield from of_starting(bench)
    yield from of_searching(bench)
    yield from of_peers(bench)
    build = bench.bsc(f"search {WORD} --json", large=True, indexed=False)
    load = bench.python(f"python: yaml.load({STORE}, CSafeLoader)", "-c", LOAD, str(bench.store))
    yield Row("build", "the first search, which builds the index", build, load, 1.5)
    search = f"search {WORD} --json"
    large, bundled = bench.bsc(search, large=True), bench.bsc(search)
    yield Row("memory", "peak memory of a search", large, bundled, 2.0, meter="memory")


def of_starting(bench: Bench) -> Iterator[Row]:
    """What a run takes at least, and what ours takes."""
    bare = str(bench.folder / "bare.py")
    nothing = bench.python("python -c pass", "-c", "pass")
    line = bench.python("bare Typer: a line", bare, "line")
    table = bench.python("bare Typer: a Rich table", bare, "table")
    agencies = bench.bsc("agencies")
    yield Row("start", "floor: Typer", line, nothing)
    yield Row("start", "floor: Rich", table, line)
    yield Row("start", "a list as JSON", bench.bsc("agencies --json"), line, 1.15)
    yield Row("start", "a list as a table", agencies, table, 1.15)
    yield Row("start", "the same on a terminal", agencies, table, meter="terminal")


def of_searching(bench: Bench) -> Iterator[Row]:
    """How much longer a search takes in a large store."""
    for what, search, bar in (
        ("a search", f"search {WORD} --json", 1.3),
        ("a search with a common word", f"search {WORDS} --json", None),
        ("a common word, best 10", f"search {COMMON} --json --limit 10", None),
    ):
        large, bundled = bench.bsc(search, large=True), bench.bsc(search)
        yield Row("search", what, large, bundled, bar, finds=True)


def of_peers(bench: Bench) -> Iterator[Row]:
    """How other programs search the same facts."""
    ours = bench.bsc(f"search {WORD} --json", large=True)
    searches = {
        program: bench.peer(search) for program, search in peers.searches(WORD, STORE).items()
    }
    for program, what, bar in (
        ("jq", "a scan of the facts as JSON", 0.3),
        ("recsel", "a scan of the facts as records", 1.0),
        ("yq", "a scan of the facts as YAML", None),
        ("sqlite-utils", "another full-text index", None),
        ("rg", "floor: a scan of the lines", None),
    ):
        ahead = program == "recsel"
        yield Row("peers", what, ours, searches[program], bar, ahead, finds=True)


def measure(row: Row, clock: meters.Meter, bench: Bench, runs: int) -> Result:
    """Make a comparison, or say why it could not be made."""
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
    """What was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--facts", type=int, default=100_000, help="how many the large store has")
    parser.add_argument("--runs", type=int, default=10, help="rounds; of slow commands fewer")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results as JSON")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write them as a page")
    parser.add_argument(
        "--peers-path", metavar="DIR", help="where other programs are, besides PATH"
    )
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=GROUPS, help="measure these")
    given = parser.parse_args()
    if given.facts < LEAST:
        parser.error(f"--facts: a store has {LEAST} records at least")
    return given


GROUPS: Final = ["start", "search", "peers", "build", "memory"]


def main() -> None:
    """Measure, and print as it was asked for."""
    given = arguments()
    path = os.pathsep.join(filter(None, (given.peers_path, os.environ.get("PATH", os.defpath))))
    name, clock = meters.clock()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), given.facts, path)
        _say("the stores")
        try:
            bench.prepare(given.only)
        except meters.FailedError as error:
            sys.exit(f"compare: {error}")
        results = []
        for row in rows(bench):
            if row.group in given.only:
                _say(row.what)
                results.append(measure(row, clock, bench, given.runs))
        tools = {tool: peers.version(tool, bench.environment) for tool in peers.TOOLS}
        setting = report.Setting(given.facts, bench.store.stat().st_size, name, tools)
    report.table(setting, results)
    if given.json:
        text = json.dumps(report.as_json(setting, results), ensure_ascii=False, indent=2)
        given.json.write_text(text + "\n", encoding="utf-8")
    if given.markdown:
        given.markdown.write_text(report.markdown(setting, results), encoding="utf-8")


def _say(what: str) -> None:
    sys.stderr.write(f"{what} …\n")


if __name__ == "__main__":
    main()
