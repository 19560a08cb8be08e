"""Draft a record for each name: people, agencies and places by sure rules, otherwise groups.

A person is sure where a title such as `Mr`, an office such as `Transport Minister` or an age stands
beside the name; an agency where its name has a word such as `Council`; a place where ISO 3166
lists it as a country. What no rule can tell is a group with `type: TODO`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks import accounting
from bsc_cli.draft import name_words as words
from bsc_cli.draft.drafted import TODO, Drafted
from bsc_cli.model import iso
from bsc_cli.text import capitals
from bsc_cli.text.folding import Span
from bsc_cli.text.names import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.text.capitals import Capital


class Piece(NamedTuple):
    """A name as it stands in the article: its span, and the span of an office or title before it.

    `is_person` tells whether the words beside the name show that it is a person's.
    """

    name: Span
    office: Span | None
    is_person: bool
    is_office: bool = False


class Named(NamedTuple):
    """The drafted records of names, and the places where the article has them, in order."""

    records: list[Drafted]
    places: list[tuple[Span, Drafted]]

    def within(self, span: Span) -> list[Drafted]:
        """Return the records that are named in a span, each once."""
        at = bisect_left(self.places, span.start, key=lambda place: place[0].start)
        found: dict[Drafted, None] = {}
        for index in range(at, len(self.places)):
            place, record = self.places[index]
            if place.start >= span.end:
                break
            found[record] = None
        return [*found]


def drafted(evidence: Evidence) -> Named:
    """Draft a record for each name of the article that the store has not."""
    pieces = [*_pieces(evidence)]
    return _Drafter(evidence, pieces).named()


def _pieces(evidence: Evidence) -> Iterator[Piece]:
    """Yield the names of the article that no record accounts for."""
    missing = [span for span, known in accounting.name_elements(evidence) if not known]
    starts = [span.start for span in missing]
    text = evidence.article.text
    for run in _joined(text, capitals.runs(evidence.article, evidence.all_sentences)):
        span = Span(run[0].span.start, run[-1].span.end)
        at = bisect_left(starts, span.start)
        if at < len(starts) and starts[at] < span.end:
            yield from _parted(text, run)


def _joined(text: str, runs: Iterable[list[Capital]]) -> Iterator[list[Capital]]:
    """Yield the runs, with a name such as `Ministry of Defence` in one run."""
    before: list[Capital] = []
    for run in runs:
        joint = text[before[-1].span.end : run[0].span.start] if before else ""
        if before and before[-1].word in words.HEADS and joint in words.JOINTS:
            before = [*before, *run]
            continue
        if before:
            yield before
        before = run
    if before:
        yield before


def _parted(text: str, run: Sequence[Capital]) -> Iterator[Piece]:
    """Yield the name in a run of capitalised words, without titles, weekdays and the like."""
    own = [*run]
    while own and (words.is_date(own[0].word) or own[0].word.lower() in FUNCTION_WORDS):
        own = own[1:]
    if own and len(own) > 1 and _is_opener(own[0]):
        own = own[1:]
    while own and own[-1].kind == "other" and not words.ends_body(own[-1].word):
        own = own[:-1]
    if not any(one.kind in ("name", "perhaps") for one in own):
        return
    if words.ends_body(own[-1].word) or any(one.word in words.HEADS for one in own[:-1]):
        yield Piece(_span(own), None, False)
        return
    titles = [index for index, one in enumerate(own) if one.kind == "title"]
    before_name = [index for index in titles if index + 1 < len(own)]
    if before_name and (split := before_name[-1] + 1) < len(own):
        office, name = own[:split], own[split:]
        is_person = words.is_of_person([one.word for one in office]) and len(name) <= _LONGEST
        if is_person and (len(name) > 1 or words.is_strong(office[-1].word)):
            yield Piece(_span(name), _span(office), True)
            return
        yield Piece(_span(own), None, False)
        return
    if titles and own[-1].word not in words.SURNAMES_TOO:
        yield Piece(_span(own), None, False, is_office=True)
        return
    span = _span(own)
    yield Piece(span, None, len(own) > 1 and words.is_beside_person(text, span))


_LONGEST: Final = 4
"""The maximum number of words of a person's name that a title or an office shows to be one."""


