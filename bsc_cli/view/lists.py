"""Lists: the title, the main text, the id and a few notes of each record.

A list is a table. On a terminal, it is drawn with the text of a record on the left, and its id and
notes on the right; elsewhere, it has a column for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.model.kinds import AUTHOR
from bsc_cli.model.record import Caveat
from bsc_cli.model.types import TODO, Choice, Date, Term, in_words
from bsc_cli.view import dates
from bsc_cli.view.amounts import amount, calculation
from bsc_cli.view.blocks import Cell, Column, Table, View
from bsc_cli.view.records import title_of, value_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bsc_cli.index.index import Index, StoredRow
    from bsc_cli.index.search import CaveatRow, Hit
    from bsc_cli.model.record import Record

JOINT: Final = " · "
"""The text between the notes on a record."""

FLAGS: Final = ("listed", "attribution", "computed_from", "conflicts_with")
"""The fields whose notes are in one column, together with the support and the caveats."""


def records(kind: type[Record], rows: Iterable[StoredRow], total: int, index: Index) -> View:
    """Return a list of records of one kind; `total` is the number of records without --limit."""
    titles = [name for name in kind.headline if name != kind.body]
    noted = [name for name in kind.notes if name not in FLAGS]
    labels = {name: field.label for name, field in kind.fields.items()}
    columns = (
        Column(labels["id"], "id"),
        *_store_column(index),
        *(Column(labels[name], "name") for name in titles),
        *(Column(labels[name], "quiet") for name in noted),
        Column("notes", "quiet"),
        Column(labels[kind.body], "text"),
    )
    cells = []
    for row in rows:
        record = row.record()
        values = (
            record.id,
            *_store_cell(index, record.store),
            *(_title(record, name) for name in titles),
            *(_note(record, name) for name in noted),
            JOINT.join((*flags(record, index.referenced), *_warning(row.caveats))),
            value_text(record.values[kind.body]),
        )
        cells.append(tuple(map(Cell, values)))
    title = title_of(len(cells), total, kind.singular, kind.kind)
    return [Table(title, columns, cells, layout="beside")]


def _store_column(index: Index) -> tuple[Column, ...]:
    """Return the column of stores; none for an index of a single store."""
    return (Column("store", "quiet"),) if index.is_several else ()


def _store_cell(index: Index, store: str) -> tuple[str, ...]:
    """Return the cell of a row in the column of stores, if there is such a column."""
    return (store,) if index.is_several else ()


def titles(record: Record) -> list[str]:
    """Return the parts of a record's title that are known, without its main text."""
    found = (_title(record, name) for name in record.headline if name != record.body)
    return [*filter(None, found)]


def _title(record: Record, name: str) -> str:
    if name != "as_written":
        return value_text(record.values[name])
    words = record.values[name]
    if not words:
        return amount(record)
    sign = _SIGNS.get(record.values["change"])
    return f"{sign} {words}" if sign else str(words)


_SIGNS: Final = {"increase": "↑", "decrease": "↓"}


def _note(record: Record, name: str) -> str:
    value = record.values[name]
    if name == "voice" and value == AUTHOR:
        return ""
    scalar = record.fields[name].scalar
    if value and isinstance(scalar, Date):
        return dates.in_words(value)
    if value and isinstance(scalar, Choice | Term):
        return in_words(value)
    return value_text(value)


def flags(record: Record, lookup: Callable[[str], Record]) -> Iterator[str]:
    """Yield the notes that say what is special about a record."""
    values = record.values
    if values.get("listed"):
        yield "listed"
    if values.get("attribution") == "inferred" and "attribution" in record.notes:
        yield "attribution inferred"
    if values.get("conflicts_with"):
        yield "conflict"
    if record.support != "explicit":
        yield record.support
    if derivation := values.get("computed_from"):
        figures = [lookup(record.key_of(id)) for id in derivation.of[:_MOST_OPERANDS]]
        more = "…" if len(derivation.of) > _MOST_OPERANDS else ""
        yield calculation(derivation.operation, figures) + more


_MOST_OPERANDS: Final = 4
"""The maximum number of operands that are shown of a computation."""


def _warning(caveats: int) -> tuple[str, ...]:
    """Return the note on the number of caveats that concern a record; none for no caveats."""
    return (f"⚠ {caveats:,}",) if caveats else ()


def hits(query: str, hits: Iterable[Hit], total: int, index: Index) -> View:
    """Return a list of the records that a search finds, with the matching words highlighted.

    `total` is the number of hits without --limit.
    """
    caveats = index.caveats_concerning
    cells = [
        (
            Cell(hit.id, _marks(hit, "id", 0)),
            *map(Cell, _store_cell(index, hit.store)),
            Cell(hit.kind),
            Cell(JOINT.join((*_support(hit.record), *_warning(caveats(hit.record.key))))),
            _marked_title(hit),
            _match(hit),
        )
        for hit in hits
    ]
    columns = (
        Column("id", "id"),
        *_store_column(index),
        Column("kind", "quiet"),
        Column("notes", "quiet"),
        Column("title", "name"),
        Column("match", "text"),
    )
    title = f"{title_of(len(cells), total, 'record')} for {query}"
    return [Table(title, columns, cells, layout="beside")]


def _support(record: Record) -> tuple[str, ...]:
    return () if record.support == "explicit" else (record.support,)


def _marked_title(hit: Hit) -> Cell:
    """Return a record's title, except its main text, with the matching words highlighted."""
    record = hit.record
    name = next((name for name in record.headline if name != record.body), None)
    if name is None:
        return Cell("")
    text, written = _title(record, name), record.values[name]
    return Cell(text, _marks(hit, name, len(text) - len(written)) if written else ())


def _match(hit: Hit) -> Cell:
    """Return the main text with the matching words highlighted.

    If neither the title, nor the id, nor the main text contains a match, the first field that does
    is appended.
    """
    record = hit.record
    text = value_text(record.values[record.body])
    marks = _marks(hit, record.body, 0)
    shown = {"id", *record.headline, record.body}
    matched = dict.fromkeys(match.field for match in hit.matches)
    if not matched or shown.intersection(matched):
        return Cell(text, marks)
    name = next(iter(matched))
    text += f"{' ' if text else ''}({in_words(name.partition('[')[0])}: "
    marks = _marks(hit, name, len(text))
    return Cell(f"{text}{_text_at(record, name)})", marks)


def _marks(hit: Hit, name: str, start: int) -> tuple[tuple[int, int], ...]:
    """Return the spans of the matches in a field whose text begins at `start`."""
    return tuple((start + m.start, start + m.end) for m in hit.matches if m.field == name)


def _text_at(record: Record, path: str) -> str:
    """Return the text of a field, or of one item if the field is a list (`aliases[1]`)."""
    name, _, index = path.partition("[")
    value = record.values[name]
    item = value[int(index[:-1])] if index else value
    return item.text if isinstance(item, Caveat) else str(item)


def caveats(rows: Iterable[CaveatRow], total: int, index: Index) -> View:
    """Return a list of caveats, each with the id of its record.

    `total` is the number of caveats without --limit.
    """
    texts = (
        (row.id, *_store_cell(index, row.store), in_words(row.type or TODO), row.text)
        for row in rows
    )
    cells = [tuple(map(Cell, row)) for row in texts]
    columns = (
        Column("id", "id"),
        *_store_column(index),
        Column("type", "quiet"),
        Column("text", "text"),
    )
    return [Table(title_of(len(cells), total, "caveat"), columns, cells, layout="beside")]
