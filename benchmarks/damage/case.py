"""A store and its article as plain data, and the damage that can be done to them."""

from __future__ import annotations

import json
import re
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from bsc_cli.checks.evidence import Evidence
from bsc_cli.model import node as nodes
from bsc_cli.model.kinds import ACTORS, KINDS
from bsc_cli.store import store
from bsc_cli.text import anchors
from bsc_cli.text.concordance import Concordance
from bsc_cli.text.folding import FoldedText, Span, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bsc_cli.model.node import Node

Record = dict[str, Any]
T = TypeVar("T")

ENTITIES: Final = ("agencies", "people", "groups", "places", "topics")
NAMED: Final = ENTITIES[:-1]
"""The kinds whose names are, as a rule, proper names."""
ALL: Final = tuple(KINDS)
FEW: Final = 6
"""The number of records that are considered for an exchange with another."""


def shuffled(things: Iterable[T], key: Callable[[T], str], seed: str) -> list[T]:
    """Return things in an order that looks random, but depends only on the seed and on each key.

    So most damage stays the same when a record is added to the store.
    """

    def digest(thing: T) -> bytes:
        return blake2b(f"{seed}\0{key(thing)}".encode(), digest_size=8).digest()

    return sorted(things, key=digest)


class Place(NamedTuple):
    """A record and its place in the store: a list, and its number in the list."""

    kind: str
    number: int
    record: Record

    @property
    def id(self) -> str:
        """The id of a record; for another part of the store, its place."""
        return str(self.record.get("id", f"{self.kind}[{self.number}]"))


class Edit(NamedTuple):
    """A change in one list of a store, at a place in it.

    To append a record, `number` is `None`; to delete one, `record` is `None`.
    """

    kind: str
    number: int | None
    record: Record | None


class Damage(NamedTuple):
    """Damage to a store or to an article: a description, and what changes.

    `article` is the whole damaged text, if the text changes. If `is_plain`, the store is without
    its fingerprint of the article.
    """

    shown: str
    edits: tuple[Edit, ...] = ()
    article: str | None = None
    is_plain: bool = False


class Sentence(NamedTuple):
    """A sentence of the article: its span in the raw text and in the folded text, which is `text`."""

    raw: Span
    folded: Span
    text: str


