"""The commands' entry points, until the table of commands names their modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context
    from bsc_cli.model.record import Record


def overview(context: Context) -> None:
    """Print the article's source, the number of records of each kind, and the figures."""
    from bsc_cli.commands import overview  # noqa: PLC0415

    overview.run(context)


def list_records(context: Context, kind: type[Record], **given: Any) -> None:
    """List the records of a kind that match."""
    from bsc_cli.commands import records  # noqa: PLC0415

    records.run(context, kind, **given)


def show(context: Context, **given: Any) -> None:
    """Show everything about a record: fields, evidence, caveats, mentions."""
    from bsc_cli.commands import show  # noqa: PLC0415

    show.run(context, **given)


def search(context: Context, **given: Any) -> None:
    """Search the records of every kind, best matches first."""
    from bsc_cli.commands import search  # noqa: PLC0415

    search.run(context, **given)


def caveats(context: Context, **given: Any) -> None:
    """List the caveats: what the article leaves open or doubtful."""
    from bsc_cli.commands import caveats  # noqa: PLC0415

    caveats.run(context, **given)


def timeline(context: Context, **given: Any) -> None:
    """Show the events in the order of their dates, and apart those without a date."""
    from bsc_cli.commands import timeline  # noqa: PLC0415

    timeline.run(context, **given)


def graph(context: Context, id: str | None, depth: int | None, language: str | None) -> None:
    """Show the records connected to a record, or how agencies, people, groups and places connect.

    From a record, the graph follows references in both directions. Without one, two records are
    connected if one refers to the other, or if they share a measure, an event or a quote.
    """
    from bsc_cli.commands import graph  # noqa: PLC0415

    graph.show(context, id, depth, language)


def kept(context: Context, clear: bool) -> None:
    """Show or clear the cache of compiled stores."""
    from bsc_cli.commands import cache  # noqa: PLC0415

    cache.run(context, clear)


def check(context: Context, path: str | None, explain: str | None) -> None:
    """Check a store by itself: form, ids, references, dates, codes, figures, wording."""
    from bsc_cli.commands import verify  # noqa: PLC0415

    if explain is not None:
        verify.explain(context, explain)
    else:
        verify.check(context if path is None else context._replace(facts=path))


def audit(context: Context, article: str, passages: bool, fingerprint: bool) -> None:
    """Audit the store against the article: word by word, number by number."""
    from bsc_cli.commands import verify  # noqa: PLC0415

    if fingerprint:
        verify.fingerprint(context, article)
    else:
        verify.audit(context, article, passages)


def fields(context: Context, what: str) -> None:
    """List the fields of a kind, with their types, meanings and options."""
    from bsc_cli.commands import fields  # noqa: PLC0415

    fields.run(context, what)


def schema(context: Context, what: str | None) -> None:
    """Print the JSON Schema of a store or of a command's output."""
    from bsc_cli.commands import schema  # noqa: PLC0415

    schema.run(context, what)
