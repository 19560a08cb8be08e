"""The values that a shell offers on a tab, each with a description.

Typer prints them and does not quote for every shell: zsh evaluates the answer, bash and
PowerShell put a value into the command line as it is. So that a store's text does no harm
there, a value that any shell would have to quote is not offered, and a description loses
the characters that are special in a shell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from bsc_cli.commands.context import Context
from bsc_cli.index import query
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.types import Reference
from bsc_cli.output.formats import FORMATS
from bsc_cli.system import terminal
from bsc_cli.system.errors import BscError
from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


_MOST: Final = 100
"""The most ids offered at once."""
_LONGEST: Final = 60
"""The most characters of a description."""

_PLAIN_VALUE: Final = re.compile(r"[\w%+,./-]+")
"""A value that means itself in any shell."""
_UNSAFE: Final = re.compile(r"[^\w %+,./\u0080-\U0010ffff:-]|:(?! )")
"""Characters to drop from a description: ASCII special in a shell, a colon without a space."""


class Request(NamedTuple):
    """A shell's request for the values of a command's parameter that begin with a text."""

    command: str
    parameter: str
    begin: str
    context: Context


Offers: TypeAlias = "Iterable[tuple[str, str]]"
"""Values, each with its description."""


def offers(parameter: str, context: Any, begin: str) -> list[tuple[str, str]]:
    """Return the safe offers for a parameter; none if the store cannot be read."""
    paths = (level.params.get("facts") for level in (context, context.parent) if level)
    options = Context(facts=next(filter(None, paths), None))
    request = Request(context.info_name, parameter, begin, options)
    try:
        return [
            (value, _safe(description))
            for value, description in OFFERS.get(parameter, values)(request)
            if value.startswith(begin) and _PLAIN_VALUE.fullmatch(value)
            if value == visible(terminal.fitted(value))
        ]
    except BscError:
        return []


def _safe(description: str) -> str:
    """Return a description without characters special in a shell or on a terminal."""
    # First what the encoding lacks: the nearest character may be a quotation mark.
    shown = visible(terminal.fitted(" ".join(description.replace("'", "’").split())))
    text = " ".join(_UNSAFE.sub(" ", shown).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 4].rstrip()} ..."


def ids(request: Request, kinds: tuple[str, ...] = ()) -> Offers:
    """Return the ids of some kinds, or of all, with the titles of their records."""
    records = request.context.open_index().begin(request.begin, kinds, _MOST)
    return [(record.values["id"], record.title) for record in records]


def formats(request: Request) -> Offers:
    """Return the formats; `lines` is for problems only."""
    names = [name for name in FORMATS if name != "lines" or request.command in ("check", "audit")]
    return [(name, FORMATS[name].description) for name in names]


def outputs(_: Request) -> Offers:
    """Return the kinds and commands that have fields and a schema."""
    from bsc_cli.commands.outputs import OUTPUTS  # noqa: PLC0415 - no other offers need it

    return [(name, output.about) for name, output in OUTPUTS.items()]


def codes(_: Request) -> Offers:
    """Return the codes of problems."""
    from bsc_cli.checks.rules import EXPLANATIONS  # noqa: PLC0415 - no other offers need the rules

    return [(code, explanation.rule) for code, explanation in EXPLANATIONS.items()]


def languages(_: Request) -> Offers:
    """Return the languages that a graph can be printed in."""
    from bsc_cli.output.diagrams import LANGUAGES  # noqa: PLC0415 - no other offers need it

    return [(name, language.description) for name, language in LANGUAGES.items()]


def fields(request: Request) -> Offers:
    """Return the fields that complete a list such as `id,+na`, each after the list so far."""
    before, comma, last = request.begin.rpartition(",")
    sign = last[:1] if last[:1] in ("+", "-") else ""
    listed = {name.strip("+- ") for name in before.split(",")}
    return [
        (f"{before}{comma}{sign}{name}", meaning)
        for name, meaning in _fields_of(request.command).items()
        if name not in listed
    ]


def _fields_of(command: str) -> dict[str, str]:
    from bsc_cli.index.search import Caveat, Hit  # noqa: PLC0415 - no other offers need them

    struct = KINDS.get(command) or (Hit if command == "search" else Caveat)
    meanings = {name: field.meaning for name, field in struct.fields.items()}
    return {"kind": "the kind", **meanings}


def values(request: Request) -> Offers:
    """Return the values of a filter: ids that its field can refer to, or values in the store."""
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
    "color": lambda _: [(name, "") for name in terminal.COLOURS],
    "explain": codes,
    "fields": fields,
    "id": ids,
    "ids": ids,
    "kind": lambda _: [(name, kind.__doc__ or "") for name, kind in KINDS.items()],
    "language": languages,
    "output": formats,
    "sort": fields,
    "name": outputs,
}
"""The offers for a parameter by its name; any other is the filter of a kind's command."""
