"""Audit damaged stores, and tell how the damage was found."""

from __future__ import annotations

import gc
import importlib
import json
import multiprocessing
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from benchmarks.damage.case import Case, Damage
from bsc_cli.checks import rules
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.report import Report
from bsc_cli.model import node as nodes
from bsc_cli.store import store
from bsc_cli.system.errors import InvalidStore, Position, Problem, Unreadable
from bsc_cli.text.folding import FoldedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.damage.kinds import Kind
    from bsc_cli.model.node import Node

FINGERPRINT: Final = ("words", "sha256", "passages")
_START: Final = Position(1, 1)


class Outcome(NamedTuple):
    """How a damage was found: the gravest severity, or nothing, and the codes of the problems."""

    severity: str
    codes: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """The outcome as one character: e for an error, w for a warning, a dot for nothing."""
        return self.severity[:1] or "."


class Audited(NamedTuple):
    """What identifies a problem, wherever its record stands in the store."""

    severity: str
    code: str
    subject: str
    message: str


class Attack:
    """A store and its article, prepared so that damage is audited quickly.

    The nodes of undamaged records are made once, because to parse a store takes as long as to
    audit it.
    """

    def __init__(self, content: bytes, article: str, *, reviewed: bool = False) -> None:
        self.case = Case(content, article)
        if reviewed:
            self.case.lists["reviewed"] = [_reviews(content, article)]
        self.rows = {key: [*map(_node, rows)] for key, rows in self.case.lists.items()}
        [source] = self.case.lists["source"]
        kept = {key: value for key, value in source.items() if key not in FINGERPRINT}
        self.plain = {**self.rows, "source": [_node(kept)]}
        self.known: dict[bool, Counter[Audited]] = {}
        for is_plain in (False, True):
            undamaged = Damage("", is_plain=is_plain)
            loaded = _load(self._damaged(undamaged))
            self.known[is_plain] = _checked(loaded) + self._audited(loaded, undamaged)

    def outcome(self, damage: Damage) -> Outcome:
        """Check and audit a damaged store, and return how the damage was found.

        A store in which the check finds an error is not audited.
        """
        known = self.known[damage.is_plain]
        try:
            loaded = _load(self._damaged(damage))
        except InvalidStore as error:
            return Outcome("error", tuple(sorted({problem.code for problem in error.problems})))
        new = _checked(loaded) - known
        if _gravest(new) != "error":
            new += self._audited(loaded, damage) - known
        return Outcome(_gravest(new), tuple(sorted({problem.code for problem in new})))

    def _audited(self, loaded: store.Store, damage: Damage) -> Counter[Audited]:
        """Return the problems of the audit of a store and the article, which may be damaged."""
        text = self.case.folded if damage.article is None else FoldedText(damage.article)
        try:
            return _identified(Report(loaded, text, "article").problems, loaded)
        except Unreadable as error:
            return Counter([Audited("error", "unreadable", "", str(error))])

    def _damaged(self, damage: Damage) -> dict[str, list[Node]]:
        rows = dict(self.plain if damage.is_plain else self.rows)
        rows |= {kind: [*rows.get(kind, ())] for kind, _, _ in damage.edits}
        for kind, number, record in damage.edits:
            if number is None:
                rows[kind].append(_node(record))
            elif record is not None:
                rows[kind][number] = _node(record)
        for kind, number, record in damage.edits:
            if number is not None and record is None:
                del rows[kind][number]
        return rows


def _checked(loaded: store.Store) -> Counter[Audited]:
    """Return the problems of the check of a store."""
    return _identified(rules.problems(loaded), loaded)


def _identified(problems: Iterable[Problem], loaded: store.Store) -> Counter[Audited]:
    ids = {path: id for id, path in loaded.places.paths.items()}
    return Counter(
        Audited(
            problem.severity,
            problem.code,
            _PATH.sub(lambda path: ids.get(path[0], path[0]), problem.subject),
            problem.message,
        )
        for problem in problems
    )


_PATH: Final = re.compile(r"^\w+\[\d+\]")


def _gravest(problems: Iterable[Audited]) -> str:
    """Return the gravest severity of some problems; empty without problems."""
    severities = {problem.severity for problem in problems}
    return next((one for one in ("error", "warning") if one in severities), "")


def _load(rows: dict[str, list[Node]]) -> store.Store:
    """Read a store from nodes. Raises InvalidStore."""
    values: dict[str, Node] = {
        key: row[0] if key in ("source", "reviewed") else nodes.Sequence(row, _START)
        for key, row in rows.items()
    }
    root = nodes.Mapping({key: (_START, node) for key, node in values.items()}, _START)
    problems: list[Problem] = []
    loaded = store._Reader(problems).store("store", root)  # noqa: SLF001 - `parse` without parsing
    if problems or not loaded:
        raise InvalidStore("store", problems)
    return loaded


def _node(value: Any) -> Node:
    """Convert one of Python's own types to a node."""
    match value:
        case dict():
            entries = {key: (_START, _node(item)) for key, item in value.items()}
            return nodes.Mapping(entries, _START)
        case list():
            return nodes.Sequence([*map(_node, value)], _START)
        case str():
            return nodes.Scalar(value, value, _START)
        case _:
            return nodes.Scalar(value, json.dumps(value), _START)


def _reviews(content: bytes, article: str) -> dict[str, str]:
    """Return a review of each record of a store, by the record's id."""
    reviews = importlib.import_module("bsc_cli.checks.reviews")
    evidence = Evidence(store.parse(content, "store"), FoldedText(article), "article")
    return {id: reviews.written(evidence, record) for id, record in evidence.store.records.items()}


class Row(NamedTuple):
    """The damages of one kind, and their outcomes."""

    name: str
    damages: Sequence[Damage]
    outcomes: Sequence[Outcome]

    @property
    def letters(self) -> str:
        """The outcomes, with a character for each damage."""
        return "".join(outcome.letter for outcome in self.outcomes)


_attack: Attack | None = None


def _start(content: bytes, article: str, reviewed: bool) -> None:
    """Prepare a process for audits."""
    global _attack  # noqa: PLW0603 - the only way to prepare a process of a pool
    _attack = Attack(content, article, reviewed=reviewed)
    gc.freeze()
    gc.set_threshold(100_000)


def _outcome(damage: Damage) -> Outcome:
    assert _attack is not None
    return _attack.outcome(damage)


def measure(
    content: bytes,
    article: str,
    kinds: Sequence[Kind],
    samples: int,
    seed: int,
    *,
    reviewed: bool = False,
) -> list[Row]:
    """Draw damage of each kind, and audit each damaged store, on all cores.

    If `reviewed`, every record has been reviewed before it is damaged. Raises InvalidStore if the undamaged store is not valid.
    """
    case = Case(content, article, seed)
    drawn = [kind.sample(case, samples) for kind in kinds]
    damages = [damage for sample in drawn for damage in sample]
    with multiprocessing.Pool(None, _start, (content, article, reviewed)) as pool:
        outcomes = pool.imap(_outcome, damages, chunksize=4)
        return [
            Row(kind.name, sample, [next(outcomes) for _ in sample])
            for kind, sample in zip(kinds, drawn, strict=True)
        ]
