"""Tell whose words a sentence reports, as in `Ann Reed said that …`, where its form makes it sure.

The verb must be the only one of speech in the sentence, and stand beside a name that begins the
sentence, or between commas or at its end: `…, Ann Reed said.`, `…, said the cook, Ann Reed, …`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks.attributions import attributions
from bsc_cli.draft import not_claims
from bsc_cli.model.kinds import ACTORS
from bsc_cli.text.folding import Span
from bsc_cli.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.draft.drafted import Drafted
    from bsc_cli.draft.names import Named

SAYING: Final = (
    r"(?:said|says|added|adds|replied|wrote|writes|tweeted|insisted|insists|argued|argues|explained|"
    r"explains|stated|states|stressed|claimed|claims|declared|admitted|recalled|joked|continued|"
    r"concluded|commented|remarked|announced|exclaimed|complained|shouted|emphasi[sz]ed|asked|asks|"
    r"warned|warns)"
)
"""Verbs of direct speech."""
_TELLING: Final = r"(?:told|tells|asked|asks|warned|warns|reminded|assured)"
"""Verbs after which the person spoken to may stand."""
_ADVERB: Final = r"(?:(?:also|later|then|[a-z]{3,12}ly|on [A-Z][a-z]+day) )?"
CUE: Final = (
    rf"{_ADVERB}"
    rf"(?:{_TELLING} (?!that\b|how\b|why\b|if\b|whether\b)[^.?!,:;\"()]{{1,50}}|{SAYING})"
)
"""A verb of speech, with the person spoken to."""
APPOSITION: Final = r", (?![A-Z])[^.?!:;\"()]{1,100},"
DESCRIPTION: Final = (
    r"(?:(?:the|its|his|her|their|an?) (?:(?!of\b|for\b)[a-z-]+ ){0,3}[a-z-]+, |"
    r"(?:(?!(?:of|for|that|and)\b)[a-z-]+ ){0,4})"
)
"""The words between a verb and the name of its speaker: `the cook, Ann Reed`."""

_LEAD: Final = re.compile(r"(?:(?:But|And|Yet) )?(?:[Tt]he )?")
_SAID_THAT: Final = re.compile(
    rf"(?: (?:of|from|at) [^.?!:;,\"()]{{1,60}}?(?:Inc\.|Ltd\.)?)?(?:{APPOSITION}| \([A-Z]\w+\))? "
    rf"{_ADVERB}(?:(?:said|says|added|adds)\b(?! to\b)|"
    r"(?:tweeted|wrote|warned|argued|claimed|insisted|stressed|explained|stated) that\b|"
    r"(?:told|tells) (?:(?! to )[^.?!,:;\"()]){1,50}? that\b) (?!nothing\b|little\b|no\.|so\b)"
)
"""The words that follow the name of a speaker at the start of a sentence."""
_SAID_LAST: Final = re.compile(
    rf"(?: \([A-Z]\w+\))? {_ADVERB}(?:said|says|added|(?:told|tells) [^.?!,:;\"()]{{1,50}}?)"
    r"(?:,|(?: (?:on|in|at|during|after) [^.?!,:;\"]{1,60})?(?:\.|\Z))"
)
"""The words that follow the name of a speaker between commas or at the end of a sentence."""
_SAID_NAME: Final = re.compile(
    rf"(?:, (?:said|says|added) {DESCRIPTION}(?:the )?|"
    r", according to (?:the )?)\Z"
)
"""The words before the name of a speaker that follows its verb."""
_AFTER_NAME: Final = re.compile(r"[.,]|\Z| of\b| at\b")
_REPORTING: Final = re.compile(
    r"\b(?:found|discovered|determined|decided|ruled|showed|shows|learned|learnt|heard) that\b|"
    r"\brul(?:es?|ed|ing) out\b|\b(?:denie[sd]|wondere?[sd]|identifie[sd]|cite[sd]|citing|sees)\b|"
    r"\breported to\b|\b(?:court|jury|inquest|inquiry|tribunal|hearing|judge)s? heard\b"
)
"""Words after which a sentence may say what somebody else says or thinks."""
_TOLD_TO: Final = re.compile(r"[^.?!,:;\"]{1,60} to\b")
_THAT_OR_END: Final = re.compile(r" that\b|[.,]|\Z")
_SHORT_SUBJECT: Final = re.compile(r", (?:[^\s,]+ ){1,5}\Z")
_FAR: Final = 100


class Saying(NamedTuple):
    """The speaker of reported speech, and the spans of the name and the verb."""

    speaker: Drafted
    name: Span
    verb: Span


class Reported:
    """The speakers of the sentences of an article that report somebody's words."""

    def __init__(self, evidence: Evidence, named: Named) -> None:
        self.evidence, self.text, self.named = evidence, evidence.article.text, named
        self.known = attributions(evidence).speakers

    def is_in(self, sentence: Span) -> bool:
        """Whether a sentence may report what somebody says or thinks."""
        return sentence in self._posts or any(True for _ in self._cues(sentence))

    @cached_property
    def _posts(self) -> Intervals:
        """The paragraphs before such as `- Ann Reed (@reed) 5 May 2031`."""
        return Intervals(
            before
            for before, (start, end) in pairwise(self.evidence.paragraphs)
            if end - start < _FAR and not_claims.POSTED.fullmatch(self.text, start, end)
        )

    def saying(self, sentence: Span) -> Saying | None:
        """Return the speaker whose words a sentence surely reports, with the name and the verb."""
        cues = [*islice(self._cues(sentence), 2)]
        if len(cues) != 1:
            return None
        at = bisect_left(self.named.places, cues[0].start, key=lambda place: place[0].start)
        for place, record in self.named.places[max(0, at - 2) : at + 1]:
            if record.kind in ACTORS and self._speaks(place, cues[0], sentence):
                return Saying(record, place, cues[0])
        return None

    def _cues(self, sentence: Span) -> Iterator[Span]:
        """Yield the words of a sentence outside quotations that may report somebody's words."""
        for cue in self.known.cues.within(sentence):
            if not self.known.is_quoted(cue.span) and (
                cue.is_speech(self.text) or self._may_report(cue.span, sentence)
            ):
                yield cue.span
        for match in _REPORTING.finditer(self.text, *sentence):
            if not self.known.is_quoted(Span(*match.span())):
                yield Span(*match.span())

    def _may_report(self, verb: Span, sentence: Span) -> bool:
        """Whether `that` follows a verb, or it ends a clause or is `told` without an order."""
        if self.text[verb.start : verb.end] in ("told", "tells", "tell"):
            return not _TOLD_TO.match(self.text, verb.end, sentence.end)
        is_clause = _SHORT_SUBJECT.search(
            self.text, max(sentence.start, verb.start - _FAR), verb.start
        )
        joint = _THAT_OR_END.match(self.text, verb.end, sentence.end)
        return bool(joint and (joint[0] == " that" or is_clause))

    def _speaks(self, place: Span, verb: Span, sentence: Span) -> bool:
        """Whether a name is that of the speaker of a verb."""
        text, end = self.text, sentence.end
        if place.end <= verb.start:
            lead = _LEAD.match(text, sentence.start, place.start)
            if lead and lead.end() == place.start:
                return _covers(_SAID_THAT.match(text, place.end, end), verb)
            is_apart = text[sentence.start : place.start].endswith((", ", ", the "))
            return is_apart and _covers(_SAID_LAST.match(text, place.end, end), verb)
        before = _SAID_NAME.search(text, max(sentence.start, place.start - _FAR), place.start)
        return _covers(before, verb) and bool(_AFTER_NAME.match(text, place.end, end))


def _covers(match: re.Match[str] | None, verb: Span) -> bool:
    return match is not None and match.start() <= verb.start and verb.end <= match.end()
