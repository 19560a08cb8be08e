"""`bsc graph`: show the links around a record, or among all agencies, people, groups and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.commands import listing
from bsc_cli.commands.context import one_of
from bsc_cli.index import graph, query
from bsc_cli.index.graph import Edge
from bsc_cli.output import diagrams
from bsc_cli.output.formats import Result
from bsc_cli.system import terminal
from bsc_cli.system.errors import WrongUsage
from bsc_cli.system.invocation import with_store
from bsc_cli.view import tree as trees

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context


def run(context: Context, id: str | None, depth: int | None, language: str | None) -> None:
    """Print the graph around a record or, if `id` is `None`, the graph of all entities."""
    language = language and one_of(diagrams.LANGUAGES, "--as", language)
    _check(context, id, depth, language)
    index = context.open_index()
    record = query.get(index, [id])[0] if id is not None else None
    if record and language is None and context.is_for_people():
        tree = trees.around(index, record, depth or 1)
        context.show(Result((), (), lambda: [tree]))
        return
    links = graph.around(index, record, depth or 1) if record else graph.among_entities(index)
    if language is not None:
        terminal.write_data(diagrams.draw(links, language, index.shown))
        return
    rows = links.nodes if context.output == "ids" else links.edges
    one = links.to_json()
    shown = listing.shown_ids(index)
    context.show(
        Result(rows, Edge.fields, lambda: [trees.entities(index, links)], one=one, shown=shown)
    )


def _check(context: Context, id: str | None, depth: int | None, language: str | None) -> None:
    if language is not None and not context.is_default_format and context.output != "table":
        both = f"--as {language} and --output {context.output}"
        raise WrongUsage(f"{both} contradict each other", "leave out one of them")
    if id is None and depth is not None:
        line = with_store("bsc graph ID --depth 2")
        raise WrongUsage("--depth needs a record to start from", f"add an id: {line}")
