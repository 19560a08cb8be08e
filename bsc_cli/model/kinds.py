"""The kinds of record, each declared once.

Everything else follows from a kind's declaration: how a store is read and checked, the keys of
its JSON, the columns of its table, its command with options and help. To add a kind, declare it
here.

The vocabulary is the field's own. Claim types follow Full Fact's annotation schema
(Konstantinovskiy et al., arXiv 1809.08193); voice, cue and content follow PARC and
PolNeAR; comparators are FHIR's Quantity comparators and `~`; dates are EDTF
(ISO 8601-2), money ISO 4217, countries ISO 3166-1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bsc_cli.model.compound import ListOf, Optional, WithDefault
from bsc_cli.model.record import Derivation, Record
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import (
    Boolean,
    Choice,
    Country,
    Currency,
    Date,
    Identifier,
    Number,
    Reference,
    Term,
    Text,
    ValueType,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.model.types import Schema

AUTHOR = "author"
"""The voice of claims that the article makes itself."""


class Agency(Record):
    """The agencies and departments that take part"""

    kind, singular = "agencies", "agency"
    summary = ("name", "type", "listed", "role")
    examples = ("bsc agencies", "bsc agencies --json | jq -r '.[].name'")

    name = Field(Text(), "the name")
    aliases = Field(ListOf(Text()), "other names in the article")
    acronym = Field(Optional(Text()), "its acronym, if the article gives one")
    type = Field(Optional(Term()), "the sort of agency", option="type")
    role = Field(Optional(Text()), "the part that it plays")
    parent = Field(
        Optional(Reference("agencies", "groups")), "the body that it belongs to", option="parent"
    )
    listed = Field(
        Boolean(), "whether it is on the article's list of key agencies", option="listed"
    )


class Person(Record):
    """The people who are named"""

    kind, singular = "people", "person"
    summary = ("name", "organization", "role")
    examples = ("bsc people", "bsc people --organization nca")

    name = Field(Text(), "the name")
    aliases = Field(ListOf(Text()), "other forms of the name in the article")
    role = Field(Optional(Text()), "the person's office or part")
    organization = Field(
        Optional(Reference("agencies", "groups")),
        "the agency or group that the person works for",
        option="organization",
    )


class Group(Record):
    """The other bodies and groups: a government, a party, gangs, migrants"""

    kind, singular = "groups", "group"
    summary = ("name", "type", "role")
    examples = ("bsc groups", "bsc groups gangs --json")

    name = Field(Text(), "the name")
    aliases = Field(ListOf(Text()), "other names in the article")
    type = Field(Optional(Term()), "the sort of group", option="type")
    role = Field(Optional(Text()), "the part that it plays")


class Place(Record):
    """The places, and the part that each plays"""

    kind, singular = "places", "place"
    summary = ("name", "type", "iso3166", "role")
    examples = ("bsc places", "bsc places --type country --json")

    name = Field(Text(), "the English name")
    aliases = Field(ListOf(Text()), "other names in the article")
    type = Field(Optional(Term()), "the sort of place", option="type")
    iso3166 = Field(Optional(Country()), "a country's ISO 3166-1 alpha-2 code")
    part_of = Field(
        Optional(Reference("places")), "the larger place that contains it", option="part-of"
    )
    role = Field(Optional(Text()), "the part that it plays")


class Measure(Record):
    """The measures that are planned, under way or completed"""

    kind, singular = "measures", "measure"
    summary = ("name", "status", "listed", "statement")
    examples = ("bsc measures --status planned", "bsc measures --agency nca --listed")

    name = Field(Text(), "the measure in a few words")
    statement = Field(Text(), "the measure, in our own words")
    status = Field(
        Optional(Choice("planned", "under_way", "completed")), "how far it has got", option="status"
    )
    agencies = Field(
        ListOf(Reference("agencies")),
        "the agencies that carry it out or benefit from it",
        option="agency",
    )
    places = Field(ListOf(Reference("places")), "where it happens", option="place")
    figures = Field(ListOf(Reference("figures")), "its figures", option="figure")
    listed = Field(Boolean(), "whether it is on the article's list of measures", option="listed")


class Objective(Record):
    """The objectives of the visit to Italy"""

    kind, singular = "objectives", "objective"
    summary = ("name", "event", "listed", "statement")
    examples = ("bsc objectives", "bsc objectives --listed --json")

    name = Field(Text(), "the objective in a few words")
    statement = Field(Text(), "the objective, in our own words")
    event = Field(
        Optional(Reference("events")), "the event that it is an objective of", option="event"
    )
    listed = Field(Boolean(), "whether it is on the article's list of objectives", option="listed")


class Capability(Record):
    """The capabilities that the new funds and technology bring"""

    kind, singular = "capabilities", "capability"
    summary = ("name", "holder", "listed", "statement")
    examples = ("bsc capabilities", "bsc capabilities --holder nca")

    name = Field(Text(), "the capability in a few words")
    statement = Field(Text(), "the capability, in our own words")
    holder = Field(Optional(Reference()), "the record that has it or will have it", option="holder")
    listed = Field(
        Boolean(), "whether it is on the article's list of capabilities", option="listed"
    )


class Quote(Record):
    """The quotations, word for word"""

    kind, singular = "quotes", "quote"
    headline = ("text",)
    summary = ("speaker", "text")
    examples = ("bsc quotes small boats", "bsc quotes --speaker yvette-cooper --json")

    text = Field(Text(), "the words, verbatim")
    speaker = Field(Reference("people"), "the person who said them", option="speaker")
    quote_type = Field(
        WithDefault(Choice("direct", "mixed"), "direct"),
        "direct speech, or quoted words within a report",
        option="quote-type",
    )
    cue = Field(Optional(Text()), "the words that attribute it, such as 'said'")
    about = Field(ListOf(Reference()), "the records that it speaks of")


class Figure(Record):
    """The numbers: money, counts, percentages"""

    kind, singular = "figures", "figure"
    headline = ("as_written", "property")
    summary = ("as_written", "value", "property", "evidence")
    examples = ("bsc figures", "bsc figures --json | jq 'map(select(.currency == \"GBP\"))'")

    as_written = Field(Optional(Text()), "the article's own words; none if it is implied")
    value = Field(Number(), "the number")
    comparator = Field(
        Optional(Choice("~", "<", "<=", ">", ">=")),
        "~ for about, or the bound; none if it is exact",
    )
    unit = Field(Optional(Text()), "the thing counted; none for money", option="unit")
    currency = Field(Optional(Currency()), "the currency, for money", option="currency")
    property = Field(Text(), "the quantity measured")
    about = Field(ListOf(Reference()), "the records that it is about")
    period = Field(Optional(Text()), "the period that it covers, in the article's words")
    implied_by = Field(Optional(Nested(Derivation)), "the figures that it follows from, and how")


class Event(Record):
    """The events, past and planned"""

    kind, singular = "events", "event"
    summary = ("date", "name", "statement")
    examples = ("bsc events", "bsc events --place italy")

    name = Field(Text(), "the event in a few words")
    statement = Field(Text(), "the event, in our own words")
    date = Field(Optional(Date()), "an EDTF date; none if the article gives none")
    places = Field(ListOf(Reference("places")), "where it happens", option="place")
    participants = Field(ListOf(Reference()), "the records that took part", option="participant")


class Claim(Record):
    """The claims: every proposition of the article"""

    kind, singular = "claims", "claim"
    headline = ("statement",)
    summary = ("statement", "type", "voice")
    examples = ("bsc claims --voice yvette-cooper", "bsc claims --type prediction --json")

    statement = Field(Text(), "the claim, in our own words")
    type = Field(
        Choice(
            "quantity",
            "correlation_or_causation",
            "laws_or_rules",
            "prediction",
            "personal_experience",
            "other",
        ),
        "the type of claim, after Full Fact's schema",
        option="type",
    )
    subtype = Field(
        Optional(Choice("support_or_policy", "quote", "definition", "trivial", "other")),
        "the subtype, if the type is other",
        option="subtype",
    )
    voice = Field(
        Reference("people", also=(AUTHOR,)),
        f"{AUTHOR}, or the person whose claim the article quotes or reports",
        option="voice",
    )
    about = Field(ListOf(Reference()), "the records that it is about")
    figures = Field(ListOf(Reference("figures")), "the figures that it states", option="figure")


KINDS: dict[str, type[Record]] = {
    kind.kind: kind
    for kind in (
        Agency,
        Person,
        Group,
        Place,
        Measure,
        Objective,
        Capability,
        Quote,
        Figure,
        Event,
        Claim,
    )
}
"""Every kind by its name, in the order in which people see them."""


def declared() -> str:
    """Return a line for each field of each kind; an index of other lines is out of date."""
    return "\n".join(
        f"{name}.{key} {type(field.type).__name__} {type(field.scalar).__name__} {field.option}"
        for name, kind in KINDS.items()
        for key, field in kind.fields.items()
    )


KIND: Final = Field(Choice(*KINDS), "the record's kind")
ID: Final = Field(Identifier(), "the record's id")


class AnyRecord(ValueType[Any]):
    """A record in a command's output: one of `kinds`, with its kind and the keys of `extra`."""

    noun, plural = "record", "records"

    def __init__(self, kinds: Sequence[type[Record]] = (), extra: type[Struct] = Struct) -> None:
        self.kinds = kinds or tuple(KINDS.values())
        self.extra = extra

    def schema(self, stored: bool) -> Schema:
        schemas = [self._schema_of(kind) for kind in self.kinds]
        return {"anyOf": schemas} if len(schemas) > 1 else schemas[0]

    def _schema_of(self, kind: type[Record]) -> Schema:
        record, extra = kind.schema(stored=False), self.extra.schema(stored=False)
        constant = {"description": KIND.meaning, "const": kind.kind}
        return {
            **record,
            "properties": {"kind": constant, **record["properties"], **extra["properties"]},
            "required": ["kind", *record["required"], *extra["required"]],
        }


class ForEachKind(ValueType[Any]):
    """A mapping with a value of one type for every kind."""

    plural = "mappings"

    def __init__(self, inner: ValueType[Any]) -> None:
        self.inner = inner
        self.noun = f"{inner.noun} for each kind"

    def schema(self, stored: bool) -> Schema:
        inner = self.inner.schema(stored)
        properties = {name: {"description": kind.__doc__, **inner} for name, kind in KINDS.items()}
        return {"type": "object", "properties": properties, "required": list(KINDS)}
