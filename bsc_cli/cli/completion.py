"""What a shell offers to complete what was begun: values, each with what it means.

Offers are functions of the index, which is opened only where they look at it, and of
what was begun. What cannot be read offers nothing: a shell is no place for errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from bsc_cli.index import query
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.types import Boolean, Reference
from bsc_cli.output.formats import FORMATS
from bsc_cli.system import docstring, terminal
from bsc_cli.system.errors import BscError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record
    from bsc_cli.model.struct import Field

    Opened: TypeAlias = Callable[[], Index]
    Offer: TypeAlias = Callable[[Opened, str], Iterable[tuple[str, str]]]

_MOST = 100
"""Ids that are offered at once: more than anybody reads."""
_LONGEST = 60
"""Characters of a description."""


def offers(command: str) -> dict[str, Offer]:
    """What is offered for the parameters of a command, by their names."""
    found = {"output": formats, "color": colours, "about": ids, "kind": kinds}
    if command in ("check", "audit"):
        found["output"] = formats_of_problems
    found |= _OF_COMMANDS.get(command, {})
    if command in KINDS:
        kind = KINDS[command]
        found |= {"fields": fields_of(kind), "sort": fields_of(kind)}
        found |= {
            name: values_of(kind, field)
            for name, field in kind.fields.items()
            if field.option and not isinstance(field.scalar, Boolean)
        }
    return found


def offered(offer: Offer, opened: Opened, begun: str) -> list[tuple[str, str]]:
    """What an offer has that begins with what was begun."""
    try:
        return [
            (value, _cut(meaning))
            for value, meaning in offer(opened, begun)
            if value.startswith(begun)
        ]
    except BscError:
        return []


def _cut(meaning: str) -> str:
    text = " ".join(meaning.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2].rstrip()} …"


def ids(opened: Opened, begun: str) -> Iterable[tuple[str, str]]:
    """Every id, with what the record is."""
    return _ids(opened(), begun)


def _ids(index: Index, begun: str, kinds: tuple[str, ...] = ()) -> Iterable[tuple[str, str]]:
    return [(record.values["id"], record.title) for record in index.begin(begun, kinds, _MOST)]


def kinds(_: Opened, __: str) -> Iterable[tuple[str, str]]:
    """The kinds."""
    return [(name, docstring.of(kind)) for name, kind in KINDS.items()]


def formats(opened: Opened, begun: str) -> Iterable[tuple[str, str]]:
    """The formats of records."""
    return [each for each in formats_of_problems(opened, begun) if each[0] != "lines"]


def formats_of_problems(_: Opened, __: str) -> Iterable[tuple[str, str]]:
    """The formats of problems: all."""
    return [(name, docstring.of(write).partition("\n")[0]) for name, write in FORMATS.items()]


def outputs(_: Opened, __: str) -> Iterable[tuple[str, str]]:
    """What has fields and a schema."""
    from bsc_cli.commands.outputs import OUTPUTS  # noqa: PLC0415 - only here

    return [(name, output.about) for name, output in OUTPUTS.items()]


def colours(_: Opened, __: str) -> Iterable[tuple[str, str]]:
    """When to use colour."""
    return [(name, "") for name in terminal.COLOURS]


def codes(_: Opened, __: str) -> Iterable[tuple[str, str]]:
    """The codes of problems."""
    from bsc_cli.checks.rules import EXPLANATIONS  # noqa: PLC0415 - only here

    return [(code, explanation.rule) for code, explanation in EXPLANATIONS.items()]


def languages(_: Opened, __: str) -> Iterable[tuple[str, str]]:
    """The languages of graphs."""
    from bsc_cli.output.diagrams import LANGUAGES  # noqa: PLC0415 - only here

    return [(name, docstring.of(write).partition("\n")[0]) for name, write in LANGUAGES.items()]


def fields_of(kind: type[Record]) -> Offer:
    """A list of fields: the last of it is what was begun, with or without a sign."""
    meanings = {"kind": "the kind", **{name: f.meaning for name, f in kind.fields.items()}}
    return lambda _, begun: _last_of_list(meanings, begun)


def fields_of_hits(_: Opened, begun: str) -> Iterable[tuple[str, str]]:
    """A list of what a search has of a record."""
    return _last_of_list(dict.fromkeys(query.HIT_COLUMNS, ""), begun)


def fields_of_caveats(_: Opened, begun: str) -> Iterable[tuple[str, str]]:
    """A list of what a caveat has."""
    return _last_of_list(dict.fromkeys(query.CAVEAT_COLUMNS, ""), begun)


def _last_of_list(meanings: dict[str, str], begun: str) -> Iterable[tuple[str, str]]:
    before, comma, last = begun.rpartition(",")
    sign = last[:1] if last[:1] in ("+", "-") else ""
    said = {name.strip("+- ") for name in before.split(",")}
    return [
        (f"{before}{comma}{sign}{name}", meaning)
        for name, meaning in meanings.items()
        if name not in said
    ]


def values_of(kind: type[Record], field: Field[Any]) -> Offer:
    """What an option that selects by a field takes."""

    def offer(opened: Opened, begun: str) -> Iterable[tuple[str, str]]:
        type = field.scalar
        if isinstance(type, Reference):
            also = [(word, "") for word in type.also]
            return [*also, *_ids(opened(), begun, type.kinds)]
        return [(value, "") for value in query.option_values(opened(), kind, field)]

    return offer


_OF_COMMANDS: dict[str, dict[str, Offer]] = {
    "show": {"ids": ids},
    "search": {"fields": fields_of_hits},
    "caveats": {"fields": fields_of_caveats},
    "graph": {"id": ids, "language": languages},
    "check": {"explain": codes},
    "fields": {"what": outputs},
    "schema": {"what": outputs},
}
