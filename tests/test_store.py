"""Stores: the accepted form, and the report of every mistake."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unittest import mock

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bsc_cli.model.node import Mapping, Scalar, Sequence
from bsc_cli.store import document, store
from bsc_cli.system.errors import InvalidStore, Position, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = "source: {headline: x}\n"


@pytest.fixture(params=["C parser", "pure parser"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with both parsers of PyYAML: an installation may lack the faster one."""
    loader = yaml.CSafeLoader if request.param == "C parser" else yaml.SafeLoader
    monkeypatch.setattr(document, "_Loader", loader)


def problems_of(text: str | bytes, folder: Path) -> list[str]:
    """Return every problem as `line:column: error[code]: subject: message (hint)`."""
    path = folder / "facts.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InvalidStore) as raised:
        store.load(path)
    return [
        problem.line().split(":", 1)[1] + (f" ({problem.hint})" if problem.hint else "")
        for problem in raised.value.problems
    ]


def test_every_mistake_in_a_store_is_reported_with_its_place(tmp_path: Path) -> None:
    text = """\
source:
  headlin: Ferry Service Cut
agencies:
  - id: harbour-office
    name: 75
    listed: yes
    evidence: []
  - id: Coast Watch
    name: Coast Watch
    evidence: [one … two … three]
measures:
  - id: harbour-office
    name: Night boat
    statement: It stops.
    status: planed
    actors: [harbor-office]
    evidence: [no night boat]
events:
  - id: meeting
    name: Meeting
    statement: They met.
    date: 2026-02-30
    evidence: [met]
peeple: []
"""
    assert problems_of(text, tmp_path) == [
        "2:3: error[unknown-key]: source: unknown key 'headlin' (did you mean 'headline'?)",
        (
            "5:11: error[type]: agencies[0].name: expected text, found the number 75"
            ' (if text is meant, write "75")'
        ),
        (
            "6:13: error[type]: agencies[0].listed: expected true or false, found 'yes'"
            " (write true or false)"
        ),
        (
            "7:15: error[empty]: agencies[0].evidence: expected at least one item,"
            " found an empty list (add an item: '- …')"
        ),
        (
            "8:9: error[form]: agencies[1].id: 'Coast Watch' is not an id"
            " (lower-case words joined by '-') (write 'coast-watch')"
        ),
        (
            "10:16: error[anchor]: agencies[1].evidence[0]: an anchor can have only one ' … '"
            " (split the anchor in two)"
        ),
        (
            "12:9: error[duplicate-id]: measures[0].id: the record in line 4 already has the id"
            " 'harbour-office' (give one of the two records another id)"
        ),
        (
            "15:13: error[choice]: measures[0].status: 'planed' is not one of planned, under_way,"
            " completed (did you mean 'planned'?)"
        ),
        (
            "16:14: error[reference]: measures[0].actors[0]: no record has the id 'harbor-office'"
            " (did you mean 'harbour-office'?)"
        ),
        (
            "22:11: error[date]: events[0].date: '2026-02-30' is not a date: there is no day 30 in"
            " 2026-02 (write YYYY-MM-DD, followed by '?' if the date is uncertain)"
        ),
        "24:1: error[unknown-key]: unknown key 'peeple' (did you mean 'people'?)",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1:1: error[type]: expected a store, found nothing"),
        ("- a", "1:1: error[type]: expected a store, found a list"),
        ("agencies: []", "1:1: error[missing-key]: source: missing"),
        (SOURCE + "agencies: nca", "2:11: error[type]: agencies: expected a list of records"),
        (SOURCE + "agencies: [nca]", "2:12: error[type]: agencies[0]: expected keys with values"),
        (
            "source: {headline: x, words: -1}",
            "1:30: error[type]: source.words: expected a whole number of at least 0, found the number -1",
        ),
        (SOURCE + "source: {headline: y}", "2:1: error[duplicate-key]: key 'source' occurs twice"),
        (SOURCE + "people: &p []", "2:9: error[yaml-alias]: YAML anchor &p is not allowed here"),
        (SOURCE + "people: !!set []", "2:9: error[yaml-tag]: tag tag:yaml.org,2002:set"),
        (SOURCE + "--- {}", "2:1: error[yaml-documents]: a store must be a single YAML document"),
        ("# a\n%TAG ! t:\n--- {}", "2:1: error[yaml-directive]: YAML directive %TAG ! t: is not"),
        ("%YAML 1.2\n%FOO\n--- {}", "2:1: error[yaml-directive]: YAML directive %FOO is not"),
        ("%YAML 1.2\n%YAML 1.2\n--- {}", "2:1: error[yaml-directive]: YAML directive %YAML 1.2 is"),
        (SOURCE + "%TAG ! t:\n--- {}", "2:1: error[yaml-directive]: YAML directive %TAG ! t: is"),
        (SOURCE + "... # a\n\n...\n%FOO", "5:1: error[yaml-directive]: YAML directive %FOO is not"),
        ("{ ?source: {headline: x}}", "1:3: error[yaml]: found '?' without a space after it"),
        (SOURCE + "people: [?x]", "2:10: error[yaml]: found '?' without a space after it"),
        (SOURCE + "people: {?: x}", "2:10: error[yaml]: found '?' without a space after it"),
        (SOURCE + "[a]: b", "2:1: error[yaml-key]: a key must be text, not a list"),
        (SOURCE + "people: }", "2:9: error[yaml]: "),
        (SOURCE + "people: " + "[" * 40, "2:40: error[yaml-depth]: nested more than 32 levels"),
        (b"\xff", "1:1: error[encoding]: byte 0xff is not UTF-8"),
        (
            "source: é\x07",
            "1:10: error[encoding]: a store cannot contain the control character U+0007",
        ),
    ],
)
def test_an_invalid_store_is_reported_with_place_and_reason(
    text: str | bytes, problem: str, tmp_path: Path
) -> None:
    assert problems_of(text, tmp_path)[0].startswith(problem)


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ("quotes: [{id: q, text: t, speaker: lyme, evidence: [t]}]", "'lyme' is"),
        ("figures: [{id: f, value: many, property: p, evidence: [t]}]", "expected a number"),
        ("figures: [{id: f, value: .nan, property: p, evidence: [t]}]", "expected a number"),
        ("figures: [{id: f, value: 1e999, property: p, evidence: [t]}]", "1e999 is outside"),
        ("figures: [{id: f, value: true, property: p, evidence: [t]}]", "expected a number"),
        ("places: [{id: p, name: NO, iso3166: no, evidence: [t]}]", "'no' is not an ISO 3166-1"),
        (
            "people: [{id: p, name: P, evidence: [' … end']}]",
            "an anchor needs words before and after",
        ),
        (
            "people: [{id: p, name: P, evidence: [start…end]}]",
            "an anchor needs a space on both sides",
        ),
        ("people: [{id: p, name: P, evidence: here}]", "expected a list, found 'here'"),
        ("people: [{id: p, evidence: [t]}]", "missing: the person's name"),
    ],
)
def test_a_value_of_the_wrong_type_is_reported(record: str, problem: str, tmp_path: Path) -> None:
    place = "" if "places" in record else "places: [{id: lyme, name: L, evidence: [L]}]\n"
    [line] = problems_of(SOURCE + place + record, tmp_path)
    assert problem in line


