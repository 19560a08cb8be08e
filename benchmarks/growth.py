"""Measure how the CPU time and the memory of commands grow with the size of their input.

    python benchmarks/growth.py [--seconds S] [NAME...]

Each command of each input in `benchmarks/inputs.py` runs on the input in one size, then in four
times the size, and so on, until it takes S seconds longer than on the smallest input. If a cost
grows by more than `STEEPEST` for each doubling, the exit status is 1.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

sys.path.append(str(Path(__file__).resolve().parents[1]))

from benchmarks.inputs import FIRST, INPUTS, Input
from benchmarks.meters import FailedError, Usage, usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STEEPEST: Final = 2.5
"""The most by which time or memory may grow when the input doubles."""
LEAST: Final = Usage(0.06, 4_000_000, 0)
"""A smaller cost counts as this one, because noise is as large."""
SIZES: Final = 4
"""An input grows to at most 4, 16 and 64 times its first size."""
CLEARLY_STEEP: Final = 3.0
"""If a cost grows by less, the next larger size decides, because noise matters less there."""
ATTEMPTS: Final = 3
"""How often a steep but short command is measured, because other programs may have slowed it down."""
MOST_SECONDS: Final = 40
MOST_MEMORY: Final = 4_000_000_000
ENOUGH_MEMORY: Final = 500_000_000
"""An input does not grow further once a command takes so much memory."""
BSC: Final = str(Path(sys.executable).parent / "bsc")


class Curve(NamedTuple):
    """The resources that a command used on the smallest input and on inputs of growing size."""

    command: str
    start: Usage
    runs: list[Usage]

    @property
    def costs(self) -> list[Usage]:
        """Return what the runs used beyond the run on the smallest input."""
        before = self.start
        return [
            Usage(run.seconds - before.seconds, run.memory - before.memory, run.status)
            for run in self.runs
        ]

    @property
    def growth(self) -> tuple[float, float]:
        """Return the steepest growth of time and of memory for each doubling of the input."""
        pairs = [*pairwise(self.costs)]
        time = max(_ratio(a.seconds, b.seconds, LEAST.seconds) for a, b in pairs)
        return time, max(_ratio(a.memory, b.memory, LEAST.memory) for a, b in pairs)

    @property
    def is_steep(self) -> bool:
        """Return whether time or memory grows too fast."""
        return max(self.growth) > STEEPEST

    def __str__(self) -> str:
        """Return the growth per doubling, and the costs at each size."""
        time, memory = self.growth
        seconds = " ".join(f"{cost.seconds:.2f}" for cost in self.costs)
        megabytes = " ".join(f"{cost.memory / 1e6:.0f}" for cost in self.costs)
        return f"bsc {self.command}: time ×{time:.1f} ({seconds} s), memory ×{memory:.1f} ({megabytes} MB)"


def _ratio(before: float, after: float, least: float) -> float:
    """Return the growth for each of the two doublings between two costs."""
    return math.sqrt(max(after, least) / max(before, least))


class Runs:
    """The runs of an input's commands, in a folder for each size of the input."""

    def __init__(self, given: Input, folder: Path) -> None:
        self.given = given
        self.folder = folder
        self.builds: dict[int, float] = {}
        """The seconds that it took to build an index of the input in each size."""

    def curve(self, command: str, seconds: float) -> Curve:
        """Let the input grow until the command takes this many seconds; if steep, measure again."""
        sizes = [self.given.start * 4**step for step in range(SIZES + 1)]
        curve = Curve(command, self.run(command, 1), [])
        for size in sizes[:SIZES]:
            curve.runs.append(self.run(command, size))
            cost = curve.costs[-1]
            enough = max(cost.seconds, self.builds.get(size, 0) / 2) > seconds
            if len(curve.runs) > 1 and (enough or cost.memory > ENOUGH_MEMORY):
                break
        for _ in range(1, ATTEMPTS):
            if not curve.is_steep or curve.costs[-1].seconds > 10 * seconds:
                break
            start, *runs = (self.run(command, size) for size in (1, *sizes[: len(curve.runs)]))
            runs = [*map(_least, curve.runs, runs)]
            curve = Curve(command, _least(curve.start, start), runs)
        if STEEPEST < max(curve.growth) < CLEARLY_STEEP and len(sizes) > len(curve.runs):
            larger = self.run(command, sizes[len(curve.runs)])
            curve = Curve(command, curve.start, [curve.runs[-1], larger])
        return curve

    def run(self, command: str, size: int) -> Usage:
        """Run a command on the input in this size; `FIRST` runs without an index."""
        folder = self.folder / str(size)
        if not folder.exists():
            folder.mkdir()
            for name, text in self.given.make(size).items():
                (folder / name).write_text(text, encoding="utf-8")
        if command == FIRST:
            shutil.rmtree(folder / "cache", ignore_errors=True)
        elif FIRST in self.given.commands + self.given.more and size not in self.builds:
            self.run(FIRST, size)
        used = _run(command, folder)
        if command == FIRST:
            self.builds[size] = used.seconds
        return used


def _run(command: str, folder: Path) -> Usage:
    """Run a command on the files of a folder."""
    words: list[str] = []
    for word in command.split():
        path = folder / word.removeprefix("@")
        words += path.read_text(encoding="utf-8").split("\n") if word[0] == "@" else [word]
    argv = [BSC, *(str(folder / word) if word.endswith(".txt") else word for word in words)]
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    variables = {
        "BSC_FACTS": str(folder / "facts.yaml"),
        "BSC_CACHE_DIR": str(folder / "cache"),
        "LANG": "C.UTF-8",
    }
    used = usage(argv, kept | variables, MOST_SECONDS, MOST_MEMORY)
    if used.status not in (0, 1, 2, 3) and used.seconds < MOST_SECONDS - 1:
        raise FailedError(f"bsc {command}: status {used.status}")
    return used


def _least(one: Usage, other: Usage) -> Usage:
    return Usage(min(one.seconds, other.seconds), min(one.memory, other.memory), other.status)


def curves(given: Input, commands: Sequence[str], seconds: float) -> Iterator[Curve]:
    """Measure commands on an input."""
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(given, Path(folder))
        for command in commands:
            yield runs.curve(command, seconds)


def main() -> None:
    """Measure inputs, and print a line for each command."""
    parser = argparse.ArgumentParser(description="Measure how costs grow with the input.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="inputs (default: all)")
    parser.add_argument(
        "--quick", action="store_true", help="only the main commands for each input"
    )
    parser.add_argument(
        "--seconds", type=float, default=5.0, help="stop doubling here (default: 5)"
    )
    options = parser.parse_args()
    if unknown := set(options.names) - {*INPUTS}:
        parser.error(f"unknown: {', '.join(unknown)}; the inputs are {', '.join(INPUTS)}")
    steep = False
    for name in options.names or INPUTS:
        print(f"{name}, from {INPUTS[name].start:,}", flush=True)
        given = INPUTS[name]
        commands = given.commands if options.quick else given.commands + given.more
        for curve in curves(given, commands, options.seconds):
            print(f"  {'STEEP ' * curve.is_steep}{curve}", flush=True)
            steep |= curve.is_steep
    sys.exit(steep)


if __name__ == "__main__":
    main()
