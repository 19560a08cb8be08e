"""Reword a sentence so that it no longer says the same: negate it, change its tense, drop a hedge.

Each function yields every sentence that results from one change of its kind. English is handled by
rules and short lists, without a tagger: some results are clumsy, but all say something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_AUXILIARY: Final = "is|are|was|were|will|would|has|have|had|can|could|may|might|must|should"
_NO_VERB: Final = frozenset(
    "and or of in on at to for by from with is are was were will has have had can could may might"
    " must should would as than that which who whose where when".split()
)
_NUMBER: Final = r"[£$€]?\d[\d,.]*(?:%|\b)"
_NUMBER_WORDS: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "million", "billion"),
)
_SERIES: Final = (
    _NUMBER_WORDS,
    ("first", "second", "third", "fourth", "fifth"),
    ("half", "quarter", "third"),
    ("twice", "three times"),
    ("double", "triple"),
    ("both", "all three"),
)
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

OPPOSITES: Final = tuple(
    tuple(pair.replace("_", " ").split("/"))
    for pair in """
    increase/decrease increases/decreases increased/decreased increasing/decreasing rise/fall
    rises/falls rose/fell risen/fallen rising/falling more/fewer more/less higher/lower larger/smaller
    highest/lowest most/least best/worst better/worse stronger/weaker strengthen/weaken
    strengthens/weakens strengthened/weakened strengthening/weakening new/old first/last early/late
    earlier/later before/after above/below up/down success/failure successful/unsuccessful
    successfully/unsuccessfully safe/dangerous safer/more_dangerous allow/forbid allowed/forbidden
    prevent/allow prevents/allows prevented/allowed preventing/allowing begin/end began/ended
    start/stop started/stopped open/close opened/closed win/lose won/lost gain/lose gained/lost
    accept/reject accepted/rejected approve/reject approved/rejected support/oppose supports/opposes
    supported/opposed for/against with/without include/exclude includes/excludes included/excluded
    legal/illegal public/private major/minor large/small long/short high/low good/bad many/few
    all/none always/never enter/leave arrive/leave arrived/left buy/sell bought/sold faster/slower
    hidden/visible closer/looser domestic/foreign future/past guilty/innocent convicted/acquitted
    profit/loss beat/lost_to
    """.split()
)

IRREGULAR: Final = {
    base: (past, participle)
    for base, past, participle in (
        forms.split("/")
        for forms in """
        be/was/been become/became/become begin/began/begun bring/brought/brought build/built/built
        buy/bought/bought catch/caught/caught choose/chose/chosen come/came/come cost/cost/cost
        cut/cut/cut deal/dealt/dealt do/did/done draw/drew/drawn drive/drove/driven fall/fell/fallen
        fight/fought/fought find/found/found get/got/got give/gave/given go/went/gone grow/grew/grown
        have/had/had hear/heard/heard hit/hit/hit hold/held/held keep/kept/kept know/knew/known
        lead/led/led leave/left/left let/let/let lose/lost/lost make/made/made mean/meant/meant
        meet/met/met oversee/oversaw/overseen pay/paid/paid put/put/put read/read/read rise/rose/risen
        run/ran/run say/said/said see/saw/seen sell/sold/sold send/sent/sent set/set/set
        shut/shut/shut sit/sat/sat speak/spoke/spoken spend/spent/spent stand/stood/stood
        strike/struck/struck take/took/taken tell/told/told think/thought/thought
        understand/understood/understood win/won/won withdraw/withdrew/withdrawn write/wrote/written
        """.split()
    )
}
_BASES: Final = {form: base for base, forms in IRREGULAR.items() for form in forms}


def participle(verb: str) -> str:
    """Return the past participle of a verb."""
    return IRREGULAR[verb][1] if verb in IRREGULAR else _regular(verb)


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", verb):
        return verb + verb[-1] + "ed"
    return verb + "ed"


def base_of_past(word: str) -> str | None:
    """Return the base of a verb's past form; `None` if the word does not look like a past form."""
    if word in _BASES:
        return _BASES[word]
    if not re.fullmatch(r"[a-z]{2,}ed", word):
        return None
    return _with_final_e(word[:-3] + "y" if word.endswith("ied") else word[:-2])


def base_of_third(word: str) -> str:
    """Return the base of a verb in the third person singular: `carries` gives `carry`."""
    if word == "has":
        return "have"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return re.sub(r"(?<=ss|sh|ch)es$|(?<=[xzo])es$|s$", "", word)


def third(verb: str) -> str:
    """Return the third person singular of a verb."""
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(?:s|sh|ch|x|z|o)$", verb) else "s")


