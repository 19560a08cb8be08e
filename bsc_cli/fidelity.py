"""Whether the store is faithful: rules that go through its records, one function each.

As in `audit`, a rule takes the evidence and yields problems. None of them speaks of a
record whose anchors are all orphans: that is said once, as an orphan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bsc_cli import anchors, elements
from bsc_cli.folding import Span, fold
from bsc_cli.intervals import Intervals
from bsc_cli.model import AUTHOR, Figure, Quote
from bsc_cli.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bsc_cli.errors import Problem
    from bsc_cli.evidence import Evidence

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
    for quote in _resting(evidence, Quote):
        said = anchors.occurrences(fold(quote.text).strip(), evidence.article.text)
        under = Intervals(evidence.spans[quote.id])
        if not said:
            message = "the article does not have these words"
            hint = "copy them from the article, letter by letter"
            yield evidence.of("quote-text", quote, ".text", message, hint)
        elif not any(_words_of(span, evidence) in under for span in said):
            message = "the words do not lie under the quote's evidence"
            yield evidence.of("quote-text", quote, ".evidence", message, "anchor the words")
        if quote.cue and not evidence.says(quote, quote.cue):
            message = f"the evidence does not have the cue '{quote.cue}'"
            yield evidence.of("quote-cue", quote, ".cue", message, "add an anchor for it")
        named = {p.id for p in evidence.store.of_kind("people") if _names(evidence, quote, p.id)}
        if quote.speaker not in named and (named or quote.support == "explicit"):
            whom = " or ".join(sorted(named)) or "nobody"
            message = f"the evidence names {whom}, not {quote.speaker}"
            hint = "add an anchor that names the speaker, or 'support: inferred' and a caveat"
            yield evidence.of("quote-speaker", quote, ".speaker", message, hint)


def _words_of(span: Span, evidence: Evidence) -> Span:
    """A span without the full stop or other sign at its end, which an anchor may leave out."""
    return Span(span.start, span.start + len(evidence.text(span).rstrip(".,;:?!")))


def voices(evidence: Evidence) -> Iterator[Problem]:
    """A claim is its voice's: quoted or reported from whom it says, or nobody's quotation."""
    said: dict[str, list[Span]] = {}
    for quote in _resting(evidence, Quote):
        spans = anchors.occurrences(fold(quote.text).strip(), evidence.article.text)
        said.setdefault(quote.speaker, []).extend(spans)
    quoted = Intervals(span for spans in said.values() for span in spans)
    by_speaker = {speaker: Intervals(spans) for speaker, spans in said.items()}
    for claim in evidence.store.of_kind("claims"):
        spans = evidence.spans[claim.id]
        voice = claim.values["voice"]
        if spans and voice == AUTHOR and all(span in quoted for span in spans):
            message = "the evidence is a quotation, so that the voice is its speaker's"
            yield evidence.of("voice", claim, ".voice", message, "name the speaker")
        if spans and voice != AUTHOR:
            theirs = by_speaker.get(voice, Intervals(()))
            if not any(span in theirs for span in spans) and not _names(evidence, claim, voice):
                message = f"the evidence neither quotes nor names {voice}"
                yield evidence.of("voice", claim, ".voice", message, "correct the voice")


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
                yield evidence.of("figure-text", figure, f".{name}", message, hint)


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
            if not anchors.occurrences(fold(name).strip(), evidence.article.text):
                message = f"the article never writes '{name}'"
                yield evidence.of("alias", record, path, message, "remove it")
        names = (values["name"], *written.values())
        if not any(evidence.says(record, name) for name in names):
            message = "the evidence has neither its name nor an alias"
            yield evidence.of("alias", record, ".name", message, "add how the article names it")


def numbers(evidence: Evidence) -> Iterator[Problem]:
    """A number in our own words is one that the evidence gives, or its date or figure."""
    for record, path, text in _own_words(evidence, FACTS):
        if record.support == "implied":
            continue
        known = {numeral.value for numeral in _numerals_under(evidence, record)}
        for numeral in elements.numerals(fold(text)):
            said = fold(text)[numeral.span.start : numeral.span.end]
            if numeral.value not in known and (said[-1:].isdigit() or numeral.value >= _SPELT_OUT):
                message = f"the evidence does not give the number '{said}'"
                yield evidence.of("number", record, path, message, "correct it, or the anchors")


def _numerals_under(evidence: Evidence, record: Record) -> Iterator[elements.Numeral]:
    """The numerals under a record's evidence, and under that of the figures it refers to."""
    ids = (record.id, *record.values.get("figures", ()))
    for id in ids:
        for span in evidence.widest(id):
            yield from elements.numerals(evidence.text(span))


def names(evidence: Evidence) -> Iterator[Problem]:
    """A name in our own words is one that the article has, or that the store gives."""
    article = {word for word, _ in elements.words(evidence.article.text)}
    given = {
        word
        for record in evidence.store.records.values()
        for name in (record.values.get("name"), *record.values.get("aliases", ()))
        if name
        for word, _ in elements.words(name)
    }
    for record, path, text in _own_words(evidence, FACTS):
        for word, span in elements.words(text):
            begins = elements.begins(text, span)
            known = word in given or word in article or word.lower() in article
            if word != word.lower() and not begins and not known:
                message = f"'{word}' is no name that the article has"
                yield evidence.of("foreign-name", record, path, message, "say what the text says")


def independence(evidence: Evidence) -> Iterator[Problem]:
    """Our own words are our own."""
    limit = LONGEST_COPY + 1
    words = [word.lower() for word, _ in elements.words(evidence.article.text)]
    runs = {tuple(words[start : start + limit]) for start in range(len(words) - limit + 1)}
    for record, path, text in _own_words(evidence, OWN_WORDS):
        mine = [word.lower() for word, _ in elements.words(fold(text))]
        for start in range(len(mine) - limit + 1):
            if tuple(mine[start : start + limit]) in runs:
                said = " ".join(mine[start : start + limit])
                message = f"more than {LONGEST_COPY} words in a row are the article's: '{said}'"
                yield evidence.of("copied", record, path, message, "put it in other words")
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


def _names(evidence: Evidence, record: Record, id: str) -> bool:
    """Whether the sentences that a record rests on name the one whose id this is."""
    other = evidence.store.records[id].values
    said = " ".join(evidence.sentences(span) for span in evidence.widest(record.id))
    return any(anchors.occurrences(fold(name), said) for name in (other["name"], *other["aliases"]))


RULES: tuple[Callable[[Evidence], Iterator[Problem]], ...] = (
    quotes,
    voices,
    figures,
    aliases,
    numbers,
    names,
    independence,
)
