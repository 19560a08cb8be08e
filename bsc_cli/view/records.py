"""What a person is shown: which blocks, which columns, which words, in which order."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from bsc_cli.index.index import Selection
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import Derivation, Record
from bsc_cli.system.errors import clipped, counted
from bsc_cli.view.amounts import amount, number
from bsc_cli.view.blocks import Cell, Column, Heading, Pairs, Points, Role, Table, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bsc_cli.index.cache import CacheEntry
    from bsc_cli.index.index import Index
    from bsc_cli.index.query import Caveat, Hit
    from bsc_cli.system.errors import Problem


def records(kind: type[Record], found: Iterable[Record], fields: Sequence[str]) -> View:
    """Records of one kind as a table of some of their fields."""
    columns = tuple(_column(kind, name) for name in fields)
    rows_ = [tuple(Cell(_cell(record, name)) for name in fields) for record in found]
    return [Table(counted(len(rows_), kind.singular, kind.kind), columns, rows_)]


def rows(found: Iterable[Mapping[str, Any]], fields: Sequence[str], title: str) -> View:
    """Some fields of things of any sort, as they are."""
    columns = tuple(Column(_label(name), "id" if name == "id" else "text") for name in fields)
    cells = [tuple(Cell(_shown(row[name])) for name in fields) for row in found]
    return [Table(f"{len(cells)} {title}", columns, cells)]


def hits(text: str, found: Iterable[Hit]) -> View:
    """What a search found: each record's title with the matching words marked."""
    columns = (Column("id", "id"), Column("kind", "quiet"), Column("match", "text"))
    rows = [(Cell(hit.record.id), Cell(hit.record.kind), _match(hit)) for hit in found]
    return [Table(f"{counted(len(rows), 'record')} for {text}", columns, rows)]


def caveats(found: Iterable[Caveat]) -> View:
    """Caveats with their records."""
    columns = (Column("id", "id"), Column("kind", "quiet"), Column("caveat", "text"))
    rows = [(Cell(each.record.id), Cell(each.record.kind), Cell(each.text)) for each in found]
    return [Table(counted(len(rows), "caveat"), columns, rows)]


def problems(found: Sequence[Problem]) -> View:
    """Problems as a table."""
    columns = (
        *(Column("place", "id"), Column("code", "term")),
        *(Column("problem", "text"), Column("hint", "quiet")),
    )
    rows = [
        (
            Cell(f"{problem.file}:{problem.position.line}:{problem.position.column}"),
            Cell(problem.code),
            Cell(": ".join(clipped(text) for text in (problem.subject, problem.message) if text)),
            Cell(clipped(problem.hint or "")),
        )
        for problem in found
    ]
    return [Table(counted(len(found), "problem"), columns, rows)]


def kept(folder: str, found: Sequence[CacheEntry]) -> View:
    """The indexes in a folder."""
    columns = (Column("store", "id"), Column("index", "quiet"), Column("bytes", "number"))
    rows = [(Cell(each.store), Cell(each.file), Cell(f"{each.bytes:,}")) for each in found]
    title = counted(len(found), "index", "indexes")
    return [Heading(folder, title), *([Table("", columns, rows)] if rows else [])]


def pairs(values: Mapping[str, object]) -> View:
    """One thing as its labels and values."""
    return [Pairs([(_label(name), _shown(value)) for name, value in values.items()])]


def everything(index: Index, found: Iterable[Record], most: int | None) -> View:
    """All that is known of some records, one after the other.

    Of the records that mention one, `most` are shown, or all.
    """
    return [block for record in found for block in _one(index, record, most)]


_HEADLINES = 20
"""How many figures the overview has room for."""


def overview(index: Index) -> View:
    """The article, how many records of each kind there are, and its stated figures."""
    source, counts = index.source(), index.counts()
    known = [(name.replace("date_", ""), str(source[name])) for name in _KNOWN if source[name]]
    commands = [
        (Cell(f"bsc {name}"), Cell(str(counts[name])), Cell(kind.__doc__ or name))
        for name, kind in KINDS.items()
    ]
    stated = index.records(Selection(kind="figures", where={"support": "explicit"}), _HEADLINES)
    figures = [
        (Cell(_cell(record, "as_written")), Cell(_cell(record, "property"))) for record in stated
    ]
    return [
        Heading(source["headline"]),
        *([Pairs(known)] if known else []),
        Table("", (Column("command", "id"), Column("records", "number"), _TEXT), commands),
        Table("", (Column("figure", "name"), _TEXT), figures),
        Points(
            "Go on",
            [
                "bsc search TEXT: find words anywhere",
                f"bsc show {index.most_mentioned() or 'ID'}: everything about one record",
                "bsc --help: all commands",
            ],
        ),
    ]


