"""Where an article names the records of a store, and which records a text of the store names."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks import records
from bsc_cli.model.kinds import Person
from bsc_cli.text.folding import Span, fold
from bsc_cli.text.intervals import EqualSpans, any_within
from bsc_cli.text.names import FUNCTION_WORDS
from bsc_cli.text.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.model.record import Record
    from bsc_cli.store.store import Store

Name = tuple[str, ...]
"""The words of a name, in the form in which names are compared."""


class Mention(NamedTuple):
    """A place in a text where a name occurs."""

    span: Span
    name: Name


class Naming:
    """The names of a store's records, and where they occur in a text.

    Names are compared without regard to case, plural endings, or `s` and `z`; only an acronym must
    be in capitals. A person is also named by the surname, and a company without its legal form.
    """

    def __init__(self, store: Store, text: str) -> None:
        self.ids: dict[Name, list[str]] = {}
        self._names: dict[str, list[Name]] = {}
        self._lengths: dict[str, int] = {}
        self._text = text
        for record in store.records.values():
            self._names[record.id] = own = [*dict.fromkeys(_names(record))][:_MOST_NAMES]
            for name in own:
                self.ids.setdefault(name, []).append(record.id)
                self._lengths[name[0]] = max(self._lengths.get(name[0], 0), len(name))

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield every occurrence of a record's name in a folded text, in order of their starts."""
        words = [*_words(text)]
        for index, (word, _) in enumerate(words):
            for length in range(1, self._lengths.get(word, 0) + 1):
                run = words[index : index + length]
                name = tuple(word for word, _ in run)
                if name in self.ids and len(run) == length:
                    yield Mention(Span(run[0][1].start, run[-1][1].end), name)

    def names_of(self, id: str) -> Sequence[Name]:
        """Return the names of a record."""
        return self._names[id]

    def is_named(self, id: str, passages: Sequence[Span]) -> bool:
        """Whether a name of a record occurs in one of some passages of the article."""
        places = (self._places.get(name, ()) for name in self._names[id])
        return any(any_within(spans, passages) for spans in places if spans)

    @cached_property
    def _places(self) -> dict[Name, list[Span]]:
        """The spans of each name in the article, in ascending order."""
        places: dict[Name, list[Span]] = {}
        for span, name in self.mentions(self._text):
            places.setdefault(name, []).append(span)
        return places

    @cached_property
    def stems(self) -> dict[str, EqualSpans]:
        """The places of each stem in the article."""
        starts: dict[str, list[int]] = {}
        for word, span in _words(self._text):
            if stem := _stem(word):
                starts.setdefault(stem, []).append(span.start)
        return {stem: EqualSpans(found, len(stem)) for stem, found in starts.items()}

    def resembles(self, id: str, passages: Sequence[Span]) -> bool:
        """Whether a word of a record's names occurs in a passage, perhaps with another ending."""
        stems = self.stems_of(id)
        found = (self.stems[stem] for stem in stems if stem in self.stems)
        return any(any_within(spans, passages) for spans in found)

    def stems_of(self, id: str) -> set[str]:
        """Return the stems of the words in a record's names."""
        return stems(word for name in self._names[id] for word in name)


_MOST_NAMES: Final = 100
"""The maximum number of names of a record that are looked for."""
_LONGEST: Final = 12
"""The maximum number of words of a name that is looked for."""


def texts_names(naming: Naming, texts: Iterable[str]) -> tuple[set[Name], set[str]]:
    """Return the names of records that occur in some texts of the store, and the texts' stems."""
    names: set[Name] = set()
    found: set[str] = set()
    for text in map(fold, texts):
        names.update(name for _, name in naming.mentions(text))
        found |= stems(word for word, _ in _words(text))
    return names, found


def stems(words: Iterable[str]) -> set[str]:
    """Return the stems of those of some words that are long enough to have one."""
    return {stem for word in words if (stem := _stem(word))}


def _stem(word: str) -> str:
    return stem(word.lower()) if word not in FUNCTION_WORDS else ""


def _names(record: Record) -> Iterator[Name]:
    """Yield the names of a record in the form in which they are compared."""
    for _, text in records.values(record, records.NAMES):
        name = tuple(word for word, _ in _words(fold(text)))
        while len(name) > 1 and name[0] in _DETERMINERS:
            name = name[1:]
        while len(name) > 1 and name[-1].lower() in _SUFFIXES:
            if len(name) <= _LONGEST:
                yield name
            name = name[:-1]
        if name and len(name) <= _LONGEST:
            yield name
            if isinstance(record, Person) and len(name) > 1 and text == record.name:
                yield name[-1:]


_DETERMINERS: Final = frozenset("the a an this that these those its their".split())  # noqa: SIM905
_SUFFIXES: Final = frozenset(
    "inc ltd plc corp co llc llp ag gmbh sa nv spa jr sr kc qc mp mep obe mbe phd md".split()  # noqa: SIM905
)
"""The words after a name that are often omitted: legal forms of companies, titles of people."""

_WORD = re.compile(r"[^\W_]+")


def _words(text: str) -> Iterator[tuple[str, Span]]:
    """Yield each word of a folded text with its span, in the form in which words are compared."""
    for match in _WORD.finditer(text):
        word = match[0]
        if not (word.isupper() and 1 < len(word) <= _ACRONYM):
            word = word.lower().replace("z", "s")
            if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
                word = word[:-1]
        yield word, Span(*match.span())


_ACRONYM: Final = 5
"""The maximum number of letters of a word in capitals that is taken for an acronym."""
