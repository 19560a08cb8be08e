"""The Typer app: the declarations of the commands, and the group that runs them.

Each command is implemented by `run` in the module of the same name in `bsc_cli.commands`, which
is imported only when the command runs. The commands that list the records of one kind are derived
from the declarations of the kinds and share the module `records`.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, redirect_stderr
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

import typer
import typer.core
import typer.main

import bsc_cli
from bsc_cli.cli import options, usage
from bsc_cli.cli.exit import exit_status
from bsc_cli.commands.context import Context
from bsc_cli.index.cache import run_again_if_damaged
from bsc_cli.model.kinds import KINDS
from bsc_cli.output.formats import OF_COMMAND, OF_EVERY_COMMAND
from bsc_cli.system import terminal
from bsc_cli.system.invocation import use_stores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.cli.options import Parameter
    from bsc_cli.model.record import Record

HELP: Final = {"help_option_names": ["-h", "--help"]}


class Command(NamedTuple):
    """The declaration of a command.

    The function `run` that implements it takes a context and, as keyword arguments, the values
    of `parameters`. For a command that lists the records of one kind, `run` also takes that kind
    as the keyword argument `kind`, and the examples are derived from the kind; in other examples,
    `{id}` and `{name}` stand for a record of the store.
    """

    summary: str
    panel: str
    examples: Sequence[str]
    parameters: Sequence[Parameter]
    details: str = ""
    default_format: str = "table"
    formats: Sequence[str] = OF_EVERY_COMMAND
    """The output formats; a command without any prints no records and may use -o for a file."""
    kind: type[Record] | None = None


COMMANDS: Final = {
    "search": Command(
        "Search records of every kind, best matches first.",
        "Find",
        ("bsc search {name}", "bsc search {name} --kind claims"),
        (options.TEXT, options.KIND, options.ABOUT, options.REVIEWED, *options.LISTING),
    ),
    "show": Command(
        "Show a record in full: its fields, evidence and caveats, and the references to it.",
        "Find",
        ("bsc show {id}", "bsc show {id} --json"),
        (options.IDS, options.ARTICLE_FILE),
    ),
    "caveats": Command(
        "List the caveats: what the article leaves open or doubtful.",
        "Find",
        ("bsc caveats --type no_source", "bsc caveats --by type"),
        (
            options.WORDS,
            options.KIND_OF_CAVEATS,
            options.TYPE_OF_CAVEATS,
            options.ABOUT_OR_ITSELF,
            options.BY,
            *options.LISTING,
        ),
    ),
    "timeline": Command(
        "Show the dated events in chronological order, and list undated events separately.",
        "Picture",
        ("bsc timeline", "bsc timeline --about {id}"),
        (options.WORDS, options.ABOUT, options.LIMIT),
    ),
    "graph": Command(
        "Show the links around a record, or among all agencies, people, groups and places.",
        "Picture",
        ("bsc graph {id}", "bsc graph --as dot | dot -Tsvg > graph.svg"),
        (options.NODE, options.DEPTH, options.LANGUAGE),
        details=(
            "The graph of a record follows references in both directions. Without a record, the "
            "graph shows all agencies, people, groups and places. It links two of them if one "
            "refers to the other, if both take part in the same measure or event, if one takes "
            "part in a measure or event located in the other, or if one is quoted about the other."
        ),
    ),
    "cite": Command(
        "Cite records: the words, who says so, where in the article they are, and a link to them.",
        "Export",
        ("bsc cite {id}", "bsc cite {id} --as bibtex > facts.bib"),
        (
            options.TO_CITE,
            options.CITATION_FORMAT,
            options.ARTICLE_FILE,
            *options.OF_STORES,
        ),
        details=(
            "Each record becomes a citation of its own: a note on one line, or an entry whose key "
            "is the record's id. Details of the article that the store lacks are left out. With "
            "the text of the article, a citation has the line and the sentence too; and if the "
            "store has the article's web address, a link opens the page at the very words."
        ),
        formats=(),
    ),
    "todo": Command(
        "List what is still to be filled in in a store: every TODO, with what is wanted there.",
        "Write",
        ("bsc todo my.facts.yaml", "bsc todo my.facts.yaml --edit"),
        (options.TODO_STORES, options.NEXT, options.EDIT, options.ARTICLE_FILE),
        details=(
            "The values are listed by kind and record, each record with the sentences that it "
            "rests on. 'bsc check' reports the other problems of a store."
        ),
        formats=OF_COMMAND["todo"],
    ),
    "anchor": Command(
        "Print the shortest anchor that selects these words of the article and nothing else.",
        "Write",
        (
            "bsc anchor 'the new ferry' --article article.txt",
            "bsc anchor 'The new ferry … by noon' --article article.txt",
        ),
        (options.PASSAGE, options.ARTICLE_FILE),
        details=(
            "Where the words occur several times, every place is listed, with an anchor for each "
            "that has one. The words may be an anchor themselves: 'first words … last words'."
        ),
    ),
    "check": Command(
        "Check a store without its article: form, ids, references, dates, codes, figures, wording.",
        "Verify",
        ("bsc check my-facts.yaml", "bsc check --explain orphan"),
        (options.STORES, options.EXPLAIN, *options.PROBLEMS),
        default_format="lines",
        formats=OF_COMMAND["check"],
    ),
    "audit": Command(
        "Check a store against the article, word by word and number by number.",
        "Verify",
        ("bsc audit article.txt", "bsc audit article.txt --passages"),
        (options.ARTICLE, options.PASSAGES, options.FINGERPRINT, *options.PROBLEMS),
        default_format="lines",
        formats=OF_COMMAND["audit"],
    ),
    "review": Command(
        "Ask whether each record says what its sentences in the article say; keep the answers.",
        "Verify",
        ("bsc review", "bsc review {id} --yes"),
        (options.TO_REVIEW, options.REVIEWER, options.YES, options.ARTICLE_FILE),
        details=(
            "Each record is shown with its sentences. Each yes is written at once to the end of "
            "the store, as a digest of what was read: from then on, bsc check reports any change "
            "of the record, and bsc audit any change of its sentences. Without ids, the records "
            "are shown that have no review or have changed since."
        ),
    ),
    "new": Command(
        "Draft a store from an article: what rules can tell is filled in, the rest is TODO.",
        "Write",
        ("bsc new article.txt -o my.facts.yaml", "bsc new article.txt --dry-run"),
        (
            options.NEW_ARTICLE,
            options.NEW_STORE,
            *options.DETAILS,
            options.DRY_RUN,
            options.UPDATE,
        ),
        details=(
            "Drafted are the source with its fingerprint, quotes, figures, events for dates, "
            "names, a claim for each sentence, and passages that claim nothing. Values, dates and "
            "speakers are filled in only where the article leaves no doubt. With --update, what no "
            "record of the store cites is added at the end of its lists, and the fingerprint is "
            "renewed; nothing else in the file changes."
        ),
        formats=(),
    ),
    "export": Command(
        "Write all facts to a file or folder for other programs: SQLite, CSV, Parquet, JSON-LD.",
        "Export",
        ("bsc export facts.db", "bsc export facts/ --as datapackage"),
        (
            options.EXPORT,
            options.EXPORT_FORMAT,
            options.FORCE,
            options.EXPORTED_ARTICLE,
            *options.OF_STORES,
        ),
        details=(
            "A path that ends in .db or .sqlite becomes an SQLite database, with a table for each "
            "kind, for Datasette and others; a folder becomes a Data Package of CSV files; "
            ".parquet becomes a folder of Parquet files, which needs pyarrow; and .jsonld becomes "
            "Web Annotations. Only an earlier export is replaced, and only when the new one is "
            "complete. With the article's text, an export also has the place and the sentence of "
            "each anchor: the few words of the article that support a record."
        ),
        formats=(),
    ),
    "report": Command(
        "Write an HTML page: the article and, beside each sentence, the facts that rest on it.",
        "Export",
        ("bsc report -o report.html", "bsc report article.txt -o report.html --kind claims"),
        (
            options.REPORTED,
            options.PAGE,
            options.KIND,
            options.ABOUT,
            options.FORCE,
            *options.OF_STORES,
        ),
        details=(
            "The page is one file that needs no network. It marks the sentences that the store "
            "covers, sets aside or leaves out, and a reader can search and filter the facts. "
            "Without the article, it lists the facts by kind. Without -o, the page is sent to "
            "standard output."
        ),
        formats=(),
    ),
    "fields": Command(
        "List the fields of a kind or of a command's JSON output, with their types and meanings.",
        "Describe",
        ("bsc fields figures", "bsc fields audit --json"),
        (options.WHAT,),
    ),
    "schema": Command(
        "Print the JSON Schema of a store, or of a command's JSON output.",
        "Describe",
        ("bsc schema", "bsc schema figures"),
        (options.OF_WHAT,),
        default_format="json",
    ),
    "help": Command(
        "Print the help of bsc or of a command, as --help does.",
        "Describe",
        ("bsc help", "bsc help agencies"),
        (options.HELP_ON,),
    ),
    "cache": Command(
        "Show or clear the cache.",
        "Maintain",
        ("bsc cache", "bsc cache --clear"),
        (options.CLEAR,),
    ),
}
"""All commands except those that list the records of one kind, in the order shown in the help."""


def command_of_kind(kind: type[Record]) -> Command:
    """Return the command that lists the records of a kind."""
    return Command(
        f"List {kind.meaning()}.",
        "Explore",
        (),
        options.of_kind(kind),
        details=(
            "A filter may be given several times: records match that have any of the values or, "
            "with --about, that refer to all of the records. A name, an alias or an acronym may "
            "stand for an id. Case does not matter."
        ),
        kind=kind,
    )


@contextmanager
def _errors_of(context: Any) -> Iterator[None]:
    """Record the command that is being parsed in an error; Typer records it in some only."""
    try:
        yield
    except typer.TyperException as error:
        parsed: Any = error
        if getattr(parsed, "ctx", context) is None:
            parsed.ctx = context
        raise


class Subcommand(typer.core.TyperCommand):
    """A Typer command built from a declaration (a `Command`)."""

    def __init__(self, name: str, command: Command) -> None:
        shared = options.shared(command.formats)
        super().__init__(
            name,
            params=[*command.parameters, *shared],
            help="\n\n".join(filter(None, (command.summary, command.details))),
            short_help=command.summary,
            rich_help_panel=command.panel,
            context_settings=HELP,
        )
        self.declaration = command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help, with examples from the store that is loaded."""
        from bsc_cli.cli import examples  # noqa: PLC0415 - only the help needs it

        command, context = self.declaration, ctx.obj or Context()
        if command.kind:
            lines = examples.of_kind(command.kind, context)
        else:
            lines = examples.filled(command.examples, context)
        self.help = "\n\n".join(
            (self.help or "", "\n".join(("\b\nExamples:", *(f"  {line}" for line in lines))))
        )
        super().format_help(ctx, formatter)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; an error knows the command, so that its hint can help."""
        with _errors_of(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> None:
        """Run the command; the shared options may be given before or after the command's name."""
        command, values = self.declaration, {**ctx.params}
        shared = {name: values.pop(name) for name in Context._fields if name in values}
        if command.kind:
            values["kind"] = command.kind
        options = Context(**shared).merged_with(ctx.obj)
        use_stores(options.facts, options.store)
        terminal.choose_colour(options.color)
        context = options.validated(command.default_format, command.formats or OF_EVERY_COMMAND)
        module = "records" if command.kind else self.name
        import_module(f"bsc_cli.commands.{module}").run(context, **values)


