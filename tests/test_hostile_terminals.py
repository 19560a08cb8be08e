"""Terminals, locales and environments of any kind, and signals at any moment."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from rich.cells import cell_len

from tests.conftest import BSC, TINY
from tests.hostile import assert_harmless
from tests.test_process import on_terminal

if TYPE_CHECKING:
    from tests.conftest import Shell

pytestmark = pytest.mark.hostile

NINES: Final = "9" * 5000
INVALID_SIZES: Final = ("abc", "-1", "0", "999999999", "²", NINES)

COMMANDS: Final = (
    *("", "agencies", "claims --json", "figures -o csv", "people -o yaml", "places -o markdown"),
    *("quotes -o ids", "search night", "show ann-reed", "caveats", "check", "check --json"),
    *("audit facts.yaml", "fields figures", "schema", "cache", "--help", "figures --help"),
    *("--version", "agencies --count", "nope", "show nobody", "agencies --facts nowhere"),
)


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "facts.yaml").write_text(TINY, encoding="utf-8")
    monkeypatch.setenv("BSC_FACTS", str(tmp_path / "facts.yaml"))


def script(commands: tuple[str, ...], line: str) -> str:
    """Return a script that runs a line with every command for BSC, and prints the statuses."""
    lines = [line.replace("BSC", f"bsc {command}") + "; echo $? >> codes" for command in commands]
    return "rm -f codes; " + "; ".join(lines) + "; cat codes >&2"


def codes(shell: Shell, commands: tuple[str, ...], line: str, **variables: str) -> list[int]:
    """Return the status of every command run by a line; assert that none fails by a mistake."""
    ran = shell(script(commands, f"{{ {line}; }} 2>> messages") + "; cat messages", **variables)
    for sign in ("Traceback", "internal error in bsc", "Exception ignored", "lost sys", "Warning"):
        assert sign not in ran.out, ran.out
    return [int(code) for code in ran.err.split()]


def test_commands_end_with_status_0_1_or_2(shell: Shell) -> None:
    statuses = codes(shell, COMMANDS, "BSC > out")
    assert statuses[-3:] == [2, 1, 2]
    assert set(statuses) == {0, 1, 2}


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1:strict"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "koi8-r"},
        {"TERM": ""},
        {"TERM": "dumb"},
        {"TERM": "no-such-terminal"},
        {"COLUMNS": "nonsense", "LINES": "-1"},
        {"COLUMNS": "-5"},
        {"COLUMNS": "999999999"},
        *(
            {name: value}
            for name in ("LINES", "TERMINAL_WIDTH", "JUPYTER_COLUMNS")
            for value in INVALID_SIZES
        ),
        *({"UNICODE_VERSION": value} for value in ("nonsense", "0", "99.9", NINES)),
        {"TTY_COMPATIBLE": "1", "TTY_INTERACTIVE": "1"},
        {"FORCE_COLOR": "1", "PY_COLORS": "x", "GITHUB_ACTIONS": "x", "COLORTERM": "nonsense"},
        {"_TYPER_FORCE_DISABLE_TERMINAL": "x", "FORCE_COLOR": ""},
        {"TYPER_USE_RICH": "nonsense", "TYPER_RICH_MARKUP_MODE": "nonsense"},
        {"TYPER_USE_RICH": "0"},
        {"CLICOLOR_FORCE": "1"},
        {"PYTHONWARNINGS": "error"},
        {"PYTHONOPTIMIZE": "2"},
        {"PYTHONDEVMODE": "1"},
        {"HOME": "/nonexistent", "BSC_CACHE_DIR": ""},
        {"HOME": "relative", "XDG_CACHE_HOME": "relative", "BSC_CACHE_DIR": ""},
        {"BSC_CACHE_DIR": "/proc/nowhere"},
        {"BSC_CACHE_DIR": "/dev/null"},
    ],
    ids=lambda variables: str(variables)[:60],
)
def test_the_environment_changes_neither_statuses_nor_data(
    variables: dict[str, str], shell: Shell
) -> None:
    some = ("", "search night", "--help", "nope")
    assert codes(shell, some, "BSC > out", **variables) == [0, 0, 0, 2]
    ran = shell("bsc figures --json", **variables)
    assert len(json.loads(ran.out)) == 3


@pytest.mark.parametrize("name", ["COLUMNS", "LINES", "TERMINAL_WIDTH"])
@pytest.mark.parametrize("size", ["abc", "0", "10001", "999999999", "9" * 5000, "²"])
def test_an_invalid_terminal_size_is_ignored(
    name: str, size: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell("bsc agencies --help", **{name: size}) == shell("bsc agencies --help")
    expected = on_terminal("agencies", "--help", columns=60)
    monkeypatch.setenv(name, size)
    assert on_terminal("agencies", "--help", columns=60) == expected


def test_a_valid_terminal_size_is_used(shell: Shell) -> None:
    for name in ("COLUMNS", "TERMINAL_WIDTH"):
        lines = shell("bsc agencies --help", **{name: "50"}).out.splitlines()
        assert max(map(len, lines)) <= 50


def test_commands_work_without_docstrings(shell: Shell) -> None:
    commands = ("", "--help", "agencies --help", "schema", "schema show", "fields audit")
    for command in commands:
        ran = shell(f"bsc {command}", PYTHONOPTIMIZE="2")
        assert (ran.err, ran.code) == ("", 0)
        assert 0 < ran.out.count("\n") <= shell(f"bsc {command}").out.count("\n")
    assert shell("bsc search --help", PYTHONOPTIMIZE="2") == shell("bsc search --help")
    for line in ("bsc schema ", "bsc agencies -o ", "bsc graph --as "):
        request = {
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_BSC_COMPLETE": "complete_fish",
        }
        ran = shell("bsc", **request, PYTHONOPTIMIZE="2")
        values = [row.partition("\t")[0] for row in ran.out.splitlines()]
        full = shell("bsc", **request).out.splitlines()
        assert values == [row.partition("\t")[0] for row in full] != []


def test_commands_run_in_an_empty_environment(shell: Shell) -> None:
    some = ("agencies", "claims --json", "--help")
    line = 'run() { env -i "$(type -P python)" -m bsc_cli "${@:2}"; }; run BSC > out'
    assert codes(shell, some, line) == [0] * 3
    assert "Usage: bsc [OPTIONS]" in shell("cat out").out


@pytest.mark.parametrize("closed", [c for c in product([0, 1], repeat=3) if any(c)], ids=str)
def test_commands_run_with_closed_streams(closed: tuple[int, ...], shell: Shell) -> None:
    redirections = (
        "0<&-" if closed[0] else "",
        "1>&-" if closed[1] else "> out",
        "2>&-" if closed[2] else "",
    )
    usual = {
        "agencies": 0,
        "agencies --json": 0,
        "search night": 0,
        "check": 0,
        "nope": 2,
        "show nobody": 1,
        "audit -": 2,
    }
    line = f"BSC {' '.join(redirections)} {'' if closed[0] else '< /dev/null'}"
    statuses = codes(shell, tuple(usual), line)
    assert statuses == [2 if closed[1] and not code else code for code in usual.values()]


def test_a_pipe_closed_after_one_byte_causes_no_message(shell: Shell) -> None:
    some = COMMANDS[:12:2]
    statuses = codes(shell, some, "(BSC; echo $? > status) | head -c 1 > out; (exit $(cat status))")
    assert set(statuses) == {0}


def test_a_slow_reader_receives_the_end_of_the_output(shell: Shell) -> None:
    ran = shell("bsc schema | (sleep 1; cat) | tail -c 3")
    assert (ran.out, ran.err, ran.code) == ("\n}\n", "", 0)


@pytest.mark.parametrize("columns", [1, 2, 7, 20, 59, 137, 500])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    for command in (("figures",), ("show", "ann-reed"), ()):
        text = on_terminal(*command, "--no-pager", columns=columns)
        assert_harmless(text)
        bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert max(map(cell_len, bare.splitlines())) <= max(columns, 20)


STARTED: Final = """
import gc, os
from bsc_cli.__main__ import main
gc.disable = lambda: os.write(2, b".")
main()
"""
"""A program that prints a dot once `main` has set up signals; before, they are the interpreter's."""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGPIPE])
def test_a_signal_at_any_moment_ends_the_run_without_a_message(sent: signal.Signals) -> None:
    cache = Path(os.environ["BSC_CACHE_DIR"])
    moments = random.Random(sent)
    for number in range(30 if sent == signal.SIGINT else 8):
        if number % 3 == 0:
            for file in cache.glob("*"):
                file.unlink()
        command = COMMANDS[1:12][number % 11].split()
        with subprocess.Popen(
            [sys.executable, "-c", STARTED, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stderr is not None
            assert process.stderr.read(1) == b"."
            time.sleep(moments.uniform(0, 0.15))
            process.send_signal(sent)
            _, err = process.communicate(timeout=120)
        assert process.returncode in (0, -sent)
        assert b"Traceback" not in err
        assert b"Exception ignored" not in err
        assert b"error" not in err
    done = subprocess.run([BSC, "agencies"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 3


def test_an_interrupt_during_an_import_ends_the_run_without_a_message(tmp_path: Path) -> None:
    (tmp_path / "rich").mkdir()
    (tmp_path / "rich" / "__init__.py").write_text(
        "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
    )
    done = subprocess.run(
        [BSC, "agencies", "--width", "80"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", -signal.SIGINT)
