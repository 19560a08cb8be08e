"""`--by`: how many results have each value of a field."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bsc_cli.index import build
from bsc_cli.index.database import Database
from bsc_cli.index.index import Index
from bsc_cli.index.reading import Part
from bsc_cli.index.selection import Selection
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.struct import Nested
from bsc_cli.store import store
from bsc_cli.system.errors import InvalidStore
from tests.stores import FULL
from tests.strategies import mappings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bsc_cli.store.store import Store
    from tests.conftest import Bsc

FERRIES = """\
source: {headline: Ferries}
agencies:
  - {id: office, name: Harbour Office, listed: true, evidence: [a]}
  - {id: watch, name: Coast Watch, parent: office, evidence: [a]}
  - {id: pier, name: Pier Office, parent: office, evidence: [b, a]}
figures:
  - {id: one, as_written: '7', value: 7, unit: boats, property: p, about: [watch, office], evidence: [a]}
  - {id: two, as_written: '7.0', value: 7.0, unit: crews, property: p, about: [office], evidence: [a]}
  - {id: six, as_written: '-7', value: -7, property: p, evidence: [a]}
"""


def test_values_are_counted_in_a_table(bsc: Bsc) -> None:
    assert bsc("figures", "--by", "unit", facts=FERRIES) == (
        "UNIT   FIGURES\nboats        1\ncrews        1\nnone         1\n",
        "",
        0,
    )


def test_each_item_of_a_list_is_counted(bsc: Bsc) -> None:
    assert bsc("figures", "--by", "about", "--json", facts=FERRIES).out == (
        "[\n"
        '{"value": "office", "count": 2},\n'
        '{"value": "watch", "count": 1},\n'
        '{"value": null, "count": 1}\n'
        "]\n"
    )


def test_a_boolean_is_counted_as_yes_and_no(bsc: Bsc) -> None:
    assert bsc("agencies", "--by", "listed", facts=FERRIES).out == (
        "LISTED  AGENCIES\nno             2\nyes            1\n"
    )
    assert bsc("agencies", "--by", "listed", "-o", "jsonl", facts=FERRIES).out == (
        '{"value": false, "count": 2}\n{"value": true, "count": 1}\n'
    )


def test_equal_numbers_are_one_value(bsc: Bsc) -> None:
    rows = json.loads(bsc("figures", "--by", "value", "--json", facts=FERRIES).out)
    assert rows == [{"value": 7, "count": 2}, {"value": -7, "count": 1}]


def test_equally_frequent_values_keep_the_order_of_the_store(bsc: Bsc) -> None:
    turned = FERRIES.replace("[a]", "[z, y, x]")
    rows = json.loads(bsc("figures", "--by", "evidence", "--json", facts=turned).out)
    assert [row["value"] for row in rows] == ["z", "y", "x"]


@pytest.mark.parametrize(
    ("format", "out"),
    [
        ("csv", "value,count\r\noffice,2\r\n,1\r\n"),
        ("tsv", "value\tcount\noffice\t2\n\t1\n"),
        ("ids", "office\n"),
        ("yaml", "- value: office\n  count: 2\n- value: null\n  count: 1\n"),
        ("markdown", "| parent | agencies |\n| --- | ---: |\n| office | 2 |\n| none | 1 |\n"),
    ],
)
def test_counts_are_printed_in_every_format(format: str, out: str, bsc: Bsc) -> None:
    assert bsc("agencies", "--by", "parent", "-o", format, facts=FERRIES).out == out


def test_only_records_that_match_are_counted(bsc: Bsc) -> None:
    args = ("agencies", "pier", "--about", "office", "--by", "name", "-o", "csv")
    assert bsc(*args, facts=FERRIES).out == "value,count\r\nPier Office,1\r\n"


def test_words_that_match_nothing_are_reported(bsc: Bsc) -> None:
    assert bsc("agencies", "zebra", "--by", "name", facts=FERRIES) == (
        "NAME  AGENCIES\n",
        "bsc: nothing matches 'zebra'\nhint: try fewer words, or a prefix such as word*\n",
        0,
    )


def test_count_gives_the_number_of_values(bsc: Bsc) -> None:
    assert bsc("figures", "--by", "about", "--count", facts=FERRIES).out == "3\n"
    assert bsc("figures", "--by", "about", "--count", "--limit", "2", facts=FERRIES).out == "2\n"


def test_limit_gives_the_most_frequent_values(bsc: Bsc) -> None:
    args = ("figures", "--by", "about", "-o", "ids", "--limit")
    assert bsc(*args, "1", facts=FERRIES).out == "office\n"
    assert bsc(*args, "0", facts=FERRIES).out == ""


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ("figures", "--by", "units"),
            "--by: there is no field 'units'\nhint: did you mean 'unit'?",
        ),
        (
            ("figures", "--by", "about,unit"),
            "--by: there is no field 'about,unit'\nhint: did you mean 'about'?",
        ),
        (
            ("figures", "--by", "+unit"),
            "--by: there is no field '+unit'\nhint: did you mean 'unit'?",
        ),
        (
            ("people", "--by", ""),
            (
                "--by: there is no field ''\nhint: the fields are store, id, name, aliases, role,"
                " organization, same_as, evidence, support"
            ),
        ),
        (
            ("people", "--by", "caveats"),
            (
                "--by: there is no field 'caveats'\nhint: the fields are store, id, name, aliases, role,"
                " organization, same_as, evidence, support"
            ),
        ),
        (
            ("figures", "--by", "unit", "--fields", "id"),
            "--by and --fields contradict each other\nhint: leave out --fields",
        ),
        (
            ("figures", "--by", "unit", "--sort", "id"),
            "--by and --sort contradict each other\nhint: leave out --sort",
        ),
        (
            ("figures", "--by", "unit", "--chart"),
            "--by and --chart contradict each other\nhint: leave out --chart",
        ),
        (
            ("caveats", "--by", "type", "--fields", "id"),
            "--by and --fields contradict each other\nhint: leave out --fields",
        ),
        (("caveats", "--by", "typ"), "--by: there is no field 'typ'\nhint: did you mean 'type'?"),
    ],
)
def test_a_wrong_use_of_by_is_reported(args: tuple[str, ...], message: str, bsc: Bsc) -> None:
    assert bsc(*args, facts=FERRIES) == ("", f"bsc: error: {message}\n", 2)


COUNTABLE = {
    kind: [name for name, field in declared.fields.items() if not isinstance(field.scalar, Nested)]
    for kind, declared in KINDS.items()
}


def counted(values: Iterable[Any]) -> list[tuple[Any, int]]:
    """Count values, and each item of a list, in the order that `--by` promises."""
    counts = Counter[Any]()
    for value in values:
        counts.update((value or [None]) if isinstance(value, list) else [value])
    return counts.most_common()  # which keeps the order of equally frequent values


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_can_be_counted(kind: str, bsc: Bsc) -> None:
    rows = json.loads(bsc(kind, "--json", facts=FULL).out)
    for field in COUNTABLE[kind]:
        counts = json.loads(bsc(kind, "--by", field, "--json", facts=FULL).out)
        values = [(row["value"], row["count"]) for row in counts]
        assert values == counted(row[field] for row in rows), field


@pytest.mark.hostile
@given(st.data())
def test_counts_are_those_of_the_records(draws: st.DataObject) -> None:
    kind = draws.draw(st.sampled_from(sorted(KINDS)))
    drawn = draws.draw(st.lists(mappings(KINDS[kind]), min_size=1, max_size=6))
    data = {
        "source": {"headline": "H"},
        kind: [{**r, "id": f"{kind}-{n}"} for n, r in enumerate(drawn, 1)],
    }
    whole = valid_part(data)
    assume(f"{kind}-1" in whole.records)  # references lead there
    with Database.create() as database:
        build.fill(database, [(Part(0, "ferry", b""), whole)], lambda *_: None)
        index = Index(database)
        for field in COUNTABLE[kind]:
            values = [record.to_json()[field] for record in index.records(Selection((kind,)))]
            assert list(index.counts_by(Selection((kind,)), field)) == counted(values)


def valid_part(data: dict[str, Any]) -> Store:
    """Return the records of a store that have the required form, whatever they refer to.

    A NUL character is replaced: SQLite ends a value there.
    """
    try:
        return store.parse(json.dumps(data).replace("\\u0000", "0").encode(), "facts.yaml")
    except InvalidStore as error:
        assume(error.valid_part)
        part: Store = error.valid_part
        return part._replace(referring={})
