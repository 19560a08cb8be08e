"""The words of an invented store: a small language of ports, ferries and customs.

Lists stand with the most usual word first: how often one is drawn falls with its rank.
A sentence is a template; its slots name the lists here, what the record is about
(`agency`, `person`, `group`, `place`), a number or a made-up name.
"""

from __future__ import annotations

from typing import Final


def _each(words: str) -> tuple[str, ...]:
    return tuple(words.split())


NOUNS: Final = _each(
    "ferry border harbour coast port crossing cargo vessel passenger patrol inspection terminal "
    "customs container lorry queue tariff permit officer quay freight equipment route timetable "
    "declaration duty checkpoint warehouse crew buoy fuel landing radar seal manifest lane ramp "
    "weighbridge scanner channel strait island beacon pilot tug berth dock pier jetty slipway "
    "breakwater lighthouse lock canal estuary bay cove inlet reef shoal current tide swell gale "
    "forecast chart log register ledger invoice receipt levy surcharge rebate quota licence visa "
    "passport stamp barcode label crate pallet barrel drum parcel consignment shipment haulier "
    "carrier broker agent inspector clerk steward captain mate bosun engineer diver welder "
    "mechanic driver commuter tourist fisher trawler dinghy catamaran hydrofoil barge hull keel "
    "rudder mast deck cabin galley bridge winch crane hoist gantry forklift conveyor gate barrier "
    "fence camera sensor antenna mooring bollard anchor chain rope net lifeboat flare siren drill "
    "rota shift roster depot garage siding viaduct tunnel bypass verge layby kiosk canteen "
    "turnstile footbridge shelter signpost leaflet hotline helpdesk spreadsheet archive annex "
    "causeway culvert dredger fender gangway hatch lantern sextant tarpaulin windlass"
)

ADJECTIVES: Final = _each(
    "new joint regular coastal daily local northern southern weekly seasonal shared foreign "
    "commercial narrow busy temporary mobile late spare brief heavy light western landward "
    "digital manual random routine thorough swift costly modest lower distant "
    "disused refitted leased perishable refrigerated dutiable bonded remote "
    "floodlit dredged silted tidal sheltered rocky sandy foggy calm stormy"
)

UNITS: Final = _each(
    "containers passengers lorries vessels crossings permits inspections officers declarations "
    "parcels pallets ferries patrols berths cameras litres tonnes seals crews buoys barrels "
    "trawlers hauliers scanners leaflets"
)

VERBS: Final = _each(
    "checks counts inspects opens widens repairs records plans measures moves orders leases "
    "replaces tests reviews closes extends staffs lights charts dredges paints insures tows "
    "weighs stamps audits relocates modernises subsidises"
)

TIMES: Final = _each("week month year season weekday night morning quarter winter summer fortnight")

SORTS: Final = {
    "agencies": (
        ("Port Authority", "port_authority"),
        ("Coast Watch", "coastguard"),
        ("Customs Office", "customs"),
        ("Ferry Board", "transport"),
        ("Border Inspectorate", "inspection"),
        ("Harbour Office", "port_authority"),
        ("Pilot Service", "transport"),
        ("Freight Bureau", "customs"),
    ),
    "groups": (
        ("ferry crews", "crews"),
        ("hauliers", "companies"),
        ("dock workers", "people"),
        ("fishing fleet", "crews"),
        ("passengers' council", "council"),
        ("shipping brokers", "companies"),
        ("harbour pilots", "partners"),
        ("island residents", "people"),
    ),
    "people": (("", ""),),
    "places": (
        ("", "town"),
        ("Harbour", "harbour"),
        ("Bay", "bay"),
        ("Strait", "strait"),
        ("Quay", "quay"),
        ("Island", "island"),
        ("Point", "coast"),
        ("Crossing", "crossing"),
    ),
}
"""What follows the made-up part of an entity's name, and which type that makes it."""

COUNTRIES: Final = {
    "Norway": "NO",
    "Denmark": "DK",
    "Iceland": "IS",
    "Estonia": "EE",
    "Latvia": "LV",
    "Finland": "FI",
    "Portugal": "PT",
    "Malta": "MT",
    "Cyprus": "CY",
    "Canada": "CA",
}
"""Real ones, because a country's code has to be its own."""

ROLES: Final = {
    "agencies": (
        "Runs the {noun} and the {noun} of {place} and keeps a register of every {adjective} {noun}.",
        "Inspects each {adjective} {noun} that comes through {place}, and lends the {noun} to others.",
    ),
    "people": (
        "Heads the {agency}; speaks of the {adjective} {noun} and of what it means for {place}.",
        "Is in charge of the {noun} at {place}; reports to the {agency} on the {noun} each {time}.",
    ),
    "groups": (
        "Use the {noun} at {place} and have asked for a {adjective} {noun} and a longer {noun}.",
        "Take part in the {noun} of {place}; some of them pay for the {adjective} {noun}.",
    ),
    "places": (
        "Where the {agency} has its {adjective} {noun} and its {noun}.",
        "Where the {adjective} {noun} between two quays begins.",
    ),
}

