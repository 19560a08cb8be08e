"""The full view of a record, which `bsc show` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.index import search
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import Caveat
from bsc_cli.model.types import TODO, Choice, Date, Reference, Term, in_words
from bsc_cli.system.errors import clipped, counted
from bsc_cli.system.invocation import command
from bsc_cli.view import dates
from bsc_cli.view.amounts import amount, calculation
from bsc_cli.view.blocks import Heading, Pairs, Points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.index.index import Index
    from bsc_cli.index.search import CaveatRow
    from bsc_cli.model.record import Record
    from bsc_cli.view.blocks import Line, Text, View
    from bsc_cli.view.sentences import Lookup

_MOST_MENTIONS: Final = 6
"""The maximum number of records of a kind that are listed as mentioning a record."""

_SHOWN_ELSEWHERE: Final = ("id", "store", "evidence", "caveats", "support")
_PARTS_OF_AMOUNT: Final = ("value", "to", "comparator", "unit", "currency", "change")


def everything(index: Index, records: Iterable[Record], lookup: Lookup | None) -> View:
    """Return a full view of each record, with the records that mention it.

    `lookup` finds the sentences of the article behind a record, if there is an article.
    """
    return [block for record in records for block in _everything(index, record, lookup)]


def _everything(index: Index, record: Record, lookup: Lookup | None) -> View:
    view = essentials(index, record)
    view.append(Points("Evidence", [f"“{anchor}”" for anchor in record.evidence]))
    if lookup:
        view.append(Points("In the article", list(map(str, lookup(record)))))
    if caveats := caveat_lines(record, search.caveats_on(index, record.key)):
        view.append(Points("Caveats", caveats))
    if others := [index.referenced(key) for key in index.same(record.key) if key != record.key]:
        items: list[Line] = [
            [(clipped(other.title), "text"), ("  ", "text"), *_id_and_store(index, other)]
            for other in others
        ]
        view.append(Points("The same in other stores", items))
    return [*view, *mentions(index, record, _MOST_MENTIONS)]


def essentials(index: Index, record: Record) -> View:
    """Return the title of a record and its fields, without the evidence and the caveats."""
    note: Line = [(f"{record.singular} ", "quiet"), *_id_and_store(index, record)]
    title = Heading(record.title, note)
    shown = list(fields(index, record, record.headline))
    return [title, Pairs(shown)] if shown else [title]


def caveat_lines(record: Record, elsewhere: Iterable[CaveatRow]) -> list[Line]:
    """Return the caveats of a record, and those elsewhere that concern it, each with an id."""
    lines = list(map(caveat_line, record.caveats))
    return lines + [[*caveat_line(row), ("  from ", "quiet"), (row.id, "id")] for row in elsewhere]


def caveat_line(caveat: Caveat | CaveatRow) -> Line:
    """Return the type of a caveat, its text, and the records that it names."""
    line: Line = [(in_words(caveat.type or TODO), "term"), (f": {caveat.text}", "text")]
    before = "  see "
    for id in caveat.see if isinstance(caveat, Caveat) else ():
        line += [(before, "quiet"), (id, "id")]
        before = ", "
    return line


def fields(index: Index, record: Record, omitted: Sequence[str]) -> Iterator[tuple[str, Text]]:
    """Yield the fields of a record but those omitted, empty ones and those of other blocks."""
    for name, value in record.values.items():
        if name == "value":
            if (words := amount(record)) != record.values["as_written"]:
                yield "amount", words
        elif name == "computed_from" and value:
            operands = [index.referenced(record.key_of(id)) for id in value.of]
            yield "computed from", calculation(value.operation, operands)
            yield from (("", _named(operand)) for operand in operands)
        elif not (
            name in (*_SHOWN_ELSEWHERE, *_PARTS_OF_AMOUNT, *omitted) or value in (None, (), False)
        ):
            yield from _field(index, record, name)
    if record.support != "explicit":
        yield "support", record.support


def _field(index: Index, record: Record, name: str) -> Iterator[tuple[str, Text]]:
    """Yield the label of a field with its value, or with each of the records it refers to."""
    field, value = record.fields[name], record.values[name]
    match field.scalar:
        case Reference(also=also):
            ids = value if isinstance(value, tuple) else (value,)
            lines = (
                id if id in also else _named(index.referenced(record.key_of(id))) for id in ids
            )
            labels = (field.label, *[""] * (len(ids) - 1))
            yield from zip(labels, lines, strict=True)
        case Date():
            yield field.label, dates.in_words(value)
        case Choice() | Term():
            yield field.label, in_words(value)
        case _:
            text = "; ".join(value) if isinstance(value, tuple) else value
            yield field.label, "yes" if text is True else str(text)


def _named(record: Record) -> Line:
    """Return the title of a record, and its id; its store is that of the record shown."""
    return [(clipped(record.title), "text"), ("  ", "text"), (record.id, "id")]


def _id_and_store(index: Index, record: Record) -> Line:
    """Return the id of a record, and the store if there are several."""
    shown = index.shown(record.key)
    line: Line = [(shown, "id")]
    if index.is_several and shown == record.id:
        line.append((f"  {record.store}", "quiet"))
    return line


def mentions(index: Index, record: Record, most: int) -> Iterator[Points]:
    """Yield the first records of each kind that refer to a record, with a command for the rest."""
    linked = {
        id
        for name, field in record.fields.items()
        for id in (record.values[name] if field.mutual else ())
    }
    for kind, total in index.kinds_referring_to(record.key).items():
        known = len(linked) if kind == record.kind else 0
        ids = index.ids_referring_to(record.key, (kind,), most + known)
        first = [id for id in ids if id not in linked][:most]
        count = total - known
        title = f"Mentioned in {counted(count, KINDS[kind].singular, kind)}"
        more = f"{count - len(first):,} more: {command(kind, '--about', index.shown(record.key))}"
        if first:
            items = [_named(index.referenced(record.key_of(id))) for id in first]
            yield Points(title, items, more if count > len(first) else "")
