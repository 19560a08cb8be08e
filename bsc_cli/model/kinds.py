"""The declarations of all kinds of record.

Everything else about a kind is derived from its declaration: how its records are read and checked,
its keys in JSON, the columns of its table, and its command with options and help. To add a kind,
declare it here.

The vocabulary follows published schemas. Claim types are from Full Fact's annotation schema
(Konstantinovskiy et al., arXiv 1809.08193). The terms voice, cue and content are from PARC and
PolNeAR. Comparators are FHIR's Quantity comparators and `~`. Dates are in EDTF (ISO 8601-2),
currencies in ISO 4217 codes, and countries in ISO 3166-1 codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bsc_cli.model.compound import ListOf, Optional, Required, WithDefault
from bsc_cli.model.record import Derivation, Record
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import (
    Boolean,
    Choice,
    Country,
    Currency,
    Date,
    Elsewhere,
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

ACTORS: Final = ("agencies", "people", "groups")
"""The kinds of record that can act or speak."""

AUTHOR = "author"
"""The value of `voice` for the claims that the article itself makes."""


ATTRIBUTION: Final = Choice("explicit", "inferred")
"""How the article attributes words to a speaker."""

STATUS: Final = Choice("planned", "under_way", "completed")
"""The stages of a measure or an event."""


SAME_AS: Final = Field(
    ListOf(Elsewhere()),
    "the records of other stores that stand for the same, each as STORE:ID; written in either",
)


class Agency(Record):
    """The agencies and departments"""

    kind, singular = "agencies", "agency"
    body, notes = "role", ("type", "listed")

    name = Field(Text(), "the agency's name")
    aliases = Field(ListOf(Text()), "other names of the agency in the article")
    acronym = Field(Optional(Text()), "the agency's acronym, if the article gives one")
    type = Field(Optional(Term()), "the type of agency", option="type")
    role = Field(Optional(Text()), "the agency's role in the article")
    parent = Field(
        Optional(Reference("agencies", "groups")),
        "the body that the agency belongs to",
        option="parent",
    )
    listed = Field(Boolean(), "whether the agency is on a list in the article", option="listed")
    same_as = SAME_AS


class Person(Record):
    """The people named"""

    kind, singular = "people", "person"
    body, notes = "role", ("organization",)

    name = Field(Text(), "the person's name")
    aliases = Field(ListOf(Text()), "other forms of the person's name in the article")
    role = Field(Optional(Text()), "the person's office or function")
    organization = Field(
        Optional(Reference("agencies", "groups")),
        "the agency or group that the person works for",
        option="organization",
    )
    same_as = SAME_AS


class Group(Record):
    """The other bodies and groups, such as governments, parties and the people affected"""

    kind, singular = "groups", "group"
    body, notes = "role", ("type",)

    name = Field(Text(), "the group's name")
    aliases = Field(ListOf(Text()), "other names of the group in the article")
    type = Field(Optional(Term()), "the type of group", option="type")
    role = Field(Optional(Text()), "the group's role in the article")
    parent = Field(
        Optional(Reference("agencies", "groups")),
        "the larger body that the group belongs to",
        option="parent",
    )
    same_as = SAME_AS


class Place(Record):
    """The places"""

    kind, singular = "places", "place"
    body, notes = "role", ("type",)

    name = Field(Text(), "the place's name in English")
    aliases = Field(ListOf(Text()), "other names of the place in the article")
    type = Field(Optional(Term()), "the type of place", option="type")
    iso3166 = Field(
        Optional(Country()),
        "the ISO 3166-1 alpha-2 code of a country; absent for other places",
        label="ISO 3166",
    )
    part_of = Field(
        Optional(Reference("places")), "the larger place that contains the place", option="part-of"
    )
    role = Field(Optional(Text()), "the place's role in the article")
    same_as = SAME_AS


class Topic(Record):
    """The topics: crimes, laws, works, products, technologies and other things spoken of"""

    kind, singular = "topics", "topic"
    body, notes = "role", ("type",)

    name = Field(Text(), "the topic's name")
    aliases = Field(ListOf(Text()), "other names of the topic in the article")
    type = Field(Optional(Term()), "the type of topic", option="type")
    role = Field(Optional(Text()), "the topic's role in the article")
    same_as = SAME_AS


class Measure(Record):
    """The measures taken: planned, under way or completed"""

    kind, singular = "measures", "measure"
    body, notes = "statement", ("status", "listed")

    name = Field(Text(), "a short name for the measure")
    statement = Field(Text(), "the measure, paraphrased rather than quoted")
    status = Field(Optional(STATUS), "the stage that the measure has reached", option="status")
    actors = Field(
        ListOf(Reference(*ACTORS)),
        "each body or person that carries out the measure",
        option="actor",
        formerly="agencies",
    )
    beneficiaries = Field(
        ListOf(Reference(*ACTORS)),
        "each body or person that the measure strengthens or protects",
        option="beneficiary",
        formerly="agencies",
    )
    places = Field(
        ListOf(Reference("places")), "each place where the measure is carried out", option="place"
    )
    figures = Field(
        ListOf(Reference("figures")), "each figure that describes the measure", option="figure"
    )
    listed = Field(Boolean(), "whether the measure is on a list in the article", option="listed")


class Objective(Record):
    """The objectives: what is to be achieved"""

    kind, singular = "objectives", "objective"
    body, notes = "statement", ("event", "listed")

    name = Field(Text(), "a short name for the objective")
    statement = Field(Text(), "the objective, paraphrased rather than quoted")
    event = Field(
        Optional(Reference("events")), "the event that has this objective", option="event"
    )
    listed = Field(Boolean(), "whether the objective is on a list in the article", option="listed")


class Capability(Record):
    """The capabilities: what somebody is or will be able to do"""

    kind, singular = "capabilities", "capability"
    body, notes = "statement", ("holder", "listed")

    name = Field(Text(), "a short name for the capability")
    statement = Field(Text(), "the capability, paraphrased rather than quoted")
    holder = Field(
        Optional(Reference(*ACTORS)),
        "the body or person that has or will have the capability",
        option="holder",
    )
    listed = Field(
        Boolean(),
        "whether the capability is on a list in the article",
        option="listed",
    )


class Quote(Record):
    """The quotations, word for word"""

    kind, singular = "quotes", "quote"
    headline = ("text",)
    body, notes = "text", ("speaker", "attribution")

    text = Field(Text(), "the quoted words, verbatim")
    speaker = Field(
        Optional(Reference(*ACTORS)),
        "the person or body that is quoted; absent if the article names nobody",
        option="speaker",
    )
    attribution = Field(
        Optional(ATTRIBUTION),
        "explicit if words beside the quotation name the speaker, inferred if a pronoun or the "
        "position tells; absent if nobody is named",
        option="attribution",
    )
    quote_type = Field(
        WithDefault(Choice("direct", "mixed"), "direct"),
        "direct for direct speech, mixed for quoted words within reported speech",
        option="quote-type",
    )
    cue = Field(Optional(Text()), "the words that attribute the quotation, such as 'said'")
    about = Field(ListOf(Reference()), "the records that the quotation is about")


class Figure(Record):
    """The numbers: money, counts, percentages"""

    kind, singular = "figures", "figure"
    headline = ("as_written", "property")
    body, notes = "property", ("computed_from",)

    as_written = Field(Optional(Text()), "the article's own words; absent for a computed figure")
    value = Field(Required(Number()), "the figure's value as a number, or the lower end of a range")
    to = Field(Optional(Number()), "the upper end of a range; absent for a single value")
    comparator = Field(
        Optional(Choice("~", "<", "<=", ">", ">=")),
        "~ for an approximate value, or <, <=, > or >= for a bound; absent for an exact value",
    )
    unit = Field(
        Optional(Text()), "the things counted, or a unit such as %; absent for money", option="unit"
    )
    currency = Field(Optional(Currency()), "the currency of an amount of money", option="currency")
    change = Field(
        Optional(Choice("increase", "decrease")),
        "the direction of a change; absent if the figure measures no change",
        option="change",
    )
    property = Field(Text(), "the quantity that the figure measures")
    about = Field(ListOf(Reference()), "the records that the figure is about")
    period = Field(Optional(Text()), "the period that the figure covers, in the article's words")
    computed_from = Field(
        Optional(Nested(Derivation)),
        "for a computed figure, its computation from other figures",
        formerly="implied_by",
    )


class Event(Record):
    """The events, past and planned"""

    kind, singular = "events", "event"
    body, notes = "statement", ("date", "status")

    name = Field(Text(), "a short name for the event")
    statement = Field(Text(), "the event, paraphrased rather than quoted")
    date = Field(Optional(Date()), "the event's date in EDTF; absent if the article gives no date")
    status = Field(Optional(STATUS), "the stage that the event has reached", option="status")
    places = Field(
        ListOf(Reference("places")), "each place where the event happens", option="place"
    )
    participants = Field(
        ListOf(Reference(*ACTORS)),
        "each body or person that takes part in the event",
        option="participant",
    )


class Claim(Record):
    """The claims: every proposition of the article"""

    kind, singular = "claims", "claim"
    headline = ("statement",)
    body, notes = "statement", ("checkability", "voice", "conflicts_with")

    statement = Field(Text(), "the claim, paraphrased rather than quoted")
    type = Field(
        Required(
            Choice(
                "quantity",
                "correlation_or_causation",
                "laws_or_rules",
                "prediction",
                "personal_experience",
                "other",
            )
        ),
        "the type of claim in Full Fact's annotation schema: quantity for an amount, now or in the "
        "past; correlation_or_causation for a link between things; laws_or_rules for how a law or "
        "a body works; prediction for the future; personal_experience for what the speaker has "
        "lived through; otherwise other",
        option="type",
    )
    subtype = Field(
        Optional(Choice("support_or_policy", "quote", "definition", "trivial", "other")),
        "what a claim of the type other is: support_or_policy for a position or a plan; quote for "
        "what somebody said; definition for what a name or a term means; trivial for what nobody "
        "would check; otherwise other",
        option="subtype",
    )
    checkability = Field(
        Optional(Choice("checkable", "vague", "opinion", "intention", "prediction")),
        "checkable for a claim that can be checked as it stands, vague for one that is too "
        "imprecise, otherwise opinion, intention or prediction",
        option="checkability",
    )
    voice = Field(
        Required(Reference(*ACTORS, also=(AUTHOR,))),
        f"{AUTHOR} for the article itself, or the person or body whose claim the article quotes or "
        "reports",
        option="voice",
    )
    attribution = Field(
        Optional(ATTRIBUTION),
        "explicit if words beside the claim name the voice, inferred if a pronoun or the position "
        f"tells; absent for the voice {AUTHOR}",
        option="attribution",
    )
    about = Field(ListOf(Reference()), "the records that the claim is about")
    figures = Field(
        ListOf(Reference("figures")),
        "each figure that the claim states or concerns",
        option="figure",
    )
    restates = Field(
        ListOf(Reference("claims")),
        "the claims that say the same in other words",
        option="restatements",
        mutual=True,
    )
    conflicts_with = Field(
        ListOf(Reference("claims")),
        "the claims that cannot be true if this one is",
        option="conflicts",
        mutual=True,
    )


KINDS: dict[str, type[Record]] = {
    kind.kind: kind
    for kind in (
        Agency,
        Person,
        Group,
        Place,
        Topic,
        Measure,
        Objective,
        Capability,
        Quote,
        Figure,
        Event,
        Claim,
    )
}
"""Every kind by its plural name, in the order in which commands list the kinds."""


def declared() -> str:
    """Return a line for each field of each kind; if any line changes, indexes are out of date."""
    return "\n".join(
        f"{name}.{key} {type(field.type).__name__} {type(field.scalar).__name__} {field.option}"
        for name, kind in KINDS.items()
        for key, field in kind.fields.items()
    )


REVIEWED: Final = Field(
    Choice("yes", "no", "stale"),
    "yes for a record that a person has reviewed, stale for one that has changed since, no for any "
    "other",
    label="state of review",
)
"""The state of review of a record, by which lists can be filtered; no record has it as a field."""

KIND: Final = Field(Choice(*KINDS), "the record's kind")
STORE: Final = Field(Text(), "the name of the record's store", label="store")
ID: Final = Field(Identifier(), "the record's id")


class AnyRecord(ValueType[Any]):
    """A record of one of `kinds` in a command's output.

    It has the keys of its kind, the keys `kind` and `store`, and the keys of `extra`.
    """

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
            "properties": {
                "kind": constant,
                "store": {"description": STORE.meaning, **STORE.type.schema(stored=False)},
                **record["properties"],
                **extra["properties"],
            },
            "required": ["kind", "store", *record["required"], *extra["required"]],
        }


class ForEachKind(ValueType[Any]):
    """A mapping from every kind to a value; all values have the same type."""

    plural = "mappings"

    def __init__(self, inner: ValueType[Any]) -> None:
        self.inner = inner
        self.noun = f"{inner.noun} for each kind"

    def schema(self, stored: bool) -> Schema:
        inner = self.inner.schema(stored)
        properties = {name: {"description": kind.__doc__, **inner} for name, kind in KINDS.items()}
        return {"type": "object", "properties": properties, "required": list(KINDS)}
