"""The sentences of the article behind a record."""

from __future__ import annotations

import os
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bsc_cli.system import messages
from bsc_cli.system.errors import Unreadable, WrongUsage
from bsc_cli.system.invocation import command
from bsc_cli.view.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bsc_cli.commands.context import Context
    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record, Source
    from bsc_cli.text.folding import FoldedText
    from bsc_cli.text.passages import Passages
    from bsc_cli.view.sentences import Lookup

_WITHOUT: Final = "no sentences are shown"


def required(context: Context, index: Index) -> Lookup:
    """Return a function that finds the sentences of a record.

    Raises WrongUsage if no option, variable or store names the article, or if the file is not the
    article of the store.
    """
    found = available(context, index)
    if found is None:
        raise _without_text()
    return found


def available(context: Context, index: Index) -> Lookup | None:
    """Return a function that finds the sentences of a record, or `None` without an article.

    Of several stores, each has the article that it names. Raises as `_text` does.
    """
    texts = Texts(context, index)
    if not (texts.are_named if index.is_several else texts.passages(index.stores[0])):
        return None
    return lambda record: _sentences(texts.article(record), record)


def available_of(context: Context, source: Source) -> Lookup | None:
    """Return what `available` does for a single store, of which only the source is known."""
    found = _text(context.store_path().parent, source, named_article(context))
    return partial(_sentences, _passages(found[0])) if found else None


def required_text(context: Context, index: Index) -> tuple[FoldedText, str]:
    """Return the text of the article of the only store, and the name of its file.

    Raises WrongUsage if there are several stores, if no option, variable or store names the
    article, or if the file is not the article of the store.
    """
    if index.is_several:
        context.store_path()  # raises an error
    [(store, source, _)] = index.sources()
    [path] = dict(context.each_store())[store].facts
    found = _text(Path(path).parent, source, named_article(context))
    if found is None:
        raise _without_text()
    return found


def named_article(context: Context) -> str | None:
    """Return the path of the article that an option or a variable names, or `None`."""
    named = context.article_file
    return os.environ.get("BSC_ARTICLE") or None if named is None else named


def path_of(context: Context, source: Source) -> str | None:
    """Return the path of the article that an option, a variable or the store names, or `None`."""
    return _path(context.store_path().parent, source, named_article(context))


def _path(folder: Path, source: Source, named: str | None) -> str | None:
    if named is not None:
        return named
    return str(folder / source.text) if source.text else None


def _without_text() -> WrongUsage:
    hint = "name the file with --article FILE or BSC_ARTICLE, or in the store's source.text"
    return WrongUsage("sentences need the text of the article", hint)


class Texts:
    """The articles of the stores of an index, each read when it is asked for.

    Of several stores, each has the article that it names. `without` is the consequence to report if
    an article that only the store names is missing. Raises WrongUsage if --article is given for
    several stores.
    """

    def __init__(self, context: Context, index: Index, without: str = _WITHOUT) -> None:
        if index.is_several and context.article_file is not None:
            message = f"an article belongs to one store, but {len(index.stores):,} are loaded"
            raise WrongUsage(message, f"add --store NAME, such as --store {index.stores[0]}")
        self._named = None if index.is_several else named_article(context)
        self._sources = {name: source for name, source, _ in index.sources()}
        self._stores = {name: Path(store.facts[0]) for name, store in context.each_store()}
        self._passages: dict[str, Passages | None] = {}
        self._without = without

    @property
    def are_named(self) -> bool:
        """Whether an option, a variable or a store names an article."""
        return self._named is not None or any(source.text for source in self._sources.values())

    def paths(self) -> Iterator[Path]:
        """Yield the paths of the stores and of the articles that are named, which may not exist."""
        for name, source in self._sources.items():
            store = self._stores[name]
            yield store
            if path := _path(store.parent, source, self._named):
                yield Path(path)

    def of(self, store: str) -> FoldedText | None:
        """Return the article of the store with a name, or `None`; raise as `_text` does."""
        folder, source = self._stores[store].parent, self._sources[store]
        found = _text(folder, source, self._named, self._without)
        return found[0] if found else None

    def passages(self, store: str) -> Passages | None:
        """Return the article of the store with a name, prepared to find passages, or `None`."""
        if store not in self._passages:
            text = self.of(store)
            self._passages[store] = _passages(text) if text else None
        return self._passages[store]

    def article(self, record: Record) -> Passages | None:
        """Return the article of a record's store, prepared to find passages, or `None`."""
        return self.passages(record.store)


def _text(
    folder: Path, source: Source, named: str | None, without: str = _WITHOUT
) -> tuple[FoldedText, str] | None:
    """Return the text of a store's article, and the name of its file, or `None` without an article.

    `folder` is that of the store, and `named` the file that the user names. An article that only
    the store names may be missing, as in a copied store. Raises Unreadable if an article that the
    user names cannot be read, and WrongUsage if the file is not the article of the store.
    """
    path = _path(folder, source, named)
    if path is None:
        return None
    from bsc_cli.text import article  # noqa: PLC0415 - most runs have no article

    try:
        text = article.read(path)
    except Unreadable as error:
        if named is not None:
            raise
        messages.say(f"{without}: {error.message}")
        return None
    _require_same_text(text, source, article.name(path))
    return text, article.name(path)


def _passages(text: FoldedText) -> Passages:
    from bsc_cli.text.passages import Passages  # noqa: PLC0415 - as above

    return Passages(text)


def _sentences(article: Passages | None, record: Record) -> tuple[Sentence, ...]:
    found = article.sentences(record.evidence) if article else ()
    return tuple(starmap(Sentence.of, found))


def _require_same_text(text: FoldedText, source: Source, file: str) -> None:
    from bsc_cli.text import fingerprint  # noqa: PLC0415 - most runs have no article

    if source.sha256 is None or source.sha256 == fingerprint.sha256(text):
        return
    changes = fingerprint.changes(text, source.passages) if source.passages else []
    if not changes:
        message = f"{file}: this is not the article of the store: its text has another digest"
        raise WrongUsage(message, "give the article that 'source.sha256' was made from")
    line, column = text.position(changes[0].span.start)
    extent = f"{len(changes):,} passages differ" if len(changes) > 1 else "the text differs"
    where = f"{file}:{line}:{column}"
    message = f"{where}: this is not the article of the store; from here on, {extent}"
    raise WrongUsage(message, f"{command('audit', file)} lists the differences")
