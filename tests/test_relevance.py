"""Searches of the bundled store that people would make, and the record they want first.

The searches are in `searches.tsv`; the mean reciprocal rank is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from bsc_cli.index import query
from bsc_cli.index import search as searching
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from bsc_cli.index.index import Index

NOTHING, MISTYPED = "-", "~"


class Search(NamedTuple):
    text: str
    wanted: tuple[str, ...]


def searches() -> list[Search]:
    lines = (REPOSITORY / "tests" / "searches.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [Search(text, tuple(wanted.split())) for text, wanted in rows]


@pytest.fixture
def index(bundled_index: Index) -> Index:
    return bundled_index


def matching_ids(index: Index, text: str) -> list[str]:
    return [hit.record.id for hit in searching.find(index, query.selection(index, text=text))]


def rank(index: Index, search: Search) -> int | None:
    """Return the place of the first wanted record; for a mistyped search, among the results
    of the suggestion."""
    text, wanted = search
    if wanted[0] == MISTYPED:
        assert not matching_ids(index, text)
        text, wanted = searching.near_words(index, text) or "", wanted[1:]
    places = (place for place, id in enumerate(matching_ids(index, text), 1) if id in wanted)
    return next(places, None)


def test_searches_rank_the_wanted_record_first(
    index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    answerable = [search for search in searches() if search.wanted[0] != NOTHING]
    ranks = {search: rank(index, search) for search in answerable}
    score = sum(1 / place for place in ranks.values() if place) / len(ranks)
    with capsys.disabled():
        print(f"\n{len(ranks)} searches, mean reciprocal rank {score:.3f}; not first:")
        for search, place in ranks.items():
            if place != 1:
                print(f"    {search.text}: {' or '.join(search.wanted)} comes {place or 'nowhere'}")
    assert len(ranks) >= 170
    assert score >= 0.98


@pytest.mark.parametrize(
    "text", [search.text for search in searches() if search.wanted[0] == NOTHING]
)
def test_searches_for_absent_subjects_find_nothing(text: str, index: Index) -> None:
    assert matching_ids(index, text) == []
