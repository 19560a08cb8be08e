"""The real program: pipes, signals, streams, locales, folders, terminals."""

from __future__ import annotations

import fcntl
import json
import os
import pty
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

    from tests.conftest import Shell


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "facts.yaml").write_text(TINY, encoding="utf-8")
    monkeypatch.setenv("BSC_FACTS", str(tmp_path / "facts.yaml"))


def on_terminal(*args: str, columns: int, rows: int = 40, **variables: str) -> str:
    """What a terminal of so many columns and rows receives from `bsc`."""
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
    except OSError:  # Linux says that the other side is closed by an error
        return b""


def test_a_reader_that_leaves_early_is_no_error(shell: Shell) -> None:
    ran = shell("set -o pipefail; bsc agencies | head -1")
    assert ran.out.split() == ["ID", "NAME", "TYPE", "LISTED", "ROLE"]
    assert (ran.err, ran.code) == ("", 0)


@pytest.mark.parametrize("line", ["bsc claims --json", "bsc show ann-reed", "bsc --help", "bsc"])
def test_a_closed_pipe_ends_it_quietly(line: str, shell: Shell) -> None:
    ran = shell(f"set -o pipefail; (sleep 0.2; {line}) | true")
    assert (ran.err, ran.code) == ("", 0)


def test_an_interrupt_ends_it_with_130() -> None:
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


def test_an_interrupt_that_was_ignored_before_is_ignored(shell: Shell) -> None:
    ran = shell(
        "mkfifo fifo; trap '' INT; bsc agencies --facts fifo & "
        "sleep 1; kill -INT $!; cat facts.yaml > fifo; wait $!"
    )
    assert (ran.out.count("\n"), ran.err, ran.code) == (3, "", 0)


LETTING_GO = """
import os, signal
from bsc_cli.__main__ import main
from bsc_cli.index.database import Database

def __del__(self):
    self.close()
    os.kill(os.getpid(), signal.SIGINT)

Database.__del__ = __del__
main()
"""


def test_an_interrupt_while_an_object_is_let_go_of_ends_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LETTING_GO, "agencies"],
        capture_output=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == (b"", -signal.SIGINT)


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_json_is_utf_8_whatever_the_locale(locale: dict[str, str], shell: Shell) -> None:
    ran = shell("bsc figures --json", **locale)
    assert "£2.5 million" in ran.out
    assert len(json.loads(ran.out)) == 3


def test_a_table_is_made_to_fit_an_ascii_stream(shell: Shell) -> None:
    ran = shell("bsc figures", PYTHONIOENCODING="ascii")
    assert "GBP 2.5 million" in ran.out
    assert ran.out.isascii()
    assert (ran.err, ran.code) == ("", 0)


def test_a_pipe_gets_whole_cells_without_colour(shell: Shell) -> None:
    ran = shell("COLUMNS=20 bsc measures | cat")
    assert ran.out.splitlines()[1].endswith("The last crossing of the day is dropped.")
    assert "\x1b" not in ran.out


@pytest.mark.parametrize("columns", [30, 60, 100, 200])
def test_a_terminal_gets_a_table_no_wider_than_itself(columns: int) -> None:
    text = on_terminal("figures", columns=columns, NO_COLOR="1")
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= columns
    assert "yearly" in text


def test_colour_is_for_terminals_and_for_whom_asks(shell: Shell) -> None:
    assert "\x1b[" in on_terminal("agencies", columns=80)
    assert "\x1b" not in on_terminal("agencies", columns=80, TERM="dumb")
    assert "\x1b" not in on_terminal("agencies", "--color", "never", columns=80)
    assert "\x1b[" in shell("bsc agencies --color always").out
    assert "\x1b[" in shell("CLICOLOR_FORCE=1 bsc agencies").out
    assert "\x1b" not in shell("NO_COLOR=1 CLICOLOR_FORCE=1 bsc agencies").out


PAGER = "sed s/^/paged:/"


