"""Find the words that attribute speech, such as `said`, `told` and `according to`."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.text.folding import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERBS: Final = """
accept accuse acknowledge add admit advise agree allege announce argue ask assert assure believe
blame boast call caution claim clarify comment complain concede conclude condemn confess confirm
contend counter criticise criticize cry declare demand deny describe disclose emphasise emphasize
estimate exclaim expect explain express fear forecast greet hail hint hope imply indicate inform
insist joke lament maintain mention mutter note object observe plead pledge point predict praise
proclaim promise propose protest question quip recall reckon recommend reiterate reject relate
remark remember remind repeat reply report request respond retort reveal say shout signal state
stress suggest suspect swear tell testify think threaten tweet urge voice vow want warn welcome
whisper wish wonder worry write
""".split()  # noqa: SIM905 - a list of a hundred words reads better without quotes
"""Verbs that report speech or opinion in English."""

_IRREGULAR: Final = {
    "say": "said",
    "tell": "told",
    "think": "thought",
    "write": "wrote written",
    "swear": "swore sworn",
}


def _forms(verb: str) -> Iterator[str]:
    """Yield the forms of a verb: with -s, -ed and -ing."""
    yield verb
    stem = verb.removesuffix("e")
    soft = verb[:-1] + "i" if verb.endswith("y") and verb[-2] not in "aeiou" else ""
    doubled = verb + verb[-1] if verb in ("admit", "quip") else ""
    if soft:
        yield from (f"{soft}es", f"{soft}ed", f"{verb}ing")
    else:
        base = doubled or stem
        sibilant = verb.endswith(("s", "sh", "ch", "x"))
        yield from (f"{verb}es" if sibilant else f"{verb}s", f"{base}ed", f"{base}ing")
    yield from _IRREGULAR.get(verb, "").split()


_FORMS: Final = frozenset(form for verb in _VERBS for form in _forms(verb))
_WORD = re.compile(r"\w+")
_PRONOUN = re.compile(
    r"\b(?P<pronoun>(?ai:he|she|it|they))"
    r"(?: (?ai:also|later|then|has|have|had|is|was|were|would|will|did|does|ly|\w+ly))* \Z"
)
_SUBJECT = re.compile(r"(?P<pronoun>(?ai:he|she|it|they))\b")
"""A pronoun at the beginning of a cue, such as `he told the court`."""
_TELLING = re.compile(r"(?ai:t[eo]ll|told|inform|remind|assur|warn|urg)")
_WITH_OBJECT = re.compile(
    r"(?ai:t[eo]ll|told|inform|remind|assur|warn|urg|ask|accus|advis|blam|call|compar|condemn|"
    r"criticis|criticiz|describ|dismiss|dub|greet|hail|label|prais|question|thank|welcom)"
)
"""The beginnings of verbs that are followed by whom or what they concern, not by the speaker."""


_SPEECH = re.compile(
    r"(?ai:according to|sa(?:ys?|id)|add(?:s|ed)|alleg(?:es?|ed)|argu(?:es?|ed)|assert(?:s|ed)|"
    r"believ(?:es?|ed)|claim(?:s|ed)|contend(?:s|ed)|emphasi[sz](?:es?|ed)|explain(?:s|ed)|"
    r"insist(?:s|ed)|maintain(?:s|ed)|reckon(?:s|ed)|stat(?:es|ed)|stress(?:es|ed)|"
    r"th(?:inks?|ought)|warn(?:s|ed))"
)
"""Cues that seldom mean anything but speech or opinion."""
_REPORTED = re.compile(r"[^.?!]*?(?:\bthat\b|[\"'“‘„«])")
_NEAR: Final = 100
"""The number of characters after a verb such as `told` in which the reported words begin."""


class Cue(NamedTuple):
    """Words that attribute speech: their span, and the pronoun that is their subject, if any."""

    span: Span
    pronoun: str | None

    @property
    def is_personal(self) -> bool:
        """Whether the subject is a pronoun for a person."""
        return self.pronoun in ("he", "she")

    def is_speech(self, text: str) -> bool:
        """Whether what follows or precedes the cue is surely what somebody says or thinks."""
        words = text[self.span.start : self.span.end]
        if _TELLING.match(words):
            return bool(_REPORTED.match(text, self.span.end, self.span.end + _NEAR))
        return bool(_SPEECH.fullmatch(words))

    def has_object(self, text: str) -> bool:
        """Whether the name after the cue may be that of the person spoken to."""
        return bool(_WITH_OBJECT.match(text, self.span.start))

    def names_source_after(self, text: str) -> bool:
        """Whether the speaker is named after the cue, as after `according to` or `told by`."""
        words = text[self.span.start : self.span.end].lower()
        is_passive = text.startswith(" by ", self.span.end) or words.endswith(" by")
        return is_passive or words.startswith("according")


class Cues:
    """The cues of a folded text, which is searched once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [*_cue_spans(text, Span(0, len(text)))]

    def within(self, span: Span) -> Iterator[Cue]:
        """Yield the cues in a span of the text."""
        for index in range(bisect_left(self._spans, span[:1]), len(self._spans)):
            words = self._spans[index]
            if words.end > span.end:
                return
            yield cue_at(self._text, words, span)


def _cue_spans(text: str, span: Span) -> Iterator[Span]:
    """Yield the span of each reporting verb, and of each `according to`."""
    for word in _WORD.finditer(text, *span):
        lower = word[0].lower()
        if lower in _FORMS:
            yield Span(*word.span())
        elif lower == "according" and text.startswith(" to ", word.end()):
            yield Span(word.start(), word.end() + len(" to"))


def cue_at(text: str, words: Span, within: Span) -> Cue:
    """Return the cue that consists of the given words of a sentence."""
    before = text[max(within.start, words.start - 40) : words.start]
    found = _SUBJECT.match(text, words.start, words.end) or _PRONOUN.search(before)
    return Cue(words, found["pronoun"].lower() if found else None)


def verb_in(text: str, words: Span) -> Cue | None:
    """Return the first reporting verb in the words of a cue, if there is one."""
    found = next(_cue_spans(text, words), None)
    return Cue(found, None) if found else None


def ends_with_cue(text: str) -> bool:
    """Whether a text ends with a reporting verb."""
    last = _LAST_WORD.search(text)
    return last is not None and last[0].lower() in _FORMS


_LAST_WORD = re.compile(r"\w+\Z")
