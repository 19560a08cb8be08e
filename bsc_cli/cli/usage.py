"""The errors for a command line that cannot be parsed, with hints that lead to the right one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.commands.context import Context
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.types import Reference
from bsc_cli.output.formats import FORMATS
from bsc_cli.system.errors import BscError, WrongUsage
from bsc_cli.system.invocation import command, use_stores
from bsc_cli.text.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPTIONS: Final = {
    "--format": ("--output", "--as"),
    "--json": ("--as",),
    "--output": ("--as",),
    "-o": ("--as",),
    "--columns": ("--fields",),
    "--select": ("--fields",),
    "--file": ("--facts",),
    "--order": ("--sort",),
    "--order-by": ("--sort",),
    "--sort-by": ("--sort",),
    "--group-by": ("--by",),
    "--max": ("--limit",),
    "--head": ("--limit",),
    "--agency": ("--actor", "--about"),
    "--person": ("--speaker", "--about"),
    "--speaker": ("--voice", "--holder"),
    "--text": ("--article",),
}
"""Options of other programs and of other commands, each with the options that do the same."""
_COMMANDS: Final = {
    "find": "search",
    "grep": "search",
    "get": "show",
    "view": "show",
    "info": "show",
    "validate": "check",
    "lint": "check",
    "verify": "audit",
}
"""Commands of other programs, each with the command of `bsc` that does the same."""
_LISTS: Final = ("list", "ls", "kinds", "all", "records")
"""Words that people try as the command that lists records."""


def unknown_command(name: str, known: Sequence[str]) -> WrongUsage:
    """Return the error for a name that is no command."""
    message = f"there is no command '{name}'"
    if name in _LISTS:
        return WrongUsage(message, f"each kind has a command: {', '.join(KINDS)}")
    if name in _COMMANDS:
        return WrongUsage(message, f"did you mean '{_COMMANDS[name]}'?")
    hint = did_you_mean(name, known) or f"try: {command('search', name)}, or bsc --help"
    return WrongUsage(message, hint)


def wrong_usage(error: Any, args: Sequence[str]) -> WrongUsage:
    """Convert an error of Typer to a WrongUsage error, worded like the program's other messages."""
    context = getattr(error, "ctx", None)
    option = str(getattr(error, "option_name", ""))
    hint = f"{context.command_path if context else 'bsc'} --help lists all options"
    if context and hasattr(error, "possibilities"):
        return WrongUsage(f"there is no option '{option}'", _like(option, context) or hint)
    if context and option:
        parameter = next(
            param
            for param in context.command.params
            if option in (*param.opts, *param.secondary_opts)
        )
        if getattr(parameter, "is_flag", False):
            return WrongUsage(f"{option} takes no value", f"write {option} without '='")
        facts, stores = _given(args, "--facts"), _given(args, "--store")
        use_stores(facts, stores)
        values = _values(context.info_name, parameter, Context(facts=facts, store=stores))
        values = values or f"write {option} {parameter.metavar}"
        return WrongUsage(f"{option} needs a value", values)
    message = error.format_message().rstrip(".")
    return WrongUsage(message[0].lower() + message[1:], hint)


def _like(option: str, context: Any) -> str | None:
    """Return a hint that names the option of a command most like an unknown one."""
    if option[1:2] != "-" and any(p.name == "text" for p in context.command.params):
        words = f"{context.command_path} -- boats -engines"
        return f"to exclude a word, write the search after --, as in: {words}"
    arguments = [p for p in context.command.params if p.param_type_name == "argument"]
    named = next((one for one in arguments if option == f"--{one.name}"), None)
    if named:
        name = named.metavar.strip("[]")
        return f"write {name} without '{option}': {context.command_path} {name}"
    known = [name for parameter in context.command.params for name in parameter.opts]
    alike = [name for name in _OPTIONS.get(option, ()) if name in known]
    is_printing = any(parameter.name == "output" for parameter in context.command.params)
    if not alike and option.removeprefix("--") in FORMATS and is_printing:
        return f"write --output {option.removeprefix('--')}"
    return f"did you mean '{alike[0]}'?" if alike else did_you_mean(option, known)


def _values(command_name: str, parameter: Any, context: Context) -> str | None:
    """Return a hint that lists the values of an option, or `None` if it takes any value.

    For a field of references, the values are those that occur in the store.
    """
    from bsc_cli.cli import completion  # noqa: PLC0415 - most command lines need no hint
    from bsc_cli.index.lookup import some_of  # noqa: PLC0415 - as above

    kind = KINDS.get(command_name)
    field = kind.fields.get(parameter.name) if kind else None
    if parameter.name == "about":
        return None
    request = completion.Request(command_name, parameter.name, "", context)
    try:
        if kind and field and isinstance(field.scalar, Reference):
            return some_of(context.open_index().values_of(kind.kind, field.name))
        offers = completion.OFFERS.get(parameter.name, completion.values)(request)
        return some_of([value for value, _ in islice(offers, completion.MOST)])
    except BscError:
        return None


def _given(args: Sequence[str], option: str) -> tuple[str, ...]:
    """Return the values of an option in a command line that could not be parsed."""
    values = []
    for word, following in zip(args, (*args[1:], None), strict=True):
        if word == option and following is not None:
            values.append(following)
        elif word.startswith(f"{option}="):
            values.append(word.removeprefix(f"{option}="))
    return tuple(values)
