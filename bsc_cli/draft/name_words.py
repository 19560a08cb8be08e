"""The words in and beside a name that show what it is the name of."""

from __future__ import annotations

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from typing import TYPE_CHECKING, Final

from bsc_cli.draft.drafted import TODO
from bsc_cli.model import iso

if TYPE_CHECKING:
    from bsc_cli.text.folding import Span

_STRONG: Final = frozenset(
    """
    mr mrs ms miss mx dr sir dame cllr prof professor rev sgt insp supt capt lt maj cdr sen rep
    """.split()  # noqa: SIM905 - easier to read without quotation marks
)
"""Titles, in lower case, that only a person has, even before a surname alone."""
_OFFICES: Final = frozenset(
    """
    ministers chancellor premier congressman congresswoman governor ambassador judge magistrate
    coroner sheriff superintendent sergeant inspector constable commissioner chairperson chief
    commander gov
    """.split()  # noqa: SIM905 - see above
)
"""Further offices, in lower case, that only a person has before a name of two words or more."""
SURNAMES_TOO: Final = frozenset(
    """
    King Prince Bishop Dean Major Judge Pope Duke Earl Baron Marshal Priest Abbot Coach Master
    Lance Count Canon Constable Sargent Chancellor Provost Queen Warden Usher Vicar Senator
    """.split()  # noqa: SIM905 - see above
)
"""Titles that are surnames as well."""


JUNIORS: Final = ("Jr", "Sr", "II", "III")
"""The words that may follow a surname."""
WITH_POINT: Final = ("Jr", "Sr", "Inc", "Ltd", "Co", "Corp", "Bros", "INC", "LTD", "CORP")
"""Abbreviations at the end of a name, to which a full stop belongs."""


def surname(name: str) -> str:
    """Return the last word of a name, before `Jr.` and the like."""
    *before, last = name.split(" ")
    return before[-1] if before and last.rstrip(".") in JUNIORS else last


def may_be_person(name: str) -> bool:
    """Whether a name has the form of a person's: two or three words, without those of bodies."""
    parts = [word for word in name.split(" ") if not word.endswith(".")]
    return len(parts) in (2, 3) and not (ends_body(parts[-1]) or parts[0] in PARTS_OF_PLACES)


def is_strong(title: str) -> bool:
    """Whether a title shows that even a single word after it is the name of a person."""
    return title.lower() in _STRONG


def is_of_person(office: list[str]) -> bool:
    """Whether the words before a name are a title or an office that only a person has."""
    return any(is_strong(word) or word.lower() in _OFFICES or is_role(word) for word in office)


_AGE: Final = re.compile(r", (?:aged )?\d{1,3},|, (?:aged )?\d{1,3}[.;]| \(\d{1,2}\)")
_ROLE: Final = "|".join(
    """
    activist actor actress agent analyst attorney author biologist blogger boss brother campaigner
    captain chairman chairwoman clerk coach convener councillor daughter deckhand defender detective
    director driver economist employee engineer executive farmer father forward founder geologist
    goalkeeper headteacher historian husband journalist lawyer leader lecturer manager mayor
    midfielder minister mother nurse officer owner photographer physicist pilot president professor
    prosecutor psychologist quarterback ranger rapper referee researcher resident scientist
    secretary senator singer sister skipper solicitor son spokesman spokesperson spokeswoman striker
    student substitute supervisor surgeon tackle teacher treasurer victim widow wife winger witness
    worker writer
    """.split()  # noqa: SIM905 - see above
)
"""The words that only a person is called."""
_ROLE_AFTER: Final = re.compile(
    rf", (?:(?:an?|the|its|his|her|their) )?(?:[\w-]+ ){{0,3}}(?:{_ROLE})"
    r"(?: general)?(?=[,.;]| (?:at|for|of|with|who)\b)"
)
_ROLE_BEFORE: Final = re.compile(rf"\b(?:{_ROLE}) (?:for [a-z]+ )?\Z|\d-year-old \Z")
_ROLE_AND_COMMA: Final = re.compile(
    rf"(?:\b(?:the|an?|another|his|her|its|their)|'s) (?:[\w-]+ ){{0,2}}(?:{_ROLE}), \Z|"
    r"\b(?:Secretary|Minister)(?: (?:of|for) (?:the )?[A-Z]\w+){0,3}, \Z",
    re.IGNORECASE,
)
_STOP: Final = re.compile(r"[,.]")
_CAPITAL_ROLE: Final = re.compile(_ROLE, re.IGNORECASE)
_PERSONAL: Final = re.compile(r", (?:an? )?\d{1,2}-year-old|, who\b(?='s)")
_FAR: Final = 60


