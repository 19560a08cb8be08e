"""The overview, which `bsc` prints: the source, the kinds, some figures, and where to go next."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from bsc_cli.index.selection import Selection
from bsc_cli.model.kinds import KINDS
from bsc_cli.system.errors import clipped, counted, listed
from bsc_cli.system.invocation import with_store
from bsc_cli.text.authors import byline
from bsc_cli.view import dates
from bsc_cli.view.amounts import amount
from bsc_cli.view.blocks import Counts, Heading, Pairs, Points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record, Source
    from bsc_cli.view.blocks import Line, Text, View

_MOST_STORES: Final = 8
"""The maximum number of stores in the overview."""
_MOST_FIGURES: Final = 5
"""The maximum number of figures in the overview, which fits a terminal of 24 lines."""


def overview(index: Index) -> View:
    """Return the overview."""
    counts = {kind: count for kind, count in index.counts().items() if count}
    numbers = [counted(count, KINDS[kind].singular, kind) for kind, count in counts.items()]
    caveats = index.caveat_count()
    numbers += [counted(caveats, "caveat")] if caveats else []
    stated = Selection(("figures",), where={"support": ("explicit",)})
    most = 0 if index.is_several else _MOST_FIGURES
    figures = [_figure(figure) for figure in index.records(stated, most)]
    mentioned = index.most_mentioned()
    commands = _commands(counts, caveats, mentioned and index.shown(mentioned))
    return [
        *(_of_several(index) if index.is_several else _of_one(index)),
        *([Counts([text.partition(" ")[::2] for text in numbers])] if numbers else []),
        *([Points("", figures)] if figures else []),
        Pairs([([(with_store(f"bsc {words}"), "id")], meaning) for words, meaning in commands]),
    ]


def _of_one(index: Index) -> View:
    [(_, source, _)] = index.sources()
    return [Heading(source.headline), Pairs([("", _details(source))])]


def _of_several(index: Index) -> View:
    """Return the number of stores, and the name and the headline of the first."""
    first = list(islice(index.sources(), _MOST_STORES))
    items: list[Text] = [
        [(name, "id"), (f"  {clipped(source.headline)}", "text")] for name, source, _ in first
    ]
    number = len(index.stores)
    rest = number - len(first)
    more = f"{rest:,} more: {with_store('bsc --json')}" if rest else ""
    return [Heading(counted(number, "store")), Points("", items, more)]


def _figure(figure: Record) -> Line:
    written = figure.values["as_written"] or amount(figure)
    return [(clipped(written), "name"), (f": {clipped(figure.values['property'])}", "text")]


def _details(source: Source) -> str:
    """Return the known details of the article, and then the names of the unknown ones."""
    known: dict[str, str | None] = {
        "author": byline(source.author),
        "publisher": source.publisher,
        "date": source.date_published and dates.in_words(source.date_published),
        "web address": source.url,
        "length": None if source.words is None else counted(source.words, "word"),
    }
    unknown = [name for name, text in known.items() if text is None]
    texts = [*filter(None, known.values()), *([f"{listed(unknown)} unknown"] if unknown else [])]
    return "; ".join(map(clipped, texts))


def _commands(counts: dict[str, int], caveats: int, id: str) -> Iterator[tuple[str, str]]:
    """Yield the commands to try next, each with its purpose."""
    if counts:
        kind = "quotes" if "quotes" in counts else next(iter(counts))
        yield kind, f"list the {kind}; likewise for each kind above"
        yield f"show {id}", "print everything about a record"
    yield "search TEXT", "find words anywhere"
    if caveats:
        yield "caveats", "list what the article leaves open or doubtful"
    if "events" in counts:
        yield "timeline", "show the events by date"
    yield "--help", "list all commands"