def test_references_to_an_invalid_record_are_not_reported(
    tmp_path: Path,
) -> None:
    text = SOURCE + (
        "agencies: [{id: nca, name: 1, evidence: [N]}]\n"
        "people: [{id: p, name: P, organization: nca, evidence: [P]}]\n"
    )
    assert len(problems_of(text, tmp_path)) == 1


def test_scalars_are_typed_by_the_core_schema_of_yaml_1_2() -> None:
    text = "[NO, yes, 10:00, 1.10, 2024-09-17, 0x1F, 1e3, ~, null, true, 'true', -7, 1_000, .5]"
    root, problems = document.read(text.encode())
    assert isinstance(root, Sequence)
    assert not problems
    assert [item.value for item in root.items if isinstance(item, Scalar)] == [
        *("NO", "yes", "10:00", 1.1, "2024-09-17", 31, 1000.0),
        *(None, None, True, "true", -7, "1_000", 0.5),
    ]


def test_positions_count_code_points() -> None:
    root, _ = document.read("clé: [é, £]\nx: y".encode())
    assert isinstance(root, Mapping)
    assert root.entries["x"][0] == Position(2, 1)
    _, list_ = root.entries["clé"]
    assert isinstance(list_, Sequence)
    assert [item.position for item in list_.items] == [Position(1, 7), Position(1, 10)]


def plain(text: str) -> object:
    """Return a document as plain values."""
    root, problems = document.read(text.encode())
    assert not problems
    return _plain(root)