class Case:
    """A store that is taken to be right, and its article.

    `lists` has the records of each kind, the list `not_claims`, and `source` as a list of one. The
    store's own reviews are left out, because with them every edit of a reviewed record is found.
    Raises InvalidStore if the store is not valid.
    """

    def __init__(self, content: bytes, article: str, seed: int = 0) -> None:
        self.seed = seed
        loaded = store.parse(content, "store")
        data = _plain(loaded.places.root)
        self.lists: dict[str, list[Record]] = {
            key: value if isinstance(value, list) else [value]
            for key, value in data.items()
            if value and key != "reviewed"
        }
        self.article = article
        self.folded = FoldedText(article)
        self.concordance = Concordance(self.folded.text)
        self.spans = Evidence(loaded, self.folded, "article").spans
        self.by_id = {place.id: place for place in self.of(*ALL)}

    def of(self, *kinds: str) -> list[Place]:
        """Return the records of some kinds."""
        return [
            Place(kind, number, record)
            for kind in kinds
            for number, record in enumerate(self.lists.get(kind, ()))
        ]

    @cached_property
    def speakers(self) -> list[Place]:
        """The records that speak or could speak: people and agencies, or else any that can act."""
        return self.of("people", "agencies") or self.of(*ACTORS)

    # Names

    def names(self, place: Place) -> list[str]:
        """Return the names of a record that begin with a capital letter."""
        record = place.record
        found = (record.get("name"), *(record.get("aliases") or ()), record.get("acronym"))
        return [name for name in dict.fromkeys(found) if name and name[0].isupper()]

    def others_named(self, place: Place) -> list[Place]:
        """Return the other records of the same kind that have such a name."""
        return [other for other in self.of(place.kind) if other != place and self.names(other)]

    def named_in(self, text: str) -> Iterator[tuple[Span, Place]]:
        """Yield such names in a text with their records, without names inside longer ones."""
        taken: list[Span] = []
        for name, place in self._named:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                span = Span(*match.span())
                if all(span.end <= start or end <= span.start for start, end in taken):
                    taken.append(span)
                    yield span, place

    @cached_property
    def _named(self) -> list[tuple[str, Place]]:
        found = [(name, place) for place in self.of(*NAMED) for name in self.names(place)]
        return sorted(found, key=lambda pair: -len(pair[0]))

    # Passages

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The article's sentences, which end at a line end, or at a full stop before a capital.

        The program's own splitter is not used, because an attack must not share its mistakes.
        """
        found, at = [], 0
        for line in re.finditer(r"\S[^\r\n]*", self.article):
            for match in _SENTENCE.finditer(line[0]):
                start, end = (line.start() + offset for offset in match.span())
                text = fold(match[0]).strip()
                if text:
                    at = self.folded.text.index(text, at)
                    found.append(Sentence(Span(start, end), Span(at, at + len(text)), text))
                    at += len(text)
        return found

    def at(self, place: Place) -> frozenset[int]:
        """Return the numbers of the sentences that a record rests on."""
        return self._at[place.id]

    @cached_property
    def _at(self) -> dict[str, frozenset[int]]:
        return {
            id: frozenset(
                number
                for number, sentence in enumerate(self.sentences)
                for start, end in spans
                if start < sentence.folded.end and sentence.folded.start < end
            )
            for id, spans in self.spans.items()
        }

    def passage(self, place: Place) -> str:
        """Return the text of the sentences that a record rests on."""
        return " ".join(self.sentences[number].text for number in sorted(self.at(place)))

    def apart(self, place: Place, others: Iterable[Place]) -> list[Place]:
        """Return the records that rest on other sentences, and do not restate the record."""
        linked = {place.id, *(place.record.get("restates") or ())}
        return [
            other
            for other in others
            if self.at(other)
            and self.at(other).isdisjoint(self.at(place))
            and other.id not in linked
            and place.id not in (other.record.get("restates") or ())
        ]

    def some(self, place: Place, others: Iterable[Place]) -> list[Place]:
        """Draw a few records for exchanges with a record."""
        return shuffled(others, lambda other: other.id, f"{self.seed} {place.id}")[:FEW]

    def anchor(self, span: Span) -> str | None:
        """Return an anchor that selects one passage, within a span; `None` if there is none."""
        words = self.folded.text[span.start : span.end].strip(" .,;:!?\"'").split()
        for size in (3, 4, 5, 6):
            is_long = len(words) > 2 * size
            start, end = " ".join(words[:size]), " ".join(words[-size:])
            anchor = f"{start} … {end}" if is_long else " ".join(words[:12])
            found = anchors.find(anchors.phrases(anchor), self.concordance)
            if len(found) == 1 and span.start <= found[0].start and found[0].end <= span.end:
                return anchor
        return None

    # Damage

    def with_value(self, place: Place, key: str, value: object, *, drop: str = "") -> Damage:
        """Return the damage of giving a key another value, or none if `value` is `None`.

        The record also loses the key `drop`.
        """
        record = {name: old for name, old in place.record.items() if name not in (key, drop)}
        if value is not None:
            record[key] = value
        shown = f"{place.id}: {key}: {_short(place.record.get(key))} -> {_short(value)}"
        return Damage(shown, (Edit(place.kind, place.number, record),))

    def with_exchanged(self, one: Place, other: Place, key: str) -> Damage:
        """Return the damage of exchanging a value between two records."""
        first = self.with_value(one, key, other.record.get(key))
        second = self.with_value(other, key, one.record.get(key))
        return Damage(f"{first.shown}; and back ({other.id})", (*first.edits, *second.edits))

    def with_item(self, place: Place, key: str, number: int | None, item: object) -> Damage:
        """Return the damage of replacing an item of a list, or of adding one.

        An item is removed if `item` is `None`.
        """
        old = list(place.record.get(key) or ())
        new = [] if item is None else [item]
        index = len(old) if number is None else number
        return self.with_value(place, key, [*old[:index], *new, *old[index + 1 :]])

    def with_added(self, kind: str, record: Record) -> Damage:
        """Return the damage of adding a record, or an entry of `not_claims`."""
        shown = "; ".join(f"{key}: {_short(value)}" for key, value in record.items())
        return Damage(f"added to {kind}: {shown}", (Edit(kind, None, record),))

    def without(self, place: Place, *more: Edit) -> Damage | None:
        """Return the damage of deleting a record with all references to it, and of more edits.

        Return `None` if another record cannot do without the reference.
        """
        edits = [Edit(place.kind, place.number, None)]
        for other in self.of(*ALL):
            if other != place and place.id in _strings(other.record):
                record = _without_reference(other.record, place.id)
                if record is None:
                    return None
                edits.append(Edit(other.kind, other.number, record))
        title = next(place.record[key] for key in _TITLES if place.record.get(key))
        return Damage(f"{place.id}: deleted: {_short(title)}", (*edits, *more))

    def is_changed_by(self, damage: Damage) -> bool:
        """Whether damage really changes what the store or the article says."""
        if damage.article is not None and fold(damage.article) != self.folded.text:
            return True
        return any(
            None in (number, record) or _content(record) != _content(self.lists[kind][number or 0])
            for kind, number, record in damage.edits
        )


_SENTENCE: Final = re.compile(
    r"\S.*?(?:(?<!\bDr|\bMr|\bSt)(?<!\bMrs)(?<!\b[A-Z])[.?!][\"”’')]*(?=\s+[\"“‘'(]?[A-Z0-9£$€])|$)"
)
_TITLES: Final = ("statement", "text", "as_written", "name", "property", "anchor")


def _plain(node: Node) -> Any:
    """Convert a node to Python's own types."""
    if isinstance(node, nodes.Mapping):
        return {key: _plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, nodes.Sequence):
        return [_plain(item) for item in node.items]
    return node.value


def _strings(value: object) -> Iterator[str]:
    """Yield every text in a value."""
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        yield from chain.from_iterable(map(_strings, value))
    elif isinstance(value, str):
        yield value


def _without_reference(record: Record, id: str) -> Record | None:
    """Return a record without its references to an id; `None` if one of them is required."""
    left: Record = {}
    for key, value in record.items():
        if key == "caveats":
            left[key] = [kept for caveat in value if (kept := _without_see(caveat, id))]
        elif isinstance(value, list):
            left[key] = [item for item in value if item != id]
        elif (key == "voice" and value == id) or (
            isinstance(value, dict) and id in _strings(value)
        ):
            return None
        elif key in ("id", "name", "text", "statement") or value != id:
            left[key] = value
    if "speaker" in record and "speaker" not in left:
        left.pop("attribution", None)
    return left


def _without_see(caveat: Record, id: str) -> Record | None:
    """Return a caveat without a record in `see`, unless its type needs one."""
    see = [other for other in caveat.get("see") or () if other != id]
    return {**caveat, "see": see} if see or caveat["type"] != "inconsistent" else None


def _content(record: Record | None) -> str:
    """Return a text that is the same for records that say the same: lists have no order."""
    values = {
        key: sorted(value, key=str) if isinstance(value, list) else value
        for key, value in (record or {}).items()
        if value not in (None, [], False)
    }
    return json.dumps(values, sort_keys=True)


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else f"{text[:100]} … {text[-50:]}"
