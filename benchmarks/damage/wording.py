"""Reword a sentence so that it no longer says the same: negate it, change its tense, drop a hedge.

Each function yields every sentence that results from one change of its kind. English is handled by
rules and short lists, without a tagger: some results are clumsy, but all say something else.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Replacement = str | Callable[[re.Match[str]], str | None]


def each(pattern: str, replacement: Replacement, text: str) -> Iterator[str]:
    """For each match of a pattern, yield the text with that match replaced.

    A replacement that is a text is a template, as in `re.sub`; a function may return `None`.
    """
    for match in re.finditer(pattern, text):
        new = replacement(match) if callable(replacement) else match.expand(replacement)
        if new is not None:
            yield tidy(text[: match.start()] + new + text[match.end() :])


def tidy(text: str) -> str:
    """Remove the traces of a deletion: double spaces, and a small letter at the beginning."""
    text = re.sub(r" {2,}", " ", text).strip(" ,")
    text = re.sub(r" (?=[,.;])", "", text)
    return text[:1].upper() + text[1:]


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


# Verbs

_FORMS: Final = """
    be/was/been become/became/become begin/began/begun bring/brought/brought build/built/built
    buy/bought/bought catch/caught/caught choose/chose/chosen come/came/come cost/cost/cost cut/cut/cut
    deal/dealt/dealt do/did/done draw/drew/drawn drive/drove/driven fall/fell/fallen fight/fought/fought
    find/found/found get/got/got give/gave/given go/went/gone grow/grew/grown have/had/had
    hear/heard/heard hit/hit/hit hold/held/held keep/kept/kept know/knew/known lead/led/led
    leave/left/left let/let/let lose/lost/lost make/made/made mean/meant/meant meet/met/met
    oversee/oversaw/overseen pay/paid/paid put/put/put read/read/read rise/rose/risen run/ran/run
    say/said/said see/saw/seen sell/sold/sold send/sent/sent set/set/set shut/shut/shut sit/sat/sat
    speak/spoke/spoken spend/spent/spent stand/stood/stood strike/struck/struck take/took/taken
    tell/told/told think/thought/thought understand/understood/understood win/won/won
    withdraw/withdrew/withdrawn write/wrote/written
"""
_IRREGULAR: Final = {base: forms for base, *forms in (verb.split("/") for verb in _FORMS.split())}
"""The past form and the past participle of each irregular verb."""
_BASES: Final = {form: base for base, forms in _IRREGULAR.items() for form in forms}
_PARTICIPLE: Final = rf"(?:[a-z]+ed|{_any(forms[-1] for forms in _IRREGULAR.values())})\b"
_AUXILIARY: Final = (
    r"\b(?:is|are|was|were|will|would|has|have|had|can|could|may|might|must|should)\b"
)
_NO_VERB: Final = "and or of in on at to for by from with as than that which who"
_SILENT_E: Final = re.compile(
    r"(?:[cvzu]|[^s]s|[^n]g|[ae]ng|[bcdfgkpstz]l|creat|[^e]at|[^ao]i[dmnr]|[^o]ur|[^e]a[dpr]|[ou]d|om"
    r"|ut|[mquv]ot)$"
)
"""The ends of stems that lost an `e` before `-ed`."""


def participle(verb: str) -> str:
    """Return the past participle of a verb."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb][1]
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", verb):
        return f"{verb}{verb[-1]}ed"
    return f"{verb}ed"


def base_of_past(word: str) -> str | None:
    """Return the base of a verb's past form; `None` if the word does not look like a past form."""
    if word in _BASES:
        return _BASES[word]
    if not re.fullmatch(r"[a-z]{2,}ed", word):
        return None
    stem = word[:-2]
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    if re.search(r"([bdgmnprt])\1$|.{4}ll$", stem):
        return stem[:-1]
    return f"{stem}e" if _SILENT_E.search(stem) else stem


def base_of_third(word: str) -> str:
    """Return the base of a verb in the third person singular: `carries` gives `carry`."""
    if word == "has":
        return "have"
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return re.sub(r"(?<=ss|sh|ch)es$|(?<=[xzo])es$|s$", "", word)


def third(verb: str) -> str:
    """Return the third person singular of a verb."""
    if verb in ("be", "have"):
        return {"be": "is", "have": "has"}[verb]
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return verb + ("es" if re.search(r"(?:s|sh|ch|x|z|o)$", verb) else "s")


def _verb(text: str, subjects: Iterable[str]) -> re.Match[str] | None:
    """Return the verb, as group 1, after one of some names that begins a text."""
    names = sorted(map(re.escape, subjects), key=len, reverse=True)
    match = re.match(
        rf"(?:The |A )?(?i:{_any(names)}) (?!{_AUXILIARY})([a-z]+) (?!{_AUXILIARY})", text
    )
    if not names or not match or match[1] in _NO_VERB.split():
        return None
    return match if match[1].endswith("s") or base_of_past(match[1]) else None


