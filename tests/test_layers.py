"""The layers: imports point down, and few modules import an outside library."""

from __future__ import annotations

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import bsc_cli

PACKAGE = Path(bsc_cli.__file__).parent
FOLDERS = re.findall(r"^ {4}(\w+) {2,}", bsc_cli.__doc__ or "", re.MULTILINE)
"""The folders in the order of the layer map: a folder may import from those after it."""

MODULES = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py"))
SEPARATE = {"index": {"checks"}, "checks": {"index"}, "draft": {"index"}}
"""Folders that a folder does not import, although it is above them in the map."""


@cache
def imports_of(module: str) -> set[str]:
    """Return every module that a module imports, at its top or in a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((PACKAGE / module).read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_the_layer_map_lists_every_folder() -> None:
    assert sorted(FOLDERS) == sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_imports_point_down(folder: str) -> None:
    allowed = {*FOLDERS[FOLDERS.index(folder) :], "__version__"} - SEPARATE.get(folder, set())
    for module in (module for module in MODULES if module.startswith(f"{folder}/")):
        own = {name.split(".")[1] for name in imports_of(module) if name.startswith("bsc_cli.")}
        assert own <= allowed, module


def test_no_modules_import_each_other_in_a_circle() -> None:
    dotted = {f"bsc_cli.{module[:-3].replace('/', '.')}": module for module in MODULES}
    graph = {
        name: {
            other if other in dotted else other.rpartition(".")[0] for other in imports_of(module)
        }
        for name, module in dotted.items()
    }
    assert list(TopologicalSorter(graph).static_order())  # raises CycleError for a circle


@pytest.mark.parametrize(
    ("library", "modules"),
    [
        ("yaml", ["store/document.py"]),
        # An export is a database of its own, which people keep; the index is a cache.
        ("sqlite3", ["export/sqlite.py", "index/database.py"]),
        ("pyarrow", ["export/parquet.py"]),
        ("rich", ["output/rich.py", "system/visible.py"]),
        ("typer", ["cli/app.py", "cli/options.py", "cli/zsh.py"]),
        ("pycountry", ["model/iso.py"]),
    ],
)
def test_only_the_named_modules_import_a_library(library: str, modules: list[str]) -> None:
    importing = [
        module
        for module in MODULES
        if any(name.partition(".")[0] == library for name in imports_of(module))
    ]
    assert importing == modules


def test_one_module_writes_to_the_streams_and_two_touch_files() -> None:
    sources = {module: (PACKAGE / module).read_text() for module in MODULES}
    streams = re.compile(r"(?<!console\.)\bprint\(|\bstd(out|err)\b.*\.write\(")
    file_calls = re.compile(
        r"\b(path|file|os)\.(unlink|replace|mkdir|remove|rename)\("
        r"|(?<!os\.)\bopen\(|\.(read|write)_(bytes|text)\("
    )
    assert [m for m, text in sources.items() if streams.search(text)] == ["system/terminal.py"]
    touching = [m for m, text in sources.items() if file_calls.search(text)]
    assert touching == ["system/files.py", "system/writing.py"]
