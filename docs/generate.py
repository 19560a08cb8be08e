"""Write the pages of this folder that follow from the code: `python docs/generate.py`.

Of a page that is written by hand, what stands below the marker follows.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer
import typer.core
import typer.main

from bsc_cli.checks.rules import EXPLANATIONS
from bsc_cli.cli.app import Group, app
from bsc_cli.cli.options import LISTING, SHARED
from bsc_cli.commands import schema
from bsc_cli.commands.fields import STORED, fields
from bsc_cli.commands.outputs import OUTPUTS
from bsc_cli.model.kinds import KINDS
from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bsc_cli.checks.rule import Explanation

FOLDER: Final = Path(__file__).parent
MARKER: Final = "<!-- What follows is made by docs/generate.py. -->\n"


def problems(_: str) -> str:
    """Every code with its rule, how to fix what breaks it, and two examples."""
    return "".join((_PROBLEMS, *map(_explained, EXPLANATIONS.values())))


_PROBLEMS: Final = """\
# Problem codes

`bsc check` and `bsc audit` report these, and every command those of a store that breaks the form.
`bsc check --explain CODE` prints one of them. Codes do not change their meaning.

An example is a part of a store: some fields of a record, or lists of records; whatever else a store
needs is left out. A line `# article:` is the text that the store is audited against.
"""


def _explained(explanation: Explanation) -> str:
    code, found_by, rule, fix, fails, passes = explanation
    command = found_by.replace("bsc audit", "`bsc audit`").replace("bsc check", "`bsc check`")
    return (
        f"\n## `{code}`\n\n{rule}\n\n- Found by: {command}\n- Fix: {fix}\n\n"
        f"Fails:\n\n```yaml\n{_shown(fails)}\n```\n\n"
        f"Passes:\n\n```yaml\n{_shown(passes)}\n```\n"
    )


def _shown(example: str) -> str:
    return "\n".join(map(visible, example.split("\n")))


def facts_schema(_: str) -> str:
    """The JSON Schema of a store, as `bsc schema` prints it."""
    return json.dumps(schema.document(None), ensure_ascii=False, indent=2) + "\n"


def store(page: str) -> str:
    """The form of a store, kind by kind."""
    return _below(page, _stored())


def _stored() -> Iterator[str]:
    for name, shape in STORED.items():
        yield f"\n## `{name}`\n\n{(shape.__doc__ or '').rstrip('.')}.\n\n"
        rows = (
            (
                *(f"`{each.field}`", each.type, "yes" if each.required else ""),
                *(f"`{each.option}`" if each.option else "", each.meaning),
            )
            for each in fields(name)
        )
        yield _table(("Key", "Type", "Required", "Option", "Meaning"), rows)


def json_(page: str) -> str:
    """What each command prints as JSON."""
    return _below(page, _printed())


def _printed() -> Iterator[str]:
    for name, output in OUTPUTS.items():
        if name not in KINDS:
            command = "bsc" if name == "overview" else f"bsc {name}"
            yield f"\n## `{command} --json`\n\n{output.about}\n\n"
            rows = ((f"`{each.field}`", each.type, each.meaning) for each in fields(name))
            yield _table(("Key", "Type", "Meaning"), rows)


def commands(page: str) -> str:
    """Every command with its options; those that many have stand once."""
    return _below(page, _commands())


def _commands() -> Iterator[str]:
    group = typer.main.get_command(app)
    assert isinstance(group, Group)
    with typer.Context(group) as context:
        built = [(name, group.get_command(context, name)) for name in group.list_commands(context)]
    for title, shared in (("Every command", SHARED), ("Every kind, search and caveats", LISTING)):
        names = {parameter.name for parameter in shared}
        first = next(command for _, command in built if command)
        yield f"\n## {title}\n\n"
        yield _table(_OPTION, _options(first, names.__contains__))
    shared_by_all = {parameter.name for parameter in SHARED} | {"help", "context"}
    listing = {parameter.name for parameter in LISTING}
    for name, command in built:
        assert command is not None
        arguments = [
            str(each.metavar)
            for each in command.params
            if isinstance(each, typer.core.TyperArgument)
        ]
        yield f"\n## `{' '.join(('bsc', name, *arguments))}`\n\n"
        yield f"{(command.help or '').partition(chr(10))[0]}\n\n"
        has_all = listing <= {parameter.name for parameter in command.params}
        often = shared_by_all | listing if has_all else shared_by_all
        own = list(_options(command, _absent_from(often)))
        yield _table(_OPTION, own) if own else ""


def _absent_from(names: set[str]) -> Callable[[str], bool]:
    return lambda name: name not in names


_OPTION: Final = ("Option", "Meaning")


def _options(
    command: typer.core.TyperCommand, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, str]]:
    for parameter in command.params:
        if isinstance(parameter, typer.core.TyperOption) and wanted(str(parameter.name)):
            names = ", ".join((*parameter.opts, *parameter.secondary_opts))
            value = "" if parameter.is_flag else f" {parameter.metavar}"
            yield f"`{names}{value}`", str(parameter.help)


def _below(page: str, generated: Iterable[str]) -> str:
    written, marker, _ = page.partition(MARKER)
    return "".join((written, marker, *generated))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "".join(f"| {' | '.join(line)} |\n".replace("  ", " ") for line in lines)


PAGES: Final[dict[str, Callable[[str], str]]] = {
    "problems.md": problems,
    "facts.schema.json": facts_schema,
    "store.md": store,
    "json.md": json_,
    "commands.md": commands,
}
"""What each page is to be, given what it is."""


def main() -> None:
    """Write every page anew."""
    for name, made in PAGES.items():
        path = FOLDER / name
        path.write_text(made(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
