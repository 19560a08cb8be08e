"""The places in an article that the anchors of records select."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bsc_cli.system import messages
from bsc_cli.text.folding import fold
from bsc_cli.text.passages import Passages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bsc_cli.text.folding import FoldedText, Span


class Place(NamedTuple):
    """A passage that an anchor selects; see the table `occurrences` for the units.

    The fields are columns of that table, so none is a reserved word of SQL.

    `text` and `sentence` are `None` if they have more than LONGEST characters.
    """

    start_offset: int
    end_offset: int
    line: int
    column_number: int
    text: str | None
    sentence: str | None


LONGEST: Final = 10_000
"""The maximum number of characters of a passage that is copied."""
MOST: Final = 1000
"""The maximum number of places of an anchor that are exported."""


class Article(Passages):
    """An article in which the places of anchors can be looked up."""

    _is_warned = False

    def places(self, anchor: str) -> Iterator[Place]:
        """Yield the places of an anchor, at most MOST of them.

        Omits a place whose bounds in the article cannot be told exactly: see `FoldedText`.
        """
        found = self.selected([anchor])
        if len(found) > MOST and not self._is_warned:
            self._is_warned = True
            text = f"'{anchor}' selects {len(found):,} places; of any anchor, {MOST:,} are exported"
            messages.say(text)
        for span, _ in found[:MOST]:
            if bounds := self._bounds(span):
                start, end = bounds
                sentence = self.sentence(span)
                is_short = sentence.end - sentence.start <= LONGEST
                yield Place(
                    *(start, end, *self.text.position(span.start)),
                    self.text.raw[start:end] if end - start <= LONGEST else None,
                    self.text.verbatim(sentence) if is_short else None,
                )

    def _bounds(self, span: Span) -> tuple[int, int] | None:
        """Return the start and the end of a folded passage in the article itself."""
        raw, start = self.text.raw, self.text.raw_offset(span.start)
        ends = (self.text.raw_offset(span.end - 1) + 1, self.text.raw_offset(span.end))
        if span.end - span.start > LONGEST:
            return start, ends[0]
        wanted = self.text.text[span.start : span.end]
        fitting = (end for end in ends if fold(raw[start:end]) == wanted)
        return next(((start, end) for end in fitting), None)


class Articles:
    """The articles of the stores; one at a time is kept, because records come store by store."""

    def __init__(self, text_of: Callable[[str], FoldedText | None]) -> None:
        self._text_of = text_of
        self._store: str | None = None
        self._article: Article | None = None

    def of(self, store: str) -> Article | None:
        """Return the article of the store with a name, or `None` if it is not at hand."""
        if store != self._store:
            self._store, self._article = store, None
            text = self._text_of(store)
            self._article = Article(text) if text else None
        return self._article

    def places(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the places of a record, which is given as JSON.

        Each has its position, and that of its anchor.
        """
        article = self.of(values["store"])
        if article is None:
            return []
        found = (
            {"evidence_position": number, **place._asdict()}
            for number, anchor in enumerate(values["evidence"], 1)
            for place in article.places(anchor)
        )
        return [{"position": position, **place} for position, place in enumerate(found, 1)]
