"""Draft a record for each name: people, agencies and places by sure rules, otherwise groups.

A person is sure where a title such as `Mr`, an office such as `Transport Minister`, a role or an
age stands beside the name; an agency where its name has a word such as `Council`; a place where
ISO 3166 lists it as a country, or it follows `in`. What no rule can tell is a group with `type:
TODO`.
"""

from __future__ import annotations

import re
from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.checks import accounting, records
from bsc_cli.draft import name_words as words
from bsc_cli.draft.drafted import TODO, Drafted, Placed, start_of
from bsc_cli.model.kinds import Person
from bsc_cli.text import capitals
from bsc_cli.text.folding import Span
from bsc_cli.text.intervals import Intervals, outermost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bsc_cli.checks.evidence import Evidence
    from bsc_cli.text.capitals import Capital


class Piece(NamedTuple):
    """A name as it stands in the article: its span, and the span of an office or title before it.

    `is_person` tells whether the words beside the name show that it is a person's.
    """

    name: Span
    office: Span | None = None
    is_person: bool = False
    is_office: bool = False

    @property
    def whole(self) -> Span:
        """The span of the name with the office or title before it."""
        return Span((self.office or self.name).start, self.name.end)


def drafted(evidence: Evidence, fresh: Intervals, known: Placed) -> Placed:
    """Draft a record for each name in the sentences `fresh` that the store has not.

    The places of `known`, which are those of the store's own records, are returned as well.
    """
    new = _Drafter(evidence, _pieces(evidence, fresh)).named()
    return Placed(new.records, sorted((*new.places, *known.places), key=start_of))


def known(evidence: Evidence, fresh: Intervals) -> Placed:
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
    return Placed([], sorted((place for place in places if place[0] in outer), key=start_of))


def _pieces(evidence: Evidence, fresh: Intervals) -> Iterator[Piece]:
    """Yield the names in the sentences `fresh` that no record accounts for."""
    elements = accounting.name_elements(evidence)
    missing = Intervals(span for span, known in elements if not known and fresh.overlaps(span))
    text = evidence.article.text
    for run in _joined(text, accounting.runs(evidence)):
        if missing.overlaps(_span(run)):
            piece = _piece(text, run)
            if piece and _is_whole(text, piece.whole):
                yield piece


def _is_whole(text: str, span: Span) -> bool:
    """Whether a span begins and ends with whole words, unlike the name in `£5mReed`."""
    before, after = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1]
    return not (before.isalnum() or after.isalnum() or "_" in (before, after))


def _joined(text: str, runs: Iterable[Sequence[Capital]]) -> Iterator[list[Capital]]:
    """Yield the runs, with a name such as `Ministry of Defence` in one run."""
    joined: list[Capital] = []
    for run in runs:
        if joined and not _goes_on(joined, text[joined[-1].span.end : run[0].span.start], run):
            yield joined
            joined = []
        joined += run
    if joined:
        yield joined


def _goes_on(before: Sequence[Capital], joint: str, run: Sequence[Capital]) -> bool:
    """Whether a name goes on behind the text between two runs."""
    last = before[-1].word
    if joint == "'s ":
        is_body = words.ends_body(run[0].word) and run[0].word not in words.DEPARTMENTS
        return is_body and len(run) == 1
    if joint == " and ":
        return len(before) == 1 and before[0].after_article and _has_office(run)
    is_head = last in words.HEADS or _end_of_state([*before[-2:], run[0]]) > 0
    return joint in words.WITHIN or (is_head and joint in words.JOINTS)


def _has_office(run: Sequence[Capital]) -> bool:
    """Whether a run begins as `Industry Secretary Reed` does."""
    return len(run) > 2 and (run[0].kind, run[1].kind) == ("name", "title")


def _piece(text: str, run: Sequence[Capital]) -> Piece | None:
    """Return the name in a run of capitalised words, without weekdays and the like, if any."""
    own = _core(run)
    if not any(one.kind in ("name", "perhaps") for one in own):
        return None
    titles, last = [one.kind == "title" for one in own], own[-1].word
    if end := _end_of_state(own):
        is_next = own[end:] and own[end].span.start == own[end - 1].span.end + 1
        piece = _behind(text, own, end) if is_next else Piece(_span(own), is_office=True)
    elif words.ends_body(last) or any(one.word in words.HEADS for one in own[:-1]):
        piece = Piece(_widened(text, own))
    elif not any(titles) and (role := _role(text, own)):
        piece = _behind(text, own, role)
    elif any(titles[:-1]):
        piece = _titled(text, own)
    elif titles[-1] and last not in words.SURNAMES_TOO.union(words.JUNIORS):
        piece = Piece(_span(own), is_office=True)
    else:
        span = _widened(text, own)
        piece = Piece(span, is_person=len(own) > 1 and words.is_beside_person(text, span))
    return piece