SHORT: Final = (
    "The {agency} {verb} the {noun} in {place}.",
    "The {noun} of the {name} is {adjective}.",
    "The {adjective} {noun} at {place} serves {number} {unit} a {time}.",
    "{place} is to have a {adjective} {noun} within a {time}.",
    "{person} wants a {adjective} {noun} for the {group}.",
    "The {group} pay for the {noun} on the {name} route.",
    "The vessel {name} carried {number} {unit} to {place}.",
    "A {adjective} {noun} makes the {noun} in {place} faster.",
    "The {noun} and the {noun} of the {agency} are separate.",
    "The {agency} has counted {number} {unit} since the {noun} was moved.",
    "Each {noun} for {name} needs a {adjective} {noun}.",
    "The {group} lost {number} {unit} in one {time}.",
    "The ferry {name} will call at {place} each {time}.",
    "No {noun} leaves {place} without the {noun}.",
)
"""Statements of claims and events."""

LONG: Final = (
    "The {agency} is to put a {adjective} {noun} and {number} {unit} into the {noun} at {place}, so that the {group} wait less.",
    "With the {group}, the {agency} {verb} the {adjective} {noun} of {place} each {time} and keeps the {noun} of the {name} open.",
    "A {adjective} {noun}, named {name}, lets the {agency} follow every {noun} between {place} and the {noun} without another {noun}.",
    "The {noun} of the {name} is moved to {place}, where the {agency} and the {group} share one {adjective} {noun} for {number} {unit}.",
)
"""Statements of measures, objectives and capabilities, and what people say."""

NAMES: Final = (
    "{adjective} {noun} for {place}",
    "{noun} and {noun} at {place}",
    "{number} more {unit} for the {name}",
    "{name} {noun}",
)
"""What a measure, an objective, a capability or an event is called."""

PROPERTIES: Final = (
    "{unit} that went through {place} in a {time}",
    "{adjective} {unit} of the {agency}",
    "{unit} on the {name} route after the {noun}",
)
"""What a figure measures."""

ANCHORS: Final = (
    "the {adjective} {noun} … {noun} at {place}",
    "{number} {unit} … each {time}",
    "{agency} {verb} … {noun}",
    "the {noun} of the {name}",
    "a {adjective} {noun} … {name} {noun}",
    "in {place}, the {noun} … {adjective} {noun}",
    "{group} … the {noun} in question",
)

CAVEATS: Final = (
    "Over what {time} the {unit} were counted is not said, and no source is given for the number.",
    'Which {noun} "the {noun}" is remains open; the one at {place} is presumably meant.',
    "Whether the {agency} pays for it alone or shares the cost with others is not said.",
    "No source is given.",
    "It is told as still to come, while another sentence tells of the {noun} as finished.",
    "That the {noun} belongs to the {agency} is inferred from its name; no sentence says so.",
    'The word "{adjective}" has no measure here; against which earlier {noun} is not said.',
    "Who decided on the {noun}, when, and for how long is not said.",
    "It is a judgement of the speaker; neither a figure nor an example is given for the {noun}.",
    "The same {noun} seems to be meant by the {name} elsewhere, but under another name.",
    "Neither the {noun} nor the {unit} are mentioned again.",
)

RARE: Final = {
    "Whether covert equipment was in use at the time is not said.": 6,
    "Why the count is called covert is not explained anywhere.": 4,
    "Whose expertise is meant is not said; several bodies could have it.": 9,
    "What an overhaul would comprise, and who asked for it, is not said.": 9,
}
"""Caveats with a word of their own, and how often each stands in a store of any size: the
searches that are compared between stores find as many records in one as in the other. The
numbers are those of the facts that come with `bsc`."""

ONSETS: Final = _each("v th kr sk br dr fl gl l m n r t st tr z")
VOWELS: Final = "aeiou"
ENDINGS: Final = ("rn", "ld", "sk", "th", "v", "nd", "mm", "lm", "rt", "x")


_SYLLABLES: Final = [onset + vowel for onset in ONSETS for vowel in VOWELS]
NAMES_THERE_ARE: Final = len(_SYLLABLES) ** 2 * len(ENDINGS)


def made_up(number: int) -> str:
    """The name with a number: always the same, and another for each below `NAMES_THERE_ARE`."""
    mixed, ending = divmod(number * 27_449 % NAMES_THERE_ARE, len(ENDINGS))
    first, second = divmod(mixed, len(_SYLLABLES))
    return (_SYLLABLES[first] + _SYLLABLES[second] + ENDINGS[ending]).capitalize()
