"""Damage to what records rest on, deleted records, and damage to the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from benchmarks.damage import inventions, wording
from benchmarks.damage.case import ALL, Edit
from benchmarks.damage.kinds import Kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.damage.case import Case, Damage, Place

KINDS: Final = Kinds()

# Anchors


@KINDS.records("passages, exchanged between two claims", "claims")
def claims_passages_exchanged(case: Case, place: Place) -> Iterator[Damage]:
    for other in case.some(place, case.apart(place, case.of("claims"))):
        yield case.with_exchanged(place, other, "evidence")


@KINDS.records("passages, exchanged between two other records", *ALL[:-1])
def passages_exchanged(case: Case, place: Place) -> Iterator[Damage]:
    for other in case.some(place, case.apart(place, case.of(place.kind))):
        yield case.with_exchanged(place, other, "evidence")


@KINDS.records("an anchor, moved to the neighbouring sentence", *ALL)
def anchor_moved(case: Case, place: Place) -> Iterator[Damage]:
    own = case.at(place)
    for number in sorted({one + step for one in own for step in (-1, 1)} - own):
        if 0 <= number < len(case.sentences):
            anchor = case.anchor(case.sentences[number].folded)
            if anchor:
                yield case.with_value(place, "evidence", [anchor])


@KINDS.records("a passage from elsewhere, added", *ALL)
def anchor_added(case: Case, place: Place) -> Iterator[Damage]:
    for other in case.some(place, case.apart(place, case.of(*ALL))):
        yield case.with_item(place, "evidence", None, other.record["evidence"][0])


@KINDS.records("a word of an anchor", *ALL)
def anchor_word(case: Case, place: Place) -> Iterator[Damage]:
    for number, anchor in enumerate(place.record["evidence"]):
        for match in re.finditer(r"[A-Za-z]{3,}", anchor):
            new = f"{anchor[: match.start()]}{match[0][::-1].lower()}{anchor[match.end() :]}"
            yield case.with_item(place, "evidence", number, new)


@KINDS.records("an anchor as wide as the article", *ALL)
def anchor_article(case: Case, place: Place) -> Iterator[Damage]:
    words = case.folded.text.split()
    for size in (3, 4, 5, 6):
        anchor = f"{' '.join(words[:size])} … {' '.join(words[-size:])}"
        yield case.with_value(place, "evidence", [anchor])
        yield case.with_item(place, "evidence", None, anchor)


@KINDS.records("an anchor as wide as a paragraph", *ALL)
def anchor_paragraph(case: Case, place: Place) -> Iterator[Damage]:
    for line in {_line(case, number) for number in case.at(place)}:
        if len(line) > 1:
            start, end = case.sentences[line[0]].folded.start, case.sentences[line[-1]].folded.end
            anchor = case.anchor(case.sentences[line[0]].folded._replace(start=start, end=end))
            if anchor:
                yield case.with_value(place, "evidence", [anchor])


def _line(case: Case, number: int) -> range:
    """Return the numbers of the sentences in the same line of the article as a sentence."""
    ends = [0, *(match.end() for match in re.finditer(r"[\r\n]+|$", case.article))]
    starts = [sentence.raw.start for sentence in case.sentences]
    end = next(end for end in ends if end > starts[number])
    first = ends[ends.index(end) - 1]
    inside = [index for index, start in enumerate(starts) if first <= start < end]
    return range(inside[0], inside[-1] + 1)


# Deletion


def _stands_alone(case: Case, place: Place) -> bool:
    """Whether a claim is the only one that rests on some sentence."""
    others = (case.at(other) for other in case.of("claims") if other != place)
    return bool(case.at(place).difference(*others))


@KINDS.records("a deleted claim that stood alone in its sentence", "claims")
def claim_alone_deleted(case: Case, place: Place) -> Iterator[Damage | None]:
    if _stands_alone(case, place):
        yield case.without(place)


@KINDS.records("a deleted claim that had others beside it", "claims")
def claim_deleted(case: Case, place: Place) -> Iterator[Damage | None]:
    if not _stands_alone(case, place):
        yield case.without(place)


@KINDS.records("a deleted claim, its passage put into not_claims", "claims")
def claim_set_aside(case: Case, place: Place) -> Iterator[Damage | None]:
    entries = ({"anchor": anchor, "reason": _REASON} for anchor in place.record["evidence"])
    yield case.without(place, *(Edit("not_claims", None, entry) for entry in entries))


_REASON: Final = "It claims nothing."

for _kind in ALL[:-1]:

    @KINDS.records(f"a deleted record: {_kind}", _kind)
    def deleted(case: Case, place: Place) -> Iterator[Damage | None]:
        yield case.without(place)


@KINDS.records("a claim's passage, put into not_claims", "claims")
def not_claim_added(case: Case, place: Place) -> Iterator[Damage]:
    for anchor in place.record["evidence"]:
        yield case.with_added("not_claims", {"anchor": anchor, "reason": _REASON})


@KINDS.records("an entry of not_claims, removed", "not_claims")
def not_claim_removed(case: Case, place: Place) -> Iterator[Damage | None]:
    yield case.without(place)


# The article


@KINDS.sentences("article: a word of a sentence")
def article_word(_case: Case, text: str) -> Iterator[str]:
    for match in re.finditer(r"\b[a-z]{4,}\b", text):
        new = ("slightly", "garden", "weekly", "paper")[len(match[0]) % 4]
        yield text[: match.start()] + new + text[match.end() :]


@KINDS.sentences("article: a sentence, deleted")
def article_deleted(_case: Case, _text: str) -> Iterator[str]:
    yield ""


@KINDS.sentences("article: a sentence, added")
def article_added(_case: Case, text: str) -> Iterator[str]:
    for new in inventions.SENTENCES:
        yield f"{text} {new}" if text.endswith((".", "!", "?")) else f"{text}\n\n{new}"


@KINDS.sentences("article: a number")
def article_number(_case: Case, text: str) -> Iterator[str]:
    return wording.with_other_number(text)


@KINDS.sentences("article: a name, exchanged")
def article_name(case: Case, text: str) -> Iterator[str]:
    for (start, end), place in case.named_in(text):
        for other in case.others_named(place):
            yield text[:start] + case.names(other)[0] + text[end:]


@KINDS.sentences("article: a negation, added or removed")
def article_negated(_case: Case, text: str) -> Iterator[str]:
    for reword in (wording.with_not, wording.with_no_longer, wording.without_negation):
        yield from reword(text)


@KINDS.sentences("article: a word, made its opposite")
def article_opposite(_case: Case, text: str) -> Iterator[str]:
    return wording.with_opposite(text)


@KINDS.sentences("article: a tense or a hedge")
def article_tense(_case: Case, text: str) -> Iterator[str]:
    for reword in (wording.future_as_past, wording.past_as_future, wording.without_number_hedge):
        yield from reword(text)


KINDS.with_fingerprint("article: any of these, with the store's fingerprint of it")
