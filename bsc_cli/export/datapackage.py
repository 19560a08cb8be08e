"""A Data Package (https://datapackage.org, version 2): CSV files, and a description of them.

CSV has the format of RFC 4180 in UTF-8. A cell without a value is empty, and a list in a cell is
JSON.
"""

from __future__ import annotations

import csv
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.export.content import address, batches
from bsc_cli.export.tables import TABLES
from bsc_cli.model.types import Identifier, Reference
from bsc_cli.system import writing

if TYPE_CHECKING:
    from pathlib import Path

    from bsc_cli.export.content import Content
    from bsc_cli.export.tables import Column, Table

_PROFILES: Final = "https://datapackage.org/profiles/2.0"


def write(content: Content, path: Path) -> None:
    """Fill an empty folder. Raises OSError if that fails."""
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            file = stack.enter_context(writing.opened(path / _file(table)))
            writers[table.name] = csv.writer(file)
            writers[table.name].writerow(column.name for column in table.columns)
        for rows in batches(content):
            for name, some in rows.items():
                writers[name].writerows([*map(_cell, row)] for row in some)
    with writing.opened(path / "datapackage.json") as file:
        json.dump(_package(content), file, ensure_ascii=False, indent=2)
        file.write("\n")


def _file(table: Table) -> str:
    return f"{table.name}.csv"


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _package(content: Content) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "facts",
        "title": "Facts of news articles, each anchored to the words that support it",
        "sources": _sources(content),
        "resources": [_resource(table) for table in TABLES],
    }


def _sources(content: Content) -> list[dict[str, str]]:
    """Return the title of each article and, if it is known, its address."""
    articles = {(source.headline, address(source)): None for _, source in content.sources()}
    return [{"title": title, **({"path": path} if path else {})} for title, path in articles]


def _resource(table: Table) -> dict[str, Any]:
    keys = [
        {"fields": [*key.columns], "reference": {"resource": key.table, "fields": [*key.to]}}
        for key in table.foreign_keys
    ]
    schema = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "primaryKey": [*table.key],
    }
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "description": table.meaning,
        "path": _file(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {**schema, "foreignKeys": keys} if keys else schema,
    }


def _field(column: Column) -> dict[str, Any]:
    """Return the description of a column: its JSON Schema, in the words of Table Schema."""
    schema = column.type.schema(stored=False)
    constraints: dict[str, Any] = {"required": True} if column.is_required else {}
    if not column.is_list:
        constraints |= {name: schema[name] for name in _CONSTRAINTS if name in schema}
        # Table Schema matches the whole text. Of several stores, an id has more than the pattern.
        pattern = schema.get("pattern", "")
        if pattern.startswith("^") and not isinstance(column.type, Identifier | Reference):
            constraints["pattern"] = pattern.removeprefix("^").removesuffix("$")
    field = {
        "name": column.name,
        "type": "array" if column.is_list else schema["type"],
        "description": column.meaning,
    }
    return {**field, "constraints": constraints} if constraints else field


_CONSTRAINTS: Final = ("enum", "minimum", "maximum")