def is_beside_person(text: str, name: Span) -> bool:
    """Whether an age or a description beside a name of two words shows that it is a person's."""
    after = any(pattern.match(text, name.end) for pattern in (_AGE, _ROLE_AFTER, _PERSONAL))
    before = text[max(0, name.start - _FAR) : name.start]
    return after or bool(_ROLE_BEFORE.search(before)) or is_apposition(text, name)


def is_apposition(text: str, name: Span) -> bool:
    """Whether a name stands between commas behind an office or with a title: `, Cllr Reed,`."""
    before = text[max(0, name.start - _FAR) : name.start]
    is_titled = before.endswith(", ") and is_strong(text[slice(*name)].partition(" ")[0])
    is_role = is_titled or _ROLE_AND_COMMA.search(before)
    return bool(is_role and _STOP.match(text, name.end))


SPEAKS: Final = re.compile(r" (?:[a-z]+ly |also |later )?(?:said|says|told|tells|added|adds)\b")
"""The words that follow the name of a speaker."""


def is_role(word: str) -> bool:
    """Whether a word with a capital is what only a person is."""
    return _CAPITAL_ROLE.fullmatch(word) is not None


_DAYS: Final = frozenset(
    word for names in (day_name, day_abbr, month_name, month_abbr) for word in names if word
) | {"Sept", "Tues", "Thur", "Thurs"}


def is_date(word: str) -> bool:
    """Whether a word is a month or a weekday."""
    return word in _DAYS


OPENERS: Final = re.compile(
    r"\w+(?:ing|ed|ly)|Yesterday|Today|Tonight|Tomorrow|Former|Only|Star|Fellow|Local|Police|"
    r"British|Rival|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Last|Next|Late|Early|New|Old|"
    r"Young|Even|Let|Says|Said|Like|Unlike|Despite|Since|Amid|Given|Dear|Asked|Given|Mr|Mrs"
)
"""Words that often begin a sentence before a name that they do not belong to."""

HEADS: Final = frozenset(
    """
    Ministry Department Bank University House Court Institute Board Church Republic Federation
    Association Society Council College School Museum Gulf District Chiefs Bureau Office Centre
    Center Chamber Commission Committee Confederation Organisation Organization League Kingdom Isle
    Port Annals Journal Chambers
    """.split()  # noqa: SIM905 - see above
)
"""Words after which a name goes on behind `of` or `for`."""
JOINTS: Final = (" of ", " for ", " on ", " of the ", " for the ", " of New ", " for New ")
"""The text between such a word and the rest of the name."""
WITHIN: Final = frozenset(
    f" {words} " for words in ("de", "del", "de la", "der", "van", "van der", "von", "bin", "am")
)
"""The text between any two words of a name."""

DEPARTMENTS: Final = ("Ministry", "Department")
"""The first words of the names of departments, which a genitive before them is no part of."""
_AGENCIES: Final = {
    **dict.fromkeys(("Council", "Councils"), "council"),
    "Agency": "agency",
    "Ministry": "ministry",
    "Department": "department",
    "Police": "police",
    "Constabulary": "police",
    "Commission": "commission",
    "Authority": "authority",
    "Bureau": "bureau",
    "Inspectorate": "inspectorate",
    "Directorate": "directorate",
    "Parliament": "parliament",
}
"""The last or first word of the name of an agency, and the type that it shows."""
_BODIES: Final = {
    **dict.fromkeys(
        ("Inc", "Ltd", "Limited", "plc", "PLC", "LLC", "LLP", "Corp", "GmbH"), "company"
    ),
    **dict.fromkeys(("Corporation", "Incorporated", "Airlines", "Airways"), "company"),
    "University": "university",
    "Hospital": "hospital",
}
"""The last word of the name of another body, and its type."""
_OTHER_BODIES: Final = frozenset(
    """
    Association Bank Board Church Club College Committee Company Co Court Crown Federation
    Foundation Front Fund Group Institute League Museum Network Office Organisation Organization
    Party School Service Society Team Trust Union Unit Zoo
    """.split()  # noqa: SIM905 - see above
)
"""The last word of the name of a body whose type it does not show."""


