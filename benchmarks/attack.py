"""Damage a store and its article in many ways, and count how much of the damage is found.

    python benchmarks/attack.py ARTICLE [STORE] [--samples N] [--seed S] [--kinds TEXT] [--examples]

Each damage is done alone, to a store that is taken to be right (without STORE, the bundled one).
It counts as found if `bsc check` or `bsc audit` has a problem that the undamaged store does not
have. The table is that of docs/proof.md.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

sys.path.append(str(Path(__file__).resolve().parents[1]))

from benchmarks.damage import passages, statements, values
from benchmarks.damage.case import Case
from benchmarks.damage.kinds import KINDS, Kind
from bsc_cli.checks import rules
from bsc_cli.checks.report import Report
from bsc_cli.store import store
from bsc_cli.system import files
from bsc_cli.system.errors import InvalidStore, Problem, Unreadable
from bsc_cli.text import article as articles
from bsc_cli.text.folding import FoldedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.damage.case import Damage

MODULES: Final = (values, statements, passages)
"""The modules that define kinds of damage."""
SAMPLES: Final = 24
SEED: Final = 1
FINGERPRINT: Final = ("words", "sha256", "passages")


class Outcome(NamedTuple):
    """How a damage was found: the gravest severity, or nothing, and the codes of the problems."""

    severity: str
    codes: tuple[str, ...] = ()


MISSED: Final = Outcome("")


class Attack:
    """A store and its article, prepared so that damage is audited quickly."""

    def __init__(self, content: bytes, article: str) -> None:
        self.case = Case(content, article)
        self.rows = {
            key: [*map(_encode, value)] if key != "source" else [_encode(value)]
            for key, value in self.case.data.items()
            if value
        }
        source = {k: v for k, v in self.case.data["source"].items() if k not in FINGERPRINT}
        self.plain_source = [_encode(source)]
        self.known = {
            is_plain: Counter(self._problems({}, None, is_plain)) for is_plain in (False, True)
        }

    def outcome(self, damage: Damage) -> Outcome:
        """Audit the damaged store, and return how the damage was found."""
        changed: dict[str, list[str]] = {}
        deleted: list[tuple[str, int]] = []
        for kind, index, record in damage.edits:
            rows = changed.setdefault(kind, [*self.rows.get(kind, ())])
            if index is None:
                rows.append(_encode(record))
            elif record is None:
                deleted.append((kind, index))
            else:
                rows[index] = _encode(record)
        for kind, index in deleted:
            del changed[kind][index]
        found = Counter(self._problems(changed, damage.article, damage.is_plain))
        new = found - self.known[damage.is_plain]
        severities = {severity for severity, *_ in new}
        severity = next((one for one in ("error", "warning") if one in severities), "")
        return Outcome(severity, tuple(sorted({code for _, code, *_ in new})))

    def _problems(
        self, changed: dict[str, list[str]], article: str | None, is_plain: bool
    ) -> list[tuple[str, ...]]:
        """Check and audit a store; stop after the check if it finds an error."""
        rows = self.rows | changed
        if is_plain:
            rows |= {"source": self.plain_source}
        try:
            loaded = store.parse(_store(rows), "store")
        except InvalidStore as error:
            return [_identify(problem, {}) for problem in error.problems]
        paths = {path: id for id, path in loaded.places.paths.items()}
        found = [_identify(problem, paths) for problem in rules.problems(loaded)]
        if not any(severity == "error" for severity, *_ in found):
            text = self.case.folded if article is None else FoldedText(article)
            try:
                audited = Report(loaded, text, "article").problems
            except Unreadable as error:
                return [*found, ("error", "unreadable", "", str(error))]
            found += (_identify(problem, paths) for problem in audited)
        return found


def _encode(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _store(rows: dict[str, list[str]]) -> bytes:
    """Return the bytes of a store in JSON, with a record in each line."""
    lists = (
        f'"{key}": {rows[key][0]}' if key == "source" else f'"{key}": [\n{_lines(rows[key])}\n]'
        for key in rows
    )
    return f"{{{','.join(lists)}}}".encode()


def _lines(rows: Iterable[str]) -> str:
    return ",\n".join(rows)


def _identify(problem: Problem, paths: dict[str, str]) -> tuple[str, ...]:
    """Return what identifies a problem, wherever its record stands in the store."""
    path = re.match(r"\w+\[\d+\]", problem.subject)
    subject = problem.subject
    if path and path[0] in paths:
        subject = paths[path[0]] + subject[path.end() :]
    severity: str = getattr(problem, "severity", "error")
    return severity, problem.code, subject, problem.message


class Row(NamedTuple):
    """The outcomes of the damages of one kind."""

    name: str
    damages: Sequence[Damage]
    outcomes: Sequence[Outcome]

    @property
    def tried(self) -> int:
        """The number of damages."""
        return len(self.outcomes)

    @property
    def found(self) -> int:
        """The number of damages that were found."""
        return sum(1 for outcome in self.outcomes if outcome.severity)

    @property
    def warned(self) -> int:
        """The number of damages that were found only as a warning."""
        return sum(1 for outcome in self.outcomes if outcome.severity == "warning")

    def cells(self) -> tuple[str, ...]:
        """Return the cells of the table."""
        if not self.tried:
            return (self.name, "none possible", "", "")
        share = f"{self.found} ({100 * self.found / self.tried:.0f} %)"
        return (self.name, str(self.tried), share, str(self.warned) if self.warned else "")


HEADINGS: Final = ("kind of damage", "tried", "found", "of these as warnings")

_attack: Attack | None = None


def _start(content: bytes, article: str) -> None:
    """Prepare a process that audits damage."""
    global _attack  # noqa: PLW0603 - each process prepares its own
    _attack = Attack(content, article)
    gc.freeze()


def _outcome(damage: Damage) -> Outcome:
    assert _attack is not None
    return _attack.outcome(damage)


def measure(
    content: bytes, article: str, kinds: Sequence[Kind], samples: int, seed: int, processes: int = 0
) -> list[Row]:
    """Draw damage of each kind, and measure how much of it is found."""
    case = Case(content, article)
    drawn = [kind.sample(case, samples, seed) for kind in kinds]
    damages = [damage for one in drawn for damage in one]
    if processes == 1:
        attack = Attack(content, article)
        outcomes = [attack.outcome(damage) for damage in damages]
    else:
        with multiprocessing.Pool(processes or None, _start, (content, article)) as pool:
            outcomes = [*pool.imap(_outcome, damages, chunksize=8)]
    results = iter(outcomes)
    return [
        Row(kind.name, one, [next(results) for _ in one])
        for kind, one in zip(kinds, drawn, strict=True)
    ]


def total(rows: Sequence[Row]) -> Row:
    """Return the row for all kinds."""
    return Row(
        "all kinds",
        [damage for row in rows for damage in row.damages],
        [outcome for row in rows for outcome in row.outcomes],
    )


def plain(rows: Sequence[Row]) -> str:
    """Return the table as text."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if not column else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def markdown(rows: Sequence[Row]) -> str:
    """Return the table in Markdown."""
    lines = [HEADINGS, ("---", "---:", "---:", "---:"), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("article", metavar="ARTICLE")
    parser.add_argument(
        "store", metavar="STORE", nargs="?", type=Path, default=files.bundled_store()
    )
    parser.add_argument("--samples", type=int, default=SAMPLES, help="damages of each kind")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--kinds", default="", metavar="TEXT", help="only kinds with this in their name"
    )
    parser.add_argument("--examples", action="store_true", help="print each damage that was missed")
    parser.add_argument(
        "--codes", action="store_true", help="print the codes of the problems found"
    )
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    return parser.parse_args()


def main() -> None:
    """Measure, and print the table."""
    options = arguments()
    article = articles.read(options.article).raw
    kinds = [kind for kind in KINDS if options.kinds in kind.name]
    rows = measure(options.store.read_bytes(), article, kinds, options.samples, options.seed)
    table = [*rows, total(rows)]
    print(markdown(table) if options.markdown else plain(table))
    for row in rows if options.codes else ():
        codes = Counter(code for outcome in row.outcomes for code in outcome.codes)
        print(f"{row.name}: {', '.join(f'{code} {n}' for code, n in codes.most_common())}")
    for row in rows if options.examples else ():
        for damage, outcome in zip(row.damages, row.outcomes, strict=True):
            if not outcome.severity:
                print(f"missed, {row.name}: {damage.shown}")


if __name__ == "__main__":
    main()
