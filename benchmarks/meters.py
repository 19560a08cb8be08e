"""Measure commands: the time that they take in a pipe or on a terminal, and their peak memory.

Two commands run alternately, so that changes in the machine's load affect both.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

Meter = Callable[[Sequence[str], Mapping[str, str]], float]
"""A function that runs a command in an environment and returns the cost of the run.

If the command fails, the function raises FailedError.
"""

FEWEST: Final = 3
ENOUGH: Final = 60.0
"""The maximum duration of a comparison in seconds, unless `FEWEST` rounds take longer."""

LINES, COLUMNS = 40, 120

_RECORD = re.compile(rb"^\[?[ ]*(?:\{|Id: )", re.MULTILINE)
"""The pattern of the start of a record in the output of `bsc`, jq, recsel and sqlite-utils."""

_USAGE = """
import os, resource, sys, time
seconds, memory, file, *argv = sys.argv[1:]
for limit, most in ((resource.RLIMIT_CPU, int(seconds)), (resource.RLIMIT_AS, int(memory))):
    if sys.platform == "linux" and most:  # macOS rejects a limit of memory
        resource.setrlimit(limit, (most, most))
null, out = os.open(os.devnull, os.O_RDWR), os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
actions = [(os.POSIX_SPAWN_DUP2, opened, stream) for stream, opened in enumerate((null, out, null))]
start = time.perf_counter()
process = os.posix_spawnp(argv[0], argv, os.environ, file_actions=actions)
_, status, usage = os.wait4(process, 0)
taken = time.perf_counter() - start
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status), taken)
"""


class FailedError(Exception):
    """A measured command failed."""


class Compared(NamedTuple):
    """The costs of two commands in each round, and the output of both in the warm-up."""

    rounds: list[tuple[float, float]]
    printed: tuple[bytes, bytes]

    @property
    def ratios(self) -> list[float]:
        """Return the cost of the first command divided by that of the second, for each round."""
        return [ours / other for ours, other in self.rounds]

    def found(self) -> tuple[int, int]:
        """Return how many records each command printed; for a scan of lines, how many lines."""
        ours, other = (len(_RECORD.findall(printed)) for printed in self.printed)
        return ours, other or self.printed[1].count(b"\n")


class Command(NamedTuple):
    """A command and its environment; reports show the command as `shown`."""

    shown: str
    argv: tuple[str, ...]
    environment: Callable[[], contextlib.AbstractContextManager[Mapping[str, str]]]

    def cost(self, meter: Meter) -> float:
        """Run the command once and return the cost."""
        with self.environment() as environment:
            return meter(self.argv, environment)

    def output(self) -> bytes:
        """Run the command and return its output."""
        with self.environment() as environment:
            return output(self.argv, environment)


def output(argv: Sequence[str], environment: Mapping[str, str]) -> bytes:
    """Run a command and return its output.

    If it fails, raise FailedError with the first line that it wrote to standard error.
    """
    done = subprocess.run(
        argv, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise FailedError(complaint[0] if complaint else f"status {done.returncode}")
    return done.stdout


def compare(ours: Command, other: Command, meter: Meter, runs: int) -> Compared:
    """Measure two commands alternately, after a warm-up of both.

    Slow commands get fewer rounds. The order of the two commands alternates between rounds.
    """
    start = time.perf_counter()
    printed = ours.output(), other.output()
    once = time.perf_counter() - start
    rounds = []
    for number in range(max(FEWEST, min(runs, int(ENOUGH / once)))):
        if number % 2:
            theirs, own = other.cost(meter), ours.cost(meter)
        else:
            own, theirs = ours.cost(meter), other.cost(meter)
        rounds.append((own, theirs))
    return Compared(rounds, printed)


def own_clock(argv: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the time in seconds that a command takes with its output in a pipe."""
    start = time.perf_counter()
    done = subprocess.run(
        argv,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    taken = time.perf_counter() - start
    return _unless_failed(done.returncode, taken)


def hyperfine(argv: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the time in seconds that a command takes, measured by hyperfine.

    Hyperfine adds less overhead than `own_clock`.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["hyperfine", "-N", "--runs=1", "--style=none", "--output=pipe"]
        command += [f"--export-json={report}", shlex.join(argv)]
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        _unless_failed(done.returncode, 0)
        [result] = json.loads(report.read_text(encoding="utf-8"))["results"]
    return float(result["times"][0])


def clock() -> tuple[str, Meter]:
    """Return the name and function of the timer to use: hyperfine if it works here, or else our own."""
    if shutil.which("hyperfine"):
        with contextlib.suppress(FailedError):
            hyperfine([sys.executable, "-c", "pass"], os.environ)
            return "hyperfine", hyperfine
    return "own timer", own_clock


def terminal_clock(argv: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the time in seconds that a command takes with its output on a terminal."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    start = time.perf_counter()
    process = subprocess.Popen(argv, env=environment, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    with contextlib.suppress(OSError):
        while os.read(master, 65_536):
            pass
    status = process.wait()
    taken = time.perf_counter() - start
    os.close(master)
    return _unless_failed(status, taken)


class Usage(NamedTuple):
    """The CPU time in seconds and the peak memory in bytes of a run, and its exit status.

    `elapsed` is the time in seconds from the start of the run to its end.
    """

    seconds: float
    memory: float
    status: int
    elapsed: float = 0.0


def usage(
    argv: Sequence[str],
    environment: Mapping[str, str],
    seconds: int = 0,
    memory: int = 0,
    file: Path | str = os.devnull,
) -> Usage:
    """Run a command, limited to some CPU time and memory if they are given; measure both.

    The command writes its standard output to a file. A small process starts the command, because a
    process inherits the peak of its parent.
    """
    options = str(seconds), str(memory), str(file)
    launcher = [sys.executable, "-I", "-S", "-c", _USAGE, *options, *argv]
    taken, peak, status, elapsed = output(launcher, environment).split()
    unit = 1 if sys.platform == "darwin" else 1024
    return Usage(float(taken), int(peak) * unit, int(status), float(elapsed))


def peak_memory(argv: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the peak memory of a command, in bytes."""
    used = usage(argv, environment)
    return _unless_failed(used.status, used.memory)


def _unless_failed(status: int, cost: float) -> float:
    if status:
        raise FailedError(f"status {status}")
    return cost
