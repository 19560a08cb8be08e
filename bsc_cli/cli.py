"""The commands: declare, call, show. Of our modules only this one knows typer.

Every command is an entry of `COMMANDS`; those of the kinds follow from the kinds'
declarations. A run builds the one command that it was asked for: building all of them
would take a fifth of a whole run.
"""

from __future__ import annotations

import inspect
import os
from copy import copy
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, get_args

import typer
import typer.core
import typer.main

import bsc_cli
from bsc_cli import boundary, commands, terminal
from bsc_cli.errors import WrongUsage
from bsc_cli.formats import FORMATS
from bsc_cli.invocation import Invocation
from bsc_cli.model import KINDS, Record
from bsc_cli.nearest import did_you_mean
from bsc_cli.values import Choice, Flag, Refer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bsc_cli.shapes import Field

_FORMATS_HELP: Final = f"Print as {', '.join(FORMATS)} (lines: problems only)."

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TEXT]...",
        show_default=False,
        help='Words that must all be there; "..." is a phrase, word* a beginning.',
    ),
]
Text = Annotated[
    list[str],
    typer.Argument(
        metavar="TEXT...",
        help='Words that must all be there; "..." is a phrase, word* a beginning.',
    ),
]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="One id or more.")]
Article = Annotated[str, typer.Argument(metavar="ARTICLE", help="The article's text; - is a pipe.")]
Path = Annotated[
    str | None, typer.Argument(metavar="[STORE]", show_default=False, help="The store to check.")
]
Kind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="Only records of this kind.")
]
About = Annotated[
    str | None, typer.Option("--about", metavar="ID", help="Only what refers to this record.")
]
Caveats = Annotated[
    bool | None, typer.Option("--caveats/--no-caveats", help="Only what has, or has no, caveats.")
]
What = Annotated[str, typer.Argument(metavar="WHAT", help="A kind, or a command.")]
OfWhat = Annotated[str | None, typer.Argument(metavar="[WHAT]", help="A kind, or a command.")]
Clear = Annotated[bool, typer.Option("--clear", help="Remove them.")]
Explain = Annotated[
    str | None,
    typer.Option("--explain", metavar="CODE", help="Say what a problem's code means, and stop."),
]
Passages = Annotated[
    bool, typer.Option("--passages", help="Show the article with what rests on each passage.")
]
Fingerprint = Annotated[
    bool, typer.Option("--fingerprint", help="Print the article's fingerprint for 'source'.")
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FORMAT", help=_FORMATS_HELP),
]
Json = Annotated[bool, typer.Option("--json", help="Short for --output json.")]
Facts = Annotated[
    str | None,
    typer.Option("--facts", metavar="PATH", help="Read another store than the bundled one."),
]
Colour = Annotated[
    str | None,
    typer.Option("--color", metavar="WHEN", help=f"Colour: {', '.join(terminal.COLOURS)}."),
]
Width = Annotated[
    int | None,
    typer.Option("--width", metavar="N", min=1, help="Fit a table to N columns."),
]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Show what is long without a pager.")]
NoHeaders = Annotated[
    bool, typer.Option("--no-headers", help="Leave out the headings of a table, csv or tsv.")
]
Null = Annotated[
    bool, typer.Option("--null", "-0", help="End each of the ids with a NUL, for xargs -0.")
]
Excel = Annotated[
    bool, typer.Option("--excel", help="Make csv or tsv safe and legible for spreadsheets.")
]
Fields = Annotated[
    str | None,
    typer.Option("--fields", metavar="A,B", help="Print these fields; +a adds one, -a drops one."),
]
Sort = Annotated[
    str | None, typer.Option("--sort", metavar="A,-B", help="Sort by these fields, - downwards.")
]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=0, help="Print the first N only.")
]
Count = Annotated[bool, typer.Option("--count", help="Print only how many there are.")]


def _parameter(name: str, annotation: Any, default: Any = None) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


_SHARED: Final = (
    _parameter("output", Output),
    _parameter("json", Json, default=False),
    _parameter("facts", Facts),
    _parameter("color", Colour),
    _parameter("width", Width),
    _parameter("no_pager", NoPager, default=False),
    _parameter("no_headers", NoHeaders, default=False),
    _parameter("null", Null, default=False),
    _parameter("excel", Excel, default=False),
)
"""The options that every command has."""

