"""The records of an invented store: how many of each kind there are, and what each says."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from benchmarks.invented import quantities, words
from benchmarks.invented.layout import Pairs, block, flow, item, quoted
from benchmarks.invented.scenes import Scene, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MODEL: Final = 367
"""How many records the store has whose proportions are kept; the numbers below are its own."""
ENTITIES: Final = {"agencies": 6, "people": 4, "groups": 18, "places": 20}
OTHERS: Final = {
    "measures": 22,
    "objectives": 6,
    "capabilities": 16,
    "quotes": 8,
    "figures": 11,
    "events": 13,
    "claims": 243,
}
ANCHORS: Final = {"agencies": 4.8, "people": 4, "groups": 2.6, "places": 2.4, "measures": 2.2}
CAVEATS: Final = {"agencies": 2.8, "people": 3.2, "measures": 3.4, "quotes": 3.4, "figures": 2.9}
"""How many of them a record has on average, where it is not `FEW`."""
FEW: Final = {"anchors": 1.2, "caveats": 1.8}

LEAST: Final = 100
"""Records, below which a store could not have all that every larger one has."""

TYPES: Final = {
    "other": 177,
    "prediction": 35,
    "quantity": 15,
    "laws_or_rules": 8,
    "correlation_or_causation": 8,
}
SUBTYPES: Final = {
    "other": 83,
    "support_or_policy": 63,
    "trivial": 15,
    "quote": 9,
    "definition": 7,
}
"""What claims are, and how often."""

HEADER: Final = """\
# An invented store to measure with: nothing in it is true.

source:
  headline: "Ports, Ferries and Customs of an Invented Coast"
  language: en
