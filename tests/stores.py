"""A store with records of every kind, and functions that parse, change and check stores."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from jsonschema import Draft202012Validator

from bsc_cli.commands import schema
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.node import Mapping, Scalar, Sequence
from bsc_cli.store import document, store
from bsc_cli.system import files
from bsc_cli.system.errors import InvalidStore
from bsc_cli.text.fingerprint import fingerprint
from bsc_cli.text.folding import FoldedText
from tests.conftest import TINY

if TYPE_CHECKING:
    from bsc_cli.model.node import Node

VALIDATOR: Final = Draft202012Validator(schema.document(None))
BUNDLED: Final = files.bundled_store().read_text(encoding="utf-8")

ARTICLE: Final = "The Harbour Office had £2.5 million.\n\nCoast Watch met 7 “people” at Old Pier.\n"

SOURCE = f"""\
source:
  headline: Ferry Service Cut
  author: Ann Reed
  publisher: Ferry News
  date_published: 2031-02-03
  url: https://example.org/ferry
  language: en
  text: article.txt
{fingerprint(FoldedText(ARTICLE)).as_yaml()}"""
"""The source of ARTICLE, with its fingerprint."""

MORE = """\
agencies:
  - id: pilots
    name: Pilot Station
    aliases: [Pilots]
    acronym: PS
    type: public_body
    role: Guides ships
    parent: harbour-office
    listed: true
    same_as: ['quay-news:there']
    evidence: [Pilots]
    support: inferred
    caveats: [{type: inference, text: The list is of public bodies., see: [coast-watch]}]
people:
  - id: bo-lund
    name: Bo Lund
    aliases: [Lund]
    role: Pilot
    organization: pilots
    same_as: ['quay-news:there']
    evidence: [Bo Lund]
    support: inferred
    caveats: [{type: inference, text: Only pilots are named there.}]
groups:
  - id: islanders
    name: Islanders
    aliases: [the islanders]
    type: residents
    role: Use the boats
    parent: harbour-office
    same_as: ['quay-news:there']
    evidence: [Islanders]
    support: inferred
    caveats: [{type: inference, text: Nobody else lives there.}]
places:
  - id: far-isle
    name: Far Isle
    aliases: [The Isle]
    type: island
    part_of: norway
    role: Where the boats go
    same_as: ['quay-news:there']
    evidence: [Far Isle]
    support: inferred
    caveats: [{type: inference, text: The boats go nowhere else.}]
  - {id: norway, name: Norway, type: country, iso3166: 'NO', evidence: [Norway]}
topics:
  - id: night-work
    name: Night work
    aliases: [work at night]
    type: activity
    role: Is to end
    same_as: ['quay-news:there']
    evidence: [Night work]
    support: inferred
    caveats: [{type: inference, text: The boat sails at night.}]
measures:
  - id: day-boat-added
    name: Day boat added
    statement: A boat sails at noon.
    status: under_way
    actors: [harbour-office, bo-lund]
    beneficiaries: [islanders]
    places: [far-isle]
    figures: [fare-rise]
    listed: true
    evidence: [at noon]
    support: inferred
    caveats: [{type: inference, text: The timetable lists it.}]
objectives:
  - id: fewer-crossings
    name: Fewer crossings
    statement: Boats are to cross less often.
    event: meeting
    listed: true
    evidence: [fewer]
    support: inferred
    caveats: [{type: inference, text: The plan is to save money.}]
capabilities:
  - id: night-sight
    name: Night sight
    statement: Coast Watch can see at night.
    holder: coast-watch
    listed: true
    evidence: [sight]
    support: inferred
    caveats: [{type: inference, text: Boats were seen at night.}]
quotes:
  - id: lund-quiet
    text: quiet
    speaker: bo-lund
    attribution: inferred
    quote_type: mixed
    cue: called
    about: [night-work]
    evidence: [quiet]
    support: inferred
    caveats: [{type: inference, text: The words go on where his end.}]
figures:
  - id: fare-rise
    as_written: about 10-15%
    value: 10
    to: 15
    comparator: '~'
    unit: '%'
    change: increase
    property: rise of the fares
    about: [islanders]
    period: a year
    evidence: [10-15%]
    support: inferred
    caveats: [{type: inference, text: The sentence before it is about fares.}]
events:
  - id: meeting
    name: Meeting
    statement: The islanders meet.
    date: 2031?
    status: completed
    places: [far-isle]
    participants: [islanders, pilots, bo-lund]
    evidence: [met]
    support: inferred
    caveats: [{type: inference, text: The report was published in that year.}]
claims:
  - id: fares-rise
    statement: It costs more to cross.
    type: other
    subtype: trivial
    checkability: vague
    voice: bo-lund
    attribution: inferred
    about:
      - pilots
      - bo-lund
      - islanders
      - far-isle
      - norway
      - night-work
      - day-boat-added
      - fewer-crossings
      - night-sight
      - lund-quiet
      - meeting
    figures: [fare-rise]
    restates: [subsidy-is-yearly]
    conflicts_with: [too-few-cross]
    evidence: [costs more]
    support: inferred
    caveats: [{type: inference, text: The fares are listed.}]
not_claims:
  - {anchor: Read more, reason: page furniture}
reviewed:
  pilots: cce583d2-89abcdef by Bo Lund
"""


def plain(node: Node | None) -> Any:
    """Return the values of a document, as `json.loads` would."""
    match node:
        case Mapping():
            return {key: plain(value) for key, (_, value) in node.entries.items()}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.value
        case _:
            return None


def values(text: str) -> Any:
    """Parse YAML that has no problems, and return its values."""
    return deepcopy(_values(text))


@cache
def _values(text: str) -> Any:
    root, problems = document.read(text.encode())
    assert not problems
    return plain(root)


def _full() -> str:
    """Return a store of the records of TINY, followed by those of MORE, as JSON."""
    tiny, more = values(TINY), values(SOURCE + MORE)
    return json.dumps(
        {key: [*tiny.get(key, ()), *more[key]] if key in KINDS else more[key] for key in more}
    )


FULL: Final = _full()
"""A store that breaks no rule, in which each field of each kind is used."""


def broken_form(data: Any) -> list[str]:
    """Return the codes of the problems in a store's form, except those that span records."""
    try:
        store.parse(json.dumps(data).encode(), "facts.yaml")
    except InvalidStore as error:
        codes = [problem.code for problem in error.problems]
        return [code for code in codes if code not in ("reference", "duplicate-id")]
    return []


ABSENT: Final = object()


def changed(data: Any, path: str, value: Any) -> Any:
    """Return a copy of data with a path such as `figures.0.value` set, or removed if ABSENT."""
    data = deepcopy(data)
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    inner = data
    for step in steps:
        inner = inner[step]
    if value is ABSENT:
        del inner[last]
    else:
        inner[last] = value
    return data
