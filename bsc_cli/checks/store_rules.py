"""What must hold within a store, whatever the article says: one function for each rule.

A rule takes the store and yields what it finds. To add one, write it and name it in
`RULES`, and say in `codes` what its code means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bsc_cli.checks import figure_rules
from bsc_cli.model import iso
from bsc_cli.model.kinds import Place
from bsc_cli.store.store import Finding, Store
from bsc_cli.system.errors import Problem, in_order
from bsc_cli.text import anchors
from bsc_cli.text.names import normalised_words


def problems(store: Store) -> list[Problem]:
    """Everything that is wrong within a store, in the order of its file."""
    found = (
        Problem(
            finding.code,
            finding.message,
            store.places.of_record(finding.record.id, finding.path),
            store.places.paths[finding.record.id] + finding.path,
            finding.hint,
            store.places.file,
        )
        for rule in RULES
        for finding in rule(store)
    )
    return in_order(found)


def long_anchors(store: Store) -> Iterator[Finding]:
    """An anchor has few words."""
    for record in store.records.values():
        for index, anchor in enumerate(record.evidence):
            words = anchors.length(anchor)
            if words > anchors.LONGEST:
                message = f"an anchor has at most {anchors.LONGEST} words, this one has {words}"
                yield Finding("anchor-length", record, f".evidence[{index}]", message, _SHORTEN)
            if not words:
                message = "an anchor without a word selects nothing"
                yield Finding("anchor-length", record, f".evidence[{index}]", message, _SHORTEN)


_SHORTEN = "keep the first and the last few words and put ' … ' between"


def repetitions(store: Store) -> Iterator[Finding]:
    """An anchor, a caveat, an alias or a reference stands once in a record."""
    for record in store.records.values():
        for name, value in record.values.items():
            if isinstance(value, tuple):
                seen = set()
                for index, item in enumerate(value):
                    if item not in seen:
                        seen.add(item)
                    else:
                        message = f"'{item}' stands here already"
                        yield Finding("repeated", record, f".{name}[{index}]", message, "remove it")


def duplicates(store: Store) -> Iterator[Finding]:
    """What is said of one kind is said once."""
    first: dict[tuple[str, str], str] = {}
    for record in store.records.values():
        if record.kind == "figures":
            continue
        name = "statement" if "statement" in record.fields else record.headline[0]
        said = normalised_words(str(record.values[name]))
        other = first.setdefault((record.kind, said), record.id)
        if other != record.id:
            message = f"'{other}' says the same"
            yield Finding("duplicate", record, f".{name}", message, "keep one of the two")


def self_references(store: Store) -> Iterator[Finding]:
    """A record does not refer to itself."""
    for id, referring in store.referring.items():
        if id in referring:
            message = f"'{id}' refers to itself"
            yield Finding("self-reference", store.records[id], "", message, "remove the reference")


def isolated(store: Store) -> Iterator[Finding]:
    """A record refers to another, or another to it."""
    referring = {id for ids in store.referring.values() for id in ids}
    for record in store.records.values():
        if record.id not in store.referring and record.id not in referring:
            hint = "say in 'about' what it is about, or refer to it"
            message = "it refers to no record, and none refers to it"
            yield Finding("isolated", record, "", message, hint)


def unstated(store: Store) -> Iterator[Finding]:
    """What another kind has, a claim states: claims are the complete inventory."""
    if not store.of_kind("claims"):
        return
    for record in store.records.values():
        referring = (other.kind for other in store.referring_to(record.id))
        if record.kind != "claims" and record.support != "implied" and "claims" not in referring:
            hint = "add the claim, or name the record in its 'about' or 'figures'"
            yield Finding("unstated", record, "", "no claim is about it", hint)


def unexplained(store: Store) -> Iterator[Finding]:
    """What is not stated outright says in a caveat how it is known."""
    for record in store.records.values():
        if record.support != "explicit" and not record.caveats:
            message = f"it is {record.support}, and no caveat says how"
            yield Finding("no-caveat", record, ".support", message, "add a caveat")


def subtypes(store: Store) -> Iterator[Finding]:
    """A claim has a subtype exactly when its type is `other`."""
    for claim in store.of_kind("claims"):
        other, subtype = claim.values["type"] == "other", claim.values["subtype"]
        if other and not subtype:
            message = "a claim of type other has a subtype"
            yield Finding("subtype", claim, ".type", message, "add 'subtype:'")
        if subtype and not other:
            message = f"a claim of type {claim.values['type']} has no subtype"
            yield Finding("subtype", claim, ".subtype", message, "remove it")


def wording(store: Store) -> Iterator[Finding]:
    """Statements and caveats are whole sentences."""
    for record in store.records.values():
        for name in ("statement", "caveats"):
            value = record.values.get(name) or ()
            for index, text in enumerate([value] if isinstance(value, str) else value):
                path = f".{name}" if isinstance(value, str) else f".{name}[{index}]"
                if text != " ".join(text.split()):
                    message = "white space at an end, or more than one space between words"
                    yield Finding("wording", record, path, message, "remove what is too much")
                elif not re.match(r"\W*[\dA-Z]", text) or text[-1] not in ".?!\"')":
                    message = "a sentence begins with a capital letter and ends with a full stop"
                    yield Finding("wording", record, path, message, "write a whole sentence")


def codes_of_countries(store: Store) -> Iterator[Finding]:
    """Countries, and only they, have a code, and it is their own."""
    for place in store.of_kind("places"):
        assert isinstance(place, Place)
        code = place.iso3166
        if place.type == "country" and not code:
            yield Finding("country", place, ".type", "a country has a code", "add 'iso3166:'")
        elif code and place.type != "country":
            message = f"only a country has a code; this is a {place.type or 'place'}"
            yield Finding("country", place, ".iso3166", message, "remove it")
        elif code and not iso.country_name(code):
            message = f"no country has the code {code}"
            yield Finding("country", place, ".iso3166", message, _right_code(place))
        elif code and iso.country_code(place.name) not in (None, code):
            message = f"{code} is {iso.country_name(code)}"
            yield Finding("country", place, ".iso3166", message, _right_code(place))


def _right_code(place: Place) -> str:
    code = iso.country_code(place.name)
    return f"{place.name} is {code}" if code else "look it up in ISO 3166-1, or mend the name"


Rule = Callable[[Store], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    long_anchors,
    repetitions,
    duplicates,
    self_references,
    isolated,
    unstated,
    unexplained,
    subtypes,
    wording,
    codes_of_countries,
    *figure_rules.RULES,
)
