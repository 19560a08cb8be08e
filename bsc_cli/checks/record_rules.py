"""Rules for the text of records: quoted from the article, or written by the store's author.

The rules skip a record if none of its anchors selects a passage; the rule `orphan` reports those
anchors.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from bsc_cli.checks import records
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.model.kinds import Figure
from bsc_cli.model.record import Record
from bsc_cli.text import numerals
from bsc_cli.text.folding import Span, fold
from bsc_cli.text.intervals import any_within
from bsc_cli.text.names import begins_sentence, words_and_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES: Final = Rules[Evidence]("bsc audit")


@RULES.rule(
    "figure-text",
    "The words in 'as_written', 'unit' and 'period' of a stated figure occur in the evidence of"
    " that figure.",
    fix="Use the words of the article, or correct the anchors.",
    fails="# article: It takes 40 people.\nas_written: '40'\nvalue: 40\nunit: passengers",
    passes="# article: It takes 40 people.\nas_written: '40'\nvalue: 40\nunit: people",
)
def figure_text(evidence: Evidence) -> Iterator[Finding]:
    for figure in evidence.resting(Figure):
        for path, text in records.values(figure, records.VERBATIM):
            if figure.support != "computed" and not evidence.says(figure, text):
                yield Finding(f"the evidence does not contain '{text}'", figure, path)


@RULES.rule(
    "alias",
    "Aliases and acronyms occur in the article, and the evidence of a record contains the name, the"
    " acronym or an alias of the record.",
    fix="Remove or correct the alias.",
    fails="# article: The Harbour Office is closed.\nname: Harbour Office\naliases: [HO]",
    passes="# article: The Harbour Office is closed.\nname: Harbour Office",
)
def alias(evidence: Evidence) -> Iterator[Finding]:
    for record in evidence.resting(Record):
        if "aliases" not in record.fields:
            continue
        for path, name in records.values(record, records.OTHER_NAMES):
            if not evidence.where(name):
                yield Finding(f"the article does not contain the name '{name}'", record, path)
        if not any(
            evidence.says(record, name) for _, name in records.values(record, records.NAMES)
        ):
            message = "the evidence contains neither the name nor an alias of this record"
            hint = "add an alias: the name that the article uses"
            yield Finding(message, record, ".name", hint=hint)


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
        for path, text in records.values(record, records.STATEMENTS):
            folded = fold(text)
            for numeral in numerals.numerals(folded):
                written = folded[numeral.span.start : numeral.span.end]
                counts = written[-1:].isdigit() or numeral.value >= _SPELT_OUT
                if counts and not any(evident.under(id, numeral.value) for id in ids):
                    message = f"the evidence does not give the number '{written}'"
                    yield Finding(message, record, path)


_SPELT_OUT: Final = 13
"""The smallest number that, if a statement spells it out, must also occur in the evidence.
A smaller number may merely count items that the statement mentions."""


class _Numerals:
    """The numerals of the article, and whether the evidence of a record contains them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._spans: list[Span] = []
        self._by_value: dict[float, list[Span]] = {}
        self._known: dict[tuple[str, float], bool] = {}
        for numeral in numerals.numerals(evidence.article.text):
            self._spans.append(numeral.span)
            self._by_value.setdefault(numeral.value, []).append(numeral.span)

    def under(self, id: str, value: float) -> bool:
        """Whether the evidence of a record contains a numeral with this value."""
        if (id, value) not in self._known:
            spans = self.evidence.spans[id]
            whole = any_within(self._by_value.get(value, ()), spans)
            self._known[id, value] = whole or any(value in self._cut(span) for span in spans)
        return self._known[id, value]

    def _cut(self, span: Span) -> Iterator[float]:
        """For each numeral that is only partly in a passage, yield the value of that part."""
        for offset in span:
            index = bisect_left(self._spans, Span(offset, 0)) - 1
            if index >= 0 and self._spans[index].end > offset:
                start, end = self._spans[index]
                piece = Span(max(start, span.start), min(end, span.end))
                for numeral in numerals.numerals(self.evidence.text(piece)):
                    yield numeral.value


@RULES.rule(
    "foreign-name",
    "A name in a 'statement', 'role' or 'property' also occurs in the article or in the name"
    " of a record.",
    fix="Use only names that occur in the article.",
    fails="# article: It sails at night.\nstatement: The boat to Poole leaves late.",
    passes="# article: It sails at night.\nstatement: The boat leaves late.",
)
def foreign_name(evidence: Evidence) -> Iterator[Finding]:
    known = {word for word, _ in words_and_spans(evidence.article.text)}
    for record in evidence.store.records.values():
        for _, name in records.values(record, records.NAMES):
            known.update(word for word, _ in words_and_spans(name))
    for record in evidence.resting(Record):
        for path, text in records.values(record, records.STATEMENTS):
            for word, span in words_and_spans(text):
                is_known = word == word.lower() or word in known or word.lower() in known
                if not is_known and not begins_sentence(text, span):
                    message = f"the article does not contain the name '{word}'"
                    yield Finding(message, record, path)


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
