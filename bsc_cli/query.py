"""Which records a command asks for.

Every function takes a store and gives records of it, or raises an error that names
the nearest right word. This is the only room that reads a store for a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bsc_cli import search
from bsc_cli.errors import NotThere, WrongUsage
from bsc_cli.model import KINDS, Record
from bsc_cli.nearest import did_you_mean, nearest
from bsc_cli.search import Found, Searched
from bsc_cli.values import Choice, Refer, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bsc_cli.shapes import Field
    from bsc_cli.store import Store

_UNSEARCHED = frozenset({"evidence", "support", "listed", "comparator", "implied_by"})
"""Fields that say how a record is known rather than what it says.

Anchors are left out because they name in passing what other records are about.
"""


class Hit(NamedTuple):
    """A record that answers a search, with how well and where it does."""

    record: Record
    found: Found

    def as_json(self) -> dict[str, Any]:
        """The record, its score, and where it matches: a field, and the span in it."""
        return {
            "kind": self.record.kind,
            "id": self.record.id,
            "score": self.found.score,
            "matches": [match._asdict() for match in self.found.matches],
            "record": self.record.as_json(),
        }


def get(store: Store, ids: Iterable[str]) -> list[Record]:
    """The records with these ids; raises NotThere for the first that there is none of."""
    return [_known(store, id) for id in ids]


def select(
    store: Store,
    kind: str,
    text: str = "",
    about: str | None = None,
    where: Mapping[str, object] | None = None,
    has_caveats: bool | None = None,
) -> list[Record]:
    """The records of a kind, in the article's order, that meet every condition.

    `text` is a search; `about` the id of a record that they refer to; `where` gives
    the value that a field has or, for a list, contains; `has_caveats` whether there are any.
    Raises NotThere for an unknown id, WrongUsage for a value that no record could have.
    """
    conditions = dict(where or {})
    for name, value in conditions.items():
        _check_value(store, KINDS[kind], KINDS[kind].fields[name], value)
    referring = None if about is None else set(store.referring.get(_known(store, about).id, ()))
    terms = search.parse(text)
    return [
        record
        for record in store.of_kind(kind)
        if (referring is None or record.id in referring)
        and all(_has(record.values[name], value) for name, value in conditions.items())
        and (has_caveats is None or has_caveats == bool(record.caveats))
        and (not terms or search.find(terms, _texts(record)))
    ]


def find(store: Store, text: str, kind: str | None = None, about: str | None = None) -> list[Hit]:
    """The records of every kind, or of one, that answer a search, best first.

    Records that answer equally well stay in the store's order.
    """
    terms = search.parse(text)
    hits = [
        Hit(record, found)
        for name in _kinds(kind)
        for record in select(store, name, about=about)
        if (found := search.find(terms, _texts(record)))
    ]
    return sorted(hits, key=lambda hit: -hit.found.score)


def caveats(
    store: Store, text: str = "", kind: str | None = None, about: str | None = None
) -> list[tuple[Record, str]]:
    """Every caveat with its record, in the store's order.

    `text` is a search in the caveats; `about` a record that they, or what they are
    caveats of, concern.
    """
    terms = search.parse(text)
    referring = None
    if about is not None:
        referring = {_known(store, about).id, *store.referring.get(about, ())}
    return [
        (record, caveat)
        for name in _kinds(kind)
        for record in store.of_kind(name)
        if referring is None or record.id in referring
        for caveat in record.caveats
        if not terms or search.find(terms, [Searched("caveats", caveat, 1)])
    ]


def near_words(store: Store, text: str) -> str | None:
    """The text with each word that no record has replaced by the nearest that one has.

    None where there is nothing to replace, or nothing near.
    """
    known = {
        word
        for record in store.records.values()
        for searched in _texts(record)
        for term in search.parse(searched.text)
        for word in term.words
    }
    words = [word for term in search.parse(text) for word in term.words]
    near = [word if word in known else nearest(word, known, 0.75) for word in words]
    return " ".join(word for word in near if word) if words != near and all(near) else None


def option_values(store: Store, kind: type[Record], field: Field[Any]) -> list[str]:
    """The values that a field's option takes: a closed list, or what the store has."""
    match field.scalar:
        case Choice(values=values):
            return list(values)
        case Refer(also=also):
            return [*also, *_ids(store, field.scalar)]
        case _:
            values_of = (record.values[field.name] for record in store.of_kind(kind.kind))
            return list(dict.fromkeys(value for value in values_of if value))


def _check_value(store: Store, kind: type[Record], field: Field[Any], value: object) -> None:
    if not isinstance(value, str):
        return
    known = option_values(store, kind, field)
    if value in known:
        return
    hint = did_you_mean(value, known) or _some_of(known)
    if isinstance(field.scalar, Refer):
        kinds = " or ".join(field.scalar.kinds) or "records"
        raise NotThere(f"--{field.option}: none of the {kinds} has the id '{value}'", hint)
    raise WrongUsage(f"--{field.option}: no {kind.singular} is '{value}'", hint)


_ENOUGH = 12


def _some_of(values: Sequence[str]) -> str | None:
    """A hint that names the values there are, or the first of many."""
    more = f" and {len(values) - _ENOUGH} more" if len(values) > _ENOUGH else ""
    return f"there are {', '.join(values[:_ENOUGH])}{more}" if values else None


def _known(store: Store, id: str) -> Record:
    if id in store.records:
        return store.records[id]
    hint = did_you_mean(id, store.records) or f"try: bsc search '{id}'"
    raise NotThere(f"no record has the id '{id}'", hint)


def _ids(store: Store, type: Refer) -> Iterator[str]:
    return (
        record.id
        for record in store.records.values()
        if not type.kinds or record.kind in type.kinds
    )


def _has(actual: object, wanted: object) -> bool:
    return wanted in actual if isinstance(actual, tuple) else actual == wanted


def _texts(record: Record) -> Iterator[Searched]:
    """What a search looks at: every value that says what the record is about."""
    for name, value in record.values.items():
        if name in _UNSEARCHED or value is None:
            continue
        weight = _weight(record, name)
        values: Sequence[object] = value if isinstance(value, tuple) else (value,)
        for index, item in enumerate(values):
            field = f"{name}[{index}]" if isinstance(value, tuple) else name
            lighter = 0.5 if isinstance(item, Reference) else 1
            yield Searched(field, _as_text(item), weight * lighter)


def _weight(record: Record, name: str) -> float:
    if name in (*record.headline, "aliases", "acronym"):
        return 8
    return {"id": 4, "caveats": 0.5}.get(name, 2)


def _as_text(value: object) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _kinds(kind: str | None) -> list[str]:
    """The kind that was asked for, or all; raises WrongUsage where there is no such kind."""
    if kind is None:
        return list(KINDS)
    if kind not in KINDS:
        hint = did_you_mean(kind, KINDS) or f"the kinds are {', '.join(KINDS)}"
        raise WrongUsage(f"there is no kind '{kind}'", hint)
    return [kind]