def _with_final_e(stem: str) -> str:
    """Return the base that belongs to a stem from which `-ed` or `-ing` was cut."""
    doubled = re.fullmatch(r"(.*[aeiou]([bdglmnprt]))\2", stem)
    if doubled and not re.search(r"(?:al|el|ol|il)l$", stem[:-1] + "l" if False else stem):
        return doubled[1]
    if re.search(r"ll$", stem) and len(stem) > 5:
        return stem[:-1]
    ends = r"(?:[cgsvzu]|[aeiou][^aeiou]at|reat|[aeiou]r|[^s]iz|as|os|us|ak|in|ib|iz|ut|od)$"
    return stem + "e" if re.search(ends, stem) and not re.search(r"(?:ss|er|ain)$", stem) else stem


def _each(pattern: str, replace: Callable[[re.Match[str]], str | None], text: str) -> Iterator[str]:
    """For each match of a pattern, yield the text with that match replaced."""
    for match in re.finditer(pattern, text):
        new = replace(match)
        if new is not None:
            yield tidy(text[: match.start()] + new + text[match.end() :])


def tidy(text: str) -> str:
    """Remove the traces of a deletion: double spaces, and a small letter at the beginning."""
    text = re.sub(r" {2,}", " ", text).strip(" ,")
    text = re.sub(r" ([,.;])", r"\1", text)
    return text[:1].upper() + text[1:]


# Negation


def with_not(text: str) -> Iterator[str]:
    yield from _each(rf"\b({_AUXILIARY})\b(?! not\b| no\b)", lambda match: f"{match[1]} not", text)


def with_does_not(text: str, subjects: Iterable[str]) -> Iterator[str]:
    for start, verb, end in _verbs(text, subjects):
        if verb.endswith("s"):
            yield f"{text[:start]}does not {base_of_third(verb)}{text[end:]}"
        elif base_of_past(verb):
            yield f"{text[:start]}did not {base_of_past(verb)}{text[end:]}"
        else:
            yield f"{text[:start]}do not {verb}{text[end:]}"


def _verbs(text: str, subjects: Iterable[str]) -> Iterator[tuple[int, str, int]]:
    """Yield the start, the word and the end of the verb after a name that begins the text."""
    names = "|".join(re.escape(name) for name in sorted(subjects, key=len, reverse=True))
    pattern = rf"(?:The |A )?(?i:{names}) ([a-z]+)(?= (?!{_AUXILIARY}|be)\w)"
    match = re.match(pattern, text) if names else None
    if match and match[1] not in _NO_VERB and match[1].endswith(("s", "ed", *_BASES)):
        yield match.start(1), match[1], match.end(1)


def with_no_longer(text: str) -> Iterator[str]:
    pattern = r"\b(is|are|was|were|can|will|has|have)\b(?! not| no)"
    yield from _each(pattern, lambda match: f"{match[1]} no longer", text)


def with_never(text: str, subjects: Iterable[str]) -> Iterator[str]:
    pattern = r"\b(is|are|was|were|will|has|have|can)\b(?! not| no)"
    yield from _each(pattern, lambda match: f"{match[1]} never", text)
    for start, _, _ in _verbs(text, subjects):
        yield f"{text[:start]}never {text[start:]}"


def with_without(text: str) -> Iterator[str]:
    yield from _each(r"\bwith\b", lambda _: "without", text)
    yield from _each(r"\bWith\b", lambda _: "Without", text)


def with_no(text: str) -> Iterator[str]:
    yield from _each(r"^(?:The|A|An|Some|Several|Many|All) ", lambda _: "No ", text)
    yield from _each(r"\b(?:a|an|some|several|many) (?!few|lot)", lambda _: "no ", text)


def with_refusal(text: str) -> Iterator[str]:
    """Replace a verb of wanting or saying by one of refusing or denying."""
    pairs = (
        *(("wants to", "refuses to"), ("aims to", "refuses to"), ("plans to", "refuses to")),
        *(("wants", "does not want"), ("says", "denies that"), ("said", "denied that")),
        *(("is meant to", "fails to"), ("are meant to", "fail to"), ("is to", "refuses to")),
        *(("agreed to", "refused to"), ("confirmed", "denied"), ("is expected to", "fails to")),
    )
    for old, new in pairs:
        yield from _each(rf"\b{old}\b", lambda _, new=new: new, text)  # type: ignore[misc]


def without_negation(text: str) -> Iterator[str]:
    yield from _each(r"\b(?:does|do|did) not ", lambda _: "", text)
    yield from _each(r" (?:not|no longer|never)\b", lambda _: "", text)
    yield from _each(r"n't\b", lambda _: "", text)
    yield from _each(r"\b(?:without)\b", lambda _: "with", text)
    yield from _each(r"\b(?:No|None of the) ", lambda _: "Some ", text)
    yield from _each(r"\bno ", lambda _: "some ", text)


