"""The kinds of record, each declared once.

A kind's declaration is all there is to know of it: from it follow how a store is
checked, the keys of its JSON, the columns of its table, its command with options
and help. To add a kind, declare it here and name it in `KINDS`.

The vocabulary is the field's own. Claim types follow Full Fact's annotation schema
(Konstantinovskiy et al., arXiv 1809.08193); voice, cue and content follow PARC and
PolNeAR; comparators are FHIR's Quantity comparators and `~`; dates are EDTF
(ISO 8601-2), money ISO 4217, countries ISO 3166-1.
"""

from __future__ import annotations

from bsc_cli.model.record import Derivation, Record
from bsc_cli.model.struct import Field, ListOf, Nested, Optional, WithDefault
from bsc_cli.model.types import (
    Boolean,
    Choice,
    Country,
    Currency,
    Date,
    Number,
    Reference,
    Term,
    Text,
)

AUTHOR = "author"
"""The voice of what the article says itself."""


class Agency(Record):
    """The agencies and departments that take part"""

    kind, singular = "agencies", "agency"
    summary = ("name", "type", "listed", "role")
    examples = ("bsc agencies", "bsc agencies --json | jq -r '.[].name'")

    name = Field(Text(), "its name")
    aliases = Field(ListOf(Text()), "its other names in the article")
    acronym = Field(Optional(Text()), "its acronym, where the article gives one")
    type = Field(Optional(Term()), "what sort of agency it is", option="type")
    role = Field(Optional(Text()), "the part that it plays")
    parent = Field(Optional(Reference("agencies", "groups")), "what it belongs to", option="parent")
    listed = Field(
        Boolean(), "whether it is in the article's list of key agencies", option="listed"
    )


class Person(Record):
    """The people who are named"""

    kind, singular = "people", "person"
    summary = ("name", "organization", "role")
    examples = ("bsc people", "bsc people --organization nca")

    name = Field(Text(), "the name")
    aliases = Field(ListOf(Text()), "other forms of the name in the article")
    role = Field(Optional(Text()), "the office or the part that the person has")
    organization = Field(
        Optional(Reference("agencies", "groups")), "whom the person serves", option="organization"
    )


class Group(Record):
    """The other bodies and groups: a government, a party, gangs, migrants"""

    kind, singular = "groups", "group"
    summary = ("name", "type", "role")
    examples = ("bsc groups", "bsc groups gangs --json")

    name = Field(Text(), "its name")
    aliases = Field(ListOf(Text()), "its other names in the article")
    type = Field(Optional(Term()), "what sort of group it is", option="type")
    role = Field(Optional(Text()), "the part that it plays")


class Place(Record):
    """The places, and the part that each plays"""

    kind, singular = "places", "place"
    summary = ("name", "type", "iso3166", "role")
    examples = ("bsc places", "bsc places --type country --json")

    name = Field(Text(), "its English name")
    aliases = Field(ListOf(Text()), "its other names in the article")
    type = Field(Optional(Term()), "what sort of place it is", option="type")
    iso3166 = Field(Optional(Country()), "a country's ISO 3166-1 alpha-2 code")
    part_of = Field(Optional(Reference("places")), "the place that it lies in", option="part-of")
    role = Field(Optional(Text()), "the part that it plays")


class Measure(Record):
    """What is done, has been done or is planned"""

    kind, singular = "measures", "measure"
    summary = ("name", "status", "listed", "statement")
    examples = ("bsc measures --status planned", "bsc measures --agency nca --listed")

    name = Field(Text(), "the measure in a few words")
    statement = Field(Text(), "what is done, in our own words")
    status = Field(
        Optional(Choice("planned", "under_way", "completed")), "how far it is", option="status"
    )
    agencies = Field(
        ListOf(Reference("agencies")), "who carries it out, or whom it is for", option="agency"
    )
    places = Field(ListOf(Reference("places")), "where", option="place")
    figures = Field(ListOf(Reference("figures")), "its numbers", option="figure")
    listed = Field(Boolean(), "whether it is in the article's list of measures", option="listed")


class Objective(Record):
    """What the visit to Italy was to achieve"""

    kind, singular = "objectives", "objective"
    summary = ("name", "event", "listed", "statement")
    examples = ("bsc objectives", "bsc objectives --listed --json")

    name = Field(Text(), "the objective in a few words")
    statement = Field(Text(), "what is to be achieved, in our own words")
    event = Field(
        Optional(Reference("events")), "the event that it is an objective of", option="event"
    )
    listed = Field(Boolean(), "whether it is in the article's list of objectives", option="listed")


