"""The sentences of the article that support a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from bsc_cli.model.compound import ListOf
from bsc_cli.model.record import Record
from bsc_cli.model.struct import Field, Struct
from bsc_cli.model.types import Text, Whole
from bsc_cli.system.errors import listed

MOST_OCCURRENCES: Final = 10
"""The maximum number of lines that are printed for a sentence, and of further lines in JSON."""


class Sentence(Struct):
    """A sentence of the article that supports a record."""

    line = Field(Whole(1), "the line of the article's file on which the sentence begins")
    also_on = Field(
        ListOf(Whole(1)), f"the lines of its next occurrences, at most {MOST_OCCURRENCES}"
    )
    text = Field(Text(), "the sentence, as the article has it")

    @classmethod
    def of(cls, lines: Sequence[int], text: str) -> Sentence:
        """Return the sentence that begins on each of these lines."""
        return cls(line=lines[0], also_on=tuple(lines[1 : MOST_OCCURRENCES + 1]), text=text)

    @property
    def place(self) -> str:
        """Where the sentence occurs: `line 3`, or `lines 3 and 9`."""
        return on_lines((self.line, *self.also_on))

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def on_lines(lines: Sequence[int]) -> str:
    """Return line numbers as a text: `line 3`, `lines 3 and 9`; of too many, the first."""
    others = ["others"] if len(lines) > MOST_OCCURRENCES else []
    shown = [*map(str, lines[:MOST_OCCURRENCES]), *others]
    return f"line{'s' if len(lines) > 1 else ''} {listed(shown)}"


Lookup: TypeAlias = Callable[[Record], tuple[Sentence, ...]]
"""A function that finds the sentences behind a record."""
