"""Rules for the text of records: quoted from the article, or written by the store's author.

The rules skip a record if none of its anchors selects a passage; the rule `orphan` reports those
anchors.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import day_name, month_name
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from bsc_cli.checks import records
from bsc_cli.checks.accounting import runs
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.model.kinds import Figure
from bsc_cli.model.record import Record
from bsc_cli.model.types import TODO
from bsc_cli.text import doubtful, numerals
from bsc_cli.text.folding import Span, fold
from bsc_cli.text.intervals import any_within, outermost
from bsc_cli.text.names import FUNCTION_WORDS, begins_sentence, words_and_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.text.numerals import Numeral

RULES: Final = Rules[Evidence]("bsc audit")


@RULES.rule(
    "figure-text",
    "The words in 'as_written', 'unit' and 'period' of a stated figure occur in the evidence of"
    " that figure. A unit may be in the singular or the plural. Fractions and 'per cent' have the"
    " unit %, and ages have years.",
    fix="Use the words of the article, or correct the anchors.",
    fails="# article: It takes 40 people.\nas_written: '40'\nvalue: 40\nunit: passengers",
    passes="# article: It takes 40 people.\nas_written: '40'\nvalue: 40\nunit: people",
)
def figure_text(evidence: Evidence) -> Iterator[Finding]:
    for figure in evidence.resting(Figure):
        for path, text in records.values(figure, records.VERBATIM):
            if figure.support == "computed" or evidence.says(figure, text):
                continue
            if path != ".unit" or not _says_unit(evidence, figure, text):
                yield Finding(f"the evidence does not contain '{text}'", figure, path)


def _says_unit(evidence: Evidence, figure: Figure, unit: str) -> bool:
    """Whether the evidence of a figure gives the figure's unit, though not in the same form."""
    if numerals.is_percent(unit):
        found = numerals.numerals(fold(figure.as_written or ""), loose=True)
        return any("%" in reading for numeral in found for reading in numeral.readings())
    if unit in ("year", "years") and _AGE.search(figure.property):
        return True
    before, _, noun = unit.rpartition(" ")
    singular, plural = _SINGULARS.get(noun, noun.removesuffix("s")), _PLURALS.get(noun)
    forms = (f"{before} {form}".strip() for form in (singular, plural) if form and form != noun)
    own = evidence.spans[figure.id]
    return any(any_within(evidence.where(form), own) for form in forms)


_AGE: Final = re.compile(rf"\b(?ai:ages?)\b|\A{TODO}\Z")
"""A property that the unit of years, which the article leaves out, may belong to."""
_PLURALS: Final = {
    "child": "children",
    "foot": "feet",
    "man": "men",
    "penny": "pence",
    "person": "people",
    "woman": "women",
}
_SINGULARS: Final = {plural: singular for singular, plural in _PLURALS.items()}


@RULES.rule(
    "figure-change",
    "The sentences of a figure that measures a change have a word for a change in this direction.",
    fix="Correct 'change', or remove it.",
    fails="# article: Fares fell by 10%.\nas_written: 10%\nvalue: 10\nunit: '%'\nchange: increase",
    passes="# article: Fares fell by 10%.\nas_written: 10%\nvalue: 10\nunit: '%'\nchange: decrease",
    severity="warning",
    waived=True,
)
def figure_change(evidence: Evidence) -> Iterator[Finding]:
    text = evidence.article.text
    figures = (figure for figure in evidence.store.of_kind(Figure) if evidence.spans[figure.id])
    for figure in evidence.counted(figure for figure in figures if figure.change):
        words = _CHANGES[figure.change or ""]
        if not any(words.search(text, *span) for span in evidence.sentences(figure)):
            message = f"no word in the sentences of the evidence means {figure.change}"
            yield Finding(message, figure, ".change")