@pytest.mark.parametrize(
    ("args", "rows", "variables", "paged"),
    [
        (("figures",), 5, {"BSC_PAGER": PAGER}, True),
        (("figures",), 5, {"PAGER": PAGER}, True),
        (("figures",), 5, {"BSC_PAGER": PAGER, "PAGER": "false"}, True),
        (("figures",), 40, {"BSC_PAGER": PAGER}, False),
        (("figures", "--no-pager"), 5, {"BSC_PAGER": PAGER}, False),
        (("--no-pager", "figures"), 5, {"BSC_PAGER": PAGER}, False),
        (("figures",), 5, {"BSC_PAGER": "", "PAGER": PAGER}, False),
        (("figures",), 5, {"BSC_PAGER": "no-such-pager"}, False),
        (("figures",), 5, {"BSC_PAGER": PAGER, "TERM": "dumb"}, False),
        (("figures", "--json"), 5, {"BSC_PAGER": PAGER}, False),
    ],
)
def test_what_is_longer_than_the_screen_is_paged(
    args: tuple[str, ...], rows: int, variables: dict[str, str], paged: bool
) -> None:
    text = on_terminal(*args, columns=100, rows=rows, **variables)
    assert "yearly subsidy" in text
    assert ("paged:" in text) == paged


@pytest.mark.parametrize("pager", ["false", "sh -c 'exit 3'", "env no-such-pager"])
def test_a_pager_that_fails_is_replaced_by_the_text(pager: str) -> None:
    text = on_terminal("figures", columns=100, rows=5, PAGER=pager)
    assert text.endswith(on_terminal("figures", "--no-pager", columns=100, rows=5))


@pytest.mark.parametrize("pager", ["sed '", "'"])
def test_a_pager_that_is_no_command_is_none(pager: str) -> None:
    assert "yearly subsidy" in on_terminal("figures", columns=100, rows=5, PAGER=pager)


def test_a_count_is_only_that_on_a_terminal_too() -> None:
    assert on_terminal("search", "night", "--count", columns=80) == "4\n"


def test_a_pager_that_is_left_early_is_no_error() -> None:
    text = on_terminal("claims", columns=40, rows=4, BSC_PAGER="head -1")
    assert text.count("\n") == 1


def test_a_width_is_kept_anywhere(shell: Shell) -> None:
    ran = shell("bsc figures --width 60")
    assert max(map(len, ran.out.splitlines())) <= 60
    assert "subsidy of the" in ran.out
    text = on_terminal("figures", "--width", "50", columns=100, NO_COLOR="1")
    assert max(map(len, text.splitlines())) <= 50


def test_matching_words_are_marked_on_a_terminal() -> None:
    assert "\x1b[1;7mnight\x1b[0m" in on_terminal("search", "night", columns=100)


def test_it_runs_from_any_folder_and_as_a_module(shell: Shell) -> None:
    ran = shell("cd / && bsc people --json")
    assert shell(f"cd / && {sys.executable} -m bsc_cli people --json") == ran
    assert json.loads(ran.out)[0]["id"] == "ann-reed"


BUILDING = [
    "yaml",
    "bsc_cli.store.document",
    "bsc_cli.store.store",
    "bsc_cli.index.build",
]
DESCRIBING = ["bsc_cli.commands.outputs", "bsc_cli.commands.schema", "bsc_cli.commands.fields"]


@pytest.mark.parametrize(
    ("line", "unwanted"),
    [
        (
            "bsc agencies --json",
            ["rich", "json", "pydantic", "bsc_cli.index.search_terms", *BUILDING, *DESCRIBING],
        ),
        ("bsc search night --json", ["rich", "pydantic", *BUILDING, *DESCRIBING]),
        ("bsc show ann-reed --json", ["rich", "pydantic", *BUILDING, *DESCRIBING]),
        ("bsc agencies", ["pydantic", *BUILDING, *DESCRIBING]),
        ("bsc", ["pydantic", *BUILDING, *DESCRIBING]),
    ],
)
def test_a_run_imports_no_more_than_it_needs(line: str, unwanted: list[str], shell: Shell) -> None:
    shell("bsc agencies")
    log = shell(f"{line} > /dev/null", PYTHONPROFILEIMPORTTIME="1").err
    imported = {row.rpartition("|")[2].strip() for row in log.splitlines()}
    assert "bsc_cli.index.index" in imported
    assert not imported.intersection(unwanted)


@pytest.mark.parametrize("content", ["", "cat\n", "#!/nonexistent\n", "\x7fELF"])
def test_a_pager_that_cannot_be_started_is_none(content: str, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text(content)
    pager.chmod(0o755)
    text = on_terminal("figures", columns=100, rows=5, PAGER=str(pager))
    assert text == on_terminal("figures", "--no-pager", columns=100, rows=5)
