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
    from bsc_cli.index.index import Index


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
    open_ones = [key for key, record in records.items() if TODO in record.values.values()]
    _mention(index, open_ones, "values that are still to be filled in")
    doubtful = [key for key in records if index.caveats_concerning(key)]
    _mention(index, doubtful, "caveats, which a citation leaves out")


def _mention(index: Index, keys: Sequence[str], what: str) -> None:
    """Tell the user which of the records has something, or how many have."""
    if keys:
        first = index.shown(keys[0])
        which = f"'{first}' has" if len(keys) == 1 else f"{len(keys):,} of these records have"
        messages.say(f"{which} {what}", f"try: {command('show', first)}")
