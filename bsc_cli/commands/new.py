"""`bsc new`: draft a store from an article, or add to a store what is new in its article."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bsc_cli.checks.evidence import Evidence
from bsc_cli.draft import draft as drafts
from bsc_cli.draft import update as updates
from bsc_cli.draft.draft import Details
from bsc_cli.model import edtf
from bsc_cli.model.kinds import KINDS
from bsc_cli.store import store as stores
from bsc_cli.system import files, messages, terminal, writing
from bsc_cli.system.errors import Unreadable, Unwritable, WrongUsage, counted
from bsc_cli.text import article as articles
from bsc_cli.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context
    from bsc_cli.text.folding import FoldedText


def run(
    context: Context,
    article: str,
    target: str | None,
    dry_run: bool,
    update: bool,
    **details: str | None,
) -> None:
    """Draft a store from an article, and write it to a file.

    If `dry_run`, or if the file is `-`, print it instead. With `update`, add what is new in the
    article to a store that exists. Raises Unreadable if the article cannot be read or has no words,
    and Unwritable if the store cannot be written.
    """
    _require_own_options(context)
    given = _checked(Details(**details))
    path = _path(article, target, dry_run)
    if article != "-" and files.is_same(path, Path(article)):
        raise WrongUsage(f"{path} is the article itself", "name the store with -o")
    if update:
        if target == "-":
            raise WrongUsage("--update changes a file", "name the store with -o")
        if any(given):
            raise WrongUsage("--update keeps the source as it is", "edit it in the store")
        _update(path, article, dry_run)
    else:
        _new(path, article, given, dry_run)


def _require_own_options(context: Context) -> None:
    if context.facts:
        raise WrongUsage("bsc new reads no store", "name the store to write with -o")
    if not context.is_default_format:
        hint = "name the store to write with -o, after 'new'"
        raise WrongUsage("bsc new prints no records", hint)


def _checked(details: Details) -> Details:
    for name, value in details._asdict().items():
        if value is not None and not value.strip():
            raise WrongUsage(f"--{_OPTIONS.get(name, name)} is empty", "leave it out")
    date = details.date_published
    if date is not None and edtf.why_invalid(date):
        hint = "write the day of publication as YYYY-MM-DD"
        raise WrongUsage(f"--date cannot be '{date}'", hint)
    return details


_OPTIONS: Final = {"date_published": "date"}


def _path(article: str, target: str | None, dry_run: bool) -> Path:
    """Return the path of the store: the one given, or `NAME.facts.yaml` beside `NAME.txt`."""
    if target is not None:
        return files.named(target, "store")
    if article == "-":
        if dry_run:
            return Path("facts.yaml")
        raise WrongUsage("an article from standard input has no name", "name the store with -o")
    own = files.named(article, "article")
    return own.with_name(f"{own.stem}.facts.yaml")


def _new(path: Path, article: str, given: Details, dry_run: bool) -> None:
    """Draft a store."""
    is_printed = dry_run or str(path) == "-"
    if not is_printed:
        _require_free(path)
    text = articles.read_words(article)
    progress = terminal.progress("drafting")
    draft = drafts.draft(text, given, _relative(article, path), _name(article), progress)
    _warn_of_language(text)
    if is_printed:
        terminal.write_data(draft.text)
        hint = f"without --dry-run, this is written to {path}" if dry_run else None
        messages.say(f"drafted: {_in_words(draft.counts)}", hint)
        return
    try:
        writing.create(path, draft.text.encode("utf-8", "backslashreplace"))
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None
    messages.say(f"{path}: {_in_words(draft.counts)}", _next(path, article))


def _require_free(path: Path) -> None:
    if path.is_dir():
        raise Unwritable(f"{path} is a folder", f"name a file in it: -o {path / 'facts.yaml'}")
    if not files.is_gone(path):
        raise _unwritable(path, FileExistsError())
    if not path.parent.is_dir():
        raise Unwritable(f"there is no folder {path.parent}", "create it, or name another file")


def _unwritable(path: Path, error: Exception) -> Unwritable:
    if isinstance(error, FileExistsError):
        return Unwritable(f"{path} exists", "--update adds to it what is new in the article")
    reason = error.strerror if isinstance(error, OSError) else error
    return Unwritable(f"cannot write {path}: {reason}", "name another file with -o")


def _name(article: str) -> str:
    return articles.name(article) if article == "-" else Path(article).name


def _relative(article: str, path: Path) -> str:
    """Return the path of the article relative to the store's folder; empty for standard input."""
    if article == "-":
        return ""
    own, folder = Path(article).resolve(), path.absolute().parent.resolve()
    try:
        return os.path.relpath(own, folder)
    except ValueError:  # on Windows, the two may be on different drives
        return str(own)


def _update(path: Path, article: str, dry_run: bool) -> None:
    """Add to a store what its article has and its claims have not."""
    real = Path(os.path.realpath(path))
    if not dry_run and (reason := files.state(real) and writing.why_not_rewritable(real)):
        raise Unwritable(f"cannot write {path}: {reason}")
    before = files.state(real)
    content = files.read(path, "store", files.LARGEST_STORE)
    store, text = stores.parse(content, str(path)), articles.read_words(article)
    evidence = Evidence(store, text, articles.name(article), terminal.progress("finding anchors"))
    if evidence.is_other_article:
        message = f"{articles.name(article)} is not the article that {path} was made from"
        raise Unreadable(message, "leave out --update, and name another store with -o")
    found = drafts.additions(evidence, terminal.progress("drafting"))
    new = updates.added(content, store, *found, fingerprint(text))
    _warn_of_language(text)
    counts = Counter({kind: len(some) for kind, some in found.records.items()})
    counts["not_claims"] = len(found.set_aside)
    if dry_run:
        terminal.write_data(new.decode())
        messages.say(f"new: {_in_words(counts)}", f"without --dry-run, this is written to {path}")
    elif new == content:
        messages.say(f"{path}: the article has nothing new")
    else:
        _rewrite(real, path, new, before)
        messages.say(f"{path}: added {_in_words(counts)}", _next(path, article))


def _rewrite(real: Path, path: Path, content: bytes, before: files.State | None) -> None:
    """Replace the content of a store, unless it has changed since it was read."""
    try:
        with writing.locked(real):
            if files.state(real) != before:
                message = f"another program changed {path} at the same moment"
                raise Unwritable(message, "run the command again")
            writing.rewrite(real, content)
    except OSError as error:
        raise _unwritable(path, error) from None


def _warn_of_language(text: FoldedText) -> None:
    if not drafts.is_english(text):
        message = "the article does not seem to be in English, whose names and numbers are drafted"
        messages.say(message, "only sentences and quotations are drafted")


def _next(path: Path, article: str) -> str:
    """Return a hint that names the commands which come next."""
    hint = f"next: {shlex.join(('bsc', 'todo', str(path)))}"
    if article == "-":
        return hint
    return f"{hint}; then {shlex.join(('bsc', 'audit', '--facts', str(path)))}"


def _in_words(counts: Counter[str]) -> str:
    """Return the number of records of each kind, and of passages that claim nothing."""
    parts = [
        counted(counts[name], kind.singular, name) for name, kind in KINDS.items() if counts[name]
    ]
    if counts["not_claims"]:
        parts.append(f"{counted(counts['not_claims'], 'passage')} without a claim")
    return ", ".join(parts) or "nothing"
