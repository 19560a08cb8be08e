"""Invent a store of any size, in the proportions of the bundled store, for the benchmarks.

Words and references are drawn at random according to Zipf's law: a few are very frequent and most
are rare, as in real text. The sentences are meaningless, but `bsc check` accepts the store.
"""

from __future__ import annotations

from itertools import product
from json import JSONEncoder
from random import Random
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Record = dict[str, Any]

LEAST: Final = 200
"""The minimum number of records; a smaller store has too few claims to refer to every record."""
ENGLISH: Final = """
    the of a and to in is for at with by port border ferry harbour coast on from or its as no new
    crossing cargo vessel passenger patrol inspection terminal customs equipment container lorry
    queue tariff permit officer quay freight route joint regular coastal daily timetable duty
"""
"""English words, in descending order of frequency; "border" occurs in a third of the records."""
COINED: Final = product("bdfgklmnprstvz", "aeiou", "bdfgklmnprstvz", "aeiou", "dklmnrsx")
WORDS: Final = [*ENGLISH.split(), *Random(1).sample([*map("".join, COINED)], 30_000)]
RARE: Final = ["equipment"] * 6 + ["count"] * 4
"""The nouns that follow "covert", one for each record that contains this word.

In the bundled store, this word occurs in as many records.
"""
COUNTRIES: Final = ["Norway NO", "Denmark DK", "Iceland IS", "Estonia EE", "Latvia LV", "Malta MT"]
"""Names and codes of real countries, because `bsc check` compares a country's name with its code."""
TABLE: Final = """
    agencies       6  4.8  2.8  15  name role type:customs,transport,council aliases=.5 listed=.67
    people         4  4.0  3.2  15  name role organization:agencies aliases=.75
    groups        18  2.6  2.0  13  name role type:crews,companies aliases=.89 support:inferred=.17
    places        20  2.4  1.8  11  name role type:town,harbour,bay aliases=.35
    topics        20  2.2  1.5  11  name role type:crimes,laws,works aliases=.4
    measures      22  2.2  3.4  21  name statement status:planned,completed,under_way actors:+agencies+people=.73 beneficiaries:+groups=.2 places:+places=.77 figures:+figures=.59 listed=.18
    objectives     6  1.5  2.3  21  name statement event:events listed=.5 support:inferred=.17
    capabilities  16  1.4  2.0  21  name statement holder:agencies=.88 listed=.19
    quotes         8  2.0  3.4  22  text speaker:people=.9 quote_type:mixed,direct cue:said,told about:agencies+places+measures
    figures       11  1.9  2.9   8  property about:agencies+places+measures change:increase,decrease=.2 period:weekly,daily=.18
    events        13  1.5  2.2  13  name statement date:2027-11-05,2026-03,2028?,2031-05-02/..=.31 status:completed,planned=.8 places:+places=.69 participants:agencies+groups=.92
    claims       243  1.2  1.8  11  statement voice:author,author,author,people checkability:checkable,vague,intention,opinion,prediction about:agencies+places+topics figures:+figures=.12 support:inferred=.15
"""
"""The proportions of the bundled store, with a line for each kind.

The columns are the kind, the number of its records, three averages for a record (anchors, caveats,
and words in its longest text), and the fields. A field is written `name:values=share`, with its
values in descending order of frequency and with the share of records that have the field. A value
that names a kind stands for the id of one of its records; with "+", the value is a list of ids.
"""
KINDS: Final = {kind: cells for kind, *cells in map(str.split, TABLE.strip().splitlines())}
ENTITIES: Final = ("agencies", "people", "groups", "places", "topics")
TYPES: Final = [
    *["other"] * 4,
    "prediction",
    "quantity",
    "laws_or_rules",
    "correlation_or_causation",
]
SUBTYPES: Final = ["other", "support_or_policy", "trivial", "quote", "definition"]
CAVEATS: Final = ["unnamed", "no_source", "ambiguous", "unsupported", "no_period", "no_baseline"]
"""Types of caveats, in descending order of frequency."""
LINKS: Final = {"restates": 0.05, "conflicts_with": 0.02}
"""The share of claims that have a link to an earlier claim, for each field of such links."""
encode: Final = JSONEncoder(ensure_ascii=False).encode


def counts(total: int) -> dict[str, int]:
    """Return the number of records of each kind.

    The number of entities grows only with the square root of the total, because entities recur.
    """
    growth = total / sum(int(cells[0]) for cells in KINDS.values())
    found = {
        kind: round(int(cells[0]) * (growth**0.5 if kind in ENTITIES else growth))
        for kind, cells in KINDS.items()
    }
    return found | {"claims": found["claims"] + total - sum(found.values())}


