"""A store and its article as plain data, and the damage that can be done to them."""

from __future__ import annotations

import json
import re
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from bsc_cli.checks.evidence import Evidence
from bsc_cli.model import node as nodes
from bsc_cli.model.kinds import ACTORS, KINDS
from bsc_cli.store import document, store
from bsc_cli.text import anchors
from bsc_cli.text.concordance import Concordance
from bsc_cli.text.folding import FoldedText, Span, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bsc_cli.model.node import Node

Record = dict[str, Any]
T = TypeVar("T")

FEW = 6
"""The number of records that are considered for an exchange with another."""

ENTITIES = ("agencies", "people", "groups", "places", "topics")
NAMED = ENTITIES[:-1]
"""The kinds whose names are, as a rule, proper names."""


class Draw:
    """Puts things in an order that looks random, but depends only on the seed and the thing itself.

    So most damage stays the same when a record is added to the store.
    """

    def __init__(self, *seed: object) -> None:
        self.seed = "\0".join(map(str, seed))

    def order(self, things: Iterable[T], key: Callable[[T], str] = str) -> list[T]:
        """Return the things in this order; `key` is a function that identifies a thing."""
        return sorted(things, key=lambda thing: self._digest(key(thing)))

    def some(self, places: Iterable[Place]) -> list[Place]:
        """Return a few of the records in this order."""
        return self.order(places, key=lambda place: place.id)[:FEW]

    def _digest(self, text: str) -> bytes:
        return blake2b(f"{self.seed}\0{text}".encode(), digest_size=8).digest()


class Place(NamedTuple):
    """A record and its place in the store: the list and the index in it."""

    kind: str
    index: int
    record: Record

    @property
    def id(self) -> str:
        """The record's id."""
        return str(self.record["id"])


class Edit(NamedTuple):
    """A change in one list of a store.

    `index` is `None` to append a record; `record` is `None` to delete one.
    """

    kind: str
    index: int | None
    record: Record | None


class Damage(NamedTuple):
    """Damage to a store or to an article: what is shown of it, and what changes.

    `article` is the whole damaged text, if the text changes. If `is_plain`, the store has no
    fingerprint of the article.
    """

    shown: str
    edits: tuple[Edit, ...] = ()
    article: str | None = None
    is_plain: bool = False


class Sentence(NamedTuple):
    """A sentence of the article: its span in the raw text and in the folded text."""

    raw: Span
    folded: Span
    text: str


