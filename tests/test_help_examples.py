"""The examples in the help: commands with ids and values of the store that is loaded."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from bsc_cli.model.kinds import KINDS
from tests.conftest import TINY
from tests.stores import FULL, values

if TYPE_CHECKING:
    from tests.conftest import Bsc


def examples(help: str) -> list[str]:
    """Return the examples in a help text."""
    lines = [line.strip(" │") for line in help.splitlines()]
    start = lines.index("Examples:") + 1
    return lines[start : lines.index("", start)]


def test_the_examples_name_the_record_that_is_mentioned_most_often(bsc: Bsc) -> None:
    assert examples(bsc("show", "--help").out) == [
        "bsc show harbour-office",
        "bsc show harbour-office --json",
    ]
    assert examples(bsc("search", "--help").out) == [
        "bsc search Harbour Office",
        "bsc search Harbour Office --kind claims",
    ]


def test_the_examples_of_a_kind_filter_by_its_values(bsc: Bsc) -> None:
    assert examples(bsc("measures", "--help").out) == [
        "bsc measures --status planned",
        "bsc measures --actor harbour-office --json",
    ]


def test_every_example_of_a_kind_finds_something(bsc: Bsc) -> None:
    for kind in KINDS:
        for example in examples(bsc(kind, "--help", facts=FULL).out):
            name, *args = shlex.split(example)
            ran = bsc(*args, "--count", facts=FULL)
            assert (name, ran.err, ran.code) == ("bsc", "", 0)
            assert (ran.out != "0\n") == (kind in values(FULL)), example


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (TINY.replace("support: computed", "support: implied"), "is invalid"),
        ("source: [", "is no YAML"),
        ("", "is empty"),
    ],
)
@pytest.mark.parametrize(
    ("command", "plain"),
    [
        ("agencies", ["bsc agencies", "bsc agencies --json"]),
        ("show", ["bsc show ID", "bsc show ID --json"]),
        ("search", ["bsc search WORDS", "bsc search WORDS --kind claims"]),
        ("graph", ["bsc graph ID", "bsc graph --as dot | dot -Tsvg > graph.svg"]),
    ],
)
def test_the_examples_are_plain_if_the_store_cannot_be_used(
    command: str, plain: list[str], facts: str, why: str, bsc: Bsc
) -> None:
    ran = bsc(command, "--help", facts=facts)
    assert (examples(ran.out), ran.err, ran.code) == (plain, "", 0), why


def test_the_examples_are_plain_if_there_is_no_store(
    bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BSC_FACTS", "nowhere.yaml")
    ran = bsc("show", "--help")
    assert (examples(ran.out), ran.code) == (["bsc show ID", "bsc show ID --json"], 0)


def test_the_examples_are_plain_if_the_store_has_no_records(bsc: Bsc) -> None:
    empty = "source: {headline: H}"
    assert examples(bsc("show", "--help", facts=empty).out)[0] == "bsc show ID"
    assert examples(bsc("agencies", "--help", facts=empty).out) == [
        "bsc agencies",
        "bsc agencies --json",
    ]


def test_the_examples_are_those_of_the_store_that_an_option_names(bsc: Bsc) -> None:
    assert examples(bsc("--facts", "nowhere.yaml", "show", "--help").out)[0] == "bsc show ID"
    assert examples(bsc("--facts", "facts.yaml", "show", "--help").out)[0] == (
        "bsc show harbour-office"
    )


def test_a_value_that_a_shell_would_change_is_not_an_example(bsc: Bsc) -> None:
    facts = TINY.replace("unit: passengers", "unit: '$(rm)'")
    assert "$(" not in bsc("figures", "--help", facts=facts).out
