"""The forms of words: what is common to smuggle, smuggling and smugglers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsc_cli.index.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable


def of_each(words: Iterable[str]) -> dict[str, str]:
    """What is common to all forms of each word: Porter's stem, and a little more of it.

    SQLite has Porter's algorithm (https://tartarus.org/martin/PorterStemmer/) as a tokenizer
    only, so it is asked by way of a table of its own. The algorithm keeps apart those who
    smuggle and smuggling, and British and American spelling; both are joined here.
    """
    asked = list(words)
    database = Database.create()
    database.run(
        "CREATE VIRTUAL TABLE stems USING fts5 (word, tokenize='porter ascii')",
        "CREATE VIRTUAL TABLE stem USING fts5vocab (stems, instance)",
    )
    spelt = (
        (number, _BRITISH.sub("iz", word))
        for number, word in enumerate(asked)
        if len(word) <= _LONGEST
    )
    database.fill("INSERT INTO stems (rowid, word) VALUES (?, ?)", spelt)
    stems = dict(database.rows("SELECT doc, term FROM stem"))
    return {word: _WHO.sub("", stems.get(number, word)) for number, word in enumerate(asked)}


_LONGEST: Final = 100
"""Characters of a word that has other forms; FTS5 cuts very long ones through a character."""
_BRITISH: Final = re.compile(r"(?<=\w{3})is(?=(?:e[drs]?|ers|ing|ations?)\Z)")
_WHO: Final = re.compile(r"(?<=\w{5})[eo]r\Z")
