"""Draft a record for each name: people, agencies and places by sure rules, otherwise groups.

A person is sure where a title such as `Mr`, an office such as `Transport Minister` or an age stands
beside the name; an agency where its name has a word such as `Council`; a place where ISO 3166
lists it as a country. What no rule can tell is a group with `type: TODO`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks import accounting, records
from bsc_cli.draft import name_words as words
from bsc_cli.draft.drafted import TODO, Drafted
from bsc_cli.model.kinds import Person
from bsc_cli.text import capitals
from bsc_cli.text.folding import Span
from bsc_cli.text.intervals import outermost
from bsc_cli.text.names import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.text.capitals import Capital
    from bsc_cli.text.intervals import Intervals


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


def drafted(evidence: Evidence, fresh: Intervals, known: Named) -> Named:
    """Draft a record for each name in the sentences `fresh` that the store has not.

    The places of `known`, which are those of the store's own records, are returned as well.
    """
    named = _Drafter(evidence, [*_pieces(evidence, fresh)]).named()
    return Named(named.records, sorted((*named.places, *known.places), key=_start))


def known(evidence: Evidence, fresh: Intervals) -> Named:
    """Return the places in the sentences `fresh` of the names that one record of the store has."""
    owners: dict[str, dict[str, Drafted]] = {}
    for record in evidence.store.records.values():
        names = dict.fromkeys(name for _, name in records.values(record, records.NAMES))
        if records.is_entity(record):
            if isinstance(record, Person):
                names |= dict.fromkeys(name.rpartition(" ")[2] for name in names)
            stored = Drafted.stored(record.kind, record.id)
            for name in names:
                owners.setdefault(name, {})[record.id] = stored
    places = [
        (span, next(iter(some.values())))
        for name, some in owners.items()
        if len(some) == 1
        for span in evidence.where(name)
        if span in fresh
    ]
    outer = {*outermost(span for span, _ in places)}
    return Named([], sorted((place for place in places if place[0] in outer), key=_start))


def _start(place: tuple[Span, Drafted]) -> int:
    return place[0].start


def _pieces(evidence: Evidence, fresh: Intervals) -> Iterator[Piece]:
    """Yield the names in the sentences `fresh` that no record accounts for."""
    elements = accounting.name_elements(evidence)
    missing = [span for span, is_known in elements if not is_known and fresh.overlaps(span)]
    starts = [span.start for span in missing]
    text = evidence.article.text
    for run in _joined(text, capitals.runs(evidence.article, evidence.all_sentences)):
        span = Span(run[0].span.start, run[-1].span.end)
        at = bisect_left(starts, span.start)
        if at < len(starts) and starts[at] < span.end:
            yield from (one for one in _parted(text, run) if _is_whole(text, one.name))


def _is_whole(text: str, span: Span) -> bool:
    """Whether a span begins and ends with whole words, unlike the name in `£5mReed`."""
    before, after = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1]
    return not (before.isalnum() or after.isalnum() or "_" in (before, after))


def _joined(text: str, runs: Iterable[list[Capital]]) -> Iterator[list[Capital]]:
    """Yield the runs, with a name such as `Ministry of Defence` in one run."""
    before: list[Capital] = []
    for run in runs:
        joint = text[before[-1].span.end : run[0].span.start] if before else ""
        is_head = bool(before) and before[-1].word in words.HEADS
        is_body = (
            len(run) == 1 and words.ends_body(run[0].word) and run[0].word not in words.DEPARTMENTS
        )
        is_own = joint == "'s " and is_body
        if before and ((is_head and joint in words.JOINTS) or joint in words.WITHIN or is_own):
            before = [*before, *run]
            continue
        if before:
            yield before
        before = run
    if before:
        yield before


def _parted(text: str, run: Sequence[Capital]) -> Iterator[Piece]:
    """Yield the name in a run of capitalised words, without titles, weekdays and the like."""
    own = _core(run)
    if not any(one.kind in ("name", "perhaps") for one in own):
        return
    span, titles = _widened(text, own), [one.kind == "title" for one in own]
    is_body = words.ends_body(own[-1].word) or any(one.word in words.HEADS for one in own[:-1])
    split = len(own) - [*titles[-2::-1], True].index(True) - 1
    if is_body:
        yield Piece(span, None, False)
    elif len(own) > 2 and words.is_role(own[0].word) and not any(titles):
        yield Piece(_span(own[1:]), _span(own[:1]), True)
    elif any(titles[:-1]):
        office, name = own[:split], own[split:]
        is_person = words.is_of_person([one.word for one in office]) and len(name) <= _LONGEST
        if is_person and (len(name) > 1 or words.is_strong(office[-1].word)):
            yield Piece(_span(name), _span(office), True)
        else:
            yield Piece(_span(own), None, False)
    elif titles[-1] and own[-1].word not in words.SURNAMES_TOO:
        yield Piece(_span(own), None, False, is_office=True)
    else:
        yield Piece(span, None, len(own) > 1 and words.is_beside_person(text, span))


def _core(run: Sequence[Capital]) -> Sequence[Capital]:
    """Return a run without the words at its ends that belong to no name."""
    own = [*run]
    while own and (words.is_date(own[0].word) or own[0].word.lower() in FUNCTION_WORDS):
        own = own[1:]
    if len(own) > 1 and _is_opener(own[0]):
        own = own[1:]
    while own and own[-1].kind == "other" and not words.ends_body(own[-1].word):
        if all(one.word in words.PARTS_OF_PLACES for one in own[:-1]) and len(own) > 1:
            break
        own = own[:-1]
    return own


def _widened(text: str, run: Sequence[Capital]) -> Span:
    """Return the span of a name with `New` before it, or a number behind it that belongs to it."""
    start, end = _span(run)
    if text.startswith("New ", start - 4) and not text[start - 5 : start - 4].isalnum():
        start -= 4
    number = _NUMBER.match(text, end) if run[-1].kind == "name" else None
    return Span(start, number.end() if number else end)


_NUMBER: Final = re.compile(
    r"[ -]\d+[A-Z]?\b(?![.,:/]?\d|-|%)(?! (?:per|and|in|to|or|[mb]illion|hundred|thousand|"
    r"[a-z]+s\b|years?\b|people|men\b|women\b|children|[A-Z]))"
)
"""A number that belongs to the name before it, as in `Section 106`."""
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
        self.short = self._acronyms()
        for piece in self.pieces:
            self._add(piece)
        found = [*dict.fromkeys(self.full.values())]
        for record in found:
            record.evidence |= dict.fromkeys(_needed(record))
        self.places.sort(key=_start)
        return Named(found, self.places)

    def _acronyms(self) -> dict[str, str]:
        """Return the full name of each acronym that the article puts in brackets behind it."""
        found: dict[str, str] = {}
        for piece in self.pieces:
            bracket = _BRACKET.match(self.text, piece.name.end)
            name = self._of(piece.name)
            if bracket and _abbreviates(bracket[1], name):
                found.setdefault(bracket[1], name)
        return found

    def _holders(self) -> dict[str, str | None]:
        """Return the only person to whom the article gives each office: `Harbour Master`."""
        holders: dict[str, set[str]] = {}
        for piece in self.pieces:
            if piece.office and " " in (office := self._of(piece.office)):
                holders.setdefault(office, set()).add(self._main(self._of(piece.name)) or "")
        return {office: next(iter(some)) for office, some in holders.items() if len(some) == 1}

    def _main(self, name: str) -> str | None:
        """Return the full name that a name stands for, or `None` if it may be that of several."""
        if " " in name:
            return name
        full = {one: None for one in self.by_last.get(name, ()) if self._may_shorten(one, name)}
        return name if not full else next(iter(full)) if len(full) == 1 else None

    def _may_shorten(self, full: str, last: str) -> bool:
        """Whether the last word of a name, alone, may stand for the name."""
        first = full.partition(" ")[0]
        is_common = words.ends_body(last) or words.country(last) or first in words.PARTS_OF_PLACES
        return full in self.people or not is_common

    def _add(self, piece: Piece) -> None:
        """Add a piece to the record of its name, which is drafted if it is new."""
        name = self._of(piece.name)
        main = self.offices.get(name) if piece.is_office else self._main(name)
        main = self.short.get(name, main)
        if piece.is_office and not main:
            main = name
        if not main:
            return
        key = words.country(main) or main.casefold()
        record = self.full.get(key)
        if record is None:
            record = self.full[key] = self._record(main)
        form = self._of(Span(piece.office.start, piece.name.end)) if piece.office else name
        is_plain = not piece.office or not self._has_name(piece.office)
        form = name if " " in name and not piece.is_office and is_plain else form
        if form in self.short and "acronym" in record.values:
            record.values["acronym"] = form
        elif form != record.values["name"] and form not in (aliases := record.values["aliases"]):
            aliases.append(form)
        whole = Span((piece.office or piece.name).start, piece.name.end)
        self.places.append((whole, record))

    def _has_name(self, office: Span) -> bool:
        """Whether an office has words that are a name, such as `Transport Minister`."""
        parts = re.findall(r"[^\W_]+", self._of(office))
        return any(not capitals.is_title(word) and word[0].isupper() for word in parts)

    def _record(self, name: str) -> Drafted:
        if name in self.people:
            return Drafted("people", name, name=name, aliases=[], role=TODO)
        code = words.country(name)
        if code:
            type = "country"
            return Drafted("places", name, name=name, aliases=[], type=type, iso3166=code)
        if place := words.PLACES.get(name):
            return Drafted("places", name, name=name, aliases=[], type=place)
        if re.search(r"\d", name):
            return Drafted("topics", name, name=name, aliases=[], type=TODO)
        kind, type = words.body(name)
        acronym = {"acronym": None} if kind == "agencies" else {}
        return Drafted(kind, name, name=name, aliases=[], **acronym, type=type, role=TODO)


_BRACKET: Final = re.compile(r" \(([A-Z][A-Za-z]{1,9})\)")


def _abbreviates(short: str, name: str) -> bool:
    """Whether an acronym consists of first letters of a name, in order."""
    letters = "".join(word[0] for word in re.findall(r"[^\W_]+", name)).lower()
    return re.fullmatch(".*".join(short.lower()), letters) is not None


def _needed(record: Drafted) -> Iterator[str]:
    """Yield those names of a record that together select every place of one of them."""
    forms = [record.values["name"], *record.values["aliases"], record.values.get("acronym")]
    every = [form for form in forms if form]
    for form in dict.fromkeys(every):
        if not any(f" {other} " in f" {form} " for other in every if other != form):
            yield form
