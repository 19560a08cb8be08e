"""Rules that check a store and do not need the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsc_cli.checks import records
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.model import iso
from bsc_cli.model.kinds import Claim
from bsc_cli.model.types import Country, Number
from bsc_cli.store.store import Store
from bsc_cli.text import anchors
from bsc_cli.text.names import normalised_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.model.record import Record

RULES: Final = Rules[Store]("bsc check")


@RULES.rule(
    "anchor-length",
    f"An anchor consists of 1 to {anchors.LONGEST} words of the article.",
    fix="Keep the first and the last few words and put ' … ' between them.",
    fails="evidence: [one two three four five six seven eight nine ten eleven twelve thirteen]",
    passes="evidence: [one two three … twelve thirteen]",
)
def anchor_length(store: Store) -> Iterator[Finding]:
    for record in store.records.values():
        for index, anchor in enumerate(record.evidence):
            words = anchors.length(anchor)
            if words > anchors.LONGEST:
                message = (
                    f"an anchor can have at most {anchors.LONGEST} words, but this one has {words}"
                )
                yield Finding(message, record, f".evidence[{index}]")
            elif not words:
                message, hint = (
                    "an anchor that contains no words selects nothing",
                    "copy a few words from the article",
                )
                yield Finding(message, record, f".evidence[{index}]", hint=hint)


@RULES.rule(
    "repeated",
    "A list contains each item only once.",
    fix="Remove the repeated item.",
    fails="aliases: [HO, HO]",
    passes="aliases: [HO]",
)
def repeated(store: Store) -> Iterator[Finding]:
    for record in store.records.values():
        for name, value in record.values.items():
            if isinstance(value, tuple):
                seen = set()
                for index, item in enumerate(value):
                    if item in seen:
                        message = f"'{item}' is already in this list"
                        yield Finding(message, record, f".{name}[{index}]")
                    seen.add(item)


@RULES.rule(
    "duplicate",
    "No two records of the same kind say the same thing.",
    fix="Keep one of the two records, and give it the evidence of both.",
    fails="claims: [{statement: The boats stop.}, {statement: The boats stop!}]",
    passes="claims: [{statement: The boats stop.}, {statement: The trains stop.}]",
)
def duplicate(store: Store) -> Iterator[Finding]:
    first: dict[tuple[str, str], str] = {}
    for record in store.records.values():
        if records.fields_of_type(type(record), Number):
            continue
        name = "statement" if "statement" in record.fields else record.headline[0]
        words = normalised_words(str(record.values[name]))
        other = first.setdefault((record.kind, words), record.id)
        if other != record.id:
            yield Finding(f"'{other}' says the same thing as this record", record, f".{name}")


@RULES.rule(
    "self-reference",
    "A record does not refer to itself.",
    fix="Remove the reference.",
    fails="id: ministry\nparent: ministry",
    passes="id: ministry",
)
def self_reference(store: Store) -> Iterator[Finding]:
    for id, referring in store.referring.items():
        if id in referring:
            yield Finding(f"'{id}' refers to itself", store.records[id])


@RULES.rule(
    "isolated",
    "Every record refers to another record, or another record refers to it.",
    fix="List related records in 'about', or refer to this record from another.",
    fails="agencies: [{id: ho}]",
    passes="agencies: [{id: ho}]\nclaims: [{about: [ho]}]",
)
def isolated(store: Store) -> Iterator[Finding]:
    referring = {id for ids in store.referring.values() for id in ids}
    for record in store.records.values():
        if record.id not in store.referring and record.id not in referring:
            message = "this record does not refer to another record, and no other refers to it"
            yield Finding(message, record)


@RULES.rule(
    "unstated",
    "Every record that is neither a claim nor implied is referred to by a claim: the claims are a"
    " complete inventory of the article.",
    fix="Add a claim about the record, or list the record in a claim's 'about' or 'figures'.",
    fails="agencies: [{id: ho}]\nclaims: [{statement: The boats stop.}]",
    passes="agencies: [{id: ho}]\nclaims: [{statement: The boats stop., about: [ho]}]",
)
def unstated(store: Store) -> Iterator[Finding]:
    claims = {claim.id for claim in store.of_kind(Claim)}
    for record in store.records.values() if claims else ():
        is_stated = record.id in claims or record.support == "implied"
        if not is_stated and claims.isdisjoint(store.referring.get(record.id, ())):
            yield Finding("no claim refers to this record", record)


@RULES.rule(
    "no-caveat",
    "A record with 'support: inferred' or 'support: implied' has a caveat that explains it.",
    fix="Add a caveat that explains how the article supports the record.",
    fails="support: inferred",
    passes="support: inferred\ncaveats: [Inferred from the list of ministries.]",
)
def no_caveat(store: Store) -> Iterator[Finding]:
    for record in store.records.values():
        if record.support != "explicit" and not record.caveats:
            yield Finding(
                f"the record is {record.support}, but no caveat explains how", record, ".support"
            )


@RULES.rule(
    "subtype",
    "A claim has a subtype if and only if its type is 'other'.",
    fix="Add or remove the subtype.",
    fails="type: quantity\nsubtype: other",
    passes="type: other\nsubtype: other",
)
def subtype(store: Store) -> Iterator[Finding]:
    for claim in store.of_kind(Claim):
        if claim.type == "other" and not claim.subtype:
            message, hint = "a claim of type other needs a subtype", "add 'subtype:'"
            yield Finding(message, claim, ".type", hint=hint)
        elif claim.type != "other" and claim.subtype:
            message = f"a claim of type {claim.type} cannot have a subtype"
            yield Finding(message, claim, ".subtype", hint="remove 'subtype'")


@RULES.rule(
    "wording",
    "Statements and caveats are sentences, with single spaces between words.",
    fix="Begin with a capital letter, end with a full stop, and remove surplus spaces.",
    fails="statement: the boats stop",
    passes="statement: The boats stop.",
)
def wording(store: Store) -> Iterator[Finding]:
    for record in store.records.values():
        for path, text in records.values(record, records.SENTENCES):
            if text != " ".join(text.split()):
                message = (
                    "the text has white space at its start or end, or surplus spaces between words"
                )
                yield Finding(message, record, path, hint="remove the surplus spaces")
            elif not re.match(r"\W*[\dA-Z]", text) or text[-1] not in ".?!\"')":
                message = "a sentence must begin with a capital letter and end with a full stop"
                yield Finding(message, record, path, hint="write a whole sentence")


@RULES.rule(
    "country",
    "A country has its own ISO 3166-1 code; a place of any other type does not have a code.",
    fix="Correct the code, the name or the type.",
    fails="name: Austria\ntype: country\niso3166: AU",
    passes="name: Austria\ntype: country\niso3166: AT",
)
def country(store: Store) -> Iterator[Finding]:
    for record in store.records.values():
        for field in records.fields_of_type(type(record), Country):
            yield from _country(record, field)


def _country(record: Record, field: str) -> Iterator[Finding]:
    code, type, name = (record.values.get(key) for key in (field, "type", "name"))
    if not code:
        if type == "country":
            yield Finding(
                "a country needs an ISO 3166-1 code", record, ".type", hint=f"add '{field}:'"
            )
    elif type != "country":
        message = f"only a country can have an ISO 3166-1 code; this is a {type or 'place'}"
        yield Finding(message, record, f".{field}", hint=f"remove '{field}'")
    else:
        own, country = iso.country_code(str(name)), iso.country_name(code)
        hint = f"the code of {name} is {own}" if own else "look up the code, or correct the name"
        if not country:
            yield Finding(f"no country has the code {code}", record, f".{field}", hint=hint)
        elif own not in (None, code):
            yield Finding(f"{code} is the code of {country}", record, f".{field}", hint=hint)
