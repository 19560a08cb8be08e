"""The kinds of damage, and how damage of a kind is drawn.

A decorator turns a function into a kind of damage, and adds the kind to the module's list `KINDS`:

    @KINDS.records("a quotation's speaker, removed", "quotes")
    def quote_speaker_removed(case: Case, place: Place) -> Iterator[Damage]: ...

The function yields every damage of this kind that can be done to a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from benchmarks.damage.case import Case, Damage, Place, Sentence, shuffled

if TYPE_CHECKING:
    from collections.abc import Iterator

Find: TypeAlias = Callable[[Case, Place], "Iterable[Damage | None]"]
"""Yields damages of a record. `None` stands for a damage that turned out to be impossible."""
Reword: TypeAlias = Callable[[Case, str], "Iterable[str]"]
"""Yields other texts for a sentence of the article."""

MOST: Final = 60
"""The maximum number of damages of a kind that are considered for a record or a sentence."""


class Kind(NamedTuple):
    """A kind of damage: its name, where it can be done, and a function that yields damages."""

    name: str
    subjects: Callable[[Case], Iterable[Any]]
    find: Callable[[Case, Any], Iterable[Damage | None]]

    def sample(self, case: Case, number: int) -> list[Damage]:
        """Draw up to `number` different damages: one for each record before a second for any.

        A smaller sample is the beginning of a larger one.
        """
        seed = f"{case.seed} {self.name}"
        subjects = shuffled(self.subjects(case), _identify, seed)
        left = [self._damages(case, subject, seed) for subject in subjects]
        drawn: dict[str, Damage] = {}
        while left and len(drawn) < number:
            remaining = []
            for damages in left:
                damage = next((one for one in damages if one.shown not in drawn), None)
                if damage and len(drawn) < number:
                    drawn[damage.shown] = damage
                    remaining.append(damages)
            left = remaining
        return [*drawn.values()]

    def _damages(self, case: Case, subject: Any, seed: str) -> Iterator[Damage]:
        found = (damage for damage in self.find(case, subject) if damage)
        for damage in shuffled(islice(found, MOST), lambda damage: damage.shown, seed):
            if case.is_changed_by(damage):
                yield damage


def _identify(subject: Any) -> str:
    return subject.id if isinstance(subject, Place) else str(subject.text)


class Kinds(list[Kind]):
    """The kinds of damage that a module defines, in order."""

    def __init__(self) -> None:
        super().__init__()
        self._rewords: list[Reword] = []

    def records(self, name: str, *kinds: str) -> Callable[[Find], Find]:
        """Return a decorator that adds a kind of damage to records of some kinds."""

        def add(find: Find) -> Find:
            self.append(Kind(name, lambda case: case.of(*kinds), find))
            return find

        return add

    def sentences(self, name: str) -> Callable[[Reword], Reword]:
        """Return a decorator that adds a kind of damage to the article's sentences.

        The store has no fingerprint of the article, so that other rules must find the damage.
        """

        def add(reword: Reword) -> Reword:
            def find(case: Case, sentence: Sentence) -> Iterator[Damage]:
                return _reworded(case, sentence, reword, is_plain=True)

            self.append(Kind(name, lambda case: case.sentences, find))
            self._rewords.append(reword)
            return reword

        return add

    def with_fingerprint(self, name: str) -> None:
        """Add a kind for all damage to sentences so far, to stores with a fingerprint."""

        def find(case: Case, sentence: Sentence) -> Iterator[Damage]:
            for reword in self._rewords:
                yield from _reworded(case, sentence, reword, is_plain=False)

        self.append(Kind(name, lambda case: case.sentences, find))


def _reworded(
    case: Case, sentence: Sentence, reword: Reword, *, is_plain: bool
) -> Iterator[Damage]:
    start, end = sentence.raw
    old = case.article[start:end]
    for new in reword(case, old):
        article = case.article[:start] + new + case.article[end:]
        yield Damage(f"article: {old} -> {new}", (), article, is_plain)
