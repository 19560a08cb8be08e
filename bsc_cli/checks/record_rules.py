"""Whether the store is faithful: rules that go through its records, one function each.

As in `audit`, a rule takes the evidence and yields problems. None of them speaks of a
record whose anchors are all orphans: that is said once, as an orphan.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from bsc_cli.model.kinds import AUTHOR, Claim, Figure, Quote
from bsc_cli.model.record import Record
from bsc_cli.text.folding import Span, fold
from bsc_cli.text.intervals import Intervals, any_within
from bsc_cli.text.names import begins_sentence, words_and_spans
from bsc_cli.text.numerals import numerals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.system.errors import Problem

K = TypeVar("K", bound=Record)

LONGEST_COPY = 8
"""How many consecutive words of the article a record may have in its own words."""

FACTS = ("statement", "role", "property")
"""The fields that say in the store's own words what the article says."""
OWN_WORDS = (*FACTS, "caveats")
"""All fields that are in the store's own words."""

_SPELT_OUT = 13
"""Smaller numbers, in words, count what a sentence names; they need not be the article's."""


def quotes(evidence: Evidence) -> Iterator[Problem]:
    """A quote stands in the article word for word, and its evidence names its speaker."""
    people = _People(evidence)
    for quote in _resting(evidence, Quote):
        said = evidence.where(quote.text)
        if not said:
            message = "the article does not have these words"
            hint = "copy them from the article, letter by letter"
            yield evidence.problem_in("quote-text", quote, ".text", message, hint)
        elif not any_within(_words_of(said, evidence), Intervals(evidence.spans[quote.id])):
            message = "the words do not lie under the quote's evidence"
            yield evidence.problem_in("quote-text", quote, ".evidence", message, "anchor the words")
        if quote.cue and not evidence.says(quote, quote.cue):
            message = f"the evidence does not have the cue '{quote.cue}'"
            yield evidence.problem_in("quote-cue", quote, ".cue", message, "add an anchor for it")
        if people.is_named(quote.speaker, quote):
            continue
        named = people.named(quote)
        if named or quote.support == "explicit":
            whom = " or ".join(sorted(named)) or "nobody"
            message = f"the evidence names {whom}, not {quote.speaker}"
            hint = "add an anchor that names the speaker, or 'support: inferred' and a caveat"
            yield evidence.problem_in("quote-speaker", quote, ".speaker", message, hint)


def _words_of(said: list[Span], evidence: Evidence) -> list[Span]:
    """Where a text is said, without the full stop at its end, which an anchor may leave out."""
    length = len(evidence.text(said[0]).rstrip(".,;:?!"))
    return [Span(start, start + length) for start, _ in said]


class _People:
    """The people of a store, and where the article names them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._found: dict[str, list[list[Span]]] = {}

    def is_named(self, id: str, record: Record) -> bool:
        """Whether the sentences that a record rests on name the one whose id this is."""
        sentences = self.evidence.sentences
        return any(any_within(spans, sentences(record)) for spans in self._spans(id))

    def named(self, record: Record) -> set[str]:
        """The ids of all whom the sentences that a record rests on name."""
        named = set()
        for start, end in self.evidence.sentences(record):
            first = bisect_left(self._all, (Span(start, 0), ""))
            for span, id in islice(self._all, first, None):
                if span.start >= end:
                    break
                if span.end <= end:
                    named.add(id)
        return named

    def _spans(self, id: str) -> list[list[Span]]:
        """Where each of somebody's names stands in the article."""
        if id not in self._found:
            values = self.evidence.store.records[id].values
            names = (values["name"], *values["aliases"])
            self._found[id] = [self.evidence.where(name) for name in names]
        return self._found[id]

    @cached_property
    def _all(self) -> list[tuple[Span, str]]:
        """Where anybody's names stand, in the article's order."""
        people = self.evidence.store.of_kind("people")
        return sorted((span, p.id) for p in people for spans in self._spans(p.id) for span in spans)


def voices(evidence: Evidence) -> Iterator[Problem]:
    """A claim is its voice's: quoted or reported from whom it says, or nobody's quotation."""
    said: dict[str, list[Span]] = {}
    for quote in _resting(evidence, Quote):
        said.setdefault(quote.speaker, []).extend(evidence.where(quote.text))
    quoted = Intervals(span for spans in said.values() for span in spans)
    by_speaker = {speaker: Intervals(spans) for speaker, spans in said.items()}
    people = _People(evidence)
    for claim in _resting(evidence, Claim):
        if claim.voice == AUTHOR:
            if all(span in quoted for span in evidence.spans[claim.id]):
                message = "the evidence is a quotation, so that the voice is its speaker's"
                yield evidence.problem_in("voice", claim, ".voice", message, "name the speaker")
            continue
        theirs = by_speaker.get(claim.voice, Intervals(()))
        is_theirs = any(span in theirs for span in evidence.shortest(claim))
        if not is_theirs and not people.is_named(claim.voice, claim):
            message = f"the evidence neither quotes nor names {claim.voice}"
            yield evidence.problem_in("voice", claim, ".voice", message, "correct the voice")


def figures(evidence: Evidence) -> Iterator[Problem]:
    """A figure's written form, unit and period stand in its evidence."""
    for figure in _resting(evidence, Figure):
        if figure.support == "implied":
            continue
        for name in ("as_written", "unit", "period"):
            text = figure.values[name]
            if text and not evidence.says(figure, text):
                message = f"the evidence does not say '{text}'"
                hint = "write it as the article does, or correct the anchors"
                yield evidence.problem_in("figure-text", figure, f".{name}", message, hint)


