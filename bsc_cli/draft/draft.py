"""Draft a store from an article, or the records that a store of it lacks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.checks.evidence import Evidence
from bsc_cli.draft import anchored, claims, events, figures, names, not_claims, quotes, written
from bsc_cli.draft.anchored import Anchors
from bsc_cli.draft.drafted import TODO, Drafted, Ids
from bsc_cli.model.kinds import KINDS
from bsc_cli.store import store as stores
from bsc_cli.text.fingerprint import fingerprint
from bsc_cli.text.folding import FoldedText, Span
from bsc_cli.text.intervals import Intervals
from bsc_cli.text.names import FUNCTION_WORDS, words_and_spans
from bsc_cli.text.sentences import Sentences, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Details(NamedTuple):
    """The details of an article that the command line gives, named as in `source`."""

    headline: str | None = None
    author: str | None = None
    publisher: str | None = None
    date_published: str | None = None
    url: str | None = None


class Draft(NamedTuple):
    """A drafted store: its text, and the number of records of each kind."""

    text: str
    counts: Counter[str]


def draft(
    article: FoldedText,
    details: Details,
    path: str,
    name: str,
    progress: Callable[[int, int], None],
) -> Draft:
    """Draft a store; `path` is that of the article, relative to the store, and `name` its name."""
    sentences = Sentences(article)
    parts, anchors = paragraphs(article, sentences), Anchors(article, sentences)
    source = _source(article, details, path, parts)
    set_aside = _set_aside(anchors, article, not_claims.found(article.text, parts, sentences))
    progress(1, _STEPS)
    head = f"{_introduction(name)}source:\n{source}{fingerprint(article).as_yaml()}"
    lines = (written.not_claim(anchor, reason) for anchor, reason in set_aside.items())
    end = f"\nnot_claims:\n{written.joined(lines)}" if set_aside else ""
    evidence = Evidence(stores.parse(f"{head}{end}".encode(), name), article, name)
    progress(2, _STEPS)
    records = drafted(evidence, anchors, set(), progress)
    text = "".join((head, *(_list(kind, some) for kind, some in records.items()), end))
    counts = Counter({kind: len(some) for kind, some in records.items()})
    return Draft(text, counts + Counter(not_claims=len(set_aside)))


_STEPS: Final = 8


def _introduction(name: str) -> str:
    lines = written.comment(f"Drafted from {name}. {_HOW}", 0)
    return "".join(f"# {line}\n" for line in lines)


_HOW: Final = (
    f"{TODO} marks what is to be filled in; 'bsc todo' lists it. Write statements, roles and"
    " properties in your own words, add caveats where a careful reader would have doubts, and"
    " correct whatever the draft has wrong."
)


def _without_marks(article: FoldedText, span: Span) -> Span:
    """Return the span from the first word of a passage to its last, unless it is a quotation."""
    words = article.words_in(span)
    if article.text[span.start] in "\"'":
        return span
    return Span(words[0].start, words[-1].end) if words else span


def _source(article: FoldedText, details: Details, path: str, parts: Sequence[Span]) -> str:
    values: dict[str, Any] = details._asdict()
    values["headline"] = details.headline or _headline(article.text, parts)
    values["date_published"] = details.date_published or not_claims.published(article.text, parts)
    language = "en" if is_english(article) else None
    return written.mapping({**values, "language": language, "text": path or None})


def _headline(text: str, parts: Sequence[Span]) -> str:
    """Return the first paragraph if it has the form of a headline, or `TODO`."""
    if len(parts) < 2:
        return TODO
    first = text[slice(*parts[0])]
    is_short = 2 < len(first.split()) <= _LONGEST_HEADLINE
    is_title = is_short and first[-1] not in ".:;," and not_claims.reason(first) is None
    return first if is_title else TODO


_LONGEST_HEADLINE: Final = 30


def is_english(article: FoldedText) -> bool:
    """Whether an article has as many of the small words of English as English texts have."""
    words = [word.lower() for word, _ in words_and_spans(article.text[:_LOOKED_AT])]
    return sum(word in FUNCTION_WORDS for word in words) >= _FEWEST * len(words)


_LOOKED_AT: Final = 100_000
_FEWEST: Final = 0.2


class Additions(NamedTuple):
    """The additions to a store: new records by kind, and passages to set aside with reasons."""

    records: dict[str, list[Drafted]]
    set_aside: dict[str, str]


def additions(evidence: Evidence, progress: Callable[[int, int], None]) -> Additions:
    """Draft the sentences of an article that no claim of its store states."""
    article, sentences = evidence.article, evidence.all_sentences
    anchors = Anchors(article, sentences)
    fresh = Intervals(_fresh(evidence))
    found = not_claims.found(article.text, evidence.paragraphs, sentences)
    nothing = [one for one in found if fresh.overlaps(one.span)]
    set_aside = _set_aside(anchors, article, nothing)
    progress(1, _STEPS)
    records = drafted(evidence, anchors, {*evidence.store.records}, progress, nothing)
    return Additions(records, set_aside)


def _set_aside(
    anchors: Anchors, article: FoldedText, nothing: Iterable[not_claims.Nothing]
) -> dict[str, str]:
    """Return the anchors of passages that claim nothing, with the reasons."""
    return {
        anchor: reason
        for span, reason in nothing
        if (anchor := anchors.only(_without_marks(article, span)) or anchors.only(span))
    }


def _fresh(evidence: Evidence, nothing: Iterable[not_claims.Nothing] = ()) -> list[Span]:
    """Return the sentences of which no claim states a word, and that may claim something."""
    markers, apart = Intervals(evidence.markers), Intervals(span for span, _ in nothing)
    known = Intervals((*evidence.claimed, *apart))
    return [
        sentence
        for sentence in evidence.all_sentences.spans
        if (words := [one for one in evidence.article.words_in(sentence) if one not in markers])
        and not any(map(known.overlaps, words))
    ]


def drafted(
    evidence: Evidence,
    anchors: Anchors,
    taken: set[str],
    progress: Callable[[int, int], None],
    nothing: Iterable[not_claims.Nothing] = (),
) -> dict[str, list[Drafted]]:
    """Draft what the store of `evidence` does not account for, by kind."""
    english = is_english(evidence.article)
    sentences = _fresh(evidence, nothing)
    fresh = Intervals(sentences)
    known = names.known(evidence, fresh)
    named = names.drafted(evidence, fresh, known) if english else known
    progress(3, _STEPS)
    quoted = quotes.drafted(evidence, named, fresh)
    progress(4, _STEPS)
    of_names = [span for span, _ in named.places]
    dated = events.drafted(evidence, fresh, of_names) if english else events.Dated([], [])
    apart = [*of_names, *(span for span, _ in dated.places)]
    counted = figures.drafted(evidence, fresh, apart) if english else figures.Counted([], [])
    progress(5, _STEPS)
    anchored.quotes(anchors, evidence, quoted)
    dated = events.Dated(*anchored.joined(anchors, *dated))
    counted = figures.Counted(*anchored.joined(anchors, *counted))
    progress(6, _STEPS)
    parts = claims.Claims(evidence, named, quoted, counted.places, dated.places)
    stated = anchored.claims(anchors, map(parts.of, sentences))
    progress(7, _STEPS)
    every = [*named.records, *dict.fromkeys(one.quote for one in quoted), *counted.records]
    every += [*dated.records, *stated]
    records: dict[str, list[Drafted]] = {kind: [] for kind in KINDS}
    ids = Ids(taken)
    for record in every:
        record.id = ids.give(record.stem, record.kind)
        records[record.kind].append(record)
    progress(_STEPS, _STEPS)
    return {kind: some for kind, some in records.items() if some}


def _list(kind: str, records: Iterable[Drafted]) -> str:
    return f"\n{kind}:\n{written.joined(map(written.record, records))}"