"""


def counts(total: int) -> dict[str, int]:
    """How many records there are of each kind."""
    growth = (total / MODEL) ** 0.5
    found = {kind: max(2, round(number * growth)) for kind, number in ENTITIES.items()}
    left = total - sum(found.values())
    for kind, number in OTHERS.items():
        found[kind] = max(1, round(left * number / sum(OTHERS.values())))
    found["claims"] += total - sum(found.values())
    return found


class Store:
    """An invented store, whose records are made as they are written."""

    def __init__(self, total: int, seed: int) -> None:
        self.counts = counts(total)
        starts = accumulate(self.counts.values(), initial=0)
        self.starts = dict(zip(self.counts, starts, strict=False))
        self.world = World(total, self.counts, seed)
        self.rng = self.world.rng
        self.quantities = quantities.figures(self.rng, self.world.streams["unit"])
        self.said: set[int] = set()
        texts = [text for text, often in words.RARE.items() for _ in range(often)]
        claims = self.rng.sample(range(self.counts["claims"]), len(texts))
        self.rare = dict(zip(claims, texts, strict=True))
        self.makers: dict[str, Callable[[int, Scene], Pairs]] = {
            "agencies": self.agency,
            "people": self.person,
            "groups": self.group,
            "places": self.place,
            "measures": self.measure,
            "objectives": self.objective,
            "capabilities": self.capability,
            "quotes": self.quote,
            "figures": self.figure,
            "events": self.event,
            "claims": self.claim,
        }

    def yaml(self) -> Iterator[str]:
        """The text of the store, a record at a time."""
        yield HEADER
        for kind, number in self.counts.items():
            yield f"\n{kind}:\n"
            for index in range(number):
                yield "\n" * bool(index) + item(self.record(kind, index))

    def record(self, kind: str, index: int) -> Pairs:
        """A record: what is its kind's own, and what every record has."""
        scene = self.world.scene()
        own = self.makers[kind](index, scene)
        support = own.pop("support", None)
        anchors = self.texts(scene, words.ANCHORS, ANCHORS.get(kind, FEW["anchors"]), 1)
        least = 1 if support else 0
        caveats = self.texts(scene, words.CAVEATS, CAVEATS.get(kind, FEW["caveats"]), least)
        if kind == "claims" and index in self.rare:
            caveats.append(self.rare[index])
        return {
            "id": self.id(kind, index),
            **own,
            "evidence": block(anchors),
            "support": support,
            "caveats": block(caveats),
        }

    def id(self, kind: str, index: int) -> str:
        """The id of a record, whether it is written yet or not."""
        if kind in ENTITIES:
            return self.world.entities[kind][index].id
        number = self.starts[kind] + index
        nouns = (words.NOUNS[place % len(words.NOUNS)] for place in (number * 7, number // 3))
        return f"{'-'.join(nouns)}-{number}"

    def any(self, kind: str) -> str:
        """The id of some record of a kind."""
        return self.id(kind, self.rng.randrange(self.counts[kind]))

    def maybe(self, share: float, value: str) -> str | None:
        """The value in this share of cases, else nothing."""
        return value if self.rng.random() < share else None

    def texts(self, scene: Scene, templates: Sequence[str], mean: float, least: int) -> list[str]:
        """Some of the templates as texts: `mean` on average, `least` at least."""
        often = min(max(least, round(self.rng.gauss(mean, 0.7))), len(templates))
        return [scene.fill(template) for template in self.rng.sample(templates, often)]

    def once(self, scene: Scene, templates: Sequence[str]) -> str:
        """A sentence after one of the templates that the store does not have yet."""
        sentence = scene.sentence(self.rng.choice(templates))
        while hash(sentence) in self.said:
            sentence = scene.sentence(self.rng.choice(templates))
        self.said.add(hash(sentence))
        return quoted(sentence)

    def agency(self, index: int, scene: Scene) -> Pairs:
        """An agency."""
        _, name, type = self.world.entities["agencies"][index]
        acronym = quoted("".join(word[0] for word in name.split()))
        parent = self.id("agencies", self.rng.randrange(index)) if index else ""
        return {
            "name": quoted(name),
            "aliases": f"[{acronym}]",
            "acronym": acronym,
            "type": type,
            "role": quoted(scene.sentence(self.rng.choice(words.ROLES["agencies"]))),
            "parent": self.maybe(0.2, parent),
            "listed": self.maybe(0.6, "true"),
        }

    def person(self, index: int, scene: Scene) -> Pairs:
        """A person."""
        name = self.world.entities["people"][index].name
        return {
            "name": quoted(name),
            "aliases": f"[{quoted(name.split()[1])}]",
            "role": quoted(scene.sentence(self.rng.choice(words.ROLES["people"]))),
            "organization": scene.cast["agency"].id,
        }

    def group(self, index: int, scene: Scene) -> Pairs:
        """A group."""
        _, name, type = self.world.entities["groups"][index]
        return {
            "name": quoted(name),
            "aliases": f"[{quoted(f'the {name}')}]",
            "type": type,
            "role": quoted(scene.sentence(self.rng.choice(words.ROLES["groups"]))),
            "support": self.maybe(0.2, "inferred"),
        }

    def place(self, index: int, scene: Scene) -> Pairs:
        """A place."""
        _, name, type = self.world.entities["places"][index]
        within = self.id("places", self.rng.randrange(index)) if index else ""
        return {
            "name": quoted(name),
            "type": type,
            "iso3166": quoted(words.COUNTRIES[name]) if type == "country" else None,
            "part_of": self.maybe(0.6, within) if type != "country" else None,
            "role": quoted(scene.sentence(self.rng.choice(words.ROLES["places"]))),
        }

    def measure(self, _: int, scene: Scene) -> Pairs:
        """A measure."""
        return {
            "name": quoted(scene.sentence(self.rng.choice(words.NAMES))),
            "statement": self.once(scene, words.LONG),
            "status": self.rng.choice(("planned", "under_way", "completed")),
            "agencies": flow(scene.ids("agency")),
            "places": flow([*scene.ids("place"), self.any("places")]),
            "figures": self.maybe(0.6, f"[{self.any('figures')}]"),
            "listed": self.maybe(0.2, "true"),
        }

    def objective(self, _: int, scene: Scene) -> Pairs:
        """An objective."""
        return {
            "name": quoted(scene.sentence(self.rng.choice(words.NAMES))),
            "statement": self.once(scene, words.LONG),
            "event": self.any("events"),
            "listed": self.maybe(0.5, "true"),
        }

    def capability(self, _: int, scene: Scene) -> Pairs:
        """A capability."""
        return {
            "name": quoted(scene.sentence(self.rng.choice(words.NAMES))),
            "statement": self.once(scene, words.LONG),
            "holder": self.maybe(0.9, scene.cast["agency"].id),
            "listed": self.maybe(0.2, "true"),
        }

    def quote(self, _: int, scene: Scene) -> Pairs:
        """A quotation."""
        return {
            "text": self.once(scene, words.LONG),
            "speaker": scene.cast["person"].id,
            "quote_type": self.rng.choice(("direct", "mixed")),
            "cue": self.rng.choice(('"said"', '"added"', '"told"')),
            "about": flow([*scene.ids("agency", "place"), self.any("measures")]),
            "support": self.maybe(0.7, "inferred"),
        }

    def figure(self, index: int, scene: Scene) -> Pairs:
        """A figure; of an implied one, its operands stand before it."""
        found = next(self.quantities)
        operands = ", ".join(self.id("figures", index - before) for before in found.of)
        derivation = f"\n      operation: {found.operation}\n      of: [{operands}]"
        return {
            "as_written": quoted(found.as_written) if found.as_written else None,
            "value": f"{found.value:.0f}",
            "comparator": quoted(found.comparator) if found.comparator else None,
            "unit": quoted(found.unit) if found.unit else None,
            "currency": quoted(found.currency) if found.currency else None,
            "property": quoted(scene.fill(self.rng.choice(words.PROPERTIES))),
            "about": flow([*scene.ids("agency", "place"), self.any("measures")]),
            "period": self.maybe(0.2, quoted(scene.fill("each {time}"))),
            "implied_by": derivation if found.of else None,
            "support": "implied" if found.of else None,
        }

    def event(self, _: int, scene: Scene) -> Pairs:
        """An event."""
        date = f"{self.rng.randint(2015, 2035)}-{self.rng.randint(1, 12):02}"
        day = f"{date}-{self.rng.randint(1, 28):02}"
        date = self.rng.choice((date, day, day, f"{day}?", f"{day}/.."))
        return {
            "name": quoted(scene.sentence(self.rng.choice(words.NAMES))),
            "statement": self.once(scene, words.SHORT),
            "date": self.maybe(0.3, quoted(date)),
            "places": flow(scene.ids("place")),
            "participants": flow(scene.ids("agency", "group")),
        }

    def claim(self, index: int, scene: Scene) -> Pairs:
        """A claim. There is one about every record of the other kinds."""
        [type] = self.rng.choices([*TYPES], [*TYPES.values()])
        [subtype] = self.rng.choices([*SUBTYPES], [*SUBTYPES.values()])
        figures = 1.0 if type == "quantity" else 0.06
        return {
            "statement": self.once(scene, words.SHORT),
            "type": type,
            "subtype": subtype if type == "other" else None,
            "voice": self.maybe(0.16, scene.cast["person"].id) or "author",
            "about": flow([*self.subjects(index), *scene.ids("agency", "place")]),
            "figures": self.maybe(figures, f"[{self.any('figures')}]"),
            "support": self.maybe(0.15, "inferred"),
        }

    def subjects(self, index: int) -> Iterator[str]:
        """The ids of the records of other kinds whose turn it is at a claim."""
        others = self.starts["claims"]
        for number in range(index % others, others, self.counts["claims"]):
            kind = next(kind for kind in reversed(self.starts) if self.starts[kind] <= number)
            yield self.id(kind, number - self.starts[kind])
