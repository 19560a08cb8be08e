"""The people, bodies and places that a statement mentions, and where the article names them."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks import records
from bsc_cli.checks.wording import wording, words
from bsc_cli.model.kinds import Agency, Group, Person, Place
from bsc_cli.text.folding import fold
from bsc_cli.text.names import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.checks.wording import Word
    from bsc_cli.model.record import Record

_NAMED: Final = (Agency, Person, Group, Place)
"""The kinds of record whose names are looked for in statements."""
_LONGEST: Final = 8
"""The maximum number of words of a name that is looked for."""
_MOST_ALIKE: Final = 20
"""The maximum number of records that may share a name that is looked for."""
_COMMON: Final = 1_000
"""The number of sentences with a name's rarest word from which on the name counts as everywhere."""
_LEAD: Final = 3
"""The number of sentences, from the start of the article, whose names a reader keeps in mind."""
_AFTER: Final = 2
"""The number of sentences after a passage in which its subject may first be named."""
EVERYWHERE: Final = 0
NOWHERE: Final = 1_000_000


class Mention(NamedTuple):
    """A name in a text: its words as written, its stems, and the records that have this name."""

    name: str
    stems: frozenset[str]
    ids: tuple[str, ...]


class Mentions:
    """The proper names of a store's people, bodies and places."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence, self._wording = evidence, wording(evidence)
        self._ids: dict[tuple[str, ...], list[str]] = {}
        self._longest: dict[str, int] = {}
        self._named: dict[str, list[int] | None] = {}
        self._found: dict[int, list[Mention]] = {}
        for kind in _NAMED:
            for record in evidence.store.of_kind(kind):
                for name, own in _names(record):
                    if self._is_proper(name, own):
                        self._add(record.id, tuple(word.lower for word in own))

    def _add(self, id: str, name: tuple[str, ...]) -> None:
        ids = self._ids.setdefault(name, [])
        if id not in ids[-1:] and len(ids) <= _MOST_ALIKE:
            ids.append(id)
        self._longest[name[0]] = min(max(self._longest.get(name[0], 0), len(name)), _LONGEST)

    def _is_proper(self, name: str, words: Sequence[Word]) -> bool:
        """Whether a name is always capitalised: one that the article has in lower case is none."""
        is_capital = any(name[word.span.start].isupper() for word in words)
        return is_capital and not self._evidence.where(name[words[0].span.start :].lower())

    def within(self, text: str, words: Sequence[Word]) -> Iterator[Mention]:
        """Yield the names in a text, the longest where several begin with the same word.

        A name of more than _MOST_ALIKE records is omitted.
        """
        lower, done = [word.lower.removesuffix("'s") for word in words], 0
        for start in range(len(words)):
            longest = self._longest.get(lower[start], 0) if start >= done else 0
            for end in range(min(start + longest, len(words)), start, -1):
                ids = self._ids.get((*lower[start:end],))
                name = text[words[start].span.start : words[end - 1].span.end]
                if ids and len(ids) <= _MOST_ALIKE and name != name.lower():
                    stems = frozenset(word.stem for word in words[start:end])
                    yield Mention(name, stems, (*ids,))
                    done = end
                    break

    def distance(self, mention: Mention, sentences: Sequence[int]) -> int:
        """Return how many sentences before the given ones the article last names a mention.

        Return 0 if one of the sentences itself or, as a heading may say "the captain" and the text
        below it the name, one just behind it names the mention.
        """
        return min(self._distance(id, sentences) for id in mention.ids)

    def _distance(self, id: str, sentences: Sequence[int]) -> int:
        places = self._places(id)
        if places is None:
            return EVERYWHERE
        nearest = NOWHERE
        for sentence in sentences:
            before = bisect_right(places, sentence + _AFTER) - 1
            if before >= 0:
                nearest = min(nearest, max(sentence - places[before], 0))
        return nearest

    def is_in(self, mention: Mention, sentences: Sequence[int]) -> bool:
        """Whether one of the sentences names a mention, as almost every sentence may."""
        places = [self._places(id) for id in mention.ids]
        return any(some is None or not {*sentences}.isdisjoint(some) for some in places)

    def rival(
        self, mention: Mention, sentences: Sequence[int], mentioned: Sequence[Mention]
    ) -> str | None:
        """Return a name of the same kind that the sentences have and that is not mentioned."""
        kinds, known = self._kinds(mention), {id for one in mentioned for id in one.ids}
        for sentence in sentences:
            for one in self._in_sentence(sentence):
                if known.isdisjoint(one.ids) and kinds & self._kinds(one):
                    return one.name
        return None

    def _kinds(self, mention: Mention) -> set[type[Record]]:
        return {type(self._evidence.store.records[id]) for id in mention.ids}

    def _in_sentence(self, sentence: int) -> list[Mention]:
        if sentence not in self._found:
            words = self._wording.words(sentence)
            self._found[sentence] = [*self.within(self._evidence.article.text, words)]
        return self._found[sentence]

    def is_main(self, mention: Mention) -> bool:
        """Whether the article's first sentences name a mention."""
        return any((self._places(id) or [NOWHERE])[0] < _LEAD for id in mention.ids)

    def _places(self, id: str) -> list[int] | None:
        """Return the sentences in which a record is named, or `None` for almost everywhere.

        A record is named by all words of one of its names, or by the last one: `the agency`.
        """
        if id not in self._named:
            found: set[int] = set()
            for _, own in _names(self._evidence.store.records[id]):
                stems = [word.stem for word in own if word.lower not in FUNCTION_WORDS]
                for some in (stems, stems[-1:]):
                    places = self._wording.with_all(some, _COMMON)
                    if places is None:
                        self._named[id] = None
                        return None
                    found.update(places)
            self._named[id] = sorted(found)
        return self._named[id]


def _names(record: Record) -> Iterator[tuple[str, list[Word]]]:
    """Yield the names of a record, with their words; a person's last name counts as well."""
    for _, name in records.values(record, records.NAMES):
        folded = fold(name)
        own = [word for word in words(folded) if word.lower not in _ARTICLES]
        if own:
            yield folded, own
            if isinstance(record, Person) and own[1:]:
                yield folded, own[-1:]


_ARTICLES: Final = frozenset({"the", "a", "an"})


@lru_cache(maxsize=1)
def mentions(evidence: Evidence) -> Mentions:
    """Return the proper names of the store that an audit is about."""
    return Mentions(evidence)