_KNOWN = ("author", "publisher", "date_published", "words")
_TEXT = Column("about", "text")


def _as_written(record: Record) -> str:
    return str(record.values["as_written"] or "(computed)")


def _where(record: Record) -> str:
    """How often the article says it, and by which opening words: `2x over 60% in …; …`."""
    openings = "; ".join(_opening(anchor) for anchor in record.evidence)
    return f"{len(record.evidence)}x {openings}" if len(record.evidence) > 1 else openings


def _opening(anchor: str) -> str:
    words = anchor.split()
    return anchor if len(words) <= 4 else " ".join((*words[:3], "…"))


_COMPUTED: dict[tuple[str, str], tuple[Column, Callable[[Record], str]]] = {
    ("figures", "as_written"): (Column("as written", "name"), _as_written),
    ("figures", "value"): (Column("value", "amount"), amount),
    ("figures", "evidence"): (Column("where", "quiet"), _where),
}
"""Columns that show more, or say it better, than a field's own value."""

_ROLES: dict[str, Role] = {"id": "id", "name": "name", "kind": "quiet"}
_HEADINGS = {"iso3166": "ISO", "organization": "serves", "property": "what it measures"}


def _column(kind: type[Record], name: str) -> Column:
    if (kind.kind, name) in _COMPUTED:
        return _COMPUTED[kind.kind, name][0]
    role: Role = _ROLES.get(name, "text")
    if name in kind.fields and kind.fields[name].option:
        role = "term"
    return Column(_HEADINGS.get(name, _label(name)), role)


def _cell(record: Record, name: str) -> str:
    if (record.kind, name) in _COMPUTED:
        return _COMPUTED[record.kind, name][1](record)
    return record.kind if name == "kind" else _shown(record.values[name])


def _shown(value: object) -> str:
    """A value in words; nothing where it is unknown."""
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case tuple() | list():
            return ", ".join(_shown(item) for item in value)
        case dict():
            return " ".join(f"{name}={_shown(item)}" for name, item in value.items())
        case Derivation():
            return f"{value.operation} {_shown(value.of)}"
        case int() | float():
            return number(value)
        case _:
            return str(value)


def _label(name: str) -> str:
    return name.replace("_", " ")


def _match(hit: Hit) -> Cell:
    """A record's title with the matching words marked.

    Where none of them is in it, nor in the id, the field that they are in is added.
    """
    record, _, matches = hit
    title = record.title
    if not matches:
        return Cell(title)
    texts = {match.field: _text_at(record, match.field) for match in matches}
    name = next((name for name, text in texts.items() if text in title), None)
    if name is None and "id" in texts:
        return Cell(title)
    if name is None:
        name = matches[0].field
        title = f"{title} ({_label(name.partition('[')[0])}: {_text_at(record, name)})"
    start = title.rfind(_text_at(record, name))
    marks = ((start + m.start, start + m.end) for m in matches if m.field == name)
    return Cell(title, tuple(marks))


def _text_at(record: Record, path: str) -> str:
    """The text of a field, or of an item of its list: `aliases[1]`."""
    name, _, index = path.partition("[")
    value = record.values[name]
    return str(value[int(index[:-1])] if index else value)


def _one(index: Index, record: Record, most: int | None) -> View:
    apart = ("id", "evidence", "caveats", "support")
    pairs = [
        (_label(name), _shown(value))
        for name, value in record.values.items()
        if name not in apart and value not in (None, (), False)
    ]
    if record.support != "explicit":
        pairs.append(("support", record.support))
    view: View = [Heading(record.title, f"{record.singular} {record.id}"), Pairs(pairs)]
    view.append(Points("Evidence", [f"“{anchor}”" for anchor in record.evidence]))
    if record.caveats:
        view.append(Points("Caveats", list(record.caveats)))
    mentions = list(index.records(Selection(about=record.id), most))
    for kind, others in groupby(mentions, lambda other: other.kind):
        items = [f"{other.title}  {other.values['id']}" for other in others]
        view.append(Points(f"Mentioned in {kind}", items))
    if len(mentions) == most:
        more = f"bsc COMMAND --about {record.id} lists those of a kind"
        view.append(Points(f"The first {most} only", [more]))
    return view
