"""Views of records and problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.model.record import Caveat, Derivation, Record
from bsc_cli.system.errors import clipped, counted
from bsc_cli.view.amounts import amount, number
from bsc_cli.view.blocks import Cell, Column, Heading, Pairs, Role, Table, View, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bsc_cli.index.cache import Contents
    from bsc_cli.index.search import CaveatRow, Hit
    from bsc_cli.model.struct import Row
    from bsc_cli.system.errors import Problem


def records(kind: type[Record], records: Iterable[Record], fields: Sequence[str]) -> View:
    """Return a table of records of one kind, with a column for each field in `fields`."""
    columns = tuple(_column(kind, name) for name in fields)
    rows = [tuple(Cell(_field_text(record, name)) for name in fields) for record in records]
    return [Table(counted(len(rows), kind.singular, kind.kind), columns, rows)]


def rows(source: Iterable[Row], fields: Sequence[str], title: str) -> View:
    """Return a table of rows of any type, with a column for each key in `fields`."""
    columns = tuple(Column(_label(name), "id" if name == "id" else "text") for name in fields)
    values = (row.to_json() for row in source)
    cells = [tuple(Cell(_value_text(row[name])) for name in fields) for row in values]
    return [Table(f"{len(cells)} {title}", columns, cells)]


def hits(query: str, hits: Iterable[Hit]) -> View:
    """Return a table of the records that a search finds, with the matching words highlighted."""
    rows = [(hit.id, hit.kind, _match(hit)) for hit in hits]
    title = f"{counted(len(rows), 'record')} for {query}"
    return [table({"id": "id", "kind": "quiet", "match": "text"}, rows, title)]


def counts(counts: Iterable[tuple[object, int]], label: str, noun: str) -> View:
    """Return a table of the values of a field, each with a count."""
    rows = [(_count_label(value), f"{count:,}") for value, count in counts]
    columns: dict[str, Role] = {label: "name", noun: "number"}
    return [table(columns, rows)]


def _count_label(value: object) -> str:
    return "no" if value is False else _value_text(value) or "none"


def caveats(caveats: Iterable[CaveatRow]) -> View:
    """Return a table of caveats, each with the id of its record."""
    rows = [(row.id, _label(row.type), row.text) for row in caveats]
    columns: dict[str, Role] = {"id": "id", "type": "term", "text": "text"}
    return [table(columns, rows, counted(len(rows), "caveat"))]


def problems(problems: Sequence[Problem]) -> View:
    """Return a table of problems."""
    rows = (
        (
            f"{problem.file}:{problem.position.line}:{problem.position.column}",
            problem.code,
            ": ".join(clipped(text) for text in (problem.subject, problem.message) if text),
            clipped(problem.hint or ""),
        )
        for problem in problems
    )
    columns: dict[str, Role] = {"place": "id", "code": "term", "problem": "text", "hint": "quiet"}
    return [table(columns, rows, counted(len(problems), "problem"))]


def cache(contents: Contents) -> View:
    """Return a table of the indexes in the cache folder."""
    rows = [(entry.store, entry.file, f"{entry.bytes:,}") for entry in contents.indexes]
    columns: dict[str, Role] = {"store": "id", "index": "quiet", "bytes": "number"}
    heading = Heading(contents.folder, counted(len(rows), "index", "indexes"))
    return [heading, table(columns, rows)] if rows else [heading]


def pairs(values: Mapping[str, object]) -> View:
    """Return a list of the keys of an object, each with its value as text."""
    return [Pairs([(_label(name), _value_text(value)) for name, value in values.items()])]


def _as_written(figure: Record) -> str:
    return str(figure.values["as_written"] or "(computed)")


def _where(record: Record) -> str:
    """Return the first words of each anchor, after the number of anchors if there are several."""
    words = [anchor.split() for anchor in record.evidence]
    openings = "; ".join(" ".join(w if len(w) <= 4 else (*w[:3], "…")) for w in words)
    return f"{len(words)}x {openings}" if len(words) > 1 else openings


_COMPUTED: Final[dict[tuple[str, str], tuple[Column, Callable[[Record], str]]]] = {
    ("figures", "as_written"): (Column("as written", "name"), _as_written),
    ("figures", "value"): (Column("value", "amount"), amount),
    ("figures", "evidence"): (Column("where", "quiet"), _where),
}
"""The columns whose cells differ from the field's value, each with the function for its cells."""

_ROLES: Final[dict[str, Role]] = {"id": "id", "name": "name", "kind": "quiet"}
_HEADINGS: Final = {"iso3166": "ISO", "organization": "serves", "property": "what it measures"}


def _column(kind: type[Record], name: str) -> Column:
    if (kind.kind, name) in _COMPUTED:
        return _COMPUTED[kind.kind, name][0]
    role: Role = _ROLES.get(name, "text")
    if name in kind.fields and kind.fields[name].option:
        role = "term"
    return Column(_HEADINGS.get(name, _label(name)), role)


def _field_text(record: Record, name: str) -> str:
    if (record.kind, name) in _COMPUTED:
        return _COMPUTED[record.kind, name][1](record)
    return record.kind if name == "kind" else _value_text(record.values[name])


def _caveat_text(caveat: Caveat) -> str:
    see = f" See {', '.join(caveat.see)}." if caveat.see else ""
    return f"{_label(caveat.type)}: {caveat.text}{see}"


def _value_text(value: object) -> str:
    """Format a value for a cell; an unknown or false value gives an empty string."""
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case tuple() | list():
            joint = ", " if all(isinstance(item, str) for item in value) else "; "
            return joint.join(_value_text(item) for item in value)
        case dict():
            return " ".join(f"{name}={_value_text(item)}" for name, item in value.items())
        case Caveat():
            return _caveat_text(value)
        case Derivation():
            return f"{value.operation} {_value_text(value.of)}"
        case int() | float():
            return number(value)
        case _:
            return str(value)


def _label(name: str) -> str:
    return name.replace("_", " ")


def _match(hit: Hit) -> Cell:
    """Return a record's title with the matching words highlighted.

    If neither the title nor the id contains a match, a field that contains a match is appended to
    the title.
    """
    record, matches = hit.record, hit.matches
    title = record.title
    matched = dict.fromkeys(match.field for match in matches)
    name = next((name for name in record.headline if name in matched), None)
    if not matched or (name is None and "id" in matched):
        return Cell(title)
    if name is None:
        name = matches[0].field
        title += f" ({_label(name.partition('[')[0])}: "
        start = len(title)
        title += f"{_text_at(record, name)})"
    else:
        before = record.headline[: record.headline.index(name)]
        start = sum(len(f"{record.values[other]}: ") for other in before if record.values[other])
    marks = ((start + match.start, start + match.end) for match in matches if match.field == name)
    return Cell(title, tuple(marks))


def _text_at(record: Record, path: str) -> str:
    """Return the text of a field, or of one item if the field is a list (`aliases[1]`)."""
    name, _, index = path.partition("[")
    value = record.values[name]
    return str(value[int(index[:-1])] if index else value)
