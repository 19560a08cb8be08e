"""Rules for tense: what a statement says has happened has happened according to its sentences.

The rules skip a record if none of its anchors selects a passage; the rule `orphan` reports those
anchors.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.checks.wording import Word, content, statements, wording
from bsc_cli.text.intervals import Intervals
from bsc_cli.text.names import FUNCTION_WORDS
from bsc_cli.text.tense import FUTURE, ONGOING, PAST, is_intention, participles, tenses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.checks.wording import Statement
    from bsc_cli.text.folding import Span

RULES: Final = Rules[Evidence]("bsc audit")

_SAIL: Final = "# article: The ferry will sail to Lyme.\n"
_TIMES: Final = {PAST: "the past", ONGOING: "the present", FUTURE: "the future"}


@RULES.rule(
    "tense",
    "A statement does not say that something has happened if its sentences say that it is going on"
    " or is to come, nor that it is to come if it has happened.",
    fix="Correct the tense.",
    fails=f"{_SAIL}statement: The ferry has sailed to Lyme.",
    passes=f"{_SAIL}statement: The ferry is to sail to Lyme.",
    severity="warning",
    waived=True,
)
def tense(evidence: Evidence) -> Iterator[Finding]:
    for statement, own, held in _tensed(evidence):
        said = own.only()
        given = _contradicting(own, said, held) if said and not _reports(statement) else None
        if said and given:
            message = (
                f"the statement is about {_TIMES[said]}, but its sentence about {_TIMES[given]}"
            )
            yield Finding(message, statement.record, statement.path)


@RULES.rule(
    "status",
    "The status of a measure or an event agrees with the tense of its statement and of its"
    " passages: what will happen is not completed, and what has happened is not planned.",
    fix="Correct the status.",
    fails=f"{_SAIL}events: [{{statement: The ferry is to sail., status: completed}}]",
    passes=f"{_SAIL}events: [{{statement: The ferry is to sail., status: planned}}]",
    severity="warning",
    waived=True,
)
def status(evidence: Evidence) -> Iterator[Finding]:
    for statement, own, held in _tensed(evidence, with_status=True):
        stage = statement.record.values["status"]
        said, given = own.only(), held.only()
        source, shown = "the statement", None if _reports(statement) else said
        if not shown and (given != PAST or held.shows("surely_past")):
            source, shown = "the passage in the evidence", given
        if shown and shown not in _TENSES[stage]:
            message = f"the status is '{stage}', but {source} is about {_TIMES[shown]}"
            yield Finding(message, statement.record, ".status")


_TENSES: Final = {"planned": {FUTURE}, "under_way": {ONGOING, PAST}, "completed": {PAST}}
"""The tenses in which English speaks of a measure or an event of each status."""
_REPORTING: Final = frozenset({"said", "told", "added", "stated", "stressed", "warned", "spoke"})
"""The verbs after which English puts what is said one step into the past."""


def _reports(statement: Statement) -> bool:
    return any(word.lower in _REPORTING for word in statement.words)


class _Tensed(NamedTuple):
    """Words, and the ranges of their indices that show each tense.

    `past` includes the words in `-ed`, some of which are no past forms; `surely_past` does not.
    """

    words: Sequence[Word]
    past: list[Span]
    surely_past: list[Span]
    ongoing: list[Span]
    future: list[Span]

    @classmethod
    def of(cls, words: Sequence[Word]) -> _Tensed:
        """Find the tenses of some words."""
        lower = [word.lower for word in words]
        found = tenses(lower)
        past = [*found[PAST], *participles(lower)]
        return cls(words, past, found[PAST], found[ONGOING], found[FUTURE])

    @property
    def ranges(self) -> tuple[tuple[str, list[Span]], ...]:
        """Each tense with its ranges."""
        return (PAST, self.past), (ONGOING, self.ongoing), (FUTURE, self.future)

    def only(self) -> str | None:
        """Return the only tense that the words show, or `None`."""
        shown = [tense for tense, ranges in self.ranges if ranges]
        return shown[0] if len(shown) == 1 else None

    def within(self, passages: Intervals) -> _Tensed:
        """Return the words that lie in passages of the article, and the tenses that begin there."""
        is_inside = [word.span in passages for word in self.words]
        ranges = ([one for one in some if is_inside[one.start]] for some in self[1:])
        return _Tensed([*compress(self.words, is_inside)], *ranges)

    def expects(self) -> bool:
        """Whether the words say that something will happen, not only that it is wanted."""
        lower = [word.lower for word in self.words]
        return any(not is_intention(lower[start:end]) for start, end in self.future)

    def at(self, index: int) -> str | None:
        """Return the tense that governs the word at an index, or `None`."""
        governing = [
            (start, tense)
            for tense, ranges in self.ranges
            for start, end in ranges
            if start <= index < end + _REACH[tense]
        ]
        return max(governing, default=(0, None))[1]


_REACH: Final = {PAST: 3, ONGOING: 3, FUTURE: 10}
"""The number of words after `will` or `aims to`, or after another verb, that it may govern."""


class _Held(NamedTuple):
    """The sentences that a statement is held against, and the parts of them in its passages."""

    sentences: list[_Tensed]
    inside: list[_Tensed]

    def shows(self, name: str) -> bool:
        """Whether the passages show a tense, which is given by the name of a field."""
        return any(getattr(one, name) for one in self.inside)

    def only(self) -> str | None:
        """Return the only tense that the passages show, or `None`."""
        shown = {tense for one in self.inside for tense, ranges in one.ranges if ranges}
        return shown.pop() if len(shown) == 1 else None


def _tensed(
    evidence: Evidence, *, with_status: bool = False
) -> Iterator[tuple[Statement, _Tensed, _Held]]:
    """Yield statements with their tenses and their sentences, and count all statements.

    Only statements of one tense are yielded or, if `with_status`, of records with a status.
    """
    known = wording(evidence)
    found: dict[int, _Tensed] = {}
    for statement in statements(evidence, ("statement",)):
        record, stems = statement.record, content(statement.words)
        sentences = known.under(record)
        if not sentences or (with_status and not record.values.get("status")):
            continue
        evidence.examined += 1
        own = _Tensed.of(statement.words)
        if not (with_status or own.only()):
            continue
        shared = {index: len(stems & known.stems[index]) for index in sentences}
        likest = [index for index in sentences if shared[index] >= 0.6 * max(shared.values())]
        for index in likest:
            if index not in found:
                found[index] = _Tensed.of(known.words(index))
        held = [found[index] for index in likest]
        passages = Intervals(evidence.spans[record.id])
        inside = [one.within(passages) for one in held]
        yield statement, own, _Held(held, inside)


def _contradicting(own: _Tensed, said: str, held: _Held) -> str | None:
    """Return the tense that sentences have where a statement has another one, or `None`."""
    if said == PAST:
        return _not_yet(own, held)
    return _no_more(own, held) if said == FUTURE and own.expects() else None


def _not_yet(own: _Tensed, held: _Held) -> str | None:
    """Return the tense of sentences if what a statement says has happened has not, or `None`."""
    if {*_aligned(own, PAST, held.sentences)} == {FUTURE}:
        return FUTURE
    shown = [tense for tense in (ONGOING, FUTURE) if held.shows(tense)]
    return shown[0] if len(shown) == 1 and not held.shows("surely_past") else None


def _no_more(own: _Tensed, held: _Held) -> str | None:
    """Return the tense of sentences if what a statement expects has begun already, or `None`."""
    if {*_aligned(own, FUTURE, held.sentences)} == {PAST}:
        return PAST
    if held.shows("surely_past"):
        return PAST if _is_past(held) else None
    return ONGOING if held.shows(ONGOING) and not held.shows(FUTURE) else None


def _is_past(held: _Held) -> bool:
    """Whether passages say what has happened, and their sentences nothing about what is to come."""
    is_open = held.shows("ongoing") or any(one.future for one in held.sentences)
    words = (word.lower for one in held.inside for word in one.words)
    return not is_open and not any(word in ("to", "until") for word in words)


def _aligned(own: _Tensed, said: str, held: Sequence[_Tensed]) -> Iterator[str | None]:
    """For each place in the sentences of a verb of the statement, yield the tense there."""
    for start, end in own.future if said == FUTURE else own.past:
        words = own.words[end if said == FUTURE else start : end + 4]
        verb = next((word.stem for word in words if word.lower not in _AUXILIARY), None)
        for one in held:
            yield from (one.at(at) for at, word in enumerate(one.words) if word.stem == verb)


_AUXILIARY: Final = FUNCTION_WORDS | {"being", "able", "due", "having"}
