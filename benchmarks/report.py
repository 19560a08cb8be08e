"""Format the results as a table, as JSON and as a page of the documentation."""

from __future__ import annotations

import os
import platform
import statistics
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from benchmarks.meters import Compared

UNITS = {"time": (1e-3, "ms"), "terminal": (1e-3, "ms"), "memory": (1e6, "MB")}
"""For each meter, the size and the symbol of the unit in which its results are shown."""


class Result(NamedTuple):
    """A comparison with its measurements, or the problem that prevented them."""

    what: str
    ours: str
    other: str
    meter: str
    bar: float | None
    ahead: bool
    """Whether the ratio must be below the bar; if not, the ratio can also equal the bar."""
    finds: tuple[int, int] | None
    compared: Compared | None
    problem: str = ""

    @property
    def ratio(self) -> float | None:
        """Return the median ratio over all rounds; `None` if nothing was measured."""
        return statistics.median(self.compared.ratios) if self.compared else None

    @property
    def met(self) -> bool | None:
        """Return whether the ratio meets the bar; `None` if the ratio or the bar is missing."""
        if self.bar is None or self.ratio is None:
            return None
        return self.ratio < self.bar if self.ahead else self.ratio <= self.bar

    def medians(self) -> tuple[float, float] | None:
        """Return the median costs of the two commands, in the unit of the report."""
        if not self.compared:
            return None
        ours, others = zip(*self.compared.rounds, strict=True)
        unit = UNITS[self.meter][0]
        return statistics.median(ours) / unit, statistics.median(others) / unit

    def as_json(self) -> dict[str, Any]:
        """Return the result as an object for JSON."""
        ours, other = self.medians() or (None, None)
        ratios = self.compared.ratios if self.compared else []
        return {
            "what": self.what,
            "ours": {"command": self.ours, "median": ours},
            "other": {"command": self.other, "median": other},
            "unit": UNITS[self.meter][1],
            "ratio": {"median": self.ratio, "min": min(ratios), "max": max(ratios)}
            if ratios
            else None,
            "runs": len(ratios),
            "finds": self.finds,
            "bar": self.bar,
            "met": self.met,
            "problem": self.problem or None,
        }

    def cells(self) -> list[str]:
        """Return the cells of the row for this result."""
        medians = self.medians()
        bar = "" if self.bar is None else f"{'<' if self.ahead else '≤'} {self.bar:g}"
        names = [self.what, self.ours, self.other]
        if not self.compared or not medians:
            return [*names, self.problem, "", "", "", bar, "", ""]
        unit = UNITS[self.meter][1]
        ratios = self.compared.ratios
        return [
            *names,
            *(f"{median:,.{1 if median < 100 else 0}f} {unit}" for median in medians),
            f"{_short(self.ratio or 0)} ({_short(min(ratios))} to {_short(max(ratios))})",
            "" if self.finds is None else f"{self.finds[0]:,} / {self.finds[1]:,}",
            bar,
            {True: "yes", False: "no", None: ""}[self.met],
            str(len(ratios)),
        ]


HEADINGS = (
    *("comparison", "bsc", "other", "bsc median", "other median", "ratio", "found", "limit", "met"),
    "runs",
)


class Setting(NamedTuple):
    """The conditions of the measurements: the date, the programs and the data."""

    facts: int
    bytes: int
    clock: str
    tools: dict[str, str]
    date: str = datetime.now(UTC).date().isoformat()

    def machine(self) -> dict[str, Any]:
        """Return a description of the machine."""
        return {
            "cpu": _cpu(),
            "cores": os.cpu_count(),
            "system": f"{platform.system()} {platform.machine()}",
            "python": platform.python_version(),
        }

    def lines(self) -> list[str]:
        """Return a description of the conditions, as a list of lines."""
        machine = self.machine()
        python = f"Python {machine['python']}"
        programs = ", ".join(filter(None, (python, *self.tools.values())))
        return [
            f"{self.date}: {machine['cpu']}, {machine['cores']} cores, {machine['system']}.",
            f"{programs}; timed by {self.clock}.",
            f"The large store has {self.facts:,} facts in {self.bytes / 1e6:,.1f} MB of YAML.",
            "The two commands of a row run alternately after a warm-up. Times and sizes are medians.",
            "The ratio is the median over the rounds, with the minimum and maximum in brackets.",
            "Found counts the records that each command printed, or the lines in a scan of lines.",
        ]


def table(setting: Setting, results: list[Result]) -> None:
    """Print the results as a table."""
    drawn = Table(box=box.SIMPLE_HEAD, caption="\n".join(setting.lines()), caption_justify="left")
    for index, heading in enumerate(HEADINGS):
        drawn.add_column(heading.upper(), justify="left" if index < 3 else "right", overflow="fold")
    for result in results:
        drawn.add_row(*result.cells())
    Console(markup=False, highlight=False, width=None if os.isatty(1) else 200).print(drawn)


def as_json(setting: Setting, results: list[Result]) -> dict[str, Any]:
    """Return the results as an object for JSON."""
    return {
        **setting._asdict(),
        "machine": setting.machine(),
        "rows": [result.as_json() for result in results],
    }


def markdown(setting: Setting, results: list[Result]) -> str:
    """Return the results as a page of the documentation, in Markdown."""
    rows: list[tuple[str, ...]] = [HEADINGS, ("---",) * 3 + ("---:",) * 7]
    for result in results:
        what, ours, other, *rest = (cell.replace("|", "\\|") for cell in result.cells())
        rows.append((what, f"`{ours}`", f"`{other}`", *rest))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(["# Benchmarks", "", *setting.lines(), "", *lines, ""])


def _short(ratio: float) -> str:
    return f"{ratio:.2g}" if ratio < 0.1 else f"{ratio:.2f}"


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())
