"""The options and arguments of the commands, each declared once. With `cli` alone knows typer."""

from __future__ import annotations

from copy import copy
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any, Final, get_args

import typer

from bsc_cli.commands.context import Context
from bsc_cli.model.types import Boolean, Choice, Reference
from bsc_cli.output.formats import FORMATS
from bsc_cli.system import terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bsc_cli.cli.completion import Offer
    from bsc_cli.model.record import Record
    from bsc_cli.model.struct import Field


def _parameter(name: str, type: Any, info: Any, default: Any = None) -> Parameter:
    annotation = Annotated[type, info]
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _option(
    name: str, *spelt: str, help: str, metavar: str | None = None, **more: Any
) -> Parameter:
    """An option that has a value."""
    type = more.pop("type", str)
    return _parameter(name, type | None, typer.Option(*spelt, metavar=metavar, help=help, **more))


def _number(name: str, *spelt: str, help: str, minimum: int, most: int | None = None) -> Parameter:
    """An option that has a whole number within bounds."""
    bounds = f"of {minimum} or more" if most is None else f"from {minimum} to {most}"

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = minimum - 1
        if number < minimum or (most is not None and number > most):
            raise typer.BadParameter(f"'{text}' is not a whole number {bounds}")
        return number

    return _option(name, *spelt, help=help, metavar="N", type=int, parser=read)


def _switch(name: str, *spelt: str, help: str) -> Parameter:
    """An option that is there or not."""
    return _parameter(name, bool, typer.Option(*spelt, help=help), default=False)


def _argument(
    name: str, metavar: str, help: str, *, required: bool = True, many: bool = False
) -> Parameter:
    """Words behind the command."""
    type: Any = list[str] if many else str
    info = typer.Argument(metavar=metavar, help=help, show_default=False)
    if required:
        return _parameter(name, type, info, default=Parameter.empty)
    return _parameter(name, type | None, info)


_WORDS: Final = 'Words that must all be there; "..." is a phrase, word* a beginning.'

TEXT: Final = _argument("text", "TEXT...", _WORDS, many=True)
WORDS: Final = _argument("text", "[TEXT]...", _WORDS, required=False, many=True)
IDS: Final = _argument("ids", "ID...", "One id or more.", many=True)
NODE: Final = _argument("id", "[ID]", "The record to begin with.", required=False)
ARTICLE: Final = _argument("article", "ARTICLE", "The article's text; - is a pipe.")
STORE: Final = _argument("path", "[STORE]", "The store to check.", required=False)
WHAT: Final = _argument("what", "WHAT", "A kind, or a command.")
OF_WHAT: Final = _argument("what", "[WHAT]", "A kind, or a command.", required=False)

KIND: Final = _option("kind", "--kind", metavar="KIND", help="Only records of this kind.")
ABOUT: Final = _option("about", "--about", metavar="ID", help="Only what refers to this record.")
CAVEATS: Final = _option(
    "has_caveats", "--caveats/--no-caveats", type=bool, help="Only what has, or has no, caveats."
)
CHART: Final = _switch("chart", "--chart", help="Draw bars, a scale for each unit.")
DEPTH: Final = _number(
    *("depth", "--depth"),
    minimum=1,
    most=20,
    help="Go so many ties from the record.  [default: 1]",
)
LANGUAGE: Final = _option(
    *("language", "--as"),
    metavar="LANGUAGE",
    help="Print it for a program that draws: dot (Graphviz), mermaid.",
)
EXPLAIN: Final = _option(
    "explain", "--explain", metavar="CODE", help="Say what a problem's code means, and stop."
)
PASSAGES: Final = _switch(
    "passages", "--passages", help="Show the article with what rests on each passage."
)
FINGERPRINT: Final = _switch(
    "fingerprint", "--fingerprint", help="Print the article's fingerprint for 'source'."
)
CLEAR: Final = _switch("clear", "--clear", help="Remove them.")
VERSION: Final = _switch("version", "--version", help="Print the version.")

