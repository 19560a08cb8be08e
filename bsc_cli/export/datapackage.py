"""A Data Package (https://datapackage.org, version 2): CSV files, and a description of them.

CSV has the format of RFC 4180 in UTF-8. A cell without a value is empty, and a list in a cell is
JSON. Validators do not accept a foreign key of several columns if one of its columns is empty, so
the package declares the foreign keys of lists, but not those of columns that may be empty.
"""

from __future__ import annotations

import csv
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

from bsc_cli.export.rows import batches
from bsc_cli.export.tables import tables
from bsc_cli.system import files
from bsc_cli.system.errors import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from bsc_cli.export.content import Content
    from bsc_cli.export.tables import Column, Table

_DESCRIPTION: Final = "datapackage.json"
_MARK: Final = "bsc:export"
"""The key of the description by which an export can be recognised."""
_LARGEST: Final = 10_000_000
_PROFILES: Final = "https://datapackage.org/profiles/2.0"


def files_of(path: Path) -> set[str] | None:
    """Return the paths, in a folder, of the files that this module wrote; `None` if it did not."""
    try:
        described = json.loads(files.read(path / _DESCRIPTION, "description", _LARGEST))
    except (Unreadable, ValueError, RecursionError):
        return None
    own = described.get(_MARK) if isinstance(described, dict) else None
    return {_DESCRIPTION, *map(str, own)} if isinstance(own, list) else None


def write(content: Content, path: Path) -> None:
    """Fill an empty folder. Raises OSError if that fails."""
    all = tables()
    with ExitStack() as stack:
        writers = {}
        for table in all:
            file = stack.enter_context(files.writing(path / _file(table)))
            writers[table.name] = csv.writer(file, lineterminator="\r\n")
            writers[table.name].writerow(column.name for column in table.columns)
        for rows in batches(content, all):
            for name, some in rows.items():
                writers[name].writerows([*map(_cell, row)] for row in some)
    with files.writing(path / _DESCRIPTION) as file:
        json.dump(_package(all), file, ensure_ascii=False, indent=2)
        file.write("\n")


def _file(table: Table) -> str:
    return f"{table.name}.csv"


_json: Final = json.JSONEncoder(ensure_ascii=False).encode


def _cell(value: Any) -> str:
    return value or "" if value is None or isinstance(value, str) else _json(value)


def _package(all: list[Table]) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "facts",
        "title": "Facts of news articles, each anchored to the words that support it",
        _MARK: [_file(table) for table in all],
        "resources": [_resource(table) for table in all],
    }


def _resource(table: Table) -> dict[str, Any]:
    required = {column.name for column in table.columns if column.is_required}
    keys = [
        {"fields": [*key.columns], "reference": {"resource": key.table, "fields": [*key.to]}}
        for key in table.foreign_keys
        if required.issuperset(key.columns)
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
        if schema.get("pattern", "").startswith("^"):  # Table Schema matches the whole text
            constraints["pattern"] = schema["pattern"].removeprefix("^").removesuffix("$")
    field = {
        "name": column.name,
        "type": "array" if column.is_list else schema["type"],
        "description": column.meaning,
    }
    return {**field, "constraints": constraints} if constraints else field


_CONSTRAINTS: Final = ("enum", "minimum", "maximum")
