"""The declarations of the options and arguments of all commands.

The values that a shell offers for them are in `completion`, which is imported only when a shell
requests completions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import typer
from typer.core import TyperArgument, TyperOption

from bsc_cli.commands.context import given_twice
from bsc_cli.export.formats import FORMATS as EXPORTS
from bsc_cli.model.kinds import REVIEWED as STATE
from bsc_cli.model.types import Boolean, Choice, Reference
from bsc_cli.output.formats import OF_EVERY_COMMAND
from bsc_cli.system import terminal
from bsc_cli.system.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from typer._click.shell_completion import CompletionItem

    from bsc_cli.model.record import Record
    from bsc_cli.model.struct import Field

Parameter: TypeAlias = TyperOption | TyperArgument


class _Completed:
    """A parameter whose values are completed by id, name or spelling, not only by beginning."""

    name: str | None

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        """Return the values to offer; Typer's own omits those that do not begin as typed."""
        from typer._click.shell_completion import CompletionItem  # noqa: PLC0415 - see below

        from bsc_cli.cli import completion  # noqa: PLC0415 - only completion needs it

        offers = completion.offers(self.name or "", ctx, incomplete)
        return [CompletionItem(value, help=description) for value, description in offers]


class _Argument(_Completed, TyperArgument):
    """An argument."""


class _Option(_Completed, TyperOption):
    """An option that takes at most one value; Typer's own keeps the last one without a message.

    A switch may be repeated, but not contradict itself. An option with `multiple` takes all of its
    values.
    """

    def add_to_parser(self, parser: Any, ctx: Any) -> None:
        """Let the parser collect every value that the command line gives."""
        action = "append_const" if self.is_flag else "append"
        for names, const in ((self.opts, True), (self.secondary_opts, False)):
            if names:
                parser.add_option(obj=self, opts=names, dest=self.name, action=action, const=const)

    def consume_value(self, ctx: Any, opts: Mapping[str, Any]) -> Any:
        """Return the only value, and its source. Raises WrongUsage if there are several."""
        name = self.name or ""
        given = opts.get(name) or []
        if self.is_flag and len({*given}) > 1:
            both = " and ".join((*self.opts, *self.secondary_opts))
            raise WrongUsage(f"{both} contradict each other", "leave out one of them")
        if self.multiple:
            return super().consume_value(ctx, opts)
        if len(given) > 1 and not self.is_flag:
            raise given_twice(self.opts[0])
        return super().consume_value(ctx, {name: given[0]} if given else {})


def _option(
    *names: str,
    help: str,
    metavar: str,
    type: Callable[[str], Any] = str,
    multiple: bool = False,
) -> TyperOption:
    """Return an option that takes a value or, with `multiple`, any number of values.

    Among `names`, one without a hyphen names the parameter; by default, `--dry-run` is `dry_run`.
    """
    return _Option(
        param_decls=[*names],
        type=type,
        multiple=multiple,
        metavar=metavar,
        help=help,
    )


