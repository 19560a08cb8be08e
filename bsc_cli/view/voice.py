"""The speaker of a quote, or the voice of a claim, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsc_cli.model.kinds import AUTHOR

if TYPE_CHECKING:
    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record


def voice(index: Index, record: Record) -> str:
    """Return the name of the speaker or voice, with any doubt: `Ann Reed (attribution inferred)`.

    The name is empty where the article speaks for itself or names nobody.
    """
    values = record.values
    id = values.get("speaker" if record.kind == "quotes" else "voice")
    if id in (None, AUTHOR):
        return ""
    doubt = " (attribution inferred)" if values["attribution"] == "inferred" else ""
    return f"{index.referenced(record.key_of(id)).title}{doubt}"
