"""`bsc new`: draft a store from an article, or add to a store what is new in its article."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bsc_cli.draft import draft as drafts
from bsc_cli.draft.draft import Details, Draft
from bsc_cli.model import edtf
from bsc_cli.model.kinds import KINDS
from bsc_cli.system import files, messages, terminal
from bsc_cli.system.errors import Unreadable, Unwritable, WrongUsage, counted
from bsc_cli.text import article as articles

if TYPE_CHECKING:
    from collections import Counter

    from bsc_cli.commands.context import Context


def run(
    context: Context,
    article: str,
    store: str | None,
    dry_run: bool,
    update: bool,
    **details: str | None,
) -> None:
    """Draft a store from an article, and write it to a file, or print it if `dry_run`.

    Raises Unreadable if the article cannot be read or has no sentences, and Unwritable if the store
    exists or cannot be written.
    """
    _require_own_options(context)
    given = _checked(Details(**details))
    path = _path(article, store, dry_run)
    if not dry_run:
        _require_free(path, article, update)
    text = articles.read(article)
    if not text.word_bounds[0]:
        message = f"the article {articles.name(article)} has no words"
        raise Unreadable(message, "make sure that this file contains the text of the article")
    draft = drafts.draft(
        text, given, _relative(article, path), _name(article), terminal.progress("drafting")
    )
    if dry_run:
        terminal.write_data(draft.text)
    else:
        _write(path, draft.text)
    _report(draft, path, article, dry_run)


def _require_own_options(context: Context) -> None:
    if context.facts is not None:
        raise WrongUsage("bsc new reads no store", "name the store to write with -o")
    if not context.is_default_format:
        raise WrongUsage(
            "bsc new prints no records", "name the store to write after 'new', with -o"
        )


def _checked(details: Details) -> Details:
    for name, value in details._asdict().items():
        if value is not None and not value.strip():
            raise WrongUsage(f"--{_OPTIONS.get(name, name)} is empty", "leave it out")
    date = details.date_published
    if date is not None and (reason := edtf.why_invalid(date)):
        raise WrongUsage(f"--date: {reason}", "write the day of publication as YYYY-MM-DD")
    return details


_OPTIONS: Final = {"date_published": "date"}


def _path(article: str, store: str | None, dry_run: bool) -> Path:
    """Return the path of the store: the one given, or `NAME.facts.yaml` beside `NAME.txt`."""
    if store is not None:
        return files.named(store, "store")
    if article == "-":
        if dry_run:
            return Path("facts.yaml")
        raise WrongUsage("an article from standard input has no name", "name the store with -o")
    own = files.named(article, "article")
    return own.with_name(f"{own.stem}.facts.yaml")


def _require_free(path: Path, article: str, update: bool) -> None:
    if article != "-" and files.is_same(path, Path(article)):
        raise WrongUsage(f"{path} is the article itself", "give another file with -o")
    if path.is_dir():
        raise Unwritable(f"{path} is a folder", f"name a file in it: -o {path / 'facts.yaml'}")
    if not files.is_gone(path):
        hint = "--update adds to it what is new in the article"
        raise Unwritable(f"{path} exists", hint)


def _name(article: str) -> str:
    return articles.name(article) if article == "-" else Path(article).name


def _relative(article: str, path: Path) -> str:
    """Return the path of the article relative to the store's folder; empty for standard input."""
    if article == "-":
        return ""
    return os.path.relpath(Path(article).absolute(), path.absolute().parent)


def _write(path: Path, text: str) -> None:
    try:
        files.create(path, text.encode("utf-8", "surrogateescape"))
    except FileExistsError:
        raise Unwritable(f"{path} exists", "--update adds to it") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise Unwritable(f"cannot write {path}: {reason}", "give another file with -o") from None


def _report(draft: Draft, path: Path, article: str, dry_run: bool) -> None:
    """Tell what was drafted, and which commands come next."""
    if not draft.is_english:
        messages.say(
            "the article does not seem to be in English: only its sentences and quotations were"
            " drafted"
        )
    parts = ", ".join(_parts(draft.counts))
    if dry_run:
        messages.say(f"drafted: {parts}", f"without --dry-run, this is written to {path}")
        return
    hint = f"next: {shlex.join(('bsc', 'todo', '--facts', str(path)))}"
    if article != "-":
        hint += f"; then {shlex.join(('bsc', 'audit', article, '--facts', str(path)))}"
    messages.say(f"{path}: {parts}", hint)


def _parts(counts: Counter[str]) -> list[str]:
    """Return the number of records of each kind in words, and of passages that claim nothing."""
    parts = [
        counted(counts[name], kind.singular, name) for name, kind in KINDS.items() if counts[name]
    ]
    if counts["not_claims"]:
        parts.append(f"{counted(counts['not_claims'], 'passage')} without a claim")
    return parts
