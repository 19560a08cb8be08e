"""The output of the commands on a tiny store: records, errors, statuses and help."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.core import TyperOption

from bsc_cli import __version__
from bsc_cli.cli import options
from bsc_cli.cli.app import COMMANDS, command_of_kind
from bsc_cli.model.kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bsc


def test_a_list_is_printed_as_a_table_with_one_row_for_each_record(bsc: Bsc) -> None:
    ran = bsc("agencies")
    assert ran == (
        (
            "ID              NAME            TYPE                   NOTES   ROLE\n"
            "harbour-office  Harbour Office  government department  listed  Runs the ferries\n"
            "coast-watch     Coast Watch\n"
        ),
        "",
        0,
    )


def test_json_has_every_key_of_the_kind_and_unescaped_unicode(bsc: Bsc) -> None:
    ran = bsc("figures", "2.5m", "--json")
    assert ran.out == (
        '[\n{"kind": "figures", "store": "ferry", "id": "subsidy", "as_written": "£2.5 million", "value": 2500000,'
        ' "to": null, "comparator": null, "unit": null, "currency": "GBP",'
        ' "change": null, "property": "yearly subsidy of the ferries", "about": ["harbour-office"],'
        ' "period": null, "computed_from": null, "evidence": ["£2.5 million", "a £2.5m subsidy"],'
        ' "support": "explicit", "caveats": []}\n]\n'
    )


def test_figures_are_printed_as_written_or_as_computed(bsc: Bsc) -> None:
    assert bsc("figures").out == (
        "ID                  AS WRITTEN        NOTES                             PROPERTY\n"
        "subsidy             £2.5 million      ⚠ 1                               "
        "yearly subsidy of the ferries\n"
        "passengers          up to 40                                            "
        "passengers on the night boat\n"
        "cost-per-passenger  at least £62,500  computed · £2,500,000 ÷ 40 · ⚠ 1  "
        "subsidy for each passenger\n"
    )


def test_show_prints_every_field_of_a_record_and_the_records_that_mention_it(bsc: Bsc) -> None:
    assert bsc("show", "night-boat-stopped").out == (
        "Night boat stopped  measure night-boat-stopped\n"
        "\n"
        "statement  The last crossing of the day is dropped.\n"
        "status     planned\n"
        "actors     Harbour Office  harbour-office\n"
        "\n"
        "Evidence\n"
        " • “no night boat … spring”\n"
        "\n"
        "Caveats\n"
        " • no period: The article does not say which spring.\n"
        "\n"
        "Mentioned in 1 quote\n"
        " • Too few people cross at night.  reed-too-few\n"
        "\n"
        "Mentioned in 1 claim\n"
        " • Not enough people take the boat at night.  too-few-cross\n"
    )


def test_show_as_json_lists_the_records_that_refer_to_the_record(bsc: Bsc) -> None:
    records = json.loads(bsc("show", "ann-reed", "subsidy", "--json").out)
    assert [(record["id"], record["referred_to_by"]) for record in records] == [
        ("ann-reed", ["reed-too-few", "too-few-cross"]),
        ("subsidy", ["cost-per-passenger", "subsidy-is-yearly"]),
    ]


def test_the_overview_prints_the_headline_the_kinds_and_commands_to_try(bsc: Bsc) -> None:
    ran = bsc()
    assert ran.out == (
        "Ferry Service Cut\n"
        "\n"
        "author, publisher, date, web address and length unknown\n"
        "\n"
        "2 agencies\n"
        "1 person\n"
        "1 measure\n"
        "1 quote\n"
        "3 figures\n"
        "2 claims\n"
        "2 caveats\n"
        "\n"
        " • £2.5 million: yearly subsidy of the ferries\n"
        " • up to 40: passengers on the night boat\n"
        "\n"
        "bsc quotes               list the quotes; likewise for each kind above\n"
        "bsc show harbour-office  print everything about a record\n"
        "bsc search TEXT          find words anywhere\n"
        "bsc caveats              list what the article leaves open or doubtful\n"
        "bsc --help               list all commands\n"
    )
    [overview] = json.loads(bsc("--json").out)
    assert overview["source"]["headline"] == "Ferry Service Cut"
    assert overview["records"]["claims"] == 2
    assert overview["caveats"] == 2


def test_the_overview_prints_what_is_known_of_the_source(bsc: Bsc) -> None:
    facts = (
        "source: {headline: A, author: Ann Reed, publisher: Ferry News, date_published: 2031-02-03,"
        " words: 1024}"
    )
    assert bsc(facts=facts).out == (
        "A\n\n"
        "by Ann Reed; Ferry News; 3 February 2031; 1,024 words; web address unknown\n\n"
        "bsc search TEXT  find words anywhere\n"
        "bsc --help       list all commands\n"
    )


def test_the_overview_of_the_bundled_facts_fits_a_screen_of_24_lines(
    bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BSC_FACTS", "")
    lines = bsc("--width", "80").out.splitlines()
    assert len(lines) < 24
    assert "  6 agencies        16 topics           8 quotes         158 caveats" in lines


def test_search_ranks_matches_in_names_first_and_gives_their_offsets(bsc: Bsc) -> None:
    hits = json.loads(bsc("search", "harbour", "--json").out)
    assert [hit["id"] for hit in hits][:2] == ["harbour-office", "ann-reed"]
    first = hits[0]
    match = first["matches"][1]
    assert match == {"field": "name", "start": 0, "end": 7}
    assert first["record"]["name"][match["start"] : match["end"]] == "Harbour"
    assert list(first) == ["kind", "store", "id", "score", "matches", "record"]


@pytest.mark.parametrize(
    ("args", "ids"),
    [
        (("agencies", "harbour"), ["harbour-office", "coast-watch"]),
        (("agencies", "HARBOUR", "runs"), ["harbour-office"]),
        (("agencies", "--listed"), ["harbour-office"]),
        (("agencies", "--not-listed"), ["coast-watch"]),
        (("agencies", "--parent", "harbour-office"), ["coast-watch"]),
        (("people", "--organization", "harbour-office"), ["ann-reed"]),
        (("measures", "--status", "planned"), ["night-boat-stopped"]),
        (("measures", "--status", "completed"), []),
        (("measures", "--actor", "harbour-office"), ["night-boat-stopped"]),
        (("quotes", "cross", "night"), ["reed-too-few"]),
        (("quotes", '"night cross"'), []),
        (("quotes", "--about", "night-boat-stopped"), ["reed-too-few"]),
        (("figures", "--support", "computed"), ["cost-per-passenger"]),
        (("figures", "--currency", "GBP"), ["subsidy", "cost-per-passenger"]),
        (("figures", "£"), ["subsidy", "cost-per-passenger"]),
        (("claims", "--voice", "author"), ["subsidy-is-yearly"]),
        (("claims", "--voice", "ann-reed", "--type", "quantity"), ["too-few-cross"]),
        (("claims", "--figure", "subsidy"), ["subsidy-is-yearly"]),
        (("claims", "--about", "coast-watch"), ["subsidy-is-yearly"]),
        (("claims", "--about", "subsidy-is-yearly"), []),
        (("figures", "--caveats"), ["subsidy", "cost-per-passenger"]),
        (("agencies", "--no-caveats"), ["harbour-office", "coast-watch"]),
        (("caveats", "spring"), ["night-boat-stopped"]),
        (("caveats", "--kind", "figures"), ["cost-per-passenger"]),
        (("caveats", "--about", "subsidy"), ["cost-per-passenger"]),
    ],
)
def test_arguments_and_filters_select_the_matching_records(
    args: tuple[str, ...], ids: list[str], bsc: Bsc
) -> None:
    ran = bsc(*args, "--json")
    assert ran.code == 0
    assert [record["id"] for record in json.loads(ran.out)] == ids


@pytest.mark.parametrize(
    ("args", "code", "err"),
    [
        (("agncies",), 2, "there is no command 'agncies'\nhint: did you mean 'agencies'?\n"),
        (
            ("ferry",),
            2,
            "there is no command 'ferry'\nhint: try: bsc search ferry, or bsc --help\n",
        ),
        (
            ("show", "an-reed"),
            1,
            "no record has the id or name 'an-reed'\nhint: did you mean 'ann-reed'?\n",
        ),
        (("agencies", "--limit", "x"), 2, "invalid value for '--limit' / '-n': 'x'"),
        (("show", "zzz"), 1, "no record has the id or name 'zzz'\nhint: try: bsc search zzz\n"),
        (
            ("claims", "--about", "anne"),
            1,
            "no record has the id or name 'anne'\nhint: did you mean",
        ),
        (
            ("claims", "--voice", "autor"),
            1,
            "--voice: none of the agencies, people or groups has the id or name 'autor'\nhint:",
        ),
        (
            ("measures", "--status", "plan"),
            2,
            "--status: no measure has the status 'plan'\nhint: did you mean",
        ),
        (
            ("figures", "--currency", "EUR"),
            2,
            "--currency: no figure has the currency 'EUR'\nhint: the values are GBP",
        ),
        (
            ("agencies", "--limt", "3"),
            2,
            "there is no option '--limt'\nhint: did you mean '--limit'?",
        ),
        (
            ("agencies", "--staus", "x"),
            2,
            "there is no option '--staus'\nhint: did you mean '--sort'?",
        ),
        (
            ("agencies", "--zz"),
            2,
            "there is no option '--zz'\nhint: bsc agencies --help lists all options",
        ),
        (("agencies", "-o", "jsn"), 2, "--output cannot be 'jsn'\nhint: did you mean 'json'?\n"),
        (("agencies", "--color", "alway"), 2, "--color cannot be 'alway'\nhint: did you mean"),
        (
            ("claims", "--about", ""),
            1,
            "no record has the id or name ''\nhint: give the id or the name of a record\n",
        ),
        (
            ("claims", "--facts", ""),
            2,
            "the path of the store is empty\nhint: give the path of a file\n",
        ),
        (("check", ""), 2, "the path of the store is empty\nhint: give the path of a file\n"),
        (("search", "nihgt"), 1, "nothing matches 'nihgt'\nhint: did you mean 'night'?\n"),
        (("search", "night", "--kind", "quote"), 2, "there is no kind 'quote'\nhint: did you mean"),
        (("agencies", "--facts", "none.yaml"), 2, "there is no store at none.yaml\nhint: check"),
    ],
)
def test_an_unknown_name_is_reported_with_the_nearest_known_one(
    args: tuple[str, ...], code: int, err: str, bsc: Bsc
) -> None:
    ran = bsc(*args)
    assert ran.err.startswith(f"bsc: error: {err}")
    assert (ran.out, ran.code) == ("", code)


def test_no_match_ends_a_list_with_status_0_and_a_search_with_status_1(bsc: Bsc) -> None:
    message = "nothing matches 'zebra'\nhint: try fewer words, or a prefix such as word*\n"
    assert bsc("agencies", "zebra", "--json") == ("[]\n", f"bsc: {message}", 0)
    assert bsc("search", "zebra", "--json") == ("[]\n", f"bsc: error: {message}", 1)


def test_an_unmatched_prefix_gets_the_hint_to_shorten_it(bsc: Bsc) -> None:
    assert bsc("search", '"night zeb"*').err == (
        "bsc: error: nothing matches '\"night zeb\"*'\nhint: try fewer words, or shorter prefixes\n"
    )


ODD = """\
source: {headline: Odd}
agencies:
  - {id: a, name: "co\\u00adoperation Ⓐ of ᾳδης", evidence: [e]}
  - {id: b, name: Small boats command, evidence: [e]}
