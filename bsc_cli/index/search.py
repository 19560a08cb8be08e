"""Find the records and caveats that match a search; explain a search that matches nothing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bsc_cli.index import highlighting, vocabulary
from bsc_cli.index.highlighting import MOST_MATCHES, Match
from bsc_cli.index.ranking import ranked
from bsc_cli.index.search_terms import WORD, Term, folded_word, parse, texts
from bsc_cli.index.selection import Selection
from bsc_cli.model.compound import ListOf, Optional
from bsc_cli.model.kinds import ID, KIND, STORE, AnyRecord
from bsc_cli.model.record import Caveat, key, parted
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.model.types import Number, Text
from bsc_cli.system.errors import NotThere, WrongUsage, counted
from bsc_cli.system.invocation import command
from bsc_cli.text.names import FUNCTION_WORDS
from bsc_cli.text.nearest import nearest
from bsc_cli.text.numbers import NUMBER_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bsc_cli.index.index import Index
    from bsc_cli.index.search_terms import Terms
    from bsc_cli.model.record import Record


class Hit(Struct):
    """A record that matches a search."""

    kind, store, id = KIND, STORE, ID
    score = Field(Number(), "the relevance, comparable only within the same search")
    matches = Field(
        ListOf(Nested(Match)), f"the first {MOST_MATCHES} matches in the record's fields"
    )
    record = Field(AnyRecord(), "the whole record")


class HitRow(Struct):
    """A hit as a row of single values, for CSV and TSV."""

    kind, store, id = KIND, STORE, ID
    title = Field(Text(), "the record's title")
    score = Hit.score
    field = Field(
        Optional(Text()), "the name of the first field with a match, preferably not the id"
    )

    @classmethod
    def of(cls, hit: Hit) -> HitRow:
        """Return the row for a hit, which has the other keys of the hit too."""
        matched = [match.field for match in hit.matches]
        field = next((name for name in matched if name != "id"), matched[0] if matched else None)
        return cls(**{**hit.values, "title": hit.record.title, "field": field})


class CaveatRow(Struct):
    """A caveat, and the record that has it."""

    kind, store, id = KIND, STORE, ID
    type, text, see = Caveat.type, Caveat.text, Caveat.see

    @classmethod
    def of(cls, record: Record, caveat: Caveat) -> CaveatRow:
        """Return a row for a caveat of a record."""
        return cls(kind=record.kind, store=record.store, id=record.id, **caveat.values)


MOST_WORDS = 300
"""The maximum number of words and symbols in a search.

A common word takes 7 ms to find in 100,000 records.
"""
MOST_PREFIXES = 10
"""The maximum number of prefixes in a search.

