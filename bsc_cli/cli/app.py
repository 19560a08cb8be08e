"""The commands: declare, call, show.

Every command is an entry of `COMMANDS`; those of the kinds follow from the kinds'
declarations. A run builds the one command that it was asked for: building all of them
would take a fifth of a whole run.
"""

from __future__ import annotations

import os
import re
from contextlib import redirect_stderr
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import typer
import typer.core
import typer.main

import bsc_cli
from bsc_cli.cli import options, shells
from bsc_cli.commands import commands
from bsc_cli.commands.context import Context
from bsc_cli.index import cache
from bsc_cli.model.kinds import KINDS
from bsc_cli.system import boundary, docstring, terminal
from bsc_cli.system.errors import WrongUsage
from bsc_cli.text.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from inspect import Parameter

    from bsc_cli.model.record import Record

COMPLETING: Final = shells.VARIABLE in os.environ
"""Whether it is a shell that runs the program, to complete what a person types."""


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
        doc = re.sub(r"(?<!\n)\n(?!\n)", " ", docstring.of(self.run))
        app = typer.Typer(add_completion=False, rich_markup_mode="rich")
        app.command(
            name,
            help=f"{doc}\n\n\b\nExamples:\n{examples}",
            rich_help_panel=self.panel,
            context_settings=HELP,
        )(self._with_shared_options(name))
        built = typer.main.get_command(app)
        assert isinstance(built, typer.core.TyperCommand)
        return built

    def _with_shared_options(self, name: str) -> Callable[..., None]:
        """The function that typer calls; options before the command count as behind it."""

        def command(ctx: typer.Context, **given: Any) -> None:
            names = given.keys() & set(Context._fields)
            here = Context(**{name: given.pop(name) for name in names})
            context = here.merged_with(ctx.obj or Context()).validated(self.default)
            self.run(context, **given)

        parameters: Iterable[Parameter] = (*self.parameters, *options.SHARED)
        if COMPLETING:
            parameters = options.offering(parameters, name)
        options.declare(command, parameters)
        return command


HELP: Final = {"help_option_names": ["-h", "--help"]}

COMMANDS: Final = {
    "search": Command(
        commands.search,
        "Find",
        ("bsc search small boats", "bsc search --kind claims nca"),
        (options.TEXT, *options.ACROSS_KINDS),
    ),
    "show": Command(
        commands.show,
        "Find",
        ("bsc show nca", "bsc show yvette-cooper rob-jones --json"),
        (options.IDS,),
    ),
    "caveats": Command(
        commands.caveats,
        "Find",
        ("bsc caveats baseline", "bsc caveats --kind figures --json"),
        (options.WORDS, *options.ACROSS_KINDS),
    ),
    "timeline": Command(
        commands.timeline,
        "Picture",
        ("bsc timeline", "bsc timeline --about nca"),
        (options.WORDS, options.ABOUT, options.LIMIT),
    ),
    "graph": Command(
        commands.graph,
        "Picture",
        ("bsc graph rob-jones", "bsc graph --as dot | dot -Tsvg > graph.svg"),
        (options.NODE, options.DEPTH, options.LANGUAGE),
    ),
    "check": Command(
        commands.check,
        "Verify",
        ("bsc check my-facts.yaml", "bsc check --explain orphan"),
        (options.STORE, options.EXPLAIN),
        default="lines",
    ),
    "audit": Command(
        commands.audit,
        "Verify",
        ("bsc audit article.txt", "bsc audit article.txt --passages"),
        (options.ARTICLE, options.PASSAGES, options.FINGERPRINT),
        default="lines",
    ),
    "fields": Command(
        commands.fields,
        "Describe",
        ("bsc fields figures", "bsc fields audit --json"),
        (options.WHAT,),
    ),
    "schema": Command(
        commands.schema,
        "Describe",
        ("bsc schema", "bsc schema figures"),
        (options.OF_WHAT,),
        default="json",
    ),
    "cache": Command(
        commands.kept,
        "Maintain",
        ("bsc cache", "bsc cache --clear"),
        (options.CLEAR,),
    ),
}
"""The commands that are not a kind's."""


def command_of_kind(kind: type[Record]) -> Command:
    """The command that lists a kind, with an option for every field that selects."""

    def run(context: Context, **given: Any) -> None:
        commands.list_records(context, kind, **given)

    run.__doc__ = f"List {kind.meaning()}."
    return Command(run, "Explore", kind.examples, options.of_kind(kind))


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
            if shell := shells.asking():
                return shells.answer(shell, self._offered(shell))
            try:
                return cache.run_again_if_damaged(
                    lambda: super(Group, self).main(*args, **{**extra, "standalone_mode": False})
                )
            except typer.TyperException as error:
                raise _usage(error) from None
            except typer.Abort as abort:  # what typer makes of an EOFError
                raise abort.__cause__ or abort from None

        raise SystemExit(boundary.exit_status(run))

    def _offered(self, shell: str) -> list[tuple[str, str]]:
        """What there is to offer; nothing, quietly, for a line that makes no sense.

        Typer finds it; but what it writes has gone through rich's markup, and is wrapped.
        """
        # There is no public way to what it finds; only a shell's question depends on this one.
        from typer._click.shell_completion import get_completion_class  # noqa: PLC0415

        completing = get_completion_class(shell)
        assert completing
        try:
            with redirect_stderr(None):
                asked = completing(self, {}, "bsc", shells.VARIABLE)
                found = asked.get_completions(*asked.get_completion_args())
                return [(str(each.value), each.help or "") for each in found]
        except Exception:
            if os.environ.get("BSC_TRACEBACK"):
                raise
            return []


def _usage(error: typer.TyperException) -> WrongUsage:
    """What typer says of a wrong command line, in the style of our own messages."""
    context = getattr(error, "ctx", None)
    hint = f"{context.command_path if context else 'bsc'} --help has all options"
    if context and hasattr(error, "possibilities"):
        known = [option for each in context.command.params for option in each.opts]
        unknown = str(getattr(error, "option_name", ""))
        return WrongUsage(f"there is no option '{unknown}'", did_you_mean(unknown, known) or hint)
    message = error.format_message().rstrip(".")
    return WrongUsage(message[0].lower() + message[1:], hint)


app = typer.Typer(
    cls=Group,
    context_settings=HELP,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Explore the facts of one news article, each anchored to the words that support it.",
    epilog="Exit status: 0 done, 1 not there, 2 wrong usage or unreadable, 3 invalid store.",
)


def root(ctx: typer.Context, version: bool, **given: Any) -> None:
    """Hand on the options that stand before the command; without a command, give an overview."""
    context = Context(**given)
    if version:
        terminal.write_shown(f"bsc {bsc_cli.__version__}\n")
        raise typer.Exit
    if ctx.invoked_subcommand:
        ctx.obj = context
    else:
        commands.overview(context.validated("table"))


_OF_ALL: Final = (options.VERSION, *options.SHARED)
options.declare(root, options.offering(_OF_ALL, "bsc") if COMPLETING else _OF_ALL)
app.callback(invoke_without_command=True)(root)
