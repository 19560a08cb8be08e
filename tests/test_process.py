"""The program as a process: pipes, signals, streams, locales, folders, terminals, imports."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING

import pytest

from tests.conftest import BSC, TINY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bsc, Shell


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "facts.yaml").write_text(TINY, encoding="utf-8")
    monkeypatch.setenv("BSC_FACTS", str(tmp_path / "facts.yaml"))


def on_terminal(*args: str, columns: int, rows: int = 40, **variables: str) -> str:
    """Run `bsc` on a terminal of this size, and return the text that the terminal receives."""
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", **variables}
    with subprocess.Popen(
        [BSC, *args], stdin=terminal, stdout=terminal, stderr=terminal, env=environment
    ):
        os.close(terminal)
        received = b""
        while chunk := _read(controller):
            received += chunk
    os.close(controller)
    return received.decode().replace("\r\n", "\n")


def _read(controller: int) -> bytes:
    try:
        return os.read(controller, 65536)
    except OSError:  # Linux raises an error once the other side is closed
        return b""


def test_a_reader_that_stops_early_causes_no_error(shell: Shell) -> None:
    ran = shell("set -o pipefail; bsc agencies | head -1")
    assert ran.out.split() == ["ID", "NAME", "TYPE", "NOTES", "ROLE"]
    assert (ran.err, ran.code) == ("", 0)


@pytest.mark.parametrize("line", ["bsc claims --json", "bsc show ann-reed", "bsc --help"])
def test_a_closed_pipe_ends_the_run_without_a_message(line: str, shell: Shell) -> None:
    ran = shell(f"set -o pipefail; (sleep 0.2; {line}) | true")
    assert (ran.err, ran.code) == ("", 0)


def test_an_interrupt_ends_the_run_by_its_signal() -> None:
    fifo = f"{os.environ['BSC_FACTS']}.fifo"
    os.mkfifo(fifo)
    with subprocess.Popen([BSC, "agencies", "--facts", fifo], stderr=subprocess.PIPE) as process:
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
    assert (err, process.returncode) == (b"", -signal.SIGINT)


def test_a_shell_shows_an_interrupt_as_130(shell: Shell) -> None:
    ran = shell("mkfifo fifo; timeout --preserve-status -s INT 1 bsc agencies --facts fifo")
    assert (ran.out, ran.err, ran.code) == ("", "", 130)


def test_an_interrupt_is_ignored_if_the_shell_ignores_it(shell: Shell) -> None:
    ran = shell(
        "mkfifo fifo; trap '' INT; bsc agencies --facts fifo & "
        "sleep 1; kill -INT $!; cat facts.yaml > fifo; wait $!"
    )
    assert (ran.out.count("\n"), ran.err, ran.code) == (3, "", 0)


INTERRUPT_IN_DESTRUCTOR = """
import os, signal
from bsc_cli.__main__ import main
from bsc_cli.index.database import Database

def __del__(self):
    self.close()
    os.kill(os.getpid(), signal.SIGINT)

