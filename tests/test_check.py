"""`bsc check`: the rules for a store, and the explanations of their codes."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import bsc_cli
from benchmarks.invented import LEAST, Store
from bsc_cli.checks import accounting, form, rules
from bsc_cli.checks.cycles import on_cycles
from bsc_cli.checks.derivation import NothingFollowsError, Quantity, agree, derive
from bsc_cli.model import compound, struct
from bsc_cli.model.compound import Optional
from bsc_cli.model.record import Record
from bsc_cli.model.struct import Field
from bsc_cli.model.types import Currency, Date, Number
from bsc_cli.store import document, store
from bsc_cli.system import errors
from tests.conftest import TINY
from tests.examples import codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Bsc

PACKAGE: Final = Path(bsc_cli.__file__).parent


def test_a_valid_store_has_no_problems(bsc: Bsc) -> None:
    assert bsc("check", "facts.yaml", facts=TINY) == (
        "",
        "bsc: facts.yaml: 10 records, no problems\n",
        0,
    )


@pytest.mark.hostile
@pytest.mark.parametrize("size", [LEAST, 500])
def test_an_invented_store_breaks_no_rule(size: int) -> None:
    content = "".join(Store(size, seed=1).yaml()).encode()
    assert rules.problems(store.parse(content, "store.yaml")) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "[no night boat … spring]",
            "[one two three four five six seven … eight nine ten eleven twelve thirteen]",
            (
                "30:16: error[anchor-length]: measures[0].evidence[0]: an anchor can have at most 12 words,"
                " but this one has 13\n    hint: keep the first and the last few words and put ' … '"
                " between"
            ),
        ),
        (
            "[Ann Reed]",
            "[Ann Reed, Ann Reed]",
            "22:26: error[repeated]: people[0].evidence[1]: 'Ann Reed' is already in this list",
        ),
        (
            "\nfigures:",
            (
                "  - {id: again, text: 'Too few people cross at night.', speaker: ann-reed,"
                " attribution: explicit, evidence: [Too few … at night]}\n\nfigures:"
            ),
            "41:23: error[duplicate]: quotes[1].text: 'reed-too-few' says the same thing as this record",
        ),
        (
            "name: Coast Watch",
            "name: Harbour - Office",
            "13:11: error[duplicate]: agencies[1].name: 'harbour-office' says the same thing as this record",
        ),
        (
            "parent: harbour-office",
            "parent: coast-watch",
            "14:13: error[self-reference]: agencies[1].parent: 'coast-watch' refers to itself",
        ),
        (
            "support: computed",
            "support: inferred",
            "63:14: error[inference]: figures[2].support: the record is inferred, but no caveat of type",
        ),
        (
            "    type: quantity\n    voice: author",
            "    type: other\n    voice: author",
            "77:11: error[subtype]: claims[1].type: a claim of type other needs a subtype",
        ),
        (
            "each year.",
            "each year",
            "76:16: error[wording]: claims[1].statement: a sentence must begin with a capital letter",
        ),
        (
            "value: 2500000",
            "value: 250000",
            "45:12: error[reading]: figures[0].value: '£2.5 million' gives value 2500000, but the figure has value 250000",
        ),
        (
            "comparator: <=",
            "comparator: <",
            "53:17: error[reading]: figures[1].comparator: 'up to 40' gives comparator <=, but the figure has comparator <",
        ),
        (
            "value: 62500",
            "value: 62501",
            "58:12: error[derivation]: figures[2].value: the operands give 62500, not 62501",
        ),
        (
            "comparator: '>='",
            "comparator: '<='",
            "59:17: error[derivation]: figures[2].comparator: the operands give comparator >=",
        ),
        (
            "of: [subsidy, passengers]",
            "of: [subsidy, cost-per-passenger]",
            "64:44: error[derivation]: figures[2].computed_from.of: the figure is derived from",
        ),
        (
            "currency: GBP\n    property: yearly",
            "currency: GBX\n    property: yearly",
            "46:15: error[currency]: figures[0].currency: no currency has the code GBX",
        ),
        (
            "[harbour-office, coast-watch]",
            "[harbour-office]",
            "12:5: error[unstated]: agencies[1]: no claim refers to this record",
        ),
    ],
)
def test_a_store_that_breaks_a_rule_is_reported_with_the_place(
    old: str, new: str, problem: str, bsc: Bsc
) -> None:
    assert TINY.count(old) == 1
    ran = bsc("check", "facts.yaml", facts=TINY.replace(old, new))
    assert f"facts.yaml:{problem}" in ran.out
    assert ran.code == 1


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        (
            "name: Austria, type: country, iso3166: AU",
            "AU is the code of Australia\n    hint: the code of Austria is AT",
        ),
        (
            "name: Turkey, type: country, iso3166: AT",
            "AT is the code of Austria\n    hint: the code of Turkey is TR",
        ),
        ("name: Austria, type: country, iso3166: ZZ", "no country has the code ZZ"),
        ("name: Austria, type: country", "a country needs an ISO 3166-1 code"),
        (
            "name: Europe, type: continent, iso3166: EU",
            "only a country can have an ISO 3166-1 code",
        ),
    ],
)
def test_a_country_needs_its_own_code_and_other_places_have_none(
    place: str, problem: str, bsc: Bsc
) -> None:
    facts = f"source: {{headline: x}}\nplaces:\n- {{id: here, {place}, evidence: [x]}}\n"
    assert problem in bsc("check", facts=facts).out


@pytest.mark.parametrize(
    ("date", "anchor", "problem"),
    [
        ("2024-09-17?", "On Tuesday", None),
        ("2024?-09-18", "On Tuesday", "2024?-09-18 is a Wednesday, not Tuesday"),
        ("2024-09-18?", "On Tuesday", "2024-09-18? is a Wednesday, not Tuesday"),
        ("2024-09-17", "September 17", None),
        ("2024-10-17", "September 17", "2024-10-17 is in October, not September"),
        ("2024-09", "On Monday", None),
        ("2024-21", "On Monday", None),
        ("0000-01-01", "On Saturday", None),
        ("0000-02-29", "On Monday", "0000-02-29 is a Tuesday, not Monday"),
        ("0000-12-31/", "in May", "0000-12-31/ is in December, not May"),
        ("-0001-05-05", "in May", None),
    ],
)
def test_a_date_must_agree_with_its_anchor(
    date: str, anchor: str, problem: str | None, bsc: Bsc
) -> None:
    event = f"id: meeting, name: M, statement: They met., date: {date}, evidence: [{anchor}]"
    out = bsc("check", facts=f"source: {{headline: x}}\nevents:\n- {{{event}}}\n").out
    assert (problem in out) if problem else ("date-disagrees" not in out)


@pytest.mark.parametrize(
    ("operation", "operands", "result"),
    [
        ("add", [(1, None), (2, None)], (3, None)),
        ("add", [(1, "<"), (2, "<=")], (3, "<")),
        ("add", [(1, "~"), (2, None)], (3, "~")),
        ("add", [(1, "~"), (2, "~"), (3, "~")], (6, "~")),
        ("subtract", [(5, ">"), (2, "<=")], (3, ">")),
        ("multiply", [(5, ">="), (2, None)], (10, ">=")),
        ("divide", [(2400, "<="), (40, None)], (60, "<=")),
        ("divide", [(100, None), (40, "<=")], (2.5, ">=")),
        ("complement", [(60, ">")], (40, "<")),
        ("complement", [(60, "~")], (40, "~")),
        ("multiply", [(2**53, None)] * 19, (2.0**1007, None)),
    ],
)
def test_a_derived_value_has_the_bound_that_follows_from_its_operands(
    operation: str, operands: list[tuple[float, str | None]], result: tuple[float, str | None]
) -> None:
    assert derive(operation, [Quantity(*operand) for operand in operands]) == result


@pytest.mark.parametrize(
    ("operation", "operands", "reason"),
    [
        ("divide", [(1, "<"), (2, "<")], "the operands bound the result in opposite directions"),
        ("subtract", [(1, ">"), (2, ">")], "the operands bound the result in opposite directions"),
        ("add", [(1, "~"), (2, "<")], "no bound follows from a bound and an approximate value"),
        ("divide", [(1, None), (0, None)], "an operand is divided by zero"),
        ("multiply", [(2**53, None)] * 40, "the result is too large to represent"),
        ("divide", [(2**53, None), (5e-324, None)], "the result is too large to represent"),
        ("divide", [(1, None)], "divide takes 2 operands, not 1"),
        ("complement", [(1, None), (2, None)], "complement takes 1 operand, not 2"),
    ],
)
def test_a_derivation_without_a_result_gives_the_reason(
    operation: str, operands: list[tuple[float, str | None]], reason: str
) -> None:
    with pytest.raises(NothingFollowsError, match=reason):
        derive(operation, [Quantity(*operand) for operand in operands])


def figures(values: dict[str, float], computed: str) -> str:
    """Return a store that has a figure for each value, and a computed one."""
    stated = "".join(
        f"- {{id: {id}, as_written: '{value}', value: {value}, property: P, evidence: [x]}}\n"
        for id, value in values.items()
    )
    return (
        f"source: {{headline: x}}\nfigures:\n{stated}"
        f"- {{id: z, property: P, evidence: [x], support: computed, {computed}}}\n"
    )


@pytest.mark.parametrize(
    ("values", "computed", "problem"),
    [
        ({"a": 1, "b": 2}, "value: 3, computed_from: {operation: add, of: [a, b]}", None),
        ({"a": 0.1, "b": 0.1}, "value: 0, computed_from: {operation: subtract, of: [a, b]}", None),
        (
            {"a": 1, "b": 10**12},
            "value: 0, computed_from: {operation: divide, of: [a, b]}",
            "the operands give 1e-12, not 0",
        ),
        (
            {"a": 2**53, "b": 9e15},
            f"value: 5, computed_from: {{operation: multiply, of: [{', '.join(['a', 'b'] * 20)}]}}",
            "figures[2].computed_from: the result is too large to represent\n    hint: remove the figure",
        ),
    ],
)
def test_a_computed_figure_must_equal_the_result_of_its_operands(
    values: dict[str, float], computed: str, problem: str | None, bsc: Bsc
) -> None:
    ran = bsc("check", facts=figures(values, computed))
    assert (problem in ran.out) if problem else ("derivation" not in ran.out)
    assert "mistake" not in ran.err


def test_a_difference_may_be_rounded_in_proportion_to_its_operands() -> None:
    operands = [Quantity(0.3, None), Quantity(0.1 + 0.2, None)]
    assert agree("subtract", operands, derive("subtract", operands).value, 0)
    assert not agree("divide", [Quantity(1, None), Quantity(1e12, None)], 1e-12, 0)


def test_figures_in_or_between_cycles_are_circular() -> None:
    operands = {
        "a": ["a"],
        "between": ["a"],
        "b": ["c", "between"],
        "c": ["b", "stated"],
        "after": ["a"],
        "apart": ["stated"],
    }
    assert on_cycles(operands) == {"a", "between", "b", "c"}


@pytest.mark.hostile
def test_a_chain_of_20000_derivations_is_searched_for_cycles() -> None:
    chain = {str(n): [str(n - 1)] for n in range(20_000)}
    assert on_cycles(chain) == set()
    assert len(on_cycles({**chain, "0": ["19999"]})) == 20_000


class Budget(Record):
    """A kind that the rules have never seen"""

    kind, singular = "budgets", "budget"
    body = "amount"

    amount = Field(Number(), "the sum")
    money = Field(Optional(Currency()), "its currency")
    ends = Field(Optional(Date()), "its last day")


def test_the_numbers_and_dates_of_a_new_kind_are_recognised_by_type() -> None:
    values = {"id": "b", "evidence": ("x",), "support": "explicit", "caveats": ()}
    budget = Budget(**values, amount=75.0, money="GBP", ends="2025-03-31")
    numbers = accounting.numbers_of(budget)
    assert list(numbers) == [(75.0, None, "GBP"), (2025, None, None), (31, None, None)]


def test_problems_are_printed_as_lines_as_json_or_as_a_table(bsc: Bsc) -> None:
    facts = "source: {headline: x}\npeple: []\n"
    assert bsc("check", facts=facts) == (
        (
            "facts.yaml:2:1: error[unknown-key]: unknown key 'peple'\n"
            "    hint: did you mean 'people'?\n"
        ),
        ("bsc: error: facts.yaml: 1 error\nhint: bsc check --explain CODE explains a code\n"),
        1,
    )
    assert json.loads(bsc("check", "--json", facts=facts).out) == [
        {
            "file": "facts.yaml",
            "line": 2,
            "column": 1,
            "code": "unknown-key",
            "severity": "error",
            "subject": None,
            "message": "unknown key 'peple'",
            "hint": "did you mean 'people'?",
            "article": None,
            "records": [],
        }
    ]
    assert bsc("check", "-o", "table", facts=facts).out == (
        "PLACE           CODE                PROBLEM              HINT\n"
        "facts.yaml:2:1  error[unknown-key]  unknown key 'peple'  did you mean 'people'?\n"
    )
    assert bsc("check", "--json", facts=TINY).out == "[]\n"


def test_check_ends_with_status_2_if_the_store_is_missing(bsc: Bsc) -> None:
    assert bsc("check", "none.yaml").code == 2


def test_check_explains_a_code(bsc: Bsc) -> None:
    ran = bsc("check", "--explain", "Orphan")
    assert ran.out.startswith(
        "code: orphan\nfound_by: bsc audit\nseverity: error\nrule: Every anchor selects"
    )
    ran = bsc("check", "--explain", "orfan")
    assert (ran.code, ran.err) == (
        2,
        "bsc: error: there is no code 'orfan'\nhint: did you mean 'orphan'?\n",
    )


BOUNDS: Final = {
    "yaml-length": ({document}, "LONGEST_TEXT", 40),
    "yaml-size": ({document}, "MOST_VALUES", 20),
    "too-many": ({compound, document, errors, store, struct}, "MOST_PROBLEMS", 4),
}
"""Bounds that no short example exceeds: modules, name, and the lower bound for the tests."""


@pytest.mark.parametrize("code", rules.EXPLANATIONS)
def test_a_rule_rejects_its_failing_example_and_accepts_its_passing_one(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    modules, bound, lowered = BOUNDS.get(code, ((), "", 0))
    for module in modules:
        monkeypatch.setattr(module, bound, lowered)
    explanation = rules.EXPLANATIONS[code]
    assert code in codes(explanation, explanation.fails)
    assert code not in codes(explanation, explanation.passes)


def test_every_rule_has_its_own_code_and_a_full_explanation() -> None:
    declared = [*form.CODES, *(rule.explanation for rule in rules.STORE_RULES)]
    declared += (rule.explanation for rule in rules.ARTICLE_RULES)
    assert len(rules.EXPLANATIONS) == len({*declared})
    assert all(all(explanation) for explanation in declared)
    assert all(
        text.endswith(".")
        for explanation in declared
        for text in (explanation.rule, explanation.fix)
    )


def test_every_module_of_rules_is_registered() -> None:
    sources = {path.stem: path.read_text() for path in (PACKAGE / "checks").glob("*_rules.py")}
    declared = sum(source.count("@RULES.rule(") for source in sources.values())
    registered = {rule.explanation for rule in rules.STORE_RULES}
    registered |= {rule.explanation for rule in rules.ARTICLE_RULES}
    assert declared == len(registered)


def raised_codes() -> dict[str, str]:
    """Return every code that the source passes to `Problem`, with the file and line.

    A function with a parameter `code` may pass it on, so its callers count as well. The source
    of any other argument that is not a literal is returned like a code, and no rule explains it.
    """
    trees = {path.name: ast.parse(path.read_text()) for path in PACKAGE.rglob("*.py")}
    nodes = [(file, node) for file, tree in trees.items() for node in ast.walk(tree)]
    code_index = {"Problem": 0}
    for _ in range(3):  # functions that call functions that call `Problem`
        for _, node in nodes:
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args if argument.arg != "self"]
                if "code" in names and any(
                    passes_code(call, code_index) for call in ast.walk(node)
                ):
                    code_index[node.name] = names.index("code")
    raised: dict[str, str] = {}
    for file, node in nodes:
        for code in code_arguments(node, code_index):
            if isinstance(code, ast.Constant):
                raised[str(code.value)] = f"{file}:{code.lineno}"
            elif ast.unparse(code) not in ("code", "explanation.code"):
                raised[ast.unparse(code)] = f"{file}:{code.lineno}"
    return raised


def passes_code(node: ast.AST, code_index: dict[str, int]) -> bool:
    """Whether a node passes a variable `code` to a function that takes a code."""
    return any(ast.unparse(code) == "code" for code in code_arguments(node, code_index))


def code_arguments(node: ast.AST, code_index: dict[str, int]) -> Iterator[ast.expr]:
    """Yield the argument that is the code, if a node calls a function that takes one."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in code_index and ast.unparse(node.func) != "terminal.note":
            yield from (keyword.value for keyword in node.keywords if keyword.arg == "code")
            yield from node.args[code_index[name] : code_index[name] + 1]


def test_every_code_that_the_source_raises_has_an_explanation() -> None:
    raised = raised_codes()
    assert {"yaml", "yaml-tag", "duplicate-key", "missing-key", "reference"} <= raised.keys()
    unexplained = {code: place for code, place in raised.items() if code not in rules.EXPLANATIONS}
    assert not unexplained
    of_rules = {rule.explanation.code for rule in rules.STORE_RULES}
    assert {explanation.code for explanation in form.CODES} == raised.keys() - of_rules