_CHANGES: Final = {
    "increase": re.compile(
        r"\b(?ai:accelerat\w*|add(?:s|ed|ing)?|additional|balloon\w*|boost\w*|climb\w*|creep\w*|crept|"
        r"doubl\w*|escalat\w*|expan\w*|extra|further|gain\w*|gr[eo]w\w*|higher|hik\w*|"
        r"improv\w*|increas\w*|inflat\w*|jump\w*|leap\w*|lift\w*|more|mounted|new|quadrupl\w*|"
        r"rais\w*|rall\w*|recover\w*|ris(?:e|es|en|ing)|rocket\w*|rose|soar\w*|spik\w*|spiral\w*|"
        r"strengthen\w*|surg\w*|swell\w*|swollen|top\w*|trebl\w*|tripl\w*|up|upgrad\w*|wid[ee]n\w*)\b"
    ),
    "decrease": re.compile(
        r"\b(?ai:axe[ds]?|axing|collaps\w*|contract\w*|crash\w*|cut\w*|declin\w*|decreas\w*|dip\w*|"
        r"dive[ds]?|down\w*|drop\w*|eas(?:e|ed|ing)|ebb\w*|eras\w*|fall\w*|fell|fewer|halv\w*|less|"
        r"los(?:e|es|ing|s|ses|t)|lower\w*|narrow\w*|plummet\w*|plung\w*|reduc\w*|reversed|sank|"
        r"sav(?:e|es|ed|ing|ings)|shed\w*|shr[aiu]nk\w*|sink\w*|slash\w*|slid\w*|slip\w*|slow\w*|"
        r"slump\w*|smaller|soften\w*|sunk|tumbl\w*|weak\w*|wip\w*|without)\b"
    ),
}
"""Words for a change in each direction."""


@RULES.rule(
    "number",
    "A number in a 'statement', 'role' or 'property' also occurs in the evidence of the record, or"
    " in the evidence of a figure that the record lists.",
    fix="Correct the number, or add an anchor that selects it.",
    fails="# article: It takes 40 people.\nstatement: The boat has room for 50.",
    passes="# article: It takes 40 people.\nstatement: The boat has room for 40.",
)
def number(evidence: Evidence) -> Iterator[Finding]:
    evident = _Numerals(evidence)
    for record in evidence.resting(Record):
        if record.support == "computed":
            continue
        ids = (record.id, *record.values.get("figures", ()))
        given = _Given(evident, ids)
        for path, text in records.values(record, records.STATEMENTS):
            folded = fold(text)
            for numeral, is_certain in doubtful.certain(folded, numerals.numerals(folded)):
                written = folded[numeral.span.start : numeral.span.end]
                counts = any(map(str.isdigit, written)) or numeral.value >= _SPELT_OUT
                if counts and is_certain and not any(map(given.__contains__, values(numeral))):
                    message = f"the evidence does not give the number '{written}'"
                    yield Finding(message, record, path)


_SPELT_OUT: Final = 13
"""The smallest number that, if a statement spells it out, must also occur in the evidence.
A smaller number may merely count items that the statement mentions."""


def values(numeral: Numeral) -> set[float]:
    """Return the values, without their signs, that a numeral or its parts may have."""
    own = numeral.values or ((numeral.value, numeral.unit),)
    return {abs(value) for value, _ in own}.union(*map(values, numeral.parts))


class _Numerals:
    """The numerals of the article, and whether the evidence of a record contains them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.by_value: dict[float, list[Span]] = {}
        self._spans: list[Span] = []
        self._known: dict[tuple[str, float], bool] = {}
        self._cut: dict[str, frozenset[float]] = {}
        for numeral in numerals.numerals(evidence.article.text, loose=True):
            self._spans.append(numeral.span)
            for value in values(numeral):
                self.by_value.setdefault(value, []).append(numeral.span)

    def under(self, id: str, value: float) -> bool:
        """Whether the evidence of a record contains a numeral with this value."""
        places, passages = self.by_value.get(value, ()), self.evidence.spans[id]
        if min(len(places), len(passages)) <= _FEW:
            return value in self.cut(id) or any_within(places, passages)
        if (id, value) not in self._known:
            self._known[id, value] = value in self.cut(id) or any_within(places, passages)
        return self._known[id, value]

    def cut(self, id: str) -> frozenset[float]:
        """Return the values of the parts of numerals at the ends of a record's passages."""
        if id not in self._cut:
            pieces = (piece for span in self.evidence.spans[id] for piece in self._pieces(span))
            texts = map(self.evidence.text, pieces)
            found = chain.from_iterable(map(numerals.numerals, texts))
            self._cut[id] = frozenset(chain.from_iterable(map(values, found)))
        return self._cut[id]

    def _pieces(self, span: Span) -> Iterator[Span]:
        """For each numeral that is only partly in a passage, yield that part."""
        for offset in span:
            index = bisect_left(self._spans, Span(offset, 0)) - 1
            if index >= 0 and self._spans[index].end > offset:
                start, end = self._spans[index]
                if end - start <= _LONGEST_NUMERAL:
                    yield Span(max(start, span.start), min(end, span.end))


