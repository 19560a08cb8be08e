"""Rules for references: the text that a record rests on bears out what the record refers to."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.checks import records
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.naming import texts_names
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.model.kinds import Quote
from bsc_cli.model.types import Reference
from bsc_cli.text.intervals import any_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.model.record import Record
    from bsc_cli.model.types import ValueType
    from bsc_cli.text.folding import Span

RULES: Final = Rules[Evidence]("bsc audit")


@RULES.rule(
    "about",
    "What a record is about is named in the sentences of its evidence, in the sentence before or in"
    " the same paragraph, or in the record itself, or rests on the same sentence. Exceptions are"
    " the main subjects of the article: what the headline names, and the three records to which"
    " most records refer. In an inferred record, a caveat may name it.",
    fix="Remove the reference, add an anchor that selects a sentence about it, or let a caveat of"
    " type inference explain the connection.",
    fails=(
        "# article: The ferry is late.\n# article: \n# article: Lyme is far.\n"
        "claims: [{about: [lyme], evidence: [The ferry is late]}]\n"
        "topics: [{id: ferry, name: Ferry, evidence: [ferry]}]\n"
        "places: [{id: lyme, name: Lyme, evidence: [Lyme]}]"
    ),
    passes=(
        "# article: The ferry is late.\n# article: \n# article: Lyme is far.\n"
        "claims: [{about: [ferry], evidence: [The ferry is late]}]\n"
        "topics: [{id: ferry, name: Ferry, evidence: [ferry]}]\n"
        "places: [{id: lyme, name: Lyme, evidence: [Lyme]}]"
    ),
    severity="warning",
)
def about(evidence: Evidence) -> Iterator[Finding]:
    bearing = _Bearing(evidence)
    for record, path, id in _references(evidence, typed=False):
        if not (bearing.bears_out(record, id) or bearing.resembles(record, id)):
            title = evidence.store.records[id].title
            message = f"neither the evidence nor the record mentions '{title}'"
            yield Finding(message, record, path)


@RULES.rule(
    "reference-text",
    "The text bears out each reference to an actor, a place, a figure or another record of a"
    " certain kind: the record referred to is named in the sentences of the evidence, in the"
    " sentence before or in the same paragraph, or in the record itself, or rests on the same"
    " sentence. In an inferred record, a caveat may name it, and lists are not checked.",
    fix="Correct the reference, add an anchor that selects the words about it, or let a caveat of"
    " type inference explain the connection.",
    fails=(
        "# article: The pier at Lyme is shut.\n# article: \n# article: Poole is far.\n"
        "events: [{places: [poole], evidence: [The pier]}]\n"
        "places: [{id: poole, name: Poole, evidence: [Poole]}]"
    ),
    passes=(
        "# article: The pier at Lyme is shut.\n# article: \n# article: Poole is far.\n"
        "events: [{places: [lyme], evidence: [The pier]}]\n"
        "places: [{id: lyme, name: Lyme, evidence: [Lyme]}]"
    ),
    severity="warning",
)
def reference_text(evidence: Evidence) -> Iterator[Finding]:
    bearing = _Bearing(evidence)
    for record, path, id in _references(evidence, typed=True):
        is_waived = record.support != "explicit" and path.endswith("]")
        if not is_waived and not bearing.bears_out(record, id):
            title = evidence.store.records[id].title
            message = f"neither the evidence nor the record mentions '{title}'"
            yield Finding(message, record, path)


_SPEAKERS: Final = ("speaker", "voice")
"""The references that the rules for quotes and voices check."""


def _references(evidence: Evidence, *, typed: bool) -> Iterator[tuple[Record, str, str]]:
    """Yield each record that rests on the article, and the path and the id of each reference.

    If `typed` is true, the references are those that allow only certain kinds of record.
    """
    fields = {
        kind: [
            name
            for name in records.fields_of_type(kind, Reference)
            if _is_typed(kind.fields[name].scalar) == typed
            and not kind.fields[name].mutual
            and name not in _SPEAKERS
        ]
        for kind in {type(record) for record in evidence.store.records.values()}
    }
    for record in evidence.store.records.values():
        if evidence.spans[record.id]:
            found = records.values(record, fields[type(record)])
            for path, id in evidence.counted(found):
                if id in evidence.store.records and evidence.spans[id]:
                    yield record, path, id


def _is_typed(type: ValueType[Any]) -> bool:
    return isinstance(type, Reference) and bool(type.kinds)


class _Bearing:
    """Whether the article, or a record's own text, mentions what the record refers to."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.naming = evidence.naming
        self._of: Record | None = None

    def bears_out(self, record: Record, id: str) -> bool:
        """Whether the sentences of a record, or the record itself, name another record.

        It is enough if both records rest on the same sentence.
        """
        self._select(record)
        return (
            self.naming.is_named(id, self._sentences)
            or any_within(self.evidence.spans[id], self._sentences)
            or any_within(self.evidence.spans[record.id], self._sentences_of(id))
            or not self._own_names.isdisjoint(self.naming.names_of(id))
            or self.naming.is_named(id, self._paragraphs)
            or self._speaks(id)
        )

    def _sentences_of(self, id: str) -> Sequence[Span]:
        return self.evidence.sentences(self.evidence.store.records[id])

    def _speaks(self, id: str) -> bool:
        """Whether the sentences of a record name the speaker of a quote."""
        record = self.evidence.store.records[id]
        speaker = record.speaker if isinstance(record, Quote) else None
        return speaker is not None and self.naming.is_named(speaker, self._sentences)

    def resembles(self, record: Record, id: str) -> bool:
        """Whether the text has a word of a name of `id`, or `id` is a main subject."""
        self._select(record)
        return (
            id in self._main
            or not self._own_stems.isdisjoint(self.naming.stems_of(id))
            or self.naming.resembles(id, self._own_sentences)
        )

    def _select(self, record: Record) -> None:
        """Prepare the text of a record; the references of a record are checked one by one."""
        if self._of is record:
            return
        self._of = record
        self._own_sentences = self.evidence.sentences(record)
        self._sentences: Sequence[Span] = self.evidence.sentences(record, before=1)
        self._paragraphs: Sequence[Span] = self.evidence.paragraphs_of(record)
        fields: tuple[str, ...] = (*records.STATEMENTS, "name", "text")
        if record.support != "explicit":
            fields = (*fields, "caveats")
        texts = (text for _, text in records.values(record, fields))
        self._own_names, self._own_stems = texts_names(self.naming, texts)

    @cached_property
    def _main(self) -> frozenset[str]:
        """The ids of the article's main subjects."""
        store = self.evidence.store
        named, _ = texts_names(self.naming, [store.source.headline])
        counts = Counter({id: len(referring) for id, referring in store.referring.items()})
        most = (id for id, count in counts.most_common(_MAIN) if count >= _OFTEN)
        return frozenset(chain(most, *(self.naming.ids[name] for name in named)))


_MAIN: Final = 3
"""The number of records that count as main subjects because most records refer to them."""
_OFTEN: Final = 5
"""The least number of records that refer to a main subject."""
