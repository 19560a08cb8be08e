"""`bsc report`: write a page with an article and, beside it, the facts that rest on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.checks.report import Report
from bsc_cli.commands import sentences
from bsc_cli.index import query
from bsc_cli.output import report as drawing
from bsc_cli.system import files, messages, terminal
from bsc_cli.system.errors import Unwritable, WrongUsage, counted
from bsc_cli.view import report as view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bsc_cli.commands.context import Context
    from bsc_cli.index.index import Index

MOST: Final = 5000
"""The maximum number of facts of a report: a browser opens such a page in about a second."""


def run(
    context: Context,
    article: str | None,
    target: str | None,
    force: bool,
    kind: Sequence[str],
    about: Sequence[str],
) -> None:
    """Write the selected records as a page, to a file or to standard output.

    Raises WrongUsage if there are too many, and Unwritable if the file cannot be written or is not
    a report.
    """
    if not context.is_default_format:
        raise WrongUsage("bsc report prints no records", "name the page with -o, after 'report'")
    context = context._replace(article_file=article)
    index = context.open_index()
    selection = query.selection(index, kind, about=about)
    number = index.count(selection)
    if number > MOST:
        message = f"a report has at most {MOST:,} facts, and there are {number:,}"
        raise WrongUsage(message, "choose some with --kind, --about or --store")
    reports = dict(_reports(context, index))
    content = view.page(index, selection, reports)
    _write(drawing.page(content), target, force)
    if target not in (None, "-"):
        hint = (
            None
            if reports
            else "name the article (bsc report ARTICLE) to show its sentences beside the facts"
        )
        messages.say(f"{target}: a page of {counted(number, 'fact')}", hint)


def _reports(context: Context, index: Index) -> Iterator[tuple[str, Report]]:
    """Yield the audit of each store whose article is at hand, after the store's name."""
    texts = sentences.Texts(context, index, "the report has no article")
    for name, of_store in context.each_store():
        if name in index.stores and (text := texts.of(name)):
            yield name, Report(of_store.load_store(), text, name)


def _write(page: str, target: str | None, force: bool) -> None:
    if target in (None, "-"):
        if target is None and terminal.is_terminal():
            hint = "name a file with -o report.html, or send it to one"
            raise WrongUsage("a page is not printed to a terminal", hint)
        terminal.write_data(page)
        return
    path = files.named(target, "report")
    _require_free(path, force)
    try:
        with files.replacing(path) as unfinished:
            with files.writing(unfinished) as file:
                file.write(page)
            files.finish(unfinished)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise Unwritable(f"cannot write {target}: {reason}", "name another file") from None


def _require_free(path: Path, force: bool) -> None:
    """Raise Unwritable if a path is a folder, or a file that no report is, unless by force."""
    if path.is_dir():
        raise Unwritable(f"{path} is a folder", f"name a file in it: {path / 'report.html'}")
    if not path.absolute().parent.is_dir():
        raise Unwritable(f"there is no folder {path.parent}", "create it, or name another path")
    if not files.is_gone(path) and not force and not drawing.is_own(path):
        message = f"{path} is a file that bsc report did not write"
        raise Unwritable(message, "name another path, or add --force to replace it")
