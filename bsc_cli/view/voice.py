"""Who says what a quote or a claim says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.model.kinds import AUTHOR

if TYPE_CHECKING:
    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record


def voice(index: Index, record: Record) -> str:
    """Return who says what a record says, with any doubt: `Ann Reed (attribution inferred)`.

    The result is empty where the article speaks for itself or names nobody.
    """
    values = record.values
    id = values.get("speaker" if record.kind == "quotes" else "voice")
    if id in (None, AUTHOR):
        return ""
    doubt = " (attribution inferred)" if values["attribution"] == "inferred" else ""
    return f"{index.referenced(record.key_of(id)).title}{doubt}"
