"""`bsc export`: whole exports of tiny stores, their validators, and bad paths."""

from __future__ import annotations

import csv
import json
import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings

from bsc_cli.export.formats import FORMATS
from bsc_cli.export.tables import TABLES
from bsc_cli.index.build import with_mutual_links
from bsc_cli.model.compound import ListOf
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.types import Boolean, Number, Text, Whole
from bsc_cli.store import store
from bsc_cli.system import files
from bsc_cli.text.folding import fold
from tests import strategies
from tests.conftest import BSC, REPOSITORY, linux_only, needs
from tests.hostile import TEXTS, in_process
from tests.stores import ARTICLE, FULL, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Bsc

SMALL = """\
source: {headline: Ferry Service Cut, url: https://example.org/ferry}
agencies:
  - {id: harbour-office, name: 'The "Harbour", Office', aliases: [HO], evidence: [The Harbour … had]}
people:
  - {id: ann-reed, name: Ann Reed, organization: harbour-office, evidence: ['7']}
claims:
  - id: too-few-cross
    statement: Too few people cross.
    type: quantity
    voice: ann-reed
    about: [ann-reed, harbour-office]
    evidence: [people]
    caveats: [{type: no_source, text: 'Says, who?', see: [ann-reed]}]
"""
EXPORTS = {
    "sqlite": "facts.db",
    "datapackage": "package",
    "parquet": "facts.parquet",
    "webannotation": "facts.jsonld",
}
NEEDS_PYARROW = pytest.mark.skipif(not find_spec("pyarrow"), reason="needs pyarrow")
PATHS = [path for name, path in EXPORTS.items() if name != "parquet" or find_spec("pyarrow")]
"""The paths of the exports that need no library or one that is installed."""
NAMES = [pytest.param(name, marks=NEEDS_PYARROW if name == "parquet" else ()) for name in FORMATS]

csv.field_size_limit(1_000_000)

Rows = dict[str, list[list[Any]]]