class Case:
    """A store that is taken to be right, and its article."""

    def __init__(self, content: bytes, article: str) -> None:
        root, problems = document.read(content)
        if root is None or problems:
            raise ValueError(f"not YAML: {problems[0].message if problems else 'empty'}")
        self.data: dict[str, Any] = _plain(root)
        self.article = article
        self.folded = FoldedText(article)
        self.concordance = Concordance(self.folded.text)
        self.places = [
            Place(kind, index, record)
            for kind in KINDS
            for index, record in enumerate(self.data.get(kind) or [])
        ]
        self.by_id = {place.id: place for place in self.places}
        evidence = Evidence(store.parse(content, "store"), self.folded, "article")
        self.spans = evidence.spans

    def of(self, *kinds: str) -> list[Place]:
        """Return the records of some kinds."""
        return [place for place in self.places if place.kind in kinds]

    @cached_property
    def actors(self) -> list[Place]:
        """The records that can act or speak."""
        return self.of(*ACTORS)

    @cached_property
    def speakers(self) -> set[str]:
        """The ids of the records that speak."""
        voices = (record.get(key) for _, _, record in self.places for key in ("voice", "speaker"))
        return {voice for voice in voices if voice in self.by_id}

    # Names

    def names(self, place: Place) -> list[str]:
        """Return the proper names of a record: those with a capital letter and no article."""
        record = place.record
        found = [record.get("name"), *(record.get("aliases") or []), record.get("acronym")]
        return [name for name in dict.fromkeys(found) if name and name[0].isupper()]

    def others_named(self, place: Place) -> list[Place]:
        """Return the other records of the same kind that have a proper name."""
        return [other for other in self.of(place.kind) if other != place and self.names(other)]

    @cached_property
    def proper(self) -> list[tuple[str, Place]]:
        """The proper names in the store, longest first, with their records."""
        found = ((name, place) for place in self.of(*NAMED) for name in self.names(place))
        return sorted(found, key=lambda pair: -len(pair[0]))

    def named_in(self, text: str) -> Iterator[tuple[Span, Place]]:
        """Yield the proper names in a text, longest first, without those inside longer ones."""
        taken: list[Span] = []
        for name, place in self.proper:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                span = Span(*match.span())
                if all(span.end <= start or end <= span.start for start, end in taken):
                    taken.append(span)
                    yield span, place

    # Passages

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The article's sentences. A line ends a sentence, as does a full stop before a capital.

        The program's own splitter is not used, because an attack must not share its mistakes.
        """
        found, at = [], 0
        for line in re.finditer(r"\S[^\r\n]*", self.article):
            start = line.start()
            stops = [stop.end() for stop in _STOP.finditer(line[0])]
            for end in (*stops, len(line[0])):
                raw = Span(start, line.start() + end)
                text = fold(self.article[raw.start : raw.end]).strip()
                if text:
                    at = self.folded.text.index(text, at)
                    found.append(Sentence(raw, Span(at, at + len(text)), text))
                    at += len(text)
                start = raw.end
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
        linked = {place.id, *(place.record.get("restates") or [])}
        return [
            other
            for other in others
            if self.at(other)
            and self.at(other).isdisjoint(self.at(place))
            and other.id not in linked
            and place.id not in (other.record.get("restates") or [])
        ]

    def anchor(self, span: Span) -> str | None:
        """Return an anchor that selects just this span of the folded text; `None` if there is none."""
        words = self.folded.text[span.start : span.end].strip(" .,;:!?\"'").split()
        for size in (3, 4, 5, 6):
            if len(words) > 2 * size:
                anchor = f"{' '.join(words[:size])} … {' '.join(words[-size:])}"
            else:
                anchor = " ".join(words[:12])
            found = anchors.find(anchors.phrases(anchor), self.concordance)
            if len(found) == 1 and span.start <= found[0].start and found[0].end <= span.end:
                return anchor
        return None

    # Damage

    def with_value(self, place: Place, key: str, value: object, *, drop: str = "") -> Damage:
        """Return the damage of giving one value of a record another value, or none."""
        record = {name: old for name, old in place.record.items() if name not in (key, drop)}
        if value is not None:
            record[key] = value
        shown = f"{place.id}: {key}: {_short(place.record.get(key))} -> {_short(value)}"
        return Damage(shown, (Edit(place.kind, place.index, record),))

    def with_exchanged(self, one: Place, other: Place, key: str) -> Damage:
        """Return the damage of exchanging a value between two records."""
        first = self.with_value(one, key, other.record.get(key))
        second = self.with_value(other, key, one.record.get(key))
        return Damage(f"{first.shown}; and back ({other.id})", (*first.edits, *second.edits))

    def without(self, place: Place, *more: Edit) -> Damage | None:
        """Return the damage of deleting a record with all references to it.

        Return `None` if a record cannot do without the reference.
        """
        edits = [Edit(place.kind, place.index, None)]
        for other in self.places:
            if other != place and place.id in _strings(other.record):
                record = _without_reference(other.record, place.id)
                if record is None:
                    return None
                edits.append(Edit(other.kind, other.index, record))
        title = next(place.record[key] for key in _TITLES if place.record.get(key))
        return Damage(f"{place.id}: deleted: {_short(title)}", (*edits, *more))

    def with_added(self, kind: str, record: Record) -> Damage:
        """Return the damage of adding a record, or an entry of `not_claims`."""
        shown = "; ".join(f"{key}: {_short(value)}" for key, value in record.items())
        return Damage(f"added to {kind}: {shown}", (Edit(kind, None, record),))

    def changes(self, damage: Damage) -> bool:
        """Whether the damage really changes the store or the article."""
        if damage.article is not None and fold(damage.article) != self.folded.text:
            return True
        return any(
            index is None or record is None or _same(record) != _same(self.data[kind][index])
            for kind, index, record in damage.edits
        )


_STOP = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bSt)(?<![A-Z])[.?!][\"”’')]*(?=\s+[\"“‘']?[A-Z0-9£$€])"
)
_TITLES = ("statement", "text", "as_written", "name", "property", "anchor")
_REQUIRED = ("voice", "of", "operation")
_TOGETHER = {"speaker": "attribution"}


def _plain(node: Node) -> Any:
    """Convert a node to Python's own types."""
    if isinstance(node, nodes.Mapping):
        return {key: _plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, nodes.Sequence):
        return [_plain(item) for item in node.items]
    return node.value


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from chain.from_iterable(map(_strings, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_strings, value))
    elif isinstance(value, str):
        yield value


def _without_reference(record: Record, id: str) -> Record | None:
    """Return a record without its references to an id; `None` if it cannot do without."""
    left: Record = {}
    for key, value in record.items():
        if key in _REQUIRED and id in _strings(value):
            return None
        if key == "caveats":
            left[key] = [_without_see(caveat, id) for caveat in value]
            left[key] = [caveat for caveat in left[key] if caveat]
        elif isinstance(value, list):
            left[key] = [item for item in value if item != id]
        elif isinstance(value, dict):
            if id in _strings(value):
                return None
            left[key] = value
        elif value != id or key in ("id", "name", "text"):
            left[key] = value
    if "speaker" in record and "speaker" not in left:
        left.pop("attribution", None)
    return left


def _without_see(caveat: Record, id: str) -> Record | None:
    if id not in (caveat.get("see") or []):
        return caveat
    see = [other for other in caveat["see"] if other != id]
    return {**caveat, "see": see} if see or caveat["type"] != "inconsistent" else None


def _same(record: Record) -> str:
    """Return a text that is the same for records that say the same: lists have no order."""
    values = {
        key: sorted(value, key=str) if isinstance(value, list) else value
        for key, value in record.items()
        if value not in (None, [], False)
    }
    return json.dumps(values, sort_keys=True)


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else f"{text[:100]} … {text[-50:]}"