def _behind(text: str, run: Sequence[Capital], count: int) -> Piece:
    """Return the name of a person behind the first `count` words of a run, which are an office."""
    return Piece(_widened(text, run[count:]), _span(run[:count]), True)


def _end_of_state(run: Sequence[Capital]) -> int:
    """Return the number of words of an office such as `Foreign Secretary of State`, if any."""
    found = [one.word for one in run]
    return next(
        (at + 2 for at, pair in enumerate(pairwise(found)) if pair == ("Secretary", "State")), 0
    )


def _role(text: str, run: Sequence[Capital]) -> int:
    """Return the number of words before the name in `Park Ranger Ann Reed`, if it is a person's."""
    if len(run) > 2 and words.is_role(run[0].word):
        return 1
    is_person = len(run) > 3 and words.is_role(run[-3].word)
    return len(run) - 2 if is_person and words.SPEAKS.match(text, run[-1].span.end) else 0


def _titled(text: str, run: Sequence[Capital]) -> Piece:
    """Return the name in a run behind its last title, or the whole run if it may be one name."""
    count = max(at for at, one in enumerate(run[:-1], 1) if one.kind == "title")
    office, name = [one.word for one in run[:count]], run[count:]
    if len(name) > 1:
        is_known = words.is_of_person(office) or words.is_beside_person(text, _span(name))
    else:
        is_known = words.is_strong(office[-1]) or office[-2:] == ["Prime", "Minister"]
    return _behind(text, run, count) if is_known else Piece(_widened(text, run))


def _core(run: Sequence[Capital]) -> Sequence[Capital]:
    """Return a run without the words at its ends that belong to no name."""
    own = [*dropwhile(lambda one: words.is_date(one.word), run)]
    if len(own) > 1 and own[0].kind == "perhaps" and words.OPENERS.fullmatch(own[0].word):
        own = own[1:]
    while own and own[-1].kind == "other":
        own.pop()
    return own


def _widened(text: str, run: Sequence[Capital]) -> Span:
    """Return the span of a name with those words and marks beside it that belong to it."""
    start, end = _span(run)
    if lead := _LEAD.search(text, max(0, start - len("The First ")), start):
        start = lead.start()
    number = _NUMBER.match(text, end) if run[-1].kind == "name" else None
    if run[-1].word in words.WITH_POINT and text.startswith(".", end):
        return Span(start, end + 1)
    if text.startswith(" hospital", end):
        return Span(start, end + len(" hospital"))
    return Span(start, number.end() if number else end)


_LEAD: Final = re.compile(
    r"(?:(?<!\w)(?:New|NEW) |(?<=[a-z,] )The |(?<!\w)neo-|(?<=[Tt]he )First )\Z"
)
"""Words before a name that belong to it: `The` has a capital in the middle of a sentence."""
_NUMBER: Final = re.compile(
    r"[ -]\d+[A-Z]?\b(?![.,:/]?\d|-|%)(?! (?:per|and|in|to|or|[mb]illion|hundred|thousand|"
    r"[a-z]+s\b|years?\b|people|men\b|women\b|children|[A-Z]))|"
    r" [A-HJ-Z](?= [a-z]|[,;.](?: |\Z))"
)
"""A number or a letter that belongs to the name before it, as in `Section 106` and `Plan B`."""


def _span(run: Sequence[Capital]) -> Span:
    return Span(run[0].span.start, run[-1].span.end)