def with_opposite(text: str) -> Iterator[str]:
    """Replace a word by its opposite."""
    for pair in OPPOSITES:
        for old, new in (pair, pair[::-1]):
            yield from _each(rf"(?<![\w-]){re.escape(old)}(?![\w-])", _constant(new), text)


def _constant(new: str) -> Callable[[re.Match[str]], str]:
    return lambda _: new


# Numbers and dates


def with_other_number(text: str) -> Iterator[str]:
    def changed(match: re.Match[str]) -> str:
        digits = match[0]
        return digits[:-1] + str((int(digits[-1]) + 3) % 10) if len(digits) > 1 else digits + "0"

    yield from _each(r"(?<![\w.,/-])\d[\d,.]*(?<=\d)(?!st|nd|rd|th)", changed, text)


def with_other_number_word(text: str) -> Iterator[str]:
    for series in _SERIES:
        for index, word in enumerate(series):
            new = series[(index + 1) % len(series)]
            yield from _each(rf"\b{word}\b", _constant(new), text)


def with_other_day(text: str) -> Iterator[str]:
    months = "|".join(_MONTHS)
    for names in (_MONTHS, _DAYS):
        for index, name in enumerate(names):
            new = names[(index + 1) % len(names)]
            before = r"(?<!^)" if name == "May" else ""
            yield from _each(rf"{before}\b{name}\b", _constant(new), text)
    pattern = rf"\b\d\d?(?= (?:{months})\b)"
    yield from _each(pattern, lambda match: str(int(match[0]) % 28 + 1), text)
    pattern = rf"\b({months}) (\d\d?)\b(?!,\d)"
    yield from _each(pattern, lambda match: f"{match[1]} {int(match[2]) % 28 + 1}", text)


# Hedges

_NUMBER_HEDGES: Final = (
    *("up to", "over", "more than", "around", "about", "roughly", "nearly", "almost", "at least"),
    *("at most", "fewer than", "less than", "as many as", "as much as", "approximately", "some"),
    *("just over", "just under", "close to", "an estimated", "well over", "under"),
)
_ADVERBS: Final = (
    *("largely", "mostly", "mainly", "partly", "probably", "possibly", "reportedly", "apparently"),
    *("allegedly", "presumably", "eventually", "ultimately", "generally", "often", "usually"),
    *("seemingly", "in part", "in time", "in the end", "in some cases", "sometimes"),
)


def without_number_hedge(text: str) -> Iterator[str]:
    counted = rf"(?={_NUMBER}|(?:{'|'.join(_NUMBER_WORDS)}|half|a third|a quarter)\b)"
    yield from _each(rf"\b(?i:{'|'.join(_NUMBER_HEDGES)}) {counted}", lambda _: "", text)
    yield from _each(r" or (?:more|less|fewer|younger|older|so)\b", lambda _: "", text)


def without_adverb(text: str) -> Iterator[str]:
    """Remove an adverb that limits what is said, or make `most of` into `all of`."""
    yield from _each(rf",? ?\b(?i:{'|'.join(_ADVERBS)})\b,?", lambda _: " ", text)
    yield from _each(r"\bmost of\b", lambda _: "all of", text)
    yield from _each(
        r"\bone of the (?:two|three|four|many|main)[a-z ]*?(?=reasons|tools|aims)",
        lambda _: "all the ",
        text,
    )


def with_intention_as_fact(text: str) -> Iterator[str]:
    """Make an aim into a fact: `aims to cut` becomes `cuts`."""
    single = r"\b(?:is (?:meant|intended|designed|supposed)|aims|wants|hopes|plans|intends|seeks) to ([a-z]+)"
    plural = (
        r"\b(?:are (?:meant|intended|designed|supposed)|aim|want|hope|plan|intend|seek) to ([a-z]+)"
    )
    yield from _each(single, lambda match: third(match[1]) if match[1] != "be" else "is", text)
    yield from _each(plural, lambda match: match[1] if match[1] != "be" else "are", text)


def with_possibility_as_certainty(text: str) -> Iterator[str]:
    """Make what may be into what is: `may rise` becomes `will rise`."""
    yield from _each(
        r"\b(?:may|might|could|should|would) (?!not|have)(?=[a-z])", lambda _: "will ", text
    )
    yield from _each(r"\b(?:may|might|could) have\b", lambda _: "has", text)
    pattern = r"\b(?:is|are) (?:expected|likely|set|due) to\b"
    yield from _each(pattern, lambda _: "will", text)
    yield from _each(
        r"\b(?:is|are) (?:said|thought|believed|reported) to ([a-z]+)",
        lambda match: third(match[1]),
        text,
    )
    yield from _each(r"\b(?:seems|appears) to ([a-z]+)", lambda match: third(match[1]), text)


