"""`bsc report`: write a page with an article and, beside it, the facts that rest on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsc_cli.checks.report import Report
from bsc_cli.commands import sentences
from bsc_cli.commands.target import reporting, require_apart, require_file, resolved
from bsc_cli.index import query
from bsc_cli.output import report as drawing
from bsc_cli.system import messages, terminal, writing
from bsc_cli.system.errors import NotThere, WrongUsage, counted
from bsc_cli.view import report as view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bsc_cli.commands.context import Context
    from bsc_cli.commands.sentences import Texts
    from bsc_cli.index.index import Index

MOST: Final = 5000
"""The maximum number of facts of a report: a browser opens such a page in a few seconds."""


def run(
    context: Context,
    article: str | None,
    target: str | None,
    force: bool,
    kind: Sequence[str],
    about: Sequence[str],
) -> None:
    """Write the selected records as a page, to a file or to standard output.

    Raises NotThere if no record is selected, WrongUsage if too many are, and Unwritable if the file
    cannot be written or is not a report.
    """
    if not context.is_default_format:
        raise WrongUsage("bsc report prints no records", "name the page with -o, after 'report'")
    context = context._replace(article_file=article)
    index = context.open_index()
    selection = query.selection(index, kind, about=about)
    number = index.count(selection)
    if not number and (kind or about):
        raise NotThere("no record matches", "leave out --kind or --about")
    if number > MOST:
        message = f"a report has at most {MOST:,} facts, and there are {number:,}"
        raise WrongUsage(message, "choose some with --kind, --about or --store")
    texts = sentences.Texts(context, index, "the report has no article")
    path = _target(target, texts, force)
    reports = dict(_reports(context, index, texts))
    page = drawing.page(view.page(index, selection, reports))
    if path is None:
        terminal.write_data(page)
        return
    with reporting(str(target)), writing.clearing_up(), writing.replacing(path) as unfinished:
        with writing.opened(unfinished) as file:
            file.write(page)
        writing.finish(unfinished)
    hint = "name the article (bsc report ARTICLE) to show its sentences beside the facts"
    messages.say(f"{target}: a page of {counted(number, 'fact')}", None if reports else hint)


def _target(target: str | None, texts: Texts, force: bool) -> Path | None:
    """Return the path of the page, or `None` for standard output.

    Raises WrongUsage if that is a terminal, if the path is not that of a page, or if it is that of
    a file that is read; and Unwritable if it cannot be written.
    """
    if target is None and terminal.is_terminal():
        hint = "name a file with -o report.html, or send it to one"
        raise WrongUsage("a page is not printed to a terminal", hint)
    if target in (None, "-"):
        return None
    if target and not target.lower().endswith((".html", ".htm")):
        raise WrongUsage(f"a report is an HTML page, not {target}", "end its name in .html")
    with reporting(target):
        path = resolved(target, "report")
        require_file(path, target, drawing.is_own, "bsc report", force=force)
    require_apart(path, target, texts.paths())
    return path


def _reports(context: Context, index: Index, texts: Texts) -> Iterator[tuple[str, Report]]:
    """Yield the audit of each store whose article is at hand, after the store's name."""
    for name, of_store in context.each_store():
        if name in index.stores and (text := texts.of(name)):
            yield name, Report(of_store.load_store(), text, "the article")
