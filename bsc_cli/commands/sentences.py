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
    """Return a function that finds the sentences of a record. Raises as `required_text` does."""
    text, _ = required_text(context, index)
    return _lookup(text)


def available(context: Context, index: Index) -> Lookup | None:
    """Return a function that finds the sentences of a record, or `None` without an article.

    Raises as `_available_text` does.
    """
    return available_of(context, index.source())


def available_of(context: Context, source: Source) -> Lookup | None:
    """Do the same as `available` for the store with a source, which need not have an index."""
    found = _available_text(context, source)
    return _lookup(found[0]) if found else None


def required_text(context: Context, index: Index) -> tuple[FoldedText, str]:
    """Return the text of the article, and the name of its file.

    Raises WrongUsage if no option, variable or store names the article, or if the file is not the
    article of the store.
    """
    found = _available_text(context, index.source())
    if found is None:
        hint = "name the file with --article FILE or BSC_ARTICLE, or in the store's source.text"
        raise WrongUsage("sentences need the text of the article", hint)
    return found


def _available_text(context: Context, source: Source) -> tuple[FoldedText, str] | None:
    """Return the text of the article, and the name of its file, or `None` without an article.

    An article that only the store names may be missing, as in a copied store. Raises Unreadable if
    an article that the user names cannot be read, and WrongUsage if the file is not the article of
    the store.
    """
    named, path = named_article(context), path_of(context, source)
    if path is None:
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


def named_article(context: Context) -> str | None:
    """Return the path of the article that an option or a variable names, or `None`."""
    named = context.article_file
    return os.environ.get("BSC_ARTICLE") or None if named is None else named


def path_of(context: Context, source: Source) -> str | None:
    """Return the path of the article that an option, a variable or the store names, or `None`."""
    if (named := named_article(context)) is not None:
        return named
    return str(context.store_path().parent / source.text) if source.text else None


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