_LISTING: Final = (
    _parameter("fields", Fields),
    _parameter("limit", Limit),
    _parameter("only_count", Count, default=False),
)
"""The options of the commands that list things."""
_SORT: Final = _parameter("sort", Sort)


COMPLETING: Final = "_BSC_COMPLETE" in os.environ
"""Whether it is a shell that runs the program, to complete what a person types."""


def _offering(parameters: Iterable[Parameter], command: str) -> Iterator[Parameter]:
    """The parameters of a command, with what a shell offers for them."""
    from bsc_cli import completion  # noqa: PLC0415 - only a shell needs it

    offers = completion.offers(command)

    def completing(offer: completion.Offer) -> Callable[..., list[tuple[str, str]]]:
        def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
            given = (ctx.params.get("facts") for ctx in (context, context.parent) if ctx)
            asked = Invocation(facts=next((path for path in given if path), None))
            offered = completion.offered(offer, asked.compiled, incomplete)
            # What a value means goes through rich's markup on its way to the shell.
            return [(value, meaning.replace("[", r"\[")) for value, meaning in offered]

        return complete

    for parameter in parameters:
        if parameter.name in offers:
            type, info = get_args(parameter.annotation)
            described = copy(info)
            described.autocompletion = completing(offers[parameter.name])
            yield parameter.replace(annotation=Annotated[type, described])
        else:
            yield parameter


