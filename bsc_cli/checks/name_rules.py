"""Rules for the names of records, and for membership of the article's lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from bsc_cli.checks import records
from bsc_cli.checks.evidence import Evidence
from bsc_cli.checks.rule import Finding, Rules
from bsc_cli.model.kinds import ACTORS
from bsc_cli.model.record import Record
from bsc_cli.text.folding import fold
from bsc_cli.text.intervals import any_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.text.lists import Item

RULES: Final = Rules[Evidence]("bsc audit")


@RULES.rule(
    "alias",
    "Aliases and acronyms occur in the article, and the evidence of a record contains the name, the"
    " acronym or an alias of the record.",
    fix="Remove or correct the alias.",
    fails="# article: The Harbour Office is closed.\nname: Harbour Office\naliases: [HO]",
    passes="# article: The Harbour Office is closed.\nname: Harbour Office",
)
def alias(evidence: Evidence) -> Iterator[Finding]:
    for record in evidence.resting(Record):
        if not records.is_entity(record):
            continue
        for path, name in records.values(record, records.OTHER_NAMES):
            if not evidence.where(name):
                yield Finding(f"the article does not contain the name '{name}'", record, path)
        if not any(
            evidence.says(record, name) for _, name in records.values(record, records.NAMES)
        ):
            message = "the evidence contains neither the name nor an alias of this record"
            hint = "add an alias: the name that the article uses"
            yield Finding(message, record, ".name", hint=hint)


@RULES.rule(
    "acronym",
    "An acronym consists of letters of the name, in order, or stands in brackets after the name in"
    " the article.",
    fix="Correct the acronym.",
    fails="# article: The Harbour Office (HO) is closed.\nname: Harbour Office\nacronym: CW",
    passes="# article: The Harbour Office (HO) is closed.\nname: Harbour Office\nacronym: HO",
    severity="warning",
    waived=True,
)
def acronym(evidence: Evidence) -> Iterator[Finding]:
    resting = (record for record in evidence.store.records.values() if evidence.spans[record.id])
    for record in evidence.counted(one for one in resting if one.values.get("acronym")):
        short = record.values["acronym"]
        names = [name for _, name in records.values(record, ("name", "aliases"))]
        is_made = any(_abbreviates(short, name) for name in names)
        if not is_made and not any(evidence.where(f"{name} ({short})") for name in names):
            message = f"'{short}' is not made of the letters of '{record.title}'"
            yield Finding(message, record, ".acronym")


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of an acronym occur in a name in this order, beginning with the first."""
    letters = iter(re.sub(r"\W", "", name.lower()))
    wanted = re.sub(r"\W", "", short.lower())
    return wanted[:1] == re.sub(r"\W", "", name.lower())[:1] and all(
        letter in letters for letter in wanted
    )


@RULES.rule(
    "shared-name",
    "A name belongs to one record. Two records of different kinds may have the same name, such as a"
    " place and its government, and two records may share an alias, if the evidence of each"
    " contains it.",
    fix="Remove the name from the record that it does not belong to.",
    fails=(
        "# article: The Harbour Office and Coast Watch met.\n"
        "agencies: [{name: Harbour Office, evidence: [Harbour Office]},"
        " {name: Coast Watch, aliases: [Harbour Office], evidence: [Coast Watch]}]"
    ),
    passes=(
        "# article: The Harbour Office and Coast Watch met.\n"
        "agencies: [{name: Harbour Office, evidence: [Harbour Office]},"
        " {name: Coast Watch, evidence: [Coast Watch]}]"
    ),
)
def shared_name(evidence: Evidence) -> Iterator[Finding]:
    first: dict[str, tuple[Record, str, str]] = {}
    for record in evidence.resting(Record):
        fields = records.NAMES if records.is_entity(record) else ("name",)
        for path, name in records.values(record, fields):
            key = fold(name).strip().casefold()
            other, other_path, other_name = first.setdefault(key, (record, path, name))
            if other.id == record.id or not _are_alike(record, other):
                continue
            is_alias = "aliases" in path and "aliases" in other_path
            for one, own_path, own, its in (
                (record, path, name, other),
                (other, other_path, other_name, record),
            ):
                if records.is_entity(one) and not _rests_on(evidence, one, own):
                    message = f"'{own}' is a name of '{its.id}', and not in the evidence of this"
                    yield Finding(f"{message} record", one, own_path)
                    break
            else:
                if not is_alias and _class(record) == _class(other):
                    yield Finding(f"'{name}' is also a name of '{other.id}'", record, path)


def _are_alike(one: Record, other: Record) -> bool:
    """Whether two records could be confused: both have aliases, or are of the same kind."""
    return one.kind == other.kind or (records.is_entity(one) and records.is_entity(other))


def _class(record: Record) -> str:
    return "actors" if record.kind in ACTORS else record.kind


def _rests_on(evidence: Evidence, record: Record, name: str) -> bool:
    return any_within(evidence.where(name), evidence.spans[record.id])


@RULES.rule(
    "listed",
    "A record is listed if and only if it is an item of one of the article's lists: an item with a"
    " bullet, or one with a label under a heading that ends with a colon. The rule applies to"
    " articles that have such lists, and to items whose label is the name of a record.",
    fix="Correct 'listed', or add an anchor that selects the item.",
    fails=(
        "# article: Offices:\n# article: \n# article: Harbour Office: It is closed.\n"
        "name: Harbour Office\nevidence: ['Harbour Office: It is closed']"
    ),
    passes=(
        "# article: Offices:\n# article: \n# article: Harbour Office: It is closed.\n"
        "name: Harbour Office\nlisted: true\nevidence: ['Harbour Office: It is closed']"
    ),
    severity="warning",
)
def listed(evidence: Evidence) -> Iterator[Finding]:
    items = evidence.items
    concerned = [
        record
        for record in evidence.store.records.values()
        if "listed" in record.fields and evidence.spans[record.id]
    ]
    named: dict[Item, str] = {}
    for record in concerned if items else ():
        for item in _items_of(evidence, record, items):
            if item.label and _is_name(record, item.label):
                named.setdefault(item, record.id)
    for record in evidence.counted(concerned) if items else ():
        own = _items_of(evidence, record, items)
        label = next((item.label for item in own if named.get(item) == record.id), None)
        if label and not record.values["listed"]:
            message = f"the article's list has the item '{label}', but the record is not listed"
            yield Finding(message, record, ".listed", hint="write 'listed: true'")
        elif record.values["listed"] and not label and all(item in named for item in own):
            message = (
                f"the item '{own[0].label}' of the article's list is '{named[own[0]]}'"
                if own
                else "the evidence has no item of a list of the article"
            )
            yield Finding(message, record, ".listed")


def _items_of(evidence: Evidence, record: Record, items: list[Item]) -> list[Item]:
    """Return the first items that have a passage of a record."""
    found: dict[Item, None] = {}
    for start, end in evidence.spans[record.id][:_MOST_PASSAGES]:
        at = bisect_left(items, end, key=_START) - 1
        if at >= 0 and items[at].span.end > start:
            found[items[at]] = None
    return [*found]


def _is_name(record: Record, label: str) -> bool:
    names = (name for _, name in records.values(record, records.NAMES))
    return any(fold(name).strip().casefold() == label.casefold() for name in names)


_START = attrgetter("span.start")
_MOST_PASSAGES: Final = 100
"""The maximum number of passages of a record that are looked for in lists."""
