"""The commands: declare, call, show. Of our modules only this one knows typer.

Every command is an entry of `COMMANDS`; those of the kinds follow from the kinds'
declarations. A run builds the one command that it was asked for: building all of them
would take a fifth of a whole run.
"""

from __future__ import annotations

import inspect
import os
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import typer
import typer.core
import typer.main

import bsc_cli
from bsc_cli import boundary, files, query, store, terminal, views
from bsc_cli.errors import NotThere, WrongUsage
from bsc_cli.formats import FORMATS, Result
from bsc_cli.model import KINDS, Record
from bsc_cli.nearest import did_you_mean
from bsc_cli.values import Choice, Flag, Refer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bsc_cli.shapes import Field
    from bsc_cli.store import Store

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TEXT]...",
        show_default=False,
        help='Words that must all be there; "..." is a phrase, word* a beginning.',
    ),
]
About = Annotated[
    str | None, typer.Option("--about", metavar="ID", help="Only what refers to this record.")
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FORMAT", help=f"Print as {' or '.join(FORMATS)}."),
]
Json = Annotated[bool, typer.Option("--json", help="Short for --output json.")]
Facts = Annotated[
    str | None,
    typer.Option("--facts", metavar="PATH", help="Read another store than the bundled one."),
]
Colour = Annotated[
    str | None,
    typer.Option("--color", metavar="WHEN", help=f"Use colour: {', '.join(terminal.COLOURS)}."),
]


class Shared(NamedTuple):
    """The options that every command has: which store, and how to print."""

    output: str | None = None
    json: bool = False
    facts: str | None = None
    color: str | None = None

    def store(self) -> Store:
        """The store that --facts or BSC_FACTS names, else the bundled one."""
        path = self.facts or os.environ.get("BSC_FACTS")
        return store.load(Path(path) if path else files.bundled_store())

    def over(self, other: Shared) -> Shared:
        """These options, and the other's where these are silent."""
        return Shared(
            self.output or other.output,
            self.json or other.json,
            self.facts or other.facts,
            self.color or other.color,
        )

    def checked(self) -> Shared:
        """The same with its defaults; raises WrongUsage before any work is done."""
        if self.json and self.output not in (None, "json"):
            raise WrongUsage(f"--json and --output {self.output} contradict each other")
        output = self.output or ("json" if self.json else os.environ.get("BSC_OUTPUT")) or "table"
        color = self.color or "auto"
        for what, given, known in (
            ("format", output, FORMATS),
            ("--color", color, terminal.COLOURS),
        ):
            if given not in known:
                hint = did_you_mean(given, known) or f"there are {', '.join(known)}"
                raise WrongUsage(f"there is no {what} '{given}'", hint)
        return self._replace(output=output, color=color)

    def show(self, data: Sequence[Any], view: Callable[[], views.View]) -> None:
        """Print what a command found in the format that was asked for."""
        FORMATS[self.output or "table"](Result(data, view, self.color or "auto"))


_SHARED = [
    Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
    for name, annotation, default in (
        ("output", Output, None),
        ("json", Json, False),
        ("facts", Facts, None),
        ("color", Colour, None),
    )
]


def with_shared_options(run: Callable[..., None]) -> Callable[..., None]:
    """A command that takes the shared options, made of one whose first parameter is they.

    Options given before the command's name count as if they stood behind it.
    """

    def command(context: typer.Context, **given: Any) -> None:
        here = Shared(*(given.pop(parameter.name) for parameter in _SHARED))
        run(here.over(context.obj or Shared()).checked(), **given)

    own = list(inspect.signature(run, eval_str=True).parameters.values())[1:]
    context = Parameter("context", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    parameters = [context, *own, *_SHARED]
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


def overview(shared: Shared) -> None:
    """Print the article's source, how many records there are, and its figures."""
    facts = shared.store()
    counts = {name: len(facts.of_kind(name)) for name in KINDS}
    data = [{"source": facts.source.values, "records": counts}]
    shared.show(data, lambda: views.overview(facts))


def show(
    shared: Shared,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="One id or more.")],
) -> None:
    """Show everything about a record: fields, evidence, caveats, what refers to it."""
    facts = shared.store()
    found = query.get(facts, ids)
    data = [
        {**record.as_json(), "referred_to_by": list(facts.referring.get(record.id, ()))}
        for record in found
    ]
    shared.show(data, lambda: views.everything(facts, found))