def _number(*names: str, help: str, minimum: int, maximum: int | None = None) -> TyperOption:
    """Return an option that takes a whole number within bounds."""
    bounds = f"of {minimum} or more" if maximum is None else f"from {minimum} to {maximum}"

    def parse(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = minimum - 1
        if number < minimum or (maximum is not None and number > maximum):
            raise typer.BadParameter(f"'{text}' is not a whole number {bounds}")
        return number

    return _option(*names, help=help, metavar="N", type=parse)


def _switch(*names: str, help: str, default: bool | None = False) -> TyperOption:
    """Return an option that takes no value; for `--a/--b`, `--a` means true and `--b` false."""
    return _Option(param_decls=[*names], is_flag=True, default=default, help=help)


def _argument(
    name: str, metavar: str, help: str, *, required: bool = True, many: bool = False
) -> TyperArgument:
    """Return an argument that takes one word or, with `many`, any number of words."""
    return _Argument(
        param_decls=[name],
        metavar=metavar,
        help=help,
        required=required,
        nargs=-1 if many else 1,
    )


_WORDS: Final = (
    'Words to find (all of them); "a phrase", prefix*, this OR that; after --, -exclude.'
)

TEXT: Final = _argument("text", "TEXT...", _WORDS, many=True)
WORDS: Final = _argument("text", "[TEXT]...", _WORDS, required=False, many=True)
IDS: Final = _argument("ids", "ID...", "The ids or names of the records to show.", many=True)
TO_CITE: Final = _argument("ids", "ID...", "The ids or names of the records to cite.", many=True)
TO_REVIEW: Final = _argument(
    "ids",
    "[ID]...",
    "The ids or names of the records to review; if omitted, all that need it.",
    required=False,
    many=True,
)
NODE: Final = _argument("id", "[ID]", "The id or name of the record to start from.", required=False)
ARTICLE: Final = _argument(
    "article",
    "[ARTICLE]",
    "A file with the article's text, or - for standard input; if omitted, the one that the store "
    "names.",
    required=False,
)
STORES: Final = _argument("paths", "[STORE]...", "The stores to check.", required=False, many=True)
TODO_STORES: Final = _argument(
    "paths", "[STORE]...", "The stores to fill in.", required=False, many=True
)
PASSAGE: Final = _argument("words", "WORDS...", "Words of the article, or an anchor.", many=True)
WHAT: Final = _argument("name", "NAME", "The kind or command whose fields to list.")
OF_WHAT: Final = _argument(
    "name",
    "[NAME]",
    "The kind or command whose JSON output to describe; if omitted, a store.",
    required=False,
)
HELP_ON: Final = _argument(
    "command", "[COMMAND]", "The command to describe; if omitted, bsc as a whole.", required=False
)

KIND: Final = _option("--kind", metavar="KIND", help="Only records of this kind.", multiple=True)
KIND_OF_CAVEATS: Final = _option(
    "--kind", metavar="KIND", help="Only caveats of records of this kind.", multiple=True
)
ABOUT: Final = _option(
    "--about",
    metavar="ID",
    help="Only records that refer to the record with this id or name.",
    multiple=True,
)
ABOUT_OR_ITSELF: Final = _option(
    "--about",
    metavar="ID",
    help="Only caveats of the record with this id or name and of the records that refer to it.",
    multiple=True,
)
TYPE_OF_CAVEATS: Final = _option(
    "--type",
    metavar="TYPE",
    help="Only caveats of this type; bsc fields caveats explains.",
    multiple=True,
)
REVIEWED: Final = _option(
    "--reviewed",
    metavar="STATE",
    help=f"Only records whose state of review is this: {STATE.meaning}.",
    multiple=True,
)
BY: Final = _option("--by", metavar="FIELD", help="Count the results by the values of this field.")
ARTICLE_FILE: Final = _option(
    "article_file",
    "--article",
    metavar="FILE",
    help="The article's text, so that sentences can be shown (default: BSC_ARTICLE).",
)
CHART: Final = _switch(
    "--chart", help="Draw a bar chart, with a separate scale for each currency and unit."
)
DEPTH: Final = _number(
    "--depth",
    minimum=1,
    maximum=20,
    help="Follow references up to N steps from the record (default: 1).",
)
LANGUAGE: Final = _option(
    "language",
    "--as",
    metavar="LANGUAGE",
    help="Print the graph in the language of a drawing program: dot (Graphviz) or mermaid.",
)
CITATION_FORMAT: Final = _option(
    "citation_format",
    "--as",
    metavar="FORMAT",
    help="Print this format: text (default), markdown, bibtex, ris or csl-json.",
)
EXPORT: Final = _argument("path", "PATH", "The file or folder to write.")
EXPORTED_ARTICLE: Final = _option(
    "article_file",
    "--article",
    metavar="FILE",
    help="The article's text, to export the place and the sentence of each anchor (default: "
    "BSC_ARTICLE).",
)
EXPORT_FORMAT: Final = _option(
    "export_format",
    "--as",
    metavar="FORMAT",
    help=f"Write this format (default: by the path's ending): {', '.join(EXPORTS)}; for CSV "
    "files, use datapackage.",
)
FORCE: Final = _switch("--force", help="Replace a file that bsc did not write.")
EXPLAIN: Final = _option(
    "--explain",
    metavar="CODE",
    help="Explain the code of a problem instead of checking a store.",
)
NEXT: Final = _switch("first", "--next", help="Show only the first value to fill in.")
EDIT: Final = _switch(
    "--edit", help="Open the store at the first value in VISUAL or EDITOR, and wait for it."
)
PASSAGES: Final = _switch(
    "--passages",
    help="Show each passage of the article with the records that it supports.",
)
FINGERPRINT: Final = _switch(
    "--fingerprint",
    help="Print the article's fingerprint, to be copied to the store's 'source'.",
)
REVIEWER: Final = _option(
    "reviewer", "--by", metavar="NAME", help="Keep this name of the reviewer in the store."
)
YES: Final = _switch("--yes", help="Confirm the records without showing them; they must be named.")
PROBLEMS: Final = (
    _switch("--all", help="Print all problems, however many there are."),
    _option(
        "codes",
        "--code",
        metavar="CODE",
        help="Only problems with this code.",
        multiple=True,
    ),
    _option(
        "records",
        "--record",
        metavar="ID",
        help="Only problems of the record with this id or name.",
        multiple=True,
    ),
)
"""The options of the commands that print problems."""
NEW_ARTICLE: Final = _argument(
    "article", "ARTICLE", "A file with the article's text, or - for standard input."
)
NEW_STORE: Final = _option(
    "target",
    "--output",
    "-o",
    metavar="STORE",
    help="Write this file, or print the draft for - (default: NAME.facts.yaml beside the article "
    "NAME.txt).",
)
REPORTED: Final = _argument(
    "article",
    "[ARTICLE]",
    "A file with the article's text (default: BSC_ARTICLE, or the file that the store names).",
    required=False,
)
PAGE: Final = _option(
    "target", "--output", "-o", metavar="FILE", help="Write the page to this file."
)
DETAILS: Final = (
    _option("--headline", metavar="TEXT", help="The article's title."),
    _option(
        "--author",
        metavar="NAMES",
        help="The article's authors, such as 'Smith, Jane; Harbour Council'.",
    ),
    _option("--url", metavar="URL", help="The article's web address."),
    _option("--publisher", metavar="NAME", help="The article's publisher."),
    _option(
        "date_published",
        "--date",
        metavar="DATE",
        help="The day of publication, as YYYY-MM-DD.",
    ),
)
"""The options that describe the article of a draft."""
DRY_RUN: Final = _switch("--dry-run", help="Print the draft; write no file.")
UPDATE: Final = _switch("--update", help="Add to an existing store what is new in the article.")
CLEAR: Final = _switch("--clear", help="Clear the cache.")
VERSION: Final = _switch("--version", "-V", help="Print the version.")


def _output(formats: Iterable[str]) -> TyperOption:
    help = f"Output format: {', '.join(formats)}."
    return _option("--output", "-o", metavar="FORMAT", help=help)


_COLOR: Final = _option(
    "--color",
    metavar="WHEN",
    help=f"When to use colour: {', '.join(terminal.COLOURS)}.",
)
_STORES: Final = (
    _option(
        "--facts",
        metavar="PATH",
        help="Read this store, or every store below this folder, instead of the bundled one.",
        multiple=True,
    ),
    _option(
        "--store",
        metavar="NAME",
        help="Of several stores, use only this one.",
        multiple=True,
    ),
)
_STRICT: Final = _switch("--strict", help="Fail on warnings or an invalid store.")
OF_STORES: Final = (*_STORES, _STRICT)
"""The options that select stores, for a command that reads them and prints no records."""
_SHARED: Final = (
    _switch("--json", help="Same as --output json."),
    *_STORES,
    _COLOR,
    _number("--width", minimum=1, maximum=1000, help="Wrap tables at N columns."),
    _switch("--no-pager", help="Do not use a pager."),
    _switch("--no-headers", help="Omit the column headings of a table, CSV or TSV."),
    _switch("--null", "-0", help="End each id with a NUL character, for xargs -0."),
    _switch("--excel", help="Make CSV or TSV safe to open and legible in spreadsheets."),
    _STRICT,
)
SHARED: Final = (_output(OF_EVERY_COMMAND), *_SHARED)
"""The options that every command accepts, either before or after the command's name."""


def shared(formats: Sequence[str]) -> tuple[TyperOption, ...]:
    """Return the shared options of a command that prints its results in one of some formats."""
    return (_output(formats), *_SHARED) if formats else (_COLOR,)


LIMIT: Final = _number("--limit", "-n", minimum=0, help="Print only the first N results.")
LISTING: Final = (
    _option(
        "--fields",
        "-f",
        metavar="A,B",
        help="Print these fields; +A adds A to the default fields, and -A removes A from them.",
    ),
    LIMIT,
    _switch("count_only", "--count", help="Print only the number of results."),
)
"""The options of the commands that list records."""

_SORT: Final = _option(
    "--sort",
    metavar="A,-B",
    help="Sort by these fields; -B sorts by B in descending order.",
)
_OF_ONE_KIND: Final = {"figures": (CHART,)}


def of_kind(kind: type[Record]) -> tuple[Parameter, ...]:
    """Return the parameters of the command that lists the records of a kind.

    They include a filter for each field that declares an option.
    """
    filters = (_filter(kind, name, field) for name, field in kind.fields.items() if field.option)
    own = _OF_ONE_KIND.get(kind.kind, ())
    return (WORDS, ABOUT, *filters, REVIEWED, BY, *own, _SORT, *LISTING, ARTICLE_FILE)


def _filter(kind: type[Record], name: str, field: Field[Any]) -> TyperOption:
    """Return the option that filters records by a field."""
    option = field.option or ""
    if field.filters_presence:
        help = f"Only {kind.kind} with {option}, or only those without."
        return _switch(name, f"--{option}/--no-{option}", help=help, default=None)
    if isinstance(field.type, Boolean):
        condition = field.meaning.removeprefix(f"whether the {kind.singular} is ")
        help = f"Only {kind.kind} that are {condition}, or only those that are not."
        return _switch(name, f"--{option}/--not-{option}", help=help, default=None)
    noun = option.replace("-", " ")
    relation = f"that are {noun} this" if noun.endswith(" of") else f"with this {noun}"
    help = f"Only {kind.kind} {relation}: {field.meaning}."
    if isinstance(field.scalar, Choice):
        help += f" One of {', '.join(field.scalar.values)}."
    metavar = "ID" if isinstance(field.scalar, Reference) else "TERM"
    return _option(name, f"--{option}", metavar=metavar, help=help, multiple=True)
