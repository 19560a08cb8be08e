"""Find an article's numerals, quotations and names; tell whether the store accounts for each.

The functions are generators, because a large article can contain millions of these elements.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from bsc_cli.checks import records
from bsc_cli.model import edtf, iso, types
from bsc_cli.model.kinds import Person, Quote
from bsc_cli.model.types import Currency, Date
from bsc_cli.text import capitals, doubtful, numerals, quotations
from bsc_cli.text.folding import Span, fold
from bsc_cli.text.intervals import Intervals
from bsc_cli.text.names import FUNCTION_WORDS, stems, words_and_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.model.record import Record
    from bsc_cli.text.numerals import Numeral


Number: TypeAlias = "tuple[float, str | None, str | None]"
"""The value of a number, its unit (`%` or `None`), and its currency if any."""


class Element(NamedTuple):
    """A numeral, quotation or name in the article, and whether the store accounts for it."""

    span: Span
    accounted: bool


def numeral_elements(evidence: Evidence) -> Iterator[Element]:
    """Yield the article's numerals.

    A numeral is accounted for if it lies in the evidence of a record that states the same number,
    in a name, in a passage that `not_claims` lists, or in the evidence of a record in which a
    number is still to be filled in. A number that need not say how much or how many counts only if
    it is accounted for.
    """
    text, stated = evidence.article.text, _Stated(evidence)
    found = numerals.numerals(text, loose=True)
    for numeral, is_certain in doubtful.certain(text, found):
        is_accounted = stated.contains(numeral)
        if is_certain or (is_accounted and not numeral.loose):
            yield Element(numeral.span, is_accounted)


class _Stated:
    """The numbers that the records of a store state, each with the passages that they rest on."""

    def __init__(self, evidence: Evidence) -> None:
        places: dict[Number, list[Span]] = {}
        for record in evidence.store.records.values():
            for number in numbers_of(record):
                places.setdefault(number, []).extend(evidence.spans[record.id])
        self._places = {number: Intervals(spans) for number, spans in places.items()}
        self._elsewhere = (
            evidence.claiming_nothing,
            _names_with_numbers(evidence),
            _open(evidence),
        )

    def contains(self, numeral: Numeral) -> bool:
        """Whether a numeral of the article is accounted for, or each of its parts is."""
        span = numeral.span
        if any(span in spans for spans in self._elsewhere):
            return True
        for value, unit, currency in numeral.readings():
            spans = self._places.get((abs(value), unit, currency))
            if spans and span in spans:
                return True
        return bool(numeral.parts) and all(map(self.contains, numeral.parts))


def _open(evidence: Evidence) -> Intervals:
    """Return the passages of the records of which a number or a date is still to be filled in."""
    store, spans = evidence.store, evidence.spans
    found = (one for one in store.records.values() if records.is_open(store, one, *_OF_NUMBERS))
    return Intervals(span for record in found for span in spans[record.id])


_OF_NUMBERS: Final = ("value", "to", "unit", "currency", "date", "period")


def _names_with_numbers(evidence: Evidence) -> Intervals:
    """Return the spans in the article of the names, with capitals, that contain numbers."""
    names = {evidence.store.source.headline}
    for record in evidence.store.records.values():
        names.update(name for _, name in records.values(record, records.NAMES))
    spans = (
        span
        for name in names
        if name != name.lower() and next(numerals.numerals(name), None)
        for span in evidence.where(name)
    )
    return Intervals(spans)


def numbers_of(record: Record) -> Iterator[Number]:
    """Yield the value without its sign, the unit and the currency of each number of a record.

    The unit is `%` or `None`. A date states the years and the days of the month of its start and of
    its end, and a period its numbers. A computed figure does not state its value.
    """
    if record.support != "computed":
        unit = "%" if numerals.is_percent(record.values.get("unit")) else None
        currency = next((code for _, code in records.values_of_type(record, Currency)), None)
        for _, value in records.values_of_type(record, types.Number):
            yield abs(value), unit, currency
    for _, date in records.values_of_type(record, Date):
        for end in date.split("/"):
            year, _, day = edtf.named(end)
            for number in (year, day):
                if number is not None:
                    yield abs(number), None, None
    for _, words in records.values(record, ("period", "unit")):
        for numeral in numerals.numerals(fold(words)):
            yield from numeral.readings()


def quotation_elements(evidence: Evidence) -> Iterator[Element]:
    """Yield the article's quotations.

    A quotation is accounted for if its sentences are those of quotes, if it is or lies in the name
    of a record, or if `not_claims` lists the passage. One or two words in single quotation marks
    count only if they are accounted for.
    """
    texts = {_bare(quote.text) for quote in evidence.store.of_kind(Quote)}
    known = _known_names(evidence)
    for marks, content in quotations.quotations(evidence.article):
        is_accounted = marks in evidence.claiming_nothing or marks in known
        if content and not is_accounted:
            is_accounted = content in known or _is_quoted(evidence, content, texts)
        is_single = evidence.article.text[marks.start] == "'"
        if is_accounted or not (content and is_single and _is_short(evidence.text(content))):
            yield Element(marks, is_accounted)


def _bare(text: str) -> str:
    """Return a folded text without the punctuation at its end that depends on the sentence."""
    return fold(text).strip().rstrip(" .,;:")


def _is_short(content: str) -> bool:
    return content.count(" ") < 2


def _is_quoted(evidence: Evidence, content: Span, texts: set[str]) -> bool:
    """Whether a quotation consists of the texts of one or more quotes."""
    if _bare(evidence.text(content)) in texts:
        return True
    sentences = evidence.all_sentences
    bounds = [sentences.spans[index].start for index in sentences.indices(content)]
    bounds = [content.start, *(bound for bound in bounds if content.start < bound), content.end]
    start = 0
    for end in range(1, len(bounds)):
        if _bare(evidence.text(Span(bounds[start], bounds[end]))) in texts:
            start = end
        elif end - start >= _MOST_SENTENCES:
            return False
    return start == len(bounds) - 1


_MOST_SENTENCES = 20
"""The maximum number of sentences of a quotation for which one quote is sought."""


def name_elements(evidence: Evidence) -> Iterator[Element]:
    """Yield the article's names, which are runs of capitalised words.

    A name is accounted for if each of its words lies in the name of a record or in a passage that
    `not_claims` lists, or if it is a person's surname. A word that begins a sentence or stands in a
    heading is a name only if it is one elsewhere. A word that also occurs
    in lower case, in the article or the store, is a name only if it has neither an article nor a
    title or another name beside it.
    """
    known, parts = _known_names(evidence), _parts_of_names(evidence)
    elsewhere, common = _certain_names(evidence), _common_words(evidence)
    for run in runs(evidence):
        names = [one for one in run if one.kind in ("name", "perhaps")]
        unknown = [
            one for one in names if not (one.span in known or one.span in evidence.claiming_nothing)
        ]
        if unknown == names and " ".join(one.word for one in names) in parts:
            unknown = []
        alone = unknown == names == run and not run[0].after_article
        missing = [
            one for one in unknown if one.word in elsewhere or (alone and one.kind == "name")
        ]
        if missing or (names and not unknown):
            shown = [one for one in unknown if one in missing or common.isdisjoint(stems(one.word))]
            first, *_, last = (shown if missing else names) * 2
            yield Element(Span(first.span.start, last.span.end), not missing)


@lru_cache(maxsize=1)  # the rule `name` and the summary of an audit both use the result
def runs(evidence: Evidence) -> Sequence[Sequence[capitals.Capital]]:
    """Return the runs of capitalised words in the article."""
    return [*capitals.runs(evidence.article, evidence.all_sentences)]


@lru_cache(maxsize=1)  # the rule `name` and the summary of an audit both use the result
def _known_names(evidence: Evidence) -> Intervals:
    """Return the spans in the article of the headline and of the names of records."""
    names = {evidence.store.source.headline}
    for record in evidence.store.records.values():
        names.update(name for _, name in records.values(record, records.NAMES))
    return Intervals(span for name in names for span in evidence.where(name))


@lru_cache(maxsize=1)  # the rule `name` and the summary of an audit both use the result
def _common_words(evidence: Evidence) -> frozenset[str]:
    """Return the stems of all lower-case words in the article and the store."""
    texts = [evidence.article.text]
    for record in evidence.store.records.values():
        texts += (text for _, text in records.values(record, (*records.OWN_WORDS, "text")))
    small = {word for text in texts for word, _ in words_and_spans(text) if word == word.lower()}
    return FUNCTION_WORDS.union(*(stems(word) for word in small))


@lru_cache(maxsize=1)  # the rule `name` and the summary of an audit both use the result
def _certain_names(evidence: Evidence) -> frozenset[str]:
    """Return the words of the article that are a name in the middle of some sentence.

    Words that also occur in lower case are omitted; the names of countries are certain anywhere.
    """
    common = _common_words(evidence)
    words = {one.word for run in runs(evidence) for one in run if one.kind == "name"}
    return iso.country_names().union(word for word in words if common.isdisjoint(stems(word)))


@lru_cache(maxsize=1)  # the rule `name` and the summary of an audit both use the result
def _parts_of_names(evidence: Evidence) -> frozenset[str]:
    """Return the names of records without titles and the like, and the surnames of people."""
    parts: set[str] = set()
    for record in evidence.store.records.values():
        for _, name in records.values(record, records.NAMES):
            words = [word for word, _ in words_and_spans(name)][:_MOST_WORDS]
            untitled = [word for word in words if not capitals.is_title(word)]
            starts = range(len(untitled)) if isinstance(record, Person) else range(1)
            parts.update(" ".join(untitled[start:]) for start in starts)
    return frozenset(parts)


_MOST_WORDS = 20
"""The maximum number of words of a name that are looked at for a surname."""