Database.__del__ = __del__
main()
"""


def test_an_interrupt_in_a_destructor_ends_the_run() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPT_IN_DESTRUCTOR, "agencies"],
        capture_output=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == (b"", -signal.SIGINT)


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_json_is_utf_8_in_any_locale(locale: dict[str, str], shell: Shell) -> None:
    ran = shell("bsc figures --json", **locale)
    assert "£2.5 million" in ran.out
    assert len(json.loads(ran.out)) == 3


def test_a_table_on_an_ascii_stream_is_ascii(shell: Shell) -> None:
    ran = shell("bsc figures", PYTHONIOENCODING="ascii")
    assert "GBP 2.5 million" in ran.out
    assert ran.out.isascii()
    assert (ran.err, ran.code) == ("", 0)


def test_a_piped_table_has_whole_cells_and_no_colour(shell: Shell) -> None:
    ran = shell("COLUMNS=20 bsc measures | cat")
    assert ran.out.splitlines()[1].endswith("The last crossing of the day is dropped.")
    assert "\x1b" not in ran.out


@pytest.mark.parametrize("columns", [30, 100])
def test_a_table_is_no_wider_than_the_terminal(columns: int) -> None:
    text = on_terminal("figures", columns=columns, NO_COLOR="1")
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= columns
    assert "yearly" in text


def test_colour_is_used_on_terminals_and_on_request(
    bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b[" in on_terminal("agencies", columns=80)
    assert "\x1b" not in on_terminal("agencies", columns=80, TERM="dumb")
    assert "\x1b" not in on_terminal("agencies", "--color", "never", columns=80)
    assert "\x1b[" in bsc("agencies", "--color", "always").out
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    assert "\x1b[" in bsc("agencies").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in bsc("agencies").out


PAGER = "sed s/^/paged:/"


@pytest.mark.parametrize(
    ("args", "rows", "variables", "paged"),
    [
        (("figures",), 5, {"PAGER": PAGER}, True),
        (("figures",), 5, {"BSC_PAGER": PAGER, "PAGER": "false"}, True),
        (("figures",), 40, {"BSC_PAGER": PAGER}, False),
        (("figures", "--no-pager"), 5, {"BSC_PAGER": PAGER}, False),
        (("figures",), 5, {"BSC_PAGER": "", "PAGER": PAGER}, False),
        (("figures",), 5, {"BSC_PAGER": "no-such-pager"}, False),
        (("figures",), 5, {"BSC_PAGER": PAGER, "TERM": "dumb"}, False),
        (("figures", "--json"), 5, {"BSC_PAGER": PAGER}, False),
    ],
)
def test_only_tables_longer_than_the_screen_are_paged(
    args: tuple[str, ...], rows: int, variables: dict[str, str], paged: bool
) -> None:
    text = on_terminal(*args, columns=100, rows=rows, **variables)
    assert "yearly subsidy" in text
    assert ("paged:" in text) == paged


def test_the_text_is_printed_if_the_pager_fails() -> None:
    unpaged = on_terminal("figures", "--no-pager", columns=100, rows=5)
    for pager in ("false", "sh -c 'exit 3'", "env no-such-pager"):
        text = on_terminal("figures", columns=100, rows=5, PAGER=pager)
        assert text.endswith(unpaged), pager


def test_an_invalid_pager_command_is_ignored() -> None:
    assert "yearly subsidy" in on_terminal("figures", columns=100, rows=5, PAGER="sed '")


def test_count_prints_only_a_number_on_a_terminal() -> None:
    assert on_terminal("search", "night", "--count", columns=80) == "4\n"


def test_quitting_the_pager_early_is_no_error() -> None:
    text = on_terminal("claims", columns=40, rows=4, BSC_PAGER="head -1")
    assert text.count("\n") == 1


def test_the_width_option_applies_in_pipes_and_on_terminals(shell: Shell) -> None:
    ran = shell("bsc figures --width 60")
    assert max(map(len, ran.out.splitlines())) <= 60
    assert "subsidy of the" in ran.out
    text = on_terminal("figures", "--width", "50", columns=100, NO_COLOR="1")
    assert max(map(len, text.splitlines())) <= 50


def test_search_highlights_matching_words_on_a_terminal() -> None:
    assert "\x1b[1;7mnight\x1b[0m" in on_terminal("search", "night", columns=100)


def test_bsc_runs_from_any_folder_and_as_a_module(shell: Shell) -> None:
    ran = shell("cd / && bsc people --json")
    assert shell(f"cd / && {sys.executable} -m bsc_cli people --json") == ran
    assert json.loads(ran.out)[0]["id"] == "ann-reed"


BUILDING = ("hashlib", "yaml", "bsc_cli.store", "bsc_cli.checks", "bsc_cli.index.build")
"""Modules and packages that read a store and build its index."""
DESCRIBING = ("bsc_cli.commands.outputs", "bsc_cli.commands.schema", "bsc_cli.commands.fields")
"""Modules that describe the output of commands."""

LISTING_IMPORTS = """
import atexit, os, sys
atexit.register(lambda: os.write(2, " ".join(sys.modules).encode()))
from bsc_cli.__main__ import main
main()
"""
"""A program that runs `bsc`, then prints the names of all modules on standard error."""


def imports_of(line: str) -> set[str]:
    """Return the names of the modules that a run of `bsc` has imported when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", LISTING_IMPORTS, *line.split()],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("line", "unwanted"),
    [
        (
            "agencies --json",
            ("rich", "json", "pydantic", "bsc_cli.index.search_terms", *BUILDING, *DESCRIBING),
        ),
        ("search officers --json", ("rich", "pydantic", *BUILDING, *DESCRIBING)),
        ("show nca --json", ("rich", "pydantic", *BUILDING, *DESCRIBING)),
        ("agencies", ("pydantic", *BUILDING, *DESCRIBING)),
        ("", ("pydantic", *BUILDING, *DESCRIBING)),
    ],
)
@pytest.mark.usefixtures("bundled_index")
def test_a_run_with_a_fresh_index_imports_only_the_modules_that_it_needs(
    line: str, unwanted: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BSC_FACTS")  # a store written just now would be read again
    imported = imports_of(line)
    packages = {name[: dot.start()] for name in imported for dot in re.finditer(r"\.|$", name)}
    assert "bsc_cli.index.index" in imported
    assert not packages.intersection(unwanted)


def test_a_run_that_builds_the_index_imports_yaml() -> None:
    assert {"hashlib", "yaml", "bsc_cli.store.store", "bsc_cli.index.build"} <= imports_of(
        "agencies"
    )


@pytest.mark.hostile
def test_a_pager_that_cannot_be_started_is_ignored(tmp_path: Path) -> None:
    unpaged = on_terminal("figures", "--no-pager", columns=100, rows=5)
    pager = tmp_path / "pager"
    for content in ("", "cat\n", "#!/nonexistent\n", "\x7fELF"):
        pager.write_text(content)
        pager.chmod(0o755)
        assert on_terminal("figures", columns=100, rows=5, PAGER=str(pager)) == unpaged, content
