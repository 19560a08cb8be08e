"""Rules for what records state in their own words: the sentences that they rest on say it.

The rules skip a record if none of its anchors selects a passage; the rule `orphan` reports those
anchors.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks import records
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.mentions import NOWHERE, mentions
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.checks.wording import Fit, Outcome, content, statements, wording
from bsc_cli.text.anaphora import refers_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.model.record import Record

RULES: Final = Rules[Evidence]("bsc audit")

_SUNK: Final = (
    "# article: The ferry has sunk. Rain falls. Gulls cry. Trains run to Poole.\n"
    "places: [{name: Poole, evidence: [Poole]}]\n"
)
_RAIN: Final = (
    "# article: The ferry is late. Tickets are cheap. Rain fell on the island all morning.\n"
    "statement: The island had a rainy morning.\n"
)
_MORNING: Final = _RAIN.replace("is late.", "is late this morning.")


class _Named(NamedTuple):
    """A name in a record's own words that its sentences lack.

    `distance` is the number of sentences before them in which the article last has the name.
    `rival` is a name of the same kind that the sentences have, and the record's own words lack.
    """

    record: Record
    path: str
    name: str
    distance: int
    rival: str | None
    is_main: bool
    refers_back: bool

    def finding(self) -> Finding:
        """Return the finding that reports the name."""
        message = f"the sentence in the evidence does not name '{self.name}'"
        if self.rival:
            message += f", but '{self.rival}'"
        elif self.distance == NOWHERE:
            message += ", nor does the text before it"
        else:
            message += f"; the article names it {self.distance} sentences before"
        return Finding(message, self.record, self.path)


@RULES.rule(
    "statement-name",
    "A person, body or place that a record's own words name is also named in the sentences that the"
    " record rests on, or shortly before them.",
    fix="Correct the name, or add an anchor that selects it.",
    fails=f"{_SUNK}claims: [{{statement: The ferry to Poole sank., evidence: [has sunk]}}]",
    passes=f"{_SUNK}claims: [{{statement: The ferry sank., evidence: [has sunk]}}]",
    waived=True,
)
def statement_name(evidence: Evidence) -> Iterator[Finding]:
    for named in _unnamed(evidence).of(evidence):
        if named.distance > _FARTHEST and not named.is_main:
            yield named.finding()


@RULES.rule(
    "distant-name",
    "A name in a record's own words that the article gives some sentences before the evidence is"
    " referred back to there by a pronoun or the like. If the evidence has another name of the same"
    " kind, the record's own words have it, too.",
    fix="Correct the name, or add an anchor that selects it.",
    fails=(
        "# article: The ferry to Poole is new. Tickets are cheap. The lifeboat to Lyme has sunk.\n"
        "places: [{name: Poole, evidence: [Poole]}]\n"
        "claims: [{statement: The boat to Poole sank., evidence: [has sunk]}]"
    ),
    passes=(
        "# article: The ferry to Poole is new. Tickets are cheap. It has sunk.\n"
        "places: [{name: Poole, evidence: [Poole]}]\n"
        "claims: [{statement: The boat to Poole sank., evidence: [has sunk]}]"
    ),
    severity="warning",
    waived=True,
)
def distant_name(evidence: Evidence) -> Iterator[Finding]:
    for named in _unnamed(evidence).of(evidence):
        is_error = named.distance > _FARTHEST and not named.is_main
        if not is_error and (named.rival or not named.refers_back):
            yield named.finding()


_FARTHEST: Final = 5
"""The maximum number of sentences between a name and the sentence that refers back to it. On nine
articles with right stores, 1 name in 200 was farther away."""


@lru_cache(maxsize=1)  # two rules use the result
def _unnamed(evidence: Evidence) -> Outcome[_Named]:
    """Return the names that neither the sentences of their record nor the one before have."""
    named, known, found = mentions(evidence), wording(evidence), Outcome[_Named]()
    for record, path, text, words in statements(evidence, ("name", *records.STATEMENTS)):
        own = known.under(record)
        found.examined += 1
        mentioned = [*named.within(text, words)] if own else []
        for mention in mentioned:
            if record.id in mention.ids or named.is_in(mention, own):
                continue
            distance, rival = named.distance(mention, own), named.rival(mention, own, mentioned)
            if distance > 1 or rival:
                back = any(refers_back(known.text(sentence)) for sentence in own)
                is_main = named.is_main(mention)
                found.append(_Named(record, path, mention.name, distance, rival, is_main, back))
    return found


class _Comparison(NamedTuple):
    """The words of a record compared with its sentences and with the one that fits best elsewhere.

    `own` is the number of words that occur in the sentences of the record. `shared` and `nearby`
    are their shares, by weight, there or, for `nearby`, in the sentences around as well.
    """

    record: Record
    path: str
    own: int
    shared: float
    nearby: float
    best: Fit
    is_measurable: bool
    elsewhere: str

    @property
    def is_foreign(self) -> bool:
        """Whether the record shares hardly any word with its sentences."""
        return self.is_measurable and self.nearby < _FEWEST

    @property
    def fits_better(self) -> bool:
        """Whether another sentence fits clearly better."""
        lead = 0.2 if self.path == ".role" else 0.1 if self.own > 1 else 0.05
        enough = 2 if self.nearby < _FEWEST else 3
        own = 0.75 * (self.shared + self.nearby)
        return self.best.shared >= enough and self.best.share > own + lead


_FEWEST: Final = 0.1
"""The share of a statement's words, by weight, that its sentences have at least. On nine articles
with right stores, 1 statement in 300 has a smaller share."""
_SURE: Final = 0.5
"""The share of words from which on another sentence is certainly the right one, if the record's own
has none of them."""


@RULES.rule(
    "shared-words",
    "A record's own words share some with the sentences that the record rests on, or with those"
    " beside them. Names, and words of no meaning of their own, do not count.",
    fix="Correct the statement or the anchors.",
    fails="# article: The ferry is late.\nstatement: Apples grew dear last winter.",
    passes="# article: The ferry is late.\nstatement: Ferries do not sail on time.",
    severity="warning",
    waived=True,
)
def shared_words(evidence: Evidence) -> Iterator[Finding]:
    for one in _compared(evidence).of(evidence):
        if one.is_foreign and not (one.fits_better and one.best.shared >= 3):
            message = "this text shares hardly any words with the evidence"
            yield Finding(message, one.record, one.path)


@RULES.rule(
    "wrong-passage",
    "The sentences that a record rests on share a word with it if another sentence of the article"
    " has most of its words.",
    fix="Correct the anchors or the statement.",
    fails=f"{_RAIN}evidence: [The ferry]",
    passes=f"{_RAIN}evidence: [Rain fell]",
    waived=True,
)
def wrong_passage(evidence: Evidence) -> Iterator[Finding]:
    for one in _compared(evidence).of(evidence):
        if one.nearby == 0 and one.best.shared >= 3 and one.best.share >= _SURE:
            message = f"this text shares no word with the evidence, but most with '{one.elsewhere}'"
            yield Finding(message, one.record, one.path)


@RULES.rule(
    "better-fit",
    "No other sentence of the article has clearly more of a record's words than the sentences that"
    " the record rests on.",
    fix="Correct the anchors or the statement.",
    fails=f"{_MORNING}evidence: [The ferry]",
    passes=f"{_MORNING}evidence: [Rain fell]",
    severity="warning",
    waived=True,
)
def better_fit(evidence: Evidence) -> Iterator[Finding]:
    for one in _compared(evidence).of(evidence):
        is_sure = one.nearby == 0 and one.best.share >= _SURE
        if one.fits_better and one.best.shared >= (2 if not one.is_foreign else 3) and not is_sure:
            message = f"this text shares more words with '{one.elsewhere}' than with the evidence"
            yield Finding(message, one.record, one.path)


@lru_cache(maxsize=1)  # three rules use the result
def _compared(evidence: Evidence) -> Outcome[_Comparison]:
    """Compare statements and roles, without the names in them, with the article.

    Return the comparisons that are to the disadvantage of a record's own sentences.
    """
    named, known, found = mentions(evidence), wording(evidence), Outcome[_Comparison]()
    for record, path, text, words in statements(evidence, ("statement", "role")):
        own = known.under(record)
        stems, names = content(words), 0
        for mention in named.within(text, words):
            stems, names = stems - mention.stems, names + 1
        if not own or len(stems) < _FEWEST_WORDS:
            continue
        before, after = (2, 2) if path == ".role" else (1, 0)
        shared = known.share(stems, own)
        nearby = known.share(stems, known.under(record, before, after))
        best = known.best(stems, known.under(record, before, 1))
        is_measurable = len(stems) > _FEWEST_WORDS or not names
        elsewhere = evidence.excerpt(known.span(best.sentence))
        count = sum(known.has(stem, own) for stem in stems)
        one = _Comparison(record, path, count, shared, nearby, best, is_measurable, elsewhere)
        found.examined += 1
        if one.is_foreign or one.fits_better:
            found.append(one)
    return found


_FEWEST_WORDS: Final = 3
"""The minimum number of words, besides names, that a statement is judged by."""