class Capability(Record):
    """What the new means will enable somebody to do"""

    kind, singular = "capabilities", "capability"
    summary = ("name", "holder", "listed", "statement")
    examples = ("bsc capabilities", "bsc capabilities --holder nca")

    name = Field(Text(), "the capability in a few words")
    statement = Field(Text(), "what it is or enables, in our own words")
    holder = Field(Optional(Reference()), "who has it or is to have it", option="holder")
    listed = Field(
        Boolean(), "whether it is in the article's list of capabilities", option="listed"
    )


class Quote(Record):
    """Who said what, word for word"""

    kind, singular = "quotes", "quote"
    headline = ("text",)
    summary = ("speaker", "text")
    examples = ("bsc quotes small boats", "bsc quotes --speaker yvette-cooper --json")

    text = Field(Text(), "the words, verbatim")
    speaker = Field(Reference("people"), "who said them", option="speaker")
    quote_type = Field(
        WithDefault(Choice("direct", "mixed"), "direct"),
        "the words alone, or mixed with a report",
        option="quote-type",
    )
    cue = Field(Optional(Text()), "the words that attribute it, as the article has them")
    about = Field(ListOf(Reference()), "what it speaks of")


class Figure(Record):
    """How much and how many"""

    kind, singular = "figures", "figure"
    headline = ("as_written", "property")
    summary = ("as_written", "value", "property", "evidence")
    examples = ("bsc figures", "bsc figures --json | jq 'map(select(.currency == \"GBP\"))'")

    as_written = Field(Optional(Text()), "the article's own words; none where it is implied")
    value = Field(Number(), "the number that they give")
    comparator = Field(
        Optional(Choice("~", "<", "<=", ">", ">=")),
        "about (~), or which bound it is; none where it is exact",
    )
    unit = Field(Optional(Text()), "what is counted; none for money", option="unit")
    currency = Field(Optional(Currency()), "its currency, for money", option="currency")
    property = Field(Text(), "what is measured")
    about = Field(ListOf(Reference()), "whom or what it is about")
    period = Field(Optional(Text()), "the time that it is for, as the article gives it")
    implied_by = Field(Optional(Nested(Derivation)), "the figures that it follows from, and how")


class Event(Record):
    """What happened or is to happen, and when"""

    kind, singular = "events", "event"
    summary = ("date", "name", "statement")
    examples = ("bsc events", "bsc events --place italy")

    name = Field(Text(), "the event in a few words")
    statement = Field(Text(), "what happened, in our own words")
    date = Field(Optional(Date()), "when, as an EDTF date; none where nothing is said")
    places = Field(ListOf(Reference("places")), "where", option="place")
    participants = Field(ListOf(Reference()), "who took part", option="participant")


class Claim(Record):
    """Every proposition of the article, one checkable thing each"""

    kind, singular = "claims", "claim"
    headline = ("statement",)
    summary = ("statement", "type", "voice")
    examples = ("bsc claims --voice yvette-cooper", "bsc claims --type prediction --json")

    statement = Field(Text(), "what is claimed, in our own words")
    type = Field(
        Choice(
            "quantity",
            "correlation_or_causation",
            "laws_or_rules",
            "prediction",
            "personal_experience",
            "other",
        ),
        "what sort of claim it is, after Full Fact",
        option="type",
    )
    subtype = Field(
        Optional(Choice("support_or_policy", "quote", "definition", "trivial", "other")),
        "what sort of other claim it is",
        option="subtype",
    )
    voice = Field(
        Reference("people", also=(AUTHOR,)),
        f"whose claim it is: {AUTHOR}, or the person who is quoted or reported",
        option="voice",
    )
    about = Field(ListOf(Reference()), "whom or what it is about")
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
"""Every kind by its name, in the order in which people are shown them."""


def declared() -> str:
    """The kinds with their fields in a line each: what a record's JSON depends on."""
    return "\n".join(
        f"{name}.{key} {type(field.type).__name__} {type(field.scalar).__name__} {field.option}"
        for name, kind in KINDS.items()
        for key, field in kind.fields.items()
    )
