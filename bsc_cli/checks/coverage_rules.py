"""Rules for coverage: the claims state every sentence of the article, and each claim one sentence.

A claim counts for the words that its anchors select in one sentence. An anchor across several
sentences is a problem itself, and counts for nothing; otherwise, one claim could cover an article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsc_cli.checks import records
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.model.record import Record
from bsc_cli.system.errors import counted
from bsc_cli.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES: Final = Rules[Evidence]("bsc audit")


@RULES.rule(
    "uncovered",
    "Every word of the article lies in the evidence of a record, in the headline, or in a passage"
    " that 'not_claims' lists.",
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
    "Every word of the article lies in the evidence of a claim, in the headline, or in a passage"
    " that 'not_claims' lists: the claims are a complete inventory of the article. An anchor across"
    " several sentences counts for none of them.",
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
    "broad",
    "A passage that an anchor selects lies in one sentence. The passages of a quote may span the"
    " sentences that are quoted.",
    fix="Give each sentence an anchor of its own, or lengthen the anchor's first words until they"
    " occur only once.",
    fails="# article: It is late. It sails at ten.\nclaims: [{evidence: [It is late … ten]}]",
    passes="# article: It is late. It sails at ten.\nclaims: [{evidence: [It is late]}]",
)
def broad(evidence: Evidence) -> Iterator[Finding]:
    for record in evidence.resting(Record):
        for index, anchor in enumerate(record.evidence):
            span = evidence.broad(record, anchor)
            if span:
                sentences = len(evidence.all_sentences.indices(span))
                message = f"'{anchor}' selects a passage across {counted(sentences, 'sentence')}"
                yield Finding(message, record, f".evidence[{index}]", span)


@RULES.rule(
    "not-claim-overlap",
    "A passage that 'not_claims' lists overlaps no passage of a claim, nor of a record that"
    " quotes, counts or states something: what claims nothing supports no fact. Words in quotation"
    " marks may be listed although they are part of a claim, if the marks quote nobody.",
    fix="Remove the passage from 'not_claims', or choose an anchor that selects less.",
    fails=(
        "# article: The ferry is late.\nclaims: [{evidence: [The ferry is late]}]\n"
        "not_claims: [{anchor: The ferry, reason: A name.}]"
    ),
    passes=(
        "# article: The ferry is late. Read more.\nclaims: [{evidence: [The ferry is late]}]\n"
        "not_claims: [{anchor: Read more, reason: A link.}]"
    ),
)
def not_claim_overlap(evidence: Evidence) -> Iterator[Finding]:
    stating = (one for one in evidence.store.records.values() if not records.is_entity(one))
    anchors = {anchor: record for record in stating for anchor in record.evidence}
    occupied = Intervals(
        span for anchor, record in anchors.items() for span in evidence.passages(anchor, record)
    )
    for index, passage in enumerate(evidence.counted(evidence.store.not_claims)):
        for span in evidence.passages(passage.anchor):
            if occupied.overlaps(span) and not _QUOTED.fullmatch(evidence.text(span)):
                found = evidence.excerpt(span)
                message = f"'{found}' is said to claim nothing, but other records rest on it"
                yield Finding(message, path=f"not_claims[{index}].anchor", span=span)
                break


_QUOTED = re.compile(r"[\"'“‘„«][^\"'“”‘’„«»]*[\"'“”’»]")
"""Words in quotation marks, with their marks."""
