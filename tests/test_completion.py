"""Shell completion: the values and descriptions that shells offer after Tab."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from bsc_cli.checks.rules import EXPLANATIONS
from tests.conftest import SHELLS, TINY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bsc, Shell


def completions(line: str, bsc: Bsc, facts: str = TINY) -> dict[str, str]:
    """Return the values that `bsc` offers to fish, with their descriptions."""
    request = {
        "_BSC_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": line,
    }
    with mock.patch.dict(os.environ, request):
        ran = bsc(facts=facts)
    assert ran.err == ""
    rows = (row.partition("\t") for row in ran.out.splitlines() if row)
    return {value: description for value, _, description in rows}


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("bsc ag", {"agencies": "List the agencies and departments."}),
        ("bsc show ann", {"ann-reed": "Ann Reed"}),
        ("bsc show ann-reed sub", {"subsidy": "£2.5 million: yearly subsidy of the ferries", "subsidy-is-yearly": "The ferries get public money each year."}),
        ("bsc claims --voice ", {"author": "", "harbour-office": "Harbour Office", "coast-watch": "Coast Watch", "ann-reed": "Ann Reed"}),
        ("bsc help peo", {"people": ""}),
        ("bsc caveats --type no_s", {"no_source": ""}),
        ("bsc claims --by checka", {"checkability": "checkable for a claim that can be checked as it stands, ..."}),
        ("bsc claims --about ha", {"harbour-office": "Harbour Office"}),
        ("bsc measures --status p", {"planned": ""}),
        ("bsc figures --currency ", {"GBP": ""}),
        ("bsc search --kind fi", {"figures": "The numbers: money, counts, percentages"}),
        ("bsc todo -o li", {"lines": "One problem on each line, in the form that compilers use"}),
        ("bsc agencies -o li", {}),
        ("bsc agencies -o js", {"json": "A JSON array with one record on each line", "jsonl": "JSON Lines, one object on each line"}),
        ("bsc agencies --fields nam", {"name": "the agency’s name"}),
        ("bsc agencies --fields name,-ro", {"name,-role": "the agency’s role in the article"}),
        ("bsc search --fields sc", {"score": "the relevance, comparable only within the same search"}),
        ("bsc agencies --color al", {"always": ""}),
        ("bsc cite ann", {"ann-reed": "Ann Reed"}),
        ("bsc cite --as b", {"bibtex": "BibTeX, for biblatex and reference managers"}),
        ("bsc graph --as m", {"mermaid": "For Mermaid, which GitHub renders"}),
        ("bsc show zzz", {}),
        ("bsc show --facts none.yaml n", {}),
    ],
)  # fmt: skip
def test_values_are_offered_with_their_descriptions(
    line: str, values: dict[str, str], bsc: Bsc
) -> None:
    assert completions(line, bsc) == values


def test_a_long_description_is_cut_to_60_characters(bsc: Bsc) -> None:
    rule = EXPLANATIONS["orphan"].rule.replace("'", "\u2019")
    assert len(rule) > 60
    assert completions("bsc check --explain orp", bsc) == {"orphan": f"{rule[:56].rstrip()} ..."}


def test_ids_are_offered_from_the_store_that_facts_names(tmp_path: Path, bsc: Bsc) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(TINY.replace("ann-reed", "bob-reed"), encoding="utf-8")
    assert completions(f"bsc --facts {other} show bo", bsc) == {"bob-reed": "Ann Reed"}
    assert completions(f"bsc show --facts {other} bo", bsc) == {"bob-reed": "Ann Reed"}


def test_a_description_has_no_square_brackets(bsc: Bsc) -> None:
    facts = TINY.replace("name: Ann Reed", "name: 'Ann [/x] [red] Reed'")
    assert completions("bsc show ann", bsc, facts) == {"ann-reed": "Ann /x red Reed"}


PRESS_TAB = {
    "bash": """
        eval "$(bsc --show-completion)"
        COMP_WORDS=(bsc show ann); COMP_CWORD=2
        _bsc_completion bsc; printf '%s\\n' "${COMPREPLY[@]}"
    """,
    "fish": """
        bsc --show-completion | source
        complete -C 'bsc show ann'
    """,
    "zsh": """
        autoload -U compinit; compinit -u; eval "$(bsc --show-completion)"
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell 'autoload -U compinit; compinit -u; PS1=; eval "$(bsc --show-completion)"'
        zpty -w -n shell $'bsc show ann\\t\\t'
        for try in {1..100}; do
            sleep 0.1
            while zpty -r -t shell line; do
                [[ $line == *ann-reed* ]] && print ann-reed && exit
            done
        done
    """,
}


@pytest.mark.hostile
@pytest.mark.parametrize("name", SHELLS)
def test_each_shell_completes_an_id(name: str, shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(TINY, encoding="utf-8")
    script = tmp_path / "script"
    script.write_text(PRESS_TAB[name], encoding="utf-8")
    ran = shell(
        f"{name} {script}",
        HOME=str(tmp_path),
        TERM="dumb",
        USER=os.environ.get("USER", ""),
        BSC_FACTS="facts.yaml",
    )
    assert ran.out.split()[:1] == ["ann-reed"]
