"""Generate the reference pages in this folder from the code: `python docs/generate.py`.

In a page that contains the marker, the text above the marker is written by hand, and the text below
the marker is generated.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typer.core import TyperArgument, TyperOption

from bsc_cli.checks.rules import EXPLANATIONS
from bsc_cli.cli.app import COMMANDS, command_of_kind
from bsc_cli.cli.options import LISTING, SHARED
from bsc_cli.commands import schema
from bsc_cli.commands.fields import STORED, fields
from bsc_cli.commands.outputs import OUTPUTS
from bsc_cli.model.kinds import KINDS
from bsc_cli.system.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bsc_cli.checks.rule import Explanation
    from bsc_cli.cli.options import Parameter

FOLDER: Final = Path(__file__).parent
MARKER: Final = "<!-- What follows is made by docs/generate.py. -->\n"


def problems(_: str) -> str:
    """Return the page on problem codes."""
    return "".join((_PROBLEMS, *map(_explained, EXPLANATIONS.values())))


_PROBLEMS: Final = """\
# Problem codes

`bsc check` and `bsc audit` report these problems; every command reports those that make a store
invalid. `bsc check --explain CODE` prints the entry for one code. Codes never change their meaning.

Each example is part of a store: either some fields of a record or some lists of records. The rest
of the store is left out. A line that begins with `# article:` gives the text of the article.
"""


def _explained(explanation: Explanation) -> str:
    code, found_by, severity, rule, fix, fails, passes = explanation
    command = found_by.replace("bsc audit", "`bsc audit`").replace("bsc check", "`bsc check`")
    return (
        f"\n## `{code}`\n\n{rule}\n\n"
        f"- Found by: {command}\n- Severity: {severity}\n- Fix: {fix}\n\n"
        f"Fails:\n\n```yaml\n{_shown(fails)}\n```\n\n"
        f"Passes:\n\n```yaml\n{_shown(passes)}\n```\n"
    )


def _shown(example: str) -> str:
    return "\n".join(map(visible, example.split("\n")))


def facts_schema(_: str) -> str:
    """Return the JSON Schema of a store, as `bsc schema` prints it."""
    return json.dumps(schema.document(None), ensure_ascii=False, indent=2) + "\n"


def store(page: str) -> str:
    """Return the page on stores, with a table of keys for each kind."""
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
    """Return the page on JSON output, with a table of keys for each command."""
    return _below(page, _printed())


def _printed() -> Iterator[str]:
    for name, output in OUTPUTS.items():
        if name not in KINDS:
            yield f"\n## `{_PRINTING.get(name, f'bsc {name}')} --json`\n\n{output.about}\n\n"
            rows = ((f"`{each.field}`", each.type, each.meaning) for each in fields(name))
            yield _table(("Key", "Type", "Meaning"), rows)


_PRINTING: Final = {"overview": "bsc", "counts": "bsc KIND --by FIELD"}
"""The commands whose output does not have the command's own name."""


def commands(page: str) -> str:
    """Return the page on commands; options that many commands share are listed once."""
    return _below(page, _commands())


def _commands() -> Iterator[str]:
    for title, options in (("Every command", SHARED), ("Every kind, search and caveats", LISTING)):
        yield f"\n## {title}\n\n{_table(_OPTION, _options(options))}"
    kinds = {name: command_of_kind(kind) for name, kind in KINDS.items()}
    for name, command in {**kinds, **COMMANDS}.items():
        arguments = [
            str(parameter.metavar)
            for parameter in command.parameters
            if isinstance(parameter, TyperArgument)
        ]
        yield f"\n## `{' '.join(('bsc', name, *arguments))}`\n\n{command.summary}\n\n"
        lists = set(LISTING) <= set(command.parameters)
        own = [option for option in command.parameters if not (lists and option in LISTING)]
        rows = list(_options(own))
        yield _table(_OPTION, rows) if rows else ""


_OPTION: Final = ("Option", "Meaning")


def _options(parameters: Iterable[Parameter]) -> Iterator[tuple[str, str]]:
    for parameter in parameters:
        if isinstance(parameter, TyperOption):
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
"""For each page, the function that takes its current text and returns its new text."""


def main() -> None:
    """Rewrite every page."""
    for name, made in PAGES.items():
        path = FOLDER / name
        path.write_text(made(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
