"""How long a run takes, against the least that a program of its kind could take.

Prints, for each command, the median ratio of its time to that of a bare Typer program
that prints one line, or a Rich table of the same size; runs of the two alternate, so
that the machine's moods strike both.

    python benchmarks/startup.py [RUNS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = """
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
    for _ in range(6):
        table.add_row("border-force", "Border Force", "border_control", "yes", "role " * 30)
    Console(width=300).print(table)

app()
"""


def seconds(command: list[str]) -> float:
    """How long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main(runs: int) -> None:
    """Measure and print."""
    bsc = [sys.executable, "-m", "bsc_cli"]
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "bare.py"
        program.write_text(BARE)
        bare = [sys.executable, str(program)]
        rows = {
            "bsc agencies --json / a line": ([*bsc, "agencies", "--json"], [*bare, "line"]),
            "bsc agencies / a table": ([*bsc, "agencies"], [*bare, "table"]),
            "a line / python -c pass": ([*bare, "line"], [sys.executable, "-c", "pass"]),
        }
        for name, (ours, theirs) in rows.items():
            for command in (ours, theirs):
                seconds(command)
            ratios = [seconds(ours) / seconds(theirs) for _ in range(runs)]
            spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
            sys.stdout.write(f"{name:32}{statistics.median(ratios):6.2f}  ({spread})\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
