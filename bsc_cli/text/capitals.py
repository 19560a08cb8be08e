"""Find the capitalised words of an article, and tell how strongly each suggests a name.

A capital in the middle of a sentence suggests a name; one at the start of a sentence, after a colon
or in a heading suggests nothing. Months, weekdays, titles and words such as `British` have capitals
without naming anybody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from bsc_cli.text import money, reporting
from bsc_cli.text.folding import Span
from bsc_cli.text.intervals import Intervals
from bsc_cli.text.names import FUNCTION_WORDS, words_and_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.text.folding import FoldedText
    from bsc_cli.text.sentences import Sentences

_DATES = frozenset(
    """
    january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
    saturday sunday mon tue tues wed thu thur thurs fri sat sun mondays tuesdays wednesdays
    thursdays fridays saturdays sundays christmas easter
    gmt bst utc cet est edt pst celsius fahrenheit richter
    """.split()  # noqa: SIM905 - easier to read without quotation marks
)
_TITLES = frozenset(
    """
    acting adm admiral ambassador archbishop archdeacon attorney bailiff baron baroness baronet
    bishop brigadier brother canon capt captain cardinal cdr chair chairman chairperson
    chairwoman chancellor chief cllr coach col colonel commander commissioner comptroller
    congressman congresswoman constable consul controller coroner corporal councillor count
    countess cpl dame deacon dean deputy det detective director doctor dr duchess duke earl
    emeritus emperor empress ex executive father first founder fr gen general gov governor head
    hon honourable imam inspector interim judge justice king lady lance lead leader lieutenant
    lord lt magistrate maj major manager marquess marshal master mayor mep messrs midwife
    minister miss mr mrs ms mx nurse officer ombudsman pastor permanent pc pope premier
    president priest prime prince princess principal private prof professor provost qc queen
    rabbi rector registrar rep representative rev reverend secretary sen senator senior sergeant
    sgt sheik sheikh sheriff shadow sir sister solicitor speaker spokesman spokesperson
    spokeswoman sultan superintendent supt surgeon taoiseach tsar under-secretary vicar vice
    viceroy viscount warden inc incorporated ltd limited plc llc llp corp corporation co company
    gmbh ag bv nv sa spa pty jr sr
    """.split()  # noqa: SIM905 - see above
)
"""Words, in lower case, that stand before or behind names, or refer to a person by an office."""
_ADJECTIVES = frozenset(
    """
    afghan african albanian algerian american andorran angolan anglo arab arabian arabic
    argentine argentinian armenian asian australasian australian austrian azerbaijani bahamian
    bahraini bangladeshi barbadian basque bavarian belarusian belgian belizean bengali bolivian
    bosnian botswanan brazilian british briton britons bruneian bulgarian burmese burundian
    cambodian cameroonian canadian catalan catholic celtic chadian chilean chinese christian
    colombian congolese cornish corsican croat croatian cuban cypriot czech dane danes danish
    dominican dutch ecuadorian egyptian emirati english englishman eritrean estonian ethiopian
    eurasian european eurosceptic fijian filipino finn finnish finns flemish french frenchman
    gabonese gaelic gambian georgian german germanic ghanaian greek guatemalan guinean guyanese
    haitian hebrew hindu hispanic honduran hungarian icelander icelandic indian indonesian
    iranian iraqi irish irishman islamic islamist israeli italian ivorian jamaican japanese jew
    jewish jordanian kazakh kenyan korean kosovan kurd kurdish kuwaiti lao laotian latin latino
    latvian lebanese liberian libyan lithuanian luxembourgish macedonian malagasy malawian
    malaysian maldivian malian maltese mauritian mexican moldovan mongolian montenegrin moroccan
    mozambican muslim namibian nepalese nepali nicaraguan nigerian nigerien nordic norman
    norwegian omani orthodox pakistani palestinian panamanian paraguayan persian peruvian pole
    poles polish portuguese protestant qatari roman romanian russian rwandan salvadoran samoan
    saudi scandinavian scot scots scottish senegalese serb serbian sikh singaporean slav slavic
    slovak slovakian slovene slovenian somali somalian spaniard spanish sudanese sunni shia
    shiite swede swedes swedish swiss syrian taiwanese tajik tamil tanzanian thai tibetan
    togolese tongan tunisian turk turkish turkmen ugandan ukrainian uruguayan uzbek venezuelan
    victorian vietnamese welsh welshman western yemeni zambian zimbabwean zionist
    olympic samaritan
    """.split()  # noqa: SIM905 - see above
)
"""Adjectives of countries, regions and religions, and words for their people, in lower case."""
_ACRONYMS = frozenset(
    """
    AD ADHD AGM AI AM ATM BA BBQ BC BCE BMW BSc BST CCTV CE CEO CEST CET CFO COO CTO CV DIY DJ
    DNA DVD EDT ER EST ET FAQ GCSE GDP GMT GP GPs HD HIV HR HGV ICU ID IDs IQ IT IVF JP KC LED
    LGBT LGBTQ LLB MA MBA MBE MD MEP MEPs MP MPs MSc MSP MSPs NGO NGOs OBE OK PA PC PCs PDF PDT
    PE PhD PM PR PST QC RIP RSVP SMS SUV SUVs TV TVs UFO URL UTC VAT VIP VIPs WC WiFi XL
    """.split()  # noqa: SIM905 - see above
)
"""Acronyms that stand for ordinary words."""

_STATES = frozenset(
    """
    Ala Ariz Ark Calif Colo Conn Fla Ga Ill Kan Ky Mass Md Mich Minn Mont Neb Nev Okla Ore Tenn Tex
    Wash Wis Wyo
    """.split()  # noqa: SIM905 - see above
)
"""Abbreviations behind the name of a town or a member of Congress."""
_DIRECTIONS = frozenset("north south east west central northern southern eastern".split())  # noqa: SIM905

Kind = Literal["name", "perhaps", "title", "other"]


class Capital(NamedTuple):
    """A capitalised word: a `name` or only `perhaps` one, a `title`, or some `other` word."""

    word: str
    span: Span
    kind: Kind
    after_article: bool = False

    @property
    def is_acronym(self) -> bool:
        """Whether all letters of the word are capitals, but for a plural's ending."""
        return len(self.word) > 1 and self.word.removesuffix("s").isupper()


