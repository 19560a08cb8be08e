"""Web Annotations (https://www.w3.org/TR/annotation-model/): one for each place of each anchor.

The bodies of an annotation are the text of its record, after the name of the speaker (purpose
`describing`), the record's id (`identifying`), its kind, any support but explicit, and the
checkability of a claim (`tagging`), and the caveats that concern the record (`commenting`).

Where the article is at hand, an annotation selects its passage by the words with those around
them, and by position: offsets in code points in the article's text as it was read. Without the
article, an annotation selects what the words of the anchor select.
"""

from __future__ import annotations

import json
import shlex
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from bsc_cli.export.content import address
from bsc_cli.index import search
from bsc_cli.model.types import TODO, in_words
from bsc_cli.system import files, writing
from bsc_cli.system.errors import counted
from bsc_cli.text import ELLIPSIS
from bsc_cli.view.voice import voice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bsc_cli.export.content import Content
    from bsc_cli.export.places import Article, Place
    from bsc_cli.index.search import CaveatRow
    from bsc_cli.model.record import Caveat, Record, Source

_NAMESPACE: Final = UUID("e4123e4d-a5f1-47b7-b134-ff7c3a03e737")
"""The namespace of all ids, as in RFC 9562, section 5.5."""
_AROUND: Final = 32
"""The number of characters before and after a passage that an annotation quotes."""
_MOST: Final = 100
"""The maximum number of caveats in an annotation."""


def is_own(path: Path) -> bool:
    """Whether a file is one that this module wrote."""
    head = _head().encode()
    return files.beginning(path, len(head)) == head


def write(content: Content, path: Path) -> None:
    """Fill an empty file. Raises OSError if that fails."""
    total = 0
    with writing.opened(path) as file:
        file.write(_head())
        for annotation in _annotations(content):
            file.write(",\n" if total else "\n")
            file.write(_json(annotation))
            total += 1
        file.write(f'\n]}}, "total": {total}}}\n')


def _head() -> str:
    """Return the JSON of the collection up to its first annotation."""
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": _id("collection"),
        "type": "AnnotationCollection",
        "generator": {"id": _id("generator"), "type": "Software", "name": "bsc"},
        "label": "Facts of news articles",
        "first": {"id": _id("page"), "type": "AnnotationPage", "startIndex": 0, "items": []},
    }
    return _json(collection).removesuffix("]}}")


_json: Final = json.JSONEncoder(ensure_ascii=False).encode


def _id(*words: object) -> str:
    """Return the id of the thing that these words name, the same in every export."""
    return uuid5(_NAMESPACE, json.dumps(words)).urn


def _annotations(content: Content) -> Iterator[dict[str, Any]]:
    sources = {name: _source(name, source) for name, source in content.sources()}
    for row in content.rows():
        record = row.record()
        store, article = record.store, content.articles.of(record.store)
        bodies = _bodies(record, row.caveats, content)
        for anchor in dict.fromkeys(record.evidence):
            for number, selector in enumerate(_selectors(anchor, article), 1):
                yield {
                    "id": _id(store, record.id, anchor, number),
                    "type": "Annotation",
                    "motivation": "describing",
                    "body": bodies,
                    "target": {
                        "type": "SpecificResource",
                        "source": sources[store],
                        "selector": selector,
                    },
                }


def _bodies(record: Record, caveats: int, content: Content) -> list[dict[str, Any]]:
    """Return the bodies of a record; `caveats` is the number of caveats that concern it."""
    id = f"{content.prefix(record.store)}{record.id}"
    support = None if record.support == "explicit" else record.support
    tags = filter(None, (record.singular, support, record.values.get("checkability")))
    comments = [*islice(_comments(record, caveats, content), _MOST)]
    if caveats > len(comments):
        more = counted(caveats - len(comments), "more caveat")
        comments.append(f"{more}: {shlex.join(('bsc', 'show', id))}")
    return [
        _body(_statement(record, content), "describing"),
        _body(id, "identifying"),
        *(_body(tag, "tagging") for tag in tags),
        *(_body(comment, "commenting") for comment in comments),
    ]


def _comments(record: Record, caveats: int, content: Content) -> Iterator[str]:
    """Yield the caveats of a record, and those of other records that name it."""
    yield from map(_comment, record.caveats)
    if caveats > len(record.caveats):
        prefix = content.prefix(record.store)
        for other in search.caveats_on(content.stores, record.key):
            yield f"{_comment(other)} (from {prefix}{other.id})"


def _comment(caveat: Caveat | CaveatRow) -> str:
    return f"{in_words(caveat.type or TODO)}: {caveat.text}"


def _statement(record: Record, content: Content) -> str:
    """Return a record's title, and its main text if that is no part of the title.

    The name of the speaker comes first, unless that is the article itself.
    """
    text = None if record.body in record.headline else record.values[record.body]
    return ": ".join(filter(None, (voice(content.stores, record), record.title, text)))


def _source(store: str, source: Source) -> dict[str, Any]:
    """Return the article; without a web address, its id is that of the store."""
    return {"id": address(source) or _id(store), "type": "Text", "dc:title": source.headline}


def _body(text: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": purpose}


def _selectors(anchor: str, article: Article | None) -> Iterator[Any]:
    """Yield the selector of each place of an anchor, or a list of alternative selectors."""
    if article is None:
        yield _of_anchor(anchor)
        return
    for place in article.places(anchor):
        position = {
            "type": "TextPositionSelector",
            "start": place.start_offset,
            "end": place.end_offset,
        }
        yield [_quoted(place, article.text.raw) or _of_anchor(anchor), position]


def _quoted(place: Place, raw: str) -> dict[str, str] | None:
    if place.text is None:
        return None
    return {
        "type": "TextQuoteSelector",
        "exact": place.text,
        "prefix": raw[max(place.start_offset - _AROUND, 0) : place.start_offset],
        "suffix": raw[place.end_offset : place.end_offset + _AROUND],
    }


def _of_anchor(anchor: str) -> dict[str, Any]:
    """Return a selector for the passage of an anchor, made from the anchor alone.

    A range ends where the passage of its end selector begins, so that is the empty passage after
    the last words.
    """
    first, *last = (words.strip() for words in anchor.split(ELLIPSIS))
    start: dict[str, Any] = {"type": "TextQuoteSelector", "exact": first}
    if not last:
        return start
    after = {"type": "TextPositionSelector", "start": len(last[0]), "end": len(last[0])}
    end = {"type": "TextQuoteSelector", "exact": last[0], "refinedBy": after}
    return {"type": "RangeSelector", "startSelector": start, "endSelector": end}