def _is_opener(first: Capital) -> bool:
    """Whether a capitalised word may only begin a sentence, and belong to no name."""
    return first.kind == "perhaps" and bool(words.OPENERS.fullmatch(first.word))


def _span(run: Sequence[Capital]) -> Span:
    return Span(run[0].span.start, run[-1].span.end)


class _Drafter:
    """Drafts the records of names, and puts the forms of each name together."""

    def __init__(self, evidence: Evidence, pieces: Sequence[Piece]) -> None:
        self.evidence, self.text, self.pieces = evidence, evidence.article.text, pieces
        self.full: dict[str, Drafted] = {}
        self.by_last: dict[str, dict[str, None]] = {}
        self.places: list[tuple[Span, Drafted]] = []
        self.people = {self._of(piece.name) for piece in pieces if piece.is_person}

    def _of(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def named(self) -> Named:
        """Return the records, in the order in which the article first names them."""
        for piece in self.pieces:
            name = self._of(piece.name)
            if " " in name and not piece.is_office:
                self.by_last.setdefault(name.rpartition(" ")[2], {})[name] = None
        surnames = {self._of(one.name) for one in self.pieces if one.is_person}
        self.people |= {
            full
            for name in surnames
            if " " not in name and len(full_names := [*self.by_last.get(name, ())]) == 1
            for full in full_names
        }
        self.offices = self._holders()
        for piece in self.pieces:
            self._add(piece)
        records = [*dict.fromkeys(self.full.values())]
        for record in records:
            record.evidence += _needed(record)
        self.places.sort(key=lambda place: place[0])
        return Named(records, self.places)

    def _holders(self) -> dict[str, str | None]:
        """Return the only person to whom the article gives each office, such as `Home Secretary`."""
        holders: dict[str, set[str]] = {}
        for piece in self.pieces:
            if piece.office and " " in (office := self._of(piece.office)):
                holders.setdefault(office, set()).add(self._main(self._of(piece.name)) or "")
        return {office: [*some][0] for office, some in holders.items() if len(some) == 1}

    def _main(self, name: str) -> str | None:
        """Return the full name that a name stands for, or `None` if it may be that of several."""
        if " " in name:
            return name
        full = {one: None for one in self.by_last.get(name, ()) if self._may_shorten(one, name)}
        return name if not full else [*full][0] if len(full) == 1 else None

    def _may_shorten(self, full: str, last: str) -> bool:
        """Whether the last word of a name, alone, may stand for the name."""
        first = full.partition(" ")[0]
        is_common = words.ends_body(last) or words.country(last) or first in words.PARTS_OF_PLACES
        return full in self.people or not is_common

    def _add(self, piece: Piece) -> None:
        """Add a piece to the record of its name, which is drafted if it is new."""
        name = self._of(piece.name)
        main = self.offices.get(name) if piece.is_office else self._main(name)
        if piece.is_office and not main:
            main = name
        if not main:
            return
        key = words.country(main) or main.casefold()
        record = self.full.get(key)
        if record is None:
            record = self.full[key] = self._record(main)
        form = self._of(Span(piece.office.start, piece.name.end)) if piece.office else name
        form = main if " " in name and not piece.is_office else form
        if form != record.values["name"] and form not in (aliases := record.values["aliases"]):
            aliases.append(form)
        whole = Span((piece.office or piece.name).start, piece.name.end)
        self.places.append((whole, record))

    def _record(self, name: str) -> Drafted:
        if name in self.people:
            return Drafted("people", name, name=name, aliases=[], role=TODO)
        code = words.country(name)
        if code:
            type = "country"
            return Drafted("places", name, name=name, aliases=[], type=type, iso3166=code)
        if place := words.PLACES.get(name):
            return Drafted("places", name, name=name, aliases=[], type=place)
        kind, type = words.body(name)
        return Drafted(kind, name, name=name, aliases=[], type=type, role=TODO)


def _needed(record: Drafted) -> Iterator[str]:
    """Yield those names of a record that together select every place of one of them."""
    forms = [record.values["name"], *record.values["aliases"], record.values.get("acronym")]
    every = [form for form in forms if form]
    for form in dict.fromkeys(every):
        if not any(f" {other} " in f" {form} " for other in every if other != form):
            yield form
