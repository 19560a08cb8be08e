"""Completion with stores whose texts would run commands: shells get inert text only."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.conftest import SHELLS, needs
from tests.hostile import assert_harmless

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Ran, Shell

pytestmark = pytest.mark.hostile

PLAIN: Final = ("%", "km/h", "m²", "été", "-1")
QUOTED: Final = "small boats and engines"
"""A unit that has to be quoted on a command line, and so is not offered."""
HOSTILE: Final = (
    r"\$(touch pwned)x",
    "$(touch pwned)",
    "`touch pwned`",
    r"\`touch pwned`",
    r"\\`touch pwned`\\",
    "x;touch${IFS}pwned",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "'))'; touch pwned; : '((",
    "')\ntouch pwned\n('",
    '")); touch pwned; : "((',
    "\\'; touch pwned; '",
    "$'\\x27; touch pwned; \\x27'",
    "‘; touch pwned; ’",
    "＄（touch pwned）",
    "'",
    '"',
    "`",
    "\\",
    "it ends in \\",
    "\\\\",
    "/etc/*",
    "*(e:'touch pwned':)",
    "{touch,pwned}",
    "<(touch pwned)",
    "> pwned",
    "| tee pwned",
    "& touch pwned &",
    "(touch pwned)",
    "~root",
    "=ls",
    "!!",
    "# comment",
    "[/x] foo",
    r"\[/x] foo",
    ":smile: a:b::c:::d",
    "%F{red}%n",
    "\x1b]0;title\x07\x1b[31m\x9b31m",
    "\u202elive\u202c \u2066",
    "line\nend\rtab\tnul\x00",
    "a\u00a0b\u3000c",
    "two  spaces",
)


def store(texts: tuple[str, ...]) -> str:
    """Return a store with agencies of these names and figures with these units."""
    evidence = {"evidence": ["e"]}
    agencies: list[dict[str, Any]] = [
        {"id": f"agency-{number:02}", "name": text, **evidence} for number, text in enumerate(texts)
    ]
    figures = [
        {"id": f"figure-{number:02}", "value": 1, "as_written": "1", "unit": text}
        | {"property": "p", **evidence}
        for number, text in enumerate(texts)
    ]
    return json.dumps({"source": {"headline": "H"}, "agencies": agencies, "figures": figures})


def ids(texts: tuple[str, ...]) -> list[str]:
    return [f"agency-{number:02}" for number in range(len(texts))]


COMPLETIONS: Final = {
    # A person runs the completed line with Enter, so the script passes it to eval.
    "bash": """
        eval "$(bsc --show-completion)"
        complete_words() {
            COMP_WORDS=(bsc "$@"); COMP_CWORD=$#; _bsc_completion bsc
            eval "printf '%s\\n' ${COMPREPLY[*]}"
        }
        for BSC_FACTS in *.json; do export BSC_FACTS; complete_words show a; done
        complete_words figures --unit ''
    """,
    "zsh": """
        compdef() { }
        _arguments() { eval "print -rl -- ${${1#*: :}[3,-3]}" }
        eval "$(bsc --show-completion)"
        complete_words() { words=(bsc "$@"); CURRENT=$#words; _bsc_completion }
        for BSC_FACTS in *.json; do export BSC_FACTS; complete_words show a; done
        complete_words figures --unit ''
    """,
    "fish": """
        bsc --show-completion | source
        for file in *.json
            set -x BSC_FACTS $file
            complete -C 'bsc show a'
        end
        complete -C 'bsc figures --unit '
    """,
}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("USER", os.environ.get("USER", ""))


def run_in(name: str, script: str, shell: Shell, tmp_path: Path) -> str:
    """Return the output of a script; assert that it created no file and printed no error."""
    (tmp_path / "script").write_text(script, encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    ran = shell(f"{name} script", TERM="dumb", LC_ALL="C.UTF-8")
    assert ran.err == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    return ran.out


@pytest.mark.parametrize("name", SHELLS)
def test_completion_runs_no_text_of_a_store(name: str, shell: Shell, tmp_path: Path) -> None:
    single = HOSTILE[:: 6 if name == "fish" else 1]  # fish is slower, and evaluates nothing
    for number, text in enumerate(single):
        (tmp_path / f"{number:02}.json").write_text(store((text, "Plain")), encoding="utf-8")
    texts = (*HOSTILE, *PLAIN, QUOTED)
    (tmp_path / "all.json").write_text(store(texts), encoding="utf-8")
    out = run_in(name, COMPLETIONS[name], shell, tmp_path)
    assert_harmless(out.replace("\t", ""))
    offered = [line.partition(":" if name == "zsh" else "\t")[0] for line in out.splitlines()]
    expected = [*ids(("hostile", "Plain")) * len(single), *ids(texts), *PLAIN]
    assert sorted(offered) == sorted(expected)


TAB: Final = """
    zmodload zsh/zpty
    zpty shell zsh -f -i
    zpty -w shell 'stty rows 120 cols 100; autoload -U compinit; compinit -u; PS1=; LISTMAX=0'
    zpty -w shell 'eval "$(bsc --show-completion)"'
    zpty -w -n shell $'bsc show a\t\t'
    for try in {1..100}; do
        sleep 0.1
        while zpty -r -t shell line; do
            print -rn -- $line
            [[ $line == *LAST* ]] && exit
        done
    done
"""


@needs("zsh")
def test_zsh_lists_every_id_on_a_tab(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "facts.json").write_text(store((*HOSTILE, "Plain")), encoding="utf-8")
    monkeypatch.setenv("BSC_FACTS", "facts.json")
    names = ids((*HOSTILE, "Plain"))
    last = names[HOSTILE.index("!!")]  # zsh lists ids without a description at the end
    out = run_in("zsh", TAB.replace("LAST", last), shell, tmp_path)
    assert [name for name in names if name not in out] == []
    assert "\u202e" not in out
    assert "\x1b]0;" not in out
    assert "(eval)" not in out


def completion(shell: Shell, name: str, **variables: str) -> Ran:
    return shell("bsc", _BSC_COMPLETE=f"complete_{name}", **variables)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"COMP_WORDS": "bsc show a"},
        {"COMP_CWORD": "1"},
        {"COMP_WORDS": "bsc show a", "COMP_CWORD": "x"},
        {"COMP_WORDS": "bsc show a", "COMP_CWORD": "9" * 5000},
        {"COMP_WORDS": "bsc nosuch a", "COMP_CWORD": "2"},
        {"COMP_WORDS": "bsc show \udcff", "COMP_CWORD": "2"},
    ],
)
def test_an_invalid_completion_request_gets_no_values(
    variables: dict[str, str], shell: Shell
) -> None:
    ran = completion(shell, "bash", **variables)
    assert (ran.out.strip(), ran.err, ran.code) == ("", "", 0)


def test_completion_does_not_echo_typed_text(shell: Shell) -> None:
    line = "bsc agencies --fields '$(touch pwned),na"
    assert completion(shell, "zsh", _TYPER_COMPLETE_ARGS=line) == ("_files\n", "", 0)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "‘a’ “b” ＄（c） ＇d＇ ＂e＂ ＼f a b ’c’ d e"),
        ("cp1252", "‘a’ “b” c d e f a b ’c’ d e"),
        ("ascii", "a b c d e f a b c d e"),
    ],
)
def test_encoding_a_description_creates_no_quotation_marks(
    encoding: str, shown: str, shell: Shell, tmp_path: Path
) -> None:
    text = "‘a’ “b” ＄（c） ＇d＇ ＂e＂ ＼f | $a `b` 'c' \"d\" \\e"
    (tmp_path / "facts.json").write_text(store((text,)), encoding="utf-8")
    ran = shell(
        f"bsc | iconv -f {encoding} -t utf-8",
        _BSC_COMPLETE="complete_zsh",
        _TYPER_COMPLETE_ARGS="bsc show a",
        BSC_FACTS="facts.json",
        PYTHONIOENCODING=encoding,
    )
    offer = f'"agency-00":"{shown}"'
    assert ran == (f"_arguments '*: :(({offer}))'\n", "", 0)


def test_a_description_is_one_line_on_a_narrow_terminal(shell: Shell) -> None:
    ran = completion(
        shell,
        "fish",
        _TYPER_COMPLETE_ARGS="bsc measures --su",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        COLUMNS="20",
    )
    assert ran.out.startswith("--support\tOnly measures with this support: ")
    assert len(ran.out) > 100
    assert ran.out.count("\n") == 1
    assert ran.err == ""


@pytest.mark.parametrize("typed", ["sm", "small\\ b", '"sm', "'small b"])
def test_a_value_with_a_space_is_not_offered(typed: str, shell: Shell) -> None:
    words = f"bsc\nfigures\n--unit\n{typed}"
    assert completion(shell, "bash", COMP_WORDS=words, COMP_CWORD="3") == ("\n", "", 0)


def test_powershell_gets_one_line_per_value(shell: Shell) -> None:
    ran = completion(
        shell,
        "powershell",
        _TYPER_COMPLETE_ARGS="bsc figures --unit p",
        _TYPER_COMPLETE_WORD_TO_COMPLETE="p",
    )
    assert ran == ("people::: \n", "", 0)
