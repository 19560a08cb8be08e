"""Rules for the article.

The store covers the article's whole text, and the text has not changed since the store was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.checks import accounting
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.system.errors import counted
from bsc_cli.text import anchors, fingerprint
from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bsc_cli.checks.accounting import Element

RULES: Final = Rules[Evidence]("bsc audit")

_RENEW: Final = (
    "Update the records, then replace the fingerprint: 'bsc audit ARTICLE --fingerprint' prints"
    " the new fingerprint."
)


@RULES.rule(
    "orphan",
    "Every anchor selects a passage of the article. An anchor of one phrase selects that phrase; an"
    " anchor of two phrases selects everything from the first phrase to the next occurrence of the"
    " second.",
    fix="Copy the words from the article exactly; a near match does not count.",
    fails="# article: The ferry is late.\nevidence: [The ferries]",
    passes="# article: The ferry is late.\nevidence: [The ferry]",
)
def orphan(evidence: Evidence) -> Iterator[Finding]:
    compared = _COMPARED // (len(evidence.article.text) + 1)
    for number, (anchor, path, record) in enumerate(evidence.orphans):
        near = anchors.nearest(anchor, evidence.article) if number <= compared else None
        if number > compared:
            hint = "to get a suggestion, first fix other anchors that select no passage"
        else:
            hint = (
                f"did you mean '{evidence.excerpt(near)}'?"
                if near
                else "no passage resembles the anchor"
            )
        message = f"the article has no passage '{anchor}'"
        yield Finding(message, record, path, near or _TOP, hint)


_TOP: Final = Span(0, 0)
_COMPARED: Final = 4_000_000
"""The maximum total number of characters to search for suggestions; searching that many takes a
few seconds. Each anchor that selects no passage costs one search of the whole article."""


@RULES.rule(
    "uncovered",
    "Every word of the article lies in the evidence of a record, or in a passage that 'not_claims'"
    " lists.",
    fix="Add the claims that the passage makes, or list the passage in 'not_claims' with a reason.",
    fails="# article: The ferry is late. Read more.\nevidence: [The ferry is late]",
    passes=(
        "# article: The ferry is late. Read more.\n"
        "claims: [{statement: The boat does not come on time., evidence: [The ferry is late]}]\n"
        "not_claims: [{anchor: Read more, reason: A link.}]"
    ),
)
def uncovered(evidence: Evidence) -> Iterator[Finding]:
    for gap in evidence.gaps():
        if gap not in evidence.covered:
            yield Finding(f"no record rests on '{evidence.excerpt(gap)}'", span=gap)


@RULES.rule(
    "unclaimed",
    "Every word of the article lies in the evidence of a claim, or in a passage that 'not_claims'"
    " lists: the claims are a complete inventory of the article.",
    fix="Add the claims that the passage makes.",
    fails="# article: The ferry is late.\nevents: [{evidence: [The ferry is late]}]",
    passes="# article: The ferry is late.\nclaims: [{evidence: [The ferry is late]}]",
)
def unclaimed(evidence: Evidence) -> Iterator[Finding]:
    for gap in evidence.gaps():
        if gap in evidence.covered:
            message = f"no claim rests on '{evidence.excerpt(gap)}', though other records do"
            yield Finding(message, span=gap)


@RULES.rule(
    "changed",
    "The article is the text that the store was made from: the passages and the whole text of the"
    " article match the fingerprint in 'source'.",
    fix=_RENEW,
    fails="# article: The ferry is late.\nsource: {words: 5}",
    passes="# article: The ferry is late.\nsource: {words: 4}",
)
def changed(evidence: Evidence) -> Iterator[Finding]:
    for span, missing in evidence.differences:
        if not missing:
            excerpt = evidence.excerpt(span)
            message = f"the store was made from a text without '{excerpt}'"
            yield Finding(message, span=span)
    if evidence.differences:
        return
    source = evidence.store.source
    words = len(evidence.article.word_bounds[0])
    if source.sha256 not in (None, fingerprint.sha256(evidence.article)):
        message = "the store was made from a text with a different SHA-256"
        yield Finding(message, path="source.sha256")
    elif source.words not in (None, words):
        message = (
            f"the article has {counted(words, 'word')}, but the store was made from a text of"
            f" {source.words:.12g}"
        )
        yield Finding(message, path="source.words")


@RULES.rule(
    "removed",
    "The article still contains every passage of the text that the store was made from.",
    fix=_RENEW,
    fails="# article: The ferry is late.\nsource: {passages: ['c160a7ee', '00000000']}",
    passes="# article: The ferry is late.\nsource: {passages: ['c160a7ee']}",
)
def removed(evidence: Evidence) -> Iterator[Finding]:
    for span, missing in evidence.differences:
        if missing:
            passages = "a passage" if missing == 1 else f"{missing} passages"
            message = f"the article lacks {passages} of the text that the store was made from"
            yield Finding(message, span=span)


@RULES.rule(
    "numeral",
    "Every number in the article lies in the evidence of a record that states the number, as the"
    " value of a figure, in its period, or as the day or year of a date; or it is part of a name."
    " Times of day, ordinals, scores, labels such as 'page 5' and idioms need no record.",
    fix="Add the figure or the event, or correct the record whose evidence contains the number.",
    fails="# article: It takes 40 people.\nas_written: '41'\nvalue: 41",
    passes="# article: It takes 40 people.\nas_written: '40'\nvalue: 40",
)
def numeral(evidence: Evidence) -> Iterator[Finding]:
    return _unaccounted(evidence, accounting.numeral_elements(evidence), "figure or date")


@RULES.rule(
    "quotation",
    "Text between quotation marks in the article is the text of one or more quotes in the store, or"
    " a name. Marks may be double, single or guillemets; one or two words in single marks need no"
    " quote.",
    fix="Add or correct the quote, or list the quotation, including its marks, in 'not_claims'.",
    fails='# article: Ann Reed: "It is late."\ntext: It came late.\nspeaker: ann-reed',
    passes='# article: Ann Reed: "It is late."\ntext: It is late.\nspeaker: ann-reed',
)
def quotation(evidence: Evidence) -> Iterator[Finding]:
    return _unaccounted(evidence, accounting.quotation_elements(evidence), "quote")


@RULES.rule(
    "name",
    "Every capitalised name in the article is the name, an alias or the acronym of a record, or the"
    " surname of a person. A word that only begins a sentence or stands in a heading does not"
    " count as a name, nor do weekdays, months, titles and words such as 'British'. A word that"
    " also occurs in lower case, in the article or the store, counts only where it stands alone.",
    fix="Add a record with this name, or add the name to the aliases of a record.",
    fails="# article: It sails to Poole.\nname: Lyme",
    passes="# article: It sails to Poole.\nname: Poole",
)
def name(evidence: Evidence) -> Iterator[Finding]:
    return _unaccounted(evidence, accounting.name_elements(evidence), "name or alias")


def _unaccounted(
    evidence: Evidence, elements: Iterable[Element], counterpart: str
) -> Iterator[Finding]:
    for span, is_accounted in evidence.counted(elements):
        if not is_accounted:
            message = f"no {counterpart} accounts for '{evidence.excerpt(span)}'"
            yield Finding(message, span=span)
