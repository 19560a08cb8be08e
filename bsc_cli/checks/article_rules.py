"""Rules for the article: the store covers all of it, and it is the text of the store."""

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

_RENEW: Final = "Fix the facts; 'bsc audit ARTICLE --fingerprint' then prints the new fingerprint."


@RULES.rule(
    "orphan",
    "Every anchor selects a passage: its words, and if it has two ends, its last words after"
    " its first.",
    fix="Copy the words from the article. A near match never counts.",
    fails="# article: The ferry is late.\nevidence: [The ferries]",
    passes="# article: The ferry is late.\nevidence: [The ferry]",
)
def orphan(evidence: Evidence) -> Iterator[Finding]:
    compared = _COMPARED // (len(evidence.article.text) + 1)
    for number, (anchor, path, record) in enumerate(evidence.orphans):
        near = anchors.nearest(anchor, evidence.article) if number <= compared else None
        if number > compared:
            hint = "fix the orphans before it first"
        else:
            hint = f"did you mean '{evidence.excerpt(near)}'?" if near else "nothing resembles it"
        message = f"the article has no passage '{anchor}'"
        yield Finding(message, record, path, near or _TOP, hint)


_TOP: Final = Span(0, 0)
_COMPARED: Final = 20_000_000
"""Characters compared with orphans, in all, to suggest similar passages: a few seconds' work."""


@RULES.rule(
    "uncovered",
    "Every word of the article is in the evidence of some record, or in not_claims.",
    fix="Add the claims that the passage makes, or name it in not_claims with a reason.",
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
    "Every word is in the evidence of a claim: claims are the complete inventory.",
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
    "The article is the text that the store was made from, in every passage and as a whole.",
    fix=_RENEW,
    fails="# article: The ferry is late.\nsource: {words: 5}",
    passes="# article: The ferry is late.\nsource: {words: 4}",
)
def changed(evidence: Evidence) -> Iterator[Finding]:
    for span, missing in evidence.differences:
        if not missing:
            excerpt = evidence.excerpt(span)
            message = f"not in the text that the store was made from: '{excerpt}'"
            yield Finding(message, span=span)
    if evidence.differences:
        return
    source = evidence.store.source
    words = len(evidence.article.word_bounds[0])
    if source.sha256 not in (None, fingerprint.sha256(evidence.article)):
        message = "not the text that the store was made from: it has another SHA-256"
        yield Finding(message, path="source.sha256")
    elif source.words not in (None, words):
        message = f"the article has {counted(words, 'word')}, not {source.words:.12g}"
        yield Finding(message, path="source.words")


@RULES.rule(
    "removed",
    "The article still has every passage of the text that the store was made from.",
    fix=_RENEW,
    fails="# article: The ferry is late.\nsource: {passages: ['c160a7ee', '00000000']}",
    passes="# article: The ferry is late.\nsource: {passages: ['c160a7ee']}",
)
def removed(evidence: Evidence) -> Iterator[Finding]:
    for span, missing in evidence.differences:
        if missing:
            passages = "a passage is" if missing == 1 else f"{missing} passages are"
            message = f"{passages} gone that stood here when the store was made"
            yield Finding(message, span=span)


@RULES.rule(
    "numeral",
    "Every number of the article is the value of a figure, or the day or year of a date, and"
    " that record rests on it.",
    fix="Add the figure or the event, or correct the record that rests on this place.",
    fails="# article: It takes 40 people.\nas_written: '41'\nvalue: 41",
    passes="# article: It takes 40 people.\nas_written: '40'\nvalue: 40",
)
def numeral(evidence: Evidence) -> Iterator[Finding]:
    return _unaccounted(evidence, accounting.numeral_elements(evidence), "figure or date")


@RULES.rule(
    "quotation",
    "The text between quotation marks is exactly the text of a quote.",
    fix="Add the quote, correct it, or name it in not_claims with its marks.",
    fails='# article: Ann Reed: "It is late."\ntext: It came late.\nspeaker: ann-reed',
    passes='# article: Ann Reed: "It is late."\ntext: It is late.\nspeaker: ann-reed',
)
def quotation(evidence: Evidence) -> Iterator[Finding]:
    return _unaccounted(evidence, accounting.quotation_elements(evidence), "quote")


@RULES.rule(
    "name",
    "Every capitalised name is a name or an alias of a record. A word that the article or the"
    " store also has in small letters is not a name.",
    fix="Add the agency, person, group or place, or an alias of one.",
    fails="# article: It sails to Poole.\nname: Lyme",
    passes="# article: It sails to Poole.\nname: Poole",
)
def name(evidence: Evidence) -> Iterator[Finding]:
    return _unaccounted(evidence, accounting.name_elements(evidence), "name or alias")


def _unaccounted(
    evidence: Evidence, elements: Iterable[Element], counterpart: str
) -> Iterator[Finding]:
    for span, is_accounted in elements:
        if not is_accounted:
            message = f"no {counterpart} accounts for '{evidence.excerpt(span)}'"
            yield Finding(message, span=span)
