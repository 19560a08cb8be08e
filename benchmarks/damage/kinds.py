"""The kinds of damage, and how damage of a kind is drawn.

A decorator turns a function into a kind of damage. The function is given a record or a sentence,
and yields every damage of this kind that can be done to it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from benchmarks.damage.case import Case, Damage, Draw, Place, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST: Final = 60
"""The maximum number of damages of a kind that are considered for a record or a sentence."""


class Kind(NamedTuple):
    """A kind of damage: its name, what it can be done to, and a function that yields damages."""

    name: str
    subjects: Callable[[Case], Iterable[Any]]
    find: Callable[[Case, Any, Draw], Iterable[Damage | None]]

    def sample(self, case: Case, number: int, seed: int) -> list[Damage]:
        """Draw up to `number` different damages: one for each record before a second for any."""
        draw = Draw(seed, self.name)
        drawn: dict[str, Damage] = {}
        subjects = draw.order(self.subjects(case), key=_identify)
        left = [self._damages(case, subject, seed) for subject in subjects]
        while left:
            remaining = []
            for damages in left:
                if len(drawn) == number:
                    return [*drawn.values()]
                damage = next((one for one in damages if one.shown not in drawn), None)
                if damage:
                    drawn[damage.shown] = damage
                    remaining.append(damages)
            left = remaining
        return [*drawn.values()]

    def _damages(self, case: Case, subject: Any, seed: int) -> Iterator[Damage]:
        draw = Draw(seed, self.name, _identify(subject))
        found = (damage for damage in self.find(case, subject, draw) if damage)
        considered = draw.order(islice(found, MOST), key=lambda damage: damage.shown)
        yield from (damage for damage in considered if case.changes(damage))


def _identify(subject: Any) -> str:
    return subject.id if isinstance(subject, Place) else str(subject.folded)


KINDS: Final[list[Kind]] = []
"""Every kind of damage, in the order of the table."""

RecordFinder = "Callable[[Case, Place, Draw], Iterable[Damage | None]]"


def records(
    name: str, *kinds: str
) -> Callable[[Callable[..., Iterable[Damage | None]]], Callable[..., Iterable[Damage | None]]]:
    """Return a decorator for a kind of damage that can be done to records of some kinds."""

    def add(
        find: Callable[..., Iterable[Damage | None]],
    ) -> Callable[..., Iterable[Damage | None]]:
        KINDS.append(Kind(name, lambda case: case.of(*kinds), find))
        return find

    return add


def sentences(
    name: str,
) -> Callable[[Callable[..., Iterable[str | None]]], Callable[..., Iterable[str | None]]]:
    """Return a decorator for two kinds of damage that can be done to a sentence of the article.

    The function yields texts for the place of the sentence. The second kind is the same damage for
    a store without a fingerprint.
    """

    def add(find: Callable[..., Iterable[str | None]]) -> Callable[..., Iterable[str | None]]:
        def damages(case: Case, sentence: Sentence, draw: Draw, plain: bool) -> Iterator[Damage]:
            start, end = sentence.raw
            old = case.article[start:end]
            for new in find(case, sentence, draw):
                if new is not None:
                    article = case.article[:start] + new + case.article[end:]
                    yield Damage(f"article: {old} -> {new}", (), article, plain)

        def found(case: Case, sentence: Sentence, draw: Draw) -> Iterator[Damage]:
            return damages(case, sentence, draw, False)

        def found_plain(case: Case, sentence: Sentence, draw: Draw) -> Iterator[Damage]:
            return damages(case, sentence, draw, True)

        KINDS.append(Kind(name, lambda case: case.sentences, found))
        KINDS.append(Kind(f"{name}, no fingerprint", lambda case: case.sentences, found_plain))
        return find

    return add
