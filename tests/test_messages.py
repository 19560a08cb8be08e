"""Messages on a terminal: colour, and lines that are wrapped between words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bsc_cli.system.messages import shown
from tests.conftest import TINY
from tests.test_process import on_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bsc


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "facts.yaml").write_text(TINY, encoding="utf-8")
    monkeypatch.setenv("BSC_FACTS", str(tmp_path / "facts.yaml"))


ERROR = "bsc: error: there is no command 'agncies'\nhint: did you mean 'agencies'?\n"
COLOURED = (
    "bsc: \x1b[1;31merror:\x1b[0m there is no command 'agncies'\n"
    "\x1b[2mhint: did you mean 'agencies'?\x1b[0m\n"
)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("args", "variables", "message"),
    [
        (("agncies",), {}, COLOURED),
        (("agncies",), {"TERM": "dumb"}, ERROR),
        (("agncies",), {"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, ERROR),
        (("--color", "always", "agncies"), {"NO_COLOR": "1"}, COLOURED),
    ],
)
def test_messages_are_coloured_where_the_terminal_has_colour(
    args: tuple[str, ...], variables: dict[str, str], message: str
) -> None:
    assert on_terminal(*args, columns=80, rows=40, **variables) == message


def test_messages_in_a_pipe_have_no_colour_unless_it_is_forced(
    bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bsc("agncies").err == ERROR
    assert bsc("--color", "always", "agncies").err == COLOURED
    assert bsc("agncies").err == ERROR
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    assert bsc("agncies").err == COLOURED


@pytest.mark.usefixtures("store")
def test_messages_are_wrapped_between_words() -> None:
    message = on_terminal("agncies", columns=30, NO_COLOR="1")
    assert message == (
        "bsc: error: there is no\n  command 'agncies'\nhint: did you mean 'agencies'?\n"
    )


def test_problems_on_a_terminal_are_coloured_and_wrapped(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("source: {headline: x}\nagencies: 1\n", encoding="utf-8")
    ran = on_terminal("check", str(path), columns=200)
    assert ": \x1b[1;31merror[type]:\x1b[0m agencies: expected a list" in ran
    assert "\n\x1b[2m    hint: begin each record with '- id:'\x1b[0m\n" in ran
    wrapped = on_terminal("check", str(path), columns=38, NO_COLOR="1")
    assert "\n    hint: begin each record with '-\n      id:'\n" in wrapped


@pytest.mark.parametrize(
    ("line", "width", "lines"),
    [
        ("one two three", None, "one two three\n"),
        ("one  two three four five six", 20, "one  two three four\n  five six\n"),
        ("a " + "b" * 30, 20, f"a\n  {'b' * 30}\n"),
        ("漢" * 9 + " 漢漢", 20, f"{'漢' * 9}\n  漢漢\n"),
        ("one two three four five six", 5, "one two three four five six\n"),
        ("", 20, "\n"),
    ],
)
def test_a_line_is_wrapped_to_a_width(line: str, width: int | None, lines: str) -> None:
    assert shown(line, width, colour=False) == lines