# Negation


def with_not(text: str) -> Iterator[str]:
    """Put `not` after a verb that takes it."""
    yield from each(rf"{_AUXILIARY}(?! (?:not|no|never)\b)", r"\g<0> not", text)


def with_does_not(text: str, subjects: Iterable[str]) -> Iterator[str]:
    """Negate the verb after a name that begins the text: `X says` becomes `X does not say`."""
    match = _verb(text, subjects)
    if match:
        past = base_of_past(match[1])
        new = f"did not {past}" if past else f"does not {base_of_third(match[1])}"
        yield f"{text[: match.start(1)]}{new}{text[match.end(1) :]}"


def with_no_longer(text: str) -> Iterator[str]:
    """Say that something has ended: `is` becomes `is no longer`."""
    pattern = r"\b(?:is|are|was|were|can|will|has|have)\b(?! (?:not|no|never)\b)"
    yield from each(pattern, r"\g<0> no longer", text)


def with_never(text: str, subjects: Iterable[str]) -> Iterator[str]:
    """Put `never` after an auxiliary or before another verb."""
    pattern = r"\b(?:is|are|was|were|can|will|has|have)\b(?! (?:not|no|never)\b)"
    yield from each(pattern, r"\g<0> never", text)
    match = _verb(text, subjects)
    if match:
        yield f"{text[: match.start(1)]}never {text[match.start(1) :]}"


def with_without(text: str) -> Iterator[str]:
    """Make `with` into `without`."""
    yield from each(r"\b([Ww])ith\b", r"\1ithout", text)


def with_no(text: str) -> Iterator[str]:
    """Make an article into `no`."""
    yield from each(r"^(?:The|A|An|Some|Several|Many|All) ", "No ", text)
    yield from each(r"\b(?:a|an|some|several|many) (?!few|lot)", "no ", text)


def with_refusal(text: str) -> Iterator[str]:
    """Replace a verb of wanting or saying by one of refusing or denying."""
    for old, new in _REFUSALS:
        yield from each(rf"\b{old}\b", new, text)


_REFUSALS: Final = (
    *(("(?:wants|aims|plans|hopes) to", "refuses to"), ("wants", "does not want")),
    *(
        (r"(?:says|states) (?:that )?", "denies that "),
        (r"(?:said|stressed) (?:that )?", "denied that "),
    ),
    *(
        ("is (?:meant|expected|likely) to", "fails to"),
        ("are (?:meant|expected|likely) to", "fail to"),
    ),
    *(("agreed to", "refused to"), ("confirmed", "denied"), ("is able to", "is unable to")),
)


def without_negation(text: str) -> Iterator[str]:
    """Remove a negation."""
    yield from each(r"\bdoes not ([a-z]+)\b", lambda match: third(match[1]), text)
    yield from each(r"\bdo not ", "", text)
    yield from each(r"\bdid not\b", "did", text)
    yield from each(r"\b(?:cannot|can't)\b", "can", text)
    yield from each(r" (?:not|no longer|never)\b|n't\b", "", text)
    yield from each(r"\b([Ww])ithout\b", r"\1ith", text)
    yield from each(r"\b(?:No|None of the) ", "Some ", text)
    yield from each(r"\bno (?!longer)", "some ", text)
    yield from each(r"\b([Nn])either (.*?) nor ", r"Both \2 and ", text)


_OPPOSITES: Final = """
    increase/decrease increases/decreases increased/decreased increasing/decreasing rise/fall
    rises/falls rose/fell risen/fallen rising/falling more/fewer higher/lower larger/smaller
    highest/lowest most/least best/worst better/worse stronger/weaker strengthen/weaken
    strengthens/weakens strengthened/weakened strengthening/weakening new/old first/last early/late
    earlier/later before/after above/below up/down success/failure successful/unsuccessful
    successfully/unsuccessfully safe/dangerous allow/forbid allowed/forbidden prevent/allow
    prevents/allows prevented/allowed preventing/allowing begin/end began/ended start/stop
    started/stopped open/close opened/closed win/lose won/lost gain/lose gained/lost accept/reject
    accepted/rejected approve/reject approved/rejected support/oppose supports/opposes
    supported/opposed for/against include/exclude includes/excludes included/excluded legal/illegal
    public/private major/minor large/small long/short high/low good/bad many/few always/never
    enter/leave arrived/left buy/sell bought/sold faster/slower hidden/visible closer/looser
    domestic/foreign future/past guilty/innocent convicted/acquitted profit/loss
"""