@pytest.fixture(autouse=True)
def _article(tmp_path: Path) -> None:
    """Write the article that FULL names."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")


def query(sql: str, path: str = "facts.db") -> list[Any]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def sqlite_rows(path: str) -> Rows:
    """Return the rows of all tables, with the values that JSON would have."""
    return {
        table.name: [
            [
                json.loads(cell) if column.is_list else bool(cell) if isinstance(column.type, Boolean) else cell
                for column, cell in zip(table.columns, row, strict=False)
            ]
            for row in query(f'SELECT * FROM "{table.name}" ORDER BY rowid', path)
        ]
        for table in TABLES
    }  # fmt: skip


def csv_rows(folder: str) -> Rows:
    """Return the rows of all files, with the values that JSON would have."""
    read: Rows = {}
    for table in TABLES:
        with Path(folder, f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            [head, *rows] = csv.reader(file)
        assert head == [column.name for column in table.columns]
        are_json = [
            each.is_list or isinstance(each.type, Number | Whole | Boolean)
            for each in table.columns
        ]
        read[table.name] = [
            [
                None if not cell else json.loads(cell) if is_json else cell
                for cell, is_json in zip(row, are_json, strict=True)
            ]
            for row in rows
        ]
    return read


Leaves = dict[tuple[str | int, ...], Any]
"""The single values of records, by the id of the record and the keys and positions in it."""


def leaves(value: Any, *path: str | int) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, *path, name)
    elif isinstance(value, list):
        for position, inner in enumerate(value, 1):
            yield from leaves(inner, *path, position)
    elif value is not None:
        yield path, value


def leaves_of_tables(rows: Rows) -> Leaves:
    """Return the single values of an export; those of lists are in tables of their own."""
    found: Leaves = {}
    for table in TABLES:
        if table.name in ("stores", "records", "occurrences"):
            continue
        for _, id, *cells in rows[table.name]:
            positions, values = cells[: len(table.key) - 1], cells[len(table.key) - 1 :]
            outer = len(table.path) - len(positions)
            place = [*table.path[:outer]]
            for name, position in zip(table.path[outer:], positions, strict=True):
                place += (name, position)
            columns = table.columns[-len(values) :]
            for column, value in zip(columns, values, strict=True):
                found |= leaves(value, id, *place, *column.path)
    return found


def leaves_of(facts: str) -> Leaves:
    without = ("kind", "store", "id")
    return {
        leaf: value
        for record in stored(facts)
        for leaf, value in leaves({key: record[key] for key in record if key not in without}, record["id"])
    }  # fmt: skip


def stored(facts: str) -> list[Any]:
    """Return the records of a store as JSON, as commands print them."""
    parsed = store.parse(facts.encode(), "facts.yaml")
    return [record.in_store("ferry").to_json() for record in with_mutual_links(parsed)]


@pytest.mark.parametrize(("name", "read"), [("sqlite", sqlite_rows), ("datapackage", csv_rows)])
def test_tables_hold_every_value_of_every_kind(
    name: str, read: Callable[[str], Rows], bsc: Bsc
) -> None:
    assert bsc("export", EXPORTS[name], facts=FULL).code == 0
    rows = read(EXPORTS[name])
    assert leaves_of_tables(rows) == leaves_of(FULL)
    kinds = [[record["store"], record["id"], record["kind"]] for record in stored(FULL)]
    assert sorted(row[:3] for row in rows["records"]) == sorted(kinds)


def test_a_database_has_a_table_for_each_kind_and_each_list_of_references(bsc: Bsc) -> None:
    ran = bsc("export", "facts.db", facts=SMALL)
    hint = "hint: name the article (--article FILE) to export the place of each anchor\n"
    assert ran == ("", f"bsc: facts.db: an SQLite database of 3 records\n{hint}", 0)
    sql = "SELECT store, headline, publisher, url FROM stores"
    assert query(sql) == [("ferry", "Ferry Service Cut", None, "https://example.org/ferry")]
    assert query("SELECT * FROM records") == [
        ("ferry", "harbour-office", "agencies", 'The "Harbour", Office', 1),
        ("ferry", "ann-reed", "people", "Ann Reed", 2),
        ("ferry", "too-few-cross", "claims", "Too few people cross.", 3),
    ]
    sql = "SELECT name, aliases, parent, listed, support FROM agencies"
    assert query(sql) == [('The "Harbour", Office', '["HO"]', None, 0, "explicit")]
    assert query("SELECT * FROM claims_about") == [
        ("ferry", "too-few-cross", 1, "ann-reed"),
        ("ferry", "too-few-cross", 2, "harbour-office"),
    ]
    assert query("SELECT * FROM evidence WHERE id = 'ann-reed'") == [("ferry", "ann-reed", 1, "7")]
    assert query("SELECT * FROM caveats") == [("ferry", "too-few-cross", 1, "no_source", "Says, who?")]  # fmt: skip
    assert query("SELECT * FROM caveats_see") == [("ferry", "too-few-cross", 1, 1, "ann-reed")]
    assert query("SELECT * FROM occurrences") == []


def test_columns_have_the_types_and_the_values_that_the_model_allows(bsc: Bsc) -> None:
    bsc("export", "facts.db")
    [(sql,)] = query("SELECT sql FROM sqlite_master WHERE name = 'figures'")
    assert (
        sql
        == """CREATE TABLE "figures" ( -- the numbers: money, counts, percentages
    "store" TEXT NOT NULL, -- the name of the record's store
    "id" TEXT NOT NULL, -- the name by which references identify the record, unique in the store
    "as_written" TEXT, -- the article's own words; absent for a computed figure
    "value" NUMERIC, -- the figure's value as a number, or the lower end of a range
    "to" NUMERIC, -- the upper end of a range; absent for a single value
    "comparator" TEXT CHECK ("comparator" IN ('~', '<', '<=', '>', '>=')), -- ~ for an approximate value, or <, <=, > or >= for a bound; absent for an exact value
    "unit" TEXT, -- the things counted, or a unit such as %; absent for money
    "currency" TEXT, -- the currency of an amount of money
    "change" TEXT CHECK ("change" IN ('increase', 'decrease')), -- the direction of a change; absent if the figure measures no change
    "property" TEXT NOT NULL, -- the quantity that the figure measures
    "period" TEXT, -- the period that the figure covers, in the article's words
    "computed_from_operation" TEXT CHECK ("computed_from_operation" IN ('add', 'subtract', 'multiply', 'divide', 'complement')), -- the operation, applied to the operands in order; complement is 100% minus the operand
    "support" TEXT NOT NULL CHECK ("support" IN ('explicit', 'inferred', 'computed')), -- explicit for a stated fact, inferred for one that follows from the text, computed for one that follows from other figures
    PRIMARY KEY ("id"),
    FOREIGN KEY ("id") REFERENCES "records" ("id")
)"""
    )
    assert query("SELECT value FROM figures WHERE id = 'subsidy'") == [(2500000,)]


def test_every_foreign_key_of_a_database_holds(bsc: Bsc) -> None:
    bsc("export", "facts.db", facts=FULL)
    assert query("PRAGMA foreign_key_check") == []
    assert query("PRAGMA integrity_check") == [("ok",)]
    sql = 'SELECT "from", "table", "to" FROM pragma_foreign_key_list(\'places\') ORDER BY id'
    assert query(sql) == [("part_of", "places", "id"), ("id", "records", "id")]


def test_views_have_the_titles_of_the_records_referred_to(bsc: Bsc) -> None:
    bsc("export", "facts.db")
    assert query(
        "SELECT id, voice, voice_title, about_titles, figures_titles FROM claims_with_titles"
    ) == [
        ("too-few-cross", "ann-reed", "Ann Reed", "Night boat stopped; Too few people cross at night.; Ann Reed", None),
        ("subsidy-is-yearly", "author", "author", "Harbour Office; Coast Watch", "£2.5 million: yearly subsidy of the ferries; up to 40: passengers on the night boat"),
    ]  # fmt: skip
    sql = "SELECT as_written, about_titles FROM figures_with_titles WHERE id = 'subsidy'"
    assert query(sql) == [("£2.5 million", "Harbour Office")]


def test_a_view_has_the_caveats_that_concern_a_record_whichever_record_holds_them(
    bsc: Bsc,
) -> None:
    bsc("export", "facts.db", facts=SMALL)
    assert query("SELECT * FROM caveats_concerning ORDER BY id") == [
        ("ferry", "ann-reed", "too-few-cross", "no_source", "Says, who?"),
        ("ferry", "too-few-cross", "too-few-cross", "no_source", "Says, who?"),
    ]


def test_a_recipe_lists_the_claims_with_their_sentences(bsc: Bsc) -> None:
    recipes = (REPOSITORY / "docs/recipes.md").read_text("utf-8")
    [sql] = re.findall(r"^```sql\n(.*?)^```$", recipes, re.MULTILINE | re.DOTALL)
    facts = SMALL.replace("[people]", "[people, '7']")
    bsc("export", "facts.db", "--article", "article.txt", facts=facts)
    sentence = "Coast Watch met 7 “people” at Old Pier."
    assert query(sql) == [("too-few-cross", "Too few people cross.", 3, sentence)]


def test_the_names_of_columns_are_no_reserved_words_of_sql_but_for_a_key_of_figures() -> None:
    """A key that JSON has too is not renamed."""
    columns = {column.name for table in TABLES for column in table.columns}

    def is_reserved(name: str) -> bool:
        try:
            sqlite3.connect(":memory:").execute(f"CREATE TABLE named ({name})")
        except sqlite3.OperationalError:
            return True
        return name in ("column", "end", "start")  # reserved in other dialects

    assert [*filter(is_reserved, columns)] == ["to"]


def test_the_number_of_words_is_an_integer_in_every_format(bsc: Bsc) -> None:
    facts = SMALL.replace("headline", "words: 640, headline")
    bsc("export", "facts.db", facts=facts)
    assert query("SELECT words, typeof(words) FROM stores") == [(640, "integer")]
    bsc("export", "package/", facts=facts)
    described = json.loads(Path("package/datapackage.json").read_text("utf-8"))
    fields = {field["name"]: field for field in described["resources"][0]["schema"]["fields"]}
    assert (fields["words"]["type"], fields["words"]["constraints"]) == ("integer", {"minimum": 0})


def test_each_table_with_texts_can_be_searched_as_datasette_does(bsc: Bsc) -> None:
    bsc("export", "facts.db")
    [(name,)] = query(
        "SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE "
        "'%VIRTUAL TABLE%USING FTS%content=\"claims\"%'"
    )
    sql = f"SELECT id FROM claims WHERE rowid IN (SELECT rowid FROM {name} WHERE {name} MATCH '\"public\"')"
    assert query(sql) == [("subsidy-is-yearly",)]


def test_occurrences_are_the_places_in_the_article_as_it_was_read(bsc: Bsc) -> None:
    bsc("export", "facts.db", "--article", "article.txt", facts=SMALL)
    assert query("SELECT * FROM occurrences") == [
        ("ferry", "harbour-office", 1, 1, 0, 22, 1, 1, "The Harbour Office had", "The Harbour Office had £2.5 million."),
        ("ferry", "ann-reed", 1, 1, 54, 55, 3, 17, "7", "Coast Watch met 7 “people” at Old Pier."),
        ("ferry", "too-few-cross", 1, 1, 57, 63, 3, 20, "people", "Coast Watch met 7 “people” at Old Pier."),
    ]  # fmt: skip
    assert ARTICLE[57:63] == "people"


def test_an_occurrence_is_exact_in_an_article_with_any_typography(bsc: Bsc) -> None:
    text = "The Cafe\u0301 \u201cHar\u00adbour\u201d\u200b  was\r\nfull. Cafe\u0301 Harbour."
    Path("article.txt").write_text(text, encoding="utf-8", newline="")
    facts = SMALL.replace("[The Harbour … had]", "['Café \"Harbour', Café Harbour]")
    bsc("export", "facts.db", "--article", "article.txt", facts=facts)
    rows = query("SELECT start_offset, end_offset, text FROM occurrences")
    assert [text[start:end] for start, end, _ in rows] == [words for *_, words in rows]
    assert [fold(words) for *_, words in rows] == ['Café "Harbour', "Café Harbour"]


def test_of_an_anchor_with_very_many_places_the_first_are_exported(bsc: Bsc) -> None:
    Path("article.txt").write_text("people 7 " * 1001, encoding="utf-8")
    ran = bsc("export", "facts.db", "--article", "article.txt", facts=SMALL)
    assert ran.err.splitlines()[0] == (
        "bsc: '7' selects 1,001 places; of any anchor, 1,000 are exported"
    )
    assert query("SELECT id, count(*) FROM occurrences GROUP BY id ORDER BY id") == [
        ("ann-reed", 1000),
        ("too-few-cross", 1000),
    ]


def test_a_data_package_has_a_file_for_each_table(bsc: Bsc) -> None:
    assert bsc("export", "package/", facts=SMALL).code == 0
    described = json.loads(Path("package/datapackage.json").read_text("utf-8"))
    assert described["sources"] == [
        {"title": "Ferry Service Cut", "path": "https://example.org/ferry"}
    ]
    files = [resource["path"] for resource in described["resources"]]
    assert files == [f"{table.name}.csv" for table in TABLES]
    assert sorted(path.name for path in Path("package").iterdir()) == sorted(
        [*files, "datapackage.json", ".bsc-export.json"]
    )
    assert Path("package/agencies.csv").read_bytes() == (
        b"store,id,name,aliases,acronym,type,role,parent,listed,same_as,support\r\n"
        b'ferry,harbour-office,"The ""Harbour"", Office","[""HO""]",,,,,false,[],explicit\r\n'
    )
    assert described["resources"][files.index("claims_figures.csv")] == {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": "claims_figures",
        "type": "table",
        "description": "each figure that the claim states or concerns",
        "path": "claims_figures.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [
                {"name": "store", "type": "string", "description": "the name of the record's store", "constraints": {"required": True}},
                {"name": "id", "type": "string", "description": "the record's id", "constraints": {"required": True}},
                {"name": "position", "type": "integer", "description": "the position in the list, counted from 1", "constraints": {"required": True, "minimum": 1}},
                {"name": "target", "type": "string", "description": "each figure that the claim states or concerns", "constraints": {"required": True}},
            ],
            "primaryKey": ["id", "position"],
            "foreignKeys": [
                {"fields": ["id"], "reference": {"resource": "claims", "fields": ["id"]}},
                {"fields": ["target"], "reference": {"resource": "figures", "fields": ["id"]}},
            ],
        },
    }  # fmt: skip


@NEEDS_PYARROW
def test_parquet_files_hold_every_value_with_the_store_as_partition(bsc: Bsc) -> None:
    from pyarrow import parquet  # noqa: PLC0415 - not everybody has it

    assert bsc("export", "facts.parquet/", "--article", "article.txt", facts=FULL).code == 0
    found = [
        {"kind": kind, "store": "ferry", **row}
        for kind in KINDS
        for row in parquet.read_table(
            f"facts.parquet/{kind}/store=ferry/{kind}.parquet", partitioning=None
        ).to_pylist()
    ]
    assert found == stored(FULL)
    [source] = parquet.read_table("facts.parquet/stores").to_pylist()
    assert (source["store"], source["headline"]) == ("ferry", "Ferry Service Cut")
    assert parquet.read_schema("facts.parquet/stores/stores.parquet").field("words").type == "int64"
    assert parquet.read_table("facts.parquet/occurrences").num_rows > 0


@NEEDS_PYARROW
def test_every_parquet_table_can_be_read_even_without_rows(bsc: Bsc) -> None:
    from pyarrow import parquet  # noqa: PLC0415 - see above

    bsc("export", "facts.parquet", facts=SMALL)
    assert parquet.read_table("facts.parquet/figures").num_rows == 0
    assert parquet.read_table("facts.parquet/figures").schema.field("value").type == "double"


@NEEDS_PYARROW
def test_the_name_of_a_store_is_escaped_in_the_path_of_its_partition(several: Path) -> None:
    from pyarrow import parquet  # noqa: PLC0415 - see above

    (several / "a.facts.yaml").rename(several / "a %=b.facts.yaml")
    in_process("export", "facts.parquet", facts=several)
    assert Path("facts.parquet/claims/store=a%20%25%3Db/claims.parquet").exists()
    claims = parquet.read_table("facts.parquet/claims").to_pylist()
    assert [claim["store"] for claim in claims] == ["a %=b", "b"]


def test_parquet_files_without_pyarrow_are_refused_with_a_hint(
    bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "bsc_cli.export.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = bsc("export", "facts.parquet")
    message = "bsc: error: Parquet files need the library pyarrow\n"
    assert ran == ("", f"{message}hint: install it: pip install 'bsc-cli[parquet]'\n", 2)
    assert not [*Path().glob("*parquet"), *Path().glob("bsc-unfinished*")]


def annotated(path: str = "facts.jsonld") -> list[Any]:
    collection = json.loads(Path(path).read_text("utf-8"))
    assert collection["total"] == len(collection["first"]["items"])
    items: list[Any] = collection["first"]["items"]
    return items


def test_an_annotation_selects_the_words_and_the_place_of_an_anchor(bsc: Bsc) -> None:
    bsc("export", "facts.jsonld", "--article", "article.txt", facts=SMALL)
    assert annotated()[2] == {
        "id": "urn:uuid:ID",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "value": "Ann Reed: Too few people cross.", "format": "text/plain", "purpose": "describing"},
            {"type": "TextualBody", "value": "too-few-cross", "format": "text/plain", "purpose": "identifying"},
            {"type": "TextualBody", "value": "claim", "format": "text/plain", "purpose": "tagging"},
            {"type": "TextualBody", "value": "no source: Says, who?", "format": "text/plain", "purpose": "commenting"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": {"id": "https://example.org/ferry", "type": "Text", "dc:title": "Ferry Service Cut"},
            "selector": [
                {"type": "TextQuoteSelector", "exact": "people", "prefix": ".5 million.\n\nCoast Watch met 7 “", "suffix": "” at Old Pier.\n"},
                {"type": "TextPositionSelector", "start": 57, "end": 63},
            ],
        },
    } | {"id": annotated()[2]["id"]}  # fmt: skip


def test_an_annotation_tells_who_says_what_how_sure_that_is_and_what_is_doubtful(
    bsc: Bsc,
) -> None:
    facts = SMALL.replace(
        "    evidence: [people]",
        "    support: inferred\n    checkability: vague\n    evidence: [people]",
    )
    bsc("export", "facts.jsonld", facts=facts)
    assert [[(body["purpose"], body["value"]) for body in each["body"]] for each in annotated()[1:]] == [
        [
            ("describing", "Ann Reed"),
            ("identifying", "ann-reed"),
            ("tagging", "person"),
            ("commenting", "no source: Says, who? (from too-few-cross)"),
        ],
        [
            ("describing", "Ann Reed: Too few people cross."),
            ("identifying", "too-few-cross"),
            ("tagging", "claim"),
            ("tagging", "inferred"),
            ("tagging", "vague"),
            ("commenting", "no source: Says, who?"),
        ],
    ]  # fmt: skip


def test_an_annotation_has_a_hundred_caveats_and_counts_the_others(bsc: Bsc) -> None:
    caveat = "{type: no_source, text: 'Says, who?', see: [ann-reed]}"
    facts = SMALL.replace(caveat, ", ".join([caveat] * 1101))
    bsc("export", "facts.jsonld", facts=facts)
    for annotation, id in zip(annotated()[1:], ["ann-reed", "too-few-cross"], strict=True):
        comments = [body for body in annotation["body"] if body["purpose"] == "commenting"]
        assert len(comments) == 101
        assert comments[-1]["value"] == f"1,001 more caveats: bsc show {id}"


def test_an_annotation_without_the_article_selects_what_its_anchor_does(bsc: Bsc) -> None:
    bsc("export", "facts.jsonld", facts=SMALL)
    assert [each["target"]["selector"] for each in annotated()] == [
        {
            "type": "RangeSelector",
            "startSelector": {"type": "TextQuoteSelector", "exact": "The Harbour"},
            "endSelector": {
                "type": "TextQuoteSelector",
                "exact": "had",
                "refinedBy": {"type": "TextPositionSelector", "start": 3, "end": 3},
            },
        },
        {"type": "TextQuoteSelector", "exact": "7"},
        {"type": "TextQuoteSelector", "exact": "people"},
    ]


def test_the_id_of_an_annotation_depends_on_its_record_and_anchor_only(bsc: Bsc) -> None:
    bsc("export", "facts.jsonld", facts=SMALL)
    [_, *before] = [each["id"] for each in annotated()]
    changed = SMALL.replace("[The Harbour … had]", "[Coast, The Harbour … had]")
    bsc("export", "facts.jsonld", facts=changed.replace("Too few", "Few"))
    assert [each["id"] for each in annotated()][2:] == before
    assert len(set(before)) == 2


def test_an_annotation_has_a_source_even_if_the_address_of_the_article_is_none(bsc: Bsc) -> None:
    bsc("export", "facts.jsonld", facts=SMALL.replace("https://example.org/ferry", "'a <b> c'"))
    assert {each["target"]["source"]["id"][:9] for each in annotated()} == {"urn:uuid:"}


CONTEXT = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "RangeSelector", "exact", "prefix", "suffix", "start", "end", "describing", "identifying", "tagging", "commenting")},
    **{name: {"@type": "@id", "@id": f"oa:{target}"} for name, target in {"body": "hasBody", "target": "hasTarget", "source": "hasSource", "selector": "hasSelector", "startSelector": "hasStartSelector", "endSelector": "hasEndSelector", "refinedBy": "refinedBy"}.items()},
    **{name: {"@type": "@vocab", "@id": f"oa:{target}"} for name, target in {"motivation": "motivatedBy", "purpose": "hasPurpose"}.items()},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": "dc:format",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Software": "as:Application",
    "generator": {"@type": "@id", "@id": "as:generator"},
    "name": "http://xmlns.com/foaf/0.1/name",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "first": {"@type": "@id", "@id": "as:first"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "startIndex": "as:startIndex",
    "total": "as:totalItems",
}  # fmt: skip
"""The terms of the Web Annotation vocabulary that an export uses (W3C, annotation-vocab, app. A)."""


@pytest.mark.parametrize("article", [[], ["--article", "article.txt"]])
def test_annotations_expand_without_network_and_lose_no_key(article: list[str], bsc: Bsc) -> None:
    jsonld = pytest.importorskip("pyld.jsonld")
    bsc("export", "facts.jsonld", *article, facts=SMALL)

    def load(url: str, _: object) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"documentUrl": url, "contextUrl": None, "document": {"@context": CONTEXT}}

    dropped: list[str] = []
    [collection] = jsonld.expand(
        json.loads(Path("facts.jsonld").read_text("utf-8")),
        {"documentLoader": load},
        on_property_dropped=dropped.append,
    )
    assert dropped == []
    [page] = collection["https://www.w3.org/ns/activitystreams#first".replace("https", "http")]
    [items] = page["http://www.w3.org/ns/activitystreams#items"]
    assert len(items["@list"]) == 3
    oa = "http://www.w3.org/ns/oa#"
    assert {
        purpose["@id"].removeprefix(oa)
        for annotation in items["@list"]
        for body in annotation[f"{oa}hasBody"]
        for purpose in body[f"{oa}hasPurpose"]
    } == {"describing", "identifying", "tagging", "commenting"}
    for annotation in items["@list"]:
        assert annotation["http://www.w3.org/ns/oa#motivatedBy"] == [
            {"@id": "http://www.w3.org/ns/oa#describing"}
        ]
        [target] = annotation["http://www.w3.org/ns/oa#hasTarget"]
        assert target["http://www.w3.org/ns/oa#hasSource"][0]["@id"] == "https://example.org/ferry"
        assert target["http://www.w3.org/ns/oa#hasSelector"]


@pytest.fixture
def several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write two stores with the same ids, one with an article."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "stores"
    folder.mkdir()
    (folder / "a.facts.yaml").write_text(SMALL, "utf-8")
    (folder / "b.facts.yaml").write_text(
        SMALL.replace("headline", "text: ../article.txt, headline"), "utf-8"
    )
    return folder


def test_of_several_stores_an_id_begins_with_the_name_of_its_store(several: Path) -> None:
    store = several / "b.facts.yaml"
    store.write_text(store.read_text("utf-8").replace("voice: ann-reed", "voice: author"), "utf-8")
    ran = in_process("export", "facts.db", facts=several)
    assert (ran.err, ran.code) == ("bsc: facts.db: an SQLite database of 6 records\n", 0)
    assert query("SELECT store, id, voice, voice_record, voice_title FROM claims_with_titles") == [
        ("a", "a:too-few-cross", "a:ann-reed", "a:ann-reed", "Ann Reed"),
        ("b", "b:too-few-cross", "author", None, "author"),
    ]
    assert query("SELECT id, target FROM claims_about LIMIT 1") == [
        ("a:too-few-cross", "a:ann-reed")
    ]
    assert query("SELECT store, count(*) FROM occurrences GROUP BY store") == [("b", 3)]
    assert query("PRAGMA foreign_key_check") == []
    in_process("export", "facts.jsonld", facts=several)
    assert len({each["id"] for each in annotated()}) == 6


def test_an_export_takes_the_stores_that_options_select(several: Path) -> None:
    in_process("export", "facts.db", "--store", "b", facts=several)
    assert query("SELECT store, text FROM stores") == [("b", "../article.txt")]
    ran = in_process("export", "facts.db", "--article", "article.txt", facts=several)
    assert ran.err == (
        "bsc: error: an article belongs to one store, but 2 are loaded\n"
        "hint: add --store NAME, such as --store a\n"
    )


@linux_only("names of any bytes")
def test_the_name_of_a_store_need_not_be_unicode(several: Path) -> None:
    (several / "a.facts.yaml").rename(os.fsdecode(os.fsencode(several / "a") + b"\xff.facts.yaml"))
    for path in PATHS:
        ran = in_process("export", path, facts=several)
        assert ran.code == 0, ran.err
    assert query("SELECT store FROM stores") == [("a?",), ("b",)]


def content(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(filter(Path.is_file, path.rglob("*")))
    return {str(file): file.read_bytes() for file in files}


def test_every_process_writes_the_same_bytes(several: Path, tmp_path: Path) -> None:
    """Sets of texts are in an order that depends on PYTHONHASHSEED."""
    see = '"see": ["coast-watch", "ann-reed", "bo-lund", "islanders", "norway"]'
    facts = FULL.replace('"see": ["coast-watch"]', see)
    (several / "c.facts.yaml").write_text(facts, "utf-8")
    for name in "defg":
        (several / f"{name}.facts.yaml").write_text("source: 1\n", "utf-8")
    while not all(is_settled(path) for path in several.iterdir()):
        time.sleep(0.01)
    runs = [*(("export", path) for path in PATHS), ("report", "-o", "page.html")]
    code = f"from tests.hostile import in_process\nfor run in {runs}: assert in_process(*run).code == 0"

    def written(seed: str) -> dict[str, bytes]:
        folder = tmp_path / seed
        folder.mkdir()
        own = {"PYTHONHASHSEED": seed, "BSC_CACHE_DIR": str(folder / "cache")}
        variables = {**os.environ, **own, "BSC_FACTS": str(several), "PYTHONPATH": str(REPOSITORY)}
        subprocess.run([sys.executable, "-c", code], cwd=folder, env=variables, check=True)
        return {name.removeprefix(str(folder)): data for name, data in content(folder).items()}

    first = written("1")
    assert len(first) > len(runs)
    assert written("2") == first


def is_settled(path: Path) -> bool:
    """Whether an index has the state of a file, which it does not have at first."""
    state = files.state(path)
    return state is not None and state.is_settled(time.time_ns())


@pytest.mark.parametrize("name", NAMES)
def test_an_export_of_a_store_without_records_is_valid(name: str, bsc: Bsc) -> None:
    ran = bsc("export", EXPORTS[name], facts="source: {headline: Nothing}\n")
    assert (ran.code, " of 0 records" in ran.err) == (0, True)


@pytest.mark.parametrize("name", NAMES)
def test_an_earlier_export_is_replaced_with_the_permissions_of_new_files(
    name: str, bsc: Bsc
) -> None:
    bsc("export", EXPORTS[name])
    before = content(Path(EXPORTS[name]))
    assert bsc("export", EXPORTS[name], facts=SMALL).code == 0
    assert content(Path(EXPORTS[name])) != before
    Path("new").touch()
    for file in content(Path(EXPORTS[name])):
        assert Path(file).stat().st_mode == Path("new").stat().st_mode
    assert not [*Path().glob("bsc-unfinished*")]


@pytest.mark.parametrize("name", ["sqlite", "webannotation"])
def test_a_file_that_no_export_wrote_is_replaced_only_by_force(name: str, bsc: Bsc) -> None:
    path = Path(EXPORTS[name])
    path.write_text("mine")
    hint = "hint: name another path, or add --force to replace it"
    message = f"bsc: error: {path} is a file that bsc export did not write\n{hint}\n"
    assert bsc("export", str(path)) == ("", message, 2)
    assert path.read_text() == "mine"
    assert bsc("export", str(path), "--force").code == 0
    assert b"mine" not in path.read_bytes()[:100]


FOLDERS = [each for each in NAMES if FORMATS[str(each.values[0])].is_folder]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_no_export_wrote_is_replaced_not_even_by_force(name: str, bsc: Bsc) -> None:
    path = Path(EXPORTS[name])
    path.mkdir()
    (path / "notes.txt").write_text("mine")
    ran = bsc("export", str(path), "--force")
    assert (ran.code, ran.err.splitlines()[-1]) == (
        2,
        "hint: name another path, or empty the folder",
    )
    assert [file.read_text() for file in path.iterdir()] == ["mine"]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_file_added_to_an_export_is_removed_only_by_force(name: str, bsc: Bsc) -> None:
    path = Path(EXPORTS[name])
    bsc("export", str(path))
    (path / "notes.txt").write_text("mine")
    ran = bsc("export", str(path))
    message = f"the folder {path} has something that bsc export did not write: notes.txt"
    hint = "hint: name another path, or add --force to replace the folder"
    assert ran == ("", f"bsc: error: {message}\n{hint}\n", 2)
    assert (path / "notes.txt").read_text() == "mine"
    assert bsc("export", str(path), "--force").code == 0
    assert not (path / "notes.txt").exists()


def test_an_export_that_holds_the_store_is_kept(bsc: Bsc, monkeypatch: pytest.MonkeyPatch) -> None:
    bsc("export", "package")
    Path("facts.yaml").rename("package/facts.yaml")
    monkeypatch.setenv("BSC_FACTS", "package/facts.yaml")
    ran = bsc("export", "package", "--force")
    message = "bsc: error: package is or holds package/facts.yaml, which is kept\n"
    assert ran == ("", f"{message}hint: name another path\n", 2)


def test_an_empty_folder_becomes_a_data_package(bsc: Bsc) -> None:
    Path("package.d").mkdir()
    assert bsc("export", "package.d").code == 0
    assert Path("package.d/claims.csv").exists()


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (["facts.foo"], "no export format ends in .foo", "end it in .db, .parquet or .jsonld, or in / for a folder of CSV files, or add --as"),
        (["facts.db", "--as", "sqlit"], "--as cannot be 'sqlit'", "did you mean 'sqlite'?"),
        (["facts.db", "--as", "pdf"], "--as cannot be 'pdf'", "choose one of sqlite, datapackage, parquet, webannotation"),
        (["page.html"], "no export format ends in .html", "bsc report -o page.html writes a page"),
        (["-", "--as", "webannotation"], "an export cannot be written to standard output", "name a file or folder; bsc claims --json prints records"),
        ([""], "the path of the export is empty", "give the path of a file"),
        (["nowhere/facts.db"], "there is no folder FOLDER/nowhere", "create it, or name another path"),
        (["article.txt/facts.db"], "there is no folder FOLDER/article.txt", "create it, or name another path"),
        (["folder.db"], "folder.db is a folder", "name a file in it"),
        (["folder", "--force"], "the folder folder has something that bsc export did not write: inner", "name another path, or empty the folder"),
        ([".", "--force"], "the folder . has something that bsc export did not write: article.txt", "name another path, or empty the folder"),
        (["article.txt", "--as", "datapackage"], "article.txt exists and is not a folder", "name another path"),
        (["/dev/null", "--as", "sqlite"], "/dev/null exists and is not a file", "name another path"),
        (["article.txt", "--as", "sqlite", "--force", "--article", "article.txt"], "article.txt is or holds article.txt, which is kept", "name another path"),
        (["facts.yaml", "--as", "sqlite", "--force"], "facts.yaml is or holds facts.yaml, which is kept", "name another path"),
        (["a\0b.db"], "cannot write a\\u{0}b.db: embedded null byte", "name another path"),
        ([f"{'x' * 300}.db"], f"cannot write {'x' * 300}.db: File name too long", "name another path"),
        (["facts.db", "--article", "gone.txt"], "there is no article at gone.txt", "check the path"),
    ],
)  # fmt: skip
def test_a_path_that_cannot_be_written_is_refused(
    args: list[str], message: str, hint: str, bsc: Bsc, tmp_path: Path
) -> None:
    Path(tmp_path, "folder.db").mkdir()
    Path(tmp_path, "folder/inner").mkdir(parents=True)
    ran = bsc("export", *args)
    expected = f"bsc: error: {message.replace('FOLDER', str(tmp_path))}\nhint: {hint}\n"
    assert ran == ("", expected, 2)
    assert not Path(tmp_path, "facts.db").exists()


@pytest.mark.parametrize("option", [["--json"], ["-o", "csv"]])
def test_an_export_prints_no_records(option: list[str], bsc: Bsc) -> None:
    ran = bsc(*option, "export", "facts.db")
    assert ran.err == "bsc: error: bsc export prints no records\nhint: name the format with --as\n"
    assert ran.code == 2


def test_another_article_is_refused_and_nothing_is_written(bsc: Bsc) -> None:
    Path("article.txt").write_text("Another text.", encoding="utf-8")
    ran = bsc("export", "facts.db", facts=FULL)
    assert ran.code == 2
    assert "this is not the article of the store" in ran.err
    assert not [*Path().glob("*.db"), *Path().glob("bsc-unfinished*")]


def test_an_invalid_store_is_not_exported(bsc: Bsc) -> None:
    assert bsc("export", "facts.db", facts=SMALL.replace("quantity", "amount")).code == 3
    assert not Path("facts.db").exists()


def test_an_export_through_a_symbolic_link_replaces_the_file(bsc: Bsc) -> None:
    Path("link.db").symlink_to("real.db")
    assert bsc("export", "link.db").code == 0
    assert Path("link.db").is_symlink()
    assert query("SELECT count(*) FROM claims", "real.db") == [(2,)]


@pytest.mark.hostile
@linux_only("limits of a file's size")
@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_leaves_the_earlier_export_and_nothing_else(name: str, bsc: Bsc) -> None:
    bsc("export", EXPORTS[name], facts=FULL)
    before = content(Path(EXPORTS[name]))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    done = subprocess.run(
        [BSC, "export", EXPORTS[name]],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        preexec_fn=limit,
        check=False,
    )
    assert done.returncode == 2
    message = f"bsc: error: cannot write {EXPORTS[name]}: [A-Z/a-z ]+\nhint: name another path\n"
    assert re.fullmatch(message, done.stderr.decode())
    assert content(Path(EXPORTS[name])) == before
    assert not [*Path().glob("bsc-unfinished*")]


@linux_only("pipes that block")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("name", NAMES)
def test_a_signal_ends_an_export_and_leaves_nothing(
    name: str, sent: signal.Signals, bsc: Bsc
) -> None:
    bsc("export", EXPORTS[name], facts=FULL)
    before = content(Path(EXPORTS[name]))
    os.mkfifo("pipe.txt")
    command = [BSC, "export", EXPORTS[name], "--article", "pipe.txt"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while not [*Path().glob("bsc-unfinished*")]:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(sent)
        _, err = process.communicate(timeout=60)
    assert (err, process.returncode) == (b"", -sent)
    assert content(Path(EXPORTS[name])) == before
    assert not [*Path().glob("bsc-unfinished*")]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs permissions")
def test_a_folder_without_permission_is_reported(bsc: Bsc, tmp_path: Path) -> None:
    Path(tmp_path, "closed").mkdir(mode=0o500)
    ran = bsc("export", "closed/facts.db")
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        "bsc: error: cannot write closed/facts.db: Permission denied",
    )


def hostile(text: str) -> str:
    """Return FULL with a text in every field of free text."""
    data = values(FULL)
    data["source"] |= {"headline": text, "author": text, "publisher": text, "text": None}
    for name, kind in KINDS.items():
        for record in data[name]:
            for key, field in kind.fields.items():
                if key in record and type(field.scalar) is Text:
                    record[key] = [text] if isinstance(field.type, ListOf) else text
            for caveat in record.get("caveats", ()):
                caveat["text"] = text
    return json.dumps(data)


def hostile_examples(function: Any) -> Any:
    for text in TEXTS:
        function = example(text)(function)
    # The examples above hold what is special; each of these takes a quarter of a second.
    return settings(max_examples=50)(given(strategies.TEXTS.filter(str.strip))(function))


@pytest.mark.hostile
@hostile_examples
def test_any_text_survives_the_way_through_tables(bsc: Bsc, text: str) -> None:
    facts = hostile(text)
    for name, read in (("sqlite", sqlite_rows), ("datapackage", csv_rows)):
        assert bsc("export", EXPORTS[name], facts=facts).code == 0
        rows = read(EXPORTS[name])
        assert rows["stores"][0][1] == text
        assert leaves_of_tables(rows) == leaves_of(facts)


@pytest.mark.hostile
@hostile_examples
def test_any_text_survives_the_way_through_annotations(bsc: Bsc, text: str) -> None:
    bsc("export", "facts.jsonld", facts=hostile(text))
    assert {each["target"]["source"]["dc:title"] for each in annotated()} == {text}
    assert annotated()[-1]["body"][0]["value"] == f"{text} (attribution inferred): {text}"


@pytest.mark.hostile
def test_frictionless_finds_a_data_package_valid(bsc: Bsc, several: Path) -> None:
    pytest.importorskip("frictionless")
    assert bsc("export", "package", "--article", "article.txt", facts=FULL).code == 0
    assert bsc("export", "odd", facts=hostile("".join(TEXTS[:14]) + "".join(TEXTS[16:]))).code == 0
    assert in_process("export", "both", facts=several).code == 0
    program = Path(BSC).with_name("frictionless")
    for folder in ("package", "odd", "both"):
        done = subprocess.run(
            [program, "validate", "datapackage.json", "--json"], cwd=folder, capture_output=True, check=False
        )  # fmt: skip
        report = json.loads(done.stdout)
        assert (report["valid"], len(report["tasks"])) == (True, len(TABLES)), report


@pytest.mark.hostile
@needs("datasette")
def test_datasette_searches_a_database_and_links_its_rows(bsc: Bsc) -> None:
    bsc("export", "facts.db")

    def get(path: str) -> Any:
        done = subprocess.run(
            [Path(BSC).with_name("datasette"), "facts.db", "--get", path], capture_output=True, check=True
        )  # fmt: skip
        return json.loads(done.stdout)

    assert get("/facts/claims.json?_shape=array&_col=statement&_search=public") == [
        {"id": "subsidy-is-yearly", "statement": "The ferries get public money each year."}
    ]
    [quote] = get("/facts/quotes.json?_shape=objects&_labels=on")["rows"]
    assert quote["speaker"] == {"value": "ann-reed", "label": "Ann Reed"}
    row = get("/facts/records/ann-reed.json?_extras=foreign_key_tables")
    counts = {each["other_table"]: each["count"] for each in row["foreign_key_tables"]}
    assert (counts["people"], counts["claims"], counts["evidence"]) == (1, 1, 1)
    rows = get("/facts/figures_with_titles.json?_shape=array")
    assert [row["about_titles"] for row in rows] == ["Harbour Office", None, None]
