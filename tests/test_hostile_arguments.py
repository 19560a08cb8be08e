"""Arguments of any kind: every command, every option, whatever a person or a script hands over."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsc_cli.cli.app import COMMANDS, command_of_kind
from bsc_cli.cli.options import SHARED
from bsc_cli.model.kinds import KINDS
from bsc_cli.output.formats import FORMATS
from tests.conftest import BSC, TINY
from tests.hostile import assert_harmless, assert_sound, in_process, limited

if TYPE_CHECKING:
    from pathlib import Path

    from bsc_cli.cli.options import Parameter

pytestmark = pytest.mark.hostile

ALL: Final = {**{name: command_of_kind(kind) for name, kind in KINDS.items()}, **COMMANDS}

AWKWARD: Final = (
    *("", " ", "-", "--", "---", "-h", "-o", "--json", "--output", "-1", "0", "=", "--=", "-="),
    *("\udcff\udc80", "\ud800", "é", "e\u0301", "\u202e", "\x1b[31m", "\n", "\t", "\r", "\x00"),
    *('"', "'", '""', '"""', "'; DROP TABLE record; --", "NEAR(a b)", "a AND", "NOT", "OR OR"),
    *("name:x", "^a", "a*", "*", "**", "(", ")", "a NEAR/2 b", "{names words}: a", "+", "a + b"),
    *(".*", "[", "[a", "a{9999999999}", "(?P<", "\\", "\\1", "$", "?", "[!a]", "{a,b}", "~", "~root"),
    *("../../etc/passwd", "/", "//", ".", "..", "a/b", "/dev/null", "/dev/zero", "file:///x", "a\x00b"),
    *("%s", "%n", "{}", "{0.__class__}", "$HOME", "`id`", "$(id)", "nca", "harbour-office", "ann-reed"),
    *("9" * 400, "-" + "9" * 400, "1e999", "nan", "inf", "NaN", "0x10", "1_000", "٣", "½", "²"),
    *("hundred " * 400, "night " * 2000, "a" * 100_000, "£" * 1000, ",", ",,", "id,id", "-id", "+"),
    *("宽" * 20_000, "a-" * 5000, '"a ' * 3000, "1 " * 3000, "<b>", "[/x]", "[bold]", ":smile:"),
)  # fmt: skip
"""Arguments that have broken programs."""

argument = st.one_of(
    st.sampled_from(AWKWARD), st.text(st.characters(), max_size=30), st.sampled_from(sorted(ALL))
)


def option_names(parameter: Parameter) -> list[str]:
    """The spellings of an option; none for an argument."""
    is_option = parameter.param_type_name == "option"
    return [*parameter.opts, *parameter.secondary_opts] if is_option else []


def options(command: str) -> st.SearchStrategy[list[str]]:
    """Any of a command's options, with or without a value."""
    parameters = [*ALL[command].parameters, *SHARED]
    names = [name for each in parameters for name in option_names(each)]
    given = st.tuples(st.sampled_from(names), argument)
    ways = st.one_of(given.map(list), given.map("=".join).map(lambda one: [one]))
    return st.lists(ways, max_size=3).map(lambda lists: [word for words in lists for word in words])


@st.composite
def command_lines(draw: Any) -> list[str]:
    command = draw(st.sampled_from(sorted(ALL)))
    words = draw(st.lists(argument, max_size=3))
    json_too = draw(st.sampled_from([[], ["--json"], ["-o", draw(st.sampled_from(list(FORMATS)))]]))
    return [command, *json_too, *draw(options(command)), *words]


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "facts.yaml"
    path.write_text(TINY, encoding="utf-8")
    return path


fuzzed = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def assert_answered(args: list[str], facts: Path) -> None:
    ran = in_process(*args, facts=facts)
    assert_sound(ran)
    assert_harmless(ran.err)
    assert max(map(len, ran.err.splitlines()), default=0) < 3000
    if args[1:2] == ["--json"] and "-h" not in args and "--help" not in args and ran.out:
        assert ran.code in (0, 1)
        if not any(word.startswith("--count") for word in args):
            json.loads(ran.out)


@fuzzed
@given(args=command_lines())
def test_any_command_line_is_answered(args: list[str], facts: Path) -> None:
    assert_answered(args, facts)


@fuzzed
@given(args=st.lists(argument, max_size=4))
def test_any_words_are_answered(args: list[str], facts: Path) -> None:
    assert_answered(args, facts)


