"""The pages in `docs` agree with the program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from docs.generate import FOLDER, PAGES
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from tests.conftest import Bsc, Shell


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    page = (FOLDER / name).read_text(encoding="utf-8")
    assert page == PAGES[name](page), "run: python docs/generate.py"


def test_the_schema_in_docs_is_the_printed_one_and_the_one_that_facts_yaml_names(bsc: Bsc) -> None:
    assert (FOLDER / "facts.schema.json").read_text(encoding="utf-8") == bsc("schema").out
    facts = REPOSITORY / "data" / "facts.yaml"
    [first, *_] = facts.read_text(encoding="utf-8").splitlines()
    prefix, path = first.split("=")
    assert prefix == "# yaml-language-server: $schema"
    assert (facts.parent / path).samefile(FOLDER / "facts.schema.json")


def test_reliability_md_names_existing_tests_only() -> None:
    page = (FOLDER / "reliability.md").read_text(encoding="utf-8")
    tests = re.findall(r"`(tests/\w+\.py)::(\w+)`", page)
    assert len(tests) > 20
    for file, test in tests:
        assert f"\ndef {test}(" in (REPOSITORY / file).read_text(encoding="utf-8")


def test_the_example_of_a_store_is_valid(bsc: Bsc) -> None:
    page = (FOLDER / "store.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert bsc("check", facts=example) == ("", "bsc: facts.yaml: 6 records, no problems\n", 0)


PICTURES = {
    "figures.svg": "bsc figures --chart",
    "tutorial/audit.svg": "cd {tutorial} && bsc audit --facts facts.yaml",
    "tutorial/claims.svg": "bsc claims --facts {tutorial}/facts.yaml",
}
"""The pictures in the pages, and the commands that draw them with `-o svg --width 90`."""


@pytest.mark.usefixtures("bundled_index")
@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_in_a_page_has_the_same_texts_as_a_new_one(picture: str, shell: Shell) -> None:
    def texts(svg: str) -> list[str]:
        return re.findall(r"<text[^>]*>([^<]+)</text>", svg)

    command = PICTURES[picture].format(tutorial=FOLDER / "tutorial")
    drawn = texts(shell(f"{command} -o svg --width 90").out)
    assert len(drawn) > 20
    assert drawn == texts((FOLDER / picture).read_text(encoding="utf-8"))
