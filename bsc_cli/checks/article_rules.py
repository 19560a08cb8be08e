"""Whether the store is complete: rules that go through the article, one function each.

A rule takes the evidence and yields problems. To add one, write it and name it in
`RULES`, and say in `codes` what its code means. The rules that go through the store's
records are in `fidelity`.
"""

from __future__ import annotations

from calendar import day_name, month_name
from collections.abc import Callable, Iterator
from functools import lru_cache
from heapq import merge
from typing import TYPE_CHECKING, Literal, NamedTuple

from bsc_cli.checks.evidence import Evidence
from bsc_cli.model import edtf
from bsc_cli.model.kinds import Event, Figure
from bsc_cli.system.errors import Position, Problem, counted
from bsc_cli.text import anchors, fingerprint
from bsc_cli.text.folding import Span, fold
from bsc_cli.text.intervals import Intervals
from bsc_cli.text.names import FUNCTION_WORDS, begins_sentence, stems, words_and_spans
from bsc_cli.text.numerals import numerals
from bsc_cli.text.quotations import quotations

if TYPE_CHECKING:
    from bsc_cli.model.record import Record


class Element(NamedTuple):
    """A numeral, a quotation or a name of the article, and whether the store has it."""

    kind: Literal["numeral", "quotation", "name"]
    span: Span
    accounted: bool


def orphans(evidence: Evidence) -> Iterator[Problem]:
    """Every anchor selects a passage."""
    places = evidence.store.places
    looked_for = _LOOKED_THROUGH // (len(evidence.article.text) + 1)
    for number, (anchor, path, record) in enumerate(evidence.orphans):
        near = anchors.nearest(anchor, evidence.article) if number <= looked_for else None
        hint = f"did you mean '{evidence.excerpt(near)}'?" if near else "nothing is like it"
        hint = hint if number <= looked_for else "mend those before it first"
        position = evidence.article.position(near.start) if near else Position(1, 1)
        at = places.cite(places.paths[record.id] + path if record else path)
        subject = record.id + path if record else path
        message = f"the article has no passage '{anchor}'"
        yield Problem("orphan", message, position, subject, hint, evidence.file, at)


_LOOKED_THROUGH = 20_000_000
"""Characters of articles in which passages like orphans are looked for: seconds' worth."""


def coverage(evidence: Evidence) -> Iterator[Problem]:
    """Every word lies under a claim's evidence, or in a passage that claims nothing."""
    for passage in uncovered(evidence, evidence.claimed):
        excerpt = evidence.excerpt(passage)
        if passage in evidence.covered:
            message = f"no claim rests on '{excerpt}', though other records do"
            yield evidence.problem_at("unclaimed", passage, message, "add the claims that it makes")
        else:
            message = f"no record rests on '{excerpt}'"
            hint = "add the claims that it makes, or name it in not_claims with a reason"
            yield evidence.problem_at("uncovered", passage, message, hint)


def uncovered(evidence: Evidence, covered: Intervals) -> Iterator[Span]:
    """Every run of words that are not covered, in the text's order."""
    gap: Span | None = None
    for word in evidence.article.words():
        if word not in covered:
            gap = Span(gap.start if gap else word.start, word.end)
        elif gap:
            yield gap
            gap = None
    if gap:
        yield gap


def changes(evidence: Evidence) -> Iterator[Problem]:
    """The article is the text that the store was made from, as far as the store says."""
    problem = None
    for problem in _changed_passages(evidence):
        yield problem
    if not problem:
        yield from _changed_somewhere(evidence)


def _changed_passages(evidence: Evidence) -> Iterator[Problem]:
    """Every passage is one of the text that the store was made from."""
    expected = evidence.store.source.passages
    for span, gone in fingerprint.differences(evidence.article, expected) if expected else ():
        if gone:
            what = "a passage is" if gone == 1 else f"{gone} passages are"
            message = f"{what} gone that stood here when the store was made"
            yield evidence.problem_at("removed", span, message, _CHANGED)
        else:
            message = f"not in the text that the store was made from: '{evidence.excerpt(span)}'"
            yield evidence.problem_at("changed", span, message, _CHANGED)


def _changed_somewhere(evidence: Evidence) -> Iterator[Problem]:
    """The text as a whole is the one, where no passage tells what is not."""
    source = evidence.store.source
    digest, words = fingerprint.sha256(evidence.article), len(evidence.article.word_bounds[0])
    if source.sha256 not in (None, digest):
        message = "not the text that the store was made from: it has another SHA-256"
        yield evidence.problem_of_article("changed", "source.sha256", message, _CHANGED)
    elif source.words not in (None, words):
        message = f"the article has {counted(words, 'word')}, not {source.words:.12g}"
        yield evidence.problem_of_article("changed", "source.words", message, _CHANGED)


_CHANGED = "mend the facts; 'bsc audit ARTICLE --fingerprint' then gives the new fingerprint"


def unaccounted(evidence: Evidence) -> Iterator[Problem]:
    """Every numeral, quotation and name is accounted for."""
    for kind, span, accounted in found_elements(evidence):
        if not accounted:
            wanted, hint = _WANTED[kind]
            message = f"no {wanted} accounts for '{evidence.excerpt(span)}'"
            yield evidence.problem_at(kind, span, message, hint)


