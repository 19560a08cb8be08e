"""`bsc cite`: print a citation of each record, for a footnote or a reference manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.commands import sentences
from bsc_cli.commands.context import one_of
from bsc_cli.index import query
from bsc_cli.model.types import TODO
from bsc_cli.output import citations
from bsc_cli.system import messages
from bsc_cli.system.errors import WrongUsage
from bsc_cli.system.invocation import command
from bsc_cli.view.cite import Citer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsc_cli.commands.context import Context
    from bsc_cli.model.record import Record


def run(context: Context, ids: Sequence[str], citation_format: str | None) -> None:
    """Print a citation of each record in one of the formats of citations."""
    known = citations.FORMATS
    format = one_of(known, "--as", "text" if citation_format is None else citation_format)
    if not context.is_default_format:
        hint = f"choose one of {', '.join(known)} with --as"
        raise WrongUsage("bsc cite has formats of its own", hint)
    index = context.open_index()
    records = {record.key: record for record in query.get(index, ids)}
    citer = Citer(index, sentences.Texts(context, index).article)
    citations.write([citer.citation(record) for record in records.values()], format)
    if unfinished := [index.shown(key) for key, record in records.items() if _is_open(record)]:
        values = "values that are still to be filled in"
        messages.say(f"{_which(unfinished)} {values}", f"try: {command('todo')}")
    if doubtful := [index.shown(key) for key in records if index.caveats_concerning(key)]:
        caveats = "caveats, which a citation leaves out"
        messages.say(f"{_which(doubtful)} {caveats}", f"try: {command('show', doubtful[0])}")


def _is_open(record: Record) -> bool:
    """Whether a text or a required value is still to be filled in."""
    values = ((record.values[name], field.type.required) for name, field in record.fields.items())
    return any(value == TODO or (value is None and required) for value, required in values)


def _which(ids: Sequence[str]) -> str:
    return f"'{ids[0]}' has" if len(ids) == 1 else f"{len(ids):,} of these records have"
