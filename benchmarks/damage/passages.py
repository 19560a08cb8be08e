"""Damage to what records rest on, deleted records, and damage to the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from benchmarks.damage import inventions, wording
from benchmarks.damage.case import Edit
from benchmarks.damage.kinds import records, sentences
from benchmarks.damage.values import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.damage.case import Case, Damage, Draw, Place, Sentence

# Anchors


@records("passages, exchanged between two records", *ALL)
def passages_exchanged(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for other in draw.some(case.apart(place, case.of(place.kind))):
        yield case.with_exchanged(place, other, "evidence")


@records("passages, exchanged between two claims", "claims")
def claims_passages_exchanged(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for other in draw.some(case.apart(place, case.of("claims"))):
        yield case.with_exchanged(place, other, "evidence")


@records("an anchor, moved to the neighbouring sentence", *ALL)
def anchor_moved(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    own = case.at(place)
    for number in sorted({one + step for one in own for step in (-1, 1)} - own):
        if 0 <= number < len(case.sentences):
            anchor = case.anchor(case.sentences[number].folded)
            if anchor:
                yield case.with_value(place, "evidence", [anchor])


@records("a passage from elsewhere, added", *ALL)
def anchor_added(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for other in draw.some(case.apart(place, case.places)):
        evidence = [*place.record["evidence"], other.record["evidence"][0]]
        yield case.with_value(place, "evidence", evidence)


@records("a word of an anchor", *ALL)
def anchor_word(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    evidence = place.record["evidence"]
    for index, anchor in enumerate(evidence):
        for match in re.finditer(r"[A-Za-z]{3,}", anchor):
            new = f"{anchor[: match.start()]}{match[0][::-1].lower()}{anchor[match.end() :]}"
            yield case.with_value(
                place, "evidence", [*evidence[:index], new, *evidence[index + 1 :]]
            )


@records("an anchor as wide as the article", *ALL)
def anchor_article(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    first, last = case.sentences[0].folded, case.sentences[-1].folded
    words = case.folded.text[first.start : last.end].split()
    for size in (4, 5):
        anchor = f"{' '.join(words[:size])} … {' '.join(words[-size:])}"
        yield case.with_value(place, "evidence", [anchor])
        yield case.with_value(place, "evidence", [*place.record["evidence"], anchor])


@records("an anchor as wide as a paragraph", *ALL)
def anchor_paragraph(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for number in sorted(case.at(place)):
        lines = [one for one in case.sentences if _same_line(case, one, case.sentences[number])]
        if len(lines) > 1:
            span = lines[0].folded._replace(end=lines[-1].folded.end)
            anchor = case.anchor(span)
            if anchor:
                yield case.with_value(place, "evidence", [anchor])


def _same_line(case: Case, one: Sentence, other: Sentence) -> bool:
    start, end = sorted((one.raw.start, other.raw.start))
    return not re.search(r"[\r\n]", case.article[start:end])


# Deletion


def _alone(case: Case, place: Place) -> bool:
    """Whether a claim is the only one of some sentence."""
    others = (case.at(other) for other in case.of("claims") if other != place)
    return bool(case.at(place).difference(*others))


@records("a deleted claim that stood alone in its sentence", "claims")
def claim_alone_deleted(case: Case, place: Place, draw: Draw) -> Iterator[Damage | None]:
    if _alone(case, place):
        yield case.without(place)


@records("a deleted claim that had others beside it", "claims")
def claim_deleted(case: Case, place: Place, draw: Draw) -> Iterator[Damage | None]:
    if not _alone(case, place):
        yield case.without(place)


@records("a deleted claim, its passage put under not_claims", "claims")
def claim_set_aside(case: Case, place: Place, draw: Draw) -> Iterator[Damage | None]:
    entry = {"anchor": place.record["evidence"][0], "reason": "It claims nothing."}
    yield case.without(place, Edit("not_claims", None, entry))


def _deleted(kind: str) -> None:
    @records(f"a deleted record: {kind}", kind)
    def find(case: Case, place: Place, draw: Draw) -> Iterator[Damage | None]:
        yield case.without(place)


for _kind in ALL[:-1]:
    _deleted(_kind)


@records("a not_claims entry over a claim's passage", "claims")
def not_claim(case: Case, place: Place, draw: Draw) -> Iterator[Damage]:
    for anchor in place.record["evidence"]:
        yield case.with_added("not_claims", {"anchor": anchor, "reason": "It claims nothing."})


# The article


@sentences("a sentence of the article, reworded")
def article_reworded(case: Case, sentence: Sentence, draw: Draw) -> Iterator[str]:
    text = case.article[sentence.raw.start : sentence.raw.end]
    for match in re.finditer(r"\b[a-z]{4,}\b", text):
        yield f"{text[: match.start()]}{_OTHER_WORDS[len(match[0]) % 4]}{text[match.end() :]}"


_OTHER_WORDS: Final = ("slightly", "garden", "weekly", "paper")


@sentences("a sentence of the article, deleted")
def article_deleted(case: Case, sentence: Sentence, draw: Draw) -> Iterator[str]:
    yield ""


@sentences("a sentence, added to the article")
def article_added(case: Case, sentence: Sentence, draw: Draw) -> Iterator[str]:
    text = case.article[sentence.raw.start : sentence.raw.end]
    for new in inventions.SENTENCES:
        yield f"{text} {new}" if text[-1] in ".!?" else f"{text}\n\n{new}"


@sentences("a number in the article")
def article_number(case: Case, sentence: Sentence, draw: Draw) -> Iterator[str]:
    return wording.with_other_number(case.article[sentence.raw.start : sentence.raw.end])


@sentences("a name in the article, exchanged")
def article_name(case: Case, sentence: Sentence, draw: Draw) -> Iterator[str]:
    text = case.article[sentence.raw.start : sentence.raw.end]
    for (start, end), place in case.named_in(text):
        for other in case.others_named(place):
            yield text[:start] + case.names(other)[0] + text[end:]


@sentences("a negation in the article, added or removed")
def article_negated(case: Case, sentence: Sentence, draw: Draw) -> Iterator[str]:
    text = case.article[sentence.raw.start : sentence.raw.end]
    for reword in (wording.with_not, wording.with_no_longer, wording.with_no):
        yield from reword(text)
    yield from wording.without_negation(text)


@sentences("a word of the article, made its opposite")
def article_opposite(case: Case, sentence: Sentence, draw: Draw) -> Iterator[str]:
    return wording.with_opposite(case.article[sentence.raw.start : sentence.raw.end])


@sentences("a tense or a hedge of the article")
def article_tense(case: Case, sentence: Sentence, draw: Draw) -> Iterator[str]:
    text = case.article[sentence.raw.start : sentence.raw.end]
    for reword in (wording.future_as_past, wording.past_as_future, wording.without_number_hedge):
        yield from reword(text)
