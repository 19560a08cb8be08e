"""Standard streams that fail, close, accept a part, or must be waited for."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import pytest

from tests.conftest import BSC, TINY, Ran, linux_only

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Shell

pytestmark = [pytest.mark.hostile, linux_only("/dev/full")]

STATUSES: Final = {
    "agencies": 0,
    "claims --json": 0,
    "figures -o yaml": 0,
    "graph": 0,
    "check --json": 0,
    "agencies --count": 0,
    "--version": 0,
    "figures --help": 0,
    "show nobody": 1,
    "nope": 2,
}
SOME: Final = {name: STATUSES[name] for name in ("agencies", "figures --help", "show nobody")}


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "facts.yaml").write_text(TINY, encoding="utf-8")
    monkeypatch.setenv("BSC_FACTS", str(tmp_path / "facts.yaml"))


@pytest.fixture(autouse=True, params=["", "1"], ids=["buffered", "unbuffered"])
def _buffering(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", request.param)


def closed_pipe() -> int:
    """Return the writing end of a pipe whose reader is closed."""
    reader, writer = os.pipe()
    os.close(reader)
    return writer


def run(command: str, out: int, err: int) -> Ran:
    """Run `bsc` with these streams; the result has the output of those that are PIPE."""
    done = subprocess.run([BSC, *command.split()], stdout=out, stderr=err, check=False, timeout=120)
    return Ran((done.stdout or b"").decode(), (done.stderr or b"").decode(), done.returncode)


@pytest.mark.parametrize("command", STATUSES)
def test_a_full_disk_is_reported_in_one_line(command: str, shell: Shell) -> None:
    ran = shell(f"bsc {command} > /dev/full")
    if STATUSES[command] == 0:
        assert ran.code == 2
        assert ran.err.startswith("bsc: error: ")
        assert ran.err.endswith("No space left on device\n")
        assert ran.err.count("\n") == 1
    else:  # a command that prints nothing on standard output
        assert ran.code == STATUSES[command]
        assert shell(f"bsc {command} > /dev/null") == ran


@pytest.mark.parametrize("redirection", ["2> /dev/full", "2< /dev/null", "2>&-"])
def test_a_failing_standard_error_changes_nothing(redirection: str, shell: Shell) -> None:
    for command, status in SOME.items():
        ran = shell(f"bsc {command} {redirection}")
        assert (bool(ran.out), ran.err, ran.code) == (status == 0, "", status)


@pytest.mark.parametrize(
    "redirection", ["> /dev/full 2> /dev/full", "1< /dev/null", "> /dev/full 2>&-"]
)
def test_the_status_reports_a_failure_that_cannot_be_printed(
    redirection: str, shell: Shell
) -> None:
    for command, status in SOME.items():
        assert shell(f"bsc {command} {redirection}").code == (status or 2)


def test_a_closed_pipe_is_no_error() -> None:
    for command, status in SOME.items():
        pipe = closed_pipe()
        ran = run(command, pipe, subprocess.PIPE)
        assert (ran.code, ran.err.startswith("bsc: ")) == (status, status > 0)
        assert run(command, pipe, pipe).code == status
        os.close(pipe)


def test_a_disk_that_fills_up_during_output_is_reported(shell: Shell) -> None:
    ran = shell("(ulimit -f 4; PYTHONDONTWRITEBYTECODE=1 bsc schema > out); stat -c %s out")
    assert ran.err == "bsc: error: cannot write the output: File too large\n"
    assert ran.out == "4096\n"


def full_pipe() -> tuple[int, int, int]:
    """Return both ends of a full pipe, and the number of bytes in it."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    size = 0
    with suppress(BlockingIOError):
        while True:
            size += os.write(writer, b"x")
    return reader, writer, size


@contextmanager
def schema_into(out: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start `bsc schema`, and give it time to wait for a full pipe."""
    with subprocess.Popen([BSC, "schema"], stdout=out, stderr=subprocess.PIPE) as process:
        os.close(out)
        time.sleep(0.5)
        yield process


@pytest.mark.parametrize("blocking", [True, False])
def test_output_waits_for_a_full_pipe(blocking: bool) -> None:
    reader, writer, size = full_pipe()
    os.set_blocking(writer, blocking)
    with schema_into(writer) as process, os.fdopen(reader, "rb") as pipe:
        process.send_signal(signal.SIGSTOP)
        process.send_signal(signal.SIGCONT)
        schema = json.loads(pipe.read()[size:])
    assert (process.returncode, schema["type"]) == (0, "object")


def test_an_interrupt_ends_a_run_that_waits_for_a_pipe() -> None:
    reader, writer, _ = full_pipe()
    os.set_blocking(writer, True)
    with schema_into(writer) as process:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
    os.close(reader)
    assert (process.returncode, err) == (-signal.SIGINT, b"")


def test_closing_the_terminal_during_progress_changes_nothing() -> None:
    progress = "from bsc_cli.system import terminal; terminal._shown.add('reading the store')"
    controller, terminal = pty.openpty()
    os.close(controller)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{progress}\nfrom bsc_cli.__main__ import main\nmain()",
            "agencies",
        ],
        stdout=subprocess.PIPE,
        stderr=terminal,
        check=False,
    )
    os.close(terminal)
    assert done.stdout.count(b"\n") == 3
    assert done.returncode == 0


@pytest.mark.parametrize("encoding", ["idna", "undefined"])
def test_an_encoding_that_cannot_encode_text_is_not_used(encoding: str, shell: Shell) -> None:
    for command in ("figures", "nope"):
        ran = shell(f"bsc {command}", PYTHONIOENCODING=encoding)
        assert ran == shell(f"bsc {command}", PYTHONIOENCODING="utf-8")