def with_opposite(text: str) -> Iterator[str]:
    """Replace a word by its opposite."""
    for pair in _OPPOSITES.split():
        one, other = pair.split("/")
        yield from each(rf"(?<![\w-]){one}(?![\w-])", other, text)
        yield from each(rf"(?<![\w-]){other}(?![\w-])", one, text)


# Numbers and dates

NUMBER: Final = r"(?<![\w.,/-])\d[\d,.]*(?<=\d)(?!\w)"
_NUMBER_WORDS: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "million", "billion"),
)
_SERIES: Final = (
    _NUMBER_WORDS,
    ("first", "second", "third", "fourth", "fifth"),
    ("half", "third", "quarter"),
    ("twice", "thrice"),
    ("double", "triple"),
)
_MONTHS: Final = tuple(month_name)[1:]
_MONTH: Final = _any(_MONTHS)


def with_other_number(text: str) -> Iterator[str]:
    """Change a digit of a number, or make the number longer."""
    pattern = r"(?<![\w.,/-])\d[\d,.]*(?<=\d)(?!st|nd|rd|th)"
    yield from each(pattern, lambda match: f"{match[0][:-1]}{(int(match[0][-1]) + 3) % 10}", text)
    yield from each(pattern, lambda match: f"{int(match[0][0]) % 9 + 1}{match[0][1:]}", text)


def with_other_number_word(text: str) -> Iterator[str]:
    """Change a number in words, except `one`, which is often a pronoun."""
    for words in _SERIES:
        for index, word in enumerate(words):
            yield from each(
                rf"(?<![\w-])(?!one\b){word}(?![\w-])", words[(index + 1) % len(words)], text
            )


def with_other_day(text: str) -> Iterator[str]:
    """Change a month, a day of the week, or a day of the month."""
    for names in (_MONTHS, tuple(day_name)):
        for index, name in enumerate(names):
            yield from each(rf"(?<!^)\b{name}\b", names[(index + 1) % len(names)], text)
    yield from each(rf"\b\d\d?(?= {_MONTH}\b)", lambda match: str(int(match[0]) % 28 + 1), text)
    pattern = rf"\b({_MONTH}) (\d\d?)\b(?!,\d)"
    yield from each(pattern, lambda match: f"{match[1]} {int(match[2]) % 28 + 1}", text)


# Hedges

_NUMBER_HEDGES: Final = (
    *(
        "up to",
        "just over",
        "well over",
        "over",
        "more than",
        "around",
        "about",
        "roughly",
        "nearly",
    ),
    *("almost", "at least", "at most", "fewer than", "less than", "as many as", "as much as"),
    *("approximately", "some", "just under", "under", "close to", "an estimated"),
)
_COUNTED: Final = rf"[£$€]?\d|{_any((*_NUMBER_WORDS, 'half', 'a'))}\b"
_ADVERBS: Final = (
    *("largely", "mostly", "mainly", "partly", "probably", "possibly", "reportedly", "apparently"),
    *("allegedly", "presumably", "eventually", "ultimately", "generally", "often", "usually"),
    *("seemingly", "in part", "in time", "in the end", "in some cases", "sometimes", "so-called"),
)


def without_number_hedge(text: str) -> Iterator[str]:
    """Remove a hedge beside a number: `up to 2,400` becomes `2,400`."""
    yield from each(rf"\b(?i:{'|'.join(_NUMBER_HEDGES)}) (?={_COUNTED})", "", text)
    yield from each(r" or (?:more|less|fewer|younger|older|so)\b", "", text)


def without_adverb(text: str) -> Iterator[str]:
    """Remove an adverb that limits what is said, or make `most of` into `all of`."""
    yield from each(rf",? ?(?<!\w)(?i:{'|'.join(_ADVERBS)})(?!\w),?", " ", text)
    yield from each(
        r"\b([Mm])ost of\b", lambda match: {"M": "All", "m": "all"}[match[1]] + " of", text
    )
    yield from each(r"\bone of (?=the (?:two|three|four|main))", "", text)


def with_intention_as_fact(text: str) -> Iterator[str]:
    """Make an aim into a fact: `aims to cut` becomes `cuts`."""
    aimed = "(?:meant|intended|designed|supposed)"
    yield from each(
        rf"\b(?:is {aimed}|aims|wants|hopes|plans|intends|seeks) to ([a-z]+)\b",
        lambda match: third(match[1]),
        text,
    )
    yield from each(
        rf"\b(?:are {aimed}|aim|want|hope|plan|intend|seek) to ([a-z]+)\b",
        lambda match: "are" if match[1] == "be" else match[1],
        text,
    )


