"""The stems of English words: words of one family, such as `deploy` and `deployment`, share one.

Unlike the base forms that search uses, stems also lose the endings by which a noun, an adjective or
an adverb is made of another word. A stem is for comparing two texts, and need not be a word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_FAMILIES: Final = """
    arise arose arisen/bear bore born borne birth/beat beaten/become became/begin began begun/
    believe belief/bind bound/blow blew blown/break broke broken/breathe breath/bring brought/
    build built/burn burnt/buy bought/catch caught/child children/choose chose chosen choice/
    come came/die dies dead death died dying/dig dug/do did done does/draw drew drawn/
    drink drank drunk/drive drove driven/eat ate eaten/fall fell fallen/feed fed/feel felt/
    feet foot/fight fought/find found/fly flew flown flight/forbid forbade forbidden/
    forget forgot forgotten/freeze froze frozen/get got gotten/give gave given gift/
    go goes gone went going/grow grew grown growth/hear heard/hide hid hidden/high height/
    hold held/keep kept/know knew known knowledge/laugh laughter/lay laid/lead led leader/
    leave left/lend lent loan/life lives live lived living alive/long length lengthen/
    lose lost loss losing/make made/man men/mean meant/meet met/move motion/pay paid/poor poverty/
    prove proof proven/ride rode ridden/ring rang rung/rise rose risen rising/run ran/
    say said says/see saw seen sight/seek sought/sell sold sale/send sent/shake shook shaken/
    shine shone/shoot shot/show shown/shrink shrank shrunk/sing sang sung song/sink sank sunk/
    sit sat/sleep slept/slide slid/speak spoke spoken speech/spend spent/stand stood/
    steal stole stolen/stick stuck/strike struck stricken/strong strength strengthen/
    swear swore sworn/swim swam swum/take took taken/teach taught/tear tore torn/tell told/
    think thought/throw threw thrown/true truth/try trial tried tries/understand understood/
    wake woke woken/wear wore worn/weigh weight/wide width widen/win won/woman women/
    write wrote written/
    analyse analyses analysis analyst analysts analysed analysing analyze analyzed analyzing/
    succeed success/compete competition competitor/france french/spain spanish/greece greek/
    poland polish/denmark danish/sweden swedish/netherlands dutch/wales welsh/switzerland swiss/
    ireland irish/scotland scottish/turkey turkish/britain british/norway norwegian/
    use used using user useful uses/able ability/free freed freedom/asia asian/day days daily/
    destroy destruction destructive/complain complaint/crime criminal crimes criminals criminality/
    police policing/policy policies
"""
_IRREGULAR: Final = {
    form: base
    for base, *forms in (family.split() for family in _FAMILIES.split("/"))
    for form in (base, *forms)
}
"""The words whose family does not show in their letters, each with the first word of its family."""

_SPELLINGS: Final = (
    (re.compile(r"(?<=\w{3})is(?=(?:e[drs]?|ers|ing|ations?)\Z)"), "iz"),  # organise, organisation
    (re.compile(r"(?<=\w{2})lys(?=(?:e[drs]?|ing)\Z)"), "lyz"),  # paralyse
    (re.compile(r"(?<=\w{2})our(?=(?:s|ed|ing|able|ite)?\Z)"), "or"),  # labour, favourite
    (re.compile(r"(?<=\w[bt])re(?=s?\Z)"), "er"),  # centre, fibre
    (re.compile(r"(?<=\w{3})ogue(?=s?\Z)"), "og"),  # catalogue
    (re.compile(r"(?<=\w{4}m)me(?=s?\Z)"), ""),  # programme
)
"""The British spellings, and the American ones by which they are replaced."""

_PLURAL: Final = re.compile(
    r"(?<=\w{2}[^aeiou])ies\Z|(?<=\w{2}(?:ss|sh|ch))es\Z|(?<=\w{2}[xzo])es\Z|(?<=\w{2}[^su])s\Z"
)
_VERB: Final = re.compile(r"(?<=\w{2}[^aeiou])ied\Z|(?<=\w{2}[^e])ed\Z|(?<=\w{3})ing\Z")
_DERIVED: Final = re.compile(
    r"(?<=\w{4})(?:ment|ship|hood|ism|ist|ance|ence|ancy|ency|ant|ent|able|ible|age|ful|ive|ize?|ly|"
    r"ary|ory|ery|ous|at|est|an|ic)\Z|"
    r"(?<=\w{3})(?:ation|ition|ness|dom|less|ial|ion|ity|ety|ty|ian|ese|al|er|or|th|en|ed|y|e|i|a)\Z"
)
"""The endings by which English makes one word of another."""
_DOUBLED: Final = re.compile(r"([^aeiou])\1\Z")
_ALTERNATIONS: Final = {
    "uct": "uc",  # production, produce
    "miss": "mit",  # permission, permit
    "ript": "rib",  # description, describe
    "pans": "pand",  # expansion, expand
    "tens": "tend",  # extension, extend
    "fens": "fend",  # defence, defend
    "fenc": "fend",
    "pons": "pond",  # response, respond
    "cis": "cid",  # decision, decide
    "vis": "vid",  # provision, provide
    "clus": "clud",  # inclusion, include
    "plos": "plod",  # explosion, explode
    "cept": "ceiv",  # reception, receive
    "sumpt": "sum",  # consumption, consume
    "ffick": "f",  # trafficking, traffic
    "closur": "clos",
    "seizur": "seiz",
    "failur": "fail",
}
"""The ends of stems that a family has in two forms, each with the form that is kept."""
_LONGEST: Final = 40
"""The maximum number of characters of a word whose endings are taken off."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of a folded word in lower case."""
    word = word.removesuffix("'s").removesuffix("'")
    if not word.isalpha() or len(word) > _LONGEST:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    word = _inflected(word)
    for _ in range(3):
        if word in _IRREGULAR:
            return _IRREGULAR[word]
        word = _DERIVED.sub("", word)
    return _levelled(word)


def _inflected(word: str) -> str:
    """Take off the ending of a plural and of a verb."""
    word = _PLURAL.sub(lambda ending: "y" if ending[0] == "ies" else "", word)
    shorter = _VERB.sub(lambda ending: "y" if ending[0] == "ied" else "", word)
    if shorter != word and _DOUBLED.search(shorter) and not shorter.endswith(("ss", "zz")):
        return shorter[:-1]
    return shorter


def _levelled(word: str) -> str:
    """Give the stems of a family the same end."""
    for end, kept in _ALTERNATIONS.items():
        if word.endswith(end):
            return word.removesuffix(end) + kept
    return word[:-1] if _DOUBLED.search(word) else word
