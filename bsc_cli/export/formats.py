"""The formats of an export.

The module of a format has a function `write(content, path)`, which fills an empty file or folder;
that of a file has also `is_own(path)`, which tells whether a file is an export in this format.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from types import ModuleType


class Format(NamedTuple):
    """A format: its name in words, its module, and the endings of the paths that mean it."""

    noun: str
    module: str
    endings: tuple[str, ...] = ()
    is_folder: bool = False

    def load(self) -> ModuleType:
        """Import the module of the format."""
        return import_module(f"bsc_cli.export.{self.module}")


FORMATS: Final = {
    "sqlite": Format("an SQLite database", "sqlite", (".db", ".sqlite", ".sqlite3")),
    "datapackage": Format("a Data Package", "datapackage", is_folder=True),
    "parquet": Format("Parquet files", "parquet", (".parquet",), is_folder=True),
    "webannotation": Format("Web Annotations", "webannotation", (".jsonld",)),
}