def _plain(node: object) -> object:
    match node:
        case Mapping():
            return {key: _plain(value) for key, (_, value) in node.entries.items()}
        case Sequence():
            return [_plain(item) for item in node.items]
        case Scalar():
            return node.value
    return None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("%YAML 1.2\n---\na: 010", {"a": 10}),
        ("# b\n\n%YAML 1.1 # c\n# d\n--- {a: yes}\n... # e\n...\n", {"a": "yes"}),
        ('a: "b\n%TAG ! c\n%d"', {"a": "b %TAG ! c %d"}),
        ("a: |\n %b\n %TAG ! c\n", {"a": "%b\n%TAG ! c\n"}),
        ("a:\n  b\n  %c\n  ...\n", {"a": "b %c ..."}),
        ("{a: b\n%c}", {"a": "b %c"}),
        ("a: |\n ...\n %b\n", {"a": "...\n%b\n"}),
    ],
)
def test_a_version_is_accepted_and_text_like_a_directive_is_text(text: str, value: object) -> None:
    assert plain(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: |\n  x\n   ", "x\n \n"),
        ("a: |\n  x\n  ", "x\n"),
        ("a: |\n  x", "x\n"),
        ("a: |-\n  x\n   ", "x\n "),
        ("a: >\n  x\n   ", "x\n \n"),
        ("a: |\n  x\r", "x\n"),
        ("a: |+\n  x\n\n", "x\n\n"),
        ("a: |+\n   ", "\n"),
    ],
)
def test_the_last_line_of_a_block_scalar_needs_no_line_end(text: str, value: str) -> None:
    assert plain(text) == {"a": value}


LONG_KEY = "k" * 2000
JSON = (
    '{"a": "\\ud83d\\ude00", "b": [1, -0.5e3, true, null, "\\/\\u00e9\\n"], "c": {}, "d": []}',
    '{\n\t"a"\n\t:\t[\n\t\t"b"\r\n\t,\r1]\n}\n',
    f'{{"{LONG_KEY}": {{"": "\\\\ud83d"}}}}',
    '["NO", "10:00", "~", "", "- a", "# b", "{", "\U0001f600\x7e"]',
)


@pytest.mark.parametrize("text", JSON)
def test_json_is_read_as_json(text: str) -> None:
    assert plain(text) == json.loads(text)


@given(
    st.recursive(st.none() | st.booleans() | st.integers(-99, 99) | st.text(), st.lists).map(
        lambda value: [value]
    ),
    st.booleans(),
)
def test_json_has_the_same_values_and_places_as_the_same_text_as_yaml(
    data: list[object], is_indented: bool
) -> None:
    text = json.dumps({"é": data}, indent=1 if is_indented else None, ensure_ascii=False)
    with mock.patch.object(document, "_is_json", return_value=False):
        as_yaml, _ = document.read(text.encode())
    as_json, _ = document.read(text.encode())
    assert list(_places(as_json)) == list(_places(as_yaml))


def _places(node: object) -> Iterator[tuple[object, Position]]:
    match node:
        case Mapping():
            for key, (position, value) in node.entries.items():
                yield key, position
                yield from _places(value)
        case Sequence():
            yield list, node.position
            for item in node.items:
                yield from _places(item)
        case Scalar():
            yield node.value, node.position


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'a: "\ud83d\uDE00 \\ud83d\\ude00"', "\U0001f600 \\ud83d\\ude00"),
        (r"a: \ud83d\ude00", r"\ud83d\ude00"),
        (r"a: '\ud83d'", r"\ud83d"),
        ("a: |\n  \\ud83d\n", "\\ud83d\n"),
    ],
)
def test_a_surrogate_pair_is_joined_where_escapes_are_read(text: str, value: str) -> None:
    assert plain(text) == {"a": value}


def test_half_of_a_surrogate_pair_is_reported(tmp_path: Path) -> None:
    problem = "error[yaml]: found half of a surrogate pair in an escape"
    hint = r"(write both halves, such as \ud83d\ude00, or the character itself)"
    assert problems_of('a: [b,\n "\\ud83d \\ude00"]', tmp_path) == [f"2:2: {problem} {hint}"]
    assert problems_of('{"a": "é",\n "b": "\\ude00"}', tmp_path) == [f"2:7: {problem} {hint}"]


def test_a_leading_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOURCE.encode())
    assert store.load(path).source.headline == "x"


def test_a_million_levels_of_nesting_are_rejected(tmp_path: Path) -> None:
    assert "nested more than 32 levels" in problems_of("- " * 1_000_000, tmp_path)[0]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path, "there is no store at "),
        (lambda path: path.mkdir() or path, "the store .* is a folder"),
    ],
)
def test_an_unreadable_store_file_is_reported(make: object, message: str, tmp_path: Path) -> None:
    path = make(tmp_path / "store")  # type: ignore[operator]
    with pytest.raises(Unreadable, match=message):
        store.load(path)
