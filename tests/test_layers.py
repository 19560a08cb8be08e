"""The house: imports point one way, and one module alone knows each library."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import bsc_cli

PACKAGE = Path(bsc_cli.__file__).parent
LAYERS = re.findall(r"^ {4}(\w+) {2,}", bsc_cli.__doc__ or "", re.MULTILINE)
MODULES = sorted(path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__"))


def imports_of(module: str) -> set[str]:
    tree = ast.parse((PACKAGE / f"{module}.py").read_text())
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "bsc_cli":
            names.update(f"bsc_cli.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_the_map_names_every_module() -> None:
    assert sorted(LAYERS) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_those_above_it(module: str) -> None:
    above = LAYERS[: LAYERS.index(module)]
    own = {name.partition(".")[2] for name in imports_of(module) if name.startswith("bsc_cli.")}
    assert own <= set(above)


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("yaml", ["document"]),
        ("sqlite3", ["database"]),
        ("rich", ["render", "visible"]),
        ("typer", ["cli", "options"]),
        ("pycountry", ["iso"]),
    ],
)
def test_few_modules_know_each_library(library: str, rooms: list[str]) -> None:
    knowing = [
        module
        for module in MODULES
        if any(name.partition(".")[0] == library for name in imports_of(module))
    ]
    assert knowing == rooms


def test_one_module_alone_writes_to_the_streams_and_one_touches_files() -> None:
    sources = {module: (PACKAGE / f"{module}.py").read_text() for module in MODULES}
    streams = re.compile(r"(?<!console\.)\bprint\(|\bstd(out|err)\b.*\.write\(")
    touching = re.compile(
        r"\b(path|file|os)\.(unlink|replace|mkdir|remove|rename)\("
        r"|(?<!os\.)\bopen\(|\.(read|write)_(bytes|text)\("
    )
    assert [m for m, text in sources.items() if streams.search(text)] == ["terminal"]
    assert [m for m, text in sources.items() if touching.search(text)] == ["files"]
