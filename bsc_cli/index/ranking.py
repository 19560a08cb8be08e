"""The scores of the records that match a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.index import vocabulary
from bsc_cli.index.index import MOST_NAMES
from bsc_cli.index.sql import sql_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.index.index import Index
    from bsc_cli.index.selection import Selection
    from bsc_cli.model.record import Record

_WEIGHTS: Final = (10.0, 6.0, 6.0, 6.0, 3.0, 1.0, 0.5)
"""The weight of each searched column in the score, in the order of `search_terms.COLUMNS`."""
_NAME_BONUS: Final = 15.0
"""The addition to the score of a record whose whole name is searched for; parts earn less."""
_SAME_FORM_BONUS: Final = 5.0
"""The further addition if the words have the same forms in the name."""
_SPEAKER_SHARE: Final = 0.5
_VOICE_SHARE: Final = 0.35
"""The share of a speaker's bonus that the speaker's quotes and claims earn."""


def ranked(
    index: Index, selection: Selection, limit: int | None = None
) -> Iterator[tuple[Record, float]]:
    """Yield the selected records with their scores, best first.

    The score is BM25, weighted by column, plus a bonus if the search is the record's name or
    part of the name, or that of its speaker. In both BM25 and the bonus, a word counts twice if
    it has the same form in the search and in the record. Records with equal scores keep the
    store's order. If the search only excludes, all scores are 0.
    """
    terms = selection.terms
    if not terms or not terms.required:
        yield from ((record, 0.0) for record in index.records(selection, limit))
        return
    condition, parameters = index.condition(
        selection._replace(terms=terms._replace(required=()) if terms.excluded else None)
    )
    rows = index.database.rows(
        _BEST.format(condition=condition),
        **parameters,
        any_form=vocabulary.expression(index.database, terms.required),
        same_form=vocabulary.expression(index.database, terms.required, exact=True),
        words_searched=sum(max(len(term.words) for term in group) for group in terms.required),
        limit=sql_limit(limit),
    )
    for *row, score in rows:
        yield index.checked(*row).record(), round(score, 3)


_NAME_SCORES: Final = f"""
    SELECT called.rowid / {MOST_NAMES} AS number,
        max({{bonus}} * weight * min(1.0, 1.0 * :words_searched / words)) AS score
    FROM called JOIN name ON name.number = called.rowid
    WHERE called MATCH {{match}} GROUP BY 1
"""
# CROSS JOIN keeps the order of the tables: named records are few, values are many.
_BEST: Final = f"""
    WITH named (number, score) AS MATERIALIZED (
        SELECT number, sum(score) FROM (
            {_NAME_SCORES.format(match=":any_form", bonus=_NAME_BONUS)}
            UNION ALL {_NAME_SCORES.format(match=":same_form", bonus=_SAME_FORM_BONUS)}
        )
        GROUP BY number
    ),
    spoken (number, score) AS (
        SELECT value.number,
            score * CASE field WHEN 'speaker' THEN {_SPEAKER_SHARE} ELSE {_VOICE_SHARE} END
        FROM named CROSS JOIN value ON field IN ('speaker', 'voice') AND value = named.number
    ),
    bonus (number, score) AS (
        SELECT number, sum(score)
        FROM (SELECT * FROM named UNION ALL SELECT * FROM spoken) GROUP BY number
    ),
    best (number, total) AS (
        SELECT text.rowid, coalesce(bonus.score, 0) - bm25(text, {", ".join(map(str, _WEIGHTS))})
        FROM text LEFT JOIN bonus ON bonus.number = text.rowid
        WHERE text MATCH :any_form
        AND EXISTS (SELECT 1 FROM record WHERE number = text.rowid AND {{condition}})
        ORDER BY 2 DESC, 1 LIMIT :limit
    )
    SELECT kind, json, caveats, checksum, total FROM best JOIN record USING (number)
    ORDER BY total DESC, number
"""
