"""The tutorial: its commands print what it shows, and its records complete the store.

A reader saves the article, runs the commands in order, and puts each record of a YAML block in the
place of the record with the same id, or else at the end of its list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tests.conftest import REPOSITORY
from tests.test_readme import assert_prints

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.conftest import Prompt, Shell


PAGE: Final = (REPOSITORY / "docs/tutorial.md").read_text(encoding="utf-8")
FOLDER: Final = REPOSITORY / "docs/tutorial"
BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTION: Final = re.compile(r"^(\w+):\n((?:  .*\n|\n)+)", re.MULTILINE)
RECORD: Final = re.compile(r"^  - id: (\S+)\n(?:    .*\n)*", re.MULTILINE)
COMMAND: Final = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def edited(store: str, block: str) -> str:
    """Put the records of a block into a store."""
    for section in SECTION.finditer(block):
        for record in RECORD.finditer(section[2]):
            store = _with_record(store, section[1], record[1], record[0])
    return store


def _with_record(store: str, kind: str, id: str, record: str) -> str:
    old = re.compile(rf"^  - id: {id}\n(?:    .*\n)*\n?", re.MULTILINE)
    section = re.search(rf"^{kind}:\n(?:  .*\n|\n)+", store, re.MULTILINE)
    if section and (place := old.search(section[0])):
        start = section.start() + place.start()
        return store[:start] + old.sub(lambda _: f"{record}\n", store[start:], count=1)
    store = old.sub("", store)
    section = re.search(rf"^{kind}:\n(?:  .*\n|\n)+", store, re.MULTILINE)
    if section is None:
        return f"{store.rstrip()}\n\n{kind}:\n{record}"
    end = section.start() + len(section[0].rstrip()) + 1
    return f"{store[:end]}\n{record}{store[end:]}"


def test_the_tutorial_leads_from_the_article_to_a_complete_store(
    prompt: Prompt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    store = tmp_path / "facts.yaml"
    for language, block in BLOCK.findall(PAGE):
        if language == "text":
            (tmp_path / "article.txt").write_text(block, encoding="utf-8")
        elif language == "yaml":
            text = edited(store.read_text(encoding="utf-8"), block)
            store.write_text(text, encoding="utf-8")
        for command, output in COMMAND.findall(block) if language == "console" else ():
            assert_prints(command, output, prompt(command))
    for name in ("article.txt", "facts.yaml"):  # what the folder has for other tests
        expected = (FOLDER / name).read_text(encoding="utf-8")
        assert (tmp_path / name).read_text(encoding="utf-8") == expected


def test_the_store_of_the_tutorial_and_the_bundled_one_are_asked_together(shell: Shell) -> None:
    paths = f"--facts {FOLDER / 'facts.yaml'} --facts {REPOSITORY / 'data/facts.yaml'}"
    ran = shell(f"bsc agencies council {paths} -o csv --fields store,id,listed")
    assert ran.out.splitlines()[:2] == ["store,id,listed", "tutorial,wrayport-council,false"]
    ran = shell(f"bsc agencies {paths} --by store -o csv")
    assert ran.out == "value,count\r\nbundled,6\r\ntutorial,1\r\n"
    ran = shell(f"bsc show night-ferry nca {paths} --json | grep -c '\"store\": '")
    assert ran.out == "2\n"
