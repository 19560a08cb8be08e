"""The README does not lie: its commands are run, and what they print is compared.

`[...]` stands for what the README leaves out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bsc_cli.cli import COMMANDS
from bsc_cli.model import KINDS
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from tests.conftest import Shell

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
SESSIONS = [
    session
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    for session in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]


@pytest.mark.parametrize(("command", "printed"), SESSIONS)
def test_a_command_prints_what_the_readme_says(command: str, printed: str, shell: Shell) -> None:
    ran = shell(f"({command}) 2>&1")
    assert re.fullmatch(re.escape(printed).replace(re.escape("[...]"), "(?s:.*)"), ran.out)


def test_the_readme_has_sessions_to_run() -> None:
    assert len(SESSIONS) >= 5


def test_every_command_is_in_the_readme() -> None:
    missing = [name for name in (*KINDS, *COMMANDS) if f"bsc {name}" not in README]
    assert not missing


def test_the_two_commands_come_first() -> None:
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert [language for language, _ in blocks[:2]] == ["sh", "sh"]
    assert blocks[0][1].endswith(".venv/bin/bsc agencies\n")
    assert blocks[1][1].endswith(".venv/bin/python -m pytest\n")
