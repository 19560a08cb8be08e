"""Measure a large set of stores, in bsc and in the engines that read its exports.

    python benchmarks/scale.py [--claims 1000000] [--stores 1000] [--folder FOLDER]

Stores are invented, with the records of all kinds that go with so many claims. `bsc` indexes,
searches and exports them. Then `bsc`, SQLite, DuckDB and Spark each count the claims by voice and
those of each figure, for which they join claims with figures; all must give the same counts.
Prints the time and the peak memory of each command. In FOLDER, the stores and the exports are
kept, and used again by the next run.

DuckDB comes with `pip install -e '.[recipes]'`, Spark with `pip install pyspark` and Java 17.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

sys.path.append(str(Path(__file__).resolve().parents[1]))

from benchmarks.compare import SETTLED, WORD
from benchmarks.invented import LEAST, Store, counts
from benchmarks.meters import usage

if TYPE_CHECKING:
    from collections.abc import Iterator

BSC: Final = str(Path(sys.executable).parent / "bsc")
EXPORTS: Final = {"sqlite": "facts.db", "datapackage": "facts", "parquet": "facts.parquet"}
"""The formats to export, and the names of the exports."""
VOICES: Final = "claims by voice"
FIGURES: Final = "claims of each figure"
QUERIES: Final = {
    # The author of each article is no record of a store, and counts as one voice.
    VOICES: """
        SELECT voice, count(*) FROM {claims}
        GROUP BY CASE WHEN voice = 'author' THEN '' ELSE store END, voice
    """,
    FIGURES: "SELECT id, count(*) FROM {pairs} AS pair JOIN {figures} USING (store, id) GROUP BY store, id",
}
"""The questions in SQL; `pairs` are the stores and the figures of claims."""
SQLITE: Final = """
import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]):
    print(*row, sep="\t")
"""
DUCKDB: Final = """
import duckdb, sys
for row in duckdb.sql(sys.argv[1]).fetchall():
    print(*row, sep="\t")
"""
SPARK: Final = (
    *("spark-sql", "--master", "local[*]", "--conf", "spark.ui.enabled=false"),
    *("--conf", "spark.sql.catalogImplementation=in-memory"),
)
NO_SPARK: Final = """\
WARNING: no spark-sql on the PATH (pip install pyspark; it needs Java): SPARK IS NOT RUN"""


class Command(NamedTuple):
    """A command to measure: what it does, the program's name, and the arguments."""

    what: str
    program: str
    argv: tuple[str, ...]


def make_stores(folder: Path, claims: int, number: int) -> None:
    """Write stores with at least so many claims in all, each with the same number of records."""
    of_each = -(-claims // number)
    total = next(total for total in count(LEAST) if counts(total)["claims"] >= of_each)
    folder.mkdir()
    for seed in range(number):
        with (folder / f"article-{seed:04}.facts.yaml").open("w", encoding="utf-8") as file:
            file.writelines(Store(total, seed).yaml())
    time.sleep(SETTLED)


def commands(folder: Path) -> Iterator[Command]:
    """Yield the commands in an order in which each finds what it needs."""
    yield Command("first run: index", "bsc", (BSC, "claims", "--count"))
    yield Command("search, best 10", "bsc", (BSC, "search", WORD, "--json", "--limit", "10"))
    for what, field in ((VOICES, "voice"), (FIGURES, "figures")):
        yield Command(what, "bsc", (BSC, "claims", "--by", field, "-o", "tsv", "--no-headers"))
    for name, file in EXPORTS.items():
        argv = (BSC, "export", str(folder / file), "--as", name)
        yield Command(f"export: {name}", "bsc", argv)
    sqlite = (sys.executable, "-c", SQLITE, str(folder / EXPORTS["sqlite"]))
    pairs = "(SELECT store, target AS id FROM claims_figures)"
    yield from _queries("SQLite", sqlite, "claims", pairs, "figures")
    parquet = folder / EXPORTS["parquet"]
    if find_spec("duckdb"):
        claims, figures = (f"'{parquet}/{kind}/*/*.parquet'" for kind in ("claims", "figures"))
        pairs = f"(SELECT store, unnest(figures) AS id FROM {claims})"
        yield from _queries("DuckDB", (sys.executable, "-c", DUCKDB), claims, pairs, figures)
    if shutil.which(SPARK[0]):
        claims, figures = (f"parquet.`{parquet}/{kind}`" for kind in ("claims", "figures"))
        pairs = f"(SELECT store, explode(figures) AS id FROM {claims})"
        warehouse = ("--conf", f"spark.sql.warehouse.dir={folder}/spark")
        yield from _queries("Spark", (*SPARK, *warehouse, "-e"), claims, pairs, figures)


def _queries(
    program: str, argv: tuple[str, ...], claims: str, pairs: str, figures: str
) -> Iterator[Command]:
    """Yield a command for each query, whose SQL is the last argument."""
    for what, query in QUERIES.items():
        sql = query.format(claims=claims, pairs=pairs, figures=figures)
        yield Command(what, program, (*argv, sql))


def answer(file: Path) -> list[int]:
    """Return the sorted counts of a printed table; claims without a value are not counted."""
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return sorted(int(number) for value, number in rows if value)


def measure(folder: Path) -> bool:
    """Run the commands and print a row for each; return whether all agree."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BSC_")}
    own = {"BSC_FACTS": str(folder / "stores"), "BSC_CACHE_DIR": str(folder / "cache")}
    answers: dict[str, list[int]] = {}
    agree = True
    print("| what | program | seconds | CPU seconds | peak memory |")
    print("|---|---|---:|---:|---:|", flush=True)
    for what, program, argv in commands(folder):
        printed = folder / "printed"
        used = usage(argv, kept | own, file=printed)
        note = f" FAILED: status {used.status}" if used.status else ""
        if what in QUERIES and not used.status:
            counted = answer(printed)
            if counted != answers.setdefault(what, counted) or not counted:
                note = " DIFFERENT COUNTS"
        agree &= not note
        cost = f"{used.elapsed:,.1f} | {used.seconds:,.1f} | {used.memory / 1e6:,.0f} MB"
        print(f"| {what} | {program} | {cost} |{note}", flush=True)
    return agree


def sizes(folder: Path) -> Iterator[str]:
    """Yield the size of the stores, of the index and of each export."""
    for name in ("stores", "cache", *EXPORTS.values()):
        path = folder / name
        files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in files)
        yield f"{name}: {size / 1e6:,.1f} MB in {len(files):,} file{'s' * (len(files) != 1)}"


def main() -> None:
    """Make the stores, measure, and print the results."""
    parser = argparse.ArgumentParser(description="Measure a large set of stores.")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--stores", type=int, default=1000)
    parser.add_argument("--folder", type=Path, help="keep the stores and the exports there")
    options = parser.parse_args()
    if not 0 < options.stores <= options.claims:
        parser.error("there must be at least one claim for each store")
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "stores").exists():
            make_stores(folder / "stores", options.claims, options.stores)
        agree = measure(folder)
        print("; ".join(sizes(folder)))
    if not find_spec("duckdb"):
        print("WARNING: no duckdb (pip install duckdb): DUCKDB IS NOT RUN", file=sys.stderr)
    if not shutil.which(SPARK[0]):
        print(NO_SPARK, file=sys.stderr)
    sys.exit(not agree)


if __name__ == "__main__":
    main()
