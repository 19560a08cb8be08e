"""Hedges: words that say less than the plain statement, by degree, possibility or intention."""

from __future__ import annotations

import re
from typing import Final

PARTLY: Final = frozenset(
    {"largely", "mostly", "mainly", "partly", "chiefly", "primarily", "partially", "predominantly"}
    | {"substantially", "generally", "often", "usually", "sometimes", "typically", "somewhat"}
    | {"nearly", "almost", "ultimately", "eventually"}
)
"""The adverbs that limit how much, how often or how soon something is so."""
_PARTS: Final = frozenset(
    {"main", "part", "parts", "bit", "partial", "majority", "most", "some", "few", "many", "much"}
    | {"time", "end", "finally", "far", "chief", "greatest", "principal", "extent", "measure"}
    | {"limited", "later", "last", "run", "share", "largest", "over", "close", "under", "around"}
)
"""The words that, with those of PARTLY, say that something is only partly or only later so."""
PERHAPS: Final = frozenset(
    {"may", "might", "could", "possibly", "perhaps", "probably", "likely", "unlikely", "maybe"}
    | {"apparently", "seemingly", "reportedly", "allegedly", "supposedly", "potentially"}
)
"""The words that leave open whether something is so."""
DOUBTING: Final = PERHAPS - {"could", "likely", "unlikely"}
"""The words by which a statement may leave open what its sentence does not."""
_OTHERS: Final = """
    main part parts bit partial majority most some few hardly barely limited time finally end end
    would should can cannot able unable potential possible possibility impossible chance risk threat
    threaten threatens
    seem seems seemed appear appears appeared suggest suggests suggested think thinks thought
    believe believes believed belief expect expects expected estimate estimates estimated forecast
    predict predicts predicted presumably according claim claims claimed allege alleges alleged
    accuse accused accuses accusation say says said tell told describe described credit credited
    regard regards regarded consider considers view opinion call calls called suspect suspects
    suspected fear fears feared doubt doubts uncertain unclear unknown known question if whether
    unless aim aims aimed hope hopes hoped want wants wanted intend intends intended mean means
    meant design designed purpose goal objective plan plans planned due will shall
    propose proposed promise promised try tries trying seek seeks sought attempt
    committed commitment allow allows allowed permit permits permitted right free ban bans banned
    forbid forbids forbidden licence licensed
"""
_HEDGES: Final = PARTLY | PERHAPS | frozenset(_OTHERS.split())

CERTAIN: Final = frozenset({"will", "shall"})
"""The words that leave nothing open about what is to come."""
REPORTED: Final = frozenset(
    {"said", "thought", "believed", "reported", "alleged", "understood", "feared", "rumoured"}
)
"""The words that, before an infinitive, say that something is only reported: `is said to`."""
AMOUNTS: Final = re.compile(
    r"\b(?:maximum|minimum|rough\w*|estimate\w*|approximat\w*|least|most|some|around|about|nearly|"
    r"almost|limit\w*|exceed\w*|fewer|less|more|over|under|up|upwards|close|just|only|every|full|"
    r"as \w+ as|in the region|or so)\b",
    re.IGNORECASE,
)
"""The words by which a text may say that a number is a bound, or only about right."""


def is_hedge(word: str) -> bool:
    """Whether a word in lower case hedges in any way."""
    return word in _HEDGES


def is_partial(word: str) -> bool:
    """Whether a word in lower case says that something is only partly, or only later, so."""
    return word in PARTLY or word in _PARTS