def without_attribution(text: str) -> Iterator[str]:
    """Remove the words that say whose view a statement is."""
    yield from _each(r"^According to [^,]+, ", lambda _: "", text)
    yield from _each(r", according to [^,.]+", lambda _: "", text)
    pattern = r"^[A-Z][\w' ]*? (?:says|said|stressed|claims|claimed|argues|argued|believes) (?:that )?(?!\")"
    yield from _each(pattern, lambda _: "", text)


def with_hedge(text: str) -> Iterator[str]:
    """Add a hedge to a number or a verb that has none."""
    hedged = "|".join(f"(?<!{hedge} )" for hedge in _NUMBER_HEDGES if hedge).replace("|", "")
    for hedge in ("about", "up to", "more than"):
        months = "|".join(_MONTHS)
        pattern = rf"(?<!\w)(?<!\d ){hedged}(?={_NUMBER}(?! (?:{months})))(?<![,.\d£$€])"
        dated = rf"(?:{'|'.join(f'(?<!{month} )' for month in _MONTHS)})".replace("|", "")
        yield from _each(dated + pattern, _constant(f"{hedge} "), text)
    yield from _each(r"\b(?:is|are) (?!to\b|being\b|not\b)", lambda _: "may be ", text)
    yield from _each(r"\bwill (?!not\b)", lambda _: "might ", text)
    yield from _each(
        r"\b(has|have|was|were) (?=[a-z]+(?:ed|en)\b)",
        lambda match: f"{match[1]} reportedly ",
        text,
    )


# Tense


def future_as_past(text: str) -> Iterator[str]:
    """Make what is to come into what has happened: `will deploy` becomes `has deployed`."""
    yield from _each(r"\bwill be able to\b", lambda _: "has been able to", text)
    yield from _each(r"\bwill be ([a-z]+(?:ed|en))\b", lambda match: f"was {match[1]}", text)
    yield from _each(
        r"\bwill ([a-z]+)\b(?<! be)", lambda match: f"has {participle(match[1])}", text
    )
    yield from _each(r"\bis to be\b", lambda _: "has been", text)
    yield from _each(r"\bare to be\b", lambda _: "have been", text)
    yield from _each(
        r"\bis to ([a-z]+)\b(?<! be)", lambda match: f"has {participle(match[1])}", text
    )
    yield from _each(
        r"\bare to ([a-z]+)\b(?<! be)", lambda match: f"have {participle(match[1])}", text
    )
    pattern = r"\b(?:plans|intends|aims|is going|is due|is set|is expected) to ([a-z]+)\b"
    yield from _each(pattern, lambda match: f"has {participle(match[1])}", text)


def past_as_future(text: str) -> Iterator[str]:
    """Make what has happened into what is to come: `was announced` becomes `will be announced`."""
    yield from _each(
        r"\b(?:was|were|has been|have been) (?=[a-z]+(?:ed|en|ought|ound|old|ade)\b)",
        lambda _: "will be ",
        text,
    )
    yield from _each(r"\b(?:has|have) (?!been\b|to\b)([a-z]+)\b", _as_future, text)
    yield from _each(
        r"\b(?<!was )(?<!were )(?<!been )(?<!are )(?<!is )(?<!be )(?<!being )(?<!has )(?<!have )(took|went|fell|rose|gave|made|met|told|won|lost|sold|bought|began|set|led|held|left|became|travelled|traveled|launched|seized|visited|announced|opened|closed|signed|agreed|appointed)\b",
        _as_future,
        text,
    )


def _as_future(match: re.Match[str]) -> str | None:
    base = base_of_past(match[1])
    return f"will {base}" if base else None


def ongoing_as_past(text: str) -> Iterator[str]:
    """Make what is under way into what is over."""
    yield from _each(r"\bis being\b", lambda _: "was", text)
    yield from _each(r"\bare being\b", lambda _: "were", text)
    yield from _each(
        r"\b(is|are) (?=(?!being)[a-z]{3,}ing\b)",
        lambda match: {"is": "was", "are": "were"}[match[1]] + " ",
        text,
    )


def ongoing_as_future(text: str) -> Iterator[str]:
    """Make what is under way into what is still to begin."""
    yield from _each(r"\b(?:is|are) being\b", lambda _: "will be", text)
    yield from _each(r"\b(?:is|are) (?=(?!being)[a-z]{3,}ing\b)", lambda _: "will soon be ", text)
