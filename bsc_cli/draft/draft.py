"""Draft a store from an article, or what an article has that a store has not."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.checks.evidence import Evidence
from bsc_cli.draft import claims, events, figures, names, not_claims, quotes, written
from bsc_cli.draft.drafted import TODO, Drafted, Ids
from bsc_cli.model.kinds import KINDS
from bsc_cli.store import store as stores
from bsc_cli.text.fingerprint import fingerprint
from bsc_cli.text.folding import FoldedText, Span
from bsc_cli.text.intervals import Intervals
from bsc_cli.text.names import FUNCTION_WORDS, words_and_spans
from bsc_cli.text.sentences import Sentences, paragraphs
from bsc_cli.text.shortest_anchor import ShortestAnchors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Details(NamedTuple):
    """What the command line tells about an article; the names are those of `source`."""

    headline: str | None = None
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
    parts = paragraphs(article, sentences)
    source = _source(article, details, path, parts)
    nothing = [*not_claims.found(article.text, parts, sentences)]
    shortest = ShortestAnchors(article, sentences)
    progress(1, _STEPS)
    head = f"{_introduction(name)}source:\n{source}{fingerprint(article).as_yaml()}"
    set_aside = _set_aside(article, shortest, nothing)
    end = ""
    if set_aside:
        lines = (written.not_claim(anchor, reason) for anchor, reason in set_aside.items())
        end = f"\nnot_claims:\n{written.joined(lines)}"
    progress(2, _STEPS)
    store = stores.parse(f"{head}{end}".encode(), name)
    evidence = Evidence(store, article, name)
    records = drafted(evidence, shortest, set(), progress)
    text = "".join((head, *(_list(kind, some) for kind, some in records.items()), end))
    counts = Counter({kind: len(some) for kind, some in records.items()})
    counts["not_claims"] = len(set_aside)
    return Draft(text, counts)


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
    """Return the span from the first word of a passage to its last."""
    words = article.words_in(span)
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
    """What an article has that a store has not: records by kind, and passages with reasons."""

    records: dict[str, list[Drafted]]
    set_aside: dict[str, str]


def additions(evidence: Evidence, progress: Callable[[int, int], None]) -> Additions:
    """Draft the sentences of an article that no claim of its store states."""
    article, sentences = evidence.article, evidence.all_sentences
    shortest = ShortestAnchors(article, sentences)
    fresh = Intervals(_fresh(evidence))
    found = not_claims.found(article.text, evidence.paragraphs, sentences)
    nothing = [one for one in found if fresh.overlaps(one.span)]
    set_aside = _set_aside(article, shortest, nothing)
    progress(1, _STEPS)
    records = drafted(evidence, shortest, {*evidence.store.records}, progress, nothing)
    return Additions(records, set_aside)


def _set_aside(
    article: FoldedText, shortest: ShortestAnchors, nothing: Iterable[not_claims.Nothing]
) -> dict[str, str]:
    """Return the anchors of passages that claim nothing, with the reasons."""
    return {
        anchor: reason
        for span, reason in nothing
        if (anchor := shortest.shortest(_without_marks(article, span)))
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
    shortest: ShortestAnchors,
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
    dated = events.drafted(evidence, fresh) if english else events.Dated([], [])
    apart = [span for span, _ in chain(dated.places, named.places)]
    counted = figures.drafted(evidence, fresh, apart) if english else figures.Counted([], [])
    progress(5, _STEPS)
    parts = claims.Claims(evidence, named, quoted, counted.places, dated.places)
    stated = _anchored(evidence, shortest, map(parts.of, sentences))
    progress(6, _STEPS)
    _anchor(evidence, shortest, quoted, (counted.records, dated.records))
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


def _anchor(
    evidence: Evidence,
    shortest: ShortestAnchors,
    quoted: Iterable[quotes.Quoted],
    others: Iterable[Iterable[Drafted]],
) -> None:
    """Give anchors to quotes, figures and events."""
    for one in quoted:
        for span in _passages(evidence, one):
            _add(one.quote, shortest, evidence, span)
    for record in chain.from_iterable(others):
        for place in record.places:
            _add(record, shortest, evidence, place)


def _passages(evidence: Evidence, one: quotes.Quoted) -> list[Span]:
    """Return the passages of a quotation and its cue: one if they stand in the same sentence."""
    if not one.cue:
        return [one.content]
    both = Span(min(one.content.start, one.cue.span.start), max(one.content.end, one.cue.span.end))
    is_one = len(evidence.all_sentences.indices(both)) == 1
    return [both] if is_one else [one.content, one.cue.span]


def _add(record: Drafted, shortest: ShortestAnchors, evidence: Evidence, span: Span) -> None:
    """Add an anchor to a record that selects a span or, if it recurs, one with words around it."""
    limit = evidence.all_sentences.whole(span)
    found = shortest.widened(span, limit)
    anchor = found[0] if found else _first_words(evidence, span)
    if anchor not in record.evidence:
        record.evidence.append(anchor)


def _first_words(evidence: Evidence, span: Span) -> str:
    """Return an anchor of a passage that recurs; it selects every occurrence."""
    words = evidence.article.words_in(span)
    if len(words) <= _MOST_WORDS:
        return evidence.text(Span(words[0].start, words[-1].end)) if words else evidence.text(span)
    first = evidence.text(Span(words[0].start, words[5].end))
    return f"{first} … {evidence.text(Span(words[-6].start, words[-1].end))}"


_MOST_WORDS: Final = 12


def _anchored(
    evidence: Evidence, shortest: ShortestAnchors, stated: Iterable[Drafted]
) -> list[Drafted]:
    """Give anchors to claims; sentences that no anchor tells apart share one claim."""
    found: dict[str, Drafted] = {}
    for claim in stated:
        [span] = claim.places
        anchor = shortest.shortest(span) or _first_words(evidence, span)
        if anchor in found:
            continue
        found[anchor] = claim
        claim.evidence.append(anchor)
    return [*found.values()]


def _list(kind: str, records: Iterable[Drafted]) -> str:
    return f"\n{kind}:\n{written.joined(map(written.record, records))}"