_WANTED = {
    "numeral": ("figure or date", "add it, or correct the record that rests on this place"),
    "quotation": ("quote", "add it, correct it, or name it in not_claims with its marks"),
    "name": ("name or alias", "add the agency, person, group or place, or an alias of one"),
}


def found_elements(evidence: Evidence) -> Iterator[Element]:
    """The numerals, quotations and names of the article, in its order.

    They may be as many as its characters, so that they are found one by one.
    """
    found = (_numerals(evidence), _quotations(evidence), _names(evidence))
    return merge(*found, key=lambda element: element.span)


def _numerals(evidence: Evidence) -> Iterator[Element]:
    """Numerals are accounted for by a figure or a date that rests on their place."""
    places: dict[tuple[float, str | None, str | None], list[Span]] = {}
    for record in evidence.store.records.values():
        for number in _numbers_of(record):
            places.setdefault(number, []).extend(evidence.spans[record.id])
    accounted = {number: Intervals(spans) for number, spans in places.items()}
    nowhere = Intervals(())
    for span, value, unit, currency in numerals(evidence.article.text):
        known = span in accounted.get((value, unit, currency), nowhere)
        yield Element("numeral", span, known or span in evidence.claiming_nothing)


def _numbers_of(record: Record) -> list[tuple[float, str | None, str | None]]:
    """The numbers, with `%` or currency, that a record states."""
    if isinstance(record, Figure) and record.support != "implied":
        return [(record.value, "%" if record.unit == "%" else None, record.currency)]
    if isinstance(record, Event) and record.date:
        year, _, day = edtf.named(record.date)
        return [(abs(number), None, None) for number in (year, day) if number is not None]
    return []


def _quotations(evidence: Evidence) -> Iterator[Element]:
    """Quotations are accounted for by a quote of exactly their words."""
    texts = {fold(quote.title).strip() for quote in evidence.store.of_kind("quotes")}
    for marks, content in quotations(evidence.article.text):
        known = content is not None and evidence.text(content) in texts
        yield Element("quotation", marks, known or marks in evidence.claiming_nothing)


def _names(evidence: Evidence) -> Iterator[Element]:
    """Names are accounted for by names and aliases of the records.

    A capitalised word is no name where the article or the store has it in small letters
    too, as most words of a heading; nor where it begins, after a colon, an item of a list
    that goes on in small letters.
    """
    known = _known_names(evidence)
    common = _common_words(evidence)
    text = evidence.article.text
    run: list[tuple[Span, bool]] = []
    for word, span in words_and_spans(text):
        if word == word.lower():
            continue
        is_known = span in known or span in evidence.claiming_nothing
        is_item = begins_sentence(text, span, after=(":",))
        is_word = is_item or not common.isdisjoint(stems(word))
        if not is_known and is_word:
            continue
        if run and text[run[-1][0].end : span.start] not in _WITHIN_NAMES:
            yield _name(run)
            run = []
        run.append((span, is_known))
    if run:
        yield _name(run)


_WITHIN_NAMES = (" ", "-", "'")


def _name(run: list[tuple[Span, bool]]) -> Element:
    accounted = all(is_known for _, is_known in run)
    return Element("name", Span(run[0][0].start, run[-1][0].end), accounted)


@lru_cache(maxsize=1)  # the rule and the summary of an audit ask for the same
def _known_names(evidence: Evidence) -> Intervals:
    """Where names and aliases stand, and the months and weekdays of dated events."""
    names = {evidence.store.source.headline}
    for record in evidence.store.records.values():
        values = record.values
        names.update(values.get("aliases", ()))
        names.update(filter(None, (values.get("name"), values.get("acronym"))))
    spans = (span for name in names for span in evidence.where(name))
    return Intervals((*spans, *_named_days(evidence)))


def _named_days(evidence: Evidence) -> Iterator[Span]:
    """Where the evidence of an event names its month or a weekday."""
    passages: dict[str, list[Span]] = {}
    for event in evidence.store.of_kind("events"):
        assert isinstance(event, Event)
        month = edtf.named(event.date or "").month
        if month:
            passages.setdefault(month_name[month], []).extend(evidence.spans[event.id])
    dated = Intervals(span for spans in passages.values() for span in spans)
    where = {name: Intervals(spans) for name, spans in passages.items()}
    where |= dict.fromkeys(day_name, dated)
    for word, span in words_and_spans(evidence.article.text) if passages else ():
        if word in where and span in where[word]:
            yield span


@lru_cache(maxsize=1)  # as above
def _common_words(evidence: Evidence) -> frozenset[str]:
    """The words, without endings, that the article or the store writes in small letters."""
    texts = [evidence.article.text]
    for record in evidence.store.records.values():
        for name in ("statement", "role", "property", "caveats", "text"):
            value = record.values.get(name) or ()
            texts += [value] if isinstance(value, str) else value
    small = {word for text in texts for word, _ in words_and_spans(text) if word == word.lower()}
    return FUNCTION_WORDS.union(*(stems(word) for word in small))


Rule = Callable[[Evidence], Iterator[Problem]]

RULES: tuple[Rule, ...] = (orphans, coverage, changes, unaccounted)