"""


@pytest.mark.parametrize(
    ("text", "id"),
    [
        *(
            ("cooperation", "a"),
            ("CO\u200bOPERATION", "a"),
            ("ⓐ", "a"),
            ("ᾼδησ", "a"),
            ("ΑΙΔΗΣ", "a"),
        ),
        *(("(boa*)", "b"), ("'boa*',", "b"), ('"small boa"*', "b"), ('"small boats"*', "b")),
    ],
)
def test_a_search_ignores_case_hidden_characters_and_punctuation(
    text: str, id: str, bsc: Bsc
) -> None:
    assert bsc("search", text, "-o", "ids", facts=ODD) == (f"{id}\n", "", 0)
    assert bsc("agencies", text, "-o", "ids", facts=ODD) == (f"{id}\n", "", 0)


def test_an_invalid_store_prints_every_problem_and_ends_with_status_3(bsc: Bsc) -> None:
    ran = bsc("agencies", facts="source: {headline: x}\nagencies: 1\npeople: 2\n")
    assert ran == (
        "",
        (
            "facts.yaml:2:11: error[type]: agencies: expected a list of records, found the number 1\n"
            "    hint: begin each record with '- id:'\n"
            "facts.yaml:3:9: error[type]: people: expected a list of records, found the number 2\n"
            "    hint: begin each record with '- id:'\n"
            "bsc: error: facts.yaml is not a valid store: 2 problems\n"
        ),
        3,
    )


def test_options_may_stand_before_the_command(bsc: Bsc) -> None:
    assert bsc("--json", "people") == bsc("people", "--json")


@pytest.mark.parametrize("name", [*KINDS, *COMMANDS])
def test_an_option_that_takes_a_value_is_given_only_once(name: str, bsc: Bsc) -> None:
    declared = command_of_kind(KINDS[name]) if name in KINDS else COMMANDS[name]
    for option in (*declared.parameters, *options.shared(declared.formats)):
        if isinstance(option, TyperOption) and not (option.is_flag or option.multiple):
            spelling = option.opts[0]
            message = (
                f"bsc: error: {spelling} is given more than once\nhint: leave out all but one\n"
            )
            assert bsc(name, spelling, "1", option.opts[-1], "1") == ("", message, 2)


@pytest.mark.parametrize(
    "options", ["--color never people --color always", "-o csv people --output json"]
)
def test_an_option_is_given_either_before_or_after_the_command(options: str, bsc: Bsc) -> None:
    assert bsc(*options.split()).err.endswith(
        " is given more than once\nhint: leave out all but one\n"
    )


def test_a_repeated_switch_changes_nothing(bsc: Bsc) -> None:
    once = bsc("agencies", "--listed", "--json")
    assert once.code == 0
    assert bsc("--json", "agencies", "--listed", "--json", "--listed", "--json") == once


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("claims", "--caveats", "--no-caveats"), "--caveats and --no-caveats"),
        (("agencies", "--not-listed", "--listed"), "--listed and --not-listed"),
        (("check", "a.yaml", "--facts", "b.yaml"), "STORE and --facts"),
        (("--facts", "b.yaml", "check", "a.yaml"), "STORE and --facts"),
        (("check", "a.yaml", "--explain", "orphan"), "STORE and --explain"),
    ],
)
def test_options_that_contradict_each_other_are_rejected(
    args: tuple[str, ...], message: str, bsc: Bsc
) -> None:
    error = f"bsc: error: {message} contradict each other\nhint: leave out one of them\n"
    assert bsc(*args) == ("", error, 2)


def test_bsc_output_sets_the_default_format(bsc: Bsc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BSC_OUTPUT", "json")
    assert bsc("people").out.startswith("[\n")
    assert bsc("people", "-o", "table").out.startswith("ID ")


def test_the_help_of_a_command_has_its_usage_and_two_examples(bsc: Bsc) -> None:
    for command in (*KINDS, *COMMANDS):
        ran = bsc(command, "--help")
        assert ran.code == 0
        assert f"Usage: bsc {command} " in ran.out
        assert ran.out.count(f"   bsc {command}") == 2, command


@pytest.mark.parametrize("command", ["agencies", "search", "help"])
def test_the_help_of_a_command_is_printed_in_three_ways(command: str, bsc: Bsc) -> None:
    assert bsc("help", command) == bsc(command, "-h") == bsc(command, "--help")


def test_help_alone_prints_the_help_of_the_program(bsc: Bsc) -> None:
    assert bsc("help") == bsc("--help")
    assert bsc("help", "agncies") == (
        "",
        "bsc: error: there is no command 'agncies'\nhint: did you mean 'agencies'?\n",
        2,
    )


def test_the_examples_of_help_come_from_the_store_that_is_named(bsc: Bsc, tmp_path: Path) -> None:
    store = "source: {headline: x}\nagencies:\n  - {id: a, name: A, type: odd, evidence: [e]}\n"
    (tmp_path / "other.yaml").write_text(store, encoding="utf-8")
    assert "bsc agencies --type odd" in bsc("help", "agencies", "--facts", "other.yaml").out


def test_common_options_have_short_forms(bsc: Bsc) -> None:
    assert bsc("agencies", "-n", "1", "-f", "id").out == "ID\nharbour-office\n"
    assert bsc("search", "night", "-n", "1") == bsc("search", "night", "--limit", "1")
    assert bsc("-V") == bsc("--version")


def test_help_groups_the_commands(bsc: Bsc) -> None:
    text = bsc("--help").out
    assert 0 < text.index("Explore") < text.index(" agencies ") < text.index("Find")
    assert text.index("Find") < text.index(" search ")


def test_version_is_printed_before_or_without_a_command(bsc: Bsc) -> None:
    assert bsc("--version") == (f"bsc {__version__}\n", "", 0)
    assert bsc("--version", "agencies") == (f"bsc {__version__}\n", "", 0)


def test_a_limit_has_no_maximum_and_a_width_has_one(bsc: Bsc) -> None:
    assert bsc("agencies", "--limit", "9" * 30) == bsc("agencies")
    assert bsc("caveats", "--limit", "9" * 30) == bsc("caveats")
    assert bsc("agencies", "--width", "9" * 30).code == 2


def test_a_narrow_table_may_have_rows_without_values(bsc: Bsc) -> None:
    ran = bsc("agencies", "--fields", "acronym,parent", "--width", "8")
    assert "HO" in ran.out
    assert "harbour-office" in "".join(line[4:].strip() for line in ran.out.splitlines())


def test_a_search_of_caveats_without_matches_suggests_a_spelling(bsc: Bsc) -> None:
    assert (
        "bsc: nothing matches 'sprng'\nhint: did you mean 'spring'?\n"
        in bsc("caveats", "sprng").err
    )


def test_a_default_format_contradicts_no_option(bsc: Bsc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BSC_OUTPUT", "json")
    assert bsc("graph", "--as", "dot").out.startswith("digraph")
    assert "contradict" in bsc("graph", "--as", "dot", "-o", "json").err


def test_an_unknown_default_format_is_reported_with_its_variable(
    bsc: Bsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BSC_OUTPUT", "jsn")
    assert "BSC_OUTPUT cannot be 'jsn'\n" in bsc("agencies").err