def aliases(evidence: Evidence) -> Iterator[Problem]:
    """Aliases and acronyms are the article's own words, and stand under the evidence."""
    for record in evidence.store.records.values():
        values = record.values
        if "aliases" not in values or not evidence.spans[record.id]:
            continue
        written = {f".aliases[{index}]": alias for index, alias in enumerate(values["aliases"])}
        if values.get("acronym"):
            written[".acronym"] = values["acronym"]
        for path, name in written.items():
            if not evidence.where(name):
                message = f"the article never writes '{name}'"
                yield evidence.problem_in("alias", record, path, message, "remove it")
        names = (values["name"], *written.values())
        if not any(evidence.says(record, name) for name in names):
            message = "the evidence has neither its name nor an alias"
            yield evidence.problem_in(
                "alias", record, ".name", message, "add how the article names it"
            )


def numbers(evidence: Evidence) -> Iterator[Problem]:
    """A number in our own words is one that the evidence gives, or its date or figure."""
    given = _Numbers(evidence)
    for record, path, text in _own_words(evidence, FACTS):
        if record.support == "implied":
            continue
        ids = (record.id, *record.values.get("figures", ()))
        folded = fold(text)
        for numeral in numerals(folded):
            said = folded[numeral.span.start : numeral.span.end]
            counts = said[-1:].isdigit() or numeral.value >= _SPELT_OUT
            if counts and not any(given.gives(id, numeral.value) for id in ids):
                message = f"the evidence does not give the number '{said}'"
                yield evidence.problem_in(
                    "number", record, path, message, "correct it, or the anchors"
                )


class _Numbers:
    """The numerals of the article, by which the evidence of a record gives a number."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._spans: list[Span] = []
        self._by_value: dict[float, list[Span]] = {}
        self._known: dict[tuple[str, float], bool] = {}
        for numeral in numerals(evidence.article.text):
            self._spans.append(numeral.span)
            self._by_value.setdefault(numeral.value, []).append(numeral.span)

    def gives(self, id: str, value: float) -> bool:
        """Whether a numeral with this value stands under the evidence of a record."""
        if (id, value) not in self._known:
            spans = self.evidence.spans[id]
            whole = any_within(self._by_value.get(value, ()), spans)
            self._known[id, value] = whole or any(value in self._cut(span) for span in spans)
        return self._known[id, value]

    def _cut(self, span: Span) -> Iterator[float]:
        """The values of what is left of a numeral that goes on over an end of a passage."""
        for offset in span:
            index = bisect_left(self._spans, Span(offset, 0)) - 1
            if index >= 0 and self._spans[index].end > offset:
                start, end = self._spans[index]
                piece = Span(max(start, span.start), min(end, span.end))
                for numeral in numerals(self.evidence.text(piece)):
                    yield numeral.value


def names(evidence: Evidence) -> Iterator[Problem]:
    """A name in our own words is one that the article has, or that the store gives."""
    article = {word for word, _ in words_and_spans(evidence.article.text)}
    given = {
        word
        for record in evidence.store.records.values()
        for name in (record.values.get("name"), *record.values.get("aliases", ()))
        if name
        for word, _ in words_and_spans(name)
    }
    for record, path, text in _own_words(evidence, FACTS):
        for word, span in words_and_spans(text):
            begins = begins_sentence(text, span)
            known = word in given or word in article or word.lower() in article
            if word != word.lower() and not begins and not known:
                message = f"'{word}' is no name that the article has"
                yield evidence.problem_in(
                    "foreign-name", record, path, message, "say what the text says"
                )


def independence(evidence: Evidence) -> Iterator[Problem]:
    """Our own words are our own."""
    limit = LONGEST_COPY + 1
    words = [word.lower() for word, _ in words_and_spans(evidence.article.text)]
    runs = {tuple(words[start : start + limit]) for start in range(len(words) - limit + 1)}
    for record, path, text in _own_words(evidence, OWN_WORDS):
        mine = [word.lower() for word, _ in words_and_spans(fold(text))]
        for start in range(len(mine) - limit + 1):
            if tuple(mine[start : start + limit]) in runs:
                said = " ".join(mine[start : start + limit])
                message = f"more than {LONGEST_COPY} words in a row are the article's: '{said}'"
                yield evidence.problem_in("copied", record, path, message, "put it in other words")
                break


def _own_words(evidence: Evidence, fields: tuple[str, ...]) -> Iterator[tuple[Record, str, str]]:
    """Every text of these fields, with its record and path, of records that have evidence."""
    for record in evidence.store.records.values():
        for name in fields if evidence.spans[record.id] else ():
            value = record.values.get(name) or ()
            if isinstance(value, str):
                yield record, f".{name}", value
            else:
                for index, text in enumerate(value):
                    yield record, f".{name}[{index}]", text


def _resting(evidence: Evidence, kind: type[K]) -> Iterator[K]:
    """The records of a kind that have evidence in the article."""
    for record in evidence.store.of_kind(kind.kind):
        if isinstance(record, kind) and evidence.spans[record.id]:
            yield record


RULES: tuple[Callable[[Evidence], Iterator[Problem]], ...] = (
    quotes,
    voices,
    figures,
    aliases,
    numbers,
    names,
    independence,
)