class Help(Subcommand):
    """The command `help`, which needs the group of all commands."""

    def invoke(self, ctx: Any) -> None:
        """Print the help of the command that is named, or of the group."""
        name, parent = ctx.params.pop("command"), ctx.parent
        if name is None:
            parent.command.make_context("bsc", ["--help"])
        _, command, _ = parent.command.resolve_command(parent, [name])
        parent.obj = Context(**ctx.params).merged_with(parent.obj)
        command.make_context(name, ["--help"], parent=parent)


class Group(typer.core.TyperGroup):
    """The Typer group of all commands; a run builds only the command that it needs."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments before the command's name, as `Subcommand` does its own."""
        with _errors_of(ctx):
            return super().parse_args(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands, in the order shown in the help."""
        return [*KINDS, *COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Subcommand | None:
        """Return the command with the given name, or `None` if no command has this name."""
        kind = KINDS.get(cmd_name)
        command = command_of_kind(kind) if kind else COMMANDS.get(cmd_name)
        if command is None:
            return None
        return (Help if cmd_name == "help" else Subcommand)(cmd_name, command)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command named by the first argument. Raises WrongUsage for an unknown name."""
        if args[0] not in (names := self.list_commands(ctx)):
            use_stores(ctx.params["facts"], ctx.params["store"])
            raise usage.unknown_command(args[0], names)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> None:
        """Run the command, or print the overview if no command is given."""
        if ctx.params.pop("version"):
            terminal.write_shown(f"bsc {bsc_cli.__version__}\n")
            return
        ctx.obj = Context(**ctx.params)
        use_stores(ctx.obj.facts, ctx.obj.store)
        terminal.choose_colour(ctx.obj.color)
        super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            import_module("bsc_cli.commands.overview").run(ctx.obj.validated("table"))

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> NoReturn:
        """Run the program or answer a shell's completion request, then exit with a status."""
        terminal.ignore_invalid_sizes()
        terminal.choose_colour("auto")
        if os.environ.get("_BSC_COMPLETE"):
            raise SystemExit(exit_status(self._complete))
        run = partial(self._run, sys.argv[1:] if args is None else [*args])
        raise SystemExit(exit_status(partial(run_again_if_damaged, run)))

    def _run(self, args: list[str]) -> None:
        use_stores()
        try:
            with self.make_context("bsc", [*args]) as context:
                self.invoke(context)
        except typer.TyperException as error:
            raise usage.wrong_usage(error, args) from None
        except typer.Exit as exit:  # raised after the help has been printed
            raise SystemExit(exit.exit_code) from None

    def _complete(self) -> None:
        """Answer a shell's completion request.

        Offers no completions if the command line cannot be parsed.
        """
        from bsc_cli.cli import zsh  # noqa: PLC0415 - only completion needs it

        zsh.register()
        # Typer wraps descriptions at this width.
        os.environ.update(COLUMNS="10000", TERMINAL_WIDTH="10000")
        try:
            with redirect_stderr(None):
                super().main(prog_name="bsc")
        except Exception:
            if os.environ.get("BSC_TRACEBACK"):
                raise


app: Final = Group(
    name="bsc",
    params=[
        *(options.VERSION, *options.SHARED),
        *typer.main.get_install_completion_arguments(),
    ],
    help="Explore the facts of news articles, each anchored to the words that support it.",
    epilog=(
        "Exit status: 0 success; 1 nothing found, or problems found; 2 wrong usage, or a file that "
        "cannot be read or written; 3 invalid store."
    ),
    invoke_without_command=True,
    context_settings=HELP,
)
