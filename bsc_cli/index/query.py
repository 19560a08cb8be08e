"""From a command's arguments to records: selections, searches, lists of fields.

An argument that names an unknown id, kind, field or value raises an error with a suggestion.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from bsc_cli.index.index import Selection
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.types import Choice, Reference
from bsc_cli.system.errors import NotThere, WrongUsage
from bsc_cli.text.nearest import did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bsc_cli.index.highlighting import Match
    from bsc_cli.index.index import Index
    from bsc_cli.index.search_terms import Term
    from bsc_cli.model.record import Record
    from bsc_cli.model.struct import Field


HIT_COLUMNS = ("kind", "id", "score", "matches", "record")
CAVEAT_COLUMNS = ("kind", "id", "caveat")
"""The keys of a hit and of a caveat in JSON."""


class Hit(NamedTuple):
    """A record that a search found, with its score and the places that match."""

    record: Record
    score: float
    matches: Sequence[Match]

    def as_json(self) -> dict[str, Any]:
        """Return the hit as JSON values."""
        return {
            "kind": self.record.kind,
            "id": self.record.id,
            "score": self.score,
            "matches": [match._asdict() for match in self.matches],
            "record": self.record.as_json(),
        }


class Caveat(NamedTuple):
    """A caveat with its record."""

    record: Record
    text: str

    def as_json(self) -> dict[str, Any]:
        """Return the caveat as JSON values, with the id and kind of its record."""
        return {"kind": self.record.kind, "id": self.record.id, "caveat": self.text}


def get(index: Index, ids: Iterable[str]) -> list[Record]:
    """Return the records with these ids; raises NotThere for the first unknown one."""
    return [_get(index, id) for id in ids]


def selection(
    index: Index,
    kind: str | None = None,
    text: str = "",
    about: str | None = None,
    where: Mapping[str, object] | None = None,
    has_caveats: bool | None = None,
) -> Selection:
    """Return the selection of records, of a kind or of all, that meet every condition.

    `text` is a search, `about` the id of a record that they refer to, `where` has the value of
    a field or a value that its list contains. Raises NotThere for an unknown id, and WrongUsage
    for a kind or value that no record can have.
    """
    if kind is not None and kind not in KINDS:
        hint = did_you_mean(kind, KINDS) or f"the kinds are {', '.join(KINDS)}"
        raise WrongUsage(f"there is no kind '{kind}'", hint)
    for name, value in (where or {}).items():
        if kind and isinstance(value, str):
            _check_value(index, KINDS[kind], KINDS[kind].fields[name], value)
    if about is not None:
        _get(index, about)
    terms = _terms(text) if text.strip() else None
    return Selection(kind, terms, about=about, where=where or {}, has_caveats=has_caveats)


def timeline(index: Index, selected: Selection, limit: int | None = None) -> list[Record]:
    """Return the selected events in the order of their dates; those without one come last."""
    from bsc_cli.model import edtf  # noqa: PLC0415 - no other command puts dates in order

    events = list(index.records(selected))
    dated = [event for event in events if event.values["date"]]
    undated = [event for event in events if not event.values["date"]]
    ordered = sorted(dated, key=lambda event: edtf.span(event.values["date"]))
    return [*ordered, *undated][:limit]


def find(index: Index, selected: Selection, limit: int | None = None) -> Iterator[Hit]:
    """Yield the hits of a search, best first."""
    from bsc_cli.index import highlighting, search_terms  # noqa: PLC0415 - as in `_terms`

    terms = selected.terms or ()
    forms = index.forms(terms)
    for record, score in index.hits(selected, limit):
        yield Hit(record, score, highlighting.matches(terms, forms, search_terms.texts(record)))


def caveats(index: Index, selected: Selection, limit: int | None = None) -> Iterator[Caveat]:
    """Yield the caveats that answer a search, in the store's order.

    With `about`, these are the caveats of that record and of the records that refer to it.
    """
    return islice(_caveats(index, selected), limit)


def _caveats(index: Index, selected: Selection) -> Iterator[Caveat]:
    from bsc_cli.index import highlighting  # noqa: PLC0415 - as in `_terms`

    terms = selected.terms
    forms = index.forms(terms or ())
    with_caveats = selected._replace(column="caveats", or_itself=True, has_caveats=True)
    for record in index.records(with_caveats):
        for text in record.caveats:
            if terms is None or highlighting.answers(terms, forms, text):
                yield Caveat(record, text)


def fields(text: str, shown: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the fields that a list such as `name,role` or `+role,-id` names.

    A name with `+` or `-` is added to or dropped from those before it; if all names have a sign,
    from `shown`. Raises WrongUsage for an unknown field.
    """
    names = [name.strip() for name in text.split(",")]
    chosen = [] if any(name[:1] not in ("+", "-") for name in names) else list(shown)
    for name in names:
        field = _field("--fields", name.removeprefix("+").removeprefix("-"), known)
        if name.startswith("-"):
            chosen = [other for other in chosen if other != field]
        elif field not in chosen:
            chosen.append(field)
    if not chosen:
        raise WrongUsage(f"--fields {text} leaves no field", f"the fields are {', '.join(known)}")
    return chosen