class _Drafter:
    """Drafts the records of names, and puts the forms of each name together."""

    def __init__(self, evidence: Evidence, pieces: Iterable[Piece]) -> None:
        self.text = evidence.article.text
        self.pieces = [(piece, evidence.text(piece.name)) for piece in pieces]
        self.full: dict[str, Drafted] = {}
        self.by_last: dict[str, dict[str, None]] = {}
        self.places: list[tuple[Span, Drafted]] = []
        for piece, name in self.pieces:
            if " " in name and not piece.is_office:
                self.by_last.setdefault(words.surname(name), {})[name] = None
        self.people = self._people()
        self.located = {name for one, name in self.pieces if words.is_place(self.text, one.name)}
        self.offices = self._holders()
        self.short = self._initials() | self._acronyms()

    def named(self) -> Placed:
        """Return the records, in the order in which the article first names them."""
        for piece, name in self.pieces:
            self._add(piece, name)
        records = [*self.full.values()]
        for record in records:
            record.evidence = dict.fromkeys(_needed(record))
        return Placed(records, self.places)

    def _people(self) -> set[str]:
        """Return the names that are surely those of people."""
        sure = {name for piece, name in self.pieces if piece.is_person}
        speakers = {
            name for piece, name in self.pieces if self._speaks(piece) and not words.ends_body(name)
        }
        full = (self.by_last.get(name, {}) for name in sure | speakers)
        return sure.union(*(names for names in full if len(names) == 1))

    def _speaks(self, piece: Piece) -> bool:
        """Whether a name, without an article, is that of a speaker."""
        is_behind_article = self.text.endswith(("the ", "The "), 0, piece.name.start)
        return not is_behind_article and bool(words.SPEAKS.match(self.text, piece.name.end))

    def _acronyms(self) -> dict[str, str]:
        """Return the full name of each acronym that the article puts in brackets behind it."""
        found: dict[str, str] = {}
        for piece, name in self.pieces:
            bracket = _BRACKET.match(self.text, piece.name.end)
            if bracket and _abbreviates(bracket[1], name):
                found.setdefault(bracket[1], name)
        return found

    def _initials(self) -> dict[str, str]:
        """Return the name of which an acronym is the initials, or a name the singular."""
        names = {name for _, name in self.pieces}
        found: dict[str, list[str]] = {}
        for name in sorted(name for name in names if " " in name):
            for short in ("".join(word[0] for word in name.split()), name.removesuffix("s")):
                full = found.setdefault(short, [])
                if short != name and not (full and name.startswith(full[0])):
                    full.append(name)
        return {
            short: full[0] for short, full in found.items() if short in names and len(full) == 1
        }

    def _holders(self) -> dict[str, str | None]:
        """Map each office, such as `Harbour Master`, to its holder if only one is named."""
        holders: dict[str, set[str | None]] = {}
        for piece, name in self.pieces:
            if piece.office and " " in (office := self.text[slice(*piece.office)]):
                holders.setdefault(office, set()).add(self._main(name))
        return {office: some.pop() for office, some in holders.items() if len(some) == 1}

    def _main(self, name: str) -> str | None:
        """Return the full name that a name stands for, or `None` if it may be that of several."""
        full = [one for one in self.by_last.get(name, ()) if self._may_shorten(one, name)]
        if not full:
            return name
        return full[0] if len(full) == 1 else None

    def _may_shorten(self, full: str, last: str) -> bool:
        """Whether the last word of a name, alone, may stand for the name."""
        first = full.partition(" ")[0]
        is_common = words.ends_body(last) or words.country(last) or first in words.PARTS_OF_PLACES
        return full in self.people or not is_common

    def _add(self, piece: Piece, name: str) -> None:
        """Add a piece to the record of its name, which is drafted if it is new."""
        main: str | None = name
        if piece.is_office:
            main = self.offices.get(name) or name
        elif not self.text.endswith(" in ", 0, piece.name.start):
            main = self._main(name)
        main = self.short.get(name, main)
        if not main:
            return
        key = words.country(main) or main.casefold()
        record = self.full.get(key)
        if record is None:
            record = self.full[key] = self._record(main)
        is_plain = " " in name and not (piece.office and self._has_name(piece.office))
        form = name if is_plain else self.text[slice(*piece.whole)]
        if form in self.short and "acronym" in record.values:
            record.values["acronym"] = form
        elif form != record.values["name"] and form not in (aliases := record.values["aliases"]):
            aliases.append(form)
        self.places.append((piece.whole, record))

    def _has_name(self, office: Span) -> bool:
        """Whether an office has words that are a name, such as `Transport Minister`."""
        parts = re.findall(r"[^\W_]+", self.text[slice(*office)])
        return not all(capitals.is_title(word) or words.is_role(word) for word in parts)

    def _record(self, name: str) -> Drafted:
        if name in self.people:
            return Drafted("people", name, name=name, aliases=[], role=TODO)
        if code := words.country(name):
            own = {"type": "country", "iso3166": code}
            return Drafted("places", name, name=name, aliases=[], **own)
        if name in words.PLACES or name in self.located:
            type = words.PLACES.get(name, TODO)
            return Drafted("places", name, name=name, aliases=[], type=type)
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
    names = (record.values["name"], *record.values["aliases"], record.values.get("acronym"))
    forms = dict.fromkeys(filter(None, names))
    for form in forms:
        if not any(f" {other} " in f" {form} " for other in forms if other != form):
            yield form
