"""The commands in README.md and docs print the output that these pages show.

`[...]` stands for output that a page leaves out. A block is skipped if it needs a program that
is not installed; `.ci/run` installs them all.
"""

from __future__ import annotations

import re
import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from bsc_cli.cli.app import COMMANDS
from bsc_cli.model.kinds import KINDS
from tests.conftest import PATH, REPOSITORY

if TYPE_CHECKING:
    from tests.conftest import Prompt

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
TUTORIAL = "tutorial.md"  # its commands build on each other: see tests/test_tutorial.py
PAGES = [
    README,
    *(
        page.read_text(encoding="utf-8")
        for page in REPOSITORY.glob("docs/*.md")
        if page.name != TUTORIAL
    ),
]
OTHER_PROGRAMS = (
    *("jq", "mlr", "csvcut", "sqlite-utils", "fzf", "dot", "pandas", "citeproc"),
    *("datasette", "frictionless", "duckdb", "spark-sql"),
)


Block = list[tuple[str, str]]


def sessions(page: str) -> list[Block]:
    """Return the blocks of a page, each with its commands and their output."""
    blocks = re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE) for block in blocks]


def other_programs(block: Block) -> list[str]:
    """Return the programs and libraries that a block needs besides `bsc` and a shell."""
    commands = "\n".join(command for command, _ in block)
    return [name for name in OTHER_PROGRAMS if re.search(rf"\b{name}\b", commands)]


BLOCKS = [block for page in PAGES for block in sessions(page)]


def assert_prints(command: str, output: str, printed: str) -> None:
    """Assert that a command printed the output on a page, in which `[...]` stands for any text."""
    pattern = re.escape(output).replace(re.escape("[...]"), "(?s:.*)")
    assert re.fullmatch(pattern, printed.replace("\r\n", "\n")), f"$ {command}\n{printed}"


@pytest.mark.usefixtures("bundled_index")
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block[0][0][:60])
def test_commands_print_the_documented_output(block: Block, prompt: Prompt) -> None:
    missing = [
        name
        for name in other_programs(block)
        if not (shutil.which(name, path=PATH) or find_spec(name))
    ]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    for command, output in block:
        assert_prints(command, output, prompt(command))


def test_every_block_has_commands() -> None:
    assert BLOCKS
    assert all(BLOCKS)
    assert len(BLOCKS) == sum(page.count("```console") for page in PAGES)


def test_the_readme_needs_no_other_program() -> None:
    assert not any(other_programs(block) for block in sessions(README))


def test_every_command_is_in_the_readme() -> None:
    missing = [name for name in (*KINDS, *COMMANDS) if f"bsc {name}" not in README]
    assert not missing


def test_the_readme_begins_with_the_install_and_test_commands() -> None:
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert [language for language, _ in blocks[:2]] == ["sh", "sh"]
    assert blocks[0][1].endswith(".venv/bin/bsc agencies\n")
    assert blocks[1][1].endswith(".venv/bin/python -m pytest\n")


def test_the_workflow_runs_the_test_command_of_the_readme() -> None:
    command = re.findall(r"^```sh\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)[1]
    workflow = (REPOSITORY / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    assert f"- run: {command}\n" in workflow
