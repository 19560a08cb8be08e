"""The stems of words: the part that smuggle, smuggling and smugglers share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsc_cli.index.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """Return the stem of each word: Porter's, shortened a little further.

    SQLite has Porter's algorithm (https://tartarus.org/martin/PorterStemmer/) only as a
    tokenizer, so the words go through a table in memory. The algorithm gives people (smuggler)
    and actions (smuggling) different stems, and British and American spellings too; here they
    have the same.
    """
    numbered = dict(enumerate(words))
    database = Database.create()
    database.run(
        "CREATE VIRTUAL TABLE spelling USING fts5 (word, tokenize='porter ascii')",
        "CREATE VIRTUAL TABLE token USING fts5vocab (spelling, instance)",
    )
    database.fill(
        "INSERT INTO spelling (rowid, word) VALUES (?, ?)",
        (
            (number, _BRITISH.sub("iz", word))
            for number, word in numbered.items()
            if len(word) <= _LONGEST
        ),
    )
    porter = dict(database.rows("SELECT doc, term FROM token"))
    return {word: _AGENT.sub("", porter.get(number, word)) for number, word in numbered.items()}


_LONGEST: Final = 100
"""The most characters of a word that has a stem: FTS5 may cut a long word within a character."""
_BRITISH: Final = re.compile(r"(?<=\w{3})is(?=(?:e[drs]?|ers|ing|ations?)\Z)")
"""The `is` of organise, organising and organisation."""
_AGENT: Final = re.compile(r"(?<=\w{5})[eo]r\Z")
"""The ending of words for people: smuggler, operator."""
