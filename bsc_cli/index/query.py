"""What a command asks for, in terms of the index, or why that cannot be.

Every function takes an index; what names something that is not there raises an error
with the nearest that is.
"""

from __future__ import annotations

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
"""The keys of what a search finds, and of a caveat, in JSON."""


class Hit(NamedTuple):
    """A record that answers a search, with how well and where it does."""

    record: Record
    score: float
    matches: Sequence[Match]

    def as_json(self) -> dict[str, Any]:
        """The record, its score, and where it matches: a field, and the span in it."""
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
        """The caveat, and which record it is of."""
        return {"kind": self.record.kind, "id": self.record.id, "caveat": self.text}


def get(index: Index, ids: Iterable[str]) -> list[Record]:
    """The records with these ids; raises NotThere for the first that there is none of."""
    return [_known(index, id) for id in ids]


def selection(
    index: Index,
    kind: str | None = None,
    text: str = "",
    about: str | None = None,
    where: Mapping[str, object] | None = None,
    has_caveats: bool | None = None,
) -> Selection:
    """The records of a kind, or of all, that meet every condition.

    `text` is a search; `about` the id of a record that they refer to; `where` gives
    the value that a field has or, for a list, contains; `has_caveats` whether there are any.
    Raises NotThere for an unknown id, WrongUsage for what no record could have.
    """
    if kind is not None and kind not in KINDS:
        hint = did_you_mean(kind, KINDS) or f"the kinds are {', '.join(KINDS)}"
        raise WrongUsage(f"there is no kind '{kind}'", hint)
    for name, value in (where or {}).items():
        if kind and isinstance(value, str):
            _check_value(index, KINDS[kind], KINDS[kind].fields[name], value)
    if about is not None:
        _known(index, about)
    terms = _terms(text) if text.strip() else None
    return Selection(kind, terms, about=about, where=where or {}, has_caveats=has_caveats)


def timeline(index: Index, asked: Selection, limit: int | None = None) -> list[Record]:
    """Events in the order of the days that their dates may mean; those without one last."""
    from bsc_cli.model import edtf  # noqa: PLC0415 - no other command puts dates in order

    events = list(index.records(asked))
    dated = [event for event in events if event.values["date"]]
    undated = [event for event in events if not event.values["date"]]
    ordered = sorted(dated, key=lambda event: edtf.span(event.values["date"]))
    return [*ordered, *undated][:limit]


def find(index: Index, asked: Selection, limit: int | None = None) -> Iterator[Hit]:
    """The records that answer a search, best first, with the places that match."""
    from bsc_cli.index import highlighting, search_terms  # noqa: PLC0415 - as in `_terms`

    terms = asked.terms or ()
    forms = index.forms(terms)
    for record, score in index.hits(asked, limit):
        yield Hit(record, score, highlighting.matches(terms, forms, search_terms.texts(record)))


def caveats(index: Index, asked: Selection, limit: int | None = None) -> Iterator[Caveat]:
    """Every caveat that answers a search, in the store's order.

    The record that the selection is about counts as well as those that refer to it.
    """
    from itertools import islice  # noqa: PLC0415

    return islice(_caveats(index, asked), limit)


def _caveats(index: Index, asked: Selection) -> Iterator[Caveat]:
    from bsc_cli.index import highlighting  # noqa: PLC0415 - as in `_terms`

    wider = asked._replace(column="caveats", or_itself=True, has_caveats=True)
    forms = index.forms(asked.terms or ())
    for record in index.records(wider):
        for text in record.caveats:
            if asked.terms is None or highlighting.answers(asked.terms, forms, text):
                yield Caveat(record, text)


def fields(text: str, shown: Sequence[str], known: Sequence[str]) -> list[str]:
    """The fields that a text such as `name,role` or `+role,-id` asks for.

    A name with a sign adds to or drops from those before it or, where none are, from
    `shown`. Raises WrongUsage for a field that is not among the known.
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
    """By which fields to sort, and which of them downwards: `value,-name`."""
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
    """Whether a search has a word of which only the beginning is given."""
    return any(term.prefix for term in _terms(text))


def near_words(index: Index, text: str) -> str | None:
    """The text with each word that no record has replaced by the nearest that one has.

    None where there is nothing to replace, nothing near, or too much to look for.
    """
    terms = _terms(text)
    forms = index.forms(terms)
    words = [word for term in terms if not term.prefix for word in term.words]
    unknown = {
        word: "" for word in words if not (index.has_word(word) or len(forms.get(word, ())) > 1)
    }
    if not unknown or len(unknown) > _MOST_MISTYPED:
        return None
    for word in unknown:
        near = nearest(word, index.words_like(word), 0.75)
        if near is None:
            return None
        unknown[word] = near
    return " ".join(unknown.get(word, word) for word in words)


_MOST_MISTYPED = 5
"""Words that are looked for in another spelling at most."""


def option_values(index: Index, kind: type[Record], field: Field[Any]) -> list[str]:
    """The values that a field's option takes: a closed list, or what the store has."""
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
    """A hint that names the values there are, or the first of many."""
    more = f" and {len(values) - _ENOUGH} more" if len(values) > _ENOUGH else ""
    return f"there are {', '.join(values[:_ENOUGH])}{more}" if values else None


def _known(index: Index, id: str) -> Record:
    record = index.get(id)
    if record is None:
        hint = did_you_mean(id, index.ids_like(id)) or f"try: bsc search '{id}'"
        raise NotThere(f"no record has the id '{id}'", hint)
    return record


def _terms(text: str) -> tuple[Term, ...]:
    """The terms of a search; raises WrongUsage for more than can be answered soon."""
    from bsc_cli.index import search_terms  # noqa: PLC0415 - most lists are asked for without words

    if len(text) > MOST_CHARACTERS:
        raise WrongUsage(
            f"the search has {len(text):,} characters, and can have {MOST_CHARACTERS:,} at most",
            "leave out the words that tell least",
        )
    terms = search_terms.parse(text)
    asked = sum(len(term.words) + len(term.signs) for term in terms)
    if asked > MOST_WORDS:
        raise WrongUsage(
            f"the search asks for {asked:,} words, and can ask for {MOST_WORDS} at most",
            "leave out the words that tell least",
        )
    beginnings = sum(term.prefix for term in terms)
    if beginnings > MOST_BEGINNINGS:
        raise WrongUsage(
            f"the search asks for {beginnings:,} beginnings such as word*, "
            f"and can ask for {MOST_BEGINNINGS} at most",
            "write more of the words in full",
        )
    return terms


MOST_WORDS = 300
"""Words and signs of a search at most. Among 100,000 records, one that most of them have takes
FTS5 some 7 ms."""
MOST_BEGINNINGS = 10
"""Beginnings of words in a search at most. Among as many, a letter takes FTS5 some 50 ms."""
MOST_CHARACTERS = 100_000
"""Characters of a search at most, whatever it asks for."""
