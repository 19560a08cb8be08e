"""The sentences of the article that support a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bsc_cli.model.record import Record
from bsc_cli.model.struct import Field, Struct
from bsc_cli.model.types import Text, Whole


class Sentence(Struct):
    """A sentence of the article that supports a record."""

    line = Field(Whole(1), "the line of the article's file on which the sentence begins")
    text = Field(Text(), "the sentence, with its typography folded")

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}"


Lookup: TypeAlias = Callable[[Record], tuple[Sentence, ...]]
"""A function that finds the sentences behind a record."""