def order(text: str | None, known: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Return the fields to sort by, and whether in descending order: `value,-name`."""
    names = [name.strip() for name in text.split(",")] if text is not None else []
    return tuple(
        (_field("--sort", name.removeprefix("-"), known), name.startswith("-")) for name in names
    )


def _field(option: str, name: str, known: Sequence[str]) -> str:
    if not name:
        raise WrongUsage(f"{option}: a field is missing", f"{option} is a list such as id,kind")
    if name not in known:
        hint = did_you_mean(name, known) or f"the fields are {', '.join(known)}"
        raise WrongUsage(f"{option}: there is no field '{name}'", hint)
    return name


def asks_for_something(text: str) -> bool:
    """Whether a search has a word, a number or a sign to look for."""
    return bool(_terms(text))


def has_beginning(text: str) -> bool:
    """Whether a search has a prefix such as `word*`."""
    return any(term.prefix for term in _terms(text))


def near_words(index: Index, text: str) -> str | None:
    """Return a search with the words that the store does not have replaced by similar ones.

    None if the store has all words, has no similar one, or if there are too many to look for.
    """
    terms = _terms(text)
    forms = index.forms(terms)
    words = [word for term in terms if not term.prefix for word in term.words]
    unknown = dict.fromkeys(
        word for word in words if not (index.has_word(word) or len(forms.get(word, ())) > 1)
    )
    if not unknown or len(unknown) > _MOST_MISTYPED:
        return None
    replacements: dict[str, str] = {}
    for word in unknown:
        near = nearest(word, index.words_like(word), 0.75)
        if near is None:
            return None
        replacements[word] = near
    return " ".join(replacements.get(word, word) for word in words)


_MOST_MISTYPED = 5
"""The most unknown words for which similar ones are looked for."""


def option_values(index: Index, kind: type[Record], field: Field[Any]) -> list[str]:
    """Return the values that a field's option takes: a closed list, or those in the store."""
    match field.scalar:
        case Choice(values=values):
            return list(values)
        case Reference(kinds=kinds, also=also):
            return [*also, *index.ids(kinds)]
        case _:
            return index.values_of(kind.kind, field.name)


def _check_value(index: Index, kind: type[Record], field: Field[Any], value: str) -> None:
    type = field.scalar
    if isinstance(type, Reference):
        record = index.get(value)
        if value in type.also or (record and record.kind in (type.kinds or KINDS)):
            return
        kinds = " or ".join(type.kinds) or "records"
        hint = did_you_mean(value, (*type.also, *index.ids_like(value, type.kinds)))
        hint = hint or _some_of(option_values(index, kind, field))
        raise NotThere(f"--{field.option}: none of the {kinds} has the id '{value}'", hint)
    known = option_values(index, kind, field)
    if value not in known:
        hint = did_you_mean(value, known) or _some_of(known)
        raise WrongUsage(f"--{field.option}: no {kind.singular} is '{value}'", hint)


_ENOUGH = 12


def _some_of(values: Sequence[str]) -> str | None:
    """Return a hint that lists the values, or the first of many."""
    more = f" and {len(values) - _ENOUGH} more" if len(values) > _ENOUGH else ""
    return f"there are {', '.join(values[:_ENOUGH])}{more}" if values else None


def _get(index: Index, id: str) -> Record:
    record = index.get(id)
    if record is None:
        hint = did_you_mean(id, index.ids_like(id)) or f"try: bsc search '{id}'"
        raise NotThere(f"no record has the id '{id}'", hint)
    return record


def _terms(text: str) -> tuple[Term, ...]:
    """Return the terms of a search; raises WrongUsage if it would take too long to answer."""
    from bsc_cli.index import search_terms  # noqa: PLC0415 - most lists are no searches

    if len(text) > MOST_CHARACTERS:
        raise WrongUsage(
            f"the search has {len(text):,} characters, and can have {MOST_CHARACTERS:,} at most",
            "leave out the least important words",
        )
    terms = search_terms.parse(text)
    words = sum(len(term.words) + len(term.signs) for term in terms)
    if words > MOST_WORDS:
        raise WrongUsage(
            f"the search has {words:,} words, and can have {MOST_WORDS} at most",
            "leave out the least important words",
        )
    prefixes = sum(term.prefix for term in terms)
    if prefixes > MOST_PREFIXES:
        raise WrongUsage(
            f"the search has {prefixes:,} prefixes such as word*, "
            f"and can have {MOST_PREFIXES} at most",
            "write more of the words in full",
        )
    return terms


MOST_WORDS = 300
"""The most words and signs of a search. In 100,000 records, FTS5 takes 7 ms for a common one."""
MOST_PREFIXES = 10
"""The most prefixes in a search. In 100,000 records, FTS5 takes 50 ms for a single letter."""
MOST_CHARACTERS = 100_000
"""The most characters of a search."""