def ends_body(word: str) -> bool:
    """Whether a word ends the name of a body."""
    return word in _AGENCIES or word in _BODIES or word in _OTHER_BODIES


def body(name: str) -> tuple[str, str]:
    """Return the kind and the type of a name that is neither a person's nor a place's."""
    every = re.findall(r"[^\W_]+", name)
    last, first = every[-1], every[0]
    if last in _AGENCIES and len(every) > 1:
        return "agencies", _AGENCIES[last]
    if first in ("Ministry", "Department", "Bureau") and len(every) > 1:
        return "agencies", _AGENCIES[first]
    if last in _BODIES and len(every) > 1:
        return "groups", _BODIES[last]
    return "groups", TODO


PARTS_OF_PLACES: Final = frozenset(
    """
    New North South East West Northern Southern Eastern Western Upper Lower Great Greater
    """.split()  # noqa: SIM905 - see above
)
"""The first words of names whose last word is the name of something else."""
_ENDS_OF_PLACES: Final = ("Park", "Area", "River", "Island", "Islands")
"""The last words of the names of places that are seldom those of a club or a body."""
_IN: Final = re.compile(r"(?:(?P<word>\w+) )?\b[Ii]n \Z")
_INTO: Final = re.compile(
    r"(?ai:interest\w*|invest\w*|stakes?|shares?|holdings?|confidence|trust|faith|belie\w+|involved|"
    r"published|report\w*|appear\w*|wr\w+|specialis\w+|position|role|star\w*|played|write\w*)"
)
"""Words after which `in` is followed by the name of a body or a work rather than a place."""
_NOT_PLACED: Final = re.compile(r"'s\b| [A-Z]")


def is_place(text: str, name: Span) -> bool:
    """Whether a name is surely that of a place: it ends in `Park`, or follows `in`."""
    written = text[name.start : name.end]
    lead = _IN.search(text, max(0, name.start - _FAR), name.start)
    last = written.rpartition(" ")[2]
    if last in _ENDS_OF_PLACES and " " in written:
        return True
    is_located = lead is not None and not _INTO.fullmatch(lead["word"] or "")
    is_whole = not (_NOT_PLACED.match(text, name.end) or ends_body(last) or last == "Congress")
    return is_located and is_whole and not written.isupper()


PLACES: Final = {
    **dict.fromkeys(("Europe", "Asia", "Africa", "Antarctica", "North America"), "continent"),
    "South America": "continent",
    **dict.fromkeys(("England", "Scotland", "Wales", "Northern Ireland"), "nation"),
    **dict.fromkeys(
        ("Atlantic Ocean", "Pacific Ocean", "Indian Ocean", "Arctic Ocean", "Southern Ocean"),
        "ocean",
    ),
}
"""Places that ISO 3166-1 does not list, and that are nothing else, with their types."""
_STATES: Final = """
Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Hawaii,Idaho,
Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,
Mississippi,Missouri,Montana,Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,North Carolina,
North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,
Texas,Utah,Vermont,West Virginia,Wisconsin,Wyoming
"""
PLACES.update(dict.fromkeys(_STATES.replace("\n", "").split(","), "state"))
_AMBIGUOUS: Final = frozenset(("Georgia", "Jordan", "Chad", "Guinea", "Niger", "Congo", "Jersey"))
"""Countries whose names are also those of other places, or of people."""


def country(name: str) -> str | None:
    """Return the code of the country with this name, or `None` if it may be another name."""
    if name in _AMBIGUOUS or not (name in iso.country_names() or name in ("UK", "US", "USA")):
        return None
    return "US" if name == "USA" else iso.country_code(name)
