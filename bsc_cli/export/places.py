"""The places in an article that the anchors of records select."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bsc_cli.model.compound import Optional
from bsc_cli.model.struct import Field, Struct
from bsc_cli.model.types import Text, Whole
from bsc_cli.system import messages
from bsc_cli.text.folding import fold
from bsc_cli.text.passages import Passages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bsc_cli.text.folding import FoldedText, Span


class Place(Struct):
    """A passage that an anchor selects.

    The fields are columns of the table `occurrences`, so none is a reserved word of SQL.

    `text` and `sentence` are `None` if they have more than LONGEST characters.
    """

    start_offset = Field(
        Whole(), "the offset of the passage in the article's text, in code points, counted from 0"
    )
    end_offset = Field(
        Whole(),
        "the offset after the passage in the article's text, in code points, counted from 0",
    )
    line = Field(Whole(1), "the line on which the passage begins")
    column_number = Field(Whole(1), "the column where it begins, in code points, counted from 1")
    text = Field(Optional(Text()), "the passage as the article has it")
    sentence = Field(Optional(Text()), "its sentence, as the article has it")


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
                line, column = self.text.position(span.start)
                sentence = self.sentence(span)
                is_short = sentence.end - sentence.start <= LONGEST
                yield Place(
                    start_offset=start,
                    end_offset=end,
                    line=line,
                    column_number=column,
                    text=self.text.raw[start:end] if end - start <= LONGEST else None,
                    sentence=self.text.verbatim(sentence) if is_short else None,
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
    """The articles of the stores; one at a time is kept, because records come store by store.

    `text_of` returns the article of the store with a name, or `None` if it is not at hand.
    """

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
        """Return the places of a record, which is given as JSON, with the positions of anchors."""
        article = self.of(values["store"])
        if article is None:
            return []
        return [
            {"evidence_position": number, **place.to_json()}
            for number, anchor in enumerate(values["evidence"], 1)
            for place in article.places(anchor)
        ]
