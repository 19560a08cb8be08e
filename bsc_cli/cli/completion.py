"""Shell completion: the values to offer for each parameter, with their descriptions.

Typer prints values and descriptions without the quoting that some shells need: zsh evaluates the
output, and bash and PowerShell insert a value into the command line unchanged. So that no shell can
run text from a store as a command, values that need quoting in at least one shell are not offered,
and characters that are special in a shell are removed from descriptions.
"""

from __future__ import annotations

import re
from itertools import islice
from os.path import commonprefix
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from bsc_cli.commands.context import Context
from bsc_cli.export.formats import FORMATS as EXPORTS
from bsc_cli.index import query
from bsc_cli.index.names import THINGS, partly_named
from bsc_cli.model.kinds import KINDS, REVIEWED, STORE
from bsc_cli.model.record import Caveat
from bsc_cli.model.struct import Nested
from bsc_cli.model.types import Choice, Reference
from bsc_cli.output.formats import FORMATS, OF_COMMAND, OF_EVERY_COMMAND
from bsc_cli.system import terminal
from bsc_cli.system.errors import BscError
from bsc_cli.system.visible import visible
from bsc_cli.text.nearest import simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bsc_cli.model.struct import Field

MOST: Final = 100
"""The maximum number of ids offered in response to one request."""
_LONGEST: Final = 60
"""The maximum number of characters in a description."""

_PLAIN_VALUE: Final = re.compile(r"[\w%+,./-]+")
"""The pattern of a value that needs no quoting in any shell."""
_UNSAFE: Final = re.compile(r"[^\w %+,./\u0080-\U0010ffff:-]|:(?! )")
"""The pattern of an ASCII character that is special in a shell, or of a colon before a non-space.

These characters are removed from descriptions.
"""


class Request(NamedTuple):
    """A completion request: the parameter to complete, and the part of its value typed so far.

    `commands` are the names of all commands.
    """

    command: str
    parameter: str
    begin: str
    context: Context
    commands: Sequence[str] = ()


class ByName(NamedTuple):
    """An id to offer in place of the beginning of a name."""

    id: str
    title: str


Offers: TypeAlias = "Iterable[tuple[str, str]]"
"""Pairs of a value and its description."""


def offers(parameter: str, context: Any, begin: str) -> list[tuple[str, str]]:
    """Return safe completions for a parameter, or an empty list if the store cannot be read."""
    levels = [level.params for level in (context.parent, context) if level]
    facts, chosen = (
        tuple(value for level in levels for value in level.get(name) or ())
        for name in ("facts", "store")
    )
    options = Context(facts=facts, store=chosen)
    commands = context.parent.command.list_commands(context.parent) if context.parent else ()
    request = Request(context.info_name, parameter, begin, options, commands)
    try:
        typed = simplified(begin)
        return [
            (offer[0], _safe(offer[1]))
            for offer in OFFERS.get(parameter, values)(request)
            if isinstance(offer, ByName) or simplified(offer[0]).startswith(typed)
            if _PLAIN_VALUE.fullmatch(offer[0]) and offer[0] == visible(terminal.fitted(offer[0]))
        ]
    except BscError:
        return []


def _safe(description: str) -> str:
    """Shorten a description, and make it safe to print in a shell and on a terminal."""
    # Replace unencodable characters first: a replacement may be a quotation mark.
    shown = visible(terminal.fitted(" ".join(description.replace("'", "’").split())))
    text = " ".join(_UNSAFE.sub(" ", shown).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 4].rstrip()} ..."


def ids(request: Request, kinds: tuple[str, ...] = ()) -> Offers:
    """Return the ids of records of the given kinds (default: all), with the records' titles.

    Records come first whose ids begin with the typed text, then those whose names contain it: the
    agencies, people, groups, places and topics, or else other records.
    """
    index, begin = request.context.open_index(), request.begin
    by_id = [(record.id, record.title) for record in index.begin(begin, kinds, MOST)]
    named = partly_named(index, begin, kinds, MOST - len(by_id))
    named = [record for record in named if record.kind in THINGS] or named
    titles = dict(by_id)  # of several stores, records may share an id
    by_id = list(titles.items())
    by_name = [ByName(record.id, record.title) for record in named if record.id not in titles]
    # Bash replaces the typed text by the longest common beginning of the ids, which must not be
    # shorter than the text.
    common = commonprefix([id for id, _ in (*by_id, *by_name)])  # noqa: RUF071 - not of paths
    return by_id if by_id and common and not common.startswith(begin) else [*by_id, *by_name]


def stores(request: Request) -> Offers:
    """Return the names of the stores that are not selected yet, each with its article's title."""
    index = request.context._replace(store=()).open_index()
    titles = ((name, source.headline) for name, source, _ in index.sources())
    return islice((t for t in titles if t[0] not in request.context.store), MOST)


