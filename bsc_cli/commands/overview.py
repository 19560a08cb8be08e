"""`bsc` alone: the article, how many records of each kind there are, and its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.output.formats import Result
from bsc_cli.view import records

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context


def run(context: Context) -> None:
    """Print the overview."""
    index = context.open_index()
    data = {"source": index.source(), "records": index.counts()}
    context.show(Result([data], list(data), lambda: records.overview(index), name="source"))