@pytest.mark.parametrize("command", ["agencies", "search", "show", "caveats", "check", "audit"])
def test_every_awkward_word_is_answered(command: str, facts: Path) -> None:
    for word in AWKWARD:
        assert_answered([command, "--json", *(["--"] if word[:1] == "-" else []), word], facts)


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_option_answers_every_awkward_value(name: str, facts: Path) -> None:
    for parameter in (*ALL[name].parameters, *SHARED):
        for option in option_names(parameter)[:1]:
            for word in AWKWARD[:: 4 if name in ("figures", "search") else 17]:
                assert_answered([name, "--json", option, word], facts)


@pytest.mark.parametrize("text", ["night", "word-like", "C++", "NEAR(a b)", '"', "a*b", "^x", "%"])
def test_any_text_is_a_search(text: str, facts: Path) -> None:
    assert in_process("search", "--", text, facts=facts).code in (0, 1)


@pytest.mark.parametrize("word", [b"\xff\xfe", b"\xed\xa0\x80", b"caf\xe9", b"\xf0\x9f"])
def test_bytes_that_are_no_text_are_answered(word: bytes, facts: Path) -> None:
    for args in ([b"search", word], [b"show", word], [b"check", word], [b"agencies", b"--facts", word], [word]):  # fmt: skip
        environment = {**os.environ, "BSC_FACTS": str(facts)}
        done = subprocess.run(
            [BSC.encode(), *args], env=environment, capture_output=True, check=False
        )
        assert done.returncode in (1, 2)
        assert b"Traceback" not in done.stderr
        assert b"a mistake in bsc" not in done.stderr
        done.stderr.decode()


def test_a_limit_of_any_size_is_one(facts: Path) -> None:
    for command in (("agencies",), ("search", "night"), ("caveats",)):
        everything = in_process(*command, "--json", facts=facts)
        assert in_process(*command, "--json", "--limit", "9" * 40, facts=facts) == everything
        count = in_process(*command, "--count", "--limit", "9" * 40, facts=facts)
        assert count.out == in_process(*command, "--count", facts=facts).out


LONG: Final = {
    "a word again and again": ("night " * 16_000, 0),
    "a number again and again": ("40 " * 30_000, 0),
    "a sign again and again": ("£ " * 40_000, 0),
    "words with no space": ("1," * 50_000, 2),
    "different words": (" ".join(f"word{n}" for n in range(10_000)), 2),
    "a phrase": (f'"{"night " * 16_000}"', 2),
    "many phrases": (" ".join(f'"night {n}"' for n in range(8000)), 2),
    "a word": ("n" * 100_000, 1),
    "a beginning": ("n" * 99_999 + "*", 1),
    "words that are nearly there": (" ".join(f"nigh{n}t" for n in range(100)), 1),
    "stars behind a word": ("nig" + "*" * 99_000, 0),
    "stars before a word": ("*" * 99_000 + "night", 0),
    "quotation marks": ('"' * 100_000, 1),
    "full stops behind a number": ("1" + ".," * 49_000 + "x", 1),
    "characters": ("night " * 20_000, 2),
}
"""Searches that are long, each with the exit status of `bsc search`."""


@pytest.mark.parametrize("what", LONG)
def test_a_long_search_is_answered_soon(what: str, facts: Path) -> None:
    text, status = LONG[what]
    for command in ("search", "claims", "caveats", "timeline"):
        ran = limited(command, "--json", "--facts", str(facts), "--", text, seconds=10)
        assert_sound(ran)
        assert ran.code == (status if command == "search" or status == 2 else 0)


BEYOND: Final = {
    "words": (
        " ".join(f"word{n}" for n in range(1001)),
        "the search has 1,001 words, and can have 300 at most",
        "leave out the least important words",
    ),
    "beginnings": (
        " ".join(f"w{n}*" for n in range(11)),
        "the search has 11 prefixes such as word*, and can have 10 at most",
        "write more of the words in full",
    ),
    "characters": (
        "a " * 50_001,
        "the search has 100,002 characters, and can have 100,000 at most",
        "leave out the least important words",
    ),
}


@pytest.mark.parametrize("what", BEYOND)
def test_a_search_beyond_a_bound_is_refused_with_the_bound(what: str, facts: Path) -> None:
    text, message, hint = BEYOND[what]
    for command in ("search", "agencies", "caveats", "timeline"):
        ran = in_process(command, text, facts=facts)
        assert ran == ("", f"bsc: error: {message}\nhint: {hint}\n", 2)


def test_few_words_are_looked_for_in_another_spelling(facts: Path) -> None:
    words = ["nihgt", "peple", "cros", "harbuor", "ofice"]
    near = "hint: did you mean 'night people cross harbour office'?\n"
    assert in_process("search", " ".join(words), facts=facts).err.endswith(near)
    more = "hint: try fewer words, or a prefix such as word*\n"
    assert in_process("search", " ".join([*words, "feries"]), facts=facts).err.endswith(more)