def runs(article: FoldedText, sentences: Sentences) -> Iterator[list[Capital]]:
    """Yield each run of capitalised words in a sentence, such as `Prime Minister Ann Reed`."""
    text, spans = article.text, iter(sentences.spans)
    sentence, style, head, skipped = Span(0, 0), "", 0, 0
    run: list[Capital] = []
    addresses = Intervals(Span(*match.span()) for match in _ADDRESS.finditer(text))
    for word, span in words_and_spans(text):
        is_first = span.start >= sentence.end
        while span.start >= sentence.end:
            sentence = next(spans)
        if is_first:
            style, head = _style(text, sentence), _head(text, sentence)
            dateline = _DATELINE.match(text, span.end) if word.isupper() else None
            skipped = dateline.end() if dateline else span.start
        if span.start < skipped or span in addresses:
            continue
        if word == word.lower() or _is_sign(text, word, span):
            continue
        before = run[-1] if run and not is_first else None
        if before and not _joins(before, text[before.span.end : span.start], word):
            before = None
        is_surname = before is not None and _is_surname(text, before, word, span)
        if word.lower() in FUNCTION_WORDS and not is_surname:
            continue
        if run and not before:
            yield run
            run = []
        is_weak = is_first or span.end <= head
        one = _capital(text, word, span, style or ("title" if is_weak else ""))
        run.append(one._replace(kind="name") if is_surname else one)
    if run:
        yield run


def _style(text: str, sentence: Span) -> str:
    """Return `capitals` or `title` if a sentence is a heading in that style, else an empty text."""
    words = [word for word, _ in words_and_spans(text[sentence.start : sentence.end])]
    if len(words) > 1 and sum(word.isupper() for word in words) > _MOST * len(words):
        return "capitals"
    telling = [word for word in words if len(word) > 1 and word.lower() not in FUNCTION_WORDS]
    capitals = sum(word != word.lower() for word in telling)
    is_title = capitals == len(telling) > 1 or (
        capitals > _MOST * len(telling)
        and text[sentence.start : sentence.end].rstrip("\"')")[-1:] not in (".", "?", "!")
    )
    return "title" if is_title else ""


