"""Citations of records: what is cited, who says so, and where in the article it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from bsc_cli.model.kinds import AUTHOR
from bsc_cli.model.types import TODO
from bsc_cli.system.errors import counted
from bsc_cli.system.visible import visible
from bsc_cli.text.folding import fold
from bsc_cli.text.fragments import Fragments, is_address
from bsc_cli.view.amounts import amount
from bsc_cli.view.sentences import on_lines
from bsc_cli.view.voice import voice

if TYPE_CHECKING:
    from collections.abc import Callable

    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record
    from bsc_cli.text.passages import Passages

_MOST: Final = 3
"""The maximum number of sentences that a citation quotes, and of passages that its link selects."""


class Citation(NamedTuple):
    """The parts of a citation, each on one line; a part that is not known is empty."""

    id: str
    words: str
    """The words cited: a quotation in quotation marks, a statement, an amount or a name."""
    lead: str
    """Who says so, and how the article gives it: `Ann Reed, quoted in`."""
    headline: str
    author: str
    """The authors, in the form of `source.author`."""
    publisher: str
    language: str
    date: str
    """The date of publication in EDTF."""
    passages: str
    """The lines and sentences of the article that support what is cited."""
    url: str
    """The article's address, with a text fragment for the passages that one selects exactly."""

    @property
    def note(self) -> str:
        """All but the details of the article, in sentences."""
        lead = self.lead and f"{self.lead} the article"
        parts = (self.words, lead, _capitalised(self.passages))
        return " ".join(sentence(part) for part in parts if part)

    def shown(self) -> Citation:
        """Return the citation with hidden characters made visible."""
        return Citation(*map(visible, self))


def quoted(text: str) -> str:
    """Return a text in quotation marks, with single ones within; nothing for an empty text.

    A quotation within that goes on after the text is closed.
    """
    straight = text.translate(_STRAIGHT)
    inner = _OPENING.sub("‘", straight).replace('"', "’")
    is_open = straight.count('"') % 2 == 1 and "‘" in inner
    return text and f"“{inner}{'’' if is_open else ''}”"


def sentence(text: str) -> str:
    """Return a text with a full stop at its end, unless it ends like a sentence."""
    return f"{text}{full_stop(text)}"


def full_stop(text: str) -> str:
    """Return the full stop that a text needs to be a sentence; nothing if it ends like one."""
    return "" if _ENDED.search(text) or not text else "."


class Citer:
    """Makes citations of records; `article` returns the article of a record if it is at hand."""

    def __init__(self, index: Index, article: Callable[[Record], Passages | None]) -> None:
        self._index = index
        self._article = article
        self._sources = {name: source for name, source, _ in index.sources()}
        self._fragments: dict[str, Fragments] = {}

    def citation(self, record: Record) -> Citation:
        """Return the citation of a record."""
        source = self._sources[record.store]
        article = self._article(record)
        words = _words(record)
        parts = (
            self._index.shown(record.key),
            words,
            self._lead(record),
            source.headline,
            *map(_known, (source.author, source.publisher)),
            *map(_known, (source.language, source.date_published)),
            _passages(record, article, words) if article else "",
            self._url(record, _known(source.url), article),
        )
        return Citation(*(" ".join(part.split()) for part in parts))

    def _lead(self, record: Record) -> str:
        """Return the speaker, if there is one, and how the article has the words: `quoted in`."""
        name = voice(self._index, record)
        match record.kind:
            case "quotes":
                how = "quoted in"
            case "claims":
                how = "stated in" if record.values["voice"] == AUTHOR else "reported in"
            case _:
                how = "according to"
        return f"{name}, {how}" if name else _capitalised(how)

    def _url(self, record: Record, url: str, article: Passages | None) -> str:
        """Return the address of the article with a text fragment, if there is one."""
        if not article or not is_address(url) or ":~:" in url:
            return url
        if record.store not in self._fragments:
            self._fragments[record.store] = Fragments(article.text)
        fragments = self._fragments[record.store]
        selected = article.selected(record.evidence)[:_MOST]
        directives = [fragments.directive(anchor, span) for span, anchor in selected]
        found = "&".join(dict.fromkeys(filter(None, directives)))
        return f"{url}{'' if '#' in url else '#'}:~:{found}" if found else url


def _words(record: Record) -> str:
    """Return what is cited: the words of a quotation, a statement, an amount or a name."""
    values = record.values
    match record.kind:
        case "quotes":
            words = quoted(values["text"])
        case "figures":
            written = values["as_written"] or amount(record)
            words = _joined(_capitalised(values["property"]), written)
        case _ if "statement" in values:
            words = values["statement"]
        case _:
            words = _joined(values["name"], values["role"])
    if record.support == "explicit":
        return words
    return f"{words.removesuffix('.')} ({record.support})"


def _known(detail: str | None) -> str:
    """Return a detail of the article; nothing if it is still to be filled in."""
    return "" if detail is None or detail == TODO else detail


def _joined(*parts: str | None) -> str:
    return ": ".join(filter(None, parts))


def _capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _passages(record: Record, article: Passages, words: str) -> str:
    """Return the first sentences that support a record, with their lines.

    Of a sentence that has the very words cited, only the line is given.
    """
    found = article.sentences(record.evidence)
    cited = fold(record.values["text"] if record.kind == "quotes" else words)
    texts: dict[str, list[str]] = defaultdict(list)
    for lines, text in found[:_MOST]:
        place = on_lines(lines)
        texts[place] += [] if cited and cited in fold(text) else [quoted(text)]
    shown = [_joined(place, " ".join(some)) for place, some in texts.items()]
    if (more := len(found) - _MOST) > 0:
        shown.append(f"and {counted(more, 'more place')}")
    return "; ".join(shown)


_ENDED: Final = re.compile(r"[.?!…][\"'”’»)\]]*\Z")
_STRAIGHT: Final = str.maketrans("“”„‟", '""""')
_OPENING: Final = re.compile(r"(?<![^\s(\[])\"")
"""A double quotation mark at the start of words."""
