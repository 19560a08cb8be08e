"""Stores of any bytes: a right result, or a message with the place, within limits of time."""

from __future__ import annotations

import json
import random
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from bsc_cli.checks import rules
from bsc_cli.index import search_terms
from bsc_cli.model import compound, struct
from bsc_cli.store import document, store
from bsc_cli.system import errors, files
from bsc_cli.system.errors import InvalidStore
from bsc_cli.text import folding
from tests import stores
from tests.conftest import TINY
from tests.fuzz import run
from tests.fuzz import stores as fuzz
from tests.hostile import assert_sound, in_process, limited
from tests.strategies import CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.hostile

COMMANDS: Final = (
    ("agencies",),
    ("agencies", "--json"),
    ("search", "ferry"),
    ("show", "harbour-office"),
    ("caveats",),
    (),
    ("check",),
    ("check", "--json"),
)
TOP: Final = b"source: {headline: x}\n"


def agency(name: bytes) -> bytes:
    return TOP + b"agencies: [{id: a, name: " + name + b", evidence: [e]}]\n"


def figure(value: str) -> bytes:
    return TOP + f"figures: [{{id: f, value: {value}, property: p, evidence: [e]}}]\n".encode()


def event(date: str) -> bytes:
    record = f"{{id: f, name: n, statement: s, date: {date}, evidence: [e]}}"
    return TOP + f"events: [{record}]\n".encode()