class Command(NamedTuple):
    """A command as it is declared; its docstring is the first line of its help.

    `run` takes an invocation and, by name, the values of `parameters`.
    """

    run: Callable[..., None]
    panel: str
    examples: Sequence[str]
    parameters: Sequence[Parameter]
    default: str = "table"

    def build(self, name: str) -> typer.core.TyperCommand:
        """The command as typer runs it."""
        examples = "\n".join(f"  {example}" for example in self.examples)
        app = typer.Typer(add_completion=False, rich_markup_mode="rich")
        app.command(
            name,
            help=f"{inspect.getdoc(self.run)}\n\n\b\nExamples:\n{examples}",
            rich_help_panel=self.panel,
            context_settings=HELP,
        )(self._with_shared_options(name))
        built = typer.main.get_command(app)
        assert isinstance(built, typer.core.TyperCommand)
        return built

    def _with_shared_options(self, name: str) -> Callable[..., None]:
        """The function that typer calls; options before the command count as behind it."""

        def command(context: typer.Context, **given: Any) -> None:
            names = given.keys() & set(Invocation._fields)
            here = Invocation(**{name: given.pop(name) for name in names})
            invocation = here.over(context.obj or Invocation()).checked(self.default)
            self.run(invocation, **given)

        context = Parameter("context", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
        parameters = [context, *self.parameters, *_SHARED]
        if COMPLETING:
            parameters = list(_offering(parameters, name))
        command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
        command.__annotations__ = {each.name: each.annotation for each in parameters}
        return command


HELP: Final = {"help_option_names": ["-h", "--help"]}
_REQUIRED: Final = Parameter.empty
_ACROSS_KINDS: Final = (_parameter("kind", Kind), _parameter("about", About), *_LISTING)
_WHAT: Final = (_parameter("what", What, _REQUIRED),)
_OF_WHAT: Final = (_parameter("what", OfWhat),)

COMMANDS: Final = {
    "search": Command(
        commands.search,
        "Find",
        ("bsc search small boats", "bsc search --kind claims nca"),
        (_parameter("text", Text, _REQUIRED), *_ACROSS_KINDS),
    ),
    "show": Command(
        commands.show,
        "Find",
        ("bsc show nca", "bsc show yvette-cooper rob-jones --json"),
        (_parameter("ids", Ids, _REQUIRED),),
    ),
    "caveats": Command(
        commands.caveats,
        "Find",
        ("bsc caveats baseline", "bsc caveats --kind figures --json"),
        (_parameter("text", Words), *_ACROSS_KINDS),
    ),
    "check": Command(
        commands.check,
        "Verify",
        ("bsc check my-facts.yaml", "bsc check --explain orphan"),
        (_parameter("path", Path), _parameter("explain", Explain)),
        default="lines",
    ),
    "audit": Command(
        commands.audit,
        "Verify",
        ("bsc audit article.txt", "bsc audit article.txt --passages"),
        (
            _parameter("article", Article, _REQUIRED),
            _parameter("passages", Passages, default=False),
            _parameter("fingerprint", Fingerprint, default=False),
        ),
        default="lines",
    ),
    "fields": Command(
        commands.fields, "Describe", ("bsc fields figures", "bsc fields audit --json"), _WHAT
    ),
    "schema": Command(
        commands.schema, "Describe", ("bsc schema", "bsc schema figures"), _OF_WHAT, default="json"
    ),
    "cache": Command(
        commands.kept,
        "Maintain",
        ("bsc cache", "bsc cache --clear"),
        (_parameter("clear", Clear, default=False),),
    ),
}
"""The commands that are not a kind's."""


def command_of_kind(kind: type[Record]) -> Command:
    """The command that lists a kind, with an option for every field that selects."""

    def run(invocation: Invocation, **given: Any) -> None:
        commands.list_records(invocation, kind, **given)

    run.__doc__ = f"List {kind.meaning()}."
    selecting = [
        _parameter(name, _filter(field)) for name, field in kind.fields.items() if field.option
    ]
    parameters = (_parameter("text", Words), _parameter("about", About), *selecting)
    caveats = _parameter("has_caveats", Caveats)
    return Command(run, "Explore", kind.examples, (*parameters, caveats, _SORT, *_LISTING))


def _filter(field: Field[Any]) -> Any:
    """The type of the option that selects records by a field."""
    help = f"Select by {field.label}: {field.meaning}."
    if isinstance(field.type, Flag):
        names = f"--{field.option}/--not-{field.option}"
        return Annotated[bool | None, typer.Option(names, help=help)]
    if isinstance(field.scalar, Choice):
        help += f" One of {', '.join(field.scalar.values)}."
    metavar = "ID" if isinstance(field.scalar, Refer) else "TERM"
    return Annotated[str | None, typer.Option(f"--{field.option}", metavar=metavar, help=help)]


class Group(typer.core.TyperGroup):
    """The program: builds its commands when they are asked for, and ends every error."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands, in the order of the help."""
        return [*KINDS, *COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> typer.core.TyperCommand | None:
        """The command of a name, or None if there is none."""
        if cmd_name in KINDS:
            return command_of_kind(KINDS[cmd_name]).build(cmd_name)
        return COMMANDS[cmd_name].build(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Which command the words after `bsc` name; raises WrongUsage for none."""
        known = self.list_commands(ctx)
        if args[0] not in known:
            hint = did_you_mean(args[0], known) or f"try: bsc search {args[0]}, or bsc --help"
            raise WrongUsage(f"there is no command '{args[0]}'", hint)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the program and exit with its status."""

        def run() -> Any:
            terminal.disregard_nonsense()
            try:
                return super(Group, self).main(*args, **{**extra, "standalone_mode": False})
            except typer.TyperException as error:
                raise WrongUsage(_plain(error), "bsc --help has all commands and options") from None

        raise SystemExit(boundary.exit_status(run))


def _plain(error: typer.TyperException) -> str:
    """What typer says of a wrong command line, in the style of our own messages."""
    message = error.format_message().rstrip(".")
    return message[0].lower() + message[1:]


app = typer.Typer(
    cls=Group,
    context_settings=HELP,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Explore the facts of one news article, each anchored to the words that support it.",
    epilog="Exit status: 0 done, 1 not there, 2 wrong usage or unreadable, 3 invalid store.",
)


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    output: Output = None,
    json: Json = False,
    facts: Facts = None,
    color: Colour = None,
    width: Width = None,
    no_pager: NoPager = False,
) -> None:
    """Hand on the options that stand before the command; without a command, give an overview."""
    invocation = Invocation(output, json, facts, color, width, no_pager)
    if version:
        terminal.write_shown(f"bsc {bsc_cli.__version__}\n")
    elif context.invoked_subcommand:
        context.obj = invocation
    else:
        commands.overview(invocation.checked("table"))
