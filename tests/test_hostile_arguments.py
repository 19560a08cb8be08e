"""Every command and option, with arguments that a person or a script may pass by mistake."""

from __future__ import annotations

import json
import os
import subprocess
from itertools import islice, permutations, product
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
    *("../../etc/passwd", "/etc", "//etc", "./", "a/b", "/dev/null", "/dev/zero", "file:///x", "a\x00b"),
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
    """Return the spellings of an option; none for an argument."""
    is_option = parameter.param_type_name == "option"
    return [*parameter.opts, *parameter.secondary_opts] if is_option else []


def options(command: str) -> st.SearchStrategy[list[str]]:
    """Draw some of a command's options, each with a value."""
    parameters = [*ALL[command].parameters, *SHARED]
    names = [name for parameter in parameters for name in option_names(parameter)]
    pairs = st.tuples(st.sampled_from(names), argument)
    spellings = st.one_of(pairs.map(list), pairs.map("=".join).map(lambda word: [word]))
    return st.lists(spellings, max_size=3).map(
        lambda lists: [word for words in lists for word in words]
    )


@st.composite
def command_lines(draw: Any) -> list[str]:
    command = draw(st.sampled_from(sorted(ALL)))
    words = draw(st.lists(argument, max_size=3))
    format_option = draw(
        st.sampled_from([[], ["--json"], ["-o", draw(st.sampled_from(list(FORMATS)))]])
    )
    return [command, *format_option, *draw(options(command)), *words]


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
    is_help = not {"-h", "--help", "help"}.isdisjoint(args)  # the help is text, even with --json
    if args[1:2] == ["--json"] and not is_help and ran.out:
        assert ran.code in (0, 1)
        if not any(word.startswith("--count") for word in args):
            json.loads(ran.out)


@fuzzed
@given(args=command_lines())
def test_any_command_line_gets_an_answer_or_an_error(args: list[str], facts: Path) -> None:
    assert_answered(args, facts)


@fuzzed
@given(args=st.lists(argument, max_size=4))
def test_any_words_get_an_answer_or_an_error(args: list[str], facts: Path) -> None:
    assert_answered(args, facts)


@pytest.mark.parametrize("command", ["agencies", "search", "show", "caveats", "check", "audit"])
def test_commands_accept_or_reject_every_awkward_argument(command: str, facts: Path) -> None:
    for word in AWKWARD:
        assert_answered([command, "--json", *(["--"] if word[:1] == "-" else []), word], facts)


@pytest.mark.parametrize("name", sorted(ALL))
def test_options_accept_or_reject_every_awkward_value(name: str, facts: Path) -> None:
    for parameter in (*ALL[name].parameters, *SHARED):
        for option in option_names(parameter)[:1]:
            for word in AWKWARD[:: 4 if name in ("figures", "search") else 17]:
                assert_answered([name, "--json", option, word], facts)


@pytest.mark.parametrize("text", ["night", "word-like", "C++", "NEAR(a b)", '"', "a*b", "^x", "%"])
def test_search_accepts_any_text(text: str, facts: Path) -> None:
    assert in_process("search", "--", text, facts=facts).code in (0, 1)


@pytest.mark.parametrize("word", [b"\xff\xfe", b"\xed\xa0\x80", b"caf\xe9", b"\xf0\x9f"])
def test_arguments_that_are_not_utf_8_cause_no_traceback(word: bytes, facts: Path) -> None:
    for args in ([b"search", word], [b"show", word], [b"check", word], [b"agencies", b"--facts", word], [word]):  # fmt: skip
        environment = {**os.environ, "BSC_FACTS": str(facts)}
        done = subprocess.run(
            [BSC.encode(), *args], env=environment, capture_output=True, check=False
        )
        assert done.returncode in (1, 2)
        assert b"Traceback" not in done.stderr
        assert b"internal error in bsc" not in done.stderr
        done.stderr.decode()


def test_limit_accepts_numbers_of_any_size(facts: Path) -> None:
    for command in (("agencies",), ("search", "night"), ("caveats",)):
        everything = in_process(*command, "--json", facts=facts)
        assert in_process(*command, "--json", "--limit", "9" * 40, facts=facts) == everything
        count = in_process(*command, "--count", "--limit", "9" * 40, facts=facts)
        assert count.out == in_process(*command, "--count", facts=facts).out


LONG: Final = {
    "a repeated word": ("night " * 16_000, 0),
    "a repeated number": ("40 " * 30_000, 0),
    "a repeated sign": ("£ " * 40_000, 0),
    "words without spaces": ("1," * 50_000, 2),
    "different words": (" ".join(f"word{n}" for n in range(10_000)), 2),
    "a phrase": (f'"{"night " * 16_000}"', 2),
    "many phrases": (" ".join(f'"night {n}"' for n in range(8000)), 2),
    "a long word": ("n" * 100_000, 1),
    "a long prefix": ("n" * 99_999 + "*", 1),
    "mistyped words": (" ".join(f"nigh{n}t" for n in range(100)), 1),
    "asterisks after a word": ("nig" + "*" * 99_000, 0),
    "asterisks before a word": ("*" * 99_000 + "night", 0),
    "quotation marks": ('"' * 100_000, 1),
    "full stops after a number": ("1" + ".," * 49_000 + "x", 1),
    "characters": ("night " * 20_000, 2),
}
"""Searches that are long, each with the exit status of `bsc search`."""


