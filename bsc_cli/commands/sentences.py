"""The sentences of the article behind a record."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bsc_cli.system import messages
from bsc_cli.system.errors import Unreadable, WrongUsage
from bsc_cli.system.invocation import command
from bsc_cli.view.sentences import Sentence

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context
    from bsc_cli.index.index import Index
    from bsc_cli.model.record import Record, Source
    from bsc_cli.text.folding import FoldedText
    from bsc_cli.view.sentences import Lookup


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
    if index.is_several:
        return _of_several(context, index)
    found = _available_text(context, index)
    return _lookup(found[0]) if found else None


def required_text(context: Context, index: Index) -> tuple[FoldedText, str]:
    """Return the text of the article of the only store, and the name of its file.

    Raises WrongUsage if no option, variable or store names the article, or if the file is not the
    article of the store.
    """
    found = _available_text(context, index)
    if found is None:
        raise _without_text()
    return found


def _without_text() -> WrongUsage:
    hint = "name the file with --article FILE or BSC_ARTICLE, or in the store's source.text"
    return WrongUsage("sentences need the text of the article", hint)


def _available_text(context: Context, index: Index) -> tuple[FoldedText, str] | None:
    [(store, source, _)] = index.sources()
    named = context.article_file
    if named is None:
        named = os.environ.get("BSC_ARTICLE") or None
    return _text(context, store, source, named)


def _of_several(context: Context, index: Index) -> Lookup | None:
    """Return a function that finds sentences in the article that the record's store names."""
    if context.article_file is not None:
        message = f"--article is the text of one store, and there are {len(index.stores):,}"
        raise WrongUsage(message, f"add --store NAME, such as --store {index.stores[0]}")
    sources = {name: source for name, source, _ in index.sources()}
    if not any(source.text for source in sources.values()):
        return None
    lookups: dict[str, Lookup | None] = {}

    def lookup(record: Record) -> tuple[Sentence, ...]:
        store = record.store
        if store not in lookups:
            found = _text(context, store, sources[store], None)
            lookups[store] = _lookup(found[0]) if found else None
        of_store = lookups[store]
        return of_store(record) if of_store else ()

    return lookup


def _text(
    context: Context, store: str, source: Source, named: str | None
) -> tuple[FoldedText, str] | None:
    """Return the text of a store's article, and the name of its file, or `None` without an article.

    `named` is the file that the user names. An article that only the store names may be missing, as
    in a copied store. Raises Unreadable if an article that the user names cannot be read, and
    WrongUsage if the file is not the article of the store.
    """
    path = str(context.path_of(store).parent / source.text) if source.text else None
    if (path := named if named is not None else path) is None:
        return None
    from bsc_cli.text import article  # noqa: PLC0415 - most runs have no article

    try:
        text = article.read(path)
    except Unreadable as error:
        if named is not None:
            raise
        messages.say(f"no sentences are shown: {error.message}")
        return None
    _require_same_text(text, source, article.name(path))
    return text, article.name(path)


def _lookup(text: FoldedText) -> Lookup:
    from bsc_cli.text.passages import Passages  # noqa: PLC0415 - as above

    passages = Passages(text)

    def lookup(record: Record) -> tuple[Sentence, ...]:
        found = passages.sentences(record.evidence)
        return tuple(Sentence(line=line, text=text) for line, text in found)

    return lookup


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