def commands(request: Request) -> Offers:
    """Return the names of all commands."""
    return [(name, "") for name in request.commands]


def formats(request: Request) -> Offers:
    """Return the output formats that the command prints."""
    names = OF_COMMAND.get(request.command, OF_EVERY_COMMAND)
    return [(name, FORMATS[name].description) for name in names]


def outputs(_: Request) -> Offers:
    """Return the names of the outputs that `bsc fields` and `bsc schema` can describe."""
    from bsc_cli.commands.outputs import OUTPUTS  # noqa: PLC0415 - needed only here

    return [(name, output.about) for name, output in OUTPUTS.items()]


def codes(_: Request) -> Offers:
    """Return the codes of problems, each with the rule that the problem breaks."""
    from bsc_cli.checks.rules import EXPLANATIONS  # noqa: PLC0415 - needed only here

    return [(code, explanation.rule) for code, explanation in EXPLANATIONS.items()]


def languages(_: Request) -> Offers:
    """Return the languages in which a graph can be printed."""
    from bsc_cli.output.diagrams import LANGUAGES  # noqa: PLC0415 - needed only here

    return [(name, language.description) for name, language in LANGUAGES.items()]


def citation_formats(_: Request) -> Offers:
    """Return the formats of citations."""
    from bsc_cli.output.citations import FORMATS  # noqa: PLC0415 - needed only here

    return [(name, format.description) for name, format in FORMATS.items()]


def fields(request: Request) -> Offers:
    """Return the fields that can complete a list such as `id,+na`.

    Each value to offer includes the part of the list before its last comma.
    """
    before, comma, last = request.begin.rpartition(",")
    sign = last[:1] if last[:1] in ("+", "-") else ""
    listed = {name.strip("+- ") for name in before.split(",")}
    return [
        (f"{before}{comma}{sign}{name}", meaning)
        for name, meaning in _fields_of(request.command).items()
        if name not in listed
    ]


def _fields_of(command: str) -> dict[str, str]:
    from bsc_cli.index.search import CaveatRow, Hit  # noqa: PLC0415 - needed only here

    struct = KINDS.get(command) or (Hit if command == "search" else CaveatRow)
    meanings = {name: field.meaning for name, field in struct.fields.items()}
    return {"kind": "the record's kind", "store": STORE.meaning, **meanings}


def countable(request: Request) -> Offers:
    """Return the fields by whose values `--by` can count."""
    from bsc_cli.index.search import CaveatRow  # noqa: PLC0415 - needed only here

    struct = KINDS.get(request.command) or CaveatRow
    return [
        (name, field.meaning)
        for name, field in {"store": STORE, **struct.fields}.items()
        if not isinstance(field.scalar, Nested)
    ]


def types(request: Request) -> Offers:
    """Return the types of caveats, or the values of the field `type` of a kind."""
    return choices(Caveat.type) if request.command == "caveats" else values(request)


def choices(field: Field[Any]) -> Offers:
    """Return the values of a field from a closed list."""
    assert isinstance(field.scalar, Choice)
    return [(value, "") for value in field.scalar.values]


def values(request: Request) -> Offers:
    """Return the values that a filter accepts.

    For a field of references, these are the ids of the records to which the field can refer. For
    any other field, they are its permitted values or, if any value is permitted, the values that
    occur in the store.
    """
    kind = KINDS.get(request.command)
    field = kind.fields.get(request.parameter) if kind else None
    if kind is None or field is None:
        return []
    if isinstance(field.scalar, Reference):
        other = [(word, "") for word in field.scalar.also]
        return [*other, *ids(request, field.scalar.kinds)]
    return [(value, "") for value in query.option_values(request.context.open_index(), kind, field)]


OFFERS: Final[dict[str, Callable[[Request], Offers]]] = {
    "about": ids,
    "by": countable,
    "command": commands,
    "citation_format": citation_formats,
    "codes": codes,
    "color": lambda _: [(name, "") for name in terminal.COLOURS],
    "explain": codes,
    "export_format": lambda _: [(name, format.noun) for name, format in EXPORTS.items()],
    "fields": fields,
    "id": ids,
    "ids": ids,
    "kind": lambda _: [(name, kind.__doc__ or "") for name, kind in KINDS.items()],
    "language": languages,
    "output": formats,
    "reviewed": lambda _: choices(REVIEWED),
    "records": ids,
    "sort": fields,
    "store": stores,
    "name": outputs,
    "type": types,
}
"""For each parameter, the function that returns the values to offer.

Filters that are not listed here use the function `values`.
"""
