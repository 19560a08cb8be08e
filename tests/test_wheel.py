"""The program as people install it: a wheel, in an environment without the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.hostile


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip(sys.executable, "wheel", "--no-deps", "--wheel-dir", str(folder), str(REPOSITORY))
    [built] = folder.glob("*.whl")
    return built


def pip(python: str, *args: str) -> None:
    subprocess.run([python, "-m", "pip", "--quiet", *args], check=True, timeout=300)


def test_the_wheel_contains_the_store_once_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if name.endswith(".yaml")] == ["bsc_cli/data/facts.yaml"]
    assert not [name for name in names if not name.startswith(("bsc_cli/", "bsc_cli-"))]


def test_an_installed_wheel_runs_in_any_folder(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / "bin"
    pip(str(programs / "python"), "install", str(wheel))
    done = subprocess.run(
        [programs / "bsc", "agencies", "--json"], cwd="/", capture_output=True, check=True
    )
    assert "nca" in [agency["id"] for agency in json.loads(done.stdout)]