_FEW: Final = 50
"""The number of passages up to which the result of a search among them is not cached, and of
records up to which their passages are searched record by record."""
_LONGEST_NUMERAL: Final = 1000
"""The maximum number of characters of a numeral in the article whose parts count as numbers."""


class _Given:
    """The values of the numerals in the evidence of any of several records."""

    def __init__(self, evident: _Numerals, ids: Sequence[str]) -> None:
        self._evident, self._ids = evident, ids
        self._known: dict[float, bool] = {}

    def __contains__(self, value: float) -> bool:
        if value not in self._known:
            self._known[value] = self._is_given(value)
        return self._known[value]

    def _is_given(self, value: float) -> bool:
        if len(self._ids) <= _FEW:
            return any(self._evident.under(id, value) for id in self._ids)
        places = self._evident.by_value.get(value, ())
        return value in self._cut or any_within(places, self._passages)

    @cached_property
    def _passages(self) -> list[Span]:
        spans = self._evident.evidence.spans
        return outermost(chain.from_iterable(spans[id] for id in self._ids))

    @cached_property
    def _cut(self) -> frozenset[float]:
        return frozenset().union(*map(self._evident.cut, self._ids))


@RULES.rule(
    "foreign-name",
    "A name in a 'statement', 'role' or 'property' also occurs in the article or in the name"
    " of a record. A plural may stand for a singular, and initials for a name.",
    fix="Use only names that occur in the article.",
    fails="# article: It sails at night.\nstatement: The boat to Poole leaves late.",
    passes="# article: It sails at night.\nstatement: The boat leaves late.",
)
def foreign_name(evidence: Evidence) -> Iterator[Finding]:
    known = {word for word, _ in words_and_spans(evidence.article.text)}
    known.update(name for name in _CALENDAR if known & {name[:3], name[:4], name[:5]})
    for record in evidence.store.records.values():
        for _, name in records.values(record, records.NAMES):
            known.update(word for word, _ in words_and_spans(name))
    known.update("".join(one.word[0] for one in run) for run in runs(evidence) if len(run) > 1)
    for record in evidence.resting(Record):
        for path, text in records.values(record, records.STATEMENTS):
            for word, span in words_and_spans(text):
                lower = word.lower()
                forms = (word, lower, f"{word}s", word.removesuffix("s"))
                is_known = lower in FUNCTION_WORDS or not known.isdisjoint(forms)
                if word != lower and not is_known and not begins_sentence(text, span):
                    message = f"the article does not contain the name '{word}'"
                    yield Finding(message, record, path)


_CALENDAR: Final = (*month_name[1:], *day_name)
"""The names that an article may abbreviate: Sept. is September."""


LONGEST_COPY: Final = 8
"""The maximum number of consecutive words of the article that a paraphrase may repeat."""


@RULES.rule(
    "copied",
    f"A statement, role, property or caveat repeats at most {LONGEST_COPY} consecutive words of the"
    " article.",
    fix="Rephrase the text.",
    fails=(
        "# article: The last ferry of the day leaves before the sun sets.\n"
        "statement: The last ferry of the day leaves before the sun sets."
    ),
    passes=(
        "# article: The last ferry of the day leaves before the sun sets.\n"
        "statement: No boat runs after dark."
    ),
)
def copied(evidence: Evidence) -> Iterator[Finding]:
    limit = LONGEST_COPY + 1
    words = [word.lower() for word, _ in words_and_spans(evidence.article.text)]
    runs = {tuple(words[start : start + limit]) for start in range(len(words) - limit + 1)}
    for record in evidence.resting(Record):
        for path, text in records.values(record, records.OWN_WORDS):
            own = [word.lower() for word, _ in words_and_spans(fold(text))]
            for start in range(len(own) - limit + 1):
                run = own[start : start + limit]
                if tuple(run) in runs:
                    message = (
                        f"more than {LONGEST_COPY} consecutive words are copied from the article:"
                        f" '{' '.join(run)}'"
                    )
                    yield Finding(message, record, path)
                    break
