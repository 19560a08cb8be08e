"""Who and what the sentences of an invented store are about, and how its words are drawn."""

from __future__ import annotations

from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from benchmarks.invented import quantities, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

T = TypeVar("T")

SLOTS: Final = {"agency": "agencies", "person": "people", "group": "groups", "place": "places"}
"""The slots of a template that an entity fills, each with the kind of its entities."""

ROOM: Final = 4_000
"""Made-up names that are kept for each kind of entity."""
SURNAMES: Final = 30_000
NAMES: Final = 40_000
"""How many other names there are in the largest store."""


class Entity(NamedTuple):
    """An agency, a person, a group or a place: what others name, and refer to by its id."""

    id: str
    name: str
    type: str


def entities(kind: str, number: int, first: int) -> list[Entity]:
    """The entities of a kind, each with a name of its own: the made-up ones from `first` on."""
    found = []
    for index in range(number):
        name, type = _name(kind, index, words.made_up(first + index))
        if kind == "people":
            name = f"{name} {words.made_up(first + index + SURNAMES)}"
        found.append(Entity(name.lower().replace(" ", "-").replace("'", ""), name, type))
    return found


def _name(kind: str, index: int, root: str) -> tuple[str, str]:
    if kind == "places" and index < len(words.COUNTRIES):
        return [*words.COUNTRIES][index], "country"
    suffix, type = words.SORTS[kind][index % len(words.SORTS[kind])]
    return f"{root} {suffix}".strip(), type


class Scene(dict[str, str]):
    """What the slots of a record's templates stand for: its entities, and else drawn words."""

    def __init__(self, cast: Mapping[str, Entity], streams: Mapping[str, Iterator[str]]) -> None:
        super().__init__({slot: entity.name for slot, entity in cast.items()})
        self.cast = cast
        self.streams = streams

    def __missing__(self, slot: str) -> str:
        return next(self.streams[slot])

    def fill(self, template: str) -> str:
        """The template as a text."""
        return template.format_map(self)

    def sentence(self, template: str) -> str:
        """The template as a text that begins with a capital letter."""
        text = template.format_map(self)
        return text[0].upper() + text[1:]

    def ids(self, *slots: str) -> list[str]:
        """The ids of the entities in these slots."""
        return [self.cast[slot].id for slot in slots]


class World:
    """The entities of a store and its language, drawn by Zipf's law: few often, most seldom."""

    def __init__(self, total: int, numbers: Mapping[str, int], seed: int) -> None:
        self.rng = Random(seed)
        self.entities = {
            kind: entities(kind, numbers[kind], place * ROOM)
            for place, kind in enumerate(SLOTS.values())
        }
        self.casts = {slot: self.drawn(self.entities[kind]) for slot, kind in SLOTS.items()}
        names = range(len(SLOTS) * ROOM, len(SLOTS) * ROOM + min(NAMES, total // 2))
        self.streams = {
            "noun": self.drawn(words.NOUNS),
            "adjective": self.drawn(words.ADJECTIVES),
            "verb": self.drawn(words.VERBS),
            "unit": self.drawn(words.UNITS),
            "time": self.drawn(words.TIMES),
            "name": self.drawn([words.made_up(number) for number in names]),
            "number": quantities.written(self.rng),
        }

    def drawn(self, pool: Sequence[T]) -> Iterator[T]:
        """Items of a pool without end, the more seldom the later they stand in it."""
        weights = [*accumulate(1 / (rank + 2) for rank in range(len(pool)))]
        while True:
            yield from self.rng.choices(pool, cum_weights=weights, k=1_000)

    def scene(self) -> Scene:
        """The scene of the next record."""
        return Scene({slot: next(draw) for slot, draw in self.casts.items()}, self.streams)

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.rng.random() < share

    def texts(self, scene: Scene, templates: Sequence[str], mean: float, least: int) -> list[str]:
        """Some of the templates as texts: `mean` on average, `least` at least."""
        often = max(least, round(self.rng.gauss(mean, 0.7)))
        return [scene.fill(template) for template in self.rng.choices(templates, k=often)]
