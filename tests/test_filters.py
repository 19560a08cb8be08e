"""Filters: several values, names in place of ids, values and fields in words, hints that help."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from bsc_cli.cli.usage import _COMMANDS, _OPTIONS
from tests.conftest import TINY
from tests.test_completion import completions

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bsc, Shell

FERRY = """\
source: {headline: H}
agencies:
  - {id: ferry-office, name: Ferry Office, acronym: FO, aliases: [The Office, “Boats” Office],
     type: public_body, evidence: [e]}
  - {id: port, name: Port Authority, acronym: PA, type: company, evidence: [e]}
  - {id: c-plus, name: C++, type: law_firm, evidence: [e]}
people:
  - {id: ann-reed, name: Ann Reed, organization: ferry-office, evidence: [e]}
  - {id: anna-cooper, name: Anna Cooper, organization: port, evidence: [e]}
  - {id: ben-jones, name: Ben Jones, organization: port, evidence: [e]}
  - {id: eve-jones, name: Ève Jones, evidence: [e]}
topics:
  - {id: safety, name: Sea safety, evidence: [e]}
measures:
  - {id: more-boats, name: More boats, statement: S., status: under_way,
     actors: [ferry-office, port], evidence: [e]}
  - {id: sea-safety-drill, name: Sea safety, statement: S., status: planned, actors: [port],
     evidence: [e]}
  - {id: cooper-plan, name: Plan of Cooper, statement: S., status: completed, evidence: [e]}
figures:
  - {id: cost, as_written: £75 million, value: 75000000, currency: GBP, property: cost,
     about: [port], evidence: [e]}
  - {id: boats, as_written: 40 boats, value: 40, unit: small boats, property: boats,
     about: [port, ferry-office], evidence: [e]}
  - {id: hulls, as_written: 40 hulls, value: 40, unit: Small Boats, property: hulls, evidence: [e],
     caveats: [{type: unnamed, text: Whose hulls is left open., see: [port]},
               {type: no_period, text: No period is given., see: [port, ferry-office]},
               {type: ambiguous, text: Hulls may be boats.}]}
claims:
  - {id: one, statement: S., type: quantity, voice: author, about: [port, ferry-office],
     evidence: [e]}
  - {id: two, statement: S., type: prediction, voice: ann-reed, about: [port], figures: [cost],
     evidence: [e]}
  - {id: three, statement: S., type: other, voice: anna-cooper, evidence: [e]}
