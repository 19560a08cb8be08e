"""The values of a store that are still to be filled in, for `bsc todo`."""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.model.compound import ListOf, Optional
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import NotClaim, Source
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import AnyValue, Term, Text, Whole, in_words
from bsc_cli.system.errors import clipped
from bsc_cli.view.blocks import Heading, Points
from bsc_cli.view.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bsc_cli.system.errors import Problem
    from bsc_cli.view.blocks import Line, View


class ToDo(Struct):
    """A value of a store that is still to be filled in."""

    kind = Field(Text(), "the kind of the record with the value, or source or not_claims")
    id = Field(Optional(Text()), "the id of the record; null if the value is in none, or its id")
    file = Field(Text(), "the file of the store")
    line = Field(Whole(1), "the line of the value, counted from 1")
    column = Field(Whole(1), "the column of the value, in code points, counted from 1")
    field = Field(Text(), "the path of the value in its record, such as caveats[0].text")
    type = Field(Text(), "the type of the value, such as one of planned, under_way, completed")
    meaning = Field(Text(), "the meaning of the value: what is to be written")
    sentences = Field(
        Optional(ListOf(Nested(Sentence))),
        "the first sentences of the article behind the record, long ones shortened; null "
        "without the article",
    )

    @classmethod
    def of(cls, problem: Problem, id: str | None, sentences: tuple[Sentence, ...] | None) -> ToDo:
        """Return the value that a problem with the code `todo` is about."""
        kind, *names = _INDEX.sub("", problem.subject).split(".")
        declared = _declared(_FORMS.get(kind), names)
        type = declared and (declared.scalar if problem.subject.endswith("]") else declared.type)
        return cls(
            kind=kind,
            id=id,
            **problem.place._asdict(),
            field=problem.subject.partition(".")[2] or kind,
            type=type.describe(stored=True) if type else AnyValue.noun,
            meaning=declared.meaning if declared else problem.message,
            sentences=sentences,
        )

    @property
    def place(self) -> str:
        """The place of the value in the form that editors read."""
        return f"{self.file}:{self.line}:{self.column}"


_FORMS: Final[dict[str, type[Struct]]] = {"source": Source, **KINDS, "not_claims": NotClaim}


_INDEX: Final = re.compile(r"\[\d+\]")


def _declared(struct: type[Struct] | None, names: Iterable[str]) -> Field[Any] | None:
    """Return the field to which the names of nested fields lead, or `None` if there is none."""
    field = None
    for name in names:
        field = struct.fields.get(name) if struct else None
        struct = field.scalar.struct if field and isinstance(field.scalar, Nested) else None
    return field


def shortened(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the first sentences of a record, with the middle of long ones replaced by `…`.

    Each value of the record has them, so the output would grow without bound.
    """
    first = sentences[:_MOST_SENTENCES]
    return tuple(Sentence(**{**one.values, "text": clipped(one.text)}) for one in first)


_MOST_SENTENCES: Final = 10
"""The maximum number of sentences that are shown with a record."""


class Progress(NamedTuple):
    """How many records of a store, and how many of each kind, are filled in, in words."""

    of_all: str
    of_kinds: dict[str, str]


def lines(items: Iterable[ToDo]) -> Iterator[str]:
    """Yield a line for each value, which begins with its place."""
    for item in items:
        yield f"{item.place}: {item.id or item.kind}: {item.field}: {_wanted(item)}"


def todo(items: Iterable[ToDo], progress: Mapping[str, Progress]) -> View:
    """Return the values by kind and record, each record with its sentences.

    `progress` maps the files of stores to how far these have got. The meaning of a field is written
    at its first value only.
    """
    blocks: View = []
    told: set[tuple[str, str]] = set()
    for file, of_file in groupby(items, attrgetter("file")):
        blocks.append(Heading(file, progress[file].of_all))
        for kind, of_kind in groupby(of_file, attrgetter("kind")):
            heading = in_words(kind).capitalize()
            blocks.append(Heading(heading, progress[file].of_kinds.get(kind, "")))
            for id, of_record in groupby(of_kind, attrgetter("id")):
                blocks.append(_record(id, [*of_record], told))
    return blocks


def _record(id: str | None, values: Sequence[ToDo], told: set[tuple[str, str]]) -> Points:
    points: list[Line] = [
        [(f"{sentence.place}: ", "quiet"), (sentence.text, "text")]
        for sentence in values[0].sentences or ()
    ]
    return Points(id or "", [*points, *(_point(value, told) for value in values)])


def _point(item: ToDo, told: set[tuple[str, str]]) -> Line:
    key = (item.kind, _INDEX.sub("", item.field))
    wanted = _wanted(item) if key not in told else _choice(item)
    told.add(key)
    line: Line = [(f"{item.place}  ", "id"), (item.field, "term")]
    return [*line, (f": {wanted}", "quiet")] if wanted else line


def _wanted(item: ToDo) -> str:
    choice = _choice(item)
    return f"{item.meaning} ({choice})" if choice else item.meaning


def _choice(item: ToDo) -> str:
    """Return the type of a value, unless it is a text or its meaning names every choice."""
    words = item.type.removeprefix("one of ").split(", ")
    is_told = words[1:] and all(word in item.meaning for word in words)
    return "" if is_told or item.type in (Text.noun, Term.noun) else item.type
