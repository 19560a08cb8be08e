"""Run the examples of rules: complete them to stores, and check these."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.checks import rules
from bsc_cli.checks.report import Report
from bsc_cli.model.kinds import AUTHOR, KINDS
from bsc_cli.model.types import Choice, Identifier, Number, Reference
from bsc_cli.store import document, store
from bsc_cli.system.errors import InvalidStore
from bsc_cli.text.folding import FoldedText
from tests.stores import plain

if TYPE_CHECKING:
    from bsc_cli.checks.rule import Explanation
    from bsc_cli.model.record import Record
    from bsc_cli.model.struct import Field

TOP: Final = {"source", "not_claims", "reviewed", *KINDS}
_ARTICLE = re.compile(r"^# article: (.*)\n", re.MULTILINE)


def codes(explanation: Explanation, example: str) -> set[str]:
    """Run an example of a rule and return the codes of its problems."""
    article = "\n".join(_ARTICLE.findall(example))
    facts = complete(_ARTICLE.sub("", example), article or "example")
    try:
        checked = store.parse(facts.encode(), "facts.yaml")
    except InvalidStore as error:
        return {problem.code for problem in error.problems}
    problems = rules.problems(checked)
    if explanation.found_by == "bsc audit":
        problems = Report(checked, FoldedText(article), "article.txt").problems
    return {problem.code for problem in problems}


def complete(example: str, article: str) -> str:
    """Return a store that contains an example and everything else that a store requires.

    An example that is invalid YAML cannot be added to, and is returned unchanged.
    """
    root, problems = document.read(example.encode())
    if problems:
        return example
    data = plain(root)
    if not data.keys() <= TOP:
        data = {_kind_of(data): [data]}
    if "ann-reed" in example:
        data["people"] = [{"id": "ann-reed", "name": "Ann Reed"}]
    for kind in KINDS.values():
        for number, record in enumerate(data.get(kind.kind, ())):
            for name, field in kind.fields.items():
                if field.type.required and name not in record:
                    record[name] = _value(kind, field, number, article)
    if "author" not in data.get("source", {}):  # otherwise the example is a source
        data["source"] = {"headline": "Example", **data.get("source", {})}
    return json.dumps(data)


def _kind_of(record: dict[str, Any]) -> str:
    """Return the kind that has the most of a record's keys, or the first of several."""
    known = Counter({name: len(record.keys() & kind.fields) for name, kind in KINDS.items()})
    [(kind, _)] = known.most_common(1)
    return kind


def _value(kind: type[Record], field: Field[Any], number: int, article: str) -> Any:
    """Return a value for a required field that an example omits."""
    words = article.split()
    match field.scalar:
        case Identifier():
            return f"{kind.singular}-{number}"
        case Choice(values=[first, *_]):
            return first
        case Number():
            return 1
        case Reference():
            return AUTHOR
        case _ if field.name == "evidence":
            return [article if len(words) <= 12 else f"{words[0]} … {words[-1]}"]
        case _:
            return f"Example {number}."