"""


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("claims --type quantity --type prediction", "one two"),
        ("claims --type quantity --type quantity", "one"),
        ("claims --voice author --voice ann-reed --type prediction", "two"),
        ("measures --actor port --actor ferry-office", "more-boats sea-safety-drill"),
        ("claims --about port", "one two"),
        ("claims --about port --about ferry-office", "one"),
        ("claims --about port --about port", "one two"),
        ("caveats --about port --about ferry-office", "hulls"),
        ("caveats --type unnamed --type no_period", "hulls hulls"),
        ("caveats --kind figures --kind claims --type ambiguous", "hulls"),
        ("timeline --about port --about ferry-office", ""),
        ("search sea --kind topics --kind measures", "safety sea-safety-drill"),
        ("search sea --kind topics --kind claims", "safety"),
    ],
)
def test_a_repeated_filter_takes_any_value_and_repeated_about_all(
    line: str, ids: str, bsc: Bsc
) -> None:
    ran = bsc(*line.split(), "-o", "ids", facts=FERRY)
    assert (ran.out.split(), ran.err, ran.code) == (ids.split(), "", 0)


def test_several_records_share_a_caveat_only_if_it_concerns_both(bsc: Bsc) -> None:
    ran = bsc("caveats", "--about", "port", "--about", "FO", "--fields", "type,see", facts=FERRY)
    assert ran == ("TYPE       SEE\nno_period  port, ferry-office\n", "", 0)


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("show FO", "ferry-office"),
        ("show fo", "ferry-office"),
        ("show 'the ferry office'", "ferry-office"),
        ("show Office", "ferry-office"),
        ("show boats-office", "ferry-office"),
        ("show 'PORT  AUTHORITY' pa Port", "port port port"),
        ("show C++", "c-plus"),
        ("show cooper", "anna-cooper"),
        ("show 'ann reed'", "ann-reed"),
        ("show 'eve jones'", "eve-jones"),
        ("show 'sea safety'", "safety"),
        ("show '£75 million'", "cost"),
        ("show Cooper-Plan", "cooper-plan"),
        ("show THREE", "three"),
        ("graph Reed", "ann-reed ferry-office two"),
        ("claims --about PA", "one two"),
        ("claims --about 'Port authority' --about Office", "one"),
        ("claims --voice Author --voice COOPER", "one three"),
        ("claims --figure '£75 Million'", "two"),
        ("people --organization pa --organization FO", "ann-reed anna-cooper ben-jones"),
        ("measures --status underway", "more-boats"),
        ("measures --status 'Under Way' --status Under-Way --status PLANNED", "more-boats sea-safety-drill"),
        ("figures --currency gbp", "cost"),
        ("figures --unit SMALL-BOATS", "boats hulls"),
        ("figures --unit 'small boats'", "boats"),
        ("agencies --type 'public body' --type LAWFIRM", "ferry-office c-plus"),
        ("search sea --kind Topics", "safety"),
        ("caveats --type 'No Period'", "hulls"),
        ("figures --sort '-as written'", "cost hulls boats"),
    ],
)  # fmt: skip
def test_names_values_and_fields_may_be_in_any_case_and_spelling(
    line: str, ids: str, bsc: Bsc
) -> None:
    ran = bsc(*shlex.split(line), "-o", "ids", facts=FERRY)
    assert (ran.out.split(), ran.err, ran.code) == (ids.split(), "", 0)


def test_fields_may_be_named_in_words(bsc: Bsc) -> None:
    ran = bsc("figures", "--fields", "ID, as written", "--limit", "1", facts=FERRY)
    assert (ran.out, ran.code) == ("ID    AS WRITTEN\ncost  £75 million\n", 0)
    assert bsc("figures", "--fields", "+Computed-From", "--count", facts=FERRY).code == 0
    assert bsc("claims", "--by", "Conflicts With", "--json", facts=FERRY) == bsc(
        "claims", "--by", "conflicts_with", "--json", facts=FERRY
    )


def test_an_exact_id_wins_over_a_name(bsc: Bsc) -> None:
    facts = FERRY.replace("id: two", "id: fo")
    assert bsc("show", "fo", "-o", "ids", facts=facts).out == "fo\n"
    assert bsc("show", "FO", "-o", "ids", facts=facts).out == "ferry-office\n"
    assert bsc("measures", "--actor", "fo", "-o", "ids", facts=facts).out == "more-boats\n"


def agencies(number: int, **more: Any) -> str:
    """Return a store of agencies of the same name."""
    evidence = {"name": "Same", "evidence": ["e"], **more}
    rows = [{"id": f"a{index}", **evidence} for index in range(number)]
    return json.dumps({"source": {"headline": "H"}, "agencies": rows})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "show jones",
            (
                "'jones' means 2 records\nhint: write one of the ids: "
                "ben-jones (person), eve-jones (person)\n"
            ),
        ),
        (
            "claims --voice Jones",
            (
                "--voice: 'Jones' means 2 records\nhint: write one of the ids: "
                "ben-jones (person), eve-jones (person)\n"
            ),
        ),
        (
            "show coop",
            (
                "no record has the id or name 'coop'\nhint: did you mean 'anna-cooper' (Anna Cooper) "
                "or 'cooper-plan' (Plan of Cooper)?\n"
            ),
        ),
        (
            "show ann",
            (
                "no record has the id or name 'ann'\nhint: did you mean 'ann-reed' (Ann Reed) "
                "or 'anna-cooper' (Anna Cooper)?\n"
            ),
        ),
        (
            "claims --about 'Prt Authrity'",
            "no record has the id or name 'Prt Authrity'\nhint: did you mean 'port'?\n",
        ),
        (
            "show ann reed",
            (
                "no record has the id or name 'ann'\nhint: put a name of several words in quotation "
                "marks: bsc show 'ann reed'\n"
            ),
        ),
        (
            "people --organization cooper",
            (
                "--organization: none of the agencies or groups has the id or name 'cooper'\n"
                "hint: the values are ferry-office, port, c-plus\n"
            ),
        ),
        (
            "show '  '",
            "no record has the id or name '  '\nhint: give the id or the name of a record\n",
        ),
        (
            'show "o\'reilly"',
            "no record has the id or name 'o'reilly'\nhint: try: bsc search 'o'\"'\"'reilly'\n",
        ),
    ],
)
def test_a_name_that_means_no_record_or_several_is_reported_with_ids(
    line: str, message: str, bsc: Bsc
) -> None:
    assert bsc(*shlex.split(line), facts=FERRY) == ("", f"bsc: error: {message}", 1)


def test_at_most_12_records_of_a_name_are_listed(bsc: Bsc) -> None:
    listed = ", ".join(f"a{number} (agency)" for number in range(12))
    assert bsc("show", "same", facts=agencies(1_500)) == (
        "",
        (
            "bsc: error: 'same' means 1,500 records\n"
            f"hint: write one of the ids: {listed} and 1,488 more\n"
        ),
        1,
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "claims --type quantity,prediction",
            ("--type: no claim has the type 'quantity,prediction'\n"
            "hint: repeat the option for each value\n"),
        ),
        (
            "claims --type ''",
            ("--type: no claim has the type ''\nhint: the values are quantity, "
            "correlation_or_causation, laws_or_rules, prediction, personal_experience, other\n"),
        ),
        (
            "claims --type quantity --type quantty",
            "--type: no claim has the type 'quantty'\nhint: did you mean 'quantity'?\n",
        ),
        (
            "figures --unit _",
            "--unit: no figure has the unit '_'\nhint: the values are small boats, Small Boats\n",
        ),
        ("claims --by a --by b", "--by is given more than once\nhint: leave out all but one\n"),
        (
            "claims --type",
            ("--type needs a value\nhint: the values are quantity, correlation_or_causation, "
            "laws_or_rules, prediction, personal_experience, other\n"),
        ),
        ("claims --voice", "--voice needs a value\nhint: the values are author, ann-reed, anna-cooper\n"),
        ("figures --unit", "--unit needs a value\nhint: the values are small boats, Small Boats\n"),
        ("measures --status", "--status needs a value\nhint: the values are planned, under_way, completed\n"),
        ("claims --about", "--about needs a value\nhint: write --about ID\n"),
        ("claims --limit", "--limit needs a value\nhint: write --limit N\n"),
        ("graph --as", "--as needs a value\nhint: the values are dot, mermaid\n"),
        ("agencies --listed=yes", "--listed takes no value\nhint: write --listed without '='\n"),
        ("agencies --not-listed=", "--not-listed takes no value\nhint: write --not-listed without '='\n"),
        ("--facts", "--facts needs a value\nhint: write --facts PATH\n"),
        ("claims --format csv", "there is no option '--format'\nhint: did you mean '--output'?\n"),
        ("claims --csv", "there is no option '--csv'\nhint: write --output csv\n"),
        (
            "audit --article a.txt",
            "there is no option '--article'\nhint: write ARTICLE without '--article': bsc audit ARTICLE\n",
        ),
        ("measures --agency FO", "there is no option '--agency'\nhint: did you mean '--actor'?\n"),
        ("claims --agency FO", "there is no option '--agency'\nhint: did you mean '--about'?\n"),
        (
            "list",
            ("there is no command 'list'\nhint: each kind has a command: agencies, people, groups, "
            "places, topics, measures, objectives, capabilities, quotes, figures, events, claims\n"),
        ),
        ("view FO", "there is no command 'view'\nhint: did you mean 'show'?\n"),
    ],
)  # fmt: skip
def test_a_hint_leads_to_the_value_or_option_that_is_meant(
    line: str, message: str, bsc: Bsc
) -> None:
    assert bsc(*shlex.split(line), facts=FERRY) == ("", f"bsc: error: {message}", 2)


def test_hints_name_options_and_commands_that_exist(bsc: Bsc) -> None:
    everything = bsc("--help").out + "".join(
        bsc(name, "--help").out
        for name in ("claims", "quotes", "measures", "capabilities", "show", "cite")
    )
    for names in _OPTIONS.values():
        assert [name for name in names if name not in everything] == []
    assert [name for name in _COMMANDS.values() if f" {name} " not in everything] == []


def test_hints_repeat_the_store_so_that_they_work_as_printed(bsc: Bsc, tmp_path: Path) -> None:
    path = tmp_path / "my facts.yaml"
    path.write_text(FERRY, encoding="utf-8")
    for args in (["show", "zzz", "--facts", str(path)], ["--facts", str(path), "show", "zzz"]):
        hint = f"hint: try: bsc --facts '{path}' search zzz\n"
        assert bsc(*args).err == f"bsc: error: no record has the id or name 'zzz'\n{hint}"
    assert bsc("--facts", str(path), "ferry").err.endswith(
        f"hint: try: bsc --facts '{path}' search ferry, or bsc --help\n"
    )
    assert bsc("figures", f"--facts={path}", "--currency").err == (
        "bsc: error: --currency needs a value\nhint: the values are GBP\n"
    )
    assert f"bsc --facts '{path}' search TEXT" in bsc("--facts", str(path)).out
    assert "--facts" not in bsc("show", "zzz").err


@pytest.mark.hostile
def test_a_filter_takes_ten_thousand_values(bsc: Bsc) -> None:
    many = ["--about", "A1", "--type", "A_type"] * 10_000
    facts = agencies(3, type="a_type").replace('"id": "a2"', '"id": "a2", "parent": "a1"')
    assert bsc("agencies", *many, "-o", "ids", facts=facts) == ("a2\n", "", 0)
    different = [word for index in range(9_999) for word in ("--parent", f"a{index}")]
    large = agencies(10_000).replace('"id": "a9"', '"id": "a9", "parent": "a1"')
    assert bsc("agencies", *different, "-o", "ids", facts=large) == ("a9\n", "", 0)
    about = [word.replace("parent", "about") for word in different]
    assert bsc("agencies", *about, "-o", "ids", facts=large) == ("", "", 0)


@pytest.mark.hostile
@pytest.mark.parametrize(
    "name", ["a\0b", "x" * 1_000_000, "x " * 500_000, "\udcff", "'\"`$(x)", '"', "*", "NEAR(", "😀"]
)
def test_any_text_may_be_given_as_a_name_or_value(name: str, bsc: Bsc) -> None:
    for args in (["show", name], ["claims", "--about", name], ["claims", "--voice", name]):
        ran = bsc(*args, facts=FERRY)
        assert (ran.out, ran.code) == ("", 1)
        assert len(ran.err) < 3000
    assert bsc("figures", "--unit", name, facts=FERRY).code == 2


@pytest.mark.hostile
def test_a_name_of_a_million_characters_finds_its_record(bsc: Bsc) -> None:
    name = "Ämter und " * 90_000
    facts = agencies(1, name=name, aliases=["“'x'”"])
    assert bsc("show", name.upper(), "-o", "ids", facts=facts) == ("a0\n", "", 0)
    assert bsc("show", "'X'", "-o", "ids", facts=facts) == ("a0\n", "", 0)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("bsc show Coop", ["anna-cooper"]),
        ("bsc show coop", ["cooper-plan", "anna-cooper"]),
        ("bsc show PA", ["port"]),
        ("bsc show 'Sea sa", ["safety"]),
        ("bsc show Plan", ["cooper-plan"]),
        ("bsc claims --voice Ree", ["ann-reed"]),
        ("bsc people --organization coop", []),
        ("bsc people --organization Ferry", ["ferry-office"]),
        ("bsc claims --about ree", ["ann-reed"]),
        ("bsc measures --status Under", ["under_way"]),
        ("bsc figures --currency gb", ["GBP"]),
        ("bsc show zzz", []),
    ],
)
def test_records_are_offered_by_name_too(line: str, offered: list[str], bsc: Bsc) -> None:
    assert list(completions(line, bsc, FERRY)) == offered


def test_zsh_inserts_an_id_by_name_in_place_of_the_typed_text(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(FERRY.replace("Anna C", "A$(touch x)na C"))
    typed = {"_BSC_COMPLETE": "complete_zsh", "BSC_FACTS": "facts.yaml"}
    assert shell("bsc", _TYPER_COMPLETE_ARGS="bsc show Coop", **typed) == (
        (
            'local -a shown; shown=("anna-cooper -- A touch x na Cooper"); true; '
            "compadd -U -V records -l -d shown -- anna-cooper\n"
        ),
        "",
        0,
    )
    assert shell("bsc", _TYPER_COMPLETE_ARGS="bsc show ann", **typed).out.startswith("_arguments ")


def test_json_and_plain_lists_are_the_same_with_names_as_with_ids(bsc: Bsc) -> None:
    assert bsc("claims", "--about", "HO", "--json") == bsc(
        "claims", "--about", "harbour-office", "--json", facts=TINY
    )