def search(
    shared: Shared,
    text: Words = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only records of this kind.")
    ] = None,
    about: About = None,
) -> None:
    """Search the records of every kind, the best answers first."""
    facts, words = shared.store(), " ".join(text or ())
    hits = query.find(facts, words, kind, about)
    if hits or shared.output != "table":
        shared.show([hit.as_json() for hit in hits], lambda: views.hits(words, hits))
    if not hits:
        raise nothing_matches(facts, words)


def list_records(kind: type[Record]) -> Callable[..., None]:
    """The command that lists a kind, with an option for every field that selects."""
    filters = {name: field for name, field in kind.fields.items() if field.option}

    def run(shared: Shared, text: list[str] | None, about: str | None, **given: Any) -> None:
        facts, words = shared.store(), " ".join(text or ())
        where = {name: value for name, value in given.items() if value is not None}
        found = query.select(facts, kind.kind, words, about, where)
        shared.show([record.as_json() for record in found], lambda: views.records(kind, found))
        if words and not found:
            boundary.hint(nothing_matches(facts, words))

    own = [("shared", Shared), ("text", Words), ("about", About)]
    selecting = [(name, _filter(field)) for name, field in filters.items()]
    run.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=None)
            for name, annotation in (*own, *selecting)
        ]
    )
    run.__doc__ = f"List {kind.meaning()}."
    return run


def _filter(field: Field[Any]) -> Any:
    """The type of the option that selects records by a field."""
    help = f"Select by {field.label}: {field.meaning}."
    if isinstance(field.type, Flag):
        return Annotated[
            bool | None, typer.Option(f"--{field.option}/--not-{field.option}", help=help)
        ]
    if isinstance(field.scalar, Choice):
        help += f" One of {', '.join(field.scalar.values)}."
    metavar = "ID" if isinstance(field.scalar, Refer) else "TERM"
    return Annotated[str | None, typer.Option(f"--{field.option}", metavar=metavar, help=help)]


def nothing_matches(facts: Store, words: str) -> NotThere:
    """What to say where a search finds nothing."""
    near = query.near_words(facts, words)
    hint = f"did you mean '{near}'?" if near else "fewer words find more, and so does word*"
    return NotThere(f"nothing matches '{words}'", hint)


class Command(NamedTuple):
    """A command as it is declared; its docstring is the first line of its help."""

    run: Callable[..., None]
    panel: str
    examples: Sequence[str]

    def build(self, name: str) -> typer.core.TyperCommand:
        """The command as typer runs it."""
        examples = "\n".join(f"  {example}" for example in self.examples)
        app = typer.Typer(add_completion=False, rich_markup_mode="rich")
        app.command(
            name,
            help=f"{inspect.getdoc(self.run)}\n\n\b\nExamples:\n{examples}",
            rich_help_panel=self.panel,
            context_settings=HELP,
        )(with_shared_options(self.run))
        built = typer.main.get_command(app)
        assert isinstance(built, typer.core.TyperCommand)
        return built


HELP: Final = {"help_option_names": ["-h", "--help"]}
COMMANDS: Final = {
    "search": Command(search, "Find", ("bsc search small boats", "bsc search --kind claims nca")),
    "show": Command(show, "Find", ("bsc show nca", "bsc show yvette-cooper rob-jones --json")),
}


class Group(typer.core.TyperGroup):
    """The program: builds its commands when they are asked for, and ends every error."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands, in the order of the help."""
        return [*KINDS, *COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> typer.core.TyperCommand | None:
        """The command of a name, or None if there is none."""
        if kind := KINDS.get(cmd_name):
            return Command(list_records(kind), "Explore", kind.examples).build(cmd_name)
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
) -> None:
    """Hand on the options that stand before the command; without a command, give an overview."""
    shared = Shared(output, json, facts, color)
    if version:
        terminal.write_shown(f"bsc {bsc_cli.__version__}\n")
    elif context.invoked_subcommand:
        context.obj = shared
    else:
        overview(shared.checked())