def with_possibility_as_certainty(text: str) -> Iterator[str]:
    """Make what may be into what will be: `may rise` becomes `will rise`."""
    yield from each(r"\b(?:may|might|should|could) (?!not|have)(?=[a-z])", "will ", text)
    yield from each(r"\b(?:may|might|could) have\b", "has", text)
    yield from each(r"\b(?:is|are) (?:expected|likely|set|due) to\b", "will", text)
    known = r"\b(?:(?:is|are) (?:said|thought|believed|reported)|seems|appears) to ([a-z]+)\b"
    yield from each(known, lambda match: third(match[1]), text)


def without_attribution(text: str) -> Iterator[str]:
    """Remove the words that say whose view a statement is."""
    yield from each(r"^According to [^,]+, ", "", text)
    yield from each(r", according to [^,.]+", "", text)
    said = "says|said|stressed|claims|claimed|argues|argued|believes"
    yield from each(rf"^[A-Z][\w' ]*? (?:{said}) (?:that )?(?!\")", "", text)


def with_hedge(text: str) -> Iterator[str]:
    """Add a hedge to a number or to a verb."""
    hedged = "".join(f"(?<!{word} )" for word in (*_NUMBER_HEDGES, *_MONTHS))
    for hedge in ("about", "up to", "more than"):
        pattern = rf"(?<![\w.,£$€-]){hedged}(?=[£$€]?\d)(?!\d\d? {_MONTH})"
        yield from each(pattern, f"{hedge} ", text)
    yield from each(r"\b(?:is|are) (?!to\b|being\b|not\b)", "may be ", text)
    yield from each(r"\bwill (?!not\b)", "might ", text)
    yield from each(rf"\b(?:has|have|was|were) (?={_PARTICIPLE})", r"\g<0>reportedly ", text)


# Tense


def future_as_past(text: str) -> Iterator[str]:
    """Make what is to come into what has happened: `will deploy` becomes `has deployed`."""
    yield from each(r"\bwill be able to\b", "has been able to", text)
    yield from each(rf"\bwill be (?={_PARTICIPLE})", "has been ", text)
    yield from each(
        r"\bwill (?!be\b)([a-z]{3,})\b(?<!ly)", lambda match: f"has {participle(match[1])}", text
    )
    yield from each(
        r"\bare to (?!be\b)([a-z]+)\b", lambda match: f"have {participle(match[1])}", text
    )
    going = r"\b(?:is|plans|intends|is (?:going|due|set|expected)) to (?!be\b)([a-z]+)\b"
    yield from each(going, lambda match: f"has {participle(match[1])}", text)
    yield from each(r"\bis to be\b", "has been", text)
    yield from each(r"\bare to be\b", "have been", text)


def past_as_future(text: str) -> Iterator[str]:
    """Make what has happened into what is to come: `was announced` becomes `will be announced`."""
    yield from each(rf"\b(?:was|were|has been|have been) (?={_PARTICIPLE})", "will be ", text)
    yield from each(r"\b(?:has|have) (?!been\b|to\b|had\b)[a-z]+\b", _will, text)
    if not re.search(_AUXILIARY, text):
        yield from each(rf"(?<![\w-]){_any(_PAST)}(?![\w-])", _will, text)


_PAST: Final = (
    *(
        "took",
        "went",
        "fell",
        "rose",
        "gave",
        "made",
        "met",
        "won",
        "lost",
        "sold",
        "bought",
        "began",
    ),
    *(
        "led",
        "held",
        "left",
        "became",
        "found",
        "paid",
        "grew",
        "ended",
        "started",
        "opened",
        "closed",
    ),
    *("travelled", "traveled", "visited", "launched", "announced", "signed", "agreed", "appointed"),
    *(
        "seized",
        "killed",
        "injured",
        "arrested",
        "charged",
        "sentenced",
        "scored",
        "beat",
        "reported",
    ),
)
"""Past forms that are seldom anything else."""


def _will(match: re.Match[str]) -> str | None:
    base = base_of_past(match[0].split()[-1])
    return f"will {base}" if base else None


def ongoing_as_past(text: str) -> Iterator[str]:
    """Make what is under way into what is over."""
    for now, then in (("is", "was"), ("are", "were")):
        yield from each(rf"\b{now} being\b", then, text)
        yield from each(rf"\b{now} (?=(?!being)[a-z]{{3,}}ing\b)", f"{then} once ", text)


def ongoing_as_future(text: str) -> Iterator[str]:
    """Make what is under way into what is still to begin."""
    yield from each(r"\b(?:is|are) being\b", "will be", text)
    yield from each(r"\b(?:is|are) (?=(?!being)[a-z]{3,}ing\b)", "will soon be ", text)