SHARED: Final = (
    _option(
        *("output", "--output", "-o"),
        metavar="FORMAT",
        help=f"Print as {', '.join(FORMATS)} (lines: problems only).",
    ),
    _switch("json", "--json", help="Short for --output json."),
    _option("facts", "--facts", metavar="PATH", help="Read another store than the bundled one."),
    _option("color", "--color", metavar="WHEN", help=f"Colour: {', '.join(terminal.COLOURS)}."),
    _number("width", "--width", minimum=1, most=1000, help="Fit a table to N columns."),
    _switch("no_pager", "--no-pager", help="Show what is long without a pager."),
    _switch("no_headers", "--no-headers", help="Leave out the headings of a table, csv or tsv."),
    _switch("null", "--null", "-0", help="End each of the ids with a NUL, for xargs -0."),
    _switch("excel", "--excel", help="Make csv or tsv safe and legible for spreadsheets."),
)
"""The options that every command has; they may stand before it as well."""

LIMIT: Final = _number("limit", "--limit", minimum=0, help="Print the first N only.")
LISTING: Final = (
    _option(
        "fields", "--fields", metavar="A,B", help="Print these fields; +a adds one, -a drops one."
    ),
    LIMIT,
    _switch("count_only", "--count", help="Print only how many there are."),
)
"""The options of the commands that list things."""
ACROSS_KINDS: Final = (KIND, ABOUT, *LISTING)
"""The options of the commands that list what is of any kind."""

_SORT: Final = _option("sort", "--sort", metavar="A,-B", help="Sort by these fields, - downwards.")
_OF_ONE_KIND: Final = {"figures": (CHART,)}


def of_kind(kind: type[Record]) -> tuple[Parameter, ...]:
    """The options of the command that lists a kind: one for every field that selects."""
    selecting = (_filter(name, field) for name, field in kind.fields.items() if field.option)
    own = _OF_ONE_KIND.get(kind.kind, ())
    return (WORDS, ABOUT, *selecting, CAVEATS, *own, _SORT, *LISTING)


def _filter(name: str, field: Field[Any]) -> Parameter:
    """The option that selects records by a field."""
    help = f"Select by {field.label}: {field.meaning}."
    if isinstance(field.type, Boolean):
        names = f"--{field.option}/--not-{field.option}"
        return _option(name, names, type=bool, help=help)
    if isinstance(field.scalar, Choice):
        help += f" One of {', '.join(field.scalar.values)}."
    metavar = "ID" if isinstance(field.scalar, Reference) else "TERM"
    return _option(name, f"--{field.option}", metavar=metavar, help=help)


def declare(function: Callable[..., None], parameters: Iterable[Parameter]) -> None:
    """Let typer see a function that takes anything as one with a context and these parameters."""
    context = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    declared = [context, *parameters]
    function.__signature__ = Signature(declared)  # type: ignore[attr-defined]
    function.__annotations__ = {each.name: each.annotation for each in declared}


def offering(parameters: Iterable[Parameter], command: str) -> Iterator[Parameter]:
    """The parameters of a command, with what a shell offers for them."""
    from bsc_cli.cli import completion  # noqa: PLC0415 - only a shell needs it

    offers = completion.offers(command)
    for parameter in parameters:
        if parameter.name in offers:
            type, info = get_args(parameter.annotation)
            described = copy(info)
            described.autocompletion = _completing(offers[parameter.name])
            yield parameter.replace(annotation=Annotated[type, described])
        else:
            yield parameter


def _completing(offer: Offer) -> Callable[..., list[tuple[str, str]]]:
    from bsc_cli.cli import completion  # noqa: PLC0415 - as above

    def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        given = (ctx.params.get("facts") for ctx in (context, context.parent) if ctx)
        asked = Context(facts=next((path for path in given if path), None))
        return completion.offered(offer, asked.open_index, incomplete)

    complete.__annotations__ = {"context": typer.Context, "incomplete": str}
    return complete
