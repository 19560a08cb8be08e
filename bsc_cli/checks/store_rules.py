"""Rules that check a store and do not need the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsc_cli.checks import records
from bsc_cli.checks.cycles import on_cycles
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.model import iso
from bsc_cli.model.kinds import AUTHOR, KINDS, Claim, Quote
from bsc_cli.model.types import TODO, Country, Number
from bsc_cli.store.store import Store
from bsc_cli.text import anchors
from bsc_cli.text.folding import fold
from bsc_cli.text.fragments import is_address
from bsc_cli.text.names import normalised_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bsc_cli.model.record import Record

RULES: Final = Rules[Store]("bsc check")


@RULES.rule(
    "address",
    "The article's web address begins with https:// or http:// and contains no spaces, no control"
    ' characters and none of < > " \\ ^ ` { | }.',
    fix="Copy the address from a browser, and write such a character as its code: %7C for |.",
    fails="source: {url: example.org/night boats}",
    passes="source: {url: https://example.org/night%20boats}",
)
def address(store: Store) -> Iterator[Finding]:
    url = store.source.url
    if url not in (None, TODO) and not is_address(url):
        yield Finding(f"'{url}' is not a valid web address", path="source.url")


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
            if isinstance(value, tuple) and name != "caveats":
                seen = set()
                for index, item in enumerate(value):
                    if item in seen:
                        message = f"'{item}' is already in this list"
                        yield Finding(message, record, f".{name}[{index}]")
                    seen.add(item)


@RULES.rule(
    "duplicate",
    "No two records of the same kind, in the same voice, say the same thing.",
    fix="Keep one of the two records, and give it the evidence of both.",
    fails="claims: [{statement: The boats stop.}, {statement: The boats stop!}]",
    passes="claims: [{statement: The boats stop.}, {statement: The boats stop., voice: ann-reed}]",
)
def duplicate(store: Store) -> Iterator[Finding]:
    first: dict[tuple[str, object, str], str] = {}
    for record in store.records.values():
        if records.fields_of_type(type(record), Number):
            continue
        name = "statement" if "statement" in record.fields else record.headline[0]
        text = str(record.values[name])
        # Two quotes may differ in a comma: each is verbatim.
        words = fold(text) if isinstance(record, Quote) else normalised_words(text)
        voice = record.values.get("speaker") or record.values.get("voice")
        other = first.setdefault((record.kind, voice, words), record.id)
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
        if id in referring and id in store.records:
            record = store.records[id]
            fields = _referring(record)  # the rule `caveat-see` checks the caveats
            own = (path for path, value in records.values(record, fields) if value == id)
            yield Finding(f"'{id}' refers to itself", record, next(own, ""))


@RULES.rule(
    "isolated",
    "Every record refers to another record, or another record refers to it.",
    fix="List related records in 'about', or refer to this record from another.",
    fails="agencies: [{id: ho}]",
    passes="agencies: [{id: ho}]\nclaims: [{about: [ho]}]",
)
def isolated(store: Store) -> Iterator[Finding]:
    referring = {id for ids in store.referring.values() for id in ids}
    open_kinds = _open_kinds(store, store.records.values())
    for record in store.records.values() if store.is_complete else ():
        if record.id in store.referring or record.id in referring or record.kind in open_kinds:
            continue
        if not records.is_open(store, record, *_referring(record)):
            message = "this record does not refer to another record, and no other refers to it"
            yield Finding(message, record)


@RULES.rule(
    "unstated",
    "Every record that is neither a claim nor computed is referred to by a claim: the claims are a"
    " complete inventory of the article.",
    fix="Add a claim about the record, or list the record in a claim's 'about' or 'figures'.",
    fails="agencies: [{id: ho}]\nclaims: [{statement: The boats stop.}]",
    passes="agencies: [{id: ho}]\nclaims: [{statement: The boats stop., about: [ho]}]",
)
def unstated(store: Store) -> Iterator[Finding]:
    claims = {claim.id for claim in store.of_kind(Claim)}
    open_kinds = _open_kinds(store, store.of_kind(Claim))
    for record in store.records.values() if claims and store.is_complete else ():
        is_stated = record.id in claims or record.support == "computed"
        if is_stated or record.kind in open_kinds or records.is_open(store, record, "support"):
            continue
        if claims.isdisjoint(store.referring.get(record.id, ())):
            yield Finding("no claim refers to this record", record)


def _open_kinds(store: Store, referring: Iterable[Record]) -> set[str]:
    """Return the kinds of the records that may yet be put in place of a TODO in other records."""
    kinds: set[str] = set()
    for record in referring:
        for name in _referring(record):
            wanted = getattr(record.fields[name].scalar, "kinds", ()) or KINDS
            if not kinds.issuperset(wanted) and records.is_open(store, record, name):
                kinds.update(wanted)
    return kinds


def _referring(record: Record) -> list[str]:
    """Return the names of the fields that refer to other records, other than the caveats."""
    fields = record.fields.items()
    return [name for name, field in fields if field.scalar.refers and name != "caveats"]


@RULES.rule(
    "inference",
    "A record with 'support: inferred' has a caveat of type 'inference', or such a caveat of"
    " another record names it in 'see'.",
    fix="Add a caveat of type inference that explains how the record follows from the article.",
    fails="support: inferred",
    passes="support: inferred\ncaveats: [{type: inference, text: The list is of ministries.}]",
)
def inference(store: Store) -> Iterator[Finding]:
    explained = {
        id
        for record in store.records.values()
        for caveat in record.caveats
        if caveat.type == "inference"
        for id in (record.id, *caveat.see)
    }
    for record in store.records.values():
        is_explained = record.id in explained or records.is_open(store, record, "caveats")
        if record.support == "inferred" and not is_explained:
            message = "the record is inferred, but no caveat of type inference explains how"
            yield Finding(message, record, ".support")


@RULES.rule(
    "caveat-see",
    "A caveat of type 'inconsistent' lists the contradicting records in 'see', and no caveat lists"
    " its own record there.",
    fix="List the other records that the caveat concerns.",
    fails="caveats: [{type: inconsistent, text: The list gives another number.}]",
    passes=(
        "agencies: [{id: ho, caveats: [{type: inconsistent, text: The list gives another number.,"
        " see: [ministry]}]}, {id: ministry, parent: ho}]"
    ),
)
def caveat_see(store: Store) -> Iterator[Finding]:
    for record in store.records.values():
        for index, caveat in enumerate(record.caveats):
            path = f".caveats[{index}]"
            if record.id in caveat.see:
                message, hint = "the caveat lists its own record", f"remove '{record.id}'"
                yield Finding(message, record, f"{path}.see", hint=hint)
            elif caveat.type == "inconsistent" and not (
                caveat.see or records.is_open(store, record, f"caveats[{index}].see")
            ):
                message = "the caveat does not say which records contradict this one"
                yield Finding(message, record, path, hint="add 'see:' with the ids of the records")


@RULES.rule(
    "repeated-caveat",
    "A caveat is written once, on the record that it concerns most; 'see' lists the others.",
    fix="Keep the caveat on one record, and list the others in its 'see'.",
    fails=(
        "agencies: [{id: ho, caveats: [{type: unnamed, text: Nobody is named.}]},"
        " {id: ministry, parent: ho, caveats: [{type: unnamed, text: Nobody is named.}]}]"
    ),
    passes=(
        "agencies: [{id: ho, caveats: [{type: unnamed, text: Nobody is named., see: [ministry]}]},"
        " {id: ministry, parent: ho}]"
    ),
)
def repeated_caveat(store: Store) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for record in store.records.values():
        for path, text in records.values(record, ("caveats",)):
            words = normalised_words(text)
            if words in first:
                yield Finding(f"'{first[words]}' has the same caveat", record, path)
            first.setdefault(words, record.id)


@RULES.rule(
    "attribution",
    "A quote with a speaker, and a claim in a voice other than the author's, have an 'attribution';"
    " others do not.",
    fix="Add 'attribution: explicit' or 'attribution: inferred', or remove the key.",
    fails="claims: [{statement: The boats stop., voice: ann-reed}]",
    passes="claims: [{statement: The boats stop., voice: ann-reed, attribution: explicit}]",
)
def attribution(store: Store) -> Iterator[Finding]:
    quotes = ((quote, quote.speaker, quote.attribution) for quote in store.of_kind(Quote))
    claims = ((claim, claim.voice, claim.attribution) for claim in store.of_kind(Claim))
    for record, speaker, attribution in (*quotes, *claims):
        has_speaker = speaker not in (None, AUTHOR)
        agrees = has_speaker == bool(attribution)
        if agrees or records.is_open(store, record, "speaker", "voice", "attribution"):
            continue
        if has_speaker:
            yield Finding(f"the words are attributed to {speaker}, but not how", record)
        else:
            message = "there is nobody to whom the words are attributed"
            yield Finding(message, record, ".attribution", hint="remove 'attribution'")


@RULES.rule(
    "mutual",
    "A restatement or a conflict is written in one of the two claims, and holds for both.",
    fix="Remove the link from one of the claims.",
    fails=(
        "claims: [{id: a, statement: The boats stop., conflicts_with: [b]},"
        " {id: b, statement: The boats sail., conflicts_with: [a]}]"
    ),
    passes=(
        "claims: [{id: a, statement: The boats stop.},"
        " {id: b, statement: The boats sail., conflicts_with: [a]}]"
    ),
)
def mutual(store: Store) -> Iterator[Finding]:
    seen: set[str] = set()
    for record in store.records.values():
        for name in (name for name, field in record.fields.items() if field.mutual):
            for index, id in enumerate(record.values[name]):
                if id in seen and record.id in store.records[id].values.get(name, ()):
                    yield Finding(f"'{id}' already has this link", record, f".{name}[{index}]")
        seen.add(record.id)


@RULES.rule(
    "circular",
    "A claim does not restate itself by way of other claims.",
    fix="Let every claim restate the first that says the same.",
    fails=(
        "claims: [{id: a, statement: The boats stop., restates: [b]},"
        " {id: b, statement: The boats halt., restates: [c]},"
        " {id: c, statement: The boats cease., restates: [a]}]"
    ),
    passes=(
        "claims: [{id: a, statement: The boats stop.},"
        " {id: b, statement: The boats halt., restates: [a]},"
        " {id: c, statement: The boats cease., restates: [a]}]"
    ),
)
def circular(store: Store) -> Iterator[Finding]:
    claims = {claim.id: claim for claim in store.of_kind(Claim)}
    one_way = {  # the rules `mutual` and `self-reference` report the other links
        id: [
            other
            for other in claim.restates
            if other in claims and id not in claims[other].restates
        ]
        for id, claim in claims.items()
    }
    for id in on_cycles(one_way):
        yield Finding("the claim restates itself by way of other claims", claims[id])


LONGEST_ID: Final = 28
"""The maximum number of characters in an id, so that tables have room for the text beside it."""


@RULES.rule(
    "id-length",
    f"An id has at most {LONGEST_ID} characters.",
    fix="Shorten the id.",
    fails="id: the-harbour-office-of-lyme-regis",
    passes="id: harbour-office-lyme",
)
def id_length(store: Store) -> Iterator[Finding]:
    for record in store.records.values():
        if len(record.id) > LONGEST_ID:
            yield Finding(f"the id has {len(record.id)} characters", record, ".id")


@RULES.rule(
    "subtype",
    "A claim has a subtype if and only if its type is 'other'.",
    fix="Add or remove the subtype.",
    fails="type: quantity\nsubtype: other",
    passes="type: other\nsubtype: other",
)
def subtype(store: Store) -> Iterator[Finding]:
    for claim in store.of_kind(Claim):
        agrees = (claim.type == "other") == bool(claim.subtype)
        if agrees or records.is_open(store, claim, "type", "subtype"):
            continue
        if claim.type == "other":
            message, hint = "a claim of type other needs a subtype", "add 'subtype:'"
            yield Finding(message, claim, ".type", hint=hint)
        else:
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
            if not records.is_open(store, record, field, "type", "name"):
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