_MOST = 0.7


def _head(text: str, sentence: Span) -> int:
    """Return the end of the heading before the colon in a sentence such as `Key Aims: It sails`.

    Without such a heading, return the start of the sentence.
    """
    colon = text.find(": ", sentence.start, min(sentence.end, sentence.start + _LONGEST_HEAD))
    is_head = colon > 0 and _style(text, Span(sentence.start, colon)) == "title"
    if is_head and reporting.ends_with_cue(text[sentence.start : colon]):
        return sentence.start
    return colon if is_head else sentence.start


_LONGEST_HEAD = 100
_DATELINE = re.compile(
    r"(?:\.? [A-Z]{2,}){0,2}(?:, [^.]{3,30}\.?[^.]{0,20})? ?(?:\([\w ]{2,30}\))? ?--? "
)
"""The rest of a dateline after the place, as in `POOLE, Sept. 17 (Coast) - `."""


def _joins(before: Capital, joint: str, word: str) -> bool:
    """Whether the text between a capitalised word and the next leaves them in one run."""
    is_letter = len(before.word) == 1
    is_abbreviated = is_letter or before.kind == "title" or before.word.lower() in ("st", "mt")
    is_acronym = joint == "." and is_letter and len(word) == 1
    return joint in (" ", "-", "'") or is_acronym or (joint == ". " and is_abbreviated)


def _is_surname(text: str, before: Capital, word: str, span: Span) -> bool:
    """Whether a word that is seldom a name is one behind another, as in `Ann May`, `Mr English`."""
    if before.kind == "title":
        return word.lower() in _ADJECTIVES and before.word in ("Mr", "Mrs", "Ms")
    is_month = word in ("March", "April", "May", "June") and not _DAY.match(text, span.end)
    return is_month and before.kind in ("name", "perhaps")


def _is_sign(text: str, word: str, span: Span) -> bool:
    """Whether a word is the sign before an amount of money, such as `Rs 5` and `C$5`."""
    return bool(_AMOUNT.match(text, span.end)) and (word in money.SIGNS or text[span.end] == "$")


_DAY = re.compile(r",? \d")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<!\w)@\w+")
_AMOUNT = re.compile(r"\$\d|\.? ?\d")
_ARTICLE = re.compile(
    r"(?:\b(?ai:the|an?|this|that|these|those|its|his|her|their|our|my|your|some|any|each|every|no|"
    r"another|new|former|own|first|last|next|other)|'s) \Z"
)
_START = re.compile(r"(?:[:?!][\"')\]]*+ |[\"(\[]|(?<!\w)'| -)\Z| - \Z")
_LONGEST = 9


def _capital(text: str, word: str, span: Span, style: str) -> Capital:
    before = text[max(0, span.start - _LONGEST) : span.start]
    kind = _kind(word, before, style)
    if word.lower() in _DIRECTIONS and (following := _NEXT.match(text, span.end)):
        kind = "other" if following[1].lower() in _ADJECTIVES else kind
    return Capital(word, span, kind, bool(_ARTICLE.search(before)))


_NEXT = re.compile(r"[ -]([A-Z]\w+)")


def is_title(word: str) -> bool:
    """Whether a word stands before or behind names, as `Dr` and `Ltd` do."""
    lower = word.lower()
    return lower in _TITLES or lower.removesuffix("s") in _TITLES


def _kind(word: str, before: str, style: str) -> Kind:
    lower = word.lower()
    singular = lower.removesuffix("s")
    if len(word) == 1 or lower in _DATES or word in _ACRONYMS or word in _STATES:
        return "other"
    if lower in _ADJECTIVES or singular in _ADJECTIVES:
        return "other"
    if is_title(word):
        return "title"
    if style == "capitals":
        return "perhaps"
    is_acronym = word.removesuffix("s").isupper()
    return "name" if is_acronym or not (style or _START.search(before)) else "perhaps"
