"""Draft a record for each name: people, agencies and places by sure rules, otherwise groups.

A person is sure where a title such as `Mr`, an office such as `Transport Minister`, a role or an
age stands beside the name; an agency where its name has a word such as `Council`; a place where
ISO 3166 lists it as a country, or it follows `in`. What no rule can tell is a group with `type:
TODO`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
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

    @property
    def whole(self) -> Span:
        """The span of the name with the office or title before it."""
        return Span((self.office or self.name).start, self.name.end)


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
            yield from (one for one in _parted(text, run) if _is_whole(text, one.whole))


def _is_whole(text: str, span: Span) -> bool:
    """Whether a span begins and ends with whole words, unlike the name in `£5mReed`."""
    before, after = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1]
    return not (before.isalnum() or after.isalnum() or "_" in (before, after))


def _joined(text: str, runs: Iterable[list[Capital]]) -> Iterator[list[Capital]]:
    """Yield the runs, with a name such as `Ministry of Defence` in one run."""
    before: list[Capital] = []
    for run in runs:
        if before and _goes_on(before, text[before[-1].span.end : run[0].span.start], run):
            before += run
            continue
        if before:
            yield before
        before = run
    if before:
        yield before


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


def _parted(text: str, run: Sequence[Capital]) -> Iterator[Piece]:
    """Yield the name in a run of capitalised words, without titles, weekdays and the like."""
    own = _core(run)
    if not any(one.kind in ("name", "perhaps") for one in own):
        return
    span, titles = _widened(text, own), [one.kind == "title" for one in own]
    is_body = words.ends_body(own[-1].word) or any(one.word in words.HEADS for one in own[:-1])
    split = len(own) - [*titles[-2::-1], True].index(True) - 1
    if (end := _end_of_state(own)) and _is_next(own, end):
        yield Piece(_widened(text, own[end:]), _span(own[:end]), True)
    elif end:
        yield Piece(_span(own), None, False, is_office=True)
    elif is_body:
        yield Piece(span, None, False)
    elif (role := _role(text, own)) and not any(titles):
        yield Piece(_widened(text, own[role:]), _span(own[:role]), True)
    elif any(titles[:-1]):
        yield _titled(text, own, split)
    elif titles[-1] and own[-1].word not in words.SURNAMES_TOO.union(words.JUNIORS):
        yield Piece(_span(own), None, False, is_office=True)
    else:
        yield Piece(span, None, len(own) > 1 and words.is_beside_person(text, span))


def _end_of_state(run: Sequence[Capital]) -> int:
    """Return the number of words of an office such as `Foreign Secretary of State`, if any."""
    found = [one.word for one in run]
    return next(
        (at + 2 for at, pair in enumerate(pairwise(found)) if pair == ("Secretary", "State")), 0
    )


def _is_next(run: Sequence[Capital], index: int) -> bool:
    """Whether only a space stands before a word of a run."""
    return 0 < index < len(run) and run[index].span.start == run[index - 1].span.end + 1


def _role(text: str, run: Sequence[Capital]) -> int:
    """Return the number of words before the name in `Park Ranger Ann Reed`, if it is a person's."""
    if len(run) > 2 and words.is_role(run[0].word):
        return 1
    is_person = len(run) > 3 and words.is_role(run[-3].word)
    return len(run) - 2 if is_person and words.SPEAKS.match(text, run[-1].span.end) else 0


def _titled(text: str, own: Sequence[Capital], split: int) -> Piece:
    """Return the name behind the titles that are the first words of a run, up to `split`."""
    office, name = own[:split], own[split:]
    last = " ".join(one.word for one in office[-2:])
    if len(name) > 1:
        is_known = words.is_of_person([one.word for one in office])
        is_known = is_known or words.is_beside_person(text, _span(name))
    else:
        is_known = words.is_strong(office[-1].word) or last == "Prime Minister"
    if is_known and len(name) <= _LONGEST:
        return Piece(_widened(text, name), _span(office), True)
    return Piece(_widened(text, own), None, False)


def _core(run: Sequence[Capital]) -> Sequence[Capital]:
    """Return a run without the words at its ends that belong to no name."""
    own = [*run]
    while own and (words.is_date(own[0].word) or own[0].word.lower() in FUNCTION_WORDS):
        own = own[1:]
    if len(own) > 1 and _is_opener(own[0]):
        own = own[1:]
    while own and own[-1].kind == "other" and not words.ends_body(own[-1].word):
        own = own[:-1]
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
                self.by_last.setdefault(words.surname(name), {})[name] = None
        strong = {self._of(one.name) for one in self.pieces if one.is_person}
        surnames = {self._of(one.name) for one in self.pieces if self._speaks(one)} | strong
        self.people |= {
            full
            for name in surnames
            if " " not in name and len(full_names := [*self.by_last.get(name, ())]) == 1
            for full in full_names
            if name in strong or words.may_be_person(full)
        }
        self.located = {
            self._of(one.name) for one in self.pieces if words.is_place(self.text, one.name)
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

    def _speaks(self, piece: Piece) -> bool:
        """Whether a single word, without an article, is that of a speaker."""
        start, end = piece.name
        is_apart = self.text.endswith(("the ", "The "), start - 4, start)
        return not is_apart and bool(words.SPEAKS.match(self.text, end))

    def _acronyms(self) -> dict[str, str]:
        """Return the full name of each acronym that the article puts in brackets behind it."""
        found: dict[str, str] = {}
        for piece in self.pieces:
            bracket = _BRACKET.match(self.text, piece.name.end)
            name = self._of(piece.name)
            if bracket and _abbreviates(bracket[1], name):
                found.setdefault(bracket[1], name)
        return self._initials() | found

    def _initials(self) -> dict[str, str]:
        """Return the name of which an acronym is the initials, or a name the singular."""
        names = dict.fromkeys(self._of(piece.name) for piece in self.pieces)
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
        is_in = self.text.endswith(" in ", 0, piece.name.start) and name not in self.people
        main = self.offices.get(name) if piece.is_office else name if is_in else self._main(name)
        main = self.short.get(name, main)
        if piece.is_office and not main:
            main = name
        if not main:
            return
        key = words.country(main) or main.casefold()
        record = self.full.get(key)
        if record is None:
            record = self.full[key] = self._record(main)
        form = self._of(piece.whole)
        is_plain = not piece.office or not self._has_name(piece.office)
        form = name if " " in name and not piece.is_office and is_plain else form
        if form in self.short and "acronym" in record.values:
            record.values["acronym"] = form
        elif form != record.values["name"] and form not in (aliases := record.values["aliases"]):
            aliases.append(form)
        is_dateline = name.isupper() and " " in name and self.text.startswith(": ", piece.name.end)
        if not is_dateline:
            self.places.append((piece.whole, record))

    def _has_name(self, office: Span) -> bool:
        """Whether an office has words that are a name, such as `Transport Minister`."""
        parts = re.findall(r"[^\W_]+", self._of(office))
        return any(
            not (capitals.is_title(word) or words.is_role(word)) and word[0].isupper()
            for word in parts
        )

    def _record(self, name: str) -> Drafted:
        if name in self.people:
            return Drafted("people", name, name=name, aliases=[], role=TODO)
        code = words.country(name)
        if code:
            type = "country"
            return Drafted("places", name, name=name, aliases=[], type=type, iso3166=code)
        if place := words.PLACES.get(name):
            return Drafted("places", name, name=name, aliases=[], type=place)
        if name in self.located and words.body(name)[1] == TODO:
            return Drafted("places", name, name=name, aliases=[], type=TODO)
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
