"""A tiny store, and the program run on it: in this process, or as a real one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

from bsc_cli.cli.app import app

BSC = str(Path(sys.executable).parent / "bsc")
REPOSITORY = Path(__file__).parent.parent

TINY = """\
source:
  headline: Ferry Service Cut

agencies:
  - id: harbour-office
    name: Harbour Office
    acronym: HO
    type: government_department
    role: Runs the ferries
    listed: true
    evidence: [The Harbour Office]
  - id: coast-watch
    name: Coast Watch
    parent: harbour-office
    evidence: [Coast Watch]

people:
  - id: ann-reed
    name: Ann Reed
    role: Harbour master
    organization: harbour-office
    evidence: [Ann Reed]

measures:
  - id: night-boat-stopped
    name: Night boat stopped
    statement: The last crossing of the day is dropped.
    status: planned
    agencies: [harbour-office]
    evidence: [no night boat … spring]
    caveats: [Which spring is not said.]

quotes:
  - id: reed-too-few
    text: Too few people cross at night.
    speaker: ann-reed
    cue: said
    about: [night-boat-stopped]
    evidence: [Too few … at night]

figures:
  - id: subsidy
    as_written: £2.5 million
    value: 2500000
    currency: GBP
    property: yearly subsidy of the ferries
    about: [harbour-office]
    evidence: [£2.5 million, a £2.5m subsidy]
  - id: passengers
    as_written: up to 40
    value: 40
    comparator: <=
    unit: passengers
    property: passengers on the night boat
    evidence: [up to 40]
  - id: cost-per-passenger
    value: 62500
    comparator: '>='
    currency: GBP
    property: subsidy for each passenger
    evidence: [up to 40]
    support: implied
    implied_by: {operation: divide, of: [subsidy, passengers]}
    caveats: ["Computed: the subsidy, shared out among the passengers."]

claims:
  - id: too-few-cross
    statement: Not enough people take the boat at night.
    type: quantity
    voice: ann-reed
    about: [night-boat-stopped, reed-too-few, ann-reed]
    evidence: [Too few … at night]
  - id: subsidy-is-yearly
    statement: The ferries get public money each year.
    type: quantity
    voice: author
    about: [harbour-office, coast-watch]
    figures: [subsidy, passengers]
    evidence: [£2.5 million]
"""


class Ran(NamedTuple):
    """What a run printed, and the status that it ended with."""

    out: str
    err: str
    code: int


class Bsc(Protocol):
    def __call__(self, *args: str, facts: str = TINY) -> Ran: ...


@pytest.fixture(autouse=True, scope="session")
def _interruptible() -> None:
    """Do not ignore SIGINT: a shell's background job does, and children inherit that."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _plain_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("BSC_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    plain = (
        "BSC_FACTS",
        "BSC_OUTPUT",
        "NO_COLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
        "LINES",
        "FORCE_COLOR",
    )
    for name in (*plain, *(name for name in os.environ if name.startswith("PYTHON"))):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def bsc(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Bsc:
    """Run `bsc` on a store given as text, in a folder where it lies as facts.yaml."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BSC_FACTS", "facts.yaml")

    def run(*args: str, facts: str = TINY) -> Ran:
        Path("facts.yaml").write_text(facts, encoding="utf-8")
        with pytest.raises(SystemExit) as exit:
            app(list(args), prog_name="bsc")
        captured = capsys.readouterr()
        assert isinstance(exit.value.code, int)
        return Ran(captured.out, captured.err, exit.value.code)

    return run


Shell = Callable[..., Ran]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run a line of shell in an empty folder, with `bsc` on its path."""

    def run(line: str, **variables: str) -> Ran:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=tmp_path,
            env={**os.environ, "PATH": path, **variables},
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Ran(done.stdout.decode(), done.stderr.decode(), done.returncode)

    return run
