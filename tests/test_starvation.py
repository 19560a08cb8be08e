"""Too little memory, too few open files, a missing module: one line, and the status."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TINY, Ran

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.hostile

FAILING = """
import sys
from bsc_cli.__main__ import main

class Finder:
    def find_spec(name, path, target=None):
        if name == {module!r}:
            raise {error}

sys.meta_path.insert(0, Finder)
main()
"""


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "facts.yaml").write_text(TINY, encoding="utf-8")
    monkeypatch.setenv("BSC_FACTS", str(tmp_path / "facts.yaml"))


def without(module: str, error: str) -> Ran:
    """Run `bsc agencies` with an import of a module that fails with an error."""
    program = FAILING.format(module=module, error=error)
    done = subprocess.run(
        [sys.executable, "-c", program, "agencies"], capture_output=True, text=True, check=False
    )
    return Ran(done.stdout, done.stderr, done.returncode)


@pytest.mark.parametrize("module", ["bsc_cli.cli.app", "sqlite3", "yaml", "bsc_cli.index.build"])
@pytest.mark.parametrize(
    ("error", "message"),
    [
        ("MemoryError", "there is not enough memory"),
        ("SystemError('error return without exception set')", "there is not enough memory"),
        ("OSError(24, 'Too many open files')", "Too many open files"),
        (
            "ImportError('x.so: failed to map')",
            "a part of the installation cannot be loaded: x.so: failed to map",
        ),
        ("ModuleNotFoundError('No module')", "the installation is incomplete: No module"),
    ],
)
def test_a_failed_import_is_reported_in_one_line(module: str, error: str, message: str) -> None:
    assert without(module, error) == Ran("", f"bsc: error: {message}\n", 2)


def test_a_truncated_bytecode_file_is_reported() -> None:
    for module in ("bsc_cli.cli.app", "yaml"):
        ran = without(module, "EOFError")
        assert ran.err == (
            "bsc: error: the installation is incomplete: one of its files ends too early\n"
        )
        assert ran.code == 2