def bomb() -> bytes:
    """Return a store of a thousand million words, if aliases were followed."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "\n".join(lines).encode()


INVALID: Final[dict[str, tuple[bytes, str]]] = {
    "not UTF-8": (TOP + b"people: [\xff\xfe]", "2:10: error[encoding]"),
    "latin-1": ("source: {headline: caf\xe9}".encode("latin-1"), "1:23: error[encoding]"),
    "cut within a character": (TOP + "people: [£".encode()[:-1], "2:10: error[encoding]"),
    "an encoded surrogate": (TOP + b"people: \xed\xa0\x80", "2:9: error[encoding]"),
    "UTF-16": ("source: x".encode("utf-16"), "1:1: error[encoding]"),
    "UTF-16 without a byte-order mark": ("source: x".encode("utf-16-le"), "1:2: error[encoding]"),
    "UTF-32": ("source: x".encode("utf-32"), "1:1: error[encoding]"),
    "NUL": (TOP + b"\0", "2:1: error[encoding]"),
    "C1": ("source: \x9b".encode(), "1:9: error[encoding]"),
    "any bytes": (bytes(range(256)), "3:115: error[encoding]"),
    "an archive": (b"PK\x03\x04\x14\0", "1:3: error[encoding]"),
    "empty": (b"", "1:1: error[type]"),
    "a byte-order mark only": (b"\xef\xbb\xbf", "1:1: error[type]"),
    "spaces": (b" \n \n", "1:1: error[type]"),
    "comments": (b"# one\n# two\n", "1:1: error[type]"),
    "a word": (b"facts", "1:1: error[type]"),
    "two documents": (TOP + b"---\n" + TOP, "2:1: error[yaml-documents]"),
    "empty documents": (b"---\n---\n---\n", "2:1: error[yaml-documents]"),
    "a byte-order mark within": (
        "source: {headline: x}\n\ufeffpeople: a".encode(),
        "2:1: error[encoding]: a store cannot contain the byte-order mark U+FEFF unescaped",
    ),
    "two byte-order marks": (
        b"\xef\xbb\xbf\xef\xbb\xbf" + TOP,
        "1:1: error[encoding]: a store cannot contain the byte-order mark",
    ),
    "a next line": (
        agency("'a\x85b'".encode()),
        "2:28: error[encoding]: a store cannot contain the control character U+0085",
    ),
    "a line separator": (
        TOP + "# a\u2028people: [{id: hidden}]".encode(),
        "2:4: error[encoding]: a store cannot contain the line separator U+2028",
    ),
    "a noncharacter": (
        agency("\uffff".encode()),
        "2:26: error[encoding]: a store cannot contain the noncharacter U+FFFF",
    ),
    "a future version of YAML": (b"%YAML 3.0\n---\n" + TOP, "1:1: error[yaml-directive]"),
    "a directive": (b"# x\n%TAG ! tag:x,2026:\n---\n" + TOP, "2:1: error[yaml-directive]"),
    "a directive at the end": (TOP + b"...\n%YAML 1.2\n---\n", "3:1: error[yaml-directive]"),
    "a key after a question mark": (b"{ ?source: {headline: x}}", "1:3: error[yaml]: found '?'"),
    "a text after a question mark": (agency(b"[?x]"), "2:27: error[yaml]: found '?'"),
    "no key": (TOP + b"? \n: x", "2:2: error[yaml-key]: a key must be text, not nothing"),
    "an unknown handle": (TOP + b"people: !x!y []", "2:9: error[yaml]"),
    "an object": (
        TOP + b"people: !!python/object/apply:os._exit [0]",
        "2:9: error[yaml-tag]: tag tag:yaml.org,2002:python/object/apply:os._exit",
    ),
    "a tag": (TOP + b"people: !!binary aGk=", "2:9: error[yaml-tag]"),
    "an anchor": (TOP + b"people: &a []\ngroups: *a", "2:9: error[yaml-alias]"),
    "an unknown alias": (TOP + b"groups: *a", "2:9: error[yaml-alias]"),
    "a list in itself": (b"&a [*a]", "1:1: error[yaml-alias]"),
    "a mapping in itself": (b"&a {source: *a}", "1:1: error[yaml-alias]"),
    "an alias bomb": (bomb(), "1:1: error[unknown-key]"),
    "a merge key": (TOP + b"people:\n- <<: {id: a}", "3:3: error[unknown-key]"),
    "a merged alias": (TOP + b"people:\n- &p {id: a}\n- <<: *p", "3:3: error[yaml-alias]"),
    "no closing quote": (TOP + b'people: "abc\n- a\n- b\n', "2:9: error[yaml]"),
    "no closing bracket": (TOP + b"people: [a,\n b,\n c", "2:9: error[yaml]"),
    "no closing brace": (TOP + b"people: {a: b\ngroups: []\n", "3:7: error[yaml]"),
    "no colon": (TOP + b"people:\n- id: a\n  name x\n  role: y\n", "4:3: error[yaml]"),
    "a tab": (TOP + b"people:\n\t- a", "3:1: error[yaml]: a tab cannot indent a line"),
    "a sign": (TOP + b"people: @x", "2:9: error[yaml]"),
    "a key twice": (TOP + TOP, "2:1: error[duplicate-key]"),
    "a list as a key": (TOP + b"? [a]\n: b", "2:3: error[yaml-key]"),
    "a mapping as a key": (b"{{a: b}: c}", "1:1: error[missing-key]"),
    "null as a key": (TOP + b"~: x", "2:1: error[unknown-key]: unknown key '~'"),
    "a number as a key": (TOP + b"1.5: x", "2:1: error[unknown-key]: unknown key '1.5'"),
    "a boolean as a key": (TOP + b"true: x", "2:1: error[unknown-key]: unknown key 'true'"),
    "only dashes": (b"-\n" * 1000, "1:1: error[type]"),
    "only colons": (b":\n" * 1000, "1:1: error["),
    "only question marks": (b"?\n" * 1000, "1:1: error["),
    "a long tag": (b"!" + b"a" * 100_000, "1:1: error[yaml-tag]"),
    "a long alias": (b"*" + b"a" * 100_000, "1:1: error[yaml-alias]"),
    "a long directive": (b"%" + b"a" * 100_000, "error[yaml-directive]"),
    "not a number": (figure(".nan"), "2:26: error[type]"),
    "infinity": (figure("-.inf"), "2:26: error[type]"),
    "too small": (figure("1e-400"), "2:26: error[number-range]"),
    "too large": (figure("1e400"), "2:26: error[number-range]"),
    "too large an integer": (figure("9" * 39), "2:26: error[number-range]"),
    "too many digits": (figure("9" * 100_000), "2:26: error[type]"),
    "too large in base 16": (figure("0x" + "f" * 38), "2:26: error[number-range]"),
    "a number of YAML 1.1": (figure("1_000"), "2:26: error[type]"),
    "a time of YAML 1.1": (figure("10:00"), "2:26: error[type]"),
    "a boolean of YAML 1.1": (figure("yes"), "2:26: error[type]"),
    "no such day": (event("2026-02-30"), "2:47: error[date]"),
    "no such month": (event("2026-13"), "2:47: error[date]"),
    "a long date": (event("2026-02-30T10:00:00Z"), "2:47: error[date]"),
    "half a surrogate pair": (agency(b'"\\ud800"'), "2:26: error[yaml]: found half of a surrogate"),
    "the second half of a pair": (
        agency(b'"\\ude00"'),
        "2:26: error[yaml]: found half of a surrog",
    ),
    "a reversed surrogate pair": (
        agency(b'"\\ude00\\ud83d"'),
        "2:26: error[yaml]: found half of a surrogate pair",
    ),
    "half a surrogate pair in JSON": (
        b'{"source":\n {"headline": "\\ud83d"}}',
        "2:15: error[yaml]: found half of a surrogate pair",
    ),
    "a key twice in JSON": (
        b'{"source": {"headline": "x"},\n\t"source": 2}',
        "2:2: error[duplicate-key]",
    ),
    "33 levels of JSON": (b"[" * 33 + b"]" * 33, "1:33: error[yaml-depth]"),
    "beyond Unicode": (agency(b'"\\U00110000"'), "error[yaml]: found invalid Unicode character"),
    "far beyond": (agency(b'"\\UFFFFFFFF"'), "error[yaml]: found invalid Unicode character"),
    "an unknown escape": (agency(b'"\\q"'), "error[yaml]"),
    "33 levels": (b"- " * 33, "1:65: error[yaml-depth]"),
    "2000 levels": (b"[" * 2000, "error[yaml-depth]"),
}
"""Invalid stores, each with the place and code of its first problem."""


@pytest.mark.parametrize("parser", ["C", "pure"])
@pytest.mark.parametrize("name", INVALID)
def test_every_command_rejects_an_invalid_store_and_reports_the_place(
    name: str, parser: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "_Loader", yaml.CSafeLoader if parser == "C" else yaml.SafeLoader)
    content, expected = INVALID[name]
    path = tmp_path / "facts.yaml"
    path.write_bytes(content)
    for command in COMMANDS:
        ran = in_process(*command, facts=path)
        assert_sound(ran)
        assert ran.code == (1 if "check" in command else 3)
        if "--json" not in command:
            first, hint, *_ = (ran.err if ran.code == 3 else ran.out).splitlines()
            assert hint.startswith("    hint: ")
            assert re.match(rf"{re.escape(str(path))}:\d+:\d+: error\[[\w-]+\]: ", first)
            assert expected in first
        assert max(map(len, ran.err.splitlines())) < 2000


VALID: Final = {
    "a byte-order mark": b"\xef\xbb\xbf" + TINY.encode(),
    "other line ends": TINY.replace("\n", "\r\n").encode(),
    "JSON": b'{"source": {"headline": "x"}, "agencies": null}',
    "JSON with tabs": b'{\n\t"source"\n:\t{"headline": "x"},\r\n\t"agencies": null\n}',
    "a surrogate pair": agency(b'"\\ud83d\\ude00"'),
    "the version of YAML": b"# x\n\n%YAML 1.2 # y\n# z\n---\n" + TINY.encode(),
    "an older version of YAML": b"%YAML 1.1\n---\n" + TINY.encode(),
    "text like a directive": b'source: {headline: "x\n%TAG ! x\n%x"}\nagencies: null\n',
    "a document end mark": TINY.encode() + b"...\n",
    "a country": agency(b"NO"),
    "a time": agency(b"10:00"),
    "a boolean": agency(b"yes"),
    "a control character": agency(b'"\\0\\e[2J\\a"'),
    "empty lines": TINY.encode() + b"\n" * 1_000_000,
    "numbers in words": agency(b"hundred " * 1000),
    "digits": agency(b"'" + b"9" * 100_000 + b"'"),
    "combining marks": agency(("a" + "\u0301\u0316" * 100_000).encode()),
    "signs": agency(b"'" + b"%" * 100_000 + b"'"),
    "quotation marks": agency(b"'" + b'"a ' * 30_000 + b"'"),
}


@pytest.mark.parametrize("name", VALID)
def test_every_command_accepts_an_unusual_but_valid_store(name: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_bytes(VALID[name])
    for command in COMMANDS:
        ran = in_process(*command, facts=path)
        assert_sound(ran)
        assert ran.code in ((0,) if command in ((), ("agencies",)) else (0, 1))


@pytest.mark.parametrize("seed", run.seeds("stores"))
def test_every_seed_of_the_fuzzer_has_the_properties_it_looks_for(seed: bytes) -> None:
    fuzz.check(seed)


def test_the_fuzzer_starts_from_every_class_of_character() -> None:
    names: set[str] = set()
    for seed in run.seeds("stores"):
        with suppress(InvalidStore):
            names.update(*(record.title for record in store.parse(seed, "").records.values()))
    assert names.issuperset("".join(CHARACTERS.values()))


def cycle(length: int) -> bytes:
    """Return figures that are each derived from the one before, and the first from the last."""
    return (
        TOP
        + b"figures:\n"
        + b"".join(
            b"- {id: f%d, value: 1, property: p, evidence: [e], "
            b"computed_from: {operation: add, of: [f%d]}}\n" % (n, (n - 1) % length)
            for n in range(length)
        )
    )


def letters(seed: int, length: int) -> bytes:
    """Return a word of two letters: many of those are the hardest to compare."""
    return bytes(random.Random(seed).choices(b"ab", k=length))


def directives(count: int) -> bytes:
    """Return lines that libyaml compares with one another."""
    return b"".join(b"%%TAG !a%d! tag:x,%d:\n" % (n, n) for n in range(count))


HEAVY: Final[dict[str, Callable[[], bytes]]] = {
    "a million levels in brackets": lambda: b"[" * 1_000_000,
    "a million closed levels in brackets": lambda: b"[" * 1_000_000 + b"]" * 1_000_000,
    "a million levels in braces": lambda: b"{a: " * 1_000_000,
    "a million levels in a block": lambda: b"- " * 1_000_000,
    "a million levels of keys": lambda: b"? " * 1_000_000,
    "levels by indentation": lambda: b"\n".join(b" " * n + b"a:" for n in range(3000)),
    "50 MB of a plain text": lambda: agency(b"x" * 50_000_000),
    "50 MB of a quoted text": lambda: agency(b"'" + b"x" * 50_000_000 + b"'"),
    "50 MB of a folded text": lambda: TOP + b"people: >\n" + b"  word word word\n" * 3_000_000,
    "50 MB in an unclosed quotation mark": lambda: TOP + b'people: "' + b"x " * 25_000_000,
    "50 MB of a comment": lambda: b"#" * 50_000_000,
    "50,000 keys": lambda: TOP + b"".join(b"k%d: x\n" % n for n in range(50_000)),
    "50,000 mistyped references": lambda: TOP + b"agencies:\n" + b"".join(
        b"- {id: a%d, name: x, parent: z%d, evidence: [e]}\n" % (n, n) for n in range(50_000)
    ),
    "240,000 directives": lambda: directives(240_000) + b"---\n" + TOP,
    "240,000 directives at the end": lambda: TOP + directives(240_000) + b"---\n" + TOP,
    "240,000 directives after an end": lambda: TOP + b"...\n" * 2 + directives(240_000) + b"---\n",
    "JSON without line ends": lambda: json.dumps(
        {"source": {}, "agencies": [{"id": "a", "name": "\U0001f600"}] * 50_000}
    ).encode(),
    "a million numbers for records": lambda: TOP + b"agencies: [" + b"1," * 1_000_000 + b"]",
    "a million empty records": lambda: TOP + b"agencies:\n" + b"-\n" * 1_000_000,
    "a million aliases": lambda: TOP + b"agencies: [" + b"*a," * 1_000_000 + b"]",
    "long mistyped ids": lambda: TOP + b"agencies:\n" + b"".join(
        b"- {id: %b, name: x, parent: %b, evidence: [e]}\n" % (letters(n, 199), letters(n + 1000, 199))
        for n in range(1, 700)
    ),
    "a long list": lambda: TOP + b"agencies: [{id: a, name: , evidence: ["
    + b",".join(b"e%d" % n for n in range(50_000)) + b"]}]",
}  # fmt: skip


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_stores_are_rejected_within_limits_of_time_and_memory(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "facts.yaml"
    path.write_bytes(HEAVY[name]())
    ran = limited("agencies", "--facts", str(path))
    assert_sound(ran)
    assert ran.code == 3
    assert len(ran.err) < 100_000


def test_check_reports_each_figure_of_a_long_derivation_cycle(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_bytes(cycle(5000))
    ran = limited("check", "--all", str(path))
    assert_sound(ran)
    assert ran.out.count("the figure is derived from itself") == 5000


def test_a_text_beyond_the_bound_is_rejected() -> None:
    with pytest.raises(InvalidStore) as raised:
        store.parse(agency(b"x" * 1_000_001), "facts.yaml")
    [problem] = raised.value.problems
    assert problem.line() == (
        "facts.yaml:2:26: error[yaml-length]: a value has more than 1,000,000 characters"
    )


def test_reading_stops_at_the_maximum_number_of_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (errors, document, compound, struct, store):
        monkeypatch.setattr(module, "MOST_PROBLEMS", 2)
    invalid = {
        "aliases": TOP + b"people: [*a, *b, *c, *d]",
        "keys": b"source: {headline: x, a: 1, b: 2, c: 3, d: 4}",
        "records": TOP + b"people: [1, 2, 3, 4]",
        "items": TOP + b"agencies: [{id: a, name: x, evidence: [1, 2, 3, 4]}]",
        "references": TOP + b"claims: [{id: c, statement: S., type: quantity, voice: author, "
        b"evidence: [e], about: [b, c2, d, f]}]",
        "keys at the top": TOP + b"a: 1\nb: 2\nc: 3\nd: 4",
    }
    for content in invalid.values():
        with pytest.raises(InvalidStore) as raised:
            store.parse(content, "facts.yaml")
        *two, last = raised.value.problems
        assert len(two) == 2
        assert last.line().endswith(
            "error[too-many]: more than 2 problems; the rest of the file was not checked"
        )


def test_a_store_with_too_many_values_is_rejected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(document, "MOST_VALUES", 10)
    with pytest.raises(InvalidStore) as raised:
        store.parse(TOP + b"people: [1, 2, 3, 4, 5, 6]", "facts.yaml")
    [problem] = raised.value.problems
    assert (
        problem.line()
        == "facts.yaml:2:25: error[yaml-size]: the file has more than 10 keys and values"
    )
    assert problem.hint == "split the file into several stores"


def paths(data: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every value within some data."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield f"{path}{key}"
        if isinstance(value, dict | list):
            yield from paths(value, f"{path}{key}.")


def test_every_problem_has_a_hint() -> None:
    data = stores.values(stores.FULL)
    wrong: tuple[Any, ...] = (
        None,
        "",
        " ",
        1,
        1.5,
        1e300,
        True,
        [],
        {},
        ["x"],
        {"x": 1},
        "ééé",
        "X Y",
        "x-y",
    )
    for number, path in enumerate(paths(data)):
        for value in wrong[number % 3 :: 3]:  # every value in a third of the places
            content = json.dumps(stores.changed(data, path, value)).encode()
            try:
                problems = rules.problems(store.parse(content, "facts.yaml"))
            except InvalidStore as error:
                broken = rules.problems(error.valid_part) if error.valid_part else []
                problems = [*error.problems, *broken]
            assert all(problem.hint for problem in problems), (path, value)


def test_a_store_file_beyond_the_bound_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_STORE", 2_000_000)
    path = tmp_path / "facts.yaml"
    path.write_bytes(b"#" * 2_000_001)
    ran = in_process("agencies", facts=path)
    assert (ran.out, ran.code) == ("", 2)
    assert f"the store {path} is larger than 2 MB" in ran.err


def test_long_runs_of_combining_marks_are_folded() -> None:
    marks = "a" + "\u0301\u0316" * 200_000
    assert len(folding.fold(marks)) > 100_000
    assert search_terms.fold(marks) == "a"
