"""`bsc show`: everything about some records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.index import query
from bsc_cli.output.formats import Result
from bsc_cli.view import records

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context


def run(context: Context, ids: list[str]) -> None:
    """Print the fields, evidence, caveats and mentions of each record."""
    index = context.open_index()
    found = query.get(index, ids)
    rows = (
        {**record.to_json(), "referred_to_by": index.ids_referring_to(record.id)}
        for record in found
    )
    fields = dict.fromkeys(name for record in found for name in record.fields)
    context.show(
        Result(
            rows=rows,
            columns=("kind", *fields, "referred_to_by"),
            view=lambda: records.everything(index, found, context.row_limit()),
        )
    )