A prefix of a single letter takes 50 ms to find in 100,000 records.
"""
MOST_CHARACTERS = 100_000
"""The maximum number of characters in a search."""


def parsed(text: str) -> Terms:
    """Parse a search into terms; raise WrongUsage if the search would take too long."""
    shorter = "leave out the least important words"
    _check_bound(len(text), "characters", MOST_CHARACTERS, shorter)
    terms = parse(text)
    words = sum(len(term.words) + len(term.signs) for term in terms.all)
    _check_bound(words, "words", MOST_WORDS, shorter)
    prefixes = sum(term.prefix for term in terms.all)
    longer = "write more of the words in full"
    _check_bound(prefixes, "prefixes such as word*", MOST_PREFIXES, longer)
    return terms


def _check_bound(number: int, noun: str, most: int, hint: str) -> None:
    if number > most:
        raise WrongUsage(f"the search has {number:,} {noun}; the maximum is {most:,}", hint)


def find(index: Index, selected: Selection, limit: int | None = None) -> Iterator[Hit]:
    """Yield the hits of a search, best first."""
    terms = selected.terms.wanted if selected.terms else []
    forms = vocabulary.forms(index.database, terms)
    for record, score in ranked(index, selected, limit):
        matches = tuple(highlighting.matches(terms, forms, texts(record)))
        yield Hit(
            kind=record.kind,
            store=record.store,
            id=record.id,
            score=score,
            matches=matches,
            record=record,
        )


def caveats(
    index: Index, selected: Selection, types: Sequence[str] = (), limit: int | None = None
) -> Iterator[CaveatRow]:
    """Yield the caveats that match a search, in the store's order; of these types if any are given.

    If `selected.about` is set, yield only the caveats that concern all of its records. These are
    the caveats of the record itself and of the records that refer to it, and those that name it.
    """
    terms = selected.terms
    forms = vocabulary.forms(index.database, terms.all if terms else ())
    groups = [_around(index, group) for group in selected.about]
    with_caveats = selected._replace(column="caveats", or_itself=True, where={"caveats": (True,)})
    matching = (
        CaveatRow.of(record, caveat)
        for record in index.records(with_caveats)
        for caveat in record.caveats
        if (not types or caveat.type in types)
        and all(record.key in near or _names(record, caveat, group) for group, near in groups)
        and (terms is None or highlighting.answers(terms, forms, caveat.text))
    )
    return islice(matching, limit)


def _around(index: Index, group: Sequence[str]) -> tuple[Sequence[str], set[str]]:
    """Return a group of keys, and those of its records and of the records that refer to them."""
    referring = (
        key(parted(target)[0], id) for target in group for id in index.ids_referring_to(target)
    )
    return group, {*group, *referring}


def _names(record: Record, caveat: Caveat, group: Sequence[str]) -> bool:
    """Whether a caveat of a record names a record of a group of keys."""
    return any(record.key_of(id) in group for id in caveat.see)


def caveats_on(index: Index, key: str) -> Iterator[CaveatRow]:
    """Yield the caveats of other records that name the record with this key."""
    for record in index.with_caveats_on(key):
        named = (caveat for caveat in record.caveats if _names(record, caveat, (key,)))
        yield from (CaveatRow.of(record, caveat) for caveat in named)


def no_match(index: Index, text: str, selected: Selection | None = None) -> NotThere:
    """Return the error, with a hint, for a search that matches nothing that is selected.

    If records that are not selected match the text, the message gives their number.
    """
    terms = parsed(text)
    if not terms.all:
        return NotThere(f"'{text}' has no word to search for", "type a word or a number")
    if selected and (others := index.count(Selection(terms=terms))):
        return _others_match(index, text, selected._replace(terms=terms), others)
    near = near_words(index, text) or _larger_number(index, terms) or _telling_words(index, text)
    if near:
        hint = f"did you mean '{near}'?"
    elif any(term.prefix for term in terms.wanted):
        hint = "try fewer words, or shorter prefixes"
    elif len(terms.required) > 1:
        hint = "try fewer words, or OR between them"
    else:
        hint = "try fewer words, or a prefix such as word*"
    return NotThere(f"nothing matches '{text}'", hint)


def _others_match(index: Index, text: str, selected: Selection, all: int) -> NotThere:
    """Return the error for a search that only records that are not selected match."""
    kind = " or ".join(selected.kinds) or "records"
    of_kind = index.count(Selection(selected.kinds, selected.terms)) if selected.kinds else all
    do = "does" if (of_kind or all) == 1 else "do"
    if of_kind:
        found = f"no {kind} match '{text}' with these filters; {of_kind:,} {do} without"
        return NotThere(found, "leave out --about or a filter")
    dashes = ["--"] if text.startswith("-") else []
    found = f"no {kind} match '{text}'; {counted(all, 'other record')} {do}"
    return NotThere(found, f"try: {command('search', *dashes, text)}")


def _larger_number(index: Index, terms: Terms) -> str | None:
    """Return the first of 75 thousand, 75 million and so on that matches, for a search for 75."""
    match terms.required:
        case [[Term(words=[number], number=float())]] if number not in NUMBER_WORDS:
            larger = (f"{number} {scale}" for scale in ("thousand", "million", "billion"))
            return next(
                (text for text in larger if index.count(Selection(terms=parse(text)))), None
            )
    return None


def _telling_words(index: Index, text: str) -> str | None:
    """Return a search without words such as `what` and `about`, if it matches a record."""
    typed = (word.strip(".,;:?!") for word in text.split())
    telling = " ".join(word for word in typed if word.casefold() not in FUNCTION_WORDS)
    matches = telling != text and index.count(Selection(terms=parse(telling)))
    return telling if matches else None


def near_words(index: Index, text: str) -> str | None:
    """Return a search with its unknown words replaced by similar words of the store.

    Returns `None` if no word is unknown, if too many words are unknown, or if an unknown word
    resembles no word of the store. Numbers, prefixes and excluded words need not be known.
    """
    terms = parsed(text).wanted
    forms = vocabulary.forms(index.database, terms)
    typed = [
        word
        for term in terms
        if not (term.prefix or term.number is not None)
        for word in term.words
    ]
    unknown = dict.fromkeys(
        word
        for word in typed
        if not (vocabulary.has_word(index.database, word) or len(forms.get(word, ())) > 1)
    )
    if not unknown or len(unknown) > _MOST_MISTYPED:
        return None
    replacements: dict[str, str] = {}
    for word in unknown:
        near = nearest(word, vocabulary.words_like(index.database, word), 0.75)
        if near is None:
            return None
        replacements[word] = near
    return WORD.sub(lambda word: _in_case_of(word[0], replacements), text)


_MOST_MISTYPED = 5
"""The maximum number of unknown words in a search for which replacements are suggested."""


def _in_case_of(word: str, replacements: Mapping[str, str]) -> str:
    """Return the replacement of a word, with a capital if the word has one."""
    near = replacements.get(folded_word(word))
    if near is None:
        return word
    return near.capitalize() if word[0].isupper() else near