@pytest.mark.parametrize("name", LONG)
def test_long_searches_end_within_the_time_limit(name: str, facts: Path) -> None:
    text, status = LONG[name]
    for command in ("search", "claims", "caveats", "timeline"):
        ran = limited(command, "--json", "--facts", str(facts), "--", text, seconds=10)
        assert_sound(ran)
        assert ran.code == (status if command == "search" or status == 2 else 0)


FORMS: Final = ("smuggle", "smuggles", "smuggled", "smuggling")
COSTLY: Final = {
    "a phrase of equal words": ("a " * 499_000, f'"{"a " * 99}"', 0),
    "a phrase of too many equal words": ("a " * 499_000, f'"{"a " * 299}"', 2),
    "many phrases of equal words": (
        "a " * 499_000,
        " ".join(f'"{"a " * n}"' for n in range(1, 14)),
        0,
    ),
    "many forms of phrases": (
        " ".join(FORMS) * 20_000,
        " ".join(map("-".join, product(FORMS, repeat=2))),
        2,
    ),
    "phrases with the same forms": (
        " ".join(FORMS * 20_000),
        "smuggle-smuggles smuggles-smuggle smuggled-smuggling",
        0,
    ),
    "combinations of signs": (
        "$%+*=<>& " + "£ " * 490_000,
        " ".join(map("".join, islice(permutations("£$%+*=<>&", 3), 100))),
        0,
    ),
    "many prefixes of the same words": (
        "ab " * 330_000,
        "a* ab* " + " ".join(f'"{"ab " * n}a"*' for n in range(1, 9)),
        0,
    ),
}
"""Long texts, each with a search that matches most of it, and the exit status of the search."""


@pytest.mark.parametrize("name", COSTLY)
def test_costly_searches_end_within_limits_of_time_and_memory(name: str, tmp_path: Path) -> None:
    text, search, status = COSTLY[name]
    claim = {"id": "c", "statement": text, "type": "quantity", "voice": "author", "evidence": ["e"]}
    path = tmp_path / "facts.yaml"
    path.write_text(json.dumps({"source": {"headline": "H"}, "claims": [claim]}))
    for command in (("search", "-o", "ids"), ("search", "--count"), ("claims", "--json")):
        ran = limited(*command, "--facts", str(path), "--", search)
        assert_sound(ran)
        assert ran.code == status


def test_a_title_is_compared_with_no_matching_alias(tmp_path: Path) -> None:
    aliases = [f"{'a ' * 50}{number} night" for number in range(20_000)]
    group = {"id": "g", "name": "a " * 499_000, "aliases": aliases, "evidence": ["e"]}
    path = tmp_path / "facts.yaml"
    path.write_text(json.dumps({"source": {"headline": "H"}, "groups": [group]}))
    ran = limited("search", "night", "--facts", str(path))
    assert "(aliases: a a " in ran.out
    assert ran.code == 0


TOO_MUCH: Final = {
    "repeats": (
        f'"{"a " * 60}" "{"a " * 41}"',
        "the phrases of the search, in all forms, contain 'a' 101 times; the maximum is 100",
        "leave out some phrases, or shorten them",
    ),
    "words": (
        " ".join(f"word{n}" for n in range(1001)),
        "the search has 1,001 words; the maximum is 300",
        "leave out the least important words",
    ),
    "prefixes": (
        " ".join(f"w{n}*" for n in range(11)),
        "the search has 11 prefixes such as word*; the maximum is 10",
        "write more of the words in full",
    ),
    "characters": (
        "a " * 50_001,
        "the search has 100,002 characters; the maximum is 100,000",
        "leave out the least important words",
    ),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_search_beyond_a_bound_is_rejected_and_the_bound_named(name: str, facts: Path) -> None:
    text, message, hint = TOO_MUCH[name]
    for command in ("search", "agencies", "caveats", "timeline"):
        ran = in_process(command, text, facts=facts)
        assert ran == ("", f"bsc: error: {message}\nhint: {hint}\n", 2)


def test_did_you_mean_corrects_at_most_five_words(facts: Path) -> None:
    words = ["nihgt", "peple", "cros", "harbuor", "ofice"]
    near = "hint: did you mean 'night people cross harbour office'?\n"
    assert in_process("search", " ".join(words), facts=facts).err.endswith(near)
    more = "hint: try fewer words, or OR between them\n"
    assert in_process("search", " ".join([*words, "feries"]), facts=facts).err.endswith(more)