class Store:
    """An invented store; the same size and seed always give the same bytes.

    `has_rare` tells whether records contain the rare word.
    """

    def __init__(self, total: int, seed: int, *, has_rare: bool = True) -> None:
        self.rng = Random(seed)
        self.names = map(str.title, reversed(WORDS))
        self.ids = {
            kind: [f"{self.words(1)}-{kind[:8]}-{index}" for index in range(number)]
            for kind, number in counts(total).items()
        }
        *others, claims = self.ids.values()
        self.subjects = [id for ids in others for id in ids]
        rare = RARE if has_rare else []
        self.rare = dict(zip(self.rng.sample(claims, len(rare)), rare, strict=True))

    def yaml(self) -> Iterator[str]:
        """Invent the records and yield them as YAML; values are written as JSON, which YAML includes."""
        yield 'source:\n  headline: "Ports of an Invented Coast"\n  language: en\n'
        for kind, ids in self.ids.items():
            yield f"\n{kind}:\n"
            for index, id in enumerate(ids):
                record = {"id": id} | self.fields(kind, index)
                lines = [f"{field}: {encode(value)}" for field, value in record.items()]
                for field, items in self.grounds(kind, record).items():
                    lines += [f"{field}:", *(f"  - {encode(item)}" for item in items)]
                yield "  - " + "\n    ".join(lines) + "\n"

    def fields(self, kind: str, index: int) -> Record:
        """Invent the fields that are specific to the kind of a record."""
        drawn: Record = {}
        for cell in KINDS[kind][4:]:
            field, _, share = cell.partition("=")
            if not share or self.rng.random() < float(share):
                name, _, values = field.partition(":")
                drawn[name] = self.value(kind, name, values)
        if kind == "places" and index < len(COUNTRIES):
            name, code = COUNTRIES[index].split()
            drawn |= {"name": name, "type": "country", "iso3166": code}
        elif kind == "places":
            drawn["part_of"] = self.ids["places"][index % len(COUNTRIES)]
        elif kind == "figures":
            drawn |= self.quantity(index)
        elif kind == "claims":
            drawn["type"] = self.zipf(TYPES)
            if drawn["type"] == "other":
                drawn["subtype"] = self.zipf(SUBTYPES)
            # Each record of another kind must be the subject of at least one claim.
            subject = self.subjects[index % len(self.subjects)]
            drawn["about"] = list(dict.fromkeys([subject, *drawn["about"]]))
            drawn |= self.links(index)
        if drawn.get("speaker") or drawn.get("voice", "author") != "author":
            drawn["attribution"] = self.zipf(["explicit", "inferred"])
        return drawn

    def links(self, index: int) -> Record:
        """Link a claim to earlier claims."""
        earlier = self.ids["claims"][:index]
        return {
            field: [self.rng.choice(earlier)]
            for field, share in LINKS.items()
            if earlier and self.rng.random() < share
        }

    def value(self, kind: str, field: str, values: str) -> object:
        """Invent the value of a field."""
        if "+" in values:
            return [self.zipf(self.ids[other]) for other in values.split("+") if other]
        if values:
            value = self.zipf(values.split(","))
            return self.zipf(self.ids[value]) if value in KINDS else value
        if field == "listed":
            return True
        if field == "aliases":
            return [self.words(2)]
        if field == "name":
            return f"{next(self.names)} {next(self.names)}" if kind in ENTITIES else self.words(4)
        return self.sentence(int(KINDS[kind][3]))

    def quantity(self, index: int) -> Record:
        """Invent the number of a figure; every third figure is the sum of the two before it."""
        prefix, sign = (("about ", "~"), ("", None), ("up to ", "<="))[index // 3 % 3]
        first, second, third = (at * 7_919 % 90_001 + 1 for at in range(index - 2, index + 1))
        number = {"comparator": sign, "unit": "crates"}
        if index % 3 < 2:
            return {"as_written": f"{prefix}{third:,} crates", "value": third} | number
        derivation = {"operation": "add", "of": self.ids["figures"][index - 2 : index]}
        return {
            "value": first + second,
            "computed_from": derivation,
            "support": "computed",
        } | number

    def grounds(self, kind: str, record: Record) -> dict[str, list[Any]]:
        """Invent the anchors and caveats of a record, without duplicates."""
        anchors, caveats = (max(1, round(self.rng.gauss(float(n), 0.7))) for n in KINDS[kind][1:3])
        evidence = dict.fromkeys(f"{self.words(3)} … {self.words(3)}" for _ in range(anchors))
        types = [self.zipf(CAVEATS) for _ in range(caveats)]
        if record.get("support") == "inferred":
            types[0] = "inference"
        doubts = [self.caveat(record["id"], type, self.sentence(14)) for type in types]
        if record["id"] in self.rare:
            text = (
                f"No source is given for the covert {self.rare[record['id']]} of {self.words(9)}."
            )
            doubts.append(self.caveat(record["id"], "no_source", text))
        return {"evidence": [*evidence], "caveats": doubts}

    def caveat(self, id: str, type: str, text: str) -> Record:
        """Invent the records that a caveat of the record `id` names; a third of caveats name some."""
        see = [self.zipf(self.subjects)] if self.rng.random() < 1 / 3 else []
        return {"type": type, "text": text} | ({"see": see} if see not in ([], [id]) else {})

    def sentence(self, length: int) -> str:
        """Invent a sentence of about this many words."""
        return self.words(self.rng.randint(length * 2 // 3, length * 4 // 3)).capitalize() + "."

    def words(self, number: int) -> str:
        """Draw this many words at random, and join them with spaces."""
        return " ".join(self.zipf(WORDS) for _ in range(number))

    def zipf(self, pool: Sequence[str]) -> str:
        """Draw an item from a pool; the nth item is drawn about n times less often than the first."""
        return pool[int((len(pool) + 1) ** self.rng.random()) - 1]
