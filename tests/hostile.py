"""Running the program where something is out to break it: what may then be seen, and what not."""

from __future__ import annotations

import io
import os
import re
import resource
import subprocess
import sys
from typing import TYPE_CHECKING, Final
from unittest import mock

from bsc_cli.cli import app
from tests.conftest import BSC, Ran

if TYPE_CHECKING:
    from pathlib import Path

MEMORY: Final = 1_500_000_000
"""Bytes that a run may take, of whatever size its store is within the bounds."""

PLAIN: Final = {"COLUMNS": "", "NO_COLOR": "", "BSC_OUTPUT": ""}


def in_process(*args: str, facts: Path | None = None) -> Ran:
    """Run `bsc` in this process; the streams are such as a pipe gives."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    store = {"BSC_FACTS": str(facts)} if facts else {}
    with (
        mock.patch.multiple(sys, stdin=io.TextIOWrapper(io.BytesIO()), stdout=out, stderr=err),
        mock.patch.dict(os.environ, store),
    ):
        try:
            app(list(args), prog_name="bsc")
        except SystemExit as exit:
            code = exit.code
    assert isinstance(code, int)
    out.flush()
    err.flush()
    shown, said = (stream.buffer.getvalue() for stream in (out, err))
    return Ran(shown.decode("utf-8", "surrogateescape"), said.decode(), code)


def limited(*args: str, seconds: int = 20) -> Ran:
    """Run `bsc` as a process that gets so much memory and time and no more."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    done = subprocess.run(
        [BSC, *args], capture_output=True, preexec_fn=limit, timeout=seconds, check=False
    )
    return Ran(done.stdout.decode(), done.stderr.decode(), done.returncode)


def assert_sound(ran: Ran) -> None:
    """Whatever was done to it, a run ends as it is said to, and blames no mistake of its own."""
    assert ran.code in (0, 1, 2, 3), ran
    assert "Traceback" not in ran.err
    assert "a mistake in bsc" not in ran.err
    assert "not enough memory" not in ran.err
    assert ran.err or ran.code != 2


def assert_harmless(text: str) -> None:
    """No character of a text acts on a terminal but line ends and the program's own colours."""
    rest = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", rest
    )
