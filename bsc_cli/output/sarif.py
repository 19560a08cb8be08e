"""Problems in the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS, 2023).

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. A result lies in the store,
and its passage of the article is a related location.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import bsc_cli
from bsc_cli.output.formats import batches
from bsc_cli.output.problems import ProblemResult
from bsc_cli.system import jsonline
from bsc_cli.system.errors import clipped
from bsc_cli.system.terminal import write_data

if TYPE_CHECKING:
    from bsc_cli.checks.rule import Explanation
    from bsc_cli.output.formats import Result, Style
    from bsc_cli.system.errors import Place, Problem

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def write(result: Result, _: Style) -> None:
    """Print a log with a single run, each result on one line."""
    assert isinstance(result, ProblemResult)
    rules = [applied.rule for applied in result.applied()]
    index = {rule.code: number for number, rule in enumerate(rules)}
    driver = {"name": "bsc", "version": bsc_cli.__version__, "rules": [*map(_rule, rules)]}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"{result.command}/"},
        "columnKind": "unicodeCodePoints",
    }
    head = {"$schema": _SCHEMA, "version": "2.1.0"}
    opening = f'{_open(head)},\n"runs": [{_open(run)},\n"results": ['
    for batch in batches(result.problems):
        lines = (jsonline.write(_result(problem, index[problem.code])) for problem in batch)
        write_data(opening + "\n" + ",\n".join(lines))
        opening = ","
    write_data(("" if result.problems else opening) + "\n]}]}\n")


def _open(values: dict[str, Any]) -> str:
    """Return an object as JSON without its closing brace."""
    return jsonline.write(values).removesuffix("}")


def _rule(rule: Explanation) -> dict[str, Any]:
    examples = f"Fails:\n\n```yaml\n{rule.fails}\n```\n\nPasses:\n\n```yaml\n{rule.passes}\n```\n"
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.rule.partition(". ")[0].removesuffix(".") + "."},
        "fullDescription": {"text": rule.rule},
        "help": {
            "text": f"{rule.rule}\n\n{rule.fix}",
            "markdown": f"{rule.rule}\n\n{rule.fix}\n\n{examples}",
        },
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(problem: Problem, rule_index: int) -> dict[str, Any]:
    place: dict[str, Any] = _location(problem.place)
    if problem.subject:
        place["logicalLocations"] = [{"fullyQualifiedName": clipped(problem.subject)}]
    identity = "\0".join((problem.code, problem.subject, problem.message))
    parts = (problem._replace(article=None).text, clipped(problem.hint or ""))
    message = "\n".join(_LINK.sub(r"\\[", part) for part in parts if part)
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule_index,
        "level": problem.severity,
        "message": {"text": message},
        "locations": [place],
        "partialFingerprints": {
            "problem/v1": sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        },
    }
    if problem.article:
        # GitHub shows a related location only if the message has a link to its id.
        result["message"] = {"text": f"{message}\n[the passage](1)"}
        passage = {"id": 1, "message": {"text": str(problem.article)}}
        result["relatedLocations"] = [{**passage, **_location(problem.article)}]
    return result


_LINK: Final = re.compile(r"\[(?=[^\]]*\]\()")
"""The opening bracket of text that a viewer would show as a link."""


def _location(place: Place) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.file, Path.cwd())},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }


@lru_cache(maxsize=16)  # all problems are in the stores and the article
def _uri(file: str, folder: Path) -> str:
    """Return the URI of a file: relative to the current folder if the file is in it."""
    path = Path(os.path.abspath(file))  # noqa: PTH100 - keeps symbolic links
    if path.is_relative_to(folder):
        return quote(os.fsencode(path.relative_to(folder).as_posix()))
    return path.as_uri()
